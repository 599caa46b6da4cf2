//! Aliases of fields. An alias must not be an attribute that the table writes, because updates remove aliases.

use crate::message::{Message, const_for, same};
use crate::proof::table::index::named;
use crate::schema::entity::{EntityMeta, FieldMeta};
use crate::schema::table::TableMeta;

/// Returns the message for an alias that is an attribute of the table or of an index.
pub(crate) const fn fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    const_for!(for alias in field.aliases {
        if is_own(table, alias) {
            return Some(taken(entity, field, alias));
        }
    });
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
    const_for!(for index in table.indexes {
        if named(index, name).is_some() {
            return true;
        }
    });
    false
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, alias: &str) -> Message {
    Message::new(
        "`{}`'s field `{}` has the alias `{}`, an attribute that the table or one of its indexes writes: remove the \
         alias, or, if the field is this attribute, write `#[serde(rename = \"{}\")]`",
        &[entity.name, field.name, alias, alias],
    )
}
