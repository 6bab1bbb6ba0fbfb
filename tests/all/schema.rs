//! The two schemas are one: the same tables, columns, nullability, kinds of values, keys and references.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use keydesk::store::Store;

use crate::support::cluster::Server;
use crate::support::database::{on_postgres, on_sqlite, stories};
use crate::support::skipped;
use crate::support::sql::{Sql, select};

stories! { every_table_belongs_to_an_organization }

/// Tables that belong to no one organization, and why.
const WITHOUT_ORGANIZATION: &[(&str, &str)] = &[
    ("organization", "it is the organization"),
    ("sign_in_attempt", "counted by address and typed account, before anybody knows which organization is meant"),
    (
        "sign_in_step",
        "asked of a passkey before anybody knows which organization is meant; else it hangs on the sign-in",
    ),
];

/// What makes up a schema, written down so that both databases say the same of the same thing.
type Schema = BTreeMap<String, BTreeSet<String>>;

#[test]
fn both_schemas_are_the_same() {
    if let Err(because) = Server::get() {
        return skipped(because);
    }
    let (mut sqlite, mut postgres) = (Schema::new(), Schema::new());
    on_sqlite(|store| describe(store, &mut sqlite));
    on_postgres(|store| describe(store, &mut postgres));
    assert!(sqlite.len() > 15, "the tables are found: {:?}", sqlite.keys());
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>(), "the same tables");
    for (table, parts) in &sqlite {
        let only_sqlite: Vec<_> = parts.difference(&postgres[table]).collect();
        let only_postgres: Vec<_> = postgres[table].difference(parts).collect();
        assert!(
            only_sqlite.is_empty() && only_postgres.is_empty(),
            "{table} differs\n  only SQLite: {only_sqlite:#?}\n  only PostgreSQL: {only_postgres:#?}"
        );
    }
}

#[test]
fn migrations_have_the_same_numbers_and_names() {
    let names = |folder: &str| -> Vec<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
        let mut names: Vec<_> = std::fs::read_dir(path)
            .expect("the folder")
            .map(|e| e.expect("an entry").file_name().into_string().expect("a plain name"))
            .collect();
        names.sort();
        names
    };
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    for (i, name) in sqlite.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", i + 1)), "{name} is number {}", i + 1);
        assert!(Path::new(name).extension().is_some_and(|e| e == "sql"), "{name}");
    }
}

async fn every_table_belongs_to_an_organization(store: Store) {
    let mut schema = Schema::new();
    describe(store, &mut schema).await;
    for (table, parts) in &schema {
        let owned = parts.contains("column organization_id: bytes, never null")
            && parts.contains("organization_id refers to organization (id), on delete nothing");
        let logged = table == "activity" && parts.contains("column organization_id: bytes, never null");
        let excepted = WITHOUT_ORGANIZATION.iter().any(|(name, _)| name == table);
        assert!((owned || logged) != excepted, "{table}: {parts:#?}");
    }
}

async fn describe(store: Store, schema: &mut Schema) {
    match Sql::of(&store).await {
        Sql::Sqlite(pool) => describe_sqlite(&Sql::Sqlite(pool), schema).await,
        Sql::Postgres(pool) => describe_postgres(&Sql::Postgres(pool), schema).await,
    }
}

async fn describe_sqlite(db: &Sql, schema: &mut Schema) {
    // Ordinary tables; what a full-text index is made of is neither.
    let tables = "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                  AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'";
    for (table, strict) in select!(db, (String, bool), tables) {
        assert!(strict, "{table} must be STRICT");
        let mut parts = BTreeSet::new();
        let mut primary = BTreeMap::new();
        let columns = "SELECT name, type, \"notnull\" <> 0, pk FROM pragma_table_info($1)";
        for (name, kind, never_null, pk) in select!(db, (String, String, bool, i64), columns, &table) {
            parts.insert(column(&name, &kind.to_lowercase(), never_null));
            if pk > 0 {
                primary.insert(pk, name);
            }
        }
        parts.insert(unique(primary.into_values()));
        let indexes = "SELECT name FROM pragma_index_list($1) WHERE \"unique\" = 1 AND partial = 0";
        for (index,) in select!(db, (String,), indexes, &table) {
            let columns = select!(db, (String,), "SELECT name FROM pragma_index_info($1)", index);
            parts.insert(unique(columns.into_iter().map(|(name,)| name)));
        }
        let references = "SELECT \"from\", \"table\", \"to\", lower(on_delete) FROM pragma_foreign_key_list($1)";
        for (from, to, key, rule) in select!(db, (String, String, String, String), references, &table) {
            parts.insert(reference(&from, &to, &key, &rule));
        }
        schema.insert(table, parts);
    }
}

async fn describe_postgres(db: &Sql, schema: &mut Schema) {
    let columns = "SELECT c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable = 'NO' \
                   FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) \
                   WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' \
                   AND c.table_name <> '_sqlx_migrations'";
    for (table, name, kind, never_null) in select!(db, (String, String, String, bool), columns) {
        schema.entry(table).or_default().insert(column(&name, &kind, never_null));
    }
    let keys = "SELECT t.relname::text, (SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a \
                WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey)) FROM pg_index i \
                JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
                WHERE i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND n.nspname = 'public' \
                AND t.relname <> '_sqlx_migrations'";
    for (table, columns) in select!(db, (String, String), keys) {
        let key = unique(columns.split(',').map(str::to_owned));
        schema.get_mut(&table).expect("a table").insert(key);
    }
    let references = "SELECT t.relname::text, a.attname::text, f.relname::text, b.attname::text, c.confdeltype::text \
                      FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid \
                      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] \
                      JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = c.confkey[1] \
                      JOIN pg_namespace n ON n.oid = t.relnamespace WHERE c.contype = 'f' AND n.nspname = 'public'";
    for (table, from, to, key, rule) in select!(db, (String, String, String, String, String), references) {
        schema.get_mut(&table).expect("a table").insert(reference(&from, &to, &key, &rule));
    }
}

/// A column in words that both databases share. Which kind stands for which is DESIGN.md's table of types.
fn column(name: &str, kind: &str, never_null: bool) -> String {
    let kind = match kind {
        "uuid" | "bytea" | "blob" => "bytes",
        // Names, times, dates and JSON are text on SQLite.
        "text" | "timestamp with time zone" | "date" | "jsonb" => "text",
        "boolean" | "bigint" | "integer" => "number",
        other => panic!("{name} has the type {other}, which has no counterpart"),
    };
    format!("column {name}: {kind}, {}", if never_null { "never null" } else { "perhaps null" })
}

fn unique(columns: impl Iterator<Item = String>) -> String {
    let mut columns: Vec<_> = columns.collect();
    columns.sort();
    format!("unique {}", columns.join(", "))
}

fn reference(from: &str, to: &str, key: &str, rule: &str) -> String {
    let rule = match rule {
        "no action" | "a" => "nothing",
        "cascade" | "c" => "the same",
        "set null" | "n" => "null",
        other => panic!("{from} refers to {to} with the rule {other}"),
    };
    format!("{from} refers to {to} ({key}), on delete {rule}")
}
