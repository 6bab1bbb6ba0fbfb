//! One use case = one function = one transaction: check the permission, change, log, tell.
//!
//! Terminal, command line and portal call these functions and nothing below them, so that a rule that holds here holds
//! everywhere. What does not belong here: SQL, HTML, drawing.

pub mod access;
pub mod access_file;
mod acting;
pub mod activity;
mod actor;
mod app;
pub mod areas;
mod belongings;
pub mod billing;
pub mod bulk;
pub mod checks;
pub mod colleagues;
pub mod comments;
pub mod company;
pub mod contacts;
pub mod customer_sign_in;
pub mod customers;
pub mod demo;
pub mod documents;
mod error;
pub mod explain;
pub mod facilities;
pub mod faults;
pub mod hasher;
pub mod import;
pub mod independence;
pub mod invitations;
pub mod log_chain;
pub mod notices;
pub mod objects;
mod open;
pub mod orders;
pub mod outbox;
pub mod own_data;
pub mod password;
pub mod passwords;
pub mod phrase;
pub mod portal;
pub mod portal_switch;
pub mod preferences;
pub mod profile;
pub mod readings;
pub mod roles;
pub mod second_factor;
pub mod secure_link;
pub mod seed;
pub mod sessions;
pub mod settings;
pub mod setup;
mod spoken;
pub mod staff;
pub mod staff_sign_in;
mod telling;
pub mod token;
pub mod triage;
pub mod undo;
pub mod video;
pub mod view_as;

pub use actor::{Actor, Giver, House, Who};
pub use app::{App, Policy};
pub use error::Error;
pub use open::Missing;
