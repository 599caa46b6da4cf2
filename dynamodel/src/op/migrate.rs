//! Migrating items from one layout to another.

#[cfg(feature = "streams")]
mod apply;
mod carry_out;
mod plan;
mod report;
mod run;
mod source;
mod steps;
mod targets;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::ScanInput;

use crate::client::{Connection, Sending, TableClient};
use crate::error::Error;
use crate::item::EncodedVariant;
use crate::item::table::Table;
use crate::op::paced_scan::{ScanOptions, scan_options};
use crate::page::IntoCursor;

#[cfg(feature = "streams")]
pub(crate) use apply::ChangedItem;
pub use report::{MigrationReport, PartialMigration};
use run::{Run, finished};
use steps::Tables;
pub use targets::Targets;

/// The callback for the end of each page.
type OnProgress = Box<dyn FnMut(&MigrationReport) + Send + Sync>;

/// The function from a value of the source to those of the target.
type Convert<S> = Arc<dyn Fn(S) -> Result<Vec<EncodedVariant>, Error> + Send + Sync>;

/// Migrates the items of one layout to another: `old.migrate(&new, |item| ..)`. Use it to change keys, split or join
/// entities, or move live data to another table. [The guide](crate::guide::migration) has the order of the steps.
///
/// The function gets each value of the source's enum and returns the values of the target's enum that it becomes, or an
/// error. It must return the same values each time, so it must not read a clock. Each target must come from one source item.
///
/// One transaction writes the targets of an item with their copies and markers. It checks that the source item is as it was
/// read. If another program has written meanwhile, the item is read again, at most 10 times. So no target is older than
/// its source item was at the time of the transaction.
///
/// The target's items are compared before they are written:
///
/// - A target whose value is stored already is unchanged, in whatever form it is stored. Only missing index keys, copies
///   and markers are added.
/// - A target with another value is replaced, because the source has the authority.
///   [`keep_existing`](Self::keep_existing) keeps it. Attributes that the target's model does not know stay.
/// - An item of another entity under its key stays, and the source item is [left](MigrationReport::left).
///
/// So a second migration changes nothing, and a [dry run](Self::dry_run) after it verifies that. Managed times are those of
/// the values. A version counts the writes of the target: 0 becomes 1, and a replaced item has the next version.
///
/// Nothing in an item ends the migration. An item is left if it is malformed or has no type, the function refuses it, a
/// target is too large, its transaction has more than 100 items, or another item has the value of a unique field. Nothing
/// of it is written.
///
/// The tables may be the same one. Items that only the target's model knows are passed over. A target under the key of its
/// source item replaces it. Otherwise both must have the same account and region.
///
/// It costs a consistent scan of the source and a consistent read of all targets, copies and markers (`BatchGetItem`, 100 a
/// request). A transaction takes twice the write capacity of its items, and of the source item.
///
/// # Examples
///
/// ```
/// use dynamodel::embedded;
/// use dynamodel::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// #[key(pk = "USER#{id}")]
/// struct OldUser { id: u64, first_name: String, last_name: String }
///
/// #[derive(Clone, Debug, PartialEq, Table)]
/// #[table(name = "old", type_attribute = "type", sk = none)]
/// enum Old { User(OldUser) }
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// #[key(pk = "user-{user_id}", sk = "_root")]
/// struct User { user_id: u64, name: String }
///
/// #[derive(Clone, Debug, PartialEq, Table)]
/// #[table(name = "new", type_attribute = "type")]
/// enum New { User(User) }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// let client = embedded::client();
/// let (old, new) = (Old::table(client.clone()), New::table(client));
/// # old.create().await?;
/// # new.create().await?;
/// let ann = OldUser { id: 7, first_name: "Ann".to_owned(), last_name: "Lee".to_owned() };
/// ann.create().send(&old).await?;
///
/// let migration = old.migrate(&new, |Old::User(user)| {
///     New::User(User { user_id: user.id, name: format!("{} {}", user.first_name, user.last_name) })
/// });
/// let report = migration.send().await?;
/// assert_eq!((report.scanned, report.written), (1, 1));
/// assert_eq!(User::get(7).required().send(&new).await?.name, "Ann Lee");
/// # Ok::<(), dynamodel::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct Migration<S, D> {
    source: TableClient<S>,
    layouts: Arc<Layouts<S, D>>,
    scan: ScanOptions,
    on_progress: Option<OnProgress>,
}

/// Both tables, and how items pass from one to the other.
struct Layouts<S, D> {
    source: Connection,
    target: Connection,
    convert: Convert<S>,
    dry_run: bool,
    keep_existing: bool,
    remove_source: bool,
    tables: PhantomData<fn() -> (S, D)>,
}

impl<S, D> Clone for Layouts<S, D> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            target: self.target.clone(),
            convert: Arc::clone(&self.convert),
            tables: PhantomData,
            ..*self
        }
    }
}

impl<S, D> fmt::Debug for Migration<S, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { layouts, scan, .. } = self;
        f.debug_struct("Migration")
            .field("source", &layouts.source.table)
            .field("target", &layouts.target.table)
            .field("scan", scan)
            .finish_non_exhaustive()
    }
}

impl<S, D> Migration<S, D> {
    fn layouts(&mut self) -> &mut Layouts<S, D> {
        Arc::make_mut(&mut self.layouts)
    }

    /// Compares and writes nothing. The report has the items that would be written. After a migration, all are unchanged.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// table.migrate(&target, |item| item).send().await?;
    /// let report = table.migrate(&target, |item| item).dry_run().send().await?;
    /// assert_eq!((report.written, report.unchanged), (0, 6));
    /// # Ok(()) });
    /// ```
    pub fn dry_run(mut self) -> Self {
        self.layouts().dry_run = true;
        self
    }

    /// Keeps targets that have another value than the source. Their source items are counted as
    /// [kept](MigrationReport::kept). Use it if the target's programs write already.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// Video { title: "Mine".to_owned(), ..video(7, 2020, "") }.create().send(&target).await?;
    /// let report = table.migrate(&target, |item| item).keep_existing().send().await?;
    /// assert_eq!((report.written, report.kept), (5, 1));
    /// assert_eq!(Video::get(7).required().send(&target).await?.title, "Mine");
    /// # Ok(()) });
    /// ```
    pub fn keep_existing(mut self) -> Self {
        self.layouts().keep_existing = true;
        self
    }

    /// Removes each source item with its copies and markers in the transaction that writes its targets. The transaction
    /// also checks targets that are unchanged. A marker passes to the target if both layouts are in one table.
    ///
    /// An item without targets stays, and so does one whose target is [kept](Self::keep_existing).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// let report = table.migrate(&target, |item| item).remove_source().send().await?;
    /// assert_eq!((report.written, report.removed), (6, 6));
    /// assert!(YouTube::scan().all(&table).await?.is_empty());
    /// # Ok(()) });
    /// ```
    pub fn remove_source(mut self) -> Self {
        self.layouts().remove_source = true;
        self
    }

    scan_options!(scan; "# let target = YouTube::table(table.client().clone()).named(\"target\");\n# target.create().await?;\ntable.migrate(&target, |item| item)", "requests in flight, reads and writes together,");

    /// Continues behind the cursor of an earlier run with the same number of segments.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// # let saved: Option<dynamodel::Cursor> = None;
    /// table.migrate(&target, |item| item).after(saved).send().await?;
    /// # Ok(()) });
    /// ```
    pub fn after(mut self, cursor: impl IntoCursor) -> Self {
        self.scan.after = cursor.into_cursor();
        self
    }

    /// Calls `on_progress` when the items of a request are done. Save the cursor there, from which another process can
    /// continue, and report the items that are left.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// let migration = table.migrate(&target, |item| item).progress(|report| {
    ///     println!("{report}, continue at {:?}", report.cursor);
    /// });
    /// migration.send().await?;
    /// # Ok(()) });
    /// ```
    pub fn progress(mut self, on_progress: impl FnMut(&MigrationReport) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }
}

impl<S: Table, D: Table> Migration<S, D> {
    fn new<R: Targets<D>>(
        source: TableClient<S>,
        target: &TableClient<D>,
        convert: impl Fn(S) -> R + Send + Sync + 'static,
    ) -> Self {
        let layouts = Layouts {
            source: source.connection().clone(),
            target: target.connection().clone(),
            convert: Arc::new(move |value| targets::encoded::<D>(convert(value))),
            dry_run: false,
            keep_existing: false,
            remove_source: false,
            tables: PhantomData,
        };
        Self { source, layouts: Arc::new(layouts), scan: ScanOptions::default(), on_progress: None }
    }

    /// Returns the first request.
    ///
    /// # Errors
    ///
    /// The cursor is not this migration's ([`Error::is_invalid_cursor`]), or there are too many segments
    /// ([`Error::is_over_limit`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// let request = table.migrate(&target, |item| item).request()?;
    /// assert_eq!(request.consistent_read(), Some(true));
    /// # Ok(()) });
    /// ```
    pub fn request(self) -> Result<ScanInput, Error> {
        Run::start(self)?.request()
    }

    /// Migrates the items and returns the report. Nothing in an item ends the migration.
    ///
    /// # Errors
    ///
    /// A request failed, `DynamoDB` kept asking to slow down, or the cursor was refused. [`Error::partial`] is a
    /// [`PartialMigration`]: the report so far, with the cursor to continue from. Its writes stay.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// let report = table.migrate(&target, |item| item).send().await?;
    /// assert_eq!(report.written, 6);
    /// // Two lookup copies and a marker were scanned too.
    /// assert_eq!(report.scanned, 8);
    /// # Ok(()) });
    /// ```
    pub fn send(self) -> Sending<MigrationReport> {
        let after = self.scan.after.clone();
        let run = Run::start(self);
        Sending::new(async move {
            match run {
                Ok(run) => finished(run.finish().await),
                Err(error) => {
                    let report = MigrationReport { cursor: after, ..Default::default() };
                    Err(error.stopped(PartialMigration { report }))
                }
            }
        })
    }
}

impl<S: Table, D: Table> Layouts<S, D> {
    /// Returns the text that identifies the cursors of the migration.
    fn identity(&self, segments: usize) -> String {
        let Self { target, dry_run, keep_existing, remove_source, .. } = self;
        let (from, to, table) = (S::META.ident, D::META.ident, &target.table);
        // The cursor of a dry run is behind items that have not been migrated.
        format!("migrate {from} {to} {table:?} {segments} {dry_run} {keep_existing} {remove_source}")
    }

    fn is_one_table(&self) -> bool {
        self.source.table == self.target.table
    }

    fn tables(&self) -> Tables {
        Tables { source: S::META, target: D::META, are_one: self.is_one_table() }
    }

    fn at_one_time(&self) -> Self {
        let (source, target) = (self.source.at_one_time(), self.target.at_one_time());
        Self { source, target, ..self.clone() }
    }

    /// Returns the seconds since 1970.
    fn now(&self) -> i64 {
        self.target.clock.epoch_seconds()
    }
}

impl<T: Table> TableClient<T> {
    /// Migrates the items of this table to another layout, in the same or another table.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// let migration = table.migrate(&target, |item| match item {
    ///     YouTube::Comment(comment) if comment.text.is_empty() => None,
    ///     other => Some(other),
    /// });
    /// let report = migration.segments(4).items_per_second(500).send().await?;
    /// assert_eq!((report.written, report.skipped), (6, 0));
    /// # Ok(()) });
    /// ```
    pub fn migrate<D: Table, R: Targets<D>>(
        &self,
        target: &TableClient<D>,
        convert: impl Fn(T) -> R + Send + Sync + 'static,
    ) -> Migration<T, D> {
        Migration::new(self.clone(), target, convert)
    }
}
