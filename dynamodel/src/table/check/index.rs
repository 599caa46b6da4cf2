//! What the keys of an entity's indexes must be.

use super::{is_bare, project, template_fault};
use crate::entity::{FieldMeta, IndexKeyMeta};
use crate::key::{Part, Shape, Template, check as template};
use crate::message::{Message, same};
use crate::table::{IndexMeta, KeyAttribute};
use crate::{EntityMeta, TableMeta};

/// What is to be said if an index key of the entity at this place does not fit the table.
pub(super) const fn fault(table: &TableMeta, place: usize) -> Option<Message> {
    let entity = table.entities[place];
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        let Some(index) = find(table, key.index) else { return Some(no_index(table, entity, key)) };
        if let Some(message) = key_fault(entity, key, index) {
            return Some(message);
        }
        if let Some(message) = project::fault(table, place, key, index) {
            return Some(message);
        }
        let mut earlier = 0;
        while earlier < at {
            if same(entity.indexes[earlier].index, key.index) {
                return Some(two_keys(entity, key));
            }
            earlier += 1;
        }
        at += 1;
    }
    None
}

const fn find(table: &TableMeta, name: &str) -> Option<&'static IndexMeta> {
    let mut at = 0;
    while at < table.indexes.len() {
        if same(table.indexes[at].name, name) {
            return Some(&table.indexes[at]);
        }
        at += 1;
    }
    None
}

const fn key_fault(entity: &EntityMeta, key: &'static IndexKeyMeta, index: &IndexMeta) -> Option<Message> {
    if key.local != index.local {
        return Some(other_kind(entity, key, index));
    }
    if index.sk.is_some() != key.key.sk.is_some() {
        return Some(other_sort_key(entity, key, index));
    }
    if let Some(message) = template::fault(&key.key.pk) {
        return Some(message);
    }
    if let Some(message) = template::fault(key.key.sort()) {
        return Some(message);
    }
    if let Some(sk) = &index.sk
        && let Some(message) = template_fault(key.key.sort(), sk)
    {
        return Some(message);
    }
    template_fault(&key.key.pk, &index.pk)
}

/// `Task has a key for the index "gsi2"`
const fn about(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    Message::new().add(entity.name).add(" has a key for the index ").quote(key.index)
}

const fn no_index(table: &TableMeta, entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let mut message = about(entity, key).add(", which the table does not have");
    let mut at = 0;
    while at < table.indexes.len() {
        message = message.add(if at == 0 { " (it has " } else { ", " }).quote(table.indexes[at].name);
        at += 1;
    }
    message = message.add(if at == 0 { "" } else { ")" });
    message.add(": write #[index(name = ").quote(key.index).add(", pk = \"...\", sk = \"...\")] on the table")
}

const fn other_kind(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    if index.local {
        return message.add(
            ", which is local and has the table's partition key: leave `pk` away in #[key(index = ...)]",
        );
    }
    message.add(", which has a partition key of its own: add `pk = \"...\"` to #[key(index = ...)], or `local` to the index")
}

const fn other_sort_key(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    match &index.sk {
        Some(sk) => {
            message.add(", which sorts by ").quote(sk.name).add(": add `sk = \"...\"` to #[key(index = ...)]")
        }
        None => message
            .add(", which has no sort key: remove `sk` from #[key(index = ...)], or add one to the index"),
    }
}

const fn two_keys(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let message = Message::new().add(entity.name).add(" has two keys for the index ").quote(key.index);
    message.add(", but an item stands in an index once: give one of them another index")
}

/// What is to be said if a field has the name of an index's key attribute and is not that key.
pub(super) const fn field_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    field: &FieldMeta,
) -> Option<Message> {
    let mut at = 0;
    while at < table.indexes.len() {
        let index = &table.indexes[at];
        if !index.local && same(index.pk.name, field.attribute) && !is_key(entity, index, field, true) {
            return Some(taken(entity, field, index, &index.pk));
        }
        if let Some(sk) = &index.sk
            && same(sk.name, field.attribute)
            && !is_key(entity, index, field, false)
        {
            return Some(taken(entity, field, index, sk));
        }
        at += 1;
    }
    None
}

/// Whether the entity's key of this index is the field alone, written as its serializer writes it. Copies
/// would stand in such an index too, so there may be none.
const fn is_key(entity: &EntityMeta, index: &IndexMeta, field: &FieldMeta, partition: bool) -> bool {
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        if same(key.index, index.name) {
            let template = if partition { &key.key.pk } else { key.key.sort() };
            return is_bare(template, field)
                && is_stored_alike(template, index, partition)
                && !entity.has_lookups();
        }
        at += 1;
    }
    false
}

/// Strings are stored as keys have them; numbers and bytes are where the attribute is of their type.
const fn is_stored_alike(template: &Template, index: &IndexMeta, partition: bool) -> bool {
    let kind = match (&index.sk, partition) {
        (Some(sk), false) => sk.kind,
        _ => index.pk.kind,
    };
    match kind {
        crate::KeyKind::String => matches!(
            template.parts,
            [Part::Segment(segment)] if segment.lossless && matches!(segment.shape, Shape::Text | Shape::Any)
        ),
        crate::KeyKind::Number | crate::KeyKind::Binary => true,
    }
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, index: &IndexMeta, key: &KeyAttribute) -> Message {
    let message = Message::new().add(entity.name).add(" has the attribute ").quote(field.attribute);
    let message = message.add(", which is a key attribute of the index ").quote(index.name);
    let message = message.add(": give the field another name (such as #[serde(rename = \"");
    let message = message.add(field.name).add("_\")]), or the index another attribute than ").quote(key.name);
    message
        .add(" (an entity without lookups may have the field alone as the key: \"{")
        .add(field.name)
        .add("}\")")
}
