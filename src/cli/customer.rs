//! `keydesk customer`: finding customers, looking at one, changing what is known of it.

mod edit;

use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::domain::state::AccessState;
use crate::service::customers::{
    self, Cursor, CustomerFilter, CustomerQuery, CustomerRow, CustomerSort, Overview, Seek,
};

/// What to do with customers.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Customer {
    /// List customers, or find them by any part of name, number, city, e-mail or phone
    #[command(before_help = "Examples:\n  keydesk customer list --search hub\n  \
        keydesk customer list --search \"city:Graz tech:Berger\" --sort changed --descending\n  \
        keydesk customer list --access pending --sort city\n  keydesk --json customer list --limit 500 --after CURSOR")]
    List(List),
    /// Show one customer: access, users, facilities, orders
    #[command(before_help = "Examples:\n  keydesk customer show 1042\n  keydesk --json customer show 1042")]
    Show(Show),
    /// Change what is known of a customer, and give access on the way
    #[command(before_help = "Examples:\n  keydesk customer edit 1042 --phone \"+43 316 1234\" --city Graz\n  \
        keydesk customer edit 1042 --name \"Huber Maschinen AG\" --managed yes --dry-run\n  \
        keydesk customer edit 1042 --email eva@huber.example --give-access --first-name Eva \\\n      \
        --last-name Huber --role member --all-facilities")]
    Edit(Box<edit::Edit>),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Any part of name, number, city, e-mail or phone; fields: access, city, area, kind, managed, tech
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// Only with this access state: off, link, pending, active, independent
    #[arg(long, value_name = "STATE")]
    access: Option<AccessState>,
    /// By name, number, city, access or changed
    #[arg(long, value_name = "COLUMN", default_value_t = CustomerSort::Name)]
    sort: CustomerSort,
    /// Backwards: Z first, the newest first
    #[arg(long)]
    descending: bool,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// After the page that ended with this cursor ("next")
    #[arg(long, value_name = "CURSOR")]
    after: Option<Cursor>,
}

/// Which customer.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// The customer's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Customer) -> Result<(), Failure> {
    match command {
        Customer::List(args) => list(desk, args).await,
        Customer::Show(args) => show(desk, args).await,
        Customer::Edit(args) => edit::run(desk, args).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let (filter, search) = CustomerFilter::parse(&args.search).map_err(Failure::of_search)?;
    let query = CustomerQuery {
        search,
        access: args.access,
        filter,
        sort: args.sort,
        descending: args.descending,
        seek: args.after.clone().map_or(Seek::First, Seek::After),
        limit: args.limit,
    };
    let page = customers::list(&app, &by, &query).await.map_err(Failure::of_search)?;
    let count = customers::count(&app, &by, &query).await?;
    let next = page.rows.last().filter(|_| page.more_after).map(|r| r.cursor(args.sort).to_string());
    let value = json!({
        "customers": page.rows.iter().map(object).collect::<Vec<_>>(),
        "count": count.to_string(),
        "next": next,
    });
    desk.out.show(&value, || {
        let row = |c: &CustomerRow| {
            vec![c.number.clone(), c.name.clone(), c.city.clone(), c.country.clone(), c.access_state.to_string()]
        };
        table(&["No.", "Name", "City", "Country", "Access"], page.rows.iter().map(row))
    })?;
    if page.rows.is_empty() {
        desk.out.say("No customer matches.");
    } else if let Some(next) = next {
        desk.out.say(format!("{} of {count} customers; go on with --after {next}", page.rows.len()));
    }
    Ok(())
}

async fn show(desk: &Desk, args: &Show) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = customers::by_number(&app, &by, &args.number).await?;
    let id = customer.row.id;
    let overview = customers::overview(&app, &by, id).await?;
    let facilities = customers::facilities(&app, &by, id).await?;
    let contacts = customers::contacts(&app, &by, id).await?;
    let mut value = object(&overview.customer.row);
    let more = json!({
        "email": overview.customer.row.email,
        "phone": overview.customer.row.phone,
        "street": overview.customer.street,
        "postal_code": overview.customer.postal_code,
        "language": overview.customer.language,
        "areas": overview.customer.areas.iter().collect::<Vec<_>>(),
        "users": overview.users,
        "facilities": facilities.iter()
            .map(|f| json!({ "number": f.number, "name": f.name, "city": f.city })).collect::<Vec<_>>(),
        "contacts": contacts.iter()
            .map(|c| json!({ "number": c.number, "name": c.name(), "email": c.email })).collect::<Vec<_>>(),
        "objects": overview.objects.to_string(),
        "orders": overview.orders.to_string(),
        "open_orders": overview.open_orders.to_string(),
        "next_visit": overview.next_visit,
        "version": overview.customer.row.version,
    });
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    desk.out.show(&value, || {
        let places = facilities.iter().map(|f| vec![f.number.clone(), f.name.clone(), f.city.clone()]);
        let people = contacts.iter().map(|c| vec![c.number.clone(), c.name(), c.email.clone()]);
        let parts = [
            facts(&summary(&overview)),
            table(&["Facility", "Name", "City"], places),
            table(&["Contact", "Name", "E-mail"], people),
        ];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
    })
}

fn summary(overview: &Overview) -> Vec<(&'static str, String)> {
    let (customer, row) = (&overview.customer, &overview.customer.row);
    let areas: Vec<_> = customer.areas.iter().map(|a| a.to_string()).collect();
    let users = overview.users;
    vec![
        ("Customer", format!("{} {}", row.number, row.name)),
        ("Address", format!("{}, {} {}, {}", customer.street, customer.postal_code, row.city, row.country)),
        ("Reach", format!("{}  {}", row.email, row.phone)),
        ("Kind", if row.managed { format!("{}, managed", row.kind) } else { row.kind.to_string() }),
        ("Area", row.area.clone().unwrap_or_else(|| "none".into())),
        ("Technician", row.technician.clone()),
        ("Access", format!("{} (portal {})", row.access_state, if row.portal_on { "on" } else { "off" })),
        ("Portal areas", areas.join(" ")),
        ("Users", format!("{} active, {} pending, {} in all", users.active, users.pending, users.total())),
        ("Orders", format!("{} open, {} in all", overview.open_orders, overview.orders)),
        ("Objects", overview.objects.to_string()),
        ("Next visit", overview.next_visit.map_or_else(|| "none planned".into(), time)),
    ]
}

fn object(row: &CustomerRow) -> Value {
    json!({
        "number": row.number,
        "name": row.name,
        "kind": row.kind,
        "city": row.city,
        "country": row.country,
        "area": row.area,
        "technician": row.technician,
        "managed": row.managed,
        "portal_on": row.portal_on,
        "access": row.access_state,
    })
}
