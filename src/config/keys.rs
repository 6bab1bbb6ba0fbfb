//! The one table of keys. Structures, defaults, the reader, the names that errors suggest and `config.example.toml` all come
//! from here; to add a key, add a line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::address::{DatabaseAddress, Network, PublicUrl, Sender};
use super::choice::{Format, Level, StorageKind, Theme, Tls, Tongue, Transport};
use super::gateway::{Fields, GatewayUrl, Headers, SmsBody, SmsMethod, SmsTransport, Statuses};
use super::named::{Bindings, Colours};
use super::setting::{Found, Idle, Quiet, Secret, Setting};

/// One key, as the reader and the example see it.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Section and name with a dot: `portal.listen`.
    pub path: &'static str,
    /// What it means, for people.
    pub doc: &'static [&'static str],
    /// A value for the example where the default is "not set".
    pub sample: Option<&'static str>,
}

macro_rules! keys {
    ($(
        $(#[doc = $section_doc:literal])*
        $section:ident: $struct:ident {
            $(
                $(#[doc = $doc:literal])*
                $(#[sample($sample:literal)])?
                $key:ident: $t:ty = $default:expr,
            )*
        }
    )*) => {
        $(
            $(#[doc = $section_doc])*
            #[derive(Clone, PartialEq, Debug)]
            pub struct $struct {
                $(
                    $(#[doc = $doc])*
                    pub $key: $t,
                )*
            }

            impl Default for $struct {
                fn default() -> Self {
                    Self { $($key: $default,)* }
                }
            }
        )*

        /// The values, section by section.
        #[derive(Clone, PartialEq, Debug, Default)]
        pub struct Values {
            $(
                $(#[doc = $section_doc])*
                pub $section: $struct,
            )*
        }

        /// The sections in the order of the example, with what they are about.
        pub(super) const SECTIONS: &[(&str, &[&str])] = &[$((stringify!($section), &[$($section_doc),*])),*];

        /// Every key, in the order of the example.
        pub const KEYS: &[Key] = &[$($(
            Key {
                path: concat!(stringify!($section), ".", stringify!($key)),
                doc: &[$($doc),*],
                sample: keys!(@sample $($sample)?),
            },
        )*)*];

        impl Values {
            /// Sets the key at `path`; what would have been expected if the value cannot be taken.
            pub(super) fn set(&mut self, path: &str, found: &Found<'_>) -> Result<(), String> {
                match path {
                    $($(
                        concat!(stringify!($section), ".", stringify!($key)) => {
                            self.$section.$key = <$t as Setting>::read(found).ok_or_else(<$t as Setting>::expected)?;
                        }
                    )*)*
                    _ => return Err("a known key".to_owned()),
                }
                Ok(())
            }

            /// The value of the key at `path` as TOML; `None` when it is not set.
            pub fn show(&self, path: &str) -> Option<String> {
                match path {
                    $($(
                        concat!(stringify!($section), ".", stringify!($key)) => self.$section.$key.write(),
                    )*)*
                    _ => None,
                }
            }
        }
    };
    (@sample) => { None };
    (@sample $sample:literal) => { Some($sample) };
}

keys! {
    /// Where the data is.
    database: Database {
        /// SQLite (`sqlite:PATH`) or PostgreSQL (`postgres://user@host/name`; the password may stand in ~/.pgpass).
        /// Not set: an SQLite file in the user's data folder (~/.local/share/keydesk/keydesk.db).
        #[sample("\"postgres://keydesk@localhost/keydesk\"")]
        url: Option<DatabaseAddress> = None,
    }

    /// The web portal.
    portal: Portal {
        /// Where the portal listens.
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080)),
        /// Where customers reach it: http or https, host, port, no path. Links in letters begin with it.
        /// Not set: made from `listen`.
        #[sample("\"https://portal.example.com\"")]
        public_url: Option<PublicUrl> = None,
        /// Addresses or networks of proxies in front of the portal. The client's address is taken from
        /// X-Forwarded-For only when the connection comes from one of them.
        trusted_proxies: Vec<Network> = Vec::new(),
        /// A session ends after so long without a request.
        session_idle: Duration = Duration::from_mins(90),
        /// A session ends after so long in any case.
        session_longest: Duration = Duration::from_hours(12),
        /// So many connections at once; further ones wait.
        connections: u32 = 1024,
        /// A request must have arrived, and an answer must be made, within so long.
        request_timeout: Duration = Duration::from_secs(30),
    }

    /// How letters leave.
    mail: Mail {
        /// "smtp" (a mail server) or "file" (one .eml file per letter, nothing is sent).
        transport: Transport = Transport::File,
        /// Where the file transport writes. Not set: ~/.local/share/keydesk/letters.
        #[sample("\"letters\"")]
        folder: Option<PathBuf> = None,
        /// The mail server. Needed with transport = "smtp".
        #[sample("\"mail.example.com\"")]
        host: Option<String> = None,
        /// Its port. Not set: 465 with tls = "required", 587 with "starttls", 25 with "none".
        #[sample("587")]
        port: Option<u16> = None,
        /// "required" (encrypted from the start), "starttls", or "none" (a server on this machine only).
        tls: Tls = Tls::Starttls,
        /// The user name at the mail server, if it asks for one.
        #[sample("\"keydesk\"")]
        user: Option<String> = None,
        /// A file whose first line is the password at the mail server.
        #[sample("\"/etc/keydesk/mail-password\"")]
        password_file: Option<PathBuf> = None,
        /// A file with the certificate (PEM) that vouches for the mail server's, where it is one of your own.
        #[sample("\"/etc/keydesk/mail-authority.pem\"")]
        authority_file: Option<PathBuf> = None,
        /// The address that letters come from. Needed with transport = "smtp".
        #[sample("\"portal@example.com\"")]
        from: Option<Sender> = None,
        /// The mail server must answer within so long, at most a minute.
        timeout: Duration = Duration::from_secs(30),
        /// Several comments on one order within so long become one letter (or SMS) to each reader; "0 seconds": each is one.
        quiet: Quiet = Quiet(Duration::from_mins(3)),
        /// So many connections to the mail server at once, at most 32.
        connections: u32 = 4,
        /// So many letters leave in a minute at most, all programs on this database together. 0: no limit.
        per_minute: u32 = 0,
    }

    /// How SMS leave.
    sms: Sms {
        /// "off" (whoever chose SMS is written to by e-mail), "http" (a gateway) or "file" (one .txt file per SMS, nothing
        /// is sent).
        transport: SmsTransport = SmsTransport::Off,
        /// Where the file transport writes. Not set: ~/.local/share/keydesk/sms.
        #[sample("\"sms\"")]
        folder: Option<PathBuf> = None,
        /// The gateway's address: https, or http on this machine. Needed with transport = "http".
        #[sample("\"https://sms.example.com/v1/messages\"")]
        url: Option<GatewayUrl> = None,
        /// "post", "put" or "get" (with the fields in the address).
        method: SmsMethod = SmsMethod::Post,
        /// "json" or "form".
        body: SmsBody = SmsBody::Json,
        /// What the gateway is sent. {to} is the number as +43…, {number} the same without the +, {text} the words, {from} the
        /// key below, {id} the same at every attempt, {secret} the line in the file below. A table (it may hold others, where the
        /// body is JSON), or JSON in a text.
        fields: Fields = Fields::default(),
        /// Headers, with the same words in braces.
        headers: Headers = Headers::default(),
        /// A file whose first line stands for {secret}.
        #[sample("\"/etc/keydesk/sms-secret\"")]
        secret_file: Option<PathBuf> = None,
        /// The user name for HTTP basic authentication; the secret is the password.
        #[sample("\"keydesk\"")]
        user: Option<String> = None,
        /// The status codes that mean that the gateway took the SMS.
        success: Vec<Statuses> = vec![Statuses(200..=299)],
        /// Where in the answer's JSON (RFC 6901) the gateway says whether it took the SMS.
        #[sample("\"/messages/0/status\"")]
        success_pointer: Option<String> = None,
        /// And what stands there when it did.
        #[sample("\"0\"")]
        success_value: Option<String> = None,
        /// The name or number that SMS come from, as the gateway takes it.
        #[sample("\"Nordlift\"")]
        from: Option<String> = None,
        /// A file with the certificate (PEM) that vouches for the gateway's, where it is one of your own.
        #[sample("\"/etc/keydesk/sms-authority.pem\"")]
        authority_file: Option<PathBuf> = None,
        /// The gateway must answer within so long, at most a minute.
        timeout: Duration = Duration::from_secs(30),
        /// So many connections to the gateway at once, at most 32.
        connections: u32 = 2,
        /// So many SMS leave in a minute at most, all programs on this database together. 0: no limit.
        per_minute: u32 = 0,
    }

    /// How passwords are hashed (argon2id). Lower values than these are refused.
    passwords: Passwords {
        /// Memory for one hash, in MiB.
        memory_mib: u32 = 19,
        /// Passes over that memory.
        passes: u32 = 2,
    }

    /// How long things stay valid.
    access: Access {
        /// An invitation can be accepted for so long.
        invitation_valid: Duration = Duration::from_hours(5 * 24),
        /// A sign-in remembered by `keydesk login` lasts so long.
        staff_session: Duration = Duration::from_hours(30 * 24),
    }

    /// Where documents are kept.
    storage: FileStorage {
        /// "folder" (on a disk) or "s3" (S3-compatible object storage).
        kind: StorageKind = StorageKind::Folder,
        /// The folder. Not set: ~/.local/share/keydesk/files. Several machines that share a database share this folder too.
        #[sample("\"/srv/keydesk/files\"")]
        folder: Option<PathBuf> = None,
        /// The bucket. Needed with kind = "s3".
        #[sample("\"keydesk-files\"")]
        bucket: Option<String> = None,
        /// The bucket's region.
        region: String = "us-east-1".to_owned(),
        /// The address of the object storage: https, or http on this machine. Not set: Amazon's in that region.
        #[sample("\"https://s3.example.com\"")]
        endpoint: Option<PublicUrl> = None,
        /// Everything is kept below this name in the bucket. Not set: at its top.
        #[sample("\"keydesk\"")]
        prefix: Option<String> = None,
        /// Whether the bucket is named in the path (true) or in front of the host (false).
        path_style: bool = true,
        /// The access key. Not set: the role of the machine, as the cloud gives it.
        #[sample("\"AKIAIOSFODNN7EXAMPLE\"")]
        access_key: Option<String> = None,
        /// A file whose first line is the secret that belongs to the access key.
        #[sample("\"/etc/keydesk/storage-secret\"")]
        secret_key_file: Option<PathBuf> = None,
        /// The secret itself, where there can be no file: better in the variable than here. The file counts first.
        #[sample("\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"")]
        secret_key: Option<Secret> = None,
        /// The most that one file may hold, in MiB.
        largest_mib: u32 = 50,
    }

    /// How the terminal looks.
    terminal: Terminal {
        /// "auto" (as the terminal is: asked of it, or of `COLORFGBG`), "dark", "light" or "monochrome" (as `NO_COLOR` says).
        theme: Theme = Theme::Auto,
        /// The language of people who chose none of their own, and before they sign in: "en", "sv", "de", "da", or "auto" (as
        /// `LC_ALL`, `LC_MESSAGES` or `LANG` say; English when they say none of these).
        language: Tongue = Tongue::Auto,
        /// A word in a coloured stripe on top, to tell environments apart, like "PRODUCTION".
        #[sample("\"PRODUCTION\"")]
        stripe: Option<String> = None,
        /// Whether the mouse is used. Off, the terminal's own selection works without a key.
        mouse: bool = true,
        /// No borders, one column, words in the place of marks: for screen readers and logs. As with --plain.
        plain: bool = false,
        /// Nothing can be changed from the terminal, whatever the person's permissions. As with --read-only.
        read_only: bool = false,
        /// After so long without a key the screen is locked until the person types the password; "0 seconds": never. Not in the demo.
        lock_after: Idle = Idle(Duration::from_mins(15)),
        /// Keys of your own, by the names of commands in docs/keys.md. They take the place of ours; what would mean two commands
        /// in one place is refused. As a section: [terminal.keys] and a line for each.
        #[sample("{ undo = \"ctrl-u\", sort = [\"s\", \"f3\"] }")]
        keys: Bindings = Bindings::default(),
        /// Colours of your own: a name ("teal"), a number of the 256-colour table or "#rrggbb", for accent, dim, border, selected,
        /// `on_selected`, resting, good, warn, bad, `on_stripe`, field. As a section: [terminal.colours].
        #[sample("{ accent = \"#3fb6a8\", dim = 246 }")]
        colours: Colours = Colours::default(),
    }

    /// Notes of the programs about themselves (not the activity log, which is in the database).
    log: Log {
        /// "error", "warn", "info", "debug" or "trace".
        level: Level = Level::Info,
        /// "text" or "json".
        format: Format = Format::Text,
        /// Where notes go. Not set: standard error; while the terminal is open, ~/.local/state/keydesk/keydesk.log.
        #[sample("\"/var/log/keydesk.log\"")]
        file: Option<PathBuf> = None,
    }
}
