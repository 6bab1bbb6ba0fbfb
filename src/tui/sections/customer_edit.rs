//! Editing a customer, with a box to give access on the way (R6). The box opens what an invitation needs beneath it, and
//! says what it means for the secure link (R21); all of it is saved at once, or nothing.

use std::cell::Cell;
use std::rc::Rc;

use crate::domain::access::Scope;
use crate::domain::permission::Role;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{CustomerKind, Language};
use crate::domain::{AreaId, CustomerId};
use crate::service::customers::{self, CustomerDetail, CustomerEdit, Edited, FacilityRow, GiveAccess};
use crate::service::{Actor, App, Error, access, portal_switch, staff};

use super::super::catalogue::Id;
use super::super::dialogs::{Fetch, Form, Handed, Values};
use super::super::grid::{Grid, words};
use super::super::msg::Job;
use super::super::screen::Cx;

/// Roles, the least first.
const ROLES: [Role; 3] = [Role::Member, Role::Moderator, Role::Administrator];

/// As many facilities can be chosen here; more are chosen in the permissions.
const MOST_FACILITIES: usize = 30;

/// What the form has to know.
#[derive(Clone, Debug)]
pub struct Ground {
    pub customer: CustomerDetail,
    pub areas: Vec<(AreaId, String)>,
    pub facilities: Vec<FacilityRow>,
    /// Whether access can be given here: the permission is there, and the portal is on.
    pub grants: bool,
    /// What the first user of this customer means for the secure link (R21).
    pub first: Option<String>,
}

impl Ground {
    async fn load(app: &App, by: &Actor, id: CustomerId) -> Result<Self, Error> {
        let customer = customers::get(app, by, id).await?;
        let may = by.holds(StaffPermission::GrantAccess) && by.acts_in(customer.row.area_id);
        let grants = may && customer.row.portal_on && portal_switch::module_is_on(app, by).await?;
        let first = if grants { access::first_user_warning(app, by, id).await? } else { None };
        Ok(Self {
            areas: staff::areas(app, by).await?,
            facilities: customers::facilities(app, by, id).await?,
            customer,
            grants,
            first,
        })
    }

    fn is_corporate(&self) -> bool {
        self.customer.row.kind == CustomerKind::Corporate
    }
}

/// Loads the customer and opens the form.
pub fn edit(id: CustomerId) -> Fetch<Ground> {
    let job = Job::new("edit customer", move |app, by| async move { Ground::load(&app, &by, id).await });
    Fetch::new(t!("edit-title"), job, |ground, cx| cx.push(form(&ground)))
}

/// The form.
pub fn form(ground: &Ground) -> Form<Edited> {
    let row = &ground.customer.row;
    let (customer, title) = (row.id, format!("{} {}", row.number, row.name));
    // What was chosen last is known when the answer comes.
    let asks = Rc::new(Cell::new(false));
    let job = {
        let (ground, asks) = (ground.clone(), Rc::clone(&asks));
        move |values: &Values| {
            let change = change(&ground, values);
            asks.set(change.give_access.as_ref().is_some_and(|give| give.scope.is_empty()));
            Job::new("save customer", move |app, by| async move { customers::edit(&app, &by, &change).await })
        }
    };
    let then = move |edited: Edited, cx: &mut Cx<'_>| saved(customer, asks.get(), &edited, cx);
    let form = Form::new(t!("thing-edit", title = title), t!("save"), job, then);
    giving(about(form, ground), ground)
}

/// What is known of the customer.
fn about(form: Form<Edited>, ground: &Ground) -> Form<Edited> {
    let (customer, row) = (&ground.customer, &ground.customer.row);
    let languages = std::iter::once(t!("invite-house-language").to_owned());
    let languages = languages.chain(Language::ALL.iter().map(|l| l.own_name().to_owned())).collect();
    let language = customer.language.and_then(|l| Language::ALL.iter().position(|known| *known == l));
    let mut form = form
        .text("name", t!("name"), &row.name, "")
        .text("email", t!("email-label"), &row.email, t!("field-none"))
        .text("phone", t!("company-phone"), &row.phone, t!("field-none"))
        .text("street", t!("column-street"), &customer.street, t!("field-none"))
        .text("postal_code", t!("company-postal-code"), &customer.postal_code, t!("field-none"))
        .text("city", t!("company-city"), &row.city, t!("field-none"))
        .text("country", t!("company-country"), &row.country, t!("country-empty"))
        .choice("language", t!("label-letters-in"), languages, language.map_or(0, |at| at + 1));
    if !ground.areas.is_empty() {
        let names =
            std::iter::once(t!("field-none").to_owned()).chain(ground.areas.iter().map(|(_, name)| name.clone()));
        let at = ground.areas.iter().position(|(id, _)| Some(*id) == row.area_id);
        form = form.choice("area", t!("label-area"), names.collect(), at.map_or(0, |at| at + 1));
    }
    form.text("technician", t!("order-technician"), &row.technician, t!("word-nobody")).tick(
        "managed",
        t!("customer-managed"),
        row.managed,
    )
}

/// The box, and what opens beneath it.
fn giving(form: Form<Edited>, ground: &Ground) -> Form<Edited> {
    if !ground.grants {
        return form;
    }
    let ticked = |values: &Values| values.ticked("give_access");
    let mut form = form.tick("give_access", t!("customer-give-access"), false);
    if let Some(first) = &ground.first {
        form = form.when_ticked(t!("customer-first-user", first = first));
    }
    form = form
        .text("first_name", t!("profile-first-name"), "", "")
        .only_when(ticked)
        .text("last_name", t!("profile-last-name"), "", "")
        .only_when(ticked);
    if ground.is_corporate() {
        let roles = ROLES.iter().map(|role| format!("{role} · {}", words::role_note(*role))).collect();
        form = form.choice("role", t!("role"), roles, 0).only_when(ticked);
        let sure = t!("customer-admin-anyway");
        form = form.sure(sure).only_when(move |values| {
            ticked(values) && values.ticked("managed") && ROLES.get(values.choice("role")) == Some(&Role::Administrator)
        });
    }
    if ground.facilities.len() > 1 {
        form = form.choice("facilities", t!("column-sees"), scopes(ground), 0).only_when(ticked);
    }
    form
}

/// What the person can be let see (R12): the form asks, and says that nothing chosen is nothing seen.
fn scopes(ground: &Ground) -> Vec<String> {
    let fixed = [t!("scope-nothing-yet"), t!("scope-all-later")].map(str::to_owned);
    let only =
        ground.facilities.iter().take(MOST_FACILITIES).map(|f| t!("scope-only", number = f.number, name = f.name));
    fixed.into_iter().chain(only).collect()
}

fn scope(ground: &Ground, values: &Values) -> Scope {
    // Where there is nothing to choose between, nobody is asked.
    if ground.facilities.len() <= 1 {
        return Scope::everything();
    }
    match values.choice("facilities") {
        0 => Scope::default(),
        1 => Scope::everything(),
        n => Scope { facilities: ground.facilities.get(n - 2).map(|f| f.id).into_iter().collect(), ..Scope::default() },
    }
}

/// What differs from what is known, and whom access is given.
fn change(ground: &Ground, values: &Values) -> CustomerEdit {
    let (customer, row) = (&ground.customer, &ground.customer.row);
    let text = |name: &str, known: &str| Some(values.text(name)).filter(|typed| typed != known.trim());
    let language = values.choice("language").checked_sub(1).and_then(|at| Language::ALL.get(at)).copied();
    let area = values.choice("area").checked_sub(1).and_then(|at| ground.areas.get(at)).map(|(id, _)| *id);
    let managed = values.ticked("managed");
    let give = (ground.grants && values.ticked("give_access")).then(|| GiveAccess {
        first_name: values.text("first_name"),
        last_name: values.text("last_name"),
        role: ground.is_corporate().then(|| ROLES.get(values.choice("role")).copied().unwrap_or(Role::Member)),
        scope: scope(ground, values),
    });
    CustomerEdit {
        name: text("name", &row.name),
        email: text("email", &row.email),
        phone: text("phone", &row.phone),
        street: text("street", &customer.street),
        postal_code: text("postal_code", &customer.postal_code),
        city: text("city", &row.city),
        country: text("country", &row.country),
        language: (language != customer.language).then_some(language),
        area: (!ground.areas.is_empty() && area != row.area_id).then_some(area),
        technician: text("technician", &row.technician),
        managed: (managed != row.managed).then_some(managed),
        give_access: give,
        ..CustomerEdit::of(customer)
    }
}

/// Says what came of it; an invitation is shown with its link, and who sees nothing yet is asked about.
fn saved(customer: CustomerId, asks: bool, edited: &Edited, cx: &mut Cx<'_>) {
    let row = &edited.customer.row;
    let Some(granted) = &edited.granted else {
        return cx.done(if edited.after.is_empty() {
            t!("customer-as-was", number = row.number, name = row.name)
        } else {
            t!("customer-saved", number = row.number, name = row.name)
        });
    };
    cx.done(t!("customer-saved-invited", number = row.number, name = row.name, sent_to = granted.sent_to));
    if asks {
        return cx.push(Grid::only(customer, granted.user, Id::GridScope));
    }
    let until = cx.zone.full(granted.expires_at);
    cx.push(Handed::new(
        t!("sent-to-invited", sent_to = granted.sent_to),
        t!("customer-letter-queued"),
        granted.link.clone(),
        t!("customer-link-until", until = until),
        t!("noun-link"),
    ));
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::fixtures::{customer, facility};
    use super::super::super::harness::Bench;
    use super::super::super::msg::Failure;
    use super::*;
    use crate::domain::field::FieldError;

    fn ground() -> Ground {
        Ground {
            customer: customer(true),
            areas: vec![(uuid::Uuid::from_u128(5).into(), "Graz".into())],
            facilities: vec![facility(21, "Graz"), facility(22, "Weiz")],
            grants: true,
            first: Some("the secure link stops working".into()),
        }
    }

    fn values(bench: &mut Bench) -> String {
        bench.screen(90, 40)
    }

    #[test]
    fn the_box_opens_what_an_invitation_needs_and_warns() {
        let mut bench = Bench::with_dialog(form(&ground()));
        let screen = values(&mut bench);
        assert!(screen.contains("□ Give access") && screen.contains("Huber Maschinen GmbH"), "{screen}");
        assert!(!screen.contains("First name") && !screen.contains("secure link"), "{screen}");
        bench.press("shift-tab shift-tab space");
        let screen = values(&mut bench);
        for there in ["■ Give access", "First name", "Last name", "member", "secure link stops", "nothing yet"] {
            assert!(screen.contains(there), "{there}:\n{screen}");
        }
        bench.press("space");
        assert!(!values(&mut bench).contains("First name"));
    }

    #[test]
    fn an_administrator_where_we_manage_waits_for_its_box() {
        let mut bench = Bench::with_dialog(form(&ground()));
        bench.press("shift-tab shift-tab space tab tab tab left");
        let screen = values(&mut bench);
        assert!(screen.contains("administrator ·") && screen.contains("Administrator anyway"), "{screen}");
        bench.press("tab tab tab enter");
        assert!(bench.tickets("save customer").is_empty());
        assert!(values(&mut bench).contains("✗ tick this first"));
        bench.press("space tab tab enter");
        assert_eq!(bench.tickets("save customer").len(), 1);
    }

    #[test]
    fn what_is_wrong_stands_at_its_field_and_leaving_asks() {
        let mut bench = Bench::with_dialog(form(&ground()));
        bench.type_text("x");
        bench.press("enter");
        bench.type_text("office");
        bench.press("shift-tab shift-tab enter");
        let ticket = bench.tickets("save customer")[0];
        let error = FieldError { field: "email", code: "email-invalid", message: "\"office\" has no @".into() };
        bench.reply(ticket, Err(Failure { fields: vec![error], ..Failure::new("Email: has no @.") }));
        let screen = values(&mut bench);
        assert!(screen.contains("✗ \"office\" has no @") && screen.contains("Huber Maschinen GmbHx"), "{screen}");
        bench.press("esc");
        assert!(values(&mut bench).contains("Leave the form?"));
    }

    #[test]
    fn who_may_not_give_access_is_not_offered_it() {
        let mut bench = Bench::with_dialog(form(&Ground { grants: false, ..ground() }));
        assert!(!values(&mut bench).contains("Give access"));
    }
}
