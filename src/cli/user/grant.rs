//! `keydesk user grant` (R6).

use serde_json::json;

use super::confirm;
use super::places::{Places, ScopeFlags};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::{facts, time};
use crate::domain::access::Scope;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Role;
use crate::domain::state::Language;
use crate::service::access::{self, Grant as Request};
use crate::service::{Error, customers};

/// Whom to give access, and to what.
#[derive(clap::Args, Clone, Debug)]
pub struct Grant {
    /// At which customer
    #[arg(long, value_name = "NUMBER")]
    customer: String,
    /// The person's e-mail address, which is the user name
    #[arg(long)]
    email: String,
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: String,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: String,
    /// administrator, moderator or member; not for a private customer
    #[arg(long)]
    role: Option<Role>,
    /// The number of the contact the person is: only that contact's orders are seen
    #[arg(long, value_name = "NUMBER")]
    contact: Option<String>,
    #[command(flatten)]
    scope: ScopeFlags,
    /// The person's language: en, sv, de, da. Without it: the customer's
    #[arg(long)]
    language: Option<Language>,
    /// Send the letter to this address, for this once
    #[arg(long, value_name = "EMAIL")]
    send_to: Option<String>,
    /// Give the role administrator at a customer that we manage, without asking
    #[arg(long)]
    yes: bool,
}

pub async fn run(desk: &Desk, args: &Grant) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = customers::by_number(&app, &by, &args.customer).await?.row;
    let places = Places::of(&app, &by, customer.id).await?;
    let mut errors = FieldErrors::new();
    let mut scope = places.scope(&args.scope, &mut errors);
    let contact = places.contact(args.contact.as_deref(), &mut errors);
    if errors != FieldErrors::new() {
        // What the service would find wrong as well belongs into the same answer.
        errors.take(Email::parse("email", &args.email));
        args.send_to.as_ref().and_then(|other| errors.take(Email::parse("send_to", other)));
        return Err(Error::from(errors).into());
    }
    if args.role == Some(Role::Administrator) && customer.managed {
        let name = &customer.name;
        confirm(args.yes, &format!("{name} is managed by you; recommended roles are moderator and member."))?;
    }
    if args.scope.is_empty() {
        // Where there is nothing to choose between, nobody is asked (R12).
        if places.facilities.len() <= 1 {
            scope = Scope::everything();
        } else {
            desk.out.warn(format!(
                "nothing was chosen, so {} will see nothing: {} has {} facilities; choose with \"keydesk user scope {}\" \
                 and --all-facilities, --facility or --unassigned",
                args.email,
                customer.name,
                places.facilities.len(),
                args.email,
            ));
        }
    }
    let request = Request {
        customer: customer.id,
        email: args.email.clone(),
        first_name: args.first_name.clone(),
        last_name: args.last_name.clone(),
        role: args.role,
        language: args.language,
        contact,
        scope,
        send_to: args.send_to.clone(),
    };
    let warning = access::first_user_warning(&app, &by, customer.id).await?;
    if let Some(warning) = &warning {
        desk.out.say(format!("Mind: {warning}."));
    }
    let granted = access::grant(&app, &by, &request).await?;
    let user = access::user(&app, &by, granted.user).await?;
    desk.out.say(format!(
        "{} was invited to {} {} as {}; the letter goes to {}.",
        user.name(),
        customer.number,
        customer.name,
        user.role,
        granted.sent_to
    ));
    let value = json!({
        "user": super::show::object(&user, &places),
        "invitation": granted.invitation,
        "link": granted.link,
        "sent_to": granted.sent_to,
        "expires_at": granted.expires_at,
        "warning": warning,
    });
    desk.out.show(&value, || {
        facts(&[
            ("Invitation", granted.invitation.to_string()),
            ("Sees", places.scope_shown(&user.scope)),
            ("Link", granted.link.clone()),
            ("Valid until", time(granted.expires_at)),
        ])
    })
}
