//! `keydesk demo` without a screen: it serves until it is told to end, and leaves nothing behind.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::{Machine, Said, letters};

/// The program, ended with the test whatever happens.
struct Running(Option<Child>);

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[test]
fn the_sample_company_can_be_tried_and_is_gone_afterwards() {
    let kd = Machine::new("postgres://nobody@127.0.0.1:1/is-not-asked");
    let folder = kd.path("tmp");
    std::fs::create_dir(&folder).unwrap();
    let kd = kd.with("TMPDIR", folder.to_str().unwrap()).with("KEYDESK_MAIL__FOLDER", "elsewhere");
    let mut child = kd.command(env!("CARGO_BIN_EXE_keydesk"), &["--json", "demo"]).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let pid = child.id().to_string();
    let mut running = Running(Some(child));
    let mut text = String::new();
    while !text.trim_end().ends_with('}') {
        assert_ne!(out.read_line(&mut text).unwrap(), 0, "it ended: {text}");
    }
    let said: Value = serde_json::from_str(&text).unwrap();
    let portal = said["portal"].as_str().unwrap();
    assert!(answer(portal).starts_with("HTTP/1.1 200"), "{portal}");
    // The database and the letters are in the folder that goes, not where the configuration says.
    let written = Path::new(said["letters"].as_str().unwrap());
    assert!(written.starts_with(&folder) && said["database"].as_str().unwrap().contains("keydesk-demo-"), "{said}");
    for _ in 0..100 {
        if !letters(written).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(!letters(written).is_empty(), "the worker writes letters");
    // Staff can look at it from the next window meanwhile.
    let beside = Machine::new(said["database"].as_str().unwrap());
    let (email, password) = (said["staff_email"].as_str().unwrap(), said["staff_password"].as_str().unwrap());
    assert_eq!(beside.run_with(&["login", "--email", email, "--password-file", "-"], password).code, 0);
    assert_eq!(beside.json(&["customer", "list", "--search", "huber masch"])["customers"][0]["number"], "1042");

    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let status = running.0.take().unwrap().wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "nothing is left behind");
}

fn answer(address: &str) -> String {
    let rest = address.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_port_in_use_is_said_before_anything_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let kd = Machine::new("");
    let folder = kd.path("tmp");
    std::fs::create_dir(&folder).unwrap();
    let kd = kd.with("TMPDIR", folder.to_str().unwrap());
    kd.run(&["demo", "--port", &port]).refuses(1, &[&port, "in use", "--port"]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    // The same for the portal's own program.
    let kd = kd.with("KEYDESK_PORTAL__LISTEN", format!("127.0.0.1:{port}"));
    let init = kd.run_with(
        &[
            "init",
            "--organization",
            "Nordlift",
            "--admin-name",
            "Anna",
            "--admin-email",
            "anna@nordlift.example",
            "--admin-password-file",
            "-",
        ],
        "gul lampa under bron",
    );
    assert_eq!(init.code, 0, "{init:?}");
    let mut command = kd.command(env!("CARGO_BIN_EXE_keydesk-portal"), &[]);
    let said: Said = command.stdin(Stdio::null()).output().unwrap().into();
    said.refuses(1, &[&port, "taken"]);
}
