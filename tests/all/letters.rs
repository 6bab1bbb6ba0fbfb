//! Letters (R64): every kind in every language, read back as a mail program would; hostile names.

use keydesk::domain::letter::{AccessShown, Enclosure, FactorChange, Letter, LetterKind, More, SeenAt};
use keydesk::domain::permission::{Holding, Permission, Role};
use keydesk::domain::state::Language;
use keydesk::files::Letterhead;
use keydesk::letters::wording::Words;
use keydesk::letters::{Logo, Paper, Reader, Rendered, render};
use keydesk::notify::message::{Heading, Message, Octets};
use keydesk::service::correspondence::Enclosed;
use mail_parser::{MessageParser, MimeHeaders as _, PartType};

use crate::support::skipped;
use crate::support::smtp::FROM;
use crate::support::world::beginning;

const HEADERS: &[&str] = &[
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
];

/// Those of [`HEADERS`] that not every letter has.
const OF_NOTICES: &[&str] = &["In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post"];

const THREAD: &str = "<thread.0123456789abcdef0123456789abcdef@portal.nordlift.example>";
const UNSUBSCRIBE: &str = "https://portal.nordlift.example/unsubscribe/kdu_0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUV";

static NONE: Words = Words::new();

/// What not every letter has: a notice about an order of an organization with a logo has all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Extras {
    None,
    All,
}

/// The head of a picture: nobody looks at it here.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

/// Names that somebody might type, or try.
const NAMES: &[&str] = &[
    "Eva Huber",
    "Jörg \"Jogi\" O'Brien, jr.; <boss@evil.example>",
    "Eva\r\nBcc: everybody@evil.example\r\n\r\n<h1>Hello",
    "=?utf-8?Q?=0D=0ABcc:_x@evil.example?=",
    "👩🏽‍🔧 東京サービス株式会社",
    "\u{202e}gnp.exe\u{202c} משה כהן",
    "<script>alert(1)</script>&amp;\" onload=\"x",
    "a\\b(c)d:e@f",
    "ÄÖÜ äöü ß é ø å ŁŹ 💶 ÄÖÜ äöü ß é ø å ŁŹ 💶 ÄÖÜ äöü ß é ø å ŁŹ 💶 ÄÖÜ äöü ß é ø å ŁŹ 💶",
    "{ $organization } {{ c.link }} %s",
];

fn letter(kind: LetterKind, name: &str, customer: &str) -> Letter {
    let (name, customer) = (name.to_owned(), customer.to_owned());
    match kind {
        LetterKind::Invitation => {
            Letter::Invitation { invited_by: name.clone(), name, customer, expires_at: beginning() }
        }
        LetterKind::Welcome => Letter::Welcome { name, customer, email: "eva@huber.example".to_owned() },
        LetterKind::PasswordChanged => Letter::PasswordChanged { name },
        LetterKind::AccessChanged => Letter::AccessChanged {
            by: vec![name.clone()],
            before: shown(Role::Member, &name, false),
            after: shown(Role::Moderator, &name, true),
            name,
            customer,
        },
        LetterKind::AccessEnding => Letter::AccessEnding { name, customer, ends_at: beginning() },
        LetterKind::AccessRevoked => Letter::AccessRevoked { name, customer },
        LetterKind::IndependenceApproved => {
            Letter::IndependenceApproved { made: name.clone(), name, customer, email: "eva@huber.example".to_owned() }
        }
        LetterKind::IndependenceDeclined => Letter::IndependenceDeclined { answer: name.clone(), name, customer },
        LetterKind::NewPassword => Letter::NewPassword { sent_by: name.clone(), name, expires_at: beginning() },
        LetterKind::TemporaryPassword => {
            Letter::TemporaryPassword { made_by: name.clone(), name, valid_until: beginning() }
        }
        LetterKind::Recovery => Letter::Recovery { name, expires_at: beginning() },
        LetterKind::SecondFactor => Letter::SecondFactor { name, change: FactorChange::Reset },
        notice => Letter::Notice {
            notice,
            by: name.clone(),
            thing: format!("A-7 {name}"),
            detail: format!("The door does not close, says {name}"),
            name,
            customer,
            at: Some(beginning()),
            path: "/orders/A%2D7".to_owned(),
            more: Vec::new(),
        },
    }
}

/// Somebody's access: the more the role holds, the more is seen.
fn shown(role: Role, place: &str, unassigned: bool) -> AccessShown {
    let permissions = Permission::ALL.iter().copied().filter(|p| role.holding(*p) == Holding::Yes).collect();
    let sees = SeenAt { all: false, unassigned, facilities: vec![place.to_owned()] };
    AccessShown { role, permissions, sees, contact: (!unassigned).then(|| place.to_owned()) }
}

fn written(kind: LetterKind, language: Language, name: &str, organization: &str) -> Rendered {
    written_with(kind, language, name, organization, Extras::None)
}

fn written_with(kind: LetterKind, language: Language, name: &str, organization: &str, extras: Extras) -> Rendered {
    let logo = Logo { source: "cid:logo.0123@keydesk.invalid", width: 100, height: 48 };
    let paper = Paper {
        organization,
        accent: "#1f5fae",
        time_zone: "Europe/Vienna",
        public_url: "https://portal.nordlift.example",
        logo: (extras == Extras::All).then_some(logo),
        words: &NONE,
    };
    let reader = Reader { language, address: "eva@huber.example", time_zone: "" };
    let enclosure = Enclosure("kdi_0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdef".to_owned());
    render(&letter(kind, name, name), Some(&enclosure), &reader, &paper).expect("the letter can be written")
}

fn posted(letter: &Rendered, language: Language, names: (&str, &str), octets: Octets, extras: Extras) -> Vec<u8> {
    let (from, (name, organization)) = (FROM.parse().expect("an address"), names);
    let all = extras == Extras::All;
    let picture = Letterhead { png: PNG.into(), width: 100, height: 48 };
    let logo = Enclosed { id: "logo.0123@keydesk.invalid".to_owned(), picture };
    let heading = Heading {
        from: &from,
        organization,
        reply_to: Some("office@nordlift.example"),
        to: "eva@huber.example",
        to_name: name,
        language,
        message_id: "<0198c0ffee@portal.nordlift.example>",
        date: beginning(),
        thread: all.then_some(THREAD),
        unsubscribe: all.then_some(UNSUBSCRIBE),
        logo: all.then_some(&logo),
    };
    Message::new(letter, &heading, octets).expect("it fits an envelope").octets
}

/// What is left of a value in one line: unsafe characters are spaces, spaces are single.
fn one_line(value: &str) -> String {
    keydesk::text::line(value).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// What a reader sees of a page: without its head and tags, entities undone.
fn seen(html: &str) -> String {
    let body = html.split_once("<body").expect("a body").1.split_once('>').expect("a tag").1;
    let mut seen = String::new();
    for piece in body.split('<') {
        seen.push(' ');
        seen.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    for (entity, c) in [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")] {
        seen = seen.replace(entity, c);
    }
    seen
}

#[test]
fn every_kind_in_every_language_reads_back_as_it_was_meant() {
    for kind in LetterKind::ALL {
        for language in Language::ALL {
            for (octets, extras) in [
                (Octets::Ascii, Extras::None),
                (Octets::Utf8, Extras::None),
                (Octets::Ascii, Extras::All),
                (Octets::Utf8, Extras::All),
            ] {
                let names = ("Eva Huber", "Nordlift Service");
                let letter = written_with(*kind, *language, names.0, names.1, extras);
                let message = posted(&letter, *language, names, octets, extras);
                assert_eq!(
                    message.is_ascii(),
                    octets == Octets::Ascii || letter_is_ascii(&letter),
                    "{kind} {language}"
                );
                check_message(&message, &letter, names, extras);
                check_structure(&message, &letter, *language, extras);
            }
        }
    }
}

fn letter_is_ascii(letter: &Rendered) -> bool {
    letter.text.is_ascii() && letter.html.is_ascii()
}

#[test]
fn names_may_be_anything_and_stay_where_they_belong() {
    for name in NAMES {
        for (kind, language) in LetterKind::ALL.iter().zip(Language::ALL) {
            for octets in [Octets::Ascii, Octets::Utf8] {
                let letter = written(*kind, *language, name, name);
                let message = posted(&letter, *language, (name, name), octets, Extras::None);
                check_message(&message, &letter, (name, name), Extras::None);
                check_structure(&message, &letter, *language, Extras::None);
                assert!(!letter.html.contains("<script") && !letter.html.contains("<h1"), "{}", letter.html);
            }
        }
    }
}

#[test]
fn a_notice_to_staff_has_no_link_and_says_where_to_read_on() {
    let paper = Paper {
        organization: "Nordlift Service",
        accent: "#1f5fae",
        time_zone: "Europe/Vienna",
        public_url: "https://portal.nordlift.example",
        logo: None,
        words: &NONE,
    };
    let Letter::Notice { notice, name, customer, by, thing, detail, at, .. } =
        letter(LetterKind::InternalComment, "Eva Huber", "Huber Maschinen GmbH")
    else {
        panic!("a notice")
    };
    let (path, more) = (String::new(), Vec::new());
    let to_staff = Letter::Notice { notice, name, customer, by, thing, detail, at, path, more };
    for language in Language::ALL {
        let reader = Reader { language: *language, address: "lars@nordlift.example", time_zone: "" };
        let letter = render(&to_staff, None, &reader, &paper).unwrap();
        assert!(!letter.text.contains("http") && !letter.html.contains("<a "), "{}", letter.text);
        assert!(letter.text.contains("Keydesk") && letter.text.contains("The door does not close"), "{}", letter.text);
    }
}

#[test]
fn a_second_parser_finds_nothing_wrong() {
    if std::process::Command::new("python3").arg("--version").output().is_err() {
        return skipped("there is no python3 on this machine");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut count = 0;
    let mut keep = |letter: &Rendered, language, names, octets, extras| {
        count += 1;
        let path = folder.path().join(format!("{count:04}.eml"));
        std::fs::write(&path, posted(letter, language, names, octets, extras)).expect("a file");
        std::fs::write(path.with_extension("txt"), &letter.text).expect("a file");
    };
    for kind in LetterKind::ALL {
        for language in Language::ALL {
            for (octets, extras) in [(Octets::Ascii, Extras::All), (Octets::Utf8, Extras::None)] {
                let names = ("Eva Huber", "Nordlift Service");
                let letter = written_with(*kind, *language, names.0, names.1, extras);
                keep(&letter, *language, names, octets, extras);
            }
        }
    }
    for name in NAMES {
        let letter = written_with(LetterKind::Invitation, Language::Swedish, name, name, Extras::All);
        keep(&letter, Language::Swedish, (*name, *name), Octets::Ascii, Extras::All);
    }
    let read = std::process::Command::new("python3")
        .args(["-c", include_str!("letters/second_parser.py")])
        .arg(folder.path())
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&read.stdout).into_owned() + &String::from_utf8_lossy(&read.stderr);
    assert!(read.status.success() && said.starts_with(&format!("{count} messages")), "{said}");
}

#[test]
fn a_letter_of_several_comments_shows_all_with_their_authors_in_order() {
    let paper = Paper {
        organization: "Nordlift Service",
        accent: "#1f5fae",
        time_zone: "Europe/Vienna",
        public_url: "https://portal.nordlift.example",
        logo: None,
        words: &NONE,
    };
    for kind in [LetterKind::Comment, LetterKind::InternalComment] {
        let Letter::Notice { notice, name, customer, thing, at, path, .. } = letter(kind, "Eva Huber", "Huber") else {
            panic!("a notice")
        };
        let (by, detail) = ("Lars Holm".to_owned(), "First <b>words</b>.".to_owned());
        let more = |by: &str, detail: &str| More { by: by.to_owned(), detail: detail.to_owned() };
        let more = vec![more("Anna Berg", "Second words."), more("Lars\r\nHolm", "Third words.")];
        let several = Letter::Notice { notice, name, customer, by, thing, detail, at, path, more };
        for language in Language::ALL {
            let reader = Reader { language: *language, address: "eva@huber.example", time_zone: "" };
            let written = render(&several, None, &reader, &paper).unwrap();
            assert!(written.subject.contains('3') && written.subject.contains("A-7"), "{}", written.subject);
            let html = seen(&written.html);
            for text in [&written.text, &html] {
                let said =
                    ["Lars Holm", "First <b>words</b>.", "Anna Berg", "Second words.", "Lars Holm", "Third words."];
                let mut rest = text.as_str();
                for words in said {
                    let at = rest.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
                    rest = &rest[at + words.len()..];
                }
            }
            assert!(!written.html.contains("<b>words"), "{}", written.html);
        }
    }
}

#[test]
fn changed_access_is_told_in_plain_words() {
    let letter = written(LetterKind::AccessChanged, Language::English, "Graz", "Nordlift Service");
    for said in [
        "- Your role is now Moderator (before: Member).",
        "Newly allowed: Report faults;",
        "You now see: Graz, what belongs to no facility (before: Graz).",
        "You no longer see only the orders for Graz",
    ] {
        let text = words(&letter.text).join(" ");
        assert!(text.contains(said.trim_start_matches("- ")), "{said} in {}", letter.text);
    }
    assert!(!letter.text.contains("No longer allowed"), "{}", letter.text);
}

#[test]
fn the_four_languages_say_four_different_things() {
    for kind in LetterKind::ALL {
        let mut subjects: Vec<_> =
            Language::ALL.iter().map(|l| written(*kind, *l, "Eva", "Nordlift").subject).collect();
        assert!(subjects.iter().all(|s| s.contains("Nordlift")), "the subject says who: {subjects:?}");
        subjects.sort();
        subjects.dedup();
        assert_eq!(subjects.len(), 4, "{subjects:?}");
    }
}

/// Headers: exactly ours, on lines that every mail server takes, with the names as they were.
fn check_message(message: &[u8], letter: &Rendered, (name, organization): (&str, &str), extras: Extras) {
    for line in message.split(|b| *b == b'\n') {
        assert!(line.len() <= 999, "a line has {} octets", line.len());
        let inner = line.strip_suffix(b"\r").unwrap_or(line);
        assert!(!inner.contains(&b'\r'), "a CR of its own in {:?}", String::from_utf8_lossy(line));
    }
    let bare = message.windows(2).filter(|w| w[1] == b'\n' && w[0] != b'\r').count();
    assert_eq!(bare, 0, "every line ends in CRLF");
    let head = message.windows(4).position(|w| w == b"\r\n\r\n").expect("headers end");
    assert!(message[..head].is_ascii(), "headers are ASCII");

    let parsed = MessageParser::default().parse(message).expect("a message");
    let names: Vec<_> = parsed.headers().iter().map(|h| h.name.as_str().to_owned()).collect();
    let all = extras == Extras::All;
    let expected: Vec<_> = HEADERS.iter().filter(|h| all || !OF_NOTICES.contains(h)).collect();
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected.into_iter().copied().collect::<Vec<_>>());
    if all {
        for name in ["In-Reply-To", "References"] {
            assert_eq!(parsed.header_raw(name).map(str::trim), Some(THREAD), "{name}");
        }
        let unfolded = |name| parsed.header_raw(name).map(|v| v.split_whitespace().collect::<String>());
        assert_eq!(unfolded("List-Unsubscribe"), Some(format!("<{UNSUBSCRIBE}>")));
        assert_eq!(unfolded("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    }
    assert_eq!(parsed.subject(), Some(letter.subject.as_str()));
    assert_eq!(parsed.message_id(), Some("0198c0ffee@portal.nordlift.example"));
    assert_eq!(parsed.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert_eq!(parsed.date().map(mail_parser::DateTime::to_timestamp), Some(beginning().timestamp()));
    let people = [
        (parsed.from(), organization, FROM),
        (parsed.to(), name, "eva@huber.example"),
        (parsed.reply_to(), organization, "office@nordlift.example"),
    ];
    for (people, name, address) in people {
        let people: Vec<_> = people.expect("an address").iter().collect();
        assert_eq!(people.len(), 1, "one address, whatever the name: {people:?}");
        assert_eq!(people[0].name().unwrap_or_default(), one_line(name));
        assert_eq!(people[0].address(), Some(address));
    }
}

/// Plain text and HTML as alternatives that say the same, with the one link.
fn check_structure(message: &[u8], letter: &Rendered, language: Language, extras: Extras) {
    let parsed = MessageParser::default().parse(message).expect("a message");
    let kind = parsed.content_type().expect("a content type");
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("alternative")));
    let PartType::Multipart(parts) = &parsed.parts[0].body else { panic!("parts") };
    assert_eq!(parts.len(), 2);
    assert!(matches!(parsed.parts[parts[0] as usize].body, PartType::Text(_)), "plain text first");
    let second = &parsed.parts[parts[1] as usize];
    if extras == Extras::None {
        assert!(matches!(second.body, PartType::Html(_)), "HTML second");
    } else {
        let kind = second.content_type().expect("a content type");
        assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("related")));
        assert_eq!(kind.attribute("type"), Some("text/html"));
        let PartType::Multipart(inner) = &second.body else { panic!("parts") };
        let inner: Vec<_> = inner.iter().map(|n| &parsed.parts[*n as usize]).collect();
        assert_eq!(inner.len(), 2, "the page, and the picture that it asks for");
        assert!(matches!(inner[0].body, PartType::Html(_)));
        assert_eq!(inner[1].content_id(), Some("logo.0123@keydesk.invalid"));
        assert_eq!(inner[1].content_disposition().map(mail_parser::ContentType::ctype), Some("inline"));
        assert_eq!(inner[1].contents(), PNG);
    }

    let text = parsed.body_text(0).expect("text");
    let html = parsed.body_html(0).expect("HTML");
    assert_eq!(words(&text), words(&letter.text));
    assert!(html.contains(&format!("<html lang=\"{language}\">")));
    assert_eq!(html.matches("<a ").count(), 1, "one link");
    assert_eq!(html.matches("<img ").count(), usize::from(extras == Extras::All), "no picture but the logo");
    assert!(!html.contains("src=\"http"), "nothing is fetched from anywhere");
    let target = html.split_once("<a href=\"").expect("a link").1.split_once('"').expect("its end").0;
    assert_eq!(target, letter.link);
    assert!(text.lines().any(|line| line == letter.link), "the address stands on a line of its own: {text}");

    let seen = words(&seen(&html)).join(" ");
    assert!(seen.contains(&letter.link), "the address can be seen");
    let text = text.replace("\r\n", "\n");
    for paragraph in text.split("\n\n").filter(|p| !p.contains(&letter.link)) {
        let said = words(paragraph.trim_start_matches("--")).join(" ");
        assert!(seen.contains(&said), "{said:?} is not on the page: {seen:?}");
    }
}
