//! Names, places and facts that look real, drawn from a seed.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::AreaId;
use crate::random::Random;
use crate::store::bulk::{CONTACT, CUSTOMER, FACILITY, SERVICE_ORDER, Table, Value, Write};
use crate::store::{customers, orders};
use crate::text;

/// The organization's areas; the last one has hardly any customers.
pub(super) const AREAS: [&str; 8] = ["Central", "East", "North", "South", "West", "Coast", "Lakes", "Islands"];

/// The moment at which everything was made.
pub(super) const fn beginning() -> DateTime<Utc> {
    // 2026-01-05 08:00 UTC; the constant lies within chrono's range.
    match DateTime::from_timestamp(1_767_600_000, 0) {
        Some(at) => at,
        None => DateTime::UNIX_EPOCH,
    }
}

/// A country with its names. `share` is in hundredths of all customers.
struct Country {
    code: &'static str,
    share: u32,
    language: Option<&'static str>,
    domain: &'static str,
    dial: &'static str,
    cities: &'static [(&'static str, &'static str)],
    streets: &'static [&'static str],
    last: &'static [&'static str],
    first: &'static [&'static str],
    trades: &'static [&'static str],
    forms: &'static [&'static str],
}

const COUNTRIES: [Country; 7] = [
    Country {
        code: "AT",
        share: 38,
        language: Some("de"),
        domain: "at",
        dial: "+43",
        cities: &[
            ("1010", "Wien"),
            ("8010", "Graz"),
            ("4020", "Linz"),
            ("5020", "Salzburg"),
            ("6020", "Innsbruck"),
            ("9020", "Klagenfurt am Wörthersee"),
            ("3100", "St. Pölten"),
            ("6900", "Bregenz"),
            ("8160", "Weiz"),
        ],
        streets: &["Hauptstraße", "Bahnhofstraße", "Lindengasse", "Mühlweg", "Industriestraße"],
        last: &[
            "Huber",
            "Gruber",
            "Bauer",
            "Wagner",
            "Müller",
            "Pichler",
            "Steiner",
            "Moser",
            "Mayer",
            "Hofer",
            "Leitner",
            "Berger",
            "Fuchs",
            "Eder",
            "Fischer",
            "Schmid",
            "Winkler",
            "Weber",
            "Schwarz",
            "Maier",
            "Hübner",
            "Öllinger",
        ],
        first: &["Eva", "Jan", "Lukas", "Anna", "Maximilian", "Sophie", "Jürgen", "Käthe", "Günther", "Leonie"],
        trades: &[
            "Maschinen",
            "Aufzüge",
            "Bau",
            "Hotel",
            "Holz",
            "Metallbau",
            "Spedition",
            "Klinik",
            "Brauerei",
            "Therme",
        ],
        forms: &["GmbH", "KG", "AG", "& Söhne", "OG"],
    },
    Country {
        code: "DE",
        share: 22,
        language: Some("de"),
        domain: "de",
        dial: "+49",
        cities: &[
            ("10115", "Berlin"),
            ("80331", "München"),
            ("50667", "Köln"),
            ("20095", "Hamburg"),
            ("40213", "Düsseldorf"),
            ("99084", "Erfurt"),
            ("24103", "Kiel"),
            ("90402", "Nürnberg"),
        ],
        streets: &["Goethestraße", "Am Markt", "Schulstraße", "Gartenweg", "Ringstraße"],
        last: &[
            "Schmidt",
            "Schneider",
            "Becker",
            "Hoffmann",
            "Schäfer",
            "Koch",
            "Richter",
            "Klein",
            "Wolf",
            "Schröder",
            "Neumann",
            "Braun",
            "Zimmermann",
            "Krüger",
            "Hartmann",
            "Lange",
            "Werner",
            "Krause",
            "Köhler",
            "Jäger",
        ],
        first: &["Paul", "Mia", "Ben", "Emma", "Felix", "Lena", "Björn", "Jörg", "Renate", "Uwe"],
        trades: &[
            "Anlagenbau",
            "Logistik",
            "Druckerei",
            "Verlag",
            "Elektro",
            "Wohnbau",
            "Bäckerei",
            "Technik",
            "Papier",
        ],
        forms: &["GmbH", "GmbH & Co. KG", "AG", "e.K.", "UG"],
    },
    Country {
        code: "SE",
        share: 16,
        language: Some("sv"),
        domain: "se",
        dial: "+46",
        cities: &[
            ("111 20", "Stockholm"),
            ("411 03", "Göteborg"),
            ("211 20", "Malmö"),
            ("753 10", "Uppsala"),
            ("702 10", "Örebro"),
            ("903 25", "Umeå"),
        ],
        streets: &["Storgatan", "Kungsgatan", "Skolvägen", "Ängsvägen"],
        last: &[
            "Andersson",
            "Johansson",
            "Karlsson",
            "Nilsson",
            "Eriksson",
            "Larsson",
            "Olsson",
            "Åkesson",
            "Lindström",
            "Sjöberg",
            "Öberg",
            "Hägglund",
        ],
        first: &["Astrid", "Nils", "Åsa", "Göran", "Elsa", "Björn", "Märta", "Sven"],
        trades: &["Verkstad", "Bygg", "Fastigheter", "Åkeri", "Trävaror", "Kyl", "Hiss"],
        forms: &["AB", "HB", "& Co AB"],
    },
    Country {
        code: "DK",
        share: 12,
        language: Some("da"),
        domain: "dk",
        dial: "+45",
        cities: &[("1050", "København"), ("8000", "Aarhus"), ("5000", "Odense"), ("9000", "Aalborg"), ("4600", "Køge")],
        streets: &["Vestergade", "Søndergade", "Møllevej", "Åboulevarden"],
        last: &["Jensen", "Nielsen", "Hansen", "Pedersen", "Sørensen", "Møller", "Østergaard", "Kjær", "Nørgaard"],
        first: &["Freja", "Søren", "Mette", "Jørgen", "Ida", "Magnus"],
        trades: &["Maskinfabrik", "Byg", "Elevator", "Transport", "Mejeri", "Værft"],
        forms: &["A/S", "ApS", "I/S"],
    },
    Country {
        code: "PL",
        share: 7,
        language: None,
        domain: "pl",
        dial: "+48",
        cities: &[
            ("00-001", "Warszawa"),
            ("30-001", "Kraków"),
            ("90-001", "Łódź"),
            ("50-001", "Wrocław"),
            ("80-001", "Gdańsk"),
        ],
        streets: &["ul. Długa", "ul. Ogrodowa", "ul. Słoneczna"],
        last: &["Nowak", "Kowalski", "Wiśniewski", "Wójcik", "Kamiński", "Żółkiewski", "Zieliński"],
        first: &["Zofia", "Łukasz", "Małgorzata", "Paweł", "Agnieszka"],
        trades: &["Dźwigi", "Budowa", "Transport", "Hurtownia", "Chłodnie"],
        forms: &["Sp. z o.o.", "S.A.", "s.c."],
    },
    Country {
        code: "GR",
        share: 3,
        language: None,
        domain: "gr",
        dial: "+30",
        cities: &[("105 57", "Αθήνα"), ("546 24", "Θεσσαλονίκη"), ("262 21", "Πάτρα")],
        streets: &["Ερμού", "Σταδίου", "Αγίου Δημητρίου"],
        last: &["Παπαδόπουλος", "Γεωργίου", "Νικολάου", "Οικονόμου", "Βασιλείου"],
        first: &["Ελένη", "Γιώργος", "Μαρία", "Νίκος"],
        trades: &["Ανελκυστήρες", "Τεχνική", "Ξενοδοχεία"],
        forms: &["Α.Ε.", "Ο.Ε.", "Ε.Π.Ε."],
    },
    Country {
        code: "UA",
        share: 2,
        language: None,
        domain: "ua",
        dial: "+380",
        cities: &[("01001", "Київ"), ("79000", "Львів"), ("65000", "Одеса")],
        streets: &["вул. Шевченка", "вул. Франка"],
        last: &["Шевченко", "Ковальчук", "Бондаренко", "Мельник"],
        first: &["Олена", "Андрій", "Ганна", "Тарас"],
        trades: &["Ліфти", "Будівництво", "Аврора"],
        forms: &["ТОВ", "ПП"],
    },
];

const TECHNICIANS: [&str; 6] = ["M. Berger", "S. Lindqvist", "A. Kern", "J. Møller", "", "T. Novák"];

const WORK: [&str; 10] = [
    "Annual maintenance",
    "Door does not close",
    "Replace filter",
    "Noise from the drive",
    "Safety inspection",
    "Emergency call",
    "Replace battery",
    "Software update",
    "Leak under the unit",
    "Calibrate the sensor",
];

const DONE: [&str; 6] = ["closed", "closed", "closed", "closed", "closed", "cancelled"];
const OPEN: [&str; 4] = ["open", "planned", "in_progress", "waiting"];

/// Draws one thing after the other.
pub(super) struct World {
    random: Random,
    areas: Vec<AreaId>,
    made: u64,
    contacts: u64,
    facilities: u64,
    orders: u64,
}

/// A row to be written first, with everything version 1.
fn row(id: Uuid, number: String, values: Vec<Value>, derived: Vec<String>) -> Write {
    Write { id, version: 1, number, values, derived }
}

fn texts<const N: usize>(texts: [&str; N]) -> impl Iterator<Item = Value> {
    texts.map(|t| Value::Text(t.to_owned())).into_iter()
}

impl World {
    pub(super) fn new(random: Random, areas: Vec<AreaId>) -> Self {
        Self { random, areas, made: 0, contacts: 0, facilities: 0, orders: 0 }
    }

    pub(super) const fn customers_made(&self) -> u64 {
        self.made
    }

    /// The next `customers` customers with what they own, in the order in which they must be written.
    pub(super) fn batch(&mut self, customers: u64) -> [(&'static Table, Vec<Write>); 4] {
        let (mut who, mut contacts, mut facilities, mut orders) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..customers {
            let n = self.made;
            self.made += 1;
            let (customer, country, city) = self.customer(n);
            let id = customer.id;
            who.push(customer);
            let own: Vec<_> = (0..[1, 0, 1, 2, 0][index(n, 5)]).map(|_| self.contact(id, country)).collect();
            let site = ([0, 1, 0, 0, 1][index(n, 5)] == 1).then(|| self.facility(id, country, city));
            let more = u64::from(n % 25 < 20 && n % 5 == 4) + [1, 2, 1, 1, 0][index(n, 5)];
            for _ in 0..more {
                let contact = own.first().map(|c| c.id);
                orders.push(self.order(id, site.as_ref().map(|s| s.id), contact));
            }
            contacts.extend(own);
            facilities.extend(site);
        }
        [(&CUSTOMER, who), (&CONTACT, contacts), (&FACILITY, facilities), (&SERVICE_ORDER, orders)]
    }

    fn below(&self, bound: usize) -> usize {
        usize::try_from(self.random.below(u32::try_from(bound).unwrap_or(u32::MAX))).unwrap_or_default()
    }

    fn one_of<T: Copy>(&self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Identifiers grow with their customers, as they do in a database that has grown.
    fn id(&self) -> Uuid {
        let made = i64::try_from(self.made).unwrap_or_default();
        self.random.uuid(beginning() + TimeDelta::milliseconds(made))
    }

    fn country(&self) -> &'static Country {
        let mut drawn = self.random.below(100);
        for country in &COUNTRIES {
            if drawn < country.share {
                return country;
            }
            drawn -= country.share;
        }
        &COUNTRIES[0]
    }

    fn phone(&self, country: &Country) -> String {
        format!("{} {} {:06}", country.dial, 300 + self.random.below(600), self.random.below(1_000_000))
    }

    fn area(&self, n: u64) -> Value {
        match n % 10_000 {
            0 => self.areas.last().map_or(Value::Null, |a| Value::Id(a.0)),
            n if n % 20 == 1 => Value::Null,
            _ => Value::Id(self.one_of(&self.areas[..self.areas.len().max(2) - 1]).0),
        }
    }

    fn customer(&self, n: u64) -> (Write, &'static Country, &'static str) {
        let country = self.country();
        let (postal_code, city) = self.one_of(country.cities);
        let last = self.one_of(country.last);
        let private = self.below(4) == 0;
        let name = if private {
            format!("{} {last}", self.one_of(country.first))
        } else {
            format!("{last} {} {}", self.one_of(country.trades), self.one_of(country.forms))
        };
        let number = (100_000 + n).to_string();
        let slug: String = text::fold(last).chars().filter(char::is_ascii_alphanumeric).collect();
        let email =
            format!("{}{number}@{}.{}", if private { "" } else { "office" }, or(&slug, "firma"), country.domain);
        let phone = self.phone(country);
        let street = format!("{} {}", self.one_of(country.streets), 1 + self.below(140));
        let of = customers::Findable { number: &number, name: &name, city, email: &email, phone: &phone, postal_code };
        let derived = vec![
            customers::number_key(&number),
            customers::name_key(&name),
            customers::city_key(city),
            customers::search_text(&of),
        ];
        let mut values: Vec<Value> = texts([&name, if private { "private" } else { "corporate" }]).collect();
        values.push(self.area(n));
        values.extend(texts([&email, &phone, &street, postal_code, city, country.code]));
        values.push(country.language.map_or(Value::Null, |l| Value::Text(l.to_owned())));
        values.extend(texts([self.one_of(&TECHNICIANS)]));
        values.push(Value::Bool(n.is_multiple_of(50)));
        (row(self.id(), number, values, derived), country, city)
    }

    fn contact(&mut self, customer: Uuid, country: &Country) -> Write {
        self.contacts += 1;
        let (first, last) = (self.one_of(country.first), self.one_of(country.last));
        let email = format!("contact{}@{}", self.contacts, country.domain.to_owned() + ".example");
        let mut values = vec![Value::Id(customer)];
        values.extend(texts([first, last, "", &email, &self.phone(country), ""]));
        row(self.id(), format!("P{:07}", self.contacts), values, vec![text::fold(&format!("{last} {first}"))])
    }

    fn facility(&mut self, customer: Uuid, country: &Country, city: &str) -> Write {
        self.facilities += 1;
        let (postal_code, street) = (self.one_of(country.cities).0, self.one_of(country.streets));
        let name = format!("{city}, {street}");
        let mut values = vec![Value::Id(customer)];
        values.extend(texts([&name, street, postal_code, city, country.code]));
        row(self.id(), format!("F{:07}", self.facilities), values, vec![text::fold(&name)])
    }

    fn order(&mut self, customer: Uuid, facility: Option<Uuid>, contact: Option<Uuid>) -> Write {
        self.orders += 1;
        let number = format!("A{:07}", self.orders);
        let title = self.one_of(&WORK);
        let minutes = i64::from(self.random.below(2 * 365 * 24 * 60));
        let created = beginning() - TimeDelta::minutes(minutes);
        let done = self.below(5) != 0;
        let state = if done { self.one_of(&DONE) } else { self.one_of(&OPEN) };
        let optional = |id: Option<Uuid>| id.map_or(Value::Null, Value::Id);
        let values = vec![
            Value::Text(self.one_of(&["service_order", "work_order", "ticket"]).to_owned()),
            Value::Id(customer),
            optional(facility),
            Value::Null,
            optional(contact.filter(|_| self.orders.is_multiple_of(3))),
            Value::Text(title.to_owned()),
            Value::Text(String::new()),
            Value::Text(state.to_owned()),
            Value::Text(self.one_of(&TECHNICIANS).to_owned()),
            Value::Time(created),
            if state == "planned" { Value::Time(beginning() + TimeDelta::minutes(minutes / 24)) } else { Value::Null },
            if done { Value::Time(created + TimeDelta::days(3)) } else { Value::Null },
        ];
        let search = orders::search_text(&number, title, "");
        row(self.id(), number, values, vec![search])
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

fn index(n: u64, of: u64) -> usize {
    usize::try_from(n % of).unwrap_or_default()
}
