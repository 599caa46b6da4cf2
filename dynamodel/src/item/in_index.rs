//! Fields that are stored in the key of an index only (`#[entity(in_key)]`).

use aws_sdk_dynamodb::types::AttributeValue;

use super::StoredKey;
use super::segments::{Place, places_of};
use crate::codec::attribute::Attributes;
use crate::error::{Error, Kind};
use crate::item::stored::Stored;
use crate::schema::entity::{EntityMeta, FieldMeta, IndexKeyMeta};
use crate::schema::item::Item;
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::{Part, Role, Template};

/// Returns `true` if a field is stored in the key of an index only.
pub(super) const fn has_fields_in_index(entity: &EntityMeta) -> bool {
    let mut at = 0;
    while at < entity.fields.len() && entity.fields[at].in_index.is_none() {
        at += 1;
    }
    at < entity.fields.len()
}

/// Reads the fields with these attributes that the item has in index keys only. One without a value is NULL.
///
/// # Errors
///
/// A key attribute is absent or malformed.
pub(super) fn read_fields<E: Stored>(
    table: &TableMeta,
    item: &impl Attributes,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
    let mut read = Vec::new();
    for field in E::ENTITY.fields.iter().filter(|field| is_wanted(field.attribute)) {
        if let Some(at) = field.in_index
            && let Some(index) = table.index(E::ENTITY.indexes[at].index)
            && let Some(value) = read_field::<E>(at, index, field, item)?
        {
            read.push((field.attribute, value));
        }
    }
    Ok(read)
}

/// Reads all fields that the item has in index keys only.
///
/// # Errors
///
/// A key attribute is absent or malformed.
pub(crate) fn fields_in_indexes<E: Stored>(
    table: &TableMeta,
    item: &Item,
) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
    read_fields::<E>(table, item, |_| true)
}

fn read_field<E: Stored>(
    at: usize,
    index: &IndexMeta,
    field: &FieldMeta,
    item: &impl Attributes,
) -> Result<Option<AttributeValue>, Error> {
    for Place { segment, template, part } in
        places_of::<E>(at).filter(|place| place.attribute() == field.attribute)
    {
        let Some(name) = attribute_of(index, template.role) else { continue };
        let Some(stored) = item.attribute(name) else {
            if segment.is_optional() {
                return Ok(Some(AttributeValue::Null(true)));
            }
            return Err(Error::new(Kind::NoKey { attribute: name }));
        };
        let key = StoredKey { pk: stored, sk: Some(stored) };
        if let Some(value) = segment.restore(&key, template, part)? {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// The attribute to which a template of an index key is written.
fn attribute_of(index: &IndexMeta, role: Role) -> Option<&'static str> {
    let attributes = match role {
        Role::Partition => index.pk,
        Role::Sort => index.sk,
    };
    attributes.first().map(|attribute| attribute.name)
}

/// The key attribute that holds a field which is stored in the key of an index only.
pub(crate) fn holder(table: &TableMeta, entity: &EntityMeta, attribute: &str) -> Option<&'static str> {
    let field =
        entity.fields.iter().find(|field| field.in_index.is_some() && field.attribute == attribute)?;
    let meta = entity.indexes.get(field.in_index?)?;
    holder_in(table, meta, field.name)
}

/// The key attribute of an index that holds all of a field.
pub(crate) fn holder_in(table: &TableMeta, meta: &'static IndexKeyMeta, field: &str) -> Option<&'static str> {
    let index = table.index(meta.index)?;
    let is_held = |part: &Part| matches!(part, Part::Segment(part) if part.lossless && part.field == field);
    let holds = |template: &&Template| template.parts.iter().any(is_held);
    let templates = [Some(&meta.key.pk), meta.key.sk.as_ref()];
    let template = templates.into_iter().flatten().find(holds)?;
    meta.fields(template.role).is_empty().then(|| attribute_of(index, template.role)).flatten()
}

/// Returns the error of an item without the attribute of a field that an index key of the item holds.
#[cold]
pub(super) fn only_in_index_key<E: Stored>(
    table: &TableMeta,
    item: &impl Attributes,
    attribute: &str,
) -> Option<Error> {
    let field = E::ENTITY.fields.iter().find(|field| field.attribute == attribute && !field.in_key)?;
    let mut keys = E::ENTITY.indexes.iter();
    keys.find_map(|meta| {
        let holder = named_in(table, meta, field.name).filter(|name| item.attribute(name).is_some())?;
        let has_one_shape = E::ENTITY.indexes.iter().filter(|other| other.index == meta.index).count() == 1;
        let is_whole = !meta.conditional && has_one_shape && holder_in(table, meta, field.name).is_some();
        Some(Error::new(Kind::OnlyInIndexKey { attribute: holder, field: field.name, is_whole }))
    })
}

/// The key attribute of an index whose template names a field.
fn named_in(table: &TableMeta, meta: &'static IndexKeyMeta, field: &str) -> Option<&'static str> {
    let index = table.index(meta.index)?;
    let is_named =
        |part: &Part| matches!(part, Part::Segment(part) if part.field.split('.').next() == Some(field));
    let names = |template: &&Template| template.parts.iter().any(is_named);
    let template = [Some(&meta.key.pk), meta.key.sk.as_ref()].into_iter().flatten().find(names)?;
    meta.fields(template.role).is_empty().then(|| attribute_of(index, template.role)).flatten()
}
