//! Letters and SMS in the outbox, without the deeds that would write them.

use keydesk::domain::OutboxId;
use keydesk::domain::letter::{Letter, LetterKind};
use keydesk::domain::notice::Channel;
use keydesk::domain::state::Language;
use keydesk::store::outbox::{NewLetter, enqueue};
use keydesk::store::{Store, Tx};

use super::world::World;

/// Opens a transaction.
pub async fn begin(store: &Store) -> Tx {
    store.begin().await.expect("the database answers")
}

/// Puts a notice about an order into the outbox, due now.
pub async fn put(world: &World, tx: &mut Tx, channel: Channel, to: &str) -> OutboxId {
    let letter = Letter::Notice {
        notice: LetterKind::OrderPlanned,
        name: "Eva Huber".to_owned(),
        customer: "Huber Maschinen GmbH".to_owned(),
        by: "Anna Berg".to_owned(),
        thing: "W12 Aufzug \"Süd\" & Tor".to_owned(),
        detail: String::new(),
        at: Some(world.app.now()),
        path: "/orders/W12".to_owned(),
        more: Vec::new(),
    };
    let id: OutboxId = world.app.id();
    let new = NewLetter {
        id,
        organization: world.organization,
        customer: None,
        user: None,
        staff: None,
        about: None,
        channel,
        to_address: to,
        to_name: "Eva Huber",
        language: Language::German,
        letter: &letter,
        enclosure: None,
        message_id: &world.app.message_id(id),
        at: world.app.now(),
        next_at: world.app.now(),
        bundle: None,
    };
    enqueue(tx, &new).await.expect("it is written");
    id
}

/// The same in a transaction of its own.
pub async fn queued(world: &World, channel: Channel, to: &str) -> OutboxId {
    let mut tx = begin(&world.app.store).await;
    let id = put(world, &mut tx, channel, to).await;
    tx.commit().await.expect("it is kept");
    id
}
