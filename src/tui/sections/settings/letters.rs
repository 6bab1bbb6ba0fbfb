//! How the organization words its letters (R64): which kind and language, which part, then the words, with the letter as it
//! would read below them.

use crate::domain::letter::LetterKind;
use crate::domain::state::Language;
use crate::service::wording::{self, Kind, Part};
use crate::tui::words::word;

use super::super::super::dialogs::{Chooser, Fetch, Foreseen, Form, Item, Pick, Question, Values};
use super::super::super::msg::Job;
use super::super::super::screen::Cx;

/// Which kind of letter, in which language.
pub fn kinds() -> Fetch<Vec<Kind>> {
    let job = Job::new("letters", |app, by| async move { wording::kinds(&app, &by).await });
    Fetch::new(t!("letters-title"), job, |kinds: Vec<Kind>, cx: &mut Cx<'_>| {
        let item = |kind: &Kind, language: Language| Item {
            label: format!("{} · {}", word(kind.kind.as_str()), language.own_name()),
            note: if kind.own.contains(&language) { t!("letters-own") } else { "" }.to_owned(),
            value: (kind.kind, language),
        };
        let items: Vec<_> = kinds.iter().flat_map(|kind| Language::ALL.iter().map(move |l| item(kind, *l))).collect();
        let foot = t!("letters-type");
        let chooser = Chooser::new(t!("letters-which"), foot, items, &(LetterKind::Invitation, Language::English));
        cx.push(Pick::new(chooser, |(kind, language), cx| cx.push(parts(kind, language))));
    })
}

/// Which part of it.
fn parts(kind: LetterKind, language: Language) -> Fetch<Vec<Part>> {
    let job = Job::new("letter parts", move |app, by| async move { wording::get(&app, &by, kind, language).await });
    Fetch::new(t!("letters-title"), job, move |parts: Vec<Part>, cx: &mut Cx<'_>| {
        let item = |part: &Part| Item {
            label: word(part.part.as_str()),
            note: match (part.own, &part.unused) {
                (_, Some(_)) => t!("letters-own-unfit").to_owned(),
                (true, None) => t!("letters-own-words", words = part.words),
                (false, None) => part.words.clone(),
            },
            value: part.part,
        };
        let title = format!("{}, {}", word(kind.as_str()), language.own_name());
        let Some(first) = parts.first().map(|p| p.part) else { return };
        let chooser = Chooser::new(title, t!("letters-part"), parts.iter().map(item).collect(), &first);
        cx.push(Pick::new(chooser, move |chosen, cx| {
            if let Some(part) = parts.into_iter().find(|p| p.part == chosen) {
                open(kind, language, part, cx);
            }
        }));
    })
}

/// The words of a part; where they are the organization's own, they can be taken back.
fn open(kind: LetterKind, language: Language, part: Part, cx: &mut Cx<'_>) {
    if !part.own {
        return cx.push(edit(kind, language, &part));
    }
    let item = |label: &str, note: &str, value| Item { label: label.into(), note: note.into(), value };
    let items =
        vec![item(t!("letters-change"), "", true), item(t!("letters-take-back"), t!("letters-as-before"), false)];
    let by = part.changed_by.clone().unwrap_or_default();
    let chooser = Chooser::new(format!("{}: own words", part.part), t!("letters-by", by = by), items, &true);
    cx.push(Pick::new(chooser, move |change, cx: &mut Cx<'_>| {
        if change { cx.push(edit(kind, language, &part)) } else { cx.push(take_back(kind, language, &part)) }
    }));
}

fn edit(kind: LetterKind, language: Language, part: &Part) -> Form<Part> {
    let (which, version) = (part.part, part.version);
    let place = (kind, language, which);
    let job = move |values: &Values| {
        let words = values.text("words");
        Job::new("word", move |app, by| async move { wording::set(&app, &by, place, &words, version).await })
    };
    let braced = part.placeholders.iter().map(|p| format!("{{{p}}}")).collect::<Vec<_>>().join(" ");
    let must = part.required.map_or(String::new(), |name| format!(" {{{name}}} must be there."));
    let title = format!("{which} of {} in {}", word(kind.as_str()), language.own_name());
    let mut form = Form::new(title, t!("save"), job, move |_, cx| {
        cx.done(t!("letters-done", which = which));
    })
    .say(t!("letters-say", braced = braced, must = must));
    if let Some(why) = &part.unused {
        form = form.warn(t!("letters-unused", why = why));
    }
    form.lines("words", t!("label-words"), &part.words).foresee(&["words"], move |values| {
        let words = values.text("words");
        Job::new("letter preview", move |app, by| async move {
            let typed = Some((which, words.as_str()));
            let sample = wording::preview(&app, &by, (kind, language), typed).await?;
            let mut said: Foreseen = vec![(sample.letter.subject, false)];
            // Unfilled: the dialog breaks lines by its own width, and does it once.
            said.extend(
                sample
                    .unfilled
                    .lines()
                    .take_while(|l| !l.starts_with("--"))
                    .filter(|l| !l.is_empty())
                    .take(6)
                    .map(|l| (l.to_owned(), false)),
            );
            Ok(said)
        })
    })
}

fn take_back(kind: LetterKind, language: Language, part: &Part) -> Question<Part> {
    let (place, version) = ((kind, language, part.part), part.version);
    Question::new(
        t!("letters-back-ask", part = part.part, own_name = language.own_name()),
        t!("letters-again", ours = part.ours),
        t!("letters-back-verb"),
        move || Job::new("word", move |app, by| async move { wording::reset(&app, &by, place, version).await }),
        |part: Part, cx| cx.done(t!("letters-back-done", part = part.part)),
    )
}
