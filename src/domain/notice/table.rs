//! The table itself: a row for every letter.

use super::super::letter::LetterKind;
use super::super::permission::Permission;
use super::super::staff::StaffPermission;
use super::{Channel, Reach, StaffTopic, Topic};

/// Which customer users hear of an event: those who see the thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForCustomers {
    /// The topic that they can switch off.
    pub topic: Topic,
    /// A permission beyond seeing the thing. For new orders the topic must have been switched on by the person too: both keys
    /// (R60).
    pub both_keys: Option<Permission>,
}

/// Which staff hear of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForStaff {
    /// The topic.
    pub topic: StaffTopic,
    /// What somebody must be allowed to do in the customer's area to be told.
    pub needs: StaffPermission,
    /// How far whoever chose nothing is told.
    pub by_default: Reach,
}

/// A letter to the one person whose access it is about. Nobody switches it off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForPerson {
    /// What must still be so when it is sent (R62).
    pub still: Still,
}

/// What must still be so when a letter about somebody's access is sent (R62).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Still {
    /// Nothing: what it tells has happened.
    Always,
    /// The invitation is pending, its link is this one, and the portal is on.
    Invited,
    /// The secret in it works.
    SecretWorks,
    /// The access is active.
    Active,
    /// The access is active and ends when the letter says.
    Ending,
}

/// A row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The event, by the letter that tells of it.
    pub kind: LetterKind,
    /// The person whose access it is about.
    pub person: Option<ForPerson>,
    /// Which customer users; none: no customer ever (R14).
    pub customers: Option<ForCustomers>,
    /// Which staff.
    pub staff: Option<ForStaff>,
    /// The ways it may go; e-mail always.
    pub channels: &'static [Channel],
    /// Several of these about the same thing within some minutes become one letter.
    pub bundled: bool,
}

const EMAIL: &[Channel] = &[Channel::Email];
const BOTH: &[Channel] = &[Channel::Email, Channel::Sms];

#[expect(clippy::unnecessary_wraps, reason = "the rows of the table read so")]
const fn customers(topic: Topic) -> Option<ForCustomers> {
    Some(ForCustomers { topic, both_keys: None })
}

#[expect(clippy::unnecessary_wraps, reason = "the rows of the table read so")]
const fn with_key(topic: Topic, key: Permission) -> Option<ForCustomers> {
    Some(ForCustomers { topic, both_keys: Some(key) })
}

#[expect(clippy::unnecessary_wraps, reason = "the rows of the table read so")]
const fn staff(topic: StaffTopic, needs: StaffPermission) -> Option<ForStaff> {
    Some(ForStaff { topic, needs, by_default: topic.by_default() })
}

/// Of the daily work: people choose.
const fn work(kind: LetterKind, customers: Option<ForCustomers>, staff: Option<ForStaff>) -> Rule {
    let bundled = matches!(kind, LetterKind::Comment | LetterKind::InternalComment);
    Rule { kind, person: None, customers, staff, channels: BOTH, bundled }
}

/// About somebody's own access.
const fn own(kind: LetterKind, still: Still) -> Rule {
    let bundled = matches!(kind, LetterKind::AccessChanged);
    Rule { kind, person: Some(ForPerson { still }), customers: None, staff: None, channels: EMAIL, bundled }
}

/// The row of a letter: every kind has one.
#[expect(clippy::match_same_arms, reason = "one row for each kind")]
pub const fn rule(kind: LetterKind) -> Rule {
    use LetterKind as K;
    use Permission as May;
    use StaffPermission as P;
    use StaffTopic as S;
    use Still as While;
    use Topic as T;
    const ORDERS: Option<ForStaff> = staff(S::Orders, P::ManageOrders);
    const COMMENTS: Option<ForStaff> = staff(S::Comments, P::ManageOrders);
    const VIDEO: Option<ForStaff> = staff(S::VideoSessions, P::ManageOrders);
    match kind {
        K::Invitation => own(kind, While::Invited),
        K::Welcome => own(kind, While::Always),
        K::AccessChanged => own(kind, While::Active),
        K::AccessEnding => own(kind, While::Ending),
        K::AccessRevoked => own(kind, While::Always),
        K::NewPassword => own(kind, While::SecretWorks),
        K::TemporaryPassword => own(kind, While::SecretWorks),
        K::Recovery => own(kind, While::Always),
        K::PasswordChanged => own(kind, While::Always),
        K::SecondFactor => own(kind, While::Always),
        K::IndependenceAsked => work(kind, None, staff(S::Independence, P::ManageSettings)),
        K::IndependenceApproved => own(kind, While::Always),
        K::IndependenceDeclined => own(kind, While::Always),
        K::OrderCreated => work(kind, with_key(T::NewOrders, May::ChooseOrderNotifications), ORDERS),
        K::OrderAssigned => work(kind, None, ORDERS),
        K::OrderPlanned => work(kind, customers(T::Orders), ORDERS),
        K::OrderMoved => work(kind, customers(T::Orders), ORDERS),
        K::VisitCancelled => work(kind, customers(T::Orders), ORDERS),
        K::OrderClosed => work(kind, customers(T::Orders), None),
        K::OrderEdited => work(kind, None, ORDERS),
        K::OrderCancelled => work(kind, customers(T::Orders), ORDERS),
        K::Comment => work(kind, customers(T::Comments), COMMENTS),
        K::InternalComment => work(kind, None, COMMENTS),
        K::FaultReceived => work(kind, None, staff(S::Faults, P::HandleFaultReports)),
        K::FaultTaken => work(kind, customers(T::Orders), None),
        K::FaultClosed => work(kind, customers(T::Orders), None),
        K::DocumentAdded => work(kind, customers(T::Documents), staff(S::Documents, P::ViewCustomers)),
        K::EstimateToAccept => work(kind, customers(T::Billing), None),
        // Whoever manages billing hears of an answer although nobody is assigned: an accepted estimate is work to be done.
        K::EstimateDecided => work(kind, None, staff(S::Billing, P::ManageBilling)),
        K::Invoice => work(kind, customers(T::Billing), None),
        K::VideoPlanned => work(kind, customers(T::VideoSessions), VIDEO),
        K::VideoMoved => work(kind, customers(T::VideoSessions), VIDEO),
        K::VideoCancelled => work(kind, customers(T::VideoSessions), VIDEO),
        K::VideoRequested => work(kind, None, VIDEO),
        K::CheckDue => work(kind, with_key(T::Objects, May::SelfChecks), None),
    }
}

/// The table: every row.
pub fn rules() -> impl Iterator<Item = Rule> {
    LetterKind::ALL.iter().map(|kind| rule(*kind))
}
