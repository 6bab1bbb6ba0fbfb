//! The pages, one file each: extract, call a service, render.

mod plain;

pub(super) use plain::{change_password, failure, healthz, home, method_not_allowed, not_found, profile, robots};
