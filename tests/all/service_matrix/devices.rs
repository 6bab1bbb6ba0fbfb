//! The rows of service objects, readings and self-checks.

use keydesk::domain::check::{Point, PointKind, Verdict};
use keydesk::service::checks::{self, Assignment, Filled, FilledPoint, TemplateChange};
use keydesk::service::objects::{self, NewObject, ObjectChange};
use keydesk::service::readings::{self, NewReading};

use super::scene::Things;
use super::{Actor, Answer, App, Reach, Refusal, Row, StaffPermission, row};

/// Every row.
pub fn rows() -> Vec<Row> {
    let all = [objects_and_readings(), self_checks()];
    all.into_iter().flatten().collect()
}

fn objects_and_readings() -> Vec<Row> {
    vec![
        row!("objects::get", [ViewCustomers], Placed, |app, by, t| objects::get(app, by, &t.object)).both(),
        row!("objects::models", [ViewCustomers], Wide, |app, by, t| objects::models(app, by, "")),
        row!("objects::create", [EditCustomers], Placed, |app, by, t| async {
            let new = NewObject { customer: t.number.clone(), name: "Gate".into(), ..NewObject::default() };
            objects::create(app, by, &new).await
        })
        .changes()
        .both(),
        row!("objects::edit", [EditCustomers], Placed, |app, by, t| async {
            let (number, name) = (t.object.clone(), Some("Gate".to_owned()));
            objects::edit(app, by, &ObjectChange { number, version: 1, name, ..ObjectChange::default() }).await
        })
        .changes()
        .both(),
        row!("objects::move_preview", [EditCustomers], Placed, |app, by, t| {
            objects::move_preview(app, by, &t.object, None)
        })
        .both(),
        row!("readings::list", [ViewCustomers], Placed, |app, by, t| readings::list(app, by, &t.object, 5)).both(),
        row!("readings::add", [EditCustomers], Placed, |app, by, t| async {
            let taken_at = Some(app.now() - chrono::TimeDelta::days(1));
            let (object, value, reason) = (t.object.clone(), "0.5".to_owned(), String::new());
            readings::add(app, by, &NewReading { object, value, taken_at, reason }).await
        })
        .changes()
        .both(),
        row!("readings::remove", [EditCustomers], Placed, |app, by, t| {
            readings::remove(app, by, &t.object, t.reading)
        })
        .changes()
        .both(),
    ]
}

fn self_checks() -> Vec<Row> {
    vec![
        row!("checks::templates", [ViewCustomers], Wide, |app, by, t| checks::templates(app, by)),
        row!("checks::template_by_name", [ViewCustomers], Wide, |app, by, t| async {
            let all = checks::templates(app, by).await?;
            let name = all.first().map(|template| template.name.clone()).unwrap_or_default();
            checks::template_by_name(app, by, &name).await
        }),
        row!("checks::template", [ManageTemplates], Everywhere, |app, by, t| async {
            let points = vec![Point { text: "Doors".into(), kind: PointKind::Ok, photo: false }];
            let name = format!("Doors {}", t.n);
            checks::template(app, by, &TemplateChange { id: None, version: 0, name, points, active: true }).await
        })
        .changes(),
        row!("checks::assign", [EditCustomers], Placed, |app, by, t| async {
            let due_on = app.now().date_naive() + chrono::TimeDelta::days(3);
            let new = Assignment { object: t.object.clone(), template: t.template, every_days: 7, due_on };
            checks::assign(app, by, &new).await
        })
        .changes(),
        row!("checks::unassign", [EditCustomers], Placed, |app, by, t| checks::unassign(app, by, t.check)).changes(),
        row!("checks::of_object", [ViewCustomers], Placed, |app, by, t| checks::of_object(app, by, &t.object)).both(),
        row!("checks::of_customer", [ViewCustomers], Placed, |app, by, t| checks::of_customer(app, by, t.customer)),
        row!("checks::runs", [ViewCustomers], Placed, |app, by, t| checks::runs(app, by, &t.object)).both(),
        row!("checks::fill", [EditCustomers], Placed, |app, by, t| async {
            let point = FilledPoint { verdict: Some(Verdict::Ok), ..FilledPoint::default() };
            let filled = Filled {
                assignment: t.check,
                template_version: 1,
                points: vec![point],
                note: String::new(),
                key: String::new(),
            };
            checks::fill(app, by, &filled).await
        })
        .changes()
        .both(),
    ]
}
