//! Which column of the file is which of ours.

use crate::domain::field::FieldErrors;
use crate::text;

use super::fields::Kind;
use super::records::Record;

/// Stands on our side of `--map theirs=-` for a column that is not to be read.
const IGNORED: &str = "-";

/// Where each of our columns is in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The place of `number`.
    pub number: usize,
    /// The place of each field of the kind, if the file has it.
    pub fields: Vec<Option<usize>>,
    /// How many cells a record has.
    pub width: usize,
    /// The header's own words, for naming a cell in an error.
    pub names: Vec<String>,
}

/// Reads the header. Names are compared whatever their case, with spaces or hyphens for underscores; `map` renames
/// (theirs, ours). Every name that is unknown, doubled or missing is told at once.
pub fn read(kind: Kind, header: &Record, map: &[(String, String)]) -> Result<Layout, FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut refuse = |message: String| errors.add("header", "import-header", message);
    let theirs: Vec<String> = header.cells().map(text::line).collect();
    let mut ours: Vec<String> = theirs.iter().map(|name| tidy(name)).collect();
    for (from, to) in map {
        let places: Vec<usize> = (0..theirs.len()).filter(|i| tidy(&theirs[*i]) == tidy(from)).collect();
        if places.is_empty() {
            let near = text::nearest(from, theirs.iter().map(String::as_str));
            refuse(format!("there is no column \"{}\" to map{}", text::line(from), meant(near)));
        }
        for place in places {
            tidy(to).clone_into(&mut ours[place]);
        }
    }
    let known: Vec<&str> = kind.columns().collect();
    for (name, their) in ours.iter().zip(&theirs) {
        if name != IGNORED && !known.contains(&name.as_str()) {
            let near = meant(text::nearest(name, known.iter().copied()));
            let shown: String = their.chars().take(60).collect();
            let mapped =
                if tidy(their) == *name { String::new() } else { format!(" (mapped to \"{}\")", text::line(name)) };
            refuse(format!("the column \"{shown}\"{mapped} is unknown for {kind}{near}"));
        }
    }
    let place = |name: &str| ours.iter().position(|n| n == name);
    for name in &known {
        if ours.iter().filter(|n| n == name).count() > 1 {
            refuse(format!("the column \"{name}\" is there more than once"));
        }
    }
    let number = place("number");
    if number.is_none() {
        refuse(format!("the column \"number\" is missing; {kind} are known by it"));
    }
    if !errors.0.is_empty() {
        let all = known.join(", ");
        errors.add(
            "header",
            "import-columns",
            format!("{kind} have the columns {all}; map others with --map theirs=ours, or leave them out with --map theirs=-"),
        );
        return Err(errors);
    }
    let fields = kind.fields().iter().map(|f| place(f.name)).collect();
    Ok(Layout { number: number.unwrap_or_default(), fields, width: theirs.len(), names: theirs })
}

fn tidy(name: &str) -> String {
    if name.trim() == IGNORED {
        return IGNORED.to_owned();
    }
    text::line(name).to_lowercase().replace([' ', '-'], "_")
}

fn meant(near: Option<&str>) -> String {
    near.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::records::Records;
    use super::*;

    fn layout(kind: Kind, header: &str, map: &[(&str, &str)]) -> Result<Layout, String> {
        let mut record = Record::default();
        Records::new(header.as_bytes(), None).unwrap().read(&mut record).unwrap();
        let map: Vec<_> = map.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        read(kind, &record, &map).map_err(|e| e.to_string())
    }

    #[test]
    fn columns_come_in_any_order_and_spelling() {
        let found = layout(Kind::Models, "Manufacturer; Number ;NAME", &[]).unwrap();
        assert_eq!((found.number, found.fields), (1, vec![Some(2), Some(0)]));
        let found = layout(Kind::Models, "Artikel,Umsatz", &[("artikel", "number"), ("Umsatz", "-")]).unwrap();
        assert_eq!((found.number, found.fields), (0, vec![None, None]));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let said = layout(Kind::Customers, "number,nmae,citty,Zzzz,email,E-Mail", &[("Nummer", "number")]).unwrap_err();
        for part in [
            "\"nmae\" is unknown for customers; did you mean \"name\"?",
            "did you mean \"city\"?",
            "\"Zzzz\" is unknown for customers;",
            "no column \"Nummer\" to map",
            "\"E-Mail\" is unknown for customers; did you mean \"email\"?",
            "the columns number, name, kind, area, email",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(layout(Kind::Models, "name,name,number", &[]).unwrap_err().contains("more than once"));
        assert!(layout(Kind::Models, "name", &[]).unwrap_err().contains("\"number\" is missing"));
        assert!(layout(Kind::Models, "number,x", &[("x", "nam")]).unwrap_err().contains("(mapped to \"nam\")"));
    }
}
