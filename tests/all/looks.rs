//! Every screen and every dialog as it looks, at three sizes and in three themes.
//!
//! `looks/stops.txt` says which keys lead where, from the first screen of the sample company (`keydesk demo`); each line is a
//! snapshot `snapshots/looks/NAME.snap` of all sizes. Below the text of each size stands in which style each piece of a line
//! is drawn, by the names of the theme: a piece that is not drawn in one and the same style of all three themes fails, so
//! that one list of names holds for the three of them.
//!
//! What is no screen of the table is missing: the tests read the sources for everything that is a screen, and for every
//! place that makes a form, a question or a choice.
//!
//! `INSTA_UPDATE=always cargo test --test all looks` writes them anew; `KEYDESK_LOOKS=customer` walks only to the stops whose
//! names hold that.

mod places;
mod stops;
mod styles;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;

use chrono::TimeDelta;
use keydesk::service::customer_sign_in::{self, Client, Entered};
use keydesk::service::demo::{self, Demo};
use keydesk::service::orders::VisitPlan;
use keydesk::service::outbox::{self, Fate, OutboxFilter, OutboxQuery, Report};
use keydesk::service::{App, Policy, independence, orders};
use keydesk::tui::msg::Msg;
use keydesk::tui::theme::ThemeName;
use keydesk::tui::{TuiSettings, Viewer, Welcome};

use crate::support::database::on_sqlite;
use crate::support::still::Still;
use crate::support::terminal::{settings, text_of};
use crate::support::world::{World, beginning};
use stops::{Stop, stops};
use styles::Styles;

/// Jobs that would touch the machine of the tests.
const FORBIDDEN: &[&str] = &["letter page"];
/// The sizes at which everything is looked at.
const SIZES: [(u16, u16); 3] = [(80, 24), (60, 20), (120, 40)];

#[test]
fn every_screen_and_dialog_looks_as_it_did() {
    let stops = stops();
    let only = std::env::var("KEYDESK_LOOKS").unwrap_or_default();
    on_sqlite(|store| async move {
        let mut app = World::app_of(store, Policy::default());
        app.random = keydesk::random::Random::seeded(7);
        let demo = demo::load(&app, beginning()).await.expect("the sample company");
        more(&app, &demo).await;
        let (mut wrong, mut kinds, mut made) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let styles = Styles::new();
        for stop in stops.iter().filter(|stop| stop.name.contains(&only)) {
            let actor = (!stop.nobody).then_some(&demo.actor);
            let mut still = walk(&app, actor, stop).await;
            kinds.extend(still.desk.kinds());
            made.extend(still.desk.made_at().into_iter().map(|at| (at.file(), at.line())));
            match picture(&mut still, stop, &styles).await {
                Ok(picture) => wrong.extend(compared(stop, &picture)),
                Err(why) => wrong.push(format!("{}: {why}", stop.name)),
            }
        }
        if only.is_empty() {
            wrong.extend(places::missing(&kinds, &made));
        }
        assert!(wrong.is_empty(), "{} things are not as they were:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// What the sample company does not have: an invitation that came back, somebody who wants to be independent (and is in the
/// portal), an order with two visits.
async fn more(app: &App, demo: &Demo) {
    let by = &demo.actor;
    let filter = OutboxFilter::parse("kind:invitation state:queued").expect("a filter");
    let query = OutboxQuery { filter, limit: 1, ..OutboxQuery::default() };
    let invitation = outbox::list(app, by, &query).await.expect("letters").remove(0);
    let post = outbox::post(app, by, invitation.id).await.expect("a letter");
    let words = "550 5.1.1 No such mailbox".to_owned();
    let report = Report { fate: Fate::Failed, words, message_ids: vec![post.message_id] };
    outbox::bounce(app, &report).await.expect("it came back");

    let client = Client { address: "203.0.113.7".into(), device: "Firefox".into() };
    let entered = customer_sign_in::sign_in(app, demo.portal_email, demo.portal_password, None, &client).await;
    let Ok(Entered::In(token)) = entered else { panic!("{entered:?}") };
    let eva = customer_sign_in::session(app, &token).await.expect("a session").expect("hers").actor(&client);
    independence::request(app, &eva, "We have technicians of our own.").await.expect("a request");

    let order = orders::get(app, by, "W5").await.expect("an order").order;
    let starts_at = app.now() + TimeDelta::days(3);
    let plan = VisitPlan {
        order: order.number,
        version: order.version,
        visit: None,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        note: "Bring the long ladder.".into(),
        technician: None,
    };
    orders::plan(app, by, &plan).await.expect("a visit");
}

/// The desk after the keys of a stop, with nothing under way.
async fn walk(app: &App, actor: Option<&keydesk::service::Actor>, stop: &Stop) -> Still {
    let welcome = stop.card.then(|| Welcome {
        lines: vec!["The portal: http://127.0.0.1:4711".to_owned(), "Try eva.huber@huber.example".to_owned()],
    });
    let viewer = Viewer::Program("/nowhere/viewer".into());
    let settings = TuiSettings {
        welcome,
        stripe: stop.card.then(|| "DEMO".to_owned()),
        letters: Some("/nowhere/letters".into()),
        viewer,
        ..settings()
    };
    let mut still = Still::new(app, actor, &settings, SIZES[0]);
    still.settle(FORBIDDEN).await;
    for (key, left) in stop.keys.iter().zip((0..stop.keys.len()).rev()) {
        key.press(&mut still);
        if left > 0 || !stop.waiting {
            still.settle(FORBIDDEN).await;
        }
        // Keys that open a dialog know from the frame how high it is.
        let _ = still.frame();
    }
    still
}

/// All sizes of a stop, text and styles; or what is wrong with it.
async fn picture(still: &mut Still, stop: &Stop, styles: &Styles) -> Result<String, String> {
    let mut picture = format!("keys: {}\n", stop.typed);
    for (width, height) in SIZES {
        still.send(Msg::Resize(width, height));
        if !stop.waiting {
            still.settle(FORBIDDEN).await;
        }
        let frames = [ThemeName::Dark, ThemeName::Light, ThemeName::Monochrome].map(|theme| {
            still.desk.wear(theme);
            still.frame()
        });
        let text = text_of(&frames[0]);
        if !text.contains(&stop.shows) {
            return Err(format!("it does not show {:?} at {width}×{height}:\n{text}", stop.shows));
        }
        let drawn = styles.of(&frames)?;
        let _ = write!(picture, "\n═══ {width}×{height}\n{}\n{drawn}", text.trim_end());
    }
    Ok(picture)
}

/// What is not as it was.
fn compared(stop: &Stop, picture: &str) -> Option<String> {
    let mut how = insta::Settings::clone_current();
    how.set_snapshot_path("snapshots/looks");
    how.set_prepend_module_to_snapshot(false);
    how.set_omit_expression(true);
    let same = std::panic::catch_unwind(AssertUnwindSafe(|| {
        how.bind(|| insta::assert_snapshot!(stop.name.as_str(), picture));
    }));
    same.is_err().then(|| format!("{} looks otherwise", stop.name))
}
