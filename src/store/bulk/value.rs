//! Values of columns that are known only when the program runs, in and out of both drivers.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{ColumnIndex, Database, Decode, Encode, Postgres, Row};
use uuid::Uuid;

/// What a column holds. All may be missing (`NULL`) where the table allows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// Text.
    Text,
    /// Yes or no.
    Bool,
    /// An identifier.
    Id,
    /// A moment.
    Time,
    /// A day.
    Date,
    /// A whole number.
    Whole,
}

impl Type {
    /// PostgreSQL's name for it.
    pub(super) const fn postgres(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bool => "boolean",
            Self::Id => "uuid",
            Self::Time => "timestamptz",
            Self::Date => "date",
            Self::Whole => "bigint",
        }
    }
}

/// A value of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// An identifier.
    Id(Uuid),
    /// A moment.
    Time(DateTime<Utc>),
    /// A day.
    Date(NaiveDate),
    /// A whole number.
    Whole(i64),
}

impl Value {
    /// The text, or nothing.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// The identifier, if it is one.
    pub const fn id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) => Some(*id),
            _ => None,
        }
    }

    /// The day, if it is one.
    pub const fn date(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(*day),
            _ => None,
        }
    }

    /// The moment, if it is one.
    pub const fn time(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Time(at) => Some(*at),
            _ => None,
        }
    }
}

/// Reads a column of a row as `of`.
pub(super) fn read<'r, R>(row: &'r R, column: usize, of: Type) -> Result<Value, sqlx::Error>
where
    R: Row,
    usize: ColumnIndex<R>,
    String: Decode<'r, R::Database> + sqlx::Type<R::Database>,
    bool: Decode<'r, R::Database> + sqlx::Type<R::Database>,
    Uuid: Decode<'r, R::Database> + sqlx::Type<R::Database>,
    DateTime<Utc>: Decode<'r, R::Database> + sqlx::Type<R::Database>,
    NaiveDate: Decode<'r, R::Database> + sqlx::Type<R::Database>,
    i64: Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let value = match of {
        Type::Text => row.try_get::<Option<String>, _>(column)?.map(Value::Text),
        Type::Bool => row.try_get::<Option<bool>, _>(column)?.map(Value::Bool),
        Type::Id => row.try_get::<Option<Uuid>, _>(column)?.map(Value::Id),
        Type::Time => row.try_get::<Option<DateTime<Utc>>, _>(column)?.map(Value::Time),
        Type::Date => row.try_get::<Option<NaiveDate>, _>(column)?.map(Value::Date),
        Type::Whole => row.try_get::<Option<i64>, _>(column)?.map(Value::Whole),
    };
    Ok(value.unwrap_or(Value::Null))
}

/// Binds one value.
pub(super) fn bind<'q, DB>(
    query: Query<'q, DB, <DB as Database>::Arguments>,
    value: Value,
) -> Query<'q, DB, <DB as Database>::Arguments>
where
    DB: Database,
    Option<String>: Encode<'q, DB> + sqlx::Type<DB>,
    String: Encode<'q, DB> + sqlx::Type<DB>,
    bool: Encode<'q, DB> + sqlx::Type<DB>,
    Uuid: Encode<'q, DB> + sqlx::Type<DB>,
    DateTime<Utc>: Encode<'q, DB> + sqlx::Type<DB>,
    NaiveDate: Encode<'q, DB> + sqlx::Type<DB>,
    i64: Encode<'q, DB> + sqlx::Type<DB>,
{
    match value {
        Value::Null => query.bind(None::<String>),
        Value::Text(text) => query.bind(text),
        Value::Bool(yes) => query.bind(yes),
        Value::Id(id) => query.bind(id),
        Value::Time(at) => query.bind(at),
        Value::Date(day) => query.bind(day),
        Value::Whole(n) => query.bind(n),
    }
}

/// Binds the values of a column as one array of PostgreSQL.
pub(super) fn bind_array(
    query: Query<'_, Postgres, PgArguments>,
    of: Type,
    values: Vec<Value>,
) -> Query<'_, Postgres, PgArguments> {
    macro_rules! array {
        ($variant:ident) => {
            query.bind(
                values.into_iter().map(|v| if let Value::$variant(v) = v { Some(v) } else { None }).collect::<Vec<_>>(),
            )
        };
    }
    match of {
        Type::Text => array!(Text),
        Type::Bool => array!(Bool),
        Type::Id => array!(Id),
        Type::Time => array!(Time),
        Type::Date => array!(Date),
        Type::Whole => array!(Whole),
    }
}
