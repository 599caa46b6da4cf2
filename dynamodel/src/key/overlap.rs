//! The proof that no two kinds of item can write the same key.

mod automaton;
mod disjoint;
mod language;
mod suggest;
#[cfg(test)]
mod tests;

use self::disjoint::disjoint;
use self::language::Language;
use crate::key::{Native, Part, Segment, Shape, Template};
use crate::message::{Message, same};
use crate::table::check;
use crate::{EntityMeta, KeyAttribute, KeyKind, KeyMeta, Table, TableMeta};

/// Proves that the keys of the table's `index`-th entity are those of no earlier one, and that
/// it fits the table. The derive calls it once per variant, so that the error stands there.
#[track_caller]
pub const fn prove<T: Table>(index: usize) {
    if let Some(message) = check::fault(T::META, index) {
        message.panic();
    }
    if let Some(message) = overlap(T::META, index) {
        message.panic();
    }
}

/// One key of one entity of a table.
#[derive(Clone, Copy)]
struct Place {
    entity: usize,
    key: usize,
}

impl Place {
    const fn meta(self, table: &TableMeta) -> &'static KeyMeta {
        &table.entities[self.entity].keys[self.key]
    }

    const fn entity(self, table: &TableMeta) -> &'static EntityMeta {
        table.entities[self.entity]
    }

    const fn is_primary(self) -> bool {
        self.key == 0
    }
}

/// What is to be said if a key of the `index`-th entity can also be written by an earlier entity, or
/// under another key of its own.
pub(crate) const fn overlap(table: &TableMeta, index: usize) -> Option<Message> {
    let mut entity = 0;
    while entity <= index {
        let mut key = 0;
        while key < table.entities[entity].keys.len() {
            let first = Place { entity, key };
            let mut other = if entity == index { key + 1 } else { 0 };
            while other < table.entities[index].keys.len() {
                let second = Place { entity: index, key: other };
                if can_write_same(table, first, second) && !share(table, first, second) {
                    return Some(explain(table, first, second));
                }
                other += 1;
            }
            key += 1;
        }
        entity += 1;
    }
    None
}

const fn can_write_same(table: &TableMeta, first: Place, second: Place) -> bool {
    // A key that does not fit the table has been reported at its own variant.
    if !fits(table, first) || !fits(table, second) {
        return false;
    }
    let (a, b) = (first.meta(table), second.meta(table));
    !partitions_disjoint(table, a, b)
        && !(is_text(&table.sk) && disjoint(&Language::of(a.sort()), &Language::of(b.sort())))
}

const fn fits(table: &TableMeta, place: Place) -> bool {
    place.meta(table).sk.is_some() == table.sk.is_some()
}

/// Numbers and binary are equal or not whatever text their segments would write.
const fn is_text(attribute: &Option<KeyAttribute>) -> bool {
    matches!(attribute, Some(attribute) if matches!(attribute.kind, KeyKind::String))
}

const fn partitions_disjoint(table: &TableMeta, a: &'static KeyMeta, b: &'static KeyMeta) -> bool {
    matches!(table.pk.kind, KeyKind::String) && disjoint(&Language::of(&a.pk), &Language::of(&b.pk))
}

/// Whether the table says that the two entities have the same primary keys.
const fn share(table: &TableMeta, first: Place, second: Place) -> bool {
    if !first.is_primary() || !second.is_primary() {
        return false;
    }
    let mut group = 0;
    while group < table.shared.len() {
        if holds(table.shared[group], first.entity) && holds(table.shared[group], second.entity) {
            return true;
        }
        group += 1;
    }
    false
}

const fn holds(group: &[usize], index: usize) -> bool {
    let mut at = 0;
    while at < group.len() {
        if group[at] == index {
            return true;
        }
        at += 1;
    }
    false
}

/// The keys of the `index`-th entity, by bit, in whose partition and behind whose leading literal
/// items of other kinds can lie.
pub(crate) const fn mixed_keys(table: &'static TableMeta, index: usize) -> u64 {
    let mut mixed = 0;
    let mut key = 0;
    while key < table.entities[index].keys.len() && key < u64::BITS as usize {
        if is_mixed(table, Place { entity: index, key }) {
            mixed |= 1 << key;
        }
        key += 1;
    }
    mixed
}

const fn is_mixed(table: &'static TableMeta, own: Place) -> bool {
    let mut entity = 0;
    while entity < table.entities.len() {
        let mut key = 0;
        while key < table.entities[entity].keys.len() {
            let is_self = entity == own.entity && key == own.key;
            if !is_self && can_lie_behind(table, own, Place { entity, key }) {
                return true;
            }
            key += 1;
        }
        entity += 1;
    }
    false
}

/// Whether `other` can lie in a partition of `own`, behind the literal that starts its sort keys.
const fn can_lie_behind(table: &'static TableMeta, own: Place, other: Place) -> bool {
    const REST: Part = Part::Segment(Segment {
        field: "",
        shape: Shape::Any,
        lossless: true,
        descending: false,
        native: Native::None,
    });
    let (a, b) = (own.meta(table), other.meta(table));
    if partitions_disjoint(table, a, b) {
        return false;
    }
    let range = [Part::Literal(a.sort().head()), REST];
    let range = Language { parts: &range, delimiter: a.sort().delimiter };
    !(is_text(&table.sk) && disjoint(&range, &Language::of(b.sort())))
}

/// `User and Account can write the same key: User has pk "user-{user_id}", ...`
const fn explain(table: &TableMeta, first: Place, second: Place) -> Message {
    let mut message = name(Message::new(), table, first);
    message = name(message.add(" and "), table, second).add(" can write the same key: ");
    message = templates(name(message, table, first).add(" has "), first.meta(table)).add("; ");
    message = templates(name(message, table, second).add(" has "), second.meta(table));
    message = remedy(message.add(". "), table, first, second);
    if !first.is_primary() || !second.is_primary() || first.entity == second.entity {
        return message.add("; a copy of an item needs a key of its own");
    }
    let (a, b) = (first.entity(table).name, second.entity(table).name);
    message = message.add(", or, if they share keys on purpose, write #[table(");
    if table.type_attribute.is_none() {
        message = message.add("type_attribute = \"...\", ");
    }
    message.add("shared(").add(a).add(", ").add(b).add("))]")
}

/// `Video`, or `Video's lookup by_creator`.
const fn name(message: Message, table: &TableMeta, place: Place) -> Message {
    let message = message.add(place.entity(table).name);
    match place.meta(table).pattern {
        Some(pattern) if !place.is_primary() => message.add("'s lookup ").add(pattern),
        None if !place.is_primary() => message.add("'s lookup"),
        Some(_) | None => message,
    }
}

const fn templates(message: Message, key: &KeyMeta) -> Message {
    let message = message.add("pk ").quote(key.pk.text);
    match &key.sk {
        Some(sk) => message.add(", sk ").quote(sk.text),
        None => message,
    }
}

const fn remedy(message: Message, table: &TableMeta, first: Place, second: Place) -> Message {
    let message = message.add("Change a literal of one of them");
    let (a, b) = (first.meta(table), second.meta(table));
    // Keys of one partition template are often meant to lie together: then the sort key differs.
    let by_sort = table.sk.is_some() && same(a.pk.text, b.pk.text) && has_segment(a.sort());
    let (role, a, b) =
        if by_sort { (" (such as sk ", a.sort(), b.sort()) } else { (" (such as pk ", &a.pk, &b.pk) };
    let suggested = match suggest::other_word(b, word_of(table, second)) {
        Some(suggested) => Some(suggested),
        None => suggest::other_word(a, word_of(table, first)),
    };
    match suggested {
        Some(suggested) => message.add(role).quote(suggested.as_str()).add(")"),
        None => message,
    }
}

const fn word_of(table: &TableMeta, place: Place) -> &'static str {
    match place.meta(table).pattern {
        Some(pattern) if !place.is_primary() => pattern,
        Some(_) | None => place.entity(table).name,
    }
}

const fn has_segment(template: &Template) -> bool {
    template.parts.len() > 1 || matches!(template.parts, [Part::Segment(_)])
}
