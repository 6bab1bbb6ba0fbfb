//! Every test that needs more than one room: one binary, so that it links once.

mod architecture;
mod browser;
mod cli;
mod import;
mod letters;
mod portal;
mod pty;
mod reading;
mod schema;
mod story;
mod support;
mod tui;
