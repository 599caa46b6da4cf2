//! What an entity reads of an index is in it.

use crate::message::{Message, same};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::{IndexKeyMeta, Projected};
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;

/// What is to be said if the index lacks something that the `entity`-th entity reads there.
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
        (Projected::All, _) => Some(not_whole(meta, index)),
        (Projected::Include(attributes), _) => {
            let mut at = 0;
            while at < attributes.len() {
                if !has(table, index, attributes[at]) && !is_ttl(meta, index, attributes[at]) {
                    return Some(lacks(meta, index, attributes[at]));
                }
                at += 1;
            }
            None
        }
    }
}

/// Whether the attribute is one of the index's.
const fn has(table: &TableMeta, index: &IndexMeta, name: &str) -> bool {
    let mut found = same(name, table.pk.name) || crate::proof::table::index::named(index, name).is_some();
    if let Some(sk) = &table.sk {
        found = found || same(name, sk.name);
    }
    if let Projected::Include(names) = index.project {
        let mut at = 0;
        while at < names.len() {
            found = found || same(name, names[at]);
            at += 1;
        }
    }
    found
}

/// Whether the attribute says when an item expires, which comes with whatever an index includes.
const fn is_ttl(entity: &EntityMeta, index: &IndexMeta, name: &str) -> bool {
    let mut at = 0;
    let mut found = false;
    while at < entity.fields.len() {
        found = found || (entity.fields[at].ttl && same(entity.fields[at].attribute, name));
        at += 1;
    }
    found && matches!(index.project, Projected::Include(_))
}

const fn not_whole(entity: &EntityMeta, index: &IndexMeta) -> Message {
    let message = Message::new().code(entity.name).add(" reads whole items from the index ").code(index.name);
    let message = message.add(", which does not project all attributes: say in `#[key(index = \"");
    let message = message.add(index.name).add("\", ...)]` what ").code(entity.name);
    message.add(
        " reads there, with `project(keys_only)` or `project(include(...))`, or write `project(all)` on the index",
    )
}

const fn lacks(entity: &EntityMeta, index: &IndexMeta, attribute: &str) -> Message {
    let message = Message::new().code(entity.name).add(" reads the attribute ").code(attribute);
    let message = message.add(" from the index ").code(index.name).add(", which does not project it: ");
    let message = match index.project {
        Projected::Include(_) => {
            message.add("add `\"").add(attribute).add("\"` to the `project(include(...))` of the index")
        }
        Projected::All | Projected::KeysOnly => {
            message.add("write `project(include(\"").add(attribute).add("\"))` on the index")
        }
    };
    message.add(", or remove it from `#[key(index = \"").add(index.name).add("\", ...)]`")
}

const fn indistinct(table: &TableMeta, entity: &EntityMeta, index: &IndexMeta) -> Message {
    let message =
        Message::new().code(entity.name).add(" shares its keys with other entities, and the index ");
    let message = message.code(index.name).add(" has keys only, which do not tell them apart: ");
    let message = message.add("write `project(include(\"").add(match table.type_attribute {
        Some(name) => name,
        None => "",
    });
    message.add("\"))` on the index")
}
