//! The proof that two entities of a table never write the same key.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

mod automaton;
mod disjoint;
pub(crate) mod language;
pub(crate) mod signature;
mod suggest;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod together;
mod witness;

use self::disjoint::disjoint;
use self::language::{Change, Language};
use self::signature::{KeySignature, Signatures};
use crate::item::table::Table;
use crate::message::{Message, const_for, same};
use crate::proof::table as check;
use crate::schema::attribute::KeyKind;
use crate::schema::bytes::ByteSet;
use crate::schema::entity::{EntityMeta, KeyMeta};
use crate::schema::shape::{Native, Shape};
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Role, Segment, Template};

/// Proves that the table's `index`-th entity fits the table and shares no key with an earlier entity. The derive calls it
/// once per variant, so the error is reported there.
#[track_caller]
pub(crate) const fn prove<T: Table>(index: usize) {
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
    /// The number of keys before it in the table.
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

    /// The name of the marker with this key.
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

    /// Continues with the next entity behind the last key of one. An entity with errors has no keys.
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

/// Returns the message if an earlier key of the table can equal a key of the `index`-th entity.
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

/// Returns `true` if the signatures of two keys prove that they are disjoint.
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
    // A key that does not fit the table is reported at its own variant.
    if !fits(table, first) || !fits(table, second) {
        return false;
    }
    let (a, b) = (first.meta(table), second.meta(table));
    if partitions_disjoint(table, a, b) {
        return false;
    }
    !sort_is_text(table) || !disjoint(&Language::new(a.sort()), &Language::new(b.sort()))
}

const fn fits(table: &TableMeta, place: Place) -> bool {
    place.meta(table).sk.is_some() == table.sk.is_some()
}

/// Returns `true` for strings, which are equal if their texts are.
const fn is_text(kind: KeyKind) -> bool {
    matches!(kind, KeyKind::String)
}

const fn sort_is_text(table: &TableMeta) -> bool {
    matches!(&table.sk, Some(attribute) if is_text(attribute.kind))
}

const fn partitions_disjoint(table: &TableMeta, a: &'static KeyMeta, b: &'static KeyMeta) -> bool {
    is_text(table.pk.kind) && disjoint(&Language::new(&a.pk), &Language::new(&b.pk))
}

/// Returns `true` if the table declares that the two entities share primary keys.
const fn share(table: &TableMeta, first: Place, second: Place) -> bool {
    if !first.is_primary() || !second.is_primary() {
        return false;
    }
    const_for!(for group in table.shared {
        if holds(group, first.entity) && holds(group, second.entity) {
            return true;
        }
    });
    false
}

const fn holds(group: &[usize], entity: usize) -> bool {
    const_for!(for member in group {
        if *member == entity {
            return true;
        }
    });
    false
}

/// The keys of the `index`-th entity, by bit, in whose partition and behind whose leading literal
/// items of other kinds can lie.
#[must_use]
pub(crate) const fn mixed_keys<T: Table>(index: usize) -> u64 {
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
                || (sort_is_text(table) && disjoint(&range, &Language::new(met.sort())));
            if !apart {
                return true;
            }
        }
        other = other.next(table);
    }
    false
}

/// Returns `true` if no text matches both templates.
pub(crate) const fn templates_disjoint(a: &Template, b: &Template) -> bool {
    disjoint(&Language::new(a), &Language::new(b))
}

/// Returns `true` if a query behind the leading literal of `own` reads no key of `met`.
pub(crate) const fn range_disjoint(own: &Template, met: &Template) -> bool {
    let head = match own.first_bytes() {
        Some((least, greatest)) => [Part::Literal(""), between(least, greatest + 1)],
        None => [Part::Literal(own.head()), REST],
    };
    disjoint(&Language { parts: &head, delimiter: "", change: Change::None }, &Language::new(met))
}

/// Any text that starts with one of these bytes, the range of a query for a bounded template.
const fn between(least: u8, greatest: u8) -> Part {
    let Part::Segment(rest) = REST else { return REST };
    Part::Segment(Segment {
        shape: Shape::Run { first: ByteSet::range(least, greatest), rest: ByteSet::ANY },
        ..rest
    })
}

/// Any text behind the leading literal.
pub(crate) const REST: Part = Part::Segment(Segment {
    field: "",
    shape: Shape::Any,
    lossless: true,
    native: Native::None,
    descending: false,
    shards: None,
    only: &[],
});

/// `` `User` (`pk = "user-{user_id}"`) and `Account` (`pk = "user-{name}"`) can write the same key, for example .. ``
const fn explain(table: &TableMeta, first: Place, second: Place) -> Message {
    let mut message = templates(name(Message::EMPTY, table, first), first.meta(table)).add(" and ", &[]);
    message = templates(name(message, table, second), second.meta(table)).add(" can write the same key", &[]);
    message = witness::example(message, table, first.meta(table), second.meta(table));
    message = remedy(message.add(". ", &[]), table, first, second);
    if first.marker(table).is_some() || second.marker(table).is_some() {
        return message.add("; a marker needs a key of its own, `#[entity(unique(pk = \"...\", ...))]`", &[]);
    }
    if !first.is_primary() || !second.is_primary() || first.entity == second.entity {
        return message.add("; a copy of an item needs a key of its own", &[]);
    }
    let type_attribute = match table.type_attribute {
        Some(_) => "",
        None => "type_attribute = \"...\", ",
    };
    message.add(
        ", or, if they share keys deliberately, write `#[table({}shared({}, {}))]`",
        &[type_attribute, first.entity(table).name, second.entity(table).name],
    )
}

/// `` `Video` ``, `` `Video`'s lookup `by_creator` `` or `` `User`'s marker of the unique `email` ``
const fn name(message: Message, table: &TableMeta, place: Place) -> Message {
    let entity = place.entity(table).name;
    if let Some(fields) = place.marker(table) {
        return message.add("`{}`'s marker of the unique `{}`", &[entity, fields]);
    }
    match place.meta(table).pattern {
        Some(pattern) if !place.is_primary() => message.add("`{}`'s lookup `{}`", &[entity, pattern]),
        None if !place.is_primary() => message.add("`{}`'s lookup", &[entity]),
        Some(_) | None => message.add("`{}`", &[entity]),
    }
}

const fn templates(message: Message, key: &KeyMeta) -> Message {
    match &key.sk {
        Some(sk) => message.add(" (`pk = \"{}\"`, `sk = \"{}\"`)", &[key.pk.text, sk.text]),
        None => message.add(" (`pk = \"{}\"`)", &[key.pk.text]),
    }
}

/// `` Change a literal of one of them, such as `pk = "account-{name}"` for `Account` ``
const fn remedy(message: Message, table: &TableMeta, first: Place, second: Place) -> Message {
    let message = message.add("Change a literal of one of them", &[]);
    let (a, b) = (first.meta(table), second.meta(table));
    // Keys with one partition template are often meant to be in one partition: then the sort keys differ.
    let by_sort = sort_is_text(table) && same(a.pk.text, b.pk.text) && has_segment(a.sort());
    let roles = if by_sort { [Role::Sort, Role::Partition] } else { [Role::Partition, Role::Sort] };
    let mut attempt = 0;
    while attempt < roles.len() * 2 {
        let role = roles[attempt / 2];
        let (own, other) = if attempt % 2 == 0 { (second, first) } else { (first, second) };
        attempt += 1;
        let writes_text = match role {
            Role::Partition => is_text(table.pk.kind),
            Role::Sort => sort_is_text(table),
        };
        let (template, against) = (own.meta(table).template(role), other.meta(table).template(role));
        if writes_text && let Some(suggested) = suggest::other_word(template, word_of(table, own), against) {
            let values = &[role.word(), suggested.as_str()];
            return name(message.add(", such as `{} = \"{}\"` for ", values), table, own);
        }
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
