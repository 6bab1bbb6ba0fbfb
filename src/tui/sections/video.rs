//! Tab Video: the video sessions of a customer (R40); planned, moved, cancelled, and requests confirmed with a link to join.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::domain::state::VideoState;
use crate::service::customers::{self, FacilityRow, Page};
use crate::service::orders;
use crate::service::video::{self, VideoPlan, VideoQuery, VideoRow};

use super::super::catalogue::{Command, Id, Scope};
use super::super::dialogs::{Fetch, Form, Question, Values};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::when::{self, distance};
use super::super::widgets::{Column, Width};
use super::one_page;
use super::owned::facts;
use super::pane::{Ask, Look, Reaction, Rows};

/// Sessions that began longer ago are not shown.
const LOOKED_BACK: TimeDelta = TimeDelta::days(90);

/// Tab Video.
#[derive(Debug, Default)]
pub struct Video {
    customer: Option<CustomerId>,
}

const COLUMNS: &[Column] = &[
    Column::new("column-no", Width::Fixed(6)),
    Column::new("label-begins", Width::Fixed(16)),
    Column::new("column-state", Width::Fixed(11)),
    Column::new("column-about", Width::Share(2, 16)),
    Column::new("order-facility", Width::Share(1, 12)),
    Column::new("video-asked-by", Width::Share(1, 12)),
    Column::new("billing-order", Width::Fixed(8)),
];

fn state(row: &VideoRow) -> String {
    let mark = if row.state == VideoState::Requested { " !" } else { "" };
    format!("{}{mark}", row.state)
}

impl Rows for Video {
    type Row = VideoRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Video.chain()
    }

    fn label(&self) -> &'static str {
        t!("grid-video")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &VideoRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &VideoRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (look.zone.full(row.starts_at), theme.text),
            2 => {
                let style = match row.state {
                    VideoState::Requested => theme.bad,
                    VideoState::Planned => theme.good,
                    _ => theme.dim,
                };
                (state(row), style)
            }
            3 => (row.title.clone(), theme.text),
            4 => (row.facility.clone().unwrap_or_else(|| "–".to_owned()), theme.dim),
            5 => (row.requested_by.clone(), theme.dim),
            _ => (row.order_number.clone().unwrap_or_default(), theme.dim),
        }
    }

    fn asked(&mut self, customer: Option<CustomerId>, _: &str) {
        self.customer = customer;
    }

    fn job(&self, ask: &Ask<'_, VideoRow>) -> Job {
        let (customer, search) = (ask.customer, ask.search.clone());
        Job::new("video", move |app, by| async move {
            let Some(id) = customer else { return Ok(Page::default()) };
            let customer = Some(customers::get(&app, &by, id).await?.row.number);
            let from = Some(app.now() - LOOKED_BACK);
            let rows = video::list(&app, &by, &VideoQuery { customer, from }).await?;
            Ok(one_page(rows, &search, |v| format!("{} {} {} {}", v.number, v.title, v.requested_by, v.state)))
        })
    }

    fn empty(&self) -> &'static str {
        t!("videos-none")
    }

    fn sheet(&self, row: &VideoRow, look: Look<'_>) -> (String, String) {
        let begins = format!("{} ({})", look.zone.full(row.starts_at), distance(row.starts_at, look.now));
        let text = facts(&[
            (t!("column-state"), &state(row)),
            (t!("label-begins"), &begins),
            (t!("label-ends"), &look.zone.full(row.ends_at)),
            (t!("order-facility"), row.facility.as_deref().unwrap_or_default()),
            (t!("billing-order"), row.order_number.as_deref().unwrap_or_default()),
            (t!("video-asked-by"), &row.requested_by),
            (t!("label-join"), &row.join_url),
            (t!("label-note"), &row.note),
        ]);
        (row.title(), text)
    }

    fn availability(&self, command: Id, row: Option<&VideoRow>) -> Availability {
        if Command::of(command).scope != Scope::Video || command == Id::VideoPlan {
            return Availability::Enabled;
        }
        match row {
            None => Availability::Disabled(t!("video-none-here").into()),
            Some(row) if matches!(row.state, VideoState::Requested | VideoState::Planned) => Availability::Enabled,
            Some(row) => Availability::Disabled(t!("video-is", state = crate::tui::words::word(row.state.as_str()))),
        }
    }

    fn command(&mut self, command: Id, row: Option<&VideoRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row, self.customer) {
            (Id::VideoPlan, _, Some(customer)) => cx.push(plan(customer)),
            (Id::VideoMove, Some(row), _) => cx.push(relocate(row)),
            (Id::VideoConfirm, Some(row), _) => cx.push(confirm(row)),
            (Id::VideoCancel, Some(row), _) => cx.push(cancel(row)),
            _ => {}
        }
        Reaction::None
    }
}

/// What the form for a new session needs to know.
pub struct Ground {
    number: String,
    facilities: Vec<FacilityRow>,
    clocks: Tz,
}

fn clock(at: DateTime<Utc>, clocks: Tz) -> String {
    at.with_timezone(&clocks).format("%Y-%m-%d %H:%M").to_string()
}

fn times<T: Send + 'static>(form: Form<T>, clocks: Tz, now: Option<&VideoRow>) -> Form<T> {
    let (starts, ends) = now.map(|v| (clock(v.starts_at, clocks), clock(v.ends_at, clocks))).unwrap_or_default();
    form.say(t!("video-say", clocks = clocks))
        .text("starts_at", t!("label-begins"), &starts, t!("video-begins-empty"))
        .text("ends_at", t!("label-ends"), &ends, t!("video-ends-empty"))
}

/// What was typed as beginning and end, as moments.
async fn span(
    app: &crate::service::App,
    by: &crate::service::Actor,
    clocks: Tz,
    (starts, ends): (&str, &str),
) -> Result<(DateTime<Utc>, DateTime<Utc>), crate::service::Error> {
    let today = app.now().with_timezone(&clocks).date_naive();
    let begins = when::beginning("starts_at", starts, today)?;
    let ends = when::ending("ends_at", ends, begins)?;
    Ok((orders::here(app, by, "starts_at", begins).await?, orders::here(app, by, "ends_at", ends).await?))
}

fn plan(customer: CustomerId) -> Fetch<Ground> {
    let job = Job::new("video ground", move |app, by| async move {
        Ok(Ground {
            number: customers::get(&app, &by, customer).await?.row.number,
            facilities: customers::facilities(&app, &by, customer).await?,
            clocks: orders::clocks(&app, &by).await?,
        })
    });
    Fetch::new(t!("video-new"), job, |ground: Ground, cx: &mut Cx<'_>| cx.push(planning(&ground)))
}

fn planning(ground: &Ground) -> Form<VideoRow> {
    let (customer, clocks) = (ground.number.clone(), ground.clocks);
    let numbers: Vec<String> = ground.facilities.iter().map(|f| f.number.clone()).collect();
    let job = move |values: &Values| {
        let (typed, customer) = (values.clone(), customer.clone());
        let facility = values.choice("facility").checked_sub(1).and_then(|at| numbers.get(at)).cloned();
        Job::new("plan video", move |app, by| async move {
            let (starts_at, ends_at) =
                span(&app, &by, clocks, (&typed.text("starts_at"), &typed.text("ends_at"))).await?;
            let plan = VideoPlan {
                customer,
                order: typed.some("order"),
                facility,
                title: typed.text("title"),
                note: typed.text("note"),
                starts_at,
                ends_at,
                join_url: typed.text("join_url"),
            };
            video::plan(&app, &by, &plan).await
        })
    };
    let then = |row: VideoRow, cx: &mut Cx<'_>| cx.done(t!("video-planned-done", title = row.title()));
    let names = ground.facilities.iter().map(|f| format!("{} {}", f.number, f.name));
    let names = std::iter::once(t!("not-at-facility").to_owned()).chain(names).collect();
    let form = Form::new(t!("video-new-of", number = ground.number), t!("plan-verb"), job, then);
    times(form.text("title", t!("column-about"), "", t!("video-about-empty")), ground.clocks, None)
        .choice("facility", t!("order-facility"), names, 0)
        .text("order", t!("label-order-no"), "", t!("video-no-order-empty"))
        .text("join_url", t!("label-join"), "", "https://…")
        .text("note", t!("label-note"), "", t!("video-note-empty"))
}

fn with_clocks(row: &VideoRow) -> Job {
    let number = row.number.clone();
    Job::new("video ground", move |app, by| async move {
        Ok((video::get(&app, &by, &number).await?, orders::clocks(&app, &by).await?))
    })
}

fn relocate(row: &VideoRow) -> Fetch<(VideoRow, Tz)> {
    Fetch::new(
        t!("video-move-number", number = row.number),
        with_clocks(row),
        |(row, clocks): (VideoRow, Tz), cx: &mut Cx<'_>| {
            let (number, version) = (row.number.clone(), row.version);
            let job = move |values: &Values| {
                let (typed, number) = (values.clone(), number.clone());
                Job::new("move video", move |app, by| async move {
                    let typed = (typed.text("starts_at"), typed.text("ends_at"));
                    let (starts_at, ends_at) = span(&app, &by, clocks, (&typed.0, &typed.1)).await?;
                    video::move_to(&app, &by, &number, version, starts_at, ends_at).await
                })
            };
            let then = |row: VideoRow, cx: &mut Cx<'_>| cx.done(t!("video-moved-done", title = row.title()));
            cx.push(times(
                Form::new(t!("video-move-of", title = row.title()), t!("move-verb"), job, then),
                clocks,
                Some(&row),
            ));
        },
    )
}

fn confirm(row: &VideoRow) -> Form<VideoRow> {
    let (number, version) = (row.number.clone(), row.version);
    let job = move |values: &Values| {
        let (number, join_url) = (number.clone(), values.text("join_url"));
        Job::new(
            "confirm video",
            move |app, by| async move { video::confirm(&app, &by, &number, version, &join_url).await },
        )
    };
    let then = |row: VideoRow, cx: &mut Cx<'_>| cx.done(t!("video-confirmed", title = row.title()));
    Form::new(t!("video-confirm-of", title = row.title()), t!("confirm-verb"), job, then)
        .say(t!("video-confirm-say"))
        .text("join_url", t!("label-join"), &row.join_url, "https://…")
}

fn cancel(row: &VideoRow) -> Question<VideoRow> {
    let (number, version) = (row.number.clone(), row.version);
    Question::new(
        t!("video-cancel-ask", title = row.title()),
        t!("video-cancel-text"),
        t!("video-cancel-verb"),
        move || {
            let number = number.clone();
            Job::new("cancel video", move |app, by| async move { video::cancel(&app, &by, &number, version).await })
        },
        |row: VideoRow, cx| cx.done(t!("video-cancelled", title = row.title())),
    )
}
