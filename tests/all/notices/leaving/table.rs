//! What may happen between writing and sending, and whom of those who were to be told it silences. Whoever is not named is told.

use keydesk::domain::letter::LetterKind as K;

/// Somebody to whom letters wait.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    /// An administrator of Huber who sees what is in Graz, told of everything by e-mail.
    Eva,
    /// The same sign-in as an administrator of Hofer.
    EvaAtHofer,
    /// A moderator of Huber who is linked to the contact Lea, told of orders and comments by SMS.
    Sven,
    /// A department administrator for the area Graz, to whom Huber is assigned; may change settings beyond the role.
    Nora,
    /// An administrator who wants to be told of everything.
    Adam,
    /// The same by SMS.
    Olle,
}

/// What becomes of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    /// It goes as it was written.
    Sent,
    /// Nobody is told, because.
    Untold(&'static str),
    /// It goes by e-mail, because.
    ByEmail(&'static str),
    /// It goes to another number.
    To(&'static str),
}

/// A row: what happens, and to whom that means what.
pub struct Row {
    pub meanwhile: &'static str,
    pub doing: &'static [&'static str],
    pub undoing: &'static [&'static str],
    pub then: &'static [(Who, &'static [K], Then)],
}

/// Notices about the order A1 that customer users hear of.
pub const ORDER: &[K] = &[
    K::OrderCreated,
    K::OrderPlanned,
    K::OrderMoved,
    K::VisitCancelled,
    K::OrderClosed,
    K::OrderCancelled,
    K::Comment,
    K::FaultTaken,
    K::FaultClosed,
];
/// The same without the comments and without new orders, which are topics of their own.
const ORDER_TOPIC: &[K] = &[
    K::OrderPlanned,
    K::OrderMoved,
    K::VisitCancelled,
    K::OrderClosed,
    K::OrderCancelled,
    K::FaultTaken,
    K::FaultClosed,
];
const BILLING: &[K] = &[K::EstimateToAccept, K::Invoice];
pub const VIDEO: &[K] = &[K::VideoPlanned, K::VideoMoved, K::VideoCancelled];
/// What hangs on the order without being one.
const ON_ORDER: &[K] = &[K::DocumentAdded, K::EstimateToAccept, K::Invoice];
/// What does not.
const NOT_ON_ORDER: &[K] = &[K::VideoPlanned, K::VideoMoved, K::VideoCancelled, K::CheckDue];
/// What staff hear of an order.
const STAFF_ORDERS: &[K] = &[
    K::OrderCreated,
    K::OrderAssigned,
    K::OrderPlanned,
    K::OrderMoved,
    K::VisitCancelled,
    K::OrderEdited,
    K::OrderCancelled,
];
const STAFF_COMMENTS: &[K] = &[K::Comment, K::InternalComment];
const STAFF_VIDEO: &[K] = &[K::VideoPlanned, K::VideoMoved, K::VideoCancelled, K::VideoRequested];
/// What staff hear of by default because everything in their areas concerns them.
const STAFF_WIDE: &[K] = &[K::EstimateDecided, K::IndependenceAsked];
pub const SVEN: &[K] = &[K::OrderPlanned, K::Comment];
pub const FEW: &[K] = &[K::OrderPlanned, K::InternalComment, K::FaultReceived];

const INACTIVE: Then = Then::Untold("the access is no longer active");
const PORTAL: Then = Then::Untold("the portal was switched off meanwhile");
const AREA: Then = Then::Untold("the portal area was switched off for the customer");
const SIGHT: Then = Then::Untold("the reader may no longer see such things");
const SCOPE: Then = Then::Untold("it lies outside the reader's facilities by now");
const CONTACT: Then = Then::Untold("the reader's contact does not let it be seen any more");
const OTHERS: Then = Then::Untold("it belongs to another customer by now");
const GONE: Then = Then::Untold("what it is about is no longer there");
const FAR: Then = Then::Untold("the customer no longer lies in the staff person's areas");
const OUT: Then = Then::Untold("the staff person can no longer sign in");
const UNASSIGNED: Then = Then::Untold("it is no longer assigned to the staff person");
const NO_NUMBER: Then = Then::ByEmail("there is no mobile number any more; it goes by e-mail");
const PREFERS: Then = Then::ByEmail("the reader prefers e-mail by now");
/// What becomes of SMS where none are sent any more.
pub const NO_SMS: Then = Then::ByEmail("no SMS are sent here any more; it goes by e-mail");

/// All that Eva hears of.
macro_rules! all_of_eva {
    ($then:expr) => {
        [(Who::Eva, ORDER, $then), (Who::Eva, ON_ORDER, $then), (Who::Eva, NOT_ON_ORDER, $then)]
    };
}

/// All that Nora hears of.
macro_rules! all_of_nora {
    ($then:expr) => {
        [
            (Who::Nora, STAFF_ORDERS, $then),
            (Who::Nora, STAFF_COMMENTS, $then),
            (Who::Nora, STAFF_VIDEO, $then),
            (Who::Nora, STAFF_WIDE, $then),
            (Who::Nora, &[K::FaultReceived, K::DocumentAdded], $then),
        ]
    };
}

macro_rules! eva {
    () => {
        "(SELECT u.id FROM customer_user u JOIN customer c ON c.id = u.customer_id JOIN sign_in s ON s.id = u.sign_in_id
          WHERE s.email_key = 'eva@huber.example' AND c.number = '1042')"
    };
}

macro_rules! row {
    ($what:expr, $doing:expr, $undoing:expr, $then:expr) => {
        Row { meanwhile: $what, doing: &[$doing], undoing: &[$undoing], then: &$then }
    };
}

/// A column of Eva's customer user.
macro_rules! of_eva {
    ($what:literal, $set:literal, $back:literal, $then:expr) => {
        row!(
            $what,
            concat!("UPDATE customer_user SET ", $set, " WHERE id = ", eva!()),
            concat!("UPDATE customer_user SET ", $back, " WHERE id = ", eva!()),
            $then
        )
    };
}

/// A permission is taken from Eva.
macro_rules! denied {
    ($permission:literal, $then:expr) => {
        row!(
            concat!("Eva loses ", $permission),
            concat!(
                "INSERT INTO customer_user_permission (organization_id, customer_user_id, permission, allowed)
                 SELECT organization_id, id, '",
                $permission,
                "', FALSE FROM customer_user WHERE id = ",
                eva!()
            ),
            concat!("DELETE FROM customer_user_permission WHERE permission = '", $permission, "'"),
            $then
        )
    };
}

/// Eva does not want to hear of a topic any more.
macro_rules! unwanted {
    ($topic:literal, $words:literal, $kinds:expr) => {
        row!(
            concat!("Eva switches off ", $topic),
            concat!(
                "INSERT INTO user_preference (organization_id, customer_user_id, topic, told) SELECT organization_id, id, '",
                $topic,
                "', FALSE FROM customer_user WHERE id = ",
                eva!()
            ),
            concat!("DELETE FROM user_preference WHERE topic = '", $topic, "' AND customer_user_id = ", eva!()),
            [(Who::Eva, $kinds, Then::Untold(concat!("the reader does not want to be told of ", $words, " any more")))]
        )
    };
}

/// A column of the customer Huber.
macro_rules! of_huber {
    ($what:literal, $set:literal, $back:literal, $then:expr) => {
        row!(
            $what,
            concat!("UPDATE customer SET ", $set, " WHERE number = '1042'"),
            concat!("UPDATE customer SET ", $back, " WHERE number = '1042'"),
            $then
        )
    };
}

/// Where something lies.
macro_rules! moved {
    ($what:literal, $table:literal, $number:literal, $to:literal, $then:expr) => {
        row!(
            $what,
            concat!("UPDATE ", $table, " SET facility_id = ", $to, " WHERE number = '", $number, "'"),
            concat!(
                "UPDATE ",
                $table,
                " SET facility_id = (SELECT id FROM facility WHERE name = 'Graz') WHERE number = '",
                $number,
                "'"
            ),
            $then
        )
    };
}

/// A column of a staff person.
macro_rules! of_staff {
    ($what:literal, $name:literal, $set:literal, $back:literal, $then:expr) => {
        row!(
            $what,
            concat!("UPDATE staff SET ", $set, " WHERE name = '", $name, "'"),
            concat!("UPDATE staff SET ", $back, " WHERE name = '", $name, "'"),
            $then
        )
    };
}

/// A permission is taken from Nora.
macro_rules! staff_denied {
    ($permission:literal, $then:expr) => {
        row!(
            concat!("Nora loses ", $permission),
            concat!(
                "INSERT INTO staff_permission (organization_id, staff_id, permission, allowed) SELECT organization_id, id, '",
                $permission,
                "', FALSE FROM staff WHERE name = 'nora'"
            ),
            concat!("DELETE FROM staff_permission WHERE permission = '", $permission, "'"),
            $then
        )
    };
}

/// Nora does not want to hear of a topic any more.
macro_rules! staff_unwanted {
    ($topic:literal, $words:literal, $kinds:expr) => {
        row!(
            concat!("Nora wants no ", $topic),
            concat!(
                "INSERT INTO staff_preference (organization_id, staff_id, topic, reach) SELECT organization_id, id, '",
                $topic,
                "', 'none' FROM staff WHERE name = 'nora'"
            ),
            concat!(
                "DELETE FROM staff_preference WHERE topic = '",
                $topic,
                "' AND staff_id = (SELECT id FROM staff WHERE name = 'nora')"
            ),
            [(
                Who::Nora,
                $kinds,
                Then::Untold(concat!("the reader does not want to be told of ", $words, " any more"))
            )]
        )
    };
}

// After the macros, which they use.
mod people;
mod staff;
mod things;

/// Every row.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    people::PEOPLE.iter().chain(things::THINGS).chain(staff::STAFF)
}
