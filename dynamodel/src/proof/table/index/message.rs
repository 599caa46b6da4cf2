//! Messages for index keys that do not fit the table.

use crate::message::{Message, const_for};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::{EntityMeta, IndexKeyMeta, KeyMeta, ListedField};
use crate::schema::shape::StoredForm;
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::Role;

/// `` `Task`'s key `by_status` is for the index `gsi2` ``
const fn about(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let values = &[entity.name, key.key.pattern_name(), key.index];
    Message::new("`{}`'s key `{}` is for the index `{}`", values)
}

pub(crate) const fn no_index(table: &TableMeta, entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let mut message = known(about(entity, key).add(", which the table does not have", &[]), table);
    message = match table.indexes {
        [] => message.add(": ", &[]),
        [index] => message.add("): write `index = \"{}\"` there, or ", &[index.name]),
        _ => message.add("): name one of these there, or ", &[]),
    };
    let sort_key = if key.key.sk.is_some() { ", sk = \"...\"" } else { "" };
    message.add("add `#[index(name = \"{}\", pk = \"...\"{})]` to the table", &[key.index, sort_key])
}

pub(crate) const fn no_unread(table: &TableMeta, entity: &EntityMeta, name: &str) -> Message {
    let message =
        Message::new("`{}` has `unread_index = \"{}\"`, which the table does not have", &[entity.name, name]);
    match table.indexes {
        [] => message.add(": remove it", &[]),
        _ => known(message, table).add("): name one of these, or remove it", &[]),
    }
}

/// `` (it has `gsi1`, `gsi2` ``
const fn known(mut message: Message, table: &TableMeta) -> Message {
    const_for!(for (position, index) in table.indexes {
        message = message.add(if position == 0 { " (it has `{}`" } else { ", `{}`" }, &[index.name]);
    });
    message
}

pub(crate) const fn other_kind(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    if index.local {
        return about(entity, key).add(
            ", which is local and has the table's partition key: remove `pk` from that `#[key(...)]`, or write a `pk` in \
             place of `local` in the `#[index(...)]` of the table",
            &[],
        );
    }
    let sort_key = match index.sk {
        [sk, ..] => sk.name,
        [] => "...",
    };
    about(entity, key).add(
        ", which has a partition key of its own: add `pk = \"...\"` to that `#[key(...)]`, or make the index local: \
         `#[index(name = \"{}\", sk = \"{}\", local)]`",
        &[index.name, sort_key],
    )
}

pub(crate) const fn other_sort_key(entity: &EntityMeta, key: &IndexKeyMeta, index: &IndexMeta) -> Message {
    let message = about(entity, key);
    match index.sk {
        [sk, ..] => message.add(
            ", which has the sort key `{}`: add `sk = \"...\"` to that `#[key(...)]`, or remove `sk` from the \
             `#[index(...)]` of the table",
            &[sk.name],
        ),
        [] => message.add(
            ", which has no sort key: remove `sk` from that `#[key(...)]`, or add one to the `#[index(...)]` of the \
             table",
            &[],
        ),
    }
}

pub(crate) const fn other_length(
    entity: &EntityMeta,
    key: &'static IndexKeyMeta,
    attributes: &[KeyAttribute],
    role: Role,
) -> Message {
    let (word, text) = (role.word(), key.key.template(role).text);
    let mut message = about(entity, key).add(", which has `{} = [", &[word]);
    const_for!(for (position, attribute) in attributes {
        message = message.add(if position == 0 { "\"{}\"" } else { ", \"{}\"" }, &[attribute.name]);
    });
    if key.fields(role).is_empty() {
        let remedy = "]`, but the key has `{} = \"{}\"`: list the fields that are these attributes";
        return message.add(remedy, &[word, text]);
    }
    message.add(
        "]`, but the key has `{} = {}`: list the fields that are these attributes, or change the `#[index(...)]` of the \
         table",
        &[word, text],
    )
}

pub(crate) const fn other_attribute(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    field: &ListedField,
    attribute: &KeyAttribute,
) -> Message {
    about(entity, key).add(
        ", which has the attribute `{}` where the key has the field `{}`, stored as `{}`: list the fields in the order \
         of the index's attributes, rename the field (`#[serde(rename = \"{}\")]`), or write a template, which is \
         stored in an attribute of its own",
        &[attribute.name, field.name, field.attribute, attribute.name],
    )
}

pub(crate) const fn other_base(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    own: &str,
    role: Role,
    attribute: &KeyAttribute,
) -> Message {
    about(entity, key).add(
        ", which has the attribute `{}` where the key has the template of the table's own `{}`, stored as `{}`: write \
         `\"{}\"` there in the `#[index(...)]` of the table, or list the field that is `{}`",
        &[attribute.name, role.word(), own, own, attribute.name],
    )
}

pub(crate) const fn other_type(
    entity: &EntityMeta,
    key: &IndexKeyMeta,
    field: &ListedField,
    attribute: &KeyAttribute,
    role: Role,
) -> Message {
    let stored = match field.form {
        StoredForm::Key(kind) => kind.text(),
        StoredForm::Custom | StoredForm::Other => "another type",
    };
    let message = about(entity, key).add(
        ", whose attribute `{}` is {}, but the field `{}` is stored as {}: remove `{}_type` from the `#[index(...)]` of \
         the table to take the types of the fields, or write `{}_type = ",
        &[attribute.name, attribute.kind.text(), field.name, stored, role.word(), role.word()],
    );
    letters(message, key.fields(role), attribute.kind).add("`", &[])
}

/// `[S, N]`
const fn letters(mut message: Message, fields: &'static [ListedField], unknown: KeyKind) -> Message {
    let (open, close) = if fields.len() > 1 { ("[", "]") } else { ("", "") };
    message = message.add(open, &[]);
    const_for!(for (position, field) in fields {
        let kind = match field.form {
            StoredForm::Key(kind) => kind,
            StoredForm::Custom | StoredForm::Other => unknown,
        };
        message = message.add(if position == 0 { "{}" } else { ", {}" }, &[kind.letter()]);
    });
    message.add(close, &[])
}

/// A query for one key would meet the items under the other.
pub(crate) const fn one_range(entity: &EntityMeta, a: &IndexKeyMeta, b: &IndexKeyMeta) -> Message {
    Message::new(
        "`{}`'s keys `{}` and `{}` can be in one range of the index `{}`, so a query for one could read items of the \
         other: start one of the templates with another literal, or give one of them another index",
        &[entity.name, a.key.pattern_name(), b.key.pattern_name(), a.index],
    )
}

pub(crate) const fn copies(entity: &EntityMeta, lookup: &KeyMeta, index: &IndexMeta) -> Message {
    Message::new(
        "the copies for `{}`'s lookup `{}` would be in the index `{}`, because copies have all of its attributes: write \
         `copies = filter` in its `#[index(...)]` to filter them out of queries (reading them still costs capacity), or \
         give the index an attribute that a template writes",
        &[entity.name, lookup.pattern_name(), index.name],
    )
}
