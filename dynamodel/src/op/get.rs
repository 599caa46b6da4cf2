//! Reading one item by its key.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;

use super::Check;
use super::required::Required;
use crate::client::Connection;
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::error::Kind as Failure;
use crate::expr::condition::Condition;
use crate::item::key::Key;
use crate::item::projection::ProjectionOf;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Found, ItemKey, Kind, StoredItem, decode, kind_of};
use crate::op::CheckAbsent;
use crate::read::one::ReadOperation;
use crate::read::view::{Only, Whole, Yields, names};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// Reads one item: `User::get(3)`. One `GetItem` request, eventually consistent unless
/// [`consistent`](Self::consistent): half a read capacity unit for each 4 KB, or a whole one.
#[must_use = "an operation does nothing until it is sent"]
pub struct Get<E, R = Whole> {
    pub(crate) key: Result<Key<E>, Error>,
    pub(crate) consistent: bool,
    pub(crate) expired: bool,
    given: PhantomData<fn() -> R>,
}

crate::codec::debug::debug!(Get<E, R> { key, consistent, expired });

impl<E: Stored> Get<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key, consistent: false, expired: false, given: PhantomData }
    }

    /// Reads only the attributes that the projection `V` names: `Video::get(7).project::<VideoCard>()`.
    ///
    /// Less is sent back; `DynamoDB` bills the whole item.
    pub fn project<V: ProjectionOf<E>>(self) -> Get<E, Only<V>> {
        Get { key: self.key, consistent: self.consistent, expired: self.expired, given: PhantomData }
    }
}

impl<E: Stored, R> Get<E, R> {
    /// Reads what every write before it has left, at twice the cost.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    crate::read::options::expiring!();

    /// Makes it an error ([`Error::is_not_found`]) that there is no item, so that what is sent gives the item itself.
    pub fn required(self) -> Required<Self> {
        Required::new(self)
    }

    /// Checks, instead of reading, that there is an item: for transactions. To read an item that has to be there:
    /// [`required`](Self::required).
    pub fn must_exist(self) -> Check<E> {
        Check::new(self.key)
    }

    /// Checks, instead of reading, that there is an item that fulfils this: for transactions.
    pub fn must<K>(self, condition: Condition<E, K>) -> Check<E> {
        self.must_exist().condition(condition)
    }

    /// Checks, instead of reading, that there is no item: for transactions.
    pub fn must_not_exist(self) -> CheckAbsent<E> {
        CheckAbsent::new(self.key)
    }
}

impl<E: Stored, R: Yields<E>> Get<E, R> {
    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The key is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<GetItemInput, Error> {
        let consistent = self.consistent;
        request(table.connection(), T::META, &self.key?.item, consistent, names_of::<E, R>(T::META))
    }

    /// Sends it: the item, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// The key is invalid ([`Error::is_invalid_key`]), the item is of another type
    /// ([`Error::is_type_mismatch`]) or malformed ([`Error::is_malformed_item`]), or the request failed.
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<Option<R::Item>> {
        let table = table.clone();
        Sending::new(async move { ReadOperation::<T>::into_one(self).send(&table).await })
    }
}

/// The attributes that a `get` asks for; `None` for all.
pub(crate) fn names_of<E: Stored, R: Yields<E>>(table: &TableMeta) -> Option<Vec<&'static str>> {
    R::attributes().map(|wanted| names(table, E::ENTITY, E::ENTITY.primary(), None, wanted))
}

fn build(
    connection: &Connection,
    table: &TableMeta,
    key: &ItemKey,
    consistent: bool,
    names: Option<Vec<&'static str>>,
) -> Result<GetItemFluentBuilder, Error> {
    let mut renderer = connection.renderer();
    let projection = names.map(|names| renderer.projection(&names));
    let request =
        connection.client.get_item().table_name(&*connection.table).set_key(Some(key.attributes(table)?));
    let request = request.set_projection_expression(projection);
    let request = request.set_expression_attribute_names(renderer.finish().0);
    let request = request.set_return_consumed_capacity(connection.return_capacity());
    Ok(if consistent { request.consistent_read(true) } else { request })
}

/// The request, as it would be sent.
pub(crate) fn request(
    connection: &Connection,
    table: &TableMeta,
    key: &ItemKey,
    consistent: bool,
    names: Option<Vec<&'static str>>,
) -> Result<GetItemInput, Error> {
    let input = build(connection, table, key, consistent, names)?.as_input().clone().build();
    input.map_err(|error| connection.unbuilt("GetItem", error))
}

/// The item with this key, whatever it is.
pub(crate) async fn fetch(
    connection: &Connection,
    table: &TableMeta,
    key: &ItemKey,
    consistent: bool,
) -> Result<Option<Item>, Error> {
    fetch_names(connection, table, key, consistent, None).await
}

pub(crate) async fn fetch_names(
    connection: &Connection,
    table: &TableMeta,
    key: &ItemKey,
    consistent: bool,
    names: Option<Vec<&'static str>>,
) -> Result<Option<Item>, Error> {
    let request = build(connection, table, key, consistent, names)?;
    let answer = connection.send("GetItem", request.send()).await;
    let answer = answer.map_err(|error| connection.error("GetItem", error).item_key_is(key))?;
    connection.count(answer.consumed_capacity.as_slice());
    Ok(answer.item)
}

/// The item as it was asked for; `None` if another entity that shares the key has it.
pub(crate) fn of_type<E: Stored, T: Holds<E>, R: Yields<E>>(item: Item) -> Result<Option<R::Item>, Error> {
    let expected = Kind::Known { entity: T::INDEX, key: 0 };
    let found = if T::META.type_attribute.is_some() { kind_of(T::META, &item) } else { expected };
    match found {
        found if found == expected => {
            let stored = StoredItem { item, table: T::META, key: 0 };
            R::decode(Found { stored, index: None }).map(Some)
        }
        Kind::Known { .. } if T::SHARED => Ok(None),
        found => Err(other_type::<E, T>(expected, found, &item)),
    }
}

/// The item under the entity's `key`-th key as `E`.
pub(crate) fn of_key<E: Stored, T: Holds<E>>(item: Item, key: usize) -> Result<E, Error> {
    let expected = Kind::Known { entity: T::INDEX, key };
    let found = if T::META.type_attribute.is_some() { kind_of(T::META, &item) } else { expected };
    match found {
        found if found == expected => decode(StoredItem { item, table: T::META, key }),
        found => Err(other_type::<E, T>(expected, found, &item)),
    }
}

fn other_type<E: Stored, T: Holds<E>>(expected: Kind<'_>, found: Kind<'_>, item: &Item) -> Error {
    let (expected, found) = (expected.name(T::META), found.name(T::META));
    let error = Error::new(Failure::WrongType { expected, found }).entity_is(E::ENTITY.name);
    match crate::item::StoredKey::of(T::META, item).map(|key| key.texts()) {
        Ok((pk, sk)) => error.key_is(&pk, sk.as_deref()),
        Err(error) => error,
    }
}
