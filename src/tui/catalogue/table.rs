//! The table itself: one line for each command.

use crate::domain::staff::StaffPermission as P;

use super::{Command, Scope as S};

macro_rules! catalogue {
    ($($id:ident: $scope:ident, $keys:expr, $label:literal, $help:literal $(, $mark:ident $(($arg:expr))?)*;)+) => {
        /// The names of the commands.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[allow(missing_docs, reason = "the table says what each does, and the help shows it")]
        pub enum Id { $($id),+ }

        /// Every command, in the order of help and documentation.
        pub const COMMANDS: &[Command] = &[
            $(Command::new(Id::$id, S::$scope, &$keys, $label, $help)$(.$mark($($arg)?))*),+
        ];

        impl Id {
            /// Every command's name.
            pub const ALL: &'static [Self] = &[$(Self::$id),+];
        }
    };
}

catalogue! {
    Palette: Everywhere, ["ctrl-p", ":"], "go to", "Find anything by a few letters: command, customer, user, order, report, contact, facility, object, model.", plain, footer;
    Help: Everywhere, ["?", "f1"], "help", "Show every key that works here, filtered as you type.", footer;
    SectionCustomers: Everywhere, ["1"], "Customers", "Go to the customers.";
    SectionFaults: Everywhere, ["2"], "Fault reports", "Go to what customers reported: take it, convert it, close it (R33).", needs(P::HandleFaultReports);
    SectionOrders: Everywhere, ["3"], "Orders", "Go to the orders of all customers.", needs(P::ViewCustomers);
    SectionTriage: Everywhere, ["4"], "Triage", "Go to what wants attention: each with the one key that fixes it (R73).", needs(P::ViewCustomers);
    SectionOutbox: Everywhere, ["5"], "Outbox", "Go to the letters that wait, were sent or failed.", needs(P::ViewOutbox);
    SectionActivity: Everywhere, ["6"], "Activity", "Go to the activity log of the whole organization.", needs(P::ViewActivity);
    SectionStaff: Everywhere, ["7"], "Staff", "Go to the people of your own organization: roles, areas, permissions.", needs(P::ManageStaff);
    SectionSettings: Everywhere, ["8"], "Settings", "Go to the organization's settings: the portal, what roles hold, areas.", needs(P::ManageSettings);
    Panel: Everywhere, ["L"], "log panel", "Dock the activity log below, live; again to hide it.", needs(P::ViewActivity), footer;
    Undo: Everywhere, ["z"], "undo", "Undo what was changed here last; in the log, what the record under the cursor tells of (R74).", asks;
    Templates: Everywhere, ["T"], "check templates", "The templates of self-checks: list, make, change (R36).", needs(P::ViewCustomers);
    Letters: Everywhere, ["o"], "open letters", "Read the newest letter of the letters folder.";
    Module: Everywhere, ["M"], "portal module", "Switch the portal on or off for the whole organization (R1).", needs(P::ManageSettings), asks;
    MyNotices: Everywhere, ["N"], "my notices", "Of what you are told yourself, how far, by e-mail or SMS; your mobile number (R61).";
    Card: Everywhere, ["w"], "welcome card", "Show or hide the card that says where the portal is.";
    Back: Everywhere, ["esc"], "back", "Go back, empty the search, hide the card.", plain;
    Reload: Everywhere, ["f5", "ctrl-r"], "load again", "Load again what is shown, also after a failure.";
    Sleep: Everywhere, ["ctrl-z"], "to the shell", "Leave the screen to the shell; fg brings it back.", plain;
    Quit: Everywhere, ["ctrl-q", "ctrl-c"], "quit", "Leave Keydesk; it asks when something is not saved.";

    Up: List, ["up", "k"], "up", "One row up.", plain;
    Down: List, ["down", "j"], "down", "One row down.", plain;
    PageUp: List, ["pgup", "ctrl-b"], "page up", "One page up.", plain;
    PageDown: List, ["pgdn", "ctrl-f"], "page down", "One page down.", plain;
    First: List, ["home", "g"], "first", "To the first row.", plain;
    Last: List, ["end", "G"], "last", "To the last row.", plain;
    Open: List, ["enter"], "open", "Open the row under the cursor.", plain, footer;

    Search: Search, ["/"], "search", "Search in this list as you type; Enter opens the marked row, Esc empties the search.", footer;

    Sort: Customers, ["s"], "sort", "Sort by name, number or city, in turn.", footer;
    Filter: Customers, ["f"], "filter", "Show all, or one access state after the other.", footer;

    Mark: Marks, ["space"], "mark", "Mark the row, or take the mark away.", footer;
    MarkAll: Marks, ["ctrl-a"], "mark all", "Mark every row that is shown, or take all marks away.";
    Bulk: Marks, ["b"], "for all marked", "One thing for everybody marked: permission, role, facilities, resend, suspend, revoke (R75).", footer;

    NextTab: Detail, ["tab", "right"], "next tab", "To the next tab.", plain;
    PreviousTab: Detail, ["shift-tab", "left"], "previous tab", "To the previous tab.", plain;
    CustomerPortal: Customer, ["P"], "customer's portal", "Switch the portal on or off for this customer (R2).", needs(P::GrantAccess), asks;
    CustomerEdit: Customer, ["E"], "edit customer", "Change name, address, area and the like, and give access on the way (R6).", needs(P::EditCustomers);

    Invite: Customer, ["i", "n"], "invite", "Give a person access to this customer: an invitation goes out by letter (R6).", needs(P::GrantAccess), footer;
    Permissions: Customer, ["p"], "permissions", "What each person of this customer may see and do, as a grid (R8).", footer;
    PortalAreas: Customer, ["A"], "portal areas", "Choose which parts of the portal exist for this customer (R2).", needs(P::GrantAccess);
    ViewAs: Customer, ["v"], "view as", "See the portal as one of this customer's users sees it, read-only (R24).", needs(P::ViewAsCustomer), footer;
    ViewLink: Customer, ["B"], "view in browser", "Make a link that opens the portal as one of this customer's users sees it: once, within a minute, read-only (R24).", needs(P::ViewAsCustomer);
    SecureLink: Customer, ["l"], "link", "The customer's secure link: show, copy, replace, switch, give it an end (R20).", needs(P::GrantAccess), footer;

    UserContact: Users, ["c"], "contact", "Link this person to a contact, or to none (R13).", needs(P::EditCustomerUserPermissions), footer;
    UserScope: Users, ["f"], "facilities", "Choose the facilities that this person sees (R12).", needs(P::EditCustomerUserPermissions), footer;
    Suspend: Users, ["s"], "suspend", "Stop this person's sign-in until it is lifted; open sessions end (R15).", needs(P::RevokeAccess), asks, footer;
    Lift: Users, ["u"], "lift", "Lift the suspension.", needs(P::GrantAccess), asks, footer;
    Revoke: Users, ["x"], "revoke", "End this person's access and tell them by e-mail (R15).", needs(P::RevokeAccess), asks, footer;

    UserEnd: Users, ["d"], "end date", "Give the access an end, move it, or take it away (R16).", footer;
    UserPassword: Users, ["r"], "new password", "Send a link for a new password, or make a temporary one to read aloud (R17).", needs(P::ResetPassword), footer;
    UserSessions: Users, ["S"], "sessions", "Where the person is signed in; end one or all (R25).";
    UserExplain: Users, ["e"], "explain", "Whether the person sees a thing, and why, with what changes it (R71).", footer;
    UserDelete: Users, ["D"], "delete", "Delete the person's data for good; the log keeps what was done (R15).", needs(P::RevokeAccess), asks;

    Resend: Invitations, ["r"], "resend", "Send the invitation again, to this or another address; the old link stops working, an expired one is revived (R7).", needs(P::GrantAccess), asks, footer;
    InvitationQr: Invitations, ["q"], "QR code", "Show a link to the invitation as a QR code (R7).", needs(P::GrantAccess), footer;
    InvitationCode: Invitations, ["c"], "code by phone", "Make a short code to read aloud; it works once and for a few minutes (R7).", needs(P::GrantAccess), asks;
    CopyLink: Invitations, ["y"], "copy link", "Copy the invitation's link and show it (R7).", needs(P::GrantAccess), footer;
    InvitationAddress: Invitations, ["e"], "change address", "Give the person another address; a new letter goes out, the old links stop working (R7).", needs(P::GrantAccess), footer;
    InvitationDelete: Invitations, ["D"], "delete", "Delete the invitation with the person it made, for good; the log keeps what was done (R15).", needs(P::RevokeAccess), asks;
    Withdraw: Invitations, ["x"], "withdraw", "Withdraw the invitation; its links stop working (R7).", needs(P::RevokeAccess), asks, footer;
    InvitationFilter: Invitations, ["f"], "filter", "Show all, or one state after the other.", footer;

    FaultFilter: Faults, ["f"], "filter", "Show all reports, the open ones first, or one state after the other.", footer;

    FaultTake: Fault, ["t"], "take", "Take the report: everybody sees that you see to it, and the customer is told (R33).", needs(P::HandleFaultReports), asks, footer;
    FaultConvert: Fault, ["c"], "convert", "Make its order one of another kind, or count it to an order that is there.", needs(P::HandleFaultReports), footer;
    FaultClose: Fault, ["a"], "answer and close", "Close the report with an answer, which the customer reads.", needs(P::HandleFaultReports), footer;
    FaultOrder: Fault, ["O"], "its order", "Open the order that the report belongs to.", footer;
    FaultDocuments: Fault, ["d"], "documents", "Photographs and documents: view, save, attach, remove.", footer;
    FaultCustomer: Fault, ["C"], "customer", "Go to the customer who reported it.";

    OrderNew: Orders, ["+"], "new order", "Create an order: of this customer, or of one that is asked for.", needs(P::ManageOrders), footer;
    OrderFilter: Orders, ["f"], "filter", "Show open orders, all, or those that are assigned to you.", footer;

    OrderComment: Order, ["c"], "comment", "Write a comment; who will be told is named before it is sent (R32).", needs(P::ManageOrders), footer;
    OrderAssign: Order, ["t"], "technician", "Assign the order to a staff person, or to nobody.", needs(P::ManageOrders), footer;
    OrderPlan: Order, ["V"], "plan visit", "Plan a visit, by your organization's clocks.", needs(P::ManageOrders), footer;
    OrderState: Order, ["s"], "state", "Change how the order stands, from open to closed.", needs(P::ManageOrders), footer;
    OrderEdit: Order, ["e"], "edit order", "Change what the order is about, where and for whom.", needs(P::ManageOrders), footer;
    OrderMove: Order, ["m"], "move visit", "Move a visit to another time.", needs(P::ManageOrders);
    OrderCancelVisit: Order, ["X"], "cancel visit", "Cancel a visit; whoever was told of it is told.", needs(P::ManageOrders), asks;
    OrderDocuments: Order, ["d"], "documents", "The documents on the order: view, save, attach, remove (R37).", footer;
    OrderTold: Order, ["W"], "who is told", "Who is told of an event about the order, who is not, and why (R62).", needs(P::ViewCustomers);
    OrderCustomer: Order, ["C"], "customer", "Go to the customer of the order.";

    DocumentAdd: Documents, ["+"], "attach", "Attach a file of this machine.", needs(P::ManageDocuments), footer;
    DocumentSave: Documents, ["s"], "save as", "Save the document as a file on this machine.", footer;
    DocumentRemove: Documents, ["x"], "remove", "Remove the document for good.", needs(P::ManageDocuments), asks, footer;

    Add: Adding, ["+"], "new", "Make a new one: contact, facility, service object.", needs(P::EditCustomers), footer;
    EditOwned: Editing, ["e"], "edit", "Change the contact or the facility.", needs(P::EditCustomers), footer;

    ObjectEdit: Object, ["e"], "edit object", "Change name, model, serial number; another facility says first who sees it no longer.", needs(P::EditCustomers), footer;
    ObjectMove: Object, ["m"], "move", "Move the object to another facility, or to none; who sees it no longer is said first (R12).", needs(P::EditCustomers), footer;
    ObjectReadings: Object, ["r"], "readings", "The readings of its meter: list, add, remove (R35).", footer;
    ObjectChecks: Object, ["c"], "self-checks", "The self-checks of the object: assign, end, look at what was filled in (R36).", footer;
    ObjectDocuments: Object, ["d"], "documents", "The documents on the object: view, save, attach, remove (R37).", footer;
    ObjectModelDocuments: Object, ["D"], "model's documents", "The documents of its model, which every object of it shows.";

    ReadingAdd: Readings, ["+"], "add", "Add a reading.", needs(P::EditCustomers), footer;
    ReadingRemove: Readings, ["x"], "remove", "Remove the reading.", needs(P::EditCustomers), asks, footer;

    CheckAssign: Checks, ["+"], "assign", "Assign a self-check to the object: which, how often, when first.", needs(P::EditCustomers), footer;
    CheckUnassign: Checks, ["x"], "end", "End the self-check; what was filled in is kept.", needs(P::EditCustomers), asks, footer;

    TemplateNew: Templates, ["+"], "new template", "Make a self-check template.", needs(P::ManageTemplates), footer;
    TemplateEdit: Templates, ["e"], "edit", "Change the template: its points, one a line, and whether it is in use.", needs(P::ManageTemplates), footer;

    VideoPlan: Video, ["+"], "plan", "Plan a video session (R40).", needs(P::ManageOrders), footer;
    VideoConfirm: Video, ["c"], "confirm", "Confirm what a customer asked for, with a link to join.", needs(P::ManageOrders), footer;
    VideoMove: Video, ["m"], "move", "Move the session to another time.", needs(P::ManageOrders), footer;
    VideoCancel: Video, ["X"], "cancel", "Cancel the session; whoever was told of it is told.", needs(P::ManageOrders), asks, footer;

    BillingAttach: Billing, ["+"], "attach file", "Give the invoice or estimate its file, in the place of the one it has.", needs(P::ManageBilling), footer;
    BillingSave: Billing, ["s"], "save file", "Save the file of the invoice or estimate on this machine.", needs(P::ManageBilling), footer;

    TriageCustomer: Triage, ["c"], "customer", "Go to the customer that it is about.", footer;
    TriageRead: Triage, ["t"], "read", "Read the whole sentence.", footer;

    OutboxFilter: Outbox, ["f"], "filter", "Show all letters, or one state after the other.", footer;
    OutboxBrowse: Outbox, ["b"], "as a page", "Look at the letter in the browser, as mail programs show it.";
    Retry: Outbox, ["r"], "retry", "Try to send the letter now.", needs(P::ManageOutbox), footer;
    LetterAddress: Outbox, ["e"], "edit address", "Send a letter that waits, failed or came back to another address.", needs(P::ManageOutbox), footer;
    LetterTold: Outbox, ["W"], "who is told", "Who would be told now of what the letter tells, who not, and why (R62).", needs(P::ViewOutbox);
    CancelLetter: Outbox, ["x"], "cancel", "Cancel the letter: it will not be sent.", needs(P::ManageOutbox), asks, footer;

    StaffNew: Staff, ["n"], "new account", "Make an account for a person of your organization; the password is shown once.", needs(P::ManageStaff), footer;
    StaffEdit: Staff, ["e"], "name and role", "Change name and role (R9).", needs(P::ManageStaff), footer;
    StaffPermissions: Staff, ["p"], "permissions", "Single permissions beyond the role, as boxes with three states (R9).", needs(P::ManageStaff), footer;
    StaffAreas: Staff, ["a"], "areas", "The areas that the person acts in (R10).", needs(P::ManageStaff), footer;
    StaffCustomers: Staff, ["c"], "customers", "The customers that the person looks after.", needs(P::ManageStaff);
    StaffSwitch: Staff, ["x"], "switch on/off", "Switch the account off, or on again; off ends what is open at once.", needs(P::ManageStaff), asks, footer;
    StaffPassword: Staff, ["r"], "new password", "Make a temporary password, shown once to read aloud (R17).", needs(P::ManageStaff), asks, footer;
    StaffSessions: Staff, ["S"], "sign out", "End every remembered sign-in of the person.", needs(P::ManageStaff), asks;

    Freeze: Activity, ["space"], "freeze", "Hold the log still; again to follow it.", footer;

    LogExport: Activity, ["x"], "export", "Write what is shown, and what it goes on with, into a file.", needs(P::ViewActivity), footer;

    RecordRaw: Record, ["r"], "raw record", "Show the record as it is kept, or the sentence again.", footer;
    RecordUndo: Record, ["z"], "undo", "Undo what the record tells of (R74).", asks, footer;
    RecordCustomer: Record, ["c"], "customer", "Go to the customer that it is about.", footer;

    GridToggle: Grid, ["space"], "toggle", "Give or take the permission under the cursor; what the role says anyway becomes as the role says.", needs(P::EditCustomerUserPermissions), footer;
    GridRole: Grid, ["r"], "role", "Choose the person's role (R8).", needs(P::EditCustomerUserPermissions), footer;
    GridScope: Grid, ["f"], "facilities", "Choose the facilities that the person sees (R12).", needs(P::EditCustomerUserPermissions), footer;
    GridAsRole: Grid, ["="], "as role", "Leave the permission under the cursor to the role.", needs(P::EditCustomerUserPermissions), footer;
    GridAll: Grid, ["a"], "all users", "Carry the cell under the cursor over to all people, or to the marked ones.", needs(P::EditCustomerUserPermissions), footer;
    GridSave: Grid, ["w"], "save", "Review what was changed, with its effects in numbers, and save it.", needs(P::EditCustomerUserPermissions), footer;
    GridMark: Grid, ["m"], "mark", "Mark the person, or take the mark away.", needs(P::EditCustomerUserPermissions);
    GridContact: Grid, ["c"], "contact", "Link the person to a contact, or to none (R13).", needs(P::EditCustomerUserPermissions);
    GridExplain: Grid, ["e"], "explain", "Whether the person sees a thing, and why, with what changes it (R71).", footer;
    GridUndo: Grid, ["z"], "undo", "Undo what was saved here last (R74).", asks;
    GridLeft: Grid, ["left", "h"], "left", "One column to the left.";
    GridRight: Grid, ["right", "l"], "right", "One column to the right.";
    GridStart: Grid, ["0"], "first column", "To the role.";
    GridEnd: Grid, ["$"], "last column", "To the facilities.";

    ReviewSave: Review, ["enter"], "save", "Save all of it at once.", needs(P::EditCustomerUserPermissions), footer;
    ReviewUp: Review, ["up", "k"], "up", "One line up.";
    ReviewDown: Review, ["down", "j"], "scroll", "One line down.", footer;
    ReviewPageUp: Review, ["pgup", "ctrl-b"], "page up", "One page up.";
    ReviewPageDown: Review, ["pgdn", "ctrl-f", "space"], "page down", "One page down.";

    BoxTick: ScopeEditor, ["space"], "tick", "Tick or untick the box under the cursor.", footer;
    BoxFilter: ScopeEditor, ["/"], "filter", "Show only the facilities that hold these letters.", footer;
    BoxDone: ScopeEditor, ["enter"], "take over", "Take over what is ticked.", footer;
    BoxUp: ScopeEditor, ["up", "k"], "up", "One box up.";
    BoxDown: ScopeEditor, ["down", "j"], "down", "One box down.";
    BoxPageUp: ScopeEditor, ["pgup", "ctrl-b"], "page up", "One page up.";
    BoxPageDown: ScopeEditor, ["pgdn", "ctrl-f"], "page down", "One page down.";

    InvitedCopy: Invited, ["y"], "copy link", "Copy the invitation's link.", footer;
    InvitedDone: Invited, ["enter"], "done", "Close.", footer;

    RoleToggle: Roles, ["space"], "change", "Let the role hold the permission, or no longer.", footer;
    RoleSave: Roles, ["w"], "save", "Say how many people gain or lose what, and save it.", needs(P::ManageSettings), footer;
    RoleUndo: Roles, ["z"], "undo", "Undo what was saved here last (R74).", asks;
    RoleLeft: Roles, ["left", "h"], "left", "One role to the left.";
    RoleRight: Roles, ["right", "l"], "right", "One role to the right.";

    SessionEnd: Sessions, ["x"], "end it", "End the session under the cursor.", needs(P::RevokeAccess), asks, footer;
    SessionEndAll: Sessions, ["X"], "end all", "End every session of the person.", needs(P::RevokeAccess), asks, footer;

    ViewNext: ViewAs, ["tab", "right"], "next tab", "To the next tab.", footer;
    ViewPrevious: ViewAs, ["shift-tab", "left"], "previous tab", "To the previous tab.";
    ViewLinkHere: ViewAs, ["b"], "in a browser", "Make a link that opens this view in a browser: once, within a minute, read-only (R24).", needs(P::ViewAsCustomer), footer;
    ViewAnother: ViewAs, ["v"], "somebody else", "View as another user of this customer instead.", needs(P::ViewAsCustomer), footer;

    LinkCopy: SecureLink, ["y"], "copy", "Copy the link.", footer;
    LinkQr: SecureLink, ["q"], "QR code", "Show the link as a QR code, for a telephone to read.", footer;
    LinkRotate: SecureLink, ["r"], "replace", "Make another link; the old one stops working at once.", asks, footer;
    LinkSwitch: SecureLink, ["s"], "switch on/off", "Switch the link on or off.", footer;
    LinkUndo: SecureLink, ["z"], "undo", "Undo what was changed here last (R74).", asks;
    LinkEnd: SecureLink, ["e"], "end date", "Give the link an end, or take it away.", footer;

    Close: Dialog, ["esc", "ctrl-c"], "close", "Close without doing anything.", footer;
    DialogHelp: Dialog, ["?", "f1"], "help", "Show every key that works here.", footer;
    DialogQuit: Dialog, ["ctrl-q"], "quit", "Leave Keydesk; it asks when something is not saved.";

    FieldNext: Form, ["tab", "down"], "next field", "To the next field.";
    FieldPrevious: Form, ["shift-tab", "up"], "previous field", "To the previous field.";
    Submit: Form, ["enter"], "go on", "To the next field; on the button, do it.", footer;
    Toggle: Form, ["space", "right"], "tick", "Tick or untick, or the next choice.", footer;
    ToggleBack: Form, ["left"], "previous choice", "The choice before.";

    Yes: Question, ["y"], "yes", "Do it.", footer;
    No: Question, ["n"], "no", "Do nothing.", footer;
    Choose: Question, ["enter"], "choose", "Take the marked answer; No is marked at first.";
    OtherAnswer: Question, ["tab", "left", "right", "shift-tab"], "other answer", "Mark the other answer.";

    ReadUp: Reader, ["up", "k"], "up", "One line up.";
    ReadDown: Reader, ["down", "j"], "scroll", "One line down.", footer;
    ReadPageUp: Reader, ["pgup", "ctrl-b"], "page up", "One page up.";
    ReadPageDown: Reader, ["pgdn", "ctrl-f", "space"], "page down", "One page down.";
    ReadDone: Reader, ["enter", "q"], "done", "Close.";

    PickUp: Picker, ["up", "ctrl-k"], "up", "One row up.";
    PickDown: Picker, ["down", "ctrl-j"], "down", "One row down.";
    Pick: Picker, ["enter"], "go", "Take the marked row.", footer;

    SignInNext: SignIn, ["tab", "down", "shift-tab", "up"], "other field", "To the other field.", footer;
    SignInGo: SignIn, ["enter"], "sign in", "Sign in with what was typed.", footer;
    SignInQuit: SignIn, ["esc", "ctrl-c", "ctrl-q"], "quit", "Leave Keydesk.", footer;
    SignInSleep: SignIn, ["ctrl-z"], "to the shell", "Leave the screen to the shell; fg brings it back.";
}
