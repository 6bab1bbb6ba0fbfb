//! What ends by time alone (R16, R20): nobody does anything, so the states that lists show are set by a worker.

use crate::service::{App, Error};
use crate::store::standing;

/// Sets the access state (R5) of customers whose last access or secure link has run out; how many there were. For the
/// people themselves nothing waits for this: an end date holds at the next request.
pub async fn settle_ended(app: &App) -> Result<usize, Error> {
    let now = app.now();
    // Most looks find nothing: ask before taking the writer.
    let found = standing::ended(&mut app.store.read().await?, now).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let mut tx = app.store.begin().await?;
    for (organization, customer) in &found {
        standing::refresh_access_state(&mut tx, *organization, *customer, now).await?;
    }
    tx.announce().await?;
    tx.commit().await?;
    Ok(found.len())
}
