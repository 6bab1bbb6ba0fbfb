//! For tests: a customer, a facility, a contact.

use uuid::Uuid;

use crate::domain::portal_area::PortalAreas;
use crate::domain::state::{AccessState, CustomerKind};
use crate::service::customers::{ContactRow, CustomerDetail, CustomerRow, FacilityRow};

pub fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

pub fn customer(managed: bool) -> CustomerDetail {
    let at = chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    CustomerDetail {
        row: CustomerRow {
            id: id(10),
            number: "1042".into(),
            name: "Huber Maschinen GmbH".into(),
            kind: CustomerKind::Corporate,
            city: "Graz".into(),
            country: "AT".into(),
            email: String::new(),
            phone: String::new(),
            area_id: None,
            area: None,
            technician: String::new(),
            managed,
            portal_on: true,
            access_state: AccessState::Active,
            updated_at: at,
            version: 1,
        },
        street: String::new(),
        postal_code: String::new(),
        language: None,
        areas: PortalAreas { billing: false, ..PortalAreas::ALL },
        created_at: at,
    }
}

pub fn facility(n: u128, name: &str) -> FacilityRow {
    FacilityRow {
        id: id(n),
        customer_id: id(10),
        number: format!("F{n}"),
        name: name.into(),
        street: String::new(),
        postal_code: String::new(),
        city: name.into(),
        country: "AT".into(),
        version: 1,
    }
}

pub fn contact(n: u128, first: &str, last: &str) -> ContactRow {
    ContactRow {
        id: id(n),
        customer_id: id(10),
        number: format!("C{n}"),
        first_name: first.into(),
        last_name: last.into(),
        title: "Fleet".into(),
        email: format!("{}@huber.example", first.to_lowercase()),
        phone: String::new(),
        mobile: String::new(),
        version: 1,
    }
}
