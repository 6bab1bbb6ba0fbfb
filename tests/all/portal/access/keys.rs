//! The part of the matrix about second factors and passkeys (R22): who reaches these pages. That nobody gets past a second factor
//! is a story of its own, over every address there is.

use super::{Asked, COLUMNS, get, post};

/// The requests with what each visitor gets. The pages are everybody's own, so that scope, role and permissions do not matter.
pub fn rows() -> Vec<Asked> {
    vec![
        of(get("/account/second-factor", "/account/second-factor"), 200),
        of(post("/account/second-factor/begin", "/account/second-factor/begin", &[]), 303),
        of(post("/account/second-factor/confirm", "/account/second-factor/confirm", &[("code", "1")]), 422),
        of(post("/account/second-factor/off", "/account/second-factor/off", &[("password", "")]), 422),
        of(post("/account/second-factor/codes", "/account/second-factor/codes", &[]), 303),
        of(get("/account/passkeys", "/account/passkeys"), 200),
        of(post("/account/passkeys", "/account/passkeys", &[("name", "phone")]), 422),
        of(post("/account/passkeys/remove", "/account/passkeys/remove", &[("id", "x")]), 404),
        of(get("/account/confirm", "/account/confirm"), 200),
        of(post("/account/confirm", "/account/confirm", &[("password", "")]), 422),
    ]
}

fn of(asked: Asked, own: u16) -> Asked {
    let is_form = asked.method == "POST";
    asked.is(COLUMNS.map(|visitor| match visitor {
        "nobody" | "garbage" | "idle" | "temporary" => 303,
        "suspended" | "revoked" | "ended" | "portal off" | "module off" => 403,
        "wrong token" if is_form => 403,
        _ => own,
    }))
}
