//! Self-checks (R36): checklists, where they are due, what was answered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::check::{Answer, Kept, Point};
use crate::domain::{CheckAssignmentId, CheckRunId, CheckTemplateId, CustomerId, FacilityId, ObjectId, OrganizationId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A checklist.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct TemplateRow {
    /// Which.
    pub id: CheckTemplateId,
    /// Its name, unique in the organization.
    pub name: String,
    /// What it asks.
    #[sqlx(try_from = "String")]
    pub points: Kept<Point>,
    /// Whether it can be assigned; one that is not stays where it is assigned, and is not due any more.
    pub active: bool,
    /// On how many objects it is due.
    pub assigned: i64,
    /// Grows with every change.
    pub version: i64,
}

/// A checklist that is due on an object.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct AssignmentRow {
    /// Which.
    pub id: CheckAssignmentId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// On which object.
    pub object_id: ObjectId,
    /// That object's number.
    pub object_number: String,
    /// That object's name.
    pub object: String,
    /// At which facility that is.
    pub facility_id: Option<FacilityId>,
    /// That facility's name.
    pub facility: Option<String>,
    /// Which checklist.
    pub template_id: CheckTemplateId,
    /// That checklist's name.
    pub template: String,
    /// It is due again so many days after it was done.
    pub every_days: i64,
    /// The day on which it is due.
    pub due_on: NaiveDate,
    /// Grows with every change.
    pub version: i64,
}

/// A checklist that was filled in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct RunRow {
    /// Which.
    pub id: CheckRunId,
    /// For which assignment.
    pub assignment_id: CheckAssignmentId,
    /// On which object.
    pub object_number: String,
    /// That checklist's name.
    pub template: String,
    /// What was answered.
    #[sqlx(try_from = "String")]
    pub answers: Kept<Answer>,
    /// What was noted on the whole, perhaps empty.
    pub note: String,
    /// Who filled it in.
    pub by_name: String,
    /// When.
    pub done_at: DateTime<Utc>,
}

impl RunRow {
    /// How many points were not in order.
    pub fn not_ok(&self) -> usize {
        self.answers.iter().filter(|a| a.is_not_ok()).count()
    }
}

const TEMPLATE: &str = "SELECT t.id, t.name, t.points, t.active, t.version,
            (SELECT COUNT(*) FROM check_assignment a WHERE a.template_id = t.id AND a.active) AS assigned
     FROM check_template t WHERE t.organization_id = $1";

/// Every checklist of the organization by name, 500 at most.
pub async fn templates(conn: &mut Conn, org: OrganizationId) -> Result<Vec<TemplateRow>, StoreError> {
    let sql = format!("{TEMPLATE} ORDER BY t.name_key LIMIT 500");
    rows!(conn, TemplateRow, sqlx::AssertSqlSafe(sql.as_str()), org)
}

/// One checklist.
pub async fn template(
    conn: &mut Conn,
    org: OrganizationId,
    id: CheckTemplateId,
) -> Result<Option<TemplateRow>, StoreError> {
    let sql = format!("{TEMPLATE} AND t.id = $2");
    row_opt!(conn, TemplateRow, sqlx::AssertSqlSafe(sql.as_str()), org, id)
}

/// The checklist of this name, by its key.
pub async fn template_named(
    conn: &mut Conn,
    org: OrganizationId,
    name_key: &str,
) -> Result<Option<TemplateRow>, StoreError> {
    let sql = format!("{TEMPLATE} AND t.name_key = $2");
    row_opt!(conn, TemplateRow, sqlx::AssertSqlSafe(sql.as_str()), org, name_key)
}

/// Adds a checklist; `false` when there is one of this name.
pub async fn insert_template(
    tx: &mut Tx,
    org: OrganizationId,
    template: &TemplateRow,
    name_key: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let added = execute!(
        tx,
        "INSERT INTO check_template (id, organization_id, name, name_key, points, active, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (organization_id, name_key) DO NOTHING",
        template.id,
        org,
        &template.name,
        name_key,
        text_of(&template.points),
        template.active,
        at
    )?;
    Ok(added == 1)
}

/// Keeps a checklist that still has its version, and takes the next; `false` when somebody else was faster.
pub async fn save_template(
    tx: &mut Tx,
    org: OrganizationId,
    template: &TemplateRow,
    name_key: &str,
) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "UPDATE check_template SET name = $1, name_key = $2, points = $3, active = $4, version = version + 1
         WHERE organization_id = $5 AND id = $6 AND version = $7",
        &template.name,
        name_key,
        text_of(&template.points),
        template.active,
        org,
        template.id,
        template.version
    )?;
    Ok(changed == 1)
}

/// The columns of an assignment `a` with its object `b`, facility `f` and checklist `t`.
pub(super) const ASSIGNMENT: &str =
    "SELECT a.id, a.customer_id, a.object_id, b.number AS object_number, b.name AS object, b.facility_id,
            f.name AS facility, a.template_id, t.name AS template, a.every_days, a.due_on, a.version
     FROM check_assignment a
     JOIN service_object b ON b.id = a.object_id
     JOIN check_template t ON t.id = a.template_id
     LEFT JOIN facility f ON f.id = b.facility_id";

/// What is due on an object, the nearest first.
pub async fn of_object(
    conn: &mut Conn,
    org: OrganizationId,
    object: ObjectId,
) -> Result<Vec<AssignmentRow>, StoreError> {
    let sql = format!(
        "{ASSIGNMENT} WHERE a.organization_id = $1 AND a.object_id = $2 AND a.active AND t.active
         ORDER BY a.due_on, a.id LIMIT 200"
    );
    rows!(conn, AssignmentRow, sqlx::AssertSqlSafe(sql.as_str()), org, object)
}

/// What is due at a customer, the nearest first, 500 at most.
pub async fn of_customer(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<AssignmentRow>, StoreError> {
    let sql = format!(
        "{ASSIGNMENT} WHERE a.organization_id = $1 AND a.customer_id = $2 AND a.active AND t.active
         ORDER BY a.due_on, a.id LIMIT 500"
    );
    rows!(conn, AssignmentRow, sqlx::AssertSqlSafe(sql.as_str()), org, customer)
}

/// One assignment that was not taken away.
pub async fn assignment(
    conn: &mut Conn,
    org: OrganizationId,
    id: CheckAssignmentId,
) -> Result<Option<AssignmentRow>, StoreError> {
    let sql = format!("{ASSIGNMENT} WHERE a.organization_id = $1 AND a.id = $2 AND a.active AND t.active");
    row_opt!(conn, AssignmentRow, sqlx::AssertSqlSafe(sql.as_str()), org, id)
}

/// Whether a checklist was assigned to an object, and is or was taken away: which, every how many days, due on which day,
/// active.
pub async fn assigned(
    conn: &mut Conn,
    org: OrganizationId,
    (object, template): (ObjectId, CheckTemplateId),
) -> Result<Option<(CheckAssignmentId, i64, NaiveDate, bool)>, StoreError> {
    let sql = "SELECT id, every_days, due_on, active FROM check_assignment
               WHERE organization_id = $1 AND object_id = $2 AND template_id = $3";
    row_opt!(conn, (CheckAssignmentId, i64, NaiveDate, bool), sql, org, object, template)
}

/// Assigns a checklist to an object, or changes how often and when it is due there.
pub async fn assign(
    tx: &mut Tx,
    org: OrganizationId,
    id: CheckAssignmentId,
    (customer, object, template): (CustomerId, ObjectId, CheckTemplateId),
    (every_days, due_on): (i64, NaiveDate),
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO check_assignment (id, organization_id, customer_id, object_id, template_id, every_days, due_on, active,
             version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, true, 1)
         ON CONFLICT (object_id, template_id) DO UPDATE SET every_days = excluded.every_days, due_on = excluded.due_on,
             active = true, version = check_assignment.version + 1",
        id,
        org,
        customer,
        object,
        template,
        every_days,
        due_on
    )
    .map(drop)
}

/// Takes a checklist from an object; what was answered stays. `false` when it was taken away already.
pub async fn unassign(tx: &mut Tx, org: OrganizationId, id: CheckAssignmentId) -> Result<bool, StoreError> {
    let sql = "UPDATE check_assignment SET active = false, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND active";
    Ok(execute!(tx, sql, org, id)? == 1)
}

/// Keeps the next day on which it is due.
pub async fn set_due(
    tx: &mut Tx,
    org: OrganizationId,
    id: CheckAssignmentId,
    due_on: NaiveDate,
) -> Result<(), StoreError> {
    let sql = "UPDATE check_assignment SET due_on = $3, version = version + 1 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, due_on).map(drop)
}

/// A run to be kept.
#[derive(Clone, Debug)]
pub struct NewRun<'a> {
    /// Its identifier.
    pub id: CheckRunId,
    /// For which assignment, with its object and customer.
    pub assignment: &'a AssignmentRow,
    /// What was answered.
    pub answers: &'a [Answer],
    /// What was noted on the whole.
    pub note: &'a str,
    /// Who filled it in.
    pub by_name: &'a str,
    /// What the form sent along.
    pub sent_key: &'a str,
    /// When.
    pub done_at: DateTime<Utc>,
}

/// Keeps a run; `false` when it was kept already.
pub async fn insert_run(tx: &mut Tx, org: OrganizationId, run: &NewRun<'_>) -> Result<bool, StoreError> {
    let added = execute!(
        tx,
        "INSERT INTO check_run (id, organization_id, customer_id, assignment_id, object_id, answers, note, by_name, sent_key,
             done_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (assignment_id, sent_key) DO NOTHING",
        run.id,
        org,
        run.assignment.customer_id,
        run.assignment.id,
        run.assignment.object_id,
        text_of(run.answers),
        run.note,
        run.by_name,
        run.sent_key,
        run.done_at
    )?;
    Ok(added == 1)
}

const RUN: &str =
    "SELECT r.id, r.assignment_id, b.number AS object_number, t.name AS template, r.answers, r.note, r.by_name,
            r.done_at
     FROM check_run r
     JOIN check_assignment a ON a.id = r.assignment_id
     JOIN check_template t ON t.id = a.template_id
     JOIN service_object b ON b.id = r.object_id
     WHERE r.organization_id = $1";

/// What was filled in on an object, the newest first.
pub async fn runs(
    conn: &mut Conn,
    org: OrganizationId,
    object: ObjectId,
    limit: u32,
) -> Result<Vec<RunRow>, StoreError> {
    let sql = format!("{RUN} AND r.object_id = $2 ORDER BY r.done_at DESC, r.id DESC LIMIT $3");
    rows!(conn, RunRow, sqlx::AssertSqlSafe(sql.as_str()), org, object, i64::from(limit))
}

/// The run that a form with this key made.
pub async fn run_by_key(
    conn: &mut Conn,
    org: OrganizationId,
    assignment: CheckAssignmentId,
    key: &str,
) -> Result<Option<RunRow>, StoreError> {
    let sql = format!("{RUN} AND r.assignment_id = $2 AND r.sent_key = $3");
    row_opt!(conn, RunRow, sqlx::AssertSqlSafe(sql.as_str()), org, assignment, key)
}

/// One run.
pub async fn run(conn: &mut Conn, org: OrganizationId, id: CheckRunId) -> Result<Option<RunRow>, StoreError> {
    let sql = format!("{RUN} AND r.id = $2");
    row_opt!(conn, RunRow, sqlx::AssertSqlSafe(sql.as_str()), org, id)
}

/// A self-check of which nobody was told that it is due.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Untold {
    /// In which organization.
    pub organization_id: OrganizationId,
    /// That organization's name.
    pub organization: String,
    /// That organization's time zone.
    pub time_zone: String,
    /// Which.
    pub id: CheckAssignmentId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// On which object.
    pub object_number: String,
    /// Which checklist.
    pub template: String,
    /// The day on which it is due.
    pub due_on: NaiveDate,
}

/// The self-checks that are due on `day` or before and of which nobody was told, in every organization, 200 at most.
pub async fn untold(conn: &mut Conn, day: NaiveDate) -> Result<Vec<Untold>, StoreError> {
    let sql =
        "SELECT a.organization_id, g.name AS organization, g.time_zone, a.id, a.customer_id, b.number AS object_number,
                      t.name AS template, a.due_on
               FROM check_assignment a
               JOIN organization g ON g.id = a.organization_id
               JOIN service_object b ON b.id = a.object_id
               JOIN check_template t ON t.id = a.template_id
               WHERE a.active AND t.active AND a.due_on <= $1 AND (a.told_for IS NULL OR a.told_for <> a.due_on)
               ORDER BY a.due_on, a.id LIMIT 200";
    rows!(conn, Untold, sql, day)
}

/// Notes that people were told of this day; `false` when somebody else was faster, or it is due on another day now.
pub async fn mark_told(tx: &mut Tx, check: &Untold) -> Result<bool, StoreError> {
    let sql = "UPDATE check_assignment SET told_for = due_on
               WHERE organization_id = $1 AND id = $2 AND active AND due_on = $3
                 AND (told_for IS NULL OR told_for <> due_on)";
    Ok(execute!(tx, sql, check.organization_id, check.id, check.due_on)? == 1)
}

/// As the column keeps it.
fn text_of<T: Serialize>(of: &[T]) -> String {
    serde_json::to_string(of).unwrap_or_default()
}
