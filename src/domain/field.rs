//! What is wrong with what somebody typed, field by field, all at once.

use serde::Serialize;

/// One field that cannot be taken as it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldError {
    /// The field's name as forms, files and flags use it.
    pub field: &'static str,
    /// The stable code under which the catalogues hold the sentence for a form (`email-invalid`).
    pub code: &'static str,
    /// What is wrong and what would be right, in English.
    pub message: String,
}

/// Every field that cannot be taken as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// None so far.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One error.
    pub fn one(field: &'static str, code: &'static str, message: impl Into<String>) -> Self {
        let mut errors = Self::new();
        errors.add(field, code, message);
        errors
    }

    /// Notes that `field` cannot be taken.
    pub fn add(&mut self, field: &'static str, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldError { field, code, message: message.into() });
    }

    /// The value, or nothing with its errors noted.
    pub fn take<T>(&mut self, result: Result<T, FieldErrors>) -> Option<T> {
        result.map_err(|e| self.0.extend(e.0)).ok()
    }

    /// `Ok` when nothing was noted.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// What is said of `field`, if anything.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|e| e.field == field).map(|e| e.message.as_str())
    }
}

impl std::fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, e) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{}: {}", e.field, e.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}
