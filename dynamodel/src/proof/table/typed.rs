//! Key attributes that are numbers or binary: they hold one segment, and no text.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

use crate::message::Message;
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::EntityMeta;
use crate::schema::shape::Native;
use crate::schema::template::{Part, Role, Template};

/// Whose key it is.
#[derive(Clone, Copy)]
pub(crate) enum Writer {
    Primary,
    Index,
    Lookup,
    /// The marker of these unique fields.
    Marker(&'static str),
}

impl Writer {
    /// That of the `at`-th key which items of the entity are stored under.
    pub(crate) const fn of(entity: &EntityMeta, at: usize) -> Self {
        match at.checked_sub(entity.keys.len()) {
            Some(marker) => Self::Marker(entity.markers[marker].name),
            None if at == 0 => Self::Primary,
            None => Self::Lookup,
        }
    }
}

/// What is to be said of a template whose keys the attribute cannot hold.
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
    let message =
        typed(Message::new(), template.role, attribute).add(", but ").code(template.entity).add("'s ");
    let message = message.pair(template.role.word(), template.text);
    match found {
        Native::Number => other_type(message.add(" is a number"), template.role, "N"),
        Native::Binary => other_type(message.add(" is binary"), template.role, "B"),
        Native::None => {
            let message = remove_type(message.add(" is text: "), template.role);
            match (writer, alone(template, attribute.kind)) {
                (Writer::Primary | Writer::Index, Some(field)) => {
                    let message = message.add(", or write the field alone, `").add(template.role.word());
                    message.add(" = \"{").add(field).add("}\"`")
                }
                _ => message,
            }
        }
    }
}

/// `` the sort key attribute `sk` is a number (`sk_type = N`) ``
const fn typed(message: Message, role: Role, attribute: &KeyAttribute) -> Message {
    let message = message.add(match role {
        Role::Partition => "the partition key attribute ",
        Role::Sort => "the sort key attribute ",
    });
    let message = message.code(attribute.name).add(" is ").add(attribute.kind.text());
    message.add(" (`").add(role.word()).add("_type = ").add(attribute.kind.letter()).add("`)")
}

const fn other_type(message: Message, role: Role, letter: &str) -> Message {
    let message = message.add(": write `").add(role.word()).add("_type = ").add(letter).add("`, or ");
    remove_type(message, role)
}

const fn remove_type(message: Message, role: Role) -> Message {
    message.add("remove `").add(role.word()).add("_type`")
}

/// A field that the attribute could hold alone.
const fn alone(template: &Template, kind: KeyKind) -> Option<&'static str> {
    let mut at = 0;
    while at < template.parts.len() {
        if let Part::Segment(segment) = &template.parts[at]
            && segment.shards.is_none()
            && matches!(
                (kind, segment.native),
                (KeyKind::Number, Native::Number) | (KeyKind::Binary, Native::Binary)
            )
        {
            return Some(segment.field);
        }
        at += 1;
    }
    None
}

const fn no_marker(template: &Template, attribute: &KeyAttribute, name: &str) -> Message {
    let message = Message::new()
        .code(template.entity)
        .add("'s unique ")
        .code(name)
        .add(" is claimed by a marker item with ");
    let message = message.pair(template.role.word(), template.text).add(", but ");
    let message = typed(message, template.role, attribute).add(", which cannot hold it: ");
    let message = remove_type(message, template.role);
    match (template.role, attribute.kind) {
        (Role::Sort, KeyKind::Number) => {
            message.add(" (a number is padded in a string, so that it sorts alike)")
        }
        _ => message,
    }
}
