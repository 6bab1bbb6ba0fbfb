//! The invitation form (R3, R6, R8, R12, R13, R21): whom to give access, and to what. Whatever goes wrong is said at the
//! field, and nothing typed is lost. Afterwards the link is shown, to be copied.

mod draw;
mod fields;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::domain::access::Scope as Facilities;
use crate::domain::field::FieldError;
use crate::domain::permission::Role;
use crate::domain::staff::StaffPermission;
use crate::domain::state::CustomerKind;
use crate::domain::{ContactId, CustomerId};
use crate::service::access::{self, Granted};
use crate::service::customers::{self, ContactRow, CustomerDetail, FacilityRow};
use crate::service::{Actor, App, Error, portal_switch};

use super::super::catalogue::{Id, Scope};
use super::super::grid::{contact_chooser, managed_question};
use super::super::load::{Load, Taken};
use super::super::msg::{Effect, Reply};
use super::super::screen::{Availability, Canvas, Cx, Leave, Screen, Typed, Wish};
use super::inner::{Ask, Chooser, Step};
use super::scope::ScopeEditor;
use fields::{Fields, Spot};

/// What the form has to know about the customer.
#[derive(Debug)]
struct Ground {
    customer: CustomerDetail,
    module_on: bool,
    facilities: Vec<FacilityRow>,
    contacts: Vec<ContactRow>,
    /// What the first user of this customer means for the secure link (R21).
    first: Option<String>,
}

impl Ground {
    async fn load(app: &App, by: &Actor, customer: CustomerId) -> Result<Self, Error> {
        Ok(Self {
            customer: customers::get(app, by, customer).await?,
            module_on: portal_switch::module_is_on(app, by).await?,
            facilities: customers::facilities(app, by, customer).await?,
            contacts: customers::contacts(app, by, customer).await?,
            first: access::first_user_warning(app, by, customer).await?,
        })
    }

    fn title(&self) -> String {
        format!("{} {}", self.customer.row.number, self.customer.row.name)
    }

    fn is_corporate(&self) -> bool {
        self.customer.row.kind == CustomerKind::Corporate
    }

    fn is_open(&self) -> bool {
        self.module_on && self.customer.row.portal_on
    }
}

/// What lies over the form.
#[derive(Debug)]
enum Over {
    Contact(Chooser<Option<ContactId>>),
    Facilities(ScopeEditor),
    Managed(Ask),
    Leave(Ask),
}

/// The invitation form.
#[derive(Debug)]
pub struct Invite {
    customer: CustomerId,
    begin_with: Option<ContactId>,
    ground: Load<Ground>,
    fields: Fields,
    at: Spot,
    over: Option<Over>,
    errors: Vec<FieldError>,
    sending: Load<Granted>,
    switching: Load<bool>,
    granted: Option<Granted>,
    may_switch: (bool, bool),
    confirmed: bool,
}

impl Invite {
    /// An empty form for a customer.
    pub fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            begin_with: None,
            ground: Load::default(),
            fields: Fields::default(),
            at: Spot::First,
            over: None,
            errors: Vec::new(),
            sending: Load::default(),
            switching: Load::default(),
            granted: None,
            may_switch: (false, false),
            confirmed: false,
        }
    }

    /// A form that begins with a contact (R6).
    pub fn of_contact(customer: CustomerId, contact: ContactId) -> Self {
        Self { begin_with: Some(contact), ..Self::new(customer) }
    }

    /// Whether the person may switch on what is off.
    fn can_switch(&self, ground: &Ground) -> bool {
        let (module, customer) = self.may_switch;
        (ground.module_on || module) && (ground.customer.row.portal_on || customer)
    }

    /// The places that the cursor goes to, from top to bottom.
    fn spots(&self) -> Vec<Spot> {
        let Some(ground) = self.ground.get() else { return Vec::new() };
        let shown = |spot: &Spot| match spot {
            Spot::Switch => !ground.is_open() && self.can_switch(ground),
            Spot::Contact => !ground.contacts.is_empty(),
            Spot::Role => ground.is_corporate(),
            Spot::Facilities => !ground.facilities.is_empty(),
            _ => true,
        };
        Spot::ALL.into_iter().filter(shown).collect()
    }

    fn step(&mut self, forward: bool) {
        let spots = self.spots();
        let len = spots.len().max(1);
        let at = spots.iter().position(|s| *s == self.at).unwrap_or(0);
        let to = if forward { at + 1 } else { at + len - 1 } % len;
        self.at = spots.get(to).copied().unwrap_or(self.at);
    }

    /// Enter, or a click: opens, switches, sends, or goes on to the next field.
    fn go_on(&mut self, cx: &mut Cx<'_>) {
        match self.at {
            Spot::Contact | Spot::Facilities => self.open(),
            Spot::Switch => self.switch_on(cx),
            Spot::Send => self.send(cx),
            _ => self.step(true),
        }
    }

    fn open(&mut self) {
        let Some(ground) = self.ground.get() else { return };
        let name = self.fields.name();
        self.over = match self.at {
            Spot::Contact => Some(Over::Contact(contact_chooser(&name, self.fields.contact, &ground.contacts))),
            Spot::Facilities => {
                let whose = if name.is_empty() { t!("invite-the-person").to_owned() } else { name };
                let scope = self.fields.scope.clone().unwrap_or_default();
                Some(Over::Facilities(ScopeEditor::new(whose, &ground.facilities, scope)))
            }
            _ => None,
        };
    }

    fn switch_on(&mut self, cx: &mut Cx<'_>) {
        let Some(ground) = self.ground.get() else { return };
        let (id, module) = (self.customer, ground.module_on);
        self.switching.ask(cx, "switch on", move |app, by| async move {
            if module {
                portal_switch::customer(&app, &by, id, true).await
            } else {
                portal_switch::module(&app, &by, true).await
            }
        });
    }

    fn send(&mut self, cx: &mut Cx<'_>) {
        let Some(ground) = self.ground.get() else { return };
        if self.sending.is_loading() {
            return;
        }
        let several = ground.facilities.len() > 1;
        if several && self.fields.scope.is_none() {
            // The form asks (R12); it does not guess.
            self.at = Spot::Facilities;
            return self.open();
        }
        let administrator = self.fields.role == Role::Administrator && ground.is_corporate();
        if administrator && ground.customer.row.managed && !self.confirmed {
            let name = self.fields.name();
            self.over =
                Some(Over::Managed(managed_question(if name.is_empty() { t!("invite-this-person") } else { &name })));
            return;
        }
        let grant = self.fields.grant(self.customer, ground.is_corporate());
        self.errors.clear();
        self.sending.ask(cx, "grant", move |app, by| async move { access::grant(&app, &by, &grant).await });
    }

    fn take_granted(&mut self, cx: &mut Cx<'_>) {
        if let Some(granted) = self.sending.take_value() {
            cx.done(t!("invite-done", name = self.fields.name()));
            self.granted = Some(granted);
            cx.wish(Wish::Changed);
        }
    }

    /// The cursor goes to the first field that is wrong.
    fn take_failure(&mut self) {
        self.errors = self.sending.failure().map(|f| f.fields.clone()).unwrap_or_default();
        let wrong = |spot: &&Spot| self.errors.iter().any(|e| Some(e.field) == spot.field());
        if let Some(spot) = self.spots().iter().find(wrong) {
            self.at = *spot;
        }
    }

    fn form_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::FieldNext => self.step(true),
            Id::FieldPrevious => self.step(false),
            Id::Toggle if matches!(self.at, Spot::Language | Spot::Role) => self.fields.turn(self.at, true),
            Id::ToggleBack if matches!(self.at, Spot::Language | Spot::Role) => self.fields.turn(self.at, false),
            Id::Submit | Id::Toggle => self.go_on(cx),
            Id::Close if self.sending.is_loading() => {}
            Id::Close if self.fields.is_empty() => cx.close(),
            Id::Close => {
                let text = t!("invite-leave-text");
                self.over = Some(Over::Leave(Ask::new(t!("form-leave"), text, t!("stay"), t!("discard"))));
            }
            _ => {}
        }
    }

    fn over_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let Some(mut over) = self.over.take() else { return };
        let open = match &mut over {
            Over::Contact(chooser) => {
                let step = chooser.command(command);
                self.chose_contact(&step)
            }
            Over::Facilities(editor) => {
                let step = editor.command(command);
                self.chose_facilities(step)
            }
            Over::Managed(ask) => {
                let step = ask.command(command);
                self.answered(step, true, cx)
            }
            Over::Leave(ask) => {
                let step = ask.command(command);
                self.answered(step, false, cx)
            }
        };
        if open {
            self.over = Some(over);
        }
    }

    fn over_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        let Some(mut over) = self.over.take() else { return };
        let open = match &mut over {
            Over::Contact(chooser) => {
                let step = chooser.click(target);
                self.chose_contact(&step)
            }
            Over::Facilities(editor) => {
                let step = editor.click(target);
                self.chose_facilities(step)
            }
            Over::Managed(ask) => {
                let step = ask.click(target);
                self.answered(step, true, cx)
            }
            Over::Leave(ask) => {
                let step = ask.click(target);
                self.answered(step, false, cx)
            }
        };
        if open {
            self.over = Some(over);
        }
    }

    /// Whether the choice is still open.
    fn chose_contact(&mut self, step: &Step<Option<ContactId>>) -> bool {
        if let Step::Done(contact) = step {
            let found = self.ground.get().and_then(|g| g.contacts.iter().find(|c| Some(c.id) == *contact));
            self.fields.take_contact(found);
            self.errors.retain(|e| !matches!(e.field, "contact" | "first_name" | "last_name" | "email"));
            self.at = Spot::First;
        }
        *step == Step::Stay
    }

    fn chose_facilities(&mut self, step: Step<Facilities>) -> bool {
        match step {
            Step::Stay => true,
            Step::Cancel => false,
            Step::Done(scope) => {
                self.fields.scope = Some(scope);
                self.errors.retain(|e| e.field != "facilities");
                self.step(true);
                false
            }
        }
    }

    fn answered(&mut self, step: Step<()>, send: bool, cx: &mut Cx<'_>) -> bool {
        match (step, send) {
            (Step::Done(()), true) => {
                self.confirmed = true;
                self.send(cx);
                // Once for this try only.
                self.confirmed = false;
            }
            (Step::Done(()), false) => cx.close(),
            (Step::Stay, _) => return true,
            (Step::Cancel, _) => {}
        }
        false
    }
}

impl Screen for Invite {
    fn title(&self) -> String {
        self.ground.get().map_or_else(|| t!("invite-verb").to_owned(), |g| t!("invite-title", title = g.title()))
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.granted, &self.over) {
            (Some(_), _) => Scope::Invited,
            (None, Some(Over::Contact(_))) => Scope::Picker,
            (None, Some(Over::Facilities(_))) => Scope::ScopeEditor,
            (None, Some(Over::Managed(_) | Over::Leave(_))) => Scope::Question,
            (None, None) => Scope::Form,
        }
        .chain()
    }

    fn availability(&self, command: Id, _: DateTime<Utc>) -> Availability {
        match command {
            Id::Toggle | Id::ToggleBack if self.typing() => Availability::Hidden,
            _ => Availability::Enabled,
        }
    }

    fn typing(&self) -> bool {
        match &self.over {
            _ if self.granted.is_some() => false,
            Some(Over::Contact(_)) => true,
            Some(Over::Facilities(editor)) => editor.typing(),
            Some(_) => false,
            None => self.at.is_text(),
        }
    }

    fn waiting(&self) -> bool {
        self.ground.get().is_none() && self.ground.is_loading()
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        match &mut self.over {
            Some(Over::Contact(chooser)) => chooser.typed(typed),
            Some(Over::Facilities(editor)) => editor.typed(typed),
            Some(_) => false,
            None => {
                let taken = self.fields.text_mut(self.at).is_some_and(|field| field.input(typed));
                if taken {
                    let field = self.at.field();
                    self.errors.retain(|e| Some(e.field) != field);
                }
                taken
            }
        }
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if let Some(granted) = &self.granted {
            match command {
                Id::InvitedCopy => {
                    cx.effect(Effect::Copy(granted.link.clone()));
                    cx.done(t!("link-copied"));
                }
                _ => cx.close(),
            }
        } else if self.over.is_some() {
            self.over_command(command, cx);
        } else {
            self.form_command(command, cx);
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if self.granted.is_some() {
            cx.close();
        } else if self.over.is_some() {
            self.over_click(target, cx);
        } else if let Some(spot) = Spot::ALL.get(target) {
            self.at = *spot;
            match spot {
                Spot::Language | Spot::Role => self.fields.turn(*spot, true),
                spot if spot.is_text() => {}
                _ => self.go_on(cx),
            }
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.may_switch = (cx.holds(StaffPermission::ManageSettings), cx.holds(StaffPermission::GrantAccess));
        let customer = self.customer;
        self.ground.ask(cx, "invite", move |app, by| async move { Ground::load(&app, &by, customer).await });
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        match self.ground.take(reply) {
            Taken::Ready => {
                if let Some(contact) = self.begin_with.take() {
                    self.chose_contact(&Step::Done(Some(contact)));
                }
                return;
            }
            Taken::Failed => return,
            Taken::No => {}
        }
        match self.switching.take(reply) {
            Taken::Ready => {
                cx.done(t!("portal-switched-on"));
                self.at = Spot::First;
                return cx.wish(Wish::Changed);
            }
            Taken::Failed => return,
            Taken::No => {}
        }
        match self.sending.take(reply) {
            Taken::Ready => self.take_granted(cx),
            Taken::Failed => self.take_failure(),
            Taken::No => {}
        }
    }

    fn leave(&self) -> Leave {
        if self.granted.is_some() || self.fields.is_empty() {
            Leave::Ok
        } else {
            Leave::Unsaved(t!("invite-unsaved").to_owned())
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(granted) = &self.granted {
            return self.draw_granted(canvas, area, granted);
        }
        let focused = canvas.focused;
        canvas.focused = focused && self.over.is_none();
        self.draw_form(canvas, area);
        canvas.focused = focused;
        match &self.over {
            Some(Over::Contact(chooser)) => chooser.draw(canvas, area),
            Some(Over::Facilities(editor)) => editor.draw(canvas, area),
            Some(Over::Managed(ask) | Over::Leave(ask)) => ask.draw(canvas, area),
            None => {}
        }
    }
}
