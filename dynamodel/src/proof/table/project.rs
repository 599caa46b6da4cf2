//! The attributes that an entity reads from an index must be in the index.

use crate::message::{Message, const_for, same};
use crate::proof::table::index::{is_base, named};
use crate::schema::entity::{EntityMeta, IndexKeyMeta, Projected};
use crate::schema::table::{IndexMeta, TableMeta};

/// Returns the message for an index that lacks an attribute which the entity reads there.
pub(crate) const fn fault(
    table: &TableMeta,
    entity: usize,
    key: &IndexKeyMeta,
    index: &IndexMeta,
) -> Option<Message> {
    let meta = table.entities[entity];
    if let Projected::KeysOnly = index.project
        && table.is_shared(entity)
    {
        return Some(indistinct(table, meta, index));
    }
    match (key.key.project, index.project) {
        (_, Projected::All) | (Projected::KeysOnly, _) => None,
        (Projected::All, Projected::KeysOnly) => Some(not_whole(meta, index)),
        (Projected::All, Projected::Include(_)) => match missing(table, meta, index) {
            Missing::Nothing => None,
            Missing::Attribute(name) => Some(not_whole_without(meta, index, name)),
            Missing::Unknown => Some(not_whole(meta, index)),
        },
        (Projected::Include(attributes), _) => {
            const_for!(for attribute in attributes {
                if !has(table, index, attribute) && !is_ttl(meta, index, attribute) {
                    return Some(lacks(meta, index, attribute));
                }
            });
            None
        }
    }
}

/// The fields of an entity that an index with `include` lacks.
enum Missing {
    Nothing,
    Attribute(&'static str),
    /// Attributes that no field names.
    Unknown,
}

const fn missing(table: &TableMeta, entity: &EntityMeta, index: &IndexMeta) -> Missing {
    if entity.flattens {
        return Missing::Unknown;
    }
    const_for!(for field in entity.fields {
        if let Some(slot) = field.in_index {
            if !same(entity.indexes[slot].index, index.name) {
                return Missing::Unknown;
            }
        } else if !field.in_key {
            if !has(table, index, field.attribute) && !is_ttl(entity, index, field.attribute) {
                return Missing::Attribute(field.attribute);
            }
            // An older item may have the field under an alias.
            const_for!(for alias in field.aliases {
                if !has(table, index, alias) {
                    return Missing::Attribute(alias);
                }
            });
        }
    });
    Missing::Nothing
}

const fn has(table: &TableMeta, index: &IndexMeta, name: &str) -> bool {
    if let Projected::Include(included) = index.project {
        const_for!(for attribute in included {
            if same(attribute, name) {
                return true;
            }
        });
    }
    is_base(table, name) || named(index, name).is_some()
}

/// Returns `true` for the TTL attribute of an index with `include`, which always holds it.
const fn is_ttl(entity: &EntityMeta, index: &IndexMeta, name: &str) -> bool {
    const_for!(for field in entity.fields {
        if field.ttl && same(field.attribute, name) {
            return matches!(index.project, Projected::Include(_));
        }
    });
    false
}

const fn not_whole(entity: &EntityMeta, index: &IndexMeta) -> Message {
    Message::new(
        "`{}` reads whole items from the index `{}`, which does not project all attributes: add `project(keys_only)` or \
         `project(include(...))` to `#[key(index = \"{}\", ...)]` of `{}`, or write `project(all)` on the index",
        &[entity.name, index.name, index.name, entity.name],
    )
}

const fn not_whole_without(entity: &EntityMeta, index: &IndexMeta, attribute: &str) -> Message {
    Message::new(
        "`{}` reads whole items from the index `{}`, which does not project the attribute `{}`: add `\"{}\"` to the \
         `project(include(...))` of the index, or read a part of each item: add `project(keys_only)` or \
         `project(include(...))` to `#[key(index = \"{}\", ...)]` of `{}`",
        &[entity.name, index.name, attribute, attribute, index.name, entity.name],
    )
}

const fn lacks(entity: &EntityMeta, index: &IndexMeta, attribute: &str) -> Message {
    let message = Message::new(
        "`{}` reads the attribute `{}` from the index `{}`, which does not project it: ",
        &[entity.name, attribute, index.name],
    );
    let message = match index.project {
        Projected::Include(_) => {
            message.add("add `\"{}\"` to the `project(include(...))` of the index", &[attribute])
        }
        Projected::All | Projected::KeysOnly => {
            message.add("write `project(include(\"{}\"))` on the index", &[attribute])
        }
    };
    message.add(", or remove it from `#[key(index = \"{}\", ...)]`", &[index.name])
}

const fn indistinct(table: &TableMeta, entity: &EntityMeta, index: &IndexMeta) -> Message {
    let type_attribute = match table.type_attribute {
        Some(name) => name,
        None => "",
    };
    Message::new(
        "`{}` shares its keys with other entities, and the index `{}` projects keys only, which do not distinguish \
         them: write `project(include(\"{}\"))` on the index",
        &[entity.name, index.name, type_attribute],
    )
}
