//! The user's folders (XDG): configuration, data, state.

use std::path::PathBuf;

use directories::ProjectDirs;

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "keydesk")
}

/// The user's configuration file (`~/.config/keydesk/config.toml`).
pub fn user_file() -> Option<PathBuf> {
    folders().map(|f| f.config_dir().join("config.toml"))
}

/// Where the database and letters are when nothing is configured (`~/.local/share/keydesk`).
pub fn data() -> Option<PathBuf> {
    folders().map(|f| f.data_dir().to_owned())
}

/// What the programs remember for themselves (`~/.local/state/keydesk`).
pub fn state() -> Option<PathBuf> {
    folders().map(|f| f.state_dir().map_or_else(|| f.data_local_dir().join("state"), ToOwned::to_owned))
}
