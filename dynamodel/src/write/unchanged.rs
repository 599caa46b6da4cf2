//! Attributes that must still be stored as they were loaded.
//!
//! A guard is first sent as this program would have stored the attributes, since nothing else is known of a loaded value. A
//! failed condition returns the item that it met. If that item stores the guarded attributes in another form, but they decode
//! to the loaded value, nobody has written: the write is planned anew, guarded by the stored form.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::same::stable;
use crate::error::{Error, Kind};
use crate::expr::{Expr, Path};
use crate::item::{Encoded, StoredItem, decode, holder, stored::Stored, table::Holds};
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};
use crate::write::{
    condition::{held_by_other, is_other},
    plan::Plan,
};

/// The most attributes that are compared by one condition: it may have 300 operators, and each takes two.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters>
pub(crate) const MAX_COMPARED: usize = 140;

/// Attributes by name; `None` for absent ones.
#[derive(Clone, Default)]
pub(crate) struct Unchanged(BTreeMap<String, Option<AttributeValue>>);

/// The values are not shown.
impl fmt::Debug for Unchanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Unchanged {
    /// Guards all attributes of a value, except its version and those that are only keys.
    pub(crate) fn whole(value: &Encoded, table: &TableMeta) -> Result<Self, Error> {
        let item = value.item(table, 0, None)?;
        let names = whole(value, &item, table);
        Ok(Self::in_item(value.entity, &item, names.iter().map(String::as_str)))
    }

    /// Guards these attributes of a value, by the names of its serializer.
    pub(crate) fn of<'n>(
        value: &Encoded,
        names: impl Iterator<Item = &'n str>,
        table: &TableMeta,
    ) -> Result<Self, Error> {
        let item = value.item(table, 0, None)?;
        Ok(Self::in_item(value.entity, &item, names.map(|name| stored_name(value, name, table))))
    }

    /// Guards these fields of an item under all their names.
    pub(crate) fn in_item<'n>(
        entity: &EntityMeta,
        item: &Item,
        names: impl Iterator<Item = &'n str>,
    ) -> Self {
        let with_aliases =
            |name: &'n str| std::iter::once(name).chain(entity.aliases_of(name).iter().copied());
        Self::stored(item, names.flat_map(with_aliases))
    }

    /// Guards these attributes of an item that was read.
    pub(crate) fn stored<'n>(item: &Item, names: impl Iterator<Item = &'n str>) -> Self {
        Self(names.map(|name| (name.to_owned(), item.get(name).cloned())).collect())
    }

    /// Guards all attributes of an item, and those of its entity that it lacks. `None` if one condition cannot compare so
    /// many.
    pub(crate) fn of_item(entity: &EntityMeta, table: &TableMeta, item: &Item) -> Option<Self> {
        let fields = entity.fields.iter().filter(|field| !field.in_key).map(|field| field.attribute);
        let names = fields.chain(item.keys().map(String::as_str)).filter(|name| !table.is_key(name));
        let all = Self::stored(item, names);
        (all.len() <= MAX_COMPARED).then_some(all)
    }

    /// Returns the guard of the same attributes, as an item that was read has them.
    pub(crate) fn of_stored(&self, item: &Item) -> Self {
        Self::stored(item, self.0.keys().map(String::as_str))
    }

    /// Returns `true` if this attribute is guarded.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn condition(&self) -> Option<Expr> {
        Expr::all(self.0.iter().map(|(name, value)| {
            let path = Path(Vec::new()).name(name);
            Some(match value {
                Some(value) => Expr::equal(path, value.clone()),
                None => Expr::absent(path),
            })
        }))
    }

    pub(crate) fn is_met_by(&self, item: &Item) -> bool {
        self.0.iter().all(|(name, value)| item.get(name).map(stable) == value.as_ref().map(stable))
    }

    /// Returns `true` if an item decodes to the guarded values, in whichever form it is stored.
    pub(crate) fn is_met_by_decoded(&self, item: &Encoded, table: &TableMeta) -> Result<bool, Error> {
        Ok(self.is_met_by(&item.item(table, 0, None)?))
    }

    /// Returns the guard of a plan that replaces one whose condition has met `item`; this guard is of the loaded value. `None`
    /// if the item meets the guard that was sent, so that another condition has failed.
    ///
    /// # Errors
    ///
    /// Another writer has changed one of the attributes.
    pub(crate) fn anew<E: Stored, T: Holds<E>>(
        &self,
        plan: &Plan,
        item: &Item,
    ) -> Result<Option<Self>, Error> {
        let sent = plan.before.as_ref().map(|before| self.of_stored(before));
        if sent.as_ref().unwrap_or(self).is_met_by(item) {
            return Ok(None);
        }
        if is_other::<E, T>(item) {
            return Err(held_by_other(T::META, item));
        }
        match decoded::<E, T>(Some(item)) {
            Ok(Some(now)) if self.is_met_by_decoded(&now, T::META)? => Ok(Some(self.of_stored(item))),
            _ => Err(Error::new(Kind::Changed)),
        }
    }
}

/// Returns the names of all attributes of a value: those of its fields, stored or not, and those of flattened maps.
pub(crate) fn whole(value: &Encoded, item: &Item, table: &TableMeta) -> BTreeSet<String> {
    let entity = value.entity;
    let is_field = |name: &str| entity.fields.iter().any(|field| field.attribute == name);
    let is_version = |name: &str| entity.version().is_some_and(|version| version.attribute == name);
    let fields = entity.fields.iter().filter(|field| !field.in_key);
    let fields = fields.map(|field| stored_name(value, field.attribute, table));
    let names = fields.chain(item.keys().map(String::as_str));
    let names = names.filter(|name| !table.is_key(name) && !is_version(name));
    // Each write requires the type by itself.
    let names = names.filter(|name| table.type_attribute != Some(*name));
    let names = names.filter(|name| is_field(name) || !table.is_index_key(name));
    let holders = entity.fields.iter().filter_map(|field| holder(table, entity, field.attribute));
    names.chain(holders).map(str::to_owned).collect()
}

/// Returns the attribute in which the table stores an attribute of the serializer.
pub(crate) fn stored_name<'n>(value: &Encoded, name: &'n str, table: &TableMeta) -> &'n str {
    match value.entity.ttl() {
        Some(field) if field.attribute == name => table.ttl_attribute.unwrap_or(name),
        _ => holder(table, value.entity, name).unwrap_or(name),
    }
}

/// Decodes the stored item as a value of its entity.
pub(crate) fn decoded<E: Stored, T: Holds<E>>(before: Option<&Item>) -> Result<Option<Encoded>, Error> {
    let Some(item) = before else { return Ok(None) };
    if is_other::<E, T>(item) {
        return Err(held_by_other(T::META, item));
    }
    let value: E = decode(StoredItem { item: item.clone().into(), table: T::META, key: 0 })?;
    Encoded::of_stored(&value).map(Some)
}
