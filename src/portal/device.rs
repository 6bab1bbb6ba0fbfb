//! What a browser calls itself, in words that its person recognises: "Firefox, Windows".

use crate::text;

/// Browsers, the more particular first: most claim to be several others too.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Browser and system; a short piece of what it said when neither is known; nothing when it said nothing.
pub(super) fn name(agent: &str) -> Option<String> {
    let find = |list: &[(&str, &'static str)]| -> Option<&'static str> {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => {
            let said: String = text::line(agent).chars().take(40).collect();
            (!said.trim().is_empty()).then_some(said)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_what_their_people_call_them() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
        assert_eq!(name(chrome).as_deref(), Some("Chrome, Windows"));
        assert_eq!(name(&format!("{chrome} Edg/126.0")).as_deref(), Some("Edge, Windows"));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(name(phone).as_deref(), Some("Safari, iPhone"));
        assert_eq!(
            name("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0").as_deref(),
            Some("Firefox, Linux")
        );
        assert_eq!(name("curl/8.5\u{1b}[31m").as_deref(), Some("curl/8.5 [31m"));
        assert_eq!(name("  "), None);
    }
}
