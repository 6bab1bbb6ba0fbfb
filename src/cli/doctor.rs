//! `keydesk doctor`: what is wrong with a setup and how to mend it. Changes nothing.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::desk::{self, Desk};
use super::exit::Failure;
use super::faces::Faces;
use super::out::table;
use super::remembered;
use crate::config::{KEYS, Origin, SmsTransport, StorageKind, Transport, is_loopback, places};
use crate::service::{App, Error, Missing, portal_switch, setup, staff_sign_in, storage_works};

/// How a thing was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Good,
    Note,
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
struct Finding {
    what: &'static str,
    state: State,
    found: String,
    /// How to mend it; empty when nothing is to be mended.
    mend: String,
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn good(&mut self, what: &'static str, found: impl Into<String>) {
        self.0.push(Finding { what, state: State::Good, found: found.into(), mend: String::new() });
    }

    fn note(&mut self, what: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        self.0.push(Finding { what, state: State::Note, found: found.into(), mend: mend.into() });
    }

    fn wrong(&mut self, what: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        self.0.push(Finding { what, state: State::Wrong, found: found.into(), mend: mend.into() });
    }
}

/// Looks at everything. Fails when something is wrong.
pub async fn run<F: Faces>(desk: &Desk) -> Result<(), Failure> {
    let mut findings = Findings::default();
    configuration(desk, &mut findings);
    for wrong in F::check(&desk.config).err().unwrap_or_default() {
        findings.wrong("terminal", wrong, "correct the configuration; docs/keys.md has the names of commands");
    }
    database(desk, &mut findings).await?;
    storage(desk, &mut findings).await;
    portal(desk, &mut findings);
    mail(desk, &mut findings);
    sms(desk, &mut findings);
    let wrong = findings.0.iter().filter(|f| f.state == State::Wrong).count();
    let value = serde_json::json!({ "findings": findings.0, "wrong": wrong });
    desk.out.show(&value, || {
        let row = |f: &Finding| {
            let mark = match f.state {
                State::Good => "ok",
                State::Note => "note",
                State::Wrong => "WRONG",
            };
            vec![mark.to_owned(), f.what.to_owned(), f.found.clone()]
        };
        let mends = findings.0.iter().filter(|f| !f.mend.is_empty());
        let mends = mends.map(|f| format!("{}: {}", f.what, f.mend)).collect::<Vec<_>>().join("\n");
        let shown = table(&["", "What", "Found"], findings.0.iter().map(row));
        if mends.is_empty() { shown } else { format!("{shown}\n{mends}") }
    })?;
    match wrong {
        0 => Ok(()),
        1 => Err(Failure::failed("one thing is wrong; see above how to mend it")),
        n => Err(Failure::failed(format!("{n} things are wrong; see above how to mend them"))),
    }
}

fn configuration(desk: &Desk, findings: &mut Findings) {
    let files: Vec<_> = desk.config.files.iter().map(|f| f.display().to_string()).collect();
    let user = places::user_file().map(|p| p.display().to_string()).unwrap_or_default();
    if files.is_empty() {
        findings.good("configuration", format!("no file; ./keydesk.toml and {user} would be read"));
    } else {
        findings.good("configuration", files.join(", then "));
    }
    let set = KEYS.iter().filter(|k| desk.config.origin(k.path) != Origin::Default);
    for key in set {
        findings.good("setting", format!("{} comes from {}", key.path, desk.config.origin(key.path)));
    }
}

async fn database(desk: &Desk, findings: &mut Findings) -> Result<(), Failure> {
    let url = desk.config.database_url()?;
    let app = match App::open(&desk.config, &url, Missing::Refuse).await {
        Ok(app) => app,
        Err(e) => {
            let mend = match &e {
                Error::NotFound { .. } => "run \"keydesk init\", or try \"keydesk demo\" first",
                Error::Invalid(_) => "correct database.url",
                _ => "check that the server runs, that database.url names it, and that this account may use it",
            };
            findings.wrong("database", e.to_string(), mend);
            return Ok(());
        }
    };
    let shown = desk::database(&app);
    findings.good("database", format!("{shown} answers, its schema is up to date"));
    if let Some(path) = shown.strip_prefix("sqlite:") {
        private(Path::new(path), "database file", findings);
    }
    if setup::is_empty(&app).await? {
        findings.wrong("organization", "none is set up", "run \"keydesk init\"");
        return Ok(());
    }
    let file = remembered::path(&shown)?;
    match remembered::read(&shown)? {
        None => findings.note("sign-in", "nobody is signed in on this machine", "run \"keydesk login\""),
        Some(token) => {
            private(&file, "sign-in file", findings);
            match staff_sign_in::resume(&app, &token, &desk::command_line()).await {
                Ok(by) => {
                    findings.good("sign-in", format!("{} at {}", by.name(), by.organization_name));
                    if portal_switch::module_is_on(&app, &by).await? {
                        findings.good("portal module", "on");
                    } else {
                        findings.note("portal module", "off: customers see nothing", "run \"keydesk portal enable\"");
                    }
                }
                Err(e) => findings.wrong("sign-in", e.to_string(), "run \"keydesk login\""),
            }
        }
    }
    Ok(())
}

/// Documents are useless without the storage, so a small file goes there and back.
async fn storage(desk: &Desk, findings: &mut Findings) {
    let storage = &desk.config.storage;
    match storage_works(storage).await {
        Ok(place) => findings.good("file storage", format!("{place} takes, gives back and removes files")),
        Err(e) => {
            let mend = match storage.kind {
                StorageKind::Folder => {
                    "check that storage.folder names a folder that this account may write to, with room left"
                }
                StorageKind::S3 => {
                    "check storage.bucket, storage.region, storage.endpoint and the keys, and that they may read, write and \
                     delete in the bucket"
                }
            };
            findings.wrong("file storage", e.to_string(), mend);
        }
    }
    if let Some(path) = &storage.secret_key_file {
        private(path, "storage secret", findings);
    }
}

fn portal(desk: &Desk, findings: &mut Findings) {
    let portal = &desk.config.portal;
    let public = portal.public_url();
    let host = url::Url::parse(&public).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
    if is_loopback(&host) {
        let mend = "set portal.public_url to the address that customers type";
        findings.note("portal address", format!("{public} works on this machine only"), mend);
    } else if public.starts_with("http://") {
        let mend = "put a proxy with a certificate in front and set portal.public_url to its https address";
        findings.wrong("portal address", format!("{public} sends passwords in clear"), mend);
    } else {
        findings.good("portal address", public);
    }
    match std::net::TcpListener::bind(portal.listen) {
        Ok(_) => findings.good("portal port", format!("{} is free", portal.listen)),
        Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => {
            findings.note("portal port", format!("{} is in use, perhaps by the portal", portal.listen), "");
        }
        Err(e) => {
            let mend = "set portal.listen to an address of this machine and a port that this account may use";
            findings.wrong("portal port", format!("{} cannot be used: {e}", portal.listen), mend);
        }
    }
}

fn mail(desk: &Desk, findings: &mut Findings) {
    let mail = &desk.config.mail;
    if mail.transport == Transport::File {
        let found = format!("letters are written to {} and not sent", mail.folder().display());
        return findings.note("mail", found, "set mail.transport = \"smtp\" with mail.host and mail.from to send them");
    }
    let host = mail.host.clone().unwrap_or_default();
    let mend = "check mail.host, mail.port and that this machine may reach the mail server";
    answers("mail", (&host, mail.port()), mail.timeout, mend, findings);
    match mail.password() {
        Ok(_) => {
            if let Some(path) = &mail.password_file {
                private(path, "mail password", findings);
            }
        }
        Err(e) => findings.wrong("mail password", e.to_string(), "correct mail.password_file"),
    }
}

/// Nothing is sent: whether the gateway takes an SMS, "keydesk sms test" says.
fn sms(desk: &Desk, findings: &mut Findings) {
    let sms = &desk.config.sms;
    match sms.transport {
        SmsTransport::Off => {
            let mend = "set sms.transport = \"http\" with sms.url and sms.fields to send them";
            return findings.note("sms", "SMS is not set up: whoever chose it is written to by e-mail", mend);
        }
        SmsTransport::File => {
            let found = format!("SMS are written to {} and not sent", sms.folder().display());
            return findings.note(
                "sms",
                found,
                "set sms.transport = \"http\" with sms.url and sms.fields to send them",
            );
        }
        SmsTransport::Http => {}
    }
    if let Some(url) = sms.url.as_ref().map(crate::config::GatewayUrl::url) {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let mend = "check sms.url and that this machine may reach the gateway; then try \"keydesk sms test\"";
        answers("sms", (host, url.port_or_known_default().unwrap_or(443)), sms.timeout, mend, findings);
    }
    match sms.secret() {
        Ok(_) => {
            if let Some(path) = &sms.secret_file {
                private(path, "sms secret", findings);
            }
        }
        Err(e) => findings.wrong("sms secret", e.to_string(), "correct sms.secret_file"),
    }
    if let Err(e) = sms.authority() {
        findings.wrong("sms authority", e.to_string(), "correct sms.authority_file");
    }
}

/// Whether somebody listens there.
fn answers(what: &'static str, at: (&str, u16), patience: Duration, mend: &str, findings: &mut Findings) {
    let address = format!("{}:{}", at.0, at.1);
    match std::net::ToSocketAddrs::to_socket_addrs(&at) {
        Err(e) => findings.wrong(what, format!("{address} is not known: {e}"), mend),
        Ok(addresses) => {
            let wait = patience.min(Duration::from_secs(5));
            if addresses.into_iter().any(|a| std::net::TcpStream::connect_timeout(&a, wait).is_ok()) {
                findings.good(what, format!("{address} answers"));
            } else {
                findings.wrong(what, format!("{address} does not answer"), mend);
            }
        }
    }
}

/// Whether a file is for its owner alone.
fn private(path: &Path, what: &'static str, findings: &mut Findings) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let shown = path.display();
        match std::fs::metadata(path).map(|m| m.permissions().mode() & 0o777) {
            Ok(mode) if mode & 0o077 != 0 => {
                findings.wrong(
                    what,
                    format!("{shown} can be read by others (mode {mode:o})"),
                    format!("chmod 600 {shown}"),
                );
            }
            Ok(_) => findings.good(what, format!("{shown} is for its owner alone")),
            Err(e) => findings.wrong(what, format!("{shown} cannot be looked at: {e}"), "check the path and its owner"),
        }
    }
}
