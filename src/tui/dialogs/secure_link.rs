//! A customer's secure link (R20, R21): how it stands and why, the address to copy, a new one, on and off, an end.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::CustomerId;
use crate::service::customers::CustomerRow;
use crate::service::secure_link::{self, Shown};

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::load::{Load, Taken};
use super::super::msg::{Effect, Job, Reply};
use super::super::screen::{Availability, Canvas, Cx, Screen, Wish};
use super::super::when::{self, distance};
use super::super::widgets::modal;
use super::{Form, Qr, Question, Values};

/// The dialog.
#[derive(Debug)]
pub struct SecureLink {
    customer: CustomerId,
    title: String,
    name: String,
    shown: Load<Shown>,
    switching: Load<Shown>,
    /// It was changed here: what is shown may be a dead link.
    stale: bool,
}

impl SecureLink {
    /// The link of a customer.
    pub fn new(customer: &CustomerRow) -> Self {
        Self {
            customer: customer.id,
            title: t!("link-title", number = customer.number, name = customer.name),
            name: customer.name.clone(),
            shown: Load::default(),
            switching: Load::default(),
            stale: false,
        }
    }

    fn switch(&mut self, cx: &mut Cx<'_>) {
        let (Some(shown), id) = (self.shown.get(), self.customer) else { return };
        let on = !shown.on;
        self.switching.ask(
            cx,
            "switch link",
            move |app, by| async move { secure_link::switch(&app, &by, id, on).await },
        );
    }

    fn rotate(&self) -> Question<Shown> {
        let id = self.customer;
        Question::new(
            t!("link-replace-ask", name = self.name),
            t!("link-replace-text"),
            t!("replace"),
            move || Job::new("rotate link", move |app, by| async move { secure_link::rotate(&app, &by, id).await }),
            |_, cx| cx.done(t!("link-replaced")),
        )
    }

    fn end(&self, cx: &Cx<'_>) -> Form<Shown> {
        let (id, zone) = (self.customer, cx.zone);
        let now = self.shown.get().and_then(|s| s.ends_at).map(|at| zone.day(at)).unwrap_or_default();
        let job = move |values: &Values| {
            let typed = values.text("ends_at");
            Job::new("link end", move |app, by| async move {
                let end = when::end_of("ends_at", &typed, app.now(), zone)?;
                secure_link::set_end(&app, &by, id, end).await
            })
        };
        let then = move |shown: Shown, cx: &mut Cx<'_>| {
            let end =
                shown.ends_at.map_or_else(|| t!("link-no-end").to_owned(), |at| t!("link-end-at", at = zone.day(at)));
            cx.done(end);
        };
        Form::new(t!("link-end-title", name = self.name), t!("set-verb"), job, then).say(t!("link-end-say")).text(
            "ends_at",
            t!("last-day"),
            &now,
            t!("no-end"),
        )
    }

    fn lines(&self, canvas: &Canvas<'_>, width: usize) -> Vec<(String, Style)> {
        let theme = canvas.theme;
        let mut lines = Vec::new();
        let mut say = |text: &str, style| lines.extend(cells::wrap(text, width).into_iter().map(|l| (l, style)));
        if let Some(failure) = self.shown.failure().or_else(|| self.switching.failure()) {
            say(&format!("✗ {}", failure.sentence), theme.bad);
        }
        let Some(shown) = self.shown.get() else {
            if self.shown.failure().is_none() {
                say(t!("looking"), theme.dim);
            }
            return lines;
        };
        match &shown.why_not {
            None => say(t!("link-works"), theme.good),
            Some(why) => say(&t!("link-not", why = why), theme.warn),
        }
        let end = shown.ends_at.map_or_else(
            || t!("no-end").to_owned(),
            |at| t!("link-until", at = canvas.zone.full(at), now = distance(at, canvas.now)),
        );
        let switched = if shown.on { "link-switched-on" } else { "link-switched-off" };
        say(&t!(switched, end = end), theme.text);
        say("", theme.text);
        say(&shown.link, theme.key);
        say("", theme.text);
        if shown.works {
            say(t!("link-care"), theme.dim);
        }
        lines
    }
}

impl Screen for SecureLink {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::SecureLink.chain()
    }

    fn availability(&self, command: Id, _: chrono::DateTime<chrono::Utc>) -> Availability {
        match command {
            Id::LinkCopy | Id::LinkQr | Id::LinkRotate | Id::LinkSwitch | Id::LinkEnd => {
                Availability::when(self.shown.get().is_some(), t!("link-unknown"))
            }
            _ => Availability::Enabled,
        }
    }

    fn waiting(&self) -> bool {
        let unknown = self.shown.get().is_none() || self.stale;
        (unknown && self.shown.is_loading()) || self.switching.is_loading()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::LinkCopy => {
                if let Some(shown) = self.shown.get() {
                    cx.effect(Effect::Copy(shown.link.clone()));
                    cx.done(t!("link-copied"));
                }
            }
            Id::LinkQr => {
                if let Some(shown) = self.shown.get() {
                    cx.push(Qr::new(self.title.clone(), shown.link.clone()));
                }
            }
            Id::LinkRotate => cx.push(self.rotate()),
            Id::LinkSwitch => self.switch(cx),
            Id::LinkEnd => {
                let form = self.end(cx);
                cx.push(form);
            }
            Id::Close => cx.close(),
            _ => {}
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        let id = self.customer;
        self.stale |= cx.own_change;
        self.shown.ask(cx, "secure link", move |app, by| async move { secure_link::show(&app, &by, id).await });
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.shown.take(reply) != Taken::No {
            self.stale = false;
            return;
        }
        if self.switching.take(reply) == Taken::Ready
            && let Some(shown) = self.switching.take_value()
        {
            let said = if shown.on { t!("link-is-on") } else { t!("link-is-off") };
            cx.undoable(Some(self.customer), said);
            self.shown = Load::ready(shown);
            cx.wish(Wish::Changed);
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(6).min(84);
        let lines = self.lines(canvas, usize::from(width));
        let height = u16::try_from(lines.len()).unwrap_or(12) + 2;
        let inner = modal(canvas, area, width, height, &self.title);
        for (y, (line, style)) in (0_u16..).zip(&lines) {
            canvas.raw(inner, 0, y, line, *style);
        }
        let on = self.shown.get().is_some_and(|s| s.on);
        let foot = if on { t!("link-foot-off") } else { t!("link-foot-on") };
        canvas.line(inner, inner.height.saturating_sub(1), foot, canvas.theme.key);
    }
}
