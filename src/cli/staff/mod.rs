//! `keydesk staff`: the people of the organization, their rights and their sign-ins (R9–R11).

mod change;
mod new;
mod show;

use std::path::PathBuf;

use super::desk::Desk;
use super::exit::Failure;
use crate::domain::staff::{StaffPermission, StaffRole};

/// What to do with staff accounts.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Staff {
    /// List staff accounts
    #[command(before_help = "Examples:\n  keydesk staff list\n  keydesk --json staff list")]
    List,
    /// Show one account: role, permissions, areas, own customers
    #[command(before_help = "Examples:\n  keydesk staff show anna@nordlift.example")]
    Show(Whom),
    /// Make an account and print a temporary password, which the person replaces at the first sign-in
    #[command(before_help = "Examples:\n  \
        keydesk staff add lars@nordlift.example --name \"Lars Holm\" --role supervisor --area Graz --area Weiz\n  \
        keydesk staff add eva@nordlift.example --name \"Eva Lind\" --role dispatcher --password-file first.txt")]
    Add(Add),
    /// Change the role, which ends the person's sign-ins
    #[command(before_help = "Examples:\n  keydesk staff role lars@nordlift.example department_administrator")]
    Role(Role),
    /// Change the name
    #[command(before_help = "Examples:\n  keydesk staff rename lars@nordlift.example \"Lars Holm-Berg\"")]
    Rename(Rename),
    /// Change how the person is written to: mobile number for SMS, language and time zone of letters
    #[command(before_help = "Examples:\n  keydesk staff edit lars@nordlift.example --mobile \"+46 70 123 45 67\"\n  \
        keydesk staff edit lars@nordlift.example --language sv --time-zone Europe/Stockholm\n  \
        keydesk staff edit lars@nordlift.example --mobile \"\" --language \"\" --time-zone \"\"")]
    Edit(Edit),
    /// Allow or deny a single permission, or leave it to the role
    #[command(before_help = "Examples:\n  keydesk staff permit lars@nordlift.example grant_access allow\n  \
        keydesk staff permit lars@nordlift.example import_export deny\n  \
        keydesk staff permit lars@nordlift.example grant_access role")]
    Permit(Permit),
    /// Assign areas: those that are named and no others
    #[command(before_help = "Examples:\n  keydesk staff areas lars@nordlift.example Graz Weiz\n  \
        keydesk staff areas lars@nordlift.example --none")]
    Areas(Areas),
    /// Choose the customers that the person looks after: those that are named and no others
    #[command(before_help = "Examples:\n  keydesk staff customers lars@nordlift.example 1042 1077\n  \
        keydesk staff customers lars@nordlift.example --none")]
    Customers(Customers),
    /// Switch an account off: the person is out with the next request
    #[command(before_help = "Examples:\n  keydesk staff off lars@nordlift.example")]
    Off(Whom),
    /// Switch an account on again
    #[command(before_help = "Examples:\n  keydesk staff on lars@nordlift.example")]
    On(Whom),
    /// Make a new temporary password, which ends the old one and every sign-in
    #[command(before_help = "Examples:\n  keydesk staff password lars@nordlift.example\n  \
        keydesk staff password lars@nordlift.example --password-file first.txt")]
    Password(Password),
    /// List remembered sign-ins, or end them
    #[command(before_help = "Examples:\n  keydesk staff sessions lars@nordlift.example\n  \
        keydesk staff sessions lars@nordlift.example --all\n  \
        keydesk staff sessions lars@nordlift.example --end 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e")]
    Sessions(Sessions),
}

/// One staff person.
#[derive(clap::Args, Clone, Debug)]
pub struct Whom {
    /// The person's e-mail address
    #[arg(value_name = "EMAIL")]
    email: String,
}

/// A new account.
#[derive(clap::Args, Clone, Debug)]
pub struct Add {
    #[command(flatten)]
    whom: Whom,
    /// The person's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The role
    #[arg(
        long,
        value_name = "ROLE",
        help = "administrator, department_administrator, supervisor, content_creator, dispatcher or technician"
    )]
    role: StaffRole,
    /// An area to assign; several times for several
    #[arg(long = "area", value_name = "AREA")]
    areas: Vec<String>,
    /// A customer that the person looks after; several times for several
    #[arg(long = "customer", value_name = "NUMBER")]
    customers: Vec<String>,
    /// A file whose first line is the temporary password; - for standard input. Without it one is made and printed
    #[arg(long, value_name = "FILE|-")]
    password_file: Option<PathBuf>,
}

/// A role.
#[derive(clap::Args, Clone, Debug)]
pub struct Role {
    #[command(flatten)]
    whom: Whom,
    /// The role
    #[arg(
        value_name = "ROLE",
        help = "administrator, department_administrator, supervisor, content_creator, dispatcher or technician"
    )]
    role: StaffRole,
}

/// A name.
#[derive(clap::Args, Clone, Debug)]
pub struct Rename {
    #[command(flatten)]
    whom: Whom,
    /// The new name
    #[arg(value_name = "NAME")]
    name: String,
}

/// How somebody is written to.
#[derive(clap::Args, Clone, Debug)]
#[group(id = "what", required = true, multiple = true, args = ["mobile", "language", "time_zone"])]
pub struct Edit {
    #[command(flatten)]
    whom: Whom,
    /// The mobile number with its country's code; "" for none
    #[arg(long, value_name = "NUMBER")]
    mobile: Option<String>,
    /// en, sv, de or da; "" for the organization's
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The time zone, like Europe/Vienna; "" for the organization's
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

/// A permission.
#[derive(clap::Args, Clone, Debug)]
pub struct Permit {
    #[command(flatten)]
    whom: Whom,
    /// Which permission
    #[arg(value_name = "PERMISSION", help = "Which permission, for example grant_access")]
    permission: StaffPermission,
    /// allow, deny, or role
    #[arg(value_name = "allow|deny|role")]
    word: Word,
}

/// How a permission is to stand.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
pub enum Word {
    /// Beyond the role.
    Allow,
    /// Against the role.
    Deny,
    /// As the role says.
    Role,
}

/// Areas.
#[derive(clap::Args, Clone, Debug)]
pub struct Areas {
    #[command(flatten)]
    whom: Whom,
    /// The areas, by name
    #[arg(value_name = "AREA", required_unless_present = "none", conflicts_with = "none")]
    named: Vec<String>,
    /// No area
    #[arg(long)]
    none: bool,
}

/// Customers.
#[derive(clap::Args, Clone, Debug)]
pub struct Customers {
    #[command(flatten)]
    whom: Whom,
    /// The customers, by number
    #[arg(value_name = "NUMBER", required_unless_present = "none", conflicts_with = "none")]
    named: Vec<String>,
    /// No customer
    #[arg(long)]
    none: bool,
}

/// A password.
#[derive(clap::Args, Clone, Debug)]
pub struct Password {
    #[command(flatten)]
    whom: Whom,
    /// A file whose first line is the temporary password; - for standard input. Without it one is made and printed
    #[arg(long, value_name = "FILE|-")]
    password_file: Option<PathBuf>,
}

/// Remembered sign-ins.
#[derive(clap::Args, Clone, Debug)]
pub struct Sessions {
    #[command(flatten)]
    whom: Whom,
    /// End this one
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    end: Option<crate::domain::StaffSessionId>,
    /// End all of them
    #[arg(long)]
    all: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Staff) -> Result<(), Failure> {
    match command {
        Staff::List => show::list(desk).await,
        Staff::Show(whom) => show::show(desk, whom).await,
        Staff::Add(args) => new::add(desk, args).await,
        Staff::Role(args) => change::role(desk, args).await,
        Staff::Rename(args) => change::rename(desk, args).await,
        Staff::Edit(args) => change::edit(desk, args).await,
        Staff::Permit(args) => change::permit(desk, args).await,
        Staff::Areas(args) => change::areas(desk, args).await,
        Staff::Customers(args) => change::customers(desk, args).await,
        Staff::Off(whom) => change::switch(desk, whom, false).await,
        Staff::On(whom) => change::switch(desk, whom, true).await,
        Staff::Password(args) => new::password(desk, args).await,
        Staff::Sessions(args) => show::sessions(desk, args).await,
    }
}
