//! The channels by which people are told (R63, R65): how they stand, stopping one for a while, trying the settings out.

use serde::Serialize;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::notice::Channel;
use crate::domain::phone;
use crate::domain::staff::StaffPermission;
use crate::store::organizations::{self, Organization};
use crate::store::outbox_queue as queue;

use super::activity::{About, record};
use super::{Actor, App, Error};

/// How the outbox stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Summary {
    /// Waiting, on all channels; each channel is counted to 1,000 at most.
    pub queued: i64,
    /// Refused for good, or too often.
    pub failed: i64,
    /// E-mail.
    pub email: Health,
    /// SMS.
    pub sms: Health,
}

/// How a channel stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Health {
    /// Waiting, counted to 1,000 at most.
    pub queued: i64,
    /// Refused for good, or too often, counted to 1,000 at most.
    pub failed: i64,
    /// Whether staff stopped it.
    pub paused: bool,
    /// By whom, when they did.
    pub paused_by: Option<String>,
    /// Whether letters wait that were tried and not taken.
    pub troubled: bool,
    /// What was said to such a letter last; for whoever may see the outbox everywhere, as it may name an address.
    pub trouble: Option<String>,
}

impl Summary {
    /// How a channel stands.
    pub const fn of(&self, channel: Channel) -> &Health {
        match channel {
            Channel::Email => &self.email,
            Channel::Sms => &self.sms,
        }
    }
}

/// How the outbox stands, for the status line: little more than numbers, so every staff person may know. What servers said
/// is for whoever may see the letters themselves.
pub async fn summary(app: &App, by: &Actor) -> Result<Summary, Error> {
    by.of_house()?;
    let reads = by.may(StaffPermission::ViewOutbox).is_ok_and(|granted| granted.in_area(None).is_ok());
    let mut conn = app.store.read().await?;
    let mut summary = Summary::default();
    for channel in Channel::ALL {
        let (queued, failed) = queue::counts(&mut conn, by.organization, *channel).await?;
        let paused = queue::paused(&mut conn, by.organization, *channel).await?.map(|(_, by)| by);
        let trouble = match queued {
            0 => None,
            _ => queue::trouble(&mut conn, by.organization, *channel).await?,
        };
        summary.queued += queued;
        summary.failed += failed;
        let health = Health {
            queued,
            failed,
            paused: paused.is_some(),
            paused_by: paused,
            troubled: trouble.is_some(),
            trouble: trouble.filter(|_| reads),
        };
        match channel {
            Channel::Email => summary.email = health,
            Channel::Sms => summary.sms = health,
        }
    }
    Ok(summary)
}

/// Stops a channel for the organization: letters are still written and wait; none leaves until it is let go on. A letter that
/// is being handed over at this moment is not called back. `false` when it was stopped already.
pub async fn pause(app: &App, by: &Actor, channel: Channel) -> Result<bool, Error> {
    switch(app, by, channel, true).await
}

/// Lets a channel of the organization go on. `false` when it was not stopped.
pub async fn resume(app: &App, by: &Actor, channel: Channel) -> Result<bool, Error> {
    switch(app, by, channel, false).await
}

async fn switch(app: &App, by: &Actor, channel: Channel, stop: bool) -> Result<bool, Error> {
    by.may(StaffPermission::ManageOutbox)?.in_area(None)?;
    let mut tx = app.store.begin().await?;
    let (done, event) = if stop {
        let done = queue::pause(&mut tx, by.organization, channel, app.now(), by.name()).await?;
        (done, Event::ChannelPaused)
    } else {
        (queue::resume(&mut tx, by.organization, channel).await?, Event::ChannelResumed)
    };
    if done {
        let data = json!({ "channel": channel, "before": !stop, "after": stop });
        record(app, &mut tx, by, event, about(channel.as_str()), data).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// A message that staff send at once to see whether the settings work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    /// In whose name.
    pub organization: Organization,
    /// To which address, or number (E.164).
    pub to: String,
    /// Who sends it.
    pub by: String,
}

/// Lets staff send a message to `to` at once, past the outbox, to see whether the settings of a channel work. It is written
/// down before it is sent; whoever manages the outbox or the settings may.
pub async fn try_out(app: &App, by: &Actor, channel: Channel, to: &str) -> Result<Trial, Error> {
    let wanted = if by.holds(StaffPermission::ManageSettings) {
        StaffPermission::ManageSettings
    } else {
        StaffPermission::ManageOutbox
    };
    by.may(wanted)?.in_area(None)?;
    let to = match channel {
        Channel::Email => Email::parse("to", to)?.as_str().to_owned(),
        Channel::Sms => phone::normalised("to", to, "")?,
    };
    if to.is_empty() {
        return Err(FieldErrors::one("to", "missing", "says where the test goes").into());
    }
    let mut tx = app.store.begin().await?;
    let organization = organizations::get(&mut tx, by.organization).await?;
    let organization = organization.ok_or_else(|| Error::not_found("such organization"))?;
    record(app, &mut tx, by, Event::ChannelTried, about(&to), json!({ "channel": channel })).await?;
    tx.commit().await?;
    Ok(Trial { organization, to, by: by.name().to_owned() })
}

fn about(subject: &str) -> About {
    About { customer: None, user: None, staff: None, subject: subject.to_owned() }
}
