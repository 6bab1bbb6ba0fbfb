//! What letters look like (R64): from a [`Letter`] of the outbox to subject, plain text and HTML.
//!
//! There is one way: the words come from the catalogue `letters.ftl` in the reader's language, the order of the parts
//! from the skeletons in `assets/letters/<kind>/` (askama: `subject.txt`, `body.txt`, `body.html`, with what they share
//! beside them). A part `why` of an invitation is the text `letter-invitation-why`, or `letter-why` when all kinds say
//! the same. A new kind needs a variant of [`Letter`], a folder, its texts, and a line in `skeletons!`.
//!
//! An organization may put [`wording`] of its own in the place of a part of a kind. What goes by SMS is worded in [`sms`].
//!
//! Nothing that goes into a letter is trusted: every value becomes one line of bounded length first, and HTML escapes it.
//! What does not belong here: who is told, and how a letter travels.

mod access;
pub mod sample;
pub mod sms;
#[cfg(test)]
mod tests;
pub mod wording;

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::letter::{Enclosure, Letter, LetterKind, More};
use crate::domain::state::Language;
use crate::locale;
use crate::text;

use self::wording::Words;

/// What stands in the place of a secret where a letter is only looked at.
pub const HIDDEN: &str = "…";

/// No name in a letter is longer than this many characters.
const LONGEST_VALUE: usize = 160;
/// No answer that somebody wrote is longer than this many characters.
const LONGEST_ANSWER: usize = 1_000;
/// Plain text is filled to lines of so many characters, as people read them in a terminal.
const FILL: usize = 76;

/// What an organization's letters are written on.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The organization's name.
    pub organization: &'a str,
    /// Its accent colour, `#rrggbb`.
    pub accent: &'a str,
    /// Its IANA time zone.
    pub time_zone: &'a str,
    /// Where customers reach the portal, without a trailing slash.
    pub public_url: &'a str,
    /// Its logo, if it has one.
    pub logo: Option<Logo<'a>>,
    /// Its own words for parts of this kind in the reader's language.
    pub words: &'a Words,
}

/// A picture at the head of the page.
#[derive(Clone, Copy, Debug)]
pub struct Logo<'a> {
    /// Where the page finds it: `cid:…` in a message, `data:…` in a file.
    pub source: &'a str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// For whom a letter is.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// In which language they read.
    pub language: Language,
    /// The address the letter goes to.
    pub address: &'a str,
    /// The IANA time zone that they chose; empty: the organization's.
    pub time_zone: &'a str,
}

/// A letter, ready to be put into an envelope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// The one link.
    pub link: String,
}

/// Why a letter cannot be written. It will not become possible by trying again.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// What the outbox holds is no letter that this program knows.
    #[error("the letter cannot be read; it may come from another version of Keydesk")]
    Unreadable,
    /// A letter with a link whose token is gone.
    #[error("the secret that belongs into the letter is no longer there; send a new one")]
    NoEnclosure,
    /// The address does not name a mailbox.
    #[error("\"{0}\" is not an address that mail can be sent to")]
    Address(String),
    /// A skeleton could not be filled in: a mistake of ours.
    #[error("the letter could not be written: {0}")]
    Skeleton(#[from] askama::Error),
}

/// Writes `letter` for `reader`. The same letter is always the same text.
///
/// # Errors
/// When the letter needs a secret that is not enclosed.
pub fn render(
    letter: &Letter,
    enclosure: Option<&Enclosure>,
    reader: &Reader<'_>,
    paper: &Paper<'_>,
) -> Result<Rendered, LetterError> {
    let content = Content::new(letter, enclosure, reader, paper)?;
    let [subject, text, html] = fill_in(letter.kind(), &content)?;
    Ok(Rendered { subject: text::line(&subject), text, html, link: content.link })
}

/// The plain text of `letter` with every paragraph on one line, for screens that break lines by their own width.
///
/// # Errors
/// As [`render`].
pub fn unfilled(
    letter: &Letter,
    enclosure: Option<&Enclosure>,
    reader: &Reader<'_>,
    paper: &Paper<'_>,
) -> Result<String, LetterError> {
    let content = Content { fill: usize::MAX, ..Content::new(letter, enclosure, reader, paper)? };
    let [_, text, _] = fill_in(letter.kind(), &content)?;
    Ok(text)
}

/// What the skeletons may use.
struct Content<'a> {
    kind: LetterKind,
    language: Language,
    organization: String,
    accent: Accent,
    logo: Option<Logo<'a>>,
    words: &'a Words,
    link: String,
    values: Vec<(&'static str, String)>,
    /// What was written, in order.
    said: Vec<Said>,
    /// What has changed, a line each.
    lines: Vec<String>,
    /// Lines of plain text are no longer than this many characters, where a word ends.
    fill: usize,
}

/// What somebody wrote.
struct Said {
    /// Who; empty where the letter says it already.
    by: String,
    words: String,
}

impl Said {
    /// The first, and what came while the letter waited.
    fn all(by: &str, detail: &str, more: &[More]) -> Vec<Self> {
        let one = |by: &str, words: &str| Self { by: value(by), words: bounded(words, LONGEST_ANSWER) };
        if more.is_empty() {
            let only = Self { by: String::new(), ..one(by, detail) };
            return if only.words.is_empty() { Vec::new() } else { vec![only] };
        }
        std::iter::once(one(by, detail)).chain(more.iter().map(|m| one(&m.by, &m.detail))).collect()
    }
}

impl<'a> Content<'a> {
    fn new(
        letter: &Letter,
        enclosure: Option<&Enclosure>,
        reader: &Reader<'_>,
        paper: &Paper<'a>,
    ) -> Result<Self, LetterError> {
        let organization = value(paper.organization);
        let until = |at: DateTime<Utc>| moment(reader, paper, at);
        // The branded sign-in page (R23).
        let mut link = format!("{}/login?branding={}", paper.public_url, encoded(paper.organization));
        let (mut said, mut lines) = (Vec::new(), Vec::new());
        let mut values = vec![("organization", organization.clone()), ("to", value(reader.address))];
        let name = match letter {
            Letter::Invitation { name, customer, invited_by, expires_at } => {
                let token = enclosure.ok_or(LetterError::NoEnclosure)?;
                link = format!("{}/invitation/{}", paper.public_url, encoded(&token.0));
                values.push(("customer", value(customer)));
                values.push(("by", value(invited_by)));
                values.push(("until", until(*expires_at)));
                name
            }
            Letter::Welcome { name, customer, email } => {
                values.push(("customer", value(customer)));
                values.push(("email", value(email)));
                name
            }
            Letter::PasswordChanged { name } => name,
            Letter::AccessRevoked { name, customer } => {
                values.push(("customer", value(customer)));
                name
            }
            Letter::NewPassword { name, sent_by, expires_at } => {
                let token = enclosure.ok_or(LetterError::NoEnclosure)?;
                link = format!("{}/password/{}", paper.public_url, encoded(&token.0));
                values.push(("by", value(sent_by)));
                values.push(("until", until(*expires_at)));
                name
            }
            Letter::Recovery { name, expires_at } => {
                let token = enclosure.ok_or(LetterError::NoEnclosure)?;
                link = format!("{}/password/{}", paper.public_url, encoded(&token.0));
                values.push(("until", until(*expires_at)));
                name
            }
            Letter::SecondFactor { name, change } => {
                let key = format!("letter-second_factor-change-{change}");
                let what = locale::text_with(reader.language, &key, &[("organization", organization.as_str().into())]);
                values.push(("change", what));
                name
            }
            Letter::TemporaryPassword { name, made_by, valid_until } => {
                let password = enclosure.ok_or(LetterError::NoEnclosure)?;
                values.push(("password", value(&password.0)));
                values.push(("by", value(made_by)));
                values.push(("until", until(*valid_until)));
                name
            }
            Letter::IndependenceApproved { name, customer, made, email } => {
                values.push(("customer", value(customer)));
                values.push(("made", value(made)));
                values.push(("email", value(email)));
                name
            }
            Letter::IndependenceDeclined { name, customer, answer } => {
                values.push(("customer", value(customer)));
                values.push(("answer", bounded(answer, LONGEST_ANSWER)));
                name
            }
            Letter::AccessChanged { name, customer, by, before, after } => {
                values.push(("customer", value(customer)));
                values.push(("by", bounded(&by.join(", "), LONGEST_VALUE)));
                lines = access::lines(reader.language, before, after);
                name
            }
            Letter::AccessEnding { name, customer, ends_at } => {
                values.push(("customer", value(customer)));
                values.push(("until", until(*ends_at)));
                name
            }
            Letter::Notice { name, customer, by, thing, detail, at, path, more, .. } => {
                // Staff have no page to go to: they read on in the terminal.
                link = if path.is_empty() { String::new() } else { format!("{}{path}", paper.public_url) };
                values.push(("customer", value(customer)));
                values.push(("by", value(by)));
                values.push(("thing", value(thing)));
                said = Said::all(by, detail, more);
                values.push(("count", said.len().to_string()));
                values.push(("when", at.map(until).unwrap_or_default()));
                name
            }
        };
        let name = value(name);
        values.push(("name", if name.is_empty() { value(reader.address) } else { name }));
        let (kind, language, accent) = (letter.kind(), reader.language, Accent::of(paper.accent));
        Ok(Self {
            kind,
            language,
            organization,
            accent,
            logo: paper.logo,
            words: paper.words,
            link,
            values,
            said,
            lines,
            fill: FILL,
        })
    }

    /// A part of this kind of letter, or of all letters: in the organization's own words where it has some that still
    /// fit this kind, otherwise in ours.
    fn say(&self, part: &str) -> String {
        let own = format!("letter-{}-{part}", self.kind);
        let several = format!("{own}-many");
        let several = self.said.len() > 1 && locale::has(Language::English, &several);
        let own = if several { format!("{own}-many") } else { own };
        // Words of its own are for one thing that happened.
        if !several && let Some(words) = wording::own(self.kind, part, self.words) {
            return wording::filled_in(words, &self.values);
        }
        let key = if locale::has(Language::English, &own) { own } else { format!("letter-{part}") };
        let values: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        locale::text_with(self.language, &key, &values)
    }

    /// The part that says where one chooses what one is told of.
    const fn choose(&self) -> &'static str {
        if self.link.is_empty() { "choose-staff" } else { "choose" }
    }

    /// The paragraphs of a part, for the page.
    fn paragraphs(&self, part: &str) -> Vec<String> {
        wording::paragraphs(&self.say(part))
    }

    /// A part as paragraphs of plain text.
    fn fill(&self, part: &str) -> String {
        self.paragraphs(part).iter().map(|p| self.filled(p)).collect::<Vec<_>>().join("\n\n")
    }

    /// Words as a paragraph of plain text.
    fn filled(&self, words: &str) -> String {
        filled(words, self.fill)
    }
}

/// A moment by the reader's clocks, with the name of the zone; one that the reader chose and that is not the organization's
/// is named in full, because nobody else would say which "CST" it is.
pub fn moment(reader: &Reader<'_>, paper: &Paper<'_>, at: DateTime<Utc>) -> String {
    let house = locale::time_zone(paper.time_zone);
    let zone = reader.time_zone.parse::<Tz>().unwrap_or(house);
    let said = locale::date_time(reader.language, zone, at);
    let is_word = at.with_timezone(&zone).format("%Z").to_string().bytes().all(|b| b.is_ascii_alphabetic());
    if zone == house && is_word { said } else { format!("{said} ({})", zone.name().replace('_', " ")) }
}

/// Words as a paragraph of plain text, with lines of at most `longest` characters.
fn filled(words: &str, longest: usize) -> String {
    let mut filled = String::new();
    let mut width = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let wraps = width + 1 + length > longest;
            filled.push(if wraps { '\n' } else { ' ' });
            width = if wraps { 0 } else { width + 1 };
        }
        filled.push_str(word);
        width += length;
    }
    filled
}

/// The organization's colour and the one that can be read on it.
struct Accent {
    ground: String,
    ink: &'static str,
}

impl Accent {
    /// Anything that is not `#rrggbb` becomes a plain blue: it stands in a style, where nothing else may come in.
    fn of(colour: &str) -> Self {
        let hex = colour.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
        let hex = hex.unwrap_or("1f5fae");
        let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or_default()) / 255.0;
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let luminance = 0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4));
        // Where black and white are equally far away (WCAG contrast): (L + 0.05)² = 1.05 × 0.05.
        let ink = if luminance > 0.179 { "#000000" } else { "#ffffff" };
        Self { ground: format!("#{hex}"), ink }
    }
}

/// One line of bounded length, whatever was stored.
fn value(stored: &str) -> String {
    bounded(stored, LONGEST_VALUE)
}

fn bounded(stored: &str, longest: usize) -> String {
    let line = text::line(stored);
    if line.chars().count() <= longest {
        return line.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let short: String = line.chars().take(longest - 1).collect();
    short.split_whitespace().collect::<Vec<_>>().join(" ") + "…"
}

/// For a place in an address: letters, digits and what tokens are made of stay.
fn encoded(part: &str) -> String {
    const KEPT: percent_encoding::AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
    if part == HIDDEN {
        return part.to_owned();
    }
    utf8_percent_encode(part, &KEPT).to_string()
}

macro_rules! skeletons {
    ($($kind:ident: $subject:tt $text:tt $html:tt;)+) => {
        /// Subject, text and HTML of a kind.
        fn fill_in(kind: LetterKind, c: &Content<'_>) -> Result<[String; 3], askama::Error> {
            match kind {$(
                LetterKind::$kind => {
                    #[derive(Template)]
                    #[template(path = $subject)]
                    struct Subject<'a> { c: &'a Content<'a> }
                    #[derive(Template)]
                    #[template(path = $text)]
                    struct Text<'a> { c: &'a Content<'a> }
                    #[derive(Template)]
                    #[template(path = $html)]
                    struct Html<'a> { c: &'a Content<'a> }
                    Ok([Subject { c }.render()?, Text { c }.render()?, Html { c }.render()?])
                }
            )+}
        }
    };
}

skeletons! {
    Invitation: "letters/invitation/subject.txt" "letters/invitation/body.txt" "letters/invitation/body.html";
    Welcome: "letters/welcome/subject.txt" "letters/welcome/body.txt" "letters/welcome/body.html";
    PasswordChanged: "letters/password_changed/subject.txt" "letters/password_changed/body.txt"
        "letters/password_changed/body.html";
    AccessChanged: "letters/access_changed/subject.txt" "letters/access_changed/body.txt"
        "letters/access_changed/body.html";
    AccessEnding: "letters/access_ending/subject.txt" "letters/access_ending/body.txt"
        "letters/access_ending/body.html";
    IndependenceAsked: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    AccessRevoked: "letters/access_revoked/subject.txt" "letters/access_revoked/body.txt"
        "letters/access_revoked/body.html";
    NewPassword: "letters/new_password/subject.txt" "letters/new_password/body.txt" "letters/new_password/body.html";
    TemporaryPassword: "letters/temporary_password/subject.txt" "letters/temporary_password/body.txt"
        "letters/temporary_password/body.html";
    Recovery: "letters/recovery/subject.txt" "letters/recovery/body.txt" "letters/recovery/body.html";
    SecondFactor: "letters/second_factor/subject.txt" "letters/second_factor/body.txt" "letters/second_factor/body.html";
    IndependenceApproved: "letters/independence_approved/subject.txt" "letters/independence_approved/body.txt"
        "letters/independence_approved/body.html";
    IndependenceDeclined: "letters/independence_declined/subject.txt" "letters/independence_declined/body.txt"
        "letters/independence_declined/body.html";
    OrderCreated: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    OrderAssigned: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    OrderPlanned: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    OrderMoved: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    VisitCancelled: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    OrderClosed: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    OrderEdited: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    OrderCancelled: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    Comment: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    InternalComment: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    DocumentAdded: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    FaultReceived: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    FaultTaken: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    FaultClosed: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    EstimateToAccept: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    EstimateDecided: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    Invoice: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    VideoPlanned: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    VideoMoved: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    VideoCancelled: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    VideoRequested: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
    CheckDue: "letters/notice/subject.txt" "letters/notice/body.txt" "letters/notice/body.html";
}
