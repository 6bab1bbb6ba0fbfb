//! Changing staff accounts.

use super::super::desk::Desk;
use super::super::exit::Failure;
use super::{Areas, Customers, Edit, Permit, Rename, Role, Whom, Word, show};
use crate::domain::field::FieldErrors;
use crate::domain::permission::Exception;
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerId};
use crate::service::staff::{self, Member, MemberChange};
use crate::service::{Actor, App, Error, customers as service_customers};
use crate::text;

pub async fn role(desk: &Desk, args: &Role) -> Result<(), Failure> {
    changed(desk, &args.whom, async |_, _, change| {
        change.role = Some(args.role);
        Ok(())
    })
    .await
}

pub async fn rename(desk: &Desk, args: &Rename) -> Result<(), Failure> {
    changed(desk, &args.whom, async |_, _, change| {
        change.name = Some(args.name.clone());
        Ok(())
    })
    .await
}

pub async fn edit(desk: &Desk, args: &Edit) -> Result<(), Failure> {
    changed(desk, &args.whom, async |_, _, change| {
        change.mobile.clone_from(&args.mobile);
        change.time_zone.clone_from(&args.time_zone);
        change.language = match args.language.as_deref().map(str::trim) {
            None => None,
            Some("") => Some(None),
            Some(typed) => {
                let language = typed.parse::<Language>();
                Some(Some(language.map_err(|e| Failure::usage(format!("--language: {e}")))?))
            }
        };
        Ok(())
    })
    .await
}

pub async fn permit(desk: &Desk, args: &Permit) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let member = staff::by_email(&app, &by, &args.whom.email).await?;
    let mut change = MemberChange::of(&member);
    let mut exceptions = member.exceptions.clone();
    match args.word {
        Word::Allow => exceptions.insert(args.permission, Exception::Allowed),
        Word::Deny => exceptions.insert(args.permission, Exception::Denied),
        Word::Role => exceptions.remove(&args.permission),
    };
    change.exceptions = Some(exceptions);
    save(desk, &app, &by, &member, &change).await
}

pub async fn areas(desk: &Desk, args: &Areas) -> Result<(), Failure> {
    changed(desk, &args.whom, async |app, by, change| {
        let mut wrong = FieldErrors::new();
        change.areas = Some(area_ids(app, by, "area", &args.named, &mut wrong).await?);
        Ok(wrong.into_result().map_err(Error::from)?)
    })
    .await
}

pub async fn customers(desk: &Desk, args: &Customers) -> Result<(), Failure> {
    changed(desk, &args.whom, async |app, by, change| {
        let mut wrong = FieldErrors::new();
        change.customers = Some(customer_ids(app, by, "customer", &args.named, &mut wrong).await?);
        Ok(wrong.into_result().map_err(Error::from)?)
    })
    .await
}

pub async fn switch(desk: &Desk, whom: &Whom, on: bool) -> Result<(), Failure> {
    changed(desk, whom, async |_, _, change| {
        change.active = Some(on);
        Ok(())
    })
    .await
}

async fn changed(
    desk: &Desk,
    whom: &Whom,
    wish: impl AsyncFnOnce(&App, &Actor, &mut MemberChange) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let member = staff::by_email(&app, &by, &whom.email).await?;
    let mut change = MemberChange::of(&member);
    wish(&app, &by, &mut change).await?;
    save(desk, &app, &by, &member, &change).await
}

async fn save(desk: &Desk, app: &App, by: &Actor, before: &Member, change: &MemberChange) -> Result<(), Failure> {
    let after = staff::change(app, by, change).await?;
    let same = Member { version: before.version, last_used_at: before.last_used_at, ..after.clone() } == *before;
    desk.out.say(if same { "It was so already." } else { "Changed. It holds from the person's next request on." });
    show::one(desk, &after)
}

/// The areas of these names; every unknown one is named with the nearest there is.
pub async fn area_ids(
    app: &App,
    by: &Actor,
    flag: &'static str,
    names: &[String],
    wrong: &mut FieldErrors,
) -> Result<Vec<AreaId>, Failure> {
    let known = staff::areas(app, by).await?;
    let mut ids = Vec::new();
    for name in names {
        let key = text::name_key(name);
        if let Some((id, _)) = known.iter().find(|(_, known)| text::name_key(known) == key) {
            ids.push(*id);
            continue;
        }
        let name = text::line(name);
        let nearest = text::nearest(&name, known.iter().map(|(_, known)| known.as_str()));
        let hint = nearest.map_or_else(|| "see \"keydesk area list\"".to_owned(), |n| format!("did you mean {n}?"));
        wrong.add(flag, "area-unknown", format!("there is no area \"{name}\"; {hint}"));
    }
    Ok(ids)
}

/// The customers with these numbers; every unknown one is named.
pub async fn customer_ids(
    app: &App,
    by: &Actor,
    flag: &'static str,
    numbers: &[String],
    wrong: &mut FieldErrors,
) -> Result<Vec<CustomerId>, Failure> {
    let mut ids = Vec::new();
    for number in numbers {
        match service_customers::by_number(app, by, number).await {
            Ok(customer) => ids.push(customer.row.id),
            Err(Error::NotFound { .. }) => {
                wrong.add(flag, "customer-unknown", format!("there is no customer \"{}\"", text::line(number)));
            }
            Err(e) => return Err(e.into()),
        }
    }
    Ok(ids)
}
