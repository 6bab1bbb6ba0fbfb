//! The language in which one's own terminal and letters speak.

use crate::domain::state::Language;
use crate::service::preferences::{self, Reached};

use super::super::dialogs::{Fetch, Form, Values};
use super::super::msg::Job;
use super::super::screen::{Cx, Wish};

/// Asks for the own language, and takes it over at once.
pub fn mine() -> Fetch<Reached> {
    let job = Job::new("my language", |app, by| async move { preferences::reached(&app, &by).await });
    Fetch::new(t!("language-title"), job, |own: Reached, cx: &mut Cx<'_>| cx.push(form(own.language)))
}

fn form(own: Option<Language>) -> Form<()> {
    let job = |values: &Values| {
        let language = values.choice("language").checked_sub(1).and_then(|at| Language::ALL.get(at)).copied();
        Job::new("save language", move |app, by| async move { preferences::set_language(&app, &by, language).await })
    };
    let mut options = vec![t!("language-none").to_owned()];
    options.extend(Language::ALL.iter().map(|language| language.own_name().to_owned()));
    let at = own.and_then(|own| Language::ALL.iter().position(|language| *language == own)).map_or(0, |at| at + 1);
    Form::new(t!("language-title"), t!("save"), job, |(), cx: &mut Cx<'_>| {
        // The next request brings the person anew, and with it the language.
        cx.wish(Wish::Changed);
        cx.done(t!("language-saved"));
    })
    .say(t!("language-lead"))
    .choice("language", t!("language-label"), options, at)
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;

    #[test]
    fn every_language_is_offered_by_its_own_name_and_none_first() {
        let reached = Reached {
            email: "anna@nordlift.example".into(),
            mobile: String::new(),
            language: Some(Language::German),
            time_zone: String::new(),
        };
        let mut bench = Bench::with_dialog(mine());
        bench.screen(80, 24);
        bench.answer("my language", reached);
        assert!(bench.screen(80, 24).contains("Deutsch"));
        bench.press("right");
        assert!(bench.screen(80, 24).contains("Dansk"));
        bench.press("right");
        assert!(bench.screen(80, 24).contains("as the organization and this machine"));
    }
}
