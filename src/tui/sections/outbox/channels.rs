//! How e-mail and SMS stand, and stopping one of them for a while (R63).

use crate::domain::notice::Channel;
use crate::service::outbox::{self, Health, Summary};

use super::super::super::cells;
use super::super::super::dialogs::{Chooser, Fetch, Item, Pick, Question};
use super::super::super::msg::Job;
use super::super::super::screen::Cx;

/// What people call a channel.
pub fn called(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => t!("channel-email"),
        Channel::Sms => t!("channel-sms"),
    }
}

/// Both channels in so many cells, and whether something is wrong: "e-mail stopped, 14 wait · SMS fine".
pub fn told(summary: &Summary, room: usize) -> (String, bool) {
    let whole = Channel::ALL.iter().map(|c| standing(*c, summary.of(*c), true)).collect::<Vec<_>>().join(" · ");
    let text = if cells::width(&whole) <= room {
        whole
    } else {
        Channel::ALL.iter().map(|c| standing(*c, summary.of(*c), false)).collect::<Vec<_>>().join(" · ")
    };
    let wrong = Channel::ALL.iter().map(|c| summary.of(*c)).any(|h| h.paused || h.troubled);
    (text, wrong)
}

fn standing(channel: Channel, health: &Health, counted: bool) -> String {
    let word = match (health.paused, health.troubled) {
        (true, _) => t!("channel-stopped-word"),
        (false, true) => t!("channel-trouble-mark"),
        (false, false) if counted && health.queued > 0 => {
            return t!("channel-waits", channel = called(channel), queued = health.queued);
        }
        (false, false) => t!("channel-fine"),
    };
    let waits = if counted && health.queued > 0 { t!("channel-queued", queued = health.queued) } else { String::new() };
    format!("{} {word}{waits}", called(channel))
}

/// Which channel is to be stopped, or let go on; each with how it stands now.
pub fn choose() -> Fetch<Summary> {
    let job = Job::new("channels", |app, by| async move { outbox::summary(&app, &by).await });
    Fetch::new(t!("channels-title"), job, |summary: Summary, cx: &mut Cx<'_>| {
        let item = |channel: &Channel| {
            let health = summary.of(*channel);
            let verb = if health.paused { t!("channel-go-on-short") } else { t!("channel-stop-short") };
            Item { label: format!("{verb}: {}", called(*channel)), note: note(health), value: *channel }
        };
        let items = Channel::ALL.iter().map(item).collect();
        // The one that is stopped is the one that somebody wants to think of.
        let first = Channel::ALL.iter().copied().find(|c| summary.of(*c).paused).unwrap_or(Channel::Email);
        let foot = t!("channels-foot");
        let chooser = Chooser::new(t!("channels-stop-or"), foot, items, &first);
        cx.push(Pick::new(chooser, move |channel, cx| cx.push(switch(channel, summary.of(channel)))));
    })
}

/// How a channel stands, in words.
fn note(health: &Health) -> String {
    let mut parts = Vec::new();
    if let Some(by) = &health.paused_by {
        parts.push(t!("channel-stopped-by", by = by));
    }
    parts.push(t!("channel-numbers", queued = health.queued, failed = health.failed));
    parts.extend(health.trouble.iter().map(|said| t!("channel-server", said = said)));
    if health.trouble.is_none() && health.troubled {
        parts.push(t!("channel-trouble").to_owned());
    }
    parts.join(" · ")
}

/// The question: what happens with what waits.
fn switch(channel: Channel, health: &Health) -> Question<bool> {
    let (name, stopped) = (called(channel), health.paused);
    let (title, verb) = if stopped {
        (t!("channel-go-on-ask", name = name), t!("channel-go-on-verb"))
    } else {
        (t!("channel-stop-ask", name = name), t!("channel-stop-verb"))
    };
    Question::new(
        title,
        if stopped { goes_on(health) } else { stops(channel, health) },
        verb,
        move || {
            Job::new("switch channel", move |app, by| async move {
                if stopped { outbox::resume(&app, &by, channel).await } else { outbox::pause(&app, &by, channel).await }
            })
        },
        move |done, cx| match (done, stopped) {
            (true, false) => cx.done(t!("channel-stopped", name = name)),
            (true, true) => cx.done(t!("channel-goes", name = name)),
            (false, false) => cx.info(t!("channel-stopped-already", name = name)),
            (false, true) => cx.info(t!("channel-goes-already", name = name)),
        },
    )
}

fn stops(channel: Channel, health: &Health) -> String {
    let waits = match health.queued {
        0 => t!("channel-stop-none").to_owned(),
        n => t!("channel-stop-n", n = n),
    };
    let held = match channel {
        Channel::Email => {
            t!("channel-stop-email")
        }
        Channel::Sms => {
            t!("channel-stop-sms")
        }
    };
    format!("{waits} {held}")
}

fn goes_on(health: &Health) -> String {
    let by = health.paused_by.as_ref().map(|by| format!("{} ", t!("channel-was-stopped", by = by))).unwrap_or_default();
    match health.queued {
        0 => t!("channel-on-none", by = by),
        n => t!("channel-on-n", by = by, n = n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        let email = Health { queued: 14, paused: true, paused_by: Some("Anna Berg".into()), ..Health::default() };
        let trouble = Some("429 slow down".to_owned());
        let sms = Health { queued: 3, failed: 1, troubled: true, trouble, ..Health::default() };
        Summary { queued: 17, failed: 1, email, sms }
    }

    #[test]
    fn both_channels_stand_in_the_heading_and_give_way_to_little_room() {
        assert_eq!(told(&Summary::default(), 60), ("e-mail fine · SMS fine".to_owned(), false));
        assert_eq!(told(&summary(), 60).0, "e-mail stopped, 14 wait · SMS in trouble !, 3 wait");
        let (short, wrong) = told(&summary(), 40);
        assert_eq!(short, "e-mail stopped · SMS in trouble !");
        assert!(wrong && cells::width(&short) <= 36);
        let busy = Summary { email: Health { queued: 2, ..Health::default() }, ..Summary::default() };
        assert_eq!(told(&busy, 60), ("e-mail 2 wait · SMS fine".to_owned(), false));
    }

    #[test]
    fn what_waits_and_what_is_held_is_said_before() {
        let (stopped, sms) = (summary().email, summary().sms);
        assert!(goes_on(&stopped).starts_with("It was stopped by Anna Berg. 14 wait and leave"));
        assert!(stops(Channel::Sms, &sms).starts_with("3 wait now; they and what is written"));
        assert!(stops(Channel::Email, &Health::default()).contains("Invitations"));
        assert_eq!(note(&sms), "3 wait, 1 failed · server: 429 slow down");
        assert_eq!(note(&stopped), "stopped by Anna Berg · 14 wait, 0 failed");
    }
}
