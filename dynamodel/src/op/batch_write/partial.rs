//! What a batch of writes has done, and what not.

use std::fmt;

use super::BatchWrite;
use crate::error::{Error, PartialOutcome, RefusedOperation};

/// How far a batch of writes is. Each operation that it was given is written, superseded, refused or left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchProgress {
    /// The operations that are written.
    pub written: usize,
    /// The operations that were left out because a later one has the same key.
    pub superseded: usize,
    /// The requests that were sent, without those that the SDK repeats by itself.
    pub requests: usize,
}

/// A batch of writes that has not written everything: [`Error::partial`].
#[non_exhaustive]
pub struct PartialWrite<T> {
    /// How much it has done.
    pub progress: BatchProgress,
    /// The operations that are neither known to be written nor refused, those included that an iterator or a stream has yet to give:
    /// a batch that can be sent again. To write one twice does no harm, unless somebody else has written
    /// the item in between.
    pub left: BatchWrite<T>,
    /// The operations that were refused, each with the reason. They are not among those that are left.
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
