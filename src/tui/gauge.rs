//! What is counted beside the screens: letters that wait and that failed, what wants attention, and what customers reported
//! and nobody has taken yet (R33).

use std::fmt::Write as _;

use crate::domain::staff::StaffPermission;
use crate::service::faults;
use crate::service::outbox::{self, Summary};
use crate::service::triage;

use super::catalogue::Id;
use super::cells;
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

    /// What to say in so many cells, and whether something is wrong.
    pub fn text(&self, width: usize) -> Option<(String, bool)> {
        if let Some(failure) = self.summary.failure() {
            return Some((failure.sentence.clone(), true));
        }
        Some(told(self.summary.get()?, width))
    }
}

/// The outbox in so many cells: "outbox 2 waiting, 1 failed ! · mail paused", and whether something is wrong.
fn told(summary: &Summary, width: usize) -> (String, bool) {
    let failed = if summary.failed > 0 { t!("gauge-failed", n = summary.failed) } else { String::new() };
    let mut channels = String::new();
    for (name, health) in [(t!("gauge-mail"), &summary.email), (t!("gauge-sms"), &summary.sms)] {
        if health.paused {
            let _ = write!(channels, " · {}", t!("gauge-paused", channel = name));
        } else if health.troubled {
            let _ = write!(channels, " · {name} !");
        }
    }
    let whole = format!("{}{failed}{channels}", t!("gauge-waiting", n = summary.queued));
    let text = if cells::width(&whole) <= width {
        whole
    } else {
        format!("{}{}{channels}", t!("gauge-short", n = summary.queued), failed.trim_end_matches(" !"))
    };
    (text, summary.failed > 0 || !channels.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::outbox::Health;

    #[test]
    fn the_status_line_names_what_is_stopped_or_in_trouble_and_fits_where_there_is_little_room() {
        let health = |paused, troubled| Health { paused, troubled, ..Health::default() };
        let said = |summary: Summary, width| told(&summary, width);
        let quiet = Summary { queued: 2, failed: 1, ..Summary::default() };
        assert_eq!(said(quiet.clone(), 50), ("outbox 2 waiting, 1 failed !".to_owned(), true));
        let stopped = Summary { email: health(true, true), sms: health(false, true), ..quiet };
        assert_eq!(said(stopped, 50).0, "outbox 2 waiting, 1 failed ! · mail paused · sms !");
        let full = Summary { queued: 2_000, failed: 2_000, email: health(true, false), sms: health(true, false) };
        let (text, _) = said(full, 52);
        assert_eq!(text, "outbox 2000, 2000 failed · mail paused · sms paused");
        assert!(cells::width(&format!("{text} · live")) < 60);
        assert_eq!(said(Summary::default(), 50), ("outbox 0 waiting".to_owned(), false));
    }
}
