//! Index keys of items that lack their components.
//!
//! Another program may store a value in the key of an index only. A field that is read as an attribute has a default there,
//! so that the key of the value is not that of the item. It is never written over or removed.

use crate::codec::same::stable;
use crate::error::{Error, Kind};
use crate::item::{Encoded, holder_in, stored::Stored, table::Holds};
use crate::schema::{
    entity::{EntityMeta, FieldMeta, IndexKeyMeta},
    item::Item,
    table::{IndexMeta, TableMeta},
};
use crate::write::unchanged::decoded;

/// A key of an item in an index, which differs from that of the item's value because the item lacks a component.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnknownKey {
    /// The position among the index keys of the entity.
    at: usize,
    attribute: &'static str,
    field: &'static FieldMeta,
    /// The key holds the whole field.
    is_whole: bool,
}

impl UnknownKey {
    /// Returns those of an item with this value.
    pub(crate) fn all(stored: &Item, value: &Encoded, table: &TableMeta) -> Result<Vec<Self>, Error> {
        let entity = value.entity;
        let lacking = entity.indexes.iter().enumerate().filter_map(|(at, meta)| {
            let is_elsewhere = || has_other_key(value, at);
            let field = missing(stored, value, at, table).filter(|_| !is_elsewhere())?;
            Some((at, meta, field))
        });
        let lacking: Vec<_> = lacking.collect();
        if lacking.is_empty() {
            return Ok(Vec::new());
        }
        let new = value.item(table, 0, None)?;
        let differs =
            |name: &str| stored.get(name).is_some_and(|old| new.get(name).map(stable) != Some(stable(old)));
        let unknown = lacking.into_iter().flat_map(|(at, meta, field)| {
            let is_whole = !meta.conditional && holder_in(table, meta, field.name).is_some();
            let attributes = written(entity, meta, table).filter(|name| differs(name));
            attributes.map(move |attribute| Self { at, attribute, field, is_whole })
        });
        Ok(unknown.collect())
    }

    /// Returns the attributes that only the keys of the entity's indexes write.
    pub(crate) fn own_attributes(
        entity: &'static EntityMeta,
        table: &TableMeta,
    ) -> impl Iterator<Item = &'static str> {
        entity.indexes.iter().flat_map(move |meta| written(entity, meta, table))
    }

    /// Refuses to replace an item that has such a key.
    ///
    /// # Errors
    ///
    /// The item has one, or cannot be read.
    pub(crate) fn refuse<E: Stored, T: Holds<E>>(stored: Option<&Item>) -> Result<(), Error> {
        let (Some(stored), Some(value)) = (stored, decoded::<E, T>(stored)?) else { return Ok(()) };
        match Self::all(stored, &value, T::META)?.first() {
            Some(key) => Err(key.error()),
            None => Ok(()),
        }
    }

    /// Refuses to write one of these keys.
    ///
    /// # Errors
    ///
    /// A key is among those that are `written`.
    pub(crate) fn check(unknown: &[Self], written: &[usize]) -> Result<(), Error> {
        match unknown.iter().find(|key| written.contains(&key.at)) {
            Some(key) => Err(key.error()),
            None => Ok(()),
        }
    }

    /// Keeps the stored key in the item that replaces it.
    pub(crate) fn keep(self, stored: &Item, new: &mut Item) {
        if let Some(value) = stored.get(self.attribute) {
            new.insert(self.attribute.to_owned(), value.clone());
        }
    }

    pub(crate) fn error(self) -> Error {
        let Self { attribute, field, is_whole, .. } = self;
        Error::new(Kind::UnknownIndexKey { attribute, field: field.name, is_whole })
    }
}

/// Returns a component of the index key that the item lacks.
fn missing(stored: &Item, value: &Encoded, at: usize, table: &TableMeta) -> Option<&'static FieldMeta> {
    let field = |name: &str| value.entity.fields.iter().find(|field| field.attribute == name);
    let mut components = value.components(&[at]).into_iter().filter_map(field);
    components.find(|field| {
        let ttl = table.ttl_attribute.filter(|_| field.ttl);
        let mut names = field.aliases.iter().copied().chain([field.attribute]).chain(ttl);
        !field.in_key && !names.any(|name| stored.contains_key(name))
    })
}

/// Returns `true` if the value has another key in the index of this one.
fn has_other_key(value: &Encoded, at: usize) -> bool {
    let index = value.entity.indexes[at].index;
    let mut others = value.entity.indexes.iter().enumerate();
    others.any(|(other, meta)| other != at && meta.index == index && value.is_in_index(other))
}

/// Returns the attributes that only the key of the index writes.
fn written<'t>(
    entity: &'static EntityMeta,
    meta: &'static IndexKeyMeta,
    table: &'t TableMeta,
) -> impl Iterator<Item = &'static str> + use<'t> {
    let is_field = |name: &str| entity.fields.iter().any(|field| !field.in_key && field.attribute == name);
    let names = table.index(meta.index).into_iter().flat_map(IndexMeta::attributes);
    names.map(|attribute| attribute.name).filter(move |name| !table.is_key(name) && !is_field(name))
}
