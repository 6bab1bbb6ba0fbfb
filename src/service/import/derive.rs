//! Sort keys and search texts, which follow from the columns.

use crate::store::bulk::Value;
use crate::store::customers::{self, Findable};
use crate::store::{objects, orders};
use crate::text::fold;

use super::fields::Kind;

/// The texts of the kind's table that follow from its number and values, in the order of `Table::derived`.
pub fn derived(kind: Kind, number: &str, values: &[Value]) -> Vec<String> {
    let of = |name: &str| kind.place(name).and_then(|i| values.get(i)).map_or("", Value::text);
    match kind {
        Kind::Customers => vec![
            customers::number_key(number),
            customers::name_key(of("name")),
            customers::city_key(of("city")),
            customers::search_text(&Findable {
                number,
                name: of("name"),
                city: of("city"),
                email: of("email"),
                phone: of("phone"),
                postal_code: of("postal_code"),
            }),
        ],
        Kind::Contacts => vec![fold(&[of("last_name"), of("first_name")].join(" "))],
        Kind::Facilities => vec![fold(of("name"))],
        Kind::Models | Kind::Billing => Vec::new(),
        Kind::Objects => {
            vec![objects::name_key(of("name")), objects::search_text(number, of("name"), of("serial_number"))]
        }
        Kind::Orders => vec![orders::search_text(number, of("title"), of("description"))],
    }
}
