//! Whether items of other kinds can lie where a collection reads.

use std::cmp::Ordering;

use crate::collection::PatternMeta;
use crate::message::{compare, same, starts_with};
use crate::proof::overlap::disjoint::disjoint;
use crate::proof::overlap::is_text;
use crate::proof::overlap::language::Language;
use crate::proof::table as check;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::KeyMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::Template;

/// The patterns of a collection, part by part, and which entities of the table they are of.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'m> {
    pub(crate) members: &'m [&'m [PatternMeta]],
    pub(crate) entities: &'m [&'m [usize]],
}

/// Whether items under other keys can lie where these patterns are read.
pub(crate) const fn is_mixed_with(table: &'static TableMeta, parts: Parts<'_>) -> bool {
    let first = &parts.members[0][0];
    let is_index = first.index_name().is_some();
    if let Some(name) = first.index_name()
        && check::has_strangers(table, name)
    {
        return true;
    }
    let mut entity = 0;
    while entity < table.entities.len() {
        let meta = table.entities[entity];
        let count = if is_index { meta.indexes.len() } else { meta.keys.len() };
        let mut at = 0;
        while at < count {
            let key = if is_index { &meta.indexes[at].key } else { &meta.keys[at] };
            let here = match first.index_name() {
                Some(name) => same(meta.indexes[at].index, name),
                None => true,
            };
            if here && !parts.has(entity, at) && can_meet(table, parts.members, key) {
                return true;
            }
            at += 1;
        }
        entity += 1;
    }
    false
}

impl Parts<'_> {
    /// Whether the `at`-th key or index key of the table's `entity`-th entity is one of the patterns.
    const fn has(self, entity: usize, at: usize) -> bool {
        let mut part = 0;
        while part < self.members.len() {
            let mut member = 0;
            while member < self.members[part].len() {
                if self.entities[part][member] == entity && self.members[part][member].target.at() == at {
                    return true;
                }
                member += 1;
            }
            part += 1;
        }
        false
    }
}

/// Whether items under this key can have the partition and lie in the range of the patterns.
const fn can_meet(table: &'static TableMeta, members: &[&[PatternMeta]], key: &'static KeyMeta) -> bool {
    let (pk, sk) = attributes(table, &members[0][0]);
    if one_text(pk) && disjoint(&Language::of(&members[0][0].meta().pk), &Language::of(&key.pk)) {
        return false;
    }
    !one_text(sk) || !is_outside(members, key.sort())
}

/// Of several attributes nothing is known.
const fn one_text(attributes: &[KeyAttribute]) -> bool {
    matches!(attributes, [attribute] if is_text(attribute.kind))
}

/// The key attributes of the place that is read; of an index that is missing, those of the table.
const fn attributes(
    table: &'static TableMeta,
    first: &PatternMeta,
) -> (&'static [KeyAttribute], &'static [KeyAttribute]) {
    let mut at = 0;
    while at < table.indexes.len() {
        if let Some(name) = first.index_name()
            && same(table.indexes[at].name, name)
        {
            return (table.indexes[at].pk, table.indexes[at].sk);
        }
        at += 1;
    }
    (std::slice::from_ref(&table.pk), table.sk.as_slice())
}

/// Whether what a key starts with lies before what the first pattern's keys start with, or behind what the
/// last one's do.
const fn is_outside(members: &[&[PatternMeta]], sort: &Template) -> bool {
    let head = sort.head();
    let (least, most) = (edge(members, Ordering::Less), edge(members, Ordering::Greater));
    (matches!(compare(head, least), Ordering::Less) && !starts_with(least, head))
        || (matches!(compare(head, most), Ordering::Greater) && !starts_with(head, most))
}

/// The least or the greatest of the literals that the patterns' sort keys start with.
const fn edge(members: &[&[PatternMeta]], side: Ordering) -> &'static str {
    let mut found = members[0][0].meta().sort().head();
    let mut part = 0;
    while part < members.len() {
        let mut member = 0;
        while member < members[part].len() {
            let head = members[part][member].meta().sort().head();
            if compare(head, found) as i8 == side as i8 {
                found = head;
            }
            member += 1;
        }
        part += 1;
    }
    found
}
