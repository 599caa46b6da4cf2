//! What a projection must be to read its entity.

use crate::item::projection::EntityField;
use crate::item::projection::SameAs;
use crate::item::stored::Stored;
use crate::message::{Message, same, starts_with};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::FieldMeta;

/// `hash`, if the entity has the field and stores it under this name.
#[must_use]
#[track_caller]
pub const fn field_of<E: Stored>(projection: &str, field: &str, attribute: &str, hash: u64) -> u64 {
    match fault(E::ENTITY, projection, field, attribute) {
        Some(message) => message.panic(),
        None => hash,
    }
}

/// See `SameAs`.
pub const fn same_type<V: SameAs<T>, T>() {}

/// That a projection's field is read by a function of the user's where the entity's is.
#[track_caller]
pub const fn check_function<E: EntityField<NAME>, const NAME: u64>(
    projection: &str,
    field: &str,
    custom: bool,
) {
    let message = Message::new().code(projection).add(" reads ").code(field);
    if E::CUSTOM && !custom {
        message
            .add(" as its type is read, but the entity writes it with a function of its own: ")
            .add("give this field the same `#[serde(with = \"...\")]`")
            .panic();
    }
    if custom && !E::CUSTOM {
        message
            .add(" with a function, but the entity writes it as its type is written: remove that function ")
            .add("(`#[serde(with = \"...\")]`), or give the entity's field the same")
            .panic();
    }
}

const fn fault(entity: &EntityMeta, projection: &str, field: &str, attribute: &str) -> Option<Message> {
    let mut at = 0;
    while at < entity.fields.len() {
        let own = &entity.fields[at];
        if same(own.name, field) {
            if same(own.attribute, attribute) {
                return None;
            }
            return Some(other_attribute(entity, projection, own, attribute));
        }
        at += 1;
    }
    // The entity has errors of its own, which are to be seen first.
    if entity.fields.is_empty() { None } else { Some(no_field(entity, projection, field)) }
}

const fn other_attribute(entity: &EntityMeta, projection: &str, own: &FieldMeta, attribute: &str) -> Message {
    let message = Message::new().code(projection).add(" reads ").code(own.name).add(" from the attribute ");
    let message = message.code(attribute).add(", but ").code(entity.name).add(" stores it as ");
    let message = message.code(own.attribute).add(": write `#[serde(rename = \"").add(own.attribute);
    message.add("\")]` on the field, or the entity's `rename_all` on the struct")
}

const fn no_field(entity: &EntityMeta, projection: &str, field: &str) -> Message {
    let message = Message::new().code(projection).add(" reads the field ").code(field).add(", but ");
    let message = message.code(entity.name).add(" stores no such field");
    let mut message = match nearest(entity, field) {
        Some(name) => message.add("; did you mean ").code(name).add("?"),
        None => message.add(";"),
    };
    message = message.add(" fields: ");
    let mut at = 0;
    while at < entity.fields.len() {
        message = message.add(if at == 0 { "`" } else { ", `" }).add(entity.fields[at].name).add("`");
        at += 1;
    }
    message
}

/// The field whose name is nearest, if it is near.
const fn nearest(entity: &EntityMeta, field: &str) -> Option<&'static str> {
    let mut limit = if field.len() < 3 { 2 } else { field.len() / 3 + 1 };
    let (mut name, mut at) = (None, 0);
    while at < entity.fields.len() {
        let far = distance(field.as_bytes(), entity.fields[at].name.as_bytes());
        if far < limit {
            limit = far;
            name = Some(entity.fields[at].name);
        }
        at += 1;
    }
    match name {
        Some(name) => Some(name),
        None => going_on(entity, field),
    }
}

/// The first field whose name goes on where this one ends, or the other way round.
const fn going_on(entity: &EntityMeta, field: &str) -> Option<&'static str> {
    let mut at = 0;
    while at < entity.fields.len() {
        let name = entity.fields[at].name;
        if name.len() >= 3 && field.len() >= 3 && (starts_with(name, field) || starts_with(field, name)) {
            return Some(name);
        }
        at += 1;
    }
    None
}

/// Longer names are not compared.
const LONGEST: usize = 64;

/// How many bytes must be changed, added or taken away to make one from the other.
const fn distance(from: &[u8], to: &[u8]) -> usize {
    if to.len() >= LONGEST {
        return usize::MAX;
    }
    let mut row = [0; LONGEST];
    let mut at = 0;
    while at <= to.len() {
        row[at] = at;
        at += 1;
    }
    let mut line = 0;
    while line < from.len() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        let mut at = 0;
        while at < to.len() {
            let changed = if from[line] == to[at] { diagonal } else { diagonal + 1 };
            diagonal = row[at + 1];
            row[at + 1] = least(changed, least(row[at], row[at + 1]) + 1);
            at += 1;
        }
        line += 1;
    }
    row[to.len()]
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use crate::proof::projection::distance;

    #[test]
    fn counts_changes() {
        assert_eq!(distance(b"kitten", b"sitting"), 3);
        assert_eq!(distance(b"", b"pk"), 2);
        assert_eq!(distance(b"pk", b"pk"), 0);
        assert_eq!(distance(b"pk", &[b'x'; 80]), usize::MAX);
    }
}
