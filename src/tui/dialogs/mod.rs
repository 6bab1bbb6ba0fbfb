//! Dialogs that are not about one kind of thing: a question, a form, boxes to tick, a text to read, something to hand on, the
//! palette, the help; and those that several sections open.

mod checks;
mod dossier;
mod fetch;
mod form;
mod handed;
mod help;
mod inner;
mod invite;
mod palette;
mod pick;
mod qr;
mod question;
mod reader;
mod review;
mod scope;
mod secure_link;
mod sent;

pub use checks::{Checks, Mark, Tick};
pub use dossier::{Dossier, Paper, Sheet};
pub use fetch::Fetch;
pub use form::{Foreseen, Form, Values};
pub use handed::Handed;
pub use help::Help;
pub use inner::{Ask, Chooser, Item, Step};
pub use invite::Invite;
pub use palette::Palette;
pub use pick::Pick;
pub use qr::Qr;
pub use question::Question;
pub use reader::Reader;
pub use review::{Review, Reviewed};
pub use scope::ScopeEditor;
pub use secure_link::SecureLink;
pub use sent::SentKey;
