//! Changing role, permissions, scope and contact: what will change is said before it is saved (R72).

use serde_json::json;

use super::places::{Places, ScopeFlags};
use super::{Whom, confirm, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exception, Permission, Role};
use crate::service::access::{self, Change, Counts, Effect, UserRow};
use crate::service::{Actor, App, Error, customers};

/// What a permission becomes.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Verdict {
    Allow,
    Deny,
    Role,
}

impl Verdict {
    /// The exception that it means; none for what the role says.
    pub const fn exception(self) -> Option<Exception> {
        match self {
            Self::Allow => Some(Exception::Allowed),
            Self::Deny => Some(Exception::Denied),
            Self::Role => None,
        }
    }
}

/// One permission of one user.
#[derive(clap::Args, Clone, Debug)]
pub struct Permit {
    #[command(flatten)]
    whom: Whom,
    /// Which permission.
    #[arg(value_name = "PERMISSION", help = "Which permission, like view_objects")]
    permission: Permission,
    /// allow, deny, or as the role says
    #[arg(value_name = "allow|deny|role", hide_possible_values = true)]
    verdict: Verdict,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// The role of one user.
#[derive(clap::Args, Clone, Debug)]
pub struct NewRole {
    #[command(flatten)]
    whom: Whom,
    /// administrator, moderator or member
    #[arg(value_name = "ROLE")]
    role: Role,
    /// Give the role administrator at a customer that we manage, without asking
    #[arg(long)]
    yes: bool,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// The scope of one user.
#[derive(clap::Args, Clone, Debug)]
pub struct NewScope {
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    scope: ScopeFlags,
    /// Nothing at all
    #[arg(long, conflicts_with_all = ["all_facilities", "facility", "unassigned"])]
    nothing: bool,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// The contact of one user.
#[derive(clap::Args, Clone, Debug)]
pub struct NewContact {
    #[command(flatten)]
    whom: Whom,
    /// The contact's number, or none
    #[arg(value_name = "NUMBER|none")]
    contact: String,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

pub async fn permit(desk: &Desk, args: &Permit) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let places = Places::of(&app, &by, user.customer).await?;
    let mut change = Change::of(&user);
    change.permissions.insert(args.permission, args.verdict.exception());
    save(desk, &app, &by, &places, (&user, change), args.dry_run).await
}

pub async fn role(desk: &Desk, args: &NewRole) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let places = Places::of(&app, &by, user.customer).await?;
    let raised = args.role == Role::Administrator && user.role != Role::Administrator;
    if raised && !args.dry_run && customers::get(&app, &by, user.customer).await?.row.managed {
        let name = &user.customer_name;
        confirm(args.yes, &format!("{name} is managed by you; recommended roles are moderator and member."))?;
    }
    let change = Change { role: Some(args.role), ..Change::of(&user) };
    save(desk, &app, &by, &places, (&user, change), args.dry_run).await
}

pub async fn scope(desk: &Desk, args: &NewScope) -> Result<(), Failure> {
    if args.scope.is_empty() && !args.nothing {
        return Err(Failure::usage(
            "say what the person is to see: --all-facilities, --facility NUMBER (several times), --unassigned, or --nothing",
        ));
    }
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let places = Places::of(&app, &by, user.customer).await?;
    let mut errors = FieldErrors::new();
    let scope = places.scope(&args.scope, &mut errors);
    errors.into_result().map_err(Error::from)?;
    let change = Change { scope: Some(scope), ..Change::of(&user) };
    save(desk, &app, &by, &places, (&user, change), args.dry_run).await
}

pub async fn contact(desk: &Desk, args: &NewContact) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let places = Places::of(&app, &by, user.customer).await?;
    let mut errors = FieldErrors::new();
    let number = Some(args.contact.as_str()).filter(|c| *c != "none");
    let contact = places.contact(number, &mut errors);
    errors.into_result().map_err(Error::from)?;
    let change = Change { contact: Some(contact), ..Change::of(&user) };
    save(desk, &app, &by, &places, (&user, change), args.dry_run).await
}

/// Says what the change does, saves it unless it is a dry run, shows the user as it is then.
async fn save(
    desk: &Desk,
    app: &App,
    by: &Actor,
    places: &Places,
    (user, change): (&UserRow, Change),
    dry_run: bool,
) -> Result<(), Failure> {
    let changes = [change];
    let effects = access::preview(app, by, &changes).await?;
    let after = if dry_run { None } else { access::apply(app, by, &changes).await?.pop() };
    for effect in &effects {
        desk.out.say(sentence(effect, dry_run));
    }
    let after = after.as_ref().unwrap_or(user);
    let value = json!({
        "user": super::show::object(after, places),
        "effect": effects.first(),
        "dry_run": dry_run,
    });
    if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) }
}

/// "Eva Huber may no longer comment; sees 14 objects less."
pub fn sentence(effect: &Effect, dry_run: bool) -> String {
    let names = |p: &[Permission]| p.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !effect.gained.is_empty() {
        parts.push(format!("may {}", names(&effect.gained)));
    }
    if !effect.lost.is_empty() {
        parts.push(format!("may no longer {}", names(&effect.lost)));
    }
    for (counts, word) in [(&effect.gains, "more"), (&effect.loses, "less")] {
        parts.extend(counted(counts).map(|c| format!("sees {c} {word}")));
    }
    if effect.sees_nothing {
        parts.push("sees nothing at all".to_owned());
    }
    let what = if parts.is_empty() { "sees and may the same as before".to_owned() } else { parts.join("; ") };
    let prefix = if dry_run { "Nothing was changed. If it were: " } else { "" };
    format!("{prefix}{} {what}.", effect.name)
}

fn counted(counts: &Counts) -> Option<String> {
    let parts: Vec<String> =
        counts.named().map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many })).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
