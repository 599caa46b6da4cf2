//! Several writes, all or none.

mod builder;
mod claims;
mod fold;
mod group;
mod limits;
mod member;
mod run;

pub use builder::Transaction;
pub use group::{Operations, TransactParts};
pub use member::{On, Silent, TransactOperation, TransactPart};

use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::write::request::Request;

/// Makes several writes or none: a tuple of up to twelve operations, a `Vec` or an array of operations of one
/// type. [`Transaction`] collects operations of any type in a loop.
///
/// It takes `create`, `put`, `delete`, `update`, `upsert`, `move_to` and checks (`User::get(3).must_exist()`) of any
/// entities, and operations on other tables of the account where they say so: `user.create().on(&users)`. It changes at
/// most 100 items, lookup copies and markers of unique fields included, with 4 MB.
///
/// `DynamoDB` gives nothing back when it was carried out, so no operation in it can ask for an item.
///
/// One `TransactWriteItems` request at twice the write capacity of its items, after a consistent `GetItem`
/// for each operation that has to know the item before, such as an `upsert`, or a `put` with lookups or unique fields. It is repeated (at
/// most 10 times, after pauses that grow) while other transactions are at work on the items, or when
/// another writer has come between the reads and the request.
///
/// Two operations on one item are folded where that changes nothing: a check and a write are the write under
/// both conditions, and a value that one item gives up and another takes changes hands. Otherwise [it is an error](Error::is_item_twice)
/// before anything is written. Two operations that claim one unique value are
/// [a violation](Error::is_unique_violation): creates, puts and moves before anything is sent, updates once their items are
/// read.
///
/// ```
/// # use dynamodel::{Entity, Table, transact};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "user-{user_id}", sk = "_root")]
/// # struct User { user_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "video-{video_id}", sk = "_root")]
/// # struct Video { video_id: u64, creator_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "entities", type_attribute = "entity_type")]
/// # enum YouTube { User(User), Video(Video) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// # let table = YouTube::table(dynamodel::embedded::client());
/// # table.create().await?;
/// let video = Video { video_id: 5, creator_id: 3 };
/// let orphan = transact((User::get(3).must_exist(), video.create())).send(&table).await.unwrap_err();
/// assert_eq!((orphan.operation(), orphan.is_not_found()), (Some(0), true));
///
/// transact((User { user_id: 3 }.create(), video.create())).send(&table).await?;
/// # assert_eq!(Video::get(5).send(&table).await?, Some(video));
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub fn transact<O: TransactParts>(operations: O) -> Transact<O> {
    Transact { operations }
}

/// Makes several writes or none; see [`transact`].
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Transact<O> {
    operations: O,
}

impl<O> Transact<O> {
    /// The first request, as it would be sent: the consistent read of the first operation that has to know the
    /// item before, or else the transaction.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), as far as they are found before anything is sent.
    pub fn request<T>(self, table: &TableClient<T>) -> Result<Request, Error>
    where
        T: Table,
        O: Operations<T>,
    {
        self.operations.into_group(table)?.request(table.connection())
    }

    /// Sends it. What the operations give back comes in their order.
    ///
    /// `DynamoDB` is told by a token that a request that comes again, after an answer that was lost, is the same
    /// one, so that nothing happens twice.
    ///
    /// # Errors
    ///
    /// [`Error::operation`] says which of the operations it is about, and the error is the one that this
    /// operation alone would have met; [`Error::met`] has the item. Besides: an item is written twice
    /// ([`Error::is_item_twice`]), the limits are exceeded ([`Error::is_over_limit`]), other writers came between in
    /// every attempt ([`Error::is_conflict`]), or the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<O::Outputs, Error>> + Send + use<O, T>
    where
        T: Table,
        O: Operations<T>,
    {
        let group = self.operations.into_group(table);
        let connection = table.connection().clone();
        async move { group?.send(&connection).await }
    }
}
