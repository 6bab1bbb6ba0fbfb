//! The templates of self-checks (R36): what is to be looked at, one point a line.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::check::{Point, PointKind};
use crate::service::checks::{self, TemplateChange, TemplateRow};
use crate::service::customers::Page;

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Form, Values};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows};
use super::super::sections::{Boxed, one_page};
use super::super::widgets::{Column, Width};

/// The templates.
#[derive(Debug)]
pub struct Templates;

/// The templates, in a box.
pub fn templates() -> Boxed<Templates> {
    Boxed::new(t!("templates-title"), Templates)
}

const COLUMNS: &[Column] = &[
    Column::new("name", Width::Share(2, 20)),
    Column::new("column-points", Width::Fixed(6)).right(),
    Column::new("column-assigned", Width::Fixed(8)).right(),
    Column::new("column-in-use", Width::Fixed(7)),
];

/// What asks for a photograph.
const PHOTO: &str = "[photo]";

/// The points of a text, one a line: as it is for "in order?", `#` before it for a number, `>` for words.
pub fn points(text: &str) -> Vec<Point> {
    let point = |line: &str| {
        let (line, photo) = match line.trim().strip_suffix(PHOTO) {
            Some(rest) => (rest.trim_end(), true),
            None => (line.trim(), false),
        };
        let (kind, text) = match (line.strip_prefix('#'), line.strip_prefix('>'), line.strip_prefix('?')) {
            (Some(rest), ..) => (PointKind::Number, rest),
            (_, Some(rest), _) => (PointKind::Text, rest),
            (_, _, Some(rest)) => (PointKind::Ok, rest),
            _ => (PointKind::Ok, line),
        };
        Point { text: text.trim().to_owned(), kind, photo }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(point).collect()
}

/// The text of points, as [`points`] reads it.
pub fn written(points: &[Point]) -> String {
    let line = |point: &Point| {
        let mark = match point.kind {
            PointKind::Number => "# ",
            PointKind::Text => "> ",
            PointKind::Ok if point.text.starts_with(['#', '>', '?']) => "? ",
            PointKind::Ok => "",
        };
        let photo = if point.photo { format!(" {PHOTO}") } else { String::new() };
        format!("{mark}{}{photo}", point.text)
    };
    points.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl Rows for Templates {
    type Row = TemplateRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Templates.chain()
    }

    fn label(&self) -> &'static str {
        t!("templates-title")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &TemplateRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &TemplateRow, column: usize, look: Look<'_>) -> (String, Style) {
        let style = if row.active { look.theme.text } else { look.theme.dim };
        match column {
            0 => (row.name.clone(), style),
            1 => (row.points.len().to_string(), style),
            2 => (row.assigned.to_string(), style),
            _ => (if row.active { t!("word-yes") } else { t!("word-no") }.to_owned(), style),
        }
    }

    fn job(&self, ask: &Ask<'_, TemplateRow>) -> Job {
        let search = ask.search.clone();
        Job::new("templates", move |app, by| async move {
            let rows = checks::templates(&app, &by).await?;
            Ok::<Page<TemplateRow>, _>(one_page(rows, &search, |t| t.name.clone()))
        })
    }

    fn empty(&self) -> &'static str {
        t!("templates-none")
    }

    fn sheet(&self, row: &TemplateRow, _: Look<'_>) -> (String, String) {
        (row.name.clone(), written(&row.points))
    }

    fn availability(&self, command: Id, row: Option<&TemplateRow>) -> Availability {
        match command {
            Id::TemplateEdit => Availability::when(row.is_some(), t!("template-none-here")),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&TemplateRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::TemplateNew, _) => cx.push(form(None)),
            (Id::TemplateEdit, Some(row)) => cx.push(form(Some(row))),
            _ => {}
        }
        Reaction::None
    }
}

fn form(now: Option<&TemplateRow>) -> Form<TemplateRow> {
    let (id, version) = (now.map(|t| t.id), now.map_or(0, |t| t.version));
    let job = move |values: &Values| {
        let change = TemplateChange {
            id,
            version,
            name: values.text("name"),
            points: points(&values.text("points")),
            active: values.ticked("active"),
        };
        Job::new("template", move |app, by| async move { checks::template(&app, &by, &change).await })
    };
    let then = |template: TemplateRow, cx: &mut Cx<'_>| cx.done(t!("template-saved", name = template.name));
    let title = now.map_or_else(|| t!("template-new-title").to_owned(), |t| t!("template-edit-title", name = t.name));
    Form::new(title, t!("save"), job, then)
        .say(t!("template-say"))
        .text("name", t!("name"), now.map_or("", |t| &t.name), "")
        .lines("points", t!("column-points"), &now.map(|t| written(&t.points)).unwrap_or_default())
        .tick("active", t!("template-active"), now.is_none_or(|t| t.active))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_and_read_the_same_way() {
        let text = "Doors close\n# Pressure in bar\n> What was noticed [photo]\n? #1 lamp lights";
        let read = points(&format!("\n  {text}  \n\n"));
        let kinds: Vec<(PointKind, bool, &str)> = read.iter().map(|p| (p.kind, p.photo, p.text.as_str())).collect();
        assert_eq!(
            kinds,
            [
                (PointKind::Ok, false, "Doors close"),
                (PointKind::Number, false, "Pressure in bar"),
                (PointKind::Text, true, "What was noticed"),
                (PointKind::Ok, false, "#1 lamp lights"),
            ]
        );
        assert_eq!(written(&read), text);
    }
}
