//! One operation of a batch.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use crate::client::bisection::Group;
use crate::codec::size::wire_size;
use crate::codec::spare::Spare;
use crate::error::{Error, Kind, RefusedOperation};
use crate::item::{
    key_context, name_of,
    stored::{Batchable, Stored},
    table::{Holds, Unshared},
};
use crate::op::{Delete, Put};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{Change, Effect, Plan, Write};

/// An operation of a [`BatchWrite`](crate::op::BatchWrite) on the table `T`: `user.put()` and `User::delete(3)` of
/// entities without copies, markers and managed fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a batch of writes",
    label = "give `value.put()`, `value.delete()` or a delete by key for each item: a batch takes no others",
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
        // Such an entity has no managed field, so the time is not used.
        let mut write = self.into_write(UNIX_EPOCH)?.in_batch();
        let plan = write.plan_first::<E, T>(None);
        entry_of::<E, T>(&write, plan)
    }
}

impl<E: Stored + Batchable, T: Holds<E>> BatchOperation<T> for Delete<E>
where
    <T as Holds<E>>::Keys: Unshared<E, T>,
{
    fn into_entry(self) -> Result<Entry, Error> {
        // The time is used where a version is required, which such an entity does not have.
        let write = self.into_write(UNIX_EPOCH)?.in_batch();
        entry_of::<E, T>(&write, write.plan::<E, T>(None))
    }
}

/// Returns `true` if a write is one change without a condition.
pub(in crate::op) fn is_entry<E: Stored, T: Holds<E>>(write: &impl Write) -> bool {
    !write.reads(E::ENTITY) && entry_of::<E, T>(write, write.plan::<E, T>(None)).is_ok()
}

/// Returns the one change of a write that depends on no stored item.
pub(in crate::op) fn entry_of<E: Stored, T: Holds<E>>(
    write: &impl Write,
    plan: Result<Plan, Error>,
) -> Result<Entry, Error> {
    let name = E::ENTITY.name;
    let context = |error: Error| error.entity_is(name).item_key_is(write.key());
    let change = plan.map_err(context)?.changes.pop();
    match change.filter(|change| change.condition.is_none()) {
        Some(Change { effect: Effect::Put, item, spare, .. }) => {
            Ok(Entry::new(T::META, name, Part::Put, item, spare))
        }
        Some(Change { effect: Effect::Delete, item, spare, .. }) => {
            Ok(Entry::new(T::META, name, Part::Delete, item, spare))
        }
        _ => Err(context(Error::new(Kind::ConditionInBatch))),
    }
}

/// A write of one item.
#[derive(Clone, Debug)]
pub struct Entry {
    entity: &'static str,
    part: Part,
    held: Held,
    /// The index of the operation in the batch.
    pub(super) index: usize,
    /// The entries that it is sent with.
    pub(super) group: Group,
    /// The key of the item as one text.
    pub(super) name: String,
    /// The bytes of the item in a request.
    pub(super) bytes: usize,
    /// The response to a request with it was lost, so it may be written.
    pub(super) is_ambiguous: bool,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Put,
    Delete,
}

/// The item of a put or the key of a delete.
#[derive(Clone, Debug)]
enum Held {
    /// It has not been sent, and may have a copy.
    Unsent(Item, Option<Arc<Spare>>),
    /// A request has taken the item. Few are sent again.
    Sent(Arc<Spare>),
}

impl Held {
    fn take(&mut self) -> Item {
        match self {
            Self::Sent(spare) => spare.item(),
            Self::Unsent(item, spare) => {
                let spare = spare.take().unwrap_or_else(|| Arc::new(Spare::new(item)));
                let item = std::mem::take(item);
                *self = Self::Sent(spare);
                item
            }
        }
    }
}

impl Entry {
    fn new(
        table: &TableMeta,
        entity: &'static str,
        part: Part,
        item: Item,
        spare: Option<Arc<Spare>>,
    ) -> Self {
        Self {
            name: name_of(table, &item),
            bytes: wire_size(&item),
            entity,
            part,
            held: Held::Unsent(item, spare),
            index: 0,
            group: 0,
            is_ambiguous: false,
        }
    }

    /// Returns the operation as one that `DynamoDB` refuses.
    pub(super) fn refused(mut self, table: &TableMeta, error: Error) -> RefusedOperation {
        let error = key_context(table, &self.held.take(), error.entity_is(self.entity));
        RefusedOperation { index: self.index, error }
    }

    /// Moves the item into a request.
    pub(super) fn request(&mut self) -> Result<WriteRequest, BuildError> {
        let request = WriteRequest::builder();
        let item = Some(self.held.take());
        Ok(match self.part {
            Part::Put => request.put_request(PutRequest::builder().set_item(item).build()?),
            Part::Delete => request.delete_request(DeleteRequest::builder().set_key(item).build()?),
        }
        .build())
    }
}

/// Returns the name of an unprocessed entry.
pub(super) fn name_of_request(table: &TableMeta, request: &WriteRequest) -> Option<String> {
    let item = match (request.put_request(), request.delete_request()) {
        (Some(put), _) => put.item(),
        (None, Some(delete)) => delete.key(),
        (None, None) => return None,
    };
    Some(name_of(table, item))
}
