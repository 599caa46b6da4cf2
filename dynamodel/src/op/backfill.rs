//! Rewriting what is derived from items that are older than an index, a lookup or a unique field.

mod item;
mod pace;
mod progress;
mod read;
mod rewrite;
mod run;
mod stray;

use crate::item::table::Table;
use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::scan::ScanInput;

pub use progress::{BackfillProgress, LeftItem, PartialBackfill};
use run::Run;

use crate::client::TableClient;
use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::page::{Cursor, IntoCursor};
use crate::read::Segments;

/// How many requests are under way at the same time, unless told otherwise.
const CONCURRENCY: usize = 8;

/// How many items a request reads, unless told otherwise.
const PAGE_SIZE: u32 = 1_000;

/// Called whenever the items of a request are done.
type OnProgress = Box<dyn FnMut(&BackfillProgress) + Send + Sync>;

/// Rewrites what is derived from the items of an entity: `table.backfill::<Video>()`. For live data that is older
/// than an index, a lookup or a unique field; [the guide](crate::guide::backfill) has the order in which to deploy.
///
/// Afterwards each item is stored as a `put` of its value would store it: with the key attributes of indexes and
/// without those that it must not have, with its lookup copies, the markers of its unique fields, its revision, and the
/// fields that it lacks because they are younger and have a default. A field under an older name (`#[serde(alias)]`) gets its
/// own name. Other fields stay as they are stored, so do attributes that
/// the struct does not have. No version is raised and no `updated_at` set: the values do not change.
///
/// An item is rewritten wholly or not at all, on the condition that it is still as it was read; otherwise it is read and
/// planned again. So it can run while others write, be stopped anywhere and run again: a second run rewrites nothing, as
/// [`rewritten`](BackfillProgress::rewritten) says. What cannot be rewritten is [left](BackfillProgress::left) and said.
///
/// It costs a consistent scan of the table, for each item a consistent read of its copies and markers (`BatchGetItem`, 100 a request), and
/// only for what differs a write: an `UpdateItem` request, or with copies and markers a transaction of the item and of those that
/// differ. Expired items count as absent and are left to `DynamoDB`.
///
/// ```
/// # use dynamodel::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "video-{video_id}", sk = "_root")]
/// # #[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}")]
/// # struct Video { video_id: u64, creator_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "entities", type_attribute = "entity_type")]
/// # enum YouTube { Video(Video) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// # let table = YouTube::table(dynamodel::embedded::client());
/// # table.create().await?;
/// # Video { video_id: 1, creator_id: 7 }.create().send(&table).await?;
/// # let saved: Option<dynamodel::Cursor> = None;
/// # fn save(_: Option<&dynamodel::Cursor>) {}
/// let done = table
///     .backfill::<Video>()
///     .items_per_second(500)
///     .after(saved) // where a process that has died had come to
///     .progress(|progress| save(progress.cursor.as_ref()))
///     .send()
///     .await?;
/// assert_eq!((done.read, done.rewritten, done.unchanged, done.left.len()), (1, 0, 1, 0));
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
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
    page_size: u32,
    /// How many items may be read in a second.
    rate: Option<u32>,
    segments: usize,
    concurrency: usize,
    after: Option<Cursor>,
}

impl<E, T> fmt::Debug for Backfill<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, options, .. } = self;
        f.debug_struct("Backfill").field("table", table).field("options", options).finish_non_exhaustive()
    }
}

impl<E: Stored, T: Holds<E>> Backfill<E, T> {
    pub(crate) fn new(table: TableClient<T>) -> Self {
        let options = Options {
            dry_run: false,
            strays: false,
            page_size: PAGE_SIZE,
            rate: None,
            segments: 1,
            concurrency: CONCURRENCY,
            after: None,
        };
        Self { table, options, on_progress: None, entity: PhantomData }
    }
}

impl<E, T> Backfill<E, T> {
    /// Writes nothing: the counts say what would be rewritten, and which items would be left. Of two items with the same value
    /// of a unique field neither is, as long as none has claimed it.
    pub fn dry_run(mut self) -> Self {
        self.options.dry_run = true;
        self
    }

    /// Removes lookup copies and markers of this entity that no item has (any more): those under a key that its item does not
    /// write, after a lookup's template or `when` was changed, and those of items that are gone. They are met in the scan, and each
    /// is removed in a transaction that checks its item.
    ///
    /// Only when no program reads or writes by the earlier templates any more: it would miss them. A marker that does not say
    /// whose it is stays, and so do the copies of a lookup that the entity does not have any more: nothing tells what they are.
    pub fn remove_strays(mut self) -> Self {
        self.options.strays = true;
        self
    }

    /// Reads this many equal parts of the table side by side. A cursor holds the position in each, and resumes as
    /// many. 0 counts as 1; `DynamoDB` takes 1,000,000 at most.
    pub fn segments(mut self, segments: usize) -> Self {
        self.options.segments = segments.max(1);
        self
    }

    /// How many requests may be under way at the same time, reads and writes together; without, 8. 0 counts as 1.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.concurrency = requests.max(1);
        self
    }

    /// How many items of the table one request reads at the most; without, 1,000 or what 1 MB holds. Those of a request are done
    /// before the cursor moves behind them. 0 counts as 1.
    pub fn page_size(mut self, items: u32) -> Self {
        self.options.page_size = items.max(1);
        self
    }

    /// Reads at most this many items of the table in a second, those of other types counted, so that it leaves capacity to
    /// others: each item is written once at the most. Without, it goes as fast as [`concurrency`](Self::concurrency) lets
    /// it. 0 counts as 1.
    pub fn items_per_second(mut self, items: u32) -> Self {
        self.options.rate = Some(items.max(1));
        self
    }

    /// Goes on where an earlier run with the same segments had come to.
    pub fn after(mut self, cursor: impl IntoCursor) -> Self {
        self.options.after = cursor.into_cursor();
        self
    }

    /// Calls `on_progress` whenever the items of a request are done: the place to save the cursor, from which another process
    /// goes on, and to report what is left.
    pub fn progress(mut self, on_progress: impl FnMut(&BackfillProgress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }
}

impl<E: Stored, T: Holds<E>> Backfill<E, T> {
    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The cursor is not this backfill's ([`Error::is_invalid_cursor`]), or there are too many segments
    /// ([`Error::is_over_limit`]).
    pub fn request(self) -> Result<ScanInput, Error> {
        let connection = self.table.connection().clone();
        let request = Run::<E, T>::new(self.table, self.options, None)?.request()?;
        let input = request.as_input().clone().build();
        input.map_err(|error| connection.unbuilt("Scan", error))
    }

    /// Sends it: how much was read, rewritten and left.
    ///
    /// What is wrong with one item does not stop it: a value that another item has already
    /// ([`Error::is_unique_violation`]), an item that cannot be read ([`Error::is_malformed_item`]) or whose keys cannot be
    /// written ([`Error::is_invalid_key`]), one that others kept changing ([`Error::is_conflict`]).
    ///
    /// # Errors
    ///
    /// A request failed, `DynamoDB` kept asking to slow down, or the cursor was refused. [`Error::partial`] is a
    /// [`PartialBackfill`]: how far it came, and from where to go on.
    pub fn send(self) -> impl Future<Output = Result<BackfillProgress, Error>> + Send + use<E, T> {
        let after = self.options.after.clone();
        let run = Run::<E, T>::new(self.table, self.options, self.on_progress);
        async move {
            match run {
                Ok(run) => run.finish().await,
                Err(error) => {
                    let progress = BackfillProgress { cursor: after, ..Default::default() };
                    Err(error.stopped(PartialBackfill { progress }))
                }
            }
        }
    }
}

impl Options {
    /// The part of the table with this number; `None` if that is the whole.
    fn segments(&self) -> Segments {
        Segments { count: (self.segments > 1).then_some(self.segments), concurrency: self.concurrency }
    }

    /// How many items one request reads: not more than may be read in a second.
    fn limit(&self) -> u32 {
        self.rate.map_or(self.page_size, |rate| self.page_size.min(rate))
    }
}

impl<T: Table> TableClient<T> {
    /// Rewrites what is derived from the items of an entity, where they are older than an index, a lookup or a
    /// unique field: `table.backfill::<Video>().send().await?`.
    pub fn backfill<E: Stored>(&self) -> Backfill<E, T>
    where
        T: Holds<E>,
    {
        Backfill::new(self.clone())
    }
}
