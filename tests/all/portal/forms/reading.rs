//! A form as a browser reads it from a page: its fields, what they hold, what would be sent.

use std::collections::BTreeSet;

/// What a field is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Sent, not shown.
    Hidden,
    /// Typed.
    Text,
    /// Typed, and never shown again: passwords, codes.
    Secret,
    /// One of several.
    Choice,
    /// A box or a dot.
    Tick,
    /// A file: no page can choose it again.
    File,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub value: String,
    pub kind: Kind,
    /// Whether a browser would send it.
    pub on: bool,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Read {
    pub fields: Vec<Field>,
}

impl Read {
    /// What a browser would send, without the token, which the browser of the tests has.
    pub fn sent(&self) -> Vec<(String, String)> {
        let sent = self.fields.iter().filter(|f| f.on && f.kind != Kind::File && f.name != "csrf");
        sent.map(|f| (f.name.clone(), f.value.clone())).collect()
    }

    /// The same with `typed` in place of what stood there.
    pub fn filled(&self, typed: &[(&str, String)]) -> Vec<(String, String)> {
        let mut sent = self.sent();
        sent.retain(|(name, _)| typed.iter().all(|(typed, _)| typed != name));
        sent.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        sent
    }

    /// The fields that somebody types into.
    pub fn texts(&self) -> Vec<String> {
        let texts = self.fields.iter().filter(|f| matches!(f.kind, Kind::Text | Kind::Secret));
        texts.map(|f| f.name.clone()).collect()
    }

    fn of(&self, name: &str) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |f| f.name == name)
    }

    /// What of `sent` is not there again. What was far too long may come back cut, if it is still longer than allowed.
    pub fn lost(&self, sent: &[(String, String)], longest: usize) -> Vec<String> {
        let lost = |(name, value): &&(String, String)| {
            let Some(first) = self.of(name).next() else { return true };
            match first.kind {
                Kind::Secret | Kind::File => false,
                Kind::Hidden => name == "key" && first.value.is_empty(),
                // A choice that is none cannot be shown as chosen.
                Kind::Choice | Kind::Tick => {
                    let offered = self.of(name).find(|f| f.value == *value);
                    offered.is_some_and(|f| !f.on)
                }
                // What was left empty may come back with what stands there at first.
                Kind::Text if value.is_empty() => false,
                Kind::Text => !self.of(name).any(|f| {
                    let cut = value.starts_with(&f.value) && f.value.chars().count() > longest && longest > 0;
                    f.value == *value || cut
                }),
            }
        };
        sent.iter().filter(lost).map(|(name, value)| format!("{name}={value:.60}")).collect()
    }
}

/// The form of a page that is sent to `action`; that of a page that is sent to itself has none.
pub fn form(page: &str, action: &str) -> Option<Read> {
    let forms = page.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap_or_default());
    let mut forms = forms.map(|form| {
        let (head, body) = form.split_once('>').unwrap_or((form, ""));
        (attribute(head, "action"), body)
    });
    let (_, body) = forms.find(|(found, _)| found.as_deref().is_none_or(|found| found == action))?;
    Some(Read { fields: fields(body) })
}

fn fields(body: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut select = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some((tag, after)) = rest.split_once('>') else { break };
        let word = tag.split([' ', '\n']).next().unwrap_or_default();
        let name = attribute(tag, "name").unwrap_or_default();
        match word {
            "select" => select = name,
            "/select" => {
                // Without a mark the first one is chosen.
                if let Some(first) = fields.iter().position(|f| f.name == select)
                    && !fields.iter().any(|f| f.name == select && f.on)
                {
                    fields[first].on = true;
                }
                select.clear();
            }
            "option" if !select.is_empty() => {
                let (value, on) = (attribute(tag, "value").unwrap_or_default(), flag(tag, "selected"));
                fields.push(Field { name: select.clone(), value, kind: Kind::Choice, on });
            }
            "textarea" if !name.is_empty() => {
                let value = after.split("</textarea>").next().unwrap_or_default();
                let value = plain(value.strip_prefix('\n').unwrap_or(value));
                fields.push(Field { name, value, kind: Kind::Text, on: true });
            }
            "input" if !name.is_empty() => {
                let value = attribute(tag, "value").unwrap_or_default();
                let kind = match attribute(tag, "type").as_deref() {
                    Some("hidden") => Kind::Hidden,
                    Some("password") => Kind::Secret,
                    Some("checkbox" | "radio") => Kind::Tick,
                    Some("file") => Kind::File,
                    _ if flag(tag, "hidden") => Kind::Hidden,
                    _ if name == "code" => Kind::Secret,
                    _ => Kind::Text,
                };
                let on = kind != Kind::Tick || flag(tag, "checked");
                fields.push(Field { name, value, kind, on });
            }
            _ => {}
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!("{name}=\"")).filter(|at| *at == 0 || tag[..*at].ends_with([' ', '\n']))?;
    Some(plain(tag[from + name.len() + 2..].split('"').next()?))
}

fn flag(tag: &str, name: &str) -> bool {
    tag.split([' ', '\n', '/']).any(|part| part == name)
}

fn plain(html: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
    ];
    let text = pairs.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&#38;", "&").replace("&amp;", "&")
}

/// The fields that the summary of mistakes leads to.
///
/// # Panics
/// When it leads to what is not on the page.
pub fn named(page: &str) -> BTreeSet<String> {
    let Some((_, summary)) = page.split_once("<div class=\"summary\"") else { return BTreeSet::new() };
    let summary = summary.split("</div>").next().unwrap_or_default();
    let named: BTreeSet<_> =
        summary.split("href=\"#").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect();
    for field in &named {
        assert!(page.contains(&format!("id=\"{field}\"")), "the summary leads to #{field}, which is not there: {page}");
    }
    named
}
