//! What is said of index keys that do not fit the table.

use crate::message::Message;
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::entity::{IndexKeyMeta, ListedField};
use crate::schema::shape::StoredForm;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::Role;

/// `` `Task`'s key `by_status` is for the index `gsi2` ``
const fn about(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let message = Message::new().code(entity.name).add("'s key ").code(key.key.pattern_name());
    message.add(" is for the index ").code(key.index)
}

pub(crate) const fn no_index(table: &TableMeta, entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
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

pub(crate) const fn other_kind(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
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

pub(crate) const fn other_sort_key(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
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

pub(crate) const fn other_length(
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

pub(crate) const fn other_attribute(
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

pub(crate) const fn other_type(
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
pub(crate) const fn one_range(entity: &EntityMeta, a: &IndexKeyMeta, b: &IndexKeyMeta) -> Message {
    let message = Message::new().code(entity.name).add("'s keys ").code(a.key.pattern_name()).add(" and ");
    let message = message.code(b.key.pattern_name()).add(" lie in one range of the index ").code(a.index);
    message.add(
        ", as far as their templates tell, so that a query for one would meet the items of the other: start one of the \
         templates with another literal, or give one of them another index",
    )
}

pub(crate) const fn copies(entity: &EntityMeta, lookup: &KeyMeta, index: &IndexMeta) -> Message {
    let message = Message::new().add("the copies for ").code(entity.name).add("'s lookup ");
    let message = message.code(lookup.pattern_name()).add(" would stand in the index ").code(index.name);
    message.add(", whose attributes are all ones that copies have too: write `copies = filter` in its \
         `#[index(...)]` to leave them out of its queries (they are read and paid for), or give it an attribute \
         that a template writes")
}
