//! Rules of the fields of an entity in a table whose items expire.

use crate::message::{Message, const_for, same};
use crate::proof::table::{field_is_stored, renamed};
use crate::schema::entity::{EntityMeta, FieldMeta};
use crate::schema::table::TableMeta;

/// Returns the message for a TTL field without a TTL attribute, and for another field that is stored in it.
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
    Message::new(
        "items of `{}` expire by their field `{}`, but the table has no TTL attribute: add `ttl_attribute = \"{}\"` to \
         `#[table(...)]`",
        &[entity.name, field.name, field.attribute],
    )
}

const fn taken(entity: &EntityMeta, field: &FieldMeta) -> Message {
    let mut message = field_is_stored(entity, field).add(", the TTL attribute of the table", &[]);
    let mut remedy = ": write `#[entity(ttl)]` on the field, ";
    const_for!(for other in entity.fields {
        if other.ttl {
            message = message.add(", which holds its field `{}`", &[other.name]);
            remedy = ": ";
        }
    });
    renamed(message.add(remedy, &[]), field)
        .add(", or give the table another TTL attribute (`#[table(ttl_attribute = \"...\")]`)", &[])
}
