//! Looking at customer users.

use serde_json::{Value, json};

use super::places::Places;
use super::{Whom, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::{facts, table, time};
use crate::domain::permission::{Exception, Permission};
use crate::service::access::{self, UserRow};
use crate::service::customers;

/// Whose users.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// The customer's number
    #[arg(long, value_name = "NUMBER")]
    customer: String,
}

pub async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = customers::by_number(&app, &by, &args.customer).await?.row;
    let users = access::users(&app, &by, customer.id).await?;
    let places = Places::of(&app, &by, customer.id).await?;
    if users.is_empty() {
        desk.out.say(format!("{} {} has no users.", customer.number, customer.name));
    }
    let value = json!({ "users": users.iter().map(|u| object(u, &places)).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |u: &UserRow| {
            let last = u.last_sign_in_at.map_or_else(|| "never".to_owned(), time);
            vec![u.name(), u.email.clone(), u.role.to_string(), u.state.to_string(), places.scope_shown(&u.scope), last]
        };
        table(&["Name", "E-mail", "Role", "State", "Sees", "Signed in"], users.iter().map(row))
    })
}

pub async fn show(desk: &Desk, whom: &Whom) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, whom).await?;
    let places = Places::of(&app, &by, user.customer).await?;
    print(desk, &user, &places)
}

/// One user, in full.
pub fn print(desk: &Desk, user: &UserRow, places: &Places) -> Result<(), Failure> {
    desk.out.show(&object(user, places), || {
        let contact = user.contact.and_then(|c| places.contact_number(c)).unwrap_or("none").to_owned();
        let shown = |at: Option<_>| at.map_or_else(|| "never".to_owned(), time);
        let rows = Permission::ALL.iter().map(|p| {
            let held = if user.effective.holds(*p) { "yes" } else { "no" };
            let because = match user.exceptions.get(p) {
                None => "as the role says",
                Some(Exception::Allowed) => "allowed",
                Some(Exception::Denied) => "denied",
            };
            vec![p.to_string(), held.to_owned(), because.to_owned()]
        });
        let facts = facts(&[
            ("User", format!("{} <{}>", user.name(), user.email)),
            ("Customer", format!("{} {}", user.customer_number, user.customer_name)),
            ("State", user.state.to_string()),
            ("Role", user.role.to_string()),
            ("Sees", places.scope_shown(&user.scope)),
            ("Contact", contact),
            ("Language", user.language.to_string()),
            ("Granted", time(user.created_at)),
            ("Activated", shown(user.activated_at)),
            ("Ends", shown(user.ends_at)),
            ("Signed in", shown(user.last_sign_in_at)),
        ]);
        format!("{facts}\n{}", table(&["Permission", "", "Why"], rows))
    })
}

/// A customer user as scripts get it; the names are stable.
pub fn object(user: &UserRow, places: &Places) -> Value {
    let facilities: Vec<_> = user.scope.facilities.iter().filter_map(|f| places.facility_number(*f)).collect();
    json!({
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "customer": user.customer_number,
        "role": user.role,
        "state": user.state,
        "scope": {
            "all_facilities": user.scope.all,
            "unassigned": user.scope.all || user.scope.unassigned,
            "facilities": facilities,
        },
        "contact": user.contact.and_then(|c| places.contact_number(c)),
        "exceptions": user.exceptions,
        "permissions": user.effective.iter().collect::<Vec<_>>(),
        "ends_at": user.ends_at,
        "created_at": user.created_at,
        "activated_at": user.activated_at,
        "last_sign_in_at": user.last_sign_in_at,
        "version": user.version,
    })
}
