//! Who might be told of an event, and for each the chain that decides it: the one place where that is decided, for the line on
//! the screens, for what is written, for what is sent and for what is explained.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::access::{self as decided, Thing, Viewer, decide_any, sees_any};
use crate::domain::notice::{Channel, ForCustomers, ForStaff, Link, Reach, Rule, Step, Subject, Way, rule, way};
use crate::domain::permission::Exception;
use crate::domain::staff::{StaffRights, Territory};
use crate::domain::state::{Language, UserState};
use crate::domain::{AreaId, OrganizationId};
use crate::service::access::{self, UserRow};
use crate::service::{App, Error};
use crate::store::notices::{self as store, Asked, MemberRow, Members, UserChoice};
use crate::store::standing::Standing;
use crate::store::{Conn, organizations, standing, things};

use super::{Kept, Reader, Told};

/// Somebody who might be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Candidate {
    pub reader: Reader,
    pub name: String,
    pub email: String,
    pub mobile: String,
    pub language: Language,
    /// The way that would be taken.
    pub way: Way,
    /// How far a staff person wants to be told.
    pub reach: Option<Reach>,
    /// What keeps a customer user from seeing the thing, where something does.
    pub unseen: Option<decided::Step>,
    /// What decides: told when every link holds.
    pub chain: Vec<Link>,
}

impl Candidate {
    pub fn is_told(&self) -> bool {
        self.chain.iter().all(|link| link.holds)
    }
}

impl From<Candidate> for Told {
    fn from(found: Candidate) -> Self {
        let Candidate { reader, name, email, mobile, language, way, .. } = found;
        let address = if way.channel == Channel::Sms { mobile } else { email };
        Self { reader, name, channel: way.channel, address, language }
    }
}

/// About whom is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Of {
    /// Whoever may be told at all: staff who want to hear nothing are left out.
    Likely,
    /// Everybody there is, for explaining.
    Everybody,
    /// This one.
    One(Reader),
}

/// What an event is about, as it is at this moment.
pub(super) struct Happening {
    pub customer: Standing,
    /// The thing, or what stands for it; none for the customer itself.
    pub things: Option<Vec<Thing>>,
}

/// What it is about; none when the customer or the thing is gone.
pub(super) async fn happening(conn: &mut Conn, org: OrganizationId, kept: &Kept) -> Result<Option<Happening>, Error> {
    let Some(customer) = standing::get(conn, org, kept.customer).await? else { return Ok(None) };
    let Some(Subject { kind, number }) = &kept.subject else { return Ok(Some(Happening { customer, things: None })) };
    let found = things::find(conn, org, kept.customer, *kind, number).await?;
    let things: Vec<Thing> = found.iter().map(|f| f.thing(*kind, org)).collect();
    Ok((!things.is_empty()).then_some(Happening { customer, things: Some(things) }))
}

/// Everybody who might hear of it, staff first, each with the chain that decides; none when the thing is gone.
pub(super) async fn candidates(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    kept: &Kept,
    of: Of,
) -> Result<Option<Vec<Candidate>>, Error> {
    let rule = rule(kept.kind);
    let Some(there) = happening(conn, org, kept).await? else { return Ok(None) };
    let mut found = Vec::new();
    if let (Some(whom), false) = (rule.staff, matches!(of, Of::One(Reader::Customer(_)))) {
        found.extend(members(app, conn, org, &there.customer, kept, (&rule, whom), of).await?);
    }
    if let (Some(whom), false) = (rule.customers, matches!(of, Of::One(Reader::Staff(_)))) {
        found.extend(users(app, conn, org, &there, (&rule, whom), of).await?);
    }
    Ok(Some(found))
}

async fn users(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    there: &Happening,
    (rule, whom): (&Rule, ForCustomers),
    of: Of,
) -> Result<Vec<Candidate>, Error> {
    let customer = &there.customer;
    let only = if let Of::One(Reader::Customer(id)) = of { Some(id) } else { None };
    let choices = store::of_users(conn, org, customer.id, whom.topic, only).await?;
    let viewers = match only {
        Some(_) if choices.is_empty() => Vec::new(),
        Some(id) => {
            let at = access::stand(app, conn, org, id).await?;
            vec![(at.user, at.viewer)]
        }
        None => access::viewers(app, conn, org, customer).await?,
    };
    let choices: BTreeMap<_, _> = choices.into_iter().map(|choice| (choice.id, choice)).collect();
    let known = viewers.into_iter().filter_map(|(user, viewer)| Some((choices.get(&user.id)?, user, viewer)));
    Ok(known.map(|(choice, user, viewer)| as_user(app, there, (rule, whom), choice, user, &viewer)).collect())
}

fn as_user(
    app: &App,
    there: &Happening,
    (rule, whom): (&Rule, ForCustomers),
    choice: &UserChoice,
    user: UserRow,
    viewer: &Viewer,
) -> Candidate {
    let now = app.now();
    let things = there.things.as_deref().unwrap_or_default();
    let sees = sees_any(viewer, things, now);
    let refused = || decide_any(viewer, things, now).and_then(|(_, decision)| decision.refused_by());
    let mut chain = vec![
        Link { step: Step::Active, holds: user.state == UserState::Active },
        Link { step: Step::Sees, holds: sees },
        Link { step: Step::Wanted, holds: choice.told.unwrap_or(whom.topic.by_default()) },
    ];
    if let Some(key) = whom.both_keys {
        chain.insert(2, Link { step: Step::Key, holds: viewer.may(key, now).allowed });
    }
    Candidate {
        reader: Reader::Customer(user.id),
        name: user.name(),
        email: user.email,
        mobile: choice.mobile.clone(),
        language: user.language,
        way: way(rule, choice.channel.unwrap_or(Channel::Email), &choice.mobile, app.policy.sms),
        reach: None,
        unseen: if sees { None } else { refused() },
        chain,
    }
}

async fn members(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    customer: &Standing,
    kept: &Kept,
    (rule, whom): (&Rule, ForStaff),
    of: Of,
) -> Result<Vec<Candidate>, Error> {
    let asked = Asked { whom, customer: customer.id, area: customer.area_id, order: kept.on_order() };
    let which = match of {
        Of::Likely => Members::Likely,
        Of::One(Reader::Staff(id)) => Members::One(id),
        Of::Everybody | Of::One(Reader::Customer(_)) => Members::All,
    };
    let found = store::members(conn, org, asked, which).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let language = organizations::get(conn, org).await?.map_or(Language::English, |o| o.language);
    Ok(found.into_iter().map(|row| as_member(app, row, customer.area_id, (rule, whom), language)).collect())
}

fn as_member(
    app: &App,
    row: MemberRow,
    area: Option<AreaId>,
    (rule, whom): (&Rule, ForStaff),
    language: Language,
) -> Candidate {
    let exception = row.exception.map(|allowed| if allowed { Exception::Allowed } else { Exception::Denied });
    let areas: BTreeSet<_> = area.filter(|_| row.in_area).into_iter().collect();
    let rights = StaffRights {
        role: row.role,
        exceptions: exception.map(|e| (whom.needs, e)).into_iter().collect(),
        territory: if row.role.bound_to_areas() { Territory::Areas(areas) } else { Territory::Everywhere },
    };
    let reach = row.reach.unwrap_or(whom.by_default);
    let near = match reach {
        Reach::Assigned => row.assigned,
        Reach::Areas => true,
        Reach::None => false,
    };
    let signs_in = row.active && row.temporary_until.is_none_or(|until| until > app.now());
    Candidate {
        reader: Reader::Staff(row.id),
        name: row.name,
        email: row.email,
        way: way(rule, row.channel.unwrap_or(Channel::Email), &row.mobile, app.policy.sms),
        mobile: row.mobile,
        language: row.language.parse().unwrap_or(language),
        reach: Some(reach),
        unseen: None,
        chain: vec![
            Link { step: Step::Active, holds: signs_in },
            Link { step: Step::May, holds: rights.may(whom.needs) },
            Link { step: Step::Area, holds: rights.territory.includes(area) },
            Link { step: Step::Near, holds: near },
        ],
    }
}
