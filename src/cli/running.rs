//! Programs that run for a while: the terminal with the worker beside it, and being told to end.

use std::future::Future;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::desk::{self, Desk};
use super::exit::Failure;
use super::faces::Faces;
use super::{out, sign_in};
use crate::service::Error;

/// Comes when the person presses Ctrl-C, or the system asks the program to end.
pub async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let wait = |kind| async move {
            match signal(kind) {
                Ok(mut signal) => drop(signal.recv().await),
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            () = wait(SignalKind::interrupt()) => {}
            () = wait(SignalKind::terminate()) => {}
            () = wait(SignalKind::hangup()) => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}

/// Tasks that end together.
pub struct Together {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<Result<(), String>>>,
}

impl Together {
    /// None yet.
    pub fn new() -> Self {
        Self { stop: watch::Sender::new(false), tasks: Vec::new() }
    }

    /// What a task waits for.
    pub fn until(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        let mut stopped = self.stop.subscribe();
        async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        }
    }

    /// Starts a task.
    pub fn start(&mut self, task: impl Future<Output = Result<(), String>> + Send + 'static) {
        self.tasks.push(tokio::spawn(task));
    }

    /// Ends all of them and waits for what they still do.
    pub async fn end(self) -> Result<(), Failure> {
        let _ = self.stop.send(true);
        for task in self.tasks {
            match task.await {
                Ok(done) => done.map_err(Failure::failed)?,
                Err(e) if e.is_panic() => std::panic::resume_unwind(e.into_panic()),
                Err(_) => {}
            }
        }
        Ok(())
    }
}

/// Opens the terminal, with a worker that sends letters beside it. Who is not signed in is asked first.
pub async fn terminal<F: Faces>(desk: &Desk) -> Result<(), Failure> {
    if !out::is_watched() {
        return Err(Failure::usage("the terminal needs a screen; for scripts see \"keydesk --help\""));
    }
    F::check(&desk.config).map_err(|wrong| Failure::failed(wrong.join("\n")))?;
    let origin = desk::terminal();
    let (app, by) = match desk.signed_in_with(&origin).await {
        Ok((app, by, _)) => (app, by),
        Err(Failure::Service(Error::SignedOut { .. })) => {
            let app = desk.open().await?;
            desk.out.say(format!("Sign in to {}", desk::database(&app)));
            let by = sign_in::sign_in(&app, &sign_in::Login::default(), &origin).await?;
            (app, by)
        }
        Err(e) => return Err(e),
    };
    let mut beside = Together::new();
    beside.start(F::worker(app.clone(), desk.config.clone(), beside.until()));
    let done = F::terminal(app.clone(), by, desk.config.clone(), Vec::new()).await;
    let ended = beside.end().await;
    app.store.close().await;
    done.map_err(Failure::failed).and(ended)
}
