//! Access patterns as types.

use crate::item::stored::Stored;
use crate::read::finding::Target;
use crate::read::not_key::InTable;
use crate::read::selection::Output;

/// The items of one entity that a read can return: all in the table, or those of an access pattern.
///
/// Every entity is a source, and every access pattern. `#[derive(Entity)]` implements it.
pub trait ReadSource {
    /// The entity.
    type Entity: Stored;
    /// The location: [`Base`], [`Local`], [`Global`], or the source itself if it has rules of its own.
    type Place;
    /// The output of a read that selects no other: the entity, or
    /// [`Unselected`](crate::read::selection::Unselected) where the index or lookup holds a part of each item.
    type Item: Output;
    /// The key attributes, which cannot be filtered by.
    #[doc(hidden)]
    type Keys;
    /// The key of the entity.
    #[doc(hidden)]
    const KEY: Target;
}

impl<E: Stored> ReadSource for E {
    type Entity = E;
    type Place = Base;
    type Item = E;
    type Keys = InTable<E>;
    const KEY: Target = Target::Key(0);
}

/// A named query of an entity, such as `VideoByCreator`.
///
/// `#[derive(Entity)]` generates a type for each `name = "..."` of the entity's keys and lookups. It has the visibility
/// and the generics of the entity.
///
/// # Examples
///
/// A helper for any access pattern that returns whole items, and for any table that holds its entity:
///
/// ```
/// use dynamodel::op::{AccessPattern, Closed, Query, ReadSource, Sending};
/// use dynamodel::{Holds, TableClient};
///
/// fn newest<A, T>(query: Query<A, Closed>, table: &TableClient<T>) -> Sending<Option<A::Entity>>
/// where
///     A: AccessPattern<Item = <A as ReadSource>::Entity>,
///     T: Holds<A::Entity>,
/// {
///     query.rev().first(table)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an access pattern",
    label = "write the type that `#[derive(Entity)]` generates for a `name = \"...\"`, such as `VideoByCreator`"
)]
pub trait AccessPattern: ReadSource {
    /// The open segments of the sort key.
    type SortKey;
    /// The name of the function that makes the query.
    const NAME: &'static str;
}

/// The table itself.
#[derive(Clone, Copy, Debug)]
pub struct Base;

/// A local index, which can be read consistently.
#[derive(Clone, Copy, Debug)]
pub struct Local;

/// A global index, which follows the table a moment later.
#[derive(Clone, Copy, Debug)]
pub struct Global;

/// A location that can be read consistently: the table or a local index.
#[diagnostic::on_unimplemented(
    message = "a global index cannot be read consistently",
    label = "remove `.consistent()`",
    note = "a global index follows the table a moment later; read the items by their keys, or use a lookup, which is written with its item"
)]
pub trait ConsistentRead {}
impl ConsistentRead for Base {}
impl ConsistentRead for Local {}
