//! Undoing a change from its record in the log (R74): permissions, role, scope, contact, end date, suspending, lifting,
//! revoking, withdrawing, what a role holds, and the switches of a customer's portal.
//!
//! Undoing is a change like any other: it needs the permission that such a change needs, is refused when somebody has changed
//! the same thing since, and is a record of its own, which can be undone again.

mod plan;

use serde::Serialize;

use crate::store::{Conn, Tx, activity as log};

use super::access::{self, Farewell};
use super::activity::{self, Record};
use super::{Actor, App, Error, portal_switch, roles, secure_link};

use plan::{Deed, plan};

/// What was undone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Undone {
    /// What undoing it did, for people.
    pub sentence: String,
    /// The record of that, which can be undone again.
    pub seq: i64,
}

/// Undoes what a record tells of.
///
/// # Errors
/// Denied without the permission for such a change; a conflict that says why when it cannot be undone, or not any more, with
/// the name of who changed it since.
pub async fn undo(app: &App, by: &Actor, seq: i64) -> Result<Undone, Error> {
    let by = undoing(by, seq);
    let mut tx = app.store.begin().await?;
    let record = activity::one(&mut tx, &by, seq).await?;
    let deed = plan(app, &mut tx, &by, &record).await?;
    match deed {
        // These hold their own transaction, and a version that somebody who is faster moves on.
        Deed::End { user, version, ends_at } => {
            drop(tx);
            access::set_end(app, &by, user, version, ends_at).await?;
        }
        Deed::Role(change) => {
            drop(tx);
            roles::set(app, &by, &change).await?;
        }
        deed => {
            carry_out(app, &mut tx, &by, deed).await?;
            tx.commit().await?;
        }
    }
    done(&mut app.store.read().await?, &by, seq).await
}

/// Whether [`undo`] would do it at this moment; otherwise why not, as a sentence. Nothing is changed.
pub async fn possible(app: &App, by: &Actor, record: &Record) -> Result<(), String> {
    let by = undoing(by, record.seq);
    let asked = async {
        let mut conn = app.store.read().await?;
        plan(app, &mut conn, &by, record).await
    };
    asked.await.map(drop).map_err(|e: Error| e.to_string())
}

fn undoing(by: &Actor, seq: i64) -> Actor {
    let mut by = by.clone();
    by.house.undoes = Some(seq);
    by
}

async fn carry_out(app: &App, tx: &mut Tx, by: &Actor, deed: Deed) -> Result<(), Error> {
    match deed {
        Deed::Change(change) => access::apply_in(app, tx, by, &[change]).await.map(drop),
        Deed::Suspend(user) => access::suspend_in(app, tx, by, user).await.map(drop),
        Deed::Lift(user) => access::lift_in(app, tx, by, user).await.map(drop),
        Deed::Revoke(user) => access::revoke_in(app, tx, by, user, &Farewell::Silent).await.map(drop),
        Deed::Restore(user, state) => access::restore(app, tx, by, &user, state).await,
        Deed::Portal(customer, on) => portal_switch::customer_in(app, tx, by, customer, on).await.map(drop),
        Deed::Areas(customer, areas) => portal_switch::areas_in(app, tx, by, customer, areas).await.map(drop),
        Deed::Link(customer, on) => secure_link::switch_in(app, tx, by, customer, on).await,
        // Carried out above, in transactions of their own.
        Deed::End { .. } | Deed::Role(_) => Ok(()),
    }
}

/// The record that undoing left. Other records may have followed already.
async fn done(conn: &mut Conn, by: &Actor, seq: i64) -> Result<Undone, Error> {
    let found = log::that_undoes(conn, by.organization, seq).await?;
    let record = found.ok_or_else(|| Error::conflict("it was so already; nothing was changed"))?;
    Ok(Undone { sentence: record.sentence(), seq: record.seq })
}
