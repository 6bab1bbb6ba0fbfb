//! Sessions that are there: moved, cancelled, confirmed with a link.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;
use url::Url;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::staff::StaffPermission;
use crate::domain::state::VideoState;
use crate::service::{Actor, App, Error, Who};

use super::when::check;
use super::{VideoRow, again, changeable, keep, log, tell};

/// A link has at most so many characters.
const LONGEST_LINK: usize = 2_000;

/// Moves a session: staff, and customer users who may ask for and move video sessions and see it. What a customer moves
/// waits for staff again; its link stays. Nothing different changes nothing.
///
/// # Errors
/// The fields `starts_at` and `ends_at`; a conflict when it is cancelled or over, or names who changed it meanwhile.
pub async fn move_to(
    app: &App,
    by: &Actor,
    number: &str,
    version: i64,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Result<VideoRow, Error> {
    let mut tx = app.store.begin().await?;
    let before = changeable(app, &mut tx, by, number).await?;
    let mut errors = FieldErrors::new();
    check(app, (starts_at, ends_at), ("starts_at", "ends_at"), &mut errors);
    errors.into_result()?;
    if (before.starts_at, before.ends_at) == (starts_at, ends_at) {
        return Ok(before);
    }
    let mut after = VideoRow { starts_at, ends_at, ..before.clone() };
    if matches!(by.who, Who::CustomerUser { .. }) {
        after.state = VideoState::Requested;
    }
    keep(&mut tx, by, &after, version).await?;
    let data = json!({ "before": span(&before), "after": span(&after) });
    log(app, &mut tx, by, &after, (Event::VideoMoved, data)).await?;
    tell(app, &mut tx, by, &after, LetterKind::VideoMoved).await?;
    let after = again(app, &mut tx, by, number).await?;
    tx.commit().await?;
    Ok(after)
}

/// Cancels a session: whoever may move it.
///
/// # Errors
/// A conflict when it is cancelled or over already, or names who changed it meanwhile.
pub async fn cancel(app: &App, by: &Actor, number: &str, version: i64) -> Result<VideoRow, Error> {
    let mut tx = app.store.begin().await?;
    let before = changeable(app, &mut tx, by, number).await?;
    let after = VideoRow { state: VideoState::Cancelled, ..before };
    keep(&mut tx, by, &after, version).await?;
    log(app, &mut tx, by, &after, (Event::VideoCancelled, json!({ "before": span(&after) }))).await?;
    tell(app, &mut tx, by, &after, LetterKind::VideoCancelled).await?;
    let after = again(app, &mut tx, by, number).await?;
    tx.commit().await?;
    Ok(after)
}

/// Staff confirm a session that was asked for, or give a planned one another link.
///
/// # Errors
/// The field `join_url`; a conflict when it is cancelled or over, or names who changed it meanwhile.
pub async fn confirm(app: &App, by: &Actor, number: &str, version: i64, join_url: &str) -> Result<VideoRow, Error> {
    by.may(StaffPermission::ManageOrders)?.anywhere();
    let mut tx = app.store.begin().await?;
    let before = changeable(app, &mut tx, by, number).await?;
    let join_url = checked_link(join_url)?;
    if before.state == VideoState::Planned && before.join_url == join_url {
        return Ok(before);
    }
    let after = VideoRow { state: VideoState::Planned, join_url, ..before };
    keep(&mut tx, by, &after, version).await?;
    log(app, &mut tx, by, &after, (Event::VideoPlanned, json!({ "after": span(&after) }))).await?;
    tell(app, &mut tx, by, &after, LetterKind::VideoPlanned).await?;
    let after = again(app, &mut tx, by, number).await?;
    tx.commit().await?;
    Ok(after)
}

/// The link as it is kept: an https address of a machine with a name, without a user name or a password, which would make
/// another machine look like that one.
pub(super) fn checked_link(typed: &str) -> Result<String, FieldErrors> {
    let wrong = |code, message: &str| Err(FieldErrors::one("join_url", code, message));
    let typed = typed.trim();
    if typed.is_empty() {
        return wrong("video-link-missing", "a link is needed: where one joins the session");
    }
    if typed.chars().count() > LONGEST_LINK || typed.contains(crate::text::is_unsafe) {
        return wrong("video-link", "is no address");
    }
    let Ok(link) = Url::parse(typed) else { return wrong("video-link", "is no address") };
    if link.scheme() != "https" {
        return wrong("video-link-https", "must begin with https://");
    }
    let named = matches!(link.host(), Some(url::Host::Domain(name)) if name.contains('.'));
    if !named || !link.username().is_empty() || link.password().is_some() {
        return wrong("video-link", "must name a machine, without a user name or a password");
    }
    Ok(link.into())
}

/// `2026-03-02T08:00:00Z – 2026-03-02T10:00:00Z`.
pub(super) fn span(row: &VideoRow) -> String {
    let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    format!("{} – {}", moment(row.starts_at), moment(row.ends_at))
}

#[cfg(test)]
mod tests {
    use super::checked_link;

    #[test]
    fn a_link_is_https_and_names_where_it_leads() {
        assert_eq!(checked_link(" https://Meet.Example/Abc?x=1 ").unwrap(), "https://meet.example/Abc?x=1");
        assert_eq!(checked_link("https://bücher.example/").unwrap(), "https://xn--bcher-kva.example/");
        for wrong in [
            "",
            "meet.example",
            "http://meet.example/",
            "javascript:alert(1)",
            "https://",
            "https://localhost/",
            "https://10.0.0.1/",
            "https://bank.example@evil.example/",
            "https://meet.example/\u{202e}x",
        ] {
            assert!(checked_link(wrong).is_err(), "{wrong}");
        }
        assert!(checked_link(&format!("https://meet.example/{}", "x".repeat(2_000))).is_err());
    }
}
