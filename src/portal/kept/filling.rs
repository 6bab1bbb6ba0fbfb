//! Filling a form of a page with what somebody had typed into it, whichever page it is.
//!
//! It works on the pages that this program has just rendered, so what it reads is well-formed; what it writes is escaped. It
//! touches what people type, tick and choose, and the two hidden fields that say which version was looked at and that a form
//! is the same one (`version`, `key`); never a password, a file or the session's token.

use std::collections::BTreeMap;

/// Names and values, in their order.
type Attributes = Vec<(String, Option<String>)>;

/// A tag with its attributes; values as they stand in the page, escaped.
struct Tag {
    name: String,
    attributes: Attributes,
    /// Behind its `>`.
    end: usize,
    start: usize,
}

impl Tag {
    fn get(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, v)| unescaped(v.as_deref().unwrap_or_default()))
    }

    fn set(&mut self, name: &str, value: Option<&str>) {
        self.attributes.retain(|(key, _)| key != name);
        self.attributes.push((name.to_owned(), value.map(escaped)));
    }

    fn unset(&mut self, name: &str) {
        self.attributes.retain(|(key, _)| key != name);
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            if let Some(value) = value {
                out.push_str("=\"");
                out.push_str(value);
                out.push('"');
            }
        }
        out.push('>');
    }
}

/// Text as it stands in a page and in an attribute.
pub(super) fn escaped(text: &str) -> String {
    crate::text::lines(text).chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}

/// Undoes what templates write for characters that mean something to a browser.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 10);
        let Some((c, end)) = end.and_then(|end| Some((character(&rest[1..end])?, end))) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        out.push(c);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// The next opening tag at or behind `from` whose name is one of `names`.
fn next_tag(html: &str, from: usize, names: &[&str]) -> Option<Tag> {
    let mut at = from;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..length].to_ascii_lowercase();
        if names.contains(&name.as_str()) {
            let (attributes, end) = attributes(html, start + 1 + length)?;
            return Some(Tag { name, attributes, end, start });
        }
        at = start + 1;
    }
    None
}

/// Reads attributes up to the `>`; none when the page ends before it.
fn attributes(html: &str, from: usize) -> Option<(Attributes, usize)> {
    let mut found = Vec::new();
    let mut at = from;
    loop {
        at += html[at..].find(|c: char| !c.is_whitespace() && c != '/')?;
        if html[at..].starts_with('>') {
            return Some((found, at + 1));
        }
        let length = html[at..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let name = html[at..at + length].to_ascii_lowercase();
        at += length.max(1);
        let Some(value) = html[at..].strip_prefix('=') else {
            found.push((name, None));
            continue;
        };
        at += 1;
        let (value, used) = match value.chars().next()? {
            quote @ ('"' | '\'') => {
                let end = value[1..].find(quote)?;
                (&value[1..=end], end + 2)
            }
            _ => {
                let end = value.find(|c: char| c.is_whitespace() || c == '>')?;
                (&value[..end], end)
            }
        };
        at += used;
        found.push((name, Some(value.to_owned())));
    }
}

/// A page with a filled form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// The page.
    pub page: String,
    /// What was typed into fields that the form does not have (any more).
    pub left: Vec<String>,
}

/// The page with the form that is sent to `action` filled with `fields`; none when there is no such form on it.
pub(super) fn fill(html: &str, action: &str, fields: &[(String, String)]) -> Option<Filled> {
    let mut from = 0;
    while let Some(form) = next_tag(html, from, &["form"]) {
        let end = form.end + html[form.end..].find("</form>")?;
        let inside = &html[form.end..end];
        let posts = form.get("method").is_some_and(|m| m.eq_ignore_ascii_case("post"));
        if posts && form.get("action").is_some_and(|a| is_same(&a, action)) && is_the_one(inside, fields) {
            let page = format!("{}{}{}", &html[..form.end], filled(inside, fields), &html[end..]);
            return Some(Filled { page, left: left(inside, fields) });
        }
        from = end;
    }
    None
}

/// Whether two addresses are the same one, however their parts are encoded.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |address| percent_encoding::percent_decode_str(address).collect::<Vec<u8>>();
    plain(one) == plain(other)
}

/// What has no place in the form, whatever kind of control it was.
fn left(inside: &str, fields: &[(String, String)]) -> Vec<String> {
    let mut names = std::collections::BTreeSet::new();
    let mut from = 0;
    while let Some(tag) = next_tag(inside, from, &["input", "textarea", "select", "button"]) {
        from = tag.end;
        names.extend(tag.get("name"));
    }
    typed(fields.iter().filter(|(name, _)| !names.contains(name)))
}

/// What people typed, without what travels with it and what they left empty.
pub(super) fn typed<'a>(fields: impl Iterator<Item = &'a (String, String)>) -> Vec<String> {
    fields.filter(|(name, value)| !travels(name) && !value.is_empty()).map(|(_, value)| value.clone()).collect()
}

/// The hidden fields that travel with what was typed.
fn travels(name: &str) -> bool {
    name == "key" || name == "version"
}

/// Of several forms with the same address, the one whose own hidden fields say the same.
fn is_the_one(inside: &str, fields: &[(String, String)]) -> bool {
    let mut from = 0;
    while let Some(tag) = next_tag(inside, from, &["input"]) {
        from = tag.end;
        let name = tag.get("name").unwrap_or_default();
        if tag.get("type").as_deref() != Some("hidden") || travels(&name) || name == "csrf" {
            continue;
        }
        let typed = fields.iter().find(|(key, _)| *key == name);
        if typed.is_some_and(|(_, value)| Some(value) != tag.get("value").as_ref()) {
            return false;
        }
    }
    true
}

fn filled(inside: &str, fields: &[(String, String)]) -> String {
    let mut typed = Typed::of(fields);
    let mut out = String::with_capacity(inside.len() + 256);
    let mut done = 0;
    while let Some(tag) = next_tag(inside, done, &["input", "textarea", "select"]) {
        out.push_str(&inside[done..tag.start]);
        done = match tag.name.as_str() {
            "input" => input(&mut out, tag, &mut typed),
            "textarea" => textarea(&mut out, inside, &tag, &mut typed),
            _ => select(&mut out, inside, &tag, &typed),
        };
    }
    out.push_str(&inside[done..]);
    out
}

/// What was typed, by name; fields of one name in their order.
struct Typed<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Typed<'a> {
    fn of(fields: &'a [(String, String)]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in fields {
            by_name.entry(name).or_default().push(value);
        }
        Self(by_name)
    }

    fn next(&mut self, name: &str) -> Option<&'a str> {
        let values = self.0.get_mut(name)?;
        if values.is_empty() { None } else { Some(values.remove(0)) }
    }

    fn holds(&self, name: &str, value: &str) -> bool {
        self.0.get(name).is_some_and(|values| values.contains(&value))
    }
}

fn input(out: &mut String, mut tag: Tag, typed: &mut Typed<'_>) -> usize {
    let name = tag.get("name").unwrap_or_default();
    match tag.get("type").unwrap_or_default().to_ascii_lowercase().as_str() {
        "checkbox" | "radio" => {
            let value = tag.get("value").unwrap_or_else(|| "on".to_owned());
            tag.unset("checked");
            if typed.holds(&name, &value) {
                tag.set("checked", None);
            }
        }
        "hidden" if !travels(&name) => {}
        "password" | "file" | "submit" | "button" | "image" | "reset" => {}
        _ => {
            if let Some(value) = typed.next(&name) {
                tag.set("value", Some(value));
            }
        }
    }
    tag.write(out);
    tag.end
}

fn textarea(out: &mut String, inside: &str, tag: &Tag, typed: &mut Typed<'_>) -> usize {
    const CLOSE: &str = "</textarea>";
    let end = inside[tag.end..].find(CLOSE).map_or(inside.len(), |at| tag.end + at);
    tag.write(out);
    match typed.next(&tag.get("name").unwrap_or_default()) {
        Some(value) => {
            // Browsers swallow the first line break.
            out.push('\n');
            out.push_str(&escaped(value));
        }
        None => out.push_str(&inside[tag.end..end]),
    }
    out.push_str(CLOSE);
    (end + CLOSE.len()).min(inside.len())
}

fn select(out: &mut String, inside: &str, tag: &Tag, typed: &Typed<'_>) -> usize {
    let end = inside[tag.end..].find("</select>").map_or(inside.len(), |at| tag.end + at);
    let name = tag.get("name").unwrap_or_default();
    tag.write(out);
    let options = &inside[tag.end..end];
    if !typed.0.contains_key(name.as_str()) {
        out.push_str(options);
        return end;
    }
    let mut done = 0;
    while let Some(mut option) = next_tag(options, done, &["option"]) {
        out.push_str(&options[done..option.start]);
        let text = &options[option.end..];
        let text = &text[..text.find('<').unwrap_or(text.len())];
        let value = option.get("value").unwrap_or_else(|| unescaped(text.trim()));
        option.unset("selected");
        if typed.holds(&name, &value) {
            option.set("selected", None);
        }
        option.write(out);
        done = option.end;
    }
    out.push_str(&options[done..]);
    end
}

/// The page with `part` behind the opening tag of every form that is sent with POST, but the one that signs out.
pub(super) fn into_forms(html: &str, part: &str) -> String {
    let mut out = String::with_capacity(html.len() + part.len());
    let mut done = 0;
    while let Some(form) = next_tag(html, done, &["form"]) {
        out.push_str(&html[done..form.end]);
        let posts = form.get("method").is_some_and(|m| m.eq_ignore_ascii_case("post"));
        if posts && form.get("action").is_none_or(|a| a != "/logout") {
            out.push_str(part);
        }
        done = form.end;
    }
    out.push_str(&html[done..]);
    out
}

/// The page with `part` first in what it is mainly about.
pub(super) fn before_all(html: &str, part: &str) -> String {
    match next_tag(html, 0, &["main"]) {
        Some(main) => format!("{}{part}{}", &html[..main.end], &html[main.end..]),
        None => html.to_owned(),
    }
}

/// The language that the page says it is in.
pub(super) fn language(html: &str) -> String {
    next_tag(html, 0, &["html"]).and_then(|tag| tag.get("lang")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    const PAGE: &str = r#"<html lang="de"><main id="main"><form method="post" action="/other"><input name="title"></form>
<form method="post" action="/orders/A%2D1/x">
<input type="hidden" name="csrf" value="new"><input type="hidden" name="key" value="new"><input type="hidden" name="on" value="1">
<input id="title" name="title" value="old" required><input type="password" name="p" value="">
<input type="file" name="f"><input type="checkbox" name="tick" value="a" checked><input type="checkbox" name="tick" value="b">
<input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">
<select name="s"><option value="x" selected>X</option><option>Y &amp; Z</option></select>
<textarea name="body" rows="3">
old</textarea><input name="line" value="1"><input name="line" value="2"></form>"#;

    #[test]
    fn a_form_is_filled_and_nothing_else() {
        let typed = fields(&[
            ("csrf", "old"),
            ("key", "old\"key"),
            ("title", "<b>\"x\" & y</b>"),
            ("p", "secret"),
            ("f", "file"),
            ("tick", "b"),
            ("r", "2"),
            ("s", "Y & Z"),
            ("body", "one\r\n</textarea><script>\u{0}"),
            ("line", "first"),
            ("line", "second"),
            ("before", "gone"),
            ("empty", ""),
        ]);
        let filled = fill(PAGE, "/orders/A%2D1/x", &typed).unwrap();
        assert_eq!(filled.left, ["gone"], "what has no place is told");
        let out = filled.page;
        for there in [
            r#"action="/other"><input name="title">"#,
            r#"name="csrf" value="new""#,
            r#"name="key" value="old&quot;key""#,
            "value=\"&lt;b&gt;&quot;x&quot; &amp; y&lt;/b&gt;\"",
            r#"<input type="password" name="p" value="">"#,
            r#"<input type="file" name="f">"#,
            r#"name="tick" value="a">"#,
            r#"name="tick" value="b" checked>"#,
            r#"name="r" value="1">"#,
            r#"name="r" value="2" checked>"#,
            r#"<option value="x">X</option><option selected>Y &amp; Z</option>"#,
            "<textarea name=\"body\" rows=\"3\">\none\n&lt;/textarea&gt;&lt;script&gt;</textarea>",
            r#"name="line" value="first""#,
            r#"name="line" value="second""#,
        ] {
            assert!(out.contains(there), "{there} in {out}");
        }
        assert!(!out.contains("secret") && !out.contains("<script"), "{out}");
        assert_eq!(fill(PAGE, "/orders/A%2D1/y", &typed), None, "no such form");
        assert_eq!(fill(PAGE, "/orders/A%2D1/x", &fields(&[("on", "2")])), None, "the form of something else");
    }

    #[test]
    fn pages_that_end_early_are_left_alone() {
        for odd in
            ["", "<", "<form", "<form method=", "<form method=\"post", "<form method=post action=/a>", "<input name"]
        {
            assert_eq!(fill(odd, "/a", &fields(&[("x", "y")])), None, "{odd}");
            let _ = into_forms(odd, "!");
        }
    }

    #[test]
    fn parts_go_where_they_belong() {
        let page = "<html lang=\"da\"><form method=\"post\" action=\"/logout\"></form><main id=\"m\"><form method=\"get\"></form>\
                    <form method=\"post\" action=\"/login\"></form>";
        assert_eq!(into_forms(page, "!").matches('!').count(), 1);
        assert!(into_forms(page, "!").contains("action=\"/login\">!</form>"));
        assert!(before_all(page, "?").contains("<main id=\"m\">?<form"));
        assert_eq!(language(page), "da");
    }
}
