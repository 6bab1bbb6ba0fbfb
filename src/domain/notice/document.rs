//! `docs/notices.md`: the table for people, made from it.

use super::{Channel, Reach, Rule, Still, rules};

const HEAD: &str = "# Who is told of what\n\n\
Made from the table in `src/domain/notice/table.rs`; a test holds it to that. `keydesk notices explain KIND NUMBER` says for\n\
one thing who is told and why.\n\n\
- Customer users are told of what they see, when the letter is written and again when it is sent. Each topic can be\n\
  switched off in the account and told by e-mail or SMS; *new orders* are off until the person switches them on.\n\
- Staff are told of customers in their areas, as far as they chose: what is assigned to them, everything in their areas, or\n\
  nothing; by e-mail or SMS (`keydesk notices set`).\n\
- Whoever chose SMS and has no mobile number is written to by e-mail.\n\
- Letters about somebody's own access go to that person by e-mail. Nobody switches them off.\n\
- Who does something is not told of it.\n\n\
| event | customer users: topic | and | staff: topic | with the permission | unless they chose | by | when it is sent |\n\
|---|---|---|---|---|---|---|---|\n";

/// `docs/notices.md`.
pub fn documentation() -> String {
    rules().fold(HEAD.to_owned(), |mut text, rule| {
        text.push_str(&row(&rule));
        text
    })
}

fn row(rule: &Rule) -> String {
    let (topic, key) = match (rule.person, rule.customers) {
        (Some(_), _) => ("the person itself".to_owned(), String::new()),
        (None, Some(whom)) => (whom.topic.to_string(), whom.both_keys.map(|p| p.to_string()).unwrap_or_default()),
        (None, None) => ("never".to_owned(), String::new()),
    };
    let (staff, needs, reach) = rule.staff.map_or_else(
        || ("nobody".to_owned(), String::new(), String::new()),
        |whom| (whom.topic.to_string(), whom.needs.to_string(), reach(whom.by_default).to_owned()),
    );
    let sms = rule.channels.contains(&Channel::Sms);
    let ways = if sms { "e-mail or SMS" } else { "e-mail" };
    let still = rule.person.map_or("the reader may still see it and wants to be told", |whom| still(whom.still));
    let bundled = if rule.bundled { "; several within some minutes are one letter" } else { "" };
    format!("| {} | {topic} | {key} | {staff} | {needs} | {reach} | {ways} | {still}{bundled} |\n", rule.kind)
}

const fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Assigned => "what is assigned",
        Reach::Areas => "all in their areas",
        Reach::None => "nothing",
    }
}

const fn still(still: Still) -> &'static str {
    match still {
        Still::Always => "always",
        Still::Invited => "the invitation is still pending",
        Still::SecretWorks => "the link or password still works",
        Still::Active => "the access is still active",
        Still::Ending => "the access is active and still ends then",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_of_who_is_told_is_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/notices.md");
        let made = documentation();
        if std::env::var_os("KEYDESK_UPDATE_DOCS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == made, "docs/notices.md is out of date: KEYDESK_UPDATE_DOCS=1 cargo test --lib domain::notice");
    }
}
