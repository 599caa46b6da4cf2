//! The start of operations.

use aws_sdk_dynamodb::Client;

use crate::client::TableClient;
use crate::collection::{Collection, Group, Params, Pattern};
use crate::error::Error;
use crate::item::ItemKey;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::Table;
use crate::key::KeyWriter;
use crate::op::collection_query::CollectionQuery;
use crate::op::{Delete, EntityScan, Find, Get, GroupQuery, Query, Scan, Update};
use crate::read::pattern::{AccessPattern, ReadSource};

/// An operation that generated functions start with `A`.
pub trait StartedBy<A> {
    /// Starts the operation.
    fn started_by(args: A) -> Self;
}

/// Starts the operation that a generated function returns.
pub fn start<A, O: StartedBy<A>>(args: A) -> O {
    O::started_by(args)
}

impl<E: Stored> StartedBy<Result<Key<E>, Error>> for Get<E> {
    fn started_by(key: Result<Key<E>, Error>) -> Self {
        Self::new(key)
    }
}

impl<E: Stored> StartedBy<Result<Key<E>, Error>> for Update<E> {
    fn started_by(key: Result<Key<E>, Error>) -> Self {
        Self::new(key)
    }
}

impl<E: Stored> StartedBy<Result<Key<E>, Error>> for Delete<E> {
    fn started_by(key: Result<Key<E>, Error>) -> Self {
        Self::new(key)
    }
}

/// The key of a unique lookup, with its position among the keys of the entity.
impl<E: Stored> StartedBy<(usize, KeyWriter, Option<KeyWriter>)> for Find<E> {
    fn started_by((index, pk, sk): (usize, KeyWriter, Option<KeyWriter>)) -> Self {
        Self::new(index, ItemKey::new(pk, sk).map_err(Error::from))
    }
}

impl<A: AccessPattern> StartedBy<KeyWriter> for Query<A> {
    fn started_by(pk: KeyWriter) -> Self {
        Self::new(pk)
    }
}

impl<A: ReadSource> StartedBy<()> for EntityScan<A> {
    fn started_by((): ()) -> Self {
        Self::new()
    }
}

impl<C: Collection> StartedBy<KeyWriter> for CollectionQuery<C> {
    fn started_by(pk: KeyWriter) -> Self {
        Self::new(pk)
    }
}

impl<G: Group> StartedBy<KeyWriter> for GroupQuery<G> {
    fn started_by(pk: KeyWriter) -> Self {
        Self::new(pk)
    }
}

impl<T: Table> StartedBy<()> for Scan<T> {
    fn started_by((): ()) -> Self {
        Self::new()
    }
}

impl<T: Table> StartedBy<Client> for TableClient<T> {
    fn started_by(client: Client) -> Self {
        Self::new(client)
    }
}

/// Reads the items of one partition of an access pattern.
pub fn query<A>(values: <A::Params as Params>::Values<'_>) -> Query<A>
where
    A: AccessPattern + Pattern,
{
    Query::new(A::partition(values))
}
