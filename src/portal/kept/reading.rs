//! Reading a form before the router does: whole when it is small, and only when nobody else has read it when it carries files.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use futures_util::StreamExt as _;

use super::FIELD;

/// A form as large as forms may be, and one more that it carries. What is larger than that is refused further in.
const LARGEST: usize = 256 * 1024;
/// So much of what was typed beside files is kept.
const MOST_TYPED: usize = 96 * 1024;
/// A form with more parts than this is none of ours.
const MOST_PARTS: usize = 200;

/// A body that whoever reads first takes.
type Lent = Arc<Mutex<Option<Body>>>;

/// A form that came.
pub(super) struct Came {
    /// What the router is handed.
    pub body: Body,
    /// What a step of signing in carried.
    pub carried: Option<String>,
    rest: Rest,
}

enum Rest {
    /// What was typed.
    Typed(Vec<(String, String)>),
    /// A form with files, as long as nobody has read it.
    Parts(Lent),
    /// No form.
    Nothing,
}

/// Reads what came; what is no form goes on untouched.
pub(super) async fn read(headers: &HeaderMap, body: Body, time: Duration) -> Came {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => typed(body, time).await,
        "multipart/form-data" => {
            let (body, lent) = lend(body);
            Came { body, carried: None, rest: Rest::Parts(lent) }
        }
        _ => Came { body, carried: None, rest: Rest::Nothing },
    }
}

async fn typed(body: Body, time: Duration) -> Came {
    let mut bytes = Vec::new();
    let mut stream = body.into_data_stream();
    let whole = async {
        while let Some(chunk) = stream.next().await {
            bytes.extend_from_slice(&chunk.ok()?);
            if bytes.len() > LARGEST {
                break;
            }
        }
        Some(())
    };
    let whole = tokio::time::timeout(time, whole).await.ok().flatten();
    if whole.is_none() {
        // Further in this is a body that broke off, as it is.
        let broken = futures_util::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("broken off")) });
        return Came { body: Body::from_stream(broken), carried: None, rest: Rest::Nothing };
    }
    let mut fields: Vec<(String, String)> = url::form_urlencoded::parse(&bytes).into_owned().collect();
    let carried = fields.iter().position(|(name, _)| name == FIELD).map(|at| fields.remove(at).1);
    let body = match &carried {
        Some(_) => Body::from(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish()),
        None => Body::from(bytes),
    };
    Came { body, carried, rest: Rest::Typed(fields) }
}

fn lend(body: Body) -> (Body, Lent) {
    let lent = Arc::new(Mutex::new(Some(body)));
    let slot = Arc::clone(&lent);
    let first = futures_util::stream::once(async move { take(&slot).unwrap_or_default() });
    (Body::from_stream(first.flat_map(Body::into_data_stream)), lent)
}

fn take(lent: &Lent) -> Option<Body> {
    lent.lock().ok().and_then(|mut body| body.take())
}

impl Came {
    /// What was typed, and whether there were files, which are not kept.
    pub(super) async fn typed(self, headers: &HeaderMap, time: Duration) -> (Vec<(String, String)>, bool) {
        match self.rest {
            Rest::Typed(fields) => (fields, false),
            Rest::Nothing => (Vec::new(), false),
            Rest::Parts(lent) => match take(&lent) {
                Some(body) => parts(headers, body, time).await,
                None => (Vec::new(), false),
            },
        }
    }
}

/// The fields of a form with files; the files are read past, or the browser would see a broken connection.
async fn parts(headers: &HeaderMap, body: Body, time: Duration) -> (Vec<(String, String)>, bool) {
    let mut found = (Vec::new(), false);
    let mut request = Request::new(body);
    *request.headers_mut() = headers.clone();
    DefaultBodyLimit::disable().apply(&mut request);
    let Ok(mut multipart) = Multipart::from_request(request, &()).await else { return found };
    let mut size = 0;
    let all = async {
        for _ in 0..MOST_PARTS {
            let Ok(Some(field)) = multipart.next_field().await else { break };
            let name = crate::text::line(field.name().unwrap_or_default());
            if let Some(file) = field.file_name() {
                found.1 |= !file.is_empty();
                continue;
            }
            let Some(value) = value(field, MOST_TYPED.saturating_sub(size)).await else { break };
            size += value.len();
            found.0.push((name, value));
        }
    };
    // What has come by then is kept.
    let _ = tokio::time::timeout(time, all).await;
    found
}

async fn value(mut field: Field<'_>, most: usize) -> Option<String> {
    let mut value = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        if value.len() + chunk.len() > most {
            return None;
        }
        value.extend_from_slice(&chunk);
    }
    Some(String::from_utf8_lossy(&value).into_owned())
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    fn headers(kind: &str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())])
    }

    #[tokio::test]
    async fn forms_with_files_are_read_only_when_nobody_has() {
        let headers = headers("multipart/form-data; boundary=b");
        let body = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nGrüße\r\n--b\r\nContent-Disposition: form-data; \
                    name=\"photo\"; filename=\"a.jpg\"\r\n\r\nbytes\r\n--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n\
                    two\r\nlines\r\n--b--\r\n";
        let time = Duration::from_secs(1);
        let came = read(&headers, Body::from(body), time).await;
        let (fields, files) = came.typed(&headers, time).await;
        let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
        assert_eq!((fields, files), (vec![pair("title", "Grüße"), pair("body", "two\r\nlines")], true));

        let mut came = read(&headers, Body::from(body), time).await;
        let handed = to_bytes(std::mem::take(&mut came.body), 10_000).await.unwrap();
        assert_eq!(handed, body.as_bytes(), "the router reads what came");
        assert_eq!(came.typed(&headers, time).await, (Vec::new(), false));
    }

    #[tokio::test]
    async fn what_is_carried_is_taken_out_of_the_form() {
        let headers = headers("application/x-www-form-urlencoded");
        let time = Duration::from_millis(100);
        let mut came = read(&headers, Body::from("a=1&kept=x%2By&b=%C3%A9"), time).await;
        assert_eq!(came.carried.as_deref(), Some("x+y"));
        let handed = to_bytes(std::mem::take(&mut came.body), 10_000).await.unwrap();
        assert_eq!(handed, "a=1&b=%C3%A9".as_bytes());
        let hanging = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
        let broken = read(&headers, hanging, time).await;
        assert!(to_bytes(broken.body, 10_000).await.is_err(), "a body that broke off is no form");
    }
}
