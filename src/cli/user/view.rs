//! What a customer user sees, through the portal's own queries (R24).

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Whom, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::{facts, table, time};
use crate::service::portal::{self, BillingQuery, DocumentQuery, OrderQuery, StateFilter};
use crate::service::view_as::{self, View as Seen};
use crate::service::{App, Error};

/// What to look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Part {
    Orders,
    Objects,
    Facilities,
    Documents,
    Billing,
}

const PARTS: [Part; 5] = [Part::Orders, Part::Objects, Part::Facilities, Part::Documents, Part::Billing];

/// Whose view, and of what.
#[derive(clap::Args, Clone, Debug)]
pub struct View {
    #[command(flatten)]
    whom: Whom,
    /// Only this: orders, objects, facilities, documents or billing
    #[arg(value_name = "PART", hide_possible_values = true)]
    part: Option<Part>,
    /// At most so many of each
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// Print a link that opens the portal as this person sees it, once and within a minute
    #[arg(long, conflicts_with_all = ["part", "limit"])]
    browser: bool,
}

pub async fn run(desk: &Desk, args: &View) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    if args.browser {
        let link = view_as::link(&app, &by, user.id).await?;
        desk.out.say(format!("It works once, until {}; the view ends after half an hour.", time(link.valid_until)));
        return desk.out.show(&link, || link.url.clone());
    }
    let view = view_as::open(&app, &by, user.id).await?;
    let customer = format!("{} {}", view.user.customer_number, view.user.customer_name);
    if let Some(why) = &view.shut_out {
        desk.out.say(format!("Shown is what would be seen: {why}."));
    }
    let mut shown = facts(&[("Seen by", format!("{} <{}>", view.user.name(), view.user.email)), ("At", customer)]);
    let mut value = Map::new();
    value.insert("user".into(), json!(view.user.email));
    value.insert("customer".into(), json!(view.user.customer_number));
    value.insert("shut_out".into(), json!(view.shut_out));
    for part in PARTS.into_iter().filter(|p| args.part.is_none_or(|wanted| wanted == *p)) {
        let (name, list) = read(&app, &view, part, args.limit).await?;
        let _ = writeln!(shown, "\n{}", list.text(name));
        value.insert(name.into(), list.value());
    }
    desk.out.show(&Value::Object(value), || shown.trim_end().to_owned())
}

/// A list as it is shown; `None` where the person has no such page.
struct List {
    headings: &'static [&'static str],
    keys: &'static [&'static str],
    rows: Option<(Vec<Vec<String>>, bool)>,
}

impl List {
    fn text(&self, name: &str) -> String {
        match &self.rows {
            None => format!("No {name}: there is no such page for this person."),
            Some((rows, _)) if rows.is_empty() => format!("No {name}."),
            Some((rows, more)) => {
                let end = if *more { "… and more\n" } else { "" };
                format!("{}{end}", table(self.headings, rows.iter().cloned()))
            }
        }
    }

    fn value(&self) -> Value {
        let Some((rows, more)) = &self.rows else { return Value::Null };
        let object = |row: &Vec<String>| -> Value {
            self.keys.iter().zip(row).map(|(key, cell)| ((*key).to_owned(), json!(cell))).collect::<Map<_, _>>().into()
        };
        json!({ "rows": rows.iter().map(object).collect::<Vec<_>>(), "more": more })
    }
}

async fn read(app: &App, view: &Seen, part: Part, limit: u32) -> Result<(&'static str, List), Failure> {
    let viewer = &view.viewer;
    Ok(match part {
        Part::Orders => {
            let query = OrderQuery { state: StateFilter::All, limit, ..OrderQuery::default() };
            let list = list(portal::orders(app, viewer, &query).await, |o| {
                vec![o.number, o.title, o.state.to_string(), o.facility.unwrap_or_default(), time(o.created_at)]
            })?;
            let (headings, keys) = (
                &["No.", "Order", "State", "Facility", "Created"][..],
                &["number", "title", "state", "facility", "created"][..],
            );
            ("orders", List { headings, keys, rows: list })
        }
        Part::Objects => {
            let rows = list(portal::objects(app, viewer, "", None, limit).await, |o| {
                vec![o.number, o.name, o.model.unwrap_or_default(), o.facility.unwrap_or_default()]
            })?;
            let headings = &["No.", "Object", "Model", "Facility"][..];
            ("objects", List { headings, keys: &["number", "name", "model", "facility"], rows })
        }
        Part::Facilities => {
            let found = portal::facilities(app, viewer).await.map(|mut rows| {
                let more = rows.len() > limit as usize;
                rows.truncate(limit as usize);
                portal::Listed { rows, more }
            });
            let rows = list(found, |f| vec![f.number, f.name, f.city])?;
            ("facilities", List { headings: &["No.", "Facility", "City"], keys: &["number", "name", "city"], rows })
        }
        Part::Documents => {
            let query = DocumentQuery { limit, ..DocumentQuery::default() };
            let rows = list(portal::documents(app, viewer, &query).await, |d| {
                vec![d.number, d.name, format!("{} {}", d.parent, d.parent_name).trim().to_owned(), time(d.created_at)]
            })?;
            let headings = &["No.", "Document", "On", "Created"][..];
            ("documents", List { headings, keys: &["number", "name", "on", "created"], rows })
        }
        Part::Billing => {
            let query = BillingQuery { limit, ..BillingQuery::default() };
            let rows = list(portal::billing(app, viewer, &query).await, |b| {
                let amount = money(b.amount, &b.currency);
                vec![b.number, b.kind.to_string(), b.issued_on.to_string(), amount, b.state.to_string()]
            })?;
            let headings = &["No.", "", "Issued", "Amount", "State"][..];
            ("billing", List { headings, keys: &["number", "kind", "issued", "amount", "state"], rows })
        }
    })
}

/// An amount in the smallest unit of its currency, for people. Currencies without a smaller unit are rare here.
fn money(amount: i64, currency: &str) -> String {
    let whole = ["ISK", "JPY", "KRW", "CLP", "VND"].contains(&currency);
    let (sign, amount) = (if amount < 0 { "-" } else { "" }, amount.unsigned_abs());
    if whole {
        format!("{sign}{amount} {currency}")
    } else {
        format!("{sign}{}.{:02} {currency}", amount / 100, amount % 100)
    }
}

type Rows = Option<(Vec<Vec<String>>, bool)>;

/// A page that was not given to the person is none; any other failure is one.
fn list<T>(answer: Result<portal::Listed<T>, Error>, row: impl Fn(T) -> Vec<String>) -> Result<Rows, Failure> {
    match answer {
        Ok(listed) => Ok(Some((listed.rows.into_iter().map(row).collect(), listed.more))),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(e) => Err(e.into()),
    }
}
