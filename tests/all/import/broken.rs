//! What is wrong with a file, and how it is said.

use std::fmt::Write as _;

use keydesk::service::Error;
use keydesk::service::import::{Kind, Options};
use keydesk::store::Store;

use super::{Written, counts, import, import_with, said};
use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::World;

stories! {
    every_bad_cell_is_named_with_its_line,
    nothing_of_a_bad_file_is_kept_unless_asked,
    what_is_no_csv_is_refused,
    numbers_come_once_and_references_belong_together,
    nothing_is_moved_to_another_customer,
    more_errors_than_are_shown_go_to_the_file,
    a_customer_with_users_does_not_become_private,
}

async fn every_bad_cell_is_named_with_its_line(store: Store) {
    let world = World::new(store).await;
    let file = "number,name,kind,email,country,language,managed,street\r\n\
        1,\"Two\r\nlines\",corporate,,,,,\r\n\
        2,,firm,eva,Austria,fr,maybe,\r\n\
        \r\n\
        3,Three\r\n\
        ,Four,,,,,,\r\n\
        5,\"Five\"x,,,,,,\r\n\
        6,Six\u{FFFD},,,,,,\r\n\
        7,Seven,,,,,,\"a \u{1b}[31m b\"\r\n";
    let report = import(&world, Kind::Customers, format!("{file}{},Nine,,,,,,\r\n", "9".repeat(61))).await;
    let errors = said(&report);
    let expected = [
        "line 4, name: is empty; it is needed",
        "line 4, kind \"firm\": \"firm\" is not one of corporate, private",
        "line 4, email \"eva\": \"eva\" has no @; an address looks like name@company.com",
        "line 4, country \"Austria\": is not a country code of ISO 3166 (two letters, such as AT, DE, SE)",
        "line 4, language \"fr\": \"fr\" is not one of en, sv, de, da",
        "line 4, managed \"maybe\": is neither yes nor no (yes, no, true, false, 1, 0, ja, nein, nej)",
        "line 6 \"3\": the row has 2 cells, the header has 8",
        "line 7, number: is empty; the number is what a row is known by",
        "line 8, name \"Fivex\": there is text after the closing quotation mark; a quotation mark inside a quoted cell is written twice",
        "line 9, name \"Six\u{FFFD}\": holds a character that cannot be read in the file's encoding; save the file as UTF-8",
    ];
    assert_eq!(errors[..expected.len()], expected, "{errors:#?}");
    assert_eq!(errors.len(), expected.len() + 1);
    assert!(
        errors[10].starts_with("line 11, number \"999") && errors[10].ends_with("…\": is longer than 60 characters"),
        "{errors:#?}"
    );
    assert_eq!((report.rows, counts(&report), report.done), (8, [2, 0, 0, 6], false));
}

async fn nothing_of_a_bad_file_is_kept_unless_asked(store: Store) {
    let world = World::new(store).await;
    let mut file = String::from("number,name,area\n");
    for i in 0..2_500 {
        writeln!(file, "{i},Name {i},North").unwrap();
    }
    file.push_str("x,,South\n");
    let report = import(&world, Kind::Customers, file.as_str()).await;
    assert_eq!((counts(&report), report.done), ([2_500, 0, 0, 1], false));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM customer"), [(0,)]);
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM area"), [(0,)]);
    let written = Written::default();
    let partial = Options { partial: true, errors: Some(written.errors()), ..Options::default() };
    let report = import_with(&world, &world.admin, Kind::Customers, file, partial).await.unwrap();
    assert_eq!((counts(&report), report.done), ([2_500, 0, 0, 1], true));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM customer"), [(2_500,)]);
    assert_eq!(select!(&world.sql, (String,), "SELECT name FROM area"), [("North".to_owned(),)]);
    assert_eq!(written.text(), "line,column,value,reason\n2502,name,,is empty; it is needed\n");
}

async fn what_is_no_csv_is_refused(store: Store) {
    let world = World::new(store).await;
    let cases: [(&[u8], &str); 7] = [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"PK\x03\x04xlsx", "save it as CSV"),
        (b"n\0u\0m\0", "zero bytes"),
        (b"number,nmae,colour\n", "did you mean \"name\"?"),
        (b"name\n1\n", "\"number\" is missing"),
        (b"number,\"name\n1,x\n", "header cannot be read"),
    ];
    for (file, expected) in cases {
        let error = import_with(&world, &world.admin, Kind::Customers, file, Options::default()).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    let report = import(&world, Kind::Customers, "number,name\n1,One\n2,\"Two\n3,Three\n").await;
    assert_eq!(report.errors.len(), 1);
    assert!(said(&report)[0].contains("opened on line 3 is never closed"), "{:?}", said(&report));
    for delimiter in ['"', '€', '\n'] {
        let options = Options { delimiter: Some(delimiter), ..Options::default() };
        let refused = import_with(&world, &world.admin, Kind::Customers, "number\n", options).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    }
    let unreadable =
        keydesk::service::import::run(&world.app, &world.admin, Kind::Customers, Fails, Options::default());
    assert!(unreadable.await.unwrap_err().to_string().contains("the disk is gone"));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM customer"), [(0,)]);
}

struct Fails;

impl std::io::Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

async fn numbers_come_once_and_references_belong_together(store: Store) {
    let world = World::new(store).await;
    let report = import(&world, Kind::Customers, "number,name\n1,One\n2,Two\n\n 1 ,Again\n").await;
    assert_eq!(said(&report), ["line 5, number \"1\": is on line 2 already; a number may be in a file once"]);
    import(&world, Kind::Customers, "number,name\n1,One\n2,Two\n").await;
    import(&world, Kind::Facilities, "number,customer,name\nF1,1,Hall\nF2,2,Shed\n").await;
    import(&world, Kind::Contacts, "number,customer,last_name\nC2,2,Kern\n").await;
    import(&world, Kind::Models, "number,name\nM1,Door\n").await;
    let file = "number,customer,facility,model,name\nO1,1,F2,M1,Door\nO2,1,F9,M9,Door\nO3,7,F1,M1,Door\nO4,1,F1,M1,Door\nO5,,,,Door\n";
    let report = import(&world, Kind::Objects, file).await;
    let expected = [
        "line 2, facility \"F2\": this facility belongs to customer 2, not to customer 1",
        "line 3, facility \"F9\": there is no facility with this number",
        "line 3, model \"M9\": there is no model with this number",
        "line 4, customer \"7\": there is no customer with this number",
        "line 6, customer: is empty; it is needed",
    ];
    assert_eq!(said(&report), expected);
    let partial = Options { partial: true, ..Options::default() };
    let report = import_with(&world, &world.admin, Kind::Objects, file, partial).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 4]);
    let report = import(&world, Kind::Orders, "number,customer,title,object,contact\nA1,2,Mend,O4,C2\n").await;
    assert_eq!(said(&report), ["line 2, object \"O4\": this object belongs to customer 1, not to customer 2"]);
    let report = import(&world, Kind::Contacts, "number,first_name\nC3,Eva\n").await;
    let expected = [
        "line 2, customer: is missing; a new contact needs one",
        "line 2, last_name: is missing; a new contact needs one",
    ];
    assert_eq!(said(&report), expected);
}

async fn nothing_is_moved_to_another_customer(store: Store) {
    let world = World::new(store).await;
    import(&world, Kind::Customers, "number,name\n1,One\n2,Two\n").await;
    import(&world, Kind::Facilities, "number,customer,name\nF1,1,Hall\nF2,2,Shed\n").await;
    import(&world, Kind::Contacts, "number,customer,last_name\nC1,1,Kern\n").await;
    import(&world, Kind::Objects, "number,customer,facility,name\nO1,1,F1,Door\n").await;
    import(&world, Kind::Orders, "number,customer,title\nA1,1,Mend\n").await;
    for (kind, file) in [
        (Kind::Facilities, "number,customer,name\nF1,2,Hall\n"),
        (Kind::Contacts, "number,customer,last_name\nC1,2,Kern\n"),
        (Kind::Objects, "number,customer,name\nO1,2,Door\n"),
        (Kind::Orders, "number,customer,title\nA1,2,Mend\n"),
    ] {
        let report = import(&world, kind, file).await;
        let errors = said(&report);
        assert!(
            errors.len() == 1 && errors[0].contains("belongs to customer 1; an import does not move it to customer 2"),
            "{errors:?}"
        );
    }
    // Without the column, whose it is still counts.
    let report = import(&world, Kind::Objects, "number,facility\nO1,F2\n").await;
    assert_eq!(said(&report), ["line 2, facility \"F2\": this facility belongs to customer 2, not to customer 1"]);
    let report = import(&world, Kind::Objects, "number,facility\nO1,\n").await;
    assert_eq!(counts(&report), [0, 1, 0, 0], "taken out of the facility");
}

async fn more_errors_than_are_shown_go_to_the_file(store: Store) {
    let world = World::new(store).await;
    let mut file = String::from("number,name,email\n");
    for i in 0..3_000 {
        writeln!(file, "{i},Name,=cmd()").unwrap();
    }
    let written = Written::default();
    let options = Options { errors: Some(written.errors()), ..Options::default() };
    let report = import_with(&world, &world.admin, Kind::Customers, file, options).await.unwrap();
    assert_eq!((report.error_count, report.errors.len(), counts(&report)), (3_000, 1_000, [0, 0, 0, 3_000]));
    let text = written.text();
    assert_eq!(text.lines().count(), 3_001);
    assert!(text.lines().nth(3_000).unwrap().starts_with("3001,email,'=cmd(),"), "no formula for a spreadsheet to run");
}

async fn a_customer_with_users_does_not_become_private(store: Store) {
    let world = World::new(store).await;
    let one = world.customer("1", "One").await;
    world.customer("2", "Two").await;
    world.user(one, "eva@one.example").await;
    let report = import(&world, Kind::Customers, "number,kind\n1,private\n2,private\n").await;
    assert_eq!(report.errors.len(), 1);
    assert!(
        said(&report)[0].starts_with("line 2, kind \"private\": a customer with customer users"),
        "{:?}",
        said(&report)
    );
}
