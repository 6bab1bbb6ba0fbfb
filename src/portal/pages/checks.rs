//! `/checks`: what is due, filled in on a phone, and what was answered (R36).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};

use crate::domain::check::{Due as Nearness, PointKind, Verdict};
use crate::domain::permission::Permission;
use crate::domain::{CheckAssignmentId, CheckRunId};
use crate::locale;
use crate::service::checks::{self, DueCheck, RunRow};
use crate::text;

use super::super::failure::Failure;
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::Admitted;
use super::listing::Listing;
use super::orders::encoded;

/// Rows on a page.
const ROWS: u32 = 50;

#[derive(Template)]
#[template(path = "portal/templates/checks.html")]
struct ChecksPage {
    page: Page,
    list: Listing,
    rows: Vec<Due>,
}

#[derive(Template)]
#[template(path = "portal/templates/check_done.html")]
struct RunPage {
    page: Page,
    object: String,
    object_href: String,
    run: Run,
    /// Where a fault can be reported, when something was not in order.
    report: Option<String>,
}

/// Something that is due.
pub(super) struct Due {
    pub href: String,
    pub template: String,
    pub object: String,
    pub place: String,
    pub date: String,
    /// The word that says how near it is; empty when it is far.
    pub word: String,
    pub class: &'static str,
    pub every: String,
}

/// Something that was filled in.
pub(super) struct Run {
    pub id: String,
    pub template: String,
    pub when: String,
    pub who: String,
    pub note: String,
    /// How many points were not in order, in words.
    pub found: String,
    pub bad: bool,
    pub answers: Vec<Answered>,
}

/// What was answered to a point.
pub(super) struct Answered {
    pub point: String,
    pub answer: String,
    pub class: &'static str,
    pub note: String,
    /// Photographs: their number, and where they are for whoever sees documents.
    pub photos: Vec<(String, Option<String>)>,
}

/// `GET /checks`
pub(in super::super) async fn list(State(state): State<Portal>, Admitted(visit): Admitted, uri: Uri) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    visit.needs(Permission::SelfChecks)?;
    let after = Fields::of(&uri).line("after", 40);
    let after: Option<CheckAssignmentId> = after.parse().ok();
    let listed = checks::due(&state.app, &visit.viewer, after, ROWS).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("checks-title", "/checks");
    let look = &page.look;
    let list = Listing {
        search: String::new(),
        previous: after.map(|_| "/checks".to_owned()),
        next: listed.rows.last().filter(|_| listed.more).map(|c| format!("/checks?after={}", c.row.id)),
        previous_words: "page-first",
        next_words: "page-next",
        show_all: None,
        empty_title: look.t("checks-empty-title"),
        empty_text: look.with("checks-empty-text", "organization", &look.name()),
    };
    let rows = listed.rows.iter().map(|c| due(look, c)).collect();
    render(StatusCode::OK, &ChecksPage { page, list, rows })
}

/// `GET /checks/{assignment}/{run}`: what was answered, and what to do when something was not in order.
pub(in super::super) async fn answered(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path((assignment, id)): Path<(String, String)>,
) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    let gone = || visit.failed(Failure::NotFound);
    let (assignment, id): (CheckAssignmentId, CheckRunId) =
        (assignment.parse().map_err(|_| gone())?, id.parse().map_err(|_| gone())?);
    let found = checks::run_seen(&state.app, &visit.viewer, id).await.map_err(|e| visit.failed(e))?;
    if found.assignment_id != assignment {
        return Err(gone());
    }
    let mut page = visit.page("checks-title", "/checks");
    let run = run(&page.look, &found, visit.may(Permission::ViewDocuments));
    page.title.clone_from(&run.template);
    let number = encoded(&found.object_number);
    let report = (run.bad && visit.may(Permission::ReportFaults)).then(|| format!("/faults/new?object={number}"));
    let template = RunPage {
        object: text::line(&found.object_number),
        object_href: format!("/objects/{number}"),
        run,
        report,
        page,
    };
    render(StatusCode::OK, &template)
}

/// Something that is due, in words.
pub(super) fn due(look: &Look, check: &DueCheck) -> Due {
    let row = &check.row;
    let days = [("days", row.every_days.into())];
    let (word, class) = match check.due {
        Nearness::Overdue => (look.t("check-overdue"), "late"),
        Nearness::Today => (look.t("check-today"), "busy"),
        Nearness::Soon => (look.t("check-soon"), "busy"),
        Nearness::Later => (String::new(), "open"),
    };
    Due {
        href: format!("/checks/{}", row.id),
        template: text::line(&row.template),
        object: format!("{} · {}", text::line(&row.object), text::line(&row.object_number)),
        place: row.facility.as_deref().map(text::line).unwrap_or_default(),
        date: look.with("check-due", "day", &look.calendar_day(row.due_on)),
        word,
        class,
        every: locale::text_with(look.language, "check-every", &days),
    }
}

/// Something that was filled in, in words. Photographs are documents: they lead somewhere for whoever sees those.
pub(super) fn run(look: &Look, run: &RunRow, sees_documents: bool) -> Run {
    let not_ok = run.not_ok();
    let found = [("count", not_ok.into())];
    Run {
        id: format!("run-{}", run.id),
        template: text::line(&run.template),
        when: look.moment(run.done_at),
        who: text::line(&run.by_name),
        note: text::lines(&run.note),
        found: locale::text_with(look.language, "check-found", &found),
        bad: not_ok > 0,
        answers: run.answers.iter().map(|answer| answered_point(look, answer, sees_documents)).collect(),
    }
}

fn answered_point(look: &Look, answer: &crate::domain::check::Answer, sees_documents: bool) -> Answered {
    let class = match answer.verdict {
        Some(Verdict::NotOk) => "late",
        Some(Verdict::Ok) => "done",
        _ => "open",
    };
    let said = match (answer.kind, answer.verdict) {
        (_, Some(verdict)) => look.t(&format!("verdict-{}", verdict.as_str().replace('_', "-"))),
        (PointKind::Number, None) => number(look, &answer.value),
        (_, None) => text::lines(&answer.value),
    };
    let photo = |number: &String| {
        let href = sees_documents.then(|| format!("/documents/{}", encoded(number)));
        (text::line(number), href)
    };
    Answered {
        point: text::line(&answer.point),
        answer: said,
        class: if answer.verdict.is_some() { class } else { "" },
        note: text::lines(&answer.note),
        photos: answer.photos.iter().map(photo).collect(),
    }
}

/// A number that was answered, as the reader's language writes it.
fn number(look: &Look, kept: &str) -> String {
    kept.parse::<f64>().map_or_else(|_| text::line(kept), |value| locale::decimal(look.language, value, 3))
}
