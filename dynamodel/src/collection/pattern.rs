//! One access pattern of a collection.

use super::params::Params;
use crate::error::Error;
use crate::error::Kind;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::table::Table;
use crate::item::{StoredItem, decode};
use crate::key::KeyWriter;
use crate::read::finding::Target;
use crate::read::pattern::ReadSource;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::template::Part;

/// Requires an entity. No other part of an expansion does, so that its absence is one error.
#[must_use]
pub const fn is_entity<E: Stored>() -> bool {
    true
}

/// Requires an entity or a collection, as a part of a group.
#[must_use]
pub const fn is_collected<C: Collected>() -> bool {
    C::IS_COLLECTED
}

/// The partition key of a collection, by the first of its patterns.
#[must_use]
pub fn partition_key<A, P>(values: P::Values<'_>) -> KeyWriter
where
    A: Pattern<Params = P>,
    P: Params,
{
    A::partition(values)
}

/// The items that can be read from one partition: those of an entity's primary key, of an access pattern, or of
/// the patterns of a collection. The derives implement it.
pub trait Pattern {
    /// The parameters of the partition, as a list of segments.
    type Params: Params;
    /// The location: the table or an index.
    type Place;
    /// The segments of the sort key that the partition does not give; for a collection, those that all its patterns
    /// start with.
    type SortKey;
    /// One for an entity, several for a collection.
    const MEMBERS: &'static [PatternMeta];

    /// Writes the partition key.
    fn partition(values: <Self::Params as Params>::Values<'_>) -> KeyWriter {
        Self::Params::write(values, Self::MEMBERS[0].start())
    }
}

/// An access pattern of the entity or collection `E`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an access pattern of `{E}` that a collection can read",
    label = "write the type of one of its keys or lookups; for its primary key, remove `#[pattern(...)]`",
    note = "an entity has a type for each `name`: `#[key(name = \"...\", ...)]`, `#[lookup(name = \"...\", ...)]`, `#[key(index = \"...\", name = \"...\", ...)]`"
)]
pub trait PatternOf<E> {
    /// Evaluated by an expansion to require the trait.
    const FOUND: bool = true;
}

#[diagnostic::do_not_recommend]
impl<A: Pattern + ReadSource<Entity = E>, E> PatternOf<E> for A {}

/// An entity, or a collection of entities.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an entity nor a collection of entities",
    label = "write `#[derive(Entity)]` on a struct that is an item, or `#[derive(Collection)]` on an enum of several"
)]
pub trait Collected: Sized + Send + 'static {
    /// Evaluated by an expansion to require the trait.
    #[doc(hidden)]
    const IS_COLLECTED: bool = true;

    /// Decodes an item of the `member`-th pattern.
    #[doc(hidden)]
    fn decode_member(member: usize, stored: StoredItem<'_>) -> Result<Self, Error>;
}

impl<E: Stored> Collected for E {
    fn decode_member(_member: usize, stored: StoredItem<'_>) -> Result<E, Error> {
        decode(stored)
    }
}

/// A collection whose entities are all in the table `T`. The derives implement it.
pub trait HeldBy<T>: Collected {
    /// The positions of the patterns' entities in the table.
    #[doc(hidden)]
    const INDEXES: &'static [usize];
}

impl<E: Stored, T: Table + Holds<E>> HeldBy<T> for E {
    const INDEXES: &'static [usize] = &[<T as Holds<E>>::INDEX];
}

/// One access pattern of an entity.
#[derive(Clone, Copy, Debug)]
pub struct PatternMeta {
    pub(crate) entity: &'static EntityMeta,
    pub(crate) target: Target,
    /// For each leading segment of the sort key that the partition key gives, which of its parts does.
    pub(crate) given: &'static [usize],
    /// Writes the sort key as far as it is given by this partition key; `None` if it gives nothing.
    sort: Option<SortOf>,
}

/// See [`PatternMeta::sort`].
type SortOf = fn(&str) -> Result<KeyWriter, Error>;

impl PatternMeta {
    /// The pattern of an entity or a collection with errors. No rule applies to it.
    pub const FAULTY: Self = Self {
        entity: &EntityMeta::EMPTY,
        target: Target::Key(0),
        given: &[],
        sort: Some(|_| Err(Error::new(Kind::EmptyRange))),
    };

    pub(crate) const fn is_faulty(&self) -> bool {
        self.entity.keys.is_empty()
    }

    /// The pattern of a key of `E`.
    #[must_use]
    pub const fn new<E: Stored>(target: Target) -> Self {
        Self { entity: E::ENTITY, target, given: &[], sort: None }
    }

    /// The pattern, whose partition key gives the sort key in part.
    #[must_use]
    pub const fn given(self, given: &'static [usize], sort: SortOf) -> Self {
        Self { given, sort: Some(sort), ..self }
    }

    #[cfg(test)]
    pub(crate) const fn for_test(entity: &'static EntityMeta, given: &'static [usize]) -> Self {
        Self { entity, target: Target::Key(0), given, sort: None }
    }

    /// Starts to write the partition key.
    fn start(&self) -> KeyWriter {
        KeyWriter::new(&self.meta().pk)
    }

    /// Writes the sort key as far as it is given by this partition key.
    pub(crate) fn sort(&self, pk: &str) -> Result<KeyWriter, Error> {
        match self.sort {
            Some(sort) => sort(pk),
            None => Ok(self.target.sort(self.entity)),
        }
    }

    pub(crate) const fn meta(&self) -> &'static KeyMeta {
        self.target.of(self.entity)
    }

    /// The index that it reads; `None` for the table.
    pub(crate) const fn index_name(&self) -> Option<&'static str> {
        match self.target {
            Target::Key(_) => None,
            Target::Index(at) => Some(self.entity.indexes[at].index),
        }
    }

    /// The first field of the sort key that the partition does not give. Without one there is one item.
    pub(crate) const fn open_field(&self) -> Option<&'static str> {
        let parts = self.meta().sort().parts;
        let (mut at, mut segments) = (0, 0);
        while at < parts.len() {
            if let Part::Segment(segment) = &parts[at] {
                if segments == self.given.len() {
                    return Some(segment.field);
                }
                segments += 1;
            }
            at += 1;
        }
        None
    }
}
