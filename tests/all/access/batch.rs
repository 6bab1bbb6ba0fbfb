//! Very many rows in few statements: the worlds are the test's own, so what is written is written into the text.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use crate::support::sql::Sql;

/// A value, written as the database wants it.
#[derive(Clone, Debug)]
pub enum V {
    None,
    Id(Uuid),
    Bool(bool),
    Text(String),
    Time(DateTime<Utc>),
}

impl V {
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub fn id(id: Option<Uuid>) -> Self {
        id.map_or(Self::None, Self::Id)
    }
}

/// The tables in the order in which they refer to each other: name, columns that are given, columns that are the same
/// in every row, and those columns' values. `%t` and `%f` are true and false, `%b` thirty-two bytes, `%n` a moment.
const TABLES: &[[&str; 4]] = &[
    [
        "organization",
        "id, name_key, module_on",
        "name, accent, language, time_zone, log_seq, log_hash, link_key, created_at, version",
        "'World', '#000000', 'en', 'UTC', 0, %b, %b, %n, 1",
    ],
    ["role_permission", "organization_id, role, permission, held", "", ""],
    ["model", "id, organization_id, number", "name, manufacturer, version", "'Model', 'Lumen', 1"],
    [
        "customer",
        "id, organization_id, number, access_state, portal_on, area_orders, area_objects, area_faults, area_documents,
         area_calendar, area_billing, area_video",
        "number_key, name, name_key, kind, email, phone, street, postal_code, city, city_key, country, technician, managed,
         search, created_at, updated_at, version",
        "'k', 'Customer', 'customer', 'corporate', '', '', '', '', '', '', 'AT', '', %f, '', %n, %n, 1",
    ],
    [
        "facility",
        "id, organization_id, customer_id, number, name",
        "name_key, street, postal_code, city, country, version",
        "'site', '', '', '', 'AT', 1",
    ],
    [
        "contact",
        "id, organization_id, customer_id, number",
        "first_name, last_name, name_key, title, email, phone, mobile, version",
        "'Eva', 'Huber', 'huber eva', '', '', '', '', 1",
    ],
    [
        "service_object",
        "id, organization_id, customer_id, facility_id, model_id, number, name",
        "name_key, serial_number, search, version",
        "'device', '', 'device', 1",
    ],
    [
        "service_order",
        "id, organization_id, customer_id, facility_id, contact_id, object_id, number, created_at, state, closed_at",
        "kind, title, description, technician, search, version",
        "'work_order', 'Leak', '', '', 'leak', 1",
    ],
    [
        "visit",
        "id, organization_id, customer_id, order_id, starts_at, ends_at",
        "note, state, created_at, version",
        "'', 'planned', %n, 1",
    ],
    [
        "reading",
        "id, organization_id, customer_id, object_id, value, taken_at",
        "reason, by_name, created_at",
        "'', 'Eva Huber', %n",
    ],
    [
        "check_template",
        "id, organization_id",
        "name, name_key, points, active, created_at, version",
        "'Doors', 'doors', '[]', %t, %n, 1",
    ],
    [
        "check_assignment",
        "id, organization_id, customer_id, object_id, template_id, due_on",
        "every_days, active, version",
        "30, %t, 1",
    ],
    [
        "sign_in",
        "id, organization_id, email_key",
        "email, first_name, last_name, language, epoch, created_at, version",
        "'eva@customer.example', 'Eva', 'Huber', 'en', 0, %n, 1",
    ],
    [
        "customer_user",
        "id, organization_id, customer_id, sign_in_id, contact_id, role, state, sees_all, sees_unassigned, ends_at",
        "created_at, version",
        "%n, 1",
    ],
    ["customer_user_permission", "organization_id, customer_user_id, permission, allowed", "", ""],
    ["customer_user_facility", "organization_id, customer_user_id, facility_id", "", ""],
    [
        "document",
        "id, organization_id, customer_id, order_id, object_id, model_id, number, created_at",
        "name, media_type, size, storage_key, uploaded_by, version",
        "'Plan.pdf', 'application/pdf', 1, 'x', 'admin', 1",
    ],
    [
        "fault_report",
        "id, organization_id, customer_id, order_id, number, created_at, sent_key",
        "reported_by, title, body, urgency, state, unheard, answer, own_order, search, version",
        "'Eva Huber', 'Leak', '', 'normal', 'open', %f, '', %f, 'leak', 1",
    ],
    [
        "billing_record",
        "id, organization_id, customer_id, order_id, number, kind, issued_on",
        "amount, currency, state, file, created_at, version",
        "100, 'EUR', 'open', '', %n, 1",
    ],
    [
        "video_session",
        "id, organization_id, customer_id, order_id, facility_id, number, sent_key, starts_at",
        "title, note, ends_at, join_url, state, requested_by, created_at, version",
        "'Look at it', '', %n, '', 'planned', '', %n, 1",
    ],
];

/// Rows in the making.
pub struct Batch {
    sql: Sql,
    rows: Vec<Vec<String>>,
}

impl Batch {
    pub fn new(sql: &Sql) -> Self {
        Self { sql: sql.clone(), rows: TABLES.iter().map(|_| Vec::new()).collect() }
    }

    /// Adds a row with the values that are given for each.
    pub fn add(&mut self, table: &str, values: &[V]) {
        let n = TABLES.iter().position(|t| t[0] == table).expect("a table");
        assert_eq!(TABLES[n][1].split(',').count(), values.len(), "{table}");
        let lite = self.lite();
        let mut row = String::from("(");
        for (i, value) in values.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let _ = match value {
                V::None => write!(row, "{comma}NULL"),
                V::Id(id) if lite => write!(row, "{comma}x'{}'", id.simple()),
                V::Id(id) => write!(row, "{comma}'{id}'"),
                V::Bool(on) if lite => write!(row, "{comma}{}", i32::from(*on)),
                V::Bool(on) => write!(row, "{comma}{on}"),
                V::Text(text) => write!(row, "{comma}'{}'", text.replace('\'', "''")),
                V::Time(at) => write!(row, "{comma}'{}'", at.to_rfc3339_opts(SecondsFormat::AutoSi, false)),
            };
        }
        let constants = self.constants(TABLES[n][3]);
        let _ = write!(row, "{}{constants})", if constants.is_empty() { "" } else { ", " });
        self.rows[n].push(row);
    }

    const fn lite(&self) -> bool {
        matches!(self.sql, Sql::Sqlite(_))
    }

    fn constants(&self, text: &str) -> String {
        let lite = self.lite();
        let bytes = if lite { format!("x'{}'", "00".repeat(32)) } else { format!("'\\x{}'", "00".repeat(32)) };
        let (on, off) = if lite { ("1", "0") } else { ("true", "false") };
        text.replace("%b", &bytes).replace("%t", on).replace("%f", off).replace("%n", "'2026-03-02T09:00:00+00:00'")
    }

    /// Writes everything in one transaction.
    pub async fn write(self) {
        let mut text = String::from("BEGIN;");
        for ([table, given, same, _], rows) in TABLES.iter().zip(&self.rows).filter(|(_, rows)| !rows.is_empty()) {
            let comma = if same.is_empty() { "" } else { ", " };
            let _ = write!(text, "INSERT INTO {table} ({given}{comma}{same}) VALUES {};", rows.join(",\n"));
        }
        text.push_str("COMMIT;");
        let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(text));
        let written = match &self.sql {
            Sql::Sqlite(pool) => sql.execute(pool).await.map(drop),
            Sql::Postgres(pool) => sql.execute(pool).await.map(drop),
        };
        written.expect("worlds are written");
    }
}
