//! Further names of fields: none may be an attribute of the table's own, which no update may remove.

use crate::message::{Message, same};
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::FieldMeta;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;

/// Returns the message if an alias of a field is an attribute that the table or an index writes itself.
pub(crate) const fn fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    let mut at = 0;
    while at < field.aliases.len() {
        if is_own(table, field.aliases[at]) {
            return Some(taken(entity, field, field.aliases[at]));
        }
        at += 1;
    }
    None
}

const fn is_own(table: &TableMeta, name: &str) -> bool {
    let is_sort = matches!(&table.sk, Some(sk) if same(sk.name, name));
    let is_type = matches!(table.type_attribute, Some(own) if same(own, name));
    let is_ttl = matches!(table.ttl_attribute, Some(own) if same(own, name));
    let is_managed = same(table.revision_attribute, name) || same(table.owner_attribute, name);
    if same(table.pk.name, name) || is_sort || is_type || is_ttl || is_managed {
        return true;
    }
    let mut at = 0;
    while at < table.indexes.len() {
        if is_in_index(&table.indexes[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_in_index(index: &IndexMeta, name: &str) -> bool {
    is_among(index.pk, name) || is_among(index.sk, name)
}

const fn is_among(attributes: &[KeyAttribute], name: &str) -> bool {
    let mut at = 0;
    while at < attributes.len() {
        if same(attributes[at].name, name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, alias: &str) -> Message {
    let message = Message::new().code(entity.name).add("'s field ").code(field.name).add(" has the alias ");
    let message =
        message.code(alias).add(", an attribute that the table or an index of it writes: remove the alias; ");
    message.add("for a field that is this attribute write `#[serde(rename = \"").add(alias).add("\")]`")
}
