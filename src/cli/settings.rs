//! `keydesk settings`: what the organization settles for itself.

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::facts;
use crate::service::portal_switch;
use crate::service::settings::{self, Settings, SettingsChange};

/// What can be set.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
#[value(rename_all = "snake_case")]
pub enum Key {
    /// The portal module: on, off (R1).
    Module,
    /// What staff see outside their areas: hidden, `read_only` (R10).
    OutsideAreas,
    /// Whether temporary passwords may be mailed: on, off (R17).
    MailsTemporary,
    /// Whether secure links show invoices and estimates: on, off (R20).
    LinkShowsBilling,
    /// Whether everybody who signs in to the portal needs a second factor: on, off (R22).
    DemandsSecondFactor,
    /// The language where nobody chose one: en, sv, de, da.
    Language,
    /// The time zone, like Europe/Vienna.
    TimeZone,
    /// Where replies to letters go; "" for nowhere.
    ReplyTo,
    /// The accent colour, like #1f5fae.
    Accent,
}

/// What to do with settings.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum SettingsCommand {
    /// Show the settings
    #[command(before_help = "Examples:\n  keydesk settings show\n  keydesk --json settings show")]
    Show,
    /// Change one setting
    #[command(before_help = "Examples:\n  keydesk settings set outside_areas read_only\n  \
        keydesk settings set mails_temporary off\n  keydesk settings set demands_second_factor on\n  keydesk settings set accent \"#1f5fae\"\n  \
        keydesk settings set reply_to office@nordlift.example\n  keydesk settings set time_zone Europe/Stockholm")]
    Set(Set),
}

/// One setting.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// Which setting
    #[arg(value_name = "KEY")]
    key: Key,
    /// The value; on or off for switches, "" for none
    #[arg(value_name = "VALUE")]
    value: String,
}

/// Does it.
pub async fn run(desk: &Desk, command: &SettingsCommand) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let before = settings::get(&app, &by).await?;
    let SettingsCommand::Set(Set { key, value }) = command else { return show(desk, &before) };
    if *key == Key::Module {
        portal_switch::module(&app, &by, on(value)?).await?;
        return show(desk, &settings::get(&app, &by).await?);
    }
    let mut change = SettingsChange { version: before.version, ..SettingsChange::default() };
    match key {
        Key::OutsideAreas => change.outside_areas = Some(value.parse().map_err(unknown)?),
        Key::MailsTemporary => change.mails_temporary = Some(on(value)?),
        Key::LinkShowsBilling => change.link_shows_billing = Some(on(value)?),
        Key::DemandsSecondFactor => change.demands_second_factor = Some(on(value)?),
        Key::Language => change.language = Some(value.parse().map_err(unknown)?),
        Key::TimeZone => change.time_zone = Some(value.clone()),
        Key::ReplyTo => change.reply_to = Some(value.clone()),
        Key::Accent => change.accent = Some(value.clone()),
        Key::Module => {}
    }
    let after = settings::set(&app, &by, &change).await?;
    if after.mails_temporary && !before.mails_temporary {
        desk.out.warn(settings::MAILING_MEANS);
    }
    desk.out.say(if after == before { "It was so already." } else { "Changed." });
    show(desk, &after)
}

#[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn unknown(e: crate::domain::UnknownName) -> Failure {
    Failure::usage(e.to_string())
}

fn on(value: &str) -> Result<bool, Failure> {
    match value {
        "on" | "true" | "yes" => Ok(true),
        "off" | "false" | "no" => Ok(false),
        other => Err(Failure::usage(format!("\"{}\" is neither on nor off", crate::text::line(other)))),
    }
}

fn show(desk: &Desk, settings: &Settings) -> Result<(), Failure> {
    let word = |on: bool| if on { "on" } else { "off" }.to_owned();
    let value = json!({
        "module": settings.module_on,
        "outside_areas": settings.outside_areas,
        "mails_temporary": settings.mails_temporary,
        "link_shows_billing": settings.link_shows_billing,
        "demands_second_factor": settings.demands_second_factor,
        "language": settings.language,
        "time_zone": settings.time_zone,
        "reply_to": settings.reply_to,
        "accent": settings.accent,
        "version": settings.version,
    });
    desk.out.show(&value, || {
        facts(&[
            ("module", word(settings.module_on)),
            ("outside_areas", settings.outside_areas.to_string()),
            ("mails_temporary", word(settings.mails_temporary)),
            ("link_shows_billing", word(settings.link_shows_billing)),
            ("demands_second_factor", word(settings.demands_second_factor)),
            ("language", settings.language.to_string()),
            ("time_zone", settings.time_zone.clone()),
            ("reply_to", settings.reply_to.clone().unwrap_or_else(|| "none".to_owned())),
            ("accent", settings.accent.clone()),
        ])
    })
}
