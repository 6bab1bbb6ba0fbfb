//! The links of the chain in plain sentences, each with the command and the place on the screen that change it.

use crate::domain::FacilityId;
use crate::domain::access::{Parent, Step, ThingKind, Viewer};
use crate::domain::permission::{Exception, Holding, Permission, Role};
use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::domain::state::UserState;
use crate::service::access::UserRow;
use crate::store::standing::Standing;
use crate::store::things::Found;

use super::Link;

/// Everything that the sentences speak of.
pub(super) struct Words<'a> {
    pub user: &'a UserRow,
    pub viewer: &'a Viewer,
    pub customer: &'a Standing,
    pub organization: &'a str,
    pub kind: ThingKind,
    pub number: &'a str,
    pub found: &'a Found,
    /// The customer's facilities: identifier, number, name.
    pub facilities: &'a [(FacilityId, String, String)],
    /// The name of the contact that the user is linked to.
    pub contact: &'a str,
    /// Whether the staff person may be told whose the thing is and where it lies.
    pub told: bool,
}

/// How it stands, and what changes it.
type Said = (String, Option<String>);

impl Words<'_> {
    /// "Eva Huber does not see order A-1041 (Oil leak)."
    pub fn title(&self, allowed: bool) -> String {
        let name = self.user.name();
        let thing = self.thing();
        let called =
            if self.found.title.is_empty() || !self.told { String::new() } else { format!(" ({})", self.found.title) };
        if allowed { format!("{name} sees {thing}{called}.") } else { format!("{name} does not see {thing}{called}.") }
    }

    /// One link.
    pub fn link(&self, step: Step, holds: bool) -> Link {
        let (sentence, mend) = match step {
            Step::Module => self.module(holds),
            Step::CustomerPortal => self.customer_portal(holds),
            Step::UserState => self.state(),
            Step::EndDate => self.end_date(holds),
            Step::Independence => (self.independence(), None),
            Step::PortalArea => self.area(self.kind.needs()),
            Step::ParentArea => self.area(self.found.parent.needs()),
            Step::Permission => self.permission(self.kind.needs()),
            Step::ParentPermission => self.permission(self.found.parent.needs()),
            Step::Customer => self.customer(holds),
            Step::Scope => self.scope(holds),
            Step::Contact => self.contact(),
        };
        Link { step, holds, sentence, mend }
    }

    fn thing(&self) -> String {
        let kind = if self.kind == ThingKind::Fault { "fault report" } else { self.kind.as_str() };
        format!("{} {}", kind.replace('_', " "), self.number)
    }

    /// `keydesk user VERB eva@huber.example … --customer 1042`.
    fn command(&self, verb: &str, rest: &str) -> String {
        let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
        format!("keydesk user {verb} {}{rest} --customer {}", shell(&self.user.email), shell(&self.customer.number))
    }

    fn module(&self, on: bool) -> Said {
        let (word, verb) = if on { ("on", "disable") } else { ("off", "enable") };
        (
            format!("The portal of {} is {word}.", self.organization),
            Some(format!("keydesk portal {verb} (on the screen: M, portal module)")),
        )
    }

    fn customer_portal(&self, on: bool) -> Said {
        let (word, verb) = if on { ("on", "disable") } else { ("off", "enable") };
        let number = shell(&self.customer.number);
        (
            format!("The portal is {word} for {}.", self.customer.title()),
            Some(format!("keydesk portal {verb} --customer {number} (on the screen: P, customer's portal)")),
        )
    }

    fn state(&self) -> Said {
        let (name, email) = (self.user.name(), shell(&self.user.email));
        let number = shell(&self.customer.number);
        let again = format!("keydesk user grant --customer {number} --email {email} … (on the screen: i, invite)");
        match self.viewer.state {
            UserState::Active => (
                format!("{name} has activated the access."),
                Some(format!("{} (on the screen: Users, s, suspend)", self.command("suspend", ""))),
            ),
            UserState::Pending => (
                format!("{name} has not accepted the invitation yet."),
                Some(format!("keydesk invitation resend {email} (on the screen: Invitations, r, resend)")),
            ),
            UserState::Suspended => (
                format!("{name} is suspended."),
                Some(format!("{} (on the screen: Users, u, lift)", self.command("lift", ""))),
            ),
            UserState::Revoked => (format!("The access of {name} was revoked."), Some(again)),
            UserState::Expired => (format!("The access of {name} has run out."), Some(again)),
        }
    }

    fn end_date(&self, holds: bool) -> Said {
        let mend = self.command("expire", if holds { "--on DATE" } else { "--never" });
        let name = self.user.name();
        let sentence = match self.viewer.ends_at {
            None => format!("The access of {name} has no end."),
            Some(end) => {
                let word = if holds { "ends" } else { "ended" };
                format!("The access of {name} {word} on {} UTC.", end.format("%Y-%m-%d at %H:%M"))
            }
        };
        (sentence, Some(format!("{mend} (on the screen: Users, end date)")))
    }

    fn independence(&self) -> String {
        let customer = self.customer.title();
        if self.viewer.independent {
            format!("{customer} has become an organization of its own; its people look here and change nothing.")
        } else {
            format!("{customer} is served here and has not become an organization of its own.")
        }
    }

    fn area(&self, permission: Permission) -> Said {
        let Some(area) = permission.portal_area() else {
            return (format!("Every portal has what {permission} is about."), None);
        };
        let on = self.viewer.areas.on(area);
        let wanted = names(self.viewer.areas, area, !on);
        let choice = if wanted.is_empty() { "--none".to_owned() } else { wanted };
        (
            format!("The portal area {area} is {} for {}.", if on { "on" } else { "off" }, self.customer.title()),
            Some(format!(
                "keydesk portal areas --customer {} {choice} (on the screen: portal areas of the customer)",
                shell(&self.customer.number)
            )),
        )
    }

    fn permission(&self, permission: Permission) -> Said {
        let (name, role) = (self.user.name(), self.user.role);
        let held = self.user.effective.holds(permission);
        let never = role.holding(permission) == Holding::No;
        let sentence = match self.user.exceptions.get(&permission) {
            Some(Exception::Denied) => format!("{permission} is denied to {name}, whatever the role {role} holds."),
            Some(Exception::Allowed) if held => format!("{permission} is allowed to {name} beyond the role {role}."),
            _ if held => format!("{name} has {permission} through the role {role}."),
            _ if never => format!("{name} cannot have {permission} with the role {role}."),
            _ => format!("{name} does not have {permission}: the role {role} does not hold it."),
        };
        let mend = if held {
            self.command("permit", &format!("{permission} deny"))
        } else if never {
            self.command("role", Role::Administrator.as_str())
        } else {
            self.command("permit", &format!("{permission} allow"))
        };
        (sentence, Some(format!("{mend} (on the screen: p, permissions)")))
    }

    fn customer(&self, holds: bool) -> Said {
        let (title, thing) = (self.customer.title(), self.thing());
        if holds {
            return (format!("The {thing} belongs to {title}, as {} does.", self.user.name()), None);
        }
        if let (Parent::Model, ThingKind::Document) = (self.found.parent, self.kind) {
            let model = &self.found.parent_name;
            return (format!("The {thing} hangs on the model {model}, of which {title} has no object."), None);
        }
        match (&self.found.customer_number, &self.found.customer_name) {
            (Some(number), Some(name)) if self.told => (
                format!("The {thing} belongs to customer {number} {name}."),
                Some(format!(
                    "keydesk user grant --customer {} --email {} … (on the screen: that customer, i, invite)",
                    shell(number),
                    shell(&self.user.email)
                )),
            ),
            _ => (format!("The {thing} belongs to another customer."), None),
        }
    }

    fn scope(&self, holds: bool) -> Said {
        let name = self.user.name();
        let place = match (&self.found.facility, self.told) {
            (_, false) => "somewhere else".to_owned(),
            (Some(facility), _) => format!("at {facility}"),
            (None, _) => "at no facility".to_owned(),
        };
        let sees = if self.viewer.scope.all {
            "sees everything".to_owned()
        } else if self.viewer.scope.is_empty() {
            "sees no facility and nothing outside of one".to_owned()
        } else if holds {
            "sees what is there".to_owned()
        } else {
            "does not see what is there".to_owned()
        };
        (format!("It lies {place}, and {name} {sees}."), self.scope_mend(holds))
    }

    fn scope_mend(&self, holds: bool) -> Option<String> {
        let here = self.found.facility_id;
        // A facility of another customer can never be chosen.
        if here.is_some_and(|f| self.facilities.iter().all(|(id, _, _)| *id != f)) {
            return None;
        }
        let scope = &self.viewer.scope;
        let mut flags: Vec<String> = Vec::new();
        for (id, number, _) in self.facilities {
            let chosen = scope.all || scope.facilities.contains(id);
            let wanted = if Some(*id) == here { !holds } else { chosen };
            if wanted {
                flags.push(format!("--facility {}", shell(number)));
            }
        }
        let chosen = scope.all || scope.unassigned;
        let wanted = if here.is_none() { !holds } else { chosen };
        if wanted {
            flags.push("--unassigned".to_owned());
        }
        let flags = match flags.len() {
            0 => "--nothing".to_owned(),
            // Naming very many helps nobody.
            n if n > 12 => "--facility … (all that are to be seen)".to_owned(),
            _ => flags.join(" "),
        };
        Some(format!("{} (on the screen: Users, f, facilities)", self.command("scope", &flags)))
    }

    fn contact(&self) -> Said {
        let (name, contact) = (self.user.name(), self.contact);
        let by_screen = "(on the screen: Users, c, contact)";
        if self.viewer.contact.is_none() {
            let mend = self.command("contact", "NUMBER");
            return (
                format!("{name} is linked to no contact, which narrows nothing."),
                Some(format!("{mend} {by_screen}")),
            );
        }
        let mend = Some(format!("{} {by_screen}", self.command("contact", "none")));
        let hangs = matches!(self.kind, ThingKind::Document | ThingKind::VideoSession);
        let of_an_order =
            matches!(self.kind, ThingKind::Order | ThingKind::Fault) || (hangs && self.found.parent == Parent::Order);
        let sentence = if matches!(self.kind, ThingKind::Invoice | ThingKind::Estimate) {
            format!("{name} is linked to the contact {contact}, and whoever is never sees invoices or estimates.")
        } else if !of_an_order {
            format!("{name} is linked to the contact {contact}, which narrows orders only.")
        } else if self.found.contact_id == self.viewer.contact {
            format!("{name} is linked to the contact {contact}, whose order it is.")
        } else {
            let whose = match (&self.found.contact, self.told) {
                (Some(other), true) => format!("this one is for {other}"),
                (None, true) => "this one is for nobody in particular".to_owned(),
                (_, false) => "this one is not".to_owned(),
            };
            format!("{name} is linked to the contact {contact} and sees that contact's orders only; {whose}.")
        };
        (sentence, mend)
    }
}

/// The areas that are on, with `area` added or taken away.
fn names(areas: PortalAreas, area: PortalArea, on: bool) -> String {
    let kept = PortalArea::ALL.iter().filter(|a| if **a == area { on } else { areas.on(**a) });
    kept.map(|a| a.as_str()).collect::<Vec<_>>().join(" ")
}

/// A word as a shell takes it for one.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@._+-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
