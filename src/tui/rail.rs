//! The line of sections: a key, a word, what waits there. The words are as long as there is room for.

use ratatui::layout::Rect;

use super::catalogue::{Command, Id};
use super::cells;
use super::desk::Desk;
use super::screen::{Availability, Canvas, Hit};

/// How much is written of the sections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brief {
    /// Every word, with room around it.
    Whole,
    /// A gap between key and word.
    Spaced,
    /// No gap.
    Tight,
    /// Short words for those that are not shown.
    Short,
    /// Shorter ones.
    Cut,
}

impl Brief {
    const ALL: [Self; 5] = [Self::Whole, Self::Spaced, Self::Tight, Self::Short, Self::Cut];

    /// The word for a section that is not shown.
    fn word(self, section: &Command) -> &'static str {
        match (section.id, self) {
            (Id::SectionFaults, Self::Spaced | Self::Tight | Self::Short | Self::Cut) => t!("rail-faults"),
            (_, Self::Whole | Self::Spaced | Self::Tight) => section.label(),
            (Id::SectionCustomers, _) => t!("rail-customers"),
            (Id::SectionOrders, Self::Cut) => t!("rail-orders"),
            (Id::SectionTriage, Self::Cut) => t!("rail-triage"),
            (Id::SectionOutbox, _) => t!("rail-outbox"),
            (Id::SectionActivity, _) => t!("rail-activity"),
            (Id::SectionSettings, _) => t!("rail-settings"),
            _ => section.label(),
        }
    }
}

/// A section in the line of sections.
struct RailPart<'a> {
    command: Id,
    key: &'a str,
    before: String,
    badge: String,
    after: &'static str,
    current: bool,
    /// Somebody waits for somebody here.
    alarm: bool,
    enabled: bool,
}

impl RailPart<'_> {
    fn width(&self) -> usize {
        [self.key, &*self.before, &self.badge, self.after].into_iter().map(cells::width).sum()
    }
}

impl Desk {
    /// The sections in one line, the words as long as there is room for.
    pub(super) fn draw_sections(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let fits = |brief: &&Brief| {
            self.rail(**brief).iter().map(|part| part.width() + 1).sum::<usize>() <= usize::from(line.width)
        };
        let brief = Brief::ALL.iter().find(fits).copied().unwrap_or(Brief::Cut);
        let mut x = 1;
        for part in self.rail(brief) {
            let start = x;
            x = canvas.raw(line, x, 0, part.key, canvas.theme.key);
            let style = match (part.current, part.enabled) {
                (true, _) => canvas.theme.title,
                (_, true) => canvas.theme.text,
                _ => canvas.theme.dim,
            };
            x = canvas.raw(line, x, 0, &part.before, style);
            x = canvas.raw(line, x, 0, &part.badge, if part.alarm { canvas.theme.bad } else { canvas.theme.warn });
            x = canvas.raw(line, x, 0, part.after, style);
            let place = Rect { x: line.x + start, width: x.saturating_sub(start), ..line };
            canvas.hits.mark(place, Hit::Command(part.command));
            x += 1;
        }
    }

    fn rail(&self, brief: Brief) -> Vec<RailPart<'_>> {
        let part = |(i, section): (usize, &super::desk::Section)| {
            let command = Command::of(section.command);
            let current = i == self.current;
            let label = match brief {
                Brief::Short | Brief::Cut if current => Brief::Tight.word(command),
                _ => brief.word(command),
            };
            let (open, after) = match (current, brief) {
                (true, _) => ("[", "]"),
                (_, Brief::Whole) => (" ", " "),
                (_, Brief::Spaced) => (" ", ""),
                _ => ("", ""),
            };
            let alarm = command.id == Id::SectionFaults;
            let badge = self.gauge.badge(section.command).map_or_else(String::new, |count| {
                let gap = if matches!(brief, Brief::Whole | Brief::Spaced) { " " } else { "" };
                if alarm || gap.is_empty() { format!("{gap}!{count}") } else { format!("{gap}{count}") }
            });
            RailPart {
                command: command.id,
                key: self.settings.keys.first(command.id),
                before: format!("{open}{label}"),
                badge,
                after,
                current,
                alarm,
                enabled: self.availability(command) == Availability::Enabled,
            }
        };
        self.sections.iter().enumerate().map(part).collect()
    }
}
