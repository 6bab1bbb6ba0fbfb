//! The terminal back office and the command line.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;

use keydesk::cli::{self, Faces, Sent};
use keydesk::config::{self, Config};
use keydesk::domain::notice::Channel;
use keydesk::domain::state::Language;
use keydesk::notify::message::{Message, Octets};
use keydesk::notify::transport::Transport;
use keydesk::notify::{trial, worker};
use keydesk::portal::{self, PortalSettings};
use keydesk::service::correspondence::Post;
use keydesk::service::outbox::Trial;
use keydesk::service::{Actor, App};
use keydesk::tui::keymap::Keymap;
use keydesk::tui::theme::{Colours, ThemeName};
use keydesk::tui::when::Zone;
use keydesk::tui::{self, TuiSettings, Welcome};

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(cli::main::<Program>()))
}

/// The language of the terminal where nobody has chosen one.
fn tongue(configured: config::Tongue) -> Language {
    match configured {
        config::Tongue::English => Language::English,
        config::Tongue::Swedish => Language::Swedish,
        config::Tongue::German => Language::German,
        config::Tongue::Danish => Language::Danish,
        config::Tongue::Auto => Language::of_machine(|name| std::env::var(name).ok()).unwrap_or(Language::English),
    }
}

/// What the command line starts.
struct Program;

impl Faces for Program {
    fn check(config: &Config) -> Result<(), Vec<String>> {
        terminal(config).map(drop)
    }

    async fn terminal(app: App, by: Actor, config: Config, welcome: Vec<String>) -> Result<(), String> {
        let mut settings = terminal(&config).map_err(|wrong| wrong.join("\n"))?;
        settings.welcome = (!welcome.is_empty()).then_some(Welcome { lines: welcome });
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

    fn message(app: &App, config: &Config, post: &Post) -> Result<String, String> {
        let transport = transport(config)?;
        let message = Message::of(post, transport.from(), app.now(), Octets::Utf8).map_err(|e| e.to_string())?;
        Ok(String::from_utf8_lossy(&message.octets).into_owned())
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

/// The terminal as it is configured.
fn terminal(config: &Config) -> Result<TuiSettings, Vec<String>> {
    let own = &config.terminal;
    let place = |key: &'static str| move |wrong: String| format!("{}: {key}: {wrong}", config.origin(key));
    let millions = std::env::var("COLORTERM").is_ok_and(|v| matches!(v.as_str(), "truecolor" | "24bit"));
    let keys = Keymap::configured(&own.keys.0);
    let colours = Colours::configured(&own.colours.0, millions);
    let (keys, colours) = match (keys, colours) {
        (Ok(keys), Ok(colours)) => (keys, colours),
        (keys, colours) => {
            let keys = keys.err().unwrap_or_default().into_iter().map(place("terminal.keys"));
            let colours = colours.err().unwrap_or_default().into_iter().map(place("terminal.colours"));
            return Err(keys.chain(colours).collect());
        }
    };
    Ok(TuiSettings {
        theme: match own.theme {
            config::Theme::Light => ThemeName::Light,
            config::Theme::Monochrome => ThemeName::Monochrome,
            config::Theme::Auto | config::Theme::Dark => ThemeName::Dark,
        },
        language: tongue(own.language),
        detect: own.theme == config::Theme::Auto,
        colours,
        keys: Arc::new(keys),
        stripe: own.stripe.clone(),
        welcome: None,
        cards: true,
        zone: Zone::Machine,
        letters: (config.mail.transport == config::Transport::File).then(|| config.mail.folder()),
        viewer: tui::Viewer::System,
        lock_after: (!own.lock_after.0.is_zero()).then_some(own.lock_after.0),
        plain: own.plain,
        read_only: own.read_only,
        mouse: own.mouse,
    })
}

fn transport(config: &Config) -> Result<Transport, String> {
    Transport::configured(config).map_err(|e| e.to_string())
}
