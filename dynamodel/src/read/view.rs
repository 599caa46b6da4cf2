//! What a read gives of each item.

use std::marker::PhantomData;

use crate::error::Error;
use crate::item::key::Key;
use crate::item::projection::Projection;
use crate::item::stored::Stored;
use crate::item::{Found, decode, decode_key, decode_part};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::table::{IndexMeta, TableMeta};

/// The whole item: what is read unless something else is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Whole;

/// Not yet said, where an index or lookup holds a part of each item: [`project`](crate::op::Query::project),
/// [`hydrate`](crate::op::Query::hydrate) or [`keys`](crate::op::Query::keys) say it.
#[derive(Clone, Copy, Debug)]
pub struct Partial;

/// The attributes that the projection `V` names.
#[derive(Debug)]
pub struct Only<V>(PhantomData<fn() -> V>);

/// The whole item, fetched from the table by the key that was found.
#[derive(Clone, Copy, Debug)]
pub struct Hydrated;

/// The primary key.
#[derive(Clone, Copy, Debug)]
pub struct Keys;

/// [`Whole`], [`Only`], [`Hydrated`] or [`Keys`], and not [`Partial`].
pub trait Said {}
impl Said for Whole {}
impl<V> Said for Only<V> {}
impl Said for Hydrated {}
impl Said for Keys {}

/// What a read of entity `E` gives of each item: [`Whole`], [`Only`], [`Hydrated`] or [`Keys`].
pub trait Yields<E>: Said + 'static {
    /// What comes back.
    type Item: Send + 'static;

    /// Whether the items are fetched from the table.
    #[doc(hidden)]
    const HYDRATES: bool = false;

    /// The attributes that are needed besides the keys; `None` for all.
    #[doc(hidden)]
    fn attributes() -> Option<&'static [&'static str]>;

    #[doc(hidden)]
    fn decode(found: Found<'_>) -> Result<Self::Item, Error>;
}

impl<E: Stored> Yields<E> for Whole {
    type Item = E;

    fn attributes() -> Option<&'static [&'static str]> {
        None
    }

    fn decode(found: Found<'_>) -> Result<E, Error> {
        decode(found.stored)
    }
}

impl<V: Projection> Yields<V::Of> for Only<V> {
    type Item = V;

    fn attributes() -> Option<&'static [&'static str]> {
        Some(V::META.attributes)
    }

    fn decode(found: Found<'_>) -> Result<V, Error> {
        decode_part(found)
    }
}

impl<E: Stored> Yields<E> for Hydrated {
    type Item = E;
    const HYDRATES: bool = true;

    fn attributes() -> Option<&'static [&'static str]> {
        Some(&[])
    }

    fn decode(found: Found<'_>) -> Result<E, Error> {
        decode(found.stored)
    }
}

impl<E: Stored> Yields<E> for Keys {
    type Item = Key<E>;

    fn attributes() -> Option<&'static [&'static str]> {
        Some(&[])
    }

    fn decode(found: Found<'_>) -> Result<Key<E>, Error> {
        decode_key(found.stored)
    }
}

/// The attributes to ask for where only some are wanted: those, as far as they are there, and what tells the
/// key and the type.
pub(crate) fn names(
    table: &TableMeta,
    entity: &EntityMeta,
    key: &KeyMeta,
    index: Option<&IndexMeta>,
    wanted: &[&'static str],
) -> Vec<&'static str> {
    let in_key = |name: &str| entity.fields.iter().any(|field| field.in_key && field.attribute == name);
    let own = wanted.iter().copied().filter(|name| key.project.holds(name) && !in_key(name));
    // When it expires is told by an attribute of the table's.
    let is_ttl = |name: &str| entity.ttl().is_some_and(|field| field.attribute == name);
    let own = own.filter(|name| !is_ttl(name));
    let is_there = |name: &&str| index.is_none_or(|index| index.project.holds(name));
    let own = own.flat_map(|name| {
        let aliases = entity.aliases_of(name).iter().copied().filter(is_there);
        std::iter::once(name).chain(aliases)
    });
    let ttl = table.ttl_attribute.filter(|_| entity.ttl().is_some() && table.carries_ttl(index));
    let of_index = index.into_iter().flat_map(IndexMeta::attributes).copied();
    let keys = [Some(table.pk), table.sk].into_iter().flatten().chain(of_index);
    let keys = keys.map(|attribute| attribute.name);
    let kind = table.type_attribute.filter(|_| table.carries_type(index));
    let mut names = Vec::new();
    add_names(&mut names, keys.chain(kind).chain(ttl).chain(own));
    names
}

/// Adds those that are not there yet.
pub(crate) fn add_names(names: &mut Vec<&'static str>, more: impl IntoIterator<Item = &'static str>) {
    for name in more {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}
