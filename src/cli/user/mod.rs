//! `keydesk user`: giving access, tuning it, taking it away (R4–R15).

mod bulk;
mod change;
mod explain;
mod grant;
mod life;
mod password;
pub(super) mod places;
mod second_factor;
mod show;
mod state;
mod view;

use super::desk::Desk;
use super::exit::Failure;
use crate::service::access::{self, UserRow};
use crate::service::{Actor, App};

/// What to do with customer users.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum User {
    /// Give a person access to a customer and send the invitation
    #[command(before_help = "Examples:\n  \
        keydesk user grant --customer 1042 --email eva@huber.example --first-name Eva \\\n      \
        --last-name Huber --role member --all-facilities\n  \
        keydesk user grant --customer 1042 --email jan@huber.example --first-name Jan \\\n      \
        --last-name Moser --role member --facility F7 --facility F9 --unassigned \\\n      \
        --language sv --send-to office@huber.example")]
    Grant(grant::Grant),
    /// List the users of a customer
    #[command(
        before_help = "Examples:\n  keydesk user list --customer 1042\n  keydesk --json user list --customer 1042"
    )]
    List(show::List),
    /// Show one user: role, permissions, what the person sees
    #[command(
        before_help = "Examples:\n  keydesk user show eva@huber.example\n  keydesk user show eva@huber.example --customer 1042"
    )]
    Show(Whom),
    /// Allow or deny a permission, or leave it to the role
    #[command(before_help = "Examples:\n  keydesk user permit eva@huber.example view_objects deny\n  \
        keydesk user permit eva@huber.example report_faults allow --dry-run\n  \
        keydesk user permit eva@huber.example view_objects role")]
    Permit(change::Permit),
    /// Change the role
    #[command(before_help = "Examples:\n  keydesk user role eva@huber.example moderator\n  \
        keydesk user role eva@huber.example administrator --yes")]
    Role(change::NewRole),
    /// Change which facilities a person sees; what is not named is not seen
    #[command(before_help = "Examples:\n  keydesk user scope eva@huber.example --all-facilities\n  \
        keydesk user scope eva@huber.example --facility F7 --facility F9 --unassigned\n  \
        keydesk user scope eva@huber.example --facility F7 --dry-run")]
    Scope(change::NewScope),
    /// Link the person to a contact, whose orders alone are seen then; or remove the link
    #[command(
        before_help = "Examples:\n  keydesk user contact eva@huber.example C12\n  keydesk user contact eva@huber.example none"
    )]
    Contact(change::NewContact),
    /// Stop sign-in; can be lifted
    #[command(before_help = "Examples:\n  keydesk user suspend eva@huber.example")]
    Suspend(Whom),
    /// Lift a suspension
    #[command(before_help = "Examples:\n  keydesk user lift eva@huber.example")]
    Lift(Whom),
    /// End access and tell the person; can be granted again
    #[command(
        before_help = "Examples:\n  keydesk user revoke eva@huber.example\n  keydesk user revoke eva@huber.example --no-letter"
    )]
    Revoke(state::Revoke),
    /// Give the access an end, move it, or take it away
    #[command(before_help = "Examples:\n  keydesk user expire eva@huber.example --on 2027-03-31\n  \
        keydesk user expire eva@huber.example --in 14d\n  keydesk user expire eva@huber.example --never")]
    Expire(life::Expire),
    /// Help with a forgotten password: a link, or a temporary one to read aloud
    #[command(before_help = "Examples:\n  keydesk user password eva@huber.example --link\n  \
        keydesk user password eva@huber.example --link --send-to office@huber.example\n  \
        keydesk user password eva@huber.example --temporary\n  \
        keydesk user password eva@huber.example --temporary --mail")]
    Password(password::Password),
    /// Show what a person has beside the password; take it away when it is lost
    #[command(before_help = "Examples:\n  keydesk user second-factor eva@huber.example\n  \
        keydesk user second-factor eva@huber.example --reset")]
    SecondFactor(second_factor::SecondFactor),
    /// Delete a person with all data; the log keeps what was done, without the name
    #[command(before_help = "Examples:\n  keydesk user delete eva@huber.example\n  \
        keydesk user delete eva@huber.example --customer 1042 --yes")]
    Delete(life::Delete),
    /// Say whether a person sees a thing, and why: every link of the chain, with what changes it
    #[command(before_help = "Examples:\n  keydesk user explain eva@huber.example order A-1041\n  \
        keydesk user explain eva@huber.example document D12 --customer 1042\n  \
        keydesk --json user explain eva@huber.example invoice R-7")]
    Explain(explain::Explain),
    /// Look at the portal as a person sees it; only the log knows
    #[command(before_help = "Examples:\n  keydesk user view eva@huber.example\n  \
        keydesk user view eva@huber.example orders --limit 100\n  keydesk --json user view eva@huber.example documents\n  \
        keydesk user view --browser eva@huber.example")]
    View(view::View),
    /// Do one thing for many people, looked at before it is done
    #[command(
        subcommand,
        before_help = "Examples:\n  \
        keydesk user bulk permit report_faults allow --customer 1042 --role member\n  \
        keydesk user bulk revoke --customer 1042 --dry-run"
    )]
    Bulk(bulk::Bulk),
}

/// One customer user.
#[derive(clap::Args, Clone, Debug)]
pub struct Whom {
    /// The person's user name
    #[arg(value_name = "EMAIL")]
    pub email: String,
    /// At which customer; needed when the person is a user of several
    #[arg(long, value_name = "NUMBER")]
    pub customer: Option<String>,
}

/// Does it.
pub async fn run(desk: &Desk, command: &User) -> Result<(), Failure> {
    match command {
        User::Grant(args) => grant::run(desk, args).await,
        User::List(args) => show::list(desk, args).await,
        User::Show(whom) => show::show(desk, whom).await,
        User::Permit(args) => change::permit(desk, args).await,
        User::Role(args) => change::role(desk, args).await,
        User::Scope(args) => change::scope(desk, args).await,
        User::Contact(args) => change::contact(desk, args).await,
        User::Suspend(whom) => state::suspend(desk, whom).await,
        User::Lift(whom) => state::lift(desk, whom).await,
        User::Revoke(args) => state::revoke(desk, args).await,
        User::Expire(args) => life::expire(desk, args).await,
        User::Password(args) => password::run(desk, args).await,
        User::SecondFactor(args) => second_factor::run(desk, args).await,
        User::Delete(args) => life::delete(desk, args).await,
        User::Explain(args) => explain::run(desk, args).await,
        User::View(args) => view::run(desk, args).await,
        User::Bulk(command) => bulk::run(desk, command).await,
    }
}

/// The customer user with this address.
pub async fn find(app: &App, by: &Actor, whom: &Whom) -> Result<UserRow, Failure> {
    Ok(access::user_by_email(app, by, &whom.email, whom.customer.as_deref()).await?)
}

/// What a change does to somebody, in a sentence.
pub fn effect(effect: &access::Effect) -> String {
    change::sentence(effect, false)
}

/// Asks before something that wants a second thought; without anybody to ask, `--yes` must have been given.
pub fn confirm(yes: bool, question: &str) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    match super::secret::or_ask(None, &format!("{question} Type yes to go on"))?.as_deref() {
        Some("yes") => Ok(()),
        Some(_) => Err(Failure::usage("nothing was changed")),
        None => Err(Failure::usage(format!("{question} Add --yes to go on"))),
    }
}
