//! `keydesk contact`: the named persons at customers.

use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table};
use crate::service::contacts::{self, ContactChange, ContactRow, NewContact};

/// What to do with contacts.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Contact {
    /// List a customer's contacts
    #[command(
        before_help = "Examples:\n  keydesk contact list --customer 1042\n  keydesk --json contact list --customer 1042"
    )]
    List(List),
    /// Show one contact
    #[command(before_help = "Examples:\n  keydesk contact show K7")]
    Show(Which),
    /// Make a contact; it can be chosen for orders and customer users at once
    #[command(before_help = "Examples:\n  \
        keydesk contact create 1042 --first-name Eva --last-name Huber --title \"Head of maintenance\"\n  \
        keydesk contact create 1042 --last-name Moser --email moser@huber.example --mobile \"+43 660 1234\"")]
    Create(Create),
    /// Change a contact
    #[command(before_help = "Examples:\n  keydesk contact edit K7 --phone \"+43 316 1234\"\n  \
        keydesk contact edit K7 --mobile \"\" --if-version 3")]
    Edit(Edit),
}

/// Whose.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Of the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: String,
}

/// Which contact.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The contact's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// The contact to make.
#[derive(clap::Args, Clone, Debug)]
pub struct Create {
    /// The customer's number
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// First name
    #[arg(long, value_name = "NAME", default_value = "")]
    first_name: String,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: String,
    /// What the person is there
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,
    /// E-mail address
    #[arg(long, default_value = "")]
    email: String,
    /// Phone number
    #[arg(long, value_name = "NUMBER", default_value = "")]
    phone: String,
    /// Mobile number
    #[arg(long, value_name = "NUMBER", default_value = "")]
    mobile: String,
}

/// What a contact becomes.
#[derive(clap::Args, Clone, Debug)]
pub struct Edit {
    /// The contact's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the contact still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
    /// First name; "" for none
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// What the person is there; "" for nothing
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// E-mail address; "" for none
    #[arg(long)]
    email: Option<String>,
    /// Phone number; "" for none
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Mobile number; "" for none
    #[arg(long, value_name = "NUMBER")]
    mobile: Option<String>,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Contact) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    match command {
        Contact::List(args) => list(desk, &contacts::list(&app, &by, &args.customer).await?),
        Contact::Show(which) => show(desk, &contacts::get(&app, &by, &which.number).await?),
        Contact::Create(args) => {
            let new = NewContact {
                customer: args.customer.clone(),
                first_name: args.first_name.clone(),
                last_name: args.last_name.clone(),
                title: args.title.clone(),
                email: args.email.clone(),
                phone: args.phone.clone(),
                mobile: args.mobile.clone(),
                key: String::new(),
            };
            let made = contacts::create(&app, &by, &new).await?;
            desk.out.say(format!("Contact {} is made.", made.number));
            show(desk, &made)
        }
        Contact::Edit(args) => {
            let version = match args.if_version {
                Some(version) => version,
                None => contacts::get(&app, &by, &args.number).await?.version,
            };
            let change = ContactChange {
                number: args.number.clone(),
                version,
                first_name: args.first_name.clone(),
                last_name: args.last_name.clone(),
                title: args.title.clone(),
                email: args.email.clone(),
                phone: args.phone.clone(),
                mobile: args.mobile.clone(),
            };
            show(desk, &contacts::edit(&app, &by, &change).await?)
        }
    }
}

fn list(desk: &Desk, rows: &[ContactRow]) -> Result<(), Failure> {
    if rows.is_empty() {
        desk.out.say("This customer has no contacts.");
    }
    let value = json!({ "contacts": rows.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |c: &ContactRow| {
            vec![c.number.clone(), c.name(), c.title.clone(), c.email.clone(), c.phone.clone(), c.mobile.clone()]
        };
        table(&["No.", "Name", "Title", "E-mail", "Phone", "Mobile"], rows.iter().map(row))
    })
}

fn show(desk: &Desk, contact: &ContactRow) -> Result<(), Failure> {
    desk.out.show(&object(contact), || {
        facts(&[
            ("Contact", format!("{} {}", contact.number, contact.name())),
            ("Title", contact.title.clone()),
            ("E-mail", contact.email.clone()),
            ("Phone", contact.phone.clone()),
            ("Mobile", contact.mobile.clone()),
            ("Version", contact.version.to_string()),
        ])
    })
}

fn object(contact: &ContactRow) -> Value {
    json!({
        "number": contact.number, "first_name": contact.first_name, "last_name": contact.last_name,
        "title": contact.title, "email": contact.email, "phone": contact.phone, "mobile": contact.mobile,
        "version": contact.version,
    })
}
