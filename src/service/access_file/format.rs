//! What a file of access looks like: its columns, and how a cell is written so that reading it gives the same again.

use serde::Serialize;

use crate::domain::permission::{Exception, Exceptions, Permission};
use crate::text;

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A header and a line for each customer user.
    Csv,
    /// A table `[[user]]` for each customer user.
    Toml,
}

impl Format {
    /// By the end of a file's name.
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" | "txt" => Some(Self::Csv),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }
}

/// The columns of a CSV file and the keys of a TOML entry, in the order in which they are written.
pub const COLUMNS: [&str; 12] = [
    "customer",
    "email",
    "first_name",
    "last_name",
    "language",
    "role",
    "state",
    "facilities",
    "unassigned",
    "contact",
    "ends_at",
    "permissions",
];

/// The column of that name, whatever its case, with spaces or hyphens for underscores.
pub fn column(typed: &str) -> Option<&'static str> {
    let tidy = text::line(typed).to_lowercase().replace([' ', '-'], "_");
    COLUMNS.iter().find(|c| **c == tidy).copied()
}

/// A spreadsheet runs what begins with one of these; a quotation mark in front of it says that it is text (R81).
const fn runs(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\'')
}

/// A cell that no spreadsheet runs as a formula.
pub fn neutral(cell: &str) -> String {
    if cell.starts_with(runs) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell that was made [`neutral`].
pub fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(runs)).unwrap_or(cell)
}

/// Words as one cell holds them: separated by spaces. What holds a space or a quotation mark itself, and the word `all`
/// where it is somebody's number, stands in quotation marks.
pub fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let one = |word: &str| {
        let odd = word.is_empty() || word.contains(|c: char| c.is_whitespace() || c == '"' || c == ',');
        if odd || word.eq_ignore_ascii_case(ALL) {
            format!("\"{}\"", word.replace('"', "\"\""))
        } else {
            word.to_owned()
        }
    };
    words.into_iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Every facility, also those that come later.
pub const ALL: &str = "all";

/// A word of a cell, and whether it stood in quotation marks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    pub text: String,
    pub quoted: bool,
}

/// The words of a cell, separated by spaces or commas.
pub fn split(cell: &str) -> Result<Vec<Word>, String> {
    let mut found = Vec::new();
    let mut rest = cell.trim_start_matches(separates);
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_word(quoted)?,
            None => {
                let end = rest.find(separates).unwrap_or(rest.len());
                (Word { text: rest[..end].to_owned(), quoted: false }, &rest[end..])
            }
        };
        found.push(word);
        rest = after.trim_start_matches(separates);
    }
    Ok(found)
}

fn separates(c: char) -> bool {
    c.is_whitespace() || c == ','
}

/// The word up to the closing quotation mark, and what follows it.
fn quoted_word(quoted: &str) -> Result<(Word, &str), String> {
    let (mut text, mut rest) = (String::new(), quoted);
    loop {
        let Some(end) = rest.find('"') else { return Err("a quotation mark is never closed".to_owned()) };
        text.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return Ok((Word { text, quoted: true }, rest)),
        }
    }
}

/// `report_faults=allow view_objects=deny`.
pub fn exceptions(exceptions: &Exceptions) -> String {
    let one = |(permission, exception): (&Permission, &Exception)| format!("{permission}={}", verdict(*exception));
    exceptions.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// `allow` or `deny`.
pub const fn verdict(exception: Exception) -> &'static str {
    match exception {
        Exception::Allowed => "allow",
        Exception::Denied => "deny",
    }
}

/// What `exceptions` wrote. Everything that is wrong is told.
pub fn read_exceptions(cell: &str) -> Result<Exceptions, String> {
    let (mut found, mut wrong) = (Exceptions::new(), Vec::new());
    let mut seen = std::collections::BTreeSet::new();
    for word in split(cell)? {
        let Some((name, verdict)) = word.text.split_once('=') else {
            wrong.push(format!(
                "\"{}\" is no permission with allow or deny (view_objects=deny)",
                text::line(&word.text)
            ));
            continue;
        };
        match name.trim().to_lowercase().parse::<Permission>() {
            Ok(permission) if !seen.insert(permission) => wrong.push(format!("{permission} is said twice")),
            Ok(permission) => match verdict.trim().to_lowercase().as_str() {
                "allow" | "allowed" => drop(found.insert(permission, Exception::Allowed)),
                "deny" | "denied" => drop(found.insert(permission, Exception::Denied)),
                "role" => {}
                other => wrong.push(format!("{permission} is \"{}\", not allow, deny or role", text::line(other))),
            },
            Err(_) => {
                let near = text::nearest(name, Permission::ALL.iter().map(|p| p.as_str()));
                let meant = near.map(|n| format!("; did you mean {n}?")).unwrap_or_default();
                wrong.push(format!("there is no permission \"{}\"{meant}", text::line(name)));
            }
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong.join("; ")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_neutral_cell_is_read_as_it_was(cell in "[=+@'\\-\t\ra-z ]{0,6}|.{0,20}") {
            prop_assert!(!neutral(&cell).starts_with(['=', '+', '-', '@', '\t', '\r']));
            let written = neutral(&cell);
            prop_assert_eq!(plain(&written), cell);
        }

        #[test]
        fn words_are_read_as_they_were(numbers in proptest::collection::vec("[a-zA-Z0-9\", .é-]{1,8}|all|ALL", 0..5)) {
            let cell = words(numbers.iter().map(String::as_str));
            let found = split(&cell).unwrap();
            prop_assert!(found.iter().all(|w| w.quoted || !w.text.eq_ignore_ascii_case(ALL)));
            prop_assert_eq!(found.into_iter().map(|w| w.text).collect::<Vec<_>>(), numbers);
        }

        #[test]
        fn permissions_are_read_as_they_were(bits in any::<u64>()) {
            let mut all = Exceptions::new();
            for (n, permission) in Permission::ALL.iter().enumerate() {
                match (bits >> (2 * n)) & 3 {
                    1 => drop(all.insert(*permission, Exception::Allowed)),
                    2 => drop(all.insert(*permission, Exception::Denied)),
                    _ => {}
                }
            }
            prop_assert_eq!(read_exceptions(&exceptions(&all)), Ok(all));
        }
    }

    #[test]
    fn what_people_type_is_understood_and_what_is_wrong_is_told_at_once() {
        assert_eq!(plain("'t Hooft"), "'t Hooft");
        assert_eq!(plain("'=1+1"), "=1+1");
        assert_eq!(column("First-Name"), Some("first_name"));
        assert_eq!(column("rolle"), None);
        assert!(split("F1 \"F 2").unwrap_err().contains("never closed"));
        let said =
            read_exceptions("view_oders=deny comment view_objects=perhaps comment=allow comment=deny").unwrap_err();
        for part in
            ["did you mean view_orders?", "\"comment\" is no permission", "\"perhaps\"", "comment is said twice"]
        {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert_eq!(Format::of_name("access.CSV"), Some(Format::Csv));
        assert_eq!(Format::of_name("access"), None);
    }
}
