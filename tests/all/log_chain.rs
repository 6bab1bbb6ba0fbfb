//! `log verify` finds the first record that was altered, removed, put in or cut off (R70).

use chrono::{DateTime, Utc};
use keydesk::domain::activity::{Hashed, chain_hash};
use keydesk::domain::{ActivityId, CustomerUserId};
use keydesk::service::access;
use keydesk::service::log_chain::{self, Anchor, Verdict};
use keydesk::service::portal_switch;
use keydesk::store::Store;
use uuid::Uuid;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    a_whole_log_is_whole,
    an_altered_record_is_found,
    a_removed_record_is_found,
    a_record_put_in_is_found,
    a_log_cut_off_is_found,
    a_log_written_anew_is_found_by_its_anchor,
    a_redacted_record_that_was_altered_is_found,
    a_record_redacted_by_hand_is_found,
    deleting_a_person_launders_no_altered_record,
    records_without_a_digest_can_be_forgotten_too,
}

/// A log of six records; another organization's log stands beside it.
async fn logged(store: Store) -> World {
    let world = World::new(store).await;
    let other = world.another("Other Company").await;
    for n in 0..6 {
        portal_switch::module(&world.app, &world.admin, n % 2 == 1).await.unwrap();
        portal_switch::module(&other.app, &other.admin, n % 2 == 1).await.unwrap();
    }
    world
}

async fn verdict(world: &World, anchor: Option<&Anchor>) -> Verdict {
    log_chain::verify(&world.app, &world.admin, anchor).await.unwrap()
}

async fn a_whole_log_is_whole(store: Store) {
    let world = logged(store).await;
    assert_eq!(verdict(&world, None).await, Verdict::Whole { records: 6 });
    let anchor = log_chain::anchor(&world.app, &world.admin).await.unwrap();
    let read: Anchor = anchor.to_string().parse().unwrap();
    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    assert_eq!(verdict(&world, Some(&read)).await, Verdict::Whole { records: 7 });
    assert!("12".parse::<Anchor>().is_err() && "x-ff".parse::<Anchor>().is_err());
}

macro_rules! altering {
    ($column:literal) => {
        concat!("UPDATE activity SET ", $column, " = ", $column, " || 'x' WHERE organization_id = $1 AND seq = 4")
    };
}

macro_rules! undoing {
    ($c:literal) => {
        concat!(
            "UPDATE activity SET ",
            $c,
            " = substr(",
            $c,
            ", 1, length(",
            $c,
            ") - 1) WHERE organization_id = $1 AND seq = 4"
        )
    };
}

async fn an_altered_record_is_found(store: Store) {
    let world = logged(store).await;
    for (alter, undo) in [
        (altering!("actor_name"), undoing!("actor_name")),
        (altering!("origin"), undoing!("origin")),
        (altering!("subject"), undoing!("subject")),
        (altering!("data"), undoing!("data")),
    ] {
        exec!(&world.sql, alter, world.organization);
        assert_eq!(verdict(&world, None).await, Verdict::Altered { seq: 4 }, "{alter}");
        exec!(&world.sql, undo, world.organization);
        assert!(verdict(&world, None).await.is_whole());
    }
}

async fn a_removed_record_is_found(store: Store) {
    let world = logged(store).await;
    exec!(&world.sql, "DELETE FROM activity WHERE organization_id = $1 AND seq = 3", world.organization);
    assert_eq!(verdict(&world, None).await, Verdict::Removed { seq: 3 });
}

async fn a_record_put_in_is_found(store: Store) {
    let world = logged(store).await;
    copy_of_last(&world, 7).await;
    assert_eq!(verdict(&world, None).await, Verdict::Altered { seq: 7 });
}

async fn copy_of_last(world: &World, seq: i64) {
    exec!(
        &world.sql,
        "INSERT INTO activity (organization_id, seq, id, at, event, actor_kind, actor_id, actor_name, origin, customer_id,
             customer_user_id, staff_id, subject, data, hash)
         SELECT organization_id, $2, $3, at, event, actor_kind, actor_id, actor_name, origin, customer_id,
             customer_user_id, staff_id, subject, data, hash
         FROM activity WHERE organization_id = $1 AND seq = 6",
        world.organization,
        seq,
        world.app.id::<ActivityId>(),
    );
}

async fn a_log_cut_off_is_found(store: Store) {
    let world = logged(store).await;
    let anchor = log_chain::anchor(&world.app, &world.admin).await.unwrap();
    let hash: Vec<u8> = hash_of(&world, 4).await;
    exec!(&world.sql, "DELETE FROM activity WHERE organization_id = $1 AND seq > 4", world.organization);
    assert_eq!(verdict(&world, None).await, Verdict::CutOff { seq: 5, expected: 6 });
    // Who also mends the head is found by the anchor.
    let mend = "UPDATE organization SET log_seq = 4, log_hash = $2 WHERE id = $1";
    exec!(&world.sql, mend, world.organization, hash);
    assert!(verdict(&world, None).await.is_whole());
    assert_eq!(verdict(&world, Some(&anchor)).await, Verdict::CutOff { seq: 5, expected: 6 });
}

async fn hash_of(world: &World, seq: i64) -> Vec<u8> {
    let mut conn = world.app.store.read().await.unwrap();
    keydesk::store::chain::links(&mut conn, world.organization, seq - 1).await.unwrap().remove(0).hash
}

async fn a_log_written_anew_is_found_by_its_anchor(store: Store) {
    let world = logged(store).await;
    let other = log_chain::anchor(&world.app, &world.admin).await.unwrap();
    let foreign = Anchor { hash: "0".repeat(64), ..other };
    assert_eq!(verdict(&world, Some(&foreign)).await, Verdict::Rewritten { seq: 6 });
}

/// A log with five records of a person; the last one suspends.
async fn personal(store: Store) -> (World, CustomerUserId) {
    let world = World::new(store).await;
    let customer = world.customer("1", "One").await;
    let user = world.user(customer, "eva@one.example").await;
    for _ in 0..2 {
        access::suspend(&world.app, &world.admin, user).await.unwrap();
        access::lift(&world.app, &world.admin, user).await.unwrap();
    }
    access::suspend(&world.app, &world.admin, user).await.unwrap();
    (world, user)
}

async fn a_redacted_record_that_was_altered_is_found(store: Store) {
    let (world, user) = personal(store).await;
    access::delete(&world.app, &world.admin, user).await.unwrap();
    assert_eq!(verdict(&world, None).await, Verdict::Whole { records: 6 });
    for (alter, undo) in [
        (altering!("actor_name"), undoing!("actor_name")),
        (altering!("origin"), undoing!("origin")),
        (altering!("subject"), undoing!("subject")),
        (altering!("data"), undoing!("data")),
        (altering!("event"), undoing!("event")),
    ] {
        exec!(&world.sql, alter, world.organization);
        assert_eq!(verdict(&world, None).await, Verdict::Altered { seq: 4 }, "{alter}");
        exec!(&world.sql, undo, world.organization);
        assert!(verdict(&world, None).await.is_whole());
    }
    // Nor can it be put back under a salt of one's own.
    let salted = "UPDATE activity SET salt = $2 WHERE organization_id = $1 AND seq = 4";
    exec!(&world.sql, salted, world.organization, vec![0_u8; 16]);
    assert_eq!(verdict(&world, None).await, Verdict::Altered { seq: 4 });
}

async fn a_record_redacted_by_hand_is_found(store: Store) {
    let (world, user) = personal(store).await;
    let anchor = log_chain::anchor(&world.app, &world.admin).await.unwrap();
    let by_hand = "UPDATE activity SET salt = NULL, subject = 'deleted person' WHERE organization_id = $1 AND seq = 2";
    exec!(&world.sql, by_hand, world.organization);
    assert_eq!(verdict(&world, None).await, Verdict::Redacted { seq: 2 });
    assert!(verdict(&world, None).await.to_string().contains("by hand"));
    // The deletion of the person does not account for it afterwards.
    access::delete(&world.app, &world.admin, user).await.unwrap();
    assert_eq!(verdict(&world, Some(&anchor)).await, Verdict::Redacted { seq: 2 });
}

async fn deleting_a_person_launders_no_altered_record(store: Store) {
    let (world, user) = personal(store).await;
    exec!(&world.sql, altering!("actor_name"), world.organization);
    access::delete(&world.app, &world.admin, user).await.unwrap();
    assert_eq!(verdict(&world, None).await, Verdict::Redacted { seq: 4 });
}

/// A record as it is kept.
type Row = (DateTime<Utc>, String, String, String, String, Uuid, Uuid, Uuid, String, String);

/// Records from before there were digests: chained over everything that stands in them.
async fn records_without_a_digest_can_be_forgotten_too(store: Store) {
    let (world, user) = personal(store).await;
    let mut previous = vec![0_u8; 32];
    for seq in 1..=5_i64 {
        let row =
            "SELECT at, event, actor_kind, actor_name, origin, actor_id, customer_id, customer_user_id, subject, data
                   FROM activity WHERE organization_id = $1 AND seq = $2";
        let row = select!(&world.sql, Row, row, world.organization, seq).remove(0);
        let ids = [row.5, row.6, row.7].map(|id| id.simple().to_string());
        let hashed = Hashed {
            seq,
            at: row.0,
            event: &row.1,
            actor_kind: &row.2,
            actor_name: &row.3,
            origin: &row.4,
            references: [&ids[0], &ids[1], &ids[2], ""],
            subject: &row.8,
            data: &row.9,
        };
        previous = chain_hash(&previous, &hashed).to_vec();
        let old = "UPDATE activity SET salt = NULL, digest = NULL, hash = $3 WHERE organization_id = $1 AND seq = $2";
        exec!(&world.sql, old, world.organization, seq, previous.clone());
    }
    exec!(&world.sql, "UPDATE organization SET log_hash = $2 WHERE id = $1", world.organization, previous);
    assert_eq!(verdict(&world, None).await, Verdict::Whole { records: 5 });
    let anchor = log_chain::anchor(&world.app, &world.admin).await.unwrap();
    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    access::delete(&world.app, &world.admin, user).await.unwrap();
    assert_eq!(verdict(&world, Some(&anchor)).await, Verdict::Whole { records: 7 });
    let left = select!(&world.sql, (String,), "SELECT subject FROM activity WHERE seq <= 5 AND subject LIKE '%eva%'");
    assert!(left.is_empty());
    exec!(&world.sql, altering!("subject"), world.organization);
    assert_eq!(verdict(&world, None).await, Verdict::Altered { seq: 4 });
    exec!(&world.sql, undoing!("subject"), world.organization);
    let by_hand = "UPDATE activity SET digest = hash, salt = NULL WHERE organization_id = $1 AND seq = 6";
    exec!(&world.sql, by_hand, world.organization);
    assert_eq!(verdict(&world, None).await, Verdict::Redacted { seq: 6 });
}
