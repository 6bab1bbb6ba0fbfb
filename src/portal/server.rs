//! Serving: connections with time-outs and caps, and a shutdown that lets answers finish.
//!
//! Plain `axum::serve` waits for ever for a client that sends its head one byte at a time; a few hundred such clients
//! use up every descriptor. Here a head and a body have a time, connections have a cap, and one address has a smaller one.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::service::App;

use super::PortalSettings;

/// Binds the address of the settings. The error says which address and what to do.
pub async fn bind(settings: &PortalSettings) -> io::Result<TcpListener> {
    TcpListener::bind(settings.listen).await.map_err(|e| {
        let listen = settings.listen;
        let said = match e.kind() {
            io::ErrorKind::AddrInUse => format!(
                "{listen} is taken: another program (perhaps another portal) listens there; stop it or choose another \
                 address with KEYDESK_PORTAL__LISTEN"
            ),
            io::ErrorKind::PermissionDenied => {
                format!("{listen} may not be used by this account; ports below 1024 need a privilege, choose another")
            }
            io::ErrorKind::AddrNotAvailable => format!("{listen} is no address of this machine"),
            _ => format!("{listen} cannot be listened on: {e}; an address looks like 127.0.0.1:8080"),
        };
        io::Error::new(e.kind(), said)
    })
}

/// Serves the portal on `listener` until `shutdown` comes, then lets requests under way finish.
pub async fn serve(
    app: App,
    settings: PortalSettings,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let router = super::router(app, settings.clone());
    let slots = Arc::new(Semaphore::new(settings.connections));
    let crowd = Crowd::default();
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &slots) => accepted,
            () = &mut shutdown => break,
        };
        let Some((stream, peer, slot)) = accepted else { break };
        let trusted = settings.trusted_proxies.iter().any(|n| n.contains(peer.ip()));
        let limit = if trusted { usize::MAX } else { settings.connections_per_address };
        let Some(place) = crowd.enter(peer.ip(), limit) else { continue };
        let connection = graceful.watch(connection(&router, stream, peer, settings.header_time));
        tokio::spawn(async move {
            // A client that breaks off is no news; what a request did is in the access log.
            let _ = connection.await;
            drop((place, slot));
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(settings.grace, graceful.shutdown()).await;
    Ok(())
}

/// The next connection, with its slot. `None` when the program is ending.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true);
                return Some((stream, peer, slot));
            }
            // Out of descriptors, or a client that was gone before it was accepted: neither may stop the server.
            Err(e) => {
                tracing::warn!("a connection could not be accepted: {e}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

fn connection(
    router: &Router,
    stream: TcpStream,
    peer: SocketAddr,
    header_time: Duration,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + use<> {
    let router = router.clone();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request.map(Body::new))
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(header_time)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service)
}

/// How many connections each address has open.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection's place in the crowd; given back when dropped.
struct Place {
    crowd: Crowd,
    address: IpAddr,
}

impl Crowd {
    fn enter(&self, address: IpAddr, limit: usize) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= limit {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Place { crowd: self.clone(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_crowd_is_given_back() {
        let crowd = Crowd::default();
        let here: IpAddr = "192.0.2.1".parse().unwrap();
        let first = crowd.enter(here, 1);
        assert!(first.is_some() && crowd.enter(here, 1).is_none());
        assert!(crowd.enter("192.0.2.2".parse().unwrap(), 1).is_some());
        drop(first);
        assert!(crowd.enter(here, 1).is_some());
        assert!(crowd.0.lock().unwrap().is_empty(), "nothing is remembered about who has left");
    }
}
