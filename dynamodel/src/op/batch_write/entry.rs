//! One operation of a batch.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use crate::entity::Batchable;
use crate::item::{Item, name_of, wire_size};
use crate::table::{Holds, Unshared};
use crate::{Delete, Entity, Error, Put, TableMeta};

/// What a [`BatchWrite`](crate::BatchWrite) on the table `T` takes: `user.put()` and `User::delete(3)` of
/// entities whose items stand for themselves.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a batch of writes on the table `{T}`",
    note = "a batch takes `put` and `delete`; `create` and conditions are for single writes and transactions"
)]
pub trait BatchOperation<T>: Send + 'static {
    #[doc(hidden)]
    fn into_entry(self) -> Result<Entry, Error>;
}

impl<E: Entity + Batchable, T: Holds<E>> BatchOperation<T> for Put<E>
where
    <T as Holds<E>>::Keys: Unshared<E, T>,
{
    fn into_entry(self) -> Result<Entry, Error> {
        self.into_item::<T>().map(|item| Entry::new(T::META, Write::Put(item)))
    }
}

impl<E: Entity + Batchable, T: Holds<E>> BatchOperation<T> for Delete<E>
where
    <T as Holds<E>>::Keys: Unshared<E, T>,
{
    fn into_entry(self) -> Result<Entry, Error> {
        self.into_key::<T>().map(|key| Entry::new(T::META, Write::Delete(key)))
    }
}

/// A write of one item, whatever it is.
#[derive(Clone, Debug)]
pub struct Entry {
    write: Write,
    /// The item's key, to find it by.
    pub(super) name: String,
    /// What it takes of a request.
    pub(super) bytes: usize,
    /// Whether a request that held it got no answer.
    pub(super) in_doubt: bool,
}

#[derive(Clone, Debug)]
enum Write {
    Put(Item),
    Delete(Item),
}

impl Entry {
    fn new(table: &TableMeta, write: Write) -> Self {
        let (Write::Put(item) | Write::Delete(item)) = &write;
        let (name, bytes) = (name_of(table, item), wire_size(item));
        Self { write, name, bytes, in_doubt: false }
    }

    pub(super) fn request(&self) -> Result<WriteRequest, BuildError> {
        let request = WriteRequest::builder();
        Ok(match &self.write {
            Write::Put(item) => {
                request.put_request(PutRequest::builder().set_item(Some(item.clone())).build()?)
            }
            Write::Delete(key) => {
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
