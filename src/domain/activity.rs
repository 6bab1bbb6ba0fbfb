//! What the activity log holds (R70): events, and the hash that chains one record to the one before.

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::text_enum::text_enum;

text_enum! {
    /// What happened. The words are stable: filters, exports and scripts rely on them.
    pub enum Event {
        /// An organization was set up.
        OrganizationCreated = "organization_created",
        /// The portal module was switched (R1).
        ModuleSwitched = "module_switched",
        /// The portal was switched for a customer (R2).
        CustomerPortalSwitched = "customer_portal_switched",
        /// The portal areas of a customer were chosen (R2).
        PortalAreasChanged = "portal_areas_changed",
        /// A customer's secure link was switched (R20).
        SecureLinkSwitched = "secure_link_switched",
        /// A customer's secure link was replaced (R20).
        SecureLinkRotated = "secure_link_rotated",
        /// A customer's secure link was given an end (R20).
        SecureLinkEndSet = "secure_link_end_set",
        /// A staff account was made.
        StaffCreated = "staff_created",
        /// A staff person signed in.
        StaffSignedIn = "staff_signed_in",
        /// A staff person signed out.
        StaffSignedOut = "staff_signed_out",
        /// Somebody tried to sign in as staff and failed.
        StaffSignInFailed = "staff_sign_in_failed",
        /// What is known of a customer was changed (R6).
        CustomerEdited = "customer_edited",
        /// A file was imported (R80).
        Imported = "imported",
        /// Access was granted: an invitation was made (R6).
        AccessGranted = "access_granted",
        /// An invitation was sent again (R7).
        InvitationResent = "invitation_resent",
        /// A link to an invitation was shown to staff, to copy or to scan (R7).
        InvitationLinkShown = "invitation_link_shown",
        /// An invitation was withdrawn (R7).
        InvitationWithdrawn = "invitation_withdrawn",
        /// An invitation was accepted.
        InvitationAccepted = "invitation_accepted",
        /// Single permissions were changed (R8).
        PermissionsChanged = "permissions_changed",
        /// The role was changed (R8).
        RoleChanged = "role_changed",
        /// The scope was changed (R12).
        ScopeChanged = "scope_changed",
        /// The link to a contact was changed (R13).
        ContactLinkChanged = "contact_link_changed",
        /// The person was told that the access ends soon (R16).
        AccessEndingTold = "access_ending_told",
        /// Access was suspended (R15).
        AccessSuspended = "access_suspended",
        /// A suspension was lifted (R15).
        SuspensionLifted = "suspension_lifted",
        /// Access was revoked (R15).
        AccessRevoked = "access_revoked",
        /// A customer user signed in.
        SignedIn = "signed_in",
        /// A customer user signed out.
        SignedOut = "signed_out",
        /// Somebody tried to sign in to the portal and failed.
        SignInFailed = "sign_in_failed",
        /// A person changed their own password.
        PasswordChanged = "password_changed",
        /// What a role holds was changed (R8).
        RoleContentChanged = "role_content_changed",
        /// The end of an access was set or taken away (R16).
        AccessEndSet = "access_end_set",
        /// Access that was revoked was given back by undoing that (R74).
        AccessRestored = "access_restored",
        /// A customer user was deleted, with the person's data (R15).
        AccessDeleted = "access_deleted",
        /// The address of a pending invitation was changed (R7).
        InvitationAddressChanged = "invitation_address_changed",
        /// A short code for an invitation was shown to staff, to read aloud (R7).
        InvitationCodeMade = "invitation_code_made",
        /// A link to set a new password was sent (R17).
        PasswordLinkSent = "password_link_sent",
        /// A temporary password was made (R17).
        TemporaryPasswordMade = "temporary_password_made",
        /// A person set a new password with a link (R17).
        PasswordReset = "password_reset",
        /// Sessions were ended (R25).
        SessionsEnded = "sessions_ended",
        /// Staff looked at the portal as a customer user sees it (R24).
        ViewedAs = "viewed_as",
        /// A customer asked to become an organization of its own (R19).
        IndependenceRequested = "independence_requested",
        /// A customer became an organization of its own (R19).
        IndependenceApproved = "independence_approved",
        /// A request for independence was declined (R19).
        IndependenceDeclined = "independence_declined",
        /// A staff person was renamed.
        StaffRenamed = "staff_renamed",
        /// Where or how a staff person is written to was changed: mobile number, language, time zone (R61).
        StaffReachedChanged = "staff_reached_changed",
        /// A staff person's role was changed (R9).
        StaffRoleChanged = "staff_role_changed",
        /// A staff person's single permissions were changed (R9).
        StaffPermissionsChanged = "staff_permissions_changed",
        /// A staff person's areas were changed (R10).
        StaffAreasChanged = "staff_areas_changed",
        /// The customers that a staff person looks after were changed.
        StaffCustomersChanged = "staff_customers_changed",
        /// A staff account was switched on or off.
        StaffSwitched = "staff_switched",
        /// A staff person was given or chose a new password.
        StaffPasswordChanged = "staff_password_changed",
        /// A setting of the organization was changed.
        SettingsChanged = "settings_changed",
        /// A document was attached (R37).
        DocumentAdded = "document_added",
        /// A document was removed (R37).
        DocumentRemoved = "document_removed",
        /// An order was created (R31).
        OrderCreated = "order_created",
        /// What an order is, is about, or where, was changed (R31).
        OrderChanged = "order_changed",
        /// An order was assigned to somebody, or to nobody (R31).
        OrderAssigned = "order_assigned",
        /// The state of an order was changed (R31).
        OrderStateChanged = "order_state_changed",
        /// A visit was planned (R31).
        VisitPlanned = "visit_planned",
        /// A visit was moved (R31).
        VisitMoved = "visit_moved",
        /// A visit was cancelled (R31).
        VisitCancelled = "visit_cancelled",
        /// Somebody commented on an order (R32).
        CommentAdded = "comment_added",
        /// Somebody chose what to be told of (R60, R61).
        TopicsChosen = "topics_chosen",
        /// A customer reported a fault (R33).
        FaultReported = "fault_reported",
        /// Staff took a fault report (R33).
        FaultTaken = "fault_taken",
        /// A fault report became another order (R33).
        FaultConverted = "fault_converted",
        /// A fault report was closed (R33).
        FaultClosed = "fault_closed",
        /// A meter was read (R35).
        ReadingAdded = "reading_added",
        /// A reading was taken back (R35).
        ReadingRemoved = "reading_removed",
        /// A checklist was made or changed (R36).
        CheckTemplateChanged = "check_template_changed",
        /// A checklist was assigned to an object, changed or taken away (R36).
        CheckAssigned = "check_assigned",
        /// A self-check was filled in (R36).
        CheckDone = "check_done",
        /// A customer asked for a video session (R40).
        VideoRequested = "video_requested",
        /// A video session was planned (R40).
        VideoPlanned = "video_planned",
        /// A video session was moved (R40).
        VideoMoved = "video_moved",
        /// A video session was cancelled (R40).
        VideoCancelled = "video_cancelled",
        /// An estimate was accepted or declined (R39).
        EstimateDecided = "estimate_decided",
        /// An invoice or estimate was given a file or another state (R39).
        BillingChanged = "billing_changed",
        /// A contact was made (R41).
        ContactCreated = "contact_created",
        /// A contact was changed (R41).
        ContactEdited = "contact_edited",
        /// A contact was moved to another customer.
        ContactMoved = "contact_moved",
        /// A facility was made.
        FacilityCreated = "facility_created",
        /// A facility was changed.
        FacilityEdited = "facility_edited",
        /// A facility was moved to another customer.
        FacilityMoved = "facility_moved",
        /// A service object was made (R34).
        ObjectCreated = "object_created",
        /// A service object was changed (R34).
        ObjectEdited = "object_edited",
        /// A service object was moved (R34).
        ObjectMoved = "object_moved",
        /// The organization's logo was replaced or taken away (R23).
        LogoChanged = "logo_changed",
        /// Somebody asked for a new password on the sign-in page (R22).
        RecoveryAsked = "recovery_asked",
        /// A second factor was set up or taken away (R22).
        SecondFactorChanged = "second_factor_changed",
        /// A passkey was added (R22).
        PasskeyAdded = "passkey_added",
        /// A passkey was removed (R22).
        PasskeyRemoved = "passkey_removed",
        /// A person changed the own name or number (R51).
        ProfileChanged = "profile_changed",
        /// A person took a copy of the own data (R51).
        OwnDataExported = "own_data_exported",
        /// The address of a calendar was made, replaced or taken away (R38).
        CalendarAddressChanged = "calendar_address_changed",
        /// Staff ended looking at the portal as a customer user (R24).
        ViewEnded = "view_ended",
        /// Something was exported (R81).
        Exported = "exported",
        /// A letter was retried by staff (R63).
        LetterRetried = "letter_retried",
        /// A letter was cancelled by staff (R63).
        LetterCancelled = "letter_cancelled",
        /// Staff stopped a channel (R63).
        ChannelPaused = "channel_paused",
        /// Staff let a channel go on (R63).
        ChannelResumed = "channel_resumed",
        /// Staff sent a message to try the settings (R63, R65).
        ChannelTried = "channel_tried",
        /// A letter was sent to another address by staff (R63).
        LetterReaddressed = "letter_readdressed",
        /// A letter came back (R7, R63).
        LetterBounced = "letter_bounced",
        /// A staff person saved a view of a list.
        ListViewSaved = "list_view_saved",
        /// A staff person renamed a view of a list.
        ListViewRenamed = "list_view_renamed",
        /// A staff person deleted a view of a list.
        ListViewDeleted = "list_view_deleted",
        /// An organization worded a part of a letter, or took its words back (R64).
        LetterWorded = "letter_worded",
    }
}

text_enum! {
    /// What kind of person or thing did it.
    pub enum ActorKind {
        /// A staff person.
        Staff = "staff",
        /// A customer user.
        CustomerUser = "customer_user",
        /// The program itself: set-up, expiry.
        System = "system",
    }
}

/// The parts of a record that its hash covers, as they are stored.
#[derive(Clone, Copy, Debug)]
pub struct Hashed<'a> {
    /// Position in the organization's chain, from 1.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: &'a str,
    /// Kind of actor.
    pub actor_kind: &'a str,
    /// The actor's name at that time.
    pub actor_name: &'a str,
    /// From where (terminal, command line, portal with address).
    pub origin: &'a str,
    /// Identifiers of actor, customer, customer user and staff person concerned, as text or empty.
    pub references: [&'a str; 4],
    /// Whom or what it concerned, for people.
    pub subject: &'a str,
    /// Before and after, as canonical JSON text.
    pub data: &'a str,
}

/// Bytes with every part led by its length, so that no two different records can be written down the same way.
fn hash_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The hash of a record chained to the hash of the one before, over everything that stands in it: how records were
/// chained that have no digest of their personal parts. A person in such a record can be forgotten too, see
/// [`redacted_tag`].
pub fn chain_hash(previous: &[u8], record: &Hashed<'_>) -> [u8; 32] {
    let (seq, at) = (record.seq.to_be_bytes(), record.at.timestamp_micros().to_be_bytes());
    let before: [&[u8]; 3] = [previous, &seq, &at];
    let texts = [record.event, record.actor_kind, record.actor_name, record.origin];
    let after = [record.subject, record.data];
    let texts = texts.into_iter().chain(record.references).chain(after).map(str::as_bytes);
    hash_of(before.into_iter().chain(texts))
}

/// The digest of what may name a person (R15): actor, origin, subject and facts, behind a random salt. Without the salt
/// nobody can find out what stood there by guessing.
pub fn personal_digest(salt: &[u8], record: &Hashed<'_>) -> [u8; 32] {
    let texts = [record.actor_name, record.origin, record.subject, record.data];
    hash_of([salt].into_iter().chain(texts.into_iter().map(str::as_bytes)))
}

/// The hash of a record chained to the hash of the one before, over the digest of its personal parts in their place: they
/// can be replaced without breaking the chain.
pub fn sealed_hash(previous: &[u8], record: &Hashed<'_>, digest: &[u8]) -> [u8; 32] {
    let (seq, at) = (record.seq.to_be_bytes(), record.at.timestamp_micros().to_be_bytes());
    let before: [&[u8]; 3] = [previous, &seq, &at];
    let texts = [record.event, record.actor_kind].into_iter().chain(record.references).map(str::as_bytes);
    hash_of(before.into_iter().chain(texts).chain([digest]))
}

/// What the record of a deletion states about each record whose names it replaced (R15): 24 hexadecimal digits over the
/// record as the deletion left it. What does not match was altered since; what no deletion states was redacted by hand.
pub fn redacted_tag(hash: &[u8], record: &Hashed<'_>) -> String {
    use std::fmt::Write as _;
    chain_hash(hash, record).iter().take(12).fold(String::with_capacity(24), |mut tag, byte| {
        let _ = write!(tag, "{byte:02x}");
        tag
    })
}

/// What stands in the log in the place of a deleted person's name, address and the like (R15).
pub const DELETED_PERSON: &str = "deleted person";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_covers_the_digest_and_the_digest_the_personal_parts() {
        let base = Hashed {
            seq: 1,
            at: DateTime::from_timestamp(1, 0).unwrap(),
            event: "signed_in",
            actor_kind: "staff",
            actor_name: "ab",
            origin: "c",
            references: ["1", "", "", ""],
            subject: "s",
            data: "{}",
        };
        let personal = [
            base,
            Hashed { actor_name: "a", origin: "bc", ..base },
            Hashed { subject: "", ..base },
            Hashed { data: "{\"a\":1}", ..base },
        ];
        let mut digests: Vec<_> = personal.iter().map(|v| personal_digest(b"salt", v)).collect();
        digests.push(personal_digest(b"other", &base));
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), personal.len() + 1);
        let digest = digests[0];
        assert_eq!(sealed_hash(&[0; 32], &base, &digest), sealed_hash(&[0; 32], &personal[2], &digest));
        let kept = [
            base,
            Hashed { seq: 2, ..base },
            Hashed { at: DateTime::from_timestamp(2, 0).unwrap(), ..base },
            Hashed { event: "signed_out", ..base },
            Hashed { actor_kind: "system", ..base },
            Hashed { references: ["", "1", "", ""], ..base },
        ];
        let mut hashes: Vec<_> = kept.iter().map(|v| sealed_hash(&[0; 32], v, &digest)).collect();
        hashes.push(sealed_hash(&[1; 32], &base, &digest));
        hashes.push(sealed_hash(&[0; 32], &base, &digests[1]));
        hashes.push(chain_hash(&[0; 32], &base));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), kept.len() + 3);
        assert_ne!(redacted_tag(&[0; 32], &base), redacted_tag(&[0; 32], &personal[2]));
    }

    #[test]
    fn every_part_is_covered_and_parts_cannot_flow_into_each_other() {
        let base = Hashed {
            seq: 1,
            at: DateTime::from_timestamp(1, 0).unwrap(),
            event: "signed_in",
            actor_kind: "staff",
            actor_name: "ab",
            origin: "c",
            references: ["1", "", "", ""],
            subject: "s",
            data: "{}",
        };
        let variants = [
            base,
            Hashed { seq: 2, ..base },
            Hashed { at: DateTime::from_timestamp(2, 0).unwrap(), ..base },
            Hashed { event: "signed_out", ..base },
            Hashed { actor_kind: "system", ..base },
            Hashed { actor_name: "a", origin: "bc", ..base },
            Hashed { references: ["", "1", "", ""], ..base },
            Hashed { subject: "", ..base },
            Hashed { data: "{\"a\":1}", ..base },
        ];
        let mut hashes: Vec<_> = variants.iter().map(|v| chain_hash(&[0; 32], v)).collect();
        hashes.push(chain_hash(&[1; 32], &base));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), variants.len() + 1);
    }
}
