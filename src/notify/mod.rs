//! Telling people: letters, transports, and the worker that empties the outbox.
//!
//! [`letters`] writes a letter in the reader's language, [`message`] puts it into a MIME message, [`transport`] hands it
//! over (to a mail server or into a folder), [`worker`] takes what is due from the outbox and notes what became of it.
//! What does not belong here: deciding who is told (services write the outbox in the transaction of what happened), and
//! sentences (they are in `assets/locales`).

mod file;
mod header;
pub mod letters;
pub mod message;
pub mod settings;
mod smtp;
pub mod transport;
pub mod worker;
