//! One deed for several rows of a list: shown once with what is left out and why, then done row by row. Each row says what
//! became of it, also when it was refused; what one row is refused for does not stop the others.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::service::{Actor, App, Error};

use super::super::dialogs::{Form, Reader, Values};
use super::super::msg::Job;
use super::super::screen::Cx;

/// The work for one row: what was done, in a few words.
pub type Work = Pin<Box<dyn Future<Output = Result<String, Error>> + Send>>;

/// What became of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    done: bool,
    line: String,
}

/// The rows that are meant, each with its name, and those that are left out, each with the reason.
pub struct Rows<R> {
    /// What is to be done, and for what it is called.
    pub meant: Vec<(String, R)>,
    /// Names and reasons.
    pub left_out: Vec<(String, String)>,
}

impl<R> Rows<R> {
    /// Sorts rows out: `part` gives name and row, or name and reason.
    pub fn of<T>(rows: impl IntoIterator<Item = T>, part: impl Fn(T) -> Result<(String, R), (String, String)>) -> Self {
        let (mut meant, mut left_out) = (Vec::new(), Vec::new());
        for row in rows {
            match part(row) {
                Ok(row) => meant.push(row),
                Err(reason) => left_out.push(reason),
            }
        }
        Self { meant, left_out }
    }
}

/// The review: what will be done for which rows. `verb` stands on the button, `what` says what it means.
pub fn review<R: Clone + Send + 'static>(
    verb: &str,
    what: &str,
    rows: Rows<R>,
    deed: impl Fn(App, Arc<Actor>, R) -> Work + Clone + Send + Sync + 'static,
) -> Form<Vec<Told>> {
    let Rows { meant, left_out } = rows;
    let (names, title) =
        (listed(meant.iter().map(|(name, _)| name.clone())), t!("each-title", verb = verb, n = meant.len()));
    let job = move |_: &Values| {
        let (meant, deed) = (meant.clone(), deed.clone());
        Job::new("each", move |app, by| async move {
            let mut told = Vec::new();
            for (name, row) in meant {
                told.push(match deed(app.clone(), by.clone(), row).await {
                    Ok(said) => Told { done: true, line: format!("✓ {name}: {said}") },
                    Err(error) => Told { done: false, line: format!("✗ {name}: {error}") },
                });
            }
            Ok(told)
        })
    };
    let skipped: Vec<String> = left_out.iter().map(|(name, why)| format!("– {name}: {why}")).collect();
    let form = Form::new(title, verb, job, move |told: Vec<Told>, cx: &mut Cx<'_>| show(&told, &skipped, cx));
    let form = form.say(what).say(names);
    let form = if left_out.is_empty() {
        form
    } else {
        let reasons = listed(left_out.into_iter().map(|(name, why)| format!("{name}: {why}")));
        form.warn(format!("{}\n{reasons}", t!("each-left-out")))
    };
    form.sure(t!("each-sure"))
}

/// So many rows are named in the review.
const SHOWN: usize = 6;

fn listed(names: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = names.collect();
    let mut lines: Vec<String> = all.iter().take(SHOWN).map(|name| format!("  {name}")).collect();
    if all.len() > SHOWN {
        lines.push(format!("  {}", t!("each-more", n = all.len() - SHOWN)));
    }
    lines.join("\n")
}

/// Says how it went: one line for each row, refused ones first.
fn show(told: &[Told], skipped: &[String], cx: &mut Cx<'_>) {
    let refused = told.iter().filter(|row| !row.done);
    let done = told.iter().filter(|row| row.done);
    let count = done.clone().count();
    let title = t!("each-done", done = count, all = told.len() + skipped.len());
    if count == told.len() {
        cx.done(title.clone());
    } else {
        cx.failed(title.clone());
    }
    let lines: Vec<&str> =
        refused.chain(done).map(|row| row.line.as_str()).chain(skipped.iter().map(String::as_str)).collect();
    cx.push(Reader::new(title, lines.join("\n")));
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;

    #[test]
    fn every_row_says_what_became_of_it_and_refused_ones_come_first() {
        let rows = Rows::of([1_u8, 2, 3], |n| {
            if n == 3 { Err(("three".to_owned(), "it is closed".to_owned())) } else { Ok((format!("row {n}"), n)) }
        });
        assert_eq!((rows.meant.len(), rows.left_out.len()), (2, 1));
        let form = review("Close", "It closes them.", rows, |_, _, _| Box::pin(async { Ok("closed".to_owned()) }));
        let mut bench = Bench::with_dialog(form);
        let screen = bench.screen(80, 24);
        assert!(screen.contains("Close: 2?") && screen.contains("three: it is closed"), "{screen}");
        // Enter alone does nothing: the box has to be ticked.
        bench.press("enter enter enter");
        assert!(bench.tickets("each").is_empty());
        bench.press("shift-tab space enter enter");
        let told = vec![
            Told { done: true, line: "✓ row 1: closed".into() },
            Told { done: false, line: "✗ row 2: somebody was faster".into() },
        ];
        bench.answer("each", told);
        let screen = bench.screen(80, 24);
        assert!(screen.contains("Done for 1 of 3"), "{screen}");
        let line = |text: &str| screen.lines().position(|l| l.contains(text)).unwrap();
        assert!(line("✗ row 2") < line("✓ row 1") && line("✓ row 1") < line("– three"), "{screen}");
    }
}
