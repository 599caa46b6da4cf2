//! The attributes that an item has beside those of its value.

use aws_sdk_dynamodb::types::AttributeValue;

use super::hidden::first_own;
use super::listed::check_listed;
use super::{IndexEntry, ItemKey};
use crate::codec::Findings;
use crate::codec::size::{MAX_ITEM_BYTES, item_size, value_size};
use crate::error::{Error, Kind};
use crate::schema::entity::{EntityMeta, FieldMeta};
use crate::schema::item::Item;
use crate::schema::table::{IndexMeta, TableMeta};

/// The attributes of a stored item that are not those of the value.
pub(super) struct Frame<'k> {
    pub(super) entity: &'static EntityMeta,
    /// The position of the key among those of the entity.
    pub(super) index: usize,
    pub(super) key: &'k ItemKey,
    /// The owner of a copy of a unique lookup.
    pub(super) owner: Option<AttributeValue>,
    pub(super) ttl: Option<AttributeValue>,
    pub(super) revision: Option<u64>,
    /// The facts about the value's attributes.
    pub(super) findings: Findings,
    pub(super) stores_elsewhere: bool,
}

impl Frame<'_> {
    /// Adds all attributes but those of the key, for which the item has room.
    pub(super) fn around(
        mut self,
        attributes: Item,
        indexes: Vec<Option<IndexEntry>>,
        table: &TableMeta,
    ) -> Result<Item, Error> {
        let mut item = attributes;
        if let Some(attribute) = first_own(table, self.entity, &item, self.findings.names) {
            return Err(self.context(Error::new(Kind::Taken { attribute })));
        }
        self.leave_out_fields(&mut item);
        self.add_own(table, &mut item);
        let added = self.add_index_keys(indexes, table, &mut item);
        if self.findings.may_have_nulls {
            leave_out_nulls(table, &mut item);
        }
        let checked = added.and_then(|()| check_listed(self.entity, table, |name| item.get(name)));
        let checked = checked.and_then(|()| self.check_size(table, &mut item));
        checked.map_err(|error| self.context(error))?;
        Ok(item)
    }

    /// Adds an attribute.
    fn add(&mut self, name: &str, value: AttributeValue, item: &mut Item) {
        let bytes = name.len() + value_size(&value);
        self.findings.bytes = self.findings.bytes.saturating_add(bytes);
        item.insert(name.to_owned(), value);
    }

    fn add_index_keys(
        &mut self,
        indexes: Vec<Option<IndexEntry>>,
        table: &TableMeta,
        item: &mut Item,
    ) -> Result<(), Error> {
        for (meta, key) in self.entity.indexes.iter().zip(indexes) {
            if let Some((key, index)) = key.zip(table.index(meta.index)) {
                // The primary key writes the attributes that the index takes from the table.
                key.give_to(index, |name, value| {
                    if !table.is_key(name) {
                        self.add(name, value, item);
                    }
                })?;
            }
        }
        Ok(())
    }

    fn context(&self, error: Error) -> Error {
        error.entity_is(self.entity.name).item_key_is(self.key)
    }

    fn leave_out_fields(&self, item: &mut Item) {
        let meta = &self.entity.keys[self.index];
        if self.stores_elsewhere && self.owner.is_none() {
            // A copy has no index keys.
            let is_elsewhere =
                |field: &&FieldMeta| field.in_key && (self.index == 0 || field.in_index.is_none());
            let only_in_key = self.entity.fields.iter().filter(is_elsewhere);
            only_in_key.for_each(|field| drop(item.remove(field.attribute)));
        }
        if let Some(field) = self.entity.ttl().filter(|_| self.stores_elsewhere) {
            item.remove(field.attribute);
        }
        if !meta.project.is_all() {
            item.retain(|name, _| meta.project.holds(name));
        }
    }

    /// Adds the type, the revision, the owner and the expiry time.
    fn add_own(&mut self, table: &TableMeta, item: &mut Item) {
        if let Some(name) = table.type_attribute {
            let value = self.entity.keys[self.index].type_value.to_owned();
            self.add(name, AttributeValue::S(value), item);
        }
        if let Some(revision) = self.revision {
            self.add(table.revision_attribute, AttributeValue::N(revision.to_string()), item);
        }
        if let Some(owner) = self.owner.take() {
            self.add(table.owner_attribute, owner, item);
        }
        if let Some((name, ttl)) = table.ttl_attribute.zip(self.ttl.take()) {
            self.add(name, ttl, item);
        }
    }

    /// Refuses an item that is too large with its key. The key replaces fields that are key attributes.
    fn check_size(&self, table: &TableMeta, item: &mut Item) -> Result<(), Error> {
        let key = self.key.size(table)?;
        if self.findings.bytes.saturating_add(key) <= MAX_ITEM_BYTES {
            return Ok(());
        }
        let natural = self.entity.fields.iter().filter(|field| table.is_key(field.attribute));
        natural.for_each(|field| drop(item.remove(field.attribute)));
        match item_size(item) + key {
            bytes if bytes > MAX_ITEM_BYTES => {
                Err(Error::new(Kind::TooLarge { bytes, limit: MAX_ITEM_BYTES }))
            }
            _ => Ok(()),
        }
    }
}

/// Removes NULL from the key attributes of indexes, which must have a value or be absent.
fn leave_out_nulls(table: &TableMeta, item: &mut Item) {
    if !item.values().any(AttributeValue::is_null) {
        return;
    }
    for attribute in table.indexes.iter().flat_map(IndexMeta::attributes) {
        if item.get(attribute.name).is_some_and(AttributeValue::is_null) {
            item.remove(attribute.name);
        }
    }
}

/// Returns `true` if a field has aliases.
pub(super) const fn has_aliases(entity: &EntityMeta) -> bool {
    let mut at = 0;
    while at < entity.fields.len() {
        if !entity.fields[at].aliases.is_empty() {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns `true` if a field is stored elsewhere than under its name: in the key, or in the table's TTL attribute.
pub(super) const fn stores_elsewhere(entity: &EntityMeta) -> bool {
    let mut at = 0;
    while at < entity.fields.len() {
        if entity.fields[at].in_key || entity.fields[at].ttl {
            return true;
        }
        at += 1;
    }
    false
}
