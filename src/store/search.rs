//! Finding things of all customers by a few letters: for whoever knows a number, a name or a word and not whose it is.
//!
//! Nothing here grows with a table. What begins with what was typed (number, name, address) is found along an index; of the
//! newest of each kind a capped number is read for the words. So an old order is found by its number, a new one also by any
//! word of its title. Customers have a search of their own that finds any fragment: `customers`.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::staff::Territory;
use crate::domain::{CustomerId, OrganizationId, StaffId};
use crate::text;

use super::selection::in_territory;
use super::sql::Sql;
use super::{Conn, Dialect, StoreError};

/// Of each beginning so many are looked at.
const BEGINNING: usize = 200;

/// So many of the newest are read for the words.
const NEWEST: usize = 500;

/// What is typed beyond this is not looked at.
const LONGEST: usize = 100;

/// More words than this are not looked at.
const MOST_WORDS: usize = 5;

/// What is found here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A customer user, by name or address.
    User,
    /// An order, by number, title, description.
    Order,
    /// A fault report, by number and what was written.
    Fault,
    /// A contact, by name, address, number.
    Contact,
    /// A facility, by name and number.
    Facility,
    /// A service object, by name, number, serial number.
    Object,
    /// A model, by name, manufacturer, number.
    Model,
}

/// Something that was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Which.
    pub id: Uuid,
    /// Its number; a customer user has none.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// A word or two: a state, an address, a place; perhaps empty.
    pub note: String,
    /// Whose it is; a model is nobody's.
    pub customer_id: Option<CustomerId>,
    /// That customer's name.
    pub customer_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: String,
    name: String,
    note: String,
    customer_id: Option<CustomerId>,
    customer_name: Option<String>,
}

/// Whose things, of which some may be left out.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    /// In which organization.
    pub organization: OrganizationId,
    /// Of customers in these areas (R10).
    pub territory: &'a Territory,
    /// Only what is assigned to this staff person, or whose order is.
    pub assigned: Option<StaffId>,
}

/// What was typed, understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    line: String,
    words: Vec<String>,
}

impl Typed {
    /// Understands a line; `None` when it holds no word.
    pub fn new(typed: &str) -> Option<Self> {
        let line: String = text::line(typed).trim().chars().take(LONGEST).collect();
        let words: Vec<String> = text::fold(&line).split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { line, words })
    }

    /// What a number may begin with: as typed, in capitals, and each for the first word alone.
    fn numbers(&self) -> Vec<String> {
        let first = self.line.split_whitespace().next().unwrap_or_default();
        let mut all = vec![self.line.clone(), self.line.to_uppercase(), first.to_owned(), first.to_uppercase()];
        all.sort();
        all.dedup();
        all
    }
}

/// Where a kind is found: text of ours.
struct Source {
    /// The table whose rows are looked for, as `x`.
    table: &'static str,
    /// The column of the number, where it has one.
    number: Option<&'static str>,
    /// The columns that may begin with a word that was typed.
    beginnings: &'static [&'static str],
    /// The order of the newest, for its index.
    newest: &'static str,
    /// The columns that are read of a candidate.
    kept: &'static str,
    /// What is told of a row.
    columns: &'static str,
    /// What is joined to it; the customer is `c`.
    joined: &'static str,
    /// The folded text of its own in which words are looked for.
    own: &'static str,
    /// Whose text a word may be found in as well; empty where it is nobody's.
    whose: &'static str,
    /// What narrows it to things assigned to somebody; empty where that means nothing.
    assigned: &'static str,
}

const USERS: Source = Source {
    table: "sign_in",
    number: None,
    beginnings: &["name_key", "email_key"],
    newest: "x.created_at DESC, x.id DESC",
    kept: "x.id, x.email, x.email_key, x.first_name, x.last_name, x.name_key, x.created_at",
    columns: "u.id, '' AS number, TRIM(x.first_name || ' ' || x.last_name) AS name, x.email AS note",
    joined: " JOIN customer_user u ON u.sign_in_id = x.id JOIN customer c ON c.id = u.customer_id",
    own: "x.name_key || ' ' || x.email_key",
    whose: "c.search",
    assigned: "",
};

const ORDERS: Source = Source {
    table: "service_order",
    number: Some("number"),
    beginnings: &[],
    newest: "x.created_at DESC, x.id DESC",
    kept: "x.id, x.number, x.title, x.state, x.search, x.created_at, x.customer_id",
    columns: "x.id, x.number, x.title AS name, x.state AS note",
    joined: " JOIN customer c ON c.id = x.customer_id",
    own: "x.search",
    whose: "c.search",
    assigned: "",
};

const FAULTS: Source = Source {
    table: "fault_report",
    kept: "x.id, x.number, x.title, x.state, x.search, x.created_at, x.customer_id, x.order_id",
    joined: " JOIN customer c ON c.id = x.customer_id JOIN service_order o ON o.id = x.order_id",
    assigned: "o.technician_id",
    ..ORDERS
};

const CONTACTS: Source = Source {
    table: "contact",
    number: Some("number"),
    beginnings: &["name_key"],
    newest: "x.id DESC",
    kept: "x.id, x.number, x.first_name, x.last_name, x.name_key, x.title, x.email, x.customer_id",
    columns: "x.id, x.number, TRIM(x.first_name || ' ' || x.last_name) AS name, x.title AS note",
    joined: " JOIN customer c ON c.id = x.customer_id",
    own: "x.name_key || ' ' || LOWER(x.number) || ' ' || LOWER(x.email)",
    whose: "c.search",
    assigned: "",
};

const FACILITIES: Source = Source {
    table: "facility",
    kept: "x.id, x.number, x.name, x.name_key, x.city, x.customer_id",
    columns: "x.id, x.number, x.name, x.city AS note",
    own: "x.name_key || ' ' || LOWER(x.number)",
    ..CONTACTS
};

const OBJECTS: Source = Source {
    table: "service_object",
    kept: "x.id, x.number, x.name, x.name_key, x.serial_number, x.search, x.customer_id",
    columns: "x.id, x.number, x.name, x.serial_number AS note",
    own: "x.search",
    ..CONTACTS
};

const MODELS: Source = Source {
    table: "model",
    beginnings: &[],
    kept: "x.id, x.number, x.name, x.manufacturer",
    columns: "x.id, x.number, x.name, x.manufacturer AS note",
    joined: "",
    own: "LOWER(x.number || ' ' || x.name || ' ' || x.manufacturer)",
    whose: "",
    ..CONTACTS
};

const fn source(kind: Kind) -> &'static Source {
    match kind {
        Kind::User => &USERS,
        Kind::Order => &ORDERS,
        Kind::Fault => &FAULTS,
        Kind::Contact => &CONTACTS,
        Kind::Facility => &FACILITIES,
        Kind::Object => &OBJECTS,
        Kind::Model => &MODELS,
    }
}

/// At most `limit` things of a kind that hold every word, of which one may be the customer's; those whose number is what was
/// typed first, then the newest.
pub async fn find(
    conn: &mut Conn,
    among: Among<'_>,
    kind: Kind,
    typed: &Typed,
    limit: usize,
) -> Result<Vec<Hit>, StoreError> {
    let (from, dialect) = (source(kind), conn.dialect());
    let sql = near(Sql::new("WITH near AS MATERIALIZED ("), from, among.organization, typed).text(") SELECT ");
    let whose = if from.whose.is_empty() { ("NULL", "NULL") } else { ("c.id", "c.name") };
    let sql = sql.text(from.columns).text(", ").text(whose.0).text(" AS customer_id, ").text(whose.1);
    let sql = sql.text(" AS customer_name FROM near x").text(from.joined).text(" WHERE ");
    let mut sql = words(sql, dialect, from, typed);
    if !from.whose.is_empty() {
        sql = in_territory(sql, among.territory);
    }
    if let (Some(staff), false) = (among.assigned, from.assigned.is_empty()) {
        sql = sql.text(" AND ").text(from.assigned).text(" = ").bind(staff.0);
    }
    sql = sql.text(" ORDER BY ");
    if let Some(number) = from.number {
        sql = sql.text("CASE WHEN LOWER(x.").text(number).text(") = ").bind(typed.line.to_lowercase());
        sql = sql.text(" THEN 0 ELSE 1 END, ");
    }
    let rows: Vec<Row> = sql.text(from.newest).text(" LIMIT ").number(limit).rows(conn).await?;
    Ok(rows.into_iter().map(|row| row.of(kind)).collect())
}

impl Row {
    fn of(self, kind: Kind) -> Hit {
        let Self { id, number, name, note, customer_id, customer_name } = self;
        Hit { kind, id, number, name, note, customer_id, customer_name }
    }
}

/// Appends the candidates: what begins so, along the indexes, and the newest.
fn near(mut sql: Sql, from: &Source, organization: OrganizationId, typed: &Typed) -> Sql {
    let some = |sql: Sql| {
        let sql = sql.text("SELECT * FROM (SELECT ").text(from.kept).text(" FROM ").text(from.table);
        sql.text(" x WHERE x.organization_id = ").bind(organization.0)
    };
    let numbers =
        from.number.into_iter().flat_map(|column| typed.numbers().into_iter().map(move |start| (column, start)));
    let words = from.beginnings.iter().flat_map(|column| typed.words.iter().map(|word| (*column, word.clone())));
    for (column, start) in numbers.chain(words) {
        sql = some(sql).text(" AND x.").text(column).text(" >= ").bind(start.as_str());
        sql = sql.text(" AND x.").text(column).text(" < ").bind(format!("{start}\u{10FFFF}"));
        sql = sql.text(" ORDER BY x.").text(column).text(" LIMIT ").number(BEGINNING).text(") begun UNION ");
    }
    some(sql).text(" ORDER BY ").text(from.newest).text(" LIMIT ").number(NEWEST).text(") newest")
}

/// Appends the conditions on the words: one at least in the thing's own text, the others there or in the customer's.
fn words(mut sql: Sql, dialect: Dialect, from: &Source, typed: &Typed) -> Sql {
    let within = dialect.pick("instr(", "strpos(");
    sql = sql.text("(");
    for (n, word) in typed.words.iter().enumerate() {
        sql = sql.text(if n == 0 { "" } else { " OR " });
        sql = sql.text(within).text(from.own).text(", ").bind(word.as_str()).text(") > 0");
    }
    sql = sql.text(")");
    for word in &typed.words {
        sql = sql.text(" AND ").text(within).text(from.own);
        if !from.whose.is_empty() {
            sql = sql.text(" || ' ' || ").text(from.whose);
        }
        sql = sql.text(", ").bind(word.as_str()).text(") > 0");
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_cut_and_understood() {
        assert_eq!(Typed::new("  \t "), None);
        let typed = Typed::new(" w12  Lift\u{1b}").unwrap();
        assert_eq!(typed.words, ["w12", "lift"]);
        assert_eq!(typed.numbers()[0], "W12");
        assert!(typed.numbers().contains(&"w12".to_owned()));
        assert_eq!(Typed::new(&"a b c d e f g ".repeat(50)).unwrap().words.len(), MOST_WORDS);
    }
}
