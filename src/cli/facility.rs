//! `keydesk facility`: the sites of customers. What stands at one is moved to another with `order edit` and `object edit`.

use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table};
use crate::service::facilities::{self, FacilityChange, FacilityRow, NewFacility};

/// What to do with facilities.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Facility {
    /// List a customer's facilities
    #[command(
        before_help = "Examples:\n  keydesk facility list --customer 1042\n  keydesk --json facility list --customer 1042"
    )]
    List(List),
    /// Show one facility
    #[command(before_help = "Examples:\n  keydesk facility show F3")]
    Show(Which),
    /// Make a facility; who sees everything sees it at once, others when it is chosen for them
    #[command(before_help = "Examples:\n  \
        keydesk facility create 1042 --name \"Werk Graz\" --street \"Hauptplatz 11\" --postal-code 8010 --city Graz --country AT")]
    Create(Create),
    /// Change a facility
    #[command(before_help = "Examples:\n  keydesk facility edit F3 --name \"Werk Graz Süd\"\n  \
        keydesk facility edit F3 --street \"Neue Gasse 2\" --if-version 2")]
    Edit(Edit),
}

/// Whose.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Of the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: String,
}

/// Which facility.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The facility's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// The facility to make.
#[derive(clap::Args, Clone, Debug)]
pub struct Create {
    /// The customer's number
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// The name
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// Street and house number
    #[arg(long, value_name = "TEXT", default_value = "")]
    street: String,
    /// The postal code
    #[arg(long, value_name = "CODE", default_value = "")]
    postal_code: String,
    /// The city
    #[arg(long, value_name = "TEXT", default_value = "")]
    city: String,
    /// The country, two letters: AT, DE, SE
    #[arg(long, value_name = "CODE", default_value = "")]
    country: String,
}

/// What a facility becomes.
#[derive(clap::Args, Clone, Debug)]
pub struct Edit {
    /// The facility's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the facility still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
    /// The name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Street and house number; "" for none
    #[arg(long, value_name = "TEXT")]
    street: Option<String>,
    /// The postal code; "" for none
    #[arg(long, value_name = "CODE")]
    postal_code: Option<String>,
    /// The city; "" for none
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// The country, two letters; "" for none
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Facility) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    match command {
        Facility::List(args) => list(desk, &facilities::list(&app, &by, &args.customer).await?),
        Facility::Show(which) => show(desk, &facilities::get(&app, &by, &which.number).await?),
        Facility::Create(args) => {
            let new = NewFacility {
                customer: args.customer.clone(),
                name: args.name.clone(),
                street: args.street.clone(),
                postal_code: args.postal_code.clone(),
                city: args.city.clone(),
                country: args.country.clone(),
            };
            let made = facilities::create(&app, &by, &new).await?;
            desk.out.say(format!("Facility {} is made.", made.number));
            show(desk, &made)
        }
        Facility::Edit(args) => {
            let version = match args.if_version {
                Some(version) => version,
                None => facilities::get(&app, &by, &args.number).await?.version,
            };
            let change = FacilityChange {
                number: args.number.clone(),
                version,
                name: args.name.clone(),
                street: args.street.clone(),
                postal_code: args.postal_code.clone(),
                city: args.city.clone(),
                country: args.country.clone(),
            };
            show(desk, &facilities::edit(&app, &by, &change).await?)
        }
    }
}

fn list(desk: &Desk, rows: &[FacilityRow]) -> Result<(), Failure> {
    if rows.is_empty() {
        desk.out.say("This customer has no facilities.");
    }
    let value = json!({ "facilities": rows.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |f: &FacilityRow| {
            vec![
                f.number.clone(),
                f.name.clone(),
                f.street.clone(),
                f.postal_code.clone(),
                f.city.clone(),
                f.country.clone(),
            ]
        };
        table(&["No.", "Name", "Street", "Code", "City", "Country"], rows.iter().map(row))
    })
}

fn show(desk: &Desk, facility: &FacilityRow) -> Result<(), Failure> {
    desk.out.show(&object(facility), || {
        facts(&[
            ("Facility", format!("{} {}", facility.number, facility.name)),
            ("Street", facility.street.clone()),
            ("City", format!("{} {}", facility.postal_code, facility.city)),
            ("Country", facility.country.clone()),
            ("Version", facility.version.to_string()),
        ])
    })
}

fn object(facility: &FacilityRow) -> Value {
    json!({
        "number": facility.number, "name": facility.name, "street": facility.street,
        "postal_code": facility.postal_code, "city": facility.city, "country": facility.country,
        "version": facility.version,
    })
}
