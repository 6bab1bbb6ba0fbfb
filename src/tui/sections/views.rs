//! Views of a list that the person saved: choose one by number or name, save what is shown, rename, delete.

use ratatui::layout::Rect;

use crate::domain::listing::List;
use crate::service::views::{self, NewView, SavedView};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Chooser, Fetch, Form, Item, Question, Step, Values};
use super::super::msg::Job;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed, Wish};

/// Carries out a command about views of a list that shows this now.
pub fn command(command: Id, list: List, query: &str, sorting: &str, cx: &mut Cx<'_>) {
    match command {
        Id::ViewSave => cx.push(save(list, query, sorting)),
        _ => cx.push(choose(list)),
    }
}

/// Saves what is filtered and sorted under a name.
fn save(list: List, query: &str, sorting: &str) -> Form<SavedView> {
    let shown = if query.is_empty() { t!("view-everything") } else { query };
    let shown =
        if sorting.is_empty() { shown.to_owned() } else { t!("view-sorted", what = shown, by = words(sorting)) };
    let (query, sorting) = (query.to_owned(), sorting.to_owned());
    let job = move |values: &Values| {
        let new = NewView { list, name: values.text("name"), query: query.clone(), sorting: sorting.clone() };
        Job::new("save view", move |app, by| async move { views::save(&app, &by, &new).await })
    };
    Form::new(t!("view-save-title"), t!("view-save-verb"), job, |view: SavedView, cx| {
        cx.done(t!("view-saved", name = view.name));
    })
    .say(shown)
    .say(t!("view-save-says"))
    .text("name", t!("view-name"), "", "")
}

/// `-planned` for people: `planned ↓`.
fn words(sorting: &str) -> String {
    match sorting.strip_prefix('-') {
        Some(key) => format!("{key} ↓"),
        None if sorting.is_empty() => String::new(),
        None => format!("{sorting} ↑"),
    }
}

/// Chooses one of the views of a list.
fn choose(list: List) -> Fetch<Vec<SavedView>> {
    let job = Job::new("views", move |app, by| async move { views::list(&app, &by).await });
    Fetch::new(t!("views-title"), job, move |mut views: Vec<SavedView>, cx: &mut Cx<'_>| {
        views.retain(|view| view.list == list);
        if views.is_empty() {
            cx.info(t!("views-none"));
        } else {
            cx.push(Views::new(views));
        }
    })
}

/// The choice.
pub struct Views {
    saved: Vec<SavedView>,
    chooser: Chooser<usize>,
}

impl Views {
    fn new(views: Vec<SavedView>) -> Self {
        let item = |(n, view): (usize, &SavedView)| Item {
            label: format!("{} {}", n + 1, view.name),
            note: format!("{} {}", view.query, words(&view.sorting)),
            value: n,
        };
        let items = views.iter().enumerate().map(item).collect();
        Self { saved: views, chooser: Chooser::new(t!("views-title"), t!("views-foot"), items, &0) }
    }

    /// The view that is meant: by its number, or the marked one.
    fn meant(&mut self) -> Option<&SavedView> {
        let number = self.chooser.filter().parse::<usize>().ok().filter(|n| (1..=self.saved.len()).contains(n));
        let at = match number {
            Some(number) => number - 1,
            None => match self.chooser.command(Id::Pick) {
                Step::Done(at) => at,
                _ => return None,
            },
        };
        self.saved.get(at)
    }
}

fn rename(view: &SavedView) -> Form<SavedView> {
    let id = view.id;
    let job = move |values: &Values| {
        let name = values.text("name");
        Job::new("rename view", move |app, by| async move { views::rename(&app, &by, id, &name).await })
    };
    let list = view.list;
    Form::new(t!("view-rename-title", name = view.name), t!("view-rename-verb"), job, move |view: SavedView, cx| {
        cx.done(t!("view-renamed", name = view.name));
        cx.push(choose(list));
    })
    .text("name", t!("view-name"), &view.name, "")
}

fn delete(view: &SavedView) -> Question<SavedView> {
    let (id, name) = (view.id, view.name.clone());
    Question::new(
        t!("view-delete-title", name = name),
        t!("view-delete-says"),
        t!("view-delete-verb"),
        move || Job::new("delete view", move |app, by| async move { views::delete(&app, &by, id).await }),
        move |_, cx| cx.done(t!("view-deleted", name = name)),
    )
}

impl Screen for Views {
    fn title(&self) -> String {
        t!("views-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Views.chain()
    }

    fn availability(&self, _: Id, _: chrono::DateTime<chrono::Utc>) -> Availability {
        Availability::Enabled
    }

    fn typing(&self) -> bool {
        true
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        self.chooser.typed(typed)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Pick | Id::ViewRename | Id::ViewDelete => {
                let Some(view) = self.meant().cloned() else { return };
                cx.close();
                match command {
                    Id::Pick => cx.wish(Wish::View(Box::new(view))),
                    Id::ViewRename => cx.push(rename(&view)),
                    _ => cx.push(delete(&view)),
                }
            }
            Id::Close => cx.close(),
            _ => {
                self.chooser.command(command);
            }
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if let Step::Done(at) = self.chooser.click(target)
            && let Some(view) = self.saved.get(at).cloned()
        {
            cx.close();
            cx.wish(Wish::View(Box::new(view)));
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.chooser.draw(canvas, area);
    }
}
