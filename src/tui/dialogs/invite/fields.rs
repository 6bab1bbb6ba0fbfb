//! The fields of the invitation form and what was typed into them.

use crate::domain::access::Scope;
use crate::domain::permission::Role;
use crate::domain::state::Language;
use crate::domain::{ContactId, CustomerId};
use crate::service::access::Grant;
use crate::service::customers::ContactRow;

use super::super::super::widgets::Field;

/// A place that the cursor goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// The button that switches the portal on.
    Switch,
    /// The contact that the person is.
    Contact,
    /// First name.
    First,
    /// Last name.
    Last,
    /// E-mail address, the user name.
    Email,
    /// Language.
    Language,
    /// Role.
    Role,
    /// Facilities.
    Facilities,
    /// Another address for the letter.
    SendTo,
    /// The button that sends.
    Send,
}

impl Spot {
    /// Every place, from top to bottom.
    pub const ALL: [Self; 10] = [
        Self::Switch,
        Self::Contact,
        Self::First,
        Self::Last,
        Self::Email,
        Self::Language,
        Self::Role,
        Self::Facilities,
        Self::SendTo,
        Self::Send,
    ];

    /// The name that errors call the field by.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Contact => Some("contact"),
            Self::First => Some("first_name"),
            Self::Last => Some("last_name"),
            Self::Email => Some("email"),
            Self::Role => Some("role"),
            Self::Facilities => Some("facilities"),
            Self::SendTo => Some("send_to"),
            Self::Switch | Self::Language | Self::Send => None,
        }
    }

    /// What stands before the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::Contact => t!("label-contact"),
            Self::First => t!("profile-first-name"),
            Self::Last => t!("profile-last-name"),
            Self::Email => t!("email-label"),
            Self::Language => t!("language-label"),
            Self::Role => t!("role"),
            Self::Facilities => t!("nav-facilities"),
            Self::SendTo => t!("invite-send-to"),
            Self::Switch | Self::Send => "",
        }
    }

    /// Whether text is typed there.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::First | Self::Last | Self::Email | Self::SendTo)
    }
}

/// What was typed and chosen.
#[derive(Debug)]
pub struct Fields {
    /// First name.
    pub first: Field,
    /// Last name.
    pub last: Field,
    /// E-mail address.
    pub email: Field,
    /// Another address for the letter.
    pub send_to: Field,
    /// The contact.
    pub contact: Option<ContactId>,
    /// The language; none: the customer's.
    pub language: Option<Language>,
    /// The role.
    pub role: Role,
    /// The facilities; none: not chosen yet.
    pub scope: Option<Scope>,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            first: Field::default(),
            last: Field::default(),
            email: Field::default(),
            send_to: Field::default(),
            contact: None,
            language: None,
            role: Role::Member,
            scope: None,
        }
    }
}

impl Fields {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first.text().trim(), self.last.text().trim()).trim().to_owned()
    }

    /// Whether nothing was typed or chosen.
    pub fn is_empty(&self) -> bool {
        [&self.first, &self.last, &self.email, &self.send_to].iter().all(|f| f.is_empty())
            && self.contact.is_none()
            && self.scope.is_none()
    }

    /// The field to type into.
    pub const fn text(&self, spot: Spot) -> Option<&Field> {
        match spot {
            Spot::First => Some(&self.first),
            Spot::Last => Some(&self.last),
            Spot::Email => Some(&self.email),
            Spot::SendTo => Some(&self.send_to),
            _ => None,
        }
    }

    /// The field to type into.
    pub const fn text_mut(&mut self, spot: Spot) -> Option<&mut Field> {
        match spot {
            Spot::First => Some(&mut self.first),
            Spot::Last => Some(&mut self.last),
            Spot::Email => Some(&mut self.email),
            Spot::SendTo => Some(&mut self.send_to),
            _ => None,
        }
    }

    /// Links to a contact and takes over its names and address, or ends the link and keeps what was typed.
    pub fn take_contact(&mut self, contact: Option<&ContactRow>) {
        self.contact = contact.map(|c| c.id);
        let Some(contact) = contact else { return };
        let known = [
            (&mut self.first, &contact.first_name),
            (&mut self.last, &contact.last_name),
            (&mut self.email, &contact.email),
        ];
        for (field, value) in known {
            if !value.is_empty() {
                field.set(value);
            }
        }
    }

    /// The next choice, or the one before.
    pub fn turn(&mut self, spot: Spot, forward: bool) {
        fn turned<T: Copy + PartialEq>(all: &[T], now: T, forward: bool) -> T {
            let at = all.iter().position(|x| *x == now).unwrap_or(0);
            all[if forward { at + 1 } else { at + all.len() - 1 } % all.len()]
        }
        match spot {
            Spot::Role => self.role = turned(&[Role::Member, Role::Moderator, Role::Administrator], self.role, forward),
            Spot::Language => {
                let all: Vec<_> = [None].into_iter().chain(Language::ALL.iter().copied().map(Some)).collect();
                self.language = turned(&all, self.language, forward);
            }
            _ => {}
        }
    }

    /// What is sent. A customer with one facility, or none, was not asked: its users see everything.
    pub fn grant(&self, customer: CustomerId, corporate: bool) -> Grant {
        Grant {
            customer,
            email: self.email.text().to_owned(),
            first_name: self.first.text().to_owned(),
            last_name: self.last.text().to_owned(),
            role: corporate.then_some(self.role),
            language: self.language,
            contact: self.contact,
            scope: self.scope.clone().unwrap_or_else(Scope::everything),
            send_to: Some(self.send_to.text().to_owned()).filter(|a| !a.trim().is_empty()),
        }
    }
}
