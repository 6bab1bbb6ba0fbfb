//! The portal in a real browser: every page held to valid HTML and to the rules of accessibility, in light and in dark, on a phone
//! and on a desk; and the ways that people really go.

mod demo;
mod every_page;
mod found;
mod passkeys;
mod unlinked;
mod ways;
