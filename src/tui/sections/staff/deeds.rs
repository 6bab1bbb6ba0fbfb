//! What can be done with a staff account (R9–R11, R17): made, edited, given permissions, areas and customers, switched off,
//! given a new password, signed out. The services refuse what goes beyond one's own rights and say which permission.

use crate::tui::words::word;
use std::collections::BTreeMap;

use crate::domain::AreaId;
use crate::domain::staff::{StaffPermission, StaffRole};
use crate::domain::state::Language;
use crate::service::customers;
use crate::service::staff::{self, Created, Member, MemberChange, NewMember};
use crate::service::{Actor, App, Error};

use super::super::super::dialogs::{Checks, Form, Handed, Mark, Question, Tick, Values};
use super::super::super::msg::Job;
use super::super::super::screen::Cx;

fn roles() -> Vec<String> {
    StaffRole::ALL.iter().map(|r| word(r.as_str())).collect()
}

fn role_of(values: &Values) -> StaffRole {
    StaffRole::ALL.get(values.choice("role")).copied().unwrap_or(StaffRole::Technician)
}

/// The customers of these numbers; every unknown one is an error of the field.
async fn numbered(app: &App, by: &Actor, typed: &str) -> Result<Vec<crate::domain::CustomerId>, Error> {
    let mut found = Vec::new();
    let mut errors = crate::domain::field::FieldErrors::new();
    for number in typed.split([',', ' ']).map(str::trim).filter(|n| !n.is_empty()) {
        match customers::by_number(app, by, number).await {
            Ok(customer) => found.push(customer.row.id),
            Err(Error::NotFound { .. }) => {
                errors.add("customers", "customer-unknown", t!("staff-no-customer", number = number));
            }
            Err(other) => return Err(other),
        }
    }
    errors.into_result()?;
    Ok(found)
}

/// A new account: its password is shown once afterwards.
pub fn create(areas: &[(AreaId, String)]) -> Form<Created> {
    let known: Vec<(AreaId, String)> = areas.to_vec();
    let names: Vec<&str> = areas.iter().map(|(_, name)| name.as_str()).collect();
    let hint =
        if names.is_empty() { t!("staff-no-areas").to_owned() } else { t!("staff-areas-of", join = names.join(", ")) };
    let job = move |values: &Values| {
        let (email, name, role) = (values.text("email"), values.text("name"), role_of(values));
        let (chosen, numbers, known) = (values.text("areas"), values.text("customers"), known.clone());
        Job::new("make staff", move |app, by| async move {
            let areas = named(&known, &chosen)?;
            let customers = numbered(&app, &by, &numbers).await?;
            staff::create(&app, &by, &NewMember { email, name, role, areas, customers }).await
        })
    };
    let then = |made: Created, cx: &mut Cx<'_>| cx.push(shown(t!("staff-the-new"), made.temporary_password));
    Form::new(t!("staff-new-title"), t!("staff-make-verb"), job, then)
        .say(t!("staff-new-say"))
        .text("name", t!("name"), "", "")
        .text("email", t!("email-label"), "", "")
        .choice(
            "role",
            t!("role"),
            roles(),
            StaffRole::ALL.iter().position(|r| *r == StaffRole::Dispatcher).unwrap_or(0),
        )
        .text("areas", t!("label-areas"), "", &hint)
        .only_when(|values| role_of(values).bound_to_areas())
        .text("customers", t!("label-looks-after"), "", t!("staff-customers-empty"))
}

/// Areas by their names.
fn named(known: &[(AreaId, String)], typed: &str) -> Result<Vec<AreaId>, crate::domain::field::FieldErrors> {
    let mut errors = crate::domain::field::FieldErrors::new();
    let mut chosen = Vec::new();
    for name in typed.split(',').map(str::trim).filter(|n| !n.is_empty()) {
        match known.iter().find(|(_, area)| crate::text::fold(area) == crate::text::fold(name)) {
            Some((id, _)) => chosen.push(*id),
            None => errors.add("areas", "area-unknown", t!("staff-no-area", name = name)),
        }
    }
    errors.into_result()?;
    Ok(chosen)
}

fn shown(whose: &str, password: String) -> Handed {
    Handed::new(
        t!("staff-temporary", whose = whose),
        t!("password-read"),
        password,
        t!("staff-temporary-text"),
        t!("noun-password"),
    )
    .once()
}

fn save(change: MemberChange) -> Job {
    Job::new("change staff", move |app, by| async move { staff::change(&app, &by, &change).await })
}

/// The languages in which somebody can be written to; the first is the organization's.
fn languages() -> Vec<String> {
    let own = Language::ALL.iter().map(|language| language.own_name().to_owned());
    std::iter::once(t!("staff-house-language").to_owned()).chain(own).collect()
}

/// Name and role, and how the person is written to.
pub fn edit(member: &Member) -> Form<Member> {
    let base = MemberChange::of(member);
    let before = member.clone();
    let job = move |values: &Values| {
        let differs = |new: String, old: &str| (new != old).then_some(new);
        let language = values.choice("language").checked_sub(1).and_then(|n| Language::ALL.get(n)).copied();
        let role = role_of(values);
        save(MemberChange {
            name: differs(values.text("name"), &before.name),
            role: (role != before.role).then_some(role),
            mobile: differs(values.text("mobile"), &before.mobile),
            language: (language != before.language).then_some(language),
            time_zone: differs(values.text("time_zone"), &before.time_zone),
            ..base.clone()
        })
    };
    let at = StaffRole::ALL.iter().position(|r| *r == member.role).unwrap_or(0);
    let speaks = member.language.and_then(|own| Language::ALL.iter().position(|l| *l == own)).map_or(0, |n| n + 1);
    Form::new(t!("staff-account-of", name = member.name), t!("save"), job, |member: Member, cx| {
        cx.done(t!("staff-now-role", name = member.name, role = word(member.role.as_str())));
    })
    .say(t!("staff-edit-say"))
    .text("name", t!("name"), &member.name, "")
    .choice("role", t!("role"), roles(), at)
    .text("mobile", t!("profile-mobile"), &member.mobile, t!("staff-mobile-empty"))
    .choice("language", t!("staff-written-in"), languages(), speaks)
    .text("time_zone", t!("label-time-zone"), &member.time_zone, t!("staff-zone-empty"))
}

/// Single permissions beyond the role, in three states.
pub fn permissions(member: &Member) -> Checks<Member> {
    let ticks = StaffPermission::ALL.iter().map(|p| Tick {
        label: word(p.as_str()),
        note: String::new(),
        mark: Mark::Three(member.role.holds(*p), member.exceptions.get(p).copied()),
    });
    let base = MemberChange::of(member);
    let job = move |ticks: &[Tick]| {
        let marks = StaffPermission::ALL.iter().zip(ticks);
        let exceptions: BTreeMap<_, _> =
            marks.filter_map(|(p, tick)| tick.mark.exception().map(|exception| (*p, exception))).collect();
        save(MemberChange { exceptions: Some(exceptions), ..base.clone() })
    };
    let text =
        if member.role == StaffRole::Administrator { t!("staff-admin-all") } else { t!("staff-permissions-say") };
    let role = word(member.role.as_str());
    Checks::new(
        t!("staff-permissions-of", name = member.name, role = role),
        text,
        ticks.collect(),
        job,
        |member: Member, cx| {
            cx.done(t!("staff-permissions-saved", name = member.name));
        },
    )
}

/// The areas that the person acts in (R10).
pub fn areas(member: &Member, known: &[(AreaId, String)]) -> Checks<Member> {
    let has = |id: AreaId| member.areas.iter().any(|(area, _)| *area == id);
    let ticks = known.iter().map(|(id, name)| Tick::new(name, "", has(*id))).collect();
    let (base, known) = (MemberChange::of(member), known.to_vec());
    let job = move |ticks: &[Tick]| {
        let chosen = known.iter().zip(ticks).filter(|(_, t)| t.mark.is_on()).map(|((id, _), _)| *id).collect();
        save(MemberChange { areas: Some(chosen), ..base.clone() })
    };
    let text = t!("staff-areas-say");
    Checks::new(t!("staff-areas-title", name = member.name), text, ticks, job, |member: Member, cx| {
        cx.done(t!("staff-areas-saved", name = member.name));
    })
}

/// The customers that the person looks after.
pub fn customers(member: &Member) -> Form<Member> {
    let number =
        |(_, title): &(crate::domain::CustomerId, String)| title.split(' ').next().unwrap_or_default().to_owned();
    let now = member.customers.iter().map(number).collect::<Vec<_>>().join(", ");
    let base = MemberChange::of(member);
    let job = move |values: &Values| {
        let (typed, base) = (values.text("customers"), base.clone());
        Job::new("change staff", move |app, by| async move {
            let customers = numbered(&app, &by, &typed).await?;
            staff::change(&app, &by, &MemberChange { customers: Some(customers), ..base }).await
        })
    };
    Form::new(t!("staff-customers-title", name = member.name), t!("save"), job, |member: Member, cx| {
        cx.done(t!("staff-customers-done", name = member.name, customers = member.customers.len()));
    })
    .say(t!("staff-customers-say"))
    .text("customers", t!("customers-title"), &now, t!("field-none"))
}

/// Switches the account on or off.
pub fn switch(member: &Member) -> Question<Member> {
    let (on, name) = (!member.active, member.name.clone());
    let change = MemberChange { active: Some(on), ..MemberChange::of(member) };
    let happens = if on { t!("staff-on-text", name = name) } else { t!("staff-off-text", name = name) };
    Question::new(
        t!(if on { "staff-ask-on" } else { "staff-ask-off" }, name = name),
        happens,
        if on { t!("switch-on") } else { t!("switch-off") },
        move || save(change.clone()),
        move |_, cx| cx.done(t!(if on { "staff-done-on" } else { "staff-done-off" }, name = name)),
    )
}

/// A new temporary password.
pub fn password(member: &Member) -> Question<String> {
    let (id, name) = (member.id, member.name.clone());
    Question::new(
        t!("staff-password-ask", name = name),
        t!("staff-password-text"),
        t!("staff-password-verb"),
        move || Job::new("staff password", move |app, by| async move { staff::new_password(&app, &by, id).await }),
        move |password, cx| cx.push(shown(&name, password)),
    )
}

/// Ends every remembered sign-in.
pub fn end_sessions(member: &Member) -> Question<u64> {
    let (id, name) = (member.id, member.name.clone());
    Question::new(
        t!("staff-out-ask", name = name),
        t!("staff-out-text"),
        t!("sign-out"),
        move || Job::new("staff sessions", move |app, by| async move { staff::end_all_sessions(&app, &by, id).await }),
        |ended, cx| cx.done(t!("staff-out-done", ended = ended)),
    )
}
