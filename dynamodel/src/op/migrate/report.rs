//! The report of a migration.

use std::fmt;

use crate::error::PartialOutcome;
use crate::op::paced_scan::LeftItem;
use crate::page::Cursor;

/// The report of a migration: the number of source items by their outcome. `Display` writes it for people.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct MigrationReport {
    /// The number of items up to the cursor, of all types, copies and markers included.
    pub scanned: usize,
    /// The number of items with a target that was written or removed, or in a dry run would be.
    pub written: usize,
    /// The number of items whose targets were as they should be, and of those that were removed before their turn.
    pub unchanged: usize,
    /// The number of items with another target that was kept: [`keep_existing`](super::Migration::keep_existing). In
    /// [`apply`](super::Migration::apply), also a target that differs from the record's old image, and so was not removed.
    pub kept: usize,
    /// The number of items that were removed: source items by [`remove_source`](super::Migration::remove_source), and targets
    /// without a source item by [`apply`](super::Migration::apply).
    pub removed: usize,
    /// The number of items for which the function returned no values.
    pub skipped: usize,
    /// The number of items that have expired.
    pub expired: usize,
    /// The number of items of types that the source's enum does not have.
    pub unknown: usize,
    /// The items that were not migrated, with the reason. Nothing of them was written. They are in memory until the end.
    pub left: Vec<LeftItem>,
    /// The cursor to continue from; `None` at the end, and before the first items are done.
    pub cursor: Option<Cursor>,
}

/// The outcome of looking at a source item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) tally: Tally,
    /// The number of removed items.
    pub(super) removed: usize,
}

/// How an item counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tally {
    Written,
    Unchanged,
    Kept,
    Skipped,
    Expired,
    Unknown,
    /// A copy, a marker, or an item of the target's layout.
    PassedOver,
}

impl From<Tally> for Outcome {
    fn from(tally: Tally) -> Self {
        Self { tally, removed: 0 }
    }
}

impl MigrationReport {
    /// Returns `true` if nothing is left and no other targets were kept, so that the target table has every item.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// let report = table.migrate(&target, |item| item).send().await?;
    /// assert!(report.is_complete(), "{report}");
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.left.is_empty() && self.kept == 0 && self.cursor.is_none()
    }

    pub(super) fn add(&mut self, Outcome { tally, removed }: Outcome) {
        self.removed += removed;
        match tally {
            Tally::Written => self.written += 1,
            Tally::Unchanged => self.unchanged += 1,
            Tally::Kept => self.kept += 1,
            Tally::Skipped => self.skipped += 1,
            Tally::Expired => self.expired += 1,
            Tally::Unknown => self.unknown += 1,
            Tally::PassedOver => {}
        }
    }
}

impl fmt::Display for MigrationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scanned, written, unchanged, kept, removed, skipped, expired, unknown, left, .. } = self;
        write!(f, "{scanned} items read: {written} written, {unchanged} unchanged")?;
        let further = [
            (kept, "kept"),
            (removed, "removed"),
            (skipped, "skipped"),
            (expired, "expired"),
            (unknown, "of unknown types"),
            (&left.len(), "left"),
        ];
        for (count, what) in further {
            if *count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        left.iter().try_for_each(|item| write!(f, "\n    {}", item.error))
    }
}

/// A migration that stopped before the end: [`Error::partial`](crate::Error::partial). Its writes stay. It can continue from
/// the cursor of its report, and a new start does no harm.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialMigration {
    /// The report so far.
    pub report: MigrationReport,
}

impl fmt::Display for PartialMigration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MigrationReport { scanned, written, .. } = &self.report;
        write!(f, "{scanned} items were read and {written} migrated, then")
    }
}

impl PartialOutcome for PartialMigration {}
