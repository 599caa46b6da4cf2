//! Fields that are stored as a key attribute of an index.

use crate::message::{Message, const_for};
use crate::proof::table::index::{ROLES, find, is_base, is_stored_alike, named, position, written};
use crate::proof::table::{field_is_stored, is_bare, renamed};
use crate::schema::entity::{EntityMeta, FieldMeta};
use crate::schema::table::{IndexMeta, TableMeta};

/// Returns the message for a field that is stored as a key attribute of an index but is not that key.
pub(crate) const fn fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    const_for!(for index in table.indexes {
        if let Some(attribute) = named(index, field.attribute)
            && !is_base(table, attribute.name)
            && !is_key(table, entity, field)
        {
            return Some(taken(entity, field, index));
        }
    });
    None
}

/// Returns `true` if a key of the entity writes the field alone to its attribute, as its serializer does.
const fn is_key(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> bool {
    const_for!(for key in entity.indexes {
        let Some(index) = find(table, key.index) else { continue };
        const_for!(for role in ROLES {
            let attributes = written(key, index, *role);
            if let Some(position) = position(attributes, field.attribute) {
                let template = key.key.template(*role);
                return !key.fields(*role).is_empty()
                    || (is_bare(template, field) && is_stored_alike(template, attributes[position].kind));
            }
        });
    });
    false
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, index: &IndexMeta) -> Message {
    let message = field_is_stored(entity, field).add(
        ", a key attribute of the index `{}`: list the field in the key of this index (`[{}]`), ",
        &[index.name, field.name],
    );
    renamed(message, field).add(", or give the index another attribute", &[])
}
