//! A line between a program and its PostgreSQL server that can be cut and mended, as when the server is stopped and started.

use std::path::PathBuf;

use keydesk::store::Store;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::task::{JoinHandle, JoinSet};

use super::database::address;

/// The line. Dropped, it is cut.
pub struct Line {
    port: u16,
    far: Far,
    database: String,
    open: Option<JoinHandle<()>>,
}

#[derive(Clone)]
enum Far {
    Socket(PathBuf),
    Host(String, u16),
}

impl Line {
    /// A line to the server of this store.
    pub async fn to(store: &Store) -> Self {
        let url = url::Url::parse(&address(store)).expect("an address");
        let far_port = url.port().unwrap_or(5432);
        let folder = url.query_pairs().find(|(name, _)| name == "host").map(|(_, value)| value.into_owned());
        let far = match folder {
            Some(folder) => Far::Socket(PathBuf::from(folder).join(format!(".s.PGSQL.{far_port}"))),
            None => Far::Host(url.host_str().expect("a host").to_owned(), far_port),
        };
        let user = if url.username().is_empty() { "keydesk" } else { url.username() };
        let password = url.password().map(|p| format!(":{p}")).unwrap_or_default();
        let database = format!("{user}{password}@127.0.0.1:PORT{}?sslmode=disable", url.path());
        let mut line = Self { port: 0, far, database, open: None };
        line.mend().await;
        line
    }

    /// The address of the same database over this line.
    pub fn address(&self) -> String {
        format!("postgres://{}", self.database.replace("PORT", &self.port.to_string()))
    }

    /// Cuts it: whoever talks is cut off, and nobody gets through.
    pub async fn cut(&mut self) {
        if let Some(open) = self.open.take() {
            open.abort();
            let _ = open.await;
        }
    }

    /// Mends it, with the address it had.
    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.expect("a port");
        self.port = listener.local_addr().expect("an address").port();
        let far = self.far.clone();
        self.open = Some(tokio::spawn(async move {
            let mut talks = JoinSet::new();
            loop {
                let Ok((near, _)) = listener.accept().await else { return };
                let far = far.clone();
                talks.spawn(talk(near, far));
            }
        }));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(open) = self.open.take() {
            open.abort();
        }
    }
}

async fn talk(mut near: TcpStream, far: Far) {
    match far {
        Far::Socket(path) => {
            if let Ok(mut far) = UnixStream::connect(path).await {
                let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
            }
        }
        Far::Host(host, port) => {
            if let Ok(mut far) = TcpStream::connect((host, port)).await {
                let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
            }
        }
    }
}
