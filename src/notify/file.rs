//! Letters and SMS as files, for development and the demo: one `.eml` or `.txt` each, nothing is sent.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::transport::{Outcome, words};

/// Writes `octets` to `folder/NAME.EXTENSION`, whole or not at all. The same name again replaces the file by the same letter,
/// so that a letter that is sent twice is there once.
pub(super) async fn write(folder: &Path, name: &str, extension: &str, octets: Vec<u8>) -> Outcome {
    let (folder, name) = (folder.to_owned(), file_name(name, extension));
    let path = folder.join(&name);
    let written = tokio::task::spawn_blocking(move || write_whole(&folder, &name, &octets)).await;
    match written {
        Ok(Ok(())) => Outcome::Sent { words: words(&format!("written to {}", path.display())) },
        // A full disk or a missing right can be put right.
        Ok(Err(e)) => Outcome::transient(format!("{} cannot be written: {e}", path.display())),
        Err(e) => Outcome::transient(e.to_string()),
    }
}

/// Letters, digits and `-`: no separators, no dots to climb with.
fn file_name(name: &str, extension: &str) -> PathBuf {
    let safe: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(120).collect();
    PathBuf::from(format!("{safe}.{extension}"))
}

fn write_whole(folder: &Path, name: &Path, octets: &[u8]) -> std::io::Result<()> {
    make_folder(folder)?;
    // Hidden until it is whole: whoever watches the folder sees finished letters alone. The process is in the name, so
    // that two workers never write into one file.
    let unfinished = folder.join(format!(".{}.{}", name.display(), std::process::id()));
    let done = open_owner_only(&unfinished)
        .and_then(|mut file| file.write_all(octets).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&unfinished, folder.join(name)));
    if done.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    done
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn open_owner_only(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Letters hold links that let people in.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_letter_is_one_whole_file_of_the_owner() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        for _ in 0..2 {
            let outcome = write(&inner, "../20260302 x", "eml", b"Subject: x\r\n\r\ny".to_vec()).await;
            assert!(matches!(outcome, Outcome::Sent { .. }), "{outcome:?}");
        }
        let names: Vec<_> = std::fs::read_dir(&inner).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["---20260302-x.eml"]);
        assert_eq!(std::fs::read(inner.join(&names[0])).unwrap(), b"Subject: x\r\n\r\ny");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(inner.join(&names[0])).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(std::fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_a_passing_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let outcome = write(&file.join("letters"), "x", "eml", Vec::new()).await;
        assert!(matches!(outcome, Outcome::Transient { .. }), "{outcome:?}");
    }
}
