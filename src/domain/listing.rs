//! The lists of the back office, as views and remembered settings name them.

use super::text_enum::text_enum;

text_enum! {
    /// A list that can be filtered and sorted.
    pub enum List {
        /// Customers.
        Customers = "customers",
        /// Orders of all customers.
        Orders = "orders",
        /// Fault reports.
        Faults = "faults",
        /// Letters.
        Outbox = "outbox",
        /// The activity log.
        Activity = "activity",
        /// Invoices and estimates.
        Billing = "billing",
    }
}
