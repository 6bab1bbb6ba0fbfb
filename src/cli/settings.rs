//! `keydesk settings`: what the organization settles for itself.

use std::io::Read as _;
use std::path::PathBuf;

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::facts;
use crate::service::portal_switch;
use crate::service::settings::{self, Settings, SettingsChange};
use crate::service::{Actor, App};

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
    /// Take a logo for the portal (R23), or take it away
    #[command(before_help = "Examples:\n  keydesk settings logo logo.png\n  keydesk settings logo --remove")]
    Logo(Logo),
}

/// Which logo.
#[derive(clap::Args, Clone, Debug)]
pub struct Logo {
    /// A PNG, JPEG or WebP file, 512 KiB and 4096 pixels each way at most
    #[arg(value_name = "FILE", required_unless_present = "remove", conflicts_with = "remove")]
    file: Option<PathBuf>,
    /// Show the organization's name in place of a logo
    #[arg(long)]
    remove: bool,
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
    let Set { key, value } = match command {
        SettingsCommand::Show => return show(desk, &before),
        SettingsCommand::Logo(logo) => return set_logo(desk, &app, &by, logo).await,
        SettingsCommand::Set(set) => set,
    };
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

async fn set_logo(desk: &Desk, app: &App, by: &Actor, logo: &Logo) -> Result<(), Failure> {
    let file = match &logo.file {
        Some(path) => {
            let unreadable = |e: std::io::Error| Failure::failed(format!("{} cannot be read: {e}", path.display()));
            let mut content = Vec::new();
            // One byte more than is taken, so that what is larger is known to be.
            let most = settings::LARGEST_LOGO as u64 + 1;
            std::fs::File::open(path).map_err(unreadable)?.take(most).read_to_end(&mut content).map_err(unreadable)?;
            Some(content)
        }
        None => None,
    };
    let taken = file.is_some();
    settings::set_logo(app, by, file).await?;
    desk.out.say(if taken { "The portal shows this logo now." } else { "The portal shows the name now." });
    if desk.out.json { desk.out.show(&json!({ "logo": taken }), String::new) } else { Ok(()) }
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
