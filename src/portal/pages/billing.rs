//! `/billing`: invoices and estimates, what each says, and its file (R39). Answering an estimate has a page of its own.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{Method, StatusCode, Uri};
use chrono::NaiveDate;

use crate::domain::permission::Permission;
use crate::domain::state::{BillingKind, BillingState};
use crate::service::billing;
use crate::service::portal::{self, BillingQuery, BillingRow};
use crate::text;

use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::documents::{attachment, bytes};
use super::listing::Listing;
use super::order::paragraphs;
use super::orders::{LONGEST_NUMBER, encoded};
use super::papers::size;

/// Rows on a page.
const ROWS: u32 = 25;

#[derive(Template)]
#[template(path = "portal/templates/billing.html")]
struct ListPage {
    page: Page,
    list: Listing,
    /// The kinds to choose from, where there is a choice.
    kinds: Vec<Choice>,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    title: String,
    issued: String,
    state: String,
    state_class: &'static str,
    amount: String,
}

/// Whoever sees neither invoices nor estimates has no such page.
pub(super) fn needs(visit: &Reading) -> Result<(), Refusal> {
    if visit.may(Permission::ViewInvoices) {
        return Ok(());
    }
    visit.needs(Permission::ViewEstimates)
}

/// `GET /billing`
pub(in super::super) async fn list(State(state): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    needs(&visit)?;
    let fields = Fields::of(&uri);
    let both = visit.may(Permission::ViewInvoices) && visit.may(Permission::ViewEstimates);
    let kind = fields.get("kind").parse().ok().filter(|_| both);
    let query = BillingQuery { kind, after: fields.line("after", LONGEST_NUMBER), limit: ROWS };
    let listed = portal::billing(&state.app, &visit.viewer, &query).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("billing-title", "/billing");
    let look = &page.look;
    let today = today(&state, look);
    let list = Listing {
        search: String::new(),
        empty_title: look.t("billing-empty-title"),
        empty_text: look.with("billing-empty-text", "organization", &look.name()),
        show_all: kind.map(|_| ("/billing", "billing-show-all")),
        // Pages go forward; the way back is the first page.
        previous: (!query.after.is_empty()).then(|| address(kind, None)),
        next: listed.rows.last().filter(|_| listed.more).map(|row| address(kind, Some(&row.number))),
        previous_words: "page-first",
        next_words: "page-older",
    };
    let rows = listed.rows.iter().map(|row| shown(look, row, today)).collect();
    let template = ListPage { kinds: if both { kinds(look, kind) } else { Vec::new() }, rows, list, page };
    render(StatusCode::OK, &template)
}

fn address(kind: Option<BillingKind>, after: Option<&str>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if let Some(kind) = kind {
        pairs.append_pair("kind", kind.as_str());
    }
    if let Some(after) = after {
        pairs.append_pair("after", after);
    }
    let query = pairs.finish();
    if query.is_empty() { "/billing".to_owned() } else { format!("/billing?{query}") }
}

fn kinds(look: &Look, chosen: Option<BillingKind>) -> Vec<Choice> {
    let one = |kind: Option<BillingKind>| {
        let value = kind.map_or("", BillingKind::as_str);
        let key = if value.is_empty() { "billing-all".to_owned() } else { format!("billing-only-{value}") };
        Choice { value: value.to_owned(), text: look.t(&key), chosen: kind == chosen }
    };
    std::iter::once(None).chain(BillingKind::ALL.iter().copied().map(Some)).map(one).collect()
}

fn shown(look: &Look, row: &BillingRow, today: NaiveDate) -> Row {
    let (key, state_class) = standing(row, today);
    Row {
        href: format!("/billing/{}", encoded(&row.number)),
        title: title(look, row),
        issued: look.calendar_day(row.issued_on),
        state: look.t(key),
        state_class,
        amount: look.money(row.amount, &row.currency),
    }
}

/// Today, where the organization is.
fn today(state: &Portal, look: &Look) -> NaiveDate {
    state.app.now().with_timezone(&look.zone).date_naive()
}

/// "Invoice R-17".
pub(super) fn title(look: &Look, row: &BillingRow) -> String {
    format!("{} {}", look.t(&format!("billing-kind-{}", row.kind)), text::line(&row.number))
}

/// How it stands, in words for its kind, and how the style sheet calls that.
fn standing(row: &BillingRow, today: NaiveDate) -> (&'static str, &'static str) {
    let late = row.due_on.is_some_and(|due| due < today);
    match (row.state, row.kind) {
        (BillingState::Open, BillingKind::Invoice) if late => ("billing-state-late", "busy"),
        (BillingState::Open, BillingKind::Invoice) => ("billing-state-to-pay", "open"),
        (BillingState::Open, BillingKind::Estimate) => ("billing-state-to-answer", "open"),
        (BillingState::Paid, _) => ("billing-state-paid", "done"),
        (BillingState::Accepted, _) => ("billing-state-accepted", "done"),
        (BillingState::Declined, _) => ("billing-state-declined", "over"),
        (BillingState::Cancelled, _) => ("billing-state-cancelled", "over"),
    }
}

#[derive(Template)]
#[template(path = "portal/templates/billing_one.html")]
struct OnePage {
    page: Page,
    title: String,
    amount: String,
    state: String,
    state_class: &'static str,
    issued: String,
    due: Option<(&'static str, String)>,
    order: Option<(String, String)>,
    file: Option<File>,
    /// Where the estimate is answered.
    decision: Option<String>,
    answer: Option<Given>,
}

struct File {
    href: String,
    name: String,
    size: String,
}

/// An answer that was given.
struct Given {
    sentence: String,
    when: String,
    words: Vec<String>,
}

/// `GET /billing/{number}`
pub(in super::super) async fn show(State(state): State<Portal>, visit: Reading, Path(number): Path<String>) -> Answer {
    let row = seen(&state, &visit, &number).await?;
    let mut page = visit.page("billing-title", "/billing");
    page.title = title(&page.look, &row);
    let look = &page.look;
    let (key, state_class) = standing(&row, today(&state, look));
    let here = format!("/billing/{}", encoded(&row.number));
    let due_key = match row.kind {
        BillingKind::Invoice => "billing-due",
        BillingKind::Estimate => "billing-answer-by",
    };
    let template = OnePage {
        title: page.title.clone(),
        amount: look.money(row.amount, &row.currency),
        state: look.t(key),
        state_class,
        issued: look.calendar_day(row.issued_on),
        due: row.due_on.map(|due| (due_key, look.calendar_day(due))),
        order: row.order_number.as_deref().map(|n| (format!("/orders/{}", encoded(n)), text::line(n))),
        file: row.storage_key.as_ref().map(|_| File {
            href: format!("{here}/file"),
            name: text::line(&row.file),
            size: size(look, row.size.unwrap_or_default()),
        }),
        decision: answerable(&visit, &row).then(|| format!("{here}/decision")),
        answer: given(look, &row),
        page,
    };
    render(StatusCode::OK, &template)
}

/// Whether this reader can answer: signed in, and not only looking (R19, R20).
pub(super) fn answerable(visit: &Reading, row: &BillingRow) -> bool {
    row.kind == BillingKind::Estimate
        && row.state == BillingState::Open
        && visit.actor.is_some()
        && !visit.viewer.independent
}

/// The invoice or estimate, if the reader sees it.
pub(super) async fn seen(state: &Portal, visit: &Reading, number: &str) -> Result<BillingRow, Refusal> {
    needs(visit)?;
    // What cannot be a number is not looked for.
    if number.len() > LONGEST_NUMBER || number.contains(text::is_unsafe) {
        return Err(visit.failed(Failure::NotFound));
    }
    portal::billing_record(&state.app, &visit.viewer, number).await.map_err(|e| visit.failed(e))
}

fn given(look: &Look, row: &BillingRow) -> Option<Given> {
    let (who, at) = (row.decided_by.as_deref()?, row.decided_at?);
    let key = if row.state == BillingState::Declined { "billing-declined-by" } else { "billing-accepted-by" };
    let sentence = look.with(key, "name", &text::line(who));
    Some(Given { sentence, when: look.moment(at), words: paragraphs(&row.answer) })
}

/// `GET /billing/{number}/file`: as an attachment, from a response that may run nothing.
pub(in super::super) async fn file(
    State(state): State<Portal>,
    visit: Reading,
    method: Method,
    Path(number): Path<String>,
) -> Answer {
    seen(&state, &visit, &number).await?;
    let (row, content) = billing::open_seen(&state.app, &visit.viewer, &number).await.map_err(|e| visit.failed(e))?;
    let kind = row.media_type.as_deref().unwrap_or("application/octet-stream");
    let mut response = bytes(&method, content, row.size.unwrap_or_default(), kind);
    response.headers_mut().insert(CONTENT_DISPOSITION, attachment(&text::line(&row.file)));
    Ok(response)
}
