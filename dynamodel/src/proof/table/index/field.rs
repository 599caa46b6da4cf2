//! Fields that have the name of a key attribute of an index.

use crate::message::Message;
use crate::proof::table::index::{find, is_base, is_stored_alike, named, written};
use crate::proof::table::{field_is_stored, is_bare, renamed};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::FieldMeta;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::Role;

/// What is to be said if a field has the name of an index's key attribute and is not that key.
pub(crate) const fn fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    let mut at = 0;
    while at < table.indexes.len() {
        let index = &table.indexes[at];
        if let Some(attribute) = named(index, field.attribute)
            && !is_base(table, attribute.name)
            && !is_key(table, entity, field)
        {
            return Some(taken(entity, field, index));
        }
        at += 1;
    }
    None
}

/// Whether a key of the entity has the field alone for its attribute, written as its serializer writes it.
const fn is_key(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> bool {
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        if let Some(index) = find(table, key.index) {
            let mut role = Role::Partition;
            loop {
                if let Some(attribute) = written(key, index, role, field.attribute) {
                    let template = key.key.template(role);
                    return !key.fields(role).is_empty()
                        || (is_bare(template, field) && is_stored_alike(template, attribute.kind));
                }
                match role {
                    Role::Partition => role = Role::Sort,
                    Role::Sort => break,
                }
            }
        }
        at += 1;
    }
    false
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, index: &IndexMeta) -> Message {
    let message = field_is_stored(entity, field).add(", a key attribute of the index ").code(index.name);
    let message = message.add(": list the field in the key of this index (`[").add(field.name);
    renamed(message.add("]`), "), field).add(", or give the index another attribute")
}
