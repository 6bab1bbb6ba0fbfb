//! Values of the configuration that are one of a few names.

use super::setting::{Found, Setting, quoted};

/// An enum with one name per variant, taken by name.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// The name in the configuration.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl Setting for $name {
            fn expected() -> String {
                format!("one of {}", [$($text),+].join(", "))
            }

            fn read(found: &Found<'_>) -> Option<Self> {
                match found.text()? {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn write(&self) -> Option<String> {
                Some(quoted(self.as_str()))
            }
        }
    };
}
pub(super) use choice;

choice! {
    /// How letters leave.
    Transport {
        /// To a mail server.
        Smtp = "smtp",
        /// One `.eml` file per letter.
        File = "file",
    }
}

choice! {
    /// How the conversation with the mail server is protected.
    Tls {
        /// Encrypted from the first byte (usually port 465).
        Required = "required",
        /// Encrypted after STARTTLS, which the server must offer (usually port 587).
        Starttls = "starttls",
        /// Not at all; for a server on this machine only.
        None = "none",
    }
}

choice! {
    /// Where documents are kept.
    StorageKind {
        /// In a folder.
        Folder = "folder",
        /// In S3-compatible object storage.
        S3 = "s3",
    }
}

choice! {
    /// What the terminal speaks to people who chose no language of their own, and before they sign in.
    Tongue {
        /// As the machine's variables say; English when they say none of ours.
        Auto = "auto",
        /// English.
        English = "en",
        /// Swedish.
        Swedish = "sv",
        /// German.
        German = "de",
        /// Danish.
        Danish = "da",
    }
}

choice! {
    /// Colours of the terminal.
    Theme {
        /// As the terminal says; dark when it says nothing.
        Auto = "auto",
        /// For a dark background.
        Dark = "dark",
        /// For a light background.
        Light = "light",
        /// Without colour.
        Monochrome = "monochrome",
    }
}

choice! {
    /// How much is noted.
    Level {
        /// What went wrong.
        Error = "error",
        /// And what may go wrong.
        Warn = "warn",
        /// And what happened.
        Info = "info",
        /// And how.
        Debug = "debug",
        /// Everything.
        Trace = "trace",
    }
}

choice! {
    /// How notes are written.
    Format {
        /// Lines for people.
        Text = "text",
        /// One JSON object per line.
        Json = "json",
    }
}
