//! The progress of a batch of writes, and the operations that it has left.

use std::fmt;

use super::BatchWrite;
use crate::error::{Error, PartialOutcome, RefusedOperation};

/// The progress of a batch of writes. Each of its operations is written, superseded, refused or left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchProgress {
    /// The number of operations that were written.
    pub written: usize,
    /// The number of operations that were left out because a later one has the same key.
    pub superseded: usize,
    /// The number of requests, without the retries of the SDK.
    pub requests: usize,
}

/// A batch of writes that did not write everything: [`Error::partial`].
#[non_exhaustive]
pub struct PartialWrite<T> {
    /// The progress so far.
    pub progress: BatchProgress,
    /// The operations that are neither known to be written nor refused, the rest of iterators and streams included: a
    /// batch that can be sent again. Writing one twice does no harm, unless another program wrote the item in between.
    pub left: BatchWrite<T>,
    /// The refused operations, each with the reason. They are not part of `left`.
    pub refused: Vec<RefusedOperation>,
}

impl<T> fmt::Debug for PartialWrite<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { progress, left, refused } = self;
        let mut text = f.debug_struct("PartialWrite");
        text.field("progress", progress).field("left", left).field("refused", refused).finish()
    }
}

impl<T> fmt::Display for PartialWrite<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (written, left, refused) = (self.progress.written, self.left.at_hand(), self.refused.len());
        write!(f, "{written} operations of the batch were written, {left} are left")?;
        if refused > 0 {
            write!(f, ", {refused} were refused")?;
        }
        if !self.left.is_at_hand() {
            f.write_str(", and more were not asked for")?;
        }
        Ok(())
    }
}

impl<T: 'static> PartialOutcome for PartialWrite<T> {
    fn first_failure(&self) -> Option<&Error> {
        self.refused.first().map(|refused| &refused.error)
    }
}
