//! A QR code over the whole screen (R7, R20): black on white whatever the theme, so that a telephone reads it.

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::qr;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::msg::Effect;
use super::super::screen::{Canvas, Cx, Screen};

/// A link as a QR code.
#[derive(Debug)]
pub struct Qr {
    title: String,
    link: String,
    /// Nothing: the text is too long for a code.
    lines: Option<Vec<String>>,
}

impl Qr {
    /// The code of a link; `title` says whose.
    pub fn new(title: impl Into<String>, link: impl Into<String>) -> Self {
        let link = link.into();
        Self { title: title.into(), lines: qr::lines(&link).ok(), link }
    }

    fn said(&self, area: Rect) -> Vec<String> {
        let width = usize::from(area.width.saturating_sub(4).max(20));
        let mut said = vec![self.title.clone()];
        let text = match &self.lines {
            None => t!("qr-too-long").to_owned(),
            Some(lines) => t!("qr-too-small", lines = lines.len(), height = area.height),
        };
        said.extend(cells::wrap(&text, width));
        said.push(String::new());
        said.extend(cells::wrap(&self.link, width));
        said.push(String::new());
        said.push(t!("esc-closes").to_owned());
        said
    }
}

impl Screen for Qr {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Invited.chain()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::InvitedCopy => {
                cx.effect(Effect::Copy(self.link.clone()));
                cx.done(t!("link-copied"));
            }
            Id::InvitedDone | Id::Close => cx.close(),
            _ => {}
        }
    }

    fn on_click(&mut self, _: usize, cx: &mut Cx<'_>) {
        cx.close();
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let blank = " ".repeat(usize::from(area.width));
        for y in 0..area.height {
            canvas.raw(area, 0, y, &blank, Style::reset());
        }
        canvas.hit(area, 0);
        let side = self.lines.as_ref().map_or(0, |l| l.first().map_or(0, |l| cells::width(l)));
        let (side, rows) = (u16::try_from(side).unwrap_or(u16::MAX), self.lines.as_ref().map_or(0, Vec::len));
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        if rows == 0 || rows > area.height || side > area.width {
            for (y, line) in (1..area.height).zip(self.said(area)) {
                canvas.at(area, 2, y, &line, canvas.theme.text);
            }
            return;
        }
        let paper = Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231));
        let top = (area.height - rows) / 2;
        for (y, line) in (top..).zip(self.lines.iter().flatten()) {
            canvas.raw(area, 1, y, line, paper);
        }
        // Beside the code, where there is room.
        let x = side + 3;
        let beside = Rect { x: area.x + x.min(area.width), width: area.width.saturating_sub(x + 1), ..area };
        let words = cells::wrap(&self.title, usize::from(beside.width.max(1)));
        let keys = ["", t!("y-copies-link"), t!("esc-closes")].map(str::to_owned);
        for (y, line) in (top + 1..area.height).zip(words.into_iter().chain(keys)) {
            canvas.at(beside, 0, y, &line, canvas.theme.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;

    #[test]
    fn the_code_fits_a_small_terminal_and_says_so_when_it_does_not() {
        let link = format!("https://customers.nordlift.example/invitation/kdi_{}", "A".repeat(43));
        let mut bench = Bench::with_dialog(Qr::new("Invitation of Eva Huber", &link));
        let screen = bench.screen(80, 24);
        assert!(
            screen.contains("Invitation of Eva") && screen.contains('▀') && screen.contains("esc closes"),
            "{screen}"
        );
        let small = bench.screen(80, 18);
        assert!(small.contains("needs a terminal of") && small.contains("kdi_AAA"), "{small}");
        bench.press("y");
        assert!(bench.effects().iter().any(|e| matches!(e, Effect::Copy(text) if *text == link)));
        bench.press("esc");
        assert_eq!(bench.desk.dialogs(), 0);
    }
}
