//! Telling people: letters, transports, and the worker that empties the outbox.
//!
//! [`message`] puts a letter into a MIME message, [`transport`] hands it over (to a mail server, to an SMS gateway or into
//! a folder), `delivery` does so with one row of the outbox, [`worker`] takes what is due and notes what became of it,
//! [`trial`] sends one message at once to see whether the settings work.
//! What does not belong here: deciding who is told (services write the outbox in the transaction of what happened), and
//! what letters say ([`letters`], a room of its own: screens show them too).

mod delivery;
mod file;
mod header;
pub mod message;
pub mod settings;
pub mod sms;
mod sms_fields;
mod sms_http;
pub mod sms_settings;
mod smtp;
pub mod transport;
pub mod trial;
pub mod worker;

pub use crate::letters;
