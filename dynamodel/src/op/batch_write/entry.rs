//! One operation of a batch.

use std::time::UNIX_EPOCH;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use crate::client::bisection::Group;
use crate::codec::size::wire_size;
use crate::error::{Error, Kind, RefusedOperation};
use crate::item::stored::Batchable;
use crate::item::stored::Stored;
use crate::item::table::Unshared;
use crate::item::table::{Holds, Table};
use crate::item::{key_context, name_of};
use crate::op::{Delete, Put};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::drive::Write;
use crate::write::plan::Change;

/// What a [`BatchWrite`](crate::op::BatchWrite) on the table `T` takes: `user.put()` and `User::delete(3)` of
/// entities whose items stand for themselves.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a batch of writes on the table `{T}`",
    label = "a batch takes `put` and `delete` alone",
    note = "a batch checks nothing and returns no items: remove conditions and `returning_old`",
    note = "for many new items: `create_many(&values)`, which fails where an item exists already"
)]
pub trait BatchOperation<T>: Send + 'static {
    #[doc(hidden)]
    fn into_entry(self) -> Result<Entry, Error>;
}

impl<E: Stored + Batchable, T: Holds<E>> BatchOperation<T> for Put<E>
where
    <T as Holds<E>>::Keys: Unshared<E, T>,
{
    fn into_entry(self) -> Result<Entry, Error> {
        // No field of such an entity is filled in by the library, so the time is none of it.
        entry_of::<T>(&self.into_write(UNIX_EPOCH)?)
    }
}

impl<E: Stored + Batchable, T: Holds<E>> BatchOperation<T> for Delete<E>
where
    <T as Holds<E>>::Keys: Unshared<E, T>,
{
    fn into_entry(self) -> Result<Entry, Error> {
        entry_of::<T>(&self.into_write()?)
    }
}

/// Whether a write is a change of one item, with no condition.
pub(in crate::op) fn is_entry<T: Table>(write: &impl Write<T>) -> bool {
    !write.reads() && entry_of(write).is_ok()
}

/// The one change of a write that needs no look at the table.
pub(in crate::op) fn entry_of<T: Table>(write: &impl Write<T>) -> Result<Entry, Error> {
    let name = write.entity().name;
    let context = |error: Error| error.entity_is(name).item_key_is(write.key());
    match write.plan(None).map_err(context)?.changes.pop() {
        Some(Change::Put { item, condition: None }) => Ok(Entry::new(T::META, name, Part::Put(item))),
        Some(Change::Delete { key, condition: None }) => Ok(Entry::new(T::META, name, Part::Delete(key))),
        _ => Err(context(Error::new(Kind::ConditionInBatch))),
    }
}

/// A write of one item, whatever it is.
#[derive(Clone, Debug)]
pub struct Entry {
    entity: &'static str,
    part: Part,
    /// Its place among the operations that the batch was given.
    pub(super) place: usize,
    /// The entries that it is sent with.
    pub(super) group: Group,
    /// The item's key, to find it by.
    pub(super) name: String,
    /// What it takes of a request.
    pub(super) bytes: usize,
    /// Whether a request that held it got no answer.
    pub(super) in_doubt: bool,
}

#[derive(Clone, Debug)]
enum Part {
    Put(Item),
    Delete(Item),
}

impl Entry {
    fn new(table: &TableMeta, entity: &'static str, part: Part) -> Self {
        let (Part::Put(item) | Part::Delete(item)) = &part;
        let (name, bytes) = (name_of(table, item), wire_size(item));
        Self { entity, part, place: 0, group: 0, name, bytes, in_doubt: false }
    }

    /// The entry as the batch is given it at this place.
    pub(super) fn given(self, place: usize) -> Self {
        Self { place, group: 0, ..self }
    }

    /// The operation, which `DynamoDB` refuses.
    pub(super) fn refused(self, table: &TableMeta, error: Error) -> RefusedOperation {
        let (Part::Put(item) | Part::Delete(item)) = &self.part;
        let error = key_context(table, item, error.entity_is(self.entity));
        RefusedOperation { place: self.place, error }
    }

    pub(super) fn request(&self) -> Result<WriteRequest, BuildError> {
        let request = WriteRequest::builder();
        Ok(match &self.part {
            Part::Put(item) => {
                request.put_request(PutRequest::builder().set_item(Some(item.clone())).build()?)
            }
            Part::Delete(key) => {
                request.delete_request(DeleteRequest::builder().set_key(Some(key.clone())).build()?)
            }
        }
        .build())
    }
}

/// The key that an entry of an answer is about.
pub(super) fn name_of_request(table: &TableMeta, request: &WriteRequest) -> Option<String> {
    let item = match (request.put_request(), request.delete_request()) {
        (Some(put), _) => put.item(),
        (None, Some(delete)) => delete.key(),
        (None, None) => return None,
    };
    Some(name_of(table, item))
}
