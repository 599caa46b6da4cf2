//! Fields that are stored as a key attribute of an index.

use crate::message::{Message, const_for, same};
use crate::proof::table::index::standing::has_key;
use crate::proof::table::index::{ROLES, find, is_base, is_stored_alike, named, position, written};
use crate::proof::table::{field_is_stored, is_bare, renamed};
use crate::schema::entity::{EntityMeta, FieldMeta, IndexKeyMeta};
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::Role;

/// Returns the message for a field that is stored as a key attribute of an index but is not that key.
pub(crate) const fn fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    const_for!(for index in table.indexes {
        if let Some(attribute) = named(index, field.attribute)
            && !is_base(table, attribute.name)
            && !is_unread(entity, index.name)
            && !is_key(table, entity, field)
        {
            return Some(match template_of(table, entity, field) {
                Some((key, role)) => other_text(entity, field, key, role),
                None => taken(entity, field, index),
            });
        }
    });
    None
}

/// Returns `true` if the entity acknowledges that its items are in the index.
const fn is_unread(entity: &EntityMeta, index: &str) -> bool {
    const_for!(for name in entity.unread {
        if same(name, index) {
            return true;
        }
    });
    false
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

/// The key that writes the field alone to its attribute, but in another form than its serializer.
const fn template_of(
    table: &TableMeta,
    entity: &EntityMeta,
    field: &FieldMeta,
) -> Option<(&'static IndexKeyMeta, Role)> {
    const_for!(for key in entity.indexes {
        let Some(index) = find(table, key.index) else { continue };
        const_for!(for role in ROLES {
            if position(written(key, index, *role), field.attribute).is_some()
                && key.fields(*role).is_empty()
                && is_bare(key.key.template(*role), field)
            {
                return Some((key, *role));
            }
        });
    });
    None
}

const fn other_text(
    entity: &EntityMeta,
    field: &FieldMeta,
    key: &'static IndexKeyMeta,
    role: Role,
) -> Message {
    let word = role.word();
    let message = field_is_stored(entity, field).add(
        ", a key attribute of the index `{}`, to which `{} = \"{}\"` writes another text: give the index an attribute of \
         its own in `#[index(...)]`, such as `{} = \"{}{}\"`, where the text sorts as the values do",
        &[key.index, word, key.key.template(role).text, word, key.index, word],
    );
    message.add(
        ", or, to find equal values only, list the field in the key of this index (`{} = [{}]`)",
        &[word, field.name],
    )
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, index: &IndexMeta) -> Message {
    let message = field_is_stored(entity, field).add(
        ", a key attribute of the index `{}`: list the field in the key of this index (`[{}]`), ",
        &[index.name, field.name],
    );
    let message = renamed(message, field).add(", or give the index another attribute", &[]);
    if has_key(entity, index) {
        return message;
    }
    let unread =
        "; if `{}` is not to be read from this index, write `#[entity(unread_index = \"{}\")]` on it";
    message.add(unread, &[entity.name, index.name])
}
