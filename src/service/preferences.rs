//! What people want to be told of (R60, R61): customer users choose topics, staff how far.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::notice::{Reach, StaffTopic, Topic};
use crate::store::notices as store;

use super::activity::{About, record};
use super::customer_sign_in::{Client, Session};
use super::{Actor, App, Error, Who};

/// A topic and whether the person is told of it; only topics that mean something to this person at this customer.
pub async fn of_session(app: &App, session: &Session) -> Result<Vec<(Topic, bool)>, Error> {
    let mut conn = app.store.read().await?;
    let chosen: BTreeMap<_, _> =
        store::of_user(&mut conn, session.organization, session.user).await?.into_iter().collect();
    let told = |topic: &Topic| chosen.get(topic).copied().unwrap_or(topic.by_default());
    let may = |permission| session.viewer.may(permission, app.now()).allowed;
    let offered = Topic::ALL.iter().filter(|topic| may(topic.needs()) || topic.or_needs().is_some_and(may));
    Ok(offered.map(|topic| (*topic, told(topic))).collect())
}

/// Keeps of which topics the person is told; the others that were offered are switched off.
pub async fn set_of_session(
    app: &App,
    session: &Session,
    wanted: &BTreeSet<Topic>,
    client: &Client,
) -> Result<(), Error> {
    let before = of_session(app, session).await?;
    let mut tx = app.store.begin().await?;
    for (topic, was) in &before {
        let told = wanted.contains(topic);
        if told != *was {
            store::set_of_user(&mut tx, session.organization, session.user, *topic, told).await?;
        }
    }
    let names = |told: Vec<Topic>| told.iter().map(|t| t.as_str()).collect::<Vec<_>>().join(" ");
    let was: Vec<_> = before.iter().filter(|(_, told)| *told).map(|(topic, _)| *topic).collect();
    let is: Vec<_> = before.iter().map(|(topic, _)| *topic).filter(|topic| wanted.contains(topic)).collect();
    if was != is {
        let data = json!({ "before": names(was), "after": names(is) });
        record(app, &mut tx, &session.actor(client), Event::TopicsChosen, session.about(), data).await?;
    }
    Ok(tx.commit().await?)
}

/// How far the staff person who asks is told of each topic.
pub async fn mine(app: &App, by: &Actor) -> Result<Vec<(StaffTopic, Reach)>, Error> {
    let id = staff(by)?;
    let chosen: BTreeMap<_, _> =
        store::of_member(&mut app.store.read().await?, by.organization, id).await?.into_iter().collect();
    let reach = |topic: &StaffTopic| (*topic, chosen.get(topic).copied().unwrap_or(topic.by_default()));
    Ok(StaffTopic::ALL.iter().map(reach).collect())
}

/// Sets how far the staff person who asks is told of a topic. Everybody may for themselves.
pub async fn set_mine(app: &App, by: &Actor, topic: StaffTopic, reach: Reach) -> Result<(), Error> {
    let id = staff(by)?;
    let before = mine(app, by).await?.into_iter().find(|(t, _)| *t == topic).map_or(topic.by_default(), |(_, r)| r);
    if before == reach {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    store::set_of_member(&mut tx, by.organization, id, topic, reach).await?;
    let about = About { staff: Some(id), subject: by.name().to_owned(), ..About::default() };
    let data = json!({ "before": format!("{topic} {before}"), "after": format!("{topic} {reach}") });
    record(app, &mut tx, by, Event::TopicsChosen, about, data).await?;
    Ok(tx.commit().await?)
}

fn staff(by: &Actor) -> Result<crate::domain::StaffId, Error> {
    match by.who {
        Who::Staff { id, .. } => Ok(id),
        Who::CustomerUser { .. } | Who::System => {
            Err(Error::Denied { needs: "a staff account".into(), because: String::new() })
        }
    }
}
