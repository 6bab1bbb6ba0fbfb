//! Reading a mail server's report on a letter: a delivery status notification (RFC 3464), or what Exim and qmail write
//! without one.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use crate::text;

/// No report is larger, in octets: it returns a letter of ours at most, and those are small.
pub const LARGEST: usize = 4 * 1024 * 1024;
/// What a server says is kept up to so many characters.
const LONGEST: usize = 400;
/// So many Message-IDs are looked for at most.
const MOST: usize = 16;

/// What became of a letter, as a server says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// It arrived, was passed on, or was split up for several.
    Arrived,
    /// It is still being tried.
    Delayed,
    /// It will not arrive.
    Failed,
}

/// What a report says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// What became of the letter.
    pub fate: Fate,
    /// The server's words, one line: the status and its diagnosis.
    pub words: String,
    /// The Message-IDs of what it returns, in their brackets, the likeliest first.
    pub message_ids: Vec<String>,
}

/// Why a message is no report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAReport {
    /// Larger than any report.
    #[error("this is larger than {} MiB; no report of a mail server is", LARGEST / (1024 * 1024))]
    TooLarge,
    /// A message, but of another kind.
    #[error("this is no report of a mail server on a letter that came back (RFC 3464)")]
    Another,
    /// A report that returns nothing of the letter.
    #[error("the report returns nothing of the letter that it is about, so that letter cannot be found")]
    NothingReturned,
}

/// Reads a report.
///
/// # Errors
/// When it is none, or does not say on which letter.
pub fn read(octets: &[u8]) -> Result<Report, NotAReport> {
    if octets.len() > LARGEST {
        return Err(NotAReport::TooLarge);
    }
    let message = MessageParser::default().parse(octets).ok_or(NotAReport::Another)?;
    let (fate, words) = status(&message).or_else(|| old_manner(&message)).ok_or(NotAReport::Another)?;
    let message_ids = returned(&message);
    if message_ids.is_empty() {
        return Err(NotAReport::NothingReturned);
    }
    Ok(Report { fate, words: bounded(&words), message_ids })
}

/// What the part for machines says (RFC 3464): the worst of its recipients; a letter of ours has one.
fn status(message: &Message<'_>) -> Option<(Fate, String)> {
    let is_status = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind.subtype().is_some_and(|s| {
                    s.eq_ignore_ascii_case("delivery-status") || s.eq_ignore_ascii_case("global-delivery-status")
                })
        })
    };
    let part = message.parts.iter().find(is_status)?;
    let said = String::from_utf8_lossy(part.contents()).replace("\r\n", "\n");
    let groups = said.split("\n\n").filter_map(|group| {
        let fields = unfolded(group);
        let of = |name: &str| fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim());
        let fate = match of("Action")?.to_ascii_lowercase().as_str() {
            "failed" => Fate::Failed,
            "delayed" => Fate::Delayed,
            "delivered" | "relayed" | "expanded" => Fate::Arrived,
            _ => return None,
        };
        // "smtp; 550 5.1.1 …": the kind of the diagnosis is nobody's concern.
        let diagnosis = of("Diagnostic-Code").map(|d| d.split_once(';').map_or(d, |(_, said)| said).trim());
        let status = of("Status").map(|s| s.split_whitespace().next().unwrap_or_default());
        let words = match (status, diagnosis) {
            (Some(status), Some(said)) if !said.contains(status) => format!("{status} {said}"),
            (_, Some(said)) => said.to_owned(),
            (status, None) => status.unwrap_or("no reason given").to_owned(),
        };
        Some((fate, words))
    });
    groups.max_by_key(|(fate, _)| *fate)
}

/// What programs write that have no part for machines: qmail in its text, Exim with a header.
fn old_manner(message: &Message<'_>) -> Option<(Fate, String)> {
    let text = message.body_text(0)?;
    let text = text.replace("\r\n", "\n");
    let refusal = |after: &str| {
        let mut said = after.lines().map(str::trim).skip_while(|line| line.is_empty());
        let words: Vec<_> = said.by_ref().take_while(|line| !line.is_empty()).take(6).collect();
        words.join(" ")
    };
    if text.trim_start().starts_with("Hi. This is the") {
        // "<eva@huber.example>:" and then what the other server said.
        let after = text.split_once("\n<").map_or("", |(_, rest)| rest.split_once('\n').map_or("", |(_, rest)| rest));
        return Some((Fate::Failed, refusal(after)));
    }
    message.header_raw("X-Failed-Recipients")?;
    let said = text.lines().position(|line| line.starts_with("  ") && line.contains('@'));
    let after: Vec<_> = text.lines().skip(said.map_or(usize::MAX, |at| at + 1)).collect();
    Some((Fate::Failed, refusal(&after.join("\n"))))
}

/// The Message-IDs of what is returned: of an attached letter, of its headers, or of a copy in the text. The report's own, and
/// what it says that it answers, do not count: an answer to a letter is no letter that came back.
fn returned(message: &Message<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut note = |id: &str| {
        let id = format!("<{}>", id.trim().trim_start_matches('<').trim_end_matches('>'));
        if id.len() <= 300 && !id.contains(text::is_unsafe) && found.len() < MOST && !found.contains(&id) {
            found.push(id);
        }
    };
    for part in &message.parts {
        match &part.body {
            PartType::Message(letter) => letter.message_id().into_iter().for_each(&mut note),
            PartType::Text(_) | PartType::Binary(_) | PartType::InlineBinary(_) => {
                let said = String::from_utf8_lossy(part.contents()).replace("\r\n", "\n");
                for (name, value) in unfolded(&said) {
                    if name.eq_ignore_ascii_case("Message-ID") {
                        note(value.trim());
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// `Name: value` lines, with the lines that go on joined.
fn unfolded(said: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in said.lines() {
        match (line.starts_with([' ', '\t']), line.split_once(':')) {
            (true, _) => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            (false, Some((name, value))) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
            (false, None) => fields.push((String::new(), String::new())),
        }
    }
    fields
}

fn bounded(said: &str) -> String {
    let line = text::line(said);
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return "the mail server gave no reason".to_owned();
    }
    if words.chars().count() <= LONGEST { words } else { words.chars().take(LONGEST - 1).collect::<String>() + "…" }
}
