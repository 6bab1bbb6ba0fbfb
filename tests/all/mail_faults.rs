//! Mail servers of every temper, one table (R63): for each what arrives, how often, what the outbox says, and that the letter
//! arrives in the end under one Message-ID.

use std::time::Duration;

use chrono::TimeDelta;
use keydesk::domain::notice::Channel;
use keydesk::domain::state::OutboxState;
use keydesk::notify::settings::{MailSettings, Tls, Way};
use keydesk::notify::transport::Transport;
use keydesk::notify::worker::run_once;
use keydesk::service::outbox::{self, LetterRow, OutboxQuery};
use keydesk::store::Store;
use mail_parser::MessageParser;

use crate::support::database::stories;
use crate::support::queue::queued;
use crate::support::smtp::{AUTHORITY, Act, MailServer};
use crate::support::sql::exec;
use crate::support::world::World;

stories! { every_temper_of_a_mail_server }

/// What became of a letter after one attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Sent,
    Waits,
    Failed,
}

/// A temper: how the server behaves, what becomes of the letter, how many copies it has then, and a part of its words.
struct Case {
    acts: &'static [Act],
    tls: Tls,
    /// What the client asks for, where it differs from what the server offers.
    asks: Option<Tls>,
    closed: bool,
    fate: Fate,
    copies: usize,
    words: &'static str,
}

const fn case(acts: &'static [Act], fate: Fate, copies: usize, words: &'static str) -> Case {
    Case { acts, tls: Tls::None, asks: None, closed: false, fate, copies, words }
}

const CASES: &[Case] = &[
    Case { closed: true, ..case(&[], Fate::Waits, 0, "refused") },
    case(&[Act::GreetAfter(Duration::from_secs(2))], Fate::Waits, 0, "did not answer to the connection"),
    case(&[Act::GreetAfter(Duration::from_millis(100))], Fate::Sent, 1, ""),
    case(&[Act::Recipient("421 4.3.2 Shutting down")], Fate::Waits, 0, "421 4.3.2 Shutting down"),
    case(&[Act::Recipient("450 4.2.1 Mailbox busy")], Fate::Waits, 0, "450 4.2.1 Mailbox busy"),
    case(&[Act::Recipient("550 5.1.1 No such user")], Fate::Failed, 0, "550 5.1.1 No such user"),
    case(&[Act::Text("552 5.3.4 Too big")], Fate::Failed, 0, "552 5.3.4 Too big"),
    case(&[Act::Text("451 4.3.0 Try again")], Fate::Waits, 0, "451 4.3.0 Try again"),
    case(&[Act::HangAtData], Fate::Waits, 0, "did not answer to the envelope"),
    case(&[Act::HangUpInText], Fate::Waits, 0, "the mail server 127.0.0.1:"),
    case(&[Act::TakeAndHangUp], Fate::Waits, 1, "the mail server 127.0.0.1:"),
    case(&[Act::Trickle], Fate::Sent, 1, ""),
    Case { asks: Some(Tls::Starttls), ..case(&[], Fate::Waits, 0, "STARTTLS") },
    Case { tls: Tls::Starttls, ..case(&[Act::BreakTls], Fate::Waits, 0, "the mail server localhost:") },
    Case { tls: Tls::Starttls, ..case(&[Act::RefuseTls], Fate::Waits, 0, "454 4.7.0 TLS not available") },
];

fn transport(server: &MailServer, case: &Case) -> Transport {
    let mut settings: MailSettings = server.settings();
    let Way::Smtp(smtp) = &mut settings.way else { panic!("SMTP") };
    smtp.tls = case.asks.unwrap_or(case.tls);
    if smtp.tls != Tls::None {
        (smtp.host, smtp.authority) = ("localhost".to_owned(), Some(AUTHORITY.to_vec()));
        smtp.timeout = Duration::from_secs(2);
    }
    if case.closed {
        let nobody = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        smtp.port = nobody.local_addr().expect("its address").port();
    }
    Transport::new(&settings).expect("the settings are right")
}

async fn every_temper_of_a_mail_server(store: Store) {
    let world = World::new(store).await;
    for case in CASES {
        exec!(&world.sql, "DELETE FROM outbox");
        queued(&world, Channel::Email, "eva@huber.example").await;
        let server = MailServer::start_with(case.tls).await;
        server.script(case.acts);
        let counts = run_once(&world.app, &transport(&server, case)).await.expect("the database answers");
        let name = format!("{:?} {:?} {}", case.acts, case.tls, case.words);
        let fate = match (counts.sent, counts.postponed, counts.failed) {
            (1, 0, 0) => Fate::Sent,
            (0, 1, 0) => Fate::Waits,
            (0, 0, 1) => Fate::Failed,
            _ => panic!("{name}: {counts:?}"),
        };
        assert_eq!(fate, case.fate, "{name}: {:?}", only(&world).await);
        assert_eq!(server.arrived().len(), case.copies, "{name}");
        seen(&world, case, &name).await;
        if case.fate == Fate::Sent {
            continue;
        }
        // Staff or time bring it back, and it arrives: copies of one letter are one letter.
        let row = only(&world).await;
        match case.fate {
            Fate::Failed => outbox::retry(&world.app, &world.admin, row.id).await.expect("staff may"),
            _ => world.app.clock.advance(row.next_at - world.app.now()),
        }
        let whole = Case { closed: false, asks: None, ..case_of(case) };
        let counts = run_once(&world.app, &transport(&server, &whole)).await.expect("the database answers");
        assert_eq!(counts.sent, 1, "{name}: {:?}", only(&world).await);
        let ids: Vec<String> = server.arrived().iter().map(|arrived| message_id(&arrived.octets)).collect();
        assert_eq!(ids.len(), case.copies + 1, "{name}");
        assert!(ids.iter().all(|id| id.starts_with(&row.id.to_string())), "{name}: {ids:?}");
        assert_eq!(only(&world).await.state, OutboxState::Sent, "{name}");
    }
}

/// What screens show of it.
async fn seen(world: &World, case: &Case, name: &str) {
    let row = only(world).await;
    assert_eq!(row.attempts, 1, "{name}");
    match case.fate {
        Fate::Sent => {
            assert_eq!(
                (row.state, row.last_error, row.sent_at),
                (OutboxState::Sent, None, Some(world.app.now())),
                "{name}"
            );
        }
        Fate::Failed => {
            assert_eq!((row.state, row.last_error.as_deref()), (OutboxState::Failed, Some(case.words)), "{name}");
        }
        Fate::Waits => {
            assert_eq!((row.state, row.sent_at), (OutboxState::Queued, None), "{name}");
            assert!(row.last_error.as_deref().is_some_and(|said| said.contains(case.words)), "{name}: {row:?}");
            let wait = row.next_at - world.app.now();
            assert!((TimeDelta::minutes(1)..=TimeDelta::seconds(73)).contains(&wait), "{name}: {wait}");
        }
    }
}

const fn case_of(case: &Case) -> Case {
    Case {
        acts: case.acts,
        tls: case.tls,
        asks: case.asks,
        closed: case.closed,
        fate: case.fate,
        copies: case.copies,
        words: case.words,
    }
}

async fn only(world: &World) -> LetterRow {
    let mut rows = outbox::list(&world.app, &world.admin, &OutboxQuery::default()).await.expect("the outbox is seen");
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn message_id(octets: &[u8]) -> String {
    MessageParser::default().parse(octets).expect("a message").message_id().expect("a Message-ID").to_owned()
}
