//! `keydesk demo`: the sample company, with nothing set up and nothing left behind.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::faces::Faces;
use super::out::{self, facts};
use super::running::{Together, interrupted};
use crate::config::{Config, DatabaseAddress, Idle, Mail, Origin, Portal, Sms, SmsTransport, Transport};
use crate::random::Random;
use crate::service::demo::{self, Demo as Loaded};
use crate::service::{App, Missing};

/// How to show it.
#[derive(clap::Args, Clone, Debug)]
pub struct Demo {
    /// The portal's port on this machine. Without it: a free one
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Only the portal: print its address and wait for Ctrl-C
    #[arg(long)]
    no_terminal: bool,
}

impl Demo {
    /// Whether the terminal takes the screen.
    pub fn on_screen(&self) -> bool {
        !self.no_terminal && out::is_watched()
    }
}

/// A folder that is gone when the demonstration ends, however it ends.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, Failure> {
        let name = format!("keydesk-demo-{:016x}", u64::from_le_bytes(Random::system().bytes()));
        let path = std::env::temp_dir().join(name);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&path)
            .map_err(|e| Failure::failed(format!("the folder {} cannot be made: {e}", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the demonstration until the person leaves.
pub async fn run<F: Faces>(desk: &Desk, args: &Demo) -> Result<(), Failure> {
    let listener = bind(args.port)?;
    let address = listener.local_addr().map_err(|e| Failure::failed(e.to_string()))?;
    let folder = Folder::make()?;
    let config = configured(&desk.config, &folder.0, address);
    let app = App::open(&config, &config.database_url()?, Missing::Create).await?;
    desk.out.say("Making the sample company …");
    let loaded = demo::load(&app, app.now()).await?;

    let mut beside = Together::new();
    beside.start(F::portal(app.clone(), config.clone(), listener, beside.until()));
    beside.start(F::worker(app.clone(), config.clone(), beside.until()));
    let done = if args.on_screen() {
        let welcome = card(&config, &loaded);
        F::terminal(app.clone(), loaded.actor, config, welcome).await.map_err(Failure::failed)
    } else {
        match announce(desk, &config, &loaded) {
            Ok(()) => {
                interrupted().await;
                Ok(())
            }
            Err(e) => Err(e),
        }
    };
    let ended = beside.end().await;
    app.store.close().await;
    done.and(ended)
}

fn bind(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|e| {
        Failure::failed(match e.kind() {
            std::io::ErrorKind::AddrInUse => {
                format!("port {port} is in use by another program; choose another with --port, or leave it out for a free one")
            }
            std::io::ErrorKind::PermissionDenied => {
                format!("port {port} may not be used by this account; choose one above 1023 with --port")
            }
            _ => format!("port {port} cannot be used: {e}"),
        })
    })
}

/// The person's configuration, but with everything that is made or sent in the folder.
fn configured(config: &Config, folder: &Path, portal: SocketAddr) -> Config {
    let mut config = config.clone();
    config.database.url = Some(DatabaseAddress(format!("sqlite:{}", folder.join("keydesk.db").display())));
    // Nobody knows the password of the person that the demonstration signs in.
    if config.origin("terminal.lock_after") == Origin::Default {
        config.terminal.lock_after = Idle(Duration::ZERO);
    }
    config.portal = Portal { listen: portal, ..Portal::default() };
    config.storage.folder = Some(folder.join("files"));
    config.mail = Mail { transport: Transport::File, folder: Some(folder.join("letters")), ..Mail::default() };
    // Above all no gateway that somebody has set up.
    config.sms = Sms { transport: SmsTransport::File, folder: Some(folder.join("sms")), ..Sms::default() };
    config
}

/// What the first screen says.
fn card(config: &Config, demo: &Loaded) -> Vec<String> {
    vec![
        format!("This is {}, a sample company; you are {}.", demo.actor.organization_name, demo.actor.name()),
        String::new(),
        format!("Portal    {}/login", config.portal.public_url()),
        format!("E-mail    {}", demo.portal_email),
        format!("Password  {}", demo.portal_password),
        String::new(),
        "Letters go into a folder: o opens the newest, the Outbox lists all.".to_owned(),
        "When you leave, everything is removed.".to_owned(),
    ]
}

/// The same for a person without a screen, or a script.
fn announce(desk: &Desk, config: &Config, demo: &Loaded) -> Result<(), Failure> {
    let portal = format!("{}/login", config.portal.public_url());
    let (database, letters) = (config.database_url()?, config.mail.folder().display().to_string());
    let value = json!({
        "portal": portal,
        "email": demo.portal_email,
        "password": demo.portal_password,
        "staff_email": demo.staff_email,
        "staff_password": demo.staff_password,
        "database": database,
        "letters": letters,
    });
    desk.out.show(&value, || {
        facts(&[
            ("Portal", portal.clone()),
            ("E-mail", demo.portal_email.to_owned()),
            ("Password", demo.portal_password.to_owned()),
            ("Staff", demo.staff_email.to_owned()),
            ("Staff password", demo.staff_password.to_owned()),
            ("Database", database.clone()),
            ("Letters", letters.clone()),
        ])
    })?;
    desk.out.say("Serving until Ctrl-C; then everything is removed.");
    Ok(())
}
