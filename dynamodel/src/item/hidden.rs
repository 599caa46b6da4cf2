//! The attributes of an item that are not its entity's.

use crate::codec::Sketch;
use crate::item::stored::Stored;
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
    #[cold]
    pub(super) fn new(table: &'t TableMeta, entity: &'static EntityMeta) -> Self {
        let has_aliases = has_aliases(entity);
        let aliases = has_aliases.then(|| only_in_key(table, entity).flat_map(|field| field.aliases));
        let names = table.own_attributes().chain(aliases.into_iter().flatten().copied());
        Self { table, entity, has_aliases, sketch: names.fold(Sketch::NONE, Sketch::with) }
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

/// Returns `true` if a field is stored in the key only.
pub(super) fn has_only_in_key<E: Stored>(table: &TableMeta) -> bool {
    let has_fields_in_key = const { has_fields_in_key(E::ENTITY) };
    let fields = const { sketch(E::ENTITY) };
    let is_field = |name: &str| fields.may_hold(name) && is_field(E::ENTITY, name);
    has_fields_in_key || table.key_names().any(is_field)
}

/// Returns `true` if a field has an alias.
pub(super) const fn has_aliases(entity: &EntityMeta) -> bool {
    let mut at = 0;
    while at < entity.fields.len() && entity.fields[at].aliases.is_empty() {
        at += 1;
    }
    at < entity.fields.len()
}

/// Returns `true` if a field is stored in the key only, in whatever table.
pub(super) const fn has_fields_in_key(entity: &EntityMeta) -> bool {
    let mut at = 0;
    while at < entity.fields.len() && !entity.fields[at].in_key {
        at += 1;
    }
    at < entity.fields.len()
}

/// The attributes of the fields.
const fn sketch(entity: &EntityMeta) -> Sketch {
    let mut sketch = Sketch::NONE;
    let mut at = 0;
    while at < entity.fields.len() {
        sketch = sketch.with(entity.fields[at].attribute);
        at += 1;
    }
    sketch
}

/// Returns `true` if a field of the entity has this attribute.
pub(super) fn is_field(entity: &EntityMeta, name: &str) -> bool {
    entity.fields.iter().any(|field| field.attribute == name)
}
