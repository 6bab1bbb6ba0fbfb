//! What every screen and dialog is: a [`Screen`]. And what it is handed: [`Cx`] to act, [`Canvas`] to draw.

use std::panic::Location;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use serde_json::Value;

use crate::domain::CustomerId;
use crate::domain::staff::StaffPermission;
use crate::service::Actor;
use crate::service::views::SavedView;

use super::catalogue::{Id, Scope};
use super::cells;
use super::documents::Viewer;
use super::goal::{Part, Place};
use super::keymap::Keymap;
use super::msg::{Effect, Job, Reply, Ticket};
use super::remembered::Remembered;
use super::theme::Theme;
use super::when::Zone;

/// A screen, a tab or a dialog. It holds no lock, waits for nothing and draws from what it has.
pub trait Screen {
    /// Its place in the breadcrumbs, or the title of the dialog.
    fn title(&self) -> String;

    /// Whose commands of the catalogue work here, nearest first.
    fn scopes(&self) -> Vec<Scope>;

    /// Whether a command can be carried out now. Permissions of the catalogue are checked before this is asked.
    fn availability(&self, command: Id, now: DateTime<Utc>) -> Availability {
        let _ = (command, now);
        Availability::Enabled
    }

    /// Carries out a command of one of its scopes.
    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>);

    /// Whether printable keys are text here.
    fn typing(&self) -> bool {
        false
    }

    /// Takes typed or pasted text while [`Screen::typing`]. `false`: not understood, look for a command.
    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        let _ = (typed, cx);
        false
    }

    /// Whether what the keys are about is still on its way: a search whose rows have not come, a question whose job runs.
    /// Keys typed ahead are held until it is there, so that "hub", Enter opens what "hub" finds. Esc is never held.
    fn waiting(&self) -> bool {
        false
    }

    /// Takes the reply to a job it started (every screen is shown every reply; [`super::load::Load::take`] knows).
    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        let _ = (reply, cx);
    }

    /// Something in the database has changed, or the screen has just come into view: load again what is shown.
    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        let _ = cx;
    }

    /// The terminal has another size ([`Cx::size`]): something may be in view that was not before.
    fn on_resize(&mut self, cx: &mut Cx<'_>) {
        let _ = cx;
    }

    /// A place that it marked with [`Canvas::hit`] was clicked.
    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        let _ = (target, cx);
    }

    /// Show this customer, perhaps a row of one of its tabs (the customers' screen does).
    fn show_customer(&mut self, customer: CustomerId, part: Option<Part>, cx: &mut Cx<'_>) {
        let _ = (customer, part, cx);
    }

    /// Show what a saved view means: its search, its sorting.
    fn apply_view(&mut self, query: &str, sorting: &str, cx: &mut Cx<'_>) {
        let _ = (query, sorting, cx);
    }

    /// Whether a thing is open in it that Esc leaves, back to the list it stands in.
    fn is_deep(&self) -> bool {
        false
    }

    /// What would be lost if it were left now.
    fn leave(&self) -> Leave {
        Leave::Ok
    }

    /// Of dialogs that answer with the same word only one is open: the newest replaces the others.
    fn only_one(&self) -> Option<&'static str> {
        None
    }

    /// Whether a dialog is drawn over everything, status line and footer too: a QR code needs every line.
    fn is_whole(&self) -> bool {
        false
    }

    /// What does not fit together in it, for tests that act at random; nothing, as long as the program is right.
    fn flaw(&self) -> Option<String> {
        None
    }

    /// The name of its type: tests ask whether every kind of screen was looked at.
    fn kind(&self) -> &'static str {
        std::any::type_name::<Self>()
    }

    /// Where in the sources a form, a question or a choice was made: its words stand there.
    fn made_at(&self) -> Option<&'static Location<'static>> {
        None
    }

    /// The screens inside it that are shown now: a tab, a list.
    fn inside(&self) -> Vec<&dyn Screen> {
        Vec::new()
    }

    /// Draws itself into `area`. A dialog is handed the whole screen and places itself ([`super::widgets::modal`]).
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect);
}

/// Whether a command can be carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Availability {
    /// Yes.
    Enabled,
    /// No, because.
    Disabled(String),
    /// It makes no sense here; not even shown.
    Hidden,
}

impl Availability {
    /// Enabled when `yes`, otherwise disabled with the reason.
    pub fn when(yes: bool, because: &str) -> Self {
        if yes { Self::Enabled } else { Self::Disabled(because.to_owned()) }
    }
}

/// What would be lost by leaving.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Leave {
    /// Nothing.
    Ok,
    /// This ("2 changes").
    Unsaved(String),
}

/// Text on its way into a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    /// One key.
    Key(KeyEvent),
    /// Pasted text: never Enter, whatever line breaks it holds.
    Paste(String),
}

/// Wishes of a screen that concern more than itself.
pub enum Wish {
    /// Show a dialog on top.
    Push(Box<dyn Screen>),
    /// Close the dialog on top (or go back, for a screen).
    Close,
    /// Say something in the status line.
    Say(Note),
    /// Something was changed: every screen loads again what it shows.
    Changed,
    /// Show this customer.
    Customer(CustomerId),
    /// Go where the palette leads.
    Visit(Place),
    /// Carry out a command of the screen below the dialog.
    Command(Id),
    /// What was changed here last can be undone; it is about this customer, or about none.
    Undoable(Option<CustomerId>),
    /// Close every dialog and leave what is not saved in them: for this section, or for good.
    Abandon(Option<Id>),
    /// Show a saved view.
    View(Box<SavedView>),
    /// Remember a value for the person, on any machine.
    Remember(String, Value),
    /// The person who locked the screen typed the password.
    Unlocked,
    /// The person has signed in.
    SignedIn(Box<Actor>),
}

impl std::fmt::Debug for Wish {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Push(screen) => write!(f, "Push({})", screen.title()),
            Self::Close => f.write_str("Close"),
            Self::Say(note) => write!(f, "Say({})", note.text),
            Self::Changed => f.write_str("Changed"),
            Self::Customer(id) => write!(f, "Customer({id})"),
            Self::Visit(place) => write!(f, "Visit({})", place.text),
            Self::Command(id) => write!(f, "Command({id:?})"),
            Self::Undoable(customer) => write!(f, "Undoable({customer:?})"),
            Self::Abandon(section) => write!(f, "Abandon({section:?})"),
            Self::View(view) => write!(f, "View({})", view.name),
            Self::Remember(key, value) => write!(f, "Remember({key}, {value})"),
            Self::Unlocked => f.write_str("Unlocked"),
            Self::SignedIn(actor) => write!(f, "SignedIn({})", actor.name()),
        }
    }
}

/// A sentence in the status line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// How it went.
    pub tone: Tone,
    /// What to say.
    pub text: String,
}

/// How something went; drawn as a mark and a colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Done: ✓.
    Done,
    /// For information: ·.
    Info,
    /// It did not happen: ✗.
    Failed,
}

/// What a screen acts with.
#[derive(Debug)]
pub struct Cx<'a> {
    /// Who is signed in.
    pub actor: Option<&'a Arc<Actor>>,
    /// Now.
    pub now: DateTime<Utc>,
    /// The size of the terminal.
    pub size: Size,
    /// In which zone times are typed and shown.
    pub zone: Zone,
    /// What is remembered for the person.
    pub remembered: &'a Remembered,
    /// With what documents and pages are looked at.
    pub viewer: &'a Viewer,
    /// The keys of every command, to name them in sentences.
    pub keys: &'a Keymap,
    /// The person just changed something here: what is loaded now is what the next key is about.
    pub own_change: bool,
    pub(super) effects: &'a mut Vec<Effect>,
    pub(super) wishes: &'a mut Vec<Wish>,
    pub(super) tickets: &'a mut u64,
}

impl Cx<'_> {
    /// Starts a job. [`super::load::Load`] does it in most cases.
    pub fn run(&mut self, job: Job) -> Ticket {
        *self.tickets += 1;
        let ticket = Ticket(*self.tickets);
        self.effects.push(Effect::Run(ticket, job));
        ticket
    }

    /// Asks the loop for something.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Wishes for something that concerns more than the screen itself.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Shows a dialog on top.
    pub fn push(&mut self, dialog: impl Screen + 'static) {
        self.wishes.push(Wish::Push(Box::new(dialog)));
    }

    /// Closes the dialog.
    pub fn close(&mut self) {
        self.wishes.push(Wish::Close);
    }

    /// Says that something was done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.wishes.push(Wish::Say(Note { tone: Tone::Done, text: text.into() }));
    }

    /// Says that something was done that can be undone (R74), and by which key.
    pub fn undoable(&mut self, customer: Option<CustomerId>, text: impl Into<String>) {
        let (into, key) = (text.into(), self.keys.first(Id::Undo));
        self.done(if key.is_empty() { into } else { t!("can-undo", into = into, key = key) });
        self.wishes.push(Wish::Undoable(customer));
    }

    /// Says something.
    pub fn info(&mut self, text: impl Into<String>) {
        self.wishes.push(Wish::Say(Note { tone: Tone::Info, text: text.into() }));
    }

    /// Says that something did not happen.
    pub fn failed(&mut self, text: impl Into<String>) {
        self.wishes.push(Wish::Say(Note { tone: Tone::Failed, text: text.into() }));
    }

    /// Remembers a value for the person, on any machine. A key is of lower-case letters, digits, `.`, `-`, `_`.
    pub fn remember(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        self.wishes.push(Wish::Remember(key.into(), value.into()));
    }

    /// Whether the person holds a permission (somewhere).
    pub fn holds(&self, permission: StaffPermission) -> bool {
        self.actor.is_some_and(|a| a.holds(permission))
    }
}

/// What a click meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hit {
    /// A place of the section screen, by its own number.
    Screen(usize),
    /// A place of the docked activity panel.
    Panel(usize),
    /// A place of the dialog on top.
    Dialog(usize),
    /// A command in the footer.
    Command(Id),
}

/// The places drawn last, for the mouse. Later ones lie on top.
#[derive(Clone, Default, Debug)]
pub struct Hits {
    places: Vec<(Rect, Hit)>,
    /// Where the keys go, for a reader that follows the terminal's cursor.
    pub cursor: Option<Position>,
}

impl Hits {
    /// What lies at a position.
    pub fn at(&self, position: Position) -> Option<Hit> {
        self.places.iter().rev().find(|(area, _)| area.contains(position)).map(|(_, hit)| *hit)
    }

    /// Marks a place.
    pub fn mark(&mut self, area: Rect, hit: Hit) {
        self.places.push((area, hit));
    }
}

/// Who is drawing, for [`Canvas::hit`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layer {
    /// The section screen.
    Screen,
    /// The activity panel.
    Panel,
    /// The dialog on top.
    Dialog,
}

/// What a screen draws with.
#[derive(Debug)]
pub struct Canvas<'a> {
    /// The cells.
    pub buf: &'a mut Buffer,
    /// The styles.
    pub theme: &'a Theme,
    /// Now, for ages and end dates.
    pub now: DateTime<Utc>,
    /// In which zone times are shown.
    pub zone: Zone,
    /// The keys of every command, to name them.
    pub keys: &'a Keymap,
    /// No borders, one column, words for marks.
    pub plain: bool,
    /// Whether the keys go to what is being drawn.
    pub focused: bool,
    pub(super) hits: &'a mut Hits,
    pub(super) layer: Layer,
}

impl Canvas<'_> {
    /// Marks `area`: a click there calls [`Screen::on_click`] with `target`.
    pub fn hit(&mut self, area: Rect, target: usize) {
        let hit = match self.layer {
            Layer::Screen => Hit::Screen(target),
            Layer::Panel => Hit::Panel(target),
            Layer::Dialog => Hit::Dialog(target),
        };
        self.hits.mark(area, hit);
    }

    /// The keys go to this place: there the terminal's cursor stands in the plain manner.
    pub fn cursor(&mut self, x: u16, y: u16) {
        if self.focused {
            self.hits.cursor = Some(Position { x, y });
        }
    }

    /// Writes one cleaned line at most as wide as `area`, at line `y` of it. Returns the cells used.
    pub fn line(&mut self, area: Rect, y: u16, text: &str, style: Style) -> u16 {
        self.at(area, 0, y, text, style)
    }

    /// Writes cleaned text `x` cells into line `y` of `area`, cut at its right edge. Returns where it ended.
    pub fn at(&mut self, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
        if y >= area.height || x >= area.width {
            return x;
        }
        let fitted = cells::fit(text, usize::from(area.width - x));
        self.raw(area, x, y, &fitted, style)
    }

    /// Writes text of the program's own (spaces at the ends stay), cut at the right edge. Returns where it ended.
    pub fn raw(&mut self, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
        if y >= area.height || x >= area.width {
            return x;
        }
        let (end, _) = self.buf.set_stringn(area.x + x, area.y + y, text, usize::from(area.width - x), style);
        end - area.x
    }

    /// Gives all cells of `area` a style.
    pub fn style(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buf.area);
        self.buf.set_style(area, style);
    }

    /// Draws with or without the keys' focus.
    pub fn with_focus(&mut self, focused: bool, draw: impl FnOnce(&mut Canvas<'_>)) {
        let before = self.focused;
        self.focused = before && focused;
        draw(self);
        self.focused = before;
    }
}
