//! The pages, one file each: extract, call a service, render.

pub(super) mod account;
pub(super) mod calendar;
pub(super) mod check_form;
pub(super) mod checks;
pub(super) mod code;
pub(super) mod confirm;
pub(super) mod documents;
pub(super) mod dashboard;
pub(super) mod feed;
pub(super) mod fault_new;
pub(super) mod faults;
pub(super) mod invitation;
pub(super) mod language;
pub(super) mod link;
mod listing;
pub(super) mod login;
pub(super) mod object;
pub(super) mod object_form;
pub(super) mod order;
pub(super) mod order_new;
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
mod spot;
pub(super) mod switch;
pub(super) mod things;
pub(super) mod view;
pub(super) mod video;

pub(super) use plain::{change_password, failure, healthz, method_not_allowed, not_found, profile, robots};
