//! Fields whose attributes are key attributes of indexes.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::error::key::{KeyError, SegmentError};
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// Refuses values that the key attributes of indexes cannot hold, as `DynamoDB` would. `values` returns those that the
/// write gives to an attribute.
pub(crate) fn check_listed<'v, V: IntoIterator<Item = &'v AttributeValue>>(
    entity: &EntityMeta,
    table: &TableMeta,
    values: impl Fn(&str) -> V,
) -> Result<(), Error> {
    for meta in entity.indexes {
        let Some(index) = table.index(meta.index) else { continue };
        for (attributes, role, key) in
            [(index.pk, Role::Partition, &meta.key.pk), (index.sk, Role::Sort, meta.key.sort())]
        {
            for (attribute, _) in attributes.iter().zip(meta.fields(role)) {
                values(attribute.name).into_iter().try_for_each(|value| check(attribute, value, key))?;
            }
        }
    }
    for index in entity.unread.iter().filter_map(|name| table.index(name)) {
        for attribute in index.attributes().filter(|attribute| !table.is_key(attribute.name)) {
            values(attribute.name).into_iter().try_for_each(|value| check_unread(attribute, value))?;
        }
    }
    Ok(())
}

/// Checks a field that is a key attribute of an index which the entity is not read from.
fn check_unread(attribute: &KeyAttribute, value: &AttributeValue) -> Result<(), Error> {
    let is_empty = match value {
        AttributeValue::S(text) => text.is_empty(),
        AttributeValue::B(bytes) => bytes.as_ref().is_empty(),
        _ => false,
    };
    if attribute.kind.holds(value) && !is_empty { Ok(()) } else { Err(Error::no_native(attribute)) }
}

fn check(attribute: &KeyAttribute, value: &AttributeValue, template: &Template) -> Result<(), Error> {
    let bytes = match value {
        _ if !attribute.kind.holds(value) => return Err(Error::no_native(attribute)),
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        _ => return Ok(()),
    };
    let limit = template.role.max_bytes();
    let reason = match bytes {
        0 => SegmentError::EmptyKey,
        bytes if bytes > limit => SegmentError::TooLong { bytes, limit },
        _ => return Ok(()),
    };
    Err(KeyError::new(template, None, reason).into())
}
