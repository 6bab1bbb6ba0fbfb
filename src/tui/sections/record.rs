//! One record of the log (R70): the sentence, who and from where, before and after; the raw record one key away, and undo.

use crate::tui::words::word;
use std::fmt::Write as _;

use ratatui::layout::Rect;

use crate::service::activity::Record;
use crate::service::undo;

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::Reader;
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen, Wish};
use super::super::undo as undoing;
use super::super::when::Zone;

/// A record that was opened.
pub struct Opened {
    record: Record,
    zone: Zone,
    reader: Reader,
    raw: bool,
    possible: Load<Result<(), String>>,
}

impl Opened {
    /// A record, told in this zone.
    pub fn new(record: &Record, zone: Zone) -> Self {
        let reader = Reader::new(String::new(), String::new());
        let mut opened = Self { record: record.clone(), zone, reader, raw: false, possible: Load::default() };
        opened.write();
        opened
    }

    fn write(&mut self) {
        let text = if self.raw {
            serde_json::to_string_pretty(&self.record.object()).unwrap_or_default()
        } else {
            told(&self.record, self.zone, self.possible.get())
        };
        let other = if self.raw { t!("record-r-sentence") } else { t!("record-r-raw") };
        self.reader = Reader::new(t!("record-title", seq = self.record.seq, other = other), text);
    }
}

/// The record for people.
fn told(record: &Record, zone: Zone, possible: Option<&Result<(), String>>) -> String {
    let actor = format!("{} ({})", record.actor_name, word(record.actor_kind.as_str()));
    let facts = crate::tui::words::facts(&[
        (t!("column-when"), zone.full(record.at)),
        (t!("column-who"), actor),
        (t!("column-from"), record.origin.clone()),
        (t!("customer"), record.customer_number.clone().unwrap_or_else(|| "–".to_owned())),
    ]);
    let mut text = format!("{} {}.\n\n{facts}\n", record.actor_name, crate::tui::logged::sentence(record));
    let differences = record.differences();
    if !differences.is_empty() {
        let _ = writeln!(text, "\n{}", t!("record-before-after"));
        for d in differences {
            let what = if d.what.is_empty() { String::new() } else { format!("{}: ", d.what.replace('_', " ")) };
            let _ = writeln!(text, "  {what}{} → {}", d.before, d.after);
        }
    }
    let undo = match possible {
        None => t!("record-looking").to_owned(),
        Some(Ok(())) => t!("record-undoes").to_owned(),
        Some(Err(why)) => t!("record-cannot", why = why.trim_start_matches("this cannot be undone: ")),
    };
    text + "\n" + &undo
}

impl Screen for Opened {
    fn title(&self) -> String {
        t!("record-number", seq = self.record.seq)
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Record.chain()
    }

    fn availability(&self, command: Id, _: chrono::DateTime<chrono::Utc>) -> Availability {
        match (command, self.possible.get()) {
            (Id::RecordUndo, Some(Err(why))) => Availability::Disabled(why.clone()),
            (Id::RecordUndo, None) => Availability::Disabled(t!("record-unknown").into()),
            (Id::RecordCustomer, _) => Availability::when(self.record.customer_id.is_some(), t!("record-no-customer")),
            _ => Availability::Enabled,
        }
    }

    fn waiting(&self) -> bool {
        self.possible.is_loading()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::RecordRaw => {
                self.raw = !self.raw;
                self.write();
            }
            Id::RecordUndo => {
                cx.close();
                cx.push(undoing::of(&self.record));
            }
            Id::RecordCustomer => {
                if let Some(customer) = self.record.customer_id {
                    cx.wish(Wish::Customer(customer));
                }
            }
            command => self.reader.on_command(command, cx),
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        let record = self.record.clone();
        self.possible.ask(
            cx,
            "undo possible",
            move |app, by| async move { Ok(undo::possible(&app, &by, &record).await) },
        );
    }

    fn on_reply(&mut self, reply: &mut Reply, _: &mut Cx<'_>) {
        if self.possible.take(reply) != Taken::No {
            self.write();
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.reader.draw(canvas, area);
    }
}
