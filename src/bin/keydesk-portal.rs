//! The web portal's server, with the worker that sends letters beside it.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use keydesk::config::logging::{self, Face};
use keydesk::config::{Config, ConfigError, Flags, origin_of};
use keydesk::notify::transport::Transport;
use keydesk::notify::worker;
use keydesk::portal::{self, PortalSettings};
use keydesk::service::{App, Missing, Policy};
use tokio::sync::watch;

/// Serve the customer portal and send the letters that wait
#[derive(Parser, Clone, Debug)]
#[command(name = "keydesk-portal", version)]
#[command(before_help = "Examples:
  keydesk-portal
  keydesk-portal --database postgres://keydesk@localhost/keydesk
  KEYDESK_PORTAL__LISTEN=0.0.0.0:8080 KEYDESK_PORTAL__PUBLIC_URL=https://portal.example.com keydesk-portal")]
#[command(after_help = "Exit codes: 0 stopped as asked, 1 failed, 2 wrong usage or configuration.")]
struct Cli {
    #[command(flatten)]
    flags: Flags,
}

/// What is said before the program ends, and its exit code.
struct Stop(u8, String);

impl Stop {
    fn failed(said: impl Into<String>) -> Self {
        Self(1, said.into())
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string())
    }
}

impl From<ConfigError> for Stop {
    fn from(error: ConfigError) -> Self {
        Self(2, error.0.join("\nkeydesk-portal: "))
    }
}

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(match runtime.block_on(run(&cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(code, said)) => {
            let _ = writeln!(std::io::stderr(), "keydesk-portal: {said}");
            ExitCode::from(code)
        }
    })
}

async fn run(cli: &Cli) -> Result<(), Stop> {
    let config = Config::load(&cli.flags)?;
    logging::start(&config.log, Face::Plain)
        .map_err(|e| Stop::failed(format!("notes cannot be written (log.file): {e}")))?;
    let transport = Transport::configured(&config).map_err(|e| Stop(2, e.to_string()))?;

    let mut settings = PortalSettings::configured(&config.portal);
    let listener = portal::bind(&settings).await?;
    if config.portal.public_url.is_none() {
        // Port 0 is known only now.
        settings.public_url = listener.local_addr().map(origin_of)?;
    }
    let app = App::open(&config, &config.database_url()?, Missing::Refuse).await;
    let app = app.map_err(|e| Stop::failed(e.to_string()))?;
    let policy = Policy { public_url: settings.public_url.clone(), ..(*app.policy).clone() };
    let app = App { policy: Arc::new(policy), ..app };

    tracing::info!("the portal is at {}, its data in {}", settings.public_url, app.store.url().shown());
    let (stop, stopped) = watch::channel(false);
    let until = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let letters = worker::run(&app, &transport, until(stopped.clone()));
    let pages = portal::serve(app.clone(), settings, listener, until(stopped));
    let asked = async {
        asked_to_stop().await;
        let _ = stop.send(true);
    };
    let ((), served, ()) = tokio::join!(letters, pages, asked);
    app.store.close().await;
    Ok(served?)
}

/// Ctrl-C, or a service manager's SIGTERM.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
