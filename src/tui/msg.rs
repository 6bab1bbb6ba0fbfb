//! What comes into the core and what goes out of it: messages, effects, jobs and their replies.
//!
//! The core never waits. It hands out [`Effect`]s; the loop carries them out and brings back [`Msg`]s. A job carries
//! a [`Ticket`]; a reply to a ticket that nobody waits for any more is dropped.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::domain::field::{FieldError, FieldErrors};
use crate::service::{Actor, App, Error};
use crate::text;

use super::refusals;
use super::words;

/// Something happened outside the core.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was clicked or its wheel turned.
    Mouse(MouseEvent),
    /// Text was pasted: it is text, never a command.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// A job is done.
    Done(Reply),
    /// Something in the database has changed, whoever did it.
    Changed,
    /// The person who is signed in has other rights from now on; none: is not signed in any more (R9).
    Renewed(Option<Box<Actor>>),
    /// Nobody has touched it for a while: look whether it is to be locked.
    Idle,
    /// The program was told to stop (SIGTERM, SIGHUP, the end of the input).
    Stop,
    /// The program was told to sleep (SIGTSTP).
    Sleep,
}

/// What the loop is to do.
#[derive(Debug)]
pub enum Effect {
    /// Run a job and bring back its reply.
    Run(Ticket, Job),
    /// Nobody waits for this job any more. Only reading jobs are cancelled.
    Cancel(Ticket),
    /// From now on jobs are run for this person.
    SignedIn(Box<Actor>),
    /// From now on jobs are run for nobody.
    SignedOut,
    /// Put a text on the clipboard of the person's own machine (OSC 52).
    Copy(String),
    /// Take the mouse, or give it back to the terminal.
    Mouse(bool),
    /// Leave the screen to the shell until the program is woken.
    Suspend,
    /// Stop.
    Quit,
}

/// Names one run of a job.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Ticket(pub u64);

/// What a job brings back: a value of the type that the asker knows, or why not.
pub type Answer = Result<Box<dyn Any + Send>, Failure>;

type Running = Pin<Box<dyn Future<Output = Answer> + Send>>;
type Start = Box<dyn FnOnce(App, Option<Arc<Actor>>) -> Running + Send>;

/// Work for the services, with a name for tests and traces.
pub struct Job {
    /// What it is about ("customers", "suspend").
    pub label: &'static str,
    language: words::Tongue,
    start: Start,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Job({})", self.label)
    }
}

impl Job {
    /// A job done as the person who is signed in.
    pub fn new<T, F, Fut>(label: &'static str, work: F) -> Self
    where
        T: Send + 'static,
        F: FnOnce(App, Arc<Actor>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let start: Start = Box::new(move |app, actor| {
            Box::pin(async move {
                let Some(actor) = actor else { return Err(Failure::new(t!("failure-nobody"))) };
                work(app, actor).await.map(|value| Box::new(value) as Box<dyn Any + Send>).map_err(Failure::from)
            })
        });
        Self { label, language: words::now(), start }
    }

    /// A job that needs nobody to be signed in.
    pub fn anonymous<T, F, Fut>(label: &'static str, work: F) -> Self
    where
        T: Send + 'static,
        F: FnOnce(App) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let start: Start = Box::new(move |app, _| {
            Box::pin(async move {
                work(app).await.map(|value| Box::new(value) as Box<dyn Any + Send>).map_err(Failure::from)
            })
        });
        Self { label, language: words::now(), start }
    }

    /// Starts the work; for the loop and for tests.
    pub fn run(self, app: App, actor: Option<Arc<Actor>>) -> impl Future<Output = Answer> + Send + 'static {
        words::speaking(self.language, (self.start)(app, actor))
    }
}

/// The end of a job.
#[derive(Debug)]
pub struct Reply {
    /// Which run.
    pub ticket: Ticket,
    /// How long it took.
    pub took: Duration,
    answer: Option<Answer>,
}

impl Reply {
    /// The reply to `ticket`.
    pub const fn new(ticket: Ticket, answer: Answer, took: Duration) -> Self {
        Self { ticket, took, answer: Some(answer) }
    }

    /// Whether the job failed because the database does not answer.
    pub fn unavailable(&self) -> bool {
        matches!(&self.answer, Some(Err(failure)) if failure.unavailable)
    }

    /// Whether the job failed.
    pub const fn failed(&self) -> bool {
        matches!(self.answer, Some(Err(_)))
    }

    /// The answer, if this is the reply to `ticket` and nobody has taken it. A value of another type than the asker
    /// expects counts as a failure.
    pub(crate) fn take<T: 'static>(&mut self, ticket: Ticket) -> Option<Result<T, Failure>> {
        if self.ticket != ticket {
            return None;
        }
        let answer = self.answer.take()?;
        Some(answer.and_then(|value| match value.downcast::<T>() {
            Ok(value) => Ok(*value),
            Err(_) => Err(Failure::new(t!("failure-mixed"))),
        }))
    }
}

/// Why a job did not do what was asked, as a sentence for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What happened and what to do.
    pub sentence: String,
    /// The fields that cannot be taken as typed.
    pub fields: Vec<FieldError>,
    /// Somebody else was faster: what is shown is out of date.
    pub conflict: bool,
    /// The database does not answer.
    pub unavailable: bool,
}

impl Failure {
    /// A failure with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: text::line(&sentence.into()), fields: Vec::new(), conflict: false, unavailable: false }
    }

    /// What is said of `field`, if anything.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|e| e.field == field).map(|e| e.message.as_str())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let sentence = refusals::sentence(&error).unwrap_or_else(|| sentence(&error.to_string()));
        match error {
            Error::Invalid(FieldErrors(fields)) => {
                let fields = fields.into_iter().map(refusals::field).collect();
                Self { fields, ..Self::new(sentence) }
            }
            Error::Conflict { .. } => Self { conflict: true, ..Self::new(sentence) },
            e if e.is_unavailable() => Self { unavailable: true, ..Self::new(t!("failure-away")) },
            Error::Store(_) => Self::new(t!("failure-store", sentence = sentence)),
            _ => Self::new(sentence),
        }
    }
}

/// `text` as a sentence: a capital first and a full stop last.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let mut whole = first + chars.as_str();
    if !whole.is_empty() && !whole.ends_with(['.', '!', '?', '…']) {
        whole.push('.');
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_become_sentences_that_name_the_field() {
        let failure = Failure::from(Error::Invalid(FieldErrors::one("email", "email-missing", "an address is needed")));
        assert_eq!(failure.sentence, "Email: an address is needed.");
        assert_eq!(failure.of("email"), Some("an address is needed"));
        assert!(Failure::from(Error::conflict("x was faster")).conflict);
    }

    #[test]
    fn a_reply_is_taken_once_and_by_its_ticket_only() {
        let mut reply = Reply::new(Ticket(3), Ok(Box::new(7_u8)), Duration::ZERO);
        assert_eq!(reply.take::<u8>(Ticket(2)), None);
        assert_eq!(reply.take::<u8>(Ticket(3)), Some(Ok(7)));
        assert_eq!(reply.take::<u8>(Ticket(3)), None);
        let mut wrong = Reply::new(Ticket(3), Ok(Box::new("text")), Duration::ZERO);
        assert!(matches!(wrong.take::<u8>(Ticket(3)), Some(Err(_))));
    }
}
