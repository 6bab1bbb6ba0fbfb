//! The scope editor (R12): which facilities a person sees, as boxes to tick: all, each of them, and what is not
//! assigned to a facility.

use ratatui::layout::Rect;

use crate::domain::access::Scope;
use crate::service::customers::FacilityRow;
use crate::text;

use super::super::catalogue::Id;
use super::super::screen::{Canvas, Typed};
use super::super::widgets::{CheckBox, Cursor, Field, modal};
use super::inner::Step;

/// The scope editor.
#[derive(Debug)]
pub struct ScopeEditor {
    whose: String,
    facilities: Vec<FacilityRow>,
    scope: Scope,
    filter: Field,
    filtering: bool,
    cursor: Cursor,
}

/// A box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tick {
    All,
    /// The facility at this place.
    One(usize),
    Unassigned,
}

impl ScopeEditor {
    /// An editor for `scope` of a person.
    pub fn new(whose: impl Into<String>, facilities: &[FacilityRow], scope: Scope) -> Self {
        Self {
            whose: whose.into(),
            facilities: facilities.to_vec(),
            scope,
            filter: Field::default(),
            filtering: false,
            cursor: Cursor::default(),
        }
    }

    /// Whether printable keys are text.
    pub const fn typing(&self) -> bool {
        self.filtering
    }

    /// Takes text into the filter.
    pub fn typed(&mut self, typed: &Typed) -> bool {
        let taken = self.filter.input(typed);
        if taken {
            self.cursor.set(0);
        }
        taken
    }

    fn label(facility: &FacilityRow) -> String {
        let place = [facility.number.as_str(), facility.city.as_str()];
        let place: Vec<&str> = place.into_iter().filter(|p| !p.is_empty()).collect();
        format!("{} · {}", facility.name, place.join(" · "))
    }

    fn boxes(&self) -> Vec<Tick> {
        let needle = text::fold(self.filter.text());
        let one = |i: &usize| text::fold(&Self::label(&self.facilities[*i])).contains(&needle);
        let ones = (0..self.facilities.len()).filter(one).map(Tick::One);
        if needle.is_empty() {
            [Tick::All].into_iter().chain(ones).chain([Tick::Unassigned]).collect()
        } else {
            ones.collect()
        }
    }

    fn is_on(&self, tick: Tick) -> bool {
        self.scope.all
            || match tick {
                Tick::All => false,
                Tick::One(i) => self.scope.facilities.contains(&self.facilities[i].id),
                Tick::Unassigned => self.scope.unassigned,
            }
    }

    fn tick(&mut self, tick: Tick) {
        let on = !self.is_on(tick);
        if self.scope.all && tick != Tick::All {
            // "All but this": the others are ticked one by one.
            let facilities = self.facilities.iter().map(|f| f.id).collect();
            self.scope = Scope { all: false, unassigned: true, facilities };
        }
        match tick {
            Tick::All if on => self.scope = Scope::everything(),
            Tick::All => self.scope = Scope::default(),
            Tick::Unassigned => self.scope.unassigned = on,
            Tick::One(i) if on => {
                self.scope.facilities.insert(self.facilities[i].id);
            }
            Tick::One(i) => {
                self.scope.facilities.remove(&self.facilities[i].id);
            }
        }
    }

    /// Takes a command of the scope `ScopeEditor`.
    pub fn command(&mut self, command: Id) -> Step<Scope> {
        let boxes = self.boxes();
        match command {
            Id::BoxDone if self.filtering => self.filtering = false,
            Id::BoxDone => return Step::Done(self.scope.clone()),
            Id::Close if self.filtering || !self.filter.is_empty() => {
                self.filtering = false;
                self.filter = Field::default();
                self.cursor.set(0);
            }
            Id::Close => return Step::Cancel,
            Id::BoxTick => {
                if let Some(tick) = boxes.get(self.cursor.at()) {
                    self.tick(*tick);
                }
            }
            Id::BoxFilter => self.filtering = true,
            Id::BoxUp => drop(self.cursor.step(Id::Up, boxes.len())),
            Id::BoxDown => drop(self.cursor.step(Id::Down, boxes.len())),
            Id::BoxPageUp => drop(self.cursor.step(Id::PageUp, boxes.len())),
            Id::BoxPageDown => drop(self.cursor.step(Id::PageDown, boxes.len())),
            _ => {}
        }
        Step::Stay
    }

    /// A click on a box ticks it.
    pub fn click(&mut self, target: usize) -> Step<Scope> {
        self.cursor.set(target);
        self.command(Id::BoxTick)
    }

    /// What is chosen, in a sentence, and whether it wants attention.
    pub fn sentence(scope: &Scope) -> (String, bool) {
        let places = match scope.facilities.len() {
            0 => String::new(),
            1 => t!("one-facility").to_owned(),
            n => t!("n-facilities", n = n),
        };
        match (scope.all, scope.is_empty(), scope.unassigned) {
            (true, ..) => (t!("scope-sees-all").to_owned(), false),
            (_, true, _) => (t!("scope-sees-nothing").to_owned(), true),
            (_, _, true) if places.is_empty() => (t!("scope-sees-unassigned").to_owned(), false),
            (_, _, true) => (t!("scope-sees-both", places = places), false),
            _ => (t!("scope-sees-places", places = places), false),
        }
    }

    /// Draws it in the middle of `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).min(64);
        let wanted = u16::try_from(self.facilities.len() + 2).unwrap_or(u16::MAX);
        let rows = wanted.min(area.height.saturating_sub(7));
        let inner = modal(canvas, area, width, rows + 4, &t!("scope-title", whose = self.whose));
        if self.filtering || !self.filter.is_empty() {
            let x = canvas.raw(inner, 0, 0, "/ ", canvas.theme.key);
            let place = Rect { x: inner.x + x, width: inner.width.saturating_sub(x).min(40), ..inner };
            self.filter.draw(canvas, place, 0, self.filtering);
        } else {
            let hint = t!("scope-hint");
            canvas.line(inner, 0, hint, canvas.theme.dim);
        }
        let body = Rect { y: inner.y + 1, height: rows, ..inner };
        let boxes = self.boxes();
        if boxes.is_empty() {
            canvas.line(body, 0, t!("scope-no-match"), canvas.theme.dim);
        }
        for (y, row) in (0_u16..).zip(self.cursor.window(boxes.len(), usize::from(body.height))) {
            let label = match boxes[row] {
                Tick::All => t!("scope-all-and-none").to_owned(),
                Tick::One(i) => Self::label(&self.facilities[i]),
                Tick::Unassigned => t!("scope-unassigned").to_owned(),
            };
            let (on, focused) = (self.is_on(boxes[row]), row == self.cursor.at());
            CheckBox { label: &label, on, focused }.draw(canvas, body, y, row);
        }
        let (sentence, wrong) = Self::sentence(&self.scope);
        let style = if wrong { canvas.theme.warn } else { canvas.theme.text };
        canvas.line(inner, inner.height.saturating_sub(1), &sentence, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FacilityId;

    fn facility(n: u128, name: &str) -> FacilityRow {
        let id = uuid::Uuid::from_u128;
        FacilityRow {
            id: id(n).into(),
            customer_id: id(100).into(),
            number: format!("F{n}"),
            name: name.into(),
            street: String::new(),
            postal_code: String::new(),
            city: "Graz".into(),
            country: String::new(),
            version: 1,
        }
    }

    fn editor(scope: Scope) -> ScopeEditor {
        ScopeEditor::new("Eva", &[facility(1, "Werk Süd"), facility(2, "Lager")], scope)
    }

    fn chosen(editor: &mut ScopeEditor) -> Scope {
        match editor.command(Id::BoxDone) {
            Step::Done(scope) => scope,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn unticking_one_of_all_leaves_the_others_and_what_is_unassigned() {
        let mut editor = editor(Scope::everything());
        editor.command(Id::BoxDown);
        editor.command(Id::BoxTick);
        let lager: FacilityId = uuid::Uuid::from_u128(2).into();
        assert_eq!(chosen(&mut editor), Scope { all: false, unassigned: true, facilities: [lager].into() });
        editor.command(Id::BoxUp);
        editor.command(Id::BoxTick);
        assert_eq!(chosen(&mut editor), Scope::everything());
        editor.command(Id::BoxTick);
        assert!(chosen(&mut editor).is_empty());
    }

    #[test]
    fn the_filter_finds_a_facility_and_ticks_the_right_one() {
        let mut editor = editor(Scope::default());
        editor.command(Id::BoxFilter);
        assert!(editor.typing() && editor.typed(&Typed::Paste("sud".into())));
        assert_eq!(editor.command(Id::BoxDone), Step::Stay);
        editor.command(Id::BoxTick);
        let sued: FacilityId = uuid::Uuid::from_u128(1).into();
        assert_eq!(chosen(&mut editor).facilities, [sued].into());
        assert_eq!(editor.command(Id::Close), Step::Stay, "the first esc empties the filter");
        assert_eq!(editor.command(Id::Close), Step::Cancel);
    }

    #[test]
    fn nothing_chosen_is_said_to_see_nothing() {
        assert!(ScopeEditor::sentence(&Scope::default()).0.contains("sees nothing"));
        assert!(!ScopeEditor::sentence(&Scope::everything()).1);
        let unassigned = Scope { unassigned: true, ..Scope::default() };
        assert_eq!(ScopeEditor::sentence(&unassigned).0, "Sees only what is not assigned to a facility.");
    }
}
