//! An S3 server for the tests: moto, which `tests/run` installs below `target`, or the program that `KEYDESK_TEST_S3` names;
//! started once for the whole test process and gone when the process is gone, however it ends.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use std::io::{Read as _, Write as _};

/// A running server, with one bucket.
#[derive(Debug)]
pub struct Server {
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub endpoint: String,
    /// The bucket.
    pub bucket: &'static str,
    /// The server ends when nobody holds its standard input any more.
    _held: Child,
}

impl Server {
    /// The server of this test process; the first caller waits until it runs.
    pub fn get() -> Result<&'static Self, &'static str> {
        static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref().map_err(String::as_str)
    }

    fn start() -> Result<Self, String> {
        let program = program()
            .ok_or("no S3 server is installed here (run tests/run, or name moto_server in KEYDESK_TEST_S3)")?;
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr());
        let address = free.map_err(|e| e.to_string())?;
        // `cat` ends when this process does, and the server with it.
        let script = "\"$0\" -H 127.0.0.1 -p \"$1\" & server=$!; cat >/dev/null; kill $server";
        let held = Command::new("sh")
            .args(["-c", script])
            .arg(&program)
            .arg(address.port().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{} does not start: {e}", program.display()))?;
        let bucket = "keydesk-files";
        let began = Instant::now();
        while !made(address, bucket) {
            if began.elapsed() > Duration::from_mins(2) {
                return Err(format!("{} does not answer", program.display()));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(Self { endpoint: format!("http://{address}"), bucket, _held: held })
    }

    /// How many objects the bucket holds below a prefix.
    pub fn objects(&self, prefix: &str) -> usize {
        let address = self.endpoint.trim_start_matches("http://").parse().expect("an address");
        let answer = ask(address, "GET", &format!("/{}?list-type=2&prefix={prefix}", self.bucket)).expect("an answer");
        answer.matches("<Key>").count()
    }

    /// How many uploads in several pieces were begun and neither ended nor taken back.
    pub fn unfinished(&self) -> usize {
        let address = self.endpoint.trim_start_matches("http://").parse().expect("an address");
        let answer = ask(address, "GET", &format!("/{}?uploads", self.bucket)).expect("an answer");
        answer.matches("<Upload>").count()
    }
}

fn made(address: SocketAddr, bucket: &str) -> bool {
    ask(address, "PUT", &format!("/{bucket}")).is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn ask(address: SocketAddr, method: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

fn program() -> Option<PathBuf> {
    let named = std::env::var_os("KEYDESK_TEST_S3").filter(|v| !v.is_empty()).map(PathBuf::from);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-tools/s3/bin/moto_server");
    named.or_else(|| own.is_file().then_some(own))
}
