//! What the portal is told by whoever starts it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::config::{Network, Portal};

/// What the portal is told by whoever starts it: the program `keydesk-portal`, the demo, a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalSettings {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where customers reach the portal, without a trailing slash. Decides whether cookies are `Secure` and which
    /// origin a form may come from. The same value as `Policy::public_url`.
    pub public_url: String,
    /// Proxies whose forwarding header is believed; nobody's by default.
    pub trusted_proxies: Vec<Network>,
    /// So many connections at once; more wait in the kernel's queue.
    pub connections: usize,
    /// So many connections at once from one address that is no trusted proxy.
    pub connections_per_address: usize,
    /// A client has so long to send a request's head.
    pub header_time: Duration,
    /// A client has so long to send a request's body.
    pub body_time: Duration,
    /// A form with files is taken and answered within so long; between two pieces of it lies no more than `body_time`.
    pub upload_time: Duration,
    /// A request is answered within so long, if only to say that it was not.
    pub answer_time: Duration,
    /// Requests that are under way at shutdown have so long to finish.
    pub grace: Duration,
}

impl Default for PortalSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            trusted_proxies: Vec::new(),
            connections: 1024,
            connections_per_address: 256,
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(15),
            upload_time: Duration::from_mins(20),
            answer_time: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}

impl PortalSettings {
    /// What the configuration says.
    pub fn configured(portal: &Portal) -> Self {
        Self {
            listen: portal.listen,
            public_url: portal.public_url(),
            trusted_proxies: portal.trusted_proxies.clone(),
            connections: usize::try_from(portal.connections).unwrap_or(usize::MAX),
            answer_time: portal.request_timeout,
            ..Self::default()
        }
    }
}

/// The address that stands for "we do not know", in tests that have no connection.
pub(super) const NOBODY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
