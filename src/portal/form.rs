//! What a form or an address carries: read whole within a size and a time, then by name.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use futures_util::StreamExt as _;

use crate::domain::field::FieldErrors;

use super::failure::{Failure, Refusal};
use super::state::Portal;

/// No form here is larger; a comment may have 5,000 characters of four bytes, each three as the form sends it, and some more
/// than it may, so that whoever wrote too much gets it back and can shorten it.
pub(super) const LARGEST: usize = 96 * 1024;

/// Names and values. What a page does not ask for stays unread: an extra `role=administrator` has nobody to hear it.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a form's body.
    pub(super) async fn read(headers: &HeaderMap, body: Body, time: Duration) -> Result<Self, Failure> {
        let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
        {
            return Err(Failure::NotAForm);
        }
        let bytes = tokio::time::timeout(time, limited(body)).await.map_err(|_| Failure::TooSlow)??;
        Ok(Self(url::form_urlencoded::parse(&bytes).into_owned().collect()))
    }

    /// Reads the query of an address.
    pub(super) fn of(uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        Self(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// Notes what a part of a form says.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// How many bytes names and values have.
    pub(super) fn size(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// The first value of that name, or nothing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// What was chosen; nothing when nothing was. What is none of the choices cannot come from our pages, and is named.
    pub(super) fn choice<T: std::str::FromStr>(&self, name: &'static str, errors: &mut FieldErrors) -> Option<T> {
        chosen(self.get(name), name, errors)
    }

    /// Every value of that name: the boxes that are ticked.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value as one clean line of at most `longest` characters, for search and the like.
    pub(super) fn line(&self, name: &str, longest: usize) -> String {
        crate::text::line(self.get(name)).chars().take(longest).collect()
    }
}

/// A form from outside a session, with what the request said beside it.
#[derive(Debug)]
pub(super) struct Sent {
    /// The request's headers.
    pub(super) headers: HeaderMap,
    /// What was filled in.
    pub(super) fields: Fields,
}

impl FromRequest<Portal> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let fields = Fields::read(&parts.headers, body, portal.settings.body_time).await?;
        Ok(Self { headers: parts.headers, fields })
    }
}

/// One value of a choice; see [`Fields::choice`].
pub(super) fn chosen<T: std::str::FromStr>(typed: &str, field: &'static str, errors: &mut FieldErrors) -> Option<T> {
    let read = typed.parse().ok();
    if read.is_none() && !typed.is_empty() {
        errors.add(field, "choice", "is none of the choices");
    }
    read
}

async fn limited(body: Body) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Failure::TooSlow)?;
        if bytes.len() + chunk.len() > LARGEST {
            return Err(Failure::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn forms_are_read_within_bounds() {
        let mut headers = HeaderMap::new();
        let read = |headers: HeaderMap, body: Body| async move {
            Fields::read(&headers, body, Duration::from_millis(50)).await
        };
        assert!(matches!(read(headers.clone(), Body::from("a=b")).await, Err(Failure::NotAForm)));
        headers.insert(CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8".parse().unwrap());
        let fields = read(headers.clone(), Body::from("a=b%20c+d&a=second&e=%C3%A9%00")).await.unwrap();
        assert_eq!((fields.get("a"), fields.get("e"), fields.get("f")), ("b c d", "é\0", ""));
        assert_eq!(fields.line("e", 10), "é");
        let large = Body::from(vec![b'a'; LARGEST + 1]);
        assert!(matches!(read(headers.clone(), large).await, Err(Failure::TooLarge)));
        let hanging = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
        assert!(matches!(read(headers, hanging).await, Err(Failure::TooSlow)));
    }
}
