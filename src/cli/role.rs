//! `keydesk role`: what the roles of customer users hold in this organization (R8).

use std::collections::BTreeMap;

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::table;
use crate::domain::permission::{Holding, Permission, Role, RoleTable};
use crate::service::roles::{self, RoleChange, RoleEffect};

/// What to do with roles.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Roles {
    /// Show what every role holds
    #[command(before_help = "Examples:\n  keydesk role list\n  keydesk --json role list")]
    List,
    /// Show what one role holds, and what it can never hold
    #[command(before_help = "Examples:\n  keydesk role show member")]
    Show(Show),
    /// Change what a role holds, for everybody who has it
    #[command(before_help = "Examples:\n  keydesk role set member report_faults on\n  \
        keydesk role set moderator view_invoices on view_estimates on --dry-run\n  \
        keydesk role set member report_faults default")]
    Set(Set),
}

/// One role.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// administrator, moderator or member
    #[arg(value_name = "ROLE")]
    role: Role,
}

/// What a role is to hold.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// administrator, moderator or member
    #[arg(value_name = "ROLE")]
    role: Role,
    /// Permissions, each followed by on, off or default
    #[arg(value_name = "PERMISSION on|off|default", required = true, num_args = 2..)]
    permissions: Vec<String>,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Roles) -> Result<(), Failure> {
    match command {
        Roles::List => list(desk).await,
        Roles::Show(args) => show(desk, args.role).await,
        Roles::Set(args) => set(desk, args).await,
    }
}

async fn list(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let roles = roles::table(&app, &by).await?;
    let held = |role: Role| roles.table.of(role);
    let value = json!({
        "version": roles.version,
        "administrator": held(Role::Administrator),
        "moderator": held(Role::Moderator),
        "member": held(Role::Member),
    });
    desk.out.show(&value, || {
        let row = |p: &Permission| {
            let cells = Role::ALL.iter().map(|role| word(&roles.table, *role, *p).to_owned());
            std::iter::once(p.to_string()).chain(cells).collect()
        };
        table(&["Permission", "administrator", "moderator", "member"], Permission::ALL.iter().map(row))
    })
}

/// `yes`, `no`, `never`; a star where the organization has changed it.
fn word(table: &RoleTable, role: Role, permission: Permission) -> &'static str {
    match (role.holding(permission), table.of(role).holds(permission)) {
        (Holding::No, _) => "never",
        (Holding::Yes, true) => "yes",
        (Holding::Grantable, false) => "no",
        (Holding::Yes, false) => "no *",
        (Holding::Grantable, true) => "yes *",
    }
}

async fn show(desk: &Desk, role: Role) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let roles = roles::table(&app, &by).await?;
    print(desk, role, &roles, None)
}

fn print(desk: &Desk, role: Role, roles: &roles::Roles, effect: Option<&RoleEffect>) -> Result<(), Failure> {
    let held = roles.table.of(role);
    let value = json!({
        "role": role,
        "version": roles.version,
        "permissions": held,
        "changed": Permission::ALL.iter().filter(|p| differs(&roles.table, role, **p)).collect::<Vec<_>>(),
        "never": Permission::ALL.iter().filter(|p| role.holding(**p) == Holding::No).collect::<Vec<_>>(),
        "effect": effect,
    });
    desk.out.show(&value, || {
        let rows = Permission::ALL.iter().map(|p| {
            let why = match role.holding(*p) {
                Holding::No => "can never be held by this role",
                _ if differs(&roles.table, role, *p) => "changed by you",
                _ => "",
            };
            vec![p.to_string(), if held.holds(*p) { "yes" } else { "no" }.to_owned(), why.to_owned()]
        });
        table(&["Permission", role.as_str(), ""], rows)
    })
}

fn differs(table: &RoleTable, role: Role, permission: Permission) -> bool {
    RoleTable::default().of(role).holds(permission) != table.of(role).holds(permission)
}

async fn set(desk: &Desk, args: &Set) -> Result<(), Failure> {
    let permissions = pairs(args.role, &args.permissions)?;
    let (app, by) = desk.signed_in().await?;
    let version = roles::table(&app, &by).await?.version;
    let change = RoleChange { version, role: args.role, permissions };
    let effect = roles::preview(&app, &by, &change).await?;
    let roles = if args.dry_run { roles::table(&app, &by).await? } else { roles::set(&app, &by, &change).await? };
    desk.out.say(sentence(args.role, &effect, args.dry_run));
    if desk.out.json { print(desk, args.role, &roles, Some(&effect)) } else { Ok(()) }
}

/// Permissions with what becomes of each.
fn pairs(role: Role, words: &[String]) -> Result<BTreeMap<Permission, bool>, Failure> {
    let mut permissions = BTreeMap::new();
    for pair in words.chunks(2) {
        let [name, verdict] = pair else {
            return Err(Failure::usage(format!("say what becomes of {}: on, off or default", pair[0])));
        };
        let permission: Permission = name.parse().map_err(|e| Failure::usage(format!("PERMISSION: {e}")))?;
        let on = match verdict.as_str() {
            "on" => true,
            "off" => false,
            "default" => role.holding(permission) == Holding::Yes,
            other => return Err(Failure::usage(format!("\"{other}\" is not one of on, off, default"))),
        };
        if permissions.insert(permission, on).is_some() {
            return Err(Failure::usage(format!("{permission} stands there twice")));
        }
    }
    Ok(permissions)
}

/// "The role member: 12 people gain `report_faults`; 3 people lose comment; 14 people are told by a letter."
fn sentence(role: Role, effect: &RoleEffect, dry_run: bool) -> String {
    let people = |n: u64| if n == 1 { "1 person".to_owned() } else { format!("{n} people") };
    let verb = |n: u64, verb: &str| if n == 1 { format!("{verb}s") } else { verb.to_owned() };
    let side = |of: &[(Permission, u64)], what: &str| {
        of.iter().map(|(p, n)| format!("{} {} {p}", people(*n), verb(*n, what))).collect::<Vec<_>>()
    };
    let mut parts = [side(&effect.gained, "gain"), side(&effect.lost, "lose")].concat();
    if !parts.is_empty() {
        parts.push(letters(effect));
    }
    let what = if parts.is_empty() { "holds that already".to_owned() } else { parts.join("; ") };
    let prefix = if dry_run { "Nothing was changed. If it were: " } else { "" };
    format!("{prefix}the role {role}: {what}.")
}

/// How many are told.
fn letters(effect: &RoleEffect) -> String {
    match effect.told {
        _ if effect.too_many_to_tell => {
            format!("more than {} people are concerned, so nobody is told by a letter", roles::MOST_TOLD)
        }
        0 => "nobody is told by a letter".to_owned(),
        1 => "1 person is told by a letter".to_owned(),
        told => format!("{told} people are told by a letter"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_and_every_mistake_is_said() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let read = pairs(Role::Member, &words("report_faults on comment default view_objects off")).unwrap();
        let expected =
            [(Permission::ReportFaults, true), (Permission::Comment, true), (Permission::ViewObjects, false)];
        assert_eq!(read, BTreeMap::from(expected));
        for wrong in ["report_faults", "report_faults yes", "fly on", "comment on comment off"] {
            assert!(pairs(Role::Member, &words(wrong)).is_err(), "{wrong}");
        }
    }
}
