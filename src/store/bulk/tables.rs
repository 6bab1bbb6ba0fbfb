//! The tables that can be imported, as data.

use super::{Column, Table, Type};

const fn text(name: &'static str) -> Column {
    Column { name, of: Type::Text }
}

const fn id(name: &'static str) -> Column {
    Column { name, of: Type::Id }
}

const fn time(name: &'static str) -> Column {
    Column { name, of: Type::Time }
}

/// Customers. A new one has the portal off and every portal area on, so that switching the portal on is one step (R2).
pub const CUSTOMER: Table = Table {
    name: "customer",
    columns: &[
        text("name"),
        text("kind"),
        id("area_id"),
        text("email"),
        text("phone"),
        text("street"),
        text("postal_code"),
        text("city"),
        text("country"),
        text("language"),
        text("technician"),
        Column { name: "managed", of: Type::Bool },
    ],
    derived: &["number_key", "name_key", "city_key", "search"],
    begins: &[
        ("portal_on", "FALSE"),
        ("access_state", "'off'"),
        ("area_orders", "TRUE"),
        ("area_objects", "TRUE"),
        ("area_faults", "TRUE"),
        ("area_documents", "TRUE"),
        ("area_calendar", "TRUE"),
        ("area_billing", "TRUE"),
        ("area_video", "TRUE"),
    ],
    stamps: &["created_at", "updated_at"],
};

/// Contacts.
pub const CONTACT: Table = Table {
    name: "contact",
    columns: &[
        id("customer_id"),
        text("first_name"),
        text("last_name"),
        text("title"),
        text("email"),
        text("phone"),
        text("mobile"),
    ],
    derived: &["name_key"],
    begins: &[],
    stamps: &[],
};

/// Facilities.
pub const FACILITY: Table = Table {
    name: "facility",
    columns: &[id("customer_id"), text("name"), text("street"), text("postal_code"), text("city"), text("country")],
    derived: &["name_key"],
    begins: &[],
    stamps: &[],
};

/// Models.
pub const MODEL: Table =
    Table { name: "model", columns: &[text("name"), text("manufacturer")], derived: &[], begins: &[], stamps: &[] };

/// Service objects.
pub const SERVICE_OBJECT: Table = Table {
    name: "service_object",
    columns: &[
        id("customer_id"),
        id("facility_id"),
        id("model_id"),
        text("name"),
        text("serial_number"),
        Column { name: "installed_on", of: Type::Date },
    ],
    derived: &["name_key", "search"],
    begins: &[],
    stamps: &[],
};

/// Orders. `created_at` is the file's to say, so it is no stamp of the row.
pub const SERVICE_ORDER: Table = Table {
    name: "service_order",
    columns: &[
        text("kind"),
        id("customer_id"),
        id("facility_id"),
        id("object_id"),
        id("contact_id"),
        text("title"),
        text("description"),
        text("state"),
        text("technician"),
        time("created_at"),
        time("planned_at"),
        time("closed_at"),
    ],
    derived: &["search"],
    begins: &[],
    stamps: &[],
};

/// Invoices and estimates (R39). What their files hold, and who answered, is no file's to say.
pub const BILLING_RECORD: Table = Table {
    name: "billing_record",
    columns: &[
        text("kind"),
        id("customer_id"),
        id("order_id"),
        Column { name: "issued_on", of: Type::Date },
        Column { name: "due_on", of: Type::Date },
        Column { name: "amount", of: Type::Whole },
        text("currency"),
        text("state"),
        text("file"),
    ],
    derived: &[],
    begins: &[],
    stamps: &["created_at"],
};

/// Documents: rows only, the file lies in the storage under its key. They are copied (R19) and not imported.
pub const DOCUMENT: Table = Table {
    name: "document",
    columns: &[
        id("customer_id"),
        id("order_id"),
        id("object_id"),
        id("model_id"),
        text("name"),
        text("media_type"),
        Column { name: "size", of: Type::Whole },
        text("storage_key"),
        text("thumbnail_key"),
        text("uploaded_by"),
        time("created_at"),
    ],
    derived: &[],
    begins: &[],
    stamps: &[],
};
