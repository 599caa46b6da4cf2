//! Key attributes that are numbers or binary. They hold one segment without literals.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

use crate::message::{Message, const_for};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::EntityMeta;
use crate::schema::shape::Native;
use crate::schema::template::{Part, Role, Template};

/// The item that has the key.
#[derive(Clone, Copy)]
pub(crate) enum Writer {
    Primary,
    Index,
    Lookup,
    /// The marker of these unique fields.
    Marker(&'static str),
}

impl Writer {
    /// The writer of the `index`-th key of item, copies and markers.
    pub(crate) const fn new(entity: &EntityMeta, index: usize) -> Self {
        match index.checked_sub(entity.keys.len()) {
            Some(marker) => Self::Marker(entity.markers[marker].name),
            None if index == 0 => Self::Primary,
            None => Self::Lookup,
        }
    }
}

/// Returns the message for a template whose keys the attribute cannot hold.
pub(crate) const fn fault(template: &Template, attribute: &KeyAttribute, writer: Writer) -> Option<Message> {
    match (attribute.kind, template.native()) {
        (KeyKind::String, _) | (KeyKind::Number, Native::Number) | (KeyKind::Binary, Native::Binary) => None,
        (_, found) => Some(misfit(template, attribute, writer, found)),
    }
}

const fn misfit(template: &Template, attribute: &KeyAttribute, writer: Writer, found: Native) -> Message {
    if let Writer::Marker(name) = writer {
        return no_marker(template, attribute, name);
    }
    let word = template.role.word();
    let message = typed(Message::EMPTY, template.role, attribute)
        .add(", but `{}`'s `{} = \"{}\"` is ", &[template.entity, word, template.text]);
    let message = match found {
        Native::Number => message.add("a number: write `{}_type = N`, or ", &[word]),
        Native::Binary => message.add("binary: write `{}_type = B`, or ", &[word]),
        Native::None => message.add("a string: ", &[]),
    };
    let message = message.add("remove `{}_type`", &[word]);
    match (found, writer, alone(template, attribute.kind)) {
        (Native::None, Writer::Primary | Writer::Index, Some(field)) => {
            message.add(", or write the field alone, `{} = \"{{}}\"`", &[word, field])
        }
        _ => message,
    }
}

/// `` the sort key attribute `sk` is a number (`sk_type = N`) ``
const fn typed(message: Message, role: Role, attribute: &KeyAttribute) -> Message {
    let role_name = match role {
        Role::Partition => "partition",
        Role::Sort => "sort",
    };
    message.add(
        "the {} key attribute `{}` is {} (`{}_type = {}`)",
        &[role_name, attribute.name, attribute.kind.text(), role.word(), attribute.kind.letter()],
    )
}

/// A field that the attribute can hold alone.
const fn alone(template: &Template, kind: KeyKind) -> Option<&'static str> {
    const_for!(for part in template.parts {
        if let Part::Segment(segment) = part
            && segment.shards.is_none()
            && matches!(
                (kind, segment.native),
                (KeyKind::Number, Native::Number) | (KeyKind::Binary, Native::Binary)
            )
        {
            return Some(segment.field);
        }
    });
    None
}

const fn no_marker(template: &Template, attribute: &KeyAttribute, name: &str) -> Message {
    let word = template.role.word();
    let message = Message::new(
        "the marker of `{}`'s unique `{}` has `{} = \"{}\"`, but ",
        &[template.entity, name, word, template.text],
    );
    let message =
        typed(message, template.role, attribute).add(", which cannot hold it: remove `{}_type`", &[word]);
    match (template.role, attribute.kind) {
        (Role::Sort, KeyKind::Number) => {
            message.add(" (a string holds a number with leading zeros, which sorts the same)", &[])
        }
        _ => message,
    }
}
