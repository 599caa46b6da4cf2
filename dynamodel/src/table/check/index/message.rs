//! What is said of index keys that do not fit the table.

use crate::EntityMeta;
use crate::entity::{IndexKeyMeta, ListedField};
use crate::key::{Role, StoredForm};
use crate::message::Message;
use crate::table::{IndexMeta, KeyAttribute, KeyKind};
use crate::{KeyMeta, TableMeta};

/// `Task has a key for the index "gsi2"`
const fn about(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    Message::new().add(entity.name).add(" has a key for the index ").quote(key.index)
}

pub(super) const fn no_index(table: &TableMeta, entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let mut message = about(entity, key).add(", which the table does not have");
    let mut at = 0;
    while at < table.indexes.len() {
        message = message.add(if at == 0 { " (it has " } else { ", " }).quote(table.indexes[at].name);
        at += 1;
    }
    message = message.add(if at == 0 { "" } else { ")" });
    message.add(": write #[index(name = ").quote(key.index).add(", pk = \"...\", sk = \"...\")] on the table")
}

pub(super) const fn other_kind(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    if index.local {
        return message.add(
            ", which is local and has the table's partition key: leave `pk` away in #[key(index = ...)]",
        );
    }
    message.add(", which has a partition key of its own: add `pk = \"...\"` to #[key(index = ...)], or `local` to the index")
}

pub(super) const fn other_sort_key(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    match index.sk {
        [sk, ..] => {
            message.add(", which sorts by ").quote(sk.name).add(": add `sk = \"...\"` to #[key(index = ...)]")
        }
        [] => message
            .add(", which has no sort key: remove `sk` from #[key(index = ...)], or add one to the index"),
    }
}

const fn word(role: Role) -> &'static str {
    match role {
        Role::Partition => "pk",
        Role::Sort => "sk",
    }
}

/// `pk = ["tournamentId", "region"]`
const fn shown(message: Message, attributes: &[KeyAttribute], role: Role) -> Message {
    let mut message = message.add(word(role)).add(" = [");
    let mut at = 0;
    while at < attributes.len() {
        message = message.add(if at == 0 { "" } else { ", " }).quote(attributes[at].name);
        at += 1;
    }
    message.add("]")
}

pub(super) const fn other_length(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &[KeyAttribute],
    role: Role,
) -> Message {
    let message = shown(about(entity, key).add(", which has "), attributes, role);
    let message = message.add(", but ").add(key.key.pattern_name()).add(" says ").add(word(role)).add(" = ");
    let template = key.key.template(role).text;
    if key.fields(role).is_empty() {
        let message = message.quote(template);
        return message.add(": write the list of the fields that are these attributes");
    }
    message.add(template).add(": list the fields that are these attributes, or change the index")
}

pub(super) const fn other_attribute(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    field: &ListedField,
    attribute: &KeyAttribute,
) -> Message {
    let message = about(entity, key).add(", which has the attribute ").quote(attribute.name);
    let message = message.add(" where the key has the field `").add(field.name).add("`, stored as ");
    let message = message.quote(field.attribute).add(
        ": list the fields in the order of the index's attributes, \
         rename the field (#[serde(rename = ",
    );
    message.quote(attribute.name).add(")]), or write a template, which writes an attribute of its own")
}

pub(super) const fn other_type(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    field: &ListedField,
    attribute: &KeyAttribute,
    role: Role,
) -> Message {
    let message = about(entity, key).add(", whose attribute ").quote(attribute.name).add(" is ");
    let message = message.add(type_name(attribute.kind)).add(", but the field `").add(field.name);
    let message = message.add("` is stored as ");
    let (name, letter) = match field.form {
        StoredForm::Key(kind) => (type_name(kind), letter(kind)),
        StoredForm::Custom | StoredForm::Other => ("something else", "S"),
    };
    let message = message.add(name).add(": give the attribute this type (").add(word(role));
    message
        .add("_type = ")
        .add(letter)
        .add(", in the order of the attributes where there are several), or change the field")
}

const fn type_name(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::String => "a string",
        KeyKind::Number => "a number",
        KeyKind::Binary => "binary",
    }
}

const fn letter(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::String => "S",
        KeyKind::Number => "N",
        KeyKind::Binary => "B",
    }
}

/// Items under both keys would be read for either.
pub(super) const fn one_range(entity: &EntityMeta, a: &IndexKeyMeta, b: &IndexKeyMeta) -> Message {
    let message = Message::new().add(entity.name).add("'s keys ").add(a.key.pattern_name()).add(" and ");
    let message = message.add(b.key.pattern_name()).add(" lie in one range of the index ").quote(a.index);
    message.add(
        ", so that a query for one would meet the items of the other: start one of their templates \
         with another literal, or give one of them another index",
    )
}

pub(super) const fn copies(entity: &EntityMeta, lookup: &KeyMeta, index: &IndexMeta) -> Message {
    let message = Message::new().add("the copies for ").add(entity.name).add("'s lookup ");
    let message = message.add(lookup.pattern_name()).add(" would stand in the index ").quote(index.name);
    message.add(", whose attributes are all ones that copies have too: write `copies = filter` in its \
         #[index(...)] to leave them out of its queries (they are read and paid for), or give it an attribute \
         that a template writes")
}
