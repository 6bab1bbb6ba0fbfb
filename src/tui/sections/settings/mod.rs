//! The section Settings (R1, R8, R10, R17, R20): what the organization settles for itself, each with what it means; enter
//! changes it. What the roles hold has a grid of its own: [`roles`].

mod letters;
mod roles;

use crate::tui::words::word;
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
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Module => (t!("module-title"), t!("setting-module")),
            Self::Roles => (t!("roles-title"), t!("setting-roles")),
            Self::Templates => (t!("nav-checks"), t!("setting-templates")),
            Self::Letters => (t!("letters-title"), t!("setting-letters")),
            Self::OutsideAreas => (t!("setting-outside"), t!("setting-outside-means")),
            Self::MailsTemporary => (t!("setting-mail-temporary"), t!("setting-mail-temporary-means")),
            Self::LinkShowsBilling => (t!("setting-link-billing"), t!("setting-link-billing-means")),
            Self::SecondFactor => (t!("setting-second"), t!("setting-second-means")),
            Self::Language => (t!("language-label"), t!("setting-language-means")),
            Self::TimeZone => (t!("label-time-zone"), t!("setting-zone-means")),
            Self::ReplyTo => (t!("setting-reply"), t!("setting-reply-means")),
            Self::Accent => (t!("setting-accent"), t!("setting-accent-means")),
        }
    }
}

/// A setting as it stands.
#[derive(Clone, Debug)]
pub struct Line {
    what: What,
    settled: Settled,
}

fn yes_no(on: bool) -> &'static str {
    if on { t!("word-yes") } else { t!("word-no") }
}

impl Line {
    fn value(&self) -> String {
        let s = &self.settled;
        match self.what {
            What::Module => if s.module_on { t!("word-on") } else { t!("word-off") }.to_owned(),
            What::Roles | What::Templates | What::Letters => t!("setting-enter").to_owned(),
            What::OutsideAreas => word(s.outside_areas.as_str()),
            What::MailsTemporary => yes_no(s.mails_temporary).to_owned(),
            What::LinkShowsBilling => yes_no(s.link_shows_billing).to_owned(),
            What::SecondFactor => {
                if s.demands_second_factor { t!("setting-demanded") } else { t!("setting-as-liked") }.to_owned()
            }
            What::Language => s.language.own_name().to_owned(),
            What::TimeZone => s.time_zone.clone(),
            What::ReplyTo => s.reply_to.clone().unwrap_or_else(|| t!("word-nobody").to_owned()),
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
        t!("settings-title")
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-setting", Width::Fixed(19)),
            Column::new("column-now", Width::Share(2, 18)),
            Column::new("column-means", Width::Share(3, 30)),
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
    let form = Form::new(name, t!("save"), job, move |_, cx| cx.done(t!("setting-saved", name = name)))
        .say(format!("{name}: {means}."));
    let words = |all: &[&str]| all.iter().map(|w| word(w)).collect::<Vec<_>>();
    match what {
        What::OutsideAreas => {
            let all: Vec<&str> = OutsideAreas::ALL.iter().map(|o| o.as_str()).collect();
            let at = OutsideAreas::ALL.iter().position(|o| *o == settled.outside_areas).unwrap_or(0);
            form.choice("outside_areas", t!("setting-elsewhere"), words(&all), at)
        }
        What::MailsTemporary => {
            form.warn(MAILING_MEANS).tick("mails_temporary", t!("setting-mail-tick"), settled.mails_temporary)
        }
        What::LinkShowsBilling => form.tick("link_shows_billing", t!("setting-link-tick"), settled.link_shows_billing),
        What::SecondFactor => form.say(t!("setting-second-say")).tick(
            "demands_second_factor",
            t!("setting-second-tick"),
            settled.demands_second_factor,
        ),
        What::Language => {
            let all = Language::ALL.iter().map(|l| l.own_name().to_owned()).collect();
            let at = Language::ALL.iter().position(|l| *l == settled.language).unwrap_or(0);
            form.choice("language", t!("language-label"), all, at)
        }
        What::TimeZone => form.text("time_zone", t!("label-time-zone"), &settled.time_zone, "Europe/Vienna"),
        What::ReplyTo => form.text(
            "reply_to",
            t!("company-address"),
            settled.reply_to.as_deref().unwrap_or_default(),
            t!("word-nobody"),
        ),
        What::Accent | What::Module | What::Roles | What::Templates | What::Letters => {
            form.text("accent", t!("setting-accent"), &settled.accent, "#1f6feb")
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
