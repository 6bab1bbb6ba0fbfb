//! Each line of a file against what is there: what would have to be done, or why it cannot be.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::domain::access::Scope;
use crate::domain::permission::{Exception, Holding, Permission, Role};
use crate::domain::staff::StaffPermission;
use crate::domain::state::{AccessState, CustomerKind, UserState};
use crate::domain::{ContactId, CustomerUserId};
use crate::service::access::{Change, Grant};
use crate::service::{Actor, App, Error};
use crate::store::Conn;
use crate::store::access_rows::AccessRow;
use crate::store::standing::Standing;
use crate::text;

use super::moment;
use super::parse::{At, Entry, Facilities, Problems};
use super::plan::{Action, Step, Work};
use super::there::There;
use super::told::{Told, Wanted, difference, exceptions_changed};

/// What came of comparing.
pub(super) struct Compared {
    /// What would be done.
    pub steps: Vec<Step>,
    /// What is worth knowing.
    pub notes: Vec<String>,
    /// What `by` may not do.
    pub denied: Vec<(At, Error)>,
}

/// Compares every line; with `prune` whoever is missing is revoked.
pub(super) async fn all(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    entries: &[Entry],
    prune: bool,
    problems: &mut Problems,
) -> Result<Compared, Error> {
    let there = There::load(app, conn, by, entries).await?;
    let compared = Compared { steps: Vec::new(), notes: Vec::new(), denied: Vec::new() };
    let mut comparison = Comparison { there: &there, by, problems, compared };
    let mut named: BTreeSet<CustomerUserId> = BTreeSet::new();
    for entry in entries {
        let Some(customer) = comparison.customer(entry) else { continue };
        let row = there.users.get(&(customer.id, entry.email.key().to_owned()));
        named.extend(row.map(|row| row.id));
        comparison.line(entry, customer, row);
    }
    if prune {
        let missing = there.rows.iter().filter(|row| !named.contains(&row.id) && row.state != UserState::Revoked);
        for row in missing {
            comparison.missing(row);
        }
    }
    comparison.one_each();
    comparison.worth_knowing();
    Ok(comparison.compared)
}

struct Comparison<'a, 'p> {
    there: &'a There,
    by: &'a Actor,
    problems: &'p mut Problems,
    compared: Compared,
}

impl<'a> Comparison<'a, '_> {
    /// The customer that a line names.
    fn customer(&mut self, entry: &Entry) -> Option<&'a Standing> {
        let found = self.there.customers.get(&entry.customer);
        let Some(customer) = found else {
            self.problems.add(entry.at, "customer", &entry.customer, "there is no such customer");
            return None;
        };
        self.needs(entry.at, customer, StaffPermission::ViewCustomers);
        Some(customer)
    }

    fn needs(&mut self, at: At, customer: &Standing, permission: StaffPermission) {
        if let Err(e) = self.by.may(permission).and_then(|granted| granted.in_area(customer.area_id)) {
            self.compared.denied.push((at, e));
        }
    }

    fn line(&mut self, entry: &Entry, customer: &'a Standing, row: Option<&AccessRow>) {
        if customer.kind == CustomerKind::Private && entry.role.is_some() {
            let why = "roles exist for corporate customers only; leave it empty";
            self.problems.add(entry.at, "role", entry.role.map_or("", Role::as_str), why);
        }
        let wanted = self.wanted(entry, customer, row);
        let state = row.map(|row| row.state_at(self.there.now));
        match turn(row, state, entry, wanted.ends_at, self.there.now) {
            Ok(Some(Action::Grant)) => self.grant(entry, customer, row, wanted),
            Ok(turn) => {
                if let Some(row) = row {
                    self.tune(entry, customer, row, &wanted, turn);
                }
            }
            Err(why) => {
                let said = entry.state.map_or("", UserState::as_str);
                self.problems.add(entry.at, "state", said, why);
            }
        }
    }

    /// What the line says, over what is there, over what a new person would get.
    fn wanted(&mut self, entry: &Entry, customer: &Standing, row: Option<&AccessRow>) -> Wanted {
        let stored = row.map(|row| Scope {
            all: row.sees_all,
            unassigned: row.sees_unassigned && !row.sees_all,
            facilities: if row.sees_all { BTreeSet::new() } else { row.facilities.iter().map(|(id, _)| *id).collect() },
        });
        let usual = match customer.kind {
            CustomerKind::Corporate => Role::Member,
            CustomerKind::Private => Role::Moderator,
        };
        let again = matches!(entry.state, Some(UserState::Pending | UserState::Active))
            && row.is_some_and(|row| matches!(row.state, UserState::Revoked | UserState::Expired));
        Wanted {
            role: entry.role.or(row.map(|row| row.role)).unwrap_or(usual),
            scope: self.scope(entry, customer, stored),
            contact: self.contact(entry, customer, row),
            exceptions: entry.permissions.clone().or_else(|| row.map(|r| r.exceptions.clone())).unwrap_or_default(),
            // An access that is given again begins without the end of the old one.
            ends_at: entry.ends_at.unwrap_or_else(|| row.filter(|_| !again).and_then(|row| row.ends_at)),
        }
    }

    fn scope(&mut self, entry: &Entry, customer: &Standing, stored: Option<Scope>) -> Scope {
        let known = self.there.facilities.get(&customer.id);
        let new = stored.is_none();
        // Where there is nothing to choose between, everything is meant (R12).
        let few = known.is_none_or(|k| k.len() <= 1);
        let before = stored.unwrap_or_else(|| if few { Scope::everything() } else { Scope::default() });
        match (&entry.facilities, entry.unassigned) {
            (None, Some(unassigned)) if !before.all || new => Scope { all: false, unassigned, ..before },
            (None, None | Some(true)) => before,
            (Some(Facilities::All), None | Some(true)) => Scope::everything(),
            (None | Some(Facilities::All), Some(false)) => {
                let why = "all facilities include what is not assigned to any; name them one by one, or say yes";
                self.problems.add(entry.at, "unassigned", "no", why);
                before
            }
            (Some(Facilities::Chosen(numbers)), unassigned) => {
                let mut facilities = BTreeSet::new();
                for number in numbers {
                    match known.and_then(|k| k.get(number)) {
                        Some(id) => drop(facilities.insert(*id)),
                        None => {
                            let why = unknown("facility", known.into_iter().flat_map(BTreeMap::keys));
                            self.problems.add(entry.at, "facilities", number, why);
                        }
                    }
                }
                Scope { all: false, unassigned: unassigned.unwrap_or(!before.all && before.unassigned), facilities }
            }
        }
    }

    fn contact(&mut self, entry: &Entry, customer: &Standing, row: Option<&AccessRow>) -> Option<ContactId> {
        let Some(said) = &entry.contact else { return row.and_then(|row| row.contact_id) };
        let number = said.as_ref()?;
        let known = self.there.contacts.get(&customer.id);
        let found = known.and_then(|k| k.get(number)).copied();
        if found.is_none() {
            let why = unknown("contact", known.into_iter().flat_map(BTreeMap::keys));
            self.problems.add(entry.at, "contact", number, why);
        }
        found
    }

    /// Somebody who has access already.
    fn tune(&mut self, entry: &Entry, customer: &Standing, row: &AccessRow, wanted: &Wanted, turn: Option<Action>) {
        let mut step = step(entry.at, customer, &entry.email, row_name(row), Some(row.id));
        let mut change = Change {
            user: row.id,
            version: row.version,
            role: Some(wanted.role).filter(|role| *role != row.role),
            permissions: exceptions_changed(&row.exceptions, &wanted.exceptions),
            scope: None,
            contact: Some(wanted.contact).filter(|contact| *contact != row.contact_id),
        };
        let stored = Scope {
            all: row.sees_all,
            unassigned: row.sees_unassigned,
            facilities: row.facilities.iter().map(|(id, _)| *id).collect(),
        };
        if !same_sight(&wanted.scope, &stored) {
            change.scope = Some(wanted.scope.clone());
        }
        let before = Told::of_row(row, self.there);
        let after = Told::of_wanted(wanted, customer, self.there);
        step.differences = before.against(&after);
        let ends_at = Some(wanted.ends_at).filter(|end| *end != row.ends_at);
        if let Some(end) = ends_at {
            self.end(entry.at, customer, row.ends_at, end);
            if row.state == UserState::Revoked {
                let why = "the access was revoked and has no end; give it again with the state active";
                self.problems.add(entry.at, "ends_at", &end.map(moment).unwrap_or_default(), why);
            }
        }
        if !change.is_empty() {
            self.needs(entry.at, customer, StaffPermission::EditCustomerUserPermissions);
            self.possible(entry.at, wanted.role, &change.permissions);
        }
        if !change.is_empty() || ends_at.is_some() {
            step.actions.push(Action::Change);
        }
        if let Some(turn) = turn {
            let needs = if turn == Action::Lift { StaffPermission::GrantAccess } else { StaffPermission::RevokeAccess };
            self.needs(entry.at, customer, needs);
            step.actions.push(turn);
            let state = row.state_at(self.there.now);
            step.differences.push(difference("state", state.as_str(), became(turn).as_str()));
        }
        self.names(entry, row.first_name.as_str(), row.last_name.as_str(), row.language.as_str());
        if step.actions.is_empty() {
            return;
        }
        step.work = Work::Tune {
            user: row.id,
            version: row.version,
            change: Some(change).filter(|c| !c.is_empty()),
            ends_at,
            turn,
        };
        self.compared.steps.push(step);
    }

    /// Somebody who gets access, for the first time or again.
    fn grant(&mut self, entry: &Entry, customer: &Standing, row: Option<&AccessRow>, wanted: Wanted) {
        self.needs(entry.at, customer, StaffPermission::GrantAccess);
        if !wanted.exceptions.is_empty() {
            self.needs(entry.at, customer, StaffPermission::EditCustomerUserPermissions);
        }
        let all: BTreeMap<_, _> = wanted.exceptions.iter().map(|(p, e)| (*p, Some(*e))).collect();
        self.possible(entry.at, wanted.role, &all);
        if wanted.ends_at.is_some() {
            self.end(entry.at, customer, None, wanted.ends_at);
        }
        self.open(entry.at, customer);
        let person = self.there.people.get(entry.email.key());
        let first_name = person.map(|p| p.1.clone()).or_else(|| entry.first_name.clone());
        let last_name = person.map(|p| p.2.clone()).or_else(|| entry.last_name.clone());
        for (column, name) in [("first_name", &first_name), ("last_name", &last_name)] {
            if name.is_none() {
                self.problems.add(entry.at, column, "", "is needed for somebody who gets access for the first time");
            }
        }
        if let Some((_, first, last, language)) = person {
            self.names(entry, first, last, language.as_str());
        }
        let (first_name, last_name) = (first_name.unwrap_or_default(), last_name.unwrap_or_default());
        let name = format!("{first_name} {last_name}");
        let mut step = step(entry.at, customer, &entry.email, name, row.map(|row| row.id));
        step.actions.push(Action::Grant);
        step.differences = Told::default().against(&Told::of_wanted(&wanted, customer, self.there));
        let grant = Grant {
            customer: customer.id,
            email: entry.email.as_str().to_owned(),
            first_name,
            last_name,
            role: Some(wanted.role).filter(|_| customer.kind == CustomerKind::Corporate),
            language: entry.language,
            contact: wanted.contact,
            scope: wanted.scope,
            send_to: None,
        };
        step.work = Work::Grant { grant: Box::new(grant), exceptions: wanted.exceptions, ends_at: wanted.ends_at };
        self.compared.steps.push(step);
    }

    /// Somebody whom the file does not name.
    fn missing(&mut self, row: &AccessRow) {
        let Some(customer) = self.there.customers.get(&row.customer_number) else { return };
        self.needs(At::Missing, customer, StaffPermission::RevokeAccess);
        let Ok(email) = crate::domain::email::Email::parse("email", &row.email) else { return };
        let mut step = step(At::Missing, customer, &email, row_name(row), Some(row.id));
        let state = row.state_at(self.there.now);
        step.actions.push(Action::Revoke);
        step.differences.push(difference("state", state.as_str(), UserState::Revoked.as_str()));
        step.work =
            Work::Tune { user: row.id, version: row.version, change: None, ends_at: None, turn: Some(Action::Revoke) };
        self.compared.steps.push(step);
    }

    /// Names and language are the person's own once there is a sign-in.
    fn names(&mut self, entry: &Entry, first: &str, last: &str, language: &str) {
        let said = [
            ("first name", entry.first_name.as_deref(), first),
            ("last name", entry.last_name.as_deref(), last),
            ("language", entry.language.map(crate::domain::state::Language::as_str), language),
        ];
        for (what, said, stored) in said {
            if said.is_some_and(|said| said != stored) {
                let note = format!(
                    "{}: the {what} of {} stays {}; it is the person's own",
                    entry.at,
                    entry.email,
                    text::line(stored)
                );
                self.compared.notes.push(note);
            }
        }
    }

    /// Moving an end: later needs the right to grant, sooner the right to revoke, and none may be past (R16).
    fn end(&mut self, at: At, customer: &Standing, before: Option<DateTime<Utc>>, after: Option<DateTime<Utc>>) {
        if let Some(end) = after.filter(|end| *end <= self.there.now) {
            self.problems.add(
                at,
                "ends_at",
                &moment(end),
                "is in the past; to end the access now, say suspended or revoked",
            );
        }
        let sooner = after.is_some_and(|end| before.is_none_or(|old| end < old));
        let needs = if sooner { StaffPermission::RevokeAccess } else { StaffPermission::GrantAccess };
        self.needs(at, customer, needs);
    }

    /// What can never be given with the role.
    fn possible(&mut self, at: At, role: Role, permissions: &BTreeMap<Permission, Option<Exception>>) {
        for (permission, exception) in permissions {
            if *exception == Some(Exception::Allowed) && role.holding(*permission) == Holding::No {
                let why = format!("cannot be given with the role {role}");
                self.problems.add(at, "permissions", permission.as_str(), why);
            }
        }
    }

    /// Access is given where there is a portal to enter.
    fn open(&mut self, at: At, customer: &Standing) {
        let why = if customer.access_state == AccessState::Independent {
            "the customer is an organization of its own now"
        } else if !self.there.module_on {
            "the portal is off for your organization; an administrator can switch it on (keydesk portal enable)"
        } else if !customer.portal_on {
            "the portal is off for this customer; switch it on first (keydesk portal enable --customer)"
        } else {
            return;
        };
        self.problems.add(at, "customer", &customer.number, why);
    }

    /// A private customer has one user at most (R3).
    fn one_each(&mut self) {
        for customer in self.there.customers.values().filter(|c| c.kind == CustomerKind::Private) {
            let rows = self.there.rows.iter().filter(|row| row.customer_id == customer.id);
            let mut there: BTreeMap<&str, UserState> =
                rows.map(|row| (row.email.as_str(), row.state_at(self.there.now))).collect();
            let mut granted = None;
            for step in self.compared.steps.iter().filter(|s| s.customer == customer.id) {
                for action in &step.actions {
                    there.insert(&step.email, became(*action));
                    if *action == Action::Grant {
                        granted = Some(step);
                    }
                }
            }
            let ended = |state: &UserState| matches!(state, UserState::Revoked | UserState::Expired);
            let having = there.values().filter(|state| !ended(state)).count();
            if let Some(step) = granted.filter(|_| having > 1) {
                let why = "a private customer has one user at most, and there is another";
                self.problems.add(At::Line(step.line), "email", &step.email, why);
            }
        }
    }

    /// What somebody should know before saying yes (R8, R12, R21).
    fn worth_knowing(&mut self) {
        let mut notes = BTreeSet::new();
        for step in &self.compared.steps {
            let Some(customer) = self.there.customers.get(&step.customer_number) else { continue };
            let after = |what| step.differences.iter().find(|d| d.what == what).map(|d| d.after.as_str());
            let title = text::line(&customer.title());
            if step.actions.contains(&Action::Grant) && customer.access_state == AccessState::Link {
                notes.insert(format!("{title} gets its first user: the secure link alone no longer opens the portal"));
            }
            if customer.managed && after("role") == Some(Role::Administrator.as_str()) {
                notes.insert(format!(
                    "{title} is managed by you; recommended roles are moderator and member ({})",
                    step.email
                ));
            }
            if after("facilities") == Some("") && !matches!(after("unassigned"), Some("yes")) {
                notes.insert(format!("{} will see nothing at {title}: no facility is chosen", step.email));
            }
        }
        self.compared.notes.extend(notes);
    }
}

/// What a line's state asks for, from how the person stands; `Grant` for whoever has to get access (again).
fn turn(
    row: Option<&AccessRow>,
    state: Option<UserState>,
    entry: &Entry,
    end: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Option<Action>, String> {
    use UserState as S;
    let (Some(row), Some(state)) = (row, state) else {
        return match entry.state {
            None | Some(S::Pending | S::Active) => Ok(Some(Action::Grant)),
            // Nobody is there, which is what the line says.
            Some(S::Revoked | S::Expired) => Ok(None),
            Some(S::Suspended) => Err("nobody with this address has access yet, so nobody can be suspended".to_owned()),
        };
    };
    let Some(wanted) = entry.state else { return Ok(None) };
    match (state, wanted) {
        (S::Active, S::Suspended) => Ok(Some(Action::Suspend)),
        (S::Suspended, S::Active) => Ok(Some(Action::Lift)),
        (S::Pending | S::Active | S::Suspended | S::Expired, S::Revoked) => Ok(Some(Action::Revoke)),
        (S::Revoked, S::Pending | S::Active) => Ok(Some(Action::Grant)),
        (S::Expired, S::Pending | S::Active) if row.state == S::Expired => Ok(Some(Action::Grant)),
        (S::Expired, S::Pending | S::Active) if end.is_some_and(|end| end <= now) => {
            Err("the access has ended; give a later ends_at, or take it away".to_owned())
        }
        // Who was invited when the file was written may have accepted since; who was active stays so.
        (S::Pending | S::Active | S::Expired, S::Pending | S::Active) => Ok(None),
        (from, to) if from == to => Ok(None),
        (_, S::Expired) => Err("nobody is made expired; set ends_at, or say suspended or revoked".to_owned()),
        (from, to) => Err(format!("whoever is {from} cannot be made {to}")),
    }
}

const fn became(action: Action) -> UserState {
    match action {
        Action::Grant => UserState::Pending,
        Action::Change | Action::Lift => UserState::Active,
        Action::Suspend => UserState::Suspended,
        Action::Revoke => UserState::Revoked,
    }
}

/// Whether two scopes show the same: beside everything, nothing else matters.
fn same_sight(one: &Scope, other: &Scope) -> bool {
    one.all == other.all && (one.all || one == other)
}

fn row_name(row: &AccessRow) -> String {
    format!("{} {}", row.first_name, row.last_name)
}

fn step(
    at: At,
    customer: &Standing,
    email: &crate::domain::email::Email,
    name: String,
    user: Option<CustomerUserId>,
) -> Step {
    Step {
        line: at.line(),
        customer: customer.id,
        customer_number: customer.number.clone(),
        email: email.as_str().to_owned(),
        name,
        user,
        actions: Vec::new(),
        differences: Vec::new(),
        effect: None,
        work: Work::Nothing,
    }
}

fn unknown<'k>(thing: &str, known: impl Iterator<Item = &'k String>) -> String {
    let mut known: Vec<&str> = known.map(String::as_str).take(21).collect();
    let more = if known.len() > 20 { ", …" } else { "" };
    known.truncate(20);
    if known.is_empty() {
        return format!("is no {thing} of this customer, which has none");
    }
    format!("is no {thing} of this customer; there are {}{more}", text::line(&known.join(", ")))
}
