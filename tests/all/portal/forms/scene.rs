//! A customer with one of everything that a form can be about, and what the database and the storage hold at a moment.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::check::{Point, PointKind};
use keydesk::domain::permission::Role;
use keydesk::domain::{CheckAssignmentId, CustomerUserId};
use keydesk::files::Files;
use keydesk::service::access::{Grant, grant};
use keydesk::service::checks::{self, Assignment, TemplateChange};
use keydesk::service::readings::{self, NewReading};
use keydesk::service::{invitations, passwords};
use keydesk::store::Store;

use super::super::site::{Browser, Site};
use crate::passwords::newest_link;
use crate::support::database::stories;
use crate::support::sql::{Sql, exec, select};
use crate::support::world::{NewUser, World};

/// Huber with a facility, an object `O1` with a reading and a self-check, orders `A1` and `W1` (which Huber asked for), a video
/// session `V1`, an estimate `E1`. Eva and Jan are its administrators; Pia is a member; Uwe has a temporary password.
pub struct Scene {
    pub world: World,
    pub site: Site,
    folder: tempfile::TempDir,
    pub facility: String,
    pub contact: String,
    pub check: CheckAssignmentId,
    pub pia: CustomerUserId,
    pub lea: CustomerUserId,
    /// Links and a code from letters.
    pub invitation: String,
    pub password: String,
    pub code: String,
}

impl Scene {
    pub async fn new(store: Store) -> Self {
        let mut world = World::new(store).await;
        let folder = tempfile::tempdir().unwrap();
        world.app.files = Files::folder(folder.path(), 3_000_000).unwrap();
        let (app, admin) = (&world.app, &world.admin);
        let huber = world.customer("1042", "Huber").await;
        let graz = world.facility(huber, "Graz").await;
        world.facility(huber, "Weiz").await;
        let kontakt = world.contact(huber, "Karla", "Kontakt").await;
        let sql = "SELECT number FROM contact WHERE id = $1";
        let contact = select!(&world.sql, (String,), sql, kontakt)[0].0.clone();
        let object = world.object(huber, Some(graz), "Lift").await;
        exec!(&world.sql, "UPDATE service_object SET number = 'O1' WHERE id = $1", object);
        world.order(huber, Some(graz), "A1", "Lift stuck").await;
        world.order(huber, Some(graz), "W1", "New lamps").await;
        exec!(&world.sql, "UPDATE service_order SET by_customer = $1 WHERE number = 'W1'", true);
        world.video(huber, Some(graz), "V1", "Look at the lift").await;
        let estimate = "INSERT INTO billing_record (id, organization_id, customer_id, number, kind, issued_on, due_on, amount, \
                        currency, state, file, created_at, version) \
                        VALUES ($1, $2, $3, 'E1', 'estimate', $4, $4, 124950, 'EUR', 'open', '', $5, 1)";
        let (id, now): (keydesk::domain::BillingRecordId, _) = (app.id(), app.now());
        exec!(&world.sql, estimate, id, world.organization, huber, now.date_naive() + TimeDelta::days(14), now);

        let point = |text: &str, kind| Point { text: text.into(), kind, photo: false };
        let points = vec![
            point("Doors", PointKind::Ok),
            point("Oil level", PointKind::Number),
            point("Remarks", PointKind::Text),
        ];
        let change = TemplateChange { id: None, version: 0, name: "Monthly".into(), points, active: true };
        let template = checks::template(app, admin, &change).await.unwrap().id;
        let due_on = now.date_naive() - TimeDelta::days(1);
        let new = Assignment { object: "O1".into(), template, every_days: 30, due_on };
        let check = checks::assign(app, admin, &new).await.unwrap().row.id;
        let before = Some(now - TimeDelta::days(30));
        let read = NewReading { object: "O1".into(), value: "1250".into(), taken_at: before, reason: String::new() };
        readings::add(app, admin, &read).await.unwrap();

        let administrator = || NewUser { role: Role::Administrator, ..NewUser::default() };
        world.user_with(huber, "eva@huber.example", administrator()).await;
        world.user_with(huber, "jan@huber.example", administrator()).await;
        exec!(&world.sql, "UPDATE sign_in SET first_name = 'Jan', last_name = 'Moser' WHERE email LIKE 'jan%'");
        let pia = world.user(huber, "pia@huber.example").await;
        let lea = world.user(huber, "lea@huber.example").await;
        let uwe = world.user(huber, "uwe@huber.example").await;
        let later = now + TimeDelta::hours(50);
        let sql =
            "UPDATE sign_in SET temporary_until = $1 WHERE id = (SELECT sign_in_id FROM customer_user WHERE id = $2)";
        exec!(&world.sql, sql, later, uwe);

        let offer = |name: &str| Grant {
            customer: huber,
            email: format!("{name}@huber.example"),
            first_name: name.to_owned(),
            last_name: "Neu".to_owned(),
            role: Some(Role::Member),
            language: None,
            contact: None,
            scope: Scope::everything(),
            send_to: None,
        };
        let invited = grant(app, admin, &offer("ida")).await.unwrap();
        let invitation = invited.link.strip_prefix(&app.policy.public_url).unwrap().to_owned();
        let coded = grant(app, admin, &offer("max")).await.unwrap();
        let code = invitations::code(app, admin, coded.invitation).await.unwrap().code;
        passwords::send_link(app, admin, lea, None).await.unwrap();
        let password = format!("/password/{}", newest_link(&world).await.reveal());
        let (site, facility) = (Site::of(&world), graz.to_string());
        Self { world, site, folder, facility, contact, check, pia, lea, invitation, password, code }
    }

    /// A browser of that person; nobody's when there is none.
    pub async fn browser(&self, who: &str) -> Browser {
        if who.is_empty() { Browser::default() } else { self.site.signed_in(&format!("{who}@huber.example")).await }
    }

    /// How many rows each table has, with the sum of their versions, and how many files lie in the storage. Where one is signed
    /// in, how often somebody tried, and steps of signing in are not counted; what is logged is when it is somebody's own page.
    pub async fn holds(&self, signed_in: bool) -> BTreeMap<String, i64> {
        let mut held = BTreeMap::new();
        for table in tables(&self.world.sql).await {
            if ["portal_session", "sign_in_attempt", "sign_in_step"].contains(&table.as_str())
                || (!signed_in && table == "activity")
            {
                continue;
            }
            // That somebody did not know a password is written down, and is nothing that a form makes.
            let but = if table == "activity" { " WHERE event <> 'sign_in_failed'" } else { "" };
            held.insert(table.clone(), number(&self.world.sql, format!("SELECT count(*) FROM {table}{but}")).await);
            let version = format!("SELECT CAST(COALESCE(sum(version), 0) AS BIGINT) FROM {table}");
            if has_version(&self.world.sql, &table).await {
                held.insert(format!("{table}.version"), number(&self.world.sql, version).await);
            }
        }
        held.insert("files".to_owned(), i64::try_from(stored(self.folder.path())).unwrap());
        held
    }
}

fn stored(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path());
    entries.map(|path| if path.is_dir() { stored(&path) } else { 1 }).sum()
}

async fn tables(sql: &Sql) -> Vec<String> {
    let found = match sql {
        Sql::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search%' \
             AND name NOT LIKE '%_words%' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
        }
        Sql::Postgres(_) => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() \
             AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_%' ORDER BY table_name"
        }
    };
    let rows = match sql {
        Sql::Sqlite(pool) => sqlx::query_as::<_, (String,)>(found).fetch_all(pool).await,
        Sql::Postgres(pool) => sqlx::query_as::<_, (String,)>(found).fetch_all(pool).await,
    };
    let tables: Vec<_> = rows.unwrap().into_iter().map(|(name,)| name).collect();
    assert!(tables.iter().any(|t| t == "service_order") && tables.iter().any(|t| t == "outbox"), "{tables:?}");
    tables
}

async fn has_version(sql: &Sql, table: &str) -> bool {
    let query = match sql {
        Sql::Sqlite(_) => format!("SELECT count(*) FROM pragma_table_info('{table}') WHERE name = 'version'"),
        Sql::Postgres(_) => format!(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}' \
             AND column_name = 'version' AND data_type = 'bigint'"
        ),
    };
    number(sql, query).await > 0
}

async fn number(sql: &Sql, query: String) -> i64 {
    let query = sqlx::AssertSqlSafe(query);
    let found = match sql {
        Sql::Sqlite(pool) => sqlx::query_as::<_, (i64,)>(query).fetch_one(pool).await,
        Sql::Postgres(pool) => sqlx::query_as::<_, (i64,)>(query).fetch_one(pool).await,
    };
    found.unwrap().0
}

stories! { what_is_held_is_counted }

/// The count that the other stories rest on sees a row, a version and a file.
async fn what_is_held_is_counted(store: Store) {
    let scene = Scene::new(store).await;
    let before = scene.holds(true).await;
    assert_eq!(before, scene.holds(true).await);
    exec!(&scene.world.sql, "UPDATE customer SET version = version + 1");
    let after = scene.holds(true).await;
    let differs: Vec<_> = after.iter().filter(|(k, v)| before.get(*k) != Some(v)).map(|(k, _)| k.as_str()).collect();
    assert_eq!(differs, ["customer.version"]);
    std::fs::write(scene.folder.path().join("half"), b"x").unwrap();
    assert_eq!(scene.holds(true).await["files"], 1);
}
