//! An item of the source.

use super::Layouts;
use super::report::Tally;
use crate::error::{Error, Kind};
use crate::item::table::Table;
use crate::item::{Encoded, EncodedVariant, ItemKind, StoredItem, kind_by_key, kind_of, ttl::is_expired};
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};
use crate::write::{Guard, MAX_COMPARED, Unchanged};

/// An item, and the values that it becomes.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) item: Item,
    /// The position of its entity in the table.
    pub(super) entity: usize,
    pub(super) targets: Vec<EncodedVariant>,
}

/// The item under a key of the source.
#[derive(Debug)]
pub(super) enum Looked {
    Source(Source),
    Absent,
    /// An item that is not migrated.
    Passed(Tally),
}

impl<S: Table, D: Table> Layouts<S, D> {
    /// Decodes an item and converts its value.
    ///
    /// # Errors
    ///
    /// The item is malformed, it has no type, or it does not fit the target.
    pub(super) fn look_at(&self, item: Item, now: i64) -> Result<Looked, Error> {
        let entity = match kind_of(S::META, &item) {
            ItemKind::Known { entity, key: 0 } => entity,
            ItemKind::Known { .. } | ItemKind::Marker { .. } => return Ok(Looked::Passed(Tally::PassedOver)),
            _ if self.is_of_target(&item) => return Ok(Looked::Passed(Tally::PassedOver)),
            ItemKind::Foreign(_) => return Ok(Looked::Passed(Tally::Unknown)),
            untyped @ ItemKind::Untyped(_) => match kind_by_key(S::META, &item) {
                ItemKind::Known { entity, key: 0 } => {
                    return Err(untyped.held(S::META).entity_is(S::META.entities[entity].name));
                }
                _ => return Ok(Looked::Passed(Tally::Unknown)),
            },
        };
        if S::META.entities[entity].ttl().is_some() && is_expired(S::META, &item, now) {
            return Ok(Looked::Passed(Tally::Expired));
        }
        match S::decode(entity, StoredItem { item: item.clone().into(), table: S::META, key: 0 }) {
            Ok(value) => {
                let converted = (self.convert)(value);
                let targets = converted.map_err(|error| error.entity_is(S::META.entities[entity].name))?;
                Ok(Looked::Source(Source { item, entity, targets }))
            }
            // Both layouts may use one type value.
            Err(_) if self.is_of_target(&item) => Ok(Looked::Passed(Tally::PassedOver)),
            Err(error) => Err(error),
        }
    }

    /// Returns `true` for an item of the target's layout in a table that holds both.
    fn is_of_target(&self, item: &Item) -> bool {
        self.is_one_table()
            && match kind_of(D::META, item) {
                ItemKind::Known { entity, key } => {
                    D::decode(entity, StoredItem { item: item.clone().into(), table: D::META, key }).is_ok()
                }
                ItemKind::Marker { .. } => true,
                ItemKind::Foreign(_) | ItemKind::Untyped(_) => false,
            }
    }

    /// Encodes the value of a source item as it is stored.
    pub(super) fn restore(source: &Source) -> Result<Encoded, Error> {
        let restored = (S::ENTITIES[source.entity].restore)(source.item.clone(), S::META)?;
        restored.misplaced.map_or(Ok(restored.value), Err)
    }
}

impl Source {
    fn meta(&self, table: &TableMeta) -> &'static EntityMeta {
        table.entities[self.entity]
    }

    /// Requires the item to be as it was read.
    pub(super) fn unchanged(&self, table: &TableMeta) -> Result<crate::expr::Expr, Error> {
        let entity = self.meta(table);
        let version = entity.version().map(|version| version.attribute);
        let mut marks = version.into_iter().chain([table.revision_attribute]);
        let is_marked = marks.any(|mark| self.item.contains_key(mark));
        if !is_marked && Unchanged::of_item(entity, table, &self.item).is_none() {
            return Err(Error::new(Kind::TooManyCompared { count: self.item.len(), limit: MAX_COMPARED }));
        }
        Ok(Guard::whole(table, entity, &self.item).condition)
    }

    /// Returns the attributes that the source's model does not know.
    pub(super) fn foreign_attributes(&self, table: &TableMeta) -> Item {
        let entity = self.meta(table);
        let own = |name: &str| {
            table.is_key(name)
                || table.is_index_key(name)
                || table.own_attributes().any(|own| own == name)
                || entity.fields.iter().any(|field| field.attribute == name || field.aliases.contains(&name))
        };
        self.item
            .iter()
            .filter(|(name, _)| !own(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}
