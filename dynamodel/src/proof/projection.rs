//! Rules of the fields that a projection reads of its entity.

use crate::item::projection::{EntityField, SameAs};
use crate::item::stored::Stored;
use crate::message::{Message, const_for, same, starts_with};
use crate::schema::entity::EntityMeta;

/// Returns the position of a field among the fields of the entity, which must store it under this attribute name.
#[must_use]
#[track_caller]
pub const fn field_of<E: Stored>(projection: &str, field: &str, attribute: &str) -> usize {
    let entity = E::ENTITY;
    const_for!(for (index, own) in entity.fields {
        if same(own.name, field) {
            // An entity with errors gives no attribute names.
            if !own.attribute.is_empty() && !same(own.attribute, attribute) {
                other_attribute(entity.name, projection, field, attribute, own.attribute).panic();
            }
            return index;
        }
    });
    no_field(entity, projection, field).panic()
}

/// Returns the position of the field that a path starts with. Without such a field, the path itself does not compile.
#[must_use]
pub const fn position_of<E: Stored>(field: &str) -> usize {
    const_for!(for (index, own) in E::ENTITY.fields {
        if same(own.name, field) {
            return index;
        }
    });
    usize::MAX
}

/// Requires the field of a projection to have the type of the entity's field, which the first bound determines.
#[must_use]
pub const fn same_type<E: EntityField<INDEX, T>, const INDEX: usize, V: SameAs<T>, T>() -> bool {
    true
}

/// Requires both fields to have a serde function, or neither of them.
#[track_caller]
pub const fn check_function<E: Stored>(index: usize, projection: &str, field: &str, custom: bool) {
    let is_custom = E::ENTITY.fields[index].custom;
    if is_custom && !custom {
        Message::new(
            "`{}` reads `{}` without a function, but the entity writes it with one: write the entity's \
             `#[serde(with = \"...\")]` on this field too",
            &[projection, field],
        )
        .panic();
    }
    if custom && !is_custom {
        Message::new(
            "`{}` reads `{}` with a function, but the entity writes it without one: remove \
             `#[serde(with = \"...\")]` here, or write it on the entity's field too",
            &[projection, field],
        )
        .panic();
    }
}

const fn other_attribute(entity: &str, projection: &str, field: &str, read: &str, stored: &str) -> Message {
    Message::new(
        "`{}` reads `{}` from the attribute `{}`, but `{}` stores it as `{}`: write `#[serde(rename = \"{}\")]` on the \
         field, or the entity's `rename_all` on the struct",
        &[projection, field, read, entity, stored, stored],
    )
}

const fn no_field(entity: &EntityMeta, projection: &str, field: &str) -> Message {
    let message = Message::new(
        "`{}` reads the field `{}`, but `{}` stores no such field",
        &[projection, field, entity.name],
    );
    let mut message = match nearest(entity, field) {
        Some(name) => message.add("; did you mean `{}`? fields: ", &[name]),
        None => message.add("; fields: ", &[]),
    };
    const_for!(for (index, own) in entity.fields {
        message = message.add(if index == 0 { "`{}`" } else { ", `{}`" }, &[own.name]);
    });
    message
}

/// The field with the nearest name, or else the first one whose name continues this one, or the reverse.
const fn nearest(entity: &EntityMeta, field: &str) -> Option<&'static str> {
    let mut limit = if field.len() < 3 { 2 } else { field.len() / 3 + 1 };
    let mut nearest = None;
    const_for!(for own in entity.fields {
        let distance = distance(field.as_bytes(), own.name.as_bytes());
        if distance < limit {
            limit = distance;
            nearest = Some(own.name);
        }
    });
    if nearest.is_some() {
        return nearest;
    }
    const_for!(for own in entity.fields {
        let is_long = own.name.len() >= 3 && field.len() >= 3;
        if is_long && (starts_with(own.name, field) || starts_with(field, own.name)) {
            return Some(own.name);
        }
    });
    None
}

/// Longer names are not compared.
const LONGEST: usize = 64;

/// The number of bytes to change, add, remove or swap with the next one to make one name from the other.
const fn distance(from: &[u8], to: &[u8]) -> usize {
    if to.len() >= LONGEST {
        return usize::MAX;
    }
    let (mut before, mut above, mut row) = ([0; LONGEST], [0; LONGEST], [0; LONGEST]);
    let mut at = 0;
    while at <= to.len() {
        row[at] = at;
        at += 1;
    }
    let mut line = 0;
    while line < from.len() {
        (before, above, row) = (above, row, before);
        row[0] = line + 1;
        let mut at = 0;
        while at < to.len() {
            let changed = if from[line] == to[at] { above[at] } else { above[at] + 1 };
            row[at + 1] = least(changed, least(row[at], above[at + 1]) + 1);
            if line > 0 && at > 0 && from[line] == to[at - 1] && from[line - 1] == to[at] {
                row[at + 1] = least(row[at + 1], before[at - 1] + 1);
            }
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
        assert_eq!(distance(b"titel", b"title"), 1);
        assert_eq!(distance(b"pk", b"pk"), 0);
        assert_eq!(distance(b"pk", &[b'x'; 80]), usize::MAX);
    }
}
