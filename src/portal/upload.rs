//! Forms that carry files: streamed into the storage as they come, within a size and a time, the token before the first file.
//!
//! A form may hold as much as one file may, all its files together. What says beforehand that it is larger is refused before
//! its body is read. A file of a kind that is not taken is left out and noted, so that the form can come back with everything
//! else; on every other refusal nothing of the form stays in the storage.

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use tokio_util::io::StreamReader;

use crate::service::documents::{self, Brought};
use crate::service::{App, Error};
use crate::text;

use super::failure::{Failure, Refusal};
use super::form::{Fields, LARGEST};
use super::guard;
use super::page::Page;
use super::visit::Visit;

/// No form has more files or fields: a self-check has 50 points with three each.
const MOST_PARTS: usize = 200;
/// What a form has around its files: fields, heads and boundaries.
const AROUND: u64 = 256 * 1024;
/// What still comes in after a refusal is taken and thrown away for so long, or the browser would see a broken connection in
/// place of the page that says why.
const DRAIN: Duration = Duration::from_secs(3);

/// A form with the files that came with it. They lie in the storage and are nobody's: hang them on something, or
/// [`forget`](Upload::forget) them.
#[derive(Debug)]
pub(super) struct Upload {
    /// What was typed.
    pub fields: Fields,
    /// The files by the name of their field; inputs that were left empty are not among them.
    pub files: Vec<(String, Brought)>,
    /// Files that are not taken. The form comes back then: see [`note`](Upload::note).
    pub refused: Vec<Refused>,
}

/// A file that is not taken.
#[derive(Debug)]
pub(super) struct Refused {
    /// The name of its field.
    pub field: String,
    /// What it was called.
    pub name: String,
    /// Why: the code of a problem.
    pub code: &'static str,
}

impl Upload {
    /// Whether a request carries a form that may hold files.
    pub(super) fn is_one(headers: &HeaderMap) -> bool {
        let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("multipart/form-data")
    }

    /// The files that came with one field.
    pub(super) fn of(&self, field: &str) -> Vec<Brought> {
        self.files.iter().filter(|(name, _)| name == field).map(|(_, brought)| brought.clone()).collect()
    }

    /// Says on the page which files are not taken and why. Whoever finds the page with errors then forgets the files.
    pub(super) fn note(&self, page: &mut Page) {
        for refused in &self.refused {
            let problem = page.look.t(&format!("problem-{}", refused.code));
            let sentence = if refused.name.is_empty() { problem } else { format!("{}: {problem}", refused.name) };
            page.wrong_with(&refused.field, sentence);
        }
    }

    /// Removes the files from the storage: the form comes back, or what was asked for failed.
    pub(super) async fn forget(&self, app: &App) {
        let files: Vec<_> = self.files.iter().map(|(_, brought)| brought.clone()).collect();
        documents::forget(app, &files).await;
    }
}

impl Visit {
    /// Reads a form of this session that may carry files; one without the session's token is refused, and so is one whose
    /// token does not come before its files.
    pub(super) async fn upload(&self, request: Request) -> Result<Upload, Refusal> {
        if !Upload::is_one(request.headers()) {
            let fields = self.form(request).await?;
            return Ok(Upload { fields, files: Vec::new(), refused: Vec::new() });
        }
        let app = &self.portal().app;
        let most = app.files.largest().saturating_add(AROUND);
        let too_large = || Failure::FilesTooLarge(app.files.largest() / (1024 * 1024));
        let announced = request.headers().get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
        if announced.is_some_and(|length| length > most) {
            drain(request.into_body());
            return Err(self.failed(too_large()));
        }
        let why = Arc::new(OnceLock::new());
        let (parts, body) = request.into_parts();
        let body = Body::from_stream(bounded(body, most, self.portal().settings.body_time, Arc::clone(&why)));
        let mut request = Request::from_parts(parts, body);
        // Ours is the limit; the framework's own would end at two megabytes.
        DefaultBodyLimit::disable().apply(&mut request);
        let multipart = Multipart::from_request(request, &()).await.map_err(|_| self.failed(Failure::NotAForm))?;
        let mut reading = Reading { visit: self, app, kept: Kept::new(app), refused: Vec::new(), why };
        match reading.form(multipart).await {
            Ok(fields) => Ok(Upload { fields, files: reading.kept.hand_over(), refused: reading.refused }),
            Err(failure) => {
                reading.kept.forget().await;
                let late = if reading.why.get() == Some(&Stop::TooLarge) { too_large() } else { failure };
                Err(self.failed(late))
            }
        }
    }
}

/// What the body ended with, when it did not end by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stop {
    TooLarge,
    TooSlow,
}

/// The body, ended after `most` bytes, or when nothing has come for `wait`; `why` says so then.
fn bounded(
    body: Body,
    most: u64,
    wait: Duration,
    why: Arc<OnceLock<Stop>>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let begin = (Some(body.into_data_stream()), 0_u64, why);
    futures_util::stream::unfold(begin, move |(body, read, why)| async move {
        let mut body = body?;
        let stop = |stop, kind: io::ErrorKind| {
            let _ = why.set(stop);
            Some((Err(kind.into()), (None, read, Arc::clone(&why))))
        };
        let chunk = match tokio::time::timeout(wait, body.next()).await {
            Err(_) => return stop(Stop::TooSlow, io::ErrorKind::TimedOut),
            Ok(None) => return None,
            Ok(Some(Err(_))) => return stop(Stop::TooSlow, io::ErrorKind::UnexpectedEof),
            Ok(Some(Ok(chunk))) => chunk,
        };
        let read = read + chunk.len() as u64;
        if read > most {
            // What was read so far is thrown away with the form; the rest meets nobody.
            drain(Body::from_stream(body));
            let _ = why.set(Stop::TooLarge);
            return Some((Err(io::ErrorKind::FileTooLarge.into()), (None, read, why)));
        }
        Some((Ok(chunk), (Some(body), read, why)))
    })
}

/// Takes what still comes and throws it away, beside the answer, for a moment.
fn drain(body: Body) {
    tokio::spawn(tokio::time::timeout(DRAIN, async move {
        let mut rest = body.into_data_stream();
        while rest.next().await.is_some_and(|chunk| chunk.is_ok()) {
            // Whoever sends without a pause must not keep everybody else from their turn.
            tokio::task::yield_now().await;
        }
    }));
}

/// A form that is being read.
struct Reading<'a> {
    visit: &'a Visit,
    app: &'a App,
    kept: Kept<'a>,
    refused: Vec<Refused>,
    why: Arc<OnceLock<Stop>>,
}

impl Reading<'_> {
    async fn form(&mut self, mut multipart: Multipart) -> Result<Fields, Failure> {
        let mut fields = Fields::default();
        let mut parts = 0;
        while let Some(field) = multipart.next_field().await.map_err(|_| self.broken())? {
            parts += 1;
            if parts > MOST_PARTS {
                return Err(Failure::TooLarge);
            }
            let name = text::line(field.name().unwrap_or_default());
            match field.file_name().map(str::to_owned) {
                None => self.text(&mut fields, &name, field).await?,
                // Before the token has been seen, nothing is stored.
                Some(_) if !self.is_ours(&fields) => return Err(Failure::ForeignForm),
                Some(file) => self.file(name, &file, field).await?,
            }
        }
        if self.is_ours(&fields) { Ok(fields) } else { Err(Failure::ForeignForm) }
    }

    fn is_ours(&self, fields: &Fields) -> bool {
        guard::matches(fields.get("csrf"), &self.visit.session.csrf)
    }

    async fn text(&self, fields: &mut Fields, name: &str, mut field: Field<'_>) -> Result<(), Failure> {
        let mut value = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| self.broken())? {
            if fields.size() + value.len() + chunk.len() > LARGEST {
                return Err(Failure::TooLarge);
            }
            value.extend_from_slice(&chunk);
        }
        fields.add(name, &String::from_utf8_lossy(&value));
        Ok(())
    }

    async fn file(&mut self, field: String, name: &str, mut part: Field<'_>) -> Result<(), Failure> {
        // Browsers send an input that was left empty as a file without name and content.
        let first = part.chunk().await.map_err(|_| self.broken())?;
        if name.is_empty() && first.as_ref().is_none_or(Bytes::is_empty) {
            return Ok(());
        }
        let first = futures_util::stream::iter(first.map(Ok::<_, io::Error>));
        let rest = part.map_err(io::Error::other);
        let mut source = StreamReader::new(first.chain(rest));
        let Some(actor) = &self.visit.actor else { return Err(Failure::NotAllowed) };
        match documents::bring(self.app, actor, name, &mut source).await {
            Ok(brought) => self.kept.brought.push((field, brought)),
            Err(_) if self.why.get().is_some() => return Err(self.broken()),
            Err(Error::Invalid(errors)) => {
                let code = errors.0.first().map_or("file-kind", |e| e.code);
                // A body that breaks off in the middle of a file is no file of a wrong kind.
                if code == "file-unreadable" {
                    return Err(Failure::TooSlow);
                }
                let name = documents::shown_name(name);
                self.refused.push(Refused { field, name, code });
            }
            Err(e) => return Err(e.into()),
        }
        Ok(())
    }

    /// Why the body could not be read on.
    fn broken(&self) -> Failure {
        match self.why.get() {
            Some(Stop::TooLarge) => Failure::TooLarge,
            Some(Stop::TooSlow) => Failure::TooSlow,
            None => Failure::NotAForm,
        }
    }
}

/// The files of a form that is still being read. When the browser breaks off, they go with it.
struct Kept<'a> {
    app: &'a App,
    brought: Vec<(String, Brought)>,
}

impl<'a> Kept<'a> {
    const fn new(app: &'a App) -> Self {
        Self { app, brought: Vec::new() }
    }

    fn hand_over(&mut self) -> Vec<(String, Brought)> {
        std::mem::take(&mut self.brought)
    }

    async fn forget(&mut self) {
        let files: Vec<_> = self.hand_over().into_iter().map(|(_, brought)| brought).collect();
        documents::forget(self.app, &files).await;
    }
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        if self.brought.is_empty() {
            return;
        }
        let (app, files) = (self.app.clone(), self.hand_over());
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let files: Vec<_> = files.into_iter().map(|(_, brought)| brought).collect();
            documents::forget(&app, &files).await;
        });
    }
}
