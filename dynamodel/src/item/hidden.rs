//! The attributes of an item that are not its entity's.

use crate::codec::Sketch;
use crate::schema::entity::{EntityMeta, FieldMeta};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The attributes of items that are not fields of an entity: the table's own, and aliases of fields that only the key holds.
pub(super) struct Hidden<'t> {
    table: &'t TableMeta,
    entity: &'static EntityMeta,
    has_aliases: bool,
    /// These names, at least.
    pub(super) sketch: Sketch,
}

impl<'t> Hidden<'t> {
    pub(super) fn new(table: &'t TableMeta, entity: &'static EntityMeta) -> Self {
        let has_aliases = entity.fields.iter().any(|field| !field.aliases.is_empty());
        let aliases = has_aliases.then(|| only_in_key(table, entity).flat_map(|field| field.aliases));
        let names = table.own_attributes().chain(aliases.into_iter().flatten().copied());
        Self { table, entity, has_aliases, sketch: names.collect() }
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.table.is_own(name) && !is_field(self.entity, name) || self.has_aliases && self.is_stale(name)
    }

    fn is_stale(&self, name: &str) -> bool {
        only_in_key(self.table, self.entity).any(|field| field.aliases.contains(&name))
    }
}

/// The first of the table's own attributes that are among these and no fields of the entity.
pub(super) fn first_own(
    table: &TableMeta,
    entity: &EntityMeta,
    item: &Item,
    names: Sketch,
) -> Option<&'static str> {
    table.find_own(|name| names.may_hold(name) && item.contains_key(name) && !is_field(entity, name))
}

/// The fields that are stored in the key only.
pub(super) fn only_in_key(
    table: &TableMeta,
    entity: &'static EntityMeta,
) -> impl Iterator<Item = &'static FieldMeta> {
    entity.fields.iter().filter(|field| field.in_key || table.is_key(field.attribute))
}

/// Returns `true` if a field of the entity has this attribute.
pub(super) fn is_field(entity: &EntityMeta, name: &str) -> bool {
    entity.fields.iter().any(|field| field.attribute == name)
}
