//! Looking at a letter before and after it is sent (R63): the very letter, without its secret; or the very SMS.

use crate::domain::OutboxId;
use crate::domain::notice::Channel;
use crate::domain::sms::{Size, size};
use crate::domain::staff::StaffPermission;
use crate::letters::Rendered;
use crate::service::correspondence::{self, For, Post};
use crate::service::{Actor, App, Error};
use crate::store::Conn;
use crate::store::organizations::{self, Organization};
use crate::store::outbox::LetterRow;
use crate::store::outbox_queue::{self, Claimed};

use super::with_customer;

/// A row of the outbox with what its reader sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// How it stands.
    pub row: LetterRow,
    /// What it says.
    pub said: Said,
}

/// What the reader sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// A letter, with "…" in the place of its secret.
    Letter {
        /// The subject.
        subject: String,
        /// The plain text, as it is sent.
        text: String,
        /// The plain text with every paragraph on one line, for screens.
        unfilled: String,
        /// The page, with all that belongs to it inside.
        html: String,
    },
    /// An SMS (R65).
    Sms {
        /// Its text.
        text: String,
        /// What it takes.
        size: Size,
    },
}

/// What a letter says. Whoever is bound to areas looks at those about customers there (R10).
pub async fn preview(app: &App, by: &Actor, id: OutboxId) -> Result<Preview, Error> {
    let mut found = found(app, by, id).await?;
    let said = if found.row.channel == Channel::Sms {
        let text = correspondence::texted(app, &mut found.conn, &found.claimed, &found.sender).await?;
        let text = text.map_err(Error::conflict)?;
        Said::Sms { size: size(&text), text }
    } else {
        let post = found.look(app, For::Looking).await?;
        let Rendered { subject, text, html, .. } = post.letter;
        Said::Letter { subject, text, unfilled: post.unfilled, html }
    };
    Ok(Preview { row: found.row, said })
}

/// The same as its message is made of it.
///
/// # Errors
/// A conflict where it is an SMS, which is nothing but its text.
pub async fn post(app: &App, by: &Actor, id: OutboxId) -> Result<Post, Error> {
    let mut found = found(app, by, id).await?;
    if found.row.channel == Channel::Sms {
        return Err(Error::conflict("this is an SMS: it has a text, and no message around it"));
    }
    found.look(app, For::Sending).await
}

/// What is looked at, and what it is looked at with.
struct Found {
    conn: Conn,
    row: LetterRow,
    claimed: Claimed,
    sender: Organization,
}

impl Found {
    async fn look(&mut self, app: &App, how: For) -> Result<Post, Error> {
        let post = correspondence::look(app, &mut self.conn, &self.claimed, &self.sender, how).await?;
        post.map_err(|e| Error::conflict(e.to_string()))
    }
}

async fn found(app: &App, by: &Actor, id: OutboxId) -> Result<Found, Error> {
    by.may(StaffPermission::ViewOutbox)?.anywhere();
    let mut conn = app.store.read().await?;
    let row = visible(&mut conn, by, id).await?;
    let gone = || Error::not_found("such letter");
    let claimed = outbox_queue::unclaimed(&mut conn, by.organization, id).await?.ok_or_else(gone)?;
    let sender = organizations::get(&mut conn, by.organization).await?.ok_or_else(gone)?;
    Ok(Found { conn, row, claimed, sender })
}

/// The letter, if it is about a customer in the areas of the staff person; one about no customer is for those who act
/// everywhere.
async fn visible(conn: &mut Conn, by: &Actor, id: OutboxId) -> Result<LetterRow, Error> {
    let (row, customer) = with_customer(conn, by, id).await?;
    let visible = by.acts_in(customer.and_then(|c| c.area_id));
    visible.then_some(row).ok_or_else(|| Error::not_found("such letter"))
}
