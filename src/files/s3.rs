//! S3-compatible object storage: Amazon's, or one that speaks as it does.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::prefix::PrefixStore;
use object_store::{ClientConfigKey, ObjectStore, RetryConfig};

use super::FilesError;

/// The storage must begin to answer within so long.
const CONNECT: &str = "5 seconds";
/// And have answered one request within so long; a piece of a file has ten megabytes.
const ANSWER: &str = "60 seconds";

/// Where the storage is and who asks. Its debug form does not show the secret.
#[derive(Clone)]
pub struct S3 {
    /// The bucket.
    pub bucket: String,
    /// The bucket's region.
    pub region: String,
    /// The storage's origin; none: Amazon's in that region.
    pub endpoint: Option<String>,
    /// Everything is kept below this name.
    pub prefix: Option<String>,
    /// Whether the bucket is named in the path, or in front of the host.
    pub path_style: bool,
    /// Access key and its secret; none: the role of the machine.
    pub keys: Option<(String, String)>,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("prefix", &self.prefix)
            .field("path_style", &self.path_style)
            .field("access_key", &self.keys.as_ref().map(|(key, _)| key))
            .finish_non_exhaustive()
    }
}

impl S3 {
    /// Where documents are, for people.
    pub fn shown(&self) -> String {
        let place = self.endpoint.as_deref().unwrap_or(&self.region);
        let prefix = self.prefix.as_deref().map(|p| format!("/{p}")).unwrap_or_default();
        format!("the bucket {}{prefix} at {place}", self.bucket)
    }

    /// The storage. Nothing is asked of it yet.
    pub(super) fn store(&self) -> Result<Arc<dyn ObjectStore>, FilesError> {
        // One library for encryption in the whole program; whoever came first has installed the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_virtual_hosted_style_request(!self.path_style)
            .with_config(AmazonS3ConfigKey::Client(ClientConfigKey::ConnectTimeout), CONNECT)
            .with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), ANSWER)
            .with_retry(RetryConfig {
                max_retries: 3,
                retry_timeout: Duration::from_secs(20),
                ..RetryConfig::default()
            });
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(self.host(endpoint)).with_allow_http(endpoint.starts_with("http:"));
        }
        if let Some((key, secret)) = &self.keys {
            builder = builder.with_access_key_id(key).with_secret_access_key(secret);
        }
        let store = builder.build().map_err(|e| FilesError::Storage(e.to_string()))?;
        Ok(match self.prefix.as_deref().map(|p| p.trim_matches('/')).filter(|p| !p.is_empty()) {
            Some(prefix) => Arc::new(PrefixStore::new(store, prefix)),
            None => Arc::new(store),
        })
    }

    /// The address that is asked: with the bucket in front of the host where that is the style.
    fn host(&self, endpoint: &str) -> String {
        match endpoint.split_once("://") {
            Some((scheme, host)) if !self.path_style => format!("{scheme}://{}.{host}", self.bucket),
            _ => endpoint.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_not_shown_and_the_bucket_stands_where_it_belongs() {
        let mut s3 = S3 {
            bucket: "files".to_owned(),
            region: "eu-north-1".to_owned(),
            endpoint: Some("https://s3.example.com".to_owned()),
            prefix: Some("desk".to_owned()),
            path_style: false,
            keys: Some(("key".to_owned(), "hush".to_owned())),
        };
        assert_eq!(s3.host("https://s3.example.com"), "https://files.s3.example.com");
        s3.path_style = true;
        assert_eq!(s3.host("https://s3.example.com"), "https://s3.example.com");
        assert_eq!(s3.shown(), "the bucket files/desk at https://s3.example.com");
        let shown = format!("{s3:?} {:?}", s3.store().unwrap());
        assert!(!shown.contains("hush"), "{shown}");
    }
}
