//! The one catalogue of commands. Footer, help, palette and `docs/keys.md` read it; nothing else binds a key but the person's
//! own configuration ([`super::keymap`]).

use crate::domain::staff::StaffPermission as P;

use super::words;

mod table;

pub use table::COMMANDS;

/// Where a command works.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// Everywhere but in dialogs.
    Everywhere,
    /// Any list.
    List,
    /// The customer list.
    Customers,
    /// The customer under the cursor or in the detail.
    Customer,
    /// A customer's detail, whatever the tab.
    Detail,
    /// Tab Users.
    Users,
    /// Tab Invitations.
    Invitations,
    /// Any tab or list that can be searched.
    Search,
    /// Lists that can be sorted and saved as views.
    Sorted,
    /// The choice of a saved view.
    Views,
    /// The section Outbox.
    Outbox,
    /// The section Activity, the tab Log and the docked panel.
    Activity,
    /// A record of the log that was opened.
    Record,
    /// Lists whose rows can be marked.
    Marks,
    /// Any dialog.
    Dialog,
    /// A dialog with fields.
    Form,
    /// A question.
    Question,
    /// A text to read.
    Reader,
    /// The palette and the help: a list that is filtered as one types.
    Picker,
    /// The permission grid.
    Grid,
    /// The review before saving.
    Review,
    /// Something to copy and hand on: a link, a code, a password.
    Invited,
    /// Boxes to tick: facilities, portal areas, permissions.
    ScopeEditor,
    /// The secure link of a customer.
    SecureLink,
    /// The section Orders, and the tab of a customer.
    Orders,
    /// An order: under the cursor, or on its page.
    Order,
    /// The section Fault reports.
    Faults,
    /// A fault report: under the cursor, or on its page.
    Fault,
    /// The documents of something.
    Documents,
    /// Lists to which something can be added.
    Adding,
    /// Tabs Contacts and Facilities.
    Editing,
    /// A service object: under the cursor, or on its page.
    Object,
    /// The readings of an object.
    Readings,
    /// The self-checks of an object.
    Checks,
    /// The templates of self-checks.
    Templates,
    /// Tab Video.
    Video,
    /// Tab Billing.
    Billing,
    /// The section Triage.
    Triage,
    /// The section Staff.
    Staff,
    /// The section Settings.
    Settings,
    /// What roles hold.
    Roles,
    /// The sessions of a person.
    Sessions,
    /// What a customer user sees.
    ViewAs,
    /// Signing in.
    SignIn,
    /// A locked screen.
    Locked,
    /// The help.
    Help,
}

impl Scope {
    /// The heading in the help.
    pub fn heading(self) -> &'static str {
        words::made("scope", &format!("{self:?}"), "")
    }

    /// Scopes that are active together with this one, beyond itself. What is active together must not bind a key twice.
    pub const fn with(self) -> &'static [Self] {
        match self {
            Self::Customers => &[Self::Customer, Self::Sorted, Self::Marks, Self::List, Self::Search, Self::Everywhere],
            Self::Detail => &[Self::Customer, Self::List, Self::Search, Self::Everywhere],
            Self::Outbox => &[Self::Marks, Self::Sorted, Self::List, Self::Search, Self::Everywhere],
            Self::Activity => &[Self::Sorted, Self::List, Self::Search, Self::Everywhere],
            Self::Triage | Self::Staff | Self::Settings => &[Self::List, Self::Search, Self::Everywhere],
            Self::Users => &[Self::Detail, Self::Customer, Self::Marks, Self::List, Self::Search, Self::Everywhere],
            Self::Invitations => {
                &[Self::Detail, Self::Customer, Self::Marks, Self::List, Self::Search, Self::Everywhere]
            }
            Self::Orders => &[
                Self::Order,
                Self::Marks,
                Self::Sorted,
                Self::Detail,
                Self::Customer,
                Self::List,
                Self::Search,
                Self::Everywhere,
            ],
            // Contacts, facilities and objects are tabs; documents are a tab and a dialog.
            Self::Adding => &[Self::Object, Self::Detail, Self::Customer, Self::List, Self::Search, Self::Everywhere],
            Self::Editing => &[Self::Adding, Self::Detail, Self::Customer, Self::List, Self::Search, Self::Everywhere],
            Self::Documents | Self::Video | Self::Billing => {
                &[Self::Detail, Self::Customer, Self::List, Self::Search, Self::Everywhere]
            }
            Self::Faults => &[Self::Fault, Self::Marks, Self::Sorted, Self::List, Self::Search, Self::Everywhere],
            Self::Record | Self::Order | Self::Fault | Self::Object => &[Self::Reader, Self::Dialog],
            Self::Grid | Self::Roles => &[Self::List, Self::Dialog],
            Self::Sessions | Self::ViewAs | Self::Readings | Self::Checks | Self::Templates => {
                &[Self::List, Self::Search, Self::Dialog]
            }
            Self::Question
            | Self::Reader
            | Self::Form
            | Self::ScopeEditor
            | Self::Review
            | Self::Invited
            | Self::SecureLink
            | Self::Picker
            | Self::Help => &[Self::Dialog],
            Self::Views => &[Self::Picker, Self::Dialog],
            Self::Everywhere
            | Self::Customer
            | Self::Marks
            | Self::Sorted
            | Self::List
            | Self::Search
            | Self::Dialog
            | Self::SignIn
            | Self::Locked => &[],
        }
    }

    /// Itself and what is active together with it.
    pub fn chain(self) -> Vec<Self> {
        std::iter::once(self).chain(self.with().iter().copied()).collect()
    }
}

/// How much harm a command can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Danger {
    /// None, or it can be undone.
    None,
    /// It asks before anything happens.
    Asks,
}

/// A command: everything that footer, help, palette and documentation say about it.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name in the program.
    pub id: Id,
    /// The keys, the first one shown.
    pub keys: &'static [&'static str],
    /// Where it works.
    pub scope: Scope,
    /// The permission it needs.
    pub needs: Option<P>,
    /// Whether it asks first.
    pub danger: Danger,
    /// Whether the footer shows it.
    pub footer: bool,
    /// Whether the palette offers it.
    pub palette: bool,
}

pub use table::Id;

impl Id {
    /// Whether it goes to a section.
    pub const fn is_section(self) -> bool {
        matches!(
            self,
            Self::SectionCustomers
                | Self::SectionFaults
                | Self::SectionOrders
                | Self::SectionTriage
                | Self::SectionOutbox
                | Self::SectionActivity
                | Self::SectionStaff
                | Self::SectionSettings
        )
    }
}

impl Command {
    const fn new(id: Id, scope: Scope, keys: &'static [&'static str]) -> Self {
        let palette = !matches!(
            scope,
            Scope::Dialog
                | Scope::Form
                | Scope::Question
                | Scope::Picker
                | Scope::Views
                | Scope::SignIn
                | Scope::Locked
        );
        Self { id, keys, scope, needs: None, danger: Danger::None, footer: false, palette }
    }

    /// A word or two for the footer and the palette, in the language of the desk.
    pub fn label(&self) -> &'static str {
        words::made("command", self.id.name(), "")
    }

    /// One sentence, in the language of the desk.
    pub fn help(&self) -> &'static str {
        words::made("command", self.id.name(), "-help")
    }

    const fn footer(mut self) -> Self {
        self.footer = true;
        self
    }

    const fn needs(mut self, permission: P) -> Self {
        self.needs = Some(permission);
        self
    }

    const fn asks(mut self) -> Self {
        self.danger = Danger::Asks;
        self
    }

    /// Not in the palette: moving about, which a palette has no use for.
    const fn plain(mut self) -> Self {
        self.palette = false;
        self
    }

    /// Whether it changes something, or leads to nothing but a change.
    pub const fn changes(&self) -> bool {
        let by_permission = match self.needs {
            Some(permission) => permission.changes() && !self.id.is_section(),
            None => false,
        };
        by_permission
            || matches!(
                self.id,
                Id::Undo
                    | Id::GridUndo
                    | Id::LinkUndo
                    | Id::RoleUndo
                    | Id::RecordUndo
                    | Id::MyNotices
                    | Id::Bulk
                    | Id::UserEnd
                    | Id::LinkRotate
                    | Id::LinkSwitch
                    | Id::LinkEnd
                    | Id::RoleToggle
            )
    }

    /// The entry of a command.
    pub fn of(id: Id) -> &'static Self {
        // Every id has an entry; a test holds that.
        COMMANDS.iter().find(|c| c.id == id).unwrap_or(&COMMANDS[0])
    }
}

/// The commands of these scopes, in the order of the scopes.
pub fn of_scopes(scopes: &[Scope]) -> impl Iterator<Item = &'static Command> {
    scopes.iter().flat_map(|scope| COMMANDS.iter().filter(move |c| c.scope == *scope))
}

/// `docs/keys.md`, made from the catalogue.
pub fn documentation() -> String {
    use std::fmt::Write as _;

    let mut out = String::from(
        "# Keys of the terminal\n\nMade from the catalogue of commands in `src/tui/catalogue`; a test keeps it current \
         (`KEYDESK_UPDATE_DOCS=1 cargo test --lib catalogue` writes it anew).\n\nEverything is also in the program: `?` \
         shows what works here, `ctrl-p` finds any command by its name.\n\nKeys of your own stand in the configuration, \
         by the name of the command, and take the place of those below:\n\n```toml\n[terminal.keys]\nundo = \"ctrl-u\"\n\
         sort = [\"s\", \"f3\"]\nview-link = []   # no key; the palette has it\n```\n\nWhat would mean two commands in \
         one place is refused at start, with both names. Keys are written like `u`, `U`, `ctrl-u`, `alt-u`, `f3`, `enter`, \
         `esc`, `tab`, `space`, `pgup`, `home`, `del`, `left`.\n",
    );
    let mut scopes: Vec<Scope> = COMMANDS.iter().map(|c| c.scope).collect();
    scopes.dedup();
    let mut seen: Vec<Scope> = Vec::new();
    scopes.retain(|s| {
        !seen.contains(s) && {
            seen.push(*s);
            true
        }
    });
    for scope in scopes {
        let _ = write!(out, "\n## {}\n\n| key | command | what it does | name |\n|---|---|---|---|\n", scope.heading());
        for c in COMMANDS.iter().filter(|c| c.scope == scope) {
            let keys = c.keys.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(" ");
            let needs = c.needs.map(|p| format!(" Needs `{p}`.")).unwrap_or_default();
            let asks = if c.danger == Danger::Asks { " Asks first." } else { "" };
            let keys = if keys.is_empty() { "palette".to_owned() } else { keys.replace('|', "\\|") };
            let _ = writeln!(out, "| {keys} | {} | {}{asks}{needs} | `{}` |", c.label(), c.help(), c.id.name());
        }
    }
    out
}

#[cfg(test)]
mod tests;
