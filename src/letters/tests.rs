//! What letters say, one by one.

use super::*;

const PAPER: Paper<'_> = Paper {
    organization: "Nordlift Service",
    accent: "#1f5fae",
    time_zone: "Europe/Vienna",
    public_url: "https://portal.example",
    logo: None,
    words: &NONE,
};

static NONE: Words = Words::new();

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
    render(letter, Some(&enclosure), &Reader { language, address: "eva@huber.example", time_zone: "" }, &PAPER).unwrap()
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
    let reader = Reader { language: Language::English, address: "eva@huber.example", time_zone: "" };
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

#[test]
fn a_moment_is_told_by_the_readers_clocks_and_says_by_which() {
    let at = |time_zone| {
        let reader = Reader { language: Language::English, address: "eva@huber.example", time_zone };
        let letter = render(&invitation("Eva"), Some(&Enclosure("kdi_a".to_owned())), &reader, &PAPER).unwrap();
        let line = letter.text.lines().find(|l| l.starts_with("The link works")).unwrap().to_owned();
        line.trim_start_matches("The link works until 2 March 2026, ").to_owned()
    };
    assert_eq!(at(""), "10:00 CET.");
    assert_eq!(at("Europe/Vienna"), "10:00 CET.");
    assert_eq!(at("Europe/London"), "09:00 GMT (Europe/London).");
    assert_eq!(at("America/New_York"), "04:00 EST (America/New York).");
    assert_eq!(at("Asia/Dubai"), "13:00 +04 (Asia/Dubai).");
    assert_eq!(at("Mars/Olympus"), "10:00 CET.");
}

#[test]
fn a_letter_that_is_only_looked_at_hides_its_secret() {
    let reader = Reader { language: Language::English, address: "eva@huber.example", time_zone: "" };
    let letter = render(&invitation("Eva"), Some(&Enclosure(HIDDEN.to_owned())), &reader, &PAPER).unwrap();
    assert_eq!(letter.link, "https://portal.example/invitation/…");
}
