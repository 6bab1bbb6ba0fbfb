//! What every form does when it was taken: on to another page, which says what has been done; and what it says when somebody
//! else was faster.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::super::cookies::Notice;
use super::super::page::Page;
use super::super::state::Portal;

/// On to `there`, which says what has been done.
pub(super) fn done_at(portal: &Portal, there: &str, notice: Notice) -> Response {
    let mut response = Redirect::to(there).into_response();
    portal.cookies.notify(notice).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    response
}

/// Notes that somebody else was faster: nothing was saved, what was typed is still there.
pub(super) fn overtaken(page: &mut Page) {
    let said = page.look.t("problem-changed-meanwhile");
    page.wrong_with("", said);
}
