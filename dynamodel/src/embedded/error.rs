use std::path::{Path, PathBuf};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// A file that could not be opened as an embedded database.
#[derive(Debug, thiserror::Error)]
#[error("cannot open the embedded database `{}`", path.display())]
pub struct OpenError {
    path: PathBuf,
    source: Source,
}

impl OpenError {
    pub(super) fn new(path: &Path, source: impl Into<Source>) -> Self {
        Self { path: path.to_owned(), source: source.into() }
    }

    /// The path as it was given.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// let error = dynamodel::embedded::open("/no/such/folder/entities.sqlite").unwrap_err();
    /// assert_eq!(error.path(), Path::new("/no/such/folder/entities.sqlite"));
    /// ```
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The removal of expired items failed; some of them may be gone.
#[derive(Debug, thiserror::Error)]
#[error("cannot remove expired items from the embedded database")]
pub struct SweepError {
    source: Source,
}

impl SweepError {
    pub(super) fn new(source: impl Into<Source>) -> Self {
        Self { source: source.into() }
    }
}
