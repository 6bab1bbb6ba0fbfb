//! Search as one types: what is found, what never is, and that nothing typed is syntax.

use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::AccessState;
use keydesk::service::customers::{self, Count, CustomerQuery, CustomerSort};
use keydesk::service::{Actor, Policy, seed};
use keydesk::store::Store;

use super::{numbers, search};
use crate::support::database::stories;
use crate::support::world::{NewCustomer, World};

stories! {
    any_fragment_finds_whatever_the_script,
    nothing_typed_is_syntax,
    numbers_and_names_that_begin_so_come_first,
    staff_bound_to_areas_find_their_customers_only,
    a_change_is_found_at_once,
    among_many_the_index_finds_what_reading_finds,
}

async fn found(world: &World, by: &Actor, typed: &str) -> Vec<String> {
    let page = customers::list(&world.app, by, &search(typed)).await.unwrap();
    let mut numbers: Vec<_> = numbers(&page).into_iter().map(str::to_owned).collect();
    numbers.sort();
    numbers
}

async fn village(world: &World) {
    let make = async |number: &str, name: &str, city: &str, email: &str, phone: &str| {
        let (city, email, phone) = (city.to_owned(), email.to_owned(), phone.to_owned());
        world.customer_with(number, name, NewCustomer { email, phone, city, ..NewCustomer::default() }).await;
    };
    make("K-1042", "Huber Maschinen GmbH", "Graz", "office@huber-maschinen.at", "+43 (316) 12-34 56").await;
    make("K-1077", "Hübner & Söhne", "Wien", "eva.hubner@example.org", "01 7654321").await;
    make("K-2001", "O'Bri\"en (Holding) 100%_Ltd", "Dún Laoghaire", "", "").await;
    make("K-2002", "Αθήνα Ανελκυστήρες", "Αθήνα", "", "").await;
    make("K-2003", "Лифты Аврора", "Київ", "", "").await;
    make("K-2004", "株式会社山田製作所", "東京", "", "").await;
    make("K-2005", "한국엘리베이터", "서울", "", "").await;
    make("K-2006", "Straßenbau Ærø", "Łódź", "", "").await;
    make("K-2007", "مصاعد الخليج", "دبي", "", "").await;
}

async fn any_fragment_finds_whatever_the_script(store: Store) {
    let world = World::new(store).await;
    village(&world).await;
    for (typed, expected) in [
        // fragments of number, name, city, e-mail, phone
        ("042", &["K-1042"][..]),
        ("k-107", &["K-1077"]),
        ("schin", &["K-1042"]),
        ("raz", &["K-1042"]),
        ("maschinen.at", &["K-1042"]),
        ("@huber", &["K-1042"]),
        ("7654", &["K-1077"]),
        // digits of a phone number, however they are written
        ("433161234", &["K-1042"]),
        ("+43 316 123456", &["K-1042"]),
        ("316/12 34 56", &["K-1042"]),
        // diacritics either way
        ("hub", &["K-1042", "K-1077"]),
        ("hübner", &["K-1077"]),
        ("HUBNER", &["K-1077"]),
        ("sohne", &["K-1077"]),
        ("strasse", &["K-2006"]),
        ("aero", &["K-2006"]),
        ("lodz", &["K-2006"]),
        ("dun lao", &["K-2001"]),
        // other scripts
        ("αθηνα", &["K-2002"]),
        ("ελκυ", &["K-2002"]),
        ("АВРО", &["K-2003"]),
        ("київ", &["K-2003"]),
        ("株式会", &["K-2004"]),
        ("製作", &["K-2004"]),
        ("東", &["K-2004"]),
        ("리베이", &["K-2005"]),
        ("خليج", &["K-2007"]),
        // one and two characters find the starts of words
        ("h", &["K-1042", "K-1077", "K-2001"]),
        ("hu", &["K-1042", "K-1077"]),
        ("ma", &["K-1042"]),
        ("&", &["K-1077"]),
        ("л", &["K-2003"]),
        ("k-", &["K-1042", "K-1077", "K-2001", "K-2002", "K-2003", "K-2004", "K-2005", "K-2006", "K-2007"]),
        ("20", &["K-2001", "K-2002", "K-2003", "K-2004", "K-2005", "K-2006", "K-2007"]),
        // several words must all be found, whatever their order and length
        ("graz huber", &["K-1042"]),
        ("hub wi", &["K-1077"]),
        ("w h", &["K-1077"]),
        ("huber wien", &[]),
        ("zzz", &[]),
        ("q", &[]),
        // nothing but blanks is no search
        ("  ", &["K-1042", "K-1077", "K-2001", "K-2002", "K-2003", "K-2004", "K-2005", "K-2006", "K-2007"]),
        ("\u{0}\u{202e}", &["K-1042", "K-1077", "K-2001", "K-2002", "K-2003", "K-2004", "K-2005", "K-2006", "K-2007"]),
    ] {
        assert_eq!(found(&world, &world.admin, typed).await, expected, "typed {typed:?}");
        let count = customers::count(&world.app, &world.admin, &search(typed)).await.unwrap();
        assert_eq!(count, Count::Exactly(expected.len() as u64), "counted {typed:?}");
    }
}

async fn nothing_typed_is_syntax(store: Store) {
    let world = World::new(store).await;
    village(&world).await;
    for typed in ["O'Bri\"en (", "bri\"en", "(holding)", "100%_", "%_l", "o' ltd"] {
        assert_eq!(found(&world, &world.admin, typed).await, ["K-2001"], "typed {typed:?}");
    }
    for typed in [
        "%",
        "_",
        "%%%",
        "___",
        "\"",
        "\"\"\"",
        "'",
        "''';--",
        "(",
        "hub*",
        "\"hub\"",
        "hub OR zzz",
        "NOT hub",
        "NEAR(hub)",
        "search:hub",
        "^hub",
        "-",
        "\\",
        "\\%",
        "*",
        "hub AND",
        "{hub}",
        "\u{1b}[2Jxyz",
    ] {
        let expected: &[&str] = match typed {
            // also the one whose phone number has one
            "(" => &["K-1042", "K-2001"],
            _ => &[],
        };
        assert_eq!(found(&world, &world.admin, typed).await, expected, "typed {typed:?}");
    }
    let long = "hub ".repeat(5_000);
    assert_eq!(found(&world, &world.admin, &long).await, ["K-1042", "K-1077"]);
}

async fn numbers_and_names_that_begin_so_come_first(store: Store) {
    let world = World::new(store).await;
    for (number, name) in [
        ("7", "Aaa works for gra"),
        ("8", "Graham"),
        ("GRA-2", "Zzz"),
        ("9", "Bbb in gra"),
        ("GRA-10", "Yyy"),
        ("10", "Grabner"),
        ("GRA", "Xxx"),
    ] {
        let new =
            NewCustomer { city: String::new(), email: String::new(), phone: String::new(), ..NewCustomer::default() };
        world.customer_with(number, name, new).await;
    }
    let page = customers::list(&world.app, &world.admin, &search("gra")).await.unwrap();
    assert_eq!(numbers(&page), ["GRA", "GRA-10", "GRA-2", "10", "8", "7", "9"]);
    let short = CustomerQuery { limit: 3, ..search("gra") };
    let page = customers::list(&world.app, &world.admin, &short).await.unwrap();
    assert_eq!(numbers(&page), ["GRA", "GRA-10", "GRA-2"]);
    assert!(page.more_after && !page.more_before);
}

async fn staff_bound_to_areas_find_their_customers_only(store: Store) {
    let world = World::new(store).await;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    for (number, area) in [("1", Some(graz)), ("2", Some(linz)), ("3", None)] {
        let access = if number == "1" { AccessState::Active } else { AccessState::Pending };
        world.customer_with(number, "Huber", NewCustomer { area, access, ..NewCustomer::default() }).await;
    }
    let bound = world.staff("bound", StaffRole::Supervisor, &[graz]).await;
    let none = world.staff("none", StaffRole::Supervisor, &[]).await;
    for typed in ["hub", "hu", "h", "huber graz"] {
        assert_eq!(found(&world, &world.admin, typed).await, ["1", "2", "3"], "{typed}");
        assert_eq!(found(&world, &bound, typed).await, ["1"], "{typed}");
        assert_eq!(found(&world, &none, typed).await, [""; 0], "{typed}");
        let pending = CustomerQuery { access: Some(AccessState::Pending), ..search(typed) };
        let page = customers::list(&world.app, &world.admin, &pending).await.unwrap();
        assert_eq!(page.rows.len(), 2, "{typed}");
        let page = customers::list(&world.app, &bound, &pending).await.unwrap();
        assert!(page.rows.is_empty(), "{typed}");
        assert_eq!(customers::count(&world.app, &bound, &search(typed)).await.unwrap(), Count::Exactly(1));
    }
}

async fn a_change_is_found_at_once(store: Store) {
    let world = World::new(store).await;
    world.customer("1", "Huber").await;
    let text = keydesk::store::customers::search_text(&keydesk::store::customers::Findable {
        number: "1",
        name: "Moser",
        ..Default::default()
    });
    crate::support::sql::exec!(
        &world.sql,
        "UPDATE customer SET search = $1, name = 'Moser', name_key = 'moser'",
        &text
    );
    assert_eq!(found(&world, &world.admin, "huber").await, [""; 0]);
    assert_eq!(found(&world, &world.admin, "moser").await, ["1"]);
    crate::support::sql::exec!(&world.sql, "DELETE FROM customer WHERE number = '1'");
    assert_eq!(found(&world, &world.admin, "moser").await, [""; 0]);
}

/// What must be found, told without an index: every word is somewhere in what a customer can be found by; a short one
/// at the start of a word.
fn meets(row: &customers::CustomerRow, typed: &str) -> bool {
    let fields = [&row.number, &row.name, &row.city, &row.email, &row.phone].map(|f| keydesk::text::fold(f));
    let digits: String = row.phone.chars().filter(char::is_ascii_digit).collect();
    keydesk::text::fold(typed).split_whitespace().all(|word| {
        if word.chars().count() > 2 {
            return digits.contains(word) || fields.iter().any(|field| field.contains(word));
        }
        let starts = |part: &str| part.starts_with(word);
        let starts_word = |field: &String| field.split_whitespace().any(starts);
        digits.starts_with(word)
            || fields.iter().any(starts_word)
            || fields.iter().any(|f| f.split(|c: char| !c.is_alphanumeric()).any(starts))
    })
}

/// More customers than are read through: here the index leads, and it must find what reading them all finds.
async fn among_many_the_index_finds_what_reading_finds(store: Store) {
    let world = World::app_of(store, Policy::default());
    let by = seed::seed(&world, "Nordlift", 6_500, 7, &mut |_, _| {}).await.unwrap();
    let mut all = Vec::new();
    let mut query = CustomerQuery { limit: 500, ..CustomerQuery::default() };
    loop {
        let page = customers::list(&world, &by, &query).await.unwrap();
        all.extend(page.rows);
        if !page.more_after {
            break;
        }
        query.seek = customers::Seek::After(all.last().unwrap().cursor(CustomerSort::Name));
    }
    assert_eq!(all.len(), 6_500);
    for typed in
        ["hübner", "106499", "ubner klag", "jager 8", "οικο", "ö", "zz", "q", "qqq", "sp. z", "ollinger & s", "-001"]
    {
        // Postal codes are found as well, but are not in the list's rows.
        let expected: std::collections::BTreeSet<_> =
            all.iter().filter(|row| meets(row, typed)).map(|row| row.number.as_str()).collect();
        let page = customers::list(&world, &by, &CustomerQuery { limit: 500, ..search(typed) }).await.unwrap();
        let count = customers::count(&world, &by, &search(typed)).await.unwrap();
        let found: std::collections::BTreeSet<_> = page.rows.iter().map(|row| row.number.as_str()).collect();
        if expected.len() < 500 && !typed.chars().any(|c| c.is_ascii_digit()) {
            assert_eq!(found, expected, "{typed:?}");
            assert_eq!(count, Count::Exactly(expected.len() as u64), "{typed:?}");
            assert!(!page.more_after, "{typed:?}");
        } else if expected.len() >= 500 {
            assert!(page.rows.len() == 500 && page.more_after, "{typed:?}: capped, and it says so");
            assert!(count.at_least() >= 500);
        } else {
            assert!(found.is_superset(&expected), "{typed:?}");
        }
        let first = page.rows.first().map(|row| row.name.as_str());
        if typed == "hübner" {
            assert!(first.is_some_and(|name| name.starts_with("Hübner")), "what begins so comes first");
        }
    }
    let rare = CustomerQuery { access: Some(AccessState::Independent), ..search("gmbh") };
    let page = customers::list(&world, &by, &rare).await.unwrap();
    let expected = all.iter().filter(|row| row.access_state == AccessState::Independent && meets(row, "gmbh")).count();
    assert_eq!(page.rows.len(), expected);
}
