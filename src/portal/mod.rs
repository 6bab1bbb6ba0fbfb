//! The web portal: extract, call a service, render.
//!
//! | file | what happens there |
//! |---|---|
//! | `server` | connections, time-outs, caps, shutdown |
//! | `router` | every address, in one table |
//! | `gate` | around every request: limits, headers, failures turned into pages, the access log |
//! | `visit` | who is asking, read from the database at every request |
//! | `kept` | what was typed survives the sign-in |
//! | `viewing` | staff looking at the portal as somebody |
//! | `pages` | one file for each page |
//! | `page`, `look` | the frame around a page; language, name and colour |
//! | `chart` | lines and bars, drawn without script |
//! | `form`, `upload`, `guard`, `cookies` | what a form carries and whether it may be taken |
//!
//! Every page reads through the access decision of the visitor (`domain::access`) as the database has it at that moment.
//! What does not belong here: SQL, rules about who may see what.

mod assets;
mod brand;
mod chart;
mod client;
mod cookies;
mod device;
mod failure;
mod form;
mod gate;
mod guard;
mod kept;
mod look;
mod page;
mod pages;
mod router;
mod server;
mod settings;
mod state;
mod tie;
mod upload;
mod viewing;
mod visit;

pub use router::{router, routes};
pub use server::{bind, serve};
pub use settings::PortalSettings;
