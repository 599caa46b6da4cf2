//! The proof that no two kinds of item can write the same key.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

mod automaton;
mod disjoint;
mod language;
mod signature;
mod suggest;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod together;
mod witness;

use self::disjoint::disjoint;
use self::language::{Change, Language};
use self::signature::{KeySignature, Signatures};
use crate::item::table::Table;
use crate::message::{Message, same};
use crate::proof::table as check;
use crate::schema::attribute::KeyKind;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::shape::Native;
use crate::schema::shape::Shape;
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Role, Segment, Template};

/// Proves that the keys of the table's `index`-th entity are those of no earlier one, and that
/// it fits the table. The derive calls it once per variant, so that the error stands there.
#[track_caller]
pub const fn prove<T: Table>(index: usize) {
    if let Some(message) = check::fault(T::META, index) {
        message.panic();
    }
    if let Some(message) = overlap::<T>(index) {
        message.panic();
    }
}

/// One key of one entity of a table.
#[derive(Clone, Copy)]
struct Place {
    entity: usize,
    key: usize,
    /// How many keys stand before it in the table.
    ordinal: usize,
}

impl Place {
    const fn meta(self, table: &TableMeta) -> &'static KeyMeta {
        table.entities[self.entity].stored_key(self.key)
    }

    const fn entity(self, table: &TableMeta) -> &'static EntityMeta {
        table.entities[self.entity]
    }

    const fn is_primary(self) -> bool {
        self.key == 0
    }

    /// The name of the marker that it is the key of.
    const fn marker(self, table: &TableMeta) -> Option<&'static str> {
        let entity = self.entity(table);
        match self.key.checked_sub(entity.keys.len()) {
            Some(at) => Some(entity.markers[at].name),
            None => None,
        }
    }

    const fn first(table: &TableMeta) -> Self {
        Self { entity: 0, key: 0, ordinal: 0 }.or_later(table)
    }

    /// The next key, which may be the first of a later entity.
    const fn next(self, table: &TableMeta) -> Self {
        Self { key: self.key + 1, ordinal: self.ordinal + 1, ..self }.or_later(table)
    }

    /// Goes on to the next entity behind the keys of one; one with mistakes has none at all.
    const fn or_later(mut self, table: &TableMeta) -> Self {
        while self.entity < table.entities.len() && self.key >= table.entities[self.entity].stored() {
            self = Self { entity: self.entity + 1, key: 0, ..self };
        }
        self
    }
}

/// The primary key of the `index`-th entity.
const fn primary_of(table: &TableMeta, index: usize) -> Place {
    let mut place = Place::first(table);
    while place.entity < index {
        place = place.next(table);
    }
    place
}

/// What is to be said if a key of the `index`-th entity can also be written by an earlier entity, or
/// under another key of its own.
const fn overlap<T: Table>(index: usize) -> Option<Message> {
    let table = T::META;
    let mut own = primary_of(table, index);
    while own.entity == index {
        let mut earlier = Place::first(table);
        while earlier.ordinal < own.ordinal {
            if !told_apart::<T>(earlier.ordinal, own.ordinal)
                && can_write_same(table, earlier, own)
                && !share(table, earlier, own)
            {
                return Some(explain(table, earlier, own));
            }
            earlier = earlier.next(table);
        }
        own = own.next(table);
    }
    None
}

/// Whether the signatures of two keys are enough to know that they are disjoint.
const fn told_apart<T: Table>(a: usize, b: usize) -> bool {
    let all: &[KeySignature] = Signatures::<T>::ALL;
    apart_by_partition::<T>(a, b)
        || (a < all.len() && b < all.len() && sort_is_text(T::META) && all[a].sk.is_disjoint(&all[b].sk))
}

const fn apart_by_partition<T: Table>(a: usize, b: usize) -> bool {
    let all: &[KeySignature] = Signatures::<T>::ALL;
    a < all.len() && b < all.len() && is_text(T::META.pk.kind) && all[a].pk.is_disjoint(&all[b].pk)
}

const fn can_write_same(table: &TableMeta, first: Place, second: Place) -> bool {
    // A key that does not fit the table has been reported at its own variant.
    if !fits(table, first) || !fits(table, second) {
        return false;
    }
    let (a, b) = (first.meta(table), second.meta(table));
    if partitions_disjoint(table, a, b) {
        return false;
    }
    !sort_is_text(table) || !disjoint(&Language::of(a.sort()), &Language::of(b.sort()))
}

const fn fits(table: &TableMeta, place: Place) -> bool {
    place.meta(table).sk.is_some() == table.sk.is_some()
}

/// Numbers and binary are equal or not whatever text their segments would write.
const fn is_text(kind: KeyKind) -> bool {
    matches!(kind, KeyKind::String)
}

const fn sort_is_text(table: &TableMeta) -> bool {
    matches!(&table.sk, Some(attribute) if is_text(attribute.kind))
}

const fn partitions_disjoint(table: &TableMeta, a: &'static KeyMeta, b: &'static KeyMeta) -> bool {
    is_text(table.pk.kind) && disjoint(&Language::of(&a.pk), &Language::of(&b.pk))
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
pub const fn mixed_keys<T: Table>(index: usize) -> u64 {
    let mut mixed = 0;
    let mut own = primary_of(T::META, index);
    while own.entity == index && own.key < T::META.entities[index].keys.len() {
        if is_mixed::<T>(own) {
            mixed |= 1 << own.key;
        }
        own = own.next(T::META);
    }
    mixed
}

const fn is_mixed<T: Table>(own: Place) -> bool {
    let table = T::META;
    let key = own.meta(table);
    let head = [Part::Literal(key.sort().head()), REST];
    let range = Language { parts: &head, delimiter: "", change: Change::None };
    let mut other = Place::first(table);
    while other.entity < table.entities.len() {
        if other.ordinal != own.ordinal && !apart_by_partition::<T>(own.ordinal, other.ordinal) {
            let met = other.meta(table);
            let apart = partitions_disjoint(table, key, met)
                || (sort_is_text(table) && disjoint(&range, &Language::of(met.sort())));
            if !apart {
                return true;
            }
        }
        other = other.next(table);
    }
    false
}

/// Whether no text is written by both templates.
pub(crate) const fn templates_disjoint(a: &Template, b: &Template) -> bool {
    disjoint(&Language::of(a), &Language::of(b))
}

/// Whether a query behind the leading literal of `own` meets no key of `met`.
pub(crate) const fn range_disjoint(own: &Template, met: &Template) -> bool {
    let head = [Part::Literal(own.head()), REST];
    disjoint(&Language { parts: &head, delimiter: "", change: Change::None }, &Language::of(met))
}

/// Whatever follows the leading literal.
pub(crate) const REST: Part = Part::Segment(Segment {
    field: "",
    shape: Shape::Any,
    lossless: true,
    native: Native::None,
    descending: false,
    shards: None,
});

/// `` `User` (`pk = "user-{user_id}"`) and `Account` (`pk = "user-{name}"`) can write the same key, for example .. ``
const fn explain(table: &TableMeta, first: Place, second: Place) -> Message {
    let mut message = templates(name(Message::new(), table, first), first.meta(table)).add(" and ");
    message = templates(name(message, table, second), second.meta(table)).add(" can write the same key");
    message = witness::example(message, table, first.meta(table), second.meta(table));
    message = remedy(message.add(". "), table, first, second);
    if !first.is_primary() || !second.is_primary() || first.entity == second.entity {
        let markers = first.marker(table).is_some() || second.marker(table).is_some();
        return message.add(if markers {
            "; a marker needs a key of its own, `#[entity(unique(pk = \"...\", ...))]`"
        } else {
            "; a copy of an item needs a key of its own"
        });
    }
    let (a, b) = (first.entity(table).name, second.entity(table).name);
    message = message.add(", or, if they share keys on purpose, write `#[table(");
    if table.type_attribute.is_none() {
        message = message.add("type_attribute = \"...\", ");
    }
    message.add("shared(").add(a).add(", ").add(b).add("))]`")
}

/// `` `Video` ``, `` `Video`'s lookup `by_creator` `` or `` `User`'s marker of the unique `email` ``.
const fn name(message: Message, table: &TableMeta, place: Place) -> Message {
    let message = message.code(place.entity(table).name);
    if let Some(fields) = place.marker(table) {
        return message.add("'s marker of the unique ").code(fields);
    }
    match place.meta(table).pattern {
        Some(pattern) if !place.is_primary() => message.add("'s lookup ").code(pattern),
        None if !place.is_primary() => message.add("'s lookup"),
        Some(_) | None => message,
    }
}

const fn templates(message: Message, key: &KeyMeta) -> Message {
    let message = message.add(" (").pair("pk", key.pk.text);
    match &key.sk {
        Some(sk) => message.add(", ").pair("sk", sk.text).add(")"),
        None => message.add(")"),
    }
}

/// `` Change a literal of one of them, such as `pk = "account-{name}"` for `Account` ``
const fn remedy(message: Message, table: &TableMeta, first: Place, second: Place) -> Message {
    let message = message.add("Change a literal of one of them");
    let (a, b) = (first.meta(table), second.meta(table));
    // Keys with one partition template are often meant to lie together: then the sort keys differ.
    let by_sort = sort_is_text(table) && same(a.pk.text, b.pk.text) && has_segment(a.sort());
    let roles = if by_sort { [Role::Sort, Role::Partition] } else { [Role::Partition, Role::Sort] };
    let mut at = 0;
    while at < roles.len() * 2 {
        let role = roles[at / 2];
        let (own, other) = if at % 2 == 0 { (second, first) } else { (first, second) };
        let writes_text = match role {
            Role::Partition => is_text(table.pk.kind),
            Role::Sort => sort_is_text(table),
        };
        let (template, against) = (own.meta(table).template(role), other.meta(table).template(role));
        if writes_text && let Some(suggested) = suggest::other_word(template, word_of(table, own), against) {
            let message = message.add(", such as ").pair(role.word(), suggested.as_str()).add(" for ");
            return name(message, table, own);
        }
        at += 1;
    }
    message
}

const fn word_of(table: &TableMeta, place: Place) -> &'static str {
    if let Some(fields) = place.marker(table) {
        return fields;
    }
    match place.meta(table).pattern {
        Some(pattern) if !place.is_primary() => pattern,
        Some(_) | None => place.entity(table).name,
    }
}

const fn has_segment(template: &Template) -> bool {
    template.parts.len() > 1 || matches!(template.parts, [Part::Segment(_)])
}
