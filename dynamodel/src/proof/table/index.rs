//! What the keys of an entity's indexes must be.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

mod field;
mod message;
mod shared;
pub(crate) mod standing;

pub(crate) use self::field::fault as field_fault;
use self::message::{
    copies, no_index, one_range, other_attribute, other_kind, other_length, other_sort_key, other_type,
};
use crate::message::{Message, same};
use crate::proof::table::project;
use crate::proof::table::typed;
use crate::proof::table::typed::Writer;
use crate::proof::template;
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::{IndexKeyMeta, ListedField};
use crate::schema::shape::Shape;
use crate::schema::shape::StoredForm;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Role, Template};

/// What is to be said if an index key of the entity at this place does not fit the table.
pub(crate) const fn fault(table: &TableMeta, place: usize) -> Option<Message> {
    let entity = table.entities[place];
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        let Some(index) = find(table, key.index) else { return Some(no_index(table, entity, key)) };
        if let Some(message) = key_fault(entity, key, index) {
            return Some(message);
        }
        if let Some(message) = shared::fault(table, entity, at, index) {
            return Some(message);
        }
        if let Some(message) = project::fault(table, place, key, index) {
            return Some(message);
        }
        let mut earlier = 0;
        while earlier < at {
            let other = &entity.indexes[earlier];
            if same(other.index, key.index) && !standing::keys_disjoint(index, other, key) {
                return Some(one_range(entity, other, key));
            }
            earlier += 1;
        }
        at += 1;
    }
    copies_fault(table, entity)
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

/// The type of a key attribute of indexes: that of the first field which is it, or a string.
pub(crate) const fn kind(entities: &[&EntityMeta], attribute: &str) -> KeyKind {
    let mut entity = 0;
    while entity < entities.len() {
        let keys = entities[entity].indexes;
        let mut at = 0;
        while at < keys.len() {
            if let Some(kind) = kind_among(keys[at].pk_fields, attribute) {
                return kind;
            }
            if let Some(kind) = kind_among(keys[at].sk_fields, attribute) {
                return kind;
            }
            at += 1;
        }
        entity += 1;
    }
    KeyKind::String
}

const fn kind_among(fields: &[ListedField], attribute: &str) -> Option<KeyKind> {
    let mut at = 0;
    while at < fields.len() {
        if let StoredForm::Key(kind) = fields[at].form
            && same(fields[at].attribute, attribute)
        {
            return Some(kind);
        }
        at += 1;
    }
    None
}

const fn key_fault(entity: &EntityMeta, key: &'static IndexKeyMeta, index: &IndexMeta) -> Option<Message> {
    if key.local != index.local {
        return Some(other_kind(entity, key, index));
    }
    if index.sk.is_empty() == key.key.sk.is_some() {
        return Some(other_sort_key(entity, key, index));
    }
    if let Some(message) = part_fault(entity, key, index.sk, Role::Sort) {
        return Some(message);
    }
    part_fault(entity, key, index.pk, Role::Partition)
}

/// What is to be said of a partition or sort key.
const fn part_fault(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &'static [KeyAttribute],
    role: Role,
) -> Option<Message> {
    let (fields, template) = (key.fields(role), key.key.template(role));
    match (fields, attributes) {
        ([], []) => None,
        ([], [attribute]) => match template::fault(template) {
            Some(message) => Some(message),
            None => typed::fault(template, attribute, Writer::Index),
        },
        _ => listed_fault(entity, key, attributes, role),
    }
}

/// What is to be said of a list of fields, which have to be the attributes of the index one by one.
const fn listed_fault(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &'static [KeyAttribute],
    role: Role,
) -> Option<Message> {
    let fields = key.fields(role);
    if fields.len() != attributes.len() {
        return Some(other_length(entity, key, attributes, role));
    }
    let mut at = 0;
    while at < fields.len() {
        let (field, attribute) = (&fields[at], &attributes[at]);
        if !same(field.attribute, attribute.name) {
            return Some(other_attribute(entity, key, field, attribute));
        }
        if let StoredForm::Key(kind) = field.form
            && kind as u8 != attribute.kind as u8
        {
            return Some(other_type(entity, key, field, attribute, role));
        }
        at += 1;
    }
    None
}

/// Copies have all attributes of their items, but none that a template writes for an index.
const fn copies_fault(table: &TableMeta, entity: &'static EntityMeta) -> Option<Message> {
    let mut at = 0;
    while at < table.indexes.len() {
        let index = &table.indexes[at];
        let mut key = 1;
        while !index.copies && key < entity.keys.len() {
            if standing::has_copies(table, entity, key, index) {
                return Some(copies(entity, &entity.keys[key], index));
            }
            key += 1;
        }
        at += 1;
    }
    None
}

const fn is_base(table: &TableMeta, name: &str) -> bool {
    same(table.pk.name, name) || matches!(&table.sk, Some(sk) if same(sk.name, name))
}

/// The key attribute of this name.
pub(crate) const fn named(index: &IndexMeta, name: &str) -> Option<&'static KeyAttribute> {
    match position(index.pk, name) {
        Some(at) => Some(&index.pk[at]),
        None => match position(index.sk, name) {
            Some(at) => Some(&index.sk[at]),
            None => None,
        },
    }
}

const fn position(attributes: &[KeyAttribute], name: &str) -> Option<usize> {
    let mut at = 0;
    while at < attributes.len() {
        if same(attributes[at].name, name) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The attribute of this name, if it is one of the key's partition or sort key.
const fn written(
    key: &IndexKeyMeta,
    index: &IndexMeta,
    role: Role,
    name: &str,
) -> Option<&'static KeyAttribute> {
    let attributes = match role {
        Role::Partition if key.local => &[],
        Role::Partition => index.pk,
        Role::Sort => index.sk,
    };
    match position(attributes, name) {
        Some(at) => Some(&attributes[at]),
        None => None,
    }
}

/// Strings are stored as keys have them; numbers and bytes are where the attribute is of their type.
const fn is_stored_alike(template: &Template, kind: KeyKind) -> bool {
    match kind {
        KeyKind::String => matches!(
            template.parts,
            [Part::Segment(segment)] if segment.lossless && matches!(segment.shape, Shape::Text | Shape::Any)
        ),
        KeyKind::Number | KeyKind::Binary => true,
    }
}
