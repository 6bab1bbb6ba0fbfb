//! Triage, settings and what roles hold, as they look.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::permission::RoleTable;
use crate::domain::staff::{OutsideAreas, StaffRights};
use crate::domain::state::Language;
use crate::service::customers::Page;
use crate::service::roles::{RoleEffect, Roles};
use crate::service::settings::Settings as Settled;
use crate::service::triage::{Facts, Fix, Item, TriageKind};
use crate::tui::harness::{Bench, staff};
use crate::tui::{TuiSettings, Zone};

use super::Screens;
use super::settings::{RoleGrid, lines};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn desk() -> Bench {
    let settings = TuiSettings { zone: Zone::Utc, ..TuiSettings::default() };
    Bench::of(Screens::all(&settings), settings, Some(staff(StaffRights::administrator())))
}

fn item(n: u128, kind: TriageKind, fix: Fix, sentence: &str) -> Item {
    Item {
        kind,
        customer: Uuid::from_u128(n).into(),
        customer_number: (1000 + n).to_string(),
        customer_name: "Huber Maschinen GmbH".into(),
        user: Some(Uuid::from_u128(n).into()),
        email: "eva@huber.example".into(),
        invitation: None,
        request: None,
        fault: None,
        order: None,
        sentence: sentence.into(),
        facts: Facts::default(),
        since: now() - TimeDelta::days(3),
        fix,
    }
}

#[test]
fn what_wants_attention_says_what_enter_does() {
    let mut bench = desk();
    bench.press("4");
    let rows = vec![
        item(42, TriageKind::AccessEndsSoon, Fix::Extend, "The access of Eva Huber ends tomorrow."),
        item(
            77,
            TriageKind::NoAdministrator,
            Fix::MakeAdministrator,
            "Nobody of this customer is administrator any more.",
        ),
        item(78, TriageKind::NothingInScope, Fix::ChooseScope, "Jan Moser sees nothing: no facility is chosen."),
    ];
    bench.answer("triage", Page { rows, more_before: false, more_after: false });
    bench.answer("triage count", 3_u64);
    insta::assert_snapshot!("triage_80x24", bench.screen(80, 24));
    insta::assert_snapshot!("triage_120x40", bench.screen(120, 40));
    bench.effects();
    bench.press("down enter");
    assert_eq!(bench.tickets("permissions").len(), 1, "the grid opens, on the role");
}

#[test]
fn settings_stand_with_what_they_mean() {
    let settled = Settled {
        module_on: true,
        outside_areas: OutsideAreas::Hidden,
        mails_temporary: false,
        demands_second_factor: false,
        link_shows_billing: false,
        language: Language::German,
        time_zone: "Europe/Vienna".into(),
        reply_to: None,
        accent: "#1f5fae".into(),
        version: 1,
    };
    let mut bench = desk();
    bench.press("8");
    bench.answer("settings", Page { rows: lines(&settled), more_before: false, more_after: false });
    insta::assert_snapshot!("settings_80x24", bench.screen(80, 24));
}

#[test]
fn what_roles_hold_is_changed_only_after_the_effect_was_said() {
    let mut bench = Bench::with_dialog(RoleGrid::default());
    bench.screen(80, 24);
    bench.answer("roles", Roles { version: 1, table: RoleTable::default() });
    bench.press("right right down down space");
    let screen = bench.screen(80, 24);
    let faults = screen.lines().find(|l| l.contains("Report faults")).unwrap();
    assert!(faults.contains("[■]*"), "the member's box is changed and marked:\n{screen}");
    let edit = screen.lines().find(|l| l.contains("Edit company data")).unwrap();
    assert!(edit.contains('–'), "a member can never hold it:\n{screen}");
    bench.press("w");
    let effect = RoleEffect {
        people: 37,
        gained: vec![(crate::domain::permission::Permission::ReportFaults, 37)],
        lost: Vec::new(),
        told: 36,
        too_many_to_tell: false,
    };
    bench.answer("role effects", vec![(crate::domain::permission::Role::Member, effect)]);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("37 people gain: Report faults"), "{screen}");
    assert!(screen.contains("told by a letter: 36 people"), "{screen}");
    bench.press("enter");
    assert!(bench.tickets("save roles").is_empty(), "enter takes No");
    bench.press("w");
    let effect = RoleEffect::default();
    bench.answer("role effects", vec![(crate::domain::permission::Role::Member, effect)]);
    bench.press("y");
    assert_eq!(bench.tickets("save roles").len(), 1);
}
