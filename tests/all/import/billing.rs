//! Invoices and estimates (R39, R80): amounts, states, files, who is told, and what an import never takes back.

use std::path::Path;

use keydesk::domain::permission::Role;
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::BillingState;
use keydesk::domain::{CustomerUserId, SignInId};
use keydesk::service::billing::{self, Decision};
use keydesk::service::import::{Kind, Options};
use keydesk::service::{Actor, Error, Who};
use keydesk::store::Store;

use super::{counts, import, import_with, said};
use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::{NewUser, World};

stories! {
    bills_are_taken_once_and_kept_in_the_smallest_unit,
    what_is_wrong_is_said_line_by_line,
    files_come_with_their_rows,
    an_answer_is_not_taken_back,
    people_are_told_only_when_it_is_asked_for,
    it_needs_both_permissions,
}

const HEADER: &str = "number,kind,customer,order,issued_on,due_on,amount,currency,state,file\n";

async fn world(store: Store) -> World {
    let world = World::new(store).await;
    let one = world.customer("1", "One").await;
    let two = world.customer("2", "Two").await;
    world.order(one, None, "A1", "lift").await;
    world.order(two, None, "B1", "gate").await;
    world
}

async fn bills_are_taken_once_and_kept_in_the_smallest_unit(store: Store) {
    let world = world(store).await;
    let file = format!(
        "{HEADER}R1,invoice,1,A1,2026-02-01,2026-03-01,\"1249,5\",eur,open,\nR2,Invoice,1,,2026-02-02,,980,JPY,paid,\n\
         E1,estimate,2,B1,2026-02-03,2026-02-20,-12.05,SEK,,\n"
    );
    assert_eq!(counts(&import(&world, Kind::Billing, file.as_str()).await), [3, 0, 0, 0]);
    assert_eq!(counts(&import(&world, Kind::Billing, file.as_str()).await), [0, 0, 3, 0], "again changes nothing");
    let sql = "SELECT number, amount, currency, state FROM billing_record ORDER BY number";
    let rows = select!(&world.sql, (String, i64, String, BillingState), sql);
    let expected = [
        ("E1", -1205, "SEK", BillingState::Open),
        ("R1", 124_950, "EUR", BillingState::Open),
        ("R2", 980, "JPY", BillingState::Paid),
    ];
    assert_eq!(rows, expected.map(|(n, a, c, s)| (n.to_owned(), a, c.to_owned(), s)));
    let change = "number,state\nR1,paid\n";
    let report = import(&world, Kind::Billing, change).await;
    assert_eq!(counts(&report), [0, 1, 0, 0], "{report:?}");
    let sheet = billing::get(&world.app, &world.admin, "R1").await.unwrap();
    assert_eq!((sheet.state, sheet.amount, sheet.order_number.as_deref()), (BillingState::Paid, 124_950, Some("A1")));
}

async fn what_is_wrong_is_said_line_by_line(store: Store) {
    let world = world(store).await;
    let file = format!(
        "{HEADER}R1,bill,1,,2026-02-01,,1,EUR,,\nR2,invoice,1,B1,2026-02-01,,1,EUR,,\nR3,invoice,1,,2026-02-01,2026-01-01,1,EUR,,\n\
         R4,invoice,1,,2026-02-01,,\"1,249.00\",EUR,,\nR5,invoice,1,,2026-02-01,,1.5,JPY,,\nR6,invoice,1,,2026-02-01,,1,EURO,,\n\
         R7,invoice,1,,2026-02-01,,1,EUR,accepted,\nR8,estimate,1,,2026-02-01,,1,EUR,paid,\nR9,invoice,9,,2026-02-01,,1,EUR,,\n\
         R10,invoice,1,,1.2.2026,,,EUR,,\nR11,invoice,1,,2026-02-01,,1,EUR,,../../etc/passwd\nR11,invoice,1,,2026-02-01,,1,EUR,,\n"
    );
    let report = import(&world, Kind::Billing, file).await;
    assert!(!report.done);
    let expected = [
        "line 2, kind \"bill\": \"bill\" is not one of invoice, estimate",
        "line 3, order \"B1\": this order belongs to customer 2, not to customer 1",
        "line 4, due_on \"2026-01-01\": lies before issued_on",
        "line 5, amount \"1,249.00\": is not an amount such as 1249.50 (without a currency, without signs between thousands)",
        "line 6, amount \"1.5\": has more digits after the point than JPY has (0)",
        "line 7, currency \"EURO\": is not a currency code of ISO 4217 (three letters, such as EUR, SEK)",
        "line 8, state \"accepted\": an invoice is open, paid or cancelled",
        "line 9, state \"paid\": an estimate is open, accepted, declined or cancelled",
        "line 10, customer \"9\": there is no customer with this number",
        "line 11, issued_on \"1.2.2026\": is not a date of ISO 8601 (2026-03-31)",
        "line 11, amount: is empty; it is needed",
        "line 12, file \"../../etc/passwd\": is not the bare name of a file; folders are not followed",
        "line 13, number \"R11\": is on line 12 already; a number may be in a file once",
    ];
    assert_eq!(said(&report), expected);
    let good = format!("{HEADER}R1,invoice,1,,2026-02-01,,1,EUR,,\n");
    import(&world, Kind::Billing, good).await;
    let changed = "number,kind,customer,currency\nR1,estimate,2,SEK\n";
    let report = import(&world, Kind::Billing, changed).await;
    assert_eq!(said(&report).len(), 3, "neither kind nor customer nor the currency alone: {report:?}");
}

fn put(folder: &Path, name: &str, content: &[u8]) {
    std::fs::write(folder.join(name), content).unwrap();
}

async fn files_come_with_their_rows(store: Store) {
    let world = world(store).await;
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "R1.pdf", b"%PDF-1.4\none");
    put(folder.path(), "page.html", b"<html><script>alert(1)</script>");
    put(folder.path(), "empty.pdf", b"");
    put(folder.path(), "large.pdf", &[b"%PDF-1.4\n".as_slice(), &vec![b'x'; 11_000_000]].concat());
    std::fs::create_dir(folder.path().join("folder.pdf")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.pdf")).unwrap();
    let options = || Options { files: Some(folder.path().to_owned()), ..Options::default() };
    let row = |number: &str, file: &str| format!("{number},invoice,1,,2026-02-01,,1,EUR,,{file}\n");
    let names = ["never.pdf", "page.html", "empty.pdf", "large.pdf", "folder.pdf", "link.pdf"];
    let bad: String = names.iter().enumerate().map(|(i, name)| row(&format!("R{i}0"), name)).collect();
    let report = import_with(&world, &world.admin, Kind::Billing, format!("{HEADER}{bad}"), options()).await.unwrap();
    assert_eq!((report.done, report.error_count), (false, 6), "{:?}", said(&report));
    for (line, part) in said(&report).iter().zip([
        "is not in the folder",
        "markup",
        "is empty",
        "is larger than",
        "no plain file",
        "no plain file",
    ]) {
        assert!(line.contains(part), "{line}");
    }
    let good = format!("{HEADER}{}", row("R1", "R1.pdf"));
    let named = import_with(&world, &world.admin, Kind::Billing, good.as_str(), Options::default()).await.unwrap();
    assert_eq!((counts(&named), named.files), ([1, 0, 0, 0], 0), "without a folder a name is only a name");
    assert!(matches!(billing::open(&world.app, &world.admin, "R1").await, Err(Error::NotFound { .. })));
    let brought = import_with(&world, &world.admin, Kind::Billing, good.as_str(), options()).await.unwrap();
    assert_eq!((counts(&brought), brought.files), ([0, 0, 1, 0], 1));
    let sheet = billing::get(&world.app, &world.admin, "R1").await.unwrap();
    assert_eq!(
        (sheet.file.as_str(), sheet.media_type.as_deref(), sheet.size),
        ("R1.pdf", Some("application/pdf"), Some(12))
    );
    let again = import_with(&world, &world.admin, Kind::Billing, good.as_str(), options()).await.unwrap();
    assert_eq!((counts(&again), again.files), ([0, 0, 1, 0], 0), "again brings nothing");
    assert_eq!(billing::get(&world.app, &world.admin, "R1").await.unwrap().version, sheet.version);
    put(folder.path(), "R1.pdf", b"%PDF-1.4\nmended");
    let mended = import_with(&world, &world.admin, Kind::Billing, good.as_str(), options()).await.unwrap();
    assert_eq!(mended.files, 1, "another size is another file");
    let none = Options { files: Some(folder.path().join("never")), ..Options::default() };
    assert!(matches!(
        import_with(&world, &world.admin, Kind::Billing, good.as_str(), none).await,
        Err(Error::Invalid(_))
    ));
    let elsewhere = import_with(&world, &world.admin, Kind::Models, "number,name\nM1,x\n", options()).await;
    assert!(matches!(elsewhere, Err(Error::Invalid(_))), "only bills come with files");
}

/// An administrator of customer 1 who acts.
async fn eva(world: &World) -> Actor {
    let one =
        select!(&world.sql, (keydesk::domain::CustomerId,), "SELECT id FROM customer WHERE number = $1", "1")[0].0;
    let new = NewUser { role: Role::Administrator, ..NewUser::default() };
    let id: CustomerUserId = world.user_with(one, "eva@one.example", new).await;
    let sign_in = select!(&world.sql, (SignInId,), "SELECT sign_in_id FROM customer_user WHERE id = $1", id)[0].0;
    Actor { who: Who::CustomerUser { id, sign_in, name: "Eva Huber".into() }, ..world.admin.clone() }
}

async fn an_answer_is_not_taken_back(store: Store) {
    let world = world(store).await;
    let eva = eva(&world).await;
    let file = |state: &str| format!("{HEADER}E1,estimate,1,,2026-02-01,,100,EUR,{state},\n");
    import(&world, Kind::Billing, file("open")).await;
    billing::decide(&world.app, &eva, "E1", 1, Decision::Accept, "").await.unwrap();
    let report = import(&world, Kind::Billing, file("open")).await;
    assert_eq!(counts(&report), [0, 0, 1, 0], "the file does not know yet: {report:?}");
    let report = import(&world, Kind::Billing, file("declined")).await;
    assert_eq!(
        said(&report),
        ["line 2, state \"declined\": the customer has accepted it; an import does not change that"]
    );
    assert_eq!(counts(&import(&world, Kind::Billing, file("accepted")).await), [0, 0, 1, 0]);
    assert_eq!(
        counts(&import(&world, Kind::Billing, file("cancelled")).await),
        [0, 1, 0, 0],
        "cancelling is the house's"
    );
}

async fn people_are_told_only_when_it_is_asked_for(store: Store) {
    let world = world(store).await;
    eva(&world).await;
    let letters = async || {
        let found = select!(&world.sql, (String,), "SELECT kind FROM outbox ORDER BY kind");
        found.into_iter().map(|(kind,)| kind).collect::<Vec<_>>()
    };
    let file = |n: u8| {
        format!(
            "{HEADER}R{n},invoice,1,,2026-02-01,,1,EUR,open,\nP{n},invoice,1,,2026-02-01,,1,EUR,paid,\nE{n},estimate,1,,2026-02-01,,1,EUR,open,\nX{n},invoice,2,,2026-02-01,,1,EUR,open,\n"
        )
    };
    import(&world, Kind::Billing, file(1)).await;
    assert!(letters().await.is_empty(), "first imports would flood");
    let tell = |dry_run| Options { tell: true, dry_run, ..Options::default() };
    import_with(&world, &world.admin, Kind::Billing, file(2), tell(true)).await.unwrap();
    assert!(letters().await.is_empty(), "a dry run tells nobody");
    import_with(&world, &world.admin, Kind::Billing, file(2), tell(false)).await.unwrap();
    assert_eq!(letters().await, ["estimate_to_accept", "invoice"], "the open ones, to whoever sees them");
    import_with(&world, &world.admin, Kind::Billing, file(2), tell(false)).await.unwrap();
    assert_eq!(letters().await.len(), 2, "what is there already is no news");
}

async fn it_needs_both_permissions(store: Store) {
    let world = world(store).await;
    let creator = world.staff("carla", StaffRole::ContentCreator, &[]).await;
    let allowed = keydesk::domain::permission::Exception::Allowed;
    let half = world
        .staff_with("half", StaffRole::ContentCreator, &[], [(StaffPermission::ImportExport, allowed)].into())
        .await;
    for by in [&creator, &half] {
        let file = format!("{HEADER}R1,invoice,1,,2026-02-01,,1,EUR,,\n");
        assert!(matches!(
            import_with(&world, by, Kind::Billing, file, Options::default()).await,
            Err(Error::Denied { .. })
        ));
    }
}
