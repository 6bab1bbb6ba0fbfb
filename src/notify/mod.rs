//! Telling people: letters, transports, and the worker that empties the outbox.
//!
//! [`message`] puts a letter into a MIME message, [`transport`] hands it over (to a mail server or into a folder),
//! [`worker`] takes what is due from the outbox and notes what became of it.
//! What does not belong here: deciding who is told (services write the outbox in the transaction of what happened), and
//! what letters say ([`letters`], a room of its own: screens show them too).

mod file;
mod header;
pub mod message;
pub mod settings;
mod smtp;
pub mod transport;
pub mod worker;

pub use crate::letters;
