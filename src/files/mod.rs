//! Files: the bytes of documents, in object storage (R37).
//!
//! A folder by default, S3-compatible object storage by configuration. What lies there is named by keys that Keydesk makes, never by what somebody called a file. Bytes
//! go in and out as streams; what is too large or of a kind that is not taken leaves nothing behind. Whose a file is and
//! who may have it is not known here.

mod kind;
mod picture;
mod s3;

use std::path::Path as FolderPath;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::Semaphore;

pub use kind::{Kind, name_of};
pub use s3::S3;

/// Why a file could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// It holds more than is taken.
    #[error("is larger than {} MiB, which is the most that is taken", .largest / (1024 * 1024))]
    TooLarge {
        /// The most that is taken, in bytes.
        largest: u64,
    },
    /// It holds nothing.
    #[error("is empty")]
    Empty,
    /// It is a picture of a size that is not taken.
    #[error("has {width}×{height} pixels; 16 to 4096 each way are taken")]
    Dimensions {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// It is of a kind that is not taken.
    #[error("is {0}")]
    Refused(&'static str),
    /// It could not be read from where it comes.
    #[error("cannot be read: {0}")]
    Source(std::io::Error),
    /// The storage failed.
    #[error("the file storage does not work: {0}")]
    Storage(String),
    /// The storage does not have it.
    #[error("the file storage has no such file any more")]
    Missing,
}

impl From<object_store::Error> for FilesError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Storage(other.to_string()),
        }
    }
}

/// What was stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stored {
    /// How many bytes.
    pub size: u64,
    /// What it is, by its content.
    pub kind: Kind,
}

/// Where files are. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    largest: u64,
    /// One picture is read at a time: each may take a quarter of a gigabyte.
    pictures: Arc<Semaphore>,
    /// Logos as letters carry them, the latest last: a batch of letters has few organizations.
    letterheads: Arc<Mutex<Vec<(String, Letterhead)>>>,
}

/// A logo as letters carry it: small, drawn anew, nothing but pixels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letterhead {
    /// A PNG of less than 40 KiB.
    pub png: Bytes,
    /// In pixels, 200 at most.
    pub width: u32,
    /// In pixels, 48 at most.
    pub height: u32,
}

/// So many logos are kept at hand for letters.
const LETTERHEADS: usize = 16;

/// So much of a file decides what it is.
const HEAD: usize = 8 * 1024;
/// So much is read at once.
const CHUNK: usize = 64 * 1024;
/// A photograph of more bytes gets no small picture.
const LARGEST_PHOTOGRAPH: u64 = 32 * 1024 * 1024;

impl Files {
    /// Files in a folder, which is made when it is missing; none larger than `largest` bytes.
    ///
    /// # Errors
    /// When the folder cannot be made or used.
    pub fn folder(folder: &FolderPath, largest: u64) -> Result<Self, FilesError> {
        let failed = |e: std::io::Error| FilesError::Storage(format!("{}: {e}", folder.display()));
        std::fs::create_dir_all(folder).map_err(failed)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // What customers upload is nobody else's business on this machine.
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
        }
        let store = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(true);
        Ok(Self::over(Arc::new(store), largest))
    }

    /// Files in S3-compatible object storage; none larger than `largest` bytes. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When what is said of it does not fit together.
    pub fn s3(s3: &S3, largest: u64) -> Result<Self, FilesError> {
        Ok(Self::over(s3.store()?, largest))
    }

    /// Writes, reads and removes a small file under `key`: whether the storage works.
    ///
    /// # Errors
    /// What it answered, or that it gave back something else.
    pub async fn try_out(&self, key: &str) -> Result<(), FilesError> {
        let (path, note) = (Path::from(key), Bytes::from_static(b"Keydesk tries out its storage.\n"));
        let stored = self.store.put(&path, note.clone().into()).await;
        stored.map_err(|e| match e {
            object_store::Error::NotFound { .. } => FilesError::Storage("there is no such bucket".to_owned()),
            e => e.into(),
        })?;
        let found = self.store.get(&path).await?.bytes().await?;
        self.store.delete(&path).await?;
        if found == note {
            Ok(())
        } else {
            Err(FilesError::Storage("it gave back something else than it got".to_owned()))
        }
    }

    fn over(store: Arc<dyn ObjectStore>, largest: u64) -> Self {
        Self { store, largest, pictures: Arc::new(Semaphore::new(1)), letterheads: Arc::default() }
    }

    /// Files in memory, gone with the program: for tests and samples.
    pub fn memory(largest: u64) -> Self {
        Self::over(Arc::new(object_store::memory::InMemory::new()), largest)
    }

    /// The most bytes that one file may hold.
    pub const fn largest(&self) -> u64 {
        self.largest
    }

    /// Stores what `source` holds under `key`. On an error nothing is left there.
    ///
    /// # Errors
    /// When it is too large, empty, of a kind that is not taken, or the storage fails.
    pub async fn put(&self, key: &str, source: &mut (impl AsyncRead + Unpin + Send)) -> Result<Stored, FilesError> {
        let mut head = Vec::with_capacity(HEAD);
        source.take(HEAD as u64).read_to_end(&mut head).await.map_err(FilesError::Source)?;
        let kind = Kind::of(&head)?;
        let mut writer = BufWriter::new(Arc::clone(&self.store), Path::from(key));
        match self.copy(&head, source, &mut writer).await {
            Ok(size) => {
                writer.shutdown().await.map_err(|e| FilesError::Storage(e.to_string()))?;
                Ok(Stored { size, kind })
            }
            Err(error) => {
                // The first error is the one that matters; an upload that cannot be taken back is cleaned by the storage.
                let _ = writer.abort().await;
                Err(error)
            }
        }
    }

    async fn copy(
        &self,
        head: &[u8],
        source: &mut (impl AsyncRead + Unpin + Send),
        writer: &mut BufWriter,
    ) -> Result<u64, FilesError> {
        let mut size = head.len() as u64;
        let too_large = || FilesError::TooLarge { largest: self.largest };
        if size > self.largest {
            return Err(too_large());
        }
        writer.put(Bytes::copy_from_slice(head)).await?;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = source.read(&mut chunk).await.map_err(FilesError::Source)?;
            if read == 0 {
                return Ok(size);
            }
            size += read as u64;
            if size > self.largest {
                return Err(too_large());
            }
            writer.put(Bytes::copy_from_slice(&chunk[..read])).await?;
        }
    }

    /// Makes the small picture of the photograph under `key` and stores it beside; the key under which it lies. None for
    /// what is no photograph, is damaged, or is too large to be read: that is no reason to refuse the file.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn thumbnail(&self, key: &str, stored: Stored) -> Result<Option<String>, FilesError> {
        if !picture::is_photograph(stored.kind) || stored.size > LARGEST_PHOTOGRAPH {
            return Ok(None);
        }
        let Ok(_turn) = self.pictures.acquire().await else { return Ok(None) };
        let bytes = self.store.get(&Path::from(key)).await?.bytes().await?;
        let small = tokio::task::spawn_blocking(move || picture::small(stored.kind, &bytes)).await;
        // A panic of the picture library is a picture that cannot be read.
        let Ok(Some(small)) = small else { return Ok(None) };
        let there = format!("{key}-small");
        self.store.put(&Path::from(there.as_str()), Bytes::from(small).into()).await?;
        Ok(Some(there))
    }

    /// A logo as PNG, no larger than it is shown (R23): made of bytes that nobody trusts, within bounds.
    ///
    /// # Errors
    /// When it is no picture of a kind and size that is taken.
    pub async fn logo(&self, bytes: Vec<u8>) -> Result<Vec<u8>, FilesError> {
        let broken = || FilesError::Refused("damaged; it cannot be read as a picture");
        let _turn = self.pictures.acquire().await.map_err(|_| broken())?;
        // A panic of the picture library is a picture that cannot be read.
        tokio::task::spawn_blocking(move || picture::logo(&bytes)).await.unwrap_or_else(|_| Err(broken()))
    }

    /// The logo under `key` as letters carry it. What lies under a key never changes, so it is read and drawn once.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn letterhead(&self, key: &str) -> Result<Letterhead, FilesError> {
        let known = |heads: &Vec<(String, Letterhead)>| heads.iter().find(|(k, _)| k == key).map(|(_, h)| h.clone());
        if let Some(head) = self.letterheads.lock().ok().and_then(|heads| known(&heads)) {
            return Ok(head);
        }
        let broken = || FilesError::Refused("damaged; it cannot be read as a picture");
        let bytes = self.bytes(key).await?;
        let _turn = self.pictures.acquire().await.map_err(|_| broken())?;
        let head = tokio::task::spawn_blocking(move || picture::letterhead(&bytes)).await;
        let (png, width, height) = head.ok().flatten().ok_or_else(broken)?;
        let head = Letterhead { png: png.into(), width, height };
        if let Ok(mut heads) = self.letterheads.lock() {
            if heads.len() >= LETTERHEADS {
                heads.remove(0);
            }
            heads.push((key.to_owned(), head.clone()));
        }
        Ok(head)
    }

    /// Stores some bytes of our own making under `key`.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn put_bytes(&self, key: &str, bytes: Vec<u8>) -> Result<(), FilesError> {
        self.store.put(&Path::from(key), Bytes::from(bytes).into()).await?;
        Ok(())
    }

    /// All bytes under `key`, of something small.
    ///
    /// # Errors
    /// When there is no such file or the storage fails.
    pub async fn bytes(&self, key: &str) -> Result<Bytes, FilesError> {
        Ok(self.store.get(&Path::from(key)).await?.bytes().await?)
    }

    /// The bytes under `key`, as they come from the storage.
    ///
    /// # Errors
    /// When there is no such file or the storage fails.
    pub async fn open(&self, key: &str) -> Result<BoxStream<'static, Result<Bytes, FilesError>>, FilesError> {
        Ok(self.store.get(&Path::from(key)).await?.into_stream().map_err(FilesError::from).boxed())
    }

    /// Removes the file under `key`; one that is not there is fine.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn remove(&self, key: &str) -> Result<(), FilesError> {
        match self.store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(files: &Files, key: &str) -> Vec<u8> {
        let parts: Vec<Bytes> = files.open(key).await.unwrap().try_collect().await.unwrap();
        parts.concat()
    }

    fn pdf(bytes: usize) -> Vec<u8> {
        let mut content = b"%PDF-1.7\n".to_vec();
        content.resize(bytes, b'x');
        content
    }

    #[tokio::test]
    async fn what_goes_in_comes_out_and_can_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        for files in [Files::memory(20_000_000), Files::folder(&folder.path().join("new"), 20_000_000).unwrap()] {
            // Beyond what the storage takes in one piece.
            let content = pdf(12_000_000);
            let stored = files.put("a/b", &mut content.as_slice()).await.unwrap();
            assert_eq!(stored, Stored { size: 12_000_000, kind: Kind::Pdf });
            assert_eq!(read(&files, "a/b").await, content);
            files.remove("a/b").await.unwrap();
            files.remove("a/b").await.unwrap();
            assert!(matches!(files.open("a/b").await, Err(FilesError::Missing)));
        }
    }

    #[tokio::test]
    async fn what_is_refused_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::folder(folder.path(), 11_000_000).unwrap();
        let cases: [(Vec<u8>, &str); 3] =
            [(pdf(12_000_000), "larger than"), (Vec::new(), "is empty"), (b"<svg onload=x>".to_vec(), "markup")];
        for (content, expected) in cases {
            let error = files.put("x/y", &mut content.as_slice()).await.unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            assert!(matches!(files.open("x/y").await, Err(FilesError::Missing)));
        }
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|e| e.path()).collect();
        let files_left = left.iter().filter(|p| p.is_file() || std::fs::read_dir(p).unwrap().next().is_some()).count();
        assert_eq!(files_left, 0, "{left:?}");
    }

    #[tokio::test]
    async fn a_key_cannot_lead_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        let files = Files::folder(&inner, 1_000_000).unwrap();
        files.put("../../out", &mut pdf(10).as_slice()).await.unwrap();
        assert!(!folder.path().join("out").exists());
    }
}
