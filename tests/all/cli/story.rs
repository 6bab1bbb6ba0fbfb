//! Giving, tuning and taking away access, all from scripts (R82).

use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;
use serde_json::{Value, json};

use super::{Machine, letters};
use crate::support::database::{address, stories};
use crate::support::world::World;

stories! { access_from_scripts, staff_without_the_right, a_person_at_two_customers }

/// Huber Maschinen with two facilities, three orders, four objects and a contact.
async fn huber(world: &World) -> (String, String, String) {
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let graz = world.facility(customer, "Graz").await;
    let weiz = world.facility(customer, "Weiz").await;
    let contact = world.contact(customer, "Jan", "Moser").await;
    world.order(customer, Some(graz), "A1", "Press").await;
    world.order(customer, Some(weiz), "A2", "Lift").await;
    world.order(customer, None, "A3", "Advice").await;
    for (facility, name) in [(Some(graz), "O1"), (Some(graz), "O2"), (Some(weiz), "O3"), (None, "O4")] {
        world.object(customer, facility, name).await;
    }
    let facilities = keydesk::service::customers::facilities(&world.app, &world.admin, customer).await.unwrap();
    let contacts = keydesk::service::customers::contacts(&world.app, &world.admin, customer).await.unwrap();
    let number = |id| facilities.iter().find(|f| f.id == id).unwrap().number.clone();
    let contact = contacts.iter().find(|c| c.id == contact).unwrap().number.clone();
    (number(graz), number(weiz), contact)
}

fn texts<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|v| v[key].as_str().unwrap()).collect()
}

#[allow(clippy::too_many_lines, reason = "one story, told in order")]
async fn access_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    let (graz, weiz, contact) = huber(&world).await;
    world.customer("7", "Berg AB").await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let me = kd.json(&["whoami"]);
    assert_eq!((me["name"].as_str(), me["role"].as_str()), (Some("admin"), Some("administrator")));

    let found = kd.json(&["customer", "list", "--search", "hub"]);
    assert_eq!(texts(&found["customers"], "number"), ["1042"]);
    assert_eq!((found["count"].as_str(), found["next"].as_str()), (Some("1"), None));
    let first = kd.json(&["customer", "list", "--sort", "name", "--limit", "1"]);
    let next = first["next"].as_str().expect("a second page");
    let second = kd.json(&["customer", "list", "--sort", "name", "--limit", "1", "--after", next]);
    assert_eq!(
        (texts(&first["customers"], "number"), texts(&second["customers"], "number")),
        (vec!["7"], vec!["1042"])
    );
    let shown = kd.json(&["customer", "show", "1042"]);
    assert_eq!((shown["access"].as_str(), shown["open_orders"].as_str()), (Some("link"), Some("3")));
    assert_eq!(texts(&shown["facilities"], "number").len(), 2);

    // Grant: the letter waits, goes into the folder, and carries the link.
    let granted = kd.json(&[
        "user",
        "grant",
        "--customer",
        "1042",
        "--email",
        "eva@huber.example",
        "--first-name",
        "Eva",
        "--last-name",
        "Huber",
        "--role",
        "member",
        "--facility",
        &graz,
        "--language",
        "sv",
        "--send-to",
        "office@huber.example",
    ]);
    assert_eq!(granted["sent_to"], "office@huber.example");
    assert_eq!(granted["user"]["scope"], json!({ "all_facilities": false, "unassigned": false, "facilities": [graz] }));
    assert_eq!(
        (granted["user"]["state"].as_str(), granted["user"]["language"].as_str()),
        (Some("pending"), Some("sv"))
    );
    assert_eq!(kd.json(&["customer", "show", "1042"])["access"], "pending");
    let waiting = kd.json(&["outbox", "list", "--state", "queued"]);
    assert_eq!(texts(&waiting["letters"], "to"), ["office@huber.example"]);
    assert_eq!(
        kd.json(&["outbox", "run", "--once"]),
        json!({ "sent": 1, "postponed": 0, "failed": 0, "cancelled": 0 })
    );
    assert_eq!(letters(&kd.letters()).len(), 1);
    let invitations = kd.json(&["invitation", "list", "--customer", "1042"]);
    assert_eq!(invitations["invitations"][0]["letter"]["state"], "sent");
    assert_eq!(invitations["invitations"][0]["invited_by"], "admin");

    // Permissions: said before, then saved, seen in the list.
    let dry = kd.json(&["user", "permit", "eva@huber.example", "view_objects", "deny", "--dry-run"]);
    assert_eq!((dry["dry_run"].as_bool(), &dry["user"]["exceptions"]), (Some(true), &json!({})));
    assert_eq!(dry["effect"]["loses"]["objects"], 2);
    let denied = kd.json(&["user", "permit", "eva@huber.example", "view_objects", "deny"]);
    assert_eq!(denied["user"]["exceptions"], json!({ "view_objects": "denied" }));
    let held = denied["user"]["permissions"].as_array().unwrap();
    assert!(held.contains(&json!("view_orders")) && !held.contains(&json!("view_objects")));
    let back = kd.json(&["user", "permit", "eva@huber.example", "view_objects", "role"]);
    assert_eq!(back["user"]["exceptions"], json!({}));
    let scoped = kd.json(&["user", "scope", "eva@huber.example", "--facility", &weiz, "--unassigned"]);
    assert_eq!(scoped["user"]["scope"]["facilities"], json!([weiz]));
    assert_eq!((&scoped["effect"]["gains"]["orders"], &scoped["effect"]["loses"]["orders"]), (&json!(2), &json!(1)));
    assert_eq!(kd.json(&["user", "role", "eva@huber.example", "moderator"])["user"]["role"], "moderator");
    assert_eq!(kd.json(&["user", "contact", "eva@huber.example", &contact])["user"]["contact"], contact.as_str());
    assert_eq!(kd.json(&["user", "contact", "eva@huber.example", "none"])["user"]["contact"], Value::Null);
    let listed = kd.json(&["user", "list", "--customer", "1042"]);
    assert_eq!(listed["users"][0], kd.json(&["user", "show", "eva@huber.example"]));

    // Invitations: again, a link to copy, back.
    let again = kd.json(&["invitation", "resend", "eva@huber.example"]);
    assert_ne!(again["link"], granted["link"]);
    let link = kd.run(&["invitation", "link", "eva@huber.example"]);
    assert!(link.out.starts_with("http://127.0.0.1:8080/invitation/kdi_") && link.out.lines().count() == 1, "{link:?}");
    kd.json(&["invitation", "withdraw", "eva@huber.example"]);
    assert_eq!(kd.json(&["user", "show", "eva@huber.example"])["state"], "revoked");
    kd.run(&["invitation", "withdraw", "eva@huber.example"]).refuses(5, &["no longer pending"]);

    // An active user: suspended, lifted, revoked.
    let customer = keydesk::service::customers::by_number(&world.app, &world.admin, "1042").await.unwrap().row.id;
    world.user(customer, "lea@huber.example").await;
    assert_eq!(kd.json(&["user", "suspend", "lea@huber.example"])["state"], "suspended");
    kd.run(&["user", "suspend", "lea@huber.example"]).refuses(5, &["suspended"]);
    assert_eq!(kd.json(&["user", "lift", "lea@huber.example"])["state"], "active");
    assert_eq!(kd.json(&["user", "revoke", "lea@huber.example"])["state"], "revoked");
    assert_eq!(kd.json(&["outbox", "run", "--once"])["sent"], 1, "the person is told");

    // The portal: areas and switches.
    let areas = kd.json(&["portal", "areas", "--customer", "1042", "orders", "objects"]);
    assert_eq!((&areas["areas"], &areas["changed"]), (&json!(["orders", "objects"]), &json!(true)));
    assert_eq!(kd.json(&["portal", "disable", "--customer", "1042"])["changed"], true);
    assert_eq!(kd.json(&["customer", "show", "1042"])["access"], "off");
    kd.json(&["portal", "enable", "--customer", "1042"]);
    assert_eq!(kd.json(&["portal", "disable"])["changed"], true);
    assert_eq!(kd.json(&["portal", "enable"])["changed"], true);
    world.customer("8", "Ohne AG").await;
    let secure = kd.json(&["link", "show", "8"]);
    assert_eq!((&secure["works"], secure["link"].as_str().unwrap().contains("/link/kdl_")), (&json!(true), true));
    assert_ne!(kd.json(&["link", "rotate", "8"])["link"], secure["link"]);
    assert_eq!(kd.json(&["link", "off", "8"])["works"], false);
    kd.run(&["link", "expire", "8", "--on", "2001-01-01"]).refuses(2, &["future"]);
    kd.run(&["link", "expire", "8", "--in", "soon"]).refuses(2, &["14d"]);
    kd.run(&["link", "expire", "8"]).refuses(2, &["--never"]);
    kd.run(&["link", "show", "9"]).refuses(4, &["customer 9"]);
    let link = kd.json(&["portal", "link"]);
    assert_eq!(link["url"], "http://127.0.0.1:8080/login?branding=Nordlift%20Service");

    // Every step is in the log, in order, with who and from where.
    let log = kd.json(&["log", "list", "--limit", "100"]);
    let mut events = texts(&log["records"], "event");
    events.reverse();
    assert_eq!(
        events,
        [
            "staff_signed_in",
            "access_granted",
            "permissions_changed",
            "permissions_changed",
            "scope_changed",
            "role_changed",
            "contact_link_changed",
            "contact_link_changed",
            "invitation_resent",
            "invitation_link_shown",
            "invitation_withdrawn",
            "access_suspended",
            "suspension_lifted",
            "access_revoked",
            "portal_areas_changed",
            "customer_portal_switched",
            "customer_portal_switched",
            "module_switched",
            "module_switched",
            "secure_link_rotated",
            "secure_link_switched",
        ]
    );
    for record in log["records"].as_array().unwrap() {
        assert_eq!(record["actor"], "admin");
        assert!(record["origin"].as_str().unwrap().starts_with("command line on "), "{record}");
    }
    let of_eva = kd.json(&["log", "list", "--user", "eva@huber.example", "--limit", "3"]);
    assert_eq!(
        texts(&of_eva["records"], "event"),
        ["invitation_withdrawn", "invitation_link_shown", "invitation_resent"]
    );
    let next = of_eva["next"].as_i64().unwrap().to_string();
    let older = kd.json(&["log", "list", "--user", "eva@huber.example", "--limit", "3", "--before", &next]);
    assert_eq!(texts(&older["records"], "event"), ["contact_link_changed", "contact_link_changed", "role_changed"]);

    // The log is whole, and stays the one that an anchor was taken from.
    let anchor = kd.run(&["log", "anchor"]).out;
    assert_eq!(kd.json(&["log", "verify", "--anchor", anchor.trim()])["wrong"], "whole");
    let changed = "UPDATE activity SET actor_name = 'nobody' WHERE seq = 5";
    assert_eq!(crate::support::sql::exec!(&world.sql, changed), 1);
    kd.run(&["log", "verify"]).refuses(1, &["record 5 was altered"]);
    kd.run(&["log", "verify", "--anchor", "yesterday"]).refuses(2, &["keydesk log anchor"]);

    // For people: tables on standard output, messages on standard error, nothing but data with --quiet.
    let table = kd.run(&["customer", "list", "--search", "hub"]);
    assert!(table.out.starts_with("No.   Name ") && table.out.lines().count() == 2, "{table:?}");
    let quiet = kd.run(&["--quiet", "user", "permit", "eva@huber.example", "comment", "deny"]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""), "{quiet:?}");
    assert_eq!(kd.json(&["logout"])["signed_out"], true);
}

async fn staff_without_the_right(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.user(customer, "lea@huber.example").await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let graz = world.area("Graz").await;
    world.staff("sepp", StaffRole::Supervisor, &[graz]).await;
    let kd = Machine::new(address(&store));
    kd.login("dora@nordlift.example");
    kd.run(&["user", "permit", "lea@huber.example", "comment", "deny"])
        .refuses(3, &["not allowed", "edit_customer_user_permissions"]);
    kd.run(&["user", "revoke", "lea@huber.example"]).refuses(3, &["revoke_access"]);
    kd.run(&["portal", "disable"]).refuses(3, &["manage_settings"]);
    assert_eq!(kd.json(&["user", "show", "lea@huber.example"])["state"], "active");
    // R10: a supervisor of another area.
    kd.login("sepp@nordlift.example");
    kd.run(&["user", "suspend", "lea@huber.example"]).refuses(3, &["area"]);
    assert_eq!(kd.json(&["customer", "list"])["customers"], json!([]));
    kd.login("admin@nordlift.example");
    assert_eq!(kd.json(&["user", "show", "lea@huber.example"])["state"], "active");
}

async fn a_person_at_two_customers(store: Store) {
    let world = World::new(store.clone()).await;
    for (number, name) in [("1042", "Huber Maschinen GmbH"), ("7", "Berg AB")] {
        let customer = world.customer(number, name).await;
        world.user(customer, "lea@huber.example").await;
    }
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    kd.run(&["user", "suspend", "lea@huber.example"]).refuses(5, &["1042", "7", "--customer"]);
    assert_eq!(kd.json(&["user", "suspend", "lea@huber.example", "--customer", "7"])["customer"], "7");
    assert_eq!(kd.json(&["user", "show", "lea@huber.example", "--customer", "1042"])["state"], "active");
    kd.run(&["user", "show", "lea@huber.example", "--customer", "9"]).refuses(4, &["lea@huber.example"]);
}
