//! What the fields of an entity must be where items expire.

use crate::message::{Message, same};
use crate::proof::table::{field_is_stored, renamed};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::FieldMeta;
use crate::schema::table::TableMeta;

/// What is to be said if a field says when items expire and the table does not take that, or the other way
/// round.
pub(crate) const fn field_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    field: &FieldMeta,
) -> Option<Message> {
    match table.ttl_attribute {
        None if field.ttl => Some(no_attribute(entity, field)),
        Some(attribute) if !field.ttl && same(field.attribute, attribute) => Some(taken(entity, field)),
        _ => None,
    }
}

const fn no_attribute(entity: &EntityMeta, field: &FieldMeta) -> Message {
    let message =
        Message::new().add("items of ").code(entity.name).add(" expire by their field ").code(field.name);
    let message = message.add(", but the table has no attribute for that: add ");
    message.pair("ttl_attribute", field.attribute).add(" to `#[table(...)]`")
}

const fn ttl_of(entity: &EntityMeta) -> Option<&'static FieldMeta> {
    let mut at = 0;
    while at < entity.fields.len() {
        if entity.fields[at].ttl {
            return Some(&entity.fields[at]);
        }
        at += 1;
    }
    None
}

const fn taken(entity: &EntityMeta, field: &FieldMeta) -> Message {
    let message = field_is_stored(entity, field).add(", the attribute by which items of the table expire");
    let message = match ttl_of(entity) {
        Some(ttl) => message.add(" and in which its field ").code(ttl.name).add(" is stored: "),
        None => message.add(": write `#[entity(ttl)]` on the field, "),
    };
    renamed(message, field).add(", or give the table another (`#[table(ttl_attribute = \"...\")]`)")
}
