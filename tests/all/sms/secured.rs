//! A gateway over https (R65): who vouches for it is asked before the secret is told, and when that goes wrong it is said.

use std::path::Path;

use keydesk::config::{Config, Sources};
use keydesk::domain::notice::Channel;
use keydesk::domain::state::OutboxState;
use keydesk::notify::sms::Gateway;
use keydesk::notify::sms_settings::{GatewaySettings, SmsSettings, SmsWay};
use keydesk::notify::transport::Transport;
use keydesk::store::Store;

use super::{NUMBER, only, sent};
use crate::support::database::stories;
use crate::support::queue::queued;
use crate::support::sms::{SECRET, SmsGateway, transport_with};
use crate::support::smtp::AUTHORITY;
use crate::support::sql::exec;
use crate::support::world::World;

stories! {
    a_gateway_is_trusted_when_its_authority_is_named,
    a_gateway_that_nobody_vouches_for_gets_nothing_and_it_is_said,
    the_authority_is_read_from_the_file_of_the_configuration,
}

/// Somebody who vouches for others.
const ANOTHER: &[u8] = include_bytes!("../support/tls/another-authority.pem");

async fn a_gateway_is_trusted_when_its_authority_is_named(store: Store) {
    let world = World::new(store).await;
    let gateway = SmsGateway::encrypted().await;
    // One file may hold several authorities.
    for authority in [AUTHORITY.to_vec(), [ANOTHER, AUTHORITY].concat()] {
        exec!(&world.sql, "DELETE FROM outbox");
        queued(&world, Channel::Sms, NUMBER).await;
        let settings = GatewaySettings { authority: Some(authority), ..gateway.settings() };
        assert_eq!(sent(&world, &transport_with(settings)).await.sent, 1);
        let request = gateway.arrived().pop().expect("a request");
        assert_eq!(request.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
        assert_eq!(request.json()["messages"][0]["to"], NUMBER);
        assert_eq!(only(&world).await.state, OutboxState::Sent);
    }
}

async fn a_gateway_that_nobody_vouches_for_gets_nothing_and_it_is_said(store: Store) {
    let world = World::new(store).await;
    let (gateway, plain) = (SmsGateway::encrypted().await, SmsGateway::start().await);
    let at = |url: String, authority: Option<&[u8]>| GatewaySettings {
        url: url.parse().expect("an address"),
        authority: authority.map(<[u8]>::to_vec),
        ..gateway.settings()
    };
    let by_number = gateway.url().replace("localhost", "127.0.0.1");
    let unencrypted = plain.url().replace("http://127.0.0.1", "https://localhost");
    for (settings, words) in [
        // Nobody, or somebody else, vouches for it: that is ours to put right, and the SMS wait for it.
        (at(gateway.url(), None), "UnknownIssuer (sms.authority_file names who vouches for it"),
        (at(gateway.url(), Some(ANOTHER)), "UnknownIssuer (sms.authority_file names who vouches for it"),
        // Another name than that in the certificate.
        (at(by_number, Some(AUTHORITY)), "not valid for name"),
        // No encryption at the other end, and none at ours.
        (at(unencrypted, Some(AUTHORITY)), "the SMS gateway localhost:"),
        (at(gateway.url().replace("https", "http"), Some(AUTHORITY)), "the SMS gateway localhost:"),
    ] {
        exec!(&world.sql, "DELETE FROM outbox");
        queued(&world, Channel::Sms, NUMBER).await;
        let counts = sent(&world, &transport_with(settings)).await;
        let row = only(&world).await;
        let said = row.last_error.expect("words");
        assert_eq!((counts.postponed, row.state), (1, OutboxState::Queued), "{words}: {said}");
        assert!(said.contains(words) && said.starts_with("the SMS gateway "), "{words}: {said}");
        assert!(!said.contains(SECRET) && said.chars().count() <= 450, "{said}");
    }
    assert_eq!((gateway.arrived(), plain.arrived()), (Vec::new(), Vec::new()), "not even the secret was told");
}

/// `[sms]` as `config.toml` has it, with this file for the authority.
fn configured(folder: &Path, url: &str, authority: &str) -> Result<Transport, String> {
    let file = folder.join("keydesk.toml");
    let words = format!(
        "[mail]\ntransport = \"file\"\n\n[sms]\ntransport = \"http\"\nurl = \"{url}\"\nbody = \"json\"\n\
         fields = {{ to = \"{{to}}\", text = \"{{text}}\" }}\nauthority_file = \"{}\"\n",
        folder.join(authority).display()
    );
    std::fs::write(&file, words).expect("it is written");
    let sources = Sources { project: Some(file), project_named: true, ..Sources::default() };
    let config = Config::from_sources(&sources).map_err(|e| e.to_string())?;
    Transport::configured(&config).map_err(|e| e.to_string())
}

async fn the_authority_is_read_from_the_file_of_the_configuration(store: Store) {
    let world = World::new(store).await;
    let gateway = SmsGateway::encrypted().await;
    let folder = tempfile::tempdir().expect("a folder");
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (name, content) in
        [("authority.pem", AUTHORITY), ("empty.pem", b""), ("note.pem", b"ask Anna for it"), ("broken.pem", broken)]
    {
        std::fs::write(folder.path().join(name), content).expect("it is written");
    }
    queued(&world, Channel::Sms, NUMBER).await;
    let transport = configured(folder.path(), &gateway.url(), "authority.pem").expect("everything is right");
    assert_eq!(sent(&world, &transport).await.sent, 1);
    assert_eq!(gateway.arrived()[0].json()["to"], NUMBER);
    // A file that vouches for nobody is said at the start, and not found out by SMS that wait for ever.
    for (name, words) in [
        ("missing.pem", "cannot be read"),
        ("empty.pem", "holds no certificate"),
        ("note.pem", "holds no certificate"),
        ("broken.pem", "cannot be used"),
    ] {
        let said = configured(folder.path(), &gateway.url(), name).expect_err("it is refused");
        assert!(said.contains("sms.authority_file") && said.contains(words), "{name}: {said}");
    }
    let away = GatewaySettings { url: "http://sms.example.com/".parse().expect("an address"), ..gateway.settings() };
    let settings = SmsSettings { way: SmsWay::Http(Box::new(away)), from: String::new() };
    let said = Gateway::new(&settings).expect_err("unprotected").to_string();
    assert!(said.contains("sms.url") && said.contains("https"), "{said}");
}
