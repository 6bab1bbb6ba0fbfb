//! The numbers that things get which bring none of their own: a letter and the next of the organization's count.

use crate::domain::OrganizationId;

use super::{StoreError, Tx, scalar};

/// What is numbered. Imports bring numbers too, so a number of ours may be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbered {
    /// `K1`, `K2` and so on.
    Contact,
    /// `F1`, `F2` and so on.
    Facility,
    /// `G1`, `G2` and so on.
    Object,
    /// `W1`, `W2` and so on.
    Order,
}

impl Numbered {
    /// The statement that counts on, and the one that asks whether a number is taken.
    const fn statements(self) -> (char, &'static str, &'static str) {
        macro_rules! of {
            ($letter:literal, $count:literal, $table:literal) => {
                (
                    $letter,
                    concat!("UPDATE organization SET ", $count, " = ", $count, " + 1 WHERE id = $1 RETURNING ", $count),
                    concat!("SELECT EXISTS (SELECT 1 FROM ", $table, " WHERE organization_id = $1 AND number = $2)"),
                )
            };
        }
        match self {
            Self::Contact => of!('K', "contact_seq", "contact"),
            Self::Facility => of!('F', "facility_seq", "facility"),
            Self::Object => of!('G', "object_seq", "service_object"),
            Self::Order => of!('W', "order_seq", "service_order"),
        }
    }
}

/// The next number that is not taken.
pub async fn next(tx: &mut Tx, organization: OrganizationId, of: Numbered) -> Result<String, StoreError> {
    let (letter, count_on, taken) = of.statements();
    loop {
        let number = format!("{letter}{}", scalar!(tx, i64, count_on, organization)?);
        if !scalar!(tx, bool, taken, organization, &number)? {
            return Ok(number);
        }
    }
}
