//! The sections that work today, and the tabs of a customer.

mod activity;
mod areas;
mod billing;
mod boxed;
mod customer;
mod customer_edit;
mod customers;
mod detail;
mod framed;
mod glance;
mod invitations;
mod outbox;
mod overview;
mod owned;
mod owned_forms;
pub(super) mod pane;
mod record;
mod search_line;
mod settings;
mod staff;
mod triage;
mod users;
mod video;
mod views;
mod window;

use super::TuiSettings;
use super::catalogue::Id;
use super::desk::Section;
use super::faults::Faults;
use super::orders::Orders;
use super::screen::Screen;
use super::sign_in::SignIn;
use activity::Activity;
pub(super) use boxed::Boxed;
use customers::Customers;
use framed::Framed;
use outbox::Outbox;
pub(super) use owned::whole as one_page;
use settings::Settings;
use staff::Staff;
use triage::Triage;

/// The screens of a desk.
pub struct Screens {
    /// The sections, in the order of their number keys.
    pub sections: Vec<Section>,
    /// The activity panel.
    pub panel: Box<dyn Screen>,
    /// The sign-in screen.
    pub sign_in: Box<dyn Screen>,
    /// Another list of customers, for a visit from elsewhere.
    pub fresh: fn() -> Box<dyn Screen>,
}

impl std::fmt::Debug for Screens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Screens({})", self.sections.len())
    }
}

impl Screens {
    /// Every section that works.
    pub fn all(_: &TuiSettings) -> Self {
        let section = |command, screen: Box<dyn Screen>| Section { command, screen };
        Self {
            sections: vec![
                section(Id::SectionCustomers, Box::<Customers>::default()),
                section(Id::SectionFaults, Box::new(Framed::new(Faults::default()))),
                section(Id::SectionOrders, Box::new(Framed::new(Orders::default()))),
                section(Id::SectionTriage, Box::new(Framed::new(Triage))),
                section(Id::SectionOutbox, Box::new(Framed::new(Outbox::default()))),
                section(Id::SectionActivity, Box::new(Framed::new(Activity::default()))),
                section(Id::SectionStaff, Box::new(Framed::new(Staff))),
                section(Id::SectionSettings, Box::new(Framed::new(Settings))),
            ],
            panel: Box::new(Framed::new(Activity::default())),
            sign_in: Box::<SignIn>::default(),
            fresh: || Box::<Customers>::default(),
        }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_find;
#[cfg(test)]
mod tests_house;
#[cfg(test)]
mod tests_sizes;
