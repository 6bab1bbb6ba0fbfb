//! What is true without any input or output: words, permissions, decisions, states, validation.
//!
//! What does not belong here: anything that waits, reads a file or asks a database. Types may say how they are
//! stored (`sqlx::Type`), nothing more.

pub mod access;
pub mod activity;
pub mod activity_filter;
pub mod check;
pub mod comment;
pub mod country;
pub mod currency;
pub mod delegation;
pub mod email;
pub mod field;
pub mod ids;
pub mod letter;
pub mod listing;
pub mod meter;
pub mod notice;
pub mod outbox_filter;
pub mod permission;
pub mod phone;
pub mod portal_area;
pub mod query;
pub mod sms;
pub mod staff;
pub mod state;
pub(crate) mod text_enum;
pub mod triage;

pub use ids::*;
pub use text_enum::UnknownName;
