//! Reading a projection or the key of an item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::decode::{StoredItem, malformed, ttl_field};
use super::hidden::{has_aliases, has_fields_in_key};
use super::in_index::{has_fields_in_index, read_fields};
use super::{ItemKey, StoredKey, key_context};
use crate::codec::attribute::{Attributes, ItemView};
use crate::codec::{self, CodecError, Root, Sketch, Traced};
use crate::error::Error;
use crate::error::Kind;
use crate::item::key::Key;
use crate::item::parts::{Lists, Parts};
use crate::item::projection::Projection;
use crate::item::stored::Stored;
use crate::schema::entity::{FieldMeta, KeySlot, Projected};
use crate::schema::item::Item;
use crate::schema::table::{IndexMeta, TableMeta};

/// An item and the index that it was read through.
#[derive(Debug)]
pub struct Found<'t> {
    pub(crate) stored: StoredItem<'t>,
    /// The position among the entity's index keys, and the index.
    pub(crate) index: Option<(usize, &'static IndexMeta)>,
    pub(crate) lists: Lists,
}

impl Found<'_> {
    /// The projection of the index or lookup that it was read through.
    fn project<E: Stored>(&self) -> Projected {
        match self.index {
            Some((at, _)) => E::ENTITY.indexes[at].key.project,
            None => E::ENTITY.keys[self.stored.key].project,
        }
    }

    /// The fields in its keys. Of those that are in index keys only, those with these attributes.
    fn in_keys<E: Stored>(&self, wanted: &[&str]) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
        let StoredItem { item, table, key } = &self.stored;
        let mut fields = E::read_key(KeySlot::of_key(*key), &StoredKey::of(table, item)?)?;
        if let Some((at, index)) = self.index
            && !self.project::<E>().is_all()
        {
            fields.extend(E::read_key(KeySlot::Index(at), &StoredKey::in_index(index, item)?)?);
            let key = &E::ENTITY.indexes[at];
            let listed = key.pk_fields.iter().chain(key.sk_fields).map(|field| field.attribute);
            let value = |name| Some((name, item.attribute(name)?.value().into_owned()));
            fields.extend(listed.filter_map(value));
        }
        if const { has_fields_in_index(E::ENTITY) } && *key == 0 && self.project::<E>().is_all() {
            fields.extend(read_fields::<E>(table, item, |name| wanted.contains(&name))?);
        }
        Ok(fields)
    }
}

/// Decodes a projection of an item.
///
/// # Errors
///
/// The item does not have the projection's shape.
pub fn decode_part<V: Projection>(found: Found<'_>) -> Result<V, Error> {
    let fields = fields_elsewhere::<V>(&found);
    let project = found.project::<V::Of>();
    let StoredItem { mut item, table, key } = found.stored;
    let (names, parts) = (V::META.attributes, parts_of::<V>());
    let is_in_key = |name: &str| is_in_key::<V>(table, key, project, name);
    let traced = Traced::of::<V>(|name| names.contains(&name));
    let sees_only_own =
        parts.is_none() && traced.sees_only_fields() && !names.iter().any(|name| is_in_key(name));
    let is_hidden = |name: &str| !names.contains(&name) || is_in_key(name);
    let sketch = if sees_only_own { Sketch::NONE } else { Sketch::ALL };
    let value = fields.and_then(|fields| {
        let root = Root { sketch, is_hidden: &is_hidden, fields: &fields };
        codec::read_fetched(&mut item, &root, &traced).map_err(|source| malformed_part(source, parts))
    });
    // A request asks for the key only if fields are read from it or compared with it.
    value.map_err(|error| key_context(table, &item, error.entity_is(V::META.name)))
}

fn parts_of<V: Projection>() -> Option<&'static Parts> {
    V::attributes().and_then(|wanted| wanted.parts)
}

/// Names the path in the entity if the projection reads the value by a path of its own.
fn malformed_part(source: CodecError, parts: Option<&Parts>) -> Error {
    let path = match source.absent_field() {
        Some(field) if source.path() == "." => field.to_owned(),
        _ => source.path(),
    };
    match parts.and_then(|parts| parts.path_in_entity(&path)) {
        Some(path) => Error::new(Kind::Decode { path, source }),
        None => malformed(source),
    }
}

/// Returns `true` if the field with this attribute is read from a key.
fn is_in_key<V: Projection>(table: &TableMeta, key: usize, project: Projected, name: &str) -> bool {
    // A copy has no index keys: it stores the field itself.
    let in_key = |field: &FieldMeta| field.in_key && (key == 0 || field.in_index.is_none());
    let is = |field: &FieldMeta| in_key(field) && field.attribute == name;
    let has_fields_in_key = const { has_fields_in_key(V::Of::ENTITY) };
    table.is_key(name) || !project.holds(name) || has_fields_in_key && V::Of::ENTITY.fields.iter().any(is)
}

/// The fields of the projection that are stored elsewhere than under their names: in a key, in the table's expiry time or
/// under an alias.
fn fields_elsewhere<V: Projection>(found: &Found<'_>) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
    let (project, StoredItem { item, table, key: index }) = (found.project::<V::Of>(), &found.stored);
    let ttl = ttl_field::<V::Of>(table, item)?;
    let parts = parts_of::<V>();
    let partial = parts.map_or(&[][..], |parts| &parts.partial);
    let view = ItemView { item, elsewhere: ttl.as_slice(), partial };
    if let Ok(key) = StoredKey::of(table, item) {
        V::Of::check_attributes(KeySlot::of_key(*index), &key, &view)?;
    }
    let names = || V::META.attributes.iter().copied();
    let is_in_key = |name: &&'static str| is_in_key::<V>(table, *index, project, name);
    let mut fields = Vec::new();
    if names().any(|name| is_in_key(&name)) {
        let mut in_keys = found.in_keys::<V::Of>(V::META.attributes)?;
        // An index key follows the primary key, and precedes it where both hold a field.
        let position = |name, in_keys: &[(&str, _)]| in_keys.iter().rposition(|(field, _)| *field == name);
        for name in names().filter(is_in_key) {
            fields.extend(position(name, &in_keys).map(|position| in_keys.remove(position)));
        }
    }
    let own = || names().filter(|name| !is_in_key(name));
    let has_aliases = const { has_aliases(V::Of::ENTITY) };
    for name in own().filter(|name| has_aliases && view.attribute(name).is_none()) {
        let mut aliases = V::Of::ENTITY.aliases_of(name).iter();
        let value = aliases.find_map(|alias| item.attribute(alias));
        fields.extend(value.map(|value| (name, value.value().into_owned())));
    }
    fields.extend(ttl.filter(|(field, _)| own().any(|name| name == *field)));
    fields.extend(parts.into_iter().flat_map(|parts| parts.read(item, found.lists)));
    Ok(fields)
}

/// Reads the primary key of an item, or of the item that a copy belongs to.
///
/// # Errors
///
/// Its key is none of the entity's.
pub(crate) fn decode_key<E: Stored>(stored: StoredItem<'_>) -> Result<Key<E>, Error> {
    let StoredItem { item, table, key } = stored;
    let stored = StoredKey::of(table, &item)?;
    let owner = E::owner_key(KeySlot::of_key(key), &stored).and_then(|owner| {
        let missing = || Error::new(Kind::NoKey { attribute: table.pk.name });
        owner.ok_or_else(missing)
    });
    owner.map(Key::from_item).map_err(|error| {
        let (pk, sk) = stored.texts();
        error.entity_is(E::ENTITY.name).key_is(&pk, sk.as_deref())
    })
}

/// The key attributes of an item, or of the item that a copy belongs to.
///
/// # Errors
///
/// Its key is none of the entity's.
pub(crate) fn owner<E: Stored>(stored: StoredItem<'_>) -> Result<Item, Error> {
    let table = stored.table;
    if stored.key > 0 {
        let key: ItemKey = decode_key::<E>(stored)?.item;
        return key.attributes(table);
    }
    // As stored, whatever program wrote it.
    Ok(stored.item.select(table.key_names()))
}
