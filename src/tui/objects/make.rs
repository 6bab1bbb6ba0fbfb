//! Making a service object, changing it, moving it: who sees it no longer and who sees it now is said before (R12, R72).

use chrono::NaiveDate;

use crate::domain::field::FieldErrors;
use crate::domain::{CustomerId, FacilityId};
use crate::service::customers::{self, CustomerRow, FacilityRow};
use crate::service::objects::{self, ModelRow, Moved, NewObject, ObjectChange, ObjectFile, ObjectSheet};
use crate::service::{Actor, App, Error, orders};

use super::super::dialogs::{Fetch, Foreseen, Form, SentKey, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::super::when;
use super::page;

/// So many people are named in a preview; the others are counted.
const NAMED: usize = 8;

/// What an object can be and where.
#[derive(Clone, Debug)]
pub struct Ground {
    customer: CustomerRow,
    facilities: Vec<FacilityRow>,
    models: Vec<ModelRow>,
}

impl Ground {
    async fn load(app: &App, by: &Actor, customer: CustomerId) -> Result<Self, Error> {
        Ok(Self {
            customer: customers::get(app, by, customer).await?.row,
            facilities: customers::facilities(app, by, customer).await?,
            models: objects::models(app, by, "").await?,
        })
    }

    /// The facility that was chosen; the first choice is none.
    fn facility(&self, values: &Values) -> Option<FacilityId> {
        values.choice("facility").checked_sub(1).and_then(|at| self.facilities.get(at)).map(|f| f.id)
    }
}

async fn with_object(app: App, by: std::sync::Arc<Actor>, number: String) -> Result<(ObjectSheet, Ground), Error> {
    let object = objects::get(&app, &by, &number).await?.object;
    let ground = Ground::load(&app, &by, object.customer_id).await?;
    Ok((object, ground))
}

/// The form for a new object of this customer.
pub fn new(customer: CustomerId) -> Fetch<Ground> {
    let job = Job::new("object ground", move |app, by| async move { Ground::load(&app, &by, customer).await });
    Fetch::new(t!("object-new-title"), job, |ground, cx| cx.push(create(&ground)))
}

/// The form for what an object is now.
pub fn edit(number: &str) -> Fetch<(ObjectSheet, Ground)> {
    let asked = number.to_owned();
    let job = Job::new("object ground", move |app, by| with_object(app, by, asked));
    Fetch::new(t!("object-edit-number", number = number), job, |(object, ground), cx| cx.push(change(&object, &ground)))
}

/// The form for where an object is.
pub fn relocate(number: &str) -> Fetch<(ObjectSheet, Ground)> {
    let asked = number.to_owned();
    let job = Job::new("object ground", move |app, by| with_object(app, by, asked));
    Fetch::new(t!("object-move-number", number = number), job, |(object, ground), cx| cx.push(moving(&object, &ground)))
}

fn facility_field<T: Send + 'static>(form: Form<T>, ground: &Ground, now: Option<FacilityId>) -> Form<T> {
    let names = ground.facilities.iter().map(|f| format!("{} {}", f.number, f.name));
    let names = std::iter::once(t!("not-at-facility").to_owned()).chain(names).collect();
    let at = ground.facilities.iter().position(|f| Some(f.id) == now).map_or(0, |at| at + 1);
    form.choice("facility", t!("order-facility"), names, at)
}

fn fields(form: Form<ObjectFile>, ground: &Ground, now: Option<&ObjectSheet>) -> Form<ObjectFile> {
    let installed = now.and_then(|o| o.installed_on).map(|day| day.to_string()).unwrap_or_default();
    let form = form.text("name", t!("name"), now.map_or("", |o| &o.name), t!("object-name-empty"));
    let form = facility_field(form, ground, now.and_then(|o| o.facility_id));
    let known: Vec<String> = ground.models.iter().map(|m| format!("{} {}", m.number, m.name)).collect();
    let at = ground.models.iter().position(|m| Some(m.id) == now.and_then(|o| o.model_id));
    let model = now.and_then(|o| o.model_number.as_deref());
    // A long list is cut by the service: then the number is typed.
    let form = if known.len() >= 100 || (model.is_some() && at.is_none()) {
        form.text("model", t!("label-model-no"), model.unwrap_or(""), t!("word-none"))
    } else if known.is_empty() {
        form
    } else {
        let names = std::iter::once(t!("word-none").to_owned()).chain(known).collect();
        form.choice("model", t!("object-model"), names, at.map_or(0, |at| at + 1))
    };
    form.text("serial_number", t!("label-serial-no"), now.map_or("", |o| &o.serial_number), t!("word-none")).text(
        "installed_on",
        t!("object-installed-on"),
        &installed,
        t!("object-installed-empty"),
    )
}

/// The number of the model that was chosen or typed.
fn model(ground: &Ground, values: &Values) -> Option<String> {
    match values.some("model") {
        None => None,
        Some(typed) => match values.choice("model") {
            0 => Some(typed).filter(|word| word != "none" && word != t!("word-none")),
            at => ground.models.get(at - 1).map(|m| m.number.clone()),
        },
    }
}

async fn installed(app: &App, by: &Actor, typed: &str) -> Result<Option<NaiveDate>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let today = app.now().with_timezone(&orders::clocks(app, by).await?).date_naive();
    let unread = || FieldErrors::one("installed_on", "date", t!("object-installed-wrong"));
    Ok(Some(when::day_of(typed, today).ok_or_else(unread)?))
}

fn create(ground: &Ground) -> Form<ObjectFile> {
    let key = SentKey::default();
    let (title, chosen) = (format!("{} {}", ground.customer.number, ground.customer.name), ground.clone());
    let job = move |values: &Values| {
        let (typed, key) = (values.text("installed_on"), key.clone());
        let new = NewObject {
            customer: chosen.customer.number.clone(),
            name: values.text("name"),
            facility: chosen.facility(values),
            model: model(&chosen, values),
            serial_number: values.text("serial_number"),
            ..NewObject::default()
        };
        Job::new("create object", move |app, by| async move {
            let new = NewObject { installed_on: installed(&app, &by, &typed).await?, key: key.of(&app), ..new };
            objects::create(&app, &by, &new).await
        })
    };
    let then = |file: ObjectFile, cx: &mut Cx<'_>| {
        cx.done(t!("object-made", title = file.object.title()));
        cx.push(page(&file.object.number));
    };
    fields(Form::new(t!("object-new-of", title = title), t!("create-verb"), job, then), ground, None)
}

fn change(object: &ObjectSheet, ground: &Ground) -> Form<ObjectFile> {
    let (before, chosen) = (object.clone(), ground.clone());
    let job = move |values: &Values| {
        let (typed, facility) = (values.text("installed_on"), chosen.facility(values));
        let model = model(&chosen, values);
        let change = ObjectChange {
            number: before.number.clone(),
            version: before.version,
            name: Some(values.text("name")),
            facility: (facility != before.facility_id).then_some(facility),
            serial_number: Some(values.text("serial_number")),
            model: (model != before.model_number).then_some(model),
            ..ObjectChange::default()
        };
        Job::new("edit object", move |app, by| async move {
            let change = ObjectChange { installed_on: Some(installed(&app, &by, &typed).await?), ..change };
            objects::edit(&app, &by, &change).await
        })
    };
    let then = |file: ObjectFile, cx: &mut Cx<'_>| cx.done(t!("thing-saved", title = file.object.title()));
    let form = Form::new(t!("thing-edit", title = object.title()), t!("save"), job, then);
    preview(fields(form, ground, Some(object)), object, ground)
}

fn moving(object: &ObjectSheet, ground: &Ground) -> Form<ObjectFile> {
    let (before, chosen) = (object.clone(), ground.clone());
    let job = move |values: &Values| {
        let change = ObjectChange {
            number: before.number.clone(),
            version: before.version,
            facility: Some(chosen.facility(values)),
            ..ObjectChange::default()
        };
        Job::new("move object", move |app, by| async move { objects::edit(&app, &by, &change).await })
    };
    let then = |file: ObjectFile, cx: &mut Cx<'_>| {
        let place = file.object.facility.as_deref().unwrap_or(t!("no-facility"));
        cx.done(t!("object-is-at", title = file.object.title(), place = place));
    };
    let form = Form::new(t!("object-move-of", title = object.title()), t!("move-verb"), job, then)
        .say(t!("object-at", place = object.facility.as_deref().unwrap_or(t!("no-facility"))));
    preview(facility_field(form, ground, object.facility_id), object, ground)
}

/// Says who of the customer's people sees the object no longer, and who sees it now.
fn preview(form: Form<ObjectFile>, object: &ObjectSheet, ground: &Ground) -> Form<ObjectFile> {
    let (number, now, chosen) = (object.number.clone(), object.facility_id, ground.clone());
    form.foresee(&["facility"], move |values| {
        let (number, facility) = (number.clone(), chosen.facility(values));
        Job::new("move preview", move |app, by| async move {
            if facility == now {
                return Ok(Foreseen::new());
            }
            Ok(said(&objects::move_preview(&app, &by, &number, facility).await?, facility.is_none()))
        })
    })
}

fn said(moved: &Moved, off: bool) -> Foreseen {
    let names = |all: &[String]| {
        let named = all.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = all.len().saturating_sub(NAMED);
        if more > 0 { format!("{named} {}", t!("and-more", more = more)) } else { named }
    };
    let mut lines = Foreseen::new();
    if off {
        let text = t!("object-nowhere-text");
        lines.push((text.to_owned(), false));
    }
    if !moved.see_no_longer.is_empty() {
        lines.push((t!("object-lost", see_no_longer = names(&moved.see_no_longer)), true));
    }
    if !moved.see_now.is_empty() {
        lines.push((t!("object-gained", see_now = names(&moved.see_now)), true));
    }
    if moved.see_no_longer.is_empty() && moved.see_now.is_empty() {
        lines.push((t!("object-nobody").to_owned(), false));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_it_no_longer_is_said_by_name() {
        let moved = Moved { see_no_longer: vec!["Jan Moser".into()], see_now: Vec::new() };
        let lines = said(&moved, true);
        assert!(lines[0].0.contains("not assigned to a facility"));
        assert_eq!(lines[1], ("See it no longer: Jan Moser.".to_owned(), true));
        let nobody = Moved { see_no_longer: Vec::new(), see_now: Vec::new() };
        assert_eq!(said(&nobody, false), [("Nobody sees more or less than before.".to_owned(), false)]);
        let many = Moved { see_no_longer: Vec::new(), see_now: (0..20).map(|n| format!("P{n}")).collect() };
        assert!(said(&many, false)[0].0.ends_with("and 12 more."));
    }
}
