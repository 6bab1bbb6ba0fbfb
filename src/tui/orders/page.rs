//! The page of an order (R31): facts, visits, comments, documents, history. Internal comments cannot be taken for others.

use chrono_tz::Tz;

use crate::domain::comment::AuthorKind;
use crate::domain::state::{OrderState, OrderStep, Urgency, VisitState};
use crate::service::comments::{self, CommentRow};
use crate::service::documents::{self, DocumentRow, On};
use crate::service::orders::{self, OrderFile, OrderSheet, StepRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Paper, Sheet};
use super::super::documents::size;
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::theme::Theme;
use super::super::when::distance;
use super::visits::span;
use super::{availability, perform, words};

/// The page of one order.
#[derive(Debug)]
pub struct Page {
    pub number: String,
}

/// Everything about an order.
pub struct Known {
    pub file: OrderFile,
    pub comments: Vec<CommentRow>,
    pub documents: Vec<DocumentRow>,
    pub clocks: Tz,
}

/// How a state is drawn, beside its word.
pub fn state_style(state: OrderState, theme: &Theme) -> ratatui::style::Style {
    if state.is_open() { theme.warn } else { theme.dim }
}

impl Paper for Page {
    type Data = Known;

    fn scope(&self) -> Scope {
        Scope::Order
    }

    fn title(&self, data: Option<&Known>) -> String {
        data.map_or_else(
            || t!("order-number-title", number = self.number),
            |known| t!("order-page-title", title = known.file.order.title()),
        )
    }

    fn job(&self) -> Job {
        let number = self.number.clone();
        Job::new("order", move |app, by| async move {
            Ok(Known {
                file: orders::get(&app, &by, &number).await?,
                comments: comments::list(&app, &by, &number).await?,
                documents: documents::list(&app, &by, &On::Order(number)).await?,
                clocks: orders::clocks(&app, &by).await?,
            })
        })
    }

    fn write(&self, known: &Known, sheet: &mut Sheet<'_>) {
        facts(&known.file.order, sheet);
        visits(&known.file, known.clocks, sheet);
        talk(&known.comments, sheet);
        papers(&known.documents, sheet);
        history(&known.file.history, known.clocks, sheet);
    }

    fn availability(&self, command: Id, known: &Known) -> Availability {
        availability(command, Some(&known.file.order))
    }

    fn command(&mut self, command: Id, known: &Known, cx: &mut Cx<'_>) {
        perform(command, &known.file.order, cx);
    }
}

fn facts(order: &OrderSheet, sheet: &mut Sheet<'_>) {
    let urgency = match order.urgency {
        Urgency::Normal => String::new(),
        other => format!(" · {}", words(other.as_str())),
    };
    let marked = if matches!(order.urgency, Urgency::High | Urgency::Urgent) { " !" } else { "" };
    let state = format!("{} · {}{urgency}{marked}", words(order.state.as_str()), words(order.kind.as_str()));
    sheet.styled_fact(t!("column-state"), &state, state_style(order.state, sheet.theme));
    sheet.fact(t!("customer"), &format!("{} {}", order.customer_number, order.customer_name));
    let named = |name: &Option<String>, number: &Option<String>| {
        name.as_ref().map(|name| format!("{name} ({})", number.as_deref().unwrap_or("–")))
    };
    let facility = named(&order.facility, &order.facility_number);
    sheet.fact(t!("order-facility"), &facility.unwrap_or_else(|| t!("not-at-facility").to_owned()));
    if let Some(object) = named(&order.object, &order.object_number) {
        sheet.fact(t!("order-object"), &object);
    }
    if let Some(contact) = named(&order.contact, &order.contact_number) {
        sheet.fact(t!("label-contact"), &contact);
    }
    sheet.fact(
        t!("order-technician"),
        if order.technician.is_empty() { t!("order-nobody-t") } else { &order.technician },
    );
    let by = if order.created_by.is_empty() {
        String::new()
    } else {
        format!(" {}", t!("by-name", name = order.created_by))
    };
    let age = distance(order.created_at, sheet.now);
    sheet.fact(t!("column-created"), &format!("{}{by} ({age})", sheet.zone.full(order.created_at)));
    if let Some(at) = order.closed_at {
        sheet.fact(t!("column-closed"), &sheet.zone.full(at));
    }
    if !order.description.is_empty() {
        sheet.blank();
        sheet.text(&order.description);
    }
}

fn visits(file: &OrderFile, clocks: Tz, sheet: &mut Sheet<'_>) {
    sheet.heading(&t!("order-visits-by", clocks = clocks));
    match (file.visits.is_empty(), file.order.planned_at) {
        (true, None) => sheet.styled(&format!("  {}", t!("order-no-visits")), sheet.theme.dim),
        // An imported order knows a moment and no visit.
        (true, Some(at)) => {
            let at = at.with_timezone(&clocks).format("%a %Y-%m-%d %H:%M");
            sheet.text(&format!("  {}", t!("order-visit-imported", at = at)));
        }
        _ => {}
    }
    for visit in &file.visits {
        let cancelled = visit.state == VisitState::Cancelled;
        let who = visit.technician.as_ref().map(|name| format!(" · {name}")).unwrap_or_default();
        let word = if cancelled {
            format!(" · {}", t!("word-cancelled-visit"))
        } else {
            format!(" · {}", distance(visit.starts_at, sheet.now))
        };
        let style = if cancelled { sheet.theme.dim } else { sheet.theme.text };
        sheet.styled(&format!("  {}{word}{who}", span(visit, clocks)), style);
        if !visit.note.is_empty() {
            sheet.indented(&visit.note);
        }
    }
}

/// The comments, the oldest first. An internal one has its word, a bar and a colour of its own (R14, R32).
fn talk(comments: &[CommentRow], sheet: &mut Sheet<'_>) {
    sheet.heading(&t!("order-comments", comments = comments.len()));
    if comments.is_empty() {
        sheet.styled(&format!("  {}", t!("order-no-comments")), sheet.theme.dim);
    }
    for comment in comments {
        let at = sheet.zone.full(comment.created_at);
        let who = match comment.author_kind {
            AuthorKind::Staff => t!("author-staff"),
            AuthorKind::CustomerUser => t!("author-customer"),
            AuthorKind::System => "Keydesk",
        };
        let head = format!("{at} {} ({who})", comment.author_name);
        if comment.internal {
            sheet.barred(&t!("comment-internal-bar", head = head), sheet.theme.bad);
            sheet.barred(&comment.body, sheet.theme.bad);
        } else {
            let style =
                if comment.author_kind == AuthorKind::CustomerUser { sheet.theme.key } else { sheet.theme.title };
            sheet.styled(&head, style);
            sheet.indented(&comment.body);
        }
    }
}

/// A line for each document.
pub fn papers(documents: &[DocumentRow], sheet: &mut Sheet<'_>) {
    sheet.heading(&t!("order-documents", documents = documents.len()));
    for document in documents {
        let line = format!(
            "  {} {} · {} · {}",
            document.number,
            document.name,
            size(document.size),
            sheet.zone.day(document.created_at)
        );
        sheet.text(&line);
    }
}

fn history(steps: &[StepRow], clocks: Tz, sheet: &mut Sheet<'_>) {
    sheet.heading(t!("order-history"));
    for step in steps {
        let moment = |text: &str| {
            let at = chrono::DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&clocks));
            at.map_or_else(|_| text.to_owned(), |at| at.format("%Y-%m-%d %H:%M").to_string())
        };
        let what = match step.kind {
            OrderStep::Created => t!("step-created").to_owned(),
            OrderStep::Assigned if step.detail.is_empty() => t!("step-assigned-nobody").to_owned(),
            OrderStep::Assigned => t!("step-assigned", detail = step.detail),
            OrderStep::Planned => t!("step-planned", detail = moment(&step.detail)),
            OrderStep::Moved => t!("step-moved", detail = moment(&step.detail)),
            OrderStep::VisitCancelled => t!("step-visit-cancelled", detail = moment(&step.detail)),
            OrderStep::State => t!("step-state", detail = words(&step.detail)),
        };
        sheet.styled(&format!("  {} {what} · {}", sheet.zone.full(step.at), step.by_name), sheet.theme.dim);
    }
}

#[cfg(test)]
pub mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use uuid::Uuid;

    use super::super::super::dialogs::Dossier;
    use super::super::super::harness::Bench;
    use super::super::super::{Screens, TuiSettings, Zone};
    use super::*;
    use crate::domain::state::OrderKind;
    use crate::service::orders::VisitRow;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    pub fn order() -> OrderSheet {
        OrderSheet {
            id: Uuid::from_u128(1).into(),
            customer_id: Uuid::from_u128(42).into(),
            customer_number: "1042".into(),
            customer_name: "Huber Maschinen GmbH".into(),
            area_id: None,
            number: "W12".into(),
            kind: OrderKind::WorkOrder,
            title: "Lift stuck".into(),
            description: "Between the second and the third floor.".into(),
            urgency: Urgency::Urgent,
            state: OrderState::Planned,
            technician: "Max Berger".into(),
            technician_id: Some(Uuid::from_u128(7).into()),
            technician_email: Some("max@nordlift.example".into()),
            facility_id: None,
            facility_number: Some("F1".into()),
            facility: Some("Graz".into()),
            object_id: None,
            object_number: None,
            object: None,
            contact_id: None,
            contact_number: None,
            contact: None,
            created_by: "Anna Berg".into(),
            created_at: now() - TimeDelta::days(3),
            planned_at: Some(now() + TimeDelta::days(1)),
            closed_at: None,
            version: 3,
        }
    }

    fn known() -> Known {
        let visit = VisitRow {
            id: Uuid::from_u128(3).into(),
            technician_id: None,
            technician: None,
            starts_at: now() + TimeDelta::days(1),
            ends_at: now() + TimeDelta::days(1) + TimeDelta::hours(2),
            note: "Bring the long ladder".into(),
            state: VisitState::Planned,
            version: 1,
        };
        let comment = |n: u128, author_kind, name: &str, internal, body: &str| CommentRow {
            id: Uuid::from_u128(n).into(),
            author_kind,
            staff_id: None,
            customer_user_id: None,
            author_name: name.into(),
            internal,
            body: body.into(),
            created_at: now() - TimeDelta::hours(2),
        };
        let step =
            StepRow { at: now(), kind: OrderStep::State, by_name: "Anna Berg".into(), detail: "in_progress".into() };
        Known {
            file: OrderFile { order: order(), visits: vec![visit], history: vec![step] },
            comments: vec![
                comment(1, AuthorKind::CustomerUser, "Eva Huber", false, "Please come\u{1b}[2J soon."),
                comment(2, AuthorKind::Staff, "Anna Berg", true, "They owe us money."),
            ],
            documents: Vec::new(),
            clocks: Tz::Europe__Vienna,
        }
    }

    #[test]
    fn everything_about_an_order_stands_on_its_page() {
        let settings = TuiSettings { zone: Zone::Utc, ..TuiSettings::default() };
        let mut bench =
            Bench::of(Screens::all(&settings), settings, Some(super::super::super::harness::administrator()));
        bench.effects();
        bench.desk.push_dialog(Dossier::new(Page { number: "W12".into() }));
        assert!(bench.screen(80, 24).contains("Loading"));
        bench.answer("order", known());
        insta::assert_snapshot!("order_80x24", bench.screen(80, 24));
        insta::assert_snapshot!("order_60x18", bench.screen(60, 18));
        bench.press("pgdn pgdn");
        let end = bench.screen(80, 24);
        assert!(end.contains("now in progress · Anna Berg") && end.contains("the end"), "{end}");
        bench.press("q");
        assert_eq!(bench.desk.dialogs(), 0);
    }

    #[test]
    fn an_internal_comment_is_told_by_its_word_and_its_bar() {
        let mut bench = Bench::with_dialog(Dossier::new(Page { number: "W12".into() }));
        bench.screen(80, 24);
        bench.answer("order", known());
        let screen = bench.screen(80, 50);
        let line =
            |text: &str| screen.lines().find(|l| l.contains(text)).unwrap_or_else(|| panic!("{screen}")).to_owned();
        assert!(line("They owe us money").contains('▌') && line("INTERNAL").contains("never shown to the customer"));
        assert!(!line("Please come").contains('▌') && line("Please come").contains("Please come[2J soon."));
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_the_reason() {
        let mut closed = order();
        closed.state = OrderState::Closed;
        assert!(matches!(availability(Id::OrderPlan, Some(&closed)), Availability::Disabled(_)));
        let unplanned = OrderSheet { planned_at: None, ..order() };
        assert!(matches!(availability(Id::OrderMove, Some(&unplanned)), Availability::Disabled(_)));
        assert_eq!(availability(Id::OrderPlan, Some(&unplanned)), Availability::Enabled);
        assert!(matches!(availability(Id::OrderEdit, None), Availability::Disabled(_)));
    }
}
