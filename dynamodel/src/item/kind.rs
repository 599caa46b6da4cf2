//! Recognizing the entity of an item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::StoredKey;
use crate::codec::attribute::{Attribute, Attributes};
use crate::schema::entity::KeyMeta;
use crate::schema::shape::Native;
use crate::schema::table::TableMeta;
use crate::schema::template::Template;

/// The kind of an item in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind<'i> {
    /// An item of the `entity`-th entity under its `key`-th key.
    Known { entity: usize, key: usize },
    /// The `marker`-th marker of an item of the `entity`-th entity.
    Marker { entity: usize, marker: usize },
    /// An item of a type that the table does not know; `None` if it has no type.
    Foreign(Option<&'i str>),
}

impl ItemKind<'_> {
    /// The type in messages.
    pub(crate) fn name(&self, table: &TableMeta) -> String {
        match self {
            Self::Known { entity, key } => format!("{:?}", table.entities[*entity].keys[*key].type_value),
            Self::Marker { entity, marker } => {
                format!("{:?}", table.entities[*entity].markers[*marker].key.type_value)
            }
            Self::Foreign(Some(name)) => format!("{name:?}"),
            Self::Foreign(None) => "unknown".to_owned(),
        }
    }
}

/// Recognizes an item by the type attribute, or in a table without one by its key.
pub(crate) fn kind_of<'i>(table: &TableMeta, item: &'i impl Attributes) -> ItemKind<'i> {
    match table.type_attribute {
        Some(attribute) => match item.attribute(attribute).and_then(Attribute::text) {
            Some(name) => find(table, |key| key.type_value == name).unwrap_or(ItemKind::Foreign(Some(name))),
            None => ItemKind::Foreign(None),
        },
        None => kind_by_key(table, item),
    }
}

/// Recognizes an item by its key.
pub(crate) fn kind_by_key<'i>(table: &TableMeta, item: &'i impl Attributes) -> ItemKind<'i> {
    match StoredKey::of(table, item) {
        Ok(key) => find(table, |meta| fits(meta, &key)).unwrap_or(ItemKind::Foreign(None)),
        Err(_) => ItemKind::Foreign(None),
    }
}

fn find<'i>(table: &TableMeta, matches: impl Fn(&KeyMeta) -> bool) -> Option<ItemKind<'i>> {
    table.entities.iter().enumerate().find_map(|(entity, meta)| {
        if let Some(key) = meta.keys.iter().position(&matches) {
            return Some(ItemKind::Known { entity, key });
        }
        let marker = meta.markers.iter().position(|marker| matches(&marker.key))?;
        Some(ItemKind::Marker { entity, marker })
    })
}

/// Returns `true` if these templates can write the key.
pub(crate) fn fits(meta: &KeyMeta, key: &StoredKey<'_>) -> bool {
    let sk = match (&meta.sk, key.sk) {
        (Some(template), Some(value)) => fits_template(template, value),
        (None, None) => true,
        _ => false,
    };
    sk && fits_template(&meta.pk, key.pk)
}

fn fits_template(template: &Template, attribute: Attribute<'_>) -> bool {
    if let Some(text) = attribute.text() {
        return template.matches(text);
    }
    match &*attribute.value() {
        AttributeValue::N(_) => template.native() == Native::Number,
        AttributeValue::B(_) => template.native() == Native::Binary,
        _ => false,
    }
}
