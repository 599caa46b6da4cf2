//! Creating many items.

use std::fmt;

use futures_util::stream::{self, StreamExt as _};

use crate::client::{Sending, TableClient};
use crate::error::{Error, PartialOutcome};
use crate::item::{stored::Stored, table::Holds};
use crate::op::Create;
use crate::write::send_with_throttle_retry;

/// The default number of creates in flight.
const CONCURRENCY: usize = 8;

/// Stores many new items, each as [`Entity::create`](crate::entity::Entity::create) does: for entities that a
/// [`BatchWrite`](crate::op::BatchWrite) cannot take, and wherever nothing may be replaced.
///
/// One `PutItem` request for each value, or with lookups or unique fields one `TransactWriteItems` request, which costs
/// twice the write capacity of its items; eight at a time unless [`concurrency`](CreateMany::concurrency) says otherwise.
/// It is no transaction: each value is stored or not for itself.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::op::{PartialCreate, create_many};
///
/// let videos = [9, 10].map(|video_id| video(video_id, 2026, "Indexes"));
/// create_many(&videos).send(&table).await?;
///
/// let again = create_many(&videos[1..]).send(&table).await.unwrap_err();
/// let again: PartialCreate = again.into_partial()?;
/// assert!(again.failed().all(|(index, error)| index == 0 && error.is_already_exists()));
/// # Ok(()) });
/// ```
pub fn create_many<'v, E: Stored>(values: impl IntoIterator<Item = &'v E>) -> CreateMany<E> {
    CreateMany { creates: values.into_iter().map(Create::new).collect(), concurrency: CONCURRENCY }
}

/// Stores many new items; see [`create_many`].
#[must_use = "an operation does nothing until it is sent"]
pub struct CreateMany<E> {
    creates: Vec<Create<E>>,
    concurrency: usize,
}

crate::codec::debug::debug!(CreateMany<E> { creates, concurrency });

/// The outcome of [`create_many`] if a value was not stored: [`Error::partial`].
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialCreate {
    /// The outcome for each value, in their order.
    pub outcomes: Vec<Result<(), Error>>,
}

impl PartialCreate {
    /// The values that were not stored, or of which it is not known, by their places, each with why.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::op::{PartialCreate, create_many};
    ///
    /// let comments = [comment(7, 3), comment(7, 4)];
    /// let error = create_many(&comments).send(&table).await.unwrap_err();
    /// let partial: PartialCreate = error.into_partial()?;
    /// for (index, error) in partial.failed() {
    ///     println!("{:?} failed: {error}", comments[index]);
    /// }
    /// # Ok(()) });
    /// ```
    pub fn failed(&self) -> impl Iterator<Item = (usize, &Error)> {
        let outcomes = self.outcomes.iter().enumerate();
        outcomes.filter_map(|(place, outcome)| Some((place, outcome.as_ref().err()?)))
    }
}

impl fmt::Display for PartialCreate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} items were not created, the first because",
            self.failed().count(),
            self.outcomes.len()
        )
    }
}

impl PartialOutcome for PartialCreate {
    fn first_failure(&self) -> Option<&Error> {
        self.failed().next().map(|(_, error)| error)
    }
}

impl<E: Stored> CreateMany<E> {
    /// Sets how many creates are in flight at most. 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::op::create_many;
    ///
    /// let comments = [comment(8, 1), comment(8, 2)];
    /// create_many(&comments).concurrency(2).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn concurrency(mut self, creates: usize) -> Self {
        self.concurrency = creates.max(1);
        self
    }

    /// Sends all creates; a failed one does not stop the others.
    ///
    /// # Errors
    ///
    /// The error is that of the first value that was not stored. [`Error::partial`] is a [`PartialCreate`], which has for
    /// each value what [`Create::send`] returned.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::op::create_many;
    ///
    /// let comments = [comment(7, 3), comment(7, 4)];
    /// let error = create_many(&comments).send(&table).await.unwrap_err();
    /// assert!(error.is_already_exists());
    /// assert!(Comment::get(7, 4).send(&table).await?.is_some());
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<()> {
        let table = table.clone();
        Sending::new(async move {
            let creates = self.creates.into_iter().enumerate().map(|(index, create)| {
                let table = table.clone();
                async move { (index, send_one(&table, create).await) }
            });
            let mut outcomes: Vec<_> =
                stream::iter(creates).buffer_unordered(self.concurrency).collect().await;
            outcomes.sort_by_key(|(index, _)| *index);
            let outcomes: Vec<_> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
            if outcomes.iter().all(Result::is_ok) {
                return Ok(());
            }
            Err(Error::of_parts(None, PartialCreate { outcomes }))
        })
    }
}

async fn send_one<E: Stored, T: Holds<E>>(table: &TableClient<T>, create: Create<E>) -> Result<(), Error> {
    send_with_throttle_retry::<E, T>(table, create.into_write(table.now())?).await
}
