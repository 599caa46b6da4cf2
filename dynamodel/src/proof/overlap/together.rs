//! Collections that can read items which are not theirs.

use std::cmp::Ordering;

use crate::collection::PatternMeta;
use crate::message::{compare, const_for, same, starts_with};
use crate::proof::overlap::disjoint::disjoint;
use crate::proof::overlap::is_text;
use crate::proof::overlap::language::Language;
use crate::proof::table as check;
use crate::read::finding::Target;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// The patterns of a collection, part by part, and the positions of their entities in the table.
#[derive(Clone, Copy)]
struct Parts<'m> {
    members: &'m [&'m [PatternMeta]],
    entities: &'m [&'m [usize]],
}

/// Returns `true` if the range that these patterns read can hold items under other keys.
#[must_use]
pub const fn is_mixed(table: &'static TableMeta, members: &[&[PatternMeta]], entities: &[&[usize]]) -> bool {
    let parts = Parts { members, entities };
    let first = &parts.members[0][0];
    let is_index = first.index_name().is_some();
    if let Some(name) = first.index_name()
        && check::may_hold_foreign_items(table, name)
    {
        return true;
    }
    const_for!(for (entity, meta) in table.entities {
        let count = if is_index { meta.indexes.len() } else { meta.keys.len() };
        let mut slot = 0;
        while slot < count {
            let target = if is_index { Target::Index(slot) } else { Target::Key(slot) };
            let here = match first.index_name() {
                Some(name) => same(meta.indexes[slot].index, name),
                None => true,
            };
            if here && !parts.has(entity, slot) && can_meet(table, parts.members, meta, target) {
                return true;
            }
            slot += 1;
        }
    });
    false
}

impl Parts<'_> {
    /// Returns `true` if the `slot`-th key or index key of the table's `entity`-th entity is one of the patterns.
    const fn has(self, entity: usize, slot: usize) -> bool {
        const_for!(for (part, members) in self.members {
            const_for!(for (position, member) in members {
                if self.entities[part][position] == entity && member.target.at() == slot {
                    return true;
                }
            });
        });
        false
    }
}

/// Returns `true` if items under this key can be in the partition and in the range of the patterns.
const fn can_meet(
    table: &'static TableMeta,
    members: &[&[PatternMeta]],
    entity: &'static EntityMeta,
    target: Target,
) -> bool {
    let first = &members[0][0];
    let (pk, sk) = attributes(table, first);
    if one_text(pk) {
        let own = stored(table, first.entity, first.target, pk);
        if disjoint(&Language::new(own), &Language::new(stored(table, entity, target, pk))) {
            return false;
        }
    }
    !one_text(sk) || !is_outside(members, target.of(entity).sort())
}

/// The template of the partition key attribute.
const fn stored(
    table: &TableMeta,
    entity: &'static EntityMeta,
    target: Target,
    pk: &[KeyAttribute],
) -> &'static Template {
    match target {
        Target::Key(_) => &target.of(entity).pk,
        Target::Index(slot) => table.stored_form(entity, slot, Role::Partition, pk),
    }
}

/// Returns `true` for one string attribute. Several attributes are not compared.
const fn one_text(attributes: &[KeyAttribute]) -> bool {
    matches!(attributes, [attribute] if is_text(attribute.kind))
}

/// The key attributes of the table or index that is read; for an index that does not exist, those of the table.
const fn attributes(
    table: &'static TableMeta,
    first: &PatternMeta,
) -> (&'static [KeyAttribute], &'static [KeyAttribute]) {
    if let Some(name) = first.index_name() {
        const_for!(for index in table.indexes {
            if same(index.name, name) {
                return (index.pk, index.sk);
            }
        });
    }
    (std::slice::from_ref(&table.pk), table.sk.as_slice())
}

/// Returns `true` if the start of the key sorts before the starts of all patterns, or behind all of them.
pub(crate) const fn is_outside(members: &[&[PatternMeta]], sort: &Template) -> bool {
    let head = sort.head();
    let (mut before, mut behind) = (true, true);
    const_for!(for part in members {
        const_for!(for member in part {
            let own = member.meta().sort().head();
            before = before && matches!(compare(head, own), Ordering::Less) && !starts_with(own, head);
            behind = behind && matches!(compare(head, own), Ordering::Greater) && !starts_with(head, own);
        });
    });
    before || behind
}
