//! What the keys of an entity's indexes must be.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

mod shared;
pub(super) mod standing;

use super::typed::{self, Writer};
use super::{is_bare, project, renamed};
use crate::entity::{FieldMeta, IndexKeyMeta, ListedField};
use crate::key::{Part, Role, Shape, StoredForm, Template, check as template};
use crate::message::{Message, same};
use crate::table::{IndexMeta, KeyAttribute, KeyKind};
use crate::{EntityMeta, KeyMeta, TableMeta};

/// What is to be said if an index key of the entity at this place does not fit the table.
pub(super) const fn fault(table: &TableMeta, place: usize) -> Option<Message> {
    let entity = table.entities[place];
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        let Some(index) = find(table, key.index) else { return Some(no_index(table, entity, key)) };
        if let Some(message) = key_fault(entity, key, index) {
            return Some(message);
        }
        if let Some(message) = shared::fault(table, entity, at, index) {
            return Some(message);
        }
        if let Some(message) = project::fault(table, place, key, index) {
            return Some(message);
        }
        let mut earlier = 0;
        while earlier < at {
            let other = &entity.indexes[earlier];
            if same(other.index, key.index) && !standing::keys_disjoint(index, other, key) {
                return Some(one_range(entity, other, key));
            }
            earlier += 1;
        }
        at += 1;
    }
    copies_fault(table, entity)
}

const fn find(table: &TableMeta, name: &str) -> Option<&'static IndexMeta> {
    let mut at = 0;
    while at < table.indexes.len() {
        if same(table.indexes[at].name, name) {
            return Some(&table.indexes[at]);
        }
        at += 1;
    }
    None
}

/// The type of a key attribute of indexes: that of the first field which is it, or a string.
pub(crate) const fn kind(entities: &[&EntityMeta], attribute: &str) -> KeyKind {
    let mut entity = 0;
    while entity < entities.len() {
        let keys = entities[entity].indexes;
        let mut at = 0;
        while at < keys.len() {
            if let Some(kind) = kind_among(keys[at].pk_fields, attribute) {
                return kind;
            }
            if let Some(kind) = kind_among(keys[at].sk_fields, attribute) {
                return kind;
            }
            at += 1;
        }
        entity += 1;
    }
    KeyKind::String
}

const fn kind_among(fields: &[ListedField], attribute: &str) -> Option<KeyKind> {
    let mut at = 0;
    while at < fields.len() {
        if let StoredForm::Key(kind) = fields[at].form
            && same(fields[at].attribute, attribute)
        {
            return Some(kind);
        }
        at += 1;
    }
    None
}

const fn key_fault(entity: &EntityMeta, key: &'static IndexKeyMeta, index: &IndexMeta) -> Option<Message> {
    if key.local != index.local {
        return Some(other_kind(entity, key, index));
    }
    if index.sk.is_empty() == key.key.sk.is_some() {
        return Some(other_sort_key(entity, key, index));
    }
    if let Some(message) = part_fault(entity, key, index.sk, Role::Sort) {
        return Some(message);
    }
    part_fault(entity, key, index.pk, Role::Partition)
}

/// What is to be said of a partition or sort key.
const fn part_fault(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &'static [KeyAttribute],
    role: Role,
) -> Option<Message> {
    let (fields, template) = (key.fields(role), key.key.template(role));
    match (fields, attributes) {
        ([], []) => None,
        ([], [attribute]) => match template::fault(template) {
            Some(message) => Some(message),
            None => typed::fault(template, attribute, Writer::Index),
        },
        _ => listed_fault(entity, key, attributes, role),
    }
}

/// What is to be said of a list of fields, which have to be the attributes of the index one by one.
const fn listed_fault(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &'static [KeyAttribute],
    role: Role,
) -> Option<Message> {
    let fields = key.fields(role);
    if fields.len() != attributes.len() {
        return Some(other_length(entity, key, attributes, role));
    }
    let mut at = 0;
    while at < fields.len() {
        let (field, attribute) = (&fields[at], &attributes[at]);
        if !same(field.attribute, attribute.name) {
            return Some(other_attribute(entity, key, field, attribute));
        }
        if let StoredForm::Key(kind) = field.form
            && kind as u8 != attribute.kind as u8
        {
            return Some(other_type(entity, key, field, attribute, role));
        }
        at += 1;
    }
    None
}

/// Copies have all attributes of their items, but none that a template writes for an index.
const fn copies_fault(table: &TableMeta, entity: &'static EntityMeta) -> Option<Message> {
    let mut at = 0;
    while at < table.indexes.len() {
        let index = &table.indexes[at];
        let mut key = 1;
        while !index.copies && key < entity.keys.len() {
            if standing::has_copies(table, entity, key, index) {
                return Some(copies(entity, &entity.keys[key], index));
            }
            key += 1;
        }
        at += 1;
    }
    None
}

/// `` `Task`'s key `by_status` is for the index `gsi2` ``
const fn about(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let message = Message::new().code(entity.name).add("'s key ").code(key.key.pattern_name());
    message.add(" is for the index ").code(key.index)
}

const fn no_index(table: &TableMeta, entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let mut message = about(entity, key).add(", which the table does not have");
    let mut at = 0;
    while at < table.indexes.len() {
        message = message.add(if at == 0 { " (it has " } else { ", " }).code(table.indexes[at].name);
        at += 1;
    }
    message = message.add(if at == 0 { ": " } else { "): " });
    message = match table.indexes {
        [] => message,
        [index] => message.add("write ").pair("index", index.name).add(" there, or "),
        _ => message.add("name one of these there, or "),
    };
    message = message.add("add `#[index(name = \"").add(key.index).add("\", pk = \"...\"");
    message.add(if key.key.sk.is_some() { ", sk = \"...\")]` to the table" } else { ")]` to the table" })
}

const fn other_kind(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    if index.local {
        return message.add(
            ", which is local and has the table's partition key: remove `pk` from that `#[key(...)]`, or write a `pk` in \
             place of `local` in the `#[index(...)]` of the table",
        );
    }
    let message = message.add(
        ", which has a partition key of its own: add `pk = \"...\"` to that `#[key(...)]`, or make the ",
    );
    let message = message.add("index local: `#[index(name = \"").add(index.name).add("\", sk = \"");
    message
        .add(match index.sk {
            [sk, ..] => sk.name,
            [] => "...",
        })
        .add("\", local)]`")
}

const fn other_sort_key(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    match index.sk {
        [sk, ..] => {
            message.add(", which sorts by ").code(sk.name).add(": add `sk = \"...\"` to that `#[key(...)]`, or remove `sk` from the `#[index(...)]` of the table")
        }
        [] => message
            .add(", which has no sort key: remove `sk` from that `#[key(...)]`, or add one to the `#[index(...)]` of the table"),
    }
}

/// `pk = ["tournamentId", "region"]`
const fn shown(message: Message, attributes: &[KeyAttribute], role: Role) -> Message {
    let mut message = message.add("`").add(role.word()).add(" = [");
    let mut at = 0;
    while at < attributes.len() {
        message = message.add(if at == 0 { "\"" } else { "\", \"" }).add(attributes[at].name);
        at += 1;
    }
    message.add("\"]`")
}

const fn other_length(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &[KeyAttribute],
    role: Role,
) -> Message {
    let message = shown(about(entity, key).add(", which has "), attributes, role);
    let template = key.key.template(role).text;
    let message = message.add(", but the key has ");
    if key.fields(role).is_empty() {
        let message = message.pair(role.word(), template);
        return message.add(": write the list of the fields that are these attributes");
    }
    let message = message.add("`").add(role.word()).add(" = ").add(template).add("`");
    message.add(": list the fields that are these attributes, or change the `#[index(...)]` of the table")
}

const fn other_attribute(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    field: &ListedField,
    attribute: &KeyAttribute,
) -> Message {
    let message = about(entity, key).add(", which has the attribute ").code(attribute.name);
    let message = message.add(" where the key has the field ").code(field.name).add(", stored as ");
    let message = message.code(field.attribute).add(
        ": list the fields in the order of the index's attributes, \
         rename the field (`#[serde(rename = \"",
    );
    message.add(attribute.name).add("\")]`), or write a template, which writes an attribute of its own")
}

const fn other_type(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    field: &ListedField,
    attribute: &KeyAttribute,
    role: Role,
) -> Message {
    let message = about(entity, key).add(", whose attribute ").code(attribute.name).add(" is ");
    let message = message.add(attribute.kind.text()).add(", but the field ").code(field.name);
    let message = message.add(" is stored as ");
    let message = message.add(match field.form {
        StoredForm::Key(kind) => kind.text(),
        StoredForm::Custom | StoredForm::Other => "something else",
    });
    let message = message
        .add(": remove `")
        .add(role.word())
        .add("_type` from the `#[index(...)]` of the table, so that ");
    let message =
        message.add("the types follow from the fields, or write `").add(role.word()).add("_type = ");
    letters(message, key.fields(role), attribute.kind).add("`")
}

/// `[S, N]`
const fn letters(message: Message, fields: &[ListedField], unknown: KeyKind) -> Message {
    let several = fields.len() > 1;
    let mut message = message.add(if several { "[" } else { "" });
    let mut at = 0;
    while at < fields.len() {
        let kind = match fields[at].form {
            StoredForm::Key(kind) => kind,
            StoredForm::Custom | StoredForm::Other => unknown,
        };
        message = message.add(if at == 0 { "" } else { ", " }).add(kind.letter());
        at += 1;
    }
    message.add(if several { "]" } else { "" })
}

/// Items under both keys would be read for either.
const fn one_range(entity: &EntityMeta, a: &IndexKeyMeta, b: &IndexKeyMeta) -> Message {
    let message = Message::new().code(entity.name).add("'s keys ").code(a.key.pattern_name()).add(" and ");
    let message = message.code(b.key.pattern_name()).add(" lie in one range of the index ").code(a.index);
    message.add(
        ", as far as their templates tell, so that a query for one would meet the items of the other: start one of the \
         templates with another literal, or give one of them another index",
    )
}

const fn copies(entity: &EntityMeta, lookup: &KeyMeta, index: &IndexMeta) -> Message {
    let message = Message::new().add("the copies for ").code(entity.name).add("'s lookup ");
    let message = message.code(lookup.pattern_name()).add(" would stand in the index ").code(index.name);
    message.add(", whose attributes are all ones that copies have too: write `copies = filter` in its \
         `#[index(...)]` to leave them out of its queries (they are read and paid for), or give it an attribute \
         that a template writes")
}

/// What is to be said if a field has the name of an index's key attribute and is not that key.
pub(super) const fn field_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    field: &FieldMeta,
) -> Option<Message> {
    let mut at = 0;
    while at < table.indexes.len() {
        let index = &table.indexes[at];
        if let Some(attribute) = named(index, field.attribute)
            && !is_base(table, attribute.name)
            && !is_key(table, entity, field)
        {
            return Some(taken(entity, field, index));
        }
        at += 1;
    }
    None
}

const fn is_base(table: &TableMeta, name: &str) -> bool {
    same(table.pk.name, name) || matches!(&table.sk, Some(sk) if same(sk.name, name))
}

/// The key attribute of this name.
pub(super) const fn named(index: &IndexMeta, name: &str) -> Option<&'static KeyAttribute> {
    match position(index.pk, name) {
        Some(at) => Some(&index.pk[at]),
        None => match position(index.sk, name) {
            Some(at) => Some(&index.sk[at]),
            None => None,
        },
    }
}

const fn position(attributes: &[KeyAttribute], name: &str) -> Option<usize> {
    let mut at = 0;
    while at < attributes.len() {
        if same(attributes[at].name, name) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a key of the entity has the field alone for its attribute, written as its serializer writes it.
const fn is_key(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> bool {
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        if let Some(index) = find(table, key.index) {
            let mut role = Role::Partition;
            loop {
                if let Some(attribute) = written(key, index, role, field.attribute) {
                    let template = key.key.template(role);
                    return !key.fields(role).is_empty()
                        || (is_bare(template, field) && is_stored_alike(template, attribute.kind));
                }
                match role {
                    Role::Partition => role = Role::Sort,
                    Role::Sort => break,
                }
            }
        }
        at += 1;
    }
    false
}

/// The attribute of this name, if it is one of the key's partition or sort key.
const fn written(
    key: &IndexKeyMeta,
    index: &IndexMeta,
    role: Role,
    name: &str,
) -> Option<&'static KeyAttribute> {
    let attributes = match role {
        Role::Partition if key.local => &[],
        Role::Partition => index.pk,
        Role::Sort => index.sk,
    };
    match position(attributes, name) {
        Some(at) => Some(&attributes[at]),
        None => None,
    }
}

/// Strings are stored as keys have them; numbers and bytes are where the attribute is of their type.
const fn is_stored_alike(template: &Template, kind: KeyKind) -> bool {
    match kind {
        KeyKind::String => matches!(
            template.parts,
            [Part::Segment(segment)] if segment.lossless && matches!(segment.shape, Shape::Text | Shape::Any)
        ),
        KeyKind::Number | KeyKind::Binary => true,
    }
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, index: &IndexMeta) -> Message {
    let message =
        super::field_is_stored(entity, field).add(", a key attribute of the index ").code(index.name);
    let message = message.add(": list the field in the key of this index (`[").add(field.name);
    renamed(message.add("]`), "), field).add(", or give the index another attribute")
}
