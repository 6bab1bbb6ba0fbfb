//! The hash chain of the activity log (R70): walked record by record, and the names of a deleted person replaced in it
//! without breaking it (R15).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::activity::{Hashed, chain_hash, personal_digest, redacted_tag, sealed_hash};
use crate::domain::{CustomerId, CustomerUserId, OrganizationId};

use super::activity::references;
use super::{Conn, StoreError, Tx, execute, row, row_opt, rows};

/// A record with everything that its hash covers.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Link {
    /// Position in the chain.
    pub seq: i64,
    at: DateTime<Utc>,
    /// What happened.
    pub event: String,
    /// What kind of actor did it.
    pub actor_kind: String,
    /// Which, if it is a person.
    pub actor_id: Option<Uuid>,
    /// The actor's name.
    pub actor_name: String,
    /// From where.
    pub origin: String,
    customer_id: Option<Uuid>,
    /// Which customer user it concerns.
    pub customer_user_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    /// Whom or what it concerned.
    pub subject: String,
    /// Facts as JSON text.
    pub data: String,
    /// The hash as kept.
    pub hash: Vec<u8>,
    salt: Option<Vec<u8>>,
    digest: Option<Vec<u8>>,
}

/// The texts of a record that may name a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Texts {
    /// The actor's name.
    pub actor_name: String,
    /// From where.
    pub origin: String,
    /// Whom or what it concerned.
    pub subject: String,
    /// Facts as JSON text.
    pub data: String,
}

impl Link {
    fn with<T>(&self, take: impl FnOnce(&Hashed<'_>) -> T) -> T {
        let references = references([self.actor_id, self.customer_id, self.customer_user_id, self.staff_id]);
        take(&Hashed {
            seq: self.seq,
            at: self.at,
            event: &self.event,
            actor_kind: &self.actor_kind,
            actor_name: &self.actor_name,
            origin: &self.origin,
            references: [&references[0], &references[1], &references[2], &references[3]],
            subject: &self.subject,
            data: &self.data,
        })
    }

    /// Whether the record is what its hash says, after a record with the hash `previous`. Of a redacted one
    /// ([`Link::is_redacted`]) this says nothing about its texts; the deletion's statement does ([`Link::tag`]).
    pub fn holds(&self, previous: &[u8]) -> bool {
        self.with(|hashed| match (&self.salt, &self.digest) {
            (None, None) => chain_hash(previous, hashed).as_slice() == self.hash,
            (Some(salt), Some(digest)) => {
                personal_digest(salt, hashed).as_slice() == digest
                    && sealed_hash(previous, hashed, digest).as_slice() == self.hash
            }
            // A record without a digest of its own, redacted: it carries its hash in that place.
            (None, Some(digest)) => {
                *digest == self.hash || sealed_hash(previous, hashed, digest).as_slice() == self.hash
            }
            (Some(_), None) => false,
        })
    }

    /// Whether names in it were replaced.
    pub const fn is_redacted(&self) -> bool {
        self.salt.is_none() && self.digest.is_some()
    }

    /// What a deletion states about the record as it is now.
    pub fn tag(&self) -> String {
        self.with(|hashed| redacted_tag(&self.hash, hashed))
    }

    /// The record with other texts and without its salt.
    #[must_use]
    pub fn redacted(&self, texts: Texts) -> Self {
        let Texts { actor_name, origin, subject, data } = texts;
        let digest = self.digest.clone().or_else(|| Some(self.hash.clone()));
        Self { actor_name, origin, subject, data, salt: None, digest, ..self.clone() }
    }
}

/// The columns of a [`Link`], with a condition.
macro_rules! select_links {
    ($rest:literal) => {
        concat!(
            "SELECT seq, at, event, actor_kind, actor_id, actor_name, origin, customer_id, customer_user_id, staff_id,
                    subject, data, hash, salt, digest
             FROM activity WHERE organization_id = $1 AND ",
            $rest
        )
    };
}

/// Up to 1,000 records after a position, oldest first, for walking the chain.
pub async fn links(conn: &mut Conn, organization: OrganizationId, after: i64) -> Result<Vec<Link>, StoreError> {
    rows!(conn, Link, select_links!("seq > $2 ORDER BY seq LIMIT 1000"), organization, after)
}

/// The hash of the record at a position.
pub async fn hash_at(conn: &mut Conn, organization: OrganizationId, seq: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT hash FROM activity WHERE organization_id = $1 AND seq = $2";
    Ok(row_opt!(conn, (Vec<u8>,), sql, organization, seq)?.map(|(hash,)| hash))
}

/// The end of the chain as the organization keeps it: how many records there must be, and the hash of the last.
pub async fn head(conn: &mut Conn, organization: OrganizationId) -> Result<(i64, Vec<u8>), StoreError> {
    row!(conn, (i64, Vec<u8>), "SELECT log_seq, log_hash FROM organization WHERE id = $1", organization)
}

/// Every record of a customer user, as the one concerned or as the actor.
pub async fn of_user(tx: &mut Tx, org: OrganizationId, user: CustomerUserId) -> Result<Vec<Link>, StoreError> {
    let mut links = rows!(tx, Link, select_links!("customer_user_id = $2"), org, user)?;
    let by = select_links!("actor_id = $2 AND actor_kind = 'customer_user' AND customer_user_id IS DISTINCT FROM $2");
    links.extend(rows!(tx, Link, by, org, user)?);
    Ok(links)
}

/// The records about letters to a customer user, which name the address alone.
pub async fn of_letters(
    tx: &mut Tx,
    org: OrganizationId,
    customer: CustomerId,
    user: CustomerUserId,
) -> Result<Vec<Link>, StoreError> {
    let sql = select_links!(
        "customer_id = $2 AND event IN ('letter_retried', 'letter_cancelled') AND customer_user_id IS NULL
         AND subject IN (SELECT to_address FROM outbox WHERE organization_id = $1 AND customer_user_id = $3)"
    );
    rows!(tx, Link, sql, org, customer, user)
}

/// The records about failed sign-ins with an address.
pub async fn of_failures(tx: &mut Tx, org: OrganizationId, email: &str) -> Result<Vec<Link>, StoreError> {
    rows!(tx, Link, select_links!("event = 'sign_in_failed' AND subject = $2"), org, email)
}

/// The records of deletions of a customer user: one, or none.
pub async fn deletions_of(tx: &mut Tx, org: OrganizationId, user: Uuid) -> Result<Vec<Link>, StoreError> {
    rows!(tx, Link, select_links!("customer_user_id = $2 AND event = 'access_deleted'"), org, user)
}

/// Replaces the texts of a record with those of its redacted version; the salt is gone from then on.
pub async fn redact(tx: &mut Tx, org: OrganizationId, link: &Link) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE activity SET actor_name = $3, origin = $4, subject = $5, data = $6, salt = NULL, digest = $7
         WHERE organization_id = $1 AND seq = $2",
        org,
        link.seq,
        &link.actor_name,
        &link.origin,
        &link.subject,
        &link.data,
        &link.digest
    )
    .map(drop)
}
