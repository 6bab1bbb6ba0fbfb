//! What letters look like (R64): from a [`Letter`] of the outbox to subject, plain text and HTML.
//!
//! There is one way: the words come from the catalogue `letters.ftl` in the reader's language, the order of the parts
//! from the skeletons in `assets/letters/<kind>/` (askama: `subject.txt`, `body.txt`, `body.html`, with what they share
//! beside them). A part `why` of an invitation is the text `letter-invitation-why`, or `letter-why` when all kinds say
//! the same. A new kind needs a variant of [`Letter`], a folder, its texts, and a line in `skeletons!`.
//!
//! Nothing that goes into a letter is trusted: every value becomes one line of bounded length first, and HTML escapes it.

use askama::Template;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::letter::{Enclosure, Letter, LetterKind};
use crate::domain::state::Language;
use crate::locale;
use crate::text;

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
}

/// For whom a letter is.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// In which language they read.
    pub language: Language,
    /// The address the letter goes to.
    pub address: &'a str,
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

/// What the skeletons may use.
struct Content {
    kind: LetterKind,
    language: Language,
    organization: String,
    accent: Accent,
    link: String,
    values: Vec<(&'static str, String)>,
}

impl Content {
    fn new(
        letter: &Letter,
        enclosure: Option<&Enclosure>,
        reader: &Reader<'_>,
        paper: &Paper<'_>,
    ) -> Result<Self, LetterError> {
        let organization = value(paper.organization);
        let until = |at: DateTime<Utc>| locale::date_time(reader.language, locale::time_zone(paper.time_zone), at);
        // The branded sign-in page (R23).
        let mut link = format!("{}/login?branding={}", paper.public_url, encoded(paper.organization));
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
            Letter::Notice { name, customer, by, thing, detail, at, path, .. } => {
                // Staff have no page to go to: they read on in the terminal.
                link = if path.is_empty() { String::new() } else { format!("{}{path}", paper.public_url) };
                values.push(("customer", value(customer)));
                values.push(("by", value(by)));
                values.push(("thing", value(thing)));
                values.push(("detail", bounded(detail, LONGEST_ANSWER)));
                values.push(("when", at.map(until).unwrap_or_default()));
                name
            }
        };
        let name = value(name);
        values.push(("name", if name.is_empty() { value(reader.address) } else { name }));
        let accent = Accent::of(paper.accent);
        Ok(Self { kind: letter.kind(), language: reader.language, organization, accent, link, values })
    }

    /// A part of this kind of letter, or of all letters.
    fn say(&self, part: &str) -> String {
        let own = format!("letter-{}-{part}", self.kind);
        let key = if locale::has(Language::English, &own) { own } else { format!("letter-{part}") };
        let values: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        locale::text_with(self.language, &key, &values)
    }

    /// What was written, if anything was.
    fn detail(&self) -> &str {
        self.values.iter().find(|(name, _)| *name == "detail").map_or("", |(_, value)| value)
    }

    /// The part that says where one chooses what one is told of.
    const fn choose(&self) -> &'static str {
        if self.link.is_empty() { "choose-staff" } else { "choose" }
    }

    /// A part as a paragraph of plain text.
    fn fill(&self, part: &str) -> String {
        filled(&self.say(part))
    }

    /// What was written, as a paragraph of plain text.
    fn fill_detail(&self) -> String {
        filled(self.detail())
    }
}

/// Words as a paragraph of plain text.
fn filled(words: &str) -> String {
    let mut filled = String::new();
    let mut width = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let wraps = width + 1 + length > FILL;
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
    utf8_percent_encode(part, &KEPT).to_string()
}

macro_rules! skeletons {
    ($($kind:ident: $subject:tt $text:tt $html:tt;)+) => {
        /// Subject, text and HTML of a kind.
        fn fill_in(kind: LetterKind, c: &Content) -> Result<[String; 3], askama::Error> {
            match kind {$(
                LetterKind::$kind => {
                    #[derive(Template)]
                    #[template(path = $subject)]
                    struct Subject<'a> { c: &'a Content }
                    #[derive(Template)]
                    #[template(path = $text)]
                    struct Text<'a> { c: &'a Content }
                    #[derive(Template)]
                    #[template(path = $html)]
                    struct Html<'a> { c: &'a Content }
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

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Paper<'_> = Paper {
        organization: "Nordlift Service",
        accent: "#1f5fae",
        time_zone: "Europe/Vienna",
        public_url: "https://portal.example",
    };

    fn invitation(name: &str) -> Letter {
        Letter::Invitation {
            name: name.to_owned(),
            customer: "Huber Maschinen GmbH".to_owned(),
            invited_by: "Anna Berg".to_owned(),
            expires_at: DateTime::from_timestamp(1_772_442_000, 0).unwrap(),
        }
    }

    fn written(letter: &Letter, language: Language) -> Rendered {
        let enclosure = Enclosure("kdi_abc-DEF_123".to_owned());
        render(letter, Some(&enclosure), &Reader { language, address: "eva@huber.example" }, &PAPER).unwrap()
    }

    #[test]
    fn an_invitation_says_who_why_where_and_until_when() {
        let letter = written(&invitation("Eva Huber"), Language::English);
        insta::assert_snapshot!(format!("Subject: {}\n\n{}", letter.subject, letter.text), @r"
        Subject: Nordlift Service: your invitation to the customer portal for Huber Maschinen GmbH

        Hello Eva Huber, you receive this letter because Anna Berg of Nordlift
        Service has invited you to the customer portal, where you can follow what is
        done for Huber Maschinen GmbH.

        Open the link and choose a password. From then on you can sign in at any
        time.

        Accept the invitation:
        https://portal.example/invitation/kdi_abc-DEF_123

        The link works until 2 March 2026, 10:00 CET.

        If you did not expect this invitation, you need not do anything: the link
        stops working by itself. If you have questions, just reply to this letter.

        --
        Nordlift Service had this letter sent to eva@huber.example automatically.
        ");
    }

    #[test]
    fn an_invitation_in_german_is_a_german_letter() {
        let letter = written(&invitation("Eva Huber"), Language::German);
        insta::assert_snapshot!(format!("Subject: {}\n\n{}", letter.subject, letter.text), @r"
        Subject: Nordlift Service: Ihre Einladung in das Kundenportal für Huber Maschinen GmbH

        Guten Tag Eva Huber, Sie erhalten diesen Brief, weil Anna Berg von Nordlift
        Service Sie in das Kundenportal eingeladen hat. Dort können Sie verfolgen,
        was für Huber Maschinen GmbH getan wird.

        Öffnen Sie den Link und wählen Sie ein Passwort. Danach können Sie sich
        jederzeit anmelden.

        Einladung annehmen:
        https://portal.example/invitation/kdi_abc-DEF_123

        Der Link gilt bis 2. März 2026, 10:00 CET.

        Wenn Sie diese Einladung nicht erwartet haben, brauchen Sie nichts zu tun:
        Der Link wird von selbst ungültig. Bei Fragen antworten Sie einfach auf
        diesen Brief.

        --
        Nordlift Service hat diesen Brief automatisch an eva@huber.example senden
        lassen.
        ");
    }

    #[test]
    fn html_is_escaped_and_has_one_link_whose_address_is_seen() {
        let letter = written(&invitation("<script>alert('x')</script> & \"Söhne\""), Language::Swedish);
        assert!(!letter.html.contains("<script"), "{}", letter.html);
        assert_eq!(letter.html.matches("<a ").count(), 1);
        assert_eq!(letter.html.matches("https://portal.example/invitation/kdi_abc-DEF_123").count(), 2);
        assert_eq!(letter.text.matches("https://").count(), 1);
        assert!(letter.text.contains("<script>alert('x')</script> & \"Söhne\""), "text is text");
        assert!(letter.html.contains("<html lang=\"sv\">"));
    }

    #[test]
    fn a_name_cannot_begin_a_line_or_fill_the_subject() {
        let letter = written(&invitation("Eva\r\nBcc: x@y.example\u{2028}\u{202e}live"), Language::English);
        assert!(letter.text.replace('\n', " ").contains("Hello Eva Bcc: x@y.example live,"), "{}", letter.text);
        let long = Letter::AccessRevoked { name: "E".to_owned(), customer: "x".repeat(5000) };
        assert!(written(&long, Language::Danish).subject.chars().count() < 300);
    }

    #[test]
    fn without_a_name_the_address_is_greeted_and_without_a_secret_there_is_no_invitation() {
        assert!(written(&invitation("  "), Language::English).text.starts_with("Hello eva@huber.example,"));
        let reader = Reader { language: Language::English, address: "eva@huber.example" };
        let without = render(&invitation("Eva"), None, &reader, &PAPER);
        assert!(matches!(without, Err(LetterError::NoEnclosure)));
    }

    #[test]
    fn other_letters_lead_to_the_branded_sign_in_page() {
        let letter = written(&Letter::PasswordChanged { name: "Eva".to_owned() }, Language::English);
        assert_eq!(letter.link, "https://portal.example/login?branding=Nordlift%20Service");
    }

    #[test]
    fn words_on_the_button_can_be_read_whatever_the_colour() {
        assert_eq!(Accent::of("#ffe000").ink, "#000000");
        assert_eq!(Accent::of("#1f5fae").ink, "#ffffff");
        assert_eq!(Accent::of("red;background:url(x)").ground, "#1f5fae");
        assert_eq!(Accent::of("#ä1234").ground, "#1f5fae");
    }
}
