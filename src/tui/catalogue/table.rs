//! The table itself: one line for each command. What it is called and what it does stands in `terminal-commands.ftl`, in
//! every language: `OrderNew` is `command-order-new` and `command-order-new-help`.

use std::sync::LazyLock;

use crate::domain::staff::StaffPermission as P;

use super::{Command, Scope as S};

macro_rules! catalogue {
    ($($id:ident: $scope:ident, $keys:expr $(, $mark:ident $(($arg:expr))?)*;)+) => {
        /// The names of the commands.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[allow(missing_docs, reason = "the table says what each does, and the help shows it")]
        pub enum Id { $($id),+ }

        /// Every command, in the order of help and documentation.
        pub const COMMANDS: &[Command] = &[
            $(Command::new(Id::$id, S::$scope, &$keys)$(.$mark($($arg)?))*),+
        ];

        impl Id {
            /// Every command's name.
            pub const ALL: &'static [Self] = &[$(Self::$id),+];

            /// Its word in the program, of which its name is made.
            const fn word(self) -> &'static str {
                match self { $(Self::$id => stringify!($id)),+ }
            }
        }
    };
}

impl Id {
    /// Its name in the configuration: `section-customers`.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(id, _)| *id == self).map_or("", |(_, name)| name)
    }

    /// The command of a name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| known == name).map(|(id, _)| *id)
    }
}

static NAMES: LazyLock<Vec<(Id, String)>> = LazyLock::new(|| {
    let name = |word: &str| {
        let dash = |(i, c): (usize, char)| {
            let gap = if i > 0 && c.is_ascii_uppercase() { "-" } else { "" };
            format!("{gap}{}", c.to_ascii_lowercase())
        };
        word.chars().enumerate().map(dash).collect()
    };
    Id::ALL.iter().map(|id| (*id, name(id.word()))).collect()
});

catalogue! {
    Palette: Everywhere, ["ctrl-p", ":"], plain, footer;
    Help: Everywhere, ["?", "f1"], footer;
    SectionCustomers: Everywhere, ["1"];
    SectionFaults: Everywhere, ["2"], needs(P::HandleFaultReports);
    SectionOrders: Everywhere, ["3"], needs(P::ViewCustomers);
    SectionTriage: Everywhere, ["4"], needs(P::ViewCustomers);
    SectionOutbox: Everywhere, ["5"], needs(P::ViewOutbox);
    SectionActivity: Everywhere, ["6"], needs(P::ViewActivity);
    SectionStaff: Everywhere, ["7"], needs(P::ManageStaff);
    SectionSettings: Everywhere, ["8"], needs(P::ManageSettings);
    Panel: Everywhere, ["L"], needs(P::ViewActivity), footer;
    Undo: Everywhere, ["z"], asks;
    Templates: Everywhere, ["T"], needs(P::ViewCustomers);
    Letters: Everywhere, ["o"];
    Module: Everywhere, ["M"], needs(P::ManageSettings), asks;
    MyNotices: Everywhere, ["N"];
    MyLanguage: Everywhere, [];
    Card: Everywhere, ["w"];
    Back: Everywhere, ["esc"], plain;
    Reload: Everywhere, ["f5", "ctrl-r"];
    Mouse: Everywhere, ["f8"];
    Lock: Everywhere, ["ctrl-l"];
    Sleep: Everywhere, ["ctrl-z"], plain;
    Quit: Everywhere, ["ctrl-q", "ctrl-c"];

    Up: List, ["up", "k"], plain;
    Down: List, ["down", "j"], plain;
    PageUp: List, ["pgup", "ctrl-b"], plain;
    PageDown: List, ["pgdn", "ctrl-f"], plain;
    First: List, ["home", "g"], plain;
    Last: List, ["end", "G"], plain;
    Open: List, ["enter"], plain, footer;

    Search: Search, ["/"], footer;

    Sort: Sorted, ["S"], footer;
    SortTurn: Sorted, ["R"];
    Views: Sorted, ["F"];
    ViewSave: Sorted, ["ctrl-s"];
    ViewRename: Views, ["ctrl-r"], footer;
    ViewDelete: Views, ["ctrl-x"], asks, footer;

    Filter: Customers, ["f"], footer;

    Mark: Marks, ["space"], footer;
    MarkAll: Marks, ["ctrl-a"];
    Bulk: Marks, ["b"], footer;

    NextTab: Detail, ["tab", "right"], plain;
    PreviousTab: Detail, ["shift-tab", "left"], plain;
    CustomerPortal: Customer, ["P"], needs(P::GrantAccess), asks;
    CustomerEdit: Customer, ["E"], needs(P::EditCustomers);

    Invite: Customer, ["i", "n"], needs(P::GrantAccess), footer;
    Permissions: Customer, ["p"], footer;
    PortalAreas: Customer, ["A"], needs(P::GrantAccess);
    ViewAs: Customer, ["v"], needs(P::ViewAsCustomer), footer;
    ViewLink: Customer, ["B"], needs(P::ViewAsCustomer);
    SecureLink: Customer, ["l"], needs(P::GrantAccess), footer;

    UserContact: Users, ["c"], needs(P::EditCustomerUserPermissions), footer;
    UserScope: Users, ["f"], needs(P::EditCustomerUserPermissions), footer;
    Suspend: Users, ["s"], needs(P::RevokeAccess), asks, footer;
    Lift: Users, ["u"], needs(P::GrantAccess), asks, footer;
    Revoke: Users, ["x"], needs(P::RevokeAccess), asks, footer;

    UserEnd: Users, ["d"], footer;
    UserPassword: Users, ["r"], needs(P::ResetPassword), footer;
    UserSessions: Users, ["S"];
    UserExplain: Users, ["e"], footer;
    UserDelete: Users, ["D"], needs(P::RevokeAccess), asks;

    Resend: Invitations, ["r"], needs(P::GrantAccess), asks, footer;
    InvitationQr: Invitations, ["q"], needs(P::GrantAccess), footer;
    InvitationCode: Invitations, ["c"], needs(P::GrantAccess), asks;
    CopyLink: Invitations, ["y"], needs(P::GrantAccess), footer;
    InvitationAddress: Invitations, ["e"], needs(P::GrantAccess), footer;
    InvitationDelete: Invitations, ["D"], needs(P::RevokeAccess), asks;
    Withdraw: Invitations, ["x"], needs(P::RevokeAccess), asks, footer;
    InvitationFilter: Invitations, ["f"], footer;

    FaultFilter: Faults, ["f"], footer;

    FaultTake: Fault, ["t"], needs(P::HandleFaultReports), asks, footer;
    FaultConvert: Fault, ["c"], needs(P::HandleFaultReports), footer;
    FaultClose: Fault, ["a"], needs(P::HandleFaultReports), footer;
    FaultOrder: Fault, ["O"], footer;
    FaultDocuments: Fault, ["d"], footer;
    FaultCustomer: Fault, ["C"];

    OrderNew: Orders, ["+"], needs(P::ManageOrders), footer;
    OrderFilter: Orders, ["f"], footer;

    OrderComment: Order, ["c"], needs(P::ManageOrders), footer;
    OrderAssign: Order, ["t"], needs(P::ManageOrders), footer;
    OrderPlan: Order, ["V"], needs(P::ManageOrders), footer;
    OrderState: Order, ["s"], needs(P::ManageOrders), footer;
    OrderEdit: Order, ["e"], needs(P::ManageOrders), footer;
    OrderMove: Order, ["m"], needs(P::ManageOrders);
    OrderCancelVisit: Order, ["X"], needs(P::ManageOrders), asks;
    OrderDocuments: Order, ["d"], footer;
    OrderTold: Order, ["W"], needs(P::ViewCustomers);
    OrderCustomer: Order, ["C"];

    DocumentAdd: Documents, ["+"], needs(P::ManageDocuments), footer;
    DocumentSave: Documents, ["s"], footer;
    DocumentRemove: Documents, ["x"], needs(P::ManageDocuments), asks, footer;

    Add: Adding, ["+"], needs(P::EditCustomers), footer;
    EditOwned: Editing, ["e"], needs(P::EditCustomers), footer;

    ObjectEdit: Object, ["e"], needs(P::EditCustomers), footer;
    ObjectMove: Object, ["m"], needs(P::EditCustomers), footer;
    ObjectReadings: Object, ["r"], footer;
    ObjectChecks: Object, ["c"], footer;
    ObjectDocuments: Object, ["d"], footer;
    ObjectModelDocuments: Object, ["D"];

    ReadingAdd: Readings, ["+"], needs(P::EditCustomers), footer;
    ReadingRemove: Readings, ["x"], needs(P::EditCustomers), asks, footer;

    CheckAssign: Checks, ["+"], needs(P::EditCustomers), footer;
    CheckUnassign: Checks, ["x"], needs(P::EditCustomers), asks, footer;

    TemplateNew: Templates, ["+"], needs(P::ManageTemplates), footer;
    TemplateEdit: Templates, ["e"], needs(P::ManageTemplates), footer;

    VideoPlan: Video, ["+"], needs(P::ManageOrders), footer;
    VideoConfirm: Video, ["c"], needs(P::ManageOrders), footer;
    VideoMove: Video, ["m"], needs(P::ManageOrders), footer;
    VideoCancel: Video, ["X"], needs(P::ManageOrders), asks, footer;

    BillingAttach: Billing, ["+"], needs(P::ManageBilling), footer;
    BillingSave: Billing, ["s"], needs(P::ManageBilling), footer;

    TriageCustomer: Triage, ["c"], footer;
    TriageRead: Triage, ["t"], footer;

    OutboxFilter: Outbox, ["f"], footer;
    OutboxChannel: Outbox, ["p"], needs(P::ManageOutbox), asks, footer;
    OutboxBrowse: Outbox, ["B"];
    Retry: Outbox, ["r"], needs(P::ManageOutbox), footer;
    LetterAddress: Outbox, ["e"], needs(P::ManageOutbox), footer;
    LetterTold: Outbox, ["W"], needs(P::ViewOutbox);
    CancelLetter: Outbox, ["x"], needs(P::ManageOutbox), asks, footer;

    StaffNew: Staff, ["n"], needs(P::ManageStaff), footer;
    StaffEdit: Staff, ["e"], needs(P::ManageStaff), footer;
    StaffPermissions: Staff, ["p"], needs(P::ManageStaff), footer;
    StaffAreas: Staff, ["a"], needs(P::ManageStaff), footer;
    StaffCustomers: Staff, ["c"], needs(P::ManageStaff);
    StaffSwitch: Staff, ["x"], needs(P::ManageStaff), asks, footer;
    StaffPassword: Staff, ["r"], needs(P::ManageStaff), asks, footer;
    StaffSessions: Staff, ["S"], needs(P::ManageStaff), asks;

    Freeze: Activity, ["space"], footer;

    LogExport: Activity, ["x"], needs(P::ViewActivity), footer;

    RecordRaw: Record, ["r"], footer;
    RecordUndo: Record, ["z"], asks, footer;
    RecordCustomer: Record, ["c"], footer;

    GridToggle: Grid, ["space"], needs(P::EditCustomerUserPermissions), footer;
    GridRole: Grid, ["r"], needs(P::EditCustomerUserPermissions), footer;
    GridScope: Grid, ["f"], needs(P::EditCustomerUserPermissions), footer;
    GridAsRole: Grid, ["="], needs(P::EditCustomerUserPermissions), footer;
    GridAll: Grid, ["a"], needs(P::EditCustomerUserPermissions), footer;
    GridSave: Grid, ["w"], needs(P::EditCustomerUserPermissions), footer;
    GridMark: Grid, ["m"], needs(P::EditCustomerUserPermissions);
    GridContact: Grid, ["c"], needs(P::EditCustomerUserPermissions);
    GridExplain: Grid, ["e"], footer;
    GridUndo: Grid, ["z"], asks;
    GridLeft: Grid, ["left", "h"];
    GridRight: Grid, ["right", "l"];
    GridStart: Grid, ["0"];
    GridEnd: Grid, ["$"];

    ReviewSave: Review, ["enter"], needs(P::EditCustomerUserPermissions), footer;
    ReviewUp: Review, ["up", "k"];
    ReviewDown: Review, ["down", "j"], footer;
    ReviewPageUp: Review, ["pgup", "ctrl-b"];
    ReviewPageDown: Review, ["pgdn", "ctrl-f", "space"];

    BoxTick: ScopeEditor, ["space"], footer;
    BoxFilter: ScopeEditor, ["/"], footer;
    BoxDone: ScopeEditor, ["enter"], footer;
    BoxUp: ScopeEditor, ["up", "k"];
    BoxDown: ScopeEditor, ["down", "j"];
    BoxPageUp: ScopeEditor, ["pgup", "ctrl-b"];
    BoxPageDown: ScopeEditor, ["pgdn", "ctrl-f"];

    InvitedCopy: Invited, ["y"], footer;
    InvitedDone: Invited, ["enter"], footer;

    RoleToggle: Roles, ["space"], footer;
    RoleSave: Roles, ["w"], needs(P::ManageSettings), footer;
    RoleUndo: Roles, ["z"], asks;
    RoleLeft: Roles, ["left", "h"];
    RoleRight: Roles, ["right", "l"];

    SessionEnd: Sessions, ["x"], needs(P::RevokeAccess), asks, footer;
    SessionEndAll: Sessions, ["X"], needs(P::RevokeAccess), asks, footer;

    ViewNext: ViewAs, ["tab", "right"], footer;
    ViewPrevious: ViewAs, ["shift-tab", "left"];
    ViewLinkHere: ViewAs, ["b"], needs(P::ViewAsCustomer), footer;
    ViewAnother: ViewAs, ["v"], needs(P::ViewAsCustomer), footer;

    LinkCopy: SecureLink, ["y"], footer;
    LinkQr: SecureLink, ["q"], footer;
    LinkRotate: SecureLink, ["r"], asks, footer;
    LinkSwitch: SecureLink, ["s"], footer;
    LinkUndo: SecureLink, ["z"], asks;
    LinkEnd: SecureLink, ["e"], footer;

    Close: Dialog, ["esc", "ctrl-c"], footer;
    DialogHelp: Dialog, ["?", "f1"], footer;
    DialogMouse: Dialog, ["f8"];
    DialogLock: Dialog, ["ctrl-l"];
    DialogQuit: Dialog, ["ctrl-q"];

    FieldNext: Form, ["tab", "down"];
    FieldPrevious: Form, ["shift-tab", "up"];
    Submit: Form, ["enter"], footer;
    Toggle: Form, ["space", "right"], footer;
    ToggleBack: Form, ["left"];

    Yes: Question, ["y"], footer;
    No: Question, ["n"], footer;
    Choose: Question, ["enter"];
    OtherAnswer: Question, ["tab", "left", "right", "shift-tab"];

    ReadUp: Reader, ["up", "k"];
    ReadDown: Reader, ["down", "j"], footer;
    ReadPageUp: Reader, ["pgup", "ctrl-b"];
    ReadPageDown: Reader, ["pgdn", "ctrl-f", "space"];
    ReadDone: Reader, ["enter", "q"];

    PickUp: Picker, ["up", "ctrl-k"];
    PickDown: Picker, ["down", "ctrl-j"];
    Pick: Picker, ["enter"], footer;

    Unlock: Locked, ["enter"], footer;
    UnlockEmpty: Locked, ["esc"];

    SignInNext: SignIn, ["tab", "down", "shift-tab", "up"], footer;
    SignInGo: SignIn, ["enter"], footer;
    SignInQuit: SignIn, ["esc", "ctrl-c", "ctrl-q"], footer;
    SignInSleep: SignIn, ["ctrl-z"];
}
