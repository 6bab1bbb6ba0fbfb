//! A mail server that does as a script says: real TCP on a loopback port, one letter at a time.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keydesk::notify::settings::{MailSettings, SmtpSettings, Tls, Way};
use keydesk::notify::transport::Transport;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The address that letters come from in tests.
pub const FROM: &str = "portal@nordlift.example";

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
}

impl Act {
    /// Whether it is about the connection rather than about a letter.
    const fn greets(self) -> bool {
        matches!(self, Self::Greet(_) | Self::GreetAfter(_))
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
    /// Starts a server that accepts everything.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let shared: Arc<Mutex<Shared>> = Arc::default();
        let task = tokio::spawn(serve(listener, Arc::clone(&shared)));
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
                timeout: Duration::from_millis(500),
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

async fn serve(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // A client that hangs up in the middle is part of the game.
            let _ = converse(stream, &shared).await;
        });
    }
}

struct Conversation {
    input: BufReader<OwnedReadHalf>,
    output: OwnedWriteHalf,
}

impl Conversation {
    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.output.write_all(format!("{line}\r\n").as_bytes()).await
    }

    /// The next line without its end; `None` when the other side is gone.
    async fn hear(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.input.read_until(b'\n', &mut line).await?;
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

async fn converse(stream: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let (input, output) = stream.into_split();
    let mut talk = Conversation { input: BufReader::new(input), output };
    shared.lock().expect("unpoisoned").connections += 1;
    match next(shared, Act::greets) {
        Some(Act::Greet(line)) => return talk.say(line).await,
        Some(Act::GreetAfter(long)) => tokio::time::sleep(long).await,
        _ => {}
    }
    talk.say("220 mail.test ESMTP").await?;
    let (mut hello, mut from, mut to) = (String::new(), String::new(), String::new());
    let mut act = Act::Accept;
    while let Some(line) = talk.hear().await? {
        let line = String::from_utf8(line).expect("commands are text");
        let command = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => {
                line[5..].clone_into(&mut hello);
                talk.say("250-mail.test at your service").await?;
                talk.say("250 AUTH PLAIN LOGIN").await?;
            }
            "AUTH" => match next(shared, |act| matches!(act, Act::SignIn(_))) {
                Some(Act::SignIn(line)) => talk.say(line).await?,
                _ => talk.say("235 2.7.0 Welcome").await?,
            },
            "MAIL" => {
                act = next(shared, |act| !act.greets()).unwrap_or(Act::Accept);
                from = in_brackets(&line);
                talk.say("250 2.1.0 Ok").await?;
            }
            "RCPT" => {
                to = in_brackets(&line);
                match act {
                    Act::Recipient(answer) => {
                        talk.say(answer).await?;
                        if answer.starts_with("421") {
                            return Ok(());
                        }
                    }
                    Act::Hang => std::future::pending().await,
                    _ => talk.say("250 2.1.5 Ok").await?,
                }
            }
            "DATA" => {
                talk.say("354 End with a dot").await?;
                let Some(octets) = text(&mut talk).await? else { return Ok(()) };
                if !matches!(act, Act::Text(_)) {
                    let arrived = Arrived { hello: hello.clone(), from: from.clone(), to: to.clone(), octets };
                    shared.lock().expect("unpoisoned").arrived.push(arrived);
                }
                match act {
                    Act::TakeAndHangUp => return Ok(()),
                    Act::Text(answer) => talk.say(answer).await?,
                    _ => talk.say("250 2.0.0 Ok: queued as 4F2A").await?,
                }
            }
            "QUIT" => return talk.say("221 2.0.0 Bye").await,
            "NOOP" | "RSET" => talk.say("250 2.0.0 Ok").await?,
            _ => talk.say("500 5.5.2 What?").await?,
        }
    }
    Ok(())
}

/// The message up to the lonely dot, with doubled dots undone.
async fn text(talk: &mut Conversation) -> std::io::Result<Option<Vec<u8>>> {
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
