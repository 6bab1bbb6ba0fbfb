//! From which address a request comes.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};

use crate::config::Network;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client's address: the peer's, unless the peer is a trusted proxy. Then `X-Forwarded-For` is walked from the
/// right (the entries that our own proxies added stand there) to the first address that is no trusted proxy. What
/// stands left of it was written by the client and is not looked at.
pub(super) fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |ip: IpAddr| trusted.iter().any(|n| n.contains(ip));
    let peer = peer.to_canonical();
    if !is_trusted(peer) {
        return peer;
    }
    let values: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|v| v.to_str().ok()).collect();
    let mut client = peer;
    for entry in values.iter().rev().flat_map(|v| v.rsplit(',')) {
        let Some(ip) = parse(entry.trim()) else { break };
        client = ip;
        if !is_trusted(ip) {
            break;
        }
    }
    client
}

/// An address as proxies write it: bare, in brackets, with a port.
fn parse(entry: &str) -> Option<IpAddr> {
    let ip = entry
        .parse::<IpAddr>()
        .ok()
        .or_else(|| entry.parse::<std::net::SocketAddr>().ok().map(|a| a.ip()))
        .or_else(|| entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok())?;
    Some(ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|t| Network::parse(t).unwrap()).collect();
        address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_header_from_anybody_is_not_believed() {
        assert_eq!(seen("203.0.113.5", &["198.51.100.1"], &[]), "203.0.113.5");
        assert_eq!(seen("203.0.113.5", &["198.51.100.1"], &["10.0.0.0/8"]), "203.0.113.5");
    }

    #[test]
    fn behind_proxies_the_last_stranger_counts() {
        let trusted = ["10.0.0.0/8", "127.0.0.1"];
        assert_eq!(seen("10.0.0.1", &["6.6.6.6, 198.51.100.1, 10.0.0.2"], &trusted), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["6.6.6.6", "198.51.100.1:4431"], &trusted), "198.51.100.1");
        assert_eq!(seen("::ffff:127.0.0.1", &["[2001:db8::7]:80"], &trusted), "2001:db8::7");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, garbage"], &trusted), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[], &trusted), "10.0.0.1");
    }
}
