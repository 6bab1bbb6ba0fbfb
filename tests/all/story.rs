//! The main job, end to end, through the real programs on both databases: customers imported, one found in the terminal,
//! a person invited there, a permission toggled; the letter in a mail server; its link in a browser; own orders seen and
//! nothing else; the permission taken away and the very next request refused; every step in the log.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keydesk::store::Store;
use serde_json::Value;

use crate::support::browser::Browser;
use crate::support::database::{address, stories};
use crate::support::pty::{Terminal, key};
use crate::support::smtp::MailServer;

stories! { the_main_job }

const DESK: &str = env!("CARGO_BIN_EXE_keydesk");
const PORTAL: &str = env!("CARGO_BIN_EXE_keydesk-portal");
const PASSWORD: &str = "vier blaue Giraffen im Regen";

async fn the_main_job(store: Store) {
    let Some(browser) = Browser::start().await else { return };
    let mail = MailServer::start().await;
    let anna = Office::new(&store, mail.port());
    set_up(&anna);
    another_organization(&anna);
    let _portal = anna.start_portal();

    let mut terminal = anna.terminal();
    find(&mut terminal);
    invite(&mut terminal);
    toggle(&mut terminal, key::RIGHT, "Objects", "See service objects: allowed by role → denied");

    let letters = mail.wait_for(1).await;
    assert_eq!(letters[0].to, "eva@huber.example");
    let link = link_in(&letters[0].octets, &anna.public_url());
    for method in ["HEAD", "GET", "GET"] {
        assert_eq!(anna.ask(method, &link), 200, "a mail scanner looks with {method}");
    }
    accept(&browser, &link).await;
    assert_eq!(anna.ask("GET", &link), 404, "the link has been used");

    sees_own_orders_and_nothing_else(&browser, &anna).await;
    toggle(&mut terminal, "", "Orders", "See orders: allowed by role → denied");
    for page in ["/orders", "/orders/A-1"] {
        assert_eq!(browser.open(&anna.at(page)).await, 403, "{page} is refused with the very next request");
    }
    assert!(!browser.shown().await.contains("Oil leak"));

    see_the_log(&mut terminal);
    every_step_is_in_the_log(&anna);
    anna.keydesk(&["log", "verify"]);
    terminal.press("\u{11}");
    assert_eq!(terminal.wait(), 0, "ctrl-q leaves");
}

/// A machine of the company: its folders, and how its programs are told where everything is.
struct Office {
    home: tempfile::TempDir,
    variables: BTreeMap<&'static str, String>,
    port: u16,
}

impl Office {
    fn new(store: &Store, mail: u16) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let home = tempfile::tempdir().expect("a home");
        let mut variables = BTreeMap::from([
            ("KEYDESK_DATABASE__URL", address(store)),
            ("KEYDESK_PORTAL__LISTEN", format!("127.0.0.1:{port}")),
            ("KEYDESK_MAIL__TRANSPORT", "smtp".to_owned()),
            ("KEYDESK_MAIL__HOST", "127.0.0.1".to_owned()),
            ("KEYDESK_MAIL__PORT", mail.to_string()),
            ("KEYDESK_MAIL__TLS", "none".to_owned()),
            ("KEYDESK_MAIL__FROM", "portal@nordlift.example".to_owned()),
        ]);
        for (name, folder) in
            [("HOME", ""), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")]
        {
            variables.insert(name, home.path().join(folder).display().to_string());
        }
        Self { home, variables, port }
    }

    /// Another machine with the same database.
    fn elsewhere(&self) -> Self {
        let home = tempfile::tempdir().expect("a home");
        let (old, new) = (self.home.path().display().to_string(), home.path().display().to_string());
        let moved = |(name, value): (&&'static str, &String)| (*name, value.replace(&old, &new));
        Self { variables: self.variables.iter().map(moved).collect(), home, port: self.port }
    }

    fn public_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn at(&self, page: &str) -> String {
        self.public_url() + page
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).envs(&self.variables).current_dir(self.home.path());
        command.stdin(Stdio::null());
        command
    }

    /// Runs a command that must succeed; its standard output.
    fn keydesk(&self, arguments: &[&str]) -> String {
        let done = self.command(DESK).args(arguments).output().expect("keydesk runs");
        let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success(), "keydesk {arguments:?}: {}\n{out}\n{err}", done.status);
        out.into_owned()
    }

    /// Writes a file into the home.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn import(&self, kind: &str, text: &str) {
        let path = self.file(&format!("{kind}.csv"), text);
        self.keydesk(&["import", kind, path.to_str().expect("a plain path")]);
    }

    fn init(&self, organization: &str, email: &str, name: &str, more: &[&str]) {
        let secret = self.file("secret.txt", &format!("{PASSWORD}\n"));
        let secret = secret.to_str().expect("a plain path");
        let mut arguments = vec!["init", "--organization", organization, "--admin-email", email, "--admin-name", name];
        arguments.extend(["--admin-password-file", secret, "--time-zone", "Europe/Vienna"]);
        arguments.extend(more);
        self.keydesk(&arguments);
    }

    /// Starts the portal and waits until it answers.
    fn start_portal(&self) -> Running {
        let child = self.command(PORTAL).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the portal runs");
        let running = Running(child);
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(30), "the portal does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        running
    }

    fn terminal(&self) -> Terminal {
        let variables: Vec<_> = self.variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Terminal::start(Path::new(DESK), &[], &variables, (110, 32))
    }

    /// Asks for an address without a cookie; the status.
    fn ask(&self, method: &str, url: &str) -> u16 {
        let path = url.strip_prefix(&self.public_url()).expect("an address of the portal");
        let mut conn = TcpStream::connect(("127.0.0.1", self.port)).expect("the portal answers");
        conn.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket");
        write!(conn, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)
            .expect("the portal reads");
        let mut answer = Vec::new();
        conn.read_to_end(&mut answer).expect("the portal answers");
        let answer = String::from_utf8_lossy(&answer);
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer}"))
    }
}

/// A program that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// As the README tells a new user: set up, import, switch on.
fn set_up(anna: &Office) {
    anna.init("Nordlift Service", "anna@nordlift.example", "Anna Berg", &[]);
    anna.import(
        "customers",
        "number,name,kind,email,city,country\n1042,Huber Maschinen GmbH,corporate,office@huber.example,Graz,AT\n\
         1077,Hübner & Söhne,corporate,info@huebner.example,Wien,AT\n1101,Hydro Nord,corporate,,Lienz,AT\n",
    );
    anna.import("facilities", "number;customer;name;city\r\nF1;1042;Werk Graz;Graz\r\nF2;1042;Werk Weiz;Weiz\r\n");
    anna.import("contacts", "number,customer,first_name,last_name,email\nC1,1042,Jan,Moser,jan@huber.example\n");
    anna.import("objects", "number,customer,facility,name\nO1,1042,F1,Forklift 7\n");
    anna.import(
        "orders",
        "number,kind,customer,facility,title,state,created_at\nA-1,work_order,1042,F1,Oil leak,open,2026-02-01\n\
         A-2,work_order,1042,F2,Brakes at Weiz,open,2026-02-02\nA-3,ticket,1042,,Call back,open,2026-02-03\n\
         B-1,work_order,1077,,Somebody else's pump,open,2026-02-04\n",
    );
    anna.keydesk(&["portal", "enable"]);
    anna.keydesk(&["portal", "enable", "--customer", "1042"]);
}

/// Another company in the same database, with an order of its own at a customer of the same number.
fn another_organization(anna: &Office) {
    let bob = anna.elsewhere();
    bob.init("Südbau", "bob@suedbau.example", "Bob Stein", &["--additional"]);
    bob.import("customers", "number,name\n1042,Kunde im Süden\n");
    bob.import("orders", "number,customer,title\nZ-1,1042,Nobody's business\n");
}

/// Any fragment finds the customer as one types.
fn find(terminal: &mut Terminal) {
    terminal.wait_for("Hydro Nord");
    terminal.press("/aschin");
    terminal.wait_until_gone("Hydro Nord");
    terminal.wait_for("Huber Maschinen");
    terminal.press(key::ENTER);
    terminal.wait_for("Overview");
}

/// The invitation form: a member who sees one of two facilities.
fn invite(terminal: &mut Terminal) {
    terminal.press("i");
    terminal.wait_for("First name");
    terminal.press("Eva");
    terminal.press(key::TAB);
    terminal.press("Huber");
    terminal.press(key::TAB);
    terminal.press("eva@huber.example");
    // Past language and role, to the facilities.
    terminal.press(&key::TAB.repeat(3));
    terminal.press(key::ENTER);
    terminal.wait_for("Not assigned to a facility");
    terminal.press(key::DOWN);
    terminal.press(" ");
    terminal.wait_until("Werk Graz to be ticked", |screen| {
        screen.lines().any(|line| line.contains("Werk Graz") && (line.contains('■') || line.contains("[x]")))
    });
    terminal.press(key::ENTER);
    terminal.wait_until_gone("Not assigned to a facility");
    // Past "send letter to", onto the button.
    terminal.press(key::TAB);
    terminal.press(key::ENTER);
    terminal.wait_for("Eva Huber is invited");
    terminal.press(key::ENTER);
    terminal.wait_until_gone("/invitation/");
}

/// The permission grid: moves to a column, toggles, reviews, saves.
fn toggle(terminal: &mut Terminal, way: &str, column: &str, reviewed: &str) {
    terminal.press("p");
    terminal.wait_for(" / Orders:");
    terminal.press(way);
    terminal.wait_for(&format!(" / {column}:"));
    terminal.press(" ");
    terminal.wait_for("1 not saved");
    terminal.press("w");
    terminal.wait_for(reviewed);
    terminal.press(key::ENTER);
    terminal.wait_for("Saved: 1 change for 1 person");
    terminal.press(key::ESC);
    terminal.wait_until_gone("Saved: 1 change for 1 person");
}

/// The one link of a letter.
fn link_in(octets: &[u8], public_url: &str) -> String {
    let letter = mail_parser::MessageParser::default().parse(octets).expect("a letter");
    let text = letter.body_text(0).expect("a text");
    let start = text.find(&format!("{public_url}/invitation/")).unwrap_or_else(|| panic!("no link in\n{text}"));
    text[start..].split_whitespace().next().expect("a link").to_owned()
}

/// The invitation's page: the button, and only that, uses the link.
async fn accept(browser: &Browser, link: &str) {
    assert_eq!(browser.open(link).await, 200);
    assert!(browser.shown().await.contains("Huber Maschinen GmbH"));
    browser.fill("#password", PASSWORD).await;
    browser.click("form button.main").await;
    browser.element("nav a[href='/orders']").await;
}

async fn sees_own_orders_and_nothing_else(browser: &Browser, anna: &Office) {
    assert_eq!(browser.open(&anna.at("/orders")).await, 200);
    let shown = browser.shown().await;
    assert!(shown.contains("A-1") && shown.contains("Oil leak"), "{shown}");
    for other in ["A-2", "A-3", "B-1", "Z-1", "Brakes", "pump", "business"] {
        assert!(!shown.contains(other), "{other}: {shown}");
    }
    assert_eq!(browser.open(&anna.at("/orders/A-1")).await, 200);
    assert!(browser.shown().await.contains("Oil leak"));
    for (number, whose) in [
        ("A-2", "another facility"),
        ("A-3", "no facility"),
        ("B-1", "another customer"),
        ("Z-1", "another organization"),
        ("A-999", "nobody"),
    ] {
        assert_eq!(browser.open(&anna.at(&format!("/orders/{number}"))).await, 404, "{number} is of {whose}");
    }
    assert_eq!(browser.open(&anna.at("/objects")).await, 403, "this was denied before she came");
    assert_eq!(browser.open(&anna.at("/facilities")).await, 200);
    let shown = browser.shown().await;
    assert!(shown.contains("Werk Graz") && !shown.contains("Werk Weiz"), "{shown}");
    assert_eq!(browser.open(&anna.at("/orders")).await, 200);
}

/// The section Activity in the terminal.
fn see_the_log(terminal: &mut Terminal) {
    terminal.press("6");
    let screen = terminal.wait_for("Eva Huber");
    assert!(screen.contains("Anna Berg"), "{screen}");
}

/// Who did what, in order, and from where.
fn every_step_is_in_the_log(anna: &Office) {
    let listed = anna.keydesk(&["--json", "log", "list", "--limit", "100"]);
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let mut records = listed["records"].as_array().or_else(|| listed.as_array()).expect("records").clone();
    records.reverse();
    let text = |record: &Value, name: &str| record[name].as_str().unwrap_or_default().to_owned();
    let steps: Vec<_> = records
        .iter()
        .map(|r| {
            let origin = text(r, "origin").split(' ').next().unwrap_or_default().to_owned();
            format!("{} by {} from {origin}", text(r, "event"), text(r, "actor"))
        })
        .collect();
    let expected = [
        "organization_created by Keydesk from command",
        "staff_created by Keydesk from command",
        "staff_signed_in by Anna Berg from command",
        "imported by Anna Berg from command",
        "imported by Anna Berg from command",
        "imported by Anna Berg from command",
        "imported by Anna Berg from command",
        "imported by Anna Berg from command",
        "module_switched by Anna Berg from command",
        "customer_portal_switched by Anna Berg from command",
        "access_granted by Anna Berg from terminal",
        "permissions_changed by Anna Berg from terminal",
        "invitation_accepted by Eva Huber from portal",
        "signed_in by Eva Huber from portal",
        "permissions_changed by Anna Berg from terminal",
    ];
    assert_eq!(steps, expected);
    assert!(!listed.to_string().contains("Südbau"), "another organization's log stays its own");
}
