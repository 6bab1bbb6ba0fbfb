//! What the status line counts: letters that wait and letters that failed.

use super::msg::Reply;
use super::screen::Cx;

/// The figures of the status line.
#[derive(Debug, Default)]
pub struct Gauge {}

impl Gauge {
    /// Counts again.
    pub fn ask(&mut self, _: &mut Cx<'_>) {}

    /// Takes the figures. `true` when the reply was meant for the status line.
    pub fn take(&mut self, _: &mut Reply) -> bool {
        false
    }

    /// What to say, and whether something is wrong.
    pub fn text(&self) -> Option<(String, bool)> {
        None
    }
}
