//! Which letters of the outbox are meant, as people type it: `state:failed channel:sms kind:comment customer:1042 to:huber`.
//! Words without a field are looked for in address, name and what the server said.

use crate::text;

use super::activity_filter::tokens;
use super::field::FieldErrors;
use super::letter::LetterKind;
use super::notice::Channel;
use super::state::OutboxState;

/// The fields, in the order in which they are explained.
pub const FIELDS: [&str; 5] = ["state", "channel", "kind", "customer", "to"];

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
            if !FIELDS.contains(&field.as_str()) {
                let known = FIELDS.map(|f| format!("{f}:")).join(", ");
                let hint = text::nearest(&field, FIELDS).map_or(String::new(), |f| format!("did you mean {f}:? "));
                errors.add("filter", "filter-field", format!("\"{field}:\" is no field; {hint}The fields are {known}"));
                continue;
            }
            // Still being typed.
            if value.is_empty() {
                continue;
            }
            let name = value.to_lowercase().replace([' ', '-'], "_");
            match field.as_str() {
                "state" => filter.state = errors.take(named("state", &name, OutboxState::ALL, OutboxState::as_str)),
                "channel" => filter.channel = errors.take(named("channel", &name, Channel::ALL, Channel::as_str)),
                "kind" => filter.kind = errors.take(named("kind", &name, LetterKind::ALL, LetterKind::as_str)),
                "customer" => filter.customer = Some(value),
                _ => filter.to.push(value),
            }
        }
        errors.into_result().map(|()| filter)
    }
}

/// The value of that name, or the only one that begins so: `state:fail` is enough.
fn named<T: Copy>(
    field: &str,
    typed: &str,
    all: &'static [T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, FieldErrors> {
    if let Some(found) = all.iter().find(|one| name(**one) == typed) {
        return Ok(*found);
    }
    let begun: Vec<T> = all.iter().copied().filter(|one| name(*one).starts_with(typed)).collect();
    if let [only] = begun.as_slice() {
        return Ok(*only);
    }
    let hint = match text::nearest(typed, all.iter().map(|one| name(*one))) {
        Some(near) if begun.is_empty() => format!("did you mean {near}?"),
        _ => {
            let choice: Vec<_> = if begun.is_empty() { all.iter().copied().take(6).collect() } else { begun };
            format!("there are {}", choice.into_iter().map(name).collect::<Vec<_>>().join(", "))
        }
    };
    Err(FieldErrors::one("filter", "filter-value", format!("{field}: nothing is called \"{typed}\"; {hint}")))
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
