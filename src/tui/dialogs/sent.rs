//! The key of a form that makes something: the same at every try, so that what arrives twice is there once.

use std::sync::{Arc, OnceLock};

use crate::service::App;

/// Made when it is sent for the first time.
#[derive(Clone, Debug, Default)]
pub struct SentKey(Arc<OnceLock<String>>);

impl SentKey {
    /// The key.
    pub fn of(&self, app: &App) -> String {
        self.0.get_or_init(|| app.random.uuid(app.now()).simple().to_string()).clone()
    }
}
