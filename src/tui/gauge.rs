//! What the status line counts: letters that wait and letters that failed.

use crate::service::outbox::{self, Summary};

use super::load::{Load, Taken};
use super::msg::Reply;
use super::screen::Cx;

/// The figures of the status line.
#[derive(Debug, Default)]
pub struct Gauge {
    summary: Load<Summary>,
}

impl Gauge {
    /// Counts again.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        self.summary.ask(cx, "gauge", |app, by| async move { outbox::summary(&app, &by).await });
    }

    /// Takes the figures. `true` when the reply was meant for the status line.
    pub fn take(&mut self, reply: &mut Reply) -> bool {
        self.summary.take(reply) != Taken::No
    }

    /// What to say, and whether something is wrong.
    pub fn text(&self) -> Option<(String, bool)> {
        if let Some(failure) = self.summary.failure() {
            return Some((failure.sentence.clone(), true));
        }
        let summary = self.summary.get()?;
        let failed = if summary.failed > 0 { format!(", {} failed !", summary.failed) } else { String::new() };
        Some((format!("outbox {} waiting{failed}", summary.queued), summary.failed > 0))
    }
}
