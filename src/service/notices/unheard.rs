//! Events that nobody of the staff hears of (R33, R73): fault reports and customers' comments go to the triage list, at the moment
//! when it is clear that nobody hears – when they are written, or when the last letter about them is given up.

use crate::domain::letter::LetterKind;
use crate::domain::{OrganizationId, OutboxId};
use crate::service::{App, Error};
use crate::store::{Tx, faults, notices as store, order_work};

use super::{Kept, Reader, Told};

/// Whether nobody of the staff is among those who are told.
pub(in crate::service) fn nobody_of_staff<'a>(told: impl IntoIterator<Item = &'a Told>) -> bool {
    !told.into_iter().any(|t| matches!(t.reader, Reader::Staff(_)))
}

/// A letter will not be sent: the reader may not see the thing any more, switched the topic off, or cannot be reached. If no other
/// letter tells staff of the same, nobody hears of it.
pub(in crate::service) async fn given_up(
    app: &App,
    tx: &mut Tx,
    org: OrganizationId,
    letter: OutboxId,
) -> Result<(), Error> {
    let Some(given_up) = store::to_staff(tx, org, letter).await? else { return Ok(()) };
    let Ok(kept) = serde_json::from_str::<Kept>(&given_up.about) else { return Ok(()) };
    let Some(order) = kept.on_order() else { return Ok(()) };
    // Of a report staff are told as a report, or as an order.
    let kinds: &[LetterKind] = match kept.kind {
        LetterKind::FaultReceived | LetterKind::OrderCreated => &[LetterKind::FaultReceived, LetterKind::OrderCreated],
        LetterKind::Comment => &[LetterKind::Comment],
        _ => return Ok(()),
    };
    for kind in kinds {
        let same = serde_json::to_string(&Kept { kind: *kind, ..kept.clone() }).unwrap_or_default();
        if store::also_told(tx, org, letter, &same, given_up.created_at).await? {
            return Ok(());
        }
    }
    if kept.kind == LetterKind::Comment {
        order_work::set_unheard(tx, org, order, app.now()).await?;
    } else {
        faults::set_unheard_of_order(tx, org, order).await?;
    }
    Ok(())
}
