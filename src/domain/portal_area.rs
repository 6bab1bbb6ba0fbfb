//! Which parts of the portal exist for a customer at all (R2).

use serde::{Deserialize, Serialize};

use super::text_enum::text_enum;

text_enum! {
    /// A part of the portal.
    pub enum PortalArea {
        /// Orders and comments.
        Orders = "orders",
        /// Service objects, readings, self-checks.
        Objects = "objects",
        /// Fault reporting.
        Faults = "faults",
        /// Documents.
        Documents = "documents",
        /// Calendar.
        Calendar = "calendar",
        /// Invoices and estimates.
        Billing = "billing",
        /// Video sessions.
        Video = "video",
    }
}

/// The portal areas that are on for a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, sqlx::FromRow)]
#[allow(clippy::struct_excessive_bools, reason = "seven independent switches, one column each")]
pub struct PortalAreas {
    /// Orders and comments.
    #[sqlx(rename = "area_orders")]
    pub orders: bool,
    /// Service objects, readings, self-checks.
    #[sqlx(rename = "area_objects")]
    pub objects: bool,
    /// Fault reporting.
    #[sqlx(rename = "area_faults")]
    pub faults: bool,
    /// Documents.
    #[sqlx(rename = "area_documents")]
    pub documents: bool,
    /// Calendar.
    #[sqlx(rename = "area_calendar")]
    pub calendar: bool,
    /// Invoices and estimates.
    #[sqlx(rename = "area_billing")]
    pub billing: bool,
    /// Video sessions.
    #[sqlx(rename = "area_video")]
    pub video: bool,
}

impl PortalAreas {
    /// Everything on.
    pub const ALL: Self =
        Self { orders: true, objects: true, faults: true, documents: true, calendar: true, billing: true, video: true };

    /// Whether `area` is on.
    pub const fn on(self, area: PortalArea) -> bool {
        match area {
            PortalArea::Orders => self.orders,
            PortalArea::Objects => self.objects,
            PortalArea::Faults => self.faults,
            PortalArea::Documents => self.documents,
            PortalArea::Calendar => self.calendar,
            PortalArea::Billing => self.billing,
            PortalArea::Video => self.video,
        }
    }

    /// The areas that are on.
    pub fn iter(self) -> impl Iterator<Item = PortalArea> {
        PortalArea::ALL.iter().copied().filter(move |a| self.on(*a))
    }
}
