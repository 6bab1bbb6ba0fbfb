//! The pages, one file each: extract, call a service, render.

pub(super) mod account;
pub(super) mod billing;
pub(super) mod code;
pub(super) mod colleague;
pub(super) mod colleagues;
pub(super) mod company;
pub(super) mod company_contact;
pub(super) mod confirm;
pub(super) mod decision;
pub(super) mod documents;
mod done;
pub(super) mod invitation;
pub(super) mod language;
pub(super) mod link;
mod listing;
pub(super) mod login;
pub(super) mod order;
mod order_talk;
pub(super) mod orders;
mod papers;
mod passkey;
pub(super) mod passkeys;
pub(super) mod password;
mod plain;
pub(super) mod recovery;
pub(super) mod second;
pub(super) mod second_factor;
pub(super) mod switch;
pub(super) mod things;
pub(super) mod view;

pub(super) use plain::{change_password, failure, healthz, method_not_allowed, not_found, profile, robots};
