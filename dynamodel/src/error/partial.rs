//! Outcomes of operations that did a part of their work.

use std::any::Any;
use std::fmt;

use super::{Error, Inner, Kind};

/// The outcome of an operation that did a part of its work, with the failures of the other parts.
pub(crate) trait PartialOutcome: Any + fmt::Display + Send + Sync {
    /// The first failure of a single part.
    fn first_failure(&self) -> Option<&Error> {
        None
    }
}

/// An operation of a batch that was refused, and will be refused again.
#[derive(Debug)]
#[non_exhaustive]
pub struct RefusedOperation {
    /// The index of the operation among those of the batch.
    pub index: usize,
    /// The reason: its key is invalid, its item too large, or `DynamoDB` refuses it
    /// ([`InvalidRequest`](crate::error::ErrorKind::InvalidRequest)), as it does for an empty value in the key of an index.
    pub error: Error,
}

impl Error {
    /// The error of an operation that stopped after a part of its work.
    pub(crate) fn stopped(mut self, partial: impl PartialOutcome) -> Self {
        self.0.partial = Some(Box::new(partial));
        self
    }

    /// The error of an operation that stopped or has failed parts. The first failed part represents all of them.
    pub(crate) fn of_parts(stopped: Option<Self>, partial: impl PartialOutcome) -> Self {
        stopped.unwrap_or_else(|| Self::new(Kind::Parts)).stopped(partial)
    }

    /// The outcome of a batch or another operation that did a part of its work: the done part and the rest.
    ///
    /// | operation | `P` |
    /// |---|---|
    /// | [`BatchWrite`](crate::op::BatchWrite) | [`PartialWrite`](crate::op::PartialWrite) |
    /// | [`BatchGet`](crate::op::BatchGet) | [`PartialBatch`](crate::op::PartialBatch) |
    /// | [`create_many`](crate::op::create_many) | [`PartialCreate`](crate::op::PartialCreate) |
    /// | [`DeleteAll`](crate::op::DeleteAll) | [`PartialDelete`](crate::op::PartialDelete) |
    /// | [`Backfill`](crate::op::Backfill) | [`PartialBackfill`](crate::op::PartialBackfill) |
    /// | [`Audit`](crate::op::Audit) | [`PartialAudit`](crate::op::PartialAudit) |
    ///
    /// `None` if the error is of another operation.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::{BatchWrite, Error, op::PartialWrite, Table, TableClient};
    /// # async fn example<T: Table>(batch: BatchWrite<T>, table: TableClient<T>) -> Result<(), Error> {
    /// if let Err(error) = batch.send(&table).await {
    ///     if let Some(partial) = error.partial::<PartialWrite<T>>() {
    ///         println!("{} are written", partial.progress.written);
    ///     }
    ///     let partial: PartialWrite<T> = error.into_partial()?;
    ///     partial.left.send(&table).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn partial<P: 'static>(&self) -> Option<&P> {
        let partial: &dyn Any = self.0.partial.as_deref()?;
        partial.downcast_ref()
    }

    /// Returns the outcome of [`partial`](Self::partial) by value.
    ///
    /// # Errors
    ///
    /// The error itself if it has no such outcome.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::op::{PartialCreate, create_many};
    ///
    /// let error = create_many(&[comment(7, 3), comment(7, 4)]).send(&table).await.unwrap_err();
    /// let partial: PartialCreate = error.into_partial()?;
    /// assert!(partial.outcomes[0].is_err() && partial.outcomes[1].is_ok());
    /// # Ok(()) });
    /// ```
    pub fn into_partial<P: 'static>(mut self) -> Result<P, Self> {
        if self.partial::<P>().is_none() {
            return Err(self);
        }
        match self.0.partial.take().map(|partial| (partial as Box<dyn Any>).downcast()) {
            Some(Ok(partial)) => Ok(*partial),
            _ => Err(self),
        }
    }

    /// The facts of the failure, or of the first failed part that represents all of them.
    pub(super) fn facts(&self) -> &Inner {
        let first = match self.0.kind {
            Kind::Parts => self.0.partial.as_ref().and_then(|partial| partial.first_failure()),
            _ => None,
        };
        first.map_or(&self.0, Error::facts)
    }
}
