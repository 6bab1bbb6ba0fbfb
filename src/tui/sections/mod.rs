//! The sections that work today, and the tabs of a customer.

use super::desk::Section;
use super::screen::Screen;

/// The screens of a desk.
pub struct Screens {
    /// The sections, in the order of their number keys.
    pub sections: Vec<Section>,
    /// The activity panel.
    pub panel: Box<dyn Screen>,
    /// The sign-in screen.
    pub sign_in: Box<dyn Screen>,
}

impl std::fmt::Debug for Screens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Screens({})", self.sections.len())
    }
}

impl Default for Screens {
    fn default() -> Self {
        Self {
            sections: Vec::new(),
            panel: Box::new(super::sign_in::SignIn::default()),
            sign_in: Box::new(super::sign_in::SignIn::default()),
        }
    }
}
