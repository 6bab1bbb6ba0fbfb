//! A PostgreSQL server for the tests: the one named in `KEYDESK_TEST_POSTGRES`, or a throw-away cluster made by the
//! machine's own `initdb`, started once for the whole test process and gone when the process is gone, however it ends.

use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The server: where it is, or why there is none.
static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();

/// A running PostgreSQL server on which databases can be made.
#[derive(Clone, Debug)]
pub struct Server {
    /// An address in which `{}` stands for the database's name.
    pattern: String,
    /// A database that is always there.
    pub maintenance: String,
}

impl Server {
    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        self.pattern.replace("{}", database)
    }

    /// The server of this test process; the first caller waits until it runs.
    pub fn get() -> Result<&'static Self, &'static str> {
        SERVER.get_or_init(|| Self::named().unwrap_or_else(Self::throw_away)).as_ref().map_err(String::as_str)
    }

    fn named() -> Option<Result<Self, String>> {
        let given = std::env::var("KEYDESK_TEST_POSTGRES").ok().filter(|v| !v.is_empty())?;
        Some(match url::Url::parse(&given) {
            Ok(mut url) => {
                let name = url.path().trim_start_matches('/').to_owned();
                let maintenance = if name.is_empty() { "postgres".to_owned() } else { name };
                // Set as text below: the braces would be percent-encoded.
                url.set_path("/KEYDESK_TEST_NAME");
                Ok(Self { pattern: url.to_string().replace("KEYDESK_TEST_NAME", "{}"), maintenance })
            }
            Err(e) => Err(format!("KEYDESK_TEST_POSTGRES={given:?} is not an address: {e}")),
        })
    }

    fn throw_away() -> Result<Self, String> {
        let bin = binaries().ok_or(
            "no PostgreSQL server is installed here (no initdb on the PATH or in /usr/lib/postgresql/*/bin) and \
             KEYDESK_TEST_POSTGRES names none",
        )?;
        let folder = tempfile::Builder::new().prefix("keydesk-pg-").tempdir().map_err(|e| e.to_string())?.keep();
        let user = unprivileged(&folder)?;
        if let Some((uid, gid)) = user {
            chown(&folder, Some(uid), Some(gid))
                .map_err(|e| format!("{} cannot be given away: {e}", folder.display()))?;
        }
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).map_err(|e| e.to_string())?;
        start(&bin, &folder, user).inspect_err(|_| {
            let _ = std::fs::remove_dir_all(&folder);
        })?;
        let pattern = format!("postgres://keydesk@localhost/{{}}?host={}", folder.display());
        Ok(Self { pattern, maintenance: "postgres".to_owned() })
    }
}

/// Where `initdb` and `postgres` are: the newest version.
fn binaries() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|all| all.flatten().map(|e| e.path()).collect())
        .unwrap_or_default();
    debian.sort_by_key(|p| p.file_name().and_then(|n| n.to_str()?.parse::<u32>().ok()));
    let folders = debian.into_iter().rev().map(|p| p.join("bin")).chain(std::env::split_paths(&on_path));
    folders.into_iter().find(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file())
}

/// PostgreSQL refuses to run as root; then it runs as its own user, or as nobody. Whose a folder is that was just made
/// tells who we are.
fn unprivileged(own: &Path) -> Result<Option<(u32, u32)>, String> {
    if std::fs::metadata(own).map_err(|e| e.to_string())?.uid() != 0 {
        return Ok(None);
    }
    let accounts = std::fs::read_to_string("/etc/passwd").map_err(|e| e.to_string())?;
    let find = |name: &str| {
        let line = accounts.lines().find(|l| l.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(|n| n.parse::<u32>().ok());
        Some((ids.next()??, ids.next()??))
    };
    Ok(find("postgres").or_else(|| find("nobody")))
}

fn command(program: &Path, folder: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

fn start(bin: &Path, folder: &Path, user: Option<(u32, u32)>) -> Result<(), String> {
    guard(bin, folder, user)?;
    let data = folder.join("data");
    let made = command(&bin.join("initdb"), folder, user)
        .args(["--username=keydesk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
        .arg(&data)
        .output()
        .map_err(|e| format!("initdb does not start: {e}"))?;
    if !made.status.success() {
        return Err(format!("initdb failed: {}", String::from_utf8_lossy(&made.stderr)));
    }
    let log = folder.join("log");
    let settings = format!(
        "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c synchronous_commit=off \
         -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off \
         -c track_activity_query_size=16384",
        folder.display()
    );
    // Its output goes to its log alone: a pipe held by the server would keep whoever reads ours waiting.
    let started = command(&bin.join("pg_ctl"), folder, user)
        .args(["start", "--wait", "--timeout=60", "--silent", "--pgdata"])
        .arg(&data)
        .arg("--log")
        .arg(&log)
        .args(["--options", &settings])
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|e| format!("pg_ctl does not start: {e}"))?;
    if started.success() {
        return Ok(());
    }
    let mut said = String::new();
    let _ = std::fs::File::open(&log).and_then(|mut f| f.read_to_string(&mut said));
    Err(format!("PostgreSQL did not start: {said}"))
}

/// A small process that outlives this one: it waits for the end of a pipe that only this process holds, then stops the
/// server and removes its folder. So nothing stays behind after a panic, an interrupt or a kill.
fn guard(bin: &Path, folder: &Path, user: Option<(u32, u32)>) -> Result<(), String> {
    // Again, because the end may come while the cluster is being made or started.
    const SCRIPT: &str = "read -r _; for again in 1 2 3 4 5; do \
        \"$1/pg_ctl\" stop --silent --mode=immediate --pgdata \"$2/data\"; \
        rm -rf \"$2\"; sleep 1; [ -e \"$2\" ] || break; done";
    let mut guard = command(Path::new("/bin/sh"), Path::new("/"), user)
        .env("PATH", "/usr/bin:/bin")
        .args(["-c", SCRIPT, "keydesk-test-guard"])
        .arg(bin)
        .arg(folder)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("sh does not start: {e}"))?;
    // Never closed by us: the kernel does it at the end of the process.
    std::mem::forget(guard.stdin.take());
    Ok(())
}
