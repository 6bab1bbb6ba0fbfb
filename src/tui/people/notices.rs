//! Of what one is told oneself, and which way (R61); and who is told of something, and why (R62).

use crate::domain::OutboxId;
use crate::domain::letter::LetterKind;
use crate::domain::notice::{Channel, Reach};
use crate::service::notices::{self, Explained};
use crate::service::preferences::{self, Mine, Reached};

use super::super::dialogs::{Fetch, Form, Reader, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::super::words;

/// How far and which way, as the boxes offer it.
const OFFERED: [(Reach, Channel); 5] = [
    (Reach::Assigned, Channel::Email),
    (Reach::Assigned, Channel::Sms),
    (Reach::Areas, Channel::Email),
    (Reach::Areas, Channel::Sms),
    (Reach::None, Channel::Email),
];

/// What the boxes are called, in the same order.
fn offered() -> Vec<String> {
    let words = [
        t!("notices-assigned-email"),
        t!("notices-assigned-sms"),
        t!("notices-areas-email"),
        t!("notices-areas-sms"),
        t!("notices-none"),
    ];
    words.map(str::to_owned).to_vec()
}

/// The events about an order that people ask about.
const EVENTS: [LetterKind; 9] = [
    LetterKind::Comment,
    LetterKind::InternalComment,
    LetterKind::OrderCreated,
    LetterKind::OrderAssigned,
    LetterKind::OrderPlanned,
    LetterKind::OrderMoved,
    LetterKind::VisitCancelled,
    LetterKind::OrderClosed,
    LetterKind::FaultReceived,
];

type Own = (Vec<Mine>, Reached);

/// What one is told of: a box for each topic, and the mobile number.
pub fn mine() -> Fetch<Own> {
    let job = Job::new("my notices", |app, by| async move {
        Ok((preferences::mine(&app, &by).await?, preferences::reached(&app, &by).await?))
    });
    Fetch::new(t!("notices-title"), job, |own: Own, cx: &mut Cx<'_>| cx.push(form(&own)))
}

fn form((topics, reached): &Own) -> Form<()> {
    let asked = topics.clone();
    let job = move |values: &Values| {
        let wanted: Vec<Mine> = asked.iter().map(|mine| chosen(*mine, values.choice(mine.topic.as_str()))).collect();
        let mobile = values.text("mobile");
        Job::new(
            "save notices",
            move |app, by| async move { preferences::set_all_mine(&app, &by, &wanted, &mobile).await },
        )
    };
    let mut form = Form::new(t!("notices-title"), t!("save"), job, |(), cx: &mut Cx<'_>| cx.done(t!("notices-saved")))
        .say(t!("notices-say", email = crate::text::line(&reached.email)))
        .text("mobile", t!("profile-mobile"), &reached.mobile, t!("mobile-example"));
    for mine in topics {
        let at = OFFERED.iter().position(|(reach, channel)| (*reach, *channel) == (mine.reach, mine.channel));
        let none = OFFERED.len() - 1;
        let at = if mine.reach == Reach::None { none } else { at.unwrap_or_default() };
        form = form.choice(mine.topic.as_str(), &label(*mine), offered(), at);
    }
    form
}

fn chosen(before: Mine, at: usize) -> Mine {
    match OFFERED.get(at) {
        // The way is kept for when the person wants to be told again.
        Some((Reach::None, _)) => Mine { reach: Reach::None, ..before },
        Some((reach, channel)) => Mine { reach: *reach, channel: *channel, ..before },
        None => before,
    }
}

fn label(mine: Mine) -> String {
    let word = words::word(mine.topic.as_str());
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Asks for an event about an order; then shows who is told of it, and why.
pub fn who_is_told(number: &str) -> Form<Vec<Explained>> {
    let asked = number.to_owned();
    let job = move |values: &Values| {
        let kind = EVENTS.get(values.choice("event")).copied().unwrap_or(LetterKind::Comment);
        let number = asked.clone();
        Job::new("who is told", move |app, by| async move { notices::explain(&app, &by, kind, &number, None).await })
    };
    let events = EVENTS.iter().map(|kind| words::word(kind.as_str())).collect();
    Form::new(t!("told-ask", number = number), t!("show"), job, |found: Vec<Explained>, cx: &mut Cx<'_>| {
        cx.push(Reader::new(t!("told-title"), told(&found)));
    })
    .say(t!("told-say"))
    .choice("event", t!("told-of"), events, 0)
    .quiet()
}

/// Shows who would be told now of what a letter of the outbox tells, and why.
pub fn who_is_told_of(letter: OutboxId) -> Fetch<Vec<Explained>> {
    let job = Job::new("who is told", move |app, by| async move { notices::explain_letter(&app, &by, letter).await });
    Fetch::new(t!("told-title"), job, |found: Vec<Explained>, cx: &mut Cx<'_>| {
        cx.push(Reader::new(t!("told-title"), told(&found)));
    })
}

fn told(found: &[Explained]) -> String {
    if found.is_empty() {
        return t!("told-owner").to_owned();
    }
    let heard = found.iter().filter(|explained| explained.told).count();
    let summary = match heard {
        0 => t!("told-nobody").to_owned(),
        1 => t!("told-one").to_owned(),
        n => t!("told-many", n = n),
    };
    let each: Vec<String> = found.iter().map(Explained::written).collect();
    format!("{summary}\n\n{}", each.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;
    use crate::domain::notice::{StaffTopic, Step};
    use crate::service::notices::{Reader as Whom, Reason};

    fn own() -> Own {
        let topic = |topic: &StaffTopic| Mine { topic: *topic, reach: Reach::Assigned, channel: Channel::Email };
        let reached = Reached {
            email: "anna@nordlift.example".into(),
            mobile: String::new(),
            language: None,
            time_zone: String::new(),
        };
        (StaffTopic::ALL.iter().map(topic).collect(), reached)
    }

    #[test]
    fn each_topic_has_a_box_and_the_number_a_field() {
        let mut bench = Bench::with_dialog(mine());
        bench.screen(80, 24);
        bench.answer("my notices", own());
        let screen = bench.screen(80, 30);
        for text in ["Mobile number", "Orders", "Video sessions", "Independence", "anna@nordlift.example"] {
            assert!(screen.contains(text), "{text}\n{screen}");
        }
    }

    #[test]
    fn who_chose_nothing_keeps_the_way() {
        let by_sms = Mine { topic: StaffTopic::Faults, reach: Reach::Areas, channel: Channel::Sms };
        assert_eq!(chosen(by_sms, 4), Mine { reach: Reach::None, ..by_sms });
        assert_eq!(chosen(by_sms, 0), Mine { reach: Reach::Assigned, channel: Channel::Email, ..by_sms });
    }

    #[test]
    fn everybody_who_might_be_told_is_shown_with_the_reasons() {
        let reason = Reason {
            step: Some(Step::Wanted),
            holds: false,
            sentence: "Eva Huber does not want to be told of comments.".into(),
            mend: Some("the person, in the account in the portal".into()),
        };
        let eva = Explained {
            reader: Whom::Customer(uuid::Uuid::from_u128(1).into()),
            name: "Eva Huber".into(),
            email: "eva@huber.example".into(),
            told: false,
            channel: Channel::Email,
            title: "Eva Huber is not told.".into(),
            reasons: vec![reason],
        };
        let mut bench = Bench::with_dialog(who_is_told("A-7"));
        bench.press("tab enter");
        bench.answer("who is told", vec![eva]);
        let screen = bench.screen(80, 24);
        for text in
            ["Nobody is told.", "✗ Eva Huber is not told.", "✗ Eva Huber does not want", "changed by: the person"]
        {
            assert!(screen.contains(text), "{text}\n{screen}");
        }
    }
}
