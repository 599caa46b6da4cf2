//! What a query or scan finds, and what becomes of it.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::error::Kind;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Found, ItemKind, StoredItem, StoredKey, kind_by_key, kind_of};
use crate::key::KeyWriter;
use crate::read::{DecodeItem, Decoded, KeyAttributes};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::item::Item;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::Role;

/// Which of the entity's keys is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The primary key or that of a lookup.
    Key(usize),
    /// That of an index.
    Index(usize),
}

impl Target {
    pub(crate) fn meta<E: Stored>(self) -> &'static KeyMeta {
        self.of(E::ENTITY)
    }

    /// Starts on the sort key.
    pub(crate) fn sort<E: Stored>(self) -> KeyWriter {
        let template = self.meta::<E>().sort();
        match self {
            Self::Index(at) if !E::ENTITY.indexes[at].sk_fields.is_empty() => KeyWriter::listed(template),
            _ => KeyWriter::new(template),
        }
    }

    pub(crate) const fn of(self, entity: &'static EntityMeta) -> &'static KeyMeta {
        match self {
            Self::Key(at) => &entity.keys[at],
            Self::Index(at) => &entity.indexes[at].key,
        }
    }

    pub(crate) const fn at(self) -> usize {
        match self {
            Self::Key(at) | Self::Index(at) => at,
        }
    }

    /// The key that the items themselves have.
    pub(crate) const fn stored(self) -> usize {
        match self {
            Self::Key(at) => at,
            Self::Index(_) => 0,
        }
    }

    /// Which of the entity's index keys it is.
    fn index_key(self) -> Option<usize> {
        match self {
            Self::Key(_) => None,
            Self::Index(at) => Some(at),
        }
    }

    /// Whether items of other types can be where this reads.
    pub(crate) fn is_mixed<E: Stored, T: Holds<E>>(self) -> bool {
        match self {
            Self::Key(at) => T::MIXED & (1 << at) != 0,
            Self::Index(at) => T::MIXED_INDEXES & (1 << at) != 0,
        }
    }

    /// The index that is read.
    fn index(self, entity: &EntityMeta, table: &TableMeta) -> Result<Option<&'static IndexMeta>, Error> {
        let Some(at) = self.index_key() else { return Ok(None) };
        let name = entity.indexes[at].index;
        table.index(name).map(Some).ok_or_else(|| Error::new(Kind::NoIndex { name }))
    }

    /// The key attributes of the place that is read.
    pub(crate) fn place(
        self,
        entity: &EntityMeta,
        table: &'static TableMeta,
    ) -> Result<KeyAttributes, Error> {
        let index = self.index(entity, table)?;
        Ok(index.map_or_else(|| KeyAttributes::for_table(table), KeyAttributes::for_index))
    }
}

/// Where items are found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    target: Target,
    pub(crate) index: Option<&'static IndexMeta>,
    strict: bool,
}

impl Finding {
    /// That of the table's own items.
    pub(crate) fn whole(strict: bool) -> Self {
        Self { target: Target::Key(0), index: None, strict }
    }

    pub(crate) fn of<E: Stored, T: Holds<E>>(target: Target, strict: bool) -> Result<Self, Error> {
        let index = target.index(E::ENTITY, T::META)?;
        Ok(Self { target, index, strict })
    }

    /// Sorts out what is not asked for, and decodes the rest.
    pub(crate) fn arrive<E: Stored, T: Holds<E>, I>(
        self,
        decode: impl Fn(Found<'_>) -> Result<I, Error> + Send + Sync + 'static,
    ) -> DecodeItem<I> {
        Arc::new(move |item| self.sort::<E, T, I>(item, &decode))
    }

    fn sort<E: Stored, T: Holds<E>, I>(
        self,
        item: Item,
        decode: &impl Fn(Found<'_>) -> Result<I, Error>,
    ) -> Result<Decoded<I>, Error> {
        let key = self.target.stored();
        let expected = ItemKind::Known { entity: T::INDEX, key };
        let by_type = T::META.carries_type(self.index);
        let found = if by_type { kind_of(T::META, &item) } else { kind_by_key(T::META, &item) };
        match found {
            found if found == expected && self.is_other_shape::<E>(&item) => Ok(Decoded::Other),
            found if found == expected => {
                let stored = StoredItem { item, table: T::META, key };
                decode(Found { stored, index: self.target.index_key().zip(self.index) }).map(Decoded::Item)
            }
            ItemKind::Known { .. } | ItemKind::Marker { .. } => Ok(Decoded::Other),
            ItemKind::Foreign(_) => foreign(T::META, self.strict, &item),
        }
    }
}

impl Finding {
    /// Whether an item of the entity stands in the index under another of its keys.
    fn is_other_shape<E: Stored>(self, item: &Item) -> bool {
        let (Target::Index(at), Some(index)) = (self.target, self.index) else { return false };
        if !E::ENTITY.has_several_keys_in_index(at) {
            return false;
        }
        let key = &E::ENTITY.indexes[at];
        let parts = [(index.pk, Role::Partition), (index.sk, Role::Sort)];
        let mut templates = parts.into_iter().filter(|(_, role)| key.fields(*role).is_empty());
        templates.any(|(attributes, role)| {
            let value = attributes.first().and_then(|attribute| item.get(attribute.name));
            matches!(value, Some(AttributeValue::S(text)) if !key.key.template(role).matches(text))
        })
    }
}

/// What becomes of an item that the table has no entity for.
pub(crate) fn foreign<I>(table: &TableMeta, strict: bool, item: &Item) -> Result<Decoded<I>, Error> {
    if !strict {
        return Ok(Decoded::Foreign);
    }
    let found = kind_of(table, item).name(table);
    let (pk, sk) = StoredKey::of(table, item)?.texts();
    Err(Error::new(Kind::UnknownType { found }).key_is(&pk, sk.as_deref()))
}
