//! The terminal back office and the command line.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;

use keydesk::cli::{self, Faces, Sent};
use keydesk::config::{self, Config};
use keydesk::domain::letter::Enclosure;
use keydesk::domain::notice::Channel;
use keydesk::notify::letters::{self, Paper, Reader};
use keydesk::notify::transport::Transport;
use keydesk::notify::{trial, worker};
use keydesk::portal::{self, PortalSettings};
use keydesk::service::outbox::Trial;
use keydesk::service::{Actor, App};
use keydesk::store::organizations;
use keydesk::tui::theme::ThemeName;
use keydesk::tui::when::Zone;
use keydesk::tui::{self, Preview, TuiSettings, Welcome};

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(cli::main::<Program>()))
}

/// What the command line starts.
struct Program;

impl Faces for Program {
    async fn terminal(app: App, by: Actor, config: Config, welcome: Vec<String>) -> Result<(), String> {
        let settings = TuiSettings {
            theme: match config.terminal.theme {
                config::Theme::Light => ThemeName::Light,
                config::Theme::Monochrome => ThemeName::Monochrome,
                config::Theme::Auto | config::Theme::Dark => ThemeName::Dark,
            },
            stripe: config.terminal.stripe.clone(),
            welcome: (!welcome.is_empty()).then_some(Welcome { lines: welcome }),
            zone: Zone::Machine,
            preview: Some(preview(&app, &by).await?),
            letters: (config.mail.transport == config::Transport::File).then(|| config.mail.folder()),
            mouse: config.terminal.mouse,
        };
        tui::run(app, Some(by), settings).await.map_err(|e| e.to_string())
    }

    async fn portal(
        app: App,
        config: Config,
        listener: TcpListener,
        until: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), String> {
        let failed = |e: std::io::Error| format!("the portal stopped: {e}");
        listener.set_nonblocking(true).map_err(failed)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        portal::serve(app, PortalSettings::configured(&config.portal), listener, until).await.map_err(failed)
    }

    async fn worker(app: App, config: Config, until: impl Future<Output = ()> + Send + 'static) -> Result<(), String> {
        worker::run(&app, &transport(&config)?, until).await;
        Ok(())
    }

    async fn outbox_once(app: App, config: Config) -> Result<Sent, String> {
        let counts = worker::run_once(&app, &transport(&config)?).await.map_err(|e| e.to_string())?;
        let worker::Counts { sent, postponed, failed, cancelled } = counts;
        Ok(Sent { sent, postponed, failed, cancelled })
    }

    async fn trial(app: App, config: Config, channel: Channel, message: Trial) -> Result<String, String> {
        trial::send(&app, &transport(&config)?, channel, &message).await
    }
}

/// Writes out what a letter of the outbox says. The secret of its link is not there to be shown.
async fn preview(app: &App, by: &Actor) -> Result<Preview, String> {
    let found = async { organizations::get(&mut app.store.read().await?, by.organization).await };
    let organization = found.await.map_err(|e| e.to_string())?.ok_or("the organization is gone")?;
    let public_url = app.policy.public_url.clone();
    Ok(Preview(Arc::new(move |row| {
        let paper = Paper {
            organization: &organization.name,
            accent: &organization.accent,
            time_zone: &organization.time_zone,
            public_url: &public_url,
        };
        let reader = Reader { language: row.language, address: &row.to_address };
        let written = letters::render(&row.letter, Some(&Enclosure("…".to_owned())), &reader, &paper);
        written.map_or_else(|e| e.to_string(), |letter| format!("{}\n\n{}", letter.subject, letter.text))
    })))
}

fn transport(config: &Config) -> Result<Transport, String> {
    Transport::configured(config).map_err(|e| e.to_string())
}
