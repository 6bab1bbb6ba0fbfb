//! What can be done with a staff account (R9–R11, R17): made, edited, given permissions, areas and customers, switched off,
//! given a new password, signed out. The services refuse what goes beyond one's own rights and say which permission.

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
    StaffRole::ALL.iter().map(|r| r.as_str().replace('_', " ")).collect()
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
                errors.add("customers", "customer-unknown", format!("there is no customer {number}"));
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
    let hint = if names.is_empty() { "there are none".to_owned() } else { format!("of {}", names.join(", ")) };
    let job = move |values: &Values| {
        let (email, name, role) = (values.text("email"), values.text("name"), role_of(values));
        let (chosen, numbers, known) = (values.text("areas"), values.text("customers"), known.clone());
        Job::new("make staff", move |app, by| async move {
            let areas = named(&known, &chosen)?;
            let customers = numbered(&app, &by, &numbers).await?;
            staff::create(&app, &by, &NewMember { email, name, role, areas, customers }).await
        })
    };
    let then = |made: Created, cx: &mut Cx<'_>| cx.push(shown("The new account", made.temporary_password));
    Form::new("New staff account", "Make it", job, then)
        .say("The person signs in with a temporary password that you read aloud, and replaces it at once.")
        .text("name", "Name", "", "")
        .text("email", "E-mail", "", "")
        .choice("role", "Role", roles(), StaffRole::ALL.iter().position(|r| *r == StaffRole::Dispatcher).unwrap_or(0))
        .text("areas", "Areas", "", &hint)
        .only_when(|values| role_of(values).bound_to_areas())
        .text("customers", "Looks after", "", "numbers of customers, or nothing")
}

/// Areas by their names.
fn named(known: &[(AreaId, String)], typed: &str) -> Result<Vec<AreaId>, crate::domain::field::FieldErrors> {
    let mut errors = crate::domain::field::FieldErrors::new();
    let mut chosen = Vec::new();
    for name in typed.split(',').map(str::trim).filter(|n| !n.is_empty()) {
        match known.iter().find(|(_, area)| crate::text::fold(area) == crate::text::fold(name)) {
            Some((id, _)) => chosen.push(*id),
            None => errors.add("areas", "area-unknown", format!("there is no area {name}")),
        }
    }
    errors.into_result()?;
    Ok(chosen)
}

fn shown(whose: &str, password: String) -> Handed {
    Handed::new(
        format!("Temporary password: {whose}"),
        "Read it aloud; upper and lower case, dashes and spaces matter:",
        password,
        "It works for 72 hours and has to be replaced at the first sign-in. It is shown this once.",
        "password",
    )
    .once()
}

fn save(change: MemberChange) -> Job {
    Job::new("change staff", move |app, by| async move { staff::change(&app, &by, &change).await })
}

/// The languages in which somebody can be written to; the first is the organization's.
fn languages() -> Vec<String> {
    let own = Language::ALL.iter().map(|language| language.own_name().to_owned());
    std::iter::once("the organization's".to_owned()).chain(own).collect()
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
    Form::new(format!("Account of {}", member.name), "Save", job, |member: Member, cx| {
        cx.done(format!("{} is {}", member.name, member.role.as_str().replace('_', " ")));
    })
    .say("Another role ends the person's remembered sign-ins. Single permissions stay as they are.")
    .text("name", "Name", &member.name, "")
    .choice("role", "Role", roles(), at)
    .text("mobile", "Mobile number", &member.mobile, "for SMS, like +43 664 1234567")
    .choice("language", "Written to in", languages(), speaks)
    .text("time_zone", "Time zone", &member.time_zone, "the organization's, or like Europe/Vienna")
}

/// Single permissions beyond the role, in three states.
pub fn permissions(member: &Member) -> Checks<Member> {
    let ticks = StaffPermission::ALL.iter().map(|p| Tick {
        label: p.as_str().replace('_', " "),
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
    let text = if member.role == StaffRole::Administrator {
        "An administrator holds every permission, whatever stands here."
    } else {
        "● as the role says, allowed or denied beyond it. Nobody gives what they do not hold."
    };
    let role = member.role.as_str().replace('_', " ");
    Checks::new(
        format!("Permissions of {} · {role}", member.name),
        text,
        ticks.collect(),
        job,
        |member: Member, cx| {
            cx.done(format!("Permissions of {} saved", member.name));
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
    let text = "Customers in these areas only; what is seen of others says the setting \"outside areas\".";
    Checks::new(format!("Areas of {}", member.name), text, ticks, job, |member: Member, cx| {
        cx.done(format!("Areas of {} saved", member.name));
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
    Form::new(format!("Customers that {} looks after", member.name), "Save", job, |member: Member, cx| {
        cx.done(format!("{} looks after {} customers", member.name, member.customers.len()));
    })
    .say("Their numbers, with commas between them.")
    .text("customers", "Customers", &now, "none")
}

/// Switches the account on or off.
pub fn switch(member: &Member) -> Question<Member> {
    let (on, name) = (!member.active, member.name.clone());
    let change = MemberChange { active: Some(on), ..MemberChange::of(member) };
    let word = if on { "on" } else { "off" };
    let happens = if on {
        format!("{name} can sign in again with the password of before.")
    } else {
        format!("{name} can no longer sign in, and what is open anywhere ends with the next request. Nothing is lost.")
    };
    Question::new(
        format!("Switch the account of {name} {word}?"),
        happens,
        format!("Switch {word}"),
        move || save(change.clone()),
        move |_, cx| cx.done(format!("The account of {name} is {word}")),
    )
}

/// A new temporary password.
pub fn password(member: &Member) -> Question<String> {
    let (id, name) = (member.id, member.name.clone());
    Question::new(
        format!("Make a new password for {name}?"),
        "The present password and every remembered sign-in end. The new one is shown once, to read aloud, and has to be \
         replaced at the first sign-in.",
        "Make a password",
        move || Job::new("staff password", move |app, by| async move { staff::new_password(&app, &by, id).await }),
        move |password, cx| cx.push(shown(&name, password)),
    )
}

/// Ends every remembered sign-in.
pub fn end_sessions(member: &Member) -> Question<u64> {
    let (id, name) = (member.id, member.name.clone());
    Question::new(
        format!("Sign {name} out everywhere?"),
        "Every remembered sign-in ends; what is open with one ends with its next request.",
        "Sign out",
        move || Job::new("staff sessions", move |app, by| async move { staff::end_all_sessions(&app, &by, id).await }),
        |ended, cx| cx.done(format!("{ended} remembered sign-ins ended")),
    )
}
