//! The keys that reads read, and the items that they find.

use std::sync::Arc;

use crate::codec::attribute::{Attribute, Attributes, FetchedItem};
use crate::error::Error;
use crate::error::Kind;
use crate::item::parts::Lists;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Found, ItemKind, StoredItem, StoredKey, kind_by_key, kind_of};
use crate::key::{KeyWriter, SortRange};
use crate::read::{DecodeItem, Decoded, KeyAttributes};
use crate::schema::entity::{EntityMeta, IndexKeyMeta, KeyMeta};
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// The key of an entity that a read reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The primary key or that of a lookup.
    Key(usize),
    /// The key of an index.
    Index(usize),
}

impl Target {
    /// Starts on the sort key.
    pub(crate) fn sort(self, entity: &'static EntityMeta) -> KeyWriter {
        let template = self.of(entity).sort();
        match self {
            Self::Index(at) if !entity.indexes[at].sk_fields.is_empty() => {
                let IndexKeyMeta { sk_fields, sk_base, .. } = &entity.indexes[at];
                match sk_base {
                    Some(role) => KeyWriter::behind_list(entity.primary().template(*role), sk_fields.len()),
                    None => KeyWriter::listed(template),
                }
            }
            _ => KeyWriter::new(template),
        }
    }

    pub(crate) const fn of(self, entity: &'static EntityMeta) -> &'static KeyMeta {
        match self {
            Self::Key(at) => &entity.keys[at],
            Self::Index(at) => &entity.indexes[at].key,
        }
    }

    /// The specified part of a sort key, as far as `writer` has written it.
    pub(crate) fn sort_range(self, entity: &'static EntityMeta, writer: KeyWriter) -> SortRange {
        SortRange::new(writer, self.queried_form(entity, Role::Sort), self.of(entity).sort())
    }

    /// The template in whose form queries write a key.
    pub(crate) fn queried_form(self, entity: &'static EntityMeta, role: Role) -> &'static Template {
        match self {
            Self::Key(_) => self.of(entity).template(role),
            Self::Index(slot) => entity.queried_form(slot, role),
        }
    }

    pub(crate) const fn at(self) -> usize {
        match self {
            Self::Key(at) | Self::Index(at) => at,
        }
    }

    /// The index of the key that the stored items have.
    pub(crate) const fn stored(self) -> usize {
        match self {
            Self::Key(at) => at,
            Self::Index(_) => 0,
        }
    }

    /// The index of the key among the index keys of the entity.
    fn index_key(self) -> Option<usize> {
        match self {
            Self::Key(_) => None,
            Self::Index(at) => Some(at),
        }
    }

    /// The index that is read.
    fn index(self, entity: &EntityMeta, table: &TableMeta) -> Result<Option<&'static IndexMeta>, Error> {
        let Some(at) = self.index_key() else { return Ok(None) };
        let name = entity.indexes[at].index;
        table.index(name).map(Some).ok_or_else(|| Error::new(Kind::NoIndex { name }))
    }

    /// The key attributes of the table or index.
    pub(crate) fn place(
        self,
        entity: &EntityMeta,
        table: &'static TableMeta,
    ) -> Result<KeyAttributes, Error> {
        let index = self.index(entity, table)?;
        Ok(index.map_or_else(|| KeyAttributes::for_table(table), KeyAttributes::for_index))
    }
}

/// An entity as a table has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    table: &'static TableMeta,
    entity: &'static EntityMeta,
    /// The index of the entity in the table.
    index: usize,
    /// The keys, by bit, whose range can hold items of other types.
    mixed_keys: u64,
    mixed_indexes: u64,
}

impl Member {
    pub(crate) fn new<E: Stored, T: Holds<E>>() -> Self {
        Self {
            table: T::META,
            entity: E::ENTITY,
            index: T::INDEX,
            mixed_keys: T::MIXED,
            mixed_indexes: T::MIXED_INDEXES,
        }
    }
}

/// The items of an entity in a table, an index or the copies of a lookup.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    member: Member,
    target: Target,
    pub(crate) index: Option<&'static IndexMeta>,
    strict: bool,
}

impl Finding {
    pub(crate) fn new(member: Member, target: Target, strict: bool) -> Result<Self, Error> {
        let index = target.index(member.entity, member.table)?;
        Ok(Self { member, target, index, strict })
    }

    /// Returns `true` if the range of the key can hold items of other types.
    pub(crate) fn is_mixed(self) -> bool {
        match self.target {
            Target::Key(at) => self.member.mixed_keys & (1 << at) != 0,
            Target::Index(at) => self.member.mixed_indexes & (1 << at) != 0,
        }
    }

    pub(crate) fn table(self) -> &'static TableMeta {
        self.member.table
    }

    /// Finds the table's own items.
    pub(crate) fn in_table(self) -> Self {
        Self { target: Target::Key(0), index: None, ..self }
    }

    /// The key attributes of the table or index.
    pub(crate) fn attributes(self) -> KeyAttributes {
        self.index.map_or_else(|| KeyAttributes::for_table(self.member.table), KeyAttributes::for_index)
    }

    /// Leaves out items of other types, and decodes the rest.
    pub(crate) fn decoder<I>(
        self,
        decode: impl Fn(Found<'_>) -> Result<I, Error> + Send + Sync + 'static,
    ) -> DecodeItem<I> {
        Arc::new(move |item| self.sort(item, &decode))
    }

    fn sort<I>(
        self,
        item: FetchedItem,
        decode: &impl Fn(Found<'_>) -> Result<I, Error>,
    ) -> Result<Decoded<I>, Error> {
        let Member { table, index, .. } = self.member;
        let key = self.target.stored();
        let expected = ItemKind::Known { entity: index, key };
        let by_type = table.carries_type(self.index);
        let found = if by_type { kind_of(table, &item) } else { kind_by_key(table, &item) };
        match found {
            found if found == expected && self.is_other_shape(&item) => Ok(Decoded::Other),
            found if found == expected => {
                let stored = StoredItem { item, table, key };
                let index = self.target.index_key().zip(self.index);
                decode(Found { stored, index, lists: Lists::Asked }).map(Decoded::Item)
            }
            ItemKind::Known { .. } | ItemKind::Marker { .. } => Ok(Decoded::Other),
            ItemKind::Foreign(_) | ItemKind::Untyped(_) => foreign(table, self.strict, found, &item),
        }
    }

    /// Returns `true` if the entity has several keys in the index.
    pub(crate) fn is_shape_of_several(self) -> bool {
        self.target.index_key().is_some_and(|at| self.member.entity.has_several_keys_in_index(at))
    }

    /// Returns `true` if an item of the entity is in the index under another of its keys.
    fn is_other_shape(self, item: &FetchedItem) -> bool {
        let (Target::Index(at), Some(index)) = (self.target, self.index) else { return false };
        if !self.is_shape_of_several() {
            return false;
        }
        let key = &self.member.entity.indexes[at];
        let parts = [(index.pk, Role::Partition), (index.sk, Role::Sort)];
        let mut templates = parts.into_iter().filter(|(_, role)| key.fields(*role).is_empty());
        templates.any(|(attributes, role)| {
            let value = attributes.first().and_then(|attribute| item.attribute(attribute.name));
            let template = self.member.table.stored_form(self.member.entity, at, role, attributes);
            value.and_then(Attribute::text).is_some_and(|text| !template.matches(text))
        })
    }
}

/// Decodes an item that the table has no entity for.
pub(crate) fn foreign<I>(
    table: &TableMeta,
    strict: bool,
    found: ItemKind<'_>,
    item: &FetchedItem,
) -> Result<Decoded<I>, Error> {
    if !strict {
        return Ok(Decoded::Foreign);
    }
    let (pk, sk) = StoredKey::of(table, item)?.texts();
    Err(found.unknown(table).key_is(&pk, sk.as_deref()))
}
