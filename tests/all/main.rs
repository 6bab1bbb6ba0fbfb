//! Every test that needs more than one room: one binary, so that it links once.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what a test cannot do without, it fails without")]
#![allow(clippy::similar_names, reason = "a story has a store")]

mod access;
mod access_file;
mod activity_filters;
mod architecture;
mod browser;
mod bulk;
mod cli;
mod colleagues;
mod comments;
mod customer_edit;
mod devices;
mod docs;
mod documents;
mod faults;
mod giving_access;
mod house;
mod import;
mod independence;
mod invitations;
mod knowing;
mod letters;
mod life;
mod log_chain;
mod notices;
mod orders;
mod passwords;
mod plans;
mod portal;
mod pty;
mod reading;
mod schema;
mod secure_link;
mod sending;
mod service_matrix;
mod sessions;
mod settings;
mod staff;
mod states;
mod storage;
mod story;
mod support;
mod triage;
mod tui;
mod tui_access;
mod tui_bulk;
mod tui_house;
mod tui_log;
mod tui_orders;
mod tui_people;
mod tui_things;
mod tui_ways;
mod two_at_once;
mod undo;
