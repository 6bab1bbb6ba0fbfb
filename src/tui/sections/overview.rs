//! Tab Overview: a customer at one glance.

use crate::tui::words::word;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::domain::state::AccessState;
use crate::service::customers::{Count, CustomerRow, Overview};

use super::super::cells;
use super::super::screen::Canvas;
use super::super::theme::Theme;
use super::super::when::distance;
use super::glance;

/// How an access state is drawn: a word, and a colour beside it (R5).
pub fn access_style(state: AccessState, theme: &Theme) -> Style {
    match state {
        AccessState::Off | AccessState::Independent => theme.dim,
        AccessState::Link => theme.text,
        AccessState::Pending => theme.warn,
        AccessState::Active => theme.good,
    }
}

/// What an access state means, as a sentence.
fn access_words(customer: &CustomerRow, overview: &Overview) -> String {
    let users = overview.users;
    match customer.access_state {
        AccessState::Off if customer.portal_on => "off".to_owned(),
        AccessState::Off => t!("overview-off").to_owned(),
        AccessState::Link => t!("overview-link").to_owned(),
        AccessState::Pending => t!("overview-pending", pending = users.pending),
        AccessState::Active => t!("overview-active", active = users.active, total = users.total()),
        AccessState::Independent => t!("overview-independent").to_owned(),
    }
}

/// Draws the tab.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, overview: &Overview) {
    let theme = *canvas.theme;
    let customer = &overview.customer;
    let row = &customer.row;
    let mut people = format!(
        "{} · {}",
        many(&overview.contacts, "contact", "contacts"),
        many(&overview.users.total(), "user", "users")
    );
    if overview.users.suspended > 0 {
        people = t!("overview-suspended", people = people, suspended = overview.users.suspended);
    }
    let address = [&customer.street, &format!("{} {}", customer.postal_code, row.city), &row.country]
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let visit = overview.next_visit.map(|at| format!("{} ({})", canvas.zone.full(at), distance(at, canvas.now)));
    let managed = if row.managed { format!(" · {}", t!("overview-managed")) } else { String::new() };
    let facilities = many(&overview.facilities, "facility", "facilities");
    let places = format!("{facilities} · {}", many(&overview.objects, "object", "objects"));
    let orders = t!("overview-open-of", open_orders = overview.open_orders, orders = overview.orders);
    let (open, open_style) = match overview.reports.map(Count::at_least) {
        Some(n) if n > 0 => (format!("{orders} · {} !", many(&n, "fault_report", "fault_reports")), theme.bad),
        _ => (orders, theme.text),
    };
    let first: Vec<(&str, String, Style)> = vec![
        (t!("column-access"), access_words(row, overview), access_style(row.access_state, &theme)),
        (t!("overview-open"), open, open_style),
        (t!("calendar-visit"), visit.unwrap_or_else(|| t!("overview-none-planned").to_owned()), theme.text),
        (t!("overview-tech"), or_dash(&row.technician), theme.text),
        (t!("company-phone"), or_dash(&row.phone), theme.key),
        (t!("email-label"), or_dash(&row.email), theme.text),
    ];
    let charts = [
        glance::sparkline(&overview.orders_by_month).map(|bars| t!("glance-months", bars = bars)),
        glance::sparkline(&overview.sign_ins_by_week).map(|bars| t!("glance-weeks", bars = bars)),
    ];
    let charts: Vec<String> = charts.into_iter().flatten().collect();
    let mut first = first;
    if !charts.is_empty() {
        first.insert(3, (t!("glance-lately"), charts.join("  "), theme.dim));
    }
    let then: Vec<(&str, String, Style)> = vec![
        (t!("overview-portal"), areas_words(customer.areas, usize::from(area.width.saturating_sub(10))), theme.text),
        (t!("company-address"), or_dash(&address), theme.text),
        (
            t!("label-kind"),
            format!("{}{managed} · {}", word(row.kind.as_str()), row.area.as_deref().unwrap_or(t!("overview-no-area"))),
            theme.text,
        ),
        (t!("overview-people"), people, theme.text),
        (t!("overview-places"), places, theme.text),
    ];
    // On a small screen the lines that are seldom asked for on the telephone give way to people, orders and the log.
    let room = usize::from(area.height);
    let below = glance::lines(overview).min(9);
    let spare = room.saturating_sub(first.len() + below);
    let shown = first.len() + spare.clamp(2, then.len());
    let mut y = 0;
    for (label, value, style) in first.into_iter().chain(then).take(shown) {
        canvas.at(area, 1, y, label, theme.dim);
        canvas.at(area, 10, y, &value, style);
        y += 1;
    }
    let below = Rect { y: area.y + y.min(area.height), height: area.height.saturating_sub(y), ..area };
    let gap = u16::from(below.height > 8);
    let below = Rect { y: below.y + gap, height: below.height - gap, ..below };
    glance::draw(canvas, below, overview);
}

/// Which parts of the portal exist; where their names have no room, those that do not exist are named.
fn areas_words(areas: PortalAreas, room: usize) -> String {
    let on: Vec<String> = areas.iter().map(|a| word(a.as_str())).collect();
    let off: Vec<String> = PortalArea::ALL.iter().filter(|a| !areas.on(**a)).map(|a| word(a.as_str())).collect();
    let named = on.join(" ");
    match (on.len(), off.len()) {
        (0, _) => t!("overview-no-part").to_owned(),
        _ if cells::width(&named) <= room => named,
        (_, 0) => t!("overview-every-part").to_owned(),
        _ => t!("overview-all-but", join = off.join(", ")),
    }
}

fn or_dash(text: &str) -> String {
    if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() }
}

/// "1 contact", "3 contacts".
fn many(count: &impl std::fmt::Display, one: &str, more: &str) -> String {
    let count = count.to_string();
    let named = word(if count == "1" { one } else { more });
    format!("{count} {named}")
}
