//! `/calendar/feed/{name}`: the calendar for other programs, behind its secret address (R38).
//!
//! The words and the format are made here; what is in it, and whether anybody may read it at this moment, says the service.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::domain::state::Language;
use crate::locale;
use crate::service::calendar::{self, Entry, EntryKind, EntryState, Feed};

use super::super::failure::Failure;
use super::super::ical::{Event, Ical};
use super::super::page::Answer;
use super::super::state::Portal;
use super::orders::encoded;

/// `GET /calendar/feed/{name}`: an address that opens nothing is no address.
pub(in super::super) async fn show(
    State(portal): State<Portal>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let token = name.strip_suffix(".ics").ok_or(Failure::NotFound)?;
    let feed = calendar::feed(&portal.app, token).await?;
    let body = written(&feed, &portal.app.policy.public_url);
    let tag = tag(&body);
    let known = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|seen| knows(seen, &tag));
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    dress(&mut response, &tag);
    Ok(response)
}

fn dress(response: &mut Response, tag: &str) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"calendar.ics\""));
    // Kept by whoever holds the address, and asked about every time: rights are read at every request.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
}

/// The same for the same calendar.
fn tag(body: &str) -> String {
    let hash = Sha256::digest(body.as_bytes());
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..16]))
}

/// Whether one of the tags that a program has seen is this one.
fn knows(seen: &str, tag: &str) -> bool {
    seen.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

fn written(feed: &Feed, public_url: &str) -> String {
    let name = format!("{} – {}", feed.organization, feed.customer);
    let mut calendar = Ical::new(&name, feed.language.as_str());
    let host = url::Url::parse(public_url).ok().and_then(|u| u.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| "keydesk.invalid".to_owned());
    for entry in &feed.entries {
        calendar.add(&event(feed.language, entry, public_url, &host));
    }
    calendar.finish()
}

fn event(language: Language, entry: &Entry, public_url: &str, host: &str) -> Event {
    let place = [entry.facility.as_deref(), entry.address.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let about = [entry.note.as_str(), entry.who.as_str(), entry.join_url.as_str()];
    Event {
        uid: format!("{}@{host}", entry.key),
        sequence: entry.version - 1,
        stamp: entry.created_at,
        span: (entry.starts_at, entry.ends_at),
        day: entry.day,
        summary: summary(language, entry),
        description: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
        location: if entry.join_url.is_empty() { place.join(", ") } else { entry.join_url.clone() },
        url: page(entry).map(|path| format!("{public_url}{path}")).unwrap_or_default(),
        status: match entry.state {
            EntryState::Certain => "CONFIRMED",
            EntryState::Tentative => "TENTATIVE",
            EntryState::Cancelled => "CANCELLED",
        },
    }
}

/// "Visit: Lift stuck", or "Visit" for whoever may not know.
pub(super) fn summary(language: Language, entry: &Entry) -> String {
    let kind = locale::text(language, kind(entry.kind));
    match &entry.title {
        Some(title) => format!("{kind}: {title}"),
        None => kind.into_owned(),
    }
}

/// The key of what an entry is.
pub(super) const fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Visit => "calendar-visit",
        EntryKind::Video => "calendar-video",
        EntryKind::Check => "calendar-check",
    }
}

/// The page about an entry, where there is one for the reader.
pub(super) fn page(entry: &Entry) -> Option<String> {
    let number = encoded(entry.number.as_deref()?);
    Some(match entry.kind {
        EntryKind::Visit => format!("/orders/{number}"),
        EntryKind::Video => format!("/video/{number}"),
        EntryKind::Check => format!("/objects/{number}"),
    })
}

#[cfg(test)]
mod tests {
    use super::knows;

    #[test]
    fn programs_name_what_they_have_seen_in_many_ways() {
        for seen in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(knows(seen, "\"a\""), "{seen}");
        }
        assert!(!knows("\"b\"", "\"a\"") && !knows("", "\"a\""));
    }
}
