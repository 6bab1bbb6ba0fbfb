//! New sessions: planned by staff, asked for by customers.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::domain::state::VideoState;
use crate::domain::{CustomerId, FacilityId, OrderId};
use crate::service::{Actor, App, Error, Who, access, acting, orders, sent};
use crate::store::standing::{self, Standing};
use crate::store::video::{self as store, NewVideo};
use crate::store::{Conn, Tx, order_work};
use crate::text;

use super::change::{checked_link, span};
use super::when::{Wished, check, read, zone};
use super::{VideoRow, again, log, only_assigned, tell};

/// A title has at most so many characters.
const LONGEST_TITLE: usize = 200;

/// A note has at most so many.
const LONGEST_NOTE: usize = 2_000;

/// A session that staff plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VideoPlan {
    /// With the customer of this number.
    pub customer: String,
    /// About the customer's order with this number; it lies where the order lies (R12).
    pub order: Option<String>,
    /// At the customer's facility with this number, where it is about no order.
    pub facility: Option<String>,
    /// What it is about, in a line.
    pub title: String,
    /// What is to be known about it. Customers read it too.
    pub note: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where one joins it: an https address.
    pub join_url: String,
}

/// A session that a customer asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VideoRequest {
    /// What it is about, in a line.
    pub title: String,
    /// What is to be known about it.
    pub note: String,
    /// When it would suit.
    pub wished: Wished,
    /// About the order with this number, which the person sees.
    pub order: Option<String>,
    /// At the facility with this number, which lies in the person's scope.
    pub facility: Option<String>,
    /// The same for everything that is sent again by mistake: it is one session then. Empty: each is one of its own.
    pub key: String,
}

/// Plans a session. Whoever is told of video sessions with the customer is told.
///
/// # Errors
/// Every field that cannot be taken.
pub async fn plan(app: &App, by: &Actor, plan: &VideoPlan) -> Result<VideoRow, Error> {
    let granted = by.may(StaffPermission::ManageOrders)?;
    let mut tx = app.store.begin().await?;
    let unknown = || Error::not_found(format!("customer {}", text::line(&plan.customer)));
    let customer = standing::by_number(&mut tx, by.organization, &plan.customer).await?.ok_or_else(unknown)?;
    granted.in_area(customer.area_id)?;
    let mut errors = FieldErrors::new();
    let about = Words::read(&plan.title, &plan.note, &mut errors);
    check(app, (plan.starts_at, plan.ends_at), ("starts_at", "ends_at"), &mut errors);
    let join_url = errors.take(checked_link(&plan.join_url)).unwrap_or_default();
    let place = place_of(&mut tx, by, &customer, plan, &mut errors).await?;
    errors.into_result()?;
    let key = app.random.uuid(app.now()).simple().to_string();
    let new = New {
        customer: customer.id,
        place,
        about,
        span: (plan.starts_at, plan.ends_at),
        join_url,
        state: VideoState::Planned,
        key,
    };
    let (row, _) = new.make(app, &mut tx, by).await?;
    log(app, &mut tx, by, &row, (Event::VideoPlanned, json!({ "after": span(&row) }))).await?;
    tell(app, &mut tx, by, &row, LetterKind::VideoPlanned).await?;
    tx.commit().await?;
    Ok(row)
}

/// A customer user asks for a session. Staff who are told of video sessions are told.
///
/// # Errors
/// Every field that cannot be taken; where nobody of the person's scope would see it, the field `facility`.
pub async fn request(app: &App, by: &Actor, wanted: &VideoRequest) -> Result<VideoRow, Error> {
    let mut tx = app.store.begin().await?;
    let acting = acting::acting(app, &mut tx, by, Permission::ManageVideoSessions).await?;
    acting::acting(app, &mut tx, by, Permission::ViewVideoSessions).await?;
    let viewer = access::stand(app, &mut tx, by.organization, acting.me.id).await?.viewer;
    let mut errors = FieldErrors::new();
    let about = Words::read(&wanted.title, &wanted.note, &mut errors);
    let zone = zone(&mut tx, by.organization).await?;
    let when = read(app, zone, &wanted.wished, &mut errors);
    let place = place_for(app, &mut tx, &viewer, wanted, &mut errors).await?;
    errors.into_result()?;
    let Some(when) = when else {
        return Err(FieldErrors::one("day", "video-day", "is no day").into());
    };
    let key = sent::key_or_own(app, by, &wanted.key);
    let (customer, state) = (acting.customer.id, VideoState::Requested);
    let new = New { customer, place, about, span: when, join_url: String::new(), state, key };
    let (row, repeated) = new.make(app, &mut tx, by).await?;
    if repeated {
        return Ok(row);
    }
    log(app, &mut tx, by, &row, (Event::VideoRequested, json!({ "after": span(&row) }))).await?;
    tell(app, &mut tx, by, &row, LetterKind::VideoRequested).await?;
    tx.commit().await?;
    Ok(row)
}

/// About which order, or at which facility.
type Place = (Option<OrderId>, Option<FacilityId>);

/// Everything of a new session that was checked.
struct New {
    customer: CustomerId,
    place: Place,
    about: Words,
    span: (DateTime<Utc>, DateTime<Utc>),
    join_url: String,
    state: VideoState,
    key: String,
}

impl New {
    /// Makes it; whether it was there already.
    async fn make(self, app: &App, tx: &mut Tx, by: &Actor) -> Result<(VideoRow, bool), Error> {
        let requested_by = if let Who::CustomerUser { name, .. } = &by.who { name.as_str() } else { "" };
        let row = NewVideo {
            id: app.id(),
            organization: by.organization,
            customer: self.customer,
            order: self.place.0,
            facility: self.place.1,
            title: &self.about.title,
            note: &self.about.note,
            span: self.span,
            join_url: &self.join_url,
            state: self.state,
            requested_by: &text::line(requested_by),
            sent_key: &self.key,
            at: app.now(),
        };
        if let Some(number) = store::insert(tx, &row).await? {
            return Ok((again(app, tx, by, &number).await?, false));
        }
        let found = store::by_key(tx, by.organization, &self.key).await?;
        Ok((found.ok_or_else(|| Error::not_found("such video session"))?, true))
    }
}

/// Title and note, checked.
struct Words {
    title: String,
    note: String,
}

impl Words {
    fn read(title: &str, note: &str, errors: &mut FieldErrors) -> Self {
        let (title, note) = (text::line(title), text::lines(note).trim().to_owned());
        match title.chars().count() {
            0 => errors.add("title", "video-title-missing", "a title is needed: what it is about, in a line"),
            n if n > LONGEST_TITLE => {
                errors.add("title", "video-title-long", format!("has {n} characters; {LONGEST_TITLE} are the most"));
            }
            _ => {}
        }
        let length = note.chars().count();
        if length > LONGEST_NOTE {
            errors.add("note", "video-note-long", format!("has {length} characters; {LONGEST_NOTE} are the most"));
        }
        Self { title, note }
    }
}

/// The place that staff name. Whoever manages only what is assigned to them names an order of theirs.
async fn place_of(
    conn: &mut Conn,
    by: &Actor,
    customer: &Standing,
    plan: &VideoPlan,
    errors: &mut FieldErrors,
) -> Result<Place, Error> {
    if let Some(number) = &plan.order {
        let order = orders::find(conn, by, number, StaffPermission::ManageOrders).await;
        return match order {
            Ok(order) if order.customer_id == customer.id => Ok((Some(order.id), None)),
            Ok(_) | Err(Error::NotFound { .. }) => {
                errors.add("order", "video-order", format!("this customer has no order {}", text::line(number)));
                Ok((None, None))
            }
            Err(e) => Err(e),
        };
    }
    if only_assigned(by) {
        return Err(Error::Denied {
            needs: StaffPermission::ManageOrders.to_string(),
            because: " for more than orders that are assigned to you; name such an order".into(),
        });
    }
    let Some(number) = &plan.facility else { return Ok((None, None)) };
    let found = order_work::facility(conn, by.organization, customer.id, number).await?;
    if found.is_none() {
        let message = format!("this customer has no facility {}", text::line(number));
        errors.add("facility", "video-facility", message);
    }
    Ok((None, found))
}

/// The place that a customer names: an order that they see, or a facility in their scope; none where what is at no facility
/// is theirs to see.
async fn place_for(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    wanted: &VideoRequest,
    errors: &mut FieldErrors,
) -> Result<Place, Error> {
    let (org, customer) = (viewer.organization, viewer.customer);
    let at = |kind, facility, contact| Thing {
        kind,
        parent: Parent::Customer,
        organization: org,
        customer: Some(customer),
        facility,
        contact,
    };
    if let Some(number) = &wanted.order {
        let found = order_work::by_number(conn, org, number).await?.filter(|o| o.customer_id == customer);
        let seen = |o: &order_work::OrderSheet| {
            decide(viewer, &at(ThingKind::Order, o.facility_id, o.contact_id), app.now()).allowed
        };
        let found = found.filter(seen);
        if found.is_none() {
            errors.add("order", "video-order", format!("there is no order {}", text::line(number)));
        }
        return Ok((found.map(|o| o.id), None));
    }
    let facility = match &wanted.facility {
        Some(number) => {
            let found = order_work::facility(conn, org, customer, number).await?;
            let found = found.filter(|id| viewer.scope.includes(Some(*id)));
            if found.is_none() {
                errors.add("facility", "video-facility", format!("there is no facility {}", text::line(number)));
            }
            found
        }
        None => {
            if !viewer.scope.includes(None) {
                errors.add("facility", "video-place", "choose the facility, or the order it is about");
            }
            None
        }
    };
    Ok((None, facility))
}
