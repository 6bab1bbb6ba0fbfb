//! `/documents`: the list, the documents themselves and their small pictures, and what a customer's users add (R37).
//!
//! Who may have a document is decided at every request. Nothing that somebody brought is ever shown by a browser in our name:
//! documents leave as attachments from a response that may run nothing; only small pictures, which we made, stand in pages.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, Uri};
use futures_util::TryStreamExt as _;

use crate::domain::permission::Permission;
use crate::service::documents::{self, Content, On};
use crate::service::portal::{self, DocumentQuery};
use crate::text;

use super::super::cookies::Notice;
use super::super::form::Fields;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Reading, Visit};
use super::done::done_at;
use super::listing::Listing;
use super::order::check;
use super::orders::LONGEST_NUMBER;
use super::papers::{self, Paper, PapersForm, page_of};

/// Rows on a page.
const ROWS: u32 = 25;
/// The name of the field with the files.
const FIELD: &str = "file";

#[derive(Template)]
#[template(path = "portal/templates/documents.html")]
struct DocumentsPage {
    page: Page,
    list: Listing,
    rows: Vec<Paper>,
}

/// `GET /documents`
pub(in super::super) async fn list(State(state): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    visit.needs(Permission::ViewDocuments)?;
    let fields = Fields::of(&uri);
    let query =
        DocumentQuery { search: fields.line("q", 100), after: fields.line("after", LONGEST_NUMBER), limit: ROWS };
    let listed = portal::documents(&state.app, &visit.viewer, &query).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("documents-title", "/documents");
    let look = &page.look;
    let (empty_title, empty_text) = if query.search.is_empty() {
        (look.t("documents-empty-title"), look.with("documents-empty-text", "organization", &look.name()))
    } else {
        (look.with("documents-no-match-title", "search", &query.search), look.t("documents-no-match-text"))
    };
    let list = Listing {
        // Pages go forward; the way back is the first page.
        previous: (!query.after.is_empty()).then(|| address(&query.search, None)),
        next: listed.rows.last().filter(|_| listed.more).map(|row| address(&query.search, Some(&row.number))),
        previous_words: "page-first",
        next_words: "page-older",
        show_all: (!query.search.is_empty()).then_some(("/documents", "documents-show-all")),
        empty_title,
        empty_text,
        search: query.search,
    };
    let rows = listed.rows.iter().map(|row| papers::paper(look, row, true)).collect();
    render(StatusCode::OK, &DocumentsPage { page, list, rows })
}

fn address(search: &str, after: Option<&str>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if !search.is_empty() {
        pairs.append_pair("q", search);
    }
    if let Some(after) = after {
        pairs.append_pair("after", after);
    }
    let query = pairs.finish();
    if query.is_empty() { "/documents".to_owned() } else { format!("/documents?{query}") }
}

/// `GET /documents/{number}`: the document, as an attachment.
pub(in super::super) async fn download(
    State(state): State<Portal>,
    visit: Reading,
    method: Method,
    Path(number): Path<String>,
) -> Answer {
    visit.needs(Permission::ViewDocuments)?;
    check(&visit, &number)?;
    let (row, content) =
        portal::document_content(&state.app, &visit.viewer, &number).await.map_err(|e| visit.failed(e))?;
    let name = documents::download_name(&row.name, &row.media_type);
    let mut response = bytes(&method, content, row.size, &row.media_type);
    response.headers_mut().insert(CONTENT_DISPOSITION, attachment(&name));
    Ok(response)
}

/// `GET /documents/{number}/thumbnail`: a small picture that was made here.
pub(in super::super) async fn thumbnail(
    State(state): State<Portal>,
    visit: Reading,
    method: Method,
    Path(number): Path<String>,
) -> Answer {
    visit.needs(Permission::ViewDocuments)?;
    check(&visit, &number)?;
    let found = portal::document_thumbnail(&state.app, &visit.viewer, &number).await;
    let (_, content) = found.map_err(|e| visit.failed(e))?;
    // Some kilobytes; how many is not kept.
    let parts: Vec<_> = content.try_collect().await.map_err(|e| visit.failed(crate::service::Error::from(e)))?;
    let picture = bytes::Bytes::from(parts.concat());
    let size = i64::try_from(picture.len()).unwrap_or_default();
    let content: Content = Box::pin(futures_util::stream::iter([Ok(picture)]));
    Ok(bytes(&method, content, size, documents::THUMBNAIL))
}

/// A response of bytes that may run nothing, for this person alone.
pub(super) fn bytes(method: &Method, content: Content, size: i64, media_type: &str) -> axum::response::Response {
    let body = if *method == Method::HEAD { Body::empty() } else { Body::from_stream(content) };
    let kind = if media_type == "text/plain" { "text/plain; charset=utf-8" } else { media_type };
    let headers: [(HeaderName, HeaderValue); 4] = [
        (CONTENT_TYPE, HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"))),
        (CONTENT_LENGTH, HeaderValue::from(size)),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    let mut response = Response::new(body);
    response.headers_mut().extend(headers);
    response
}

/// The header that makes a browser save what comes, under its name (RFC 6266, RFC 8187).
pub(super) fn attachment(name: &str) -> HeaderValue {
    // Everything but the "attr-char" of RFC 8187.
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' };
    let plain: String = name.chars().map(safe).collect();
    let exact = percent_encoding::utf8_percent_encode(name, &KEPT);
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}

#[derive(Template)]
#[template(path = "portal/templates/documents_add.html")]
struct AddPage {
    page: Page,
    back: String,
    back_words: String,
    form: PapersForm,
}

/// `POST /orders/{number}/documents`
pub(in super::super) async fn add_to_order(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    visit.needs(Permission::ViewOrders)?;
    check(&visit, &number)?;
    add(&state, &visit, On::Order(number), "/orders", request).await
}

/// `POST /objects/{number}/documents`
pub(in super::super) async fn add_to_object(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    check(&visit, &number)?;
    add(&state, &visit, On::Object(number), "/objects", request).await
}

/// Takes the files: back to where they hang now, or the form again with what is wrong with them.
async fn add(state: &Portal, visit: &Visit, on: On, part: &'static str, request: Request) -> Answer {
    visit.needs(Permission::UploadDocuments)?;
    let actor = visit.session.actor(&visit.client);
    // Before a single byte is stored.
    documents::may_upload(&state.app, &actor, &on).await.map_err(|e| visit.failed(e))?;
    let upload = visit.upload(request).await?;
    let mut page = visit.page("papers-add-title", part);
    upload.note(&mut page);
    let files = upload.of(FIELD);
    if page.errors.is_empty() && files.is_empty() {
        let missing = page.look.t("problem-file-missing");
        page.wrong_with(FIELD, missing);
    }
    if !page.errors.is_empty() {
        upload.forget(&state.app).await;
        return again(state, &on, page);
    }
    documents::upload(&state.app, &actor, &on, &files, &upload.fields.line("key", 64))
        .await
        .map_err(|e| visit.failed(e))?;
    Ok(done_at(state, &format!("{}#papers", page_of(&on)), Notice::Documents))
}

fn again(state: &Portal, on: &On, page: Page) -> Answer {
    let csrf = page.person.as_ref().map(|person| person.csrf.clone()).unwrap_or_default();
    let (On::Order(number) | On::Object(number) | On::Customer(number) | On::Model(number)) = on;
    let words = if matches!(on, On::Order(_)) { "papers-on-order" } else { "papers-on-object" };
    let template = AddPage {
        back: page_of(on),
        back_words: page.look.with(words, "number", &text::line(number)),
        form: papers::form(state, &page.look, on, csrf),
        page,
    };
    render(template.page.status(), &template)
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_are_said_in_ascii_and_exactly() {
        let cases = [
            ("report.pdf", "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"),
            ("Öl \"neu\".pdf", "attachment; filename=\"_l _neu_.pdf\"; filename*=UTF-8''%C3%96l%20%22neu%22.pdf"),
            ("a;b\\c%.txt", "attachment; filename=\"a_b_c_.txt\"; filename*=UTF-8''a%3Bb%5Cc%25.txt"),
        ];
        for (name, header) in cases {
            assert_eq!(attachment(name).to_str().unwrap(), header);
        }
        assert!(attachment("a\r\nx: y").to_str().unwrap().starts_with("attachment; filename=\"a__x_ y\""));
    }
}
