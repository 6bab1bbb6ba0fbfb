//! `keydesk object`: service objects as staff work on them (R34).

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::domain::FacilityId;
use crate::domain::field::FieldErrors;
use crate::service::customers::{self, ObjectRow};
use crate::service::objects::{self, NewObject, ObjectChange, ObjectFile};
use crate::service::orders::{Cursor, ListQuery};
use crate::service::{Actor, App};
use crate::text;

/// What to do with service objects.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Object {
    /// List a customer's objects by name, or find them by words in number, name and serial number
    #[command(before_help = "Examples:\n  keydesk object list 1042\n  keydesk object list 1042 --search lift\n  \
        keydesk --json object list 1042 --limit 500 --after CURSOR")]
    List(List),
    /// Show one object: facts, last reading, self-checks
    #[command(before_help = "Examples:\n  keydesk object show G12\n  keydesk --json object show L-1001")]
    Show(Which),
    /// Make an object for a customer
    #[command(before_help = "Examples:\n  keydesk object create 1042 --name \"Lift A\" --facility F3 --model M7\n  \
        keydesk object create 1042 --name Gate --serial-number 88-1204 --installed-on 2024-05-02")]
    Create(Create),
    /// Change what an object is called and what it is
    #[command(before_help = "Examples:\n  keydesk object edit G12 --name \"Lift B\"\n  \
        keydesk object edit G12 --serial-number 88-1204 --model M7 --if-version 4")]
    Edit(Edit),
    /// Move an object to another facility; says who sees it no longer and from now on
    #[command(before_help = "Examples:\n  keydesk object move G12 F3 --dry-run\n  keydesk object move G12 F3\n  \
        keydesk object move G12 --nowhere")]
    Move(Move),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// The customer's number
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// Words in number, name or serial number
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// After the page that ended with this cursor ("next")
    #[arg(long, value_name = "CURSOR")]
    after: Option<Cursor>,
}

/// Which object.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The object's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// The object to make.
#[derive(clap::Args, Clone, Debug)]
pub struct Create {
    /// The customer's number
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// What people call it
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// At the facility with this number; not given: at none
    #[arg(long, value_name = "NUMBER")]
    facility: Option<String>,
    /// Of the model with this number
    #[arg(long, value_name = "NUMBER")]
    model: Option<String>,
    /// Its serial number
    #[arg(long, value_name = "TEXT", default_value = "")]
    serial_number: String,
    /// The day on which it was installed
    #[arg(long, value_name = "YYYY-MM-DD")]
    installed_on: Option<NaiveDate>,
}

/// What an object becomes.
#[derive(clap::Args, Clone, Debug)]
pub struct Edit {
    /// The object's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the object still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
    /// What people call it
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Of the model with this number; "" for none
    #[arg(long, value_name = "NUMBER")]
    model: Option<String>,
    /// Its serial number; "" for none
    #[arg(long, value_name = "TEXT")]
    serial_number: Option<String>,
    /// The day on which it was installed
    #[arg(long, value_name = "YYYY-MM-DD")]
    installed_on: Option<NaiveDate>,
}

/// Where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Move {
    /// The object's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// The facility's number
    #[arg(value_name = "FACILITY", required_unless_present = "nowhere", conflicts_with = "nowhere")]
    facility: Option<String>,
    /// To no facility
    #[arg(long)]
    nowhere: bool,
    /// Only if the object still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
    /// Say who would see it no longer and from then on, and move nothing
    #[arg(long)]
    dry_run: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Object) -> Result<(), Failure> {
    match command {
        Object::List(args) => list(desk, args).await,
        Object::Show(which) => show(desk, which).await,
        Object::Create(args) => create(desk, args).await,
        Object::Edit(args) => edit(desk, args).await,
        Object::Move(args) => relocate(desk, args).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = customers::by_number(&app, &by, &args.customer).await?;
    let query = ListQuery { search: args.search.clone(), after: args.after.clone(), limit: args.limit };
    let page = customers::objects(&app, &by, customer.row.id, &query).await?;
    if page.rows.is_empty() {
        desk.out.say("There are no such objects.");
    }
    let next = page.rows.last().filter(|_| page.more_after).map(|o| o.cursor().to_string());
    desk.out.show(&json!({ "objects": page.rows, "next": next }), || {
        let row = |o: &ObjectRow| {
            vec![
                o.number.clone(),
                o.name.clone(),
                o.facility.clone().unwrap_or_default(),
                o.model.clone().unwrap_or_default(),
                o.serial_number.clone(),
            ]
        };
        table(&["No.", "Name", "Facility", "Model", "Serial number"], page.rows.iter().map(row))
    })
}

async fn show(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let file = objects::get(&app, &by, &which.number).await?;
    shown(desk, &file)
}

async fn create(desk: &Desk, args: &Create) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let facility = match &args.facility {
        Some(number) => Some(facility(&app, &by, &args.customer, number).await?),
        None => None,
    };
    let new = NewObject {
        customer: args.customer.clone(),
        name: args.name.clone(),
        facility,
        model: args.model.clone(),
        serial_number: args.serial_number.clone(),
        installed_on: args.installed_on,
        key: String::new(),
    };
    let file = objects::create(&app, &by, &new).await?;
    desk.out.say(format!("Made the object {}.", text::line(&file.object.title())));
    shown(desk, &file)
}

async fn edit(desk: &Desk, args: &Edit) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let change = ObjectChange {
        number: args.number.clone(),
        version: version(&app, &by, &args.number, args.if_version).await?,
        name: args.name.clone(),
        facility: None,
        serial_number: args.serial_number.clone(),
        installed_on: args.installed_on.map(Some),
        model: args.model.clone().map(|model| Some(model).filter(|m| !m.is_empty())),
    };
    let file = objects::edit(&app, &by, &change).await?;
    shown(desk, &file)
}

async fn relocate(desk: &Desk, args: &Move) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let before = objects::get(&app, &by, &args.number).await?.object;
    let to = match &args.facility {
        Some(number) => Some(facility(&app, &by, &before.customer_number, number).await?),
        None => None,
    };
    let moved = objects::move_preview(&app, &by, &args.number, to).await?;
    for (names, what) in [(&moved.see_no_longer, "no longer see it"), (&moved.see_now, "see it from now on")] {
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|n| text::line(n)).collect();
            desk.out.say(format!("{what}: {}", names.join(", ")));
        }
    }
    if args.dry_run {
        return desk.out.show(&json!({ "moved": false, "effect": moved }), String::new);
    }
    let version = args.if_version.unwrap_or(before.version);
    let change = ObjectChange { number: args.number.clone(), version, facility: Some(to), ..ObjectChange::default() };
    let file = objects::edit(&app, &by, &change).await?;
    let mut value = object(&file);
    value["effect"] = json!(moved);
    desk.out.show(&value, || sheet(&file))
}

/// The version to change: the one that was looked at, or else the present one.
async fn version(app: &App, by: &Actor, number: &str, seen: Option<i64>) -> Result<i64, Failure> {
    match seen {
        Some(version) => Ok(version),
        None => Ok(objects::get(app, by, number).await?.object.version),
    }
}

/// The customer's facility with this number.
async fn facility(app: &App, by: &Actor, customer: &str, number: &str) -> Result<FacilityId, Failure> {
    let customer = customers::by_number(app, by, customer).await?;
    let all = customers::facilities(app, by, customer.row.id).await?;
    let found = all.iter().find(|f| f.number == number.trim()).map(|f| f.id);
    let wrong = || {
        let message = format!("this customer has no facility {}", text::line(number));
        crate::service::Error::from(FieldErrors::one("facility", "facility-foreign", message))
    };
    Ok(found.ok_or_else(wrong)?)
}

fn shown(desk: &Desk, file: &ObjectFile) -> Result<(), Failure> {
    desk.out.show(&object(file), || sheet(file))
}

/// An object for scripts.
fn object(file: &ObjectFile) -> Value {
    let o = &file.object;
    let check = |c: &objects::AssignmentRow| json!({ "check": c.id.to_string(), "template": c.template, "due_on": c.due_on, "every_days": c.every_days });
    json!({
        "number": o.number,
        "name": o.name,
        "customer": o.customer_number,
        "customer_name": o.customer_name,
        "facility": o.facility_number,
        "facility_name": o.facility,
        "model": o.model_number,
        "model_name": o.model,
        "manufacturer": o.manufacturer,
        "serial_number": o.serial_number,
        "installed_on": o.installed_on,
        "last_reading": file.last_reading,
        "checks": file.checks.iter().map(check).collect::<Vec<_>>(),
        "version": o.version,
    })
}

fn sheet(file: &ObjectFile) -> String {
    let o = &file.object;
    let named = |number: &Option<String>, name: &Option<String>| match (number, name) {
        (Some(number), Some(name)) => format!("{number} {name}"),
        _ => "none".to_owned(),
    };
    let last = |r: &objects::ReadingRow| format!("{} on {}", r.value, time(r.taken_at));
    let mut said = facts(&[
        ("Object", o.title()),
        ("Customer", format!("{} {}", o.customer_number, o.customer_name)),
        ("Facility", named(&o.facility_number, &o.facility)),
        ("Model", named(&o.model_number, &o.model)),
        ("Manufacturer", o.manufacturer.clone().unwrap_or_default()),
        ("Serial number", o.serial_number.clone()),
        ("Installed", o.installed_on.map_or_else(|| "not known".to_owned(), |day| day.to_string())),
        ("Last reading", file.last_reading.as_ref().map_or_else(|| "none".to_owned(), last)),
        ("Version", o.version.to_string()),
    ]);
    if !file.checks.is_empty() {
        said.push_str("\nSelf-checks\n");
        let row = |c: &objects::AssignmentRow| {
            vec![c.template.clone(), c.due_on.to_string(), format!("every {} days", c.every_days), c.id.to_string()]
        };
        said.push_str(&table(&["Checklist", "Due", "", "Check"], file.checks.iter().map(row)));
    }
    said
}
