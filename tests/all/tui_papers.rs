//! Papers and what comes from customers' people in the terminal: billing, documents of customers and models, video sessions
//! that were asked for, the view in a browser, the settings (R22, R24, R34, R37, R39, R40), through the real loop with the
//! real services and a real database.

use chrono::NaiveDate;
use keydesk::domain::permission::Role;
use keydesk::domain::state::{BillingState, VideoState};
use keydesk::domain::{CustomerId, DocumentId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::billing::{self, Decision};
use keydesk::service::documents::{self, On};
use keydesk::service::video::{self, VideoQuery, VideoRequest, Wished};
use keydesk::service::{Actor, settings as settled};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::{NewUser, World};

const SMALL: (u16, u16) = (80, 24);

stories! {
    an_estimate_gets_its_file_and_the_answer_is_seen_as_it_comes,
    documents_of_a_customer_are_attached_and_saved,
    documents_of_a_model_are_reached_from_an_object_and_by_name,
    a_video_session_that_was_asked_for_is_confirmed_moved_and_another_cancelled,
    a_view_in_a_browser_is_a_link_that_is_copied_and_logged,
    a_second_factor_is_demanded_and_no_longer,
    a_template_is_changed_and_taken_out_of_use,
}

/// Huber and its administrator, who is in the portal.
async fn huber(store: Store) -> (World, CustomerId, Actor) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let new = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(huber, "eva@huber.example", new).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    (world, huber, eva)
}

async fn bill(world: &World, customer: CustomerId, number: &str, kind: &str) {
    exec!(
        &world.sql,
        "INSERT INTO billing_record (id, organization_id, customer_id, number, kind, issued_on, amount, currency, state, \
         file, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, 123450, 'EUR', 'open', '', $7, 1)",
        world.app.id::<DocumentId>(),
        world.organization,
        customer,
        number,
        kind,
        NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(),
        world.app.now(),
    );
}

async fn an_estimate_gets_its_file_and_the_answer_is_seen_as_it_comes(store: Store) {
    let (world, huber, eva) = huber(store).await;
    bill(&world, huber, "E26", "estimate").await;
    let folder = tempfile::tempdir().unwrap();
    let (offer, kept) = (folder.path().join("offer.txt"), folder.path().join("kept"));
    std::fs::write(&offer, "A new lift: 1234.50 EUR\n").unwrap();
    std::fs::create_dir(&kept).unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        // Log, Video, Billing.
        hands.press("enter shift-tab shift-tab shift-tab");
        let list = hands.see("E26").await;
        assert!(list.contains("1234.50 EUR") && list.contains("open"), "{list}");
        hands.press("s");
        hands.see("✗ save file: it has no file that could be saved").await;
        hands.press("+");
        hands.see("File of estimate E26").await;
        hands.press("tab enter");
        hands.see("✗ type the path of a file").await;
        hands.type_text(&offer.to_string_lossy());
        hands.press("enter enter");
        hands.see("✓ estimate E26 has its file").await;
        hands.press("s");
        hands.see("Save estimate E26").await;
        hands.press("ctrl-u");
        hands.type_text(&kept.to_string_lossy());
        hands.press("enter enter");
        hands.see("✓ Saved as").await;
        let copy = std::fs::read_dir(&kept).unwrap().flatten().next().unwrap().path();
        assert_eq!(std::fs::read_to_string(copy).unwrap(), "A new lift: 1234.50 EUR\n");
        hands.press("+");
        hands.see("⚠ It takes the place of offer.txt").await;
        hands.press("esc");
        hands.gone("It takes the place of").await;

        // What is answered in the portal stands there without a key.
        let version = billing::get(&world.app, &world.admin, "E26").await.unwrap().version;
        billing::decide(&world.app, &eva, "E26", version, Decision::Accept, "Please begin in May.").await.unwrap();
        hands.see("accepted").await;
        hands.press("enter");
        let sheet = hands.see("Please begin in May.").await;
        assert!(sheet.contains("Eva Huber") && sheet.contains("1234.50 EUR"), "{sheet}");
        assert_eq!(billing::get(&world.app, &world.admin, "E26").await.unwrap().state, BillingState::Accepted);
    })
    .await;
}

async fn documents_of_a_customer_are_attached_and_saved(store: Store) {
    let (world, ..) = huber(store).await;
    let folder = tempfile::tempdir().unwrap();
    let contract = folder.path().join("contract.txt");
    std::fs::write(&contract, "For five years.\n").unwrap();
    let kept = folder.path().to_owned();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        // Log, Video, Billing, Documents.
        hands.press("enter shift-tab shift-tab shift-tab shift-tab");
        hands.see("No documents yet. + attaches a file.").await;
        hands.press("s");
        hands.see("✗ save as: there is no document here").await;
        hands.press("+");
        hands.see("Attach a file").await;
        hands.type_text(&contract.to_string_lossy());
        hands.press("enter enter");
        hands.see("is attached").await;
        hands.until("list it", |f| f.lines().any(|l| l.contains("contract.txt") && l.contains("16 B"))).await;
        hands.press("s");
        hands.see("Save as").await;
        hands.press("ctrl-u");
        hands.type_text(&kept.to_string_lossy());
        hands.press("enter enter");
        hands.see("✓ Saved as").await;
        let on = On::Customer("1042".into());
        let row = documents::list(&world.app, &world.admin, &on).await.unwrap().remove(0);
        let copy = std::fs::read_to_string(kept.join(format!("{}.txt", row.number))).unwrap();
        assert_eq!(copy, "For five years.\n");
        // What somebody else removes is gone without a key.
        documents::remove(&world.app, &world.admin, &row.number).await.unwrap();
        hands.see("No documents yet").await;
    })
    .await;
}

async fn documents_of_a_model_are_reached_from_an_object_and_by_name(store: Store) {
    let (world, huber, _) = huber(store).await;
    let model = world.model("Lumen 3000").await;
    let object = world.object(huber, None, "Lift North").await;
    exec!(&world.sql, "UPDATE service_object SET model_id = $1 WHERE id = $2", model, object);
    let folder = tempfile::tempdir().unwrap();
    let manual = folder.path().join("manual.txt");
    std::fs::write(&manual, "Press the button.\n").unwrap();
    let kept = folder.path().to_owned();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("ctrl-p");
        hands.see("Go to").await;
        hands.type_text("3000");
        let found = hands.see("Lumen 3000 · Lumen").await;
        assert!(found.contains("model"), "{found}");
        hands.press("enter");
        hands.see("Documents of model M").await;
        hands.see("No documents yet").await;
        hands.press("+");
        hands.see("Attach a file").await;
        hands.type_text(&manual.to_string_lossy());
        hands.press("enter enter");
        hands.see("is attached").await;
        hands.see("manual.txt").await;
        hands.press("esc");
        hands.gone("Documents of model").await;

        // The page of an object shows it, and leads there.
        hands.press("enter tab tab tab tab tab tab");
        hands.see("Lift North").await;
        hands.press("enter");
        hands.see("Readings · r").await;
        hands.press("pgdn");
        hands.see("manual.txt").await;
        hands.press("D");
        hands.see("Documents of model M").await;
        hands.see("manual.txt").await;
        hands.press("s");
        hands.see("Save as").await;
        hands.press("ctrl-u");
        hands.type_text(&kept.to_string_lossy());
        hands.press("enter enter");
        hands.see("✓ Saved as").await;
        hands.press("x");
        hands.see("To confirm, type").await;
        hands.press("esc");
        hands.gone("To confirm, type").await;
        hands.press("esc d");
        hands.see("Documents of object").await;
        hands.see("No documents yet").await;
        let copies = std::fs::read_dir(&kept).unwrap().flatten().count();
        assert_eq!(copies, 2, "the manual and the copy of it");
    })
    .await;
}

async fn a_video_session_that_was_asked_for_is_confirmed_moved_and_another_cancelled(store: Store) {
    let (world, _, eva) = huber(store).await;
    let day = (world.app.now() + chrono::TimeDelta::days(3)).format("%Y-%m-%d").to_string();
    let wish = |title: &str, time: &str| VideoRequest {
        title: title.into(),
        wished: Wished { day: day.clone(), time: time.into(), minutes: "45".into() },
        key: title.into(),
        ..VideoRequest::default()
    };
    let (first, second) = (wish("Noise in the lift", "10:00"), wish("How to grease", "12:00"));
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        // Log, Video.
        hands.press("enter shift-tab shift-tab");
        hands.see("No video session").await;
        // It appears without a key.
        video::request(&world.app, &eva, &first).await.unwrap();
        let list = hands.see("Noise in the lift").await;
        assert!(list.contains("requested !"), "{list}");
        hands.press("c");
        hands.see("Confirm V1 Noise in the lift").await;
        hands.type_text("meet.example");
        hands.press("enter enter");
        hands.see("✗").await;
        hands.press("ctrl-u");
        hands.type_text("https://meet.example/huber");
        hands.press("enter enter");
        hands.see("✓ V1 Noise in the lift is confirmed").await;
        hands.see("planned").await;
        hands.press("m");
        hands.see("By the clocks of").await;
        hands.press("ctrl-u");
        hands.type_text("+4d 9:00");
        hands.press("tab ctrl-u");
        hands.type_text("+1h");
        hands.press("tab enter");
        hands.see("is moved").await;

        video::request(&world.app, &eva, &second).await.unwrap();
        hands.see("How to grease").await;
        hands.press("g");
        hands.until("mark V2", |f| f.lines().any(|l| l.contains('▌') && l.contains("How to grease"))).await;
        hands.press("X");
        hands.see("Cancel V2 How to grease?").await;
        hands.press("y");
        hands.see("V2 How to grease is cancelled").await;
        hands.press("c");
        hands.see("✗ confirm: the session is cancelled").await;
        let rows = video::list(&world.app, &world.admin, &VideoQuery::default()).await.unwrap();
        let of = |title: &str| rows.iter().find(|row| row.title == title).unwrap();
        let moved = of("Noise in the lift");
        assert_eq!((moved.state, moved.join_url.as_str()), (VideoState::Planned, "https://meet.example/huber"));
        assert_eq!((moved.ends_at - moved.starts_at).num_minutes(), 60);
        assert_eq!(of("How to grease").state, VideoState::Cancelled);
    })
    .await;
}

async fn a_view_in_a_browser_is_a_link_that_is_copied_and_logged(store: Store) {
    let (world, huber, _) = huber(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("enter tab");
        hands.see("eva@huber").await;
        hands.press("B");
        let shown = hands.see("Open this link in your browser:").await;
        assert!(shown.contains("It works once") && shown.contains("read-only"), "{shown}");
        hands.press("y");
        hands.see("✓ The link is on the clipboard").await;
        let first = hands.clipboard();
        assert!(first.starts_with("http") && first.contains("/view/"), "{first}");
        hands.press("enter");
        hands.gone("Open this link").await;
        assert!(!hands.now().contains("/view/"));
        // From the view here, another link.
        hands.press("v");
        hands.see("VIEW AS Eva Huber").await;
        hands.press("b");
        hands.see("Open this link in your browser:").await;
        hands.press("y");
        hands.see("✓ The link is on the clipboard").await;
        let second = hands.clipboard();
        assert!(second.contains("/view/") && second != first, "{second}");
        hands.press("enter shift-tab");
        hands.see("[Billing]").await;
        hands.press("esc");
        hands.gone("VIEW AS").await;
        let query = ActivityQuery { customer: Some(huber), limit: 9, ..ActivityQuery::default() };
        let log = activity::list(&world.app, &world.admin, &query).await.unwrap();
        let looked = log.iter().filter(|record| record.sentence().contains("as Eva Huber")).count();
        assert_eq!(
            looked,
            3,
            "two links and one view: {:?}",
            log.iter().map(keydesk::service::activity::Record::sentence).collect::<Vec<_>>()
        );
        assert!(log.iter().all(|record| !record.data.contains("/view/")), "no link in the log");
    })
    .await;
}

async fn a_second_factor_is_demanded_and_no_longer(store: Store) {
    let (world, ..) = huber(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        for demanded in [true, false] {
            hands.press("8");
            hands.see("Second factor").await;
            hands.press("/");
            hands.type_text("second");
            hands.gone("Language").await;
            hands.press("enter");
            hands.see("Whoever has none sets one up at the next sign-in").await;
            hands.press("space tab enter");
            hands.see("✓ Second factor: saved").await;
            hands.see(if demanded { "demanded" } else { "as people like" }).await;
            assert_eq!(settled::get(&world.app, &world.admin).await.unwrap().demands_second_factor, demanded);
            hands.press("esc 1");
            hands.see("Huber Maschinen").await;
        }
    })
    .await;
}

async fn a_template_is_changed_and_taken_out_of_use(store: Store) {
    let (world, ..) = huber(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("T");
        hands.see("No template yet").await;
        hands.press("e");
        hands.see("✗ edit: there is no template here").await;
        hands.press("+");
        hands.see("One point a line").await;
        hands.type_text("Monthly look");
        hands.press("tab");
        hands.type_text("Doors close");
        hands.press("tab tab enter");
        hands.see("✓ Monthly look is saved").await;
        hands.press("e");
        hands.see("Edit Monthly look").await;
        hands.press("tab enter");
        hands.type_text("> What was noticed [photo]");
        hands.press("tab space tab enter");
        hands.see("✓ Monthly look is saved").await;
        hands.until("say no", |f| f.lines().any(|l| l.contains("Monthly look") && l.contains("no"))).await;
        hands.press("enter");
        hands.see("> What was noticed [photo]").await;
        let template = keydesk::service::checks::templates(&world.app, &world.admin).await.unwrap().remove(0);
        assert!(!template.active && template.points.len() == 2 && template.points[1].photo, "{template:?}");
    })
    .await;
}
