//! An SMS gateway of every temper, over real TCP: a small HTTP server that does as its script says and keeps what it was sent.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keydesk::config::{SmsBody, SmsMethod};
use keydesk::notify::settings::{MailSettings, Way};
use keydesk::notify::sms::Gateway;
use keydesk::notify::sms_settings::{GatewaySettings, SmsSettings, SmsWay};
use keydesk::notify::transport::Transport;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::smtp::{FROM, acceptor};

/// The secret that every request brings.
pub const SECRET: &str = "hush-hush";

/// What the gateway does with the next SMS. Without a script it takes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// Answers with this status, these header lines and this body.
    Answer(u16, &'static str, String),
    /// Takes the SMS and never answers.
    Hang,
    /// Takes the SMS and hangs up.
    HangUp,
    /// Answers 200 and sends so many bytes.
    Endless(usize),
}

impl Act {
    /// An answer without headers of its own.
    pub fn says(status: u16, body: &str) -> Self {
        Self::Answer(status, "", body.to_owned())
    }
}

/// An SMS as it arrived.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// Method and address.
    pub line: String,
    /// Header lines, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Request {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// The gateway; it ends with this value.
#[derive(Debug)]
pub struct SmsGateway {
    address: SocketAddr,
    encrypted: bool,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Shared {
    script: VecDeque<Act>,
    arrived: Vec<Request>,
}

impl SmsGateway {
    /// Starts a gateway that takes everything.
    pub async fn start() -> Self {
        Self::start_with(false).await
    }

    /// Starts one that speaks TLS, with a certificate for `localhost` that the tests' own authority has signed.
    pub async fn encrypted() -> Self {
        Self::start_with(true).await
    }

    async fn start_with(encrypted: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let shared: Arc<Mutex<Shared>> = Arc::default();
        let task = tokio::spawn(serve(listener, encrypted, Arc::clone(&shared)));
        Self { address, encrypted, shared, task }
    }

    /// What it does next, one act for each SMS.
    pub fn script(&self, acts: &[Act]) {
        self.shared.lock().expect("unpoisoned").script.extend(acts.iter().cloned());
    }

    /// What arrived so far.
    pub fn arrived(&self) -> Vec<Request> {
        self.shared.lock().expect("unpoisoned").arrived.clone()
    }

    /// Forgets the last request.
    pub fn forget_last(&self) {
        self.shared.lock().expect("unpoisoned").arrived.pop();
    }

    /// Its address.
    pub fn url(&self) -> String {
        if self.encrypted {
            return format!("https://localhost:{}/v1/messages", self.address.port());
        }
        format!("http://{}/v1/messages", self.address)
    }

    /// The port on this machine.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The way here for a transport.
    pub fn gateway(&self) -> Gateway {
        gateway(self.settings())
    }

    /// The settings that lead here, with a short patience.
    pub fn settings(&self) -> GatewaySettings {
        GatewaySettings {
            url: self.url().parse().expect("an address"),
            method: SmsMethod::Post,
            body: SmsBody::Json,
            fields: json!({ "messages": [{ "to": "{to}", "from": "{from}", "content": "{text}", "ref": "{id}" }] }),
            headers: vec![("Authorization".to_owned(), "Bearer {secret}".to_owned())],
            user: None,
            secret: Some(SECRET.to_owned()),
            success: vec![200..=202],
            answer: Some(("/messages/0/status".to_owned(), "0".to_owned())),
            authority: None,
            timeout: Duration::from_millis(500),
            connections: 2,
        }
    }

    /// A transport that leads SMS here, and letters into a folder that nobody has.
    pub fn transport(&self) -> Transport {
        transport_with(self.settings())
    }
}

/// A transport whose SMS go to the gateway that is described.
pub fn transport_with(settings: GatewaySettings) -> Transport {
    let mail = MailSettings { way: Way::Folder("/proc/keydesk/nowhere".into()), from: FROM.to_owned() };
    Transport::new(&mail).expect("the settings are right").with_sms(gateway(settings))
}

fn gateway(settings: GatewaySettings) -> Gateway {
    let settings = SmsSettings { way: SmsWay::Http(Box::new(settings)), from: "Nordlift".to_owned() };
    Gateway::new(&settings).expect("the settings are right")
}

/// What the gateway says when it took an SMS.
pub fn taken() -> String {
    json!({ "messages": [{ "status": 0, "id": "4F2A" }] }).to_string()
}

impl Drop for SmsGateway {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, encrypted: bool, shared: Arc<Mutex<Shared>>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        let shared = Arc::clone(&shared);
        // A client that hangs up in the middle is part of the game.
        tokio::spawn(async move {
            if encrypted {
                converse(BufReader::new(acceptor().accept(stream).await?), &shared).await
            } else {
                converse(BufReader::new(stream), &shared).await
            }
        });
    }
}

async fn converse<S>(mut stream: BufReader<S>, shared: &Mutex<Shared>) -> std::io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(request) = hear(&mut stream).await? {
        let act = {
            let mut shared = shared.lock().expect("unpoisoned");
            shared.arrived.push(request);
            shared.script.pop_front().unwrap_or_else(|| Act::says(200, &taken()))
        };
        match act {
            Act::Hang => std::future::pending().await,
            Act::HangUp => return Ok(()),
            Act::Endless(bytes) => {
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n");
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&vec![b'x'; bytes]).await?;
                stream.flush().await?;
            }
            Act::Answer(status, headers, body) => {
                let length = body.len();
                let answer = format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
                stream.write_all(answer.as_bytes()).await?;
                stream.flush().await?;
            }
        }
    }
    Ok(())
}

async fn hear<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<Option<Request>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await?;
    let line = lines[0].trim_end_matches(" HTTP/1.1").to_owned();
    Ok(Some(Request { line, headers, body: String::from_utf8(body).expect("UTF-8") }))
}
