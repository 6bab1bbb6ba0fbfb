//! Without a mouse: the sign-in, a fault report and a comment by Tab, Shift-Tab, Enter, Space and typing alone. Keys go to what has
//! the focus; wherever it goes it is seen, and nothing covers it (WCAG 2.4.7, 2.4.11).

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::stage::Stage;
use super::ways;
use crate::support::sql::select;
use crate::support::world::PASSWORD;

ways! {
    past_the_top_into_the_portal,
    a_fault_is_reported,
    a_comment_is_written,
}

/// Why the focus is not where somebody can see it; nothing when it is.
const HIDDEN_FOCUS: &str = "
    const e = document.activeElement;
    if (!e || e === document.body) return 'nothing has the focus';
    const drawn = n => { const s = getComputedStyle(n);
        return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && !/, 0\\)$/.test(s.outlineColor) };
    if (!drawn(e) && !(e.parentElement && drawn(e.parentElement))) return 'the focus is not drawn: ' + e.outerHTML.slice(0, 200);
    const r = e.getBoundingClientRect();
    const within = (v, most) => Math.min(Math.max(v, 1), most - 1);
    if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) return 'out of the window: ' + e.outerHTML.slice(0, 200);
    const at = document.elementFromPoint(within((r.left + r.right) / 2, innerWidth), within((r.top + r.bottom) / 2, innerHeight));
    if (at && !e.contains(at) && !at.contains(e)) return at.outerHTML.slice(0, 100) + ' covers ' + e.outerHTML.slice(0, 200);
    return ''";

/// Two hands on a keyboard.
struct Hands<'a>(&'a Stage);

impl Hands<'_> {
    async fn strike(&self, keys: impl IntoIterator<Item = char>) {
        let struck = keys.into_iter().fold(KeyActions::new("keyboard".to_owned()), |actions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.0.browser.perform_actions(struck).await.expect("the keys are taken");
    }

    async fn typed(&self, text: &str) {
        self.strike(text.chars()).await;
    }

    async fn tab(&self) {
        self.strike([Key::Tab.into()]).await;
        self.seen().await;
    }

    async fn back(&self) {
        let (shift, tab) = (Key::Shift.into(), Key::Tab.into());
        let actions = KeyActions::new("keyboard".to_owned());
        let actions = actions.then(KeyAction::Down { value: shift }).then(KeyAction::Down { value: tab });
        let actions = actions.then(KeyAction::Up { value: tab }).then(KeyAction::Up { value: shift });
        self.0.browser.perform_actions(actions).await.expect("the keys are taken");
        self.seen().await;
    }

    /// The focus is drawn, in the window, under nothing.
    async fn seen(&self) {
        assert_eq!(self.0.ask(HIDDEN_FOCUS).await, "", "{}", self.0.path().await);
    }

    async fn at(&self, css: &str) -> bool {
        let script = "return document.activeElement.matches(arguments[0])";
        self.0.browser.execute(script, vec![css.into()]).await.expect("the page answers") == true
    }

    /// Tabs on until the focus is there; it is seen at every step.
    async fn reach(&self, css: &str) {
        for _ in 0..60 {
            if self.at(css).await {
                return;
            }
            self.tab().await;
        }
        panic!("Tab never leads to {css} on {}", self.0.path().await);
    }

    /// Presses what has the focus, and waits for the page that it leads to.
    async fn go(&self, key: char) {
        let before = self.0.born().await;
        self.strike([key]).await;
        self.0.arrived(before, "the key").await;
    }

    async fn enter(&self) {
        self.go(Key::Enter.into()).await;
    }

    async fn sign_in(&self, email: &str) {
        self.0.open("/login", "Sign in").await;
        self.reach("#email").await;
        self.typed(email).await;
        self.tab().await;
        assert!(self.at("#password").await, "the password comes next");
        self.typed(PASSWORD).await;
        self.enter().await;
        self.0.held("Dashboard").await;
    }

    /// To a part of the portal, through the menu where there is one.
    async fn part(&self, href: &str) {
        if self.0.shows(".menu > summary").await {
            self.reach(".menu > summary").await;
            self.strike([Key::Enter.into()]).await;
            self.0.until("return document.querySelector('.menu').open").await;
        }
        self.reach(&format!("nav a[href='{href}']")).await;
        self.enter().await;
    }
}

async fn past_the_top_into_the_portal(stage: &Stage) {
    let (person, hands) = (stage.person().await, Hands(stage));
    stage.open("/login", "Sign in").await;
    hands.tab().await;
    assert!(hands.at("a.skip").await, "the first thing leads past the top");
    hands.strike([Key::Enter.into()]).await;
    stage.until("return document.activeElement.id === 'main'").await;
    hands.tab().await;
    assert!(!hands.at("header *").await, "the top is behind one");
    hands.reach("#password").await;
    hands.back().await;
    assert!(hands.at("#email").await);

    // Nothing typed: the summary leads to the field.
    hands.enter().await;
    stage.wrong("Sign in", "email", "Enter your e-mail address.").await;
    hands.reach(".summary a[href='#email']").await;
    hands.strike([Key::Enter.into()]).await;
    stage.until("return document.activeElement.id === 'email'").await;
    hands.typed(&person.email).await;
    hands.tab().await;
    hands.typed(PASSWORD).await;
    hands.reach("form[action='/login'] button.main").await;
    hands.go(' ').await;
    stage.held("Dashboard").await;
    // And out again.
    hands.reach("form[action='/logout'] button").await;
    hands.enter().await;
    stage.held("Sign in").await;
    let sql = "SELECT count(*) FROM portal_session WHERE customer_user_id = $1";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.user), [(0,)]);
}

async fn a_fault_is_reported(stage: &Stage) {
    let (person, hands) = (stage.person().await, Hands(stage));
    hands.sign_in(&person.email).await;
    hands.part("/faults").await;
    stage.held("Fault reports").await;
    hands.reach("a[href='/faults/new']").await;
    hands.enter().await;
    stage.held("Report a fault").await;
    hands.reach("form.write button.main").await;
    hands.go(' ').await;
    stage.wrong("Report a fault", "title", "Say in a line what it is about.").await;
    hands.reach(".summary a[href='#title']").await;
    hands.strike([Key::Enter.into()]).await;
    stage.until("return document.activeElement.id === 'title'").await;
    hands.typed("Gate stuck").await;
    hands.tab().await;
    assert!(hands.at("#body").await);
    hands.typed("It hums.").await;
    hands.tab().await;
    assert!(hands.at("#urgency").await);
    hands.typed("So").await;
    hands.reach("#facility").await;
    hands.typed("Gra").await;
    hands.reach("form.write button.main").await;
    hands.enter().await;
    stage.notice("Your report has been sent.").await;
    let sql = "SELECT o.title, o.description, r.urgency, r.facility_id = $2 FROM fault_report r
               JOIN service_order o ON o.id = r.order_id WHERE r.customer_id = $1";
    let stored = select!(&stage.world.sql, (String, String, String, bool), sql, person.customer, person.graz);
    assert_eq!(stored, [("Gate stuck".to_owned(), "It hums.".to_owned(), "high".to_owned(), true)]);
}

async fn a_comment_is_written(stage: &Stage) {
    let (person, hands) = (stage.person().await, Hands(stage));
    let number = format!("{}N1", person.number);
    stage.world.order(person.customer, Some(person.graz), &number, "Lift stuck").await;
    hands.sign_in(&person.email).await;
    hands.part("/orders").await;
    stage.held("My orders").await;
    hands.reach(".rows a").await;
    hands.enter().await;
    stage.held(&format!("{number} · Lift stuck | Lift stuck")).await;
    hands.reach("#body").await;
    hands.typed("When do you come?").await;
    hands.reach("section.talk form button.main").await;
    hands.go(' ').await;
    stage.notice("Your comment has been sent.").await;
    let sql = "SELECT body FROM comment WHERE customer_user_id = $1";
    assert_eq!(select!(&stage.world.sql, (String,), sql, person.user), [("When do you come?".to_owned(),)]);
}
