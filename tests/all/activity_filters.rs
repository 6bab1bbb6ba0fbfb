//! Finding in the log (R70): filters that people type, beyond one window of it, and the log as a file.

use chrono::TimeDelta;
use keydesk::domain::staff::StaffRole;
use keydesk::service::activity::{self, ActivityFilter, ActivityQuery, ExportFormat};
use keydesk::service::{Actor, Error, access, log_chain, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewCustomer, World};

stories! { filters_find_what_they_say, a_filter_looks_beyond_one_window, the_log_is_a_file_that_runs_nothing }

async fn said(world: &World, by: &Actor, typed: &str) -> Vec<String> {
    let filter = ActivityFilter::parse(typed, &world.app.now()).unwrap();
    let query = ActivityQuery { filter, limit: 50, ..ActivityQuery::default() };
    let found = activity::list(&world.app, by, &query).await.unwrap_or_else(|e| panic!("{typed}: {e}"));
    found.iter().map(|r| format!("{} {}", r.actor_name, r.event)).collect()
}

async fn filters_find_what_they_say(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let graz = world.area("Graz").await;
    let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
    let huber = world.customer_with("1042", "Huber Maschinen GmbH", new).await;
    let hofer = world.customer("1038", "Hofer KG").await;
    let (eva, jan) = (world.user(huber, "eva@huber.example").await, world.user(hofer, "jan@hofer.example").await);
    let lars = world.staff("Lars Ödman", StaffRole::Administrator, &[]).await;
    access::suspend(app, &world.admin, eva).await.unwrap();
    app.clock.advance(TimeDelta::days(2));
    access::suspend(app, &lars, jan).await.unwrap();
    access::lift(app, &world.admin, jan).await.unwrap();
    app.clock.advance(TimeDelta::hours(1));
    portal_switch::customer(app, &lars, huber, false).await.unwrap();

    let admin = &world.admin;
    let all = [
        "Lars Ödman customer_portal_switched",
        "admin suspension_lifted",
        "Lars Ödman access_suspended",
        "admin access_suspended",
    ];
    assert_eq!(said(&world, admin, "").await, all);
    assert_eq!(said(&world, admin, "who:lars").await, [all[0], all[2]]);
    assert_eq!(said(&world, admin, "who:\"Lars Ödman\" what:suspended").await, [all[2]]);
    assert_eq!(said(&world, admin, "who:ödman who:admin").await.len(), 4, "any of both");
    assert!(said(&world, admin, "who:nobody").await.is_empty());
    assert_eq!(said(&world, admin, "what:access_suspended").await, [all[2], all[3]]);
    assert_eq!(said(&world, admin, "whom:jan@hofer").await, [all[1], all[2]]);
    assert_eq!(said(&world, admin, "customer:1042").await, [all[0], all[3]]);
    assert_eq!(said(&world, admin, "since:1h").await, [all[0], all[1], all[2]]);
    assert_eq!(said(&world, admin, "since:30m who:lars").await, [all[0]]);
    assert_eq!(said(&world, admin, "portal huber").await, [all[0]], "every word");
    assert!(said(&world, admin, "100%").await.is_empty(), "no wildcard");

    // Whoever is bound to areas reads about one customer of theirs at a time.
    let sepp = world.staff("sepp", StaffRole::Supervisor, &[graz]).await;
    assert_eq!(said(&world, &sepp, "customer:1042 who:lars").await, [all[0]]);
    let ask = async |by: &Actor, typed: &str| {
        let filter = ActivityFilter::parse(typed, &app.now()).unwrap();
        activity::list(app, by, &ActivityQuery { filter, limit: 5, ..ActivityQuery::default() }).await
    };
    assert!(matches!(ask(&sepp, "who:lars").await, Err(Error::Denied { .. })));
    assert!(matches!(ask(&sepp, "customer:1038").await, Err(Error::Denied { .. })));
    assert!(matches!(ask(admin, "customer:9").await, Err(Error::NotFound { .. })));
    // Records are opened by their number, within the same bounds.
    let first = activity::get(app, admin, 1).await.unwrap();
    assert_eq!(first.event.as_str(), "access_suspended");
    assert!(activity::get(app, &sepp, 1).await.is_ok());
    assert!(matches!(activity::get(app, &sepp, 2).await, Err(Error::Denied { .. })));
    for seq in [0, -1, 5, i64::MAX] {
        assert!(matches!(activity::get(app, admin, seq).await, Err(Error::NotFound { .. })), "{seq}");
    }
    let other = world.another("Sydlift").await;
    assert!(said(&other, &other.admin, "").await.is_empty());
    assert!(matches!(activity::get(app, &other.admin, 1).await, Err(Error::NotFound { .. })));
}

async fn a_filter_looks_beyond_one_window(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    portal_switch::customer(&world.app, &world.admin, customer, false).await.unwrap();
    // Very many records later, written past the services.
    let sql = "INSERT INTO activity (organization_id, seq, id, at, event, actor_kind, actor_name, origin, subject, data, hash)
               WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 45000)
               SELECT $1, i, $2, $3, 'signed_in', 'customer_user', 'Jan', 'portal', 'Jan Moser', '{}', $4 FROM n";
    let id = match world.app.store.dialect() {
        keydesk::store::Dialect::Sqlite => "randomblob(16)",
        keydesk::store::Dialect::Postgres => "gen_random_uuid()",
    };
    let sql = sql.replace("$2", id).replace("$3", "$2").replace("$4", "$3");
    exec!(&world.sql, Box::leak(sql.into_boxed_str()), world.organization, world.app.now(), vec![0_u8; 32]);
    exec!(&world.sql, "UPDATE organization SET log_seq = 45000 WHERE id = $1", world.organization);
    assert_eq!(said(&world, &world.admin, "maschinen").await, ["admin customer_portal_switched"]);
    assert_eq!(said(&world, &world.admin, "whom:huber what:portal").await, ["admin customer_portal_switched"]);
    assert!(said(&world, &world.admin, "nowhere").await.is_empty());
    // A page ends where the next begins.
    let (mut before, mut seen) = (None, 0);
    for _ in 0..4 {
        let query = ActivityQuery { before_seq: before, limit: 500, ..ActivityQuery::default() };
        let page = activity::page(&world.app, &world.admin, &query).await.unwrap();
        seen += page.records.len();
        before = page.next;
    }
    assert_eq!((seen, before), (2000, Some(45_000 - 1999)));
    // Everything is exported, window by window.
    let filter = ActivityFilter::parse("maschinen", &world.app.now()).unwrap();
    let query = ActivityQuery { filter, ..ActivityQuery::default() };
    let mut out = Vec::new();
    let written = activity::export(&world.app, &world.admin, &query, ExportFormat::JsonLines, &mut out).await.unwrap();
    assert_eq!((written, String::from_utf8(out).unwrap().lines().count()), (1, 1));
}

/// Nothing fits in here.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is full"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn the_log_is_a_file_that_runs_nothing(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber \"Maschinen\", GmbH").await;
    world.staff("=cmd|' /C calc'!A0", StaffRole::Administrator, &[]).await;
    let evil = world.staff("=1+1", StaffRole::Administrator, &[]).await;
    for n in 0..1_050 {
        portal_switch::customer(app, &evil, customer, n % 2 == 1).await.unwrap();
    }
    let all = ActivityQuery::default();
    let mut csv = Vec::new();
    assert_eq!(activity::export(app, &world.admin, &all, ExportFormat::Csv, &mut csv).await.unwrap(), 1_050);
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    assert_eq!(reader.headers().unwrap().get(7), Some("sentence"));
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1_050);
    assert_eq!((&rows[0][0], &rows[0][2], &rows[1_049][0]), ("1050", "'=1+1", "1"));
    assert!(rows[0][6].contains("Huber \"Maschinen\", GmbH"));
    assert!(rows.iter().all(|r| r.iter().all(|c| !c.starts_with(['=', '+', '-', '@']))));

    // JSON lines are the records as they are, and the export itself is one of them.
    let mut lines = Vec::new();
    activity::export(app, &world.admin, &all, ExportFormat::JsonLines, &mut lines).await.unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["sentence"], "exported 1050 records of the activity log as csv");
    assert_eq!(lines.lines().count(), 1_051);

    // What cannot be written is said, and noted as far as it went.
    let failed = activity::export(app, &world.admin, &all, ExportFormat::Csv, &mut Full).await;
    assert!(failed.unwrap_err().to_string().contains("the disk is full"));
    let newest = activity::list(app, &world.admin, &ActivityQuery { limit: 1, ..all }).await.unwrap();
    assert!(newest[0].sentence().contains("exported 0 records"), "{}", newest[0].sentence());
    let dora = world.staff("dora", StaffRole::Technician, &[]).await;
    let denied = activity::export(app, &dora, &ActivityQuery::default(), ExportFormat::Csv, &mut Vec::new()).await;
    assert!(matches!(denied, Err(Error::Denied { .. })));
    assert!(log_chain::verify(app, &world.admin, None).await.unwrap().is_whole());
}
