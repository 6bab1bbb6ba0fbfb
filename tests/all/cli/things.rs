//! Objects, readings, self-checks, video sessions, invoices, documents, the logo and the branded link from scripts (R23, R34–R37,
//! R39, R40, R82): what comes out, and exit codes 2 to 5.

use keydesk::clock::Clock;
use keydesk::domain::BillingRecordId;
use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::sql::exec;
use crate::support::world::World;

stories! {
    objects_and_readings_from_scripts,
    self_checks_from_scripts,
    video_sessions_from_scripts,
    invoices_and_their_files_from_scripts,
    documents_that_one_may_not_touch,
    logo_and_link_from_scripts,
}

/// Huber with two facilities; the administrator at one machine, and at another somebody who may look at customers and no more.
async fn scene(store: &Store) -> (World, Machine, Machine) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    for (name, number) in [("Graz", "F-G"), ("Weiz", "F-W")] {
        let id = world.facility(customer, name).await;
        exec!(&world.sql, "UPDATE facility SET number = $1 WHERE id = $2", number, id);
    }
    world.staff("lars", StaffRole::Technician, &[]).await;
    let (kd, lars) = (Machine::new(address(store)), Machine::new(address(store)));
    kd.login("admin@nordlift.example");
    lars.login("lars@nordlift.example");
    (world, kd, lars)
}

async fn objects_and_readings_from_scripts(store: Store) {
    let (_world, kd, lars) = scene(&store).await;
    let made = kd.json(&["object", "create", "1042", "--name", "Lift A", "--facility", "F-G", "--serial-number", "8"]);
    let number = made["number"].as_str().unwrap().to_owned();
    assert_eq!(made["name"], "Lift A");
    let list = kd.run(&["object", "list", "1042", "--search", "lift"]);
    assert!(list.code == 0 && list.out.contains("Lift A") && list.err.is_empty(), "{list:?}");
    assert_eq!(kd.json(&["object", "list", "1042"])["objects"][0]["number"], number.as_str());
    assert!(kd.run(&["object", "show", &number]).out.contains("Lift A"));
    assert_eq!(kd.json(&["object", "edit", &number, "--name", "Lift B"])["name"], "Lift B");
    let effect = kd.json(&["object", "move", &number, "F-W", "--dry-run"]);
    assert_eq!(effect["moved"], false);
    assert_eq!(kd.json(&["object", "move", &number, "--nowhere"])["number"], number.as_str());

    kd.run(&["object", "create", "1042", "--name", " ", "--facility", "F-9"]).refuses(2, &["F-9"]);
    kd.run(&["object", "create", "1042"]).refuses(2, &["--name"]);
    kd.run(&["object", "create", "1042", "--name", "x", "--installed-on", "soon"]).refuses(2, &["soon"]);
    kd.run(&["object", "move", &number]).refuses(2, &["FACILITY"]);
    lars.run(&["object", "edit", &number, "--name", "x"]).refuses(3, &["edit_customers"]);
    kd.run(&["object", "show", "O-9"]).refuses(4, &["object O-9"]);
    kd.run(&["object", "list", "9"]).refuses(4, &["customer 9"]);
    kd.run(&["object", "edit", &number, "--name", "Late", "--if-version", "1"]).refuses(5, &["changed by admin"]);

    let read = kd.json(&["reading", "add", &number, "10482,5", "--taken-at", "2026-01-02T08:00"]);
    assert_eq!(kd.json(&["reading", "list", &number])["readings"][0]["reading"], read["reading"]);
    assert!(kd.run(&["reading", "list", &number]).out.contains("10482.5"));
    kd.run(&["reading", "add", &number, "lots"]).refuses(2, &["--value"]);
    kd.run(&["reading", "add", &number, "5"]).refuses(2, &["lower than the last reading"]);
    kd.run(&["reading", "add", &number, "5", "--taken-at", "yesterday"]).refuses(2, &["yesterday"]);
    lars.run(&["reading", "add", &number, "20000"]).refuses(3, &["edit_customers"]);
    kd.run(&["reading", "add", "O-9", "1"]).refuses(4, &["object O-9"]);
    let id = read["reading"].as_str().unwrap();
    kd.run(&["reading", "remove", &number, id]).refuses(2, &["--yes"]);
    lars.run(&["reading", "remove", &number, id, "--yes"]).refuses(3, &["edit_customers"]);
    kd.json(&["reading", "remove", &number, id, "--yes"]);
    kd.run(&["reading", "remove", &number, id, "--yes"]).refuses(4, &["reading"]);
    assert_eq!(kd.json(&["reading", "list", &number])["readings"], json!([]));
}

async fn self_checks_from_scripts(store: Store) {
    let (_world, kd, lars) = scene(&store).await;
    let object = kd.json(&["object", "create", "1042", "--name", "Lift A", "--facility", "F-G"])["number"].clone();
    let object = object.as_str().unwrap();
    std::fs::write(kd.path("lift.txt"), "Doors close\nOil level [number]\n").unwrap();
    std::fs::write(kd.path("bad.txt"), "Doors [often]\n").unwrap();
    let template = |more: &[&'static str]| [&["check", "template", "Monthly"][..], more].concat();
    assert_eq!(kd.json(&template(&["--points", "lift.txt", "--dry-run"]))["saved"], false);
    kd.run(&template(&["--points", "bad.txt"])).refuses(2, &["line 1", "[often]"]);
    kd.run(&template(&["--points", "missing.txt"])).refuses(1, &["missing.txt"]);
    assert_eq!(kd.json(&template(&["--points", "lift.txt"]))["name"], "Monthly");
    std::fs::copy(kd.path("lift.txt"), lars.path("lift.txt")).unwrap();
    lars.run(&template(&["--points", "lift.txt"])).refuses(3, &["manage_templates"]);
    assert_eq!(kd.json(&["check", "template"])["templates"][0]["name"], "Monthly");
    assert!(kd.run(&["check", "template", "Monthly"]).out.contains("Doors close"));
    kd.run(&["check", "template", "Yearly"]).refuses(4, &["Yearly"]);
    kd.json(&["check", "template", "Monthly", "--rename", "Every month"]);
    kd.run(&["check", "template", "Every month", "--rename", "Late", "--if-version", "1"])
        .refuses(5, &["changed by admin"]);

    let assigned = kd.json(&["check", "assign", object, "Every month", "--every", "30", "--due", "2026-01-02"]);
    let check = assigned["check"].as_str().unwrap();
    assert_eq!(kd.json(&["check", "list", "--customer", "1042"])["checks"][0]["check"], check);
    assert!(kd.run(&["check", "list", "--object", object]).out.contains("Every month"));
    assert_eq!(kd.json(&["check", "runs", object])["runs"], json!([]));
    kd.run(&["check", "assign", object, "Every month", "--every", "0"]).refuses(2, &["--every"]);
    kd.run(&["check", "assign", object, "Yearly", "--every", "30"]).refuses(4, &["Yearly"]);
    kd.run(&["check", "list", "--object", "O-9"]).refuses(4, &["object O-9"]);
    lars.run(&["check", "unassign", check]).refuses(3, &["edit_customers"]);
    kd.json(&["check", "unassign", check]);
    kd.run(&["check", "unassign", check]).refuses(4, &[]);
    kd.run(&["check", "unassign", "soon"]).refuses(2, &["soon"]);
}

async fn video_sessions_from_scripts(store: Store) {
    let (_world, kd, lars) = scene(&store).await;
    // The program lives by the real clock.
    let day = |days: i64| (Clock::system().now() + chrono::TimeDelta::days(days)).format("%Y-%m-%d").to_string();
    let (first, second) = (format!("{}T08:00", day(20)), format!("{}T08:00", day(21)));
    let link = "https://meet.example/abc";
    let plan = |title: &'static str, at: &str, link: &'static str| {
        let arguments = ["video", "plan", "1042", "--title", title, "--starts-at", at, "--link", link];
        arguments.map(str::to_owned)
    };
    let run = |kd: &Machine, arguments: &[String]| kd.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let made = run(&kd, &plan("Look at the lift", &first, link));
    assert!(made.code == 0 && made.out.contains("Look at the lift"), "{made:?}");
    let list = kd.json(&["video", "list", "--customer", "1042"]);
    let number = list["video_sessions"][0]["number"].as_str().unwrap();
    assert_eq!(kd.json(&["video", "show", number])["number"], number);
    assert!(kd.run(&["video", "list"]).out.contains("Look at the lift"));
    kd.json(&["video", "move", number, "--starts-at", &second, "--minutes", "60"]);

    run(&kd, &plan(" ", &first, link)).refuses(2, &["--title"]);
    run(&kd, &plan("x", "soon", link)).refuses(2, &["soon"]);
    run(&kd, &plan("x", &first, "javascript:alert(1)")).refuses(2, &["--link"]);
    run(&kd, &plan("x", "2020-01-01T08:00", link)).refuses(2, &["past"]);
    lars.run(&["video", "move", number, "--starts-at", &first]).refuses(3, &["manage_orders"]);
    kd.run(&["video", "show", "V99"]).refuses(4, &["video session V99"]);
    kd.run(&["video", "list", "--customer", "9"]).refuses(4, &["customer 9"]);
    kd.run(&["video", "move", number, "--starts-at", &first, "--if-version", "1"]).refuses(5, &["changed by admin"]);
    lars.run(&["video", "cancel", number]).refuses(3, &["manage_orders"]);
    kd.json(&["video", "cancel", number]);
    kd.run(&["video", "cancel", number]).refuses(5, &["cancelled"]);
}

async fn invoices_and_their_files_from_scripts(store: Store) {
    let (world, kd, lars) = scene(&store).await;
    let (id, now): (BillingRecordId, _) = (world.app.id(), world.app.now());
    let sql = "INSERT INTO billing_record (id, organization_id, customer_id, number, kind, issued_on, amount, currency, state, \
               file, created_at, version) SELECT $1, organization_id, id, 'R-17', 'invoice', $2, 124950, 'EUR', 'open', '', $3, 1 \
               FROM customer WHERE number = '1042'";
    exec!(&world.sql, sql, id, now.date_naive(), now);
    let list = kd.json(&["billing", "list", "--customer", "1042", "--kind", "invoice", "--state", "open"]);
    assert_eq!(list["billing"][0]["number"], "R-17");
    assert!(kd.run(&["billing", "list"]).out.contains("R-17"));
    assert_eq!(kd.json(&["billing", "show", "R-17"])["kind"], "invoice");
    std::fs::write(kd.path("invoice.pdf"), b"%PDF-1.7\nok").unwrap();
    std::fs::write(kd.path("bad.svg"), b"<svg onload=alert(1)>").unwrap();
    kd.run(&["billing", "save", "R-17"]).refuses(4, &["file of R-17"]);
    kd.run(&["billing", "attach", "R-17", "bad.svg"]).refuses(2, &["markup"]);
    kd.json(&["billing", "attach", "R-17", "invoice.pdf"]);
    let saved = kd.run(&["billing", "save", "R-17", "--output", "copy.pdf"]);
    assert_eq!((saved.code, std::fs::read(kd.path("copy.pdf")).unwrap()), (0, b"%PDF-1.7\nok".to_vec()), "{saved:?}");

    kd.run(&["billing", "list", "--kind", "bill"]).refuses(2, &["bill", "invoice"]);
    kd.run(&["billing", "attach", "R-17", "-"]).refuses(2, &["--name"]);
    lars.run(&["billing", "list"]).refuses(3, &["manage_billing"]);
    lars.run(&["billing", "show", "R-17"]).refuses(3, &["manage_billing"]);
    kd.run(&["billing", "show", "R-99"]).refuses(4, &["R-99"]);
    kd.run(&["billing", "attach", "R-99", "invoice.pdf"]).refuses(4, &["R-99"]);
}

/// The rest is a story among the bad inputs.
async fn documents_that_one_may_not_touch(store: Store) {
    let (_world, kd, lars) = scene(&store).await;
    for machine in [&kd, &lars] {
        std::fs::write(machine.path("report.pdf"), b"%PDF-1.7\nok").unwrap();
    }
    let added = kd.json(&["document", "add", "--customer", "1042", "report.pdf"]);
    assert_eq!(added["documents"][0]["name"], "report.pdf");
    lars.run(&["document", "add", "--customer", "1042", "report.pdf"]).refuses(3, &["manage_documents"]);
    lars.run(&["document", "remove", "D1", "--yes"]).refuses(3, &["manage_documents"]);
    kd.run(&["document", "list", "--customer", "9"]).refuses(4, &["customer 9"]);
    assert!(kd.run(&["document", "list", "--customer", "1042"]).out.contains("report.pdf"));
}

async fn logo_and_link_from_scripts(store: Store) {
    let (_world, kd, lars) = scene(&store).await;
    let link = kd.json(&["branding", "link"]);
    let shown = kd.run(&["branding", "link"]);
    assert!(link.to_string().contains("branding=Nordlift%20Service"), "{link}");
    assert!(
        shown.code == 0 && shown.out.contains("branding=Nordlift%20Service") && shown.out.contains("<a "),
        "{shown:?}"
    );
    kd.run(&["branding", "lnk"]).refuses(2, &["link"]);

    let picture = image::RgbaImage::from_pixel(120, 40, image::Rgba([31, 95, 174, 255]));
    for machine in [&kd, &lars] {
        picture.save(machine.path("logo.png")).unwrap();
    }
    std::fs::write(kd.path("bad.svg"), b"<svg onload=alert(1)>").unwrap();
    assert!(!kd.json(&["settings", "logo", "logo.png"])["logo"].is_null());
    kd.run(&["settings", "logo", "bad.svg"]).refuses(2, &["PNG"]);
    kd.run(&["settings", "logo", "missing.png"]).refuses(1, &["missing.png"]);
    kd.run(&["settings", "logo"]).refuses(2, &["<FILE>"]);
    lars.run(&["settings", "logo", "logo.png"]).refuses(3, &["manage_settings"]);
    lars.run(&["settings", "logo", "--remove"]).refuses(3, &["manage_settings"]);
    kd.json(&["settings", "logo", "--remove"]);
}
