//! Fields whose attribute is a key attribute that a template writes, because the table names the key attribute so.

use crate::item::table::Table;
use crate::message::{const_for, same};
use crate::proof::table::index::{ROLES, attributes};
use crate::schema::entity::{EntityMeta, IndexKeyMeta};
use crate::schema::table::IndexMeta;
use crate::schema::template::Role;

/// Returns `true` if a field of the entity is a key attribute of the table.
#[must_use]
pub(crate) const fn is_natural<T: Table>(entity: usize) -> bool {
    let table = T::META;
    let entity = table.entities[entity];
    is_field(entity, table.pk.name) || matches!(&table.sk, Some(sk) if is_field(entity, sk.name))
}

/// Returns `true` if a field of an entity is a key attribute of the index for which the entity has a template.
#[must_use]
pub(crate) const fn is_natural_in_index<T: Table>(index: usize) -> bool {
    let index = &T::META.indexes[index];
    const_for!(for entity in T::META.entities {
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
