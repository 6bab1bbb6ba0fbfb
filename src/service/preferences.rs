//! What people want to be told of, and which way (R60, R61): customer users choose topics, staff how far; both e-mail or SMS.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use crate::domain::StaffId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::notice::{Channel, Reach, StaffTopic, Topic};
use crate::domain::phone;
use crate::domain::state::Language;
use crate::store::{Conn, Tx, notices as store, profiles, staff as accounts};

use super::activity::{About, record};
use super::customer_sign_in::{Client, Session};
use super::{Actor, App, Error};

/// What a customer user chose about a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Chosen {
    /// The topic.
    pub topic: Topic,
    /// Whether the person is told of it.
    pub told: bool,
    /// Which way. SMS without a mobile number goes by e-mail.
    pub channel: Channel,
}

/// What a staff person chose about a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Mine {
    /// The topic.
    pub topic: StaffTopic,
    /// How far the person is told of it.
    pub reach: Reach,
    /// Which way. SMS without a mobile number goes by e-mail.
    pub channel: Channel,
}

/// Where and how a staff person is written to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reached {
    /// The address.
    pub email: String,
    /// The mobile number, E.164; empty: none.
    pub mobile: String,
    /// In this language; none: the organization's.
    pub language: Option<Language>,
    /// In this IANA time zone; empty: the organization's.
    pub time_zone: String,
}

/// What the person is told of, and the mobile number (empty: none); only topics that mean something to this person at this
/// customer.
pub async fn of_session(app: &App, session: &Session) -> Result<(Vec<Chosen>, String), Error> {
    let mut conn = app.store.read().await?;
    let mobile = profiles::get(&mut conn, session.organization, session.sign_in).await?.map(|profile| profile.mobile);
    Ok((offered(app, &mut conn, session).await?, mobile.unwrap_or_default()))
}

async fn offered(app: &App, conn: &mut Conn, session: &Session) -> Result<Vec<Chosen>, Error> {
    let chosen = store::of_user(conn, session.organization, session.user).await?;
    let chosen: BTreeMap<_, _> = chosen.into_iter().map(|(topic, told, channel)| (topic, (told, channel))).collect();
    let may = |permission| session.viewer.may(permission, app.now()).allowed;
    let offered = Topic::ALL.iter().filter(|topic| may(topic.needs()) || topic.or_needs().is_some_and(may));
    let one = |topic: &Topic| {
        let (told, channel) = chosen.get(topic).copied().unwrap_or((topic.by_default(), Channel::Email));
        Chosen { topic: *topic, told, channel }
    };
    Ok(offered.map(one).collect())
}

/// Keeps what the person is told of, and which way. Of what was offered and is not named, nothing is told; a way
/// that is not named stays.
///
/// # Errors
/// The topic as the field when SMS are chosen anew and there is no mobile number (R60); nothing is kept then.
pub async fn set_of_session(
    app: &App,
    session: &Session,
    wanted: &BTreeMap<Topic, (bool, Option<Channel>)>,
    client: &Client,
) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let before = offered(app, &mut tx, session).await?;
    let mut after = before.clone();
    for is in &mut after {
        let (told, channel) = wanted.get(&is.topic).copied().unwrap_or_default();
        (is.told, is.channel) = (told, channel.unwrap_or(is.channel));
    }
    let changed: Vec<_> = before.iter().zip(&after).filter(|(was, is)| was != is).map(|(_, is)| *is).collect();
    reachable(app, &mut tx, session, &changed).await?;
    for is in &changed {
        let to = (is.told, is.channel);
        store::set_of_user(&mut tx, session.organization, session.user, is.topic, to).await?;
    }
    if before != after {
        let data = json!({ "before": names(&before), "after": names(&after) });
        record(app, &mut tx, &session.actor(client), Event::TopicsChosen, session.about(), data).await?;
    }
    Ok(tx.commit().await?)
}

/// Refuses SMS for whoever has no number. What was chosen while there was one may stay: it goes by e-mail then.
async fn reachable(app: &App, conn: &mut Conn, session: &Session, chosen: &[Chosen]) -> Result<(), Error> {
    let by_sms = |chosen: &&Chosen| chosen.told && chosen.channel == Channel::Sms && app.policy.sms;
    let mut errors = FieldErrors::new();
    if chosen.iter().any(|chosen| by_sms(&chosen)) {
        let profile = profiles::get(conn, session.organization, session.sign_in).await?;
        if profile.is_none_or(|profile| profile.mobile.is_empty()) {
            for chosen in chosen.iter().filter(by_sms) {
                let message = "is told by SMS, and there is no mobile number";
                errors.add(chosen.topic.as_str(), "notice-way-number", message);
            }
        }
    }
    Ok(errors.into_result()?)
}

/// "orders comments(sms)": what is told, and which way where it is not by e-mail.
fn names(of: &[Chosen]) -> String {
    let told = of.iter().filter(|chosen| chosen.told);
    told.map(|chosen| format!("{}{}", chosen.topic, by(chosen.channel))).collect::<Vec<_>>().join(" ")
}

const fn by(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "",
        Channel::Sms => "(sms)",
    }
}

/// How far and which way the staff person who asks is told of each topic.
pub async fn mine(app: &App, by: &Actor) -> Result<Vec<Mine>, Error> {
    let id = by.as_staff()?;
    mine_in(&mut app.store.read().await?, by, id).await
}

async fn mine_in(conn: &mut Conn, by: &Actor, id: StaffId) -> Result<Vec<Mine>, Error> {
    let chosen = store::of_member(conn, by.organization, id).await?;
    let chosen: BTreeMap<_, _> = chosen.into_iter().map(|(topic, reach, channel)| (topic, (reach, channel))).collect();
    let one = |topic: &StaffTopic| {
        let (reach, channel) = chosen.get(topic).copied().unwrap_or((topic.by_default(), Channel::Email));
        Mine { topic: *topic, reach, channel }
    };
    Ok(StaffTopic::ALL.iter().map(one).collect())
}

/// Sets how far and which way (none: as it is) the staff person who asks is told of a topic. Everybody may for themselves.
pub async fn set_mine(
    app: &App,
    by: &Actor,
    topic: StaffTopic,
    reach: Reach,
    channel: Option<Channel>,
) -> Result<(), Error> {
    let id = by.as_staff()?;
    let mut tx = app.store.begin().await?;
    choose(app, &mut tx, by, id, (topic, reach, channel)).await?;
    Ok(tx.commit().await?)
}

/// Sets several at once, and the mobile number: all or nothing.
///
/// # Errors
/// The field `mobile` when it is no number.
pub async fn set_all_mine(app: &App, by: &Actor, wanted: &[Mine], mobile: &str) -> Result<(), Error> {
    let id = by.as_staff()?;
    let mut tx = app.store.begin().await?;
    number(app, &mut tx, by, id, mobile).await?;
    for Mine { topic, reach, channel } in wanted {
        choose(app, &mut tx, by, id, (*topic, *reach, Some(*channel))).await?;
    }
    Ok(tx.commit().await?)
}

async fn choose(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: StaffId,
    (topic, reach, channel): (StaffTopic, Reach, Option<Channel>),
) -> Result<(), Error> {
    let before = mine_in(tx, by, id).await?.into_iter().find(|mine| mine.topic == topic);
    let before = before.unwrap_or(Mine { topic, reach: topic.by_default(), channel: Channel::Email });
    let after = Mine { topic, reach, channel: channel.unwrap_or(before.channel) };
    if before == after {
        return Ok(());
    }
    store::set_of_member(tx, by.organization, id, topic, (after.reach, after.channel)).await?;
    let said = |mine: Mine| format!("{} {}{}", mine.topic, mine.reach, self::by(mine.channel));
    let data = json!({ "before": said(before), "after": said(after) });
    Ok(record(app, tx, by, Event::TopicsChosen, own(by, id), data).await?)
}

/// Where and how the staff person who asks is written to.
pub async fn reached(app: &App, by: &Actor) -> Result<Reached, Error> {
    let id = by.as_staff()?;
    let row = accounts::get(&mut app.store.read().await?, by.organization, id).await?;
    let row = row.ok_or_else(|| Error::not_found("such staff account"))?;
    Ok(Reached { language: row.language(), email: row.email, mobile: row.mobile, time_zone: row.time_zone })
}

/// Sets the own mobile number, as people type it with its country's code; empty for none.
///
/// # Errors
/// The field `mobile` when it is no number.
pub async fn set_mobile(app: &App, by: &Actor, mobile: &str) -> Result<Reached, Error> {
    let id = by.as_staff()?;
    let mut tx = app.store.begin().await?;
    number(app, &mut tx, by, id, mobile).await?;
    tx.commit().await?;
    reached(app, by).await
}

/// Sets the own language, of letters and of the terminal; none: the organization's in letters, the machine's in the terminal.
pub async fn set_language(app: &App, by: &Actor, language: Option<Language>) -> Result<(), Error> {
    let id = by.as_staff()?;
    let mut tx = app.store.begin().await?;
    let before =
        accounts::get(&mut tx, by.organization, id).await?.ok_or_else(|| Error::not_found("such staff account"))?;
    if before.language() != language {
        store::set_language(&mut tx, by.organization, id, language).await?;
        let data = json!({ "before": before.own_language, "after": language.map_or("", Language::as_str) });
        record(app, &mut tx, by, Event::StaffReachedChanged, own(by, id), data).await?;
    }
    Ok(tx.commit().await?)
}

async fn number(app: &App, tx: &mut Tx, by: &Actor, id: StaffId, typed: &str) -> Result<(), Error> {
    let mobile = phone::normalised("mobile", typed, "")?;
    let before = accounts::get(tx, by.organization, id).await?.ok_or_else(|| Error::not_found("such staff account"))?;
    if before.mobile != mobile {
        store::set_mobile(tx, by.organization, id, &mobile).await?;
        let data = json!({ "before": before.mobile, "after": mobile });
        record(app, tx, by, Event::StaffReachedChanged, own(by, id), data).await?;
    }
    Ok(())
}

fn own(by: &Actor, id: StaffId) -> About {
    About { staff: Some(id), subject: by.name().to_owned(), ..About::default() }
}
