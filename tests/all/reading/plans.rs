//! The indexes are there for a reason: asking the server which of them the real statements used.

use std::time::Duration;

use keydesk::domain::query::CustomerFilter;
use keydesk::domain::state::AccessState;
use keydesk::service::customers::{self, CustomerQuery, CustomerSort, Seek};
use keydesk::service::{Actor, App, Policy, seed};
use keydesk::store::Store;

use super::search;
use crate::support::database::on_postgres;
use crate::support::sql::{Sql, select};
use crate::support::world::World;

#[test]
fn lists_and_searches_go_through_their_indexes() {
    on_postgres(story);
}

async fn story(store: Store) {
    let sql = Sql::of(&store).await;
    let app = World::app_of(store, Policy::default());
    let by = seed::seed(&app, "Nordlift", 8_000, 3, &mut |_, _| {}).await.unwrap();
    let query = CustomerQuery::default;
    let rare = || search("hubner techn");
    uses(&app, &by, &sql, "customer_fragment", rare()).await;
    uses(&app, &by, &sql, "customer_fragment", CustomerQuery { sort: CustomerSort::City, ..search("107999") }).await;
    uses(&app, &by, &sql, "customer_by_name", query()).await;
    uses(
        &app,
        &by,
        &sql,
        "customer_by_number",
        CustomerQuery { sort: CustomerSort::Number, seek: Seek::Last, ..query() },
    )
    .await;
    let state = Some(AccessState::Independent);
    uses(&app, &by, &sql, "customer_by_state_name", CustomerQuery { access: state, ..query() }).await;
    let by_city = CustomerQuery { access: state, sort: CustomerSort::City, ..query() };
    uses(&app, &by, &sql, "customer_by_state_city", by_city).await;
    let changed = CustomerQuery { sort: CustomerSort::Changed, descending: true, ..query() };
    uses(&app, &by, &sql, "customer_by_changed", changed).await;
    let by_state = CustomerQuery { sort: CustomerSort::Access, seek: Seek::Last, ..query() };
    uses(&app, &by, &sql, "customer_by_state_name", by_state).await;
    let tech = CustomerFilter::parse("tech:nobody").unwrap().0;
    uses(&app, &by, &sql, "customer_by_technician_name", CustomerQuery { filter: tech, ..query() }).await;
}

/// Runs the query until the server counts a use of `index`, and never a reading of the whole table.
async fn uses(app: &App, by: &Actor, sql: &Sql, index: &str, query: CustomerQuery) {
    let before = counted(sql, index).await;
    // The server adds up what a connection did when it has been idle for a moment.
    for _ in 0..100 {
        customers::list(app, by, &query).await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = counted(sql, index).await;
        if now.0 > before.0 {
            assert_eq!(now.1, before.1, "{query:?} read the whole table");
            return;
        }
    }
    panic!("{query:?} did not use {index}");
}

async fn counted(sql: &Sql, index: &str) -> (i64, i64) {
    let both = "SELECT i.idx_scan, t.seq_scan FROM pg_stat_user_indexes i JOIN pg_stat_user_tables t \
                ON t.relid = i.relid WHERE i.indexrelname = $1";
    select!(sql, (i64, i64), both, index)[0]
}
