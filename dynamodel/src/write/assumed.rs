//! Attributes that a write without a read assumes to be stored as its value serializes.
//!
//! A write with copies and markers depends on every attribute that these hold or are keyed by. If all of them are stored as
//! the value serializes, the copies and markers are those of the value, and nothing has to be read. A revision is no
//! substitute: the value does not have it. Neither is a version, which comes back after a delete and a create.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::item::Encoded;
use crate::schema::{
    entity::{EntityMeta, Projected},
    table::{IndexMeta, TableMeta},
};
use crate::write::unchanged::{Unchanged, stored_name, whole};

/// The most attributes that are assumed: the condition has others beside them.
const MAX_ASSUMED: usize = 100;

impl Unchanged {
    /// Guards the attributes of a value that its copies, markers and index keys hold or are keyed by, and these. With a
    /// version it is the whole value.
    ///
    /// `None` if the item must be read: one condition cannot compare so many attributes, or not all names are known.
    pub(crate) fn assumed<'n>(
        value: &Encoded,
        names: impl Iterator<Item = &'n str>,
        table: &TableMeta,
    ) -> Result<Option<Self>, Error> {
        let entity = value.entity;
        let copies_all = entity.keys.iter().skip(1).any(|key| key.project.is_all());
        let held = held(entity, table).chain(keys(entity, table));
        let held = held.map(|name| -> &'n str { name });
        Self::known(value, held.chain(names), copies_all || entity.version().is_some(), table)
    }

    /// Guards the attributes of a value that the keys of its copies and markers are made of. With a version it is the whole
    /// value. `None` if the item must be read.
    pub(crate) fn assumed_keys(value: &Encoded, table: &TableMeta) -> Result<Option<Self>, Error> {
        Self::known(value, keys(value.entity, table), value.entity.version().is_some(), table)
    }

    fn known<'n>(
        value: &Encoded,
        names: impl Iterator<Item = &'n str>,
        is_whole: bool,
        table: &TableMeta,
    ) -> Result<Option<Self>, Error> {
        if is_whole && value.entity.flattens {
            return Ok(None);
        }
        let item = value.item(table, 0, None)?;
        let all = if is_whole { whole(value, &item, table) } else { BTreeSet::new() };
        let mut names: BTreeSet<&str> = names.map(|name| stored_name(value, name, table)).collect();
        names.extend(all.iter().map(String::as_str));
        let names = names.into_iter().filter(|name| !table.is_key(name));
        let known = Self::in_item(value.entity, &item, names);
        Ok(Some(known).filter(|known| known.len() <= MAX_ASSUMED))
    }
}

/// Returns the attributes that copies and index keys hold, apart from those that hold all.
fn held<'t>(
    entity: &'static EntityMeta,
    table: &'t TableMeta,
) -> impl Iterator<Item = &'static str> + use<'t> {
    let copied = entity.keys.iter().skip(1).flat_map(|key| match key.project {
        Projected::Include(attributes) => attributes,
        Projected::All | Projected::KeysOnly => &[],
    });
    let fields = entity.indexes.iter().flat_map(|index| index.depends_on);
    let fields = fields.filter_map(|field| attribute(entity, field));
    // Items that are older than an index lack its key.
    let indexes = entity.indexes.iter().filter_map(|index| table.index(index.index));
    let indexes = indexes.flat_map(IndexMeta::attributes).map(|attribute| attribute.name);
    copied.copied().chain(fields).chain(indexes).chain(entity.ttl().map(|field| field.attribute))
}

/// Returns the attribute of the type, and those that the keys of copies and markers are made of.
fn keys(entity: &'static EntityMeta, table: &TableMeta) -> impl Iterator<Item = &'static str> + use<> {
    let keys = (1..entity.stored()).map(|slot| entity.stored_key(slot));
    let fields = keys.flat_map(|key| key.fields().chain(key.when.iter().copied()));
    fields.filter_map(|field| attribute(entity, field)).chain(table.type_attribute)
}

/// Returns the attribute of a field, unless the primary key holds it.
fn attribute(entity: &EntityMeta, field: &str) -> Option<&'static str> {
    let stored = entity
        .fields
        .iter()
        .find(|stored| stored.name == field && (!stored.in_key || stored.in_index.is_some()));
    stored.map(|stored| stored.attribute)
}
