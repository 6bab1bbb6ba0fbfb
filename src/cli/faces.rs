//! What the command line starts but does not know: the terminal, the portal, the worker that sends letters. The binary hands
//! them in.

use std::future::Future;
use std::net::TcpListener;

use crate::config::Config;
use crate::domain::notice::Channel;
use crate::service::correspondence::Post;
use crate::service::outbox::Trial;
use crate::service::{Actor, App};

/// What a run of the outbox did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Letters that a server (or the folder) took.
    pub sent: usize,
    /// Letters that will be tried again.
    pub postponed: usize,
    /// Letters that were refused for good.
    pub failed: usize,
    /// Letters that nobody may be told any more (R62).
    pub cancelled: usize,
}

/// The other faces of the program. Errors are sentences for people.
pub trait Faces {
    /// What is wrong with the terminal's part of the configuration, before anybody is asked anything: one sentence each.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    fn check(config: &Config) -> Result<(), Vec<String>>;

    /// Runs the terminal until the person leaves. `welcome` are the lines of a card on the first screen.
    fn terminal(app: App, by: Actor, config: Config, welcome: Vec<String>) -> impl Future<Output = Result<(), String>>;

    /// Serves the portal until `until` comes.
    fn portal(
        app: App,
        config: Config,
        listener: TcpListener,
        until: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = Result<(), String>> + Send + 'static;

    /// Sends letters as they fall due until `until` comes.
    fn worker(
        app: App,
        config: Config,
        until: impl Future<Output = ()> + Send + 'static,
    ) -> impl Future<Output = Result<(), String>> + Send + 'static;

    /// The message that would be handed to a mail server, as text.
    fn message(app: &App, config: &Config, post: &Post) -> Result<String, String>;

    /// Tries every letter that is due, once.
    fn outbox_once(app: App, config: Config) -> impl Future<Output = Result<Sent, String>>;

    /// Sends one message at once; what the other side said.
    fn trial(
        app: App,
        config: Config,
        channel: Channel,
        message: Trial,
    ) -> impl Future<Output = Result<String, String>>;
}
