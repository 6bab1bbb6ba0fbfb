//! The lower part of a customer's first tab: people with their last sign-in, open orders, the newest of the log. What matters
//! most on the telephone stands first, and what has no room is left out from below.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::state::{OrderState, Urgency, UserState};
use crate::service::customers::{OpenOrder, Overview, Person};

use super::super::cells;
use super::super::logged;
use super::super::screen::Canvas;
use super::super::theme::Theme;
use super::super::when::distance;
use super::super::words::word;

/// One line: pieces of text, each so wide (none: the rest) and in a style.
type Line = Vec<(String, Option<usize>, Style)>;

/// Numbers as a row of bars, the largest as high as a line; nothing where there is nothing.
pub fn sparkline(numbers: &[u64]) -> Option<String> {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = numbers.iter().copied().max().filter(|most| *most > 0)?;
    // Nothing is the lowest bar, and one of many still stands above it.
    let bar = |number: &u64| BARS[usize::try_from((number * 7).div_ceil(most)).unwrap_or(7).min(7)];
    Some(numbers.iter().map(bar).collect())
}

/// People and orders have so many lines each at most, and the log so many.
const MOST: [usize; 3] = [3, 3, 10];

/// How many lines there are to draw.
pub fn lines(overview: &Overview) -> usize {
    let log = overview.log.as_ref().map_or(0, Vec::len);
    let parts = [overview.people.len(), overview.open.len(), log];
    // A heading alone says nothing.
    parts.into_iter().zip(MOST).filter(|(len, _)| *len > 0).map(|(len, most)| 1 + len.min(most)).sum()
}

/// Draws the parts below each other, as far as there is room: first a few lines of each, the rest goes to the log.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, overview: &Overview) {
    let theme = *canvas.theme;
    let (now, zone) = (canvas.now, canvas.zone);
    let people = overview.people.iter().map(|p| person(p, canvas, &theme)).collect();
    let orders = overview.open.iter().map(|o| order(o, canvas, &theme)).collect();
    let mut parts: Vec<(&str, Vec<Line>, usize)> =
        vec![(t!("glance-users"), people, MOST[0]), (t!("glance-orders"), orders, MOST[1])];
    if let Some(log) = &overview.log {
        let line = |r: &crate::service::activity::Record| {
            vec![
                (zone.short(r.at, now), Some(16), theme.dim),
                (r.actor_name.clone(), Some(14), theme.key),
                (logged::sentence(r), None, theme.text),
            ]
        };
        parts.push((t!("glance-log"), log.iter().map(line).collect(), MOST[2]));
    }
    let mut y = 0;
    for (heading, lines, most) in parts {
        if lines.is_empty() || y + 1 >= area.height {
            continue;
        }
        canvas.at(area, 1, y, heading, theme.heading);
        y += 1;
        for line in lines.into_iter().take(most) {
            if y >= area.height {
                return;
            }
            draw_line(canvas, area, y, &line);
            y += 1;
        }
    }
}

fn draw_line(canvas: &mut Canvas<'_>, area: Rect, y: u16, line: &Line) {
    let mut x = 1;
    for (text, width, style) in line {
        match width {
            Some(width) => x = canvas.raw(area, x, y, &cells::pad(text, *width), *style) + 1,
            None => {
                canvas.at(area, x, y, text, *style);
            }
        }
    }
}

fn person(person: &Person, canvas: &Canvas<'_>, theme: &Theme) -> Line {
    let style = match person.state {
        UserState::Active => theme.good,
        UserState::Pending => theme.warn,
        _ => theme.bad,
    };
    let last = match person.last_sign_in_at {
        Some(at) => t!("glance-last", when = distance(at, canvas.now)),
        None if person.state == UserState::Pending => t!("glance-invited").to_owned(),
        None => t!("glance-never").to_owned(),
    };
    vec![
        (person.name.clone(), Some(20), theme.text),
        (word(person.role.as_str()), Some(13), theme.dim),
        (word(person.state.as_str()), Some(9), style),
        (last, None, theme.text),
    ]
}

fn order(order: &OpenOrder, canvas: &Canvas<'_>, theme: &Theme) -> Line {
    let urgent = matches!(order.urgency, Urgency::High | Urgency::Urgent);
    let visit = match (order.planned_at, order.technician.as_str()) {
        (Some(at), _) if at >= canvas.now => format!(" · {}", distance(at, canvas.now)),
        (_, "") => String::new(),
        (_, technician) => format!(" · {technician}"),
    };
    let style = if order.state == OrderState::Waiting { theme.dim } else { theme.warn };
    vec![
        (order.number.clone(), Some(10), theme.dim),
        (word(order.state.as_str()), Some(11), style),
        (format!("{}{}{visit}", if urgent { "! " } else { "" }, order.title), None, theme.text),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_share_and_nothing_has_none() {
        assert_eq!(sparkline(&[0, 1, 4, 8]).as_deref(), Some("▁▂▅█"));
        assert_eq!(sparkline(&[5]).as_deref(), Some("█"));
        assert_eq!(sparkline(&[0, 0]), None);
        assert_eq!(sparkline(&[]), None);
        assert_eq!(sparkline(&[u64::MAX / 16, 1]).map(|bars| bars.chars().count()), Some(2));
    }
}
