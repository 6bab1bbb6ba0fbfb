//! One statement, compiled for both drivers.

/// Evaluates the same expression with the driver's own connection bound to `$c`.
macro_rules! on {
    ($conn:expr, $c:ident => $body:expr) => {
        match $crate::store::Conn::raw($conn) {
            $crate::store::Raw::Sqlite($c) => $body,
            $crate::store::Raw::Postgres($c) => $body,
        }
    };
}

/// All rows of a query as `$t`.
macro_rules! rows {
    ($conn:expr, $t:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $sql;
        $crate::store::on!($conn, c => sqlx::query_as::<_, $t>(sql)$(.bind($bind))*.fetch_all(c).await)
            .map_err($crate::store::StoreError::from)
    }};
}

/// One row as `$t`, or none.
macro_rules! row_opt {
    ($conn:expr, $t:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $sql;
        $crate::store::on!($conn, c => sqlx::query_as::<_, $t>(sql)$(.bind($bind))*.fetch_optional(c).await)
            .map_err($crate::store::StoreError::from)
    }};
}

/// Exactly one row as `$t`.
macro_rules! row {
    ($conn:expr, $t:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $sql;
        $crate::store::on!($conn, c => sqlx::query_as::<_, $t>(sql)$(.bind($bind))*.fetch_one(c).await)
            .map_err($crate::store::StoreError::from)
    }};
}

/// The first column of one row as `$t`, or none.
macro_rules! scalar_opt {
    ($conn:expr, $t:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $sql;
        $crate::store::on!($conn, c => sqlx::query_scalar::<_, $t>(sql)$(.bind($bind))*.fetch_optional(c).await)
            .map_err($crate::store::StoreError::from)
    }};
}

/// The first column of exactly one row as `$t`.
macro_rules! scalar {
    ($conn:expr, $t:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $sql;
        $crate::store::on!($conn, c => sqlx::query_scalar::<_, $t>(sql)$(.bind($bind))*.fetch_one(c).await)
            .map_err($crate::store::StoreError::from)
    }};
}

/// Runs a statement; the number of rows it changed.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql = $sql;
        $crate::store::on!($conn, c => sqlx::query(sql)$(.bind($bind))*.execute(c).await.map(|done| done.rows_affected()))
            .map_err($crate::store::StoreError::from)
    }};
}

pub(crate) use {execute, on, row, row_opt, rows, scalar, scalar_opt};
