//! Rules of the keys of an entity's indexes.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

mod field;
mod message;
mod shared;
pub(crate) mod standing;

pub(crate) use self::field::fault as field_fault;
use self::message::{
    copies, no_index, no_unread, one_range, other_attribute, other_base, other_kind, other_length,
    other_sort_key, other_type,
};
use crate::message::{Message, const_for, same};
use crate::proof::table::project;
use crate::proof::table::typed;
use crate::proof::table::typed::Writer;
use crate::proof::template;
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::{EntityMeta, IndexKeyMeta, ListedField};
use crate::schema::shape::{Shape, StoredForm};
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::{Part, Role, Template};

pub(crate) const ROLES: [Role; 2] = [Role::Partition, Role::Sort];

/// Returns the message for an index key of the entity that does not fit the table.
pub(crate) const fn fault(table: &TableMeta, entity_index: usize) -> Option<Message> {
    let entity = table.entities[entity_index];
    const_for!(for (slot, key) in entity.indexes {
        let Some(index) = find(table, key.index) else { return Some(no_index(table, entity, key)) };
        if let Some(message) = key_fault(table, entity, key, index) {
            return Some(message);
        }
        if let Some(message) = shared::fault(table, entity, slot, index) {
            return Some(message);
        }
        if let Some(message) = project::fault(table, entity_index, key, index) {
            return Some(message);
        }
        const_for!(for (earlier, other) in entity.indexes {
            if earlier < slot
                && same(other.index, key.index)
                && !standing::keys_disjoint(table, index, entity, (earlier, slot))
            {
                return Some(one_range(entity, other, key));
            }
        });
    });
    const_for!(for name in entity.unread {
        if find(table, name).is_none() {
            return Some(no_unread(table, entity, name));
        }
    });
    copies_fault(table, entity)
}

const fn find(table: &TableMeta, name: &str) -> Option<&'static IndexMeta> {
    const_for!(for index in table.indexes {
        if same(index.name, name) {
            return Some(index);
        }
    });
    None
}

/// The type of an index key attribute: the type of the first field that is this attribute, or a string.
#[must_use]
pub const fn index_kind(entities: &[&EntityMeta], attribute: &str) -> KeyKind {
    const_for!(for entity in entities {
        const_for!(for key in entity.indexes {
            const_for!(for role in ROLES {
                const_for!(for field in key.fields(*role) {
                    if let StoredForm::Key(kind) = field.form
                        && same(field.attribute, attribute)
                    {
                        return kind;
                    }
                });
            });
        });
    });
    KeyKind::String
}

const fn key_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    index: &IndexMeta,
) -> Option<Message> {
    if key.local != index.local {
        return Some(other_kind(entity, key, index));
    }
    if index.sk.is_empty() == key.key.sk.is_some() {
        return Some(other_sort_key(entity, key, index));
    }
    if let Some(message) = part_fault(table, entity, key, index.sk, Role::Sort) {
        return Some(message);
    }
    part_fault(table, entity, key, index.pk, Role::Partition)
}

const fn part_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &'static [KeyAttribute],
    role: Role,
) -> Option<Message> {
    let template = key.key.template(role);
    match (key.fields(role), attributes) {
        ([], []) => None,
        ([], [attribute]) => match template::fault(template) {
            Some(message) => Some(message),
            None => typed::fault(template, attribute, Writer::Index),
        },
        _ => listed_fault(table, entity, key, attributes, role),
    }
}

/// Returns the message for listed fields that are not the attributes of the index, one by one.
const fn listed_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &'static [KeyAttribute],
    role: Role,
) -> Option<Message> {
    let fields: &[ListedField] = key.fields(role);
    let base = key.base(role);
    if fields.len() + base.is_some() as usize != attributes.len() {
        return Some(other_length(entity, key, attributes, role));
    }
    if let Some(of) = base {
        let attribute = &attributes[fields.len()];
        let Some(own) = own_attribute(table, of) else { return None };
        if !same(own.name, attribute.name) {
            return Some(other_base(entity, key, own.name, of, attribute));
        }
    }
    const_for!(for (position, field) in fields {
        let attribute = &attributes[position];
        if !same(field.attribute, attribute.name) {
            return Some(other_attribute(entity, key, field, attribute));
        }
        if let StoredForm::Key(kind) = field.form
            && kind as u8 != attribute.kind as u8
        {
            return Some(other_type(entity, key, field, attribute, role));
        }
    });
    None
}

/// The table's key attribute. A table without it has been reported.
const fn own_attribute(table: &TableMeta, role: Role) -> Option<&KeyAttribute> {
    match role {
        Role::Partition => Some(&table.pk),
        Role::Sort => table.sk.as_ref(),
    }
}

/// Returns the message for copies in an index. Copies have all attributes of their items, except those that templates
/// write for indexes.
const fn copies_fault(table: &TableMeta, entity: &'static EntityMeta) -> Option<Message> {
    const_for!(for index in table.indexes {
        const_for!(for (position, key) in entity.keys {
            if position > 0 && !index.copies && standing::has_copies(table, entity, position, index) {
                return Some(copies(entity, key, index));
            }
        });
    });
    None
}

pub(crate) const fn is_base(table: &TableMeta, name: &str) -> bool {
    same(table.pk.name, name) || matches!(&table.sk, Some(sk) if same(sk.name, name))
}

/// The key attributes of an index that have this role.
pub(crate) const fn attributes(index: &IndexMeta, role: Role) -> &'static [KeyAttribute] {
    match role {
        Role::Partition => index.pk,
        Role::Sort => index.sk,
    }
}

/// The key attribute of an index with this name.
pub(crate) const fn named(index: &IndexMeta, name: &str) -> Option<&'static KeyAttribute> {
    const_for!(for role in ROLES {
        if let Some(position) = position(attributes(index, *role), name) {
            return Some(&attributes(index, *role)[position]);
        }
    });
    None
}

const fn position(attributes: &[KeyAttribute], name: &str) -> Option<usize> {
    const_for!(for (position, attribute) in attributes {
        if same(attribute.name, name) {
            return Some(position);
        }
    });
    None
}

/// The attributes that the key of an index writes. A local index leaves the partition key to the table.
const fn written(key: &IndexKeyMeta, index: &IndexMeta, role: Role) -> &'static [KeyAttribute] {
    match role {
        Role::Partition if key.local => &[],
        role => attributes(index, role),
    }
}

/// Returns `true` if a key that is one segment has the stored form of its field. A string key may change its text.
const fn is_stored_alike(template: &Template, kind: KeyKind) -> bool {
    match kind {
        KeyKind::String => matches!(
            template.parts,
            [Part::Segment(segment)] if segment.lossless && matches!(segment.shape, Shape::Text | Shape::Any)
        ),
        KeyKind::Number | KeyKind::Binary => true,
    }
}
