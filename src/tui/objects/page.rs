//! The page of a service object: facts, readings, self-checks, documents of its own and of its model.

use crate::domain::check::Due;
use crate::service::checks::{self, DueCheck};
use crate::service::documents::{self, DocumentRow, On};
use crate::service::objects::{self, ObjectSheet};
use crate::service::readings::{self, ReadingRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Paper, Sheet};
use super::super::msg::Job;
use super::super::orders;
use super::super::screen::{Availability, Cx};
use super::{Named, perform};

/// So many readings stand on the page.
const READINGS: u32 = 5;

/// The page of one object.
#[derive(Debug)]
pub struct Page {
    pub number: String,
}

/// Everything about an object.
pub struct Known {
    pub object: ObjectSheet,
    pub readings: Vec<ReadingRow>,
    pub checks: Vec<DueCheck>,
    pub documents: Vec<DocumentRow>,
    pub of_model: Vec<DocumentRow>,
}

impl Paper for Page {
    type Data = Known;

    fn scope(&self) -> Scope {
        Scope::Object
    }

    fn title(&self, data: Option<&Known>) -> String {
        data.map_or_else(
            || t!("object-number-title", number = self.number),
            |known| t!("object-page-title", title = known.object.title()),
        )
    }

    fn job(&self) -> Job {
        let number = self.number.clone();
        Job::new("object", move |app, by| async move {
            let object = objects::get(&app, &by, &number).await?.object;
            let of_model = match &object.model_number {
                Some(model) => documents::list(&app, &by, &On::Model(model.clone())).await?,
                None => Vec::new(),
            };
            Ok(Known {
                readings: readings::list(&app, &by, &number, READINGS).await?,
                checks: checks::of_object(&app, &by, &number).await?,
                documents: documents::list(&app, &by, &On::Object(number)).await?,
                object,
                of_model,
            })
        })
    }

    fn write(&self, known: &Known, sheet: &mut Sheet<'_>) {
        let object = &known.object;
        sheet.fact(t!("customer"), &format!("{} {}", object.customer_number, object.customer_name));
        let facility = object.facility.as_deref().unwrap_or(t!("not-at-facility"));
        sheet.fact(t!("order-facility"), facility);
        let model = [object.model_number.as_deref(), object.model.as_deref(), object.manufacturer.as_deref()];
        sheet.fact(
            t!("object-model"),
            &model.into_iter().flatten().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
        );
        sheet.fact(t!("label-serial-no"), &object.serial_number);
        sheet.fact(t!("label-installed"), &object.installed_on.map(|day| day.to_string()).unwrap_or_default());
        readings_part(&known.readings, sheet);
        checks_part(&known.checks, sheet);
        orders::papers(&known.documents, sheet);
        if !known.of_model.is_empty() {
            sheet.styled(t!("object-of-model"), sheet.theme.dim);
            for document in &known.of_model {
                sheet.text(&format!("  {} {}", document.number, document.name));
            }
        }
    }

    fn availability(&self, command: Id, known: &Known) -> Availability {
        match command {
            Id::ObjectModelDocuments => Availability::when(known.object.model_number.is_some(), t!("object-no-model")),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, known: &Known, cx: &mut Cx<'_>) {
        let object = &known.object;
        let named = Named { number: &object.number, name: &object.name, model: object.model_number.as_deref() };
        perform(command, &named, cx);
    }
}

fn readings_part(readings: &[ReadingRow], sheet: &mut Sheet<'_>) {
    sheet.heading(t!("object-readings-r"));
    if readings.is_empty() {
        sheet.styled(&format!("  {}", t!("none-yet")), sheet.theme.dim);
    }
    for reading in readings {
        let why = if reading.reason.is_empty() { String::new() } else { format!(" · {}", reading.reason) };
        let at = sheet.zone.full(reading.taken_at);
        sheet.text(&format!("  {at}  {} h · {}{why}", reading.value, reading.by_name));
    }
}

fn checks_part(checks: &[DueCheck], sheet: &mut Sheet<'_>) {
    sheet.heading(t!("object-checks-c"));
    if checks.is_empty() {
        sheet.styled(&format!("  {}", t!("none-assigned")), sheet.theme.dim);
    }
    for check in checks {
        let style = if check.due == Due::Overdue { sheet.theme.bad } else { sheet.theme.text };
        sheet.styled(&format!("  {} · {}", check.row.template, super::checks::due(check)), style);
    }
}
