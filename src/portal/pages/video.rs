//! `/video`: video sessions, seen, joined, asked for, moved and cancelled (R40).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::permission::Permission;
use crate::domain::state::VideoState;
use crate::locale;
use crate::service::Error;
use crate::service::portal::{self, From, OrderQuery, StateFilter};
use crate::service::video::{self, VideoRequest, VideoRow, Wished};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::Refusal;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Reading, Visit};
use super::done::{done_at, moved_on, overtaken};
use super::order::check;
use super::orders::encoded;

/// One may join so long before the beginning.
const EARLY: TimeDelta = TimeDelta::minutes(15);

/// How long a session may be asked for, in minutes.
const LENGTHS: [i64; 6] = [15, 30, 45, 60, 90, 120];

/// So many open orders are offered.
const ORDERS: u32 = 50;

#[derive(Template)]
#[template(path = "portal/templates/videos.html")]
struct ListPage {
    page: Page,
    may_ask: bool,
    ahead: Vec<Shown>,
    past: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "portal/templates/video.html")]
struct OnePage {
    page: Page,
    session: Shown,
    change: Option<Change>,
    zone: String,
    when: When,
}

#[derive(Template)]
#[template(path = "portal/templates/video_new.html")]
struct NewPage {
    page: Page,
    csrf: String,
    key: String,
    title: String,
    note: String,
    zone: String,
    when: When,
    orders: Vec<Choice>,
    facilities: Vec<Choice>,
}

/// A session as the pages show it.
struct Shown {
    href: String,
    number: String,
    title: String,
    when: String,
    until: String,
    state: String,
    class: &'static str,
    place: String,
    order: Option<(String, String)>,
    note: String,
    asked_by: String,
    /// The link and the machine that it leads to.
    link: Option<(String, String)>,
    /// It can be joined now.
    open: bool,
    /// It waits for the organization.
    waits: bool,
}

/// What one can change about a session.
struct Change {
    csrf: String,
    version: i64,
}

/// Day, time and length as they stand in a form.
struct When {
    day: String,
    time: String,
    minutes: Vec<Choice>,
}

/// `GET /video`
pub(in super::super) async fn list(State(portal): State<Portal>, visit: Reading) -> Answer {
    visit.needs(Permission::ViewVideoSessions)?;
    let found = video::seen(&portal.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("video-title", "/video");
    let now = portal.app.now();
    let ahead = |row: &&VideoRow| matches!(row.state, VideoState::Requested | VideoState::Planned);
    let template = ListPage {
        may_ask: may_change(&visit),
        ahead: found.iter().filter(ahead).map(|row| shown(&page.look, row, now)).collect(),
        past: found.iter().rev().filter(|row| !ahead(row)).map(|row| shown(&page.look, row, now)).collect(),
        page,
    };
    render(StatusCode::OK, &template)
}

fn may_change(visit: &Reading) -> bool {
    visit.actor.is_some() && visit.may(Permission::ManageVideoSessions)
}

/// `GET /video/{number}`
pub(in super::super) async fn show(State(portal): State<Portal>, visit: Reading, Path(number): Path<String>) -> Answer {
    visit.needs(Permission::ViewVideoSessions)?;
    check(&visit, &number)?;
    let page = visit.page("video-title", "/video");
    one(&portal, &visit, &number, page, None).await
}

/// What was typed to move a session, and the version that was looked at then; none: what is sent next has seen the present one.
type Typed = (Wished, Option<i64>);

/// The page of a session, with what was typed.
async fn one(portal: &Portal, visit: &Reading, number: &str, mut page: Page, typed: Option<Typed>) -> Answer {
    let row = video::seen_one(&portal.app, &visit.viewer, number).await.map_err(|e| visit.failed(e))?;
    let session = shown(&page.look, &row, portal.app.now());
    page.title = format!("{} · {}", session.number, session.title);
    let changes = matches!(row.state, VideoState::Requested | VideoState::Planned) && may_change(visit);
    let long = (row.ends_at - row.starts_at).num_minutes();
    let local = row.starts_at.with_timezone(&page.look.zone);
    let (wished, version) = typed.unwrap_or_else(|| {
        let (day, time) = (local.format("%Y-%m-%d").to_string(), local.format("%H:%M").to_string());
        (Wished { day, time, minutes: long.to_string() }, None)
    });
    let version = version.unwrap_or(row.version);
    let change = page.person.as_ref().filter(|_| changes);
    let change = change.map(|person| Change { csrf: person.csrf.clone(), version });
    let (zone, when) = (zone(&page.look), when(&page.look, &wished, Some(long)));
    render(page.status(), &OnePage { page, session, change, zone, when })
}

/// "Europe/Vienna", as a person says it.
fn zone(look: &Look) -> String {
    look.zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

fn when(look: &Look, wished: &Wished, other: Option<i64>) -> When {
    let mut lengths: Vec<i64> = LENGTHS.into_iter().chain(other).chain(wished.minutes.trim().parse()).collect();
    lengths.retain(|minutes| (5..=720).contains(minutes));
    lengths.sort_unstable();
    lengths.dedup();
    let choice = |minutes: i64| Choice {
        value: minutes.to_string(),
        text: locale::text_with(look.language, "video-minutes", &[("count", minutes.into())]),
        chosen: minutes.to_string() == wished.minutes.trim(),
    };
    When {
        day: text::line(&wished.day),
        time: text::line(&wished.time),
        minutes: lengths.into_iter().map(choice).collect(),
    }
}

fn shown(look: &Look, row: &VideoRow, now: DateTime<Utc>) -> Shown {
    let standing = matches!(row.state, VideoState::Requested | VideoState::Planned);
    let link = row.host().filter(|_| standing).map(|host| (row.join_url.clone(), host));
    Shown {
        href: format!("/video/{}", encoded(&row.number)),
        number: text::line(&row.number),
        title: text::line(&row.title),
        when: look.moment(row.starts_at),
        until: look.with("order-visit-until", "when", &look.moment(row.ends_at)),
        state: look.t(&format!("video-state-{}", row.state)),
        class: match row.state {
            VideoState::Requested => "busy",
            VideoState::Planned => "open",
            VideoState::Over => "done",
            VideoState::Cancelled => "over",
        },
        place: row.facility.as_deref().map(text::line).unwrap_or_default(),
        order: row.order_number.as_deref().map(|n| (format!("/orders/{}", encoded(n)), text::line(n))),
        note: text::lines(&row.note),
        asked_by: text::line(&row.requested_by),
        open: link.is_some() && row.state == VideoState::Planned && row.starts_at - EARLY <= now && now < row.ends_at,
        waits: row.state == VideoState::Requested,
        link,
    }
}

/// Somebody who may see video sessions and change them.
fn needs(visit: &Visit) -> Result<(), Refusal> {
    visit.needs(Permission::ViewVideoSessions)?;
    visit.needs(Permission::ManageVideoSessions)
}

/// `GET /video/new`
pub(in super::super) async fn ask(State(portal): State<Portal>, Admitted(visit): Admitted) -> Answer {
    needs(&visit)?;
    let page = visit.page("video-new-title", "/video");
    let day = portal.app.now().with_timezone(&visit.look.zone).date_naive() + chrono::Days::new(1);
    let wished = Wished { day: day.to_string(), time: "10:00".to_owned(), minutes: "30".to_owned() };
    form(&portal, &visit, page, &VideoRequest { wished, ..VideoRequest::default() }).await
}

/// The form with what was typed; `order` and `facility` are offered as far as the person sees them.
async fn form(portal: &Portal, visit: &Visit, page: Page, typed: &VideoRequest) -> Answer {
    let look = page.look.clone();
    let nothing = |text: &str, chosen: bool| Choice { value: String::new(), text: look.t(text), chosen };
    let mut orders = vec![nothing("video-no-order", typed.order.is_none())];
    if visit.may(Permission::ViewOrders) {
        let query = OrderQuery { state: StateFilter::Open, from: From::Newest, limit: ORDERS, ..OrderQuery::default() };
        let found = portal::orders(&portal.app, &visit.viewer, &query).await.map_err(|e| visit.failed(e))?;
        orders.extend(found.rows.into_iter().map(|row| Choice {
            chosen: typed.order.as_deref() == Some(row.number.as_str()),
            text: format!("{} · {}", text::line(&row.number), text::line(&row.title)),
            value: row.number,
        }));
    }
    let mut facilities = vec![nothing("video-no-facility", typed.facility.is_none())];
    if visit.may(Permission::ViewCustomerData) {
        let found = portal::facilities(&portal.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
        facilities.extend(found.into_iter().map(|row| Choice {
            chosen: typed.facility.as_deref() == Some(row.number.as_str()),
            text: text::line(&row.name),
            value: row.number,
        }));
    }
    let key = match typed.key.as_str() {
        "" => portal.app.random.uuid(portal.app.now()).simple().to_string(),
        key => key.to_owned(),
    };
    let template = NewPage {
        csrf: visit.session.csrf.clone(),
        key,
        title: text::line(&typed.title),
        note: text::lines(&typed.note),
        zone: zone(&look),
        when: when(&look, &typed.wished, None),
        orders,
        facilities,
        page,
    };
    render(template.page.status(), &template)
}

/// `POST /video/new`
pub(in super::super) async fn request(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    needs(&visit)?;
    let fields = visit.form(request).await?;
    let some = |name: &str| Some(fields.get(name).to_owned()).filter(|number| !number.is_empty());
    let typed = VideoRequest {
        title: fields.get("title").to_owned(),
        note: fields.get("note").to_owned(),
        wished: wished(&fields),
        order: some("order"),
        facility: some("facility"),
        key: fields.line("key", 64),
    };
    match video::request(&portal.app, &visit.session.actor(&visit.client), &typed).await {
        Ok(row) => Ok(done(&portal, &row, Notice::VideoAsked)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("video-new-title", "/video");
            page.refuse(&errors);
            form(&portal, &visit, page, &typed).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

fn wished(fields: &super::super::form::Fields) -> Wished {
    Wished { day: fields.line("day", 20), time: fields.line("time", 20), minutes: fields.line("minutes", 10) }
}

fn done(portal: &Portal, row: &VideoRow, notice: Notice) -> Response {
    done_at(portal, &format!("/video/{}", encoded(&row.number)), notice)
}

/// `POST /video/{number}`: another time.
pub(in super::super) async fn move_to(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    needs(&visit)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let (typed, version) = (wished(&fields), fields.get("version").parse().unwrap_or(-1));
    let by = visit.session.actor(&visit.client);
    let moved = match video::span_of(&portal.app, &by, &typed).await {
        Ok((starts, ends)) => video::move_to(&portal.app, &by, &number, version, starts, ends).await,
        Err(e) => Err(e),
    };
    match moved {
        Ok(row) => Ok(done(&portal, &row, Notice::VideoMoved)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("video-title", "/video");
            page.refuse(&errors);
            one(&portal, &visit, &number, page, Some((typed, Some(version)))).await
        }
        Err(Error::Conflict { by: Some(who), .. }) => {
            let mut page = visit.page("video-title", "/video");
            overtaken(&mut page, Some(&who));
            one(&portal, &visit, &number, page, Some((typed, None))).await
        }
        Err(e) => stale(&portal, &visit, &number, e).await,
    }
}

/// Somebody was faster, or it cannot be changed any more: the session as it is now, with a word about that.
async fn stale(portal: &Portal, visit: &Visit, number: &str, error: Error) -> Answer {
    let Error::Conflict { by, .. } = error else { return Err(visit.failed(error)) };
    let mut page = visit.page("video-title", "/video");
    moved_on(&mut page, by.as_deref());
    one(portal, visit, number, page, None).await
}

/// `POST /video/{number}/cancel`
pub(in super::super) async fn cancel(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    needs(&visit)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let version = fields.get("version").parse().unwrap_or(-1);
    match video::cancel(&portal.app, &visit.session.actor(&visit.client), &number, version).await {
        Ok(row) => Ok(done(&portal, &row, Notice::VideoCancelled)),
        Err(e) => stale(&portal, &visit, &number, e).await,
    }
}
