//! Constructors of operations.

use aws_sdk_dynamodb::Client;

use crate::client::TableClient;
use crate::collection::{Collection, Group};
use crate::error::Error;
use crate::item::ItemKey;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::Table;
use crate::key::KeyWriter;
use crate::op::collection_query::CollectionQuery;
use crate::op::{Delete, EntityScan, Find, Get, GroupQuery, Query, Scan, Update};
use crate::read::pattern::{AccessPattern, ReadSource};

/// Reads an item.
pub fn get<E: Stored>(key: Result<Key<E>, Error>) -> Get<E> {
    Get::new(key)
}

/// Reads an item by the key of a unique lookup, the `index`-th key of the entity.
pub fn find<E: Stored>(index: usize, pk: KeyWriter, sk: Option<KeyWriter>) -> Find<E> {
    Find::new(index, ItemKey::new(pk, sk).map_err(Error::from))
}

/// Updates an item.
pub fn update<E: Stored>(key: Result<Key<E>, Error>) -> Update<E> {
    Update::new(key)
}

/// Deletes an item.
pub fn delete<E: Stored>(key: Result<Key<E>, Error>) -> Delete<E> {
    Delete::new(key)
}

/// Reads the items of one partition of an access pattern.
pub fn query<A: AccessPattern>(pk: KeyWriter) -> Query<A> {
    Query::new(pk)
}

/// Reads all items of an entity, or of an access pattern by an index.
pub fn entity_scan<A: ReadSource>() -> EntityScan<A> {
    EntityScan::new()
}

/// Reads the patterns of a collection.
pub fn collection<C: Collection>(pk: KeyWriter) -> CollectionQuery<C> {
    CollectionQuery::new(pk)
}

/// Reads a parent with its children.
pub fn group<G: Group>(pk: KeyWriter) -> GroupQuery<G> {
    GroupQuery::new(pk)
}

/// Reads a whole table.
pub fn scan<T: Table>() -> Scan<T> {
    Scan::new()
}

/// Creates a table client.
#[must_use]
pub fn table<T: Table>(client: Client) -> TableClient<T> {
    TableClient::new(client)
}
