//! `keydesk user bulk`: one thing for many people, looked at before it is done (R75).

use serde_json::{Value, json};

use super::change::{Verdict, sentence};
use super::confirm;
use super::places::{Places, ScopeFlags};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::table;
use crate::domain::access::Scope;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Permission, Role};
use crate::domain::state::{AccessState, UserState};
use crate::service::access::{self, Farewell, UserRow};
use crate::service::bulk::{self, Becomes, Done, Selection};
use crate::service::{Actor, App, Error};

/// What to do for many.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Bulk {
    /// Allow or deny a permission, or leave it to the role
    #[command(before_help = "Examples:\n  \
        keydesk user bulk permit report_faults allow --customer 1042 --customer 1043 --role member\n  \
        keydesk user bulk permit view_invoices deny --area South --dry-run")]
    Permit(Permit),
    /// Change the role
    #[command(before_help = "Examples:\n  keydesk user bulk role moderator --customer 1042 --role administrator")]
    Role(NewRole),
    /// Change which facilities people see
    #[command(before_help = "Examples:\n  keydesk user bulk scope --all-facilities --customer 1042\n  \
        keydesk user bulk scope --facility F7 --unassigned --customer 1042 --role member")]
    Scope(NewScope),
    /// Send invitations again: new links, the old ones stop working
    #[command(before_help = "Examples:\n  keydesk user bulk resend --state pending\n  \
        keydesk user bulk resend --email eva@huber.example --email jan@huber.example --yes")]
    Resend(Plain),
    /// End access and tell the people; can be granted again
    #[command(before_help = "Examples:\n  keydesk user bulk revoke --customer 1042\n  \
        keydesk user bulk revoke --customer 1042 --role member --no-letter --dry-run")]
    Revoke(Revoke),
    /// Stop sign-in; can be lifted
    #[command(before_help = "Examples:\n  keydesk user bulk suspend --customer 1042 --state active")]
    Suspend(Plain),
    /// Lift suspensions
    #[command(before_help = "Examples:\n  keydesk user bulk lift --customer 1042 --state suspended")]
    Lift(Plain),
}

/// Whom. What is given must all be so.
#[derive(clap::Args, Clone, Debug)]
pub struct Whom {
    /// Users of this customer; may be given several times
    #[arg(long, value_name = "NUMBER")]
    customer: Vec<String>,
    /// The person with this user name; may be given several times
    #[arg(long, value_name = "EMAIL")]
    email: Vec<String>,
    /// Who has this role: administrator, moderator, member
    #[arg(long)]
    role: Option<Role>,
    /// Who is in this state: pending, active, suspended, revoked, expired. Without it: whoever is not revoked
    #[arg(long)]
    state: Option<UserState>,
    /// Users of customers in this area
    #[arg(long, value_name = "NAME")]
    area: Option<String>,
    /// Users of customers that stand so to the portal: off, link, pending, active, independent
    #[arg(long, value_name = "STATE")]
    access: Option<AccessState>,
}

/// How it is done.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct How {
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

/// A permission for many.
#[derive(clap::Args, Clone, Debug)]
pub struct Permit {
    #[arg(value_name = "PERMISSION", help = "Which permission, like view_objects")]
    permission: Permission,
    /// allow, deny, or as the role says
    #[arg(value_name = "allow|deny|role", hide_possible_values = true)]
    verdict: Verdict,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    how: How,
}

/// A role for many.
#[derive(clap::Args, Clone, Debug)]
pub struct NewRole {
    /// administrator, moderator or member
    #[arg(value_name = "ROLE")]
    becomes: Role,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    how: How,
}

/// A scope for many.
#[derive(clap::Args, Clone, Debug)]
pub struct NewScope {
    #[command(flatten)]
    scope: ScopeFlags,
    /// Nothing at all
    #[arg(long, conflicts_with_all = ["all_facilities", "facility", "unassigned"])]
    nothing: bool,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    how: How,
}

/// Nothing more to say.
#[derive(clap::Args, Clone, Debug)]
pub struct Plain {
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    how: How,
}

/// Whose access ends.
#[derive(clap::Args, Clone, Debug)]
pub struct Revoke {
    /// Do not tell the people
    #[arg(long)]
    no_letter: bool,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    how: How,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Bulk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    match command {
        Bulk::Permit(args) => {
            let becomes = Becomes::Permission(args.permission, args.verdict.exception());
            let users = chosen(desk, &app, &by, &args.whom).await?;
            change(desk, &app, &by, (&users, &becomes), args.how).await
        }
        Bulk::Role(args) => {
            let users = chosen(desk, &app, &by, &args.whom).await?;
            change(desk, &app, &by, (&users, &Becomes::Role(args.becomes)), args.how).await
        }
        Bulk::Scope(args) => scope(desk, &app, &by, args).await,
        Bulk::Resend(args) => resend(desk, &app, &by, args).await,
        Bulk::Revoke(args) => {
            let users = chosen(desk, &app, &by, &args.whom).await?;
            let farewell = if args.no_letter { Farewell::Silent } else { Farewell::Letter(None) };
            let told = if args.no_letter { "nobody is told" } else { "each is told by e-mail" };
            if review(desk, &users, &format!("The access of these {} people ends; {told}.", users.len()), args.how)? {
                return Ok(());
            }
            done(desk, &bulk::revoke(&app, &by, &ids(&users), &farewell).await?, "revoked")
        }
        Bulk::Suspend(args) => {
            let users = chosen(desk, &app, &by, &args.whom).await?;
            if review(desk, &users, &format!("These {} people are suspended.", users.len()), args.how)? {
                return Ok(());
            }
            done(desk, &bulk::suspend(&app, &by, &ids(&users)).await?, "suspended")
        }
        Bulk::Lift(args) => {
            let users = chosen(desk, &app, &by, &args.whom).await?;
            if review(desk, &users, &format!("These {} people may sign in again.", users.len()), args.how)? {
                return Ok(());
            }
            done(desk, &bulk::lift(&app, &by, &ids(&users)).await?, "lifted")
        }
    }
}

fn ids(users: &[UserRow]) -> Vec<crate::domain::CustomerUserId> {
    users.iter().map(|u| u.id).collect()
}

async fn chosen(desk: &Desk, app: &App, by: &Actor, whom: &Whom) -> Result<Vec<UserRow>, Failure> {
    let selection = Selection {
        customers: Vec::new(),
        numbers: whom.customer.clone(),
        emails: whom.email.clone(),
        role: whom.role,
        state: whom.state,
        area: whom.area.clone(),
        access: whom.access,
    };
    if selection == Selection::default() {
        return Err(Failure::usage("say whom: --customer, --email, --role, --state, --area or --access"));
    }
    let users = bulk::select(app, by, &selection).await?;
    if users.is_empty() {
        desk.out.say("Nobody is meant.");
    }
    Ok(users)
}

fn people(users: &[UserRow]) -> Vec<Value> {
    let one = |u: &UserRow| json!({ "customer": u.customer_number, "email": u.email, "name": u.name(), "role": u.role, "state": u.state });
    users.iter().map(one).collect()
}

/// Shows who is meant and asks; `true` when that was all.
fn review(desk: &Desk, users: &[UserRow], question: &str, how: How) -> Result<bool, Failure> {
    let over = how.dry_run || users.is_empty();
    if desk.out.json {
        if over {
            desk.out.show(&json!({ "dry_run": how.dry_run, "people": people(users), "done": [] }), String::new)?;
            return Ok(true);
        }
    } else {
        let row = |u: &UserRow| {
            vec![u.customer_number.clone(), u.name(), u.email.clone(), u.role.to_string(), u.state.to_string()]
        };
        desk.out.print(&table(&["Customer", "Name", "E-mail", "Role", "State"], users.iter().map(row)))?;
        if over {
            desk.out.say(if users.is_empty() { "Nothing was changed." } else { "Nothing was changed: a dry run." });
            return Ok(true);
        }
    }
    confirm(how.yes, question)?;
    Ok(false)
}

fn done(desk: &Desk, done: &[Done], word: &str) -> Result<(), Failure> {
    desk.out.say(format!("{} people were {word}.", done.len()));
    let people: Vec<_> = done
        .iter()
        .map(|d| json!({ "customer": d.customer_number, "email": d.email, "name": d.name, "before": d.before, "state": d.after }))
        .collect();
    if desk.out.json { desk.out.show(&json!({ "dry_run": false, "done": people }), String::new) } else { Ok(()) }
}

async fn resend(desk: &Desk, app: &App, by: &Actor, args: &Plain) -> Result<(), Failure> {
    // Who accepted has no invitation to be sent again.
    let whom = Whom { state: args.whom.state.or(Some(UserState::Pending)), ..args.whom.clone() };
    let users = chosen(desk, app, by, &whom).await?;
    let question = format!("Each of these {} people gets a new invitation; links from before die.", users.len());
    if review(desk, &users, &question, args.how)? {
        return Ok(());
    }
    let invitations = bulk::invitations(app, by, &ids(&users)).await?;
    let sent = bulk::resend(app, by, &invitations).await?;
    desk.out.say(format!("{} invitations were sent again.", sent.len()));
    let done: Vec<_> = sent
        .iter()
        .map(|g| json!({ "invitation": g.invitation, "sent_to": g.sent_to, "expires_at": g.expires_at }))
        .collect();
    if desk.out.json { desk.out.show(&json!({ "dry_run": false, "done": done }), String::new) } else { Ok(()) }
}

async fn scope(desk: &Desk, app: &App, by: &Actor, args: &NewScope) -> Result<(), Failure> {
    if args.scope.is_empty() && !args.nothing {
        return Err(Failure::usage(
            "say what they are to see: --all-facilities, --facility NUMBER (several times), --unassigned, or --nothing",
        ));
    }
    let users = chosen(desk, app, by, &args.whom).await?;
    let one_customer = users.windows(2).all(|pair| pair[0].customer == pair[1].customer);
    let scope = if args.scope.facility.is_empty() {
        Scope { all: args.scope.all_facilities, unassigned: args.scope.unassigned, ..Scope::default() }
    } else if let Some(first) = users.first().filter(|_| one_customer) {
        let mut errors = FieldErrors::new();
        let scope = Places::of(app, by, first.customer).await?.scope(&args.scope, &mut errors);
        errors.into_result().map_err(Error::from)?;
        scope
    } else if users.is_empty() {
        Scope::default()
    } else {
        return Err(Failure::usage("facilities are one customer's; choose people of one customer with --customer"));
    };
    change(desk, app, by, (&users, &Becomes::Scope(scope)), args.how).await
}

/// Shows what would change for whom, asks, does it.
async fn change(
    desk: &Desk,
    app: &App,
    by: &Actor,
    (users, becomes): (&[UserRow], &Becomes),
    how: How,
) -> Result<(), Failure> {
    let changes = bulk::changes(users, becomes);
    let effects = access::preview(app, by, &changes).await?;
    let value = |dry_run: bool, after: &[UserRow]| json!({ "dry_run": dry_run, "meant": users.len(), "effects": effects, "done": people(after) });
    let as_they_are = users.len() - changes.len();
    if !desk.out.json {
        let of = |id| users.iter().find(|u| u.id == id);
        let number = |id| of(id).map(|u| u.customer_number.clone()).unwrap_or_default();
        let email = |id| of(id).map(|u| u.email.clone()).unwrap_or_default();
        let rows = effects.iter().map(|e| vec![number(e.user), email(e.user), sentence(e, false)]);
        desk.out.print(&table(&["Customer", "E-mail", "What changes"], rows))?;
        desk.out.say(format!("{} people change, {as_they_are} are so already.", changes.len()));
    }
    if how.dry_run || changes.is_empty() {
        return if desk.out.json { desk.out.show(&value(how.dry_run, &[]), String::new) } else { Ok(()) };
    }
    confirm(how.yes, &format!("Change {} people?", changes.len()))?;
    let after = access::apply(app, by, &changes).await?;
    desk.out.say(format!("{} people were changed.", after.len()));
    if desk.out.json { desk.out.show(&value(false, &after), String::new) } else { Ok(()) }
}
