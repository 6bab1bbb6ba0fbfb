//! Letters that come back (R7, R63, R73), and letters that are sent elsewhere: reports as Postfix, Exim, Exchange and qmail
//! write them, and what is no report.

use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::letter::LetterKind;
use keydesk::domain::state::OutboxState;
use keydesk::domain::triage::TriageKind;
use keydesk::domain::{CustomerId, OutboxId};
use keydesk::notify::worker::run_once;
use keydesk::service::access::{Grant, grant};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::outbox::{self, Bounced, Fate, LetterRow, NotAReport, OutboxFilter, OutboxQuery, Said};
use keydesk::service::{Error, invitations, triage};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::smtp::MailServer;
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    what_came_back_is_seen_wherever_the_letter_is,
    a_delay_changes_nothing_and_a_second_report_neither,
    what_belongs_to_no_letter_of_ours_is_not_found,
    a_letter_is_sent_to_another_address,
    letters_are_found_by_what_is_typed,
}

const POSTFIX: &str = include_str!("bounces/postfix.eml");
const DELAYED: &str = include_str!("bounces/postfix_delayed.eml");
const EXIM: &str = include_str!("bounces/exim.eml");
const EXCHANGE: &str = include_str!("bounces/exchange.eml");
const QMAIL: &str = include_str!("bounces/qmail.eml");
const OUT_OF_OFFICE: &str = include_str!("bounces/out_of_office.eml");

/// The report on the letter with this Message-ID, with the line ends of the wire.
fn on(sample: &str, message_id: &str) -> Vec<u8> {
    sample.replace("MESSAGE-ID", message_id).replace('\n', "\r\n").into_bytes()
}

#[test]
fn every_program_says_what_became_of_the_letter() {
    let id = "<0198c0ffee@portal.nordlift.example>";
    for (sample, fate, words) in [
        (
            POSTFIX,
            Fate::Failed,
            "550 5.1.1 <eva@huber.example>: Recipient address rejected: User unknown in virtual mailbox table",
        ),
        (DELAYED, Fate::Delayed, "4.4.1 connect to mx.huber.example[192.0.2.25]:25: Connection timed out"),
        (
            EXIM,
            Fate::Failed,
            "host mx.huber.example [192.0.2.25] SMTP error from remote mail server after RCPT TO:<eva@huber.example>: 550 \
             5.2.1 Mailbox disabled",
        ),
        (
            EXCHANGE,
            Fate::Failed,
            "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded",
        ),
        (
            QMAIL,
            Fate::Failed,
            "192.0.2.25 does not like recipient. Remote host said: 550 No such user here Giving up on 192.0.2.25.",
        ),
    ] {
        let report = outbox::read_report(&on(sample, id)).unwrap();
        assert_eq!((report.fate, report.words.as_str(), report.message_ids), (fate, words, vec![id.to_owned()]));
        // As files keep it.
        assert_eq!(outbox::read_report(sample.replace("MESSAGE-ID", id).as_bytes()).unwrap().words, words);
    }
}

#[test]
fn what_is_no_report_is_said_to_be_none() {
    let id = "<0198c0ffee@portal.nordlift.example>";
    let read = |octets: &[u8]| outbox::read_report(octets).unwrap_err();
    assert_eq!(read(&on(OUT_OF_OFFICE, id)), NotAReport::Another, "an answer is no letter that came back");
    for nothing in [&b""[..], b"hello", b"\xff\xfe\0", b"Subject: x\r\n\r\nAction: failed\r\nMessage-ID: <a@b>\r\n"] {
        assert_eq!(read(nothing), NotAReport::Another);
    }
    assert_eq!(read(&vec![b'a'; outbox::LARGEST_REPORT + 1]), NotAReport::TooLarge);
    let empty = POSTFIX.replace("Message-ID: MESSAGE-ID\n", "");
    assert_eq!(read(empty.as_bytes()), NotAReport::NothingReturned);
    // What it says becomes one bounded line.
    let long = POSTFIX.replace("rejected: User", &format!("\u{1b}[31m\u{202e}{}", "x".repeat(5_000)));
    let words = outbox::read_report(&on(&long, id)).unwrap().words;
    assert!(words.chars().count() <= 400 && !words.contains(['\u{1b}', '\u{202e}', '\n']), "{words}");
}

async fn invited(world: &World, customer: CustomerId) -> LetterRow {
    let request = Grant {
        customer,
        email: "eva@huber.example".to_owned(),
        first_name: "Eva".to_owned(),
        last_name: "Huber".to_owned(),
        role: None,
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    grant(&world.app, &world.admin, &request).await.expect("access is granted");
    let server = MailServer::start().await;
    run_once(&world.app, &server.transport()).await.expect("the outbox works");
    only(world).await
}

async fn all(world: &World, query: OutboxQuery) -> Vec<LetterRow> {
    outbox::list(&world.app, &world.admin, &query).await.expect("the outbox is seen")
}

async fn only(world: &World) -> LetterRow {
    let mut letters = all(world, OutboxQuery::default()).await;
    assert_eq!(letters.len(), 1);
    letters.remove(0)
}

async fn message_id(world: &World, id: OutboxId) -> String {
    select!(&world.sql, (String,), "SELECT message_id FROM outbox WHERE id = $1", id)[0].0.clone()
}

async fn reported(world: &World, sample: &str, id: OutboxId) -> Result<Bounced, Error> {
    let report = outbox::read_report(&on(sample, &message_id(world, id).await)).expect("a report");
    outbox::bounce(&world.app, &report).await
}

async fn what_came_back_is_seen_wherever_the_letter_is(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let letter = invited(&world, customer).await;
    assert_eq!(letter.state, OutboxState::Sent);
    let bounced = reported(&world, POSTFIX, letter.id).await.unwrap();
    assert!(bounced.changed && bounced.state == OutboxState::Bounced && bounced.to_address == "eva@huber.example");

    let row = only(&world).await;
    assert_eq!((row.state, row.bounced_at), (OutboxState::Bounced, Some(world.app.now())));
    assert!(row.last_error.as_deref().unwrap().contains("User unknown"), "{row:?}");
    assert_eq!(outbox::summary(&world.app, &world.admin).await.unwrap().failed, 1);
    let tab = invitations::list(&world.app, &world.admin, None).await.unwrap();
    let status = tab[0].letter.as_ref().expect("a letter");
    assert_eq!(status.state, OutboxState::Bounced);
    let found = triage::list(&world.app, &world.admin).await.unwrap();
    let item = found.iter().find(|i| i.kind == TriageKind::InvitationBounced).expect("R73");
    assert!(format!("{item:?}").contains("User unknown"), "{item:?}");
    let log = activity::list(&world.app, &world.admin, &ActivityQuery { limit: 500, ..ActivityQuery::default() })
        .await
        .unwrap();
    let record = log.iter().find(|r| r.event == Event::LetterBounced).expect("a record");
    assert!(record.sentence().contains("came back") && record.actor_name == "Keydesk", "{}", record.sentence());

    // Its secret went with the letter: it is the invitation that is sent again, and that letter is another one.
    let again = outbox::retry(&world.app, &world.admin, letter.id).await.unwrap_err();
    assert!(matches!(&again, Error::Conflict { .. }) && again.to_string().contains("change the address"), "{again}");
    let elsewhere = outbox::readdress(&world.app, &world.admin, row.id, row.version, "eva@other.example").await;
    assert!(elsewhere.unwrap_err().to_string().contains("change the address of the invitation"));
}

async fn a_delay_changes_nothing_and_a_second_report_neither(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let letter = invited(&world, customer).await;
    let before = only(&world).await;
    let delayed = reported(&world, DELAYED, letter.id).await.unwrap();
    assert_eq!((delayed.changed, delayed.state), (false, OutboxState::Sent));
    assert_eq!(only(&world).await, before);
    assert!(reported(&world, EXIM, letter.id).await.unwrap().changed);
    let before = only(&world).await;
    let again = reported(&world, EXCHANGE, letter.id).await.unwrap();
    assert_eq!((again.changed, again.state), (false, OutboxState::Bounced));
    assert_eq!(only(&world).await, before, "the first words stay");
    // What waits to be tried again is not tried again; what was cancelled stays so.
    for (state, expected) in [("queued", OutboxState::Bounced), ("cancelled", OutboxState::Cancelled)] {
        exec!(&world.sql, "UPDATE outbox SET state = $1", state);
        assert_eq!(reported(&world, QMAIL, letter.id).await.unwrap().state, expected);
        assert_eq!(only(&world).await.state, expected);
    }
}

async fn what_belongs_to_no_letter_of_ours_is_not_found(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    invited(&world, customer).await;
    let before = only(&world).await;
    for id in ["<somebody@else.example>", "<%@%>", "<' OR 1=1 --@x>"] {
        let report = outbox::read_report(&on(POSTFIX, id)).unwrap();
        assert!(matches!(outbox::bounce(&world.app, &report).await, Err(Error::NotFound { .. })), "{id}");
    }
    assert_eq!(only(&world).await, before);
}

async fn a_letter_is_sent_to_another_address(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    let new = NewComment { order: "A1".into(), body: "hello".into(), internal: false, sent_key: String::new() };
    comments::add(app, admin, &new).await.unwrap();
    let row = only(&world).await;
    assert_eq!(row.kind, LetterKind::Comment);
    let wrong = outbox::readdress(app, admin, row.id, row.version, "eva at huber").await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid(ref e) if e.of("address").is_some()), "{wrong}");
    let moved = outbox::readdress(app, admin, row.id, row.version, "Eva@Other.example").await.unwrap();
    assert_eq!((moved.state, moved.to_address.to_lowercase()), (OutboxState::Queued, "eva@other.example".to_owned()));
    let stale = outbox::readdress(app, admin, row.id, row.version, "eva@third.example").await.unwrap_err();
    assert!(matches!(stale, Error::Conflict { .. }), "{stale}");
    let server = MailServer::start().await;
    run_once(app, &server.transport()).await.unwrap();
    assert_eq!(server.arrived().len(), 1);
    assert_eq!(server.arrived()[0].to.to_lowercase(), "eva@other.example");
    let sent = only(&world).await;
    assert!(outbox::readdress(app, admin, sent.id, sent.version, "eva@third.example").await.is_err(), "it is sent");
    // One that came back is sent again, under the same Message-ID.
    reported(&world, POSTFIX, sent.id).await.unwrap();
    let back = only(&world).await;
    outbox::readdress(app, admin, back.id, back.version, "eva@third.example").await.unwrap();
    run_once(app, &server.transport()).await.unwrap();
    assert_eq!(server.arrived()[1].to, "eva@third.example");
    let after = only(&world).await;
    assert_eq!((after.state, after.bounced_at, after.last_error), (OutboxState::Sent, None, None));
    let log = activity::list(app, admin, &ActivityQuery { limit: 500, ..ActivityQuery::default() }).await.unwrap();
    assert_eq!(log.iter().filter(|r| r.event == Event::LetterReaddressed).count(), 2);
    let preview = outbox::preview(app, admin, after.id).await.unwrap();
    let Said::Letter { subject, text, html, .. } = preview.said else { panic!("{:?}", preview.said) };
    assert!(text.contains("hello") && html.contains("hello") && !subject.is_empty());
}

async fn letters_are_found_by_what_is_typed(store: Store) {
    let world = World::new(store).await;
    for (number, mail) in [("1042", "eva_1@huber.example"), ("1043", "jan%2@hofer.example")] {
        let customer = world.customer(number, number).await;
        world.order(customer, None, &format!("A{number}"), "Lift").await;
        world.user(customer, mail).await;
        let new =
            NewComment { order: format!("A{number}"), body: "hello".into(), internal: false, sent_key: String::new() };
        comments::add(&world.app, &world.admin, &new).await.unwrap();
    }
    let server = MailServer::start().await;
    run_once(&world.app, &server.transport()).await.unwrap();
    let found = async |typed: &str| {
        let filter = OutboxFilter::parse(typed).expect("a filter");
        let rows = all(&world, OutboxQuery { filter, ..OutboxQuery::default() }).await;
        rows.into_iter().map(|row| row.customer_number.unwrap_or_default()).collect::<Vec<_>>()
    };
    for (typed, numbers) in [
        ("", vec!["1043", "1042"]),
        ("to:@HUBER.ex", vec!["1042"]),
        ("to:eva_1", vec!["1042"]),
        ("to:n%2", vec!["1043"]),
        ("to:_ to:@h", vec!["1042"]),
        ("customer:1043", vec!["1043"]),
        ("customer:104", vec![]),
        ("state:sent kind:comment channel:email", vec!["1043", "1042"]),
        ("state:failed", vec![]),
        ("channel:sms", vec![]),
        ("hofer", vec!["1043"]),
        ("hofer.example @huber", vec![]),
    ] {
        assert_eq!(found(typed).await, numbers, "{typed}");
    }
    let first = all(&world, OutboxQuery { limit: 1, ..OutboxQuery::default() }).await;
    let filter = OutboxFilter::parse("kind:comment").unwrap();
    let rest = all(&world, OutboxQuery { before: Some(first[0].id), filter, ..OutboxQuery::default() }).await;
    assert_eq!(rest.len(), 1);
}
