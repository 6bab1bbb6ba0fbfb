//! `keydesk init`: an organization with its first administrator.

use std::path::PathBuf;

use serde_json::json;

use super::desk::{self, Desk};
use super::exit::Failure;
use super::{remembered, secret};
use crate::domain::state::Language;
use crate::service::setup::{self, Setup};
use crate::service::{App, Error, Missing, staff_sign_in};

/// Flags of `keydesk init`. What is not given is asked for.
#[derive(clap::Args, Clone, Debug)]
pub struct Init {
    /// The organization's name, as its customers know it
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The first administrator's e-mail address
    #[arg(long, value_name = "EMAIL")]
    admin_email: Option<String>,
    /// The first administrator's name
    #[arg(long, value_name = "NAME")]
    admin_name: Option<String>,
    /// A file whose first line is the password; - for standard input. Without it the password is asked for
    #[arg(long, value_name = "FILE|-")]
    admin_password_file: Option<PathBuf>,
    /// The language where nobody chose one: en, sv, de, da
    #[arg(long, default_value_t = Language::English)]
    language: Language,
    /// The organization's time zone, like Europe/Vienna. Without it: this machine's
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Add a further organization to a database that has one
    #[arg(long)]
    additional: bool,
}

/// Sets up an organization and signs its administrator in on this machine.
pub async fn run(desk: &Desk, args: &Init) -> Result<(), Failure> {
    let url = desk.config.database_url()?;
    if !args.additional {
        refuse_second(desk, &url).await?;
    }
    let setup = asked(args)?;
    // Held against the rules before anything is made, so that a wrong name leaves no empty database behind.
    setup::check(&setup).map_err(Error::from)?;
    let app = App::open(&desk.config, &url, Missing::Create).await?;
    let origin = desk::command_line();
    let by = setup::initialise(&app, &setup, &origin).await?;
    let signed_in =
        staff_sign_in::sign_in(&app, &setup.admin_email, &setup.password, Some(&by.organization_name), &origin);
    let (token, by) = signed_in.await?;
    let database = desk::database(&app);
    remembered::write(&database, &token)?;
    let value = json!({
        "organization": by.organization_name,
        "administrator": by.name(),
        "database": database,
        "language": setup.language,
        "time_zone": setup.time_zone,
    });
    desk.out.say(format!(
        "{} is set up in {database}, and {} is signed in on this machine.\n\
         Next: \"keydesk import customers FILE.csv\", \"keydesk portal enable\", then \"keydesk\" for the terminal.",
        by.organization_name,
        by.name(),
    ));
    if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) }
}

/// Somebody who has a database already hears so before being asked for anything.
async fn refuse_second(desk: &Desk, url: &str) -> Result<(), Failure> {
    match App::open(&desk.config, url, Missing::Refuse).await {
        Ok(app) if !setup::is_empty(&app).await? => Err(setup::occupied().into()),
        Ok(_) | Err(Error::NotFound { .. }) => Ok(()),
        Err(e) => Err(e.into()),
    }
}

fn asked(args: &Init) -> Result<Setup, Failure> {
    let mut missing = Vec::new();
    let mut one = |given: &Option<String>, flag: &'static str, question: &str| -> Result<String, Failure> {
        let value = secret::or_ask(given.as_ref(), question)?;
        Ok(value.unwrap_or_else(|| {
            missing.push(flag);
            String::new()
        }))
    };
    let organization = one(&args.organization, "--organization", "Name of the organization")?;
    let admin_name = one(&args.admin_name, "--admin-name", "Name of the first administrator")?;
    let admin_email = one(&args.admin_email, "--admin-email", "E-mail address of the first administrator")?;
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(Failure::usage(format!("there is no terminal to ask at; give {missing} as well")));
    }
    let flag = "--admin-password-file";
    let password = match &args.admin_password_file {
        Some(file) => secret::from_file(file)?,
        None => secret::ask_twice("Password (15 characters or more; a short sentence is easy to remember)", flag)?,
    };
    Ok(Setup {
        organization,
        admin_email,
        admin_name,
        password,
        language: args.language,
        time_zone: args.time_zone.clone().unwrap_or_else(machine_zone),
        additional: args.additional,
    })
}

/// This machine's time zone by its name, or UTC.
fn machine_zone() -> String {
    let known = |name: &str| name.parse::<chrono_tz::Tz>().is_ok().then(|| name.to_owned());
    let variable = std::env::var("TZ").ok().and_then(|v| known(v.trim_start_matches(':')));
    let file = || known(std::fs::read_to_string("/etc/timezone").ok()?.trim());
    let link = || known(std::fs::read_link("/etc/localtime").ok()?.to_str()?.split_once("zoneinfo/")?.1);
    variable.or_else(file).or_else(link).unwrap_or_else(|| "UTC".to_owned())
}
