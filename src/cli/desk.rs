//! What every command is handed: configuration, the way it speaks, and how to get at the database and the person.

use super::exit::Failure;
use super::out::Out;
use super::remembered;
use crate::config::Config;
use crate::service::token::Token;
use crate::service::{Actor, App, Error, Missing, setup, staff_sign_in};

/// What every command is handed.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The configuration.
    pub config: Config,
    /// How the command speaks.
    pub out: Out,
}

impl Desk {
    /// Opens the database, which must be there.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub async fn open(&self) -> Result<App, Failure> {
        Ok(App::open(&self.config, &self.config.database_url()?, Missing::Refuse).await?)
    }

    /// Opens the database as the person who is signed in on this machine.
    ///
    /// # Errors
    /// When nobody is, or the sign-in is over.
    pub async fn signed_in(&self) -> Result<(App, Actor), Failure> {
        let (app, actor, _) = self.signed_in_with(&command_line()).await?;
        Ok((app, actor))
    }

    /// The same, with the token, and from where it is said to be.
    ///
    /// # Errors
    /// When nobody is, or the sign-in is over.
    pub async fn signed_in_with(&self, origin: &str) -> Result<(App, Actor, Token), Failure> {
        let app = self.open().await?;
        let Some(token) = remembered::read(&database(&app))? else {
            if setup::is_empty(&app).await? {
                return Err(
                    Error::not_found("organization in this database yet; set one up with \"keydesk init\"").into()
                );
            }
            let why = "nobody is signed in on this machine for this database; use \"keydesk login\"".to_owned();
            return Err(Error::SignedOut { why }.into());
        };
        let actor = staff_sign_in::resume(&app, &token, origin).await?;
        Ok((app, actor, token))
    }
}

/// The database for people and for the name of the remembered sign-in: without a password.
pub fn database(app: &App) -> String {
    app.store.url().shown()
}

/// From where commands come, as the log keeps it.
pub fn command_line() -> String {
    format!("command line on {}", host())
}

/// From where the terminal comes, as the log keeps it.
pub fn terminal() -> String {
    format!("terminal on {}", host())
}

fn host() -> String {
    let read = |path| std::fs::read_to_string(path).ok();
    let name =
        read("/proc/sys/kernel/hostname").or_else(|| read("/etc/hostname")).or_else(|| std::env::var("HOSTNAME").ok());
    let name = name.map(|n| crate::text::line(&n)).filter(|n| !n.is_empty());
    name.unwrap_or_else(|| "this machine".to_owned())
}
