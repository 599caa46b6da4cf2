//! The keys of an item beside those of its value.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;

use super::finding::Divergence;
use crate::codec::same::stable;
use crate::error::Error;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::{Part, Role, Segment, Template};

/// Compares the primary key.
pub(super) fn compare_primary(
    entity: &'static EntityMeta,
    table: &'static TableMeta,
    stored: &Item,
    written: &Item,
) -> Vec<Divergence> {
    let roles = [(Some(table.pk), Role::Partition), (table.sk, Role::Sort)];
    let differing = roles.into_iter().filter_map(|(attribute, role)| {
        let attribute = attribute?.name;
        let (stored, expected) = (stored.get(attribute)?.clone(), written.get(attribute)?.clone());
        if stable(&stored) == stable(&expected) {
            return None;
        }
        let segment = segment_of(entity.primary().template(role), &stored, &expected);
        Some(Divergence::Key { attribute, segment, stored, expected })
    });
    differing.collect()
}

/// Compares the key attributes of indexes that are no fields of the entity, but for those that are known to hold an unknown
/// field.
pub(super) fn compare_indexes(
    entity: &'static EntityMeta,
    table: &'static TableMeta,
    stored: &Item,
    written: &Item,
    unknown: &[Error],
) -> Vec<Divergence> {
    let mut compared: BTreeSet<&str> = unknown.iter().filter_map(Error::path).collect();
    let mut differing = Vec::new();
    for index in table.indexes {
        for KeyAttribute { name: attribute, .. } in index.attributes() {
            let is_field = entity.fields.iter().any(|field| field.attribute == *attribute);
            if !table.is_index_key(attribute) || is_field || !compared.insert(*attribute) {
                continue;
            }
            let (stored, expected) = (stored.get(*attribute), written.get(*attribute));
            if stored.map(stable) != expected.map(stable) {
                let segment = stored.zip(expected);
                let segment = segment.and_then(|(stored, expected)| {
                    index_segment_of(entity, index, attribute, stored, expected)
                });
                let (stored, expected) = (stored.cloned(), expected.cloned());
                differing.push(Divergence::IndexKey {
                    index: index.name,
                    attribute,
                    segment,
                    stored,
                    expected,
                });
            }
        }
    }
    differing
}

fn index_segment_of(
    entity: &'static EntityMeta,
    index: &IndexMeta,
    attribute: &str,
    stored: &AttributeValue,
    expected: &AttributeValue,
) -> Option<&'static str> {
    let is_partition = index.pk.iter().any(|pk| pk.name == attribute);
    let role = if is_partition { Role::Partition } else { Role::Sort };
    let keys = entity.indexes.iter().filter(|key| key.index == index.name);
    keys.map(|key| key.key.template(role)).find_map(|template| segment_of(template, stored, expected))
}

/// Returns the field of the first segment that differs; `None` if a literal or a shard does.
fn segment_of(
    template: &'static Template,
    stored: &AttributeValue,
    expected: &AttributeValue,
) -> Option<&'static str> {
    let mut segments = template.parts.iter().filter_map(|part| match part {
        Part::Segment(segment) => Some(segment),
        Part::Literal(_) => None,
    });
    let (AttributeValue::S(stored), AttributeValue::S(expected)) = (stored, expected) else {
        return segments.next().and_then(field_of);
    };
    let texts = template.split(expected).ok()?;
    match template.split(stored) {
        Ok(stored) => {
            let at = stored.iter().zip(&texts).position(|(stored, expected)| stored != expected)?;
            segments.nth(at).and_then(field_of)
        }
        Err(_) => segment_at(template, &texts, common(stored, expected)),
    }
}

/// Returns the field of the segment that has, or ends with, the byte at this position of a key.
fn segment_at(template: &'static Template, texts: &[&str], position: usize) -> Option<&'static str> {
    let (mut texts, mut end) = (texts.iter(), 0);
    for part in template.parts {
        let start = end;
        match part {
            Part::Literal(literal) => end += literal.len(),
            Part::Segment(segment) => {
                end += texts.next()?.len();
                if (start..=end).contains(&position) {
                    return field_of(segment);
                }
            }
        }
    }
    None
}

fn field_of(segment: &'static Segment) -> Option<&'static str> {
    Some(segment.field).filter(|_| segment.shards.is_none())
}

/// Returns the number of bytes that both texts start with.
fn common(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}
