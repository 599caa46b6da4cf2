//! The reading of one item by its key, alone or with others.

use crate::client::TableClient;
use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::expr::ProjectedPath;
use crate::item::ItemKey;
use crate::item::parts::Lists;

use crate::item::table::Table;
use crate::item::ttl::is_expired;
use crate::read::item::fetch_names;

use crate::schema::table::TableMeta;

/// A read of one item of the table `T`, for [`BatchGet`](crate::op::BatchGet) and
/// [`transact_get`](crate::op::transact_get()): by its primary key, `User::get(3)`, or by the key of a unique lookup, `User::by_email("a@b")`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not read one item by its key",
    label = "give a `get` or a read of a unique lookup for each item: `batch_get(ids.into_iter().map(User::get))`",
    note = "several reads give an `Option` for each: `required` is for one that is sent alone"
)]
pub trait ReadOperation<T>: Send + 'static {
    /// The type of the item.
    type Item: Send + 'static;

    #[doc(hidden)]
    fn into_one(self) -> ReadOne<Self::Item>;
}

/// One item to be read.
pub struct ReadOne<I> {
    pub(crate) key: Result<ItemKey, Error>,
    /// The attributes that are asked for; `None` for all.
    pub(crate) names: Option<Vec<ProjectedPath>>,
    pub(crate) consistent: bool,
    pub(crate) arrive: Arrive<I>,
    /// The name of the entity.
    pub(crate) entity: &'static str,
}

/// The decoding of an item.
pub(crate) struct Arrive<I> {
    /// Returns the item even if it has expired.
    pub(crate) expired: bool,
    /// The index of its key among the keys of the entity.
    pub(crate) at: usize,
    /// Returns `None` for an item of another entity that shares the key.
    pub(crate) decode: fn(FetchedItem, usize, Lists) -> Result<Option<I>, Error>,
}

impl<I> Arrive<I> {
    /// Decodes an item at this second since 1970.
    pub(crate) fn decode(
        &self,
        table: &TableMeta,
        item: FetchedItem,
        lists: Lists,
        now: i64,
    ) -> Result<Option<I>, Error> {
        let is_gone = !self.expired && is_expired(table, &item, now);
        if is_gone { Ok(None) } else { (self.decode)(item, self.at, lists) }
    }
}

impl<I> ReadOne<I> {
    /// Sends the read alone.
    pub(crate) async fn send<T: Table>(self, table: &TableClient<T>) -> Result<Option<I>, Error> {
        let (connection, entity) = (table.connection(), self.entity);
        let context = |error: Error| error.entity_is(entity).table_is(table.name());
        let key = self.key?;
        let found = fetch_names(connection, T::META, &key, self.consistent, self.names);
        let mut found = found.await.map_err(context)?;
        if let Some(item) = &mut found {
            item.extend(key.attributes(T::META)?);
        }
        let now = connection.clock.epoch_seconds();
        let decoded = found.map(|item| self.arrive.decode(T::META, item.into(), Lists::Asked, now));
        decoded.transpose().map(Option::flatten).map_err(context)
    }
}
