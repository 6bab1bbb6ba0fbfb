//! The section Settings (R1, R8, R10, R17, R20): what the organization settles for itself, each with what it means; enter
//! changes it. What the roles hold has a grid of its own: [`roles`].

mod letters;
mod roles;

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::staff::OutsideAreas;
use crate::domain::state::Language;
use crate::service::customers::Page;
use crate::service::settings::{self, MAILING_MEANS, Settings as Settled, SettingsChange};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Form, Values};
use super::super::msg::Job;
use super::super::screen::{Cx, Wish};
use super::super::widgets::{Column, Width};
use super::one_page;
use super::pane::{Ask, Look, Rows};
pub use roles::RoleGrid;

/// The section Settings.
#[derive(Debug, Default)]
pub struct Settings;

/// One setting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Module,
    Roles,
    Templates,
    Letters,
    OutsideAreas,
    MailsTemporary,
    LinkShowsBilling,
    SecondFactor,
    Language,
    TimeZone,
    ReplyTo,
    Accent,
}

impl What {
    const ALL: [Self; 12] = [
        Self::Module,
        Self::Roles,
        Self::Templates,
        Self::Letters,
        Self::OutsideAreas,
        Self::MailsTemporary,
        Self::LinkShowsBilling,
        Self::SecondFactor,
        Self::Language,
        Self::TimeZone,
        Self::ReplyTo,
        Self::Accent,
    ];

    /// Its name and what it means.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Module => ("Portal module", "whether the portal answers at all"),
            Self::Roles => ("What roles hold", "permissions of the three roles"),
            Self::Templates => ("Self-checks", "templates: what is looked at, one point a line"),
            Self::Letters => ("Letters", "their words, per kind and language"),
            Self::OutsideAreas => ("Outside areas", "what is seen of customers in other areas"),
            Self::MailsTemporary => ("Mail temporary pw", "whether passwords may go by mail"),
            Self::LinkShowsBilling => ("Link shows billing", "whether the secure link shows billing"),
            Self::SecondFactor => ("Second factor", "whether everybody needs one in the portal"),
            Self::Language => ("Language", "where nobody chose one"),
            Self::TimeZone => ("Time zone", "of dates in letters and pages"),
            Self::ReplyTo => ("Replies go to", "the address that answers to letters reach"),
            Self::Accent => ("Colour", "of the portal, as #rrggbb"),
        }
    }
}

/// A setting as it stands.
#[derive(Clone, Debug)]
pub struct Line {
    what: What,
    settled: Settled,
}

const fn yes_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

impl Line {
    fn value(&self) -> String {
        let s = &self.settled;
        match self.what {
            What::Module => if s.module_on { "on" } else { "off" }.to_owned(),
            What::Roles | What::Templates | What::Letters => "enter shows them".to_owned(),
            What::OutsideAreas => s.outside_areas.as_str().replace('_', " "),
            What::MailsTemporary => yes_no(s.mails_temporary).to_owned(),
            What::LinkShowsBilling => yes_no(s.link_shows_billing).to_owned(),
            What::SecondFactor => if s.demands_second_factor { "demanded" } else { "as people like" }.to_owned(),
            What::Language => s.language.own_name().to_owned(),
            What::TimeZone => s.time_zone.clone(),
            What::ReplyTo => s.reply_to.clone().unwrap_or_else(|| "nobody".to_owned()),
            What::Accent => s.accent.clone(),
        }
    }
}

/// Every setting as it stands.
pub fn lines(settled: &Settled) -> Vec<Line> {
    What::ALL.iter().map(|what| Line { what: *what, settled: settled.clone() }).collect()
}

impl Rows for Settings {
    type Row = Line;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Settings.chain()
    }

    fn label(&self) -> &'static str {
        "Settings"
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("Setting", Width::Fixed(19)),
            Column::new("Now", Width::Share(2, 18)),
            Column::new("What it means", Width::Share(3, 30)),
        ];
        COLUMNS
    }

    fn id(&self, row: &Line) -> Uuid {
        Uuid::from_u128(1 + row.what as u128)
    }

    fn cell(&self, row: &Line, column: usize, look: Look<'_>) -> (String, Style) {
        match column {
            0 => (row.what.words().0.to_owned(), look.theme.text),
            1 => (row.value(), look.theme.key),
            _ => (row.what.words().1.to_owned(), look.theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, Line>) -> Job {
        let search = ask.search.clone();
        Job::new("settings", move |app, by| async move {
            let settled = settings::get(&app, &by).await?;
            let words = |l: &Line| format!("{} {} {}", l.what.words().0, l.what.words().1, l.value());
            Ok::<Page<Line>, _>(one_page(lines(&settled), &search, words))
        })
    }

    fn empty(&self) -> &'static str {
        ""
    }

    fn sheet(&self, row: &Line, _: Look<'_>) -> (String, String) {
        (row.what.words().0.to_owned(), row.value())
    }

    fn opens(&mut self, row: &Line, cx: &mut Cx<'_>) -> bool {
        match row.what {
            What::Module => cx.wish(Wish::Command(Id::Module)),
            What::Roles => cx.push(RoleGrid::default()),
            What::Letters => cx.push(letters::kinds()),
            What::Templates => cx.wish(Wish::Command(Id::Templates)),
            _ => cx.push(form(row)),
        }
        true
    }
}

/// The form of one setting.
fn form(line: &Line) -> Form<Settled> {
    let (what, settled) = (line.what, &line.settled);
    let version = settled.version;
    let job = move |values: &Values| {
        let change = change(what, version, values);
        Job::new("set", move |app, by| async move { settings::set(&app, &by, &change).await })
    };
    let (name, means) = what.words();
    let form =
        Form::new(name, "Save", job, move |_, cx| cx.done(format!("{name}: saved"))).say(format!("{name}: {means}."));
    let words = |all: &[&str]| all.iter().map(|w| w.replace('_', " ")).collect::<Vec<_>>();
    match what {
        What::OutsideAreas => {
            let all: Vec<&str> = OutsideAreas::ALL.iter().map(|o| o.as_str()).collect();
            let at = OutsideAreas::ALL.iter().position(|o| *o == settled.outside_areas).unwrap_or(0);
            form.choice("outside_areas", "Customers elsewhere", words(&all), at)
        }
        What::MailsTemporary => form.warn(MAILING_MEANS).tick(
            "mails_temporary",
            "Temporary passwords may be mailed",
            settled.mails_temporary,
        ),
        What::LinkShowsBilling => {
            form.tick("link_shows_billing", "Whoever holds a secure link sees billing", settled.link_shows_billing)
        }
        What::SecondFactor => form
            .say("Whoever has none sets one up at the next sign-in: an app that shows codes, or a passkey (R22).")
            .tick(
                "demands_second_factor",
                "Everybody who signs in to the portal needs one",
                settled.demands_second_factor,
            ),
        What::Language => {
            let all = Language::ALL.iter().map(|l| l.own_name().to_owned()).collect();
            let at = Language::ALL.iter().position(|l| *l == settled.language).unwrap_or(0);
            form.choice("language", "Language", all, at)
        }
        What::TimeZone => form.text("time_zone", "Time zone", &settled.time_zone, "Europe/Vienna"),
        What::ReplyTo => form.text("reply_to", "Address", settled.reply_to.as_deref().unwrap_or_default(), "nobody"),
        What::Accent | What::Module | What::Roles | What::Templates | What::Letters => {
            form.text("accent", "Colour", &settled.accent, "#1f6feb")
        }
    }
}

fn change(what: What, version: i64, values: &Values) -> SettingsChange {
    let mut change = SettingsChange { version, ..SettingsChange::default() };
    match what {
        What::OutsideAreas => change.outside_areas = OutsideAreas::ALL.get(values.choice("outside_areas")).copied(),
        What::MailsTemporary => change.mails_temporary = Some(values.ticked("mails_temporary")),
        What::LinkShowsBilling => change.link_shows_billing = Some(values.ticked("link_shows_billing")),
        What::SecondFactor => change.demands_second_factor = Some(values.ticked("demands_second_factor")),
        What::Language => change.language = Language::ALL.get(values.choice("language")).copied(),
        What::TimeZone => change.time_zone = Some(values.text("time_zone")),
        What::ReplyTo => change.reply_to = Some(values.text("reply_to")),
        What::Accent => change.accent = Some(values.text("accent")),
        What::Module | What::Roles | What::Templates | What::Letters => {}
    }
    change
}
