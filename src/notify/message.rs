//! A rendered letter as a MIME message in an envelope, ready for a transport.
//!
//! Headers and structure are written here, line by line, so that the same row of the outbox makes the same message every
//! time: Message-ID and boundary come from the row, the date from the clock. Only quoted-printable and the structure of
//! the parts are the mail crate's.

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::address::Envelope;
use lettre::message::header::{ContentDisposition, ContentId, ContentTransferEncoding, ContentType};
use lettre::message::{Body, MultiPart, SinglePart};

use super::header::{mailbox_line, text_line};
use super::letters::{LetterError, Rendered};
use crate::domain::state::Language;
use crate::service::correspondence::{Enclosed, Post};
use crate::text;

/// Which octets the message may consist of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Octets {
    /// ASCII alone: what every mail server takes. Other characters travel quoted-printable.
    Ascii,
    /// UTF-8 as it is: for files that people open.
    Utf8,
}

/// What stands on the envelope and in the headers.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// The configured address that letters come from.
    pub from: &'a Address,
    /// The organization, in whose name it is sent.
    pub organization: &'a str,
    /// Where replies go; to `from` when the organization has not said.
    pub reply_to: Option<&'a str>,
    /// The reader's address.
    pub to: &'a str,
    /// The reader's name.
    pub to_name: &'a str,
    /// The reader's language.
    pub language: Language,
    /// The row's Message-ID, with or without its angle brackets.
    pub message_id: &'a str,
    /// When it is sent.
    pub date: DateTime<Utc>,
    /// The identifier under which letters about one thing hang together, with its angle brackets.
    pub thread: Option<&'a str>,
    /// The address behind which one is spared more of the kind (RFC 8058); none for what nobody may switch off.
    pub unsubscribe: Option<&'a str>,
    /// The picture that the page asks for.
    pub logo: Option<&'a Enclosed>,
}

/// A message and where it goes.
#[derive(Clone, Debug)]
pub struct Message {
    /// Sender and reader for the mail server.
    pub envelope: Envelope,
    /// The message as it goes over the wire, lines ended by CRLF.
    pub octets: Vec<u8>,
}

impl Message {
    /// Puts what a service wrote out into an envelope.
    ///
    /// # Errors
    /// When an address does not name a mailbox.
    pub fn of(post: &Post, from: &Address, date: DateTime<Utc>, wire: Octets) -> Result<Self, LetterError> {
        let heading = Heading {
            from,
            organization: &post.organization,
            reply_to: post.reply_to.as_deref(),
            to: &post.to,
            to_name: &post.to_name,
            language: post.language,
            message_id: &post.message_id,
            date,
            thread: post.thread.as_deref(),
            unsubscribe: post.unsubscribe.as_deref(),
            logo: post.logo.as_ref(),
        };
        Self::new(&post.letter, &heading, wire)
    }

    /// Puts a letter into an envelope.
    ///
    /// # Errors
    /// When an address does not name a mailbox.
    pub fn new(letter: &Rendered, heading: &Heading<'_>, wire: Octets) -> Result<Self, LetterError> {
        let to = address(heading.to)?;
        let envelope = Envelope::new(Some(heading.from.clone()), vec![to.clone()])
            .map_err(|_| LetterError::Address(shown(heading.to)))?;
        let reply_to = match heading.reply_to.filter(|r| !r.trim().is_empty()) {
            Some(reply_to) => address(reply_to)?,
            None => heading.from.clone(),
        };
        let id = id_of(heading.message_id);
        let mut head = mailbox_line("From", heading.organization, heading.from.as_ref());
        head += &mailbox_line("To", heading.to_name, to.as_ref());
        head += &mailbox_line("Reply-To", heading.organization, reply_to.as_ref());
        head += &text_line("Subject", &letter.subject);
        head += &text_line("Date", &heading.date.to_rfc2822());
        head += &text_line("Message-ID", &format!("<{id}>"));
        // Of no message that there is: mail programs hang all letters about one order under it.
        if let Some(thread) = heading.thread.map(id_of) {
            head += &text_line("In-Reply-To", &format!("<{thread}>"));
            head += &text_line("References", &format!("<{thread}>"));
        }
        head += &text_line("Auto-Submitted", "auto-generated");
        if let Some(address) = heading.unsubscribe {
            head += &text_line("List-Unsubscribe", &format!("<{address}>"));
            head += &text_line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        head += &text_line("Content-Language", heading.language.as_str());
        head += &text_line("MIME-Version", "1.0");
        let parts = MultiPart::alternative().boundary(boundary(&id)).singlepart(part(
            ContentType::TEXT_PLAIN,
            &letter.text,
            wire,
        ));
        let page = part(ContentType::TEXT_HTML, &letter.html, wire);
        let parts = match heading.logo {
            None => parts.singlepart(page),
            Some(logo) => parts.multipart(with_picture(page, logo, &format!("{}_page", boundary(&id)))),
        };
        let mut octets = head.into_bytes();
        octets.extend(parts.formatted());
        Ok(Self { envelope, octets })
    }
}

/// An address for the envelope: the domain in the form that mail servers look up.
pub(super) fn address(text: &str) -> Result<Address, LetterError> {
    let refuse = || LetterError::Address(shown(text));
    let (local, domain) = text.trim().rsplit_once('@').ok_or_else(refuse)?;
    // Addresses of machines instead of domains are not given to customers.
    let url::Host::Domain(domain) = url::Host::parse(domain).map_err(|_| refuse())? else { return Err(refuse()) };
    if local.contains(text::is_unsafe) {
        return Err(refuse());
    }
    Address::new(local, domain).map_err(|_| refuse())
}

fn shown(address: &str) -> String {
    text::line(address).chars().take(80).collect()
}

/// Only what cannot leave the angle brackets.
fn id_of(message_id: &str) -> String {
    message_id.chars().filter(|c| c.is_ascii_alphanumeric() || "@.-_+=".contains(*c)).collect()
}

/// Fixed for a letter and found in no other text, as the identifier is random.
fn boundary(id: &str) -> String {
    let letters: String =
        id.split('@').next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    format!("=_keydesk_{}", letters.chars().take(48).collect::<String>())
}

fn part(content_type: ContentType, text: &str, octets: Octets) -> SinglePart {
    // Lines over 998 octets (with CRLF 1000) are not allowed; quoted-printable breaks them.
    let short = text.lines().all(|line| line.len() <= 998);
    let body = match octets {
        _ if short && text.is_ascii() => Body::dangerous_pre_encoded(crlf(text), ContentTransferEncoding::SevenBit),
        Octets::Utf8 if short => Body::dangerous_pre_encoded(crlf(text), ContentTransferEncoding::EightBit),
        _ => quoted_printable(text),
    };
    SinglePart::builder().content_type(content_type).body(body)
}

/// The page and the picture that it asks for (RFC 2387, RFC 2392).
fn with_picture(page: SinglePart, logo: &Enclosed, boundary: &str) -> MultiPart {
    let related = format!("multipart/related; type=\"text/html\"; boundary=\"{boundary}\"");
    let parts = match ContentType::parse(&related) {
        Ok(kind) => MultiPart::builder().header(kind).build(),
        Err(_) => MultiPart::related().boundary(boundary).build(),
    };
    let png = logo.picture.png.to_vec();
    // Only 7bit and 8bit can be refused.
    let body = Body::new_with_encoding(png, ContentTransferEncoding::Base64).unwrap_or_else(Body::new);
    let picture = SinglePart::builder()
        .content_type(ContentType::parse("image/png").unwrap_or(ContentType::TEXT_PLAIN))
        .header(ContentId::from(format!("<{}>", id_of(&logo.id))))
        .header(ContentDisposition::inline_with_name("logo.png"))
        .body(body);
    parts.singlepart(page).singlepart(picture)
}

fn quoted_printable(text: &str) -> Body {
    // Only 7bit and 8bit can be refused; the fallback is there so that nothing has to be promised.
    Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable).unwrap_or_else(Body::new)
}

fn crlf(text: &str) -> Vec<u8> {
    text.lines().collect::<Vec<_>>().join("\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_and_domains_are_made_ascii() {
        assert_eq!(address("jan@müller.example").unwrap().as_ref() as &str, "jan@xn--mller-kva.example");
        assert_eq!(address(" eva.huber+x@Huber.example ").unwrap().as_ref() as &str, "eva.huber+x@huber.example");
        for wrong in
            ["", "eva", "@x.example", "a\r\nRCPT TO:<x@y.example>@z.example", "a@[127.0.0.1]", "a@b\r\n.example"]
        {
            assert!(address(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_message_id_stays_between_its_brackets() {
        assert_eq!(id_of("<ab.c-1@keydesk.example>"), "ab.c-1@keydesk.example");
        assert_eq!(id_of("a>\r\nBcc: x@y.example"), "aBccx@y.example");
    }
}
