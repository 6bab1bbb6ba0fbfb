//! Telling people, in the terminal (R60 to R65): the outbox with its channels, letters and SMS looked at, who is told and why,
//! one's own notices, the words of letters; through the real loop with the real services and a real database.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use keydesk::domain::CustomerId;
use keydesk::domain::letter::{LetterKind, LetterPart};
use keydesk::domain::notice::{Channel, Reach, StaffTopic};
use keydesk::domain::permission::Exception;
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::Language;
use keydesk::service::comments::{self, NewComment};
use keydesk::service::{outbox, preferences, wording};
use keydesk::store::Store;
use keydesk::tui::{TuiSettings, Viewer};

use crate::support::database::stories;
use crate::support::queue::queued;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! {
    a_channel_is_stopped_and_goes_on_from_the_outbox,
    an_sms_is_shown_as_it_is_sent,
    a_letter_is_looked_at_in_a_browser_and_it_is_said_who_is_told,
    one_chooses_ones_own_notices,
    it_is_said_who_would_be_told_about_an_order,
    a_part_of_a_letter_is_worded_with_the_letter_in_view,
}

/// Huber with an order and somebody who is told about it.
async fn huber(store: Store) -> (World, CustomerId) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    world.order(huber, None, "A1", "Lift stuck").await;
    world.user(huber, "eva@huber.example").await;
    (world, huber)
}

async fn comment(world: &World, body: &str) {
    let new = NewComment { order: "A1".into(), body: body.into(), internal: false, sent_key: String::new() };
    comments::add(&world.app, &world.admin, &new).await.unwrap();
}

async fn a_channel_is_stopped_and_goes_on_from_the_outbox(store: Store) {
    let (world, _) = huber(store).await;
    queued(&world, Channel::Email, "eva@huber.example").await;
    queued(&world, Channel::Sms, "+436641234567").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.press("5");
        hands.see("eva@huber.example").await;
        let heading = hands.see("e-mail 1 wait · SMS 1 wait").await;
        assert!(heading.contains("Outbox · all letters") && heading.contains("SMS order pl"), "{heading}");
        hands.press("p");
        hands.see("1 wait, 0 failed").await;
        hands.press("enter");
        let asked = hands.see("Stop e-mail for your whole organization?").await;
        assert!(asked.contains("1 wait now") && asked.contains("Invitations"), "{asked}");
        hands.press("enter");
        hands.gone("Stop e-mail for your whole").await;
        assert!(!outbox::summary(&world.app, &world.admin).await.unwrap().email.paused, "No is the default");
        hands.press("p");
        hands.see("Stop: SMS").await;
        hands.type_text("e-mail");
        hands.press("enter");
        hands.see("Stop e-mail for your whole organization?").await;
        hands.press("y");
        hands.see("✓ Nothing leaves by e-mail until").await;
        hands.see("e-mail stopped, 1 wait · SMS 1 wait").await;
        hands.until("say what is held", |f| f.lines().any(|l| l.contains("queued held") && l.contains("eva@"))).await;
        hands.until("hold no SMS", |f| f.lines().any(|l| l.contains("+43664") && !l.contains("held"))).await;
        assert!(outbox::summary(&world.app, &world.admin).await.unwrap().email.paused);
        // What is stopped is the one that is marked, with who did it.
        hands.press("p");
        hands.see("stopped by").await;
        hands.press("enter");
        let asked = hands.see("Let e-mail go on?").await;
        assert!(asked.contains("It was stopped by") && asked.contains("1 wait and leave"), "{asked}");
        hands.press("tab enter");
        hands.see("✓ What goes by e-mail leaves again").await;
        hands.see("e-mail 1 wait · SMS 1 wait").await;
        assert!(!outbox::summary(&world.app, &world.admin).await.unwrap().email.paused);
    })
    .await;
}

async fn an_sms_is_shown_as_it_is_sent(store: Store) {
    let (world, _) = huber(store).await;
    let may = BTreeMap::from([(StaffPermission::ViewOutbox, Exception::Allowed)]);
    let dora = world.staff_with("dora", StaffRole::Dispatcher, &[], may).await;
    queued(&world, Channel::Sms, "+436641234567").await;
    at_the_desk(&world.app, Some(&dora), SMALL, settings(), |mut hands| async move {
        hands.press("5");
        hands.see("+436641234567").await;
        hands.press("enter");
        hands.see("SMS: order planned").await;
        let shown = hands.see("GSM-7, 1 part").await;
        assert!(shown.contains("of 160 characters"), "{shown}");
        hands.press("pgdn");
        let shown = hands.see("/orders/W12").await;
        assert!(shown.contains("W12 Aufzug \"Süd\" & Tor") && !shown.contains("<html"), "{shown}");
        hands.press("q B");
        hands.see("✗ as a page: an SMS has a text and no page").await;
        hands.press("p");
        hands.see("✗ stop/go on: this needs the permission manage_outbox").await;
    })
    .await;
}

/// A program that notes what it was handed.
fn browser(folder: &Path) -> (Viewer, std::path::PathBuf) {
    let (program, seen) = (folder.join("browser"), folder.join("seen"));
    let script = format!("#!/bin/sh\n{{ echo \"$1\"; cat \"$1\"; }} > {0}.part\nmv {0}.part {0}\n", seen.display());
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    (Viewer::Program(program), seen)
}

async fn a_letter_is_looked_at_in_a_browser_and_it_is_said_who_is_told(store: Store) {
    let (world, _) = huber(store).await;
    comment(&world, "We come on Tuesday.").await;
    let folder = tempfile::tempdir().unwrap();
    let (viewer, seen) = browser(folder.path());
    let settings = TuiSettings { viewer, ..settings() };
    at_the_desk(&world.app, Some(&world.admin), SMALL, settings, |mut hands| async move {
        hands.press("5");
        hands.see("eva@huber.example").await;
        hands.press("B");
        hands.see("✓ The letter to eva@huber.example is open in another window").await;
        let page = async {
            while !seen.exists() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), page).await.expect("the program was started");
        let noted = std::fs::read_to_string(&seen).unwrap();
        let (file, page) = noted.split_once('\n').expect("a path and the page");
        assert!(file.ends_with("/letter.html"), "under a name of our own: {file}");
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("We come on Tuesday."), "{page}");
        hands.press("W");
        hands.see("Who is told, and why").await;
        hands.see("Eva Huber is told").await;
        hands.press("esc enter");
        hands.see("──── the letter ────").await;
    })
    .await;
}

async fn one_chooses_ones_own_notices(store: Store) {
    let (world, _) = huber(store).await;
    let sara = world.staff("sara", StaffRole::Supervisor, &[]).await;
    let (app, other) = (world.app.clone(), sara.clone());
    at_the_desk(&app, Some(&sara), (80, 30), settings(), |mut hands| async move {
        hands.see("No customers yet").await;
        hands.press("N");
        hands.see("E-mail goes to sara@nordlift.example").await;
        hands.type_text("664");
        hands.press("tab right");
        hands.see("what is assigned to me, by SMS").await;
        // The button lies before the first field.
        hands.press("shift-tab shift-tab enter");
        hands.see("✗ ").await;
        hands.press("ctrl-u");
        hands.type_text("+43 664 123 45 67");
        hands.press("shift-tab enter");
        hands.see("✓ Your notices are as you chose").await;
        let mine = preferences::mine(&world.app, &other).await.unwrap();
        let first = mine.iter().find(|mine| mine.channel == Channel::Sms).expect("one topic goes by SMS");
        assert_eq!((first.topic, first.reach), (StaffTopic::ALL[0], Reach::Assigned), "{mine:?}");
        assert_eq!(preferences::reached(&world.app, &other).await.unwrap().mobile, "+436641234567");
    })
    .await;
}

async fn it_is_said_who_would_be_told_about_an_order(store: Store) {
    let (world, _) = huber(store).await;
    at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("3");
        hands.see("Lift stuck").await;
        hands.press("W");
        hands.see("Who is told about A1?").await;
        hands.press("tab enter");
        hands.see("Who is told, and why").await;
        let told = hands.see("Eva Huber is told").await;
        assert!(told.contains("✓"), "{told}");
        hands.press("q");
        hands.gone("Who is told, and why").await;
    })
    .await;
}

async fn a_part_of_a_letter_is_worded_with_the_letter_in_view(store: Store) {
    let (world, _) = huber(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), (80, 40), settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("8 /");
        hands.type_text("letters their words");
        hands.see("their words").await;
        hands.press("enter");
        hands.see("Word which letter?").await;
        hands.type_text("welcome · eng");
        hands.press("enter");
        hands.see("Which part?").await;
        hands.type_text("unexpected");
        hands.press("enter");
        hands.see("unexpected of welcome in English").await;
        hands.see("welcome").await;
        hands.type_text(" Telephone!");
        // The letter as it would read stands below what is typed.
        hands.until("show it in the letter", |f| f.matches("Telephone!").count() >= 2).await;
        hands.press("tab enter");
        hands.see("✓ The part unexpected is worded anew").await;
        let parts = wording::get(&world.app, &world.admin, LetterKind::Welcome, Language::English).await.unwrap();
        let part = parts.iter().find(|part| part.part == LetterPart::Unexpected).unwrap();
        assert!(part.own && part.words.contains("access. Telephone!"), "{part:?}");
    })
    .await;
}
