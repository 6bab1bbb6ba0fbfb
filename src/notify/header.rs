//! Header lines of a message, written so that nothing in a value can end one (RFC 5322, RFC 2047).
//!
//! The encoder is our own because the crate's leaves an `=?…?=` that somebody typed as it is, which readers then decode.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::text;

/// Lines are folded near this length; none comes near the 998 octets that are the limit.
const LINE: usize = 76;
/// Octets in one encoded word: 45 octets are 60 of base64, 72 with the frame.
const WORD: usize = 45;

/// `name: value`, ended by CRLF, as text in whatever characters.
pub(super) fn text_line(name: &str, value: &str) -> String {
    let value = one_line(value);
    if is_plain(&value) { folded(name, &value) } else { format!("{name}: {}\r\n", encoded_words(&value)) }
}

/// `name: display <address>`, ended by CRLF. `address` must have been checked; `display` may be anything.
pub(super) fn mailbox_line(name: &str, display: &str, address: &str) -> String {
    let display = one_line(display);
    if display.is_empty() {
        return format!("{name}: {address}\r\n");
    }
    let display = if !is_plain(&display) {
        encoded_words(&display)
    } else if display.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ') {
        display
    } else {
        format!("\"{}\"", display.replace('\\', "\\\\").replace('"', "\\\""))
    };
    let last = display.rsplit("\r\n").next().unwrap_or_default();
    let break_or_not = if name.len() + last.len() + address.len() + 5 > LINE { "\r\n" } else { "" };
    format!("{name}: {display}{break_or_not} <{address}>\r\n")
}

fn one_line(value: &str) -> String {
    text::line(value).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Printable ASCII that no reader takes for an encoded word.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|b| (b' '..=b'~').contains(&b))
        && !value.contains("=?")
        && !value.split(' ').any(|w| w.len() > 400)
}

fn folded(name: &str, value: &str) -> String {
    let mut line = format!("{name}:");
    let mut width = line.len();
    for word in value.split(' ') {
        if width + 1 + word.len() > LINE && width > name.len() + 1 {
            line.push_str("\r\n");
            width = 0;
        }
        line.push(' ');
        line.push_str(word);
        width += 1 + word.len();
    }
    line + "\r\n"
}

fn encoded_words(value: &str) -> String {
    let mut words = Vec::new();
    let mut chunk = String::new();
    for c in value.chars() {
        if chunk.len() + c.len_utf8() > WORD {
            words.push(std::mem::take(&mut chunk));
        }
        chunk.push(c);
    }
    words.push(chunk);
    let words: Vec<_> = words.iter().map(|w| format!("=?utf-8?B?{}?=", STANDARD.encode(w))).collect();
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_values_are_readable_and_others_are_encoded() {
        assert_eq!(text_line("Subject", "Nordlift: your access"), "Subject: Nordlift: your access\r\n");
        assert_eq!(text_line("Subject", "Hübner"), "Subject: =?utf-8?B?SMO8Ym5lcg==?=\r\n");
        assert_eq!(mailbox_line("To", "Eva Huber", "e@h.example"), "To: Eva Huber <e@h.example>\r\n");
        assert_eq!(mailbox_line("To", "Huber, \"E\"", "e@h.example"), "To: \"Huber, \\\"E\\\"\" <e@h.example>\r\n");
        assert_eq!(mailbox_line("To", " ", "e@h.example"), "To: e@h.example\r\n");
        assert!(text_line("Subject", "=?utf-8?Q?=0D=0ABcc:x?=").starts_with("Subject: =?utf-8?B?"));
    }

    proptest! {
        #[test]
        fn whatever_the_value_it_stays_in_its_header_and_reads_back(value in "\\PC{0,40}|[ -~\\r\\n\\t]{0,300}|.{0,60}") {
            for written in [text_line("X-Name", &value), mailbox_line("X-Name", &value, "a@b.example")] {
                let body = written.strip_suffix("\r\n").unwrap();
                for (i, line) in body.split("\r\n").enumerate() {
                    prop_assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{written:?}");
                    prop_assert!((i == 0) != line.starts_with(' '), "{written:?}");
                    prop_assert!(!line.trim().is_empty() && line.is_ascii(), "{written:?}");
                }
            }
            let message = format!("{}{}\r\n", text_line("Subject", &value), mailbox_line("To", &value, "a@b.example"));
            let parsed = mail_parser::MessageParser::default().parse(message.as_bytes()).unwrap();
            let expected = one_line(&value);
            prop_assert_eq!(parsed.subject().unwrap_or_default(), &expected);
            let to = parsed.to().unwrap().first().unwrap();
            prop_assert_eq!(to.name().unwrap_or_default(), &expected);
            prop_assert_eq!(to.address().unwrap(), "a@b.example");
        }
    }
}
