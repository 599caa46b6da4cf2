//! Attributes that must still be stored as they were loaded.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{Expr, Path};
use crate::item::{Encoded, Item, stable};
use crate::{Error, TableMeta};

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

    /// These attributes of a value, by the names that its serializer gives them, some of them more than once.
    pub(super) fn of<'n>(
        value: &Encoded,
        names: impl Iterator<Item = &'n str>,
        table: &TableMeta,
    ) -> Result<Self, Error> {
        let item = value.item(table, 0, None)?;
        let stored = |name: &'n str| match value.entity.ttl() {
            Some(field) if field.attribute == name => table.ttl_attribute.unwrap_or(name),
            _ => name,
        };
        Ok(Self(names.map(stored).map(|name| (name.to_owned(), item.get(name).cloned())).collect()))
    }

    /// These attributes of an item that was read.
    pub(super) fn stored<'n>(item: &Item, names: impl Iterator<Item = &'n str>) -> Self {
        Self(names.map(|name| (name.to_owned(), item.get(name).cloned())).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
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
