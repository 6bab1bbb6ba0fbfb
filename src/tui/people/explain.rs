//! Explain (R71): asks for a thing and shows the chain of reasons, each with what changes it.

use std::fmt::Write as _;

use crate::domain::CustomerUserId;
use crate::domain::access::ThingKind;
use crate::service::explain::{self, Explanation};

use super::super::dialogs::{Form, Reader, Values};
use super::super::msg::Job;

/// Asks which thing; then shows whether the person sees it and why.
pub fn explain(user: CustomerUserId, name: &str) -> Form<Explanation> {
    let kinds = ThingKind::ALL.iter().map(|k| k.as_str().replace('_', " ")).collect();
    let job = move |values: &Values| {
        let kind = ThingKind::ALL.get(values.choice("kind")).copied().unwrap_or(ThingKind::Order);
        let number = values.text("number");
        Job::new("explain", move |app, by| async move { explain::explain(&app, &by, user, kind, &number).await })
    };
    Form::new(t!("explain-ask", name = name), t!("explain-verb"), job, |explained: Explanation, cx| {
        cx.push(Reader::new(t!("explain-why"), told(&explained)));
    })
    .say(t!("explain-say"))
    .choice("kind", t!("label-what"), kinds, 0)
    .text("number", t!("label-number"), "", "")
    .quiet()
}

/// The chain as a text.
fn told(explained: &Explanation) -> String {
    let mut text = format!("{} {}\n", if explained.allowed { "✓" } else { "✗" }, explained.title);
    for link in &explained.links {
        let mark = if link.holds { "✓" } else { "✗" };
        let _ = write!(text, "\n{mark} {}", link.sentence);
        if let Some(mend) = &link.mend {
            let _ = write!(text, "\n    {}", t!("changed-by", mend = mend));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;
    use crate::domain::access::Step;
    use crate::service::explain::Link;

    #[test]
    fn each_link_says_how_it_stands_and_what_changes_it() {
        let mut bench = Bench::with_dialog(explain(uuid::Uuid::from_u128(1).into(), "Jan Moser"));
        bench.press("tab");
        bench.type_text("A-1");
        bench.press("enter enter");
        let link = |step, holds, sentence: &str, mend: Option<&str>| Link {
            step,
            holds,
            sentence: sentence.into(),
            mend: mend.map(str::to_owned),
        };
        bench.answer(
            "explain",
            Explanation {
                allowed: false,
                title: "Jan Moser does not see order A-1.".into(),
                links: vec![
                    link(Step::Module, true, "The portal is on.", None),
                    link(Step::Scope, false, "Weiz is not among the facilities.", Some("f in tab Users")),
                ],
            },
        );
        let screen = bench.screen(80, 24);
        for text in ["✗ Jan Moser does not see", "✓ The portal is on.", "✗ Weiz is not", "changed by: f in tab Users"]
        {
            assert!(screen.contains(text), "{text}\n{screen}");
        }
    }
}
