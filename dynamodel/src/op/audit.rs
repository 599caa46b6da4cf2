//! Comparing a table with its model before the first write.

mod attributes;
mod finding;
mod keys;
mod look;
mod page;
mod report;
mod run;
mod satellites;
mod shown;

use std::fmt;

use aws_sdk_dynamodb::operation::scan::ScanInput;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::table::Table;
use crate::op::paced_scan::{ScanOptions, scan_options};
use crate::page::IntoCursor;

pub use finding::{Divergence, DivergenceKind, Finding};
pub use report::{AuditGroup, AuditReport, PartialAudit};
use run::{Run, finished};

/// The examples of each group of findings by default.
const EXAMPLES: usize = 5;

/// The callback for the end of each page.
type OnProgress = Box<dyn FnMut(&AuditReport) + Send + Sync>;

/// Compares the items of a table with the model, and writes nothing: `table.audit()`. Use it before the first write to a
/// table that another program filled, or with a model that has changed. [The guide](crate::guide::adopt) explains how to
/// read the report.
///
/// Each item is decoded, and written anew in memory by the functions that writes use. The [report](AuditReport) has every
/// [difference](Divergence) between that and the stored items:
///
/// - items of unknown types, without a type, or that do not decode;
/// - keys and index keys that differ, are missing or extra;
/// - copies of lookups and markers of unique fields that are missing, differ, or belong to no item;
/// - attributes that a put of the value would add, remove or store in another form, such as NULL;
/// - values that a write would refuse.
///
/// The hidden revision, which writes of items with copies or markers maintain, is left out. Two items that have the same
/// value of a unique field are found only if one has its marker. A marker of another program names no owner: it is
/// compared where its item is read.
///
/// Global indexes are not read, since `DynamoDB` fills them from the items: their key attributes are compared in the items.
///
/// A finding about several items is reported if the item is unchanged after the others were read. So an audit can run while
/// others write.
///
/// It costs a consistent scan of the table, a consistent read of the copies and markers of each item, and of the item of
/// each copy and marker (`BatchGetItem`, 100 a request). Items with findings about several items are read twice.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// let report = table.audit().segments(4).items_per_second(500).send().await?;
/// println!("{report}");
/// assert!(report.is_clean());
/// // The items, a copy of user 3 and the marker of her name.
/// assert_eq!((report.scanned, report.fits), (8, 8));
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct Audit<T> {
    table: TableClient<T>,
    options: Options,
    on_progress: Option<OnProgress>,
}

#[derive(Clone, Debug)]
struct Options {
    examples: usize,
    scan: ScanOptions,
}

impl<T> fmt::Debug for Audit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, options, .. } = self;
        f.debug_struct("Audit").field("table", table).field("options", options).finish_non_exhaustive()
    }
}

impl<T> Audit<T> {
    /// Reads at most this many items, the same number in each segment, and stops. The cursor of the report continues behind
    /// them.
    ///
    /// `DynamoDB` scans partitions in the order of a hash, so the first of them are a fair choice. The items of a
    /// partition come together: more [segments](Self::segments) spread the sample over more partitions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let report = table.audit().sample(1_000).segments(50).send().await?;
    /// assert!(report.scanned <= 1_000);
    /// # Ok(()) });
    /// ```
    pub fn sample(mut self, items: usize) -> Self {
        self.options.scan.sample = Some(items);
        self
    }

    /// Keeps this many findings of each entity, kind and place; by default 5. All are counted.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let report = table.audit().examples(100).send().await?;
    /// # let _ = report;
    /// # Ok(()) });
    /// ```
    pub fn examples(mut self, findings: usize) -> Self {
        self.options.examples = findings;
        self
    }

    scan_options!(options.scan; "table.audit()", "segments that are read");

    /// Continues behind the cursor of an earlier run with the same number of segments. The report is of the rest;
    /// [`merge`](AuditReport::merge) adds it to the earlier one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let saved: Option<dynamodel::Cursor> = None;
    /// table.audit().after(saved).send().await?;
    /// # Ok(()) });
    /// ```
    pub fn after(mut self, cursor: impl IntoCursor) -> Self {
        self.options.scan.after = cursor.into_cursor();
        self
    }

    /// Calls `on_progress` with the report so far when the items of a request are done.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let audit = table.audit().progress(|report| {
    ///     println!("{} read, {} differ", report.scanned, report.differs);
    /// });
    /// audit.send().await?;
    /// # Ok(()) });
    /// ```
    pub fn progress(mut self, on_progress: impl FnMut(&AuditReport) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }
}

impl<T: Table> Audit<T> {
    fn new(table: TableClient<T>) -> Self {
        let options = Options { examples: EXAMPLES, scan: ScanOptions::default() };
        Self { table, options, on_progress: None }
    }

    /// Returns the first request.
    ///
    /// # Errors
    ///
    /// The cursor is not this audit's ([`Error::is_invalid_cursor`]), or there are too many segments
    /// ([`Error::is_over_limit`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = table.audit().request()?;
    /// assert_eq!(request.consistent_read(), Some(true));
    /// # Ok(()) });
    /// ```
    pub fn request(self) -> Result<ScanInput, Error> {
        Run::<T>::start(self.table, self.options, None)?.request()
    }

    /// Reads the table and returns the report. Nothing in an item ends the audit.
    ///
    /// # Errors
    ///
    /// A request failed, `DynamoDB` kept asking to slow down, or the cursor was refused. [`Error::partial`] is a
    /// [`PartialAudit`]: the report so far, with the cursor to continue from.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let report = table.audit().send().await?;
    /// println!("{report}");
    /// # Ok(()) });
    /// ```
    pub fn send(self) -> Sending<AuditReport> {
        let (after, examples) = (self.options.scan.after.clone(), self.options.examples);
        let run = Run::<T>::start(self.table, self.options, self.on_progress);
        Sending::new(async move {
            match run {
                Ok(run) => finished(run.finish().await),
                Err(error) => {
                    let mut report = AuditReport::new(examples);
                    report.cursor = after;
                    Err(error.stopped(PartialAudit { report }))
                }
            }
        })
    }
}

impl<T: Table> TableClient<T> {
    /// Compares the items of the table with the model, and writes nothing: `table.audit().send().await?`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let report = table.audit().send().await?;
    /// assert!(report.is_clean(), "{report}");
    /// # Ok(()) });
    /// ```
    pub fn audit(&self) -> Audit<T> {
        Audit::new(self.clone())
    }
}
