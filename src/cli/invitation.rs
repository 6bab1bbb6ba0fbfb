//! `keydesk invitation`: what is on its way, and what became of it (R7).

use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, is_watched, table, time};
use super::user::{self, Whom};
use crate::domain::InvitationId;
use crate::domain::state::InvitationState;
use crate::qr;
use crate::service::access::Granted;
use crate::service::invitations::{self, InvitationRow};
use crate::service::{Actor, App, Error, customers};

/// What to do with invitations.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Invitation {
    /// List invitations with how their letters stand, the newest first
    #[command(before_help = "Examples:\n  keydesk invitation list --customer 1042\n  \
        keydesk invitation list --state pending\n  keydesk --json invitation list --customer 1042")]
    List(List),
    /// Send an invitation again: a new link, the old ones stop working
    #[command(before_help = "Examples:\n  keydesk invitation resend eva@huber.example\n  \
        keydesk invitation resend eva@huber.example --send-to office@huber.example")]
    Resend(Resend),
    /// Take an invitation back: its links stop working
    #[command(before_help = "Examples:\n  keydesk invitation withdraw eva@huber.example")]
    Withdraw(Which),
    /// Print a link to a pending invitation, to copy
    #[command(before_help = "Examples:\n  keydesk invitation link eva@huber.example")]
    Link(Which),
    /// Show a link to a pending invitation as QR code, to scan from the screen
    #[command(before_help = "Examples:\n  keydesk invitation qr eva@huber.example")]
    Qr(Which),
    /// Make a short code to read aloud; it works once, for a quarter of an hour
    #[command(before_help = "Examples:\n  keydesk invitation code eva@huber.example")]
    Code(Which),
    /// Send the invitation to another address, which becomes the user name; old links stop working
    #[command(before_help = "Examples:\n  keydesk invitation address eva@hubr.example eva@huber.example")]
    Address(Address),
    /// Delete an invitation with the person's data; one that was accepted takes its user along
    #[command(before_help = "Examples:\n  keydesk invitation delete eva@huber.example\n  \
        keydesk invitation delete eva@huber.example --yes")]
    Delete(Delete),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Of this customer only
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// Only in this state: pending, accepted, expired, revoked
    #[arg(long)]
    state: Option<InvitationState>,
}

/// Which invitation.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The invited person's e-mail address, or the invitation's identifier
    #[arg(value_name = "EMAIL|ID")]
    which: String,
    /// At which customer; needed when the person is a user of several
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
}

/// Which invitation, and where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Resend {
    #[command(flatten)]
    which: Which,
    /// Send the letter to this address, for this once
    #[arg(long, value_name = "EMAIL")]
    send_to: Option<String>,
}

/// Which invitation, and the new address.
#[derive(clap::Args, Clone, Debug)]
pub struct Address {
    #[command(flatten)]
    which: Which,
    /// The address that is right
    #[arg(value_name = "NEW")]
    email: String,
}

/// Which invitation.
#[derive(clap::Args, Clone, Debug)]
pub struct Delete {
    #[command(flatten)]
    which: Which,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Invitation) -> Result<(), Failure> {
    match command {
        Invitation::List(args) => list(desk, args).await,
        Invitation::Resend(args) => resend(desk, args).await,
        Invitation::Withdraw(which) => withdraw(desk, which).await,
        Invitation::Link(which) => link(desk, which).await,
        Invitation::Qr(which) => qr(desk, which).await,
        Invitation::Code(which) => code(desk, which).await,
        Invitation::Address(args) => address(desk, args).await,
        Invitation::Delete(args) => delete(desk, args).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = match &args.customer {
        Some(number) => Some(customers::by_number(&app, &by, number).await?.row.id),
        None => None,
    };
    let mut rows = invitations::list(&app, &by, customer).await?;
    rows.retain(|r| args.state.is_none_or(|s| s == r.state));
    if rows.is_empty() {
        desk.out.say("No invitation matches.");
    }
    let value = json!({ "invitations": rows.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |r: &InvitationRow| {
            vec![
                r.customer_number.clone(),
                r.name.clone(),
                r.email.clone(),
                r.role.to_string(),
                r.state.to_string(),
                letter(r),
                r.invited_by.clone(),
                time(r.expires_at),
            ]
        };
        let headings = ["Customer", "Name", "E-mail", "Role", "State", "Letter", "Invited by", "Valid until"];
        table(&headings, rows.iter().map(row))
    })
}

/// "sent", "queued (2 tries: …)", "failed: 550 no such user".
fn letter(row: &InvitationRow) -> String {
    let Some(letter) = &row.letter else { return "none".to_owned() };
    match &letter.last_error {
        Some(error) => format!("{} after {}: {error}", letter.state, tries(letter.attempts)),
        None => letter.state.to_string(),
    }
}

fn tries(n: i64) -> String {
    if n == 1 { "1 try".to_owned() } else { format!("{n} tries") }
}

fn object(row: &InvitationRow) -> Value {
    json!({
        "id": row.id,
        "customer": row.customer_number,
        "name": row.name,
        "email": row.email,
        "role": row.role,
        "state": row.state,
        "letter": row.letter,
        "sent_to": row.sent_to,
        "invited_by": row.invited_by,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "accepted_at": row.accepted_at,
    })
}

async fn resend(desk: &Desk, args: &Resend) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, &args.which).await?;
    let granted: Granted = invitations::resend(&app, &by, id, args.send_to.as_deref()).await?;
    desk.out.say(format!("Sent again to {}; links from before no longer work.", granted.sent_to));
    show(desk, &granted)
}

fn show(desk: &Desk, granted: &Granted) -> Result<(), Failure> {
    let value = json!({
        "invitation": granted.invitation,
        "link": granted.link,
        "sent_to": granted.sent_to,
        "expires_at": granted.expires_at,
    });
    desk.out.show(&value, || facts(&[("Link", granted.link.clone()), ("Valid until", time(granted.expires_at))]))
}

async fn address(desk: &Desk, args: &Address) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, &args.which).await?;
    let granted = invitations::set_address(&app, &by, id, &args.email).await?;
    desk.out.say(format!("Sent to {}, which is the user name now; links from before no longer work.", granted.sent_to));
    show(desk, &granted)
}

async fn code(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, which).await?;
    let made = invitations::code(&app, &by, id).await?;
    desk.out.say("Read this aloud; it is shown once, works once and is over after five wrong ones.");
    desk.out.show(&made, || {
        facts(&[("Code", made.code.clone()), ("At", made.url.clone()), ("Valid until", time(made.valid_until))])
    })
}

async fn qr(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, which).await?;
    let link = invitations::link(&app, &by, id).await?;
    let shown = qr::lines(&link).map_err(|e| Failure::failed(e.to_string()))?;
    desk.out.say("To scan from the screen; the letter's link stays good.");
    desk.out.show(&json!({ "invitation": id, "link": link, "qr": shown }), || {
        // Black on white, whatever the terminal's colours are: a camera cannot read it the other way round.
        let dressed =
            |l: &String| if is_watched() { format!("\u{1b}[30;107m{l}\u{1b}[0m\n") } else { format!("{l}\n") };
        shown.iter().map(dressed).collect()
    })
}

async fn delete(desk: &Desk, args: &Delete) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, &args.which).await?;
    let question = format!(
        "The invitation of {} is deleted with the person's data, and the user that was made of it. This cannot be undone; \
         \"keydesk invitation withdraw\" takes a pending one back and keeps it.",
        args.which.which
    );
    user::confirm(args.yes, &question)?;
    invitations::delete(&app, &by, id).await?;
    desk.out.say("Deleted. The log keeps what was done, without the name.");
    if desk.out.json { desk.out.show(&json!({ "deleted": id }), String::new) } else { Ok(()) }
}

async fn withdraw(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, which).await?;
    invitations::withdraw(&app, &by, id).await?;
    desk.out.say("The invitation is withdrawn; its links no longer work.");
    if desk.out.json { desk.out.show(&json!({ "invitation": id, "state": "revoked" }), String::new) } else { Ok(()) }
}

async fn link(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let id = find(&app, &by, which).await?;
    let link = invitations::link(&app, &by, id).await?;
    desk.out.show(&json!({ "invitation": id, "link": link }), || link.clone())
}

/// The invitation with this identifier, or the newest one of the person with this address.
async fn find(app: &App, by: &Actor, which: &Which) -> Result<InvitationId, Failure> {
    if let Ok(id) = which.which.parse() {
        return Ok(id);
    }
    let whom = Whom { email: which.which.clone(), customer: which.customer.clone() };
    let user = user::find(app, by, &whom).await?;
    let of_customer = invitations::list(app, by, Some(user.customer)).await?;
    let newest = of_customer.into_iter().find(|r| r.user == user.id);
    let missing = || Error::not_found(format!("invitation of {}", user.email));
    Ok(newest.ok_or_else(missing)?.id)
}
