//! The file storage: the same in a folder, in memory, and in S3-compatible object storage (R37).

use futures_util::TryStreamExt as _;
use keydesk::config::{Config, Sources};
use keydesk::files::{Files, FilesError, Kind, S3};
use keydesk::service::storage_works;

use crate::support::{s3, skipped};

/// More than one piece of what goes to object storage.
const LARGEST: u64 = 24_000_000;

fn pdf(bytes: usize) -> Vec<u8> {
    let mut content = b"%PDF-1.7\n".to_vec();
    content.resize(bytes, b'x');
    content
}

async fn read(files: &Files, key: &str) -> Vec<u8> {
    files.open(key).await.unwrap().try_collect::<Vec<_>>().await.unwrap().concat()
}

/// What every storage must do.
async fn held_to(files: &Files) {
    for (key, size) in [("a/small", 27), ("a/large", 23_000_000)] {
        let content = pdf(size);
        let stored = files.put(key, &mut content.as_slice()).await.unwrap();
        assert_eq!((stored.size, stored.kind), (size as u64, Kind::Pdf), "{key}");
        assert_eq!(read(files, key).await, content, "{key}");
        files.remove(key).await.unwrap();
        files.remove(key).await.unwrap();
        assert!(matches!(files.open(key).await, Err(FilesError::Missing)), "{key}");
    }
    let refused: [(Vec<u8>, &str); 3] =
        [(pdf(24_000_001), "larger than"), (Vec::new(), "empty"), (b"<svg onload=x>".to_vec(), "markup")];
    for (content, expected) in refused {
        let error = files.put("a/refused", &mut content.as_slice()).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(matches!(files.open("a/refused").await, Err(FilesError::Missing)), "{expected}");
    }
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(640, 480).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let stored = files.put("a/picture", &mut picture.get_ref().as_slice()).await.unwrap();
    let small = files.thumbnail("a/picture", stored).await.unwrap().expect("a photograph has a small picture");
    assert!(read(files, &small).await.starts_with(b"\xFF\xD8\xFF"));
    for key in ["a/picture", small.as_str()] {
        files.remove(key).await.unwrap();
    }
    files.try_out("trials/one").await.unwrap();
    assert!(matches!(files.open("trials/one").await, Err(FilesError::Missing)));
}

#[tokio::test]
async fn a_folder_and_memory_hold_files() {
    let folder = tempfile::tempdir().unwrap();
    held_to(&Files::folder(folder.path(), LARGEST).unwrap()).await;
    held_to(&Files::memory(LARGEST)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn object_storage_holds_files() {
    let server = match tokio::task::spawn_blocking(s3::Server::get).await.unwrap() {
        Ok(server) => server,
        Err(because) => return skipped(because),
    };
    let s3 = S3 {
        bucket: server.bucket.to_owned(),
        region: "eu-north-1".to_owned(),
        endpoint: Some(server.endpoint.clone()),
        prefix: Some("held".to_owned()),
        path_style: true,
        keys: Some(("key".to_owned(), "hush".to_owned())),
    };
    let files = Files::s3(&s3, LARGEST).unwrap();
    held_to(&files).await;
    files.put("b/kept", &mut pdf(12_000_000).as_slice()).await.unwrap();
    let (below, elsewhere, unfinished) =
        tokio::task::spawn_blocking(move || (server.objects("held/"), server.objects("b/"), server.unfinished()))
            .await
            .unwrap();
    assert_eq!((below, elsewhere), (1, 0), "everything is below the prefix, and what was refused is nowhere");
    assert_eq!(unfinished, 0, "what was refused half-way was taken back");
    let nowhere = S3 { bucket: "never-made".to_owned(), ..s3 };
    let error = Files::s3(&nowhere, LARGEST).unwrap().try_out("x").await.unwrap_err().to_string();
    assert!(error.contains("does not work") && !error.contains("hush"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configured_storage_is_tried_out() {
    let folder = tempfile::tempdir().unwrap();
    let configured = |variables: &[(&str, &str)]| {
        let environment = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::from_sources(&Sources { environment, ..Sources::default() })
    };
    let path = folder.path().join("files").display().to_string();
    let config = configured(&[("KEYDESK_STORAGE__FOLDER", &path)]).unwrap();
    assert!(storage_works(&config.storage).await.unwrap().contains(&path));
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "in the way").unwrap();
    let config = configured(&[("KEYDESK_STORAGE__FOLDER", &blocked.display().to_string())]).unwrap();
    assert!(storage_works(&config.storage).await.is_err());

    let wrong = [
        (vec![("KEYDESK_STORAGE__KIND", "s3")], "needs storage.bucket"),
        (vec![("KEYDESK_STORAGE__ACCESS_KEY", "k")], "needs storage.secret_key_file"),
        (vec![("KEYDESK_STORAGE__SECRET_KEY", "hush")], "needs storage.access_key"),
        (vec![("KEYDESK_STORAGE__ENDPOINT", "http://s3.example.com")], "use https"),
        (vec![("KEYDESK_STORAGE__BUCKETS", "b")], "did you mean KEYDESK_STORAGE__BUCKET?"),
    ];
    for (variables, expected) in wrong {
        let error = configured(&variables).unwrap_err().to_string();
        assert!(error.contains(expected) && !error.contains("hush"), "{expected}: {error}");
    }

    let server = match tokio::task::spawn_blocking(s3::Server::get).await.unwrap() {
        Ok(server) => server,
        Err(because) => return skipped(because),
    };
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "hush\n").unwrap();
    let secret = secret.display().to_string();
    let config = configured(&[
        ("KEYDESK_STORAGE__KIND", "s3"),
        ("KEYDESK_STORAGE__BUCKET", server.bucket),
        ("KEYDESK_STORAGE__ENDPOINT", &server.endpoint),
        ("KEYDESK_STORAGE__ACCESS_KEY", "key"),
        ("KEYDESK_STORAGE__SECRET_KEY_FILE", &secret),
    ])
    .unwrap();
    let place = storage_works(&config.storage).await.unwrap();
    assert!(place.contains(server.bucket) && !format!("{place} {config:?}").contains("hush"), "{place}");
    let in_variable = configured(&[("KEYDESK_STORAGE__ACCESS_KEY", "key"), ("KEYDESK_STORAGE__SECRET_KEY", "hush")]);
    assert!(!format!("{:?}", in_variable.unwrap()).contains("hush"));
}
