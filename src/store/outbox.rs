//! The outbox (R63): what must be told, written in the transaction of what happened; what staff see of it and do with it.
//! How workers take letters from it is in [`super::outbox_queue`].

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::letter::{Enclosure, Letter, LetterKind};
use crate::domain::notice::Channel;
use crate::domain::outbox_filter::OutboxFilter;
use crate::domain::staff::Territory;
use crate::domain::state::{Language, OutboxState};
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, OutboxId, StaffId};

use super::selection::in_territory;
use super::sql::Sql;
use super::{Conn, StoreError, Tx, execute, row_opt};

/// A letter to be sent.
#[derive(Clone, Debug)]
pub struct NewLetter<'a> {
    /// Its identifier.
    pub id: OutboxId,
    /// From which organization.
    pub organization: OrganizationId,
    /// About which customer.
    pub customer: Option<CustomerId>,
    /// To or about which customer user.
    pub user: Option<CustomerUserId>,
    /// To which staff person.
    pub staff: Option<StaffId>,
    /// What a notice is about, to be asked again when it is sent (R62).
    pub about: Option<&'a str>,
    /// Which way it goes.
    pub channel: Channel,
    /// To which address, or mobile number (E.164).
    pub to_address: &'a str,
    /// To whom.
    pub to_name: &'a str,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub letter: &'a Letter,
    /// The secret that travels with it.
    pub enclosure: Option<&'a Enclosure>,
    /// The Message-ID, the same however often it is sent.
    pub message_id: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// From when it may be sent.
    pub next_at: DateTime<Utc>,
    /// Of which bundle it is: letters of the same one become one while this waits.
    pub bundle: Option<&'a str>,
}

/// Puts a letter into the outbox.
pub async fn enqueue(tx: &mut Tx, new: &NewLetter<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO outbox (id, organization_id, customer_id, customer_user_id, kind, to_address, to_name, language, letter,
             enclosure, message_id, state, attempts, next_at, created_at, version, staff_id, about, channel, bundle)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued', 0, $12, $13, 1, $14, $15, $16, $17)",
        new.id,
        new.organization,
        new.customer,
        new.user,
        new.letter.kind(),
        new.to_address,
        new.to_name,
        new.language,
        serde_json::to_string(new.letter).unwrap_or_default(),
        new.enclosure.map(|e| e.0.as_str()),
        new.message_id,
        new.next_at,
        new.at,
        new.staff,
        new.about,
        new.channel,
        new.bundle
    )?;
    tx.announce().await
}

/// A letter that waits for more of the same.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Waiting {
    /// Its identifier.
    pub id: OutboxId,
    /// What it says, as it is stored.
    pub letter: String,
    /// Its version.
    pub version: i64,
}

/// The newest letter of a bundle that waits, goes the same way to the same place and was not tried yet; held until the
/// transaction ends, so that two who add to it wait for each other and no worker takes it in between.
pub async fn waiting(
    tx: &mut Tx,
    org: OrganizationId,
    bundle: &str,
    (channel, to): (Channel, &str),
) -> Result<Option<Waiting>, StoreError> {
    let hold = tx.dialect().pick("", " FOR UPDATE");
    let sql = format!(
        "SELECT id, letter, version FROM outbox WHERE organization_id = $1 AND bundle = $2 AND state = 'queued'
             AND channel = $3 AND to_address = $4 AND attempts = 0 AND leased_until IS NULL
         ORDER BY created_at DESC, id DESC LIMIT 1{hold}"
    );
    row_opt!(tx, Waiting, sqlx::AssertSqlSafe(sql.as_str()), org, bundle, channel, to)
}

/// Has a letter that waits say something else; `false` when it was taken meanwhile.
pub async fn replace_waiting(
    tx: &mut Tx,
    org: OrganizationId,
    waiting: &Waiting,
    letter: &Letter,
) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET letter = $4, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND version = $3 AND state = 'queued' AND attempts = 0";
    let written = serde_json::to_string(letter).unwrap_or_default();
    let done = execute!(tx, sql, org, waiting.id, waiting.version, written)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// A letter as lists show it. The enclosure is never part of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct LetterRow {
    /// Its identifier.
    pub id: OutboxId,
    /// What kind.
    pub kind: LetterKind,
    /// Which way it goes.
    pub channel: Channel,
    /// To which address, or mobile number (E.164).
    pub to_address: String,
    /// To whom.
    pub to_name: String,
    /// In which language.
    pub language: Language,
    /// About which customer.
    pub customer_id: Option<CustomerId>,
    /// That customer's number.
    pub customer_number: Option<String>,
    /// How it stands.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is due.
    pub next_at: DateTime<Utc>,
    /// What the mail server said last.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it came back.
    pub bounced_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
    /// What it says.
    #[serde(skip)]
    #[sqlx(try_from = "String")]
    pub letter: Letter,
}

/// Which letters are asked for, newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutboxQuery {
    /// Only in this state.
    pub state: Option<OutboxState>,
    /// And only those.
    pub filter: OutboxFilter,
    /// Only older than this letter.
    pub before: Option<OutboxId>,
    /// At most so many.
    pub limit: u32,
}

impl Default for OutboxQuery {
    fn default() -> Self {
        Self { state: None, filter: OutboxFilter::default(), before: None, limit: 100 }
    }
}

const COLUMNS: &str =
    "o.id, o.kind, o.channel, o.to_address, o.to_name, o.language, o.customer_id, c.number AS customer_number, o.state,
     o.attempts, o.next_at, o.last_error, o.created_at, o.sent_at, o.bounced_at, o.version, o.letter";

/// Letters about customers in the territory (R10), newest first; those about no customer are for who acts everywhere.
pub async fn list(
    conn: &mut Conn,
    org: OrganizationId,
    territory: &Territory,
    query: &OutboxQuery,
) -> Result<Vec<LetterRow>, StoreError> {
    let all = format!(
        "SELECT {COLUMNS} FROM outbox o LEFT JOIN customer c ON c.id = o.customer_id WHERE o.organization_id = "
    );
    let mut sql = Sql::new(&all).bind(org.0);
    if let Some(state) = query.state {
        sql = sql.text(" AND o.state = ").bind(state.as_str());
    }
    sql = filtered(sql, org, &query.filter);
    if let Some(before) = query.before {
        sql = sql
            .text(" AND (o.created_at, o.id) < (SELECT b.created_at, b.id FROM outbox b WHERE b.organization_id = ")
            .bind(org.0)
            .text(" AND b.id = ")
            .bind(before.0)
            .text(")");
    }
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    in_territory(sql, territory).text(" ORDER BY o.created_at DESC, o.id DESC LIMIT ").number(limit).rows(conn).await
}

fn filtered(mut sql: Sql, org: OrganizationId, filter: &OutboxFilter) -> Sql {
    if let Some(state) = filter.state {
        sql = sql.text(" AND o.state = ").bind(state.as_str());
    }
    if let Some(channel) = filter.channel {
        sql = sql.text(" AND o.channel = ").bind(channel.as_str());
    }
    if let Some(kind) = filter.kind {
        sql = sql.text(" AND o.kind = ").bind(kind.as_str());
    }
    if let Some(customer) = &filter.customer {
        // By its identifier, along which letters are found.
        sql = sql.text(" AND o.customer_id = (SELECT k.id FROM customer k WHERE k.organization_id = ").bind(org.0);
        sql = sql.text(" AND k.number = ").bind(customer.as_str()).text(")");
    }
    let holds = |words: &str| {
        let plain: String = words
            .to_lowercase()
            .chars()
            .flat_map(|c| match c {
                '%' | '_' | '\\' => vec!['\\', c],
                c => vec![c],
            })
            .collect();
        format!("%{plain}%")
    };
    for words in &filter.to {
        sql = sql
            .text(" AND LOWER(o.to_address || ' ' || o.to_name) LIKE ")
            .bind(holds(words).as_str())
            .text(" ESCAPE '\\'");
    }
    for words in &filter.words {
        sql = sql
            .text(" AND LOWER(o.to_address || ' ' || o.to_name || ' ' || COALESCE(o.last_error, '')) LIKE ")
            .bind(holds(words).as_str())
            .text(" ESCAPE '\\'");
    }
    sql
}

/// The letter with this identifier.
pub async fn get(conn: &mut Conn, org: OrganizationId, id: OutboxId) -> Result<Option<LetterRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM outbox o LEFT JOIN customer c ON c.id = o.customer_id
         WHERE o.organization_id = $1 AND o.id = $2"
    );
    row_opt!(conn, LetterRow, sqlx::AssertSqlSafe(sql.as_str()), org, id)
}

/// What a notice is about, as it was kept when it was written.
pub async fn about(conn: &mut Conn, org: OrganizationId, id: OutboxId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT about FROM outbox WHERE organization_id = $1 AND id = $2";
    Ok(row_opt!(conn, (Option<String>,), sql, org, id)?.and_then(|(about,)| about))
}

/// Queues a failed letter again, or a waiting one at once; `false` when it is neither or being sent right now.
pub async fn retry(tx: &mut Tx, org: OrganizationId, id: OutboxId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql =
        "UPDATE outbox SET state = 'queued', next_at = $3, attempts = 0, leased_until = NULL, bounced_at = NULL, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND state IN ('failed', 'queued', 'bounced')
                 AND (leased_until IS NULL OR leased_until < $3)";
    let done = execute!(tx, sql, org, id, now)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Sends a letter that waits, failed or came back to another address, if it still is as it was read; `false` when it is
/// not, or is being sent right now.
pub async fn readdress(
    tx: &mut Tx,
    org: OrganizationId,
    id: OutboxId,
    version: i64,
    address: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET to_address = $4, state = 'queued', next_at = $5, attempts = 0, leased_until = NULL,
                   last_error = NULL, bounced_at = NULL, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND version = $3 AND state IN ('queued', 'failed', 'bounced')
                 AND (leased_until IS NULL OR leased_until < $5)";
    let done = execute!(tx, sql, org, id, version, address, now)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// A letter that a mail server reports on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Reported {
    /// Its identifier.
    pub id: OutboxId,
    /// From which organization.
    pub organization_id: OrganizationId,
    /// That organization's name.
    pub organization_name: String,
    /// About which customer.
    pub customer_id: Option<CustomerId>,
    /// To or about which customer user.
    pub customer_user_id: Option<CustomerUserId>,
    /// To which staff person.
    pub staff_id: Option<StaffId>,
    /// What kind.
    pub kind: LetterKind,
    /// To which address.
    pub to_address: String,
    /// How it stands.
    pub state: OutboxState,
}

/// The letter with this Message-ID, in its brackets. A mail server knows nothing of organizations; the Message-ID, which
/// nobody can guess, names one letter of one.
pub async fn by_message_id(conn: &mut Conn, message_id: &str) -> Result<Option<Reported>, StoreError> {
    row_opt!(
        conn,
        Reported,
        "SELECT o.id, o.organization_id, g.name AS organization_name, o.customer_id, o.customer_user_id, o.staff_id, o.kind,
                o.to_address, o.state
         FROM outbox o JOIN organization g ON g.id = o.organization_id WHERE o.message_id = $1 AND o.channel = 'email'",
        message_id
    )
}

/// Notes that a letter came back, with what the server said; it is not tried again, and its secret is forgotten.
pub async fn bounced(tx: &mut Tx, id: OutboxId, words: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql =
        "UPDATE outbox SET state = 'bounced', last_error = $2, bounced_at = $3, enclosure = NULL, leased_until = NULL,
                   version = version + 1
               WHERE id = $1 AND state IN ('queued', 'sent', 'failed')";
    let done = execute!(tx, sql, id, words, at)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Cancels a letter that waits or failed; its enclosure is forgotten.
pub async fn cancel(tx: &mut Tx, org: OrganizationId, id: OutboxId) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET state = 'cancelled', enclosure = NULL, leased_until = NULL, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND state IN ('queued', 'failed')";
    let done = execute!(tx, sql, org, id)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Cancels the letters of a kind to a customer user that have not been handed over: a newer one takes their place, or
/// the access ended.
pub async fn cancel_of_user(
    tx: &mut Tx,
    org: OrganizationId,
    user: CustomerUserId,
    kind: LetterKind,
) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET state = 'cancelled', enclosure = NULL, leased_until = NULL, version = version + 1
               WHERE organization_id = $1 AND customer_user_id = $2 AND kind = $3 AND state IN ('queued', 'failed')";
    execute!(tx, sql, org, user, kind).map(drop)
}

/// Removes every letter to or about a customer user, whatever became of it: names and addresses stand in it (R15).
pub async fn delete_of_user(tx: &mut Tx, org: OrganizationId, user: CustomerUserId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM outbox WHERE organization_id = $1 AND customer_user_id = $2", org, user)?;
    tx.announce().await
}
