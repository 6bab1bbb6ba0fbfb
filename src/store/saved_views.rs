//! Views of lists that a staff person has saved under a name. (Staff looking as a customer user are in `views`.)

use serde::Serialize;

use crate::domain::listing::List;
use crate::domain::{OrganizationId, SavedViewId, StaffId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A saved view.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct SavedView {
    /// Its identifier.
    pub id: SavedViewId,
    /// Of which list.
    pub list: List,
    /// Its name.
    pub name: String,
    /// What stands in the search line.
    pub query: String,
    /// How the list is sorted: a column, with a `-` before it for the other direction; empty: as the list is by itself.
    pub sorting: String,
    /// Its place among the views of the list.
    pub position: i64,
}

/// Everything a person saved, list by list, in their order.
pub async fn all(conn: &mut Conn, org: OrganizationId, staff: StaffId) -> Result<Vec<SavedView>, StoreError> {
    let sql = "SELECT id, list, name, query, sorting, position FROM saved_view
               WHERE organization_id = $1 AND staff_id = $2 ORDER BY list, position, id";
    rows!(conn, SavedView, sql, org, staff)
}

/// One of a person's views.
pub async fn get(
    conn: &mut Conn,
    org: OrganizationId,
    staff: StaffId,
    id: SavedViewId,
) -> Result<Option<SavedView>, StoreError> {
    let sql = "SELECT id, list, name, query, sorting, position FROM saved_view
               WHERE organization_id = $1 AND staff_id = $2 AND id = $3";
    row_opt!(conn, SavedView, sql, org, staff, id)
}

/// The view of this name, compared as names are.
pub async fn named(
    conn: &mut Conn,
    org: OrganizationId,
    staff: StaffId,
    list: List,
    name_key: &str,
) -> Result<Option<SavedView>, StoreError> {
    let sql = "SELECT id, list, name, query, sorting, position FROM saved_view
               WHERE organization_id = $1 AND staff_id = $2 AND list = $3 AND name_key = $4";
    row_opt!(conn, SavedView, sql, org, staff, list, name_key)
}

/// How many views of a list there are, and the last place.
pub async fn held(conn: &mut Conn, org: OrganizationId, staff: StaffId, list: List) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT count(*) FROM saved_view WHERE organization_id = $1 AND staff_id = $2 AND list = $3";
    let count = scalar!(conn, i64, sql, org, staff, list)?;
    let sql = "SELECT COALESCE(MAX(position), 0) FROM saved_view
               WHERE organization_id = $1 AND staff_id = $2 AND list = $3";
    Ok((count, scalar!(conn, i64, sql, org, staff, list)?))
}

/// Makes a view; `false` when the name was taken a moment ago.
pub async fn insert(
    tx: &mut Tx,
    org: OrganizationId,
    staff: StaffId,
    view: &SavedView,
    name_key: &str,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO saved_view (id, organization_id, staff_id, list, name, name_key, query, sorting, position)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let made = execute!(
        tx,
        sql,
        view.id,
        org,
        staff,
        view.list,
        &view.name,
        name_key,
        &view.query,
        &view.sorting,
        view.position
    )?;
    Ok(made == 1)
}

/// Writes name, query and sorting of a view that is there.
pub async fn update(
    tx: &mut Tx,
    org: OrganizationId,
    staff: StaffId,
    view: &SavedView,
    name_key: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE saved_view SET name = $4, name_key = $5, query = $6, sorting = $7
               WHERE organization_id = $1 AND staff_id = $2 AND id = $3";
    execute!(tx, sql, org, staff, view.id, &view.name, name_key, &view.query, &view.sorting).map(drop)
}

/// Deletes a view.
pub async fn delete(tx: &mut Tx, org: OrganizationId, staff: StaffId, id: SavedViewId) -> Result<(), StoreError> {
    let sql = "DELETE FROM saved_view WHERE organization_id = $1 AND staff_id = $2 AND id = $3";
    execute!(tx, sql, org, staff, id).map(drop)
}
