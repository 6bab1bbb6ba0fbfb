//! Secrets come from a prompt, a file or standard input, never from an argument that others can read in the process list.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use super::exit::Failure;

/// Files of secrets longer than this are a mistake.
const LONGEST: u64 = 64 * 1024;

/// The first line of a file, or of standard input for `-`. The line break is not part of the secret; spaces are.
///
/// # Errors
/// When it cannot be read or holds nothing.
pub fn from_file(path: &Path) -> Result<String, Failure> {
    let shown = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let unreadable = |e: std::io::Error| Failure::usage(format!("the password cannot be read from {shown}: {e}"));
    let mut content = String::new();
    if path == Path::new("-") {
        std::io::stdin().take(LONGEST).read_to_string(&mut content).map_err(unreadable)?;
    } else {
        std::fs::File::open(path).and_then(|f| f.take(LONGEST).read_to_string(&mut content)).map_err(unreadable)?;
    }
    let line = content.trim_start_matches('\u{feff}').split(['\n', '\r']).next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure::usage(format!("{shown} holds no password in its first line")));
    }
    Ok(line.to_owned())
}

/// Asks for a password without showing it.
///
/// # Errors
/// When there is nobody to ask.
pub fn ask(question: &str, flag: &str) -> Result<String, Failure> {
    rpassword::prompt_password(format!("{question}: ")).map_err(|_| {
        Failure::usage(format!(
            "there is no terminal to ask for the password at; give it with {flag} FILE (or - for standard input)"
        ))
    })
}

/// Asks twice, for a new password.
///
/// # Errors
/// When there is nobody to ask, or the two differ.
pub fn ask_twice(question: &str, flag: &str) -> Result<String, Failure> {
    let first = ask(question, flag)?;
    if ask("The same again", flag)? == first {
        return Ok(first);
    }
    Err(Failure::usage("the two passwords differ; nothing was changed"))
}

/// The value of a flag, or what the person at the keyboard types. `None` when there is nobody to ask.
///
/// # Errors
/// When the terminal cannot be read.
pub fn or_ask(given: Option<&String>, question: &str) -> Result<Option<String>, Failure> {
    if let Some(given) = given {
        return Ok(Some(given.clone()));
    }
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Ok(None);
    }
    let failed = |e: std::io::Error| Failure::failed(format!("the terminal cannot be read: {e}"));
    eprint!("{question}: ");
    std::io::stderr().flush().map_err(failed)?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(failed)?;
    Ok(Some(line.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_the_first_line_as_it_stands() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\u{feff} two words \r\nsecond\n").unwrap();
        assert_eq!(from_file(file.path()).unwrap(), " two words ");
        std::fs::write(file.path(), "\n").unwrap();
        assert_eq!(from_file(file.path()).unwrap_err().code(), 2);
        assert!(from_file(Path::new("/nowhere")).unwrap_err().to_string().contains("/nowhere"));
    }
}
