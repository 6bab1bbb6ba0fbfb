//! How an organization words its letters (R64): per kind, language and part, in plain text with placeholders in braces.
//!
//! What fits a part is known to `letters::wording`. Words are used from the next letter that is sent; what is taken back says
//! again what it said before.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::{Enclosure, LetterKind, LetterPart};
use crate::domain::staff::StaffPermission;
use crate::domain::state::Language;
use crate::letters::wording::{self as rules, Words};
use crate::letters::{self, HIDDEN, Paper, Reader, Rendered, sample};
use crate::store::wording::{self as store, Place, Worded};
use crate::store::{Conn, organizations};

pub use crate::letters::wording::LONGEST_PART;

use super::activity::{About, record};
use super::correspondence::{self, For};
use super::{Actor, App, Error};

/// A kind of letter, and in which languages the organization words it itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Kind {
    /// Which.
    pub kind: LetterKind,
    /// The parts that can be worded.
    pub parts: &'static [LetterPart],
    /// The languages with words of the organization's own.
    pub own: Vec<Language>,
}

/// A part of a kind in a language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Part {
    /// Which.
    pub part: LetterPart,
    /// What it says.
    pub words: String,
    /// What it says without words of the organization's own.
    pub ours: String,
    /// Whether the words are the organization's own.
    pub own: bool,
    /// Why own words are not used: they do not fit any more.
    pub unused: Option<String>,
    /// What may stand in braces.
    pub placeholders: Vec<&'static str>,
    /// What must.
    pub required: Option<&'static str>,
    /// When own words were changed.
    pub changed_at: Option<DateTime<Utc>>,
    /// By whom.
    pub changed_by: Option<String>,
    /// The version to hand back when they are changed; 0: there are none.
    pub version: i64,
}

/// Every kind of letter.
pub async fn kinds(app: &App, by: &Actor) -> Result<Vec<Kind>, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let all = store::all(&mut app.store.read().await?, by.organization).await?;
    let own = |kind: &LetterKind| {
        let mut found: Vec<Language> = all
            .iter()
            .filter(|(k, ..)| k == kind.as_str())
            .filter_map(|(_, language, _)| language.parse().ok())
            .collect();
        found.dedup();
        found
    };
    Ok(LetterKind::ALL.iter().map(|kind| Kind { kind: *kind, parts: rules::parts(*kind), own: own(kind) }).collect())
}

/// The parts of a kind in a language, in the order of the letter.
pub async fn get(app: &App, by: &Actor, kind: LetterKind, language: Language) -> Result<Vec<Part>, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let mut conn = app.store.read().await?;
    let own = store::of_kind(&mut conn, by.organization, kind, language).await?;
    let worded = |part: LetterPart| own.iter().find(|worded| worded.part == part.as_str()).cloned();
    Ok(rules::parts(kind).iter().map(|part| shown(Place { kind, language, part: *part }, worded(*part))).collect())
}

/// Words a part. `version` is that of the [`Part`] that was shown.
///
/// # Errors
/// The field `words`, with everything that is wrong; `part`, when letters of this kind have none such; a conflict when
/// somebody changed them meanwhile.
pub async fn set(
    app: &App,
    by: &Actor,
    (kind, language, part): (LetterKind, Language, LetterPart),
    words: &str,
    version: i64,
) -> Result<Part, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let place = Place { kind, language, part };
    let words = checked(place, words)?;
    let mut tx = app.store.begin().await?;
    let before = fresh(&mut tx, by, place, version).await?;
    let was = before.as_ref().map_or_else(|| rules::ours(kind, part, language), |b| b.words.clone());
    if was == words {
        return Ok(shown(place, before));
    }
    if !store::set(&mut tx, by.organization, place, &words, version, (by.name(), app.now())).await? {
        return Err(overtaken(None));
    }
    let data = json!({ "before": was, "after": words });
    record(app, &mut tx, by, Event::LetterWorded, about(place), data).await?;
    let after = kept(&mut tx, by, place).await?;
    tx.commit().await?;
    Ok(shown(place, after))
}

/// Takes the words of a part back. What has none stays as it is.
pub async fn reset(
    app: &App,
    by: &Actor,
    (kind, language, part): (LetterKind, Language, LetterPart),
    version: i64,
) -> Result<Part, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let place = Place { kind, language, part };
    let mut tx = app.store.begin().await?;
    let Some(before) = fresh(&mut tx, by, place, version).await? else { return Ok(shown(place, None)) };
    if !store::reset(&mut tx, by.organization, place, version).await? {
        return Err(overtaken(None));
    }
    let data = json!({ "before": before.words, "after": rules::ours(kind, part, language) });
    record(app, &mut tx, by, Event::LetterWorded, about(place), data).await?;
    tx.commit().await?;
    Ok(shown(place, None))
}

/// A letter to nobody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// As it would be sent.
    pub letter: Rendered,
    /// Its plain text with every paragraph on one line, for screens.
    pub unfilled: String,
}

/// A letter of this kind to nobody, as it would read: with the words that are kept, and with `typed` in the place of a part.
///
/// # Errors
/// The field `words`, with everything that is wrong with what is typed.
pub async fn preview(
    app: &App,
    by: &Actor,
    (kind, language): (LetterKind, Language),
    typed: Option<(LetterPart, &str)>,
) -> Result<Sample, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let mut conn = app.store.read().await?;
    let organization = organizations::get(&mut conn, by.organization).await?;
    let organization = organization.ok_or_else(|| Error::not_found("such organization"))?;
    let mut words: Words = correspondence::words(&mut conn, by.organization, kind, language).await?;
    if let Some((part, typed)) = typed {
        words.insert(part, checked(Place { kind, language, part }, typed)?);
    }
    let logo = correspondence::logo(app, &organization).await;
    let source = logo.as_ref().map(|logo| correspondence::source(logo, For::Looking));
    let paper = Paper {
        organization: &organization.name,
        accent: &organization.accent,
        time_zone: &organization.time_zone,
        public_url: &app.policy.public_url,
        logo: logo.as_ref().zip(source.as_deref()).map(|(logo, source)| correspondence::shown(logo, source)),
        words: &words,
    };
    let reader = Reader { language, address: "eva.huber@huber.example", time_zone: "" };
    let letter = sample::letter(kind, language, app.now());
    let enclosure = Enclosure(HIDDEN.to_owned());
    let wrong = |e: letters::LetterError| Error::conflict(e.to_string());
    let unfilled = letters::unfilled(&letter, Some(&enclosure), &reader, &paper).map_err(wrong)?;
    let letter = letters::render(&letter, Some(&enclosure), &reader, &paper).map_err(wrong)?;
    Ok(Sample { letter, unfilled })
}

fn checked(place: Place, words: &str) -> Result<String, FieldErrors> {
    if !rules::parts(place.kind).contains(&place.part) {
        let all = rules::parts(place.kind).iter().map(|p| p.as_str()).collect::<Vec<_>>().join(", ");
        let message = format!("letters of the kind {} have no part {}; there are {all}", place.kind, place.part);
        return Err(FieldErrors::one("part", "wording-part", message));
    }
    rules::checked(place.kind, place.part, words).map_err(|problems| {
        let mut errors = FieldErrors::new();
        for problem in problems {
            errors.add("words", problem.code, problem.message);
        }
        errors
    })
}

/// What is there, if it still has this version.
async fn fresh(conn: &mut Conn, by: &Actor, place: Place, version: i64) -> Result<Option<Worded>, Error> {
    let there = kept(conn, by, place).await?;
    if there.as_ref().map_or(0, |t| t.version) == version {
        Ok(there)
    } else {
        Err(overtaken(there.map(|t| t.changed_by)))
    }
}

/// The organization's own words for a part, if it has some.
async fn kept(conn: &mut Conn, by: &Actor, place: Place) -> Result<Option<Worded>, Error> {
    let own = store::of_kind(conn, by.organization, place.kind, place.language).await?;
    Ok(own.into_iter().find(|worded| worded.part == place.part.as_str()))
}

fn overtaken(who: Option<String>) -> Error {
    Error::overtaken(who, |who| {
        format!("these words were changed by {who} meanwhile; nothing was saved, look at them and save again")
    })
}

fn about(place: Place) -> About {
    let Place { kind, language, part } = place;
    About { subject: format!("{part} of {kind} in {language}"), ..About::default() }
}

fn shown(place: Place, worded: Option<Worded>) -> Part {
    let Place { kind, language, part } = place;
    let ours = rules::ours(kind, part, language);
    let problems = worded.as_ref().and_then(|w| rules::checked(kind, part, &w.words).err());
    let unused = problems.map(|p| p.into_iter().map(|p| p.message).collect::<Vec<_>>().join("; "));
    Part {
        part,
        words: worded.as_ref().map_or_else(|| ours.clone(), |w| w.words.clone()),
        ours,
        own: worded.is_some(),
        unused,
        placeholders: rules::placeholders(kind, part),
        required: rules::required(kind, part),
        changed_at: worded.as_ref().map(|w| w.changed_at),
        changed_by: worded.as_ref().map(|w| w.changed_by.clone()),
        version: worded.map_or(0, |w| w.version),
    }
}
