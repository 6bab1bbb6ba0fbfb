//! What people do on a page, and what every page on every way is held to.

use std::time::{Duration, Instant};

use fantoccini::Locator;
use serde_json::{Value, json};

use super::stage::{Stage, get};

impl Stage {
    /// Signs in and does not come in: 403 with this heading.
    pub async fn refused_at_sign_in(&self, email: &str, password: &str, heading: &str) {
        self.open("/login", "Sign in").await;
        self.fill("#email", email).await;
        self.fill("#password", password).await;
        self.press("form[action='/login'] button.main").await;
        assert_eq!(self.browser.status().await, 403, "{}", self.browser.shown().await);
        self.held(heading).await;
    }

    /// Opens a page, which answers and has this title and heading; see [`Stage::held`].
    pub async fn open(&self, path: &str, heading: &str) {
        let status = self.browser.open(&self.at(path)).await;
        assert_eq!(status, 200, "{path}: {}", self.browser.shown().await);
        self.held(heading).await;
    }

    /// The sign-in page is shown, in the language of this heading.
    pub async fn sign_in_page_says(&self, heading: &str) {
        assert!(self.path().await.starts_with("/login"));
        self.held(heading).await;
    }

    /// Opens a page that answers with this status.
    pub async fn refused(&self, path: &str, status: u16, heading: &str) {
        let answered = self.browser.open(&self.at(path)).await;
        assert_eq!(answered, status, "{path}: {}", self.browser.shown().await);
        self.held(heading).await;
    }

    /// Holds the page that is shown to its title and heading (`A · B | B` where they differ), to the width of the window, and to
    /// having one heading of the first rank.
    pub async fn held(&self, heading: &str) {
        let (title, heading) = heading.split_once(" | ").unwrap_or((heading, heading));
        let script = "return { headings: [...document.querySelectorAll('h1')].map(h => h.textContent),
            title: document.title, wider: document.documentElement.scrollWidth - innerWidth,
            across: [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
                && !e.closest('.across') && !e.closest('.hidden') && !e.closest('.away')).map(e => e.outerHTML.slice(0, 120)) }";
        let page = self.ask(script).await;
        assert_eq!(page["headings"], json!([heading]), "{}", self.browser.shown().await);
        let said = page["title"].as_str().unwrap_or_default();
        assert!(said.starts_with(title) && said.contains(" – "), "the title is {said:?}, not {title:?}");
        assert!(page["wider"].as_i64() <= Some(0), "{heading} is wider than the window: {:#}", page["across"]);
    }

    /// What a script answers that the test runs (pages need not be allowed any).
    pub async fn ask(&self, script: &str) -> Value {
        self.browser.execute(script, Vec::new()).await.expect("the page answers")
    }

    /// Waits until a script that the test runs answers yes.
    pub async fn until(&self, script: &str) {
        let started = Instant::now();
        while self.ask(script).await != true {
            assert!(started.elapsed() < Duration::from_secs(10), "it never becomes true: {script}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Types into a field in place of what is there.
    pub async fn fill(&self, css: &str, text: &str) {
        self.browser.fill(css, text).await;
    }

    /// Puts a value into a field whose keys depend on the browser's language (days and times).
    pub async fn set(&self, css: &str, value: &str) {
        self.browser.element(css).await;
        let script = "document.querySelector(arguments[0]).value = arguments[1]; return null";
        self.browser.execute(script, vec![css.into(), value.into()]).await.expect("the page answers");
    }

    /// Chooses from a list.
    pub async fn choose(&self, css: &str, value: &str) {
        let list = self.browser.element(css).await;
        list.select_by_value(value).await.unwrap_or_else(|e| panic!("{css} {value}: {e}"));
    }

    /// Chooses the entry that reads like this.
    pub async fn choose_named(&self, css: &str, label: &str) {
        let list = self.browser.element(css).await;
        list.select_by_label(label).await.unwrap_or_else(|e| panic!("{css} {label}: {e}"));
    }

    /// Clicks something that leads to no other page.
    pub async fn click(&self, css: &str) {
        self.browser.click(css).await;
    }

    /// Chooses a file.
    pub async fn attach(&self, css: &str, path: &str) {
        self.browser.element(css).await.send_keys(path).await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Clicks a button or link, and waits for the page that it leads to.
    pub async fn press(&self, css: &str) {
        let before = self.born().await;
        self.click(css).await;
        self.arrived(before, css).await;
    }

    /// When the page that is shown began; none while another one is on its way.
    pub async fn born(&self) -> Option<f64> {
        let script = "return document.readyState === 'complete' ? performance.timeOrigin : null";
        self.browser.execute(script, Vec::new()).await.ok()?.as_f64()
    }

    /// Waits until another page is there than the one that began `before`.
    pub async fn arrived(&self, before: Option<f64>, after: &str) {
        let started = Instant::now();
        loop {
            let born = self.born().await;
            if born.is_some() && born != before {
                return;
            }
            let waits = started.elapsed() < Duration::from_secs(10);
            assert!(waits, "{after} leads to no other page than {}", self.browser.shown().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The notice that says what has been done.
    pub async fn notice(&self, text: &str) {
        assert_eq!(self.browser.status().await, 200, "{}", self.browser.shown().await);
        let said = self.browser.element(".notice").await.text().await.expect("its text");
        assert_eq!(said, text);
    }

    /// A form came back: 422, a title that says so, a summary with this sentence whose link leads to the field.
    pub async fn wrong(&self, heading: &str, field: &str, text: &str) {
        assert_eq!(self.browser.status().await, 422, "{}", self.browser.shown().await);
        self.held(&format!("Error: {heading} | {heading}")).await;
        let link = self.browser.element(&format!(".summary a[href='#{field}']")).await;
        assert_eq!(link.text().await.expect("its text"), text);
        assert!(self.browser.has(&format!("#{field}")).await, "the link leads to nothing");
    }

    /// Whether the page says this.
    pub async fn says(&self, text: &str) -> bool {
        self.browser.shown().await.contains(text)
    }

    /// The text of every element that a selector finds, as it stands in the page.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())";
        let found = self.browser.execute(script, vec![css.into()]).await.expect("the page answers");
        serde_json::from_value(found).expect("texts")
    }

    /// What a download that this page links to answers, with the session of the browser: status, kind, length.
    pub async fn fetched(&self, href: &str) -> (u16, String, usize) {
        let (status, kind, body) = self.fetched_text(href).await;
        (status, kind, body.len())
    }

    /// The same with the text.
    pub async fn fetched_text(&self, href: &str) -> (u16, String, String) {
        let cookies = self.browser.get_all_cookies().await.expect("cookies");
        let cookies: Vec<_> = cookies.iter().map(|c| format!("{}={}", c.name(), c.value())).collect();
        get(&self.url, href, &cookies.join("; ")).await
    }

    /// What a calendar program, which has no session, is answered at this address.
    pub async fn feed_answers(&self, address: &str, status: u16) {
        let (answered, kind, body) = get(&self.url, address, "").await;
        assert_eq!(answered, status, "{address}");
        let calendar = kind.starts_with("text/calendar") && body.contains("BEGIN:VCALENDAR");
        assert_eq!(calendar, status == 200, "{kind}: {body}");
    }

    /// Whether a selector finds something that is shown.
    pub async fn shows(&self, css: &str) -> bool {
        match self.browser.find(Locator::Css(css)).await {
            Ok(element) => element.is_displayed().await.unwrap_or_default(),
            Err(_) => false,
        }
    }
}
