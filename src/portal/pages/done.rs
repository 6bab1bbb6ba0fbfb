//! What every form does when it was taken: on to another page, which says what has been done; and what it says when somebody
//! else was faster.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::text;

use super::super::cookies::Notice;
use super::super::page::Page;
use super::super::state::Portal;

/// On to `there`, which says what has been done.
pub(super) fn done_at(portal: &Portal, there: &str, notice: Notice) -> Response {
    let mut response = Redirect::to(there).into_response();
    portal.cookies.notify(notice).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    response
}

/// Notes that somebody else was faster, and who, where nothing was typed: nothing was done, and the page shows how it stands.
pub(super) fn moved_on(page: &mut Page, by: Option<&str>) {
    let said = match by {
        Some(who) => page.look.with("problem-moved-on-by", "who", &text::line(who)),
        None => page.look.t("problem-moved-on"),
    };
    page.stale = true;
    page.wrong_with("", said);
}

/// Notes that somebody else was faster, and who: nothing was saved, what was typed is still there.
pub(super) fn overtaken(page: &mut Page, by: Option<&str>) {
    let said = match by {
        Some(who) => page.look.with("problem-changed-by", "who", &text::line(who)),
        None => page.look.t("problem-changed-meanwhile"),
    };
    page.stale = true;
    page.wrong_with("", said);
}
