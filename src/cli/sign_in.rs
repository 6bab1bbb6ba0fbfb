//! `keydesk login`, `logout`, `whoami`: the sign-in that is remembered on this machine, one for each database.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use serde_json::json;

use super::desk::{self, Desk};
use super::exit::Failure;
use super::out::facts;
use super::{remembered, secret};
use crate::service::{Actor, App, Error, setup, staff_sign_in};

/// Flags of `keydesk login`. What is not given is asked for.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Login {
    /// Your e-mail address
    #[arg(long, value_name = "EMAIL")]
    email: Option<String>,
    /// A file whose first line is the password; - for standard input. Without it the password is asked for
    #[arg(long, value_name = "FILE|-")]
    password_file: Option<PathBuf>,
    /// Where the password is a temporary one: a file whose first line is your own from now on
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
    /// The organization, where the database holds several
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
}

/// Signs in and remembers it.
pub async fn login(desk: &Desk, args: &Login) -> Result<(), Failure> {
    let app = desk.open().await?;
    let by = sign_in(&app, args, &desk::command_line()).await?;
    desk.out.say(format!("Signed in as {} at {}.", by.name(), by.organization_name));
    if desk.out.json { show(desk, &app, &by) } else { Ok(()) }
}

/// Asks for what is missing, signs in, remembers the token.
pub async fn sign_in(app: &App, args: &Login, origin: &str) -> Result<Actor, Failure> {
    if setup::is_empty(app).await? {
        return Err(Error::not_found("organization in this database yet; set one up with \"keydesk init\"").into());
    }
    let email = secret::or_ask(args.email.as_ref(), "E-mail address")?
        .ok_or_else(|| Failure::usage("there is no terminal to ask at; give --email EMAIL and --password-file FILE"))?;
    let password = match &args.password_file {
        Some(file) => secret::from_file(file)?,
        None => secret::ask("Password", "--password-file")?,
    };
    let organization = args.organization.as_deref();
    let (token, by) = match staff_sign_in::sign_in(app, &email, &password, organization, origin).await {
        Err(Error::TemporaryPassword { .. }) => {
            let new = own_password(args)?;
            staff_sign_in::replace_temporary(app, &email, &password, &new, organization, origin).await?
        }
        other => other?,
    };
    let database = desk::database(app);
    // An earlier sign-in on this machine is replaced, so it need not stay valid.
    let before = remembered::read(&database)?;
    remembered::write(&database, &token)?;
    if let Some(before) = before
        && let Ok(earlier) = staff_sign_in::resume(app, &before, origin).await
    {
        staff_sign_in::sign_out(app, &earlier, &before).await?;
    }
    Ok(by)
}

/// The person's own password, in place of a temporary one.
fn own_password(args: &Login) -> Result<String, Failure> {
    let flag = "--new-password-file";
    if let Some(file) = &args.new_password_file {
        return secret::from_file(file);
    }
    let question =
        "Your password is temporary. Choose your own (15 characters or more; a short sentence is easy to remember)";
    secret::ask_twice(question, flag).map_err(|e| match e {
        Failure::Usage(_) if !std::io::stdin().is_terminal() => Failure::usage(
            "the password is temporary and must be replaced by one of your own: give that with --new-password-file FILE",
        ),
        e => e,
    })
}

/// Forgets the sign-in, here and in the database.
pub async fn logout(desk: &Desk) -> Result<(), Failure> {
    let app = desk.open().await?;
    let database = desk::database(&app);
    let Some(token) = remembered::read(&database)? else {
        desk.out.say("Nobody is signed in on this machine for this database.");
        return signed_out(desk, false);
    };
    match staff_sign_in::resume(&app, &token, &desk::command_line()).await {
        Ok(by) => staff_sign_in::sign_out(&app, &by, &token).await?,
        Err(Error::SignedOut { .. }) => {}
        Err(e) => return Err(e.into()),
    }
    remembered::forget(&database)?;
    desk.out.say("Signed out.");
    signed_out(desk, true)
}

fn signed_out(desk: &Desk, changed: bool) -> Result<(), Failure> {
    if desk.out.json { desk.out.show(&json!({ "signed_out": changed }), String::new) } else { Ok(()) }
}

/// Who is signed in.
pub async fn whoami(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    show(desk, &app, &by)
}

fn show(desk: &Desk, app: &App, by: &Actor) -> Result<(), Failure> {
    let rights = by.rights();
    let role = rights.map(|r| r.role.to_string()).unwrap_or_default();
    let held: Vec<_> = rights.map(|r| r.held().collect()).unwrap_or_default();
    let database = desk::database(app);
    let value = json!({
        "name": by.name(),
        "organization": by.organization_name,
        "role": role,
        "permissions": held,
        "database": database,
    });
    desk.out.show(&value, || {
        let names = held.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(", ");
        facts(&[
            ("Name", by.name().to_owned()),
            ("Organization", by.organization_name.clone()),
            ("Role", role.clone()),
            ("May", names),
            ("Database", database.clone()),
        ])
    })
}
