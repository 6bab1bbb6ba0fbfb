//! Every form of the portal: what a person types who does everything right, and everything that can be wrong with it.

use super::scene::Scene;

/// What an empty form is answered with.
#[derive(Clone, Debug)]
pub enum Empty {
    /// These fields are named.
    Names(&'static [&'static str]),
    /// It is taken: nothing in it is needed.
    Taken,
    /// There is nothing in it that could be emptied.
    Nothing,
}

/// What the same form is answered with when it arrives once more.
#[derive(Clone, Debug)]
pub enum Twice {
    /// As the first time, and nothing more is made.
    Same,
    /// With this status, and nothing more is made.
    Refused(u16),
    /// It may: why.
    Free(&'static str),
}

/// Somebody else changes the same thing meanwhile.
#[derive(Clone, Debug)]
pub struct Stale {
    /// Who.
    pub by: &'static str,
    /// The form that this person sends, on this page and to this address; none: the same one.
    pub through: Option<&'static str>,
    /// What that person types into it.
    pub typed: Vec<(&'static str, String)>,
    /// What the answer says of it.
    pub says: &'static str,
    /// Whether the form is there again, to be sent once more.
    pub again: bool,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    /// As the router's table has it.
    pub pattern: &'static str,
    /// The page on which it stands.
    pub page: String,
    /// Where it is sent.
    pub path: String,
    /// Who sends it; nobody before the sign-in.
    pub who: &'static str,
    /// What that person types.
    pub typed: Vec<(&'static str, String)>,
    /// The files that go with it; none: it is no form for files.
    pub files: Option<&'static [(&'static str, &'static str, &'static [u8])]>,
    /// The status when it is taken.
    pub taken: u16,
    pub empty: Empty,
    /// The field, the most characters, the field that is named.
    pub long: Vec<(&'static str, usize, &'static str)>,
    /// The field, what is wrong, the field that is named.
    pub wrong: Vec<(&'static str, &'static str, &'static str)>,
    pub twice: Twice,
    pub stale: Option<Stale>,
}

fn at(pattern: &'static str, page: &str, path: &str) -> Form {
    Form {
        pattern,
        page: page.to_owned(),
        path: path.to_owned(),
        who: "eva",
        typed: Vec::new(),
        files: None,
        taken: 303,
        empty: Empty::Nothing,
        long: Vec::new(),
        wrong: Vec::new(),
        twice: Twice::Same,
        stale: None,
    }
}

impl Form {
    fn by(self, who: &'static str) -> Self {
        Self { who, ..self }
    }

    fn typed(self, typed: &[(&'static str, &str)]) -> Self {
        Self { typed: owned(typed), ..self }
    }

    fn files(self, files: &'static [(&'static str, &'static str, &'static [u8])]) -> Self {
        Self { files: Some(files), ..self }
    }

    fn taken(self, taken: u16) -> Self {
        Self { taken, ..self }
    }

    fn empty(self, named: &'static [&'static str]) -> Self {
        Self { empty: Empty::Names(named), ..self }
    }

    fn empty_is_taken(self) -> Self {
        Self { empty: Empty::Taken, ..self }
    }

    fn long(self, long: &[(&'static str, usize)]) -> Self {
        self.long_at(&long.iter().map(|(field, most)| (*field, *most, *field)).collect::<Vec<_>>())
    }

    fn long_at(mut self, long: &[(&'static str, usize, &'static str)]) -> Self {
        self.long.extend_from_slice(long);
        self
    }

    fn wrong(mut self, wrong: &[(&'static str, &'static str, &'static str)]) -> Self {
        self.wrong.extend_from_slice(wrong);
        self
    }

    fn twice(self, twice: Twice) -> Self {
        Self { twice, ..self }
    }

    /// Jan saves something else meanwhile.
    fn stale(self, typed: &[(&'static str, &str)]) -> Self {
        Self {
            stale: Some(Stale { by: "jan", through: None, typed: owned(typed), says: "Jan Moser", again: true }),
            ..self
        }
    }
}

fn owned(typed: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    typed.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// Forms into which nothing is typed, and those that something else holds; each with the reason.
pub const EXCEPT: &[(&str, &str)] = &[
    ("/login/passkey", "what a device signs; every wrong answer of one is in `second_factor`"),
    (
        "/login/second",
        "a step of signing in with a code of its own; empty, wrong, used and late ones are in `second_factor`",
    ),
    ("/login/language", "a button for each language"),
    ("/logout", "a button"),
    ("/view/{token}", "a button"),
    ("/view/end", "a button"),
    ("/calendar/address", "two buttons; what is neither is in `plans`"),
    ("/colleagues/{id}/suspend", "a button"),
    ("/colleagues/{id}/lift", "a button"),
    ("/colleagues/{id}/resend", "a button"),
    ("/account/data", "a button"),
    ("/account/sessions/end", "a button for each session"),
    ("/account/sessions/end-others", "a button"),
    ("/account/second-factor/begin", "a button"),
    ("/account/second-factor/codes", "a button"),
    ("/account/second-factor/confirm", "a code for a secret that waits; empty and wrong ones are in `second_factor`"),
    (
        "/account/second-factor/off",
        "a password while a second factor is on; empty and wrong ones are in `second_factor`",
    ),
    ("/account/passkeys", "what a device makes; none at all, and one without a name, are in `second_factor`"),
    ("/account/passkeys/remove", "a button for each passkey"),
    ("/switch", "a button for each customer"),
    ("/unsubscribe/{token}", "a button; tokens of every wrong kind are in `unsubscribe`"),
];

const PDF: &[u8] = b"%PDF-1.7\nserviced on Monday";
const GOOD: &str = "gul lampa under bron";

/// Every form. What ends something comes after what needs it.
pub fn forms(scene: &Scene) -> Vec<Form> {
    [entering(scene), work(scene), things(scene), plans(), company(scene), own()].into_iter().flatten().collect()
}

fn entering(scene: &Scene) -> Vec<Form> {
    let new_password: &[_] = &[("password", "short", "password"), ("password", "aaaaaaaaaaaaaaaaaaaa", "password")];
    vec![
        at("/login", "/login", "/login")
            .by("")
            .typed(&[("email", "eva@huber.example"), ("password", crate::support::world::PASSWORD)])
            .empty(&["email", "password"])
            .long_at(&[("email", 320, "email"), ("password", 1024, "email")])
            .twice(Twice::Free("each sign-in is a session of its own")),
        at("/recovery", "/recovery", "/recovery")
            .by("")
            .typed(&[("email", "eva@huber.example")])
            .taken(200)
            .empty(&["email"])
            .long(&[("email", 254)])
            .wrong(&[("email", "no address", "email")])
            .twice(Twice::Free(
                "the same row whoever is meant, so that nothing can be measured; the letter is written once",
            )),
        at("/code", "/code", "/code")
            .by("")
            .typed(&[("email", "max@huber.example"), ("code", &scene.code)])
            .empty(&["code", "email"])
            .long_at(&[("code", 64, "code")])
            .wrong(&[("email", "nobody@huber.example", "code")])
            .twice(Twice::Refused(422)),
        at("/invitation/{token}", &scene.invitation, &scene.invitation)
            .by("")
            .typed(&[("password", GOOD)])
            .empty(&["password"])
            .long(&[("password", 1024)])
            .wrong(new_password)
            .twice(Twice::Refused(404)),
        at("/password/{token}", &scene.password, &scene.password)
            .by("")
            .typed(&[("password", GOOD)])
            .empty(&["password"])
            .long(&[("password", 1024)])
            .wrong(new_password)
            .twice(Twice::Refused(404)),
        at("/password", "/password", "/password")
            .by("uwe")
            .typed(&[("new_password", GOOD)])
            .empty(&["new_password"])
            .long(&[("new_password", 1024)])
            .wrong(&[("new_password", "short", "new_password")])
            // The new session has another token than the form.
            .twice(Twice::Refused(403)),
    ]
}

fn work(scene: &Scene) -> Vec<Form> {
    let spot: &[_] =
        &[("urgency", "tomorrow", "urgency"), ("facility", "not one", "facility"), ("object", "O999", "object")];
    let where_and_what = [("urgency", "high"), ("facility", &scene.facility), ("object", "O1")];
    let with = |typed: &[(&'static str, &'static str)]| {
        typed.iter().copied().chain(where_and_what.iter().map(|(k, v)| (*k, *v))).collect::<Vec<(&'static str, &str)>>()
    };
    vec![
        at("/orders", "/orders/new", "/orders")
            .typed(&with(&[
                ("kind", "service_order"),
                ("title", "New lamps, please"),
                ("description", "In the hall.\n\n& soon"),
            ]))
            .empty(&["title"])
            .long(&[("title", 200), ("description", 10_000)])
            .wrong(&[("kind", "work_order", "kind")])
            .wrong(spot),
        at("/orders/{number}/comments", "/orders/A1", "/orders/A1/comments")
            .typed(&[("body", "It hums again <since> Monday & \"loudly\"")])
            .empty(&["body"])
            .long(&[("body", 5_000)]),
        at("/orders/{number}/documents", "/orders/A1", "/orders/A1/documents")
            .files(&[("file", "report.pdf", PDF)])
            .empty(&["file"]),
        at("/orders/{number}/edit", "/orders/W1/edit", "/orders/W1/edit")
            .typed(&[("title", "Twelve new lamps"), ("description", "In the hall")])
            .empty(&["title"])
            .long(&[("title", 200), ("description", 10_000)])
            .stale(&[("title", "Ten new lamps"), ("description", "")]),
        at("/faults", "/faults/new", "/faults")
            .typed(&with(&[("title", "The door sticks"), ("body", "Since this morning")]))
            .files(&[("photo", "door.pdf", PDF)])
            .empty(&["title"])
            .long(&[("title", 200), ("body", 10_000)])
            .wrong(spot),
        cancelled("/orders/{number}/cancel", "/orders/W1", "/orders/W1/edit", ("title", "Eleven new lamps")),
    ]
}

/// A button that takes back what somebody else changes at that moment.
fn cancelled(
    pattern: &'static str,
    page: &str,
    through: &'static str,
    (field, value): (&'static str, &'static str),
) -> Form {
    let typed = owned(&[(field, value)]);
    let stale = Stale { by: "jan", through: Some(through), typed, says: "Jan Moser", again: true };
    Form { stale: Some(stale), ..at(pattern, page, &format!("{page}/cancel")).twice(Twice::Refused(409)) }
}

fn things(scene: &Scene) -> Vec<Form> {
    let check = format!("/checks/{}", scene.check);
    vec![
        at("/objects/{number}/documents", "/objects/O1", "/objects/O1/documents")
            .files(&[("file", "manual.pdf", PDF)])
            .empty(&["file"]),
        at("/objects/new", "/objects/new", "/objects/new")
            .typed(&[
                ("name", "Gate <north>"),
                ("facility", &scene.facility),
                ("serial_number", "S-1"),
                ("installed_on", "2020-02-29"),
            ])
            .empty(&["facility", "name"])
            .long(&[("name", 200), ("serial_number", 200)])
            .wrong(&[("facility", "not one", "facility"), ("installed_on", "yesterday", "installed_on")]),
        at("/objects/{number}/edit", "/objects/O1/edit", "/objects/O1/edit")
            .typed(&[("name", "Lift east"), ("serial_number", "S-2")])
            .empty(&["name"])
            .long(&[("name", 200), ("serial_number", 200)])
            .wrong(&[("facility", "not one", "facility")])
            .stale(&[("name", "Lift west"), ("serial_number", "S-3")]),
        at("/objects/{number}/readings", "/objects/O1", "/objects/O1/readings")
            .typed(&[("value", "1300.5"), ("taken_at", "2026-03-01T10:00")])
            .empty(&["value"])
            .long(&[("reason", 500)])
            .wrong(&[
                ("value", "lots", "value"),
                ("value", "-3", "value"),
                ("value", "99999999999999999999999", "value"),
                ("value", "5", "value"),
                ("taken_at", "yesterday", "taken_at"),
                ("taken_at", "2031-03-01T10:00", "taken_at"),
            ]),
        at("/checks/{assignment}", &check, &check)
            .typed(&[
                ("answer-1", "ok"),
                ("answer-2", "21.5"),
                ("answer-3", "fine"),
                ("note-1", "oiled"),
                ("note", "all well"),
            ])
            .files(&[])
            .empty(&["point-1", "point-2", "point-3"])
            .long_at(&[
                ("answer-3", 1000, "point-3"),
                ("note-1", 1000, "point-1"),
                ("note-2", 1000, "point-2"),
                ("note-3", 1000, "point-3"),
                ("note", 1000, "note"),
            ])
            .wrong(&[("answer-1", "perhaps", "point-1"), ("answer-2", "lots", "point-2")]),
    ]
}

fn plans() -> Vec<Form> {
    let when: &[_] = &[("day", "someday", "day"), ("time", "25:99", "time"), ("minutes", "0", "minutes")];
    let asked = [("title", "Look at the gate"), ("note", "It sticks"), ("day", "2026-03-10"), ("time", "10:30")];
    vec![
        at("/video/new", "/video/new", "/video/new")
            .typed(&asked)
            .empty(&["day", "time", "title"])
            .long(&[("title", 200), ("note", 2000)])
            .wrong(when)
            .wrong(&[("order", "A999", "order"), ("facility", "F999", "facility"), ("day", "2020-01-01", "day")]),
        at("/video/{number}", "/video/V1", "/video/V1")
            .typed(&[("day", "2026-03-11"), ("time", "14:00")])
            .empty(&["day", "time"])
            .wrong(when)
            .stale(&[("day", "2026-03-12"), ("time", "15:00")]),
        cancelled("/video/{number}/cancel", "/video/V1", "/video/V1", ("day", "2026-03-13")),
        Form {
            stale: Some(Stale {
                by: "jan",
                through: None,
                typed: owned(&[("words", "Too dear")]),
                says: "Jan Moser",
                again: false,
            }),
            ..at("/billing/{number}/decision", "/billing/E1/decision?as=accept", "/billing/E1/decision")
                .typed(&[("words", "Please begin in May")])
                .long(&[("words", 1000)])
        },
    ]
}

fn company(scene: &Scene) -> Vec<Form> {
    let person: &[(_, _)] = &[
        ("first_name", "Zoë"),
        ("last_name", "O'Hara & Co"),
        ("title", "Hausmeisterin"),
        ("email", "zoe@huber.example"),
        ("phone", "+43 316 123"),
        ("mobile", "+43 664 1234567"),
    ];
    let lengths: &[_] =
        &[("first_name", 100), ("last_name", 100), ("title", 100), ("email", 254), ("phone", 60), ("mobile", 60)];
    let no_address: &[_] = &[("email", "no address", "email")];
    let (contact, pia) = (format!("/company/contacts/{}", scene.contact), format!("/colleagues/{}", scene.pia));
    let lea = format!("/colleagues/{}/remove", scene.lea);
    vec![
        at("/company/edit", "/company/edit", "/company/edit")
            .typed(&[
                ("street", "Ringstraße 1"),
                ("postal_code", "1010"),
                ("city", "Wien"),
                ("country", "AT"),
                ("phone", "+43 1 23"),
                ("email", "office@huber.example"),
            ])
            .empty_is_taken()
            .long(&[("street", 200), ("postal_code", 20), ("city", 100), ("phone", 60), ("email", 254)])
            .wrong(&[("email", "no address", "email"), ("country", "Atlantis", "country")])
            .stale(&[("street", "Hauptplatz 9")]),
        at("/company/contacts/new", "/company/contacts/new", "/company/contacts/new")
            .typed(person)
            .empty(&["last_name"])
            .long(lengths)
            .wrong(no_address),
        at("/company/contacts/{number}", &contact, &contact)
            .typed(person)
            .empty(&["last_name"])
            .long(lengths)
            .wrong(no_address)
            .stale(&[("title", "Chefin")]),
        at("/colleagues/invite", "/colleagues/invite", "/colleagues/invite")
            .typed(&[
                ("first_name", "Tom"),
                ("last_name", "Neu"),
                ("email", "tom@huber.example"),
                ("role", "moderator"),
                ("language", "de"),
                ("sees", "chosen"),
                ("facility", &scene.facility),
            ])
            .empty(&["email", "first_name", "last_name"])
            .long(&[("first_name", 100), ("last_name", 100), ("email", 254)])
            .wrong(&[
                ("email", "no address", "email"),
                ("email", "pia@huber.example", "email"),
                ("role", "chief", "role"),
                ("language", "klingon", "language"),
                ("facility", "not one", "facilities"),
                ("contact", "not one", "contact"),
            ])
            .twice(Twice::Refused(422)),
        at("/colleagues/{id}", &pia, &pia)
            .typed(&[("role", "moderator"), ("sees", "chosen"), ("facility", &scene.facility), ("p-comment", "denied")])
            .wrong(&[
                ("role", "chief", "role"),
                ("facility", "not one", "facilities"),
                ("contact", "not one", "contact"),
                ("p-comment", "perhaps", "permission"),
            ])
            .stale(&[("role", "administrator")]),
        at("/colleagues/{id}/remove", &lea, &lea).typed(&[("tell", "on")]).twice(Twice::Refused(404)),
    ]
}

fn own() -> Vec<Form> {
    vec![
        Form {
            stale: Some(Stale {
                by: "eva",
                through: None,
                typed: owned(&[("first_name", "Evi")]),
                says: "You changed this",
                again: true,
            }),
            ..at("/account/profile", "/account", "/account/profile")
                .typed(&[("first_name", "Eva <Maria>"), ("last_name", "Huber-Öl"), ("mobile", "+436641234567")])
                .empty(&["first_name", "last_name"])
                .long(&[("first_name", 100), ("last_name", 100), ("mobile", 100)])
                .wrong(&[
                    ("mobile", "lots", "mobile"),
                    ("mobile", "+43", "mobile"),
                    ("mobile", "123", "mobile"),
                    ("mobile", "+99912345678", "mobile"),
                    ("mobile", "+43 664 12345678901234", "mobile"),
                    ("mobile", "+43 664 1234567 ext. 12", "mobile"),
                ])
        },
        at("/account/language", "/account", "/account/language")
            .typed(&[("language", "en")])
            .wrong(&[("language", "klingon", "language")])
            .twice(Twice::Free("the same language is chosen once more")),
        at("/account/time-zone", "/account", "/account/time-zone")
            .typed(&[("time_zone", "Europe/Stockholm")])
            .wrong(&[("time_zone", "Mars/Olympus", "time_zone")])
            .twice(Twice::Free("the same time zone is chosen once more")),
        // Eva has no mobile number (R60).
        at("/account/notices", "/account", "/account/notices")
            .typed(&[("comments", "on"), ("new_orders", "on"), ("way-documents", "email")])
            .wrong(&[
                ("way-comments", "pigeon", "way-comments"),
                ("way-comments", "sms", "way-comments"),
                ("way-new_orders", "sms", "way-new_orders"),
            ]),
        at("/account/confirm", "/account/confirm", "/account/confirm")
            .typed(&[("password", crate::support::world::PASSWORD)])
            .empty(&["password"])
            .long(&[("password", 1024)])
            .twice(Twice::Free("it shows who one is and makes nothing")),
        at("/account/independence", "/account", "/account/independence")
            .typed(&[("reason", "We grow & want to")])
            .long(&[("reason", 1000)]),
        at("/account/password", "/account", "/account/password")
            .typed(&[("present_password", crate::support::world::PASSWORD), ("new_password", GOOD)])
            .empty(&["new_password", "present_password"])
            .long_at(&[("present_password", 1024, "present_password"), ("new_password", 1024, "new_password")])
            .wrong(&[("new_password", "short", "new_password")])
            // The new session has another token than the form.
            .twice(Twice::Refused(403)),
    ]
}
