//! The sample company of `keydesk demo`: made by the services that make a real one, so that what it shows is true.
//!
//! The customers come from the CSV files in `assets/demo` through the import. Its two weeks of history are lived with a
//! clock that is moved by hand, from two weeks ago until today: some were invited and accepted, one was suspended, one
//! lost access, one let the invitation run out, some are still to answer; some reported faults.

mod meters;
mod papers;
mod plans;
mod reports;

use std::io::Cursor;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _, Utc};

use crate::clock::Clock;
use crate::domain::access::Scope;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exception, Permission, Role};
use crate::domain::state::{BillingKind, BillingState, CustomerKind, Language};
use crate::domain::{CustomerId, CustomerUserId};

use super::access::{self, Change, Grant};
use super::billing::{self, BillingQuery};
use super::customer_sign_in::{self, Accepting, Client};
use super::import::{self, Kind, Options};
use super::setup::{self, Setup};
use super::token::{Token, TokenKind};
use super::{Actor, App, Error, customers, portal_switch};

/// The day around which the sample orders were written (`generate.py`); loading moves it to today.
pub const REFERENCE: NaiveDate = match NaiveDate::from_ymd_opt(2026, 1, 15) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

const TIME_ZONE: chrono_tz::Tz = chrono_tz::Europe::Vienna;
const STAFF_EMAIL: &str = "anna@nordlift.example";
const PORTAL_EMAIL: &str = "eva.huber@huber.example";
const STAFF_PASSWORD: &str = "nine cranes over the valley";
const PORTAL_PASSWORD: &str = "quiet doors open at dawn";

/// The file of a kind as `generate.py` wrote it.
const fn original(kind: Kind) -> &'static [u8] {
    match kind {
        Kind::Customers => include_bytes!("../../assets/demo/customers.csv"),
        Kind::Contacts => include_bytes!("../../assets/demo/contacts.csv"),
        Kind::Facilities => include_bytes!("../../assets/demo/facilities.csv"),
        Kind::Models => include_bytes!("../../assets/demo/models.csv"),
        Kind::Objects => include_bytes!("../../assets/demo/objects.csv"),
        Kind::Orders => include_bytes!("../../assets/demo/orders.csv"),
        Kind::Billing => include_bytes!("../../assets/demo/billing.csv"),
    }
}

/// The file of the estimate that waits for an answer.
const ESTIMATE: &[u8] = include_bytes!("../../assets/demo/estimate.pdf");

/// The sample company, ready to be tried.
#[derive(Clone, Debug)]
pub struct Demo {
    /// Its administrator.
    pub actor: Actor,
    /// With which address the administrator signs in.
    pub staff_email: &'static str,
    /// And with which password.
    pub staff_password: &'static str,
    /// With which address one can try the portal.
    pub portal_email: &'static str,
    /// And with which password.
    pub portal_password: &'static str,
}

/// Makes the sample company in an empty database, as if it had been there for two weeks at `now`.
pub async fn load(app: &App, now: DateTime<Utc>) -> Result<Demo, Error> {
    let app = App { clock: Clock::manual(now - TimeDelta::days(14)), ..app.clone() };
    let setup = Setup {
        organization: "Nordlift Service".to_owned(),
        admin_email: STAFF_EMAIL.to_owned(),
        admin_name: "Anna Berg".to_owned(),
        password: STAFF_PASSWORD.to_owned(),
        language: Language::English,
        time_zone: TIME_ZONE.name().to_owned(),
        additional: false,
    };
    let actor = setup::initialise(&app, &setup, "terminal of the sample company").await?;
    portal_switch::module(&app, &actor, true).await?;
    for kind in Kind::ALL {
        import_file(&app, &actor, *kind, now).await?;
    }
    attach_estimate(&app, &actor).await?;
    papers::attach(&app, &actor).await?;
    Story { app: &app, by: &actor }.live().await?;
    Ok(Demo {
        actor,
        staff_email: STAFF_EMAIL,
        staff_password: STAFF_PASSWORD,
        portal_email: PORTAL_EMAIL,
        portal_password: PORTAL_PASSWORD,
    })
}

/// The sample file of a kind; of orders and of billing the dates moved so that [`REFERENCE`] is the day of `now`.
pub fn file(kind: Kind, now: DateTime<Utc>) -> Result<Vec<u8>, Error> {
    if !matches!(kind, Kind::Orders | Kind::Billing) {
        return Ok(original(kind).to_owned());
    }
    let days = now.with_timezone(&TIME_ZONE).date_naive() - REFERENCE;
    moved(original(kind), days)
        .map_err(|e| FieldErrors::one("file", "demo", format!("the sample {kind} are broken: {e}")).into())
}

/// The same file with every date so much later.
fn moved(file: &[u8], days: TimeDelta) -> csv::Result<Vec<u8>> {
    let mut reader = csv::Reader::from_reader(file);
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(file.len()));
    let header = reader.headers()?.clone();
    writer.write_record(&header)?;
    for record in reader.records() {
        let record = record?;
        let cells = header.iter().zip(&record).map(|(name, cell)| {
            let dated = name.ends_with("_at") || name.ends_with("_on");
            let day = cell.get(..10).filter(|_| dated).and_then(|d| d.parse::<NaiveDate>().ok());
            day.map_or_else(|| cell.to_owned(), |day| existing(&format!("{}{}", day + days, &cell[10..])))
        });
        writer.write_record(cells.collect::<Vec<_>>())?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

/// The time as it stands, or an hour later when clocks were set forward over it on that day.
fn existing(time: &str) -> String {
    const FORMAT: &str = "%Y-%m-%dT%H:%M";
    let missing = |t: &NaiveDateTime| TIME_ZONE.from_local_datetime(t).latest().is_none();
    match NaiveDateTime::parse_from_str(time, FORMAT).ok().filter(missing) {
        Some(t) => (t + TimeDelta::hours(1)).format(FORMAT).to_string(),
        None => time.to_owned(),
    }
}

async fn import_file(app: &App, by: &Actor, kind: Kind, now: DateTime<Utc>) -> Result<(), Error> {
    let report = import::run(app, by, kind, Cursor::new(file(kind, now)?), Options::default()).await?;
    if report.done {
        return Ok(());
    }
    let said = report.errors.first().map(ToString::to_string).unwrap_or_default();
    Err(FieldErrors::one("file", "demo", format!("the sample file of {kind} is broken: {said}")).into())
}

/// Gives the estimate that waits for an answer its file.
async fn attach_estimate(app: &App, by: &Actor) -> Result<(), Error> {
    let query =
        BillingQuery { customer: Some("1042".to_owned()), kind: Some(BillingKind::Estimate), ..Default::default() };
    let estimates = billing::list(app, by, &query).await?.rows;
    let open = estimates.iter().find(|e| e.state == BillingState::Open && !e.file.is_empty());
    let open = open.ok_or_else(|| Error::not_found("open estimate in the sample"))?;
    billing::attach(app, by, &open.number, &open.file, &mut &*ESTIMATE).await.map(drop)
}

/// Further customers with the portal on: a fifth of all. (The file's numbers run from 1001 to 1200.)
const WITH_PORTAL: [u32; 40] = {
    let mut numbers = [0; 40];
    let mut i = 0;
    while i < 40 {
        numbers[i as usize] = 1001 + 5 * i;
        i += 1;
    }
    numbers
};

/// Two weeks in the life of the sample company.
struct Story<'a> {
    app: &'a App,
    by: &'a Actor,
}

impl Story<'_> {
    fn later(&self, hours: i64) {
        self.app.clock.advance(TimeDelta::hours(hours));
    }

    async fn live(&self) -> Result<(), Error> {
        // 1042 and 1077 as the people in the office know them; 1101 has the portal on and nobody yet, 1038 has it off.
        for number in [1042, 1077, 1101].into_iter().chain(WITH_PORTAL) {
            let customer = self.customer(&number.to_string()).await?;
            portal_switch::customer(self.app, self.by, customer, true).await?;
        }
        self.later(2);
        let huber = self.customer("1042").await?;
        let everything = Scope::everything();
        let eva = self.invite(huber, "Eva Huber", PORTAL_EMAIL, Role::Administrator, everything.clone()).await?;
        self.accept(&eva).await?;
        self.later(20);
        let graz = self.facility(huber, "Werk Graz", true).await?;
        let jan = self.invite(huber, "Jan Moser", "jan.moser@huber.example", Role::Member, graz).await?;
        let weiz = self.facility(huber, "Werk Weiz", false).await?;
        let kern = self.invite(huber, "L. Kern", "l.kern@huber.example", Role::Moderator, weiz).await?;
        self.later(3);
        self.accept(&jan).await?;
        self.accept(&kern).await?;
        self.later(21);
        self.permit(&jan, Permission::ReportFaults).await?;
        let other = self.elsewhere(everything.clone()).await?;
        access::suspend(self.app, self.by, kern.user).await?;
        self.later(5 * 24);
        self.reports(huber, &eva).await?;
        self.later(3 * 24 + 21);
        self.newest_reports(huber, &eva, other.as_ref()).await?;
        self.later(2);
        let soehne = self.customer("1077").await?;
        self.invite(soehne, "Brigitte Hübner", "brigitte@huebner.example", Role::Administrator, everything.clone())
            .await?;
        let unassigned = Scope { all: false, unassigned: true, ..Scope::everything() };
        self.invite(huber, "Andrea Wögerbauer", "andrea.woegerbauer@huber.example", Role::Member, unassigned).await?;
        plans::live(self.app, self.by, eva.user).await?;
        meters::meters(self.app, self.by).await?;
        Ok(())
    }

    /// What happened at other customers: an invitation that nobody answered, access that was ended, some that is used.
    /// Somebody who uses it.
    async fn elsewhere(&self, scope: Scope) -> Result<Option<(CustomerId, Invited)>, Error> {
        let (mut invited, mut active) = (0, None);
        for number in WITH_PORTAL.map(|n| n.to_string()) {
            let customer = customers::by_number(self.app, self.by, &number).await?;
            let people = customers::contacts(self.app, self.by, customer.row.id).await?;
            let person = people.into_iter().find(|p| !p.email.is_empty() && !p.first_name.is_empty());
            let Some(person) = person.filter(|_| customer.row.kind == CustomerKind::Corporate) else { continue };
            let name = format!("{} {}", person.first_name, person.last_name);
            let new = self.invite(customer.row.id, &name, &person.email, Role::Moderator, scope.clone()).await?;
            match invited {
                0 => {}
                1 => {
                    self.accept(&new).await?;
                    access::revoke(self.app, self.by, new.user, &access::Farewell::Letter(None)).await?;
                }
                _ => {
                    self.accept(&new).await?;
                    active = Some((customer.row.id, new));
                }
            }
            invited += 1;
            if invited == 4 {
                break;
            }
        }
        Ok(active)
    }

    async fn customer(&self, number: &str) -> Result<CustomerId, Error> {
        Ok(customers::by_number(self.app, self.by, number).await?.row.id)
    }

    async fn facility(&self, customer: CustomerId, name: &str, unassigned: bool) -> Result<Scope, Error> {
        let all = customers::facilities(self.app, self.by, customer).await?;
        let facilities = all.into_iter().filter(|f| f.name == name).map(|f| f.id).collect();
        Ok(Scope { all: false, unassigned, facilities })
    }

    async fn invite(
        &self,
        customer: CustomerId,
        name: &str,
        email: &str,
        role: Role,
        scope: Scope,
    ) -> Result<Invited, Error> {
        let (first_name, last_name) = name.rsplit_once(' ').unwrap_or((name, ""));
        let grant = Grant {
            customer,
            email: email.to_owned(),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            role: Some(role),
            language: None,
            contact: None,
            scope,
            send_to: None,
        };
        let granted = access::grant(self.app, self.by, &grant).await?;
        Ok(Invited { user: granted.user, link: granted.link, name: name.to_owned() })
    }

    async fn accept(&self, invited: &Invited) -> Result<(), Error> {
        let shown = invited.link.rsplit('/').next().unwrap_or_default();
        let link = Token::parse(TokenKind::Invitation, shown);
        let link = link.ok_or_else(|| Error::not_found(format!("link for {}", invited.name)))?;
        let client = Client { address: "203.0.113.7".to_owned(), device: "Firefox on Linux".to_owned() };
        let accepting = Accepting { password: PORTAL_PASSWORD, client: &client };
        customer_sign_in::accept(self.app, &link, &accepting).await.map(drop)
    }

    async fn permit(&self, invited: &Invited, permission: Permission) -> Result<(), Error> {
        let user = access::user(self.app, self.by, invited.user).await?;
        let mut change = Change::of(&user);
        change.permissions.insert(permission, Some(Exception::Allowed));
        access::apply(self.app, self.by, &[change]).await.map(drop)
    }
}

/// Somebody who was invited.
struct Invited {
    user: CustomerUserId,
    link: String,
    name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_day_becomes_today_and_nothing_else_moves() {
        let now = DateTime::parse_from_rfc3339("2027-03-02T23:30:00Z").unwrap().to_utc();
        let file = String::from_utf8(file(Kind::Orders, now).unwrap()).unwrap();
        let original = std::str::from_utf8(original(Kind::Orders)).unwrap();
        let newest = |text: &str| {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let days = reader.records().map(|r| r.unwrap()[10][..10].parse::<NaiveDate>().unwrap());
            days.max().unwrap()
        };
        assert!(REFERENCE - newest(original) <= TimeDelta::days(3), "{}", newest(original));
        // In Vienna it is past midnight already.
        assert_eq!(newest(&file) - newest(original), NaiveDate::from_ymd_opt(2027, 3, 3).unwrap() - REFERENCE);
        assert_eq!(file.lines().count(), original.lines().count());
    }
}
