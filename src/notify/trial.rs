//! One message at once, past the outbox, to see whether the settings of a channel work. Who may, and that it is written down,
//! is decided by [`outbox::try_out`](crate::service::outbox::try_out).

use super::letters::{Rendered, sms as words};
use super::message::{Heading, Message};
use super::sms::Sms;
use super::transport::{Outcome, Transport};
use crate::domain::OutboxId;
use crate::domain::notice::Channel;
use crate::locale;
use crate::service::App;
use crate::service::outbox::Trial;
use crate::text;

/// Sends a test by `channel`; what the other side said.
///
/// # Errors
/// What the other side said, or what happened to the connection, when it did not take the message.
pub async fn send(app: &App, transport: &Transport, channel: Channel, trial: &Trial) -> Result<String, String> {
    let id: OutboxId = app.id();
    let name = format!("{}-{id}", app.now().format("%Y%m%dT%H%M%S%6fZ"));
    let sender = &trial.organization;
    let outcome = match channel {
        Channel::Sms => {
            let said = words::trial(&sender.name, sender.language);
            let sms = Sms { to: &trial.to, text: &said, id: &id.to_string(), name: &name, at: app.now() };
            transport.sms().send(&sms).await
        }
        Channel::Email => {
            let heading = Heading {
                from: transport.from(),
                organization: &sender.name,
                reply_to: sender.reply_to.as_deref(),
                to: &trial.to,
                to_name: "",
                language: sender.language,
                message_id: &app.message_id(id),
                date: app.now(),
                thread: None,
                unsubscribe: None,
                logo: None,
            };
            let message = Message::new(&letter(trial), &heading, transport.octets()).map_err(|e| e.to_string())?;
            transport.send(&name, message).await
        }
    };
    match outcome {
        Outcome::Sent { words } => Ok(words),
        Outcome::Transient { words, .. } | Outcome::Permanent { words } => Err(words),
    }
}

fn letter(trial: &Trial) -> Rendered {
    let language = trial.organization.language;
    let (organization, by) = (text::line(&trial.organization.name), text::line(&trial.by));
    let subject = locale::text_with(language, "mail-trial-subject", &[("organization", organization.as_str().into())]);
    let values = [("organization", organization.as_str().into()), ("by", by.as_str().into())];
    let body = locale::text_with(language, "mail-trial-body", &values);
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body><p>{}</p></body></html>\n",
        language.as_str(),
        escaped(&subject),
        escaped(&body)
    );
    Rendered { subject, text: format!("{body}\n"), html, link: String::new() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
