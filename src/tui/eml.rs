//! A letter's file made readable: its main headers and its plain text.
//!
//! It reads what the program itself writes (and what is like it): multipart with a plain part, 7bit, 8bit,
//! quoted-printable or base64, UTF-8. It is no mail reader; what it does not understand it shows as it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// From, to, date, subject, an empty line, the plain text.
pub fn readable(bytes: &[u8]) -> String {
    let raw = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (head, body) = raw.split_once("\n\n").unwrap_or((&raw, ""));
    let headers = unfold(head);
    let mut out = String::new();
    for name in ["From", "To", "Date", "Subject"] {
        if let Some(value) = header(&headers, name) {
            out.extend([name, ": ", &words(value), "\n"]);
        }
    }
    out.push('\n');
    out.push_str(&plain(&headers, body, 0));
    out
}

/// Header lines, with continuation lines joined.
fn unfold(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    headers
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

/// The plain text of a body, looked for in its parts.
fn plain(headers: &[(String, String)], body: &str, depth: usize) -> String {
    let kind = header(headers, "Content-Type").unwrap_or("text/plain");
    if let Some(boundary) = boundary(kind).filter(|_| depth < 4) {
        let mut first = None;
        for part in body.split(&format!("--{boundary}")).skip(1).filter(|p| !p.starts_with("--")) {
            let part = part.trim_start_matches('\n');
            let (head, inner) = part.split_once("\n\n").unwrap_or(("", part));
            let headers = unfold(head);
            let kind = header(&headers, "Content-Type").unwrap_or("text/plain").to_ascii_lowercase();
            if kind.starts_with("text/plain") || kind.starts_with("multipart/") {
                return plain(&headers, inner, depth + 1);
            }
            first.get_or_insert_with(|| plain(&headers, inner, depth + 1));
        }
        return first.unwrap_or_default();
    }
    let encoding = header(headers, "Content-Transfer-Encoding").unwrap_or("").to_ascii_lowercase();
    match encoding.as_str() {
        "quoted-printable" => quoted_printable(body, false),
        "base64" => decode_base64(body).unwrap_or_else(|| body.to_owned()),
        _ => body.to_owned(),
    }
}

fn boundary(kind: &str) -> Option<&str> {
    let at = kind.to_ascii_lowercase().find("boundary=")? + "boundary=".len();
    let rest = &kind[at..];
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([';', ' ']).next(),
    }
}

fn decode_base64(body: &str) -> Option<String> {
    let packed: String = body.split_whitespace().collect();
    STANDARD.decode(packed).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Decodes `=C3=BC` and soft line breaks; in headers `_` is a space.
fn quoted_printable(text: &str, header: bool) -> String {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'=' if bytes.get(i + 1) == Some(&b'\n') => i += 1,
            b'=' => match text.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => {
                    out.push(byte);
                    i += 2;
                }
                None => out.push(b'='),
            },
            b'_' if header => out.push(b' '),
            byte => out.push(byte),
        }
        i += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Encoded words (`=?utf-8?b?…?=`) of a header, decoded.
fn words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some(start) = rest.find("=?") {
        let mut parts = rest[start + 2..].splitn(4, '?');
        let (Some(_), Some(how), Some(data), Some(tail)) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            break;
        };
        let Some(tail) = tail.strip_prefix('=') else { break };
        let between = &rest[..start];
        // Space between two encoded words only separates them.
        if !after_word || !between.trim().is_empty() {
            out.push_str(between);
        }
        match how {
            "b" | "B" => out.push_str(&decode_base64(data).unwrap_or_else(|| data.to_owned())),
            _ => out.push_str(&quoted_printable(data, true)),
        }
        rest = tail;
        after_word = true;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_two_forms_shows_its_plain_text() {
        let letter = "From: Nordlift <post@nordlift.example>\r\nTo: =?utf-8?b?RXZhIEjDvGJlcg==?= <eva@h.example>\r\n\
            Subject: =?utf-8?q?Ihr_Zugang_f=C3=BCr?= =?utf-8?q?_Sie?=\r\nContent-Type: multipart/alternative;\r\n boundary=\"xyz\"\r\n\r\n\
            --xyz\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Gr=C3=BC=C3=9Fe=\r\n, 1 =3D 1\r\n--xyz\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--xyz--\r\n";
        let text = readable(letter.as_bytes());
        assert!(text.contains("To: Eva Hüber <eva@h.example>\n"), "{text}");
        assert!(text.contains("Subject: Ihr Zugang für Sie\n"), "{text}");
        assert!(text.contains("\nGrüße, 1 = 1\n"), "{text}");
        assert!(!text.contains("<p>"), "{text}");
    }

    #[test]
    fn base64_and_broken_letters_are_shown() {
        let text = readable(b"Subject: x\nContent-Transfer-Encoding: base64\n\naGVq\nIQ==\n");
        assert!(text.ends_with("\nhej!"), "{text}");
        assert_eq!(readable(b"\xff\xfe"), "\n");
        assert!(readable(b"Subject: =?utf-8?q?half\n\nbody =Z").contains("body =Z"));
    }
}
