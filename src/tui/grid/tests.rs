//! The grid on the bench: keys, edits on top of a base, what others change meanwhile, the review.

use std::collections::BTreeMap;

use super::super::harness::{Bench, staff};
use super::super::msg::{Effect as Deed, Failure};
use super::super::screen::Screen as _;
use super::super::{Screens, TuiSettings, harness::Blank};
use super::fixtures::{contact, customer, facility, id};
use super::*;
use crate::domain::access::Scope as Sees;
use crate::domain::permission::{Exception, Exceptions, Role, RoleTable};
use crate::domain::staff::{StaffRights, StaffRole};
use crate::domain::state::Language;
use crate::service::access::Counts;

fn user(
    n: u128,
    first: &str,
    last: &str,
    role: Role,
    state: UserState,
    scope: Sees,
    exceptions: Exceptions,
) -> UserRow {
    UserRow {
        id: id(n),
        customer: id(10),
        customer_number: "1042".into(),
        customer_name: "Huber Maschinen GmbH".into(),
        sign_in: id(n + 100),
        email: format!("{}@huber.example", first.to_lowercase()),
        first_name: first.into(),
        last_name: last.into(),
        language: Language::German,
        role,
        state,
        scope,
        contact: None,
        effective: RoleTable::default().effective(role, &exceptions),
        exceptions,
        ends_at: None,
        last_sign_in_at: None,
        created_at: chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap(),
        activated_at: None,
        version: 3,
    }
}

fn sheet() -> Sheet {
    let graz = Sees { all: false, unassigned: true, facilities: [id(21)].into() };
    let weiz = Sees { all: false, unassigned: false, facilities: [id(22)].into() };
    let given = Exceptions::from([(Permission::ReportFaults, Exception::Allowed)]);
    let taken = Exceptions::from([(Permission::Comment, Exception::Denied)]);
    Sheet {
        customer: customer(false),
        users: vec![
            user(1, "Eva", "Huber", Role::Administrator, UserState::Active, Sees::everything(), Exceptions::new()),
            user(2, "Jan", "Moser", Role::Member, UserState::Active, graz, given),
            user(3, "Lena", "Kern", Role::Moderator, UserState::Suspended, weiz, taken),
        ],
        roles: RoleTable::default(),
        facilities: vec![facility(21, "Graz"), facility(22, "Weiz")],
        contacts: vec![contact(31, "Jan", "Moser"), contact(32, "Ida", "Wolf")],
        touched: BTreeMap::new(),
    }
}

fn effect(n: u128, loses: Counts) -> Effect {
    Effect {
        user: id(n),
        name: "Jan Moser".into(),
        gained: vec![],
        lost: vec![Permission::ViewObjects],
        gains: Counts::default(),
        loses,
        sees_nothing: false,
    }
}

/// A grid with the cursor on Jan Moser / Orders.
fn grid() -> Bench {
    opened(Grid::new(id(10), Some(id(2))), sheet())
}

fn opened(grid: Grid, sheet: Sheet) -> Bench {
    let mut bench = Bench::with_dialog(grid);
    bench.screen(80, 24);
    bench.answer("permissions", sheet);
    bench
}

#[test]
fn it_looks_as_sketched() {
    let mut bench = grid();
    bench.press("right space");
    bench.answer("cell preview", vec![effect(2, Counts { objects: 14, ..Counts::default() })]);
    insta::assert_snapshot!("80x24", bench.screen(80, 24));
    insta::assert_snapshot!("120x40", bench.screen(120, 40));
}

#[test]
fn toggling_back_is_no_change_and_what_the_role_says_is_no_exception() {
    let mut draft = Draft::new(sheet());
    // Jan, a member: reporting faults was given to him; taking it away is what the role says.
    draft.toggle(1, Permission::ReportFaults).unwrap();
    assert_eq!(draft.changes()[0].permissions, BTreeMap::from([(Permission::ReportFaults, None)]));
    draft.toggle(1, Permission::ReportFaults).unwrap();
    assert!(draft.changes().is_empty());
    // Lena, a moderator: comments were denied; allowing them is what the role says.
    draft.toggle(2, Permission::Comment).unwrap();
    assert_eq!(draft.changes()[0].permissions, BTreeMap::from([(Permission::Comment, None)]));
    assert_eq!(draft.lines(&draft.changes()[0]), ["Comment on orders: denied → allowed by role"]);
}

#[test]
fn what_a_role_can_never_have_is_refused_with_the_reason() {
    let mut draft = Draft::new(sheet());
    let why = draft.toggle(1, Permission::ManageUsers).unwrap_err();
    assert!(why.contains("cannot be given with the role member"), "{why}");
    assert!(draft.standing(1, Permission::ManageUsers).unwrap().never);
    assert!(draft.changes().is_empty());
}

#[test]
fn a_new_role_shows_what_it_changes_at_once() {
    let mut draft = Draft::new(sheet());
    draft.set_role(1, Role::Moderator);
    let devices = draft.standing(1, Permission::ManageDevices).unwrap();
    assert!(devices.held && devices.by_role && devices.changed);
    assert_eq!(draft.count(), 1);
    draft.set_role(1, Role::Member);
    assert_eq!(draft.count(), 0);
}

#[test]
fn edits_stay_on_top_of_what_a_colleague_changed_and_the_row_says_who() {
    let mut bench = grid();
    bench.press("right space");
    bench.send(super::super::Msg::Changed);
    let mut newer = sheet();
    newer.users[1].version = 4;
    newer.users[1].role = Role::Moderator;
    newer.users[1].effective = RoleTable::default().effective(Role::Moderator, &newer.users[1].exceptions);
    newer.touched.insert(id(2), "Bob".into());
    bench.answer("permissions", newer);
    let screen = bench.screen(100, 30);
    assert!(screen.contains("! Bob changed Jan Moser meanwhile; your changes are kept on top."), "{screen}");
    assert!(screen.contains("moderator") && screen.contains("1 not saved"), "{screen}");
    bench.press("w");
    let review = bench.screen(100, 30);
    assert!(review.contains("See service objects: allowed by role → denied"), "{review}");
    assert!(review.contains("Bob changed this person meanwhile"), "{review}");
}

#[test]
fn a_conflict_keeps_the_changes_and_says_who_was_faster() {
    let mut bench = grid();
    bench.press("right space w enter");
    let ticket = bench.tickets("save")[0];
    let mut overtaken = Failure::new("Jan Moser was changed by Bob meanwhile; nothing was saved.");
    overtaken.conflict = true;
    bench.reply(ticket, Err(overtaken));
    let screen = bench.screen(80, 24);
    assert!(screen.contains("was changed by Bob meanwhile") && screen.contains("1 not saved"), "{screen}");
    // The base is loaded anew.
    assert_eq!(bench.tickets("permissions").len(), 2);
}

#[test]
fn saving_sends_the_version_that_was_shown_and_ends_the_draft() {
    let mut bench = grid();
    bench.press("right space w");
    bench.answer("review", vec![effect(2, Counts { objects: 14, orders: 2, ..Counts::default() })]);
    insta::assert_snapshot!("review-80x24", bench.screen(80, 24));
    bench.press("enter enter");
    assert_eq!(bench.tickets("save").len(), 1, "a second Enter does not save twice");
    let mut saved = sheet().users.remove(1);
    saved.version = 4;
    bench.answer("save", vec![saved]);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("✓ Saved: 1 change for 1 person") && !screen.contains("not saved"), "{screen}");
    bench.press("esc");
    assert_eq!(bench.desk.dialogs(), 0);
}

#[test]
fn leaving_with_changes_asks_and_stays_by_default() {
    let mut bench = grid();
    bench.press("space esc enter");
    assert_eq!(bench.desk.dialogs(), 1);
    assert!(bench.screen(80, 24).contains("1 not saved"));
    bench.press("esc tab enter");
    assert_eq!(bench.desk.dialogs(), 0);
}

#[test]
fn administrator_at_a_managed_customer_asks_and_says_why() {
    let managed = Sheet { customer: customer(true), ..sheet() };
    let mut bench = opened(Grid::new(id(10), Some(id(2))), managed);
    bench.press("r down down enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Make Jan Moser administrator?") && screen.contains("moderator and"), "{screen}");
    bench.press("enter");
    assert!(!bench.screen(80, 24).contains("not saved"), "no is the default");
    bench.press("r down down enter y");
    assert!(bench.screen(80, 24).contains("1 not saved"));
}

#[test]
fn one_cell_is_carried_over_to_all_or_to_the_marked() {
    let mut bench = grid();
    // Objects of Jan, then of everybody.
    bench.press("right space a");
    assert!(bench.screen(80, 24).contains("3 not saved"));
    bench.press("space a");
    assert!(!bench.screen(80, 24).contains("not saved"));
    bench.press("down m up");
    bench.press("up space a");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("2 not saved"), "Eva's own and the marked row's\n{screen}");
}

#[test]
fn a_click_toggles_the_cell() {
    let mut bench = grid();
    bench.screen(80, 24);
    bench.click("■●");
    assert!(bench.screen(80, 24).contains("1 not saved"));
}

#[test]
fn without_the_permission_everything_is_shown_and_nothing_changes() {
    let rights = StaffRights { role: StaffRole::Dispatcher, ..StaffRights::administrator() };
    let screens = Screens::of_one(Blank);
    let mut bench = Bench::of(screens, TuiSettings::default(), Some(staff(rights)));
    bench.desk.push_dialog(Grid::new(id(10), Some(id(2))));
    bench.send(super::super::Msg::Changed);
    bench.answer("permissions", sheet());
    for keys in ["space", "enter", "a", "r", "f", "c", "="] {
        bench.press(keys);
    }
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Jan Moser") && !screen.contains("not saved"), "{screen}");
    assert!(screen.contains("edit_customer_user_permissions"), "{screen}");
    bench.click("■●");
    assert!(!bench.screen(80, 24).contains("not saved"));
    assert!(bench.tickets("cell preview").is_empty());
}

#[test]
fn opened_for_the_contact_it_asks_reviews_saves_and_closes() {
    let mut bench = opened(Grid::only(id(10), id(2), Id::GridContact), sheet());
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Contact of Jan Moser") && screen.contains("never invoices"), "{screen}");
    bench.type_text("ida");
    bench.press("enter");
    assert!(bench.screen(80, 24).contains("Contact: none → Ida Wolf"));
    bench.press("enter");
    let row = UserRow { version: 4, contact: Some(id(32)), ..sheet().users.remove(1) };
    bench.answer("save", vec![row]);
    assert_eq!(bench.desk.dialogs(), 0);
    assert!(bench.effects().iter().all(|e| !matches!(e, Deed::Quit)));
}

#[test]
fn unsaved_changes_are_named() {
    let mut grid = Grid::new(id(10), None);
    assert_eq!(grid.leave(), Leave::Ok);
    let mut draft = Draft::new(sheet());
    draft.set_role(0, Role::Member);
    grid.draft = Some(draft);
    assert_eq!(grid.leave(), Leave::Unsaved("1 change of permissions".into()));
}
