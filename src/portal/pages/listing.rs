//! What every list of the portal has around its rows: the search, what stands there when it is empty, the way to the
//! other pages.

/// Around the rows of a list; the templates `search`, `empty` and `pager` read it.
pub(super) struct Listing {
    /// What is searched for.
    pub search: String,
    /// The title of what stands there when there are no rows.
    pub empty_title: String,
    /// What will appear there, or what one can do.
    pub empty_text: String,
    /// Where everything is shown, and the key of the words that say so, when something is filtered.
    pub show_all: Option<(&'static str, &'static str)>,
    /// Where the page before is.
    pub previous: Option<String>,
    /// Where the next page is.
    pub next: Option<String>,
    /// The key of the words for the page before.
    pub previous_words: &'static str,
    /// The key of the words for the next page.
    pub next_words: &'static str,
}
