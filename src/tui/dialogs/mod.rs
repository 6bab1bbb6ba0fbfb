//! Dialogs that are not about one kind of thing: a question, a text to read, the palette, the help.

mod help;
mod palette;
mod question;
mod reader;

pub use help::Help;
pub use palette::Palette;
pub use question::Question;
pub use reader::Reader;
