//! Charts that are drawn here and need no script (R30, R35): lines and bars as SVG with a title and a description, and the
//! same figures as a table.
//!
//! Nothing here writes markup: a [`Chart`] holds what the template `chart.html` draws (with the variable `chart`), and the
//! style sheet colours it through classes. What does not belong here: where the figures come from.

use std::fmt::Write as _;

use crate::locale;

use super::look::Look;

/// The drawing's size in its own units; the style sheet scales it to the page.
const WIDE: f64 = 360.0;
const BOTTOM: f64 = 170.0;
const TOP: f64 = 8.0;
const RIGHT: f64 = 352.0;

/// How wide a character of a label is, about.
const CHARACTER: f64 = 6.1;

/// A point of a line.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Point {
    /// What stands in the table, and below it where nothing shorter is given.
    pub label: String,
    /// What stands below it.
    pub short: Option<String>,
    /// Where it stands: numbers that grow, a time for instance. Only their distances matter.
    pub place: f64,
    /// How high; none: nothing is known there, and the line breaks.
    pub value: Option<f64>,
}

/// Bars of one kind.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Series {
    /// What they count.
    pub name: String,
    /// One for each label.
    pub values: Vec<f64>,
}

/// A chart, ready for the template.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Chart {
    /// What its parts are called on the page; unique there.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What there is to see, in a sentence; when there are no figures, that there are none.
    pub summary: String,
    /// There are no figures: nothing is drawn.
    pub empty: bool,
    /// The names of several series.
    pub legend: Vec<String>,
    /// Lines across, with their figures.
    pub grid: Vec<Tick>,
    /// Labels below.
    pub labels: Vec<Tick>,
    /// Where the drawing begins on the left.
    pub left: String,
    /// The line, as the path of an SVG.
    pub path: String,
    /// The points of the line.
    pub dots: Vec<Dot>,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The words for showing the figures as a table.
    pub as_table: String,
    /// The heads of the table's columns.
    pub columns: Vec<String>,
    /// The table: a label and its figures.
    pub rows: Vec<Row>,
}

/// A figure or a label at its place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Tick {
    /// Where.
    pub at: String,
    /// What stands there.
    pub text: String,
}

/// A point of the line.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Dot {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
    /// What it says when one points at it.
    pub says: String,
}

/// A bar.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Bar {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
    /// How wide.
    pub width: String,
    /// How high.
    pub height: String,
    /// Of which series: its class, `first` or `other`.
    pub class: &'static str,
    /// What it says when one points at it.
    pub says: String,
}

/// A row of the table.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Row {
    /// The label.
    pub label: String,
    /// The figures, in the reader's language; a dash where nothing is known.
    pub figures: Vec<String>,
}

/// A line through `points`, which stand in the order of their places. `unit` stands at the figures (`h`), or is empty.
pub(super) fn line(look: &Look, id: &str, title: &str, points: &[Point], unit: &str) -> Chart {
    let known: Vec<f64> = points.iter().filter_map(|p| p.value).filter(|v| v.is_finite()).collect();
    let name = if unit.is_empty() { look.t("chart-value") } else { unit.to_owned() };
    let mut chart = framed(look, id, title, vec![look.t("chart-when"), name]);
    chart.rows = points
        .iter()
        .map(|p| Row { label: p.label.clone(), figures: vec![p.value.map_or("–".to_owned(), |v| figure(look, v))] })
        .collect();
    let Some(scale) = Scale::over(look, &known, false) else { return nothing(look, chart) };
    scale.draw(look, &mut chart);
    let (begin, end) = (points.first().map_or(0.0, |p| p.place), points.last().map_or(0.0, |p| p.place));
    let inner = 8.0;
    let across = |place: f64| {
        let part = if end > begin { (place - begin) / (end - begin) } else { 0.5 };
        scale.left + inner + part.clamp(0.0, 1.0) * (RIGHT - scale.left - 2.0 * inner)
    };
    let mut pen_down = false;
    for point in points {
        let Some(value) = point.value.filter(|v| v.is_finite()) else {
            pen_down = false;
            continue;
        };
        let (x, y) = (short(across(point.place)), short(scale.height(value)));
        let _ = write!(chart.path, "{}{x} {y}", if pen_down { "L" } else { "M" });
        chart.dots.push(Dot { x, y, says: format!("{}: {}", point.label, with_unit(look, value, unit)) });
        pen_down = true;
    }
    let places: Vec<(f64, &str)> =
        points.iter().map(|p| (across(p.place), p.short.as_deref().unwrap_or(&p.label))).collect();
    chart.labels = below(&places);
    chart.summary = summary(look, &chart.rows, &known, unit);
    chart
}

/// Bars that stand side by side at each of `labels` (what stands below, and what in the table), from zero. With several series
/// their names stand above.
pub(super) fn bars(look: &Look, id: &str, title: &str, labels: &[(String, String)], series: &[Series]) -> Chart {
    let known: Vec<f64> = series.iter().flat_map(|s| s.values.iter().copied()).filter(|v| v.is_finite()).collect();
    let names = std::iter::once(look.t("chart-when")).chain(series.iter().map(|s| s.name.clone()));
    let mut chart = framed(look, id, title, names.collect());
    let value = |s: &Series, at: usize| s.values.get(at).copied().filter(|v| v.is_finite()).unwrap_or_default();
    chart.rows = labels
        .iter()
        .enumerate()
        .map(|(at, (_, label))| Row {
            label: label.clone(),
            figures: series.iter().map(|s| figure(look, value(s, at))).collect(),
        })
        .collect();
    let scale = Scale::over(look, &known, true).filter(|_| known.iter().any(|v| *v > 0.0));
    let Some(scale) = scale else { return nothing(look, chart) };
    scale.draw(look, &mut chart);
    if series.len() > 1 {
        chart.legend = series.iter().map(|s| s.name.clone()).collect();
    }
    let slot = (RIGHT - scale.left) / real(labels.len().max(1));
    let width = (slot * 0.72 / real(series.len().max(1))).min(28.0);
    let mut places = Vec::new();
    for (at, (short_label, label)) in labels.iter().enumerate() {
        let middle = scale.left + slot * (real(at) + 0.5);
        places.push((middle, short_label.as_str()));
        let first = middle - width * real(series.len()) / 2.0;
        for (nth, s) in series.iter().enumerate() {
            let top = scale.height(value(s, at));
            chart.bars.push(Bar {
                x: short(first + width * real(nth) + 0.5),
                y: short(top),
                width: short(width - 1.0),
                height: short(BOTTOM - top),
                class: if nth == 0 { "first" } else { "other" },
                says: format!("{label}, {}: {}", s.name, figure(look, value(s, at))),
            });
        }
    }
    chart.labels = below(&places);
    chart.summary = summary(look, &chart.rows, &known, "");
    chart
}

fn framed(look: &Look, id: &str, title: &str, columns: Vec<String>) -> Chart {
    let as_table = look.t("chart-as-table");
    Chart { id: id.to_owned(), title: title.to_owned(), columns, as_table, ..Chart::default() }
}

fn nothing(look: &Look, chart: Chart) -> Chart {
    Chart { empty: true, summary: look.t("chart-empty"), rows: Vec::new(), ..chart }
}

/// "From Dec 2025 to Nov 2026: lowest 2, highest 9. The table below has every figure."
fn summary(look: &Look, rows: &[Row], known: &[f64], unit: &str) -> String {
    let label = |row: Option<&Row>| row.map(|r| r.label.clone()).unwrap_or_default();
    let lowest = known.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let values = [
        ("from", label(rows.first()).into()),
        ("to", label(rows.last()).into()),
        ("lowest", with_unit(look, lowest, unit).into()),
        ("highest", with_unit(look, highest, unit).into()),
    ];
    locale::text_with(look.language, "chart-summary", &values)
}

/// A figure with three places at most.
fn figure(look: &Look, value: f64) -> String {
    locale::decimal(look.language, value, 3)
}

fn with_unit(look: &Look, value: f64, unit: &str) -> String {
    let figure = figure(look, value);
    if unit.is_empty() { figure } else { format!("{figure}\u{a0}{unit}") }
}

/// A place in the drawing, to a tenth.
fn short(at: f64) -> String {
    format!("{:.1}", if at.is_finite() { at } else { 0.0 })
}

#[allow(clippy::cast_precision_loss, reason = "as many as a page shows")]
fn real(count: usize) -> f64 {
    count as f64
}

/// Labels that do not touch each other: each, or every second, third and so on, counted from the last.
fn below(places: &[(f64, &str)]) -> Vec<Tick> {
    let wide = |text: &str| CHARACTER * real(text.chars().count());
    let mut shown: Vec<Tick> = Vec::new();
    let mut free = WIDE + 8.0;
    for (x, text) in places.iter().rev() {
        let half = wide(text) / 2.0;
        let x = x.clamp(half.min(WIDE / 2.0), (WIDE - half).max(WIDE / 2.0));
        if x + half + 6.0 <= free {
            free = x - half;
            shown.push(Tick { at: short(x), text: (*text).to_owned() });
        }
    }
    shown.reverse();
    shown
}

/// From which to which figure the drawing reaches, and where that is.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
    left: f64,
}

impl Scale {
    /// A scale with round figures over `known`; none when there is nothing. A line that stays high above zero begins below
    /// its lowest point, so that its course can be seen; bars begin at zero, because their length is what is read.
    fn over(look: &Look, known: &[f64], from_zero: bool) -> Option<Self> {
        let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        if !most.is_finite() || !least.is_finite() {
            return None;
        }
        let whole = known.iter().all(|v| v.fract() == 0.0);
        let low = if least < 0.0 || (!from_zero && least > most / 2.0) { least } else { 0.0 };
        let most = if most > low { most } else { low + 1.0 };
        let step = round_step((most - low) / 4.0);
        let step = if whole { step.max(1.0) } else { step };
        let (low, high) = ((low / step).floor() * step, (most / step).ceil() * step);
        let mut scale = Self { low, high: if high > low { high } else { low + step }, step, left: 0.0 };
        // The longest figure says where the drawing begins.
        let longest = scale.figures().map(|v| figure(look, v).chars().count()).max().unwrap_or_default();
        scale.left = 8.0 + CHARACTER * real(longest);
        Some(scale)
    }

    /// The round figures, from below.
    fn figures(&self) -> impl Iterator<Item = f64> + use<> {
        let (low, step, high) = (self.low, self.step, self.high);
        (0..12u8).map(move |n| low + step * f64::from(n)).take_while(move |v| *v <= high + step / 2.0)
    }

    fn height(&self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }

    /// Lines across with their figures.
    fn draw(&self, look: &Look, chart: &mut Chart) {
        chart.left = short(self.left);
        chart.grid = self.figures().map(|v| Tick { at: short(self.height(v)), text: figure(look, v) }).collect();
    }
}

/// 1, 2 or 5 times a power of ten, not less than `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= rough * 0.999).unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::state::Language;

    fn look() -> Look {
        Look::neutral(Language::German)
    }

    fn point(n: u32, value: Option<f64>) -> Point {
        Point { label: format!("Tag {n}"), short: None, place: f64::from(n), value }
    }

    #[test]
    fn a_line_breaks_where_nothing_is_known_and_the_table_says_so() {
        let points = [point(1, Some(10.5)), point(2, Some(11.0)), point(3, None), point(4, Some(12.0))];
        let chart = line(&look(), "x", "Zähler", &points, "h");
        assert_eq!(chart.path.matches('M').count(), 2, "{}", chart.path);
        assert_eq!(chart.path.matches('L').count(), 1, "{}", chart.path);
        let figures: Vec<_> = chart.rows.iter().map(|r| r.figures[0].as_str()).collect();
        assert_eq!(figures, ["10,5", "11", "–", "12"]);
        assert!(!chart.empty);
    }

    #[test]
    fn places_decide_where_points_stand() {
        let points = [point(0, Some(1.0)), point(1, Some(2.0)), point(10, Some(3.0))];
        let chart = line(&look(), "x", "t", &points, "");
        let x: Vec<f64> = chart.dots.iter().map(|d| d.x.parse().unwrap()).collect();
        assert!((x[1] - x[0]) * 8.0 < x[2] - x[1], "{x:?}");
    }

    #[test]
    fn bars_begin_at_zero_with_whole_figures_and_stay_inside() {
        let labels: Vec<_> = (1..=12).map(|n| (format!("M{n}"), format!("Monat {n}"))).collect();
        let one = Series { name: "neu".into(), values: (0..12u8).map(f64::from).collect() };
        let two = Series { name: "fertig".into(), values: vec![3.0; 12] };
        let chart = bars(&look(), "x", "t", &labels, &[one, two]);
        assert_eq!(chart.bars.len(), 24);
        assert_eq!(chart.grid[0].text, "0");
        for bar in &chart.bars {
            let (x, width): (f64, f64) = (bar.x.parse().unwrap(), bar.width.parse().unwrap());
            let (y, height): (f64, f64) = (bar.y.parse().unwrap(), bar.height.parse().unwrap());
            assert!(x >= 0.0 && x + width <= WIDE && y >= TOP - 0.1 && (y + height - BOTTOM).abs() < 0.2, "{bar:?}");
        }
        assert_eq!(chart.legend, ["neu", "fertig"]);
        let all_equal = Series { name: "n".into(), values: vec![1.0; 12] };
        let chart = bars(&look(), "x", "t", &labels, &[all_equal]);
        let texts: Vec<_> = chart.grid.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["0", "1"], "counts are whole");
    }

    #[test]
    fn nothing_is_drawn_where_there_is_nothing() {
        for chart in [
            line(&look(), "x", "t", &[], "h"),
            line(&look(), "x", "t", &[point(1, None), point(2, Some(f64::NAN))], "h"),
            bars(&look(), "x", "t", &[("a".into(), "a".into())], &[Series { name: "n".into(), values: vec![0.0] }]),
            bars(&look(), "x", "t", &[], &[]),
        ] {
            assert!(chart.empty && chart.rows.is_empty() && chart.grid.is_empty(), "{chart:?}");
            assert!(!chart.summary.is_empty());
        }
    }

    #[test]
    fn one_point_huge_figures_and_long_labels_stay_inside() {
        let mut only = point(1, Some(9.9e15));
        only.label = "x".repeat(200);
        let chart = line(&look(), "x", "t", &[only], "h");
        let x: f64 = chart.dots[0].x.parse().unwrap();
        assert!((0.0..=WIDE).contains(&x));
        assert!(chart.grid.len() >= 2, "{:?}", chart.grid);
        let chart = line(&look(), "x", "t", &[point(1, Some(-3.0)), point(2, Some(4.0))], "");
        assert!(chart.grid.iter().any(|t| t.text == "0"));
    }
}
