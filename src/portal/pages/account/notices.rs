//! Of what the person is told (R60).

use axum::extract::{Request, State};

use crate::domain::notice::Topic;
use crate::locale;
use crate::service::preferences;

use super::super::super::cookies::Notice;
use super::super::super::failure::Refusal;
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::{Admitted, Visit};
use super::done;

/// A topic that means something to this person.
pub(super) struct Told {
    pub topic: &'static str,
    pub text: String,
    /// What it means, where that is to be said.
    pub means: String,
    pub chosen: bool,
}

pub(super) async fn told(portal: &Portal, visit: &Visit) -> Result<Vec<Told>, Refusal> {
    let look = &visit.look;
    let topics = preferences::of_session(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    let shown = |(topic, told): (Topic, bool)| {
        let means = format!("topic-means-{topic}");
        let means = if locale::has(look.language, &means) { look.t(&means) } else { String::new() };
        Told { topic: topic.as_str(), text: look.t(&format!("topic-{topic}")), means, chosen: told }
    };
    Ok(topics.into_iter().map(shown).collect())
}

/// `POST /account/notices`
pub(in super::super::super) async fn choose(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    // What is ticked has a value; everything else that was offered is off.
    let wanted = Topic::ALL.iter().copied().filter(|topic| !fields.get(topic.as_str()).is_empty()).collect();
    preferences::set_of_session(&portal.app, &visit.session, &wanted, &visit.client)
        .await
        .map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::Topics))
}
