//! A customer's detail: tabs, of which one is shown.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use uuid::Uuid;

use crate::domain::{ContactId, CustomerId, CustomerUserId};
use crate::service::customers::{self, CustomerRow, Overview};

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::dialogs::Invite;
use super::super::documents::Documents;
use super::super::goal::Part;
use super::super::grid::{Grid, Permissions};
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::objects::Objects;
use super::super::orders::Orders;
use super::super::people;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::widgets::block;
use super::activity::Activity;
use super::billing::Billing;
use super::invitations::Invitations;
use super::owned::{Contacts, Facilities};
use super::pane::{Pane, Rows};
use super::users::Users;
use super::video::Video;
use super::{customer, overview};

/// Clicks on tabs are numbered from here; below are the rows of the tab's list.
const TABS: usize = 1_000_000;

/// A tab that shows a list.
trait Tab: Screen {
    fn show(&mut self, customer: Option<CustomerId>, cx: &mut Cx<'_>);
    fn wrong(&self) -> bool;
    /// Marks this row as soon as it is there.
    fn seek(&mut self, row: Uuid) {
        let _ = row;
    }
    /// The contact under the cursor.
    fn contact(&self) -> Option<ContactId> {
        None
    }
    /// The customer user under the cursor.
    fn user(&self) -> Option<(CustomerUserId, String)> {
        None
    }
}

impl<S: Rows> Tab for Pane<S> {
    fn show(&mut self, customer: Option<CustomerId>, cx: &mut Cx<'_>) {
        Self::show(self, customer, cx);
    }

    fn wrong(&self) -> bool {
        Self::wrong(self)
    }

    fn seek(&mut self, row: Uuid) {
        Self::seek(self, row);
    }

    fn contact(&self) -> Option<ContactId> {
        self.row().and_then(|row| self.spec.contact(row))
    }

    fn user(&self) -> Option<(CustomerUserId, String)> {
        self.row().and_then(|row| self.spec.user(row))
    }
}

impl Tab for Permissions {
    fn show(&mut self, customer: Option<CustomerId>, cx: &mut Cx<'_>) {
        Self::show(self, customer, cx);
    }

    fn wrong(&self) -> bool {
        false
    }
}

/// The detail.
pub struct Detail {
    customer: Option<CustomerId>,
    overview: Load<Overview>,
    lists: Vec<Box<dyn Tab>>,
    /// 0 is the overview, n the list n - 1.
    tab: usize,
}

impl Default for Detail {
    fn default() -> Self {
        Self {
            customer: None,
            overview: Load::default(),
            lists: vec![
                Box::new(Pane::new(Users)),
                Box::new(Permissions::default()),
                Box::new(Pane::new(Invitations::default())),
                Box::new(Pane::new(Contacts::default())),
                Box::new(Pane::new(Facilities::default())),
                Box::new(Pane::new(Objects::default())),
                Box::new(Pane::new(Orders::tab())),
                Box::new(Pane::new(Documents::tab())),
                Box::new(Pane::new(Billing)),
                Box::new(Pane::new(Video::default())),
                Box::new(Pane::new(Activity::tab())),
            ],
            tab: 0,
        }
    }
}

/// What the tabs are called.
fn labels() -> [&'static str; 12] {
    [
        t!("tab-overview"),
        t!("tab-users"),
        t!("grid-title"),
        t!("bulk-invitations"),
        t!("tab-contacts"),
        t!("nav-facilities"),
        t!("nav-objects"),
        t!("nav-orders"),
        t!("nav-documents"),
        t!("nav-billing"),
        t!("grid-video"),
        t!("tab-log"),
    ]
}

impl Detail {
    /// Shows this customer, with the tab that was shown before.
    pub fn show(&mut self, customer: Option<CustomerId>, cx: &mut Cx<'_>) {
        if self.customer != customer {
            self.overview.drop_question(cx);
            self.overview = Load::default();
            self.customer = customer;
        }
        self.load(cx);
    }

    /// Shows this customer, and a row of one of its tabs if one is meant.
    pub fn show_part(&mut self, customer: CustomerId, part: Option<Part>, cx: &mut Cx<'_>) {
        let (label, row) = match part {
            None => return self.show(Some(customer), cx),
            Some(Part::User(row)) => (t!("tab-users"), row),
            Some(Part::Contact(row)) => (t!("tab-contacts"), row),
            Some(Part::Facility(row)) => (t!("nav-facilities"), row),
        };
        self.tab = labels().iter().position(|known| *known == label).unwrap_or(0);
        if let Some(list) = self.list_mut() {
            list.seek(row);
        }
        self.show(Some(customer), cx);
    }

    /// Which customer is shown.
    pub const fn customer(&self) -> Option<CustomerId> {
        self.customer
    }

    /// The customer, once loaded.
    pub fn row(&self) -> Option<&CustomerRow> {
        self.overview.get().map(|o| &o.customer.row)
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let Some(id) = self.customer else { return };
        self.overview.ask(cx, "overview", move |app, by| async move { customers::overview(&app, &by, id).await });
        self.load_list(cx);
    }

    fn load_list(&mut self, cx: &mut Cx<'_>) {
        let customer = self.customer;
        if customer.is_some()
            && let Some(list) = self.tab.checked_sub(1)
        {
            self.lists[list].show(customer, cx);
        }
    }

    /// From a contact an invitation begins with that contact (R6), from a user the permissions begin with that user.
    fn about_a_person(&self, command: Id, cx: &mut Cx<'_>) -> bool {
        let (Some(customer), Some(list)) = (self.customer, self.list()) else { return false };
        match (command, list.contact(), list.user()) {
            (Id::Invite, Some(contact), _) => cx.push(Invite::of_contact(customer, contact)),
            (Id::Permissions, _, Some((user, _))) => cx.push(Grid::new(customer, Some(user))),
            (Id::ViewAs, _, Some((user, name))) => cx.push(people::view_one(user, &name)),
            (Id::ViewLink, _, Some((user, name))) => cx.push(people::link_one(user, &name)),
            _ => return false,
        }
        true
    }

    fn list(&self) -> Option<&dyn Tab> {
        self.tab.checked_sub(1).map(|i| self.lists[i].as_ref())
    }

    fn list_mut(&mut self) -> Option<&mut Box<dyn Tab>> {
        self.tab.checked_sub(1).and_then(|i| self.lists.get_mut(i))
    }

    fn go_to(&mut self, tab: usize, cx: &mut Cx<'_>) {
        self.tab = tab;
        self.load_list(cx);
    }

    /// How many there are, for the label of a tab.
    fn badge(&self, tab: usize) -> String {
        let Some(o) = self.overview.get() else { return String::new() };
        match tab {
            1 => format!(" {}", o.users.total()),
            3 => {
                let mark = if self.lists[2].wrong() { "!" } else { "" };
                if o.users.pending > 0 || !mark.is_empty() {
                    format!(" {}{mark}", o.users.pending)
                } else {
                    String::new()
                }
            }
            4 => format!(" {}", o.contacts),
            5 => format!(" {}", o.facilities),
            6 => format!(" {}", o.objects),
            7 => format!(" {}", o.orders),
            _ => String::new(),
        }
    }

    /// Draws the labels, in as many lines as they need; returns how many.
    fn draw_labels(&self, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
        let (mut x, mut y) = (0, 0);
        for (tab, label) in labels().iter().enumerate() {
            let text = format!("{label}{}", self.badge(tab));
            let text = if tab == self.tab { format!("[{text}]") } else { format!(" {text} ") };
            let width = u16::try_from(cells::width(&text)).unwrap_or(area.width);
            if x > 0 && x + width > area.width {
                x = 0;
                y += 1;
            }
            let style = match (tab == self.tab, canvas.focused) {
                (true, true) => canvas.theme.title,
                (true, false) => canvas.theme.text,
                (false, _) => canvas.theme.dim,
            };
            canvas.raw(area, x, y, &text, style);
            canvas.hit(
                Rect { x: area.x + x.min(area.width), y: area.y + y, width, height: 1 }.intersection(area),
                TABS + tab,
            );
            x += width;
        }
        y + 1
    }
}

impl Screen for Detail {
    fn title(&self) -> String {
        self.row().map(|row| format!("{} {}", row.number, row.name)).unwrap_or_default()
    }

    fn scopes(&self) -> Vec<Scope> {
        self.list().map_or_else(|| Scope::Detail.chain(), Screen::scopes)
    }

    fn availability(&self, command: Id, now: DateTime<Utc>) -> Availability {
        match (command, self.list()) {
            (Id::NextTab | Id::PreviousTab, _) => Availability::Enabled,
            (Id::Back, Some(list)) if list.availability(Id::Back, now) == Availability::Enabled => {
                Availability::Enabled
            }
            (Id::Back, _) => Availability::Hidden,
            (Id::Up | Id::Down | Id::PageUp | Id::PageDown | Id::First | Id::Last | Id::Open | Id::Search, None) => {
                Availability::Hidden
            }
            (command, list) if super::super::catalogue::Command::of(command).scope != Scope::Customer => {
                list.map_or(Availability::Enabled, |list| list.availability(command, now))
            }
            (command, _) => customer::availability(command, self.row()),
        }
    }

    fn typing(&self) -> bool {
        self.list().is_some_and(Screen::typing)
    }

    fn waiting(&self) -> bool {
        let overview = self.overview.is_loading() && self.overview.get().is_none();
        overview || self.list().is_some_and(Screen::waiting)
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        self.list_mut().is_some_and(|list| list.on_text(typed, cx))
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::NextTab => self.go_to((self.tab + 1) % labels().len(), cx),
            Id::PreviousTab => self.go_to((self.tab + labels().len() - 1) % labels().len(), cx),
            _ => {
                if self.about_a_person(command, cx) || self.row().is_some_and(|row| customer::perform(command, row, cx))
                {
                    return;
                }
                if let Some(list) = self.list_mut() {
                    list.on_command(command, cx);
                }
            }
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if let Some(id) = self.customer {
            self.overview.ask(cx, "overview", move |app, by| async move { customers::overview(&app, &by, id).await });
        }
        if let Some(list) = self.list_mut() {
            list.on_changed(cx);
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.overview.take(reply) == Taken::No {
            for list in &mut self.lists {
                list.on_reply(reply, cx);
            }
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        match target.checked_sub(TABS) {
            Some(tab) => self.go_to(tab.min(labels().len() - 1), cx),
            None => {
                if let Some(list) = self.list_mut() {
                    list.on_click(target, cx);
                }
            }
        }
    }

    fn inside(&self) -> Vec<&dyn Screen> {
        self.list().map(|list| list as &dyn Screen).into_iter().collect()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = block(canvas, area, &self.title());
        if self.customer.is_none() {
            canvas.at(inner, 1, 1, t!("customer-not-chosen"), canvas.theme.dim);
            return;
        }
        let labels = self.draw_labels(canvas, inner);
        let rule = "─".repeat(usize::from(inner.width));
        canvas.raw(inner, 0, labels, &rule, canvas.theme.border);
        let top = (labels + 1).min(inner.height);
        let body = Rect { y: inner.y + top, height: inner.height - top, ..inner };
        match (self.list(), self.overview.get(), self.overview.failure()) {
            (Some(list), ..) => list.draw(canvas, body),
            (None, _, Some(failure)) => {
                canvas.at(body, 1, 1, &t!("failed-f5", sentence = failure.sentence), canvas.theme.bad);
            }
            (None, Some(o), _) => overview::draw(canvas, body, o),
            (None, None, None) => {
                canvas.at(body, 1, 1, t!("loading"), canvas.theme.dim);
            }
        }
    }
}
