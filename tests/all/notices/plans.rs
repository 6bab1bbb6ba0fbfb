//! How both databases find what telling people asks for, statement by statement: along an index, never by reading a whole table,
//! however large it is.
//!
//! The statements are the real ones: the store is asked on PostgreSQL, which knows what it was asked last, and the same text is
//! explained on both. Explained without values and without sequential scans where there is any other way, so that a plan says
//! which way there is. Two questions are about everybody by their nature and are not held to this: whom a role concerns, which is
//! asked when it is changed, and which letters hold a word, for which an organization's letters are read.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use keydesk::domain::access::ThingKind;
use keydesk::domain::letter::LetterKind;
use keydesk::domain::notice::{Channel, StaffTopic, Topic, rule};
use keydesk::domain::outbox_filter::OutboxFilter;
use keydesk::domain::staff::Territory;
use keydesk::domain::state::{Language, OutboxState};
use keydesk::domain::{AreaId, CustomerId, CustomerUserId, OrganizationId, OutboxId, StaffId};
use keydesk::service::outbox::{OutboxQuery, Want};
use keydesk::service::{Policy, seed};
use keydesk::store::search::{Among, Kind, Typed};
use keydesk::store::users::Which;
use keydesk::store::{
    Conn, DatabaseUrl, Store, StoreError, correspondence, notices, organizations, outbox, outbox_queue, password_links,
    search, standing, things, unsubscribing, users, wording,
};
use serde_json::Value;
use uuid::Uuid;

use crate::support::database::on_postgres;
use crate::support::sql::{Sql, select};
use crate::support::world::World;

#[test]
fn what_telling_people_asks_for_is_found_along_indexes() {
    on_postgres(story);
}

/// Tables of which an installation has a handful of rows, and what is no table.
const SMALL: [&str; 6] =
    ["organization", "outbox_pause", "role_permission", "json_each", "json_array_elements_text", "g"];

/// Somebody and something of that kind; nothing is there.
fn some<T: From<Uuid>>() -> T {
    Uuid::from_u128(7).into()
}

struct Plans {
    sql: Sql,
    sqlite: sqlx::SqlitePool,
    seen: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Plans {
    /// Explains what the store was asked last.
    async fn explain(&mut self, what: &str, asked: Result<(), StoreError>, indexes: &[&str]) {
        asked.unwrap_or_else(|e| panic!("{what}: {e}"));
        let last = "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                    ORDER BY query_start DESC NULLS LAST LIMIT 1";
        let text = select!(&self.sql, (String,), last).remove(0).0;
        assert!(text.len() < 16_000, "{what}: is the server's track_activity_query_size large enough?");
        assert!(self.seen.insert(text.clone()), "{what}: this is what was asked before: {text}");
        let (sqlite, postgres) = (self.on_sqlite(&text).await, self.on_postgres(&text).await);
        let mut wrong = Vec::new();
        for (database, (whole, plan)) in [("SQLite", &sqlite), ("PostgreSQL", &postgres)] {
            let unused: Vec<_> = indexes.iter().filter(|index| !plan.contains(**index)).collect();
            if !whole.is_empty() || !unused.is_empty() {
                wrong.push(format!("{database} reads all of {whole:?}, does not use {unused:?}:\n{plan}"));
            }
        }
        if !wrong.is_empty() {
            self.wrong.push(format!("{what}: {text}\n{}", wrong.join("\n")));
        }
    }

    /// What is read whole, and the plan.
    async fn on_sqlite(&self, text: &str) -> (Vec<String>, String) {
        let text = text.replace(" FOR UPDATE OF o SKIP LOCKED", "").replace(" FOR UPDATE", "");
        let text = text.replace("CAST(NULL AS uuid)", "NULL").replace("CAST(NULL AS UUID)", "NULL");
        let text = text.replace("CAST(NULL AS TEXT)", "NULL").replace("strpos(", "instr(");
        let text = text.replace("SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST($4 AS json))", {
            "SELECT unhex(value) FROM json_each($4)"
        });
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
        let rows: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explain).fetch_all(&self.sqlite).await.unwrap_or_else(|e| panic!("{e}: {text}"));
        let steps: Vec<String> = rows.into_iter().map(|(.., step)| step).collect();
        let whole = steps.iter().filter_map(|step| step.strip_prefix("SCAN ")?.split(' ').next());
        // A subquery has no name of a table, or one of ours; its own steps stand there too.
        let subquery = |name: &&str| {
            !name.starts_with('(') && !["m", "n", "q", "f", "w", "begun", "newest", "x", "CONSTANT"].contains(name)
        };
        let whole = whole.filter(subquery).filter(|name| !SMALL.contains(name)).map(str::to_owned).collect();
        (whole, steps.join("\n"))
    }

    async fn on_postgres(&self, text: &str) -> (Vec<String>, String) {
        let Sql::Postgres(pool) = &self.sql else { panic!("PostgreSQL") };
        let mut conn = pool.acquire().await.unwrap();
        let count = (1..30).take_while(|n| text.contains(&format!("${n}"))).count();
        // What stands there for its number alone has no type that could be known.
        let alone =
            |n: usize| text.contains(&format!("(${n} IS NULL OR true)")) && text.matches(&format!("${n}")).count() == 1;
        let mut types: Vec<&str> = (1..=count).map(|n| if alone(n) { "text" } else { "unknown" }).collect();
        let run = async |conn: &mut sqlx::PgConnection, statement: String| {
            let done = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone())).execute(conn).await;
            done.unwrap_or_else(|e| panic!("{e}: {statement}"));
        };
        run(&mut conn, "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off".to_owned()).await;
        loop {
            let declared = if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) };
            let prepare = sqlx::AssertSqlSafe(format!("PREPARE seen{declared} AS {text}"));
            let Err(error) = sqlx::raw_sql(prepare).execute(&mut *conn).await else { break };
            // "($7 IS NULL OR id = $7)": the first place says nothing of the type.
            let said = error.to_string();
            let n = said
                .split_once("type of parameter $")
                .and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok());
            let n = n.filter(|n| types[n - 1] == "unknown").unwrap_or_else(|| panic!("{said}: {text}"));
            types[n - 1] = "uuid";
        }
        let values = vec!["NULL"; count].join(", ");
        let values = if values.is_empty() { values } else { format!("({values})") };
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN (FORMAT JSON) EXECUTE seen{values}"));
        let plan: (sqlx::types::Json<Value>,) = sqlx::query_as(explain).fetch_one(&mut *conn).await.unwrap();
        run(&mut conn, "DEALLOCATE seen".to_owned()).await;
        let mut whole = Vec::new();
        walk(&plan.0[0]["Plan"], &mut whole);
        (whole, serde_json::to_string_pretty(&plan.0.0).unwrap())
    }
}

/// Notes every table that is read whole: without an index, or along one without a condition on it.
fn walk(node: &Value, whole: &mut Vec<String>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let table = node["Relation Name"].as_str().or_else(|| node["Index Name"].as_str()).unwrap_or_default();
    let all = match kind {
        "Seq Scan" => true,
        "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" => node["Index Cond"].is_null(),
        _ => false,
    };
    if all && !SMALL.contains(&table) {
        whole.push(table.to_owned());
    }
    for child in node["Plans"].as_array().into_iter().flatten() {
        walk(child, whole);
    }
}

async fn story(store: Store) {
    let folder = tempfile::tempdir().unwrap();
    let file = DatabaseUrl::Sqlite(folder.path().join("plans.db"));
    let other = Store::open(&file).await.unwrap();
    let Sql::Sqlite(sqlite) = Sql::of(&other).await else { panic!("SQLite") };
    let mut plans = Plans { sql: Sql::of(&store).await, sqlite, seen: BTreeSet::new(), wrong: Vec::new() };
    crowd(&store, &plans.sql).await;
    let world = World::app_of(store.clone(), Policy::default());
    let mut conn = store.read().await.unwrap();
    readers(&mut plans, &mut conn).await;
    letters(&mut plans, &mut conn, world.now()).await;
    choices(&mut plans, &mut conn).await;
    drop(conn);
    let mut tx = store.begin().await.unwrap();
    let org: OrganizationId = some();
    let waiting = outbox::waiting(&mut tx, org, "comment", (Channel::Email, "eva@huber.example")).await;
    plans.explain("the letter that waits for more", waiting.map(drop), &["outbox_bundled"]).await;
    let want = Want { channel: Channel::Email, limit: 32, per_minute: None };
    let claimed = outbox_queue::claim(&mut tx, want, world.now(), world.now() + TimeDelta::minutes(5)).await;
    plans.explain("what a worker takes", claimed.map(drop), &["outbox_due"]).await;
    let cancelled = outbox::cancel_of_user(&mut tx, org, some(), LetterKind::Invitation).await;
    plans.explain("letters to one person that wait", cancelled, &["outbox_by_customer_user"]).await;
    let ended = password_links::end_of_user(&mut tx, org, some()).await;
    plans.explain("letters with secrets to one who ends", ended, &["outbox_by_customer_user"]).await;
    drop(tx);
    other.close().await;
    assert!(plans.wrong.is_empty(), "{} statements:\n\n{}", plans.wrong.len(), plans.wrong.join("\n\n"));
}

/// So many rows that it matters how they are found: the planner of PostgreSQL looks at how many there are.
async fn crowd(store: &Store, sql: &Sql) {
    let app = World::app_of(store.clone(), Policy::default());
    seed::seed(&app, "Nordlift", 2_000, 3, &mut |_, _| {}).await.unwrap();
    let Sql::Postgres(pool) = sql else { panic!("PostgreSQL") };
    for statement in CROWD {
        let done = sqlx::raw_sql(*statement).execute(pool).await;
        done.unwrap_or_else(|e| panic!("{e}: {statement}"));
    }
}

const CROWD: &[&str] = &[
    "INSERT INTO sign_in (id, organization_id, email, email_key, first_name, last_name, name_key, language, epoch, created_at, version)
     SELECT gen_random_uuid(), g.id, 'p' || n || '@x.example', 'p' || n || '@x.example', 'Ida', 'N' || n, 'n' || n || ' ida', 'en', 0,
            now() - n * interval '1 minute', 1
     FROM organization g, generate_series(1, 30000) n",
    "INSERT INTO customer_user (id, organization_id, customer_id, sign_in_id, role, state, sees_all, sees_unassigned, ends_at, created_at, version)
     SELECT gen_random_uuid(), c.organization_id, c.id, s.id, (ARRAY['member', 'moderator', 'administrator'])[s.n % 3 + 1],
            CASE WHEN s.n % 10 = 0 THEN 'revoked' ELSE 'active' END, s.n % 2 = 0, false,
            CASE WHEN s.n % 50 = 0 THEN now() + s.n * interval '1 day' END, now(), 1
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM sign_in) s
     JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n FROM customer) c ON c.n = s.n % 2000 + 1",
    "INSERT INTO customer_user_permission (organization_id, customer_user_id, permission, allowed)
     SELECT organization_id, id, 'report_faults', true FROM customer_user WHERE sees_all",
    "INSERT INTO customer_user_facility (organization_id, customer_user_id, facility_id)
     SELECT u.organization_id, u.id, f.id FROM customer_user u JOIN facility f ON f.customer_id = u.customer_id",
    "INSERT INTO user_preference (organization_id, customer_user_id, topic, told)
     SELECT organization_id, id, 'comments', false FROM customer_user",
    "INSERT INTO staff (id, organization_id, email, email_key, name, role, active, created_at, version)
     SELECT gen_random_uuid(), g.id, 's' || n || '@x.example', 's' || n || '@x.example', 'S' || n, 'technician', true, now(), 1
     FROM organization g, generate_series(1, 1000) n",
    "INSERT INTO staff_permission (organization_id, staff_id, permission, allowed)
     SELECT organization_id, id, 'manage_orders', true FROM staff",
    "INSERT INTO staff_preference (organization_id, staff_id, topic, reach) SELECT organization_id, id, 'comments', 'none' FROM staff",
    "INSERT INTO staff_customer (organization_id, staff_id, customer_id)
     SELECT s.organization_id, s.id, c.id FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM staff) s
     JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n FROM customer) c ON c.n % 1000 = s.n % 1000",
    "INSERT INTO staff_area (organization_id, staff_id, area_id) SELECT s.organization_id, s.id, a.id FROM staff s, area a",
    "INSERT INTO outbox (id, organization_id, customer_id, customer_user_id, kind, to_address, to_name, language, letter, message_id, state,
                         attempts, next_at, created_at, sent_at, version, channel)
     SELECT gen_random_uuid(), u.organization_id, u.customer_id, u.id, 'comment', 'p@x.example', 'Ida', 'en', repeat('x', 500),
            'm' || row_number() OVER (), CASE WHEN n = 1 THEN 'queued' ELSE 'sent' END, 1, now(), now() - n * interval '1 hour', now(), 1, 'email'
     FROM customer_user u, generate_series(1, 2) n",
    "INSERT INTO document (id, organization_id, customer_id, order_id, number, name, media_type, size, storage_key, uploaded_by, created_at, version)
     SELECT gen_random_uuid(), organization_id, customer_id, id, 'D' || number, 'x', 'application/pdf', 1, number, 'x', now(), 1 FROM service_order",
    "INSERT INTO billing_record (id, organization_id, customer_id, order_id, number, kind, issued_on, amount, currency, state, file, created_at, version)
     SELECT gen_random_uuid(), organization_id, customer_id, id, 'I' || number, 'invoice', current_date, 1, 'EUR', 'open', '', now(), 1
     FROM service_order",
    "INSERT INTO service_object (id, organization_id, customer_id, number, name, name_key, serial_number, search, version)
     SELECT gen_random_uuid(), organization_id, id, 'O' || number, 'Lift', 'lift', '', '', 1 FROM customer",
    "INSERT INTO model (id, organization_id, number, name, manufacturer, version)
     SELECT gen_random_uuid(), organization_id, 'M' || number, 'Lift', 'Lumen', 1 FROM customer",
    "INSERT INTO fault_report (id, organization_id, customer_id, number, order_id, reported_by, title, body, urgency, state, unheard, answer,
                               own_order, search, sent_key, created_at, version)
     SELECT gen_random_uuid(), organization_id, customer_id, 'R' || number, id, 'Ida', 'Lift', '', 'normal', 'closed', false, '', true, '',
            number, now(), 1 FROM service_order",
    "INSERT INTO password_link (token_hash, organization_id, sign_in_id, customer_user_id, created_at, expires_at)
     SELECT sha256(CAST(CAST(id AS TEXT) AS BYTEA)), organization_id, sign_in_id, id, now(), now() FROM customer_user WHERE sees_all",
    "ANALYZE",
];

/// Who hears of an event; and for one letter, whether its reader still does.
async fn readers(plans: &mut Plans, conn: &mut Conn) {
    let (org, customer): (OrganizationId, CustomerId) = (some(), some());
    let whom = rule(LetterKind::Comment).staff.unwrap();
    let asked = notices::Asked { whom, customer, area: Some(some::<AreaId>()), order: Some("A1") };
    // One statement for all three; staff of the organization are found by its index.
    let members = notices::members(conn, org, asked, notices::Members::One(some::<StaffId>())).await;
    plans.explain("staff who hear of it", members.map(drop), &[]).await;
    let users = notices::of_users(conn, org, customer, Topic::Comments, None).await;
    plans.explain("customer users who want to hear of it", users.map(drop), &[]).await;
    let assigned = notices::assigned(conn, org, customer, Some("A1")).await;
    plans.explain("to whom it is assigned", assigned.map(drop), &["staff_customer_by_customer"]).await;
    for which in [Which::One(some()), Which::Customer(customer), Which::Several(&[some::<CustomerUserId>()])] {
        let listed = users::list(conn, org, which).await;
        plans.explain("people with their sign-ins", listed.map(drop), &[]).await;
        let details = users::details(conn, org, which).await;
        plans.explain("where people may look", details.map(drop), &[]).await;
    }
    for kind in ThingKind::ALL {
        // An estimate is found as an invoice is, and is the same statement but for the word.
        let found = things::find(conn, org, customer, *kind, "A1").await;
        plans.explain("what it is about", found.map(drop), &[]).await;
    }
    let customer = standing::get(conn, org, customer).await;
    plans.explain("the customer", customer.map(drop), &[]).await;
    let organization = organizations::get(conn, org).await;
    plans.explain("the organization", organization.map(drop), &[]).await;
    let behind = correspondence::behind(conn, org, Some(some::<StaffId>()), None).await;
    plans.explain("whose clocks", behind.map(drop), &[]).await;
    let link = password_links::get(conn, &[7; 32]).await;
    plans.explain("whether the link works", link.map(drop), &[]).await;
}

/// The outbox as staff and workers look at it.
async fn letters(plans: &mut Plans, conn: &mut Conn, now: chrono::DateTime<chrono::Utc>) {
    let org: OrganizationId = some();
    let filter = |typed: &str| OutboxFilter::parse(typed).unwrap();
    let before = Some(some::<OutboxId>());
    for (typed, before, index) in [
        ("", None, "outbox_by_organization"),
        ("", before, "outbox_by_organization"),
        ("state:failed", None, "outbox_by_state"),
        ("state:failed", before, "outbox_by_state"),
        ("customer:1042", None, "outbox_by_customer"),
        ("state:sent customer:1042", None, "outbox_by_"),
        ("channel:sms", None, "outbox_by_organization"),
        ("kind:invitation", None, "outbox_by_organization"),
    ] {
        let query = OutboxQuery { filter: filter(typed), before, limit: 100, ..OutboxQuery::default() };
        let listed = outbox::list(conn, org, &Territory::Everywhere, &query).await;
        plans.explain(&format!("letters with \"{typed}\""), listed.map(drop), &[index]).await;
    }
    let failed = OutboxQuery { state: Some(OutboxState::Bounced), limit: 10, ..OutboxQuery::default() };
    let areas = Territory::Areas([some::<AreaId>()].into());
    let listed = outbox::list(conn, org, &areas, &failed).await;
    plans.explain("letters about customers in some areas", listed.map(drop), &["outbox_by_state"]).await;
    let one = outbox::get(conn, org, some()).await;
    plans.explain("a letter", one.map(drop), &[]).await;
    let reported = outbox::by_message_id(conn, "<7@keydesk.invalid>").await;
    plans.explain("a letter that a mail server names", reported.map(drop), &[]).await;
    let counts = outbox_queue::counts(conn, org, Channel::Email).await;
    plans.explain("how many wait and failed", counts.map(drop), &[]).await;
    let trouble = outbox_queue::trouble(conn, org, Channel::Email).await;
    plans.explain("what was said last", trouble.map(drop), &["outbox_due"]).await;
    let want = Want { channel: Channel::Email, limit: 1, per_minute: None };
    let due = outbox_queue::next_due(conn, want, now).await;
    plans.explain("when the next is due", due.map(drop), &["outbox_due"]).await;
    let to_staff = notices::to_staff(conn, org, some()).await;
    plans.explain("a letter to staff", to_staff.map(drop), &[]).await;
    let also = notices::also_told(conn, org, some(), "about", now).await;
    plans.explain("whether somebody else hears", also.map(drop), &["outbox_by_organization"]).await;
    let until = (now + TimeDelta::days(14), now + TimeDelta::days(2), 2);
    let ending = users::ending_untold(conn, now, until, 100).await;
    plans.explain("whose access ends", ending.map(drop), &["customer_user_"]).await;
}

/// What people and organizations chose.
async fn choices(plans: &mut Plans, conn: &mut Conn) {
    let org: OrganizationId = some();
    let (user, member): (CustomerUserId, StaffId) = (some(), some());
    let asked = notices::of_user(conn, org, user).await;
    plans.explain("what a customer user chose", asked.map(drop), &[]).await;
    let asked = notices::of_member(conn, org, member).await;
    plans.explain("what a staff person chose", asked.map(drop), &[]).await;
    let asked = unsubscribing::of_user(conn, user).await;
    plans.explain("whose link it is that switches off", asked.map(drop), &[]).await;
    let asked = unsubscribing::of_staff(conn, member).await;
    plans.explain("whose link it is, of staff", asked.map(drop), &[]).await;
    let asked = wording::all(conn, org).await;
    plans.explain("own words", asked.map(drop), &[]).await;
    let asked = wording::of_kind(conn, org, LetterKind::Comment, Language::German).await;
    plans.explain("own words for a kind", asked.map(drop), &[]).await;
    let among = Among { organization: org, territory: &Territory::Everywhere, assigned: None };
    let typed = Typed::new("huber").unwrap();
    let asked = search::find(conn, among, Kind::User, &typed, 10).await;
    plans.explain("people by name", asked.map(drop), &["sign_in_by_name", "sign_in_newest"]).await;
    assert_eq!(StaffTopic::ALL.len(), 7, "one statement for each topic");
}
