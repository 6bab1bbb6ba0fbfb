//! Looking at a letter before and after it is sent (R63): the very letter, without its secret.

use crate::domain::OutboxId;
use crate::domain::staff::StaffPermission;
use crate::service::correspondence::{self, For, Post};
use crate::service::{Actor, App, Error};
use crate::store::outbox::LetterRow;
use crate::store::{Conn, organizations, outbox_queue};

use super::with_customer;

/// A letter as its reader sees it, with "…" in the place of its secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// How it stands.
    pub row: LetterRow,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The page, with all that belongs to it inside.
    pub html: String,
}

/// What a letter says. Whoever is bound to areas looks at those about customers there (R10).
pub async fn preview(app: &App, by: &Actor, id: OutboxId) -> Result<Preview, Error> {
    let (row, post) = looked_at(app, by, id, For::Looking).await?;
    Ok(Preview { row, subject: post.letter.subject, text: post.letter.text, html: post.letter.html })
}

/// The same as its message is made of it.
pub async fn post(app: &App, by: &Actor, id: OutboxId) -> Result<Post, Error> {
    looked_at(app, by, id, For::Sending).await.map(|(_, post)| post)
}

async fn looked_at(app: &App, by: &Actor, id: OutboxId, how: For) -> Result<(LetterRow, Post), Error> {
    by.may(StaffPermission::ViewOutbox)?.anywhere();
    let mut conn = app.store.read().await?;
    let row = visible(&mut conn, by, id).await?;
    let gone = || Error::not_found("such letter");
    let claimed = outbox_queue::unclaimed(&mut conn, by.organization, id).await?.ok_or_else(gone)?;
    let sender = organizations::get(&mut conn, by.organization).await?.ok_or_else(gone)?;
    let post = correspondence::look(app, &mut conn, &claimed, &sender, how).await?;
    Ok((row, post.map_err(|e| Error::conflict(e.to_string()))?))
}

/// The letter, if it is about a customer in the areas of the staff person; one about no customer is for those who act
/// everywhere.
async fn visible(conn: &mut Conn, by: &Actor, id: OutboxId) -> Result<LetterRow, Error> {
    let (row, customer) = with_customer(conn, by, id).await?;
    let visible = by.acts_in(customer.and_then(|c| c.area_id));
    visible.then_some(row).ok_or_else(|| Error::not_found("such letter"))
}
