//! Comments on orders (R32): how long, by whom, and who may read them.

use chrono::{DateTime, Utc};

use super::access::{Thing, Viewer, decide};
use super::text_enum::text_enum;

/// A comment has at most so many characters.
pub const LONGEST: usize = 5_000;

text_enum! {
    /// Who wrote a comment.
    pub enum AuthorKind {
        /// A staff person.
        Staff = "staff",
        /// A customer user.
        CustomerUser = "customer_user",
        /// The program itself.
        System = "system",
    }
}

/// Whether a viewer of the portal may read a comment on `order`: whoever may see the order may, unless the comment is
/// internal. An internal one is never shown to a customer, whatever was given (R14).
pub fn is_shown(viewer: &Viewer, order: &Thing, internal: bool, now: DateTime<Utc>) -> bool {
    !internal && decide(viewer, order, now).allowed
}
