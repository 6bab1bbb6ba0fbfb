//! Addresses that a value of the configuration may be: of a database, of the portal, of who sends letters, of networks.

use std::net::IpAddr;
use std::path::Path;

use super::setting::{Found, Setting, quoted};

/// A database's address as it was written; the store reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatabaseAddress(pub String);

impl Setting for DatabaseAddress {
    fn expected() -> String {
        "a database address: sqlite:PATH or postgres://user@host/name".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let text = found.text().filter(|t| !t.is_empty())?;
        // A relative file is meant from where it is written, as every other path is.
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
        let path = path.or_else(|| (!text.contains("://")).then_some(text));
        Some(Self(match path {
            Some(path) if !path.is_empty() && found.folder.is_some() => {
                format!("sqlite:{}", found.below(Path::new(path)).display())
            }
            _ => text.to_owned(),
        }))
    }

    fn write(&self) -> Option<String> {
        Some(quoted(&self.0))
    }
}

/// The origin under which customers reach the portal: scheme, host, port, nothing else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The origin without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what goes there is encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// The host, without a port.
    pub fn host(&self) -> String {
        url::Url::parse(&self.0).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }
}

impl Setting for PublicUrl {
    fn expected() -> String {
        "an http or https address without a path, like \"https://portal.example.com\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let url = url::Url::parse(found.text()?).ok()?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        plain.then(|| Self(url.origin().ascii_serialization()))
    }

    fn write(&self) -> Option<String> {
        Some(quoted(&self.0))
    }
}

/// The address that letters come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sender(String);

impl Sender {
    /// The address, without a name.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Setting for Sender {
    fn expected() -> String {
        "one e-mail address, like \"portal@company.com\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let address: lettre::Address = found.parsed()?;
        Some(Self(address.to_string()))
    }

    fn write(&self) -> Option<String> {
        Some(quoted(&self.0))
    }
}

/// One address or a network of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Reads `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(longest), |p| p.parse().ok())?;
        (prefix <= longest).then_some(Self { address, prefix })
    }

    /// Whether `address` lies in the network. An IPv4 address that arrives mapped into IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(a)) => {
                self.prefix == 0 || (net.to_bits() ^ a.to_bits()) >> (32 - u32::from(self.prefix)) == 0
            }
            (IpAddr::V6(net), IpAddr::V6(a)) => {
                self.prefix == 0 || (net.to_bits() ^ a.to_bits()) >> (128 - u32::from(self.prefix)) == 0
            }
            _ => false,
        }
    }
}

impl Setting for Network {
    fn expected() -> String {
        "addresses or networks, like \"127.0.0.1\" or \"10.0.0.0/8\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        Self::parse(found.text()?)
    }

    fn write(&self) -> Option<String> {
        Some(quoted(&format!("{}/{}", self.address, self.prefix)))
    }
}
