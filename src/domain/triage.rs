//! What wants somebody's attention (R73): the kinds of things, and what mends each.

use super::text_enum::text_enum;

text_enum! {
    /// Why something stands on the triage list, the most urgent first.
    pub enum TriageKind {
        /// A customer reported a fault, nobody was told of it, and nobody has taken it yet (R33).
        Unheard = "unheard",
        /// A customer commented on an order, and nobody of the staff was told (R32, R33).
        UnheardComment = "unheard_comment",
        /// An access ends within two days (R16).
        AccessEndsSoon = "access_ends_soon",
        /// The letter with an invitation could not be delivered.
        InvitationBounced = "invitation_bounced",
        /// A customer's users have no administrator any more.
        NoAdministrator = "no_administrator",
        /// A customer asks to become an organization of its own (R19).
        Independence = "independence",
        /// An invitation ran out before it was accepted.
        InvitationExpired = "invitation_expired",
        /// A person's scope and contact leave nothing to see (R12, R13).
        NothingInScope = "nothing_in_scope",
        /// An access ends within fourteen days (R16).
        AccessEnds = "access_ends",
        /// Somebody was invited more than three days ago and has not accepted, or has been active for three days
        /// without ever signing in.
        NeverSignedIn = "never_signed_in",
        /// An access ended within the last thirty days.
        AccessEnded = "access_ended",
    }
}

text_enum! {
    /// What mends it, with one key.
    pub enum Fix {
        /// Send the invitation again.
        Resend = "resend",
        /// Change the address of the invitation, which sends it anew.
        ChangeAddress = "change_address",
        /// Let the access go on for a year, or choose a date.
        Extend = "extend",
        /// Send a link to set a password.
        PasswordLink = "password_link",
        /// Make one of the customer's users administrator.
        MakeAdministrator = "make_administrator",
        /// Choose what the person sees.
        ChooseScope = "choose_scope",
        /// Approve or decline the request.
        Decide = "decide",
        /// Take the fault report.
        Take = "take",
        /// Read the comment on its order, and answer.
        Answer = "answer",
    }
}

impl TriageKind {
    /// What mends it. `invited`: the person has not accepted the invitation yet.
    pub const fn fix(self, invited: bool) -> Fix {
        match self {
            Self::AccessEndsSoon | Self::AccessEnds | Self::AccessEnded => Fix::Extend,
            Self::InvitationBounced => Fix::ChangeAddress,
            Self::InvitationExpired => Fix::Resend,
            Self::NeverSignedIn if invited => Fix::Resend,
            Self::NeverSignedIn => Fix::PasswordLink,
            Self::NoAdministrator => Fix::MakeAdministrator,
            Self::NothingInScope => Fix::ChooseScope,
            Self::Independence => Fix::Decide,
            Self::Unheard => Fix::Take,
            Self::UnheardComment => Fix::Answer,
        }
    }
}

impl Fix {
    /// Whether it can be done at once; otherwise somebody has to choose something.
    pub const fn at_once(self) -> bool {
        matches!(self, Self::Resend | Self::Extend | Self::PasswordLink | Self::Take)
    }
}
