//! Staff: accounts and rights. Remembered sign-ins are next door in `staff_sessions`.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use crate::domain::permission::Exception;
use crate::domain::staff::{StaffPermission, StaffRights, StaffRole, Territory};
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerId, OrganizationId, StaffId, StaffSessionId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A staff account.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct StaffRow {
    /// Its identifier.
    pub id: StaffId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// The address to sign in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// The password's hash.
    pub password_hash: Option<String>,
    /// Whether the person may sign in.
    pub active: bool,
    /// Until when a temporary password can be used (R17); none: the password is the person's own.
    pub temporary_until: Option<DateTime<Utc>>,
    /// The person's mobile number, E.164; empty: none.
    pub mobile: String,
    /// In which language the person is written to; empty: the organization's. See [`StaffRow::language`].
    #[sqlx(rename = "language")]
    pub own_language: String,
    /// The IANA time zone of the person; empty: the organization's.
    pub time_zone: String,
    /// Grows with every change of the account, its rights included.
    pub version: i64,
}

impl StaffRow {
    /// "Anna Berg <anna@nordlift.example>".
    pub fn title(&self) -> String {
        format!("{} <{}>", self.name, self.email)
    }

    /// The language that the person chose.
    pub fn language(&self) -> Option<Language> {
        self.own_language.parse().ok()
    }
}

/// The staff accounts with this address, in every organization of the database: signing in does not know yet which.
pub async fn by_email(conn: &mut Conn, email_key: &str) -> Result<Vec<StaffRow>, StoreError> {
    rows!(
        conn,
        StaffRow,
        "SELECT id, organization_id, email, name, role, password_hash, active, temporary_until, mobile, language,
             time_zone, version FROM staff
         WHERE email_key = $1 AND active ORDER BY id LIMIT 16",
        email_key
    )
}

/// The staff person with this identifier.
pub async fn get(conn: &mut Conn, organization: OrganizationId, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
    row_opt!(
        conn,
        StaffRow,
        "SELECT id, organization_id, email, name, role, password_hash, active, temporary_until, mobile, language,
             time_zone, version FROM staff
         WHERE organization_id = $1 AND id = $2",
        organization,
        id
    )
}

/// How many staff accounts there are in the database.
pub async fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    scalar!(conn, i64, "SELECT count(*) FROM staff")
}

/// Makes a staff account; `false` when the address is taken in the organization.
pub async fn insert(tx: &mut Tx, staff: &StaffRow, email_key: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let made = execute!(
        tx,
        "INSERT INTO staff (id, organization_id, email, email_key, name, role, password_hash, active, temporary_until,
             mobile, language, time_zone, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) ON CONFLICT DO NOTHING",
        staff.id,
        staff.organization_id,
        &staff.email,
        email_key,
        &staff.name,
        staff.role,
        &staff.password_hash,
        staff.active,
        staff.temporary_until,
        &staff.mobile,
        &staff.own_language,
        &staff.time_zone,
        at
    )?;
    Ok(made == 1)
}

/// Replaces the password's hash because the policy became stricter; nothing else changes.
pub async fn rehash(tx: &mut Tx, organization: OrganizationId, id: StaffId, hash: &str) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET password_hash = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, organization, id, hash).map(drop)
}

/// Sets a password: the person's own, or a temporary one with its end (R17).
pub async fn set_password(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    hash: &str,
    temporary_until: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET password_hash = $3, temporary_until = $4, version = version + 1
               WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, organization, id, hash, temporary_until).map(drop)
}

/// Sets name, role, how the person is told of things, and whether the person may sign in, and takes the next version, if it still has the expected one; locks
/// the row until the end of the transaction. `false` when somebody else was faster.
pub async fn update(tx: &mut Tx, staff: &StaffRow) -> Result<bool, StoreError> {
    let sql = "UPDATE staff SET name = $4, role = $5, active = $6, mobile = $7, language = $8, time_zone = $9,
                   version = version + 1
               WHERE organization_id = $1 AND id = $2 AND version = $3";
    let StaffRow { id, organization_id: org, version, name, role, active, .. } = staff;
    let (mobile, language, zone) = (&staff.mobile, &staff.own_language, &staff.time_zone);
    Ok(execute!(tx, sql, *org, *id, *version, name, *role, *active, mobile, language, zone)? == 1)
}

/// How many other administrators can sign in: a last one must stay.
pub async fn other_administrators(
    tx: &mut Tx,
    organization: OrganizationId,
    but: StaffId,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM staff WHERE organization_id = $1 AND id <> $2 AND active AND role = 'administrator'
                 AND password_hash IS NOT NULL AND (temporary_until IS NULL OR temporary_until > $3)";
    scalar!(tx, i64, sql, organization, but, now)
}

/// Gives or takes a single permission beyond the role.
pub async fn set_permission(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    permission: StaffPermission,
    allowed: bool,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO staff_permission (organization_id, staff_id, permission, allowed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (staff_id, permission) DO UPDATE SET allowed = excluded.allowed",
        organization,
        id,
        permission,
        allowed
    )
    .map(drop)
}

/// Leaves a single permission to the role again.
pub async fn leave_permission(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    permission: StaffPermission,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM staff_permission WHERE organization_id = $1 AND staff_id = $2 AND permission = $3";
    execute!(tx, sql, organization, id, permission).map(drop)
}

/// Assigns an area.
pub async fn add_area(tx: &mut Tx, organization: OrganizationId, id: StaffId, area: AreaId) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_area (organization_id, staff_id, area_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    execute!(tx, sql, organization, id, area).map(drop)
}

/// Assigns exactly these areas.
pub async fn set_areas(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    areas: &[AreaId],
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM staff_area WHERE organization_id = $1 AND staff_id = $2", organization, id)?;
    for area in areas {
        add_area(tx, organization, id, *area).await?;
    }
    Ok(())
}

/// Assigns exactly these customers.
pub async fn set_customers(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    customers: &[CustomerId],
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM staff_customer WHERE organization_id = $1 AND staff_id = $2", organization, id)?;
    for customer in customers {
        let sql = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) VALUES ($1, $2, $3)
                   ON CONFLICT DO NOTHING";
        execute!(tx, sql, organization, id, *customer)?;
    }
    Ok(())
}

/// Which staff are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// All.
    All,
    /// This one.
    One(StaffId),
    /// Fifty at most of those who are active and, by role or exception, may manage staff accounts.
    Givers,
}

impl Who {
    const fn condition(self) -> &'static str {
        match self {
            Self::All => "$2 IS NULL",
            Self::One(_) => "s.id = $2",
            Self::Givers => {
                "$2 IS NULL AND s.active AND (s.role IN ('administrator', 'department_administrator')
                 OR EXISTS (SELECT 1 FROM staff_permission m WHERE m.staff_id = s.id AND m.permission = 'manage_staff' AND m.allowed))"
            }
        }
    }

    const fn limit(self) -> i64 {
        match self {
            Self::All => 10_000,
            Self::One(_) => 1,
            Self::Givers => 50,
        }
    }

    const fn id(self) -> Option<StaffId> {
        match self {
            Self::One(id) => Some(id),
            _ => None,
        }
    }
}

/// A staff account with everything that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// The account.
    pub row: StaffRow,
    /// Single permissions beyond the role.
    pub exceptions: BTreeMap<StaffPermission, Exception>,
    /// The areas assigned, by name.
    pub areas: Vec<(AreaId, String)>,
}

impl Account {
    /// Role, exceptions and territory.
    pub fn rights(&self) -> StaffRights {
        rights_of(self.row.role, self.exceptions.clone(), self.areas.iter().map(|a| a.0))
    }
}

/// Staff accounts by name.
pub async fn accounts(conn: &mut Conn, organization: OrganizationId, who: Who) -> Result<Vec<Account>, StoreError> {
    let asked = format!(
        "SELECT s.* FROM staff s WHERE s.organization_id = $1 AND {} ORDER BY s.name, s.id LIMIT {}",
        who.condition(),
        who.limit()
    );
    let sql = format!(
        "SELECT id, organization_id, email, name, role, password_hash, active, temporary_until, mobile, language,
             time_zone, version FROM ({asked}) asked
         ORDER BY name, id"
    );
    let found = rows!(conn, StaffRow, sqlx::AssertSqlSafe(sql.as_str()), organization, who.id())?;
    let mut accounts: Vec<Account> =
        found.into_iter().map(|row| Account { row, exceptions: BTreeMap::new(), areas: Vec::new() }).collect();
    let place: HashMap<StaffId, usize> = accounts.iter().enumerate().map(|(n, a)| (a.row.id, n)).collect();
    let sql = format!(
        "SELECT p.staff_id, p.permission, p.allowed FROM ({asked}) asked JOIN staff_permission p ON p.staff_id = asked.id"
    );
    let found =
        rows!(conn, (StaffId, StaffPermission, bool), sqlx::AssertSqlSafe(sql.as_str()), organization, who.id())?;
    for (id, permission, allowed) in found {
        if let Some(account) = place.get(&id).and_then(|n| accounts.get_mut(*n)) {
            account.exceptions.insert(permission, exception(allowed));
        }
    }
    let sql = format!(
        "SELECT x.staff_id, x.area_id, a.name FROM ({asked}) asked JOIN staff_area x ON x.staff_id = asked.id
         JOIN area a ON a.id = x.area_id ORDER BY a.name_key"
    );
    for (id, area, name) in
        rows!(conn, (StaffId, AreaId, String), sqlx::AssertSqlSafe(sql.as_str()), organization, who.id())?
    {
        if let Some(account) = place.get(&id).and_then(|n| accounts.get_mut(*n)) {
            account.areas.push((area, name));
        }
    }
    Ok(accounts)
}

/// The customers that staff look after themselves: whose, which, its title.
pub async fn customers(
    conn: &mut Conn,
    organization: OrganizationId,
    id: Option<StaffId>,
) -> Result<Vec<(StaffId, CustomerId, String)>, StoreError> {
    let sql = "SELECT x.staff_id, x.customer_id, c.number || ' ' || c.name FROM staff_customer x
               JOIN customer c ON c.id = x.customer_id
               WHERE x.organization_id = $1 AND ($2 IS NULL OR x.staff_id = $2) ORDER BY c.number_key, c.id";
    rows!(conn, (StaffId, CustomerId, String), sql, organization, id)
}

/// A number that moves with every change of a staff account or of a setting, and whether the person may (still) be signed in
/// with this remembered sign-in. None when there is no such account any more.
pub async fn stamp(
    conn: &mut Conn,
    organization: OrganizationId,
    id: StaffId,
    session: Option<StaffSessionId>,
    now: DateTime<Utc>,
) -> Result<Option<(bool, i64, i64)>, StoreError> {
    let sql = "SELECT s.active AND ($3 IS NULL OR EXISTS (SELECT 1 FROM staff_session x
                      WHERE x.id = $3 AND x.staff_id = s.id AND x.expires_at > $4)),
                   (SELECT CAST(SUM(t.version) AS BIGINT) FROM staff t WHERE t.organization_id = s.organization_id),
                   o.version
               FROM staff s JOIN organization o ON o.id = s.organization_id
               WHERE s.organization_id = $1 AND s.id = $2";
    row_opt!(conn, (bool, i64, i64), sql, organization, id, session, now)
}

fn exception(allowed: bool) -> Exception {
    if allowed { Exception::Allowed } else { Exception::Denied }
}

fn rights_of(
    role: StaffRole,
    exceptions: BTreeMap<StaffPermission, Exception>,
    areas: impl Iterator<Item = AreaId>,
) -> StaffRights {
    let territory = if role.bound_to_areas() { Territory::Areas(areas.collect()) } else { Territory::Everywhere };
    StaffRights { role, exceptions, territory }
}

/// Role, exceptions and territory of a staff person.
pub async fn rights(
    conn: &mut Conn,
    organization: OrganizationId,
    id: StaffId,
    role: StaffRole,
) -> Result<StaffRights, StoreError> {
    let sql = "SELECT permission, allowed FROM staff_permission WHERE organization_id = $1 AND staff_id = $2";
    let exceptions: BTreeMap<_, _> = rows!(conn, (StaffPermission, bool), sql, organization, id)?
        .into_iter()
        .map(|(p, allowed)| (p, exception(allowed)))
        .collect();
    let sql = "SELECT area_id FROM staff_area WHERE organization_id = $1 AND staff_id = $2";
    let areas = rows!(conn, (AreaId,), sql, organization, id)?;
    Ok(rights_of(role, exceptions, areas.into_iter().map(|(a,)| a)))
}
