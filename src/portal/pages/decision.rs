//! `/billing/{number}/decision`: an estimate is accepted or declined, after one more look (R39).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, Uri};

use crate::service::Error;
use crate::service::billing::{self, Decision};
use crate::service::portal::BillingRow;
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::Failure;
use super::super::form::Fields;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::billing::{answerable, seen, title};
use super::done::done_at;
use super::orders::encoded;

#[derive(Template)]
#[template(path = "portal/templates/decision.html")]
struct DecisionPage {
    page: Page,
    csrf: String,
    title: String,
    amount: String,
    here: String,
    decision: &'static str,
    version: i64,
    words: String,
}

#[derive(Template)]
#[template(path = "portal/templates/decided.html")]
struct DecidedPage {
    page: Page,
    title: String,
    here: String,
    /// Who was faster.
    by: String,
    /// What was typed, which went nowhere.
    words: String,
}

/// `GET /billing/{number}/decision?as=accept`
pub(in super::super) async fn ask(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    uri: Uri,
) -> Answer {
    let row = seen(&state, &visit, &number).await?;
    let decision = Fields::of(&uri).get("as").parse().map_err(|_| visit.failed(Failure::NotFound))?;
    if !answerable(&visit, &row) {
        return over(&visit, &row, (None, ""));
    }
    let version = row.version;
    question(&visit, visit.page(key(decision), "/billing"), &row, (decision, version, ""))
}

const fn key(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "decision-accept-title",
        Decision::Decline => "decision-decline-title",
    }
}

fn question(visit: &Visit, page: Page, row: &BillingRow, typed: (Decision, i64, &str)) -> Answer {
    let (decision, version, words) = typed;
    let template = DecisionPage {
        csrf: visit.session.csrf.clone(),
        title: title(&page.look, row),
        amount: page.look.money(row.amount, &row.currency),
        here: format!("/billing/{}", encoded(&row.number)),
        decision: decision.as_str(),
        version,
        words: text::lines(words),
        page,
    };
    render(template.page.status(), &template)
}

/// `POST /billing/{number}/decision`: once; whoever comes second is told what stands there now.
pub(in super::super) async fn decide(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    let row = seen(&state, &visit, &number).await?;
    let fields = visit.form(request).await?;
    let decision: Decision = fields.get("decision").parse().map_err(|_| visit.failed(Failure::NotFound))?;
    let version: i64 = fields.get("version").parse().map_err(|_| visit.failed(Failure::NotFound))?;
    let (words, actor) = (fields.get("words"), visit.session.actor(&visit.client));
    match billing::decide(&state.app, &actor, &row.number, version, decision, words).await {
        Ok(_) => Ok(done_at(&state, &format!("/billing/{}", encoded(&row.number)), Notice::Decision)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page(key(decision), "/billing");
            page.refuse(&errors);
            question(&visit, page, &row, (decision, version, words))
        }
        Err(Error::Conflict { by, .. }) => over(&visit, &row, (by.as_deref(), words)),
        Err(e) => Err(visit.failed(e)),
    }
}

/// Nothing is left to be answered, or what was looked at is not what stands there now.
fn over(visit: &Visit, row: &BillingRow, (by, words): (Option<&str>, &str)) -> Answer {
    let page = visit.page("decided-title", "/billing");
    let template = DecidedPage {
        title: title(&page.look, row),
        here: format!("/billing/{}", encoded(&row.number)),
        by: by.map(|who| page.look.with("decided-by", "who", &text::line(who))).unwrap_or_default(),
        words: text::lines(words),
        page,
    };
    render(StatusCode::CONFLICT, &template)
}
