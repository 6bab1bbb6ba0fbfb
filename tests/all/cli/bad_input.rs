//! Bad input: a sentence that says what to do, the documented exit code, and nothing changed.

use keydesk::store::Store;
use serde_json::json;

use super::{Machine, letters};
use crate::support::database::{address, stories};
use crate::support::sql::exec;
use crate::support::world::World;

stories! {
    wrong_names_and_values,
    documents_from_the_command_line,
    an_unreachable_mail_server,
    a_database_newer_than_the_program,
}

async fn wrong_names_and_values(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.facility(customer, "Graz").await;
    world.facility(customer, "Weiz").await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let before = kd.json(&["log", "list"]);
    let grant = |number: &'static str, email: &'static str, more: &[&'static str]| {
        let mut arguments = vec![
            "user",
            "grant",
            "--customer",
            number,
            "--email",
            email,
            "--first-name",
            "Eva",
            "--last-name",
            "Huber",
        ];
        arguments.extend(more);
        kd.run(&arguments)
    };
    grant("9", "eva@huber.example", &["--all-facilities"]).refuses(4, &["customer 9"]);
    // Every wrong field at once.
    grant("1042", "eva", &["--facility", "F99", "--contact", "C99", "--send-to", "nobody"])
        .refuses(2, &["--email: ", "--facility: \"F99\"", "--contact: \"C99\"", "--send-to: "]);
    grant("1042", "eva@huber.example", &["--role", "boss"]).refuses(2, &["boss", "moderator"]);
    grant("1042", "eva@huber.example", &["--all-facilities", "--unassigned"]).refuses(2, &["--all-facilities"]);
    kd.run(&["user", "permit", "eva@huber.example", "view_oders", "deny"]).refuses(2, &["view_oders", "view_orders"]);
    kd.run(&["user", "permit", "eva@huber.example", "view_orders", "deny"]).refuses(4, &["eva@huber.example"]);
    kd.run(&["user", "scope", "eva@huber.example"]).refuses(2, &["--all-facilities", "--nothing"]);
    kd.run(&["invitation", "resend", "eva@huber.example"]).refuses(4, &["eva@huber.example"]);
    kd.run(&["outbox", "retry", "0198c0d2f3a87c0e9f5e4d3c2b1a0f9e"]).refuses(4, &["letter"]);
    kd.run(&["customer", "list", "--after", "nonsense"]).refuses(2, &["place in the list"]);
    kd.run(&["customer", "lst"]).refuses(2, &["list"]);
    assert_eq!(kd.json(&["log", "list"]), before, "nothing was changed");
    assert_eq!(kd.json(&["user", "list", "--customer", "1042"])["users"], json!([]));

    // The same as JSON, for scripts.
    let said = kd.run(&["--json", "user", "show", "eva@huber.example"]);
    let error: serde_json::Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!((said.code, error["error"]["code"].as_str()), (4, Some("not_found")));

    // Nothing chosen means nothing seen, and it is said (R12).
    let said = grant("1042", "eva@huber.example", &[]);
    assert!(said.code == 0 && said.err.contains("will see nothing"), "{said:?}");
    // Never with this role.
    kd.run(&["user", "permit", "eva@huber.example", "manage_users", "allow"]).refuses(2, &["manage_users", "member"]);
    grant("1042", "EVA@huber.example", &["--all-facilities"]).refuses(2, &["has access", "already"]);
}

async fn an_unreachable_mail_server(store: Store) {
    let world = World::new(store.clone()).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    // A port on which nobody listens: bound and let go.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let kd = Machine::new(address(&store))
        .with("KEYDESK_MAIL__TRANSPORT", "smtp")
        .with("KEYDESK_MAIL__HOST", "127.0.0.1")
        .with("KEYDESK_MAIL__PORT", port.to_string())
        .with("KEYDESK_MAIL__TLS", "none")
        .with("KEYDESK_MAIL__FROM", "portal@nordlift.example");
    kd.login("admin@nordlift.example");
    kd.json(&[
        "user",
        "grant",
        "--customer",
        "1042",
        "--email",
        "eva@huber.example",
        "--first-name",
        "Eva",
        "--last-name",
        "Huber",
    ]);
    kd.run(&["outbox", "run", "--once"]).refuses(1, &["1 letter", "nothing is lost", "keydesk outbox list"]);
    let waiting = kd.json(&["outbox", "list"]);
    assert_eq!(waiting["letters"][0]["state"], "queued");
    assert_eq!(waiting["letters"][0]["attempts"], 1);
    assert!(!waiting["letters"][0]["last_error"].as_str().unwrap().is_empty());
    let said = kd.run(&["doctor"]);
    assert!(said.code == 1 && said.out.contains("does not answer") && said.out.contains("mail.host"), "{said:?}");

    // With a transport that works, nothing was lost. The letter is not due yet, so staff ask for it now.
    let id = waiting["letters"][0]["id"].as_str().unwrap();
    let mended = Machine { variables: Vec::new(), ..kd };
    mended.json(&["outbox", "retry", id]);
    assert_eq!(mended.json(&["outbox", "run", "--once"])["sent"], 1);
    assert_eq!(letters(&mended.letters()).len(), 1);
    mended.run(&["outbox", "cancel", id]).refuses(5, &["sent"]);
}

async fn a_database_newer_than_the_program(store: Store) {
    let world = World::new(store.clone()).await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 SELECT 999999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    assert_eq!(exec!(&world.sql, later), 1);
    for arguments in [&["whoami"][..], &["customer", "list"], &["outbox", "run", "--once"]] {
        kd.run(arguments).refuses(1, &["newer Keydesk", "install the newer program"]);
    }
    kd.run(&["init", "--organization", "X"]).refuses(1, &["newer Keydesk"]);
}

#[test]
fn wrong_addresses_of_databases() {
    let kd = Machine::new("mysql://root:secret@db/x");
    let said = kd.run(&["whoami"]);
    said.refuses(2, &["not understood", "sqlite:PATH"]);
    assert!(!said.err.contains("secret"), "{said:?}");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let kd = Machine::new(format!("postgres://u:secret@127.0.0.1:{port}/x"));
    let said = kd.run(&["whoami"]);
    said.refuses(1, &["cannot be opened", "refused"]);
    assert!(!said.err.contains("secret"), "{said:?}");
    let kd = Machine::new("sqlite:nowhere/keydesk.db");
    kd.run(&["customer", "list"]).refuses(4, &["nowhere/keydesk.db", "keydesk init"]);
    assert!(!kd.path("nowhere").exists());
    // A file that is something else.
    let kd = Machine::new("sqlite:letter.txt");
    std::fs::write(kd.path("letter.txt"), "Dear customer, this is not a database but a letter.".repeat(40)).unwrap();
    kd.run(&["whoami"]).refuses(1, &["letter.txt", "not a database"]);
    kd.run(&["init", "--organization", "X"]).refuses(1, &["letter.txt"]);
}

#[test]
fn wrong_configurations() {
    let kd = Machine::new("").with("KEYDESK_PORTAL__LSITEN", "127.0.0.1:1");
    kd.run(&["whoami"]).refuses(2, &["KEYDESK_PORTAL__LSITEN", "did you mean KEYDESK_PORTAL__LISTEN?"]);
    let kd = Machine::new("");
    std::fs::write(kd.path("keydesk.toml"), "[mail]\ntransprt = \"smtp\"\n").unwrap();
    kd.run(&["whoami"]).refuses(2, &["keydesk.toml, line 2", "did you mean transport?"]);
    kd.run(&["--config", "other.toml", "whoami"]).refuses(2, &["other.toml"]);
    // What needs no configuration works all the same.
    assert_eq!(kd.run(&["completions", "bash"]).code, 0);
    assert_eq!(kd.run(&["--help"]).code, 0);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    use std::process::Stdio;
    let kd = Machine::new("");
    let mut command = kd.command(env!("CARGO_BIN_EXE_keydesk"), &["man"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let said: super::Said = child.wait_with_output().unwrap().into();
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
}

async fn documents_from_the_command_line(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.order(customer, None, "A1", "Lift").await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    std::fs::write(kd.path("report.pdf"), b"%PDF-1.7\nok").unwrap();
    std::fs::write(kd.path("bad.svg"), b"<svg onload=alert(1)>").unwrap();
    kd.run(&["document", "add", "--order", "A9", "report.pdf"]).refuses(4, &["order A9"]);
    kd.run(&["document", "add", "--order", "A1", "missing.pdf"]).refuses(1, &["missing.pdf"]);
    kd.run(&["document", "add", "--order", "A1", "bad.svg"]).refuses(2, &["--file", "markup"]);
    kd.run(&["document", "add", "report.pdf"]).refuses(2, &["--order"]);
    kd.run(&["document", "add", "--order", "A1", "--customer", "1042", "report.pdf"]).refuses(2, &["--customer"]);
    kd.run_with(&["document", "add", "--order", "A1", "-"], "text").refuses(2, &["--name"]);
    assert_eq!(kd.json(&["document", "list", "--customer", "1042"])["documents"], json!([]));

    let added = kd.json(&["document", "add", "--order", "A1", "report.pdf"]);
    assert_eq!(added["documents"][0]["number"], "D1");
    let said = kd.run_with(&["document", "add", "--order", "A1", "-", "--name", "note.txt"], "serviced\n");
    assert!(said.code == 0 && said.err.contains("D2 note.txt is attached to order A1"), "{said:?}");
    assert_eq!(kd.run(&["document", "save", "D2", "--output", "-"]).out, "serviced\n");
    kd.run(&["document", "save", "D1"]).refuses(1, &["report.pdf is there already", "--force"]);
    let saved = kd.run(&["document", "save", "D1", "--output", "copy.pdf"]);
    assert_eq!((saved.code, std::fs::read(kd.path("copy.pdf")).unwrap()), (0, b"%PDF-1.7\nok".to_vec()));
    kd.run(&["document", "remove", "D1"]).refuses(2, &["--yes"]);
    kd.json(&["document", "remove", "D1", "--yes"]);
    kd.run(&["document", "save", "D1"]).refuses(4, &["document D1"]);
}
