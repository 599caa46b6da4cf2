//! Attributes that must still be stored as they were loaded.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{Expr, Path};
use crate::item::{Encoded, Item, stable};
use crate::{Entity, Error, TableMeta};

/// By name; `None` for those that are not there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unchanged(BTreeMap<String, Option<AttributeValue>>);

impl Unchanged {
    /// All attributes of a value, but not what is only a key.
    pub(super) fn whole(value: &Encoded, table: &TableMeta) -> Result<Self, Error> {
        let mut item = value.item(table, 0, None)?;
        let is_field = |name: &str| value.entity.fields.iter().any(|field| field.attribute == name);
        item.retain(|name, _| !table.is_key(name) && (is_field(name) || !table.is_index_key(name)));
        Ok(Self(item.into_iter().map(|(name, value)| (name, Some(value))).collect()))
    }

    pub(super) fn insert(&mut self, name: &str, value: Option<AttributeValue>) {
        self.0.insert(name.to_owned(), value);
    }

    /// The same of the item, where a `ttl` field is in the table's attribute.
    pub(super) fn in_items<E: Entity>(mut self, table: &TableMeta, item: &Item) -> Self {
        if let Some((field, attribute)) = E::META.ttl().zip(table.ttl_attribute)
            && self.0.remove(field.attribute).is_some()
        {
            self.insert(attribute, item.get(attribute).cloned());
        }
        self
    }

    pub(super) fn condition(&self) -> Option<Expr> {
        Expr::all(self.0.iter().map(|(name, value)| {
            let path = Path(Vec::new()).name(name);
            Some(match value {
                Some(value) => Expr::equal(path, value.clone()),
                None => Expr::absent(path),
            })
        }))
    }

    pub(super) fn is_met_by(&self, item: &Item) -> bool {
        self.0.iter().all(|(name, value)| item.get(name).map(stable) == value.as_ref().map(stable))
    }
}
