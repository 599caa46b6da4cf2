//! Fields that are key attributes themselves though a template writes the key, because the table gives the attribute the
//! field's name.

use crate::message::same;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::IndexKeyMeta;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::Role;

/// Whether a field of the `place`-th entity is a key attribute of the table.
pub(crate) const fn in_table(table: &TableMeta, place: usize) -> bool {
    let entity = table.entities[place];
    is_field(entity, table.pk.name) || matches!(&table.sk, Some(sk) if is_field(entity, sk.name))
}

/// Whether a field of an entity is a key attribute of the `place`-th index where the entity has a template for it.
pub(crate) const fn in_index(table: &TableMeta, place: usize) -> bool {
    let index = &table.indexes[place];
    let mut at = 0;
    while at < table.entities.len() {
        if has_field(table.entities[at], index) {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_field(entity: &EntityMeta, index: &IndexMeta) -> bool {
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        if same(key.index, index.name)
            && (is_written(entity, key, index, Role::Partition) || is_written(entity, key, index, Role::Sort))
        {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_written(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta, role: Role) -> bool {
    let attributes = match role {
        Role::Partition => index.pk,
        Role::Sort => index.sk,
    };
    match attributes {
        [attribute] if key.fields(role).is_empty() => is_field(entity, attribute.name),
        _ => false,
    }
}

const fn is_field(entity: &EntityMeta, attribute: &str) -> bool {
    let mut at = 0;
    while at < entity.fields.len() {
        // A field that is stored in the key only has no path.
        if !entity.fields[at].in_key && same(entity.fields[at].attribute, attribute) {
            return true;
        }
        at += 1;
    }
    false
}
