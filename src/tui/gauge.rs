//! What is counted beside the screens: letters that wait and that failed, what wants attention, and what customers reported
//! and nobody has taken yet (R33).

use crate::domain::staff::StaffPermission;
use crate::service::faults;
use crate::service::outbox::{self, Summary};
use crate::service::triage;

use super::catalogue::Id;
use super::load::{Load, Taken};
use super::msg::Reply;
use super::screen::Cx;

/// The figures of the status line.
#[derive(Debug, Default)]
pub struct Gauge {
    summary: Load<Summary>,
    triage: Load<u64>,
    faults: Load<u64>,
}

impl Gauge {
    /// Counts again.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        self.summary.ask(cx, "gauge", |app, by| async move { outbox::summary(&app, &by).await });
        self.triage.ask(cx, "triage count", |app, by| async move { triage::count(&app, &by).await });
        if cx.holds(StaffPermission::HandleFaultReports) {
            self.faults.ask(cx, "fault count", |app, by| async move { faults::count(&app, &by).await });
        }
    }

    /// Takes the figures. `true` when the reply was meant for the status line.
    pub fn take(&mut self, reply: &mut Reply) -> bool {
        self.summary.take(reply) != Taken::No
            || self.triage.take(reply) != Taken::No
            || self.faults.take(reply) != Taken::No
    }

    /// The number beside a section: what wants attention there.
    pub fn badge(&self, section: Id) -> Option<u64> {
        let count = match section {
            Id::SectionFaults => self.faults.get().copied(),
            Id::SectionTriage => self.triage.get().copied(),
            Id::SectionOutbox => self.summary.get().map(|s| u64::try_from(s.failed).unwrap_or_default()),
            _ => None,
        };
        count.filter(|n| *n > 0)
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
