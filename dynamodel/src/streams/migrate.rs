//! Migrations that keep up with the stream of their source.

use crate::client::Sending;
use crate::item::table::Table;
use crate::op::{Migration, MigrationReport};
use crate::streams::IntoRecord;

impl<S: Table, D: Table> Migration<S, D> {
    /// Migrates the item of a record of the source's stream, so that the target keeps up with writes to the source.
    ///
    /// It reads the item as it is now, consistently, and migrates it as [`send`](Self::send) does, with the same guards. If
    /// the item is gone, or becomes other values than before, the targets of the record's old image are removed, unless
    /// another program has changed them. So records may come late, more than once and in any order: the target ends as a
    /// migration of the last state of the source leaves it.
    ///
    /// The stream must have old images: `OLD_IMAGE` or `NEW_AND_OLD_IMAGES`. Records of copies, markers and unknown types
    /// are passed over. With [`remove_source`](Self::remove_source), an item that is gone leaves its targets, because the
    /// migration itself may have removed it.
    ///
    /// An item that does not fit is in [`left`](MigrationReport::left) of the report. That is no error, because the next
    /// attempt would leave it too.
    ///
    /// It costs a consistent read of the item, a `BatchGetItem` of its targets with their copies and markers, and one
    /// transaction if something changes.
    ///
    /// # Errors
    ///
    /// A request failed, other writers changed the item in every attempt ([`Error::is_conflict`](crate::Error::is_conflict)),
    /// or the record lacks its keys, its old image or the name of its event. Apply the record again.
    ///
    /// # Examples
    ///
    /// [The guide](crate::guide::migration) shows a consumer at work.
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::op::Migration;
    /// use dynamodel::streams::Record;
    ///
    /// async fn keep_up(
    ///     migration: &Migration<YouTube, YouTube>,
    ///     records: Vec<Record>,
    /// ) -> Result<(), dynamodel::Error> {
    ///     for record in records {
    ///         for left in migration.apply(record).await?.left {
    ///             eprintln!("{}", left.error);
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn apply(&self, record: impl IntoRecord) -> Sending<MigrationReport> {
        let mut record = record.into();
        let number = record.sequence_number.take();
        let applied = record.into_changed().map(|changed| self.migrate_changed(changed));
        Sending::new(async move {
            let applied = match applied {
                Ok(applied) => applied.await,
                Err(error) => Err(error),
            };
            applied.map_err(|error| error.sequence_number_is(number))
        })
    }
}
