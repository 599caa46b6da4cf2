//! Writing values as items.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::decode::deserialize;
use super::frame::{Frame, has_aliases, stores_elsewhere};
use super::{IndexEntry, ItemKey};
use crate::codec::debug::RedactedItem;
use crate::codec::spare::Spare;
use crate::codec::{self, Findings};
use crate::error::Error;
use crate::error::Kind;
use crate::expr::storable::check_attributes;
use crate::item::managed::PendingWrite;
use crate::item::stored::Stored;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::FieldMeta;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// A value's attributes and keys, for any table.
#[derive(Clone)]
pub(crate) struct Encoded {
    pub(crate) entity: &'static EntityMeta,
    attributes: Item,
    /// The facts about the attributes.
    findings: Findings,
    /// A field is stored elsewhere than under its name.
    stores_elsewhere: bool,
    /// A copy of the item, once the attributes were moved into it.
    spare: Option<Arc<Spare>>,
    /// The expiry time, if it has one.
    ttl: Option<AttributeValue>,
    key: ItemKey,
    /// One for each lookup of the entity.
    copies: Vec<Option<ItemKey>>,
    /// One for each index key of the entity.
    indexes: Vec<Option<IndexEntry>>,
    /// One for each marker of the entity.
    markers: Vec<Option<ItemKey>>,
    /// Sets the managed fields. The other attributes are not encoded again.
    fill_managed_fields: fn(&mut Self, &PendingWrite) -> Result<(), Error>,
}

/// The values are not shown.
impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut encoded = f.debug_struct(self.entity.name);
        encoded
            .field("key", &self.key)
            .field("attributes", &RedactedItem(&self.attributes))
            .finish_non_exhaustive()
    }
}

impl Encoded {
    pub(crate) fn of<E: Stored>(value: &E) -> Result<Self, Error> {
        let (attributes, findings) = encode_attributes(value)?;
        Self::with(value, attributes, findings, claimed)
    }

    /// Encodes a value that is stored already. A value that does not fit a marker's key was never claimed.
    pub(crate) fn of_stored<E: Stored>(value: &E) -> Result<Self, Error> {
        let (attributes, findings) = encode_attributes(value)?;
        let claimed = |value: &E| {
            let markers = value.write_markers().into_iter();
            Ok(markers.map(|key| key.and_then(Result::ok)).collect())
        };
        Self::with(value, attributes, findings, claimed)
    }

    /// Joins the attributes of a value and its keys.
    fn with<E: Stored>(
        value: &E,
        attributes: Item,
        findings: Findings,
        markers: impl FnOnce(&E) -> Result<Vec<Option<ItemKey>>, Error>,
    ) -> Result<Self, Error> {
        if !findings.is_storable {
            let has_only_in_key = E::ENTITY.fields.iter().any(|field| field.in_key);
            let only_in_key =
                |name: &str| E::ENTITY.fields.iter().any(|field| field.in_key && field.attribute == name);
            let stored = attributes.iter().filter(|(name, _)| !(has_only_in_key && only_in_key(name)));
            check_attributes(stored).map_err(|error| error.entity_is(E::ENTITY.name))?;
        }
        if const { has_aliases(E::ENTITY) } {
            check_aliases(E::ENTITY, &attributes).map_err(|error| error.entity_is(E::ENTITY.name))?;
        }
        let (mut key, mut copies) = value.write_keys()?;
        let mut indexes = value.write_index_keys()?;
        key.fill_shard();
        into_shards(E::ENTITY, &key, &mut copies, &mut indexes);
        Ok(Self {
            entity: E::ENTITY,
            attributes,
            findings,
            stores_elsewhere: const { stores_elsewhere(E::ENTITY) },
            spare: None,
            ttl: Some(value.write_ttl()).filter(AttributeValue::is_n),
            key,
            copies,
            indexes,
            markers: markers(value)?,
            fill_managed_fields: Self::fill_managed_fields::<E>,
        })
    }

    fn fill_managed_fields<E: Stored>(&mut self, write: &PendingWrite) -> Result<(), Error> {
        let mut value: E = Self::decode(&self.attributes)?;
        value.fill_managed_fields(write);
        let mut attributes = std::mem::take(&mut self.attributes);
        *self = if value.write_managed_fields(&mut attributes)? {
            Self::with(&value, attributes, Findings::NONE, claimed)?
        } else {
            Self::of(&value)?
        };
        Ok(())
    }

    /// Sets the managed fields for this write.
    pub(crate) fn set_managed_fields(&mut self, write: &PendingWrite) -> Result<(), Error> {
        self.check_ttl()?;
        if self.entity.fields.iter().any(|field| field.managed.is_some()) {
            (self.fill_managed_fields)(self, write)?;
        }
        Ok(())
    }

    /// Sets the version that the next write counts from.
    pub(crate) fn set_version(&mut self, version: u64) {
        if let Some(field) = self.entity.version() {
            self.attributes.insert(field.attribute.to_owned(), AttributeValue::N(version.to_string()));
            self.findings = Findings::NONE;
        }
    }

    /// Refuses an implausible expiry time.
    pub(crate) fn check_ttl(&self) -> Result<(), Error> {
        let (Some(field), Some(ttl)) = (self.entity.ttl(), &self.ttl) else { return Ok(()) };
        let checked = crate::item::ttl::check(field.attribute, ttl);
        checked.map_err(|error| error.entity_is(self.entity.name).item_key_is(&self.key))
    }

    /// Refuses an implausible expiry time that `before` does not have already.
    pub(crate) fn check_ttl_after(&self, before: &Self) -> Result<(), Error> {
        if self.ttl == before.ttl { Ok(()) } else { self.check_ttl() }
    }

    /// The item's own key.
    pub(crate) fn key(&self) -> &ItemKey {
        &self.key
    }

    /// The attributes that the struct's serializer writes.
    pub(crate) fn attributes(&self) -> &Item {
        &self.attributes
    }

    /// Reads a value from its attributes.
    pub(crate) fn decode<E: Stored>(attributes: &Item) -> Result<E, Error> {
        deserialize(attributes).map_err(|error| error.entity_is(E::ENTITY.name))
    }

    /// The positions of the index keys that differ between this value and `after`, or that one of these attributes is part
    /// of.
    pub(crate) fn rewritten<'n>(&self, after: &Self, named: impl Iterator<Item = &'n str>) -> Vec<usize> {
        let named: Vec<&str> = named.collect();
        let keys = self.indexes.iter().zip(&after.indexes).enumerate();
        let keys = keys.filter(|(at, (old, new))| {
            old != new || self.components(&[*at]).iter().any(|name| named.contains(name))
        });
        keys.map(|(at, _)| at).collect()
    }

    /// The attributes that these index keys are made of. Those that the primary key holds without loss are left out: they
    /// cannot have changed and need not be stored.
    pub(crate) fn components(&self, keys: &[usize]) -> Vec<&'static str> {
        let fixed = |name: &&&str| self.entity.primary().whole_fields().any(|fixed| fixed == **name);
        let metas = keys.iter().filter_map(|at| self.entity.indexes.get(*at));
        let names = metas.flat_map(|meta| meta.depends_on).filter(|name| !fixed(name));
        let fields = names.filter_map(|name| self.entity.fields.iter().find(|field| field.name == *name));
        fields.map(|field| field.attribute).collect()
    }

    /// Returns `true` if the value has this index key.
    pub(crate) fn is_in_index(&self, at: usize) -> bool {
        self.indexes.get(at).is_some_and(Option::is_some)
    }

    /// The keys of the lookup copies, with their positions among the entity's keys.
    pub(crate) fn copies(&self) -> impl Iterator<Item = (usize, &ItemKey)> {
        (1..).zip(&self.copies).filter_map(|(index, key)| Some((index, key.as_ref()?)))
    }

    /// The keys of the markers, with their positions among the entity's markers.
    pub(crate) fn markers(&self) -> impl Iterator<Item = (usize, &ItemKey)> {
        self.markers.iter().enumerate().filter_map(|(at, key)| Some((at, key.as_ref()?)))
    }

    /// The marker that claims the value of a unique field for this item.
    pub(crate) fn marker(&self, table: &TableMeta, at: usize, key: &ItemKey) -> Result<Item, Error> {
        let mut item = key.attributes(table)?;
        if let Some(attribute) = table.type_attribute {
            let value = self.entity.markers[at].key.type_value.to_owned();
            item.insert(attribute.to_owned(), AttributeValue::S(value));
        }
        if let (Some(attribute), Some(ttl)) = (table.ttl_attribute, &self.ttl) {
            item.insert(attribute.to_owned(), ttl.clone());
        }
        item.insert(table.owner_attribute.to_owned(), self.key().owner(table)?);
        Ok(item)
    }

    /// The key at this position among the entity's keys.
    fn key_at(&self, index: usize) -> &ItemKey {
        let copy = index.checked_sub(1).and_then(|copy| self.copies.get(copy)?.as_ref());
        copy.unwrap_or(&self.key)
    }

    /// The item under the `index`-th key.
    pub(crate) fn item(&self, table: &TableMeta, index: usize, revision: Option<u64>) -> Result<Item, Error> {
        if let Some(spare) = self.spare.as_ref().filter(|_| index == 0) {
            return Ok(spare.item());
        }
        let key = self.key_at(index);
        // Copies have no index keys.
        let indexes = if index == 0 { self.indexes.clone() } else { Vec::new() };
        // Its key may lack fields that only the primary key holds.
        let owner = self.entity.keys[index].unique.then(|| self.key.owner(table)).transpose();
        let owner = owner.map_err(|error| error.entity_is(self.entity.name).item_key_is(key))?;
        let Self { entity, findings, stores_elsewhere, .. } = *self;
        let ttl = self.ttl.clone();
        let frame = Frame { entity, index, key, owner, ttl, revision, findings, stores_elsewhere };
        let mut item = frame.around(self.attributes.clone(), indexes, table)?;
        key.clone().move_into(&table.pk, table.sk.as_ref(), &mut item)?;
        Ok(item)
    }

    /// The item itself, into which the attributes and index keys are moved, and a copy of it. Only [`item`](Self::item)
    /// knows them afterwards. An item with copies or markers is not moved.
    pub(crate) fn take_item(&mut self, table: &TableMeta) -> Result<(Item, Option<Arc<Spare>>), Error> {
        if self.entity.has_satellites() || self.spare.is_some() {
            return Ok((self.item(table, 0, None)?, self.spare.clone()));
        }
        let (attributes, indexes) = (std::mem::take(&mut self.attributes), std::mem::take(&mut self.indexes));
        let Self { entity, findings, stores_elsewhere, .. } = *self;
        let (key, ttl) = (&self.key, self.ttl.clone());
        let frame =
            Frame { entity, index: 0, key, owner: None, ttl, revision: None, findings, stores_elsewhere };
        let mut item = frame.around(attributes, indexes, table)?;
        key.clone().move_into(&table.pk, table.sk.as_ref(), &mut item)?;
        let spare = Arc::new(Spare::new(&item));
        self.spare = Some(spare.clone());
        Ok((item, Some(spare)))
    }

    /// The item itself, from a value that is not needed any more.
    pub(crate) fn into_item(self, table: &TableMeta) -> Result<Item, Error> {
        let Self { entity, attributes, findings, stores_elsewhere, ttl, key, indexes, .. } = self;
        let frame = Frame {
            entity,
            index: 0,
            key: &key,
            owner: None,
            ttl,
            revision: None,
            findings,
            stores_elsewhere,
        };
        let mut item = frame.around(attributes, indexes, table)?;
        key.move_into(&table.pk, table.sk.as_ref(), &mut item)?;
        Ok(item)
    }
}

/// The keys of the markers of a value.
fn claimed<E: Stored>(value: &E) -> Result<Vec<Option<ItemKey>>, Error> {
    if E::ENTITY.markers.is_empty() {
        return Ok(Vec::new());
    }
    let markers = value.write_markers().into_iter().map(Option::transpose);
    Ok(markers.collect::<Result<_, _>>()?)
}

/// Writes the attributes of a value.
fn encode_attributes<E: Stored>(value: &E) -> Result<(Item, Findings), Error> {
    let room = const { room(E::ENTITY) };
    let written = codec::write_item(value, room);
    let (mut item, findings) =
        written.map_err(|error| Error::new(Kind::Encode(error)).entity_is(E::ENTITY.name))?;
    if const { omits_none(E::ENTITY) } && findings.may_have_nulls {
        item.retain(|name, value| !value.is_null() || !is_omitted(E::ENTITY, name));
    }
    Ok((item, findings))
}

/// Returns `true` if the item has no attribute for `None` in this field.
pub(crate) fn is_omitted(entity: &EntityMeta, attribute: &str) -> bool {
    entity.fields.iter().any(|field| field.omits_none && field.attribute == attribute)
}

/// Returns `true` if a field has no attribute for `None`.
const fn omits_none(entity: &EntityMeta) -> bool {
    let mut at = 0;
    while at < entity.fields.len() {
        if entity.fields[at].omits_none {
            return true;
        }
        at += 1;
    }
    false
}

/// The number of attributes that an item has beside those of its value, at most: the primary key, its type, the keys of
/// indexes, and some of the rarer ones.
const fn room(entity: &EntityMeta) -> usize {
    3 + 2 * entity.indexes.len() + entity.has_satellites() as usize + stores_elsewhere(entity) as usize
}

/// Puts each key into the shard of the primary key.
fn into_shards(
    entity: &EntityMeta,
    primary: &ItemKey,
    copies: &mut [Option<ItemKey>],
    indexes: &mut [Option<IndexEntry>],
) {
    for copy in copies.iter_mut().flatten() {
        primary.assign_shard(&mut copy.pk);
    }
    for (meta, key) in entity.indexes.iter().zip(indexes) {
        if let Some(key) = key {
            primary.place_in_index(meta, key);
        }
    }
}

/// Refuses a flattened map with an alias of a field: the item could not be read.
fn check_aliases(entity: &EntityMeta, item: &Item) -> Result<(), Error> {
    let taken = |field: &FieldMeta| field.aliases.iter().find(|alias| item.contains_key(**alias)).copied();
    match entity.fields.iter().find_map(|field| Some((taken(field)?, field.name))) {
        Some((attribute, field)) => Err(Error::new(Kind::TakenAlias { attribute, field })),
        None => Ok(()),
    }
}
