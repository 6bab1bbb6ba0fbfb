//! The outbox and mail servers of every temper (R63): nothing is lost, nothing is sent twice but where the server hung up.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::state::{Language, OutboxState};
use keydesk::notify::settings::{Tls, Way};
use keydesk::notify::transport::Transport;
use keydesk::notify::worker::{Counts, run, run_once};
use keydesk::service::access::{Grant, Granted, grant};
use keydesk::service::outbox::{self, LetterRow, OutboxQuery};
use keydesk::service::{invitations, portal_switch};
use keydesk::store::Store;
use mail_parser::MessageParser;

use crate::support::database::stories;
use crate::support::smtp::{AUTHORITY, Act, FROM, MAIL, MailServer, folder_transport};
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    an_invitation_arrives,
    a_server_that_is_busy_is_asked_again_later,
    a_server_that_refuses_ends_it_and_staff_can_try_again,
    a_server_that_hangs_up_after_the_dot_gets_the_same_letter_again,
    a_server_that_hangs_spoils_no_other_letter,
    trouble_before_the_letter_is_never_the_letters_fault,
    encryption_is_kept_and_strangers_are_not_trusted,
    a_letter_is_given_up_after_two_days,
    what_cannot_be_sent_stands_in_nobodys_way,
    several_workers_at_once_send_each_letter_once,
    a_worker_that_died_leaves_its_letters_to_others,
    nobody_is_told_of_an_invitation_that_is_over,
    letters_become_files,
    a_worker_hears_of_new_letters_and_stops_when_told,
}

fn one(sent: usize, postponed: usize, failed: usize, cancelled: usize) -> Counts {
    Counts { sent, postponed, failed, cancelled }
}

async fn invited(world: &World, customer: CustomerId, email: &str) -> Granted {
    let request = Grant {
        customer,
        email: email.to_owned(),
        first_name: "Eva".to_owned(),
        last_name: "Müller".to_owned(),
        role: None,
        language: Some(Language::German),
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    grant(&world.app, &world.admin, &request).await.expect("access is granted")
}

/// A world with one invitation waiting.
async fn with_invitation(store: Store) -> (World, CustomerId, Granted) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let granted = invited(&world, customer, "eva@huber.example").await;
    (world, customer, granted)
}

async fn letters(world: &World) -> Vec<LetterRow> {
    outbox::list(&world.app, &world.admin, &OutboxQuery::default()).await.expect("the outbox is seen")
}

async fn only(world: &World) -> LetterRow {
    let mut letters = letters(world).await;
    assert_eq!(letters.len(), 1);
    letters.remove(0)
}

async fn sent(world: &World, transport: &Transport) -> Counts {
    run_once(&world.app, transport).await.expect("the database answers")
}

async fn secrets(world: &World) -> Vec<Option<String>> {
    let rows = select!(&world.sql, (Option<String>,), "SELECT enclosure FROM outbox ORDER BY created_at");
    rows.into_iter().map(|(secret,)| secret).collect()
}

/// Text, HTML and Message-ID of a message.
fn read(octets: &[u8]) -> (String, String, String) {
    let parsed = MessageParser::default().parse(octets).expect("a message");
    let text = parsed.body_text(0).expect("text").into_owned();
    let html = parsed.body_html(0).expect("HTML").into_owned();
    (text, html, parsed.message_id().expect("a Message-ID").to_owned())
}

async fn an_invitation_arrives(store: Store) {
    let (world, _, granted) = with_invitation(store).await;
    let sql = "UPDATE organization SET reply_to = 'office@nordlift.example' WHERE id = $1";
    exec!(&world.sql, sql, world.organization);
    let (server, row) = (MailServer::start().await, only(&world).await);
    assert_eq!(secrets(&world).await.iter().flatten().count(), 1, "the link's secret waits with the letter");

    assert_eq!(sent(&world, &server.transport()).await, one(1, 0, 0, 0));
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!((arrived[0].from.as_str(), arrived[0].to.as_str()), (FROM, "eva@huber.example"));
    assert!(!arrived[0].hello.is_empty(), "the program says who it is");
    let (text, html, id) = read(&arrived[0].octets);
    assert!(text.contains(&granted.link) && html.contains(&granted.link), "{text}");
    assert!(text.starts_with("Guten Tag Eva Müller, "), "{text}");
    assert!(id.starts_with(&row.id.to_string()), "{id} is the row's");
    let parsed = MessageParser::default().parse(&arrived[0].octets).expect("a message");
    let reply_to = parsed.reply_to().and_then(|a| a.first()).and_then(|a| a.address());
    assert_eq!(reply_to, Some("office@nordlift.example"));

    let row = only(&world).await;
    assert_eq!((row.state, row.attempts, row.sent_at), (OutboxState::Sent, 1, Some(world.app.now())));
    assert_eq!(secrets(&world).await, [None], "the secret is forgotten once it was handed over");
    assert_eq!(sent(&world, &server.transport()).await, Counts::default(), "nothing is due any more");
}

async fn a_server_that_is_busy_is_asked_again_later(store: Store) {
    let (world, ..) = with_invitation(store).await;
    let (server, transport) = busy().await;
    for (attempt, words, wait) in [
        (1, "421 4.3.2 Shutting down", TimeDelta::minutes(1)),
        (2, "450 4.2.1 Mailbox busy", TimeDelta::minutes(5)),
        (3, "452 4.3.1 Out of space", TimeDelta::minutes(15)),
    ] {
        assert_eq!(sent(&world, &transport).await, one(0, 1, 0, 0), "attempt {attempt}");
        let row = only(&world).await;
        assert_eq!((row.state, row.attempts, row.last_error.as_deref()), (OutboxState::Queued, attempt, Some(words)));
        let (least, most) = (world.app.now() + wait, world.app.now() + wait + wait / 5);
        assert!((least..=most).contains(&row.next_at), "attempt {attempt}: {}", row.next_at - world.app.now());
        assert_eq!(sent(&world, &transport).await, Counts::default(), "not before its time");
        world.app.clock.advance(row.next_at - world.app.now());
    }
    assert_eq!(sent(&world, &transport).await, one(1, 0, 0, 0));
    assert_eq!(server.arrived().len(), 1);
    let row = only(&world).await;
    assert_eq!((row.state, row.attempts, row.last_error), (OutboxState::Sent, 4, None));
}

async fn busy() -> (MailServer, Transport) {
    let server = MailServer::start().await;
    server.script(&[
        Act::Recipient("421 4.3.2 Shutting down"),
        Act::Recipient("450 4.2.1 Mailbox busy"),
        Act::Text("452 4.3.1 Out of space"),
    ]);
    let transport = server.transport();
    (server, transport)
}

async fn a_server_that_refuses_ends_it_and_staff_can_try_again(store: Store) {
    let (world, ..) = with_invitation(store).await;
    let server = MailServer::start().await;
    let transport = server.transport();
    let refusals = [
        (Act::Recipient("550 5.1.1 No such user \u{1b}[31mhere"), "550 5.1.1 No such user [31mhere"),
        (Act::Text("552 5.3.4 Too big"), "552 5.3.4 Too big"),
    ];
    for (act, words) in refusals {
        server.script(&[act]);
        assert_eq!(sent(&world, &transport).await, one(0, 0, 1, 0));
        let row = only(&world).await;
        assert_eq!((row.state, row.last_error.as_deref()), (OutboxState::Failed, Some(words)));
        world.app.clock.advance(TimeDelta::hours(5));
        assert_eq!(sent(&world, &transport).await, Counts::default(), "what was refused is not tried again");
        outbox::retry(&world.app, &world.admin, row.id).await.expect("staff may");
    }
    assert_eq!(sent(&world, &transport).await, one(1, 0, 0, 0));
    assert_eq!(server.arrived().len(), 1);
}

async fn a_server_that_hangs_up_after_the_dot_gets_the_same_letter_again(store: Store) {
    let (world, ..) = with_invitation(store).await;
    let server = MailServer::start().await;
    server.script(&[Act::TakeAndHangUp]);
    let transport = server.transport();
    assert_eq!(sent(&world, &transport).await, one(0, 1, 0, 0), "nobody knows whether it was taken");
    world.app.clock.advance(TimeDelta::minutes(2));
    assert_eq!(sent(&world, &transport).await, one(1, 0, 0, 0));
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    let (first, second) = (read(&arrived[0].octets), read(&arrived[1].octets));
    assert_eq!(first, second, "the same letter under the same Message-ID, so that mail programs show it once");
}

async fn a_server_that_hangs_spoils_no_other_letter(store: Store) {
    let (world, customer, _) = with_invitation(store).await;
    let server = MailServer::start().await;
    let transport = server.transport();
    server.script(&[Act::Hang]);
    assert_eq!(sent(&world, &transport).await, one(0, 1, 0, 0));
    let said = only(&world).await.last_error.expect("words");
    assert!(said.contains("did not answer") && said.contains("127.0.0.1"), "{said}");
    for name in ["a", "b", "c"] {
        invited(&world, customer, &format!("{name}@huber.example")).await;
        assert_eq!(sent(&world, &transport).await, one(1, 0, 0, 0));
    }
    assert_eq!(server.connections(), 2, "a connection is used again, but never the one that hung");
    let to: Vec<_> = server.arrived().into_iter().map(|a| a.to).collect();
    assert_eq!(to, ["a@huber.example", "b@huber.example", "c@huber.example"]);
}

async fn trouble_before_the_letter_is_never_the_letters_fault(store: Store) {
    let (world, ..) = with_invitation(store).await;
    let server = MailServer::start().await;
    let with = |change: fn(&mut keydesk::notify::settings::SmtpSettings)| {
        let mut settings = server.settings();
        let Way::Smtp(smtp) = &mut settings.way else { panic!("SMTP") };
        change(smtp);
        Transport::new(&settings).expect("the settings are right")
    };
    let nowhere = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port").local_addr().expect("its address");
    let mut gone = server.settings();
    if let Way::Smtp(smtp) = &mut gone.way {
        smtp.port = nowhere.port();
    }
    let cases: [(Option<Act>, Transport, &str); 5] = [
        (Some(Act::Greet("554 5.3.2 Go away")), with(|_| {}), "554 5.3.2 Go away"),
        (Some(Act::GreetAfter(Duration::from_secs(2))), with(|_| {}), "did not answer"),
        (
            Some(Act::SignIn("535 5.7.8 Wrong password")),
            with(|s| (s.user, s.password) = (Some("me".to_owned()), Some("hunter2".to_owned()))),
            "535 5.7.8 Wrong password",
        ),
        (None, with(|s| s.tls = Tls::Starttls), "STARTTLS"),
        (None, Transport::new(&gone).expect("the settings are right"), "refused"),
    ];
    for (act, transport, words) in cases {
        server.script(&act.into_iter().collect::<Vec<_>>());
        assert_eq!(sent(&world, &transport).await, one(0, 1, 0, 0), "{words}");
        let row = only(&world).await;
        let said = row.last_error.expect("words");
        assert!(said.contains(words) && !said.contains("hunter2"), "{said}");
        world.app.clock.advance(row.next_at - world.app.now());
    }
    server.script(&[Act::GreetAfter(Duration::from_millis(100))]);
    let signed_in = with(|s| (s.user, s.password) = (Some("me".to_owned()), Some("right".to_owned())));
    assert_eq!(sent(&world, &signed_in).await, one(1, 0, 0, 0), "slow is not wrong");
}

async fn encryption_is_kept_and_strangers_are_not_trusted(store: Store) {
    let (world, customer, _) = with_invitation(store).await;
    for (i, tls) in [Tls::Required, Tls::Starttls].into_iter().enumerate() {
        let server = MailServer::start_with(tls).await;
        let with = |host: &str, authority: Option<&[u8]>| {
            let mut settings = server.settings();
            let Way::Smtp(smtp) = &mut settings.way else { panic!("SMTP") };
            (smtp.tls, smtp.host, smtp.authority) = (tls, host.to_owned(), authority.map(<[u8]>::to_vec));
            (smtp.user, smtp.password) = (Some("me".to_owned()), Some("right".to_owned()));
            smtp.timeout = Duration::from_secs(5);
            Transport::new(&settings).expect("the settings are right")
        };
        for stranger in [with("localhost", None), with("127.0.0.1", Some(AUTHORITY))] {
            assert_eq!(sent(&world, &stranger).await, one(0, 1, 0, 0), "{tls:?}");
            let row = letters(&world).await.remove(0);
            let said = row.last_error.expect("words");
            assert!(said.contains("certificate"), "{tls:?}: {said}");
            world.app.clock.advance(row.next_at - world.app.now());
        }
        assert_eq!(sent(&world, &with("localhost", Some(AUTHORITY))).await, one(1, 0, 0, 0), "{tls:?}");
        assert_eq!(server.arrived().len(), 1);
        invited(&world, customer, &format!("user{i}@huber.example")).await;
    }
}

async fn a_letter_is_given_up_after_two_days(store: Store) {
    let (world, ..) = with_invitation(store).await;
    let server = MailServer::start().await;
    let transport = server.transport();
    let start = world.app.now();
    for attempt in 1..10 {
        server.script(&[Act::Recipient("450 4.2.0 Greylisted")]);
        assert_eq!(sent(&world, &transport).await, one(0, 1, 0, 0), "attempt {attempt}");
        world.app.clock.advance(only(&world).await.next_at - world.app.now());
    }
    assert!(world.app.now() - start > TimeDelta::days(2));
    server.script(&[Act::Recipient("450 4.2.0 Greylisted")]);
    assert_eq!(sent(&world, &transport).await, one(0, 0, 1, 0));
    let row = only(&world).await;
    assert_eq!(row.last_error.as_deref(), Some("given up after 10 attempts: 450 4.2.0 Greylisted"));
    assert_eq!(row.state, OutboxState::Failed);
}

async fn what_cannot_be_sent_stands_in_nobodys_way(store: Store) {
    let (world, customer, _) = with_invitation(store).await;
    exec!(&world.sql, "UPDATE outbox SET letter = '{\"kind\":\"of another age\"}'");
    let server = MailServer::start().await;
    invited(&world, customer, "jürgen@huber.example").await;
    invited(&world, customer, "eva@hüber.example").await;
    assert_eq!(sent(&world, &server.transport()).await, one(1, 0, 2, 0));
    let to: Vec<_> = server.arrived().into_iter().map(|a| a.to).collect();
    assert_eq!(to, ["eva@xn--hber-0ra.example"], "a domain has an ASCII form, a name before the @ has none");
    let words = select!(&world.sql, (Option<String>,), "SELECT last_error FROM outbox ORDER BY created_at, id");
    let words: Vec<_> = words.into_iter().map(|(words,)| words.unwrap_or_default()).collect();
    assert!(words[0].contains("cannot be read") && words[1].contains("SMTPUTF8"), "{words:?}");
}

async fn several_workers_at_once_send_each_letter_once(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    for i in 0..14 {
        invited(&world, customer, &format!("user{i}@huber.example")).await;
    }
    let (server, app) = (MailServer::start().await, world.app.clone());
    let (a, b, c) = (server.transport(), server.transport(), server.transport());
    let counts = tokio::join!(run_once(&app, &a), run_once(&app, &b), run_once(&app, &c));
    let total: usize = [counts.0, counts.1, counts.2].into_iter().map(|c| c.expect("the database answers").sent).sum();
    assert_eq!(total, 14);
    let arrived = server.arrived();
    let to: BTreeSet<_> = arrived.iter().map(|a| a.to.clone()).collect();
    assert_eq!((arrived.len(), to.len()), (14, 14));
}

async fn a_worker_that_died_leaves_its_letters_to_others(store: Store) {
    let (world, ..) = with_invitation(store).await;
    let claimed = outbox::claim(&world.app, MAIL).await.expect("the database answers");
    assert_eq!(claimed.len(), 1);
    let server = MailServer::start().await;
    let transport = server.transport();
    assert_eq!(sent(&world, &transport).await, Counts::default(), "it is somebody's at this moment");
    assert_eq!(outbox::next_due(&world.app, MAIL).await.expect("the database answers"), None);
    world.app.clock.advance(outbox::LEASE);
    assert_eq!(sent(&world, &transport).await, one(1, 0, 0, 0));
    let late = [(claimed[0].clone(), outbox::Outcome::Failed("late".to_owned()))];
    let lost = outbox::report(&world.app, &late).await.expect("the database answers");
    assert_eq!(lost, 1, "the first worker has lost its say");
    assert_eq!(only(&world).await.state, OutboxState::Sent);
}

async fn nobody_is_told_of_an_invitation_that_is_over(store: Store) {
    let (world, customer, granted) = with_invitation(store).await;
    let server = MailServer::start().await;
    let transport = server.transport();
    invitations::withdraw(&world.app, &world.admin, granted.invitation).await.expect("withdrawn");
    let replaced = invited(&world, customer, "b@huber.example").await;
    let again = invitations::resend(&world.app, &world.admin, replaced.invitation, None).await.expect("resent");
    assert_eq!(sent(&world, &transport).await, one(1, 0, 0, 0), "of three letters one still holds");
    assert!(read(&server.arrived()[0].octets).0.contains(&again.link));

    invited(&world, customer, "late@huber.example").await;
    world.app.clock.advance(world.app.policy.invitation_valid);
    assert_eq!(sent(&world, &transport).await, one(0, 0, 0, 1), "expired while it waited");
    let off = invited(&world, customer, "off@huber.example").await;
    portal_switch::customer(&world.app, &world.admin, customer, false).await.expect("switched off");
    assert_eq!(sent(&world, &transport).await, one(0, 0, 0, 1), "switched off while it waited: {off:?}");
    let said: Vec<_> = letters(&world).await.into_iter().filter_map(|l| l.last_error).collect();
    assert!(said.iter().any(|s| s.contains("expired")) && said.iter().any(|s| s.contains("switched off")), "{said:?}");
    assert_eq!(server.arrived().len(), 1);
    assert!(secrets(&world).await.iter().all(Option::is_none), "no secret is left");
}

async fn letters_become_files(store: Store) {
    let (world, customer, first) = with_invitation(store).await;
    world.app.clock.advance(TimeDelta::seconds(1));
    let second = invited(&world, customer, "jan@huber.example").await;
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(sent(&world, &folder_transport(folder.path())).await, one(2, 0, 0, 0));
    let mut files: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    assert_eq!(files.len(), 2, "{files:?}");
    for (file, granted) in files.iter().zip([first, second]) {
        assert!(file.extension().is_some_and(|e| e == "eml"));
        let octets = std::fs::read(file).expect("a file");
        assert!(read(&octets).0.contains(&granted.link), "sorted by time");
        let raw = String::from_utf8(octets).expect("UTF-8");
        assert!(raw.contains(&granted.link) && raw.contains("Müller,"), "a person can read the file as it is");
    }
}

async fn a_worker_hears_of_new_letters_and_stops_when_told(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let server = MailServer::start().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (app, transport) = (world.app.clone(), Arc::new(server.transport()));
    let working = tokio::spawn(async move { run(&app, &transport, async { drop(stopped.await) }).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let start: DateTime<Utc> = DateTime::from(std::time::SystemTime::now());
    invited(&world, customer, "eva@huber.example").await;
    server.wait_for(1).await;
    let took = DateTime::<Utc>::from(std::time::SystemTime::now()) - start;
    assert!(took < TimeDelta::seconds(5), "heard of at once, not at the next look: {took}");
    stop.send(()).expect("the worker listens");
    tokio::time::timeout(Duration::from_secs(2), working).await.expect("it stops").expect("without a panic");
    assert_eq!(only(&world).await.state, OutboxState::Sent, "what was sent is noted before the worker stops");
}
