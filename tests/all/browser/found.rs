//! What the walks over the portal's pages hold each page to, and what they found.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::browser::{Browser, Look};
use crate::support::pages::Checkers;

/// How each page is looked at.
const LOOKS: [Look; 3] = [
    Look { size: (320, 700), dark: false },
    Look { size: (320, 700), dark: true },
    Look { size: (1280, 900), dark: false },
];

/// What was found so far.
#[derive(Default)]
pub struct Found {
    pages: Vec<(String, String)>,
    wrong: BTreeMap<String, BTreeSet<String>>,
}

impl Found {
    /// Looks at the page that is shown in every way, and keeps what the server sent for the validator.
    pub async fn look_at(&mut self, browser: &Browser, checkers: &Checkers, name: &str, html: String) {
        for look in LOOKS {
            browser.look(look).await;
            let mut wrong = checkers.barriers(browser).await;
            let width = "return document.documentElement.scrollWidth - window.innerWidth";
            let beyond =
                browser.execute(width, Vec::new()).await.expect("the page answers").as_i64().unwrap_or_default();
            if beyond > 0 {
                wrong.insert(format!("{beyond} pixels wider than the window"));
            }
            let what = format!("{name} at {} px, {}", look.size.0, if look.dark { "dark" } else { "light" });
            if !wrong.is_empty() {
                self.wrong.insert(what, wrong);
            }
        }
        self.pages.push((name.to_owned(), html));
    }

    /// Nothing was found, and the validator finds nothing in any of the pages.
    pub fn is_clean(&self, checkers: &Checkers) {
        let invalid = checkers.invalid(&self.pages);
        assert!(self.wrong.is_empty() && invalid.is_empty(), "{:#?}\n{invalid}", self.wrong);
    }
}
