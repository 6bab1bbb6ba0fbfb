//! How the organization words its letters (R64): which kind and language, which part, then the words, with the letter as it
//! would read below them.

use crate::domain::letter::LetterKind;
use crate::domain::state::Language;
use crate::service::wording::{self, Kind, Part};

use super::super::super::dialogs::{Chooser, Fetch, Foreseen, Form, Item, Pick, Question, Values};
use super::super::super::msg::Job;
use super::super::super::screen::Cx;

/// Which kind of letter, in which language.
pub fn kinds() -> Fetch<Vec<Kind>> {
    let job = Job::new("letters", |app, by| async move { wording::kinds(&app, &by).await });
    Fetch::new("Letters", job, |kinds: Vec<Kind>, cx: &mut Cx<'_>| {
        let item = |kind: &Kind, language: Language| Item {
            label: format!("{} · {}", kind.kind.as_str().replace('_', " "), language.own_name()),
            note: if kind.own.contains(&language) { "own words" } else { "" }.to_owned(),
            value: (kind.kind, language),
        };
        let items: Vec<_> = kinds.iter().flat_map(|kind| Language::ALL.iter().map(move |l| item(kind, *l))).collect();
        let foot = "Type to find a kind or a language.";
        let chooser = Chooser::new("Word which letter?", foot, items, &(LetterKind::Invitation, Language::English));
        cx.push(Pick::new(chooser, |(kind, language), cx| cx.push(parts(kind, language))));
    })
}

/// Which part of it.
fn parts(kind: LetterKind, language: Language) -> Fetch<Vec<Part>> {
    let job = Job::new("letter parts", move |app, by| async move { wording::get(&app, &by, kind, language).await });
    Fetch::new("Letters", job, move |parts: Vec<Part>, cx: &mut Cx<'_>| {
        let item = |part: &Part| Item {
            label: part.part.to_string(),
            note: match (part.own, &part.unused) {
                (_, Some(_)) => "own words, which do not fit any more".to_owned(),
                (true, None) => format!("own words: {}", part.words),
                (false, None) => part.words.clone(),
            },
            value: part.part,
        };
        let title = format!("{}, {}", kind.as_str().replace('_', " "), language.own_name());
        let Some(first) = parts.first().map(|p| p.part) else { return };
        let chooser = Chooser::new(title, "Which part?", parts.iter().map(item).collect(), &first);
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
    let items = vec![
        item("Change the words", "", true),
        item("Take them back", "the part says again what it said before", false),
    ];
    let by = part.changed_by.clone().unwrap_or_default();
    let chooser = Chooser::new(format!("{}: own words", part.part), format!("By {by}."), items, &true);
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
    let title = format!("{which} of {} in {}", kind.as_str().replace('_', " "), language.own_name());
    let mut form = Form::new(title, "Save", job, move |_, cx| {
        cx.done(format!("The part {which} is worded anew; letters sent from now on say it"));
    })
    .say(format!("Plain text; these are filled in: {braced}.{must}"));
    if let Some(why) = &part.unused {
        form = form.warn(format!("These words are not used, because what they say {why}."));
    }
    form.lines("words", "Words", &part.words).foresee(&["words"], move |values| {
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
        format!("Take back the words of {} in {}?", part.part, language.own_name()),
        format!("The part says again: {}", part.ours),
        "Take back",
        move || Job::new("word", move |app, by| async move { wording::reset(&app, &by, place, version).await }),
        |part: Part, cx| cx.done(format!("The part {} says again what it said before", part.part)),
    )
}
