use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::access::Scope;
use crate::domain::permission::{PermissionSet, Role};
use crate::domain::portal_area::PortalAreas;
use crate::domain::staff::{StaffRights, StaffRole};
use crate::domain::state::{AccessState, CustomerKind, Language, OrderState, Urgency, UserState};
use crate::service::access::UserRow;
use crate::service::customers::{Count, CustomerDetail, CustomerRow, OpenOrder, Overview, Page, Person, UserCounts};
use crate::tui::harness::{Bench, staff};
use crate::tui::msg::{Effect, Failure};
use crate::tui::{TuiSettings, Welcome, Zone};

use super::Screens;

pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

pub(super) fn customer(n: u128, name: &str, state: AccessState) -> CustomerRow {
    CustomerRow {
        id: Uuid::from_u128(n).into(),
        number: (1000 + n).to_string(),
        name: name.into(),
        kind: CustomerKind::Corporate,
        city: "Graz".into(),
        country: "AT".into(),
        email: "office@customer.example".into(),
        phone: "+43 316 1234".into(),
        area_id: None,
        area: Some("Süd".into()),
        technician: "M. Berger".into(),
        managed: false,
        portal_on: state != AccessState::Off,
        access_state: state,
        updated_at: now(),
        version: 1,
    }
}

pub(super) fn page(rows: Vec<CustomerRow>) -> Page<CustomerRow> {
    Page { rows, more_before: false, more_after: false }
}

fn some() -> Page<CustomerRow> {
    page(vec![
        customer(38, "Hofer KG", AccessState::Off),
        customer(42, "Huber Maschinen GmbH", AccessState::Active),
        customer(77, "Hübner & Söhne\u{202e}\u{1b}[31m", AccessState::Pending),
        customer(101, "株式会社テスト 👩‍👩‍👧 e\u{301}t", AccessState::Link),
    ])
}

fn overview(row: CustomerRow) -> Overview {
    Overview {
        customer: CustomerDetail {
            row,
            street: "Hauptplatz 1".into(),
            postal_code: "8010".into(),
            language: Some(Language::German),
            areas: PortalAreas::ALL,
            created_at: now(),
        },
        users: UserCounts { active: 3, suspended: 1, ..UserCounts::default() },
        contacts: Count::Exactly(6),
        facilities: Count::Exactly(2),
        objects: Count::Exactly(31),
        open_orders: Count::Exactly(3),
        orders: Count::AtLeast(1000),
        next_visit: Some(now() + TimeDelta::days(2)),
        people: vec![Person {
            id: Uuid::from_u128(1).into(),
            name: "Eva Huber".into(),
            role: Role::Administrator,
            state: UserState::Active,
            ends_at: None,
            last_sign_in_at: Some(now() - TimeDelta::hours(3)),
        }],
        open: vec![OpenOrder {
            id: Uuid::from_u128(9).into(),
            number: "2025-118".into(),
            title: "Lift stuck".into(),
            state: OrderState::Planned,
            urgency: Urgency::High,
            technician: "M. Berger".into(),
            planned_at: Some(now() + TimeDelta::days(2)),
        }],
        reports: Some(Count::Exactly(1)),
        log: Some(Vec::new()),
        orders_by_month: vec![0, 1, 2, 0, 4, 3, 1, 0, 0, 2, 1, 5],
        sign_ins_by_week: vec![0, 0, 1, 4, 2, 0, 8, 3, 1, 0, 2, 6],
        recent: Vec::new(),
    }
}

fn user(n: u128, name: &str, state: UserState, scope: Scope) -> UserRow {
    UserRow {
        id: Uuid::from_u128(n).into(),
        customer: Uuid::from_u128(42).into(),
        customer_number: "1042".into(),
        customer_name: "Huber Maschinen GmbH".into(),
        sign_in: Uuid::from_u128(n).into(),
        email: format!("{}@huber.example", name.to_lowercase()),
        first_name: name.into(),
        last_name: "Huber".into(),
        language: Language::German,
        role: Role::Member,
        state,
        scope,
        contact: None,
        exceptions: BTreeMap::new(),
        effective: PermissionSet::EMPTY,
        ends_at: None,
        last_sign_in_at: None,
        created_at: now(),
        activated_at: None,
        version: 1,
    }
}

fn desk() -> Bench {
    let settings = TuiSettings {
        zone: Zone::Utc,
        welcome: Some(Welcome {
            lines: vec!["The portal: http://127.0.0.1:4711".into(), "Try eva@huber.example".into()],
        }),
        stripe: Some("DEMO".into()),
        ..TuiSettings::default()
    };
    Bench::of(Screens::all(&settings), settings, Some(staff(StaffRights::administrator())))
}

fn loaded() -> Bench {
    let mut bench = desk();
    bench.answer("customers", some());
    bench.answer("count", Count::Exactly(4));
    bench
}

#[test]
fn the_first_screen_at_its_sizes() {
    let mut bench = loaded();
    insta::assert_snapshot!("first_60x20", bench.screen(60, 20));
    insta::assert_snapshot!("first_80x24", bench.screen(80, 24));
    let mut wide = loaded();
    wide.screen(120, 40);
    wide.press("down");
    wide.answer("overview", overview(customer(42, "Huber Maschinen GmbH", AccessState::Active)));
    insta::assert_snapshot!("first_120x40", wide.screen(120, 40));
}

#[test]
fn no_text_of_the_database_breaks_a_line() {
    let mut bench = loaded();
    for width in 60..130 {
        let screen = bench.screen(width, 24);
        for line in screen.lines() {
            assert!(crate::tui::cells::width(line) <= usize::from(width), "{line}");
            assert!(!line.contains('\u{202e}') && !line.contains('\u{1b}'), "{line}");
        }
    }
}

#[test]
fn an_older_search_never_overwrites_a_newer_one() {
    let mut bench = loaded();
    bench.press("/");
    bench.type_text("hu");
    let asked = bench.tickets("customers");
    let (first, second) = (asked[asked.len() - 2], asked[asked.len() - 1]);
    bench.reply(second, Ok(Box::new(page(vec![customer(42, "Huber Maschinen GmbH", AccessState::Active)]))));
    bench.reply(first, Ok(Box::new(page(vec![customer(38, "Hofer KG", AccessState::Off)]))));
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Huber") && !screen.contains("Hofer"), "{screen}");
}

#[test]
fn a_failed_load_keeps_what_was_there_and_says_how_to_try_again() {
    let mut bench = loaded();
    bench.effects();
    bench.press("f5");
    let ticket = *bench.tickets("customers").last().unwrap();
    bench.reply(ticket, Err(Failure::new("The database does not answer.")));
    let screen = bench.screen(80, 24);
    assert!(screen.contains("✗ The database does not answer. (f5 tries again)"), "{screen}");
    assert!(screen.contains("Hofer KG"), "{screen}");
}

#[test]
fn keys_typed_ahead_wait_for_their_rows_and_escape_does_not() {
    let mut bench = loaded();
    bench.effects();
    bench.press("/");
    bench.type_text("hub");
    bench.press("enter");
    assert!(!bench.screen(80, 24).contains("▸ 1042"), "nothing is opened before the rows are there");
    bench.answer("customers", page(vec![customer(42, "Huber Maschinen GmbH", AccessState::Active)]));
    assert!(bench.screen(80, 24).contains("Customers ▸ 1042 Huber"));
    let mut bench = loaded();
    bench.press("/");
    bench.type_text("zzz");
    bench.press("enter esc");
    bench.answer("customers", some());
    assert!(bench.screen(80, 24).contains("Customers"), "escape took the held keys along");
    assert!(!bench.screen(80, 24).contains("[Overview]"));
}

#[test]
fn the_row_under_the_cursor_stays_when_rows_come_in_above_it() {
    let mut bench = loaded();
    bench.press("down");
    bench.effects();
    bench.send(crate::tui::Msg::Changed);
    let mut rows = some().rows;
    rows.insert(0, customer(1, "Aaa GmbH", AccessState::Off));
    bench.answer("customers", page(rows));
    let screen = bench.screen(80, 24);
    assert!(screen.lines().any(|l| l.contains('▌') && l.contains("1042")), "{screen}");
}

#[test]
fn users_show_their_state_in_words_and_the_right_commands() {
    let mut bench = loaded();
    bench.press("down enter tab");
    bench.answer("overview", overview(customer(42, "Huber Maschinen GmbH", AccessState::Active)));
    let rows = vec![
        user(1, "Eva", UserState::Active, Scope::everything()),
        user(2, "Jan", UserState::Suspended, Scope::default()),
    ];
    bench.answer("users", Page { rows, more_before: false, more_after: false });
    insta::assert_snapshot!("users_80x24", bench.screen(80, 24));
    bench.press("u");
    assert!(bench.screen(80, 24).contains("✗ lift: Eva Huber is active"));
    bench.press("down x");
    assert!(bench.screen(80, 24).contains("Revoke the access of Jan Huber?"));
}

#[test]
fn commands_without_their_permission_are_shown_with_the_reason() {
    let rights = StaffRights { role: StaffRole::Technician, ..StaffRights::administrator() };
    let settings = TuiSettings::default();
    let mut bench = Bench::of(Screens::all(&settings), settings, Some(staff(rights)));
    bench.press("5");
    let screen = bench.screen(100, 24);
    assert!(screen.contains("✗ Outbox: this needs the permission view_outbox"), "{screen}");
    bench.effects();
    bench.press("5 L M");
    assert!(bench.effects().is_empty(), "nothing was asked of the services");
}

#[test]
fn too_small_a_terminal_takes_no_keys_but_leaving() {
    let mut bench = loaded();
    assert!(bench.screen(40, 10).contains("needs a terminal of at least"));
    bench.effects();
    bench.press("M y 4 enter");
    assert!(bench.effects().is_empty());
    bench.press("ctrl-q");
    assert!(matches!(bench.effects()[..], [Effect::Quit]));
}

#[test]
fn escape_and_a_key_in_one_breath_are_two_keys() {
    let mut bench = loaded();
    bench.press("?");
    assert_eq!(bench.desk.dialogs(), 1);
    bench.press("alt-5");
    assert_eq!(bench.desk.dialogs(), 0);
    assert!(bench.screen(80, 24).contains("Outbox · all letters"));
}
