//! What a good file does.

use std::fmt::Write as _;

use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::service::Error;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customers;
use keydesk::service::import::{Kind, Options};
use keydesk::store::Store;
use keydesk::store::customers::CustomerQuery;

use super::{Written, counts, import, import_with, said};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    a_file_is_taken_and_again_changes_nothing,
    a_missing_column_leaves_alone_and_an_empty_cell_clears,
    every_encoding_delimiter_and_line_end_is_taken,
    a_dry_run_counts_and_keeps_nothing,
    areas_are_made_once_and_bound_staff_stay_in_theirs,
    everything_a_customer_owns_is_imported,
    a_large_file_builds_the_indexes_at_the_end,
    organizations_do_not_touch_each_other,
    a_log_record_tells_what_was_imported,
}

const CUSTOMERS: &str = "number,name,kind,area,email,phone,street,postal_code,city,country,language,technician,managed\n\
    1042,Huber Maschinen GmbH,corporate,Graz,office@huber.example,+43 316 1,Werkgasse 1,8010,Graz,at,de,M. Berger,ja\n\
    1077,\"Hübner & Söhne, Wien\",,Wien,,,,,Wien,AT,,,\n\
    P-1,Σοφία Παπαδοπούλου,private,,sofia@xn--mail.example,,,,Αθήνα,GR,en,,no\n";

async fn a_file_is_taken_and_again_changes_nothing(store: Store) {
    let world = World::new(store).await;
    let report = import(&world, Kind::Customers, CUSTOMERS).await;
    assert!(report.done && report.errors.is_empty(), "{report:?}");
    assert_eq!((counts(&report), report.rows), ([3, 0, 0, 0], 3));
    assert_eq!(report.areas, ["Graz", "Wien"]);
    let huber = customers::by_number(&world.app, &world.admin, "1042").await.unwrap();
    assert_eq!((huber.row.country.as_str(), huber.row.managed, huber.row.version), ("AT", true, 1));
    assert_eq!((huber.row.portal_on, huber.row.access_state.as_str()), (false, "off"));
    assert_eq!((huber.row.area.as_deref(), huber.street.as_str()), (Some("Graz"), "Werkgasse 1"));
    assert!(huber.areas.iter().count() == 7, "every portal area is on");

    let again = import(&world, Kind::Customers, CUSTOMERS).await;
    assert_eq!((counts(&again), again.done), ([0, 0, 3, 0], true));
    let huber = customers::by_number(&world.app, &world.admin, "1042").await.unwrap();
    assert_eq!(huber.row.version, 1, "no version bump");

    world.app.clock.advance(chrono::TimeDelta::hours(1));
    let other = import(&world, Kind::Customers, CUSTOMERS.replace("Werkgasse 1", "Werkgasse 2")).await;
    assert_eq!(counts(&other), [0, 1, 2, 0]);
    let huber = customers::by_number(&world.app, &world.admin, "1042").await.unwrap();
    assert_eq!((huber.street.as_str(), huber.row.version), ("Werkgasse 2", 2));
    assert!(huber.row.updated_at > huber.created_at);
    let query = CustomerQuery { search: "παπαδοπ".to_owned(), ..CustomerQuery::default() };
    assert_eq!(customers::list(&world.app, &world.admin, &query).await.unwrap().rows.len(), 1, "found by a fragment");
}

async fn a_missing_column_leaves_alone_and_an_empty_cell_clears(store: Store) {
    let world = World::new(store).await;
    import(&world, Kind::Customers, CUSTOMERS).await;
    let report = import(&world, Kind::Customers, "number,email,kind,managed,area\n1042,,,,\n").await;
    assert_eq!(counts(&report), [0, 1, 0, 0], "{report:?}");
    let huber = customers::by_number(&world.app, &world.admin, "1042").await.unwrap();
    assert_eq!((huber.row.email.as_str(), huber.row.area), ("", None), "cleared");
    assert_eq!(
        (huber.row.name.as_str(), huber.row.phone.as_str()),
        ("Huber Maschinen GmbH", "+43 316 1"),
        "left alone"
    );
    assert!(huber.row.managed, "a cell that is never empty says nothing when it is");
    let query = |search: &str| CustomerQuery { search: search.to_owned(), ..CustomerQuery::default() };
    let found = customers::list(&world.app, &world.admin, &query("office@huber")).await.unwrap();
    assert!(found.rows.is_empty(), "the search forgets it too");
    let found = customers::list(&world.app, &world.admin, &query("8010 hub")).await.unwrap();
    assert_eq!(found.rows.len(), 1, "and keeps the rest");
}

async fn every_encoding_delimiter_and_line_end_is_taken(store: Store) {
    let world = World::new(store).await;
    let text = "number;name;street\r\n1;Hübner;\"Hof 1\r\nStiege 2\"\r\n\r\n2;Åse;x\r\n;;\r\n";
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let files = [
        (text.as_bytes().to_vec(), "UTF-8"),
        (format!("\u{FEFF}{text}").into_bytes(), "UTF-8"),
        (text.replace(';', "\t").into_bytes(), "UTF-8"),
        (text.replace(';', ",").replace("\r\n", "\n").into_bytes(), "UTF-8"),
        (utf16, "UTF-16LE"),
        (latin, "windows-1252"),
    ];
    for (i, (file, encoding)) in files.into_iter().enumerate() {
        let report = import(&world, Kind::Customers, file).await;
        let expected = if i == 0 { [2, 0, 0, 0] } else { [0, 0, 2, 0] };
        assert_eq!((counts(&report), report.encoding), (expected, encoding), "{report:?}");
        assert_eq!(report.notes.is_empty(), encoding == "UTF-8", "{:?}", report.notes);
    }
    let rows = select!(&world.sql, (String, String), "SELECT name, street FROM customer ORDER BY number");
    assert_eq!(rows, [("Hübner".into(), "Hof 1 Stiege 2".into()), ("Åse".into(), "x".into())]);
    let given = Options { delimiter: Some('|'), ..Options::default() };
    let report = import_with(&world, &world.admin, Kind::Customers, "number|name\n1|a,b;c\n", given).await.unwrap();
    assert_eq!(counts(&report), [0, 1, 0, 0]);
}

async fn a_dry_run_counts_and_keeps_nothing(store: Store) {
    let world = World::new(store).await;
    import(&world, Kind::Customers, "number,name\n1,One\n2,Two\n").await;
    let file = "number,name,area\n1,One,\n2,Zwei,\n3,Three,Nowhere\n";
    let dry = Options { dry_run: true, ..Options::default() };
    let report = import_with(&world, &world.admin, Kind::Customers, file, dry).await.unwrap();
    assert_eq!((counts(&report), report.done, report.dry_run), ([1, 1, 1, 0], false, true));
    assert_eq!(report.areas, ["Nowhere"]);
    let rows = select!(&world.sql, (String, i64), "SELECT name, version FROM customer ORDER BY number");
    assert_eq!(rows, [("One".into(), 1), ("Two".into(), 1)]);
    assert!(select!(&world.sql, (String,), "SELECT name FROM area").is_empty());
    let report = import(&world, Kind::Customers, file).await;
    assert_eq!(counts(&report), [1, 1, 1, 0], "the dry run said it");
}

async fn areas_are_made_once_and_bound_staff_stay_in_theirs(store: Store) {
    let world = World::new(store).await;
    let graz = world.area("Graz").await;
    world.area("Wien").await;
    let by = world.staff("doris", StaffRole::DepartmentAdministrator, &[graz]).await;
    let file = "number,name,area\n1,One,graz\n2,Two, GRAZ \n3,Three,Wien\n4,Four,Linz\n5,Five,\n";
    let refused = import_with(&world, &by, Kind::Customers, file, Options::default()).await.unwrap();
    assert_eq!((counts(&refused), refused.done), ([2, 0, 0, 3], false));
    let lines: Vec<_> = refused.errors.iter().map(|e| (e.line, e.column.as_str())).collect();
    assert_eq!(lines, [(4, "area"), (5, "area"), (6, "area")], "{:?}", said(&refused));
    let taken = import(&world, Kind::Customers, file).await;
    assert_eq!((counts(&taken), taken.areas), ([5, 0, 0, 0], vec!["Linz".to_owned()]));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM area"), [(3,)]);
    // Neither a customer elsewhere nor what it owns is theirs to change, and nothing is moved out or in.
    for (kind, file, column) in [
        (Kind::Customers, "number,name\n3,Drei\n", "customer"),
        (Kind::Customers, "number,area\n1,Wien\n", "area"),
        (Kind::Customers, "number,area\n3,Graz\n", "customer"),
        (Kind::Facilities, "number,customer,name\nF1,3,Hall\n", "customer"),
    ] {
        let report = import_with(&world, &by, kind, file, Options::default()).await.unwrap();
        assert_eq!(report.errors.first().map(|e| e.column.as_str()), Some(column), "{file}: {report:?}");
        assert!(report.errors[0].reason.contains("not one of yours"));
    }
    let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let denied = import_with(&world, &dispatcher, Kind::Customers, file, Options::default()).await;
    assert!(matches!(denied, Err(Error::Denied { ref needs, .. }) if needs == StaffPermission::ImportExport.as_str()));
}

async fn everything_a_customer_owns_is_imported(store: Store) {
    let world = World::new(store).await;
    let files = [
        (Kind::Customers, CUSTOMERS),
        (
            Kind::Contacts,
            "number,customer,first_name,last_name,title,email,phone,mobile\nC1,1042,Eva,Huber,Mag.,eva@huber.example,1,2\n",
        ),
        (
            Kind::Facilities,
            "number,customer,name,street,postal_code,city,country\nF1,1042,Werk Graz,Weg 1,8010,Graz,AT\n",
        ),
        (Kind::Models, "number,name,manufacturer\nM1,Lift 300,Nordlift\n"),
        (
            Kind::Objects,
            "number,customer,facility,model,name,serial_number,installed_on\nO1,1042,F1,M1,Lift A,SN1,2019-05-02\nO2,1042,,,Tor,,\n",
        ),
        (
            Kind::Orders,
            "number,kind,customer,facility,object,contact,title,description,state,technician,created_at,planned_at,closed_at\n\
             A1,work_order,1042,F1,O1,C1,Lift hält nicht,\"Zeile 1\nZeile 2\",closed,M. Berger,2026-02-01T08:30,2026-02-03,2026-02-03T15:00Z\n",
        ),
    ];
    for again in [false, true] {
        for (kind, file) in files {
            let report = import(&world, kind, file).await;
            assert!(report.done, "{kind}: {report:?}");
            assert_eq!((report.created == 0, report.unchanged == 0), (again, !again), "{kind} {report:?}");
        }
    }
    let order = select!(
        &world.sql,
        (String, String, String, chrono::DateTime<chrono::Utc>, i64),
        "SELECT c.last_name, f.name, o.description, o.created_at, o.version FROM service_order o \
         JOIN contact c ON c.id = o.contact_id JOIN facility f ON f.id = o.facility_id \
         JOIN service_object s ON s.id = o.object_id AND s.facility_id = f.id JOIN model m ON m.id = s.model_id \
         JOIN customer k ON k.id = o.customer_id AND k.number = '1042'"
    );
    assert_eq!(order.len(), 1);
    assert_eq!(
        (order[0].0.as_str(), order[0].1.as_str(), order[0].2.as_str(), order[0].4),
        ("Huber", "Werk Graz", "Zeile 1\nZeile 2", 1)
    );
    assert_eq!(order[0].3.to_rfc3339(), "2026-02-01T07:30:00+00:00", "read in Vienna's time");
}

async fn a_large_file_builds_the_indexes_at_the_end(store: Store) {
    let world = World::new(store).await;
    world.customer("0", "Already there").await;
    let indexes = || async {
        match &world.sql {
            crate::support::sql::Sql::Sqlite(_) => {
                select!(
                    &world.sql,
                    (String, String),
                    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
                )
            }
            crate::support::sql::Sql::Postgres(_) => {
                select!(
                    &world.sql,
                    (String, String),
                    "SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
                )
            }
        }
    };
    let before = indexes().await;
    let mut file = String::from("number,name,city\n");
    for i in 1..=13_500 {
        writeln!(file, "K-{i},Company {i} Ltd,City {}", i % 97).unwrap();
    }
    file.push_str("K-13501,,\n");
    let report = import(&world, Kind::Customers, file.as_str()).await;
    assert_eq!((counts(&report), report.done), ([13_500, 0, 0, 1], false));
    assert_eq!(indexes().await, before, "everything was taken back");
    let report = import(&world, Kind::Customers, file.replace("K-13501,,\n", "")).await;
    assert_eq!((counts(&report), report.done), ([13_500, 0, 0, 0], true));
    assert_eq!(indexes().await, before, "every index is there again");
    for (search, hits) in [("mpany 13499", 1), ("k-777", 11), ("already", 1)] {
        let query = CustomerQuery { search: search.to_owned(), limit: 500, ..CustomerQuery::default() };
        let found = customers::list(&world.app, &world.admin, &query).await.unwrap();
        assert_eq!(found.rows.len(), hits, "{search}");
    }
    exec!(&world.sql, "UPDATE customer SET search = '  renamed' WHERE number = 'K-5'");
    let query = CustomerQuery { search: "renamed".to_owned(), ..CustomerQuery::default() };
    assert_eq!(customers::list(&world.app, &world.admin, &query).await.unwrap().rows.len(), 1, "and kept up to date");
}

async fn organizations_do_not_touch_each_other(store: Store) {
    let one = World::new(store).await;
    let two = one.another("Südlift").await;
    import(&one, Kind::Customers, "number,name,area\n1,One,North\n").await;
    let report = import(&two, Kind::Customers, "number,name,area\n1,Eins,North\n").await;
    assert_eq!((counts(&report), report.areas.len()), ([1, 0, 0, 0], 1));
    let report = import(&two, Kind::Facilities, "number,customer,name\nF1,1,Hall\n").await;
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    let report = import(&one, Kind::Objects, "number,customer,facility,name\nO1,1,F1,Door\n").await;
    assert_eq!(said(&report), ["line 2, facility \"F1\": there is no facility with this number"]);
    let names = select!(&one.sql, (String,), "SELECT name FROM customer ORDER BY name");
    assert_eq!(names, [("Eins".to_owned(),), ("One".to_owned(),)]);
}

async fn a_log_record_tells_what_was_imported(store: Store) {
    let world = World::new(store).await;
    let written = Written::default();
    let options = Options { partial: true, errors: Some(written.errors()), ..Options::default() };
    let file = format!("{CUSTOMERS}9,,,,,,,,,,,,\n");
    let report = import_with(&world, &world.admin, Kind::Customers, file, options).await.unwrap();
    assert_eq!((counts(&report), report.done), ([3, 0, 0, 1], true));
    import(&world, Kind::Customers, CUSTOMERS).await;
    import(&world, Kind::Customers, "number,name\n,nobody\n").await;
    let query = ActivityQuery { limit: 10, ..ActivityQuery::default() };
    let records = activity::list(&world.app, &world.admin, &query).await.unwrap();
    assert_eq!(records.len(), 1, "one for what changed something, none for what did not: {records:?}");
    assert_eq!(records[0].sentence(), "imported customers (3 new, 0 changed)");
    let data: serde_json::Value = serde_json::from_str(&records[0].data).unwrap();
    assert_eq!((&data["created"], &data["refused"], &data["areas"]), (&3.into(), &1.into(), &2.into()));
}
