//! What is planned at the sample company: visits in the weeks to come, a video session, and one that a customer asks for.

use chrono::{DateTime, Days, TimeDelta, Utc};

use crate::domain::CustomerUserId;
use crate::service::calendar::first_moment;
use crate::service::orders::{self, ListQuery, OrdersQuery, VisitPlan};
use crate::service::video::{self, VideoPlan, VideoRequest, Wished};
use crate::service::{Actor, App, Error, Who, access};

use super::TIME_ZONE;

/// Visits, by days from today, hour of the day, and for how many hours.
const VISITS: [(u64, i64, i64, &str); 5] = [
    (2, 8, 2, "We bring the spare part; somebody should be at the gate."),
    (6, 13, 3, ""),
    (13, 9, 2, "The lift stands still from nine to eleven."),
    (21, 7, 4, ""),
    (34, 10, 2, ""),
];

/// So many days from now, at this hour by the clocks of the sample company.
fn at(app: &App, days: u64, hour: i64) -> DateTime<Utc> {
    let today = app.now().with_timezone(&TIME_ZONE).date_naive();
    let day = today.checked_add_days(Days::new(days)).unwrap_or(today);
    first_moment(TIME_ZONE, day) + TimeDelta::hours(hour)
}

/// Plans what lies ahead of customer 1042, with the person who asks for a session.
pub(super) async fn live(app: &App, by: &Actor, person: CustomerUserId) -> Result<(), Error> {
    let list = ListQuery { limit: 20, ..ListQuery::default() };
    let query = OrdersQuery { customer: Some("1042".to_owned()), open: true, list, ..OrdersQuery::default() };
    let open = orders::list(app, by, &query).await?.rows;
    for (order, (days, hour, hours, note)) in open.iter().cycle().zip(VISITS) {
        let order = orders::get(app, by, &order.number).await?.order;
        let starts_at = at(app, days, hour);
        let plan = VisitPlan {
            order: order.number,
            version: order.version,
            visit: None,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(hours),
            note: note.to_owned(),
            technician: None,
        };
        orders::plan(app, by, &plan).await?;
    }
    let starts_at = at(app, 4, 10);
    let plan = VideoPlan {
        customer: "1042".to_owned(),
        order: open.first().map(|order| order.number.clone()),
        facility: None,
        title: "A look at the machine room".to_owned(),
        note: "Please have a torch and the key at hand.".to_owned(),
        starts_at,
        ends_at: starts_at + TimeDelta::minutes(30),
        join_url: "https://meet.nordlift.example/machine-room".to_owned(),
    };
    video::plan(app, by, &plan).await?;
    ask(app, by, person).await
}

async fn ask(app: &App, by: &Actor, person: CustomerUserId) -> Result<(), Error> {
    let user = access::user(app, by, person).await?;
    let who = Who::CustomerUser { id: user.id, sign_in: user.sign_in, name: user.name() };
    let asking = Actor { who, origin: "portal from 203.0.113.7".to_owned(), ..by.clone() };
    let day = at(app, 7, 0).with_timezone(&TIME_ZONE).date_naive().to_string();
    let wanted = VideoRequest {
        title: "Noise from the goods lift".to_owned(),
        note: "We can show it while it runs.".to_owned(),
        wished: Wished { day, time: "14:30".to_owned(), minutes: "45".to_owned() },
        ..VideoRequest::default()
    };
    video::request(app, &asking, &wanted).await.map(drop)
}
