//! Dialogs that are not about one kind of thing: a question, a text to read, the palette, the help.

mod help;
mod inner;
mod invite;
mod palette;
mod question;
mod reader;
mod review;
mod scope;

pub use help::Help;
pub use inner::{Ask, Chooser, Item, Step};
pub use invite::Invite;
pub use palette::Palette;
pub use question::Question;
pub use reader::Reader;
pub use review::{Review, Reviewed};
pub use scope::ScopeEditor;
