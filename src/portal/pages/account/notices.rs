//! Of what the person is told (R60).

use std::collections::BTreeMap;

use axum::extract::{Request, State};

use crate::domain::notice::{Channel, Topic};
use crate::locale;
use crate::service::Error;
use crate::service::preferences::{self, Chosen};
use crate::text;

use super::super::super::cookies::Notice;
use super::super::super::failure::Refusal;
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::{Admitted, Visit};
use super::{Typed, answer_with, done, page};

/// What was ticked, and which way was chosen, topic by topic; no way: the page offered none, or what came is none.
pub(super) type Wanted = BTreeMap<Topic, (bool, Option<Channel>)>;

/// The prefix of the field that says which way.
const WAY: &str = "way-";

/// What one is told of.
pub(super) struct Topics {
    pub each: Vec<Told>,
    /// Whether there is a choice of ways: SMS are sent here.
    pub sms: bool,
    /// Where SMS go; none without a mobile number.
    pub mobile: Option<String>,
}

/// A topic that means something to this person.
pub(super) struct Told {
    pub topic: &'static str,
    pub text: String,
    /// What it means, where that is to be said.
    pub means: String,
    pub chosen: bool,
    /// The name of the field that says which way.
    pub way: String,
    pub by_sms: bool,
}

/// What one is told of, with what was typed over it.
pub(super) async fn told(portal: &Portal, visit: &Visit, typed: Option<&Wanted>) -> Result<Topics, Refusal> {
    let look = &visit.look;
    let (topics, mobile) = preferences::of_session(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    let shown = |chosen: Chosen| {
        let topic = chosen.topic;
        let (told, channel) = typed.and_then(|typed| typed.get(&topic).copied()).unwrap_or((chosen.told, None));
        let means = format!("topic-means-{topic}");
        let means = if locale::has(look.language, &means) { look.t(&means) } else { String::new() };
        Told {
            topic: topic.as_str(),
            text: look.t(&format!("topic-{topic}")),
            means,
            chosen: told,
            way: format!("{WAY}{topic}"),
            by_sms: channel.unwrap_or(chosen.channel) == Channel::Sms,
        }
    };
    let mobile = Some(text::line(&mobile)).filter(|number| !number.is_empty());
    Ok(Topics { sms: portal.app.policy.sms, each: topics.into_iter().map(shown).collect(), mobile })
}

/// `POST /account/notices`
pub(in super::super::super) async fn choose(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let mut page = page(&visit);
    let (mut wanted, mut wrong) = (Wanted::new(), false);
    for topic in Topic::ALL {
        let way = format!("{WAY}{topic}");
        let channel = match fields.get(&way) {
            // Where no SMS are sent the page offers no ways.
            _ if !portal.app.policy.sms => None,
            "" => None,
            typed => {
                let channel = typed.parse::<Channel>().ok();
                if channel.is_none() {
                    page.wrong_with(&way, page.look.t("problem-notice-way"));
                    wrong = true;
                }
                channel
            }
        };
        // What is ticked has a value; everything else that was offered is off.
        wanted.insert(*topic, (!fields.get(topic.as_str()).is_empty(), channel));
    }
    if !wrong {
        match preferences::set_of_session(&portal.app, &visit.session, &wanted, &visit.client).await {
            Ok(()) => return Ok(done(&portal, Notice::Topics)),
            Err(Error::Invalid(errors)) => {
                for error in &errors.0 {
                    let said = page.look.t(&format!("problem-{}", error.code));
                    page.wrong_with(&format!("{WAY}{}", error.field), said);
                }
            }
            Err(e) => return Err(visit.failed(e)),
        }
    }
    answer_with(&portal, &visit, page, Typed { wanted: Some(wanted), ..Typed::default() }).await
}
