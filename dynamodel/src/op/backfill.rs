//! Rewriting what is derived from items that are older than an index, a lookup or a unique field.

pub(super) mod item;
mod progress;
mod read;
mod rewrite;
mod run;
pub(super) mod stray;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::{
    stored::Stored,
    table::{Holds, Table},
};
use crate::op::paced_scan::{ScanOptions, scan_options};
use crate::page::IntoCursor;
use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::scan::ScanInput;

pub use progress::{BackfillProgress, PartialBackfill};
use run::{Run, finished};

/// The callback for the end of each page.
type OnProgress = Box<dyn FnMut(&BackfillProgress) + Send + Sync>;

/// Rewrites the older items of an entity: `table.backfill::<Video>()`. Use it for live data that is older than an index, a
/// lookup or a unique field. [The guide](crate::guide::backfill) has the order in which to deploy.
///
/// Afterwards each item is stored as a `put` of its value would store it:
///
/// - It has the key attributes of the entity's indexes. Those of other indexes stay.
/// - It has its lookup copies, the markers of its unique fields, and its revision.
/// - Younger fields that it lacks have their defaults. A field under an older name (`#[serde(alias)]`) has its own name.
/// - Other fields, and attributes that the struct does not have, stay as they are stored.
///
/// The values do not change, so versions are not incremented and `updated_at` is not set.
///
/// An item is rewritten atomically, on the condition that it is still as it was read. Otherwise it is read and planned
/// again. So a backfill can run while others write, be stopped anywhere and run again. A second run rewrites nothing; see
/// [`rewritten`](BackfillProgress::rewritten). Items that cannot be rewritten are in [`left`](BackfillProgress::left).
///
/// It costs a consistent scan of the table, and for each item a consistent read of its copies and markers
/// (`BatchGetItem`, 100 a request). Only an item that differs is written: by an `UpdateItem` request, or with copies and
/// markers by a transaction of the parts that differ. Expired items count as absent and are left to `DynamoDB`.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// # let saved: Option<dynamodel::Cursor> = None;
/// # fn save(_: Option<&dynamodel::Cursor>) {}
/// let done = table
///     .backfill::<User>()
///     .items_per_second(500)
///     .after(saved) // the cursor that an earlier process has saved
///     .progress(|progress| save(progress.cursor.as_ref()))
///     .send()
///     .await?;
/// assert_eq!((done.read, done.rewritten, done.unchanged, done.left.len()), (1, 0, 1, 0));
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct Backfill<E, T> {
    table: TableClient<T>,
    options: Options,
    on_progress: Option<OnProgress>,
    entity: PhantomData<fn() -> E>,
}

#[derive(Clone, Debug)]
struct Options {
    dry_run: bool,
    strays: bool,
    scan: ScanOptions,
}

impl<E, T> fmt::Debug for Backfill<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, options, .. } = self;
        f.debug_struct("Backfill").field("table", table).field("options", options).finish_non_exhaustive()
    }
}

impl<E: Stored, T: Holds<E>> Backfill<E, T> {
    pub(crate) fn new(table: TableClient<T>) -> Self {
        let options = Options { dry_run: false, strays: false, scan: ScanOptions::default() };
        Self { table, options, on_progress: None, entity: PhantomData }
    }
}

impl<E, T> Backfill<E, T> {
    /// Writes nothing. The progress has the items that would be rewritten, and those that would be left. Two items with one
    /// value of a unique field are not among the latter as long as neither has claimed it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let progress = table.backfill::<Video>().dry_run().send().await?;
    /// assert_eq!((progress.rewritten, progress.unchanged), (0, 2));
    /// # Ok(()) });
    /// ```
    pub fn dry_run(mut self) -> Self {
        self.options.dry_run = true;
        self
    }

    /// Also removes lookup copies and markers of this entity that belong to no item. These are left behind where a lookup's
    /// template or `when` was changed, or an item was removed. The scan finds them, and each is removed in a transaction that
    /// checks its item.
    ///
    /// Call it only when no program uses the earlier templates any more, because it would miss them. Markers without an
    /// owner stay, and so do copies of lookups that the entity does not have any more: they cannot be told apart.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let progress = table.backfill::<User>().remove_strays().send().await?;
    /// assert_eq!(progress.removed, 0);
    /// # Ok(()) });
    /// ```
    pub fn remove_strays(mut self) -> Self {
        self.options.strays = true;
        self
    }

    scan_options!(options.scan; "table.backfill::<Video>()", "requests in flight, reads and writes together,");

    /// Continues behind the cursor of an earlier run with the same number of segments.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let saved: Option<dynamodel::Cursor> = None;
    /// table.backfill::<Video>().after(saved).send().await?;
    /// # Ok(()) });
    /// ```
    pub fn after(mut self, cursor: impl IntoCursor) -> Self {
        self.options.scan.after = cursor.into_cursor();
        self
    }

    /// Calls `on_progress` when the items of a request are done. Save the cursor there, from which another process can
    /// continue, and report the items that are left.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let backfill = table.backfill::<Video>().progress(|progress| {
    ///     println!("{} done, continue at {:?}", progress.read, progress.cursor);
    /// });
    /// backfill.send().await?;
    /// # Ok(()) });
    /// ```
    pub fn progress(mut self, on_progress: impl FnMut(&BackfillProgress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }
}

impl<E: Stored, T: Holds<E>> Backfill<E, T> {
    /// Returns the first request.
    ///
    /// # Errors
    ///
    /// The cursor is not this backfill's ([`Error::is_invalid_cursor`]), or there are too many segments
    /// ([`Error::is_over_limit`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = table.backfill::<Video>().request()?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request(self) -> Result<ScanInput, Error> {
        Run::<E, T>::start(self.table, self.options, None)?.request()
    }

    /// Rewrites the items.
    ///
    /// It does not stop at an item that cannot be rewritten: another item has its unique value
    /// ([`Error::is_unique_violation`]), it cannot be read ([`Error::is_malformed_item`]), its keys cannot be written
    /// ([`Error::is_invalid_key`]), it lacks a component of an index key that it has ([`Error::is_unknown_index_key`]), or
    /// others kept changing it ([`Error::is_conflict`]).
    ///
    /// # Errors
    ///
    /// A request failed, `DynamoDB` kept asking to slow down, or the cursor was refused. [`Error::partial`] is a
    /// [`PartialBackfill`]: the progress so far, with the cursor to continue from.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let progress = table.backfill::<Video>().send().await?;
    /// for left in &progress.left {
    ///     println!("{:?}: {}", left.key, left.error);
    /// }
    /// # Ok(()) });
    /// ```
    pub fn send(self) -> Sending<BackfillProgress> {
        let after = self.options.scan.after.clone();
        let run = Run::<E, T>::start(self.table, self.options, self.on_progress);
        Sending::new(async move {
            match run {
                Ok(run) => finished(run.finish().await),
                Err(error) => {
                    let progress = BackfillProgress { cursor: after, ..Default::default() };
                    Err(error.stopped(PartialBackfill { progress }))
                }
            }
        })
    }
}

impl<T: Table> TableClient<T> {
    /// Rewrites what is derived from the items of an entity, where they are older than an index, a lookup or a
    /// unique field: `table.backfill::<Video>().send().await?`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let progress = table.backfill::<Video>().send().await?;
    /// assert_eq!((progress.rewritten, progress.unchanged), (0, 2));
    /// # Ok(()) });
    /// ```
    pub fn backfill<E: Stored>(&self) -> Backfill<E, T>
    where
        T: Holds<E>,
    {
        Backfill::new(self.clone())
    }
}
