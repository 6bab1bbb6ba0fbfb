//! Talking to an SMS gateway over HTTP (R65), as the configuration describes it.
//!
//! The gateway is somebody else's program: it is asked over TLS only (but on this machine), redirects are not followed (the
//! secret would go wherever they point), and of its answer no more than a bounded beginning is read.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Certificate, Client, Method, Request, Response, StatusCode};
use serde_json::Value;

use super::settings::SettingsError;
use super::sms::Sms;
use super::sms_fields::Values;
use super::sms_settings::GatewaySettings;
use super::transport::{Outcome, words};
use crate::config::{self, SmsBody, SmsMethod};
use crate::domain::field::FieldErrors;

/// So much of an answer is read.
const LONGEST_ANSWER: usize = 64 * 1024;
/// A gateway that asks for longer than this is asked again after this.
const LONGEST_WAIT: Duration = Duration::from_hours(24);
/// Idle connections are kept for so long.
const KEPT_FOR: Duration = Duration::from_mins(1);

/// A gateway and the connections to it.
pub(super) struct Http {
    settings: GatewaySettings,
    client: Client,
}

/// What was answered, as far as it was read.
struct Answer {
    status: StatusCode,
    wait: Option<Duration>,
    to: Option<String>,
    body: Vec<u8>,
    whole: bool,
}

impl Http {
    pub(super) fn new(settings: &GatewaySettings) -> Result<Self, SettingsError> {
        // One library for encryption in the whole program; whoever came first has installed the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let near = settings.url.host_str().is_some_and(config::is_loopback);
        if !near && settings.url.scheme() != "https" {
            return Err(wrong("sms.url", "takes http for a gateway on this machine only; use https"));
        }
        let mut builder = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(settings.timeout)
            .https_only(!near)
            .pool_idle_timeout(KEPT_FOR)
            .pool_max_idle_per_host(settings.connections);
        if near {
            builder = builder.no_proxy();
        }
        if let Some(pem) = &settings.authority {
            builder = builder.tls_certs_merge(authority(pem)?);
        }
        // What is wrong inside a certificate is found here.
        let key = if settings.authority.is_some() { "sms.authority_file" } else { "sms.url" };
        let client = builder.build().map_err(|e| wrong(key, format!("cannot be used: {}", deepest(&e))))?;
        let http = Self { settings: settings.clone(), client };
        // What cannot be put into a header is found now, not at the first SMS.
        let values = Values { to: "+10000000", text: "", from: "", id: "", secret: http.secret() };
        http.headers(&values).map_err(|name| wrong("sms.headers", format!(": {name} cannot be written")))?;
        Ok(http)
    }

    fn secret(&self) -> &str {
        self.settings.secret.as_deref().unwrap_or_default()
    }

    pub(super) async fn send(&self, sms: &Sms<'_>, from: &str) -> Outcome {
        let values = Values { to: sms.to, text: sms.text, from, id: sms.id, secret: self.secret() };
        let request = match self.request(&values) {
            Ok(request) => request,
            Err(words) => return Outcome::Permanent { words },
        };
        let answered = async { read(self.client.execute(request).await?, sms.at).await };
        match answered.await {
            Ok(answer) => self.judged(&answer),
            Err(error) => Outcome::transient(self.trouble(&error)),
        }
    }

    fn request(&self, values: &Values<'_>) -> Result<Request, String> {
        let settings = &self.settings;
        let mut url = settings.url.clone();
        let method = match settings.method {
            SmsMethod::Post => Method::POST,
            SmsMethod::Put => Method::PUT,
            SmsMethod::Get => Method::GET,
        };
        let (kind, body) = match settings.body {
            SmsBody::Json => ("application/json", values.json(&settings.fields).to_string()),
            SmsBody::Form => ("application/x-www-form-urlencoded", values.form(&settings.fields)),
        };
        let in_body = settings.method != SmsMethod::Get;
        if !in_body {
            let query = url.query().filter(|q| !q.is_empty()).map_or(body.clone(), |query| format!("{query}&{body}"));
            url.set_query(Some(&query));
        }
        let mut request = Request::new(method, url);
        *request.headers_mut() =
            self.headers(values).map_err(|name| format!("the header {name} cannot hold what it would say"))?;
        if in_body {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            *request.body_mut() = Some(body.into());
        }
        Ok(request)
    }

    /// The headers, or the name of one that cannot be written.
    fn headers(&self, values: &Values<'_>) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        for (name, template) in &self.settings.headers {
            let written = HeaderName::from_bytes(name.as_bytes()).ok();
            let value = HeaderValue::from_str(&values.fill(template)).ok();
            headers.insert(written.ok_or_else(|| name.clone())?, value.ok_or_else(|| name.clone())?);
        }
        if let Some(basic) = self.basic() {
            let mut value = HeaderValue::from_str(&format!("Basic {basic}")).map_err(|_| "Authorization".to_owned())?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(headers)
    }

    fn basic(&self) -> Option<String> {
        let user = self.settings.user.as_ref()?;
        Some(STANDARD.encode(format!("{user}:{}", self.secret())))
    }

    /// What an answer means. A refusal of the SMS is for ever; what can be put right on our side or theirs is not.
    fn judged(&self, answer: &Answer) -> Outcome {
        let said = self.said(answer);
        let code = answer.status.as_u16();
        if self.settings.success.iter().any(|codes| codes.contains(&code)) {
            return match self.refusal(answer) {
                None => Outcome::Sent { words: said },
                Some(because) => Outcome::Permanent { words: words(&format!("{because}: {said}")) },
            };
        }
        match code {
            // Who we are, or a proxy between: a matter of the configuration, not of the SMS.
            401 | 403 | 407 | 408 => Outcome::transient(said),
            429 | 500..=599 => Outcome::Transient { words: said, after: answer.wait.map(|w| w.min(LONGEST_WAIT)) },
            300..=399 => {
                let to = answer.to.as_deref().unwrap_or("nowhere");
                Outcome::transient(format!("{said} (redirects to {to}; set sms.url to the address itself)"))
            }
            _ => Outcome::Permanent { words: said },
        }
    }

    /// Why an answer with the right status does not mean that the SMS was taken.
    fn refusal(&self, answer: &Answer) -> Option<String> {
        let (pointer, expected) = self.settings.answer.as_ref()?;
        if !answer.whole {
            return Some("the answer is too long to be read".to_owned());
        }
        let Ok(json) = serde_json::from_slice::<Value>(&answer.body) else {
            return Some("the answer is not JSON".to_owned());
        };
        match json.pointer(pointer) {
            Some(Value::String(found)) if found == expected => None,
            // 0 in the answer is what "0" in the configuration says.
            Some(found) if serde_json::from_str::<Value>(expected).is_ok_and(|value| value == *found) => None,
            Some(_) => Some(format!("{pointer} is not {expected}")),
            None => Some(format!("the answer has no {pointer}")),
        }
    }

    /// The gateway's words, one line, with nothing in it that it should not have told again.
    fn said(&self, answer: &Answer) -> String {
        let mut body = String::from_utf8_lossy(&answer.body).into_owned();
        for secret in [self.settings.secret.clone(), self.basic()].into_iter().flatten() {
            body = body.replace(&secret, "***");
        }
        let reason = answer.status.canonical_reason().unwrap_or_default();
        words(
            format!("{} {reason} {body}", answer.status.as_str())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .as_str(),
        )
    }

    /// What happened to the connection, without the address's query, in which there may be a secret.
    fn trouble(&self, error: &reqwest::Error) -> String {
        if error.is_timeout() {
            return format!("{} did not answer within {} seconds", self.name(), self.settings.timeout.as_secs_f64());
        }
        let cause = deepest(error).to_string();
        let hint = if cause.contains("UnknownIssuer") {
            " (sms.authority_file names who vouches for it, where no public authority does)"
        } else {
            ""
        };
        words(&format!("{}: {cause}{hint}", self.name()))
    }

    fn name(&self) -> String {
        let (host, port) =
            (self.settings.url.host_str().unwrap_or_default(), self.settings.url.port_or_known_default());
        format!("the SMS gateway {host}:{}", port.unwrap_or_default())
    }
}

/// What is behind an error.
fn deepest(error: &dyn std::error::Error) -> &dyn std::error::Error {
    error.source().map_or(error, deepest)
}

/// Reads an answer, no more of its body than a bounded beginning.
async fn read(mut response: Response, now: DateTime<Utc>) -> Result<Answer, reqwest::Error> {
    let status = response.status();
    let header = |name| response.headers().get(name).and_then(|v| v.to_str().ok());
    let wait = header(RETRY_AFTER).and_then(|value| retry_after(value, now));
    let to = header(LOCATION).map(words);
    let (mut body, mut whole) = (Vec::new(), false);
    while body.len() <= LONGEST_ANSWER {
        match response.chunk().await? {
            Some(chunk) => body.extend_from_slice(&chunk),
            None => {
                whole = true;
                break;
            }
        }
    }
    body.truncate(LONGEST_ANSWER);
    Ok(Answer { status, wait, to, body, whole })
}

/// Whom to trust beside the public authorities. A file without a certificate would trust nobody and say nothing.
fn authority(pem: &[u8]) -> Result<Vec<Certificate>, SettingsError> {
    let found = Certificate::from_pem_bundle(pem).map_err(|e| e.to_string());
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err(wrong("sms.authority_file", "holds no certificate (PEM)")),
        Err(error) => Err(wrong("sms.authority_file", format!("cannot be used: {error}"))),
    }
}

fn wrong(key: &'static str, sentence: impl Into<String>) -> SettingsError {
    SettingsError(FieldErrors::one(key, "sms", sentence.into()))
}

/// How long a gateway asks us to wait: seconds, or until a moment (RFC 9110, section 10.2.3).
fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(value.parse().map_or(LONGEST_WAIT, Duration::from_secs));
    }
    let until = DateTime::parse_from_rfc2822(value).ok()?;
    (until.to_utc() - now).to_std().ok()
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").field("settings", &self.settings).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway(answer: Option<(&str, &str)>) -> Http {
        let settings = GatewaySettings {
            url: "https://sms.example.com/send?key=hush".parse().unwrap(),
            method: SmsMethod::Post,
            body: SmsBody::Json,
            fields: serde_json::json!({ "to": "{to}" }),
            headers: Vec::new(),
            user: Some("me".to_owned()),
            secret: Some("hush".to_owned()),
            success: vec![200..=200, 202..=202],
            answer: answer.map(|(pointer, value)| (pointer.to_owned(), value.to_owned())),
            authority: None,
            timeout: Duration::from_secs(1),
            connections: 1,
        };
        Http::new(&settings).unwrap()
    }

    fn judged(http: &Http, status: u16, body: &str) -> Outcome {
        let status = StatusCode::from_u16(status).unwrap();
        http.judged(&Answer { status, wait: None, to: None, body: body.as_bytes().to_vec(), whole: true })
    }

    #[test]
    fn the_status_and_a_place_in_the_answer_decide() {
        let plain = gateway(None);
        assert_eq!(judged(&plain, 202, "ok\n hush"), Outcome::Sent { words: "202 Accepted ok ***".to_owned() });
        for (status, permanent) in [(201, true), (400, true), (404, true), (401, false), (407, false), (500, false)] {
            let outcome = judged(&plain, status, "");
            assert_eq!(matches!(outcome, Outcome::Permanent { .. }), permanent, "{status}: {outcome:?}");
        }
        let asked = gateway(Some(("/m/0/status", "0")));
        assert!(matches!(judged(&asked, 200, r#"{"m":[{"status":0}]}"#), Outcome::Sent { .. }));
        assert!(matches!(judged(&asked, 200, r#"{"m":[{"status":"0"}]}"#), Outcome::Sent { .. }));
        for (body, said) in [
            (r#"{"m":[{"status":7}]}"#, "/m/0/status is not 0: 200 OK"),
            (r#"{"m":[]}"#, "the answer has no /m/0/status"),
            ("<html>", "the answer is not JSON: 200 OK <html>"),
        ] {
            let Outcome::Permanent { words } = judged(&asked, 200, body) else { panic!("{body}") };
            assert!(words.starts_with(said), "{words}");
        }
        assert!(!format!("{asked:?}").contains("hush\""), "{asked:?}");
    }

    #[test]
    fn waits_are_read_in_both_forms() {
        let now = DateTime::from_timestamp(1_772_442_000, 0).unwrap();
        assert_eq!(retry_after(" 120 ", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after("Mon, 02 Mar 2026 09:05:00 GMT", now), Some(Duration::from_mins(5)));
        assert_eq!(retry_after("Mon, 02 Mar 2026 08:00:00 GMT", now), None, "that is over");
        assert_eq!(retry_after("99999999999999999999999", now), Some(LONGEST_WAIT));
        assert_eq!(retry_after("soon", now), None);
    }
}
