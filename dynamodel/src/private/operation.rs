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

/// Queries a partition of the index key at this position.
pub fn index_query<E: Stored, Open, P, R>(at: usize, pk: KeyWriter) -> Query<E, Open, P, R> {
    Query::of_index(at, pk)
}

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

/// Queries a partition of the entity's `index`-th key. `Open` lists its sort segments.
pub fn query<E: Stored, Open, P, R>(index: usize, pk: KeyWriter) -> Query<E, Open, P, R> {
    Query::of_key(index, pk)
}

/// Reads all items of an entity.
pub fn entity_scan<E: Stored>() -> EntityScan<E> {
    EntityScan::of_table()
}

/// Reads all items with the index key at this position.
pub fn index_scan<E: Stored, P, R>(at: usize) -> EntityScan<E, P, R> {
    EntityScan::of_index(at)
}

/// Reads the patterns of a collection.
pub fn collection<C: Collection, P>(pk: KeyWriter) -> CollectionQuery<C, P> {
    CollectionQuery::new(pk)
}

/// Reads a parent with its children.
pub fn group<G: Group, P>(pk: KeyWriter) -> GroupQuery<G, P> {
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
