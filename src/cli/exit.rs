//! Why a command did not do what was asked, and the exit code that scripts can rely on.

use std::io;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::config::ConfigError;
use crate::domain::field::FieldErrors;
use crate::service::Error;
use crate::text;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A use case refused.
    #[error(transparent)]
    Service(#[from] Error),
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The command was not used as it is meant.
    #[error("{0}")]
    Usage(String),
    /// What is wrong with a file, each with its place in it.
    #[error("{0}")]
    File(FieldErrors),
    /// It did not work.
    #[error("{0}")]
    Failed(String),
    /// Nothing could be written to standard output.
    #[error("the output cannot be written: {0}")]
    Output(io::Error),
}

impl Failure {
    /// A usage error.
    pub fn usage(said: impl Into<String>) -> Self {
        Self::Usage(said.into())
    }

    /// A failure.
    pub fn failed(said: impl Into<String>) -> Self {
        Self::Failed(said.into())
    }

    /// What is wrong with a filter, where it is typed after `--search`.
    pub fn of_search(error: impl Into<Error>) -> Self {
        let mut error = error.into();
        if let Error::Invalid(errors) = &mut error {
            for error in errors.0.iter_mut().filter(|error| error.field == "filter") {
                error.field = "search";
            }
        }
        error.into()
    }

    /// 1 failed, 2 wrong usage, 3 denied, 4 not found, 5 conflict. Whoever reads our output and has seen enough (`| head`)
    /// is no failure.
    pub fn code(&self) -> u8 {
        match self {
            Self::Output(e) | Self::Service(Error::Unwritten(e)) if e.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Service(Error::Invalid(_)) | Self::Config(_) | Self::Usage(_) | Self::File(_) => 2,
            Self::Service(Error::Denied { .. } | Error::SignedOut { .. } | Error::TemporaryPassword { .. }) => 3,
            Self::Service(Error::NotFound { .. }) => 4,
            Self::Service(Error::Conflict { .. }) => 5,
            Self::Service(_) | Self::Failed(_) | Self::Output(_) => 1,
        }
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::Service(Error::Invalid(_)) | Self::File(_) => "invalid",
            Self::Service(Error::Denied { .. }) => "denied",
            Self::Service(Error::SignedOut { .. }) => "signed_out",
            Self::Service(Error::TemporaryPassword { .. }) => "temporary_password",
            Self::Service(Error::NotFound { .. }) => "not_found",
            Self::Service(Error::Conflict { .. }) => "conflict",
            Self::Service(Error::TooMany { .. } | Error::Busy) => "too_many",
            Self::Config(_) => "configuration",
            Self::Usage(_) => "usage",
            _ => "failed",
        }
    }

    /// The sentences for people: one line each, every wrong field on its own under the name of its flag.
    fn sentences(&self) -> Vec<String> {
        match self {
            Self::Service(Error::Invalid(errors)) => {
                errors.0.iter().map(|e| format!("{}: {}", flag(e.field), e.message)).collect()
            }
            Self::File(errors) => errors.0.iter().map(|e| e.message.clone()).collect(),
            Self::Config(errors) => errors.0.clone(),
            other => vec![other.to_string()],
        }
    }

    /// Says it on standard error and gives the exit code.
    pub fn report(&self, as_json: bool) -> ExitCode {
        let code = self.code();
        if code == 0 {
            return ExitCode::SUCCESS;
        }
        if as_json {
            let fields = match self {
                Self::Service(Error::Invalid(errors)) | Self::File(errors) => json!(errors),
                _ => Value::Array(Vec::new()),
            };
            let message = self.sentences().join("; ");
            eprintln!("{}", json!({ "error": { "code": self.word(), "message": message, "fields": fields } }));
        } else {
            for sentence in self.sentences() {
                eprintln!("keydesk: {}", text::line(&sentence));
            }
        }
        ExitCode::from(code)
    }
}

/// `admin_email` is `--admin-email` on the command line.
fn flag(field: &str) -> String {
    match field {
        // What one types is shorter than what it is called.
        "join_url" => "--link".to_owned(),
        field => format!("--{}", field.replace('_', "-")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_its_documented_code() {
        let pipe = io::Error::from(io::ErrorKind::BrokenPipe);
        let cases: Vec<(Failure, u8)> = vec![
            (Failure::failed("x"), 1),
            (Failure::usage("x"), 2),
            (Error::Invalid(FieldErrors::one("email", "c", "m")).into(), 2),
            (ConfigError(vec!["x".into()]).into(), 2),
            (Error::Denied { needs: "x".into(), because: String::new() }.into(), 3),
            (Error::SignedOut { why: "x".into() }.into(), 3),
            (Error::not_found("x").into(), 4),
            (Error::conflict("x").into(), 5),
            (Error::Busy.into(), 1),
            (Failure::Output(pipe), 0),
        ];
        for (failure, code) in cases {
            assert_eq!(failure.code(), code, "{failure:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_filter_is_said_of_the_flag_it_was_typed_after() {
        let errors = FieldErrors::one("filter", "filter-field", "\"acces:\" is no field");
        assert_eq!(Failure::of_search(errors).sentences(), ["--search: \"acces:\" is no field"]);
        let other = FieldErrors::one("limit", "c", "m");
        assert_eq!(Failure::of_search(other).sentences(), ["--limit: m"]);
        assert_eq!(Failure::of_search(Error::not_found("x")).code(), 4);
    }

    #[test]
    fn every_wrong_field_is_a_line_under_its_flag() {
        let mut errors = FieldErrors::one("admin_email", "c", "is missing");
        errors.add("time_zone", "c", "is unknown");
        let failure = Failure::from(Error::Invalid(errors));
        assert_eq!(failure.sentences(), ["--admin-email: is missing", "--time-zone: is unknown"]);
    }
}
