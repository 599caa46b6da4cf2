//! Recognizing the entity of an item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::StoredKey;
use crate::codec::attribute::{Attribute, Attributes};
use crate::error::{Error, Kind};
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
    /// An item of a type that the table does not know; `None` if neither type nor key tells its name.
    Foreign(Option<&'i str>),
    /// An item without the type attribute, in a table whose items have it.
    Untyped(&'static str),
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
            Self::Untyped(attribute) => format!("without `{attribute}`"),
        }
    }

    /// The error of a read for an item of an unknown type.
    pub(crate) fn unknown(&self, table: &TableMeta) -> Error {
        self.error(table, false, || Kind::UnknownType { found: self.name(table) })
    }

    /// The error of a read for an item of another type.
    pub(crate) fn mismatch(&self, table: &TableMeta, expected: String) -> Error {
        self.error(table, false, || Kind::WrongType { expected, found: self.name(table) })
    }

    /// The error of a write that meets an item of another type.
    pub(crate) fn held(&self, table: &TableMeta) -> Error {
        self.error(table, true, || Kind::HeldByOther { found: self.name(table) })
    }

    fn error(&self, table: &TableMeta, is_write: bool, typed: impl FnOnce() -> Kind) -> Error {
        Error::new(match self {
            Self::Untyped(attribute) => {
                Kind::Untyped { attribute, is_write, has_shared_keys: !table.shared.is_empty() }
            }
            _ => typed(),
        })
    }
}

/// Recognizes an item by the type attribute. In a table without one, or one that says so, an item without it is recognized
/// by its key.
pub(crate) fn kind_of<'i>(table: &TableMeta, item: &'i impl Attributes) -> ItemKind<'i> {
    let Some(attribute) = table.type_attribute else { return kind_by_key(table, item) };
    match item.attribute(attribute) {
        Some(value) => match value.text() {
            Some(name) => {
                let kind = find(table, |key| key.type_value == name);
                kind.filter(|kind| has_known_model(table, *kind, item))
                    .unwrap_or(ItemKind::Foreign(Some(name)))
            }
            None => ItemKind::Foreign(None),
        },
        None if table.untyped_by_key => kind_by_key(table, item),
        None => ItemKind::Untyped(attribute),
    }
}

/// Recognizes an item by its key.
pub(crate) fn kind_by_key<'i>(table: &TableMeta, item: &'i impl Attributes) -> ItemKind<'i> {
    match StoredKey::of(table, item) {
        Ok(key) => {
            let kind = find(table, |meta| fits(meta, &key));
            kind.filter(|kind| has_known_model(table, *kind, item)).unwrap_or(ItemKind::Foreign(None))
        }
        Err(_) => ItemKind::Foreign(None),
    }
}

/// Returns `false` for an item of a model version that its entity does not read.
fn has_known_model(table: &TableMeta, kind: ItemKind<'_>, item: &impl Attributes) -> bool {
    let ItemKind::Known { entity, .. } = kind else { return true };
    let Some(model) = &table.entities[entity].model else { return true };
    item.attribute(model.attribute).is_none_or(|version| (model.knows)(&version.value()))
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
