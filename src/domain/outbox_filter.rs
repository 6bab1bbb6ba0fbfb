//! Which letters of the outbox are meant, as people type it: `state:failed channel:sms kind:comment customer:1042 to:huber`.
//! Words without a field are looked for in address, name and what the server said.

use super::field::FieldErrors;
use super::letter::LetterKind;
use super::listing::List;
use super::notice::Channel;
use super::query::{fields, named, tokens, unknown};
use super::state::OutboxState;

/// Which letters are meant. What is empty does not matter; what is given must all be so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutboxFilter {
    /// In this state.
    pub state: Option<OutboxState>,
    /// Going this way.
    pub channel: Option<Channel>,
    /// Of this kind.
    pub kind: Option<LetterKind>,
    /// About the customer with this number.
    pub customer: Option<String>,
    /// To an address, number or name that holds each of these.
    pub to: Vec<String>,
    /// Each in the address, the name or what the server said.
    pub words: Vec<String>,
}

impl OutboxFilter {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The field `filter`, with everything that is wrong and what there is instead.
    pub fn parse(typed: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut filter = Self::default();
        for token in tokens(typed, &mut errors) {
            let value = token.value.trim().to_owned();
            let Some(field) = token.field else {
                filter.words.push(value);
                continue;
            };
            if fields(List::Outbox).iter().all(|f| f.name != field) {
                unknown(List::Outbox, &field, &value, &mut errors);
                continue;
            }
            // Still being typed.
            if value.is_empty() {
                continue;
            }
            match field.as_str() {
                "state" => filter.state = errors.take(named("state", &value, OutboxState::ALL, OutboxState::as_str)),
                "channel" => filter.channel = errors.take(named("channel", &value, Channel::ALL, Channel::as_str)),
                "kind" => filter.kind = errors.take(named("kind", &value, LetterKind::ALL, LetterKind::as_str)),
                "customer" => filter.customer = Some(value),
                _ => filter.to.push(value),
            }
        }
        errors.into_result().map(|()| filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_words_are_read_and_mistakes_are_explained() {
        let filter =
            OutboxFilter::parse("state:fail channel:sms kind:comment customer:1042 to:huber \"user unknown\"").unwrap();
        assert_eq!(filter.state, Some(OutboxState::Failed));
        assert_eq!((filter.channel, filter.kind), (Some(Channel::Sms), Some(LetterKind::Comment)));
        assert_eq!(filter.customer.as_deref(), Some("1042"));
        assert_eq!((filter.to, filter.words), (vec!["huber".to_owned()], vec!["user unknown".to_owned()]));
        assert_eq!(OutboxFilter::parse(" state: ").unwrap(), OutboxFilter::default());
        for (typed, says) in [
            ("stat:failed", "did you mean state:?"),
            ("state:fialed", "did you mean failed?"),
            ("kind:order", "order_created"),
            ("channel:fax", "email"),
        ] {
            let said = OutboxFilter::parse(typed).unwrap_err().to_string();
            assert!(said.contains(says), "{typed}: {said}");
        }
    }
}
