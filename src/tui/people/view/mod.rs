//! View as (R24): what a customer user sees, drawn from the portal's own queries, to look at only. Nothing is marked as
//! seen; that somebody looked is in the log. Opening another view replaces the one before.

mod lists;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::domain::state::UserState;
use crate::domain::{CustomerId, CustomerUserId};
use crate::service::access::{self, UserRow};
use crate::service::view_as::{self, View, ViewLink};

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::dialogs::{Chooser, Fetch, Handed, Item, Pick};
use super::super::msg::{Job, Reply};
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::sections::pane::Pane;
use super::super::widgets::block;
use lists::{Billing, Documents, Facilities, Objects, Orders};

/// Looks at the portal as this person.
pub fn view_one(user: CustomerUserId, name: &str) -> Fetch<View> {
    let job = Job::new("view as", move |app, by| async move { view_as::open(&app, &by, user).await });
    Fetch::new(t!("view-as-name", name = name), job, |view, cx| cx.push(ViewAs::new(view))).changing()
}

/// Makes a link that opens the portal in a browser as this person sees it, and hands it on.
pub fn link_one(user: CustomerUserId, name: &str) -> Fetch<ViewLink> {
    let job = Job::new("view link", move |app, by| async move { view_as::link(&app, &by, user).await });
    let name = name.to_owned();
    Fetch::new(t!("view-as-name", name = name), job, move |link: ViewLink, cx: &mut Cx<'_>| {
        let seconds = (link.valid_until - cx.now).num_seconds().max(0);
        cx.push(Handed::new(
            t!("view-browser-title", name = name),
            t!("view-open-link"),
            link.url.clone(),
            t!("view-link-text", seconds = seconds, name = name),
            t!("noun-link"),
        ));
    })
    .changing()
}

/// Where a view is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    /// Here.
    Here,
    /// In a browser, by a link.
    Browser,
}

impl Where {
    fn open(self, user: CustomerUserId, name: &str, cx: &mut Cx<'_>) {
        match self {
            Self::Here => cx.push(view_one(user, name)),
            Self::Browser => cx.push(link_one(user, name)),
        }
    }
}

/// Looks at the portal as somebody of this customer: whom, is asked where there are several.
pub fn view(customer: CustomerId, place: Where) -> Fetch<Vec<UserRow>> {
    let job = Job::new("view whom", move |app, by| async move { access::users(&app, &by, customer).await });
    Fetch::new(t!("view-as-title"), job, move |mut users: Vec<UserRow>, cx: &mut Cx<'_>| {
        users.retain(|u| u.state != UserState::Revoked);
        match users.as_slice() {
            [] => cx.info(t!("view-nobody")),
            [one] => place.open(one.id, &one.name(), cx),
            [first, ..] => cx.push(whom(first, &users, place)),
        }
    })
}

fn whom(first: &UserRow, users: &[UserRow], place: Where) -> Pick<CustomerUserId> {
    let item =
        |u: &UserRow| Item { label: u.name(), note: format!("{} · {} · {}", u.role, u.state, u.email), value: u.id };
    let items: Vec<_> = users.iter().map(item).collect();
    let foot = t!("view-foot");
    let names: Vec<_> = users.iter().map(|u| (u.id, u.name())).collect();
    Pick::new(Chooser::new(t!("view-whom"), foot, items, &first.id), move |id, cx| {
        let name = names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default();
        place.open(id, &name, cx);
    })
}

/// The view.
pub struct ViewAs {
    view: View,
    lists: Vec<Box<dyn Screen>>,
    tab: usize,
}

/// What the tabs are called.
fn labels() -> [&'static str; 5] {
    [t!("nav-orders"), t!("nav-objects"), t!("nav-facilities"), t!("nav-documents"), t!("nav-billing")]
}

/// Clicks on tabs are numbered from here; below are the rows of the list.
const TABS: usize = 1_000_000;

impl ViewAs {
    fn new(view: View) -> Self {
        let viewer = &view.viewer;
        let lists: Vec<Box<dyn Screen>> = vec![
            Box::new(Pane::new(Orders(viewer.clone()))),
            Box::new(Pane::new(Objects(viewer.clone()))),
            Box::new(Pane::new(Facilities(viewer.clone()))),
            Box::new(Pane::new(Documents(viewer.clone()))),
            Box::new(Pane::new(Billing(viewer.clone()))),
        ];
        Self { view, lists, tab: 0 }
    }

    fn list(&self) -> &dyn Screen {
        self.lists[self.tab].as_ref()
    }

    fn go_to(&mut self, tab: usize, cx: &mut Cx<'_>) {
        self.tab = tab.min(self.lists.len() - 1);
        self.lists[self.tab].on_changed(cx);
    }

    fn banner(&self) -> String {
        let user = &self.view.user;
        t!(
            "view-banner",
            name = user.name(),
            role = crate::tui::words::word(user.role.as_str()),
            customer_number = user.customer_number,
            customer_name = user.customer_name
        )
    }
}

impl Screen for ViewAs {
    fn title(&self) -> String {
        t!("view-as-name", name = self.view.user.name())
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::ViewAs.chain()
    }

    fn inside(&self) -> Vec<&dyn Screen> {
        vec![self.list()]
    }

    fn only_one(&self) -> Option<&'static str> {
        Some("view as")
    }

    fn availability(&self, command: Id, now: DateTime<Utc>) -> Availability {
        match command {
            Id::ViewNext | Id::ViewPrevious | Id::ViewAnother | Id::ViewLinkHere | Id::Close => Availability::Enabled,
            _ => self.list().availability(command, now),
        }
    }

    fn typing(&self) -> bool {
        self.list().typing()
    }

    fn waiting(&self) -> bool {
        self.list().waiting()
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        self.lists[self.tab].on_text(typed, cx)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let tabs = self.lists.len();
        match command {
            Id::ViewNext => self.go_to((self.tab + 1) % tabs, cx),
            Id::ViewPrevious => self.go_to((self.tab + tabs - 1) % tabs, cx),
            Id::ViewAnother => cx.push(view(self.view.user.customer, Where::Here)),
            Id::ViewLinkHere => cx.push(link_one(self.view.user.id, &self.view.user.name())),
            Id::Close if self.list().availability(Id::Back, cx.now) == Availability::Enabled => {
                self.lists[self.tab].on_command(Id::Back, cx);
            }
            Id::Close => {
                cx.close();
                cx.info(t!("view-ended-name", name = self.view.user.name()));
            }
            _ => self.lists[self.tab].on_command(command, cx),
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.lists[self.tab].on_changed(cx);
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        for list in &mut self.lists {
            list.on_reply(reply, cx);
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        match target.checked_sub(TABS) {
            Some(tab) => self.go_to(tab, cx),
            None => self.lists[self.tab].on_click(target, cx),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let blank = " ".repeat(usize::from(area.width));
        for y in 0..area.height {
            canvas.raw(area, 0, y, &blank, canvas.theme.text);
        }
        // The banner cannot be overlooked, with colour or without.
        let banner = cells::pad(&format!(" ▓▓ {} ▓▓", self.banner()), usize::from(area.width));
        canvas.raw(area, 0, 0, &banner, canvas.theme.stripe);
        let frame = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let inner = block(canvas, frame, &t!("view-frame", name = self.view.user.name()));
        let mut y = 0;
        if let Some(why) = &self.view.shut_out {
            canvas.at(inner, 1, y, &t!("view-would", why = why), canvas.theme.warn);
            y += 1;
        }
        let mut x = 0;
        for (tab, label) in labels().iter().enumerate() {
            let text = if tab == self.tab { format!("[{label}]") } else { format!(" {label} ") };
            let style = if tab == self.tab { canvas.theme.title } else { canvas.theme.dim };
            let end = canvas.raw(inner, x, y, &text, style);
            canvas.hit(Rect { x: inner.x + x, y: inner.y + y, width: end - x, height: 1 }, TABS + tab);
            x = end;
        }
        let rule = "─".repeat(usize::from(inner.width));
        canvas.raw(inner, 0, y + 1, &rule, canvas.theme.border);
        let top = (y + 2).min(inner.height);
        self.list().draw(canvas, Rect { y: inner.y + top, height: inner.height - top, ..inner });
    }
}
