//! Finding customers by any fragment of number, name, city, e-mail, phone or postal code, as one types.
//!
//! Every customer keeps one folded text in which each word stands behind two spaces. An index of trigrams over it finds
//! any fragment of three characters or more; a fragment of one or two is looked for behind those spaces, at the start of
//! a word, because a trigram holds that too. What begins with what was typed (number, then name) comes first; of the
//! others a capped number is sorted, because sorting all hits of a common word takes longer than a key press may.

use std::collections::HashSet;

use crate::text;

use super::customers::{COLUMNS, CustomerRow, Filter, Order};
use super::page::{COUNT_CAP, Count, Page};
use super::sql::Sql;
use super::{Conn, Dialect, StoreError};

/// Of the hits that do not begin with what was typed, so many are sorted and shown at most.
const CAP: usize = 500;

/// Under a filter fewer: of a common word's hits perhaps one in a hundred passes it.
const CAP_FILTERED: usize = 200;

/// What is typed beyond this is not looked at.
const LONGEST: usize = 200;

/// More words than this are not looked at.
const MOST_WORDS: usize = 8;

/// What a customer can be found by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findable<'a> {
    /// The external number.
    pub number: &'a str,
    /// The name.
    pub name: &'a str,
    /// The city.
    pub city: &'a str,
    /// The e-mail address.
    pub email: &'a str,
    /// The phone number, as written; it is found by its digits alone as well.
    pub phone: &'a str,
    /// The postal code.
    pub postal_code: &'a str,
}

/// The folded text by which a customer is found. Whoever writes a customer writes this as `search`.
pub fn search_text(of: &Findable<'_>) -> String {
    let mut words = Words::default();
    for field in [of.number, of.name, of.city, of.email, of.phone, of.postal_code] {
        for word in text::fold(field).split_whitespace() {
            words.push(word);
        }
    }
    for field in [of.number, of.phone, of.postal_code] {
        let digits: String = text::fold(field).chars().filter(char::is_ascii_digit).collect();
        if digits.len() > 2 {
            words.push(&digits);
        }
    }
    words.inner_starts();
    words.text
}

#[derive(Default)]
struct Words {
    text: String,
    seen: HashSet<String>,
}

impl Words {
    fn push(&mut self, word: &str) {
        if self.seen.insert(word.to_owned()) {
            self.text.push_str("  ");
            self.text.push_str(word);
        }
    }

    /// A short fragment is looked for at the start of words only, so that the parts of an address or of a hyphenated
    /// name, and pairs of characters in scripts without spaces, are written once more by their first two characters.
    fn inner_starts(&mut self) {
        let mut starts: Vec<String> = Vec::new();
        for word in self.text.split_whitespace() {
            let chars: Vec<char> = word.chars().collect();
            for (at, pair) in chars.windows(2).enumerate().skip(1) {
                let part = !chars[at - 1].is_alphanumeric() && pair[0].is_alphanumeric();
                if part || (unspaced(chars[at - 1]) && unspaced(pair[0])) {
                    starts.push(pair.iter().collect());
                }
            }
        }
        let known: HashSet<String> = self.text.split_whitespace().map(|word| word.chars().take(2).collect()).collect();
        for start in starts.iter().filter(|start| !known.contains(*start)) {
            self.push(start);
        }
    }
}

/// Letters of scripts that write words without spaces between them.
const fn unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// What was typed, understood.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Typed {
    /// As typed, on one line.
    line: String,
    /// A customer is found who has all words of one of these.
    ways: Vec<Vec<String>>,
}

impl Typed {
    fn new(typed: &str) -> Self {
        let line: String = text::line(typed).chars().take(LONGEST).collect();
        let words: Vec<String> = text::fold(&line).split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
        let mut ways = vec![words];
        if let Some(digits) = phone_digits(&line).filter(|digits| ways[0] != [digits.as_str()]) {
            ways.push(vec![digits]);
        }
        Self { line, ways }
    }

    fn folded(&self) -> String {
        text::fold(&self.line)
    }

    /// An expression of SQLite's full-text search: every word quoted, so that nothing typed is syntax.
    fn expression(&self) -> String {
        let quoted = |word: &String| format!("\"{}\"", stored(word).replace('"', "\"\""));
        let ways =
            self.ways.iter().map(|way| format!("({})", way.iter().map(quoted).collect::<Vec<_>>().join(" AND ")));
        ways.collect::<Vec<_>>().join(" OR ")
    }

    /// Appends the conditions on the stored text: as patterns, for which PostgreSQL has its index, or as a plain
    /// comparison of what was read.
    fn conditions(&self, sql: Sql, dialect: Dialect) -> Sql {
        let mut sql = sql.text("(");
        for (n, way) in self.ways.iter().enumerate() {
            sql = sql.text(if n == 0 { "(" } else { ") OR (" });
            for (n, word) in way.iter().enumerate() {
                sql = sql.text(if n == 0 { "" } else { " AND " });
                sql = match dialect {
                    Dialect::Sqlite => sql.text("instr(c.search, ").bind(stored(word)).text(") > 0"),
                    Dialect::Postgres => sql.text("c.search LIKE ").bind(text::like_anywhere(&short_stored(word))),
                };
            }
        }
        sql.text("))")
    }
}

/// How a word is looked for in the stored text: a short one behind the two spaces that lead every word.
fn stored(word: &str) -> String {
    match word.chars().count() {
        1 => format!("  {word}"),
        2 => format!(" {word}"),
        _ => word.to_owned(),
    }
}

/// The same for PostgreSQL, whose trigrams lead every word with two spaces by themselves.
fn short_stored(word: &str) -> String {
    if word.chars().count() < 3 { format!(" {word}") } else { word.to_owned() }
}

/// The digits, if what was typed is written like a phone number.
fn phone_digits(line: &str) -> Option<String> {
    let written = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '/' | '(' | ')' | '.');
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    (digits.len() > 4 && line.chars().all(written)).then_some(digits)
}

/// A stretch of an index: everything that begins so.
struct Start {
    column: &'static str,
    from: String,
}

impl Start {
    /// Where beginnings are looked for: the number as typed and in capitals, then the name.
    fn all(typed: &Typed) -> Vec<Self> {
        let mut starts = vec![Self { column: "number", from: typed.line.clone() }];
        let capitals = typed.line.to_uppercase();
        if capitals != typed.line {
            starts.push(Self { column: "number", from: capitals });
        }
        starts.push(Self { column: "name_key", from: typed.folded() });
        starts
    }

    fn conditions(&self, sql: Sql) -> Sql {
        let sql = sql.text("c.").text(self.column).text(" >= ").bind(self.from.as_str());
        sql.text(" AND c.").text(self.column).text(" < ").bind(format!("{}\u{10FFFF}", self.from))
    }
}

/// The best hits, at most `limit`.
pub(super) async fn search(
    conn: &mut Conn,
    filter: Filter<'_>,
    typed: &str,
    order: Order,
    limit: usize,
) -> Result<Page<CustomerRow>, StoreError> {
    let typed = Typed::new(typed);
    if typed.ways[0].is_empty() {
        return Ok(Page::default());
    }
    if filter.meets_few(conn).await? {
        let rows = among_few(conn, filter, &typed, order, limit + 1).await?;
        return Ok(Page::first(rows, limit, false));
    }
    let mut found: Vec<CustomerRow> = Vec::new();
    for start in Start::all(&typed) {
        if found.len() <= limit {
            add(&mut found, beginning(conn, filter, &start, limit + 1).await?);
        }
    }
    let mut capped = false;
    if found.len() <= limit {
        let cap = if filter.is_narrow() { CAP_FILTERED } else { CAP };
        let more = matching(conn, filter, &typed, order, cap).await?;
        capped = more.len() == cap;
        add(&mut found, more);
    }
    let mut page = Page::first(found, limit, false);
    page.more_after |= capped;
    Ok(page)
}

fn add(found: &mut Vec<CustomerRow>, more: Vec<CustomerRow>) {
    let known: HashSet<_> = found.iter().map(|row| row.id).collect();
    found.extend(more.into_iter().filter(|row| !known.contains(&row.id)));
}

/// How many customers a search meets, counted up to [`COUNT_CAP`].
pub(super) async fn count(conn: &mut Conn, filter: Filter<'_>, typed: &str) -> Result<Count, StoreError> {
    let typed = Typed::new(typed);
    if typed.ways[0].is_empty() {
        return Ok(Count::Exactly(0));
    }
    let few = filter.meets_few(conn).await?;
    let dialect = conn.dialect();
    let sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1").with(|sql| hits(sql, dialect, filter, &typed, few));
    let cap = usize::try_from(COUNT_CAP + 1).unwrap_or(usize::MAX);
    sql.text(" LIMIT ").number(cap).text(") counted").count(conn).await.map(Count::capped)
}

/// Everything among few customers, what begins so first.
async fn among_few(
    conn: &mut Conn,
    filter: Filter<'_>,
    typed: &Typed,
    order: Order,
    limit: usize,
) -> Result<Vec<CustomerRow>, StoreError> {
    let dialect = conn.dialect();
    let mut sql = Sql::new("SELECT ").text(COLUMNS).with(|sql| hits(sql, dialect, filter, typed, true));
    sql = sql.text(" ORDER BY CASE");
    for (rank, start) in Start::all(typed).iter().enumerate() {
        sql = start.conditions(sql.text(" WHEN ")).text(" THEN ").number(rank);
    }
    sql = order.sort.by_columns(sql.text(" ELSE 9 END, "), order.direction());
    sql.text(" LIMIT ").number(limit).rows(conn).await
}

/// What begins so, in the order of its index.
async fn beginning(
    conn: &mut Conn,
    filter: Filter<'_>,
    start: &Start,
    limit: usize,
) -> Result<Vec<CustomerRow>, StoreError> {
    let sql = Sql::new("SELECT ").text(COLUMNS).text(" FROM customer c WHERE ");
    let sql = start.conditions(filter.conditions(sql).text(" AND "));
    sql.text(" ORDER BY c.").text(start.column).text(", c.id LIMIT ").number(limit).rows(conn).await
}

/// A capped number of hits, then sorted.
async fn matching(
    conn: &mut Conn,
    filter: Filter<'_>,
    typed: &Typed,
    order: Order,
    cap: usize,
) -> Result<Vec<CustomerRow>, StoreError> {
    let dialect = conn.dialect();
    // Materialised: SQLite would otherwise move the order into the inner statement, and sort every hit before the cap.
    let sql = order.sort.keys(Sql::new("WITH hit AS MATERIALIZED (SELECT ").text(COLUMNS));
    let sql = hits(sql, dialect, filter, typed, false).text(" LIMIT ").number(cap);
    order.sort.by_keys(sql.text(") SELECT * FROM hit ORDER BY "), order.direction()).rows(conn).await
}

/// Appends from where hits come and which they are.
fn hits(sql: Sql, dialect: Dialect, filter: Filter<'_>, typed: &Typed, few: bool) -> Sql {
    if few || dialect == Dialect::Postgres {
        let sql = filter.leading(sql);
        return typed.conditions(sql.text(" AND "), dialect);
    }
    let sql = sql.text(" FROM customer_fragment CROSS JOIN customer c ON c.rowno = customer_fragment.rowid WHERE ");
    let sql = sql.text("customer_fragment MATCH ").bind(typed.expression()).text(" AND ");
    filter.conditions(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_text_holds_every_word_behind_spaces_and_inner_starts_once() {
        let of = Findable {
            number: "K-1042",
            name: "Huber & Söhne GmbH",
            city: "Graz",
            email: "eva@huber-maschinen.at",
            phone: "+43 316 12 34",
            postal_code: "8010",
        };
        assert_eq!(
            search_text(&of),
            "  k-1042  huber  &  sohne  gmbh  graz  eva@huber-maschinen.at  +43  316  12  34  8010  1042  433161234  ma  at"
        );
        let of = Findable { name: "株式会社山田", ..Findable::default() };
        assert_eq!(search_text(&of), "  株式会社山田  式会  会社  社山  山田");
    }

    #[test]
    fn what_is_typed_is_never_syntax() {
        let typed = Typed::new("  O'Bri\"en (x* OR\u{0}h");
        assert_eq!(
            typed.expression(),
            r#"("o'bri""en" AND " (x*"#.replace(" (x*", "(x*") + r#"" AND " or" AND "  h")"#
        );
        assert!(Typed::new(" \t ").ways[0].is_empty());
    }

    #[test]
    fn numbers_typed_with_blanks_are_looked_for_by_their_digits_too() {
        assert_eq!(Typed::new("+43 (316) 12-34").ways[1], ["433161234"]);
        assert_eq!(Typed::new("12345").ways.len(), 1);
        assert_eq!(Typed::new("graz 12345").ways.len(), 1);
    }
}
