//! `keydesk customer edit`: what is known of a customer, and giving access on the way (R6).

use std::str::FromStr;

use serde_json::{Map, Value, json};

use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::{table, time};
use crate::cli::user::confirm;
use crate::cli::user::places::{Places, ScopeFlags};
use crate::domain::AreaId;
use crate::domain::access::Scope;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Role;
use crate::domain::state::Language;
use crate::service::access;
use crate::service::customers::{self, CustomerDetail, CustomerEdit, Edited, GiveAccess};
use crate::service::{Actor, App, Error, staff};
use crate::text;

/// What a customer becomes.
#[derive(clap::Args, Clone, Debug)]
pub struct Edit {
    /// The customer's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the customer still has this version, as "customer show --json" says it
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
    /// The name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The e-mail address; "" for none
    #[arg(long)]
    email: Option<String>,
    /// The phone number; "" for none
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Street and house number; "" for none
    #[arg(long, value_name = "TEXT")]
    street: Option<String>,
    /// The postal code; "" for none
    #[arg(long, value_name = "CODE")]
    postal_code: Option<String>,
    /// The city; "" for none
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// The country, two letters: AT, DE, SE; "" for none
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// The language of letters: en, sv, de, da; none for your organization's
    #[arg(long, value_name = "LANGUAGE|none")]
    language: Option<OwnLanguage>,
    /// The area, by its name; "" for none
    #[arg(long, value_name = "NAME")]
    area: Option<String>,
    /// The assigned technician; "" for nobody
    #[arg(long, value_name = "NAME")]
    technician: Option<String>,
    /// Whether you manage the customer: yes or no
    #[arg(long, value_name = "yes|no", hide_possible_values = true)]
    managed: Option<YesNo>,
    /// Give access to the person at the customer's e-mail address, and send the invitation
    #[arg(long, requires_all = ["first_name", "last_name"])]
    give_access: bool,
    /// First name of the person who is given access
    #[arg(long, value_name = "NAME", requires = "give_access")]
    first_name: Option<String>,
    /// Last name of the person who is given access
    #[arg(long, value_name = "NAME", requires = "give_access")]
    last_name: Option<String>,
    /// administrator, moderator or member; not for a private customer
    #[arg(long, requires = "give_access")]
    role: Option<Role>,
    #[command(flatten)]
    scope: ScopeFlags,
    /// Give the role administrator at a customer that you manage, without asking
    #[arg(long)]
    yes: bool,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// A language, or none of the customer's own.
#[derive(Clone, Copy, Debug)]
struct OwnLanguage(Option<Language>);

impl FromStr for OwnLanguage {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        match typed {
            "none" | "" => Ok(Self(None)),
            _ => typed.parse().map(|language| Self(Some(language))).map_err(|_| "en, sv, de, da or none".to_owned()),
        }
    }
}

/// Yes or no.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum YesNo {
    Yes,
    No,
}

impl Edit {
    /// Whether anything is asked for at all.
    fn says_nothing(&self) -> bool {
        let texts = [
            &self.name,
            &self.email,
            &self.phone,
            &self.street,
            &self.postal_code,
            &self.city,
            &self.country,
            &self.area,
        ];
        texts.iter().all(|t| t.is_none())
            && self.technician.is_none()
            && self.language.is_none()
            && self.managed.is_none()
            && !self.give_access
    }

    fn change(&self, customer: &CustomerDetail) -> CustomerEdit {
        CustomerEdit {
            version: self.if_version.unwrap_or(customer.row.version),
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            street: self.street.clone(),
            postal_code: self.postal_code.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
            language: self.language.map(|language| language.0),
            technician: self.technician.clone(),
            managed: self.managed.map(|managed| managed == YesNo::Yes),
            ..CustomerEdit::of(customer)
        }
    }
}

/// Changes one.
pub async fn run(desk: &Desk, args: &Edit) -> Result<(), Failure> {
    if args.says_nothing() {
        return Err(Failure::usage("say what to change, for example --phone \"+43 316 1234\""));
    }
    if !args.give_access && !args.scope.is_empty() {
        return Err(Failure::usage("--all-facilities, --facility and --unassigned go with --give-access"));
    }
    let (app, by) = desk.signed_in().await?;
    let customer = customers::by_number(&app, &by, &args.number).await?;
    let mut change = args.change(&customer);
    let mut errors = FieldErrors::new();
    if let Some(name) = &args.area {
        change.area = area(&app, &by, name, &mut errors).await?;
    }
    if args.give_access {
        change.give_access = Some(give(desk, &app, &by, args, &customer, &mut errors).await?);
    }
    if errors != FieldErrors::new() {
        // What the service would find wrong as well belongs into the same answer.
        if let Err(Error::Invalid(more)) = customers::preview_edit(&app, &by, &change).await {
            errors.0.extend(more.0);
        }
        return Err(Error::from(errors).into());
    }
    let managed = change.managed.unwrap_or(customer.row.managed);
    if args.role == Some(Role::Administrator) && managed && !args.dry_run {
        let name = &customer.row.name;
        confirm(args.yes, &format!("{name} is managed by you; recommended roles are moderator and member."))?;
    }
    let mut warning = None;
    if args.give_access {
        warning = access::first_user_warning(&app, &by, customer.row.id).await?;
        if let Some(warning) = &warning {
            desk.out.say(format!("Mind: {warning}."));
        }
    }
    let edited = if args.dry_run {
        customers::preview_edit(&app, &by, &change).await?
    } else {
        customers::edit(&app, &by, &change).await?
    };
    shown(desk, args, &edited, warning.as_deref())
}

/// The area of this name, or none.
async fn area(app: &App, by: &Actor, name: &str, errors: &mut FieldErrors) -> Result<Option<Option<AreaId>>, Error> {
    if name.trim().is_empty() {
        return Ok(Some(None));
    }
    let areas = staff::areas(app, by).await?;
    let found = areas.iter().find(|(_, known)| text::name_key(known) == text::name_key(name));
    if found.is_none() {
        let known: Vec<&str> = areas.iter().map(|(_, name)| name.as_str()).collect();
        let there =
            if known.is_empty() { "there are none".to_owned() } else { format!("there are {}", known.join(", ")) };
        errors.add("area", "area-unknown", format!("\"{}\" is no area; {there}", text::line(name)));
    }
    Ok(found.map(|(id, _)| Some(*id)))
}

/// Whom access is given, and to what (R12).
async fn give(
    desk: &Desk,
    app: &App,
    by: &Actor,
    args: &Edit,
    customer: &CustomerDetail,
    errors: &mut FieldErrors,
) -> Result<GiveAccess, Error> {
    let places = Places::of(app, by, customer.row.id).await?;
    let mut scope = places.scope(&args.scope, errors);
    if args.scope.is_empty() {
        // Where there is nothing to choose between, nobody is asked.
        if places.facilities.len() <= 1 {
            scope = Scope::everything();
        } else {
            desk.out.warn(format!(
                "nothing was chosen, so the person will see nothing: {} has {} facilities; choose with --all-facilities, \
                 --facility or --unassigned",
                customer.row.name,
                places.facilities.len(),
            ));
        }
    }
    Ok(GiveAccess {
        first_name: args.first_name.clone().unwrap_or_default(),
        last_name: args.last_name.clone().unwrap_or_default(),
        role: args.role,
        scope,
    })
}

fn shown(desk: &Desk, args: &Edit, edited: &Edited, warning: Option<&str>) -> Result<(), Failure> {
    let row = &edited.customer.row;
    desk.out.say(match (edited.after.is_empty(), args.dry_run) {
        (true, _) => format!("{} {} is so already.", row.number, row.name),
        (false, true) => format!("{} {} would be changed; nothing was.", row.number, row.name),
        (false, false) => format!("{} {} is changed.", row.number, row.name),
    });
    if let Some(granted) = &edited.granted {
        desk.out.say(format!("The invitation goes to {}, valid until {}.", granted.sent_to, time(granted.expires_at)));
    } else if args.give_access {
        desk.out.say(format!("{} would be invited.", row.email));
    }
    let mut value = super::object(row);
    if let Value::Object(value) = &mut value {
        value.insert("version".to_owned(), json!(row.version));
        value.insert("before".to_owned(), json!(edited.before));
        value.insert("after".to_owned(), json!(edited.after));
        value.insert("invitation".to_owned(), json!(edited.granted));
        value.insert("warning".to_owned(), json!(warning));
        value.insert("dry_run".to_owned(), json!(args.dry_run));
    }
    desk.out.show(&value, || {
        let cell = |side: &Map<String, Value>, name: &str| match side.get(name) {
            None | Some(Value::Null) => "none".to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(on)) => if *on { "yes" } else { "no" }.to_owned(),
            Some(other) => other.to_string(),
        };
        let row = |name: &String| vec![name.replace('_', " "), cell(&edited.before, name), cell(&edited.after, name)];
        let changes = table(&["What", "Before", "After"], edited.after.keys().map(row));
        let link = edited.granted.iter().map(|granted| format!("Link  {}\n", granted.link));
        [changes].into_iter().chain(link).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    })
}
