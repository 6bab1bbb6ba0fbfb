//! From the smallest terminal to a wall of one: whatever stands in the database, no line breaks and columns leave in their order.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::staff::StaffRights;
use crate::domain::state::AccessState;
use crate::service::customers::Count;
use crate::tui::harness::{Bench, staff};
use crate::tui::{TuiSettings, Zone, cells};

use super::Screens;
use super::tests::{customer, page};

/// Names that people have, and some that nobody should.
const NAMES: &[&str] = &[
    "Huber Maschinen GmbH",
    "株式会社テスト製作所東京支店本社営業部",
    "שירות מעליות בע\"מ",
    "شركة صيانة المصاعد",
    "e\u{301}t\u{302}\u{303}\u{304}e\u{301} Zalgo\u{36f}\u{36e}\u{36d}",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 🇦🇹🇩🇪",
    "\u{1b}[2J\u{202e}evil\u{7}\r\n\tname\u{9b}31m",
    "ﷺ﷽ a very long name that goes on and on and on and on and on and on and on and on and on and on and on and on and on",
    "",
];

fn bench(settings: TuiSettings) -> Bench {
    let mut bench = Bench::of(Screens::all(&settings), settings, Some(staff(StaffRights::administrator())));
    let rows = (1..).zip(NAMES).map(|(n, name)| customer(n, name, AccessState::Active)).collect();
    bench.answer("customers", page(rows));
    bench.answer("count", Count::Exactly(9));
    bench
}

fn sizes() -> impl Iterator<Item = (u16, u16)> {
    (60..140).map(|width| (width, 18)).chain([(80, 24), (150, 50), (200, 60), (299, 99), (300, 100)])
}

#[test]
fn every_line_has_as_many_cells_as_the_terminal_from_60_by_18_to_300_by_100() {
    for plain in [false, true] {
        let mut bench = bench(TuiSettings { zone: Zone::Utc, plain, ..TuiSettings::default() });
        for (width, height) in sizes() {
            bench.screen(width, height);
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            bench.desk.draw(&mut buf);
            for y in 0..height {
                let mut x = 0;
                while x < width {
                    let symbol = buf[(x, y)].symbol();
                    assert!(!symbol.contains(crate::text::is_unsafe) || symbol.contains('\u{200d}'), "{symbol:?}");
                    x += u16::try_from(cells::width(symbol)).unwrap().max(1);
                }
                assert_eq!(x, width, "line {y} of {width} × {height}, plain {plain}");
            }
            if !plain && width < 100 {
                // The border at the right stands where it belongs, behind every name.
                for y in 3..height - 3 {
                    assert_eq!(buf[(width - 1, y)].symbol(), "│", "line {y} of {width} × {height}");
                }
            }
        }
    }
}

/// The order in which columns leave is the order of their importance: the last one first.
#[test]
fn columns_leave_from_the_last_to_the_first() {
    let mut bench = bench(TuiSettings { zone: Zone::Utc, ..TuiSettings::default() });
    let columns = ["No.", "Name", "Access", "City", "Area", "Phone"];
    let mut fewest = columns.len();
    for (width, height) in sizes().filter(|(width, _)| *width < 100) {
        let screen = bench.screen(width, height);
        let heading = screen.lines().find(|line| line.contains("No.")).expect("a heading");
        let shown = columns.iter().filter(|column| heading.contains(*column)).count();
        assert!(columns[..shown].iter().all(|column| heading.contains(column)), "{width}: {heading}");
        fewest = fewest.min(shown);
    }
    assert_eq!(fewest, 4, "at 60 cells there are number, name, access and city");
}
