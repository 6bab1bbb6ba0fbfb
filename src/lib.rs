//! Keydesk decides which customer may see and do what at a service company, and shows it to them.
//!
//! # The map of the house
//!
//! | room | what happens there | may know |
//! |---|---|---|
//! | [`domain`] | what is true without input or output: words, permissions, access decisions, validation | nobody |
//! | [`store`] | the only SQL: both databases, one file per family of tables | `domain` |
//! | [`service`] | one use case = one function = one transaction: check, change, log, tell | `domain`, `store`, `files`, `config`, `letters` |
//! | [`files`] | the bytes of documents, in object storage | nobody |
//! | [`letters`] | what letters say: from a row of the outbox to subject, plain text and HTML | `domain`, `locale` |
//! | [`notify`] | messages, transports, the worker that empties the outbox | `domain`, `store`, `service`, `letters`, `locale`, `config` |
//! | [`portal`] | the web portal: extract, call a service, render | `domain`, `service`, `locale`, `config` |
//! | [`tui`] | the terminal back office | `domain`, `service`, `locale`, `config` |
//! | [`cli`] | the command line | `domain`, `service`, `config` |
//! | [`config`] | flags, environment, files | nobody |
//! | [`locale`] | texts, dates and numbers in the reader's language | `domain` |
//! | [`clock`], [`random`], [`text`], [`qr`] | the one source of time, the one of randomness, text made comparable and safe, text as a QR code | nobody |
//!
//! `tui`, `portal` and `cli` never name each other; the binaries put them together. The last row's rooms are known to all. A test reads this table and
//! holds the sources to it.

pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod files;
pub mod letters;
pub mod locale;
pub mod notify;
pub mod portal;
pub mod qr;
pub mod random;
pub mod service;
pub mod store;
pub mod text;
pub mod tui;
