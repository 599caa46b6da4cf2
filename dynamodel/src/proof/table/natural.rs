//! Fields whose attribute is a key attribute that a template writes, because the table names the key attribute so.

use crate::message::{const_for, same};
use crate::proof::table::index::{ROLES, attributes};
use crate::schema::entity::{EntityMeta, IndexKeyMeta};
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::Role;

/// Returns `true` if a field of the entity is a key attribute of the table.
pub(crate) const fn in_table(table: &TableMeta, entity: usize) -> bool {
    let entity = table.entities[entity];
    is_field(entity, table.pk.name) || matches!(&table.sk, Some(sk) if is_field(entity, sk.name))
}

/// Returns `true` if a field of an entity is a key attribute of the index for which the entity has a template.
pub(crate) const fn in_index(table: &TableMeta, index: usize) -> bool {
    let index = &table.indexes[index];
    const_for!(for entity in table.entities {
        const_for!(for key in entity.indexes {
            const_for!(for role in ROLES {
                if same(key.index, index.name) && is_written(entity, key, index, *role) {
                    return true;
                }
            });
        });
    });
    false
}

const fn is_written(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta, role: Role) -> bool {
    match attributes(index, role) {
        [attribute] if key.fields(role).is_empty() => is_field(entity, attribute.name),
        _ => false,
    }
}

const fn is_field(entity: &EntityMeta, attribute: &str) -> bool {
    const_for!(for field in entity.fields {
        // A field that is stored in the key only has no path.
        if !field.in_key && same(field.attribute, attribute) {
            return true;
        }
    });
    false
}
