//! A mail server that does as a script says: real TCP on a loopback port, one letter at a time.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keydesk::domain::notice::Channel;
use keydesk::notify::settings::{MailSettings, SmtpSettings, Tls, Way};
use keydesk::notify::transport::Transport;
use keydesk::service::outbox::Want;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// The address that letters come from in tests.
pub const FROM: &str = "portal@nordlift.example";

/// What a worker asks for that takes whatever goes by e-mail.
pub const MAIL: Want = Want { channel: Channel::Email, limit: 100, per_minute: None };

/// The certificate that vouches for the encrypted server, whose name is `localhost`.
pub const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");

/// What the server does with the next connection or letter. Without a script it accepts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Takes the letter.
    Accept,
    /// Answers the recipient with this line.
    Recipient(&'static str),
    /// Takes the letter's text and answers it with this line.
    Text(&'static str),
    /// Takes the letter, then hangs up instead of answering.
    TakeAndHangUp,
    /// Never answers the recipient.
    Hang,
    /// Greets with this line and hangs up.
    Greet(&'static str),
    /// Waits so long before it greets.
    GreetAfter(Duration),
    /// Answers signing in with this line.
    SignIn(&'static str),
    /// Never answers DATA.
    HangAtData,
    /// Hangs up in the middle of the text.
    HangUpInText,
    /// Takes the letter, answering a byte at a time.
    Trickle,
    /// Agrees to STARTTLS and then talks nonsense.
    BreakTls,
    /// Offers STARTTLS and refuses it.
    RefuseTls,
}

impl Act {
    /// Whether it is about the connection rather than about a letter.
    const fn greets(self) -> bool {
        matches!(self, Self::Greet(_) | Self::GreetAfter(_))
    }

    /// Whether it is about encryption.
    const fn encrypts(self) -> bool {
        matches!(self, Self::BreakTls | Self::RefuseTls)
    }
}

/// A letter that arrived.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrived {
    /// The name that the other side gave itself.
    pub hello: String,
    /// The sender on the envelope.
    pub from: String,
    /// The recipient on the envelope.
    pub to: String,
    /// The message.
    pub octets: Vec<u8>,
}

/// The server; it ends with this value.
#[derive(Debug)]
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Shared {
    script: VecDeque<Act>,
    arrived: Vec<Arrived>,
    connections: usize,
}

impl MailServer {
    /// Starts a server that accepts everything, unencrypted.
    pub async fn start() -> Self {
        Self::start_with(Tls::None).await
    }

    /// Starts a server that speaks TLS from the first byte, or offers STARTTLS and takes nothing without it.
    pub async fn start_with(tls: Tls) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let shared: Arc<Mutex<Shared>> = Arc::default();
        let task = tokio::spawn(serve(listener, tls, Arc::clone(&shared)));
        Self { address, shared, task }
    }

    /// What it does next, one act for each letter (or connection).
    pub fn script(&self, acts: &[Act]) {
        self.shared.lock().expect("unpoisoned").script.extend(acts);
    }

    /// What arrived so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.shared.lock().expect("unpoisoned").arrived.clone()
    }

    /// How many letters arrived so far.
    pub fn count(&self) -> usize {
        self.shared.lock().expect("unpoisoned").arrived.len()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.shared.lock().expect("unpoisoned").connections
    }

    /// Waits until `count` letters arrived; panics after ten seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<Arrived> {
        for _ in 0..500 {
            let arrived = self.arrived();
            if arrived.len() >= count {
                return arrived;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{count} letters were expected, {} arrived", self.arrived().len());
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The settings that lead here, with a short patience.
    pub fn settings(&self) -> MailSettings {
        MailSettings {
            way: Way::Smtp(SmtpSettings {
                host: "127.0.0.1".to_owned(),
                port: self.port(),
                tls: Tls::None,
                user: None,
                password: None,
                authority: None,
                timeout: Duration::from_millis(500),
                connections: 4,
            }),
            from: FROM.to_owned(),
        }
    }

    /// A transport that leads here.
    pub fn transport(&self) -> Transport {
        Transport::new(&self.settings()).expect("the settings are right")
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A transport into a folder.
pub fn folder_transport(folder: &Path) -> Transport {
    let settings = MailSettings { way: Way::Folder(folder.to_owned()), from: FROM.to_owned() };
    Transport::new(&settings).expect("the settings are right")
}

async fn serve(listener: TcpListener, tls: Tls, shared: Arc<Mutex<Shared>>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            shared.lock().expect("unpoisoned").connections += 1;
            // A client that hangs up in the middle is part of the game.
            let _ = match tls {
                Tls::None => converse(stream, &shared, Stage::Plain).await.map(drop),
                Tls::Required => match acceptor().accept(stream).await {
                    Ok(stream) => converse(stream, &shared, Stage::Plain).await.map(drop),
                    Err(e) => Err(e),
                },
                Tls::Starttls => match converse(stream, &shared, Stage::OffersTls).await {
                    Ok(Some(stream)) => match acceptor().accept(stream).await {
                        Ok(stream) => converse(stream, &shared, Stage::Encrypted).await.map(drop),
                        Err(e) => Err(e),
                    },
                    ended => ended.map(drop),
                },
            };
        });
    }
}

/// The server's side of TLS, under a certificate for `localhost`.
pub fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/server.pem")).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key.pem")).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("they fit");
    TlsAcceptor::from(Arc::new(config))
}

/// Where a conversation is with encryption.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// None is offered (or it was there from the first byte).
    Plain,
    /// STARTTLS is offered, and nothing taken without it.
    OffersTls,
    /// After STARTTLS: no second greeting.
    Encrypted,
}

/// A stream, and whether answers go out a byte at a time.
struct Conversation<S>(BufReader<S>, bool);

impl<S: AsyncRead + AsyncWrite + Unpin> Conversation<S> {
    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        let line = format!("{line}\r\n");
        if self.1 {
            for byte in line.bytes() {
                self.0.write_all(&[byte]).await?;
                self.0.flush().await?;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            return Ok(());
        }
        self.0.write_all(line.as_bytes()).await?;
        self.0.flush().await
    }

    /// The next line without its end; `None` when the other side is gone.
    async fn hear(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.0.read_until(b'\n', &mut line).await?;
        if line.is_empty() {
            return Ok(None);
        }
        assert!(line.ends_with(b"\r\n"), "every line ends in CRLF: {line:?}");
        assert!(line.len() <= 1000, "no line has more than 998 octets and CRLF");
        line.truncate(line.len() - 2);
        Ok(Some(line))
    }
}

/// The next act, if it is one of the kind that is asked for.
fn next(shared: &Mutex<Shared>, wanted: impl Fn(Act) -> bool) -> Option<Act> {
    let mut shared = shared.lock().expect("unpoisoned");
    let fits = shared.script.front().is_some_and(|act| wanted(*act));
    if fits { shared.script.pop_front() } else { None }
}

/// Talks until the end, or until the client wants to encrypt: then the stream comes back.
async fn converse<S>(stream: S, shared: &Mutex<Shared>, stage: Stage) -> std::io::Result<Option<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut talk = Conversation(BufReader::new(stream), false);
    match next(shared, Act::greets) {
        Some(Act::Greet(line)) => return talk.say(line).await.map(|()| None),
        Some(Act::GreetAfter(long)) => tokio::time::sleep(long).await,
        _ => {}
    }
    if stage != Stage::Encrypted {
        talk.say("220 mail.test ESMTP").await?;
    }
    let (mut hello, mut from, mut to) = (String::new(), String::new(), String::new());
    let mut act = Act::Accept;
    while let Some(line) = talk.hear().await? {
        let line = String::from_utf8(line).expect("commands are text");
        let command = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => {
                line[5..].clone_into(&mut hello);
                talk.say("250-mail.test at your service").await?;
                talk.say(if stage == Stage::OffersTls { "250 STARTTLS" } else { "250 AUTH PLAIN LOGIN" }).await?;
            }
            "STAR" if stage == Stage::OffersTls => match next(shared, Act::encrypts) {
                Some(Act::RefuseTls) => talk.say("454 4.7.0 TLS not available").await?,
                Some(_) => {
                    talk.say("220 2.0.0 Go ahead").await?;
                    return talk.say("220 this is no encryption at all").await.map(|()| None);
                }
                None => {
                    talk.say("220 2.0.0 Go ahead").await?;
                    return Ok(Some(talk.0.into_inner()));
                }
            },
            "MAIL" | "AUTH" if stage == Stage::OffersTls => talk.say("530 5.7.0 Encrypt first").await?,
            "AUTH" => match next(shared, |act| matches!(act, Act::SignIn(_))) {
                Some(Act::SignIn(line)) => talk.say(line).await?,
                _ => talk.say("235 2.7.0 Welcome").await?,
            },
            "MAIL" => {
                act = next(shared, |act| !act.greets()).unwrap_or(Act::Accept);
                talk.1 = act == Act::Trickle;
                from = in_brackets(&line);
                talk.say("250 2.1.0 Ok").await?;
            }
            "RCPT" => {
                to = in_brackets(&line);
                match act {
                    Act::Recipient(answer) => {
                        talk.say(answer).await?;
                        if answer.starts_with("421") {
                            return Ok(None);
                        }
                    }
                    Act::Hang => std::future::pending().await,
                    _ => talk.say("250 2.1.5 Ok").await?,
                }
            }
            "DATA" if act == Act::HangAtData => std::future::pending().await,
            "DATA" => {
                talk.say("354 End with a dot").await?;
                if act == Act::HangUpInText {
                    talk.hear().await?;
                    return Ok(None);
                }
                let Some(octets) = text(&mut talk).await? else { return Ok(None) };
                if !matches!(act, Act::Text(_)) {
                    let arrived = Arrived { hello: hello.clone(), from: from.clone(), to: to.clone(), octets };
                    shared.lock().expect("unpoisoned").arrived.push(arrived);
                }
                match act {
                    Act::TakeAndHangUp => return Ok(None),
                    Act::Text(answer) => talk.say(answer).await?,
                    _ => talk.say("250 2.0.0 Ok: queued as 4F2A").await?,
                }
            }
            "QUIT" => return talk.say("221 2.0.0 Bye").await.map(|()| None),
            "NOOP" | "RSET" => talk.say("250 2.0.0 Ok").await?,
            _ => talk.say("500 5.5.2 What?").await?,
        }
    }
    Ok(None)
}

/// The message up to the lonely dot, with doubled dots undone.
async fn text<S>(talk: &mut Conversation<S>) -> std::io::Result<Option<Vec<u8>>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut octets = Vec::new();
    while let Some(line) = talk.hear().await? {
        if line == b"." {
            return Ok(Some(octets));
        }
        octets.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        octets.extend_from_slice(b"\r\n");
    }
    Ok(None)
}

fn in_brackets(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
