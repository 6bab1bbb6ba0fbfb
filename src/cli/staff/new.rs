//! Making staff accounts, and new passwords for them.

use serde_json::json;

use super::super::desk::Desk;
use super::super::exit::Failure;
use super::super::secret;
use super::change::{area_ids, customer_ids};
use super::{Add, Password};
use crate::service::Error;
use crate::service::staff::{self, NewMember};

pub async fn add(desk: &Desk, args: &Add) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let mut wrong = crate::domain::field::FieldErrors::new();
    let areas = area_ids(&app, &by, "area", &args.areas, &mut wrong).await?;
    let customers = customer_ids(&app, &by, "customer", &args.customers, &mut wrong).await?;
    wrong.into_result().map_err(Error::from)?;
    let new = NewMember { email: args.whom.email.clone(), name: args.name.clone(), role: args.role, areas, customers };
    let given = args.password_file.as_deref().map(secret::from_file).transpose()?;
    let made = match &given {
        Some(password) => staff::create_with(&app, &by, &new, password).await?,
        None => staff::create(&app, &by, &new).await?,
    };
    desk.out.say(format!("{} can sign in as {} with the temporary password.", new.name, new.email));
    shown_once(desk, &new.email, given.is_none().then_some(made.temporary_password.as_str()))
}

pub async fn password(desk: &Desk, args: &Password) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let member = staff::by_email(&app, &by, &args.whom.email).await?;
    let made = match args.password_file.as_deref().map(secret::from_file).transpose()? {
        Some(password) => staff::new_password_with(&app, &by, member.id, &password).await.map(|()| None)?,
        None => Some(staff::new_password(&app, &by, member.id).await?),
    };
    desk.out.say(format!("The old password of {} and every sign-in with it are over.", member.name));
    shown_once(desk, &member.email, made.as_deref())
}

/// A password that was made here is shown this once; one that somebody brought is not repeated.
fn shown_once(desk: &Desk, email: &str, made: Option<&str>) -> Result<(), Failure> {
    desk.out.say("It must be replaced by one of the person's own within 72 hours, at the first sign-in.");
    if made.is_some() {
        desk.out.say("It is shown this once:");
    }
    desk.out.show(&json!({ "email": email, "temporary_password": made }), || made.unwrap_or_default().to_owned())
}
