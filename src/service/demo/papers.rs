//! The documents of the sample company: a manual, a report, a photograph, each on what people look for them.

use crate::service::documents::{self, On};
use crate::service::{Actor, App, Error};

/// Where each file hangs, and what it is called.
const PAPERS: [(Place, &str, &str, &[u8]); 5] = [
    (Place::Model, "M003", "Kranich 1600 – Betriebsanleitung.pdf", MANUAL),
    (Place::Order, "A24056", "Wartungsbericht Lüftung A.pdf", REPORT),
    (Place::Object, "O1042-02", "Abnahmebericht Aufzug B.pdf", REPORT),
    (Place::Order, "A27203", "Anzeige Kompressor D.png", PHOTOGRAPH),
    (Place::Customer, "1042", "Wartungsvertrag.pdf", REPORT),
];

enum Place {
    Model,
    Order,
    Object,
    Customer,
}

const MANUAL: &[u8] = include_bytes!("../../../assets/demo/manual.pdf");
const REPORT: &[u8] = include_bytes!("../../../assets/demo/report.pdf");
const PHOTOGRAPH: &[u8] = include_bytes!("../../../assets/demo/photograph.png");

/// Attaches them.
pub(super) async fn attach(app: &App, by: &Actor) -> Result<(), Error> {
    for (place, number, name, mut file) in PAPERS {
        let number = number.to_owned();
        let on = match place {
            Place::Model => On::Model(number),
            Place::Order => On::Order(number),
            Place::Object => On::Object(number),
            Place::Customer => On::Customer(number),
        };
        documents::add(app, by, &on, name, &mut file).await?;
    }
    Ok(())
}
