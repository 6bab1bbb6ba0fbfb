//! Something that is loaded by a job: idle, loading (what was there stays), ready, or failed (with a retry).

use std::future::Future;
use std::sync::Arc;

use crate::service::{Actor, App, Error};

use super::msg::{Effect, Failure, Job, Reply, Ticket};
use super::screen::Cx;

/// A value that a job brings.
#[derive(Debug)]
pub struct Load<T> {
    value: Option<T>,
    waiting: Option<Ticket>,
    failure: Option<Failure>,
}

impl<T> Default for Load<T> {
    fn default() -> Self {
        Self { value: None, waiting: None, failure: None }
    }
}

/// What a reply meant to a [`Load`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It was the reply to something else, or to an older question.
    No,
    /// The value is there.
    Ready,
    /// It failed; the value from before, if any, is still there.
    Failed,
}

impl<T: Send + 'static> Load<T> {
    /// Asks for the value as the person signed in. A question that is still open is dropped.
    pub fn ask<F, Fut>(&mut self, cx: &mut Cx<'_>, label: &'static str, work: F)
    where
        F: FnOnce(App, Arc<Actor>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, Error>> + Send + 'static,
    {
        self.start(cx, Job::new(label, work));
    }

    /// Starts a job that brings the value.
    pub fn start(&mut self, cx: &mut Cx<'_>, job: Job) {
        self.drop_question(cx);
        self.waiting = Some(cx.run(job));
        self.failure = None;
    }

    /// Drops a question that is still open.
    pub fn drop_question(&mut self, cx: &mut Cx<'_>) {
        if let Some(old) = self.waiting.take() {
            cx.effect(Effect::Cancel(old));
        }
    }

    /// Takes the reply if it answers the open question.
    pub fn take(&mut self, reply: &mut Reply) -> Taken {
        let Some(answer) = self.waiting.and_then(|ticket| reply.take::<T>(ticket)) else { return Taken::No };
        self.waiting = None;
        match answer {
            Ok(value) => {
                self.value = Some(value);
                Taken::Ready
            }
            Err(failure) => {
                self.failure = Some(failure);
                Taken::Failed
            }
        }
    }
}

impl<T> Load<T> {
    /// A value that is there already.
    pub const fn ready(value: T) -> Self {
        Self { value: Some(value), waiting: None, failure: None }
    }

    /// The value, perhaps from before.
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value, to change or take away.
    pub const fn get_mut(&mut self) -> Option<&mut T> {
        self.value.as_mut()
    }

    /// Takes the value away.
    pub const fn take_value(&mut self) -> Option<T> {
        self.value.take()
    }

    /// Whether a question is open.
    pub const fn is_loading(&self) -> bool {
        self.waiting.is_some()
    }

    /// Why the last question failed.
    pub const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Whether nothing was ever asked.
    pub const fn is_idle(&self) -> bool {
        self.value.is_none() && self.waiting.is_none() && self.failure.is_none()
    }
}
