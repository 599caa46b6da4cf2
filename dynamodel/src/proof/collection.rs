//! Rules of the access patterns that a collection reads together.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

pub(crate) mod order;
pub(crate) mod shared;

use std::cmp::Ordering;

use crate::collection::PatternMeta;
use crate::message::{Message, const_for, same};
use crate::proof::collection::order::compare;
use crate::schema::template::{Part, Template};

/// Checks the `index`-th pattern against the partition of its collection and against the first pattern. The error is
/// reported at the caller.
#[must_use]
#[track_caller]
pub const fn check_member(members: &[PatternMeta], index: usize, collection: Option<&Template>) -> bool {
    report(member_fault(&members[0], &members[index], collection));
    true
}

/// Checks all patterns of a part of a group.
#[must_use]
#[track_caller]
pub const fn check_part(members: &[PatternMeta], first: &[PatternMeta], collection: &Template) -> bool {
    const_for!(for member in members {
        if member.is_faulty() || first[0].is_faulty() {
            return true;
        }
        report(partition_fault(member, collection));
        report(place_fault(&first[0], member));
    });
    true
}

/// Checks that each parent is one item, and is read before all children.
#[must_use]
#[track_caller]
pub const fn check_parent(parents: &[PatternMeta], children: &[PatternMeta], rev: bool) -> bool {
    const_for!(for parent in parents {
        if parent.is_faulty() {
            return true;
        }
        report(several_parents(parent));
        const_for!(for child in children {
            // Patterns of different places have been reported.
            if lie_together(parent, child) {
                report(edge_fault(parent, child, rev));
            }
        });
    });
    true
}

#[track_caller]
const fn report(fault: Option<Message>) {
    if let Some(message) = fault {
        message.panic();
    }
}

const fn member_fault(
    first: &PatternMeta,
    member: &PatternMeta,
    collection: Option<&Template>,
) -> Option<Message> {
    if member.is_faulty() || first.is_faulty() {
        return None;
    }
    if has_shards(&member.meta().pk) {
        return Some(sharded(member));
    }
    match collection {
        Some(template) => {
            if let Some(message) = partition_fault(member, template) {
                return Some(message);
            }
        }
        None if !same_template(&first.meta().pk, &member.meta().pk) => {
            return Some(other_partition(first, member));
        }
        None => {}
    }
    place_fault(first, member)
}

const fn has_shards(template: &Template) -> bool {
    const_for!(for part in template.parts {
        if matches!(part, Part::Segment(segment) if segment.shards.is_some()) {
            return true;
        }
    });
    false
}

const fn sharded(member: &PatternMeta) -> Message {
    name(Message::EMPTY, member).add(
        " has `pk = \"{}\"`, which is sharded, and a collection reads one partition: name another access pattern of \
         `{}` here, or remove `shards` and `{shard}` from its key (this moves the stored items)",
        &[member.meta().pk.text, member.entity.name],
    )
}

const fn partition_fault(member: &PatternMeta, collection: &Template) -> Option<Message> {
    if !member.meta().project.is_all() {
        return Some(holds_a_part(member));
    }
    let own = &member.meta().pk;
    if same_template(collection, own) {
        return None;
    }
    let message = name(Message::EMPTY, member).add(
        " has `pk = \"{}\"`, but the collection reads the partition `pk = \"{}\"`",
        &[own.text, collection.text],
    );
    let entity = member.entity.name;
    if same_literals(collection, own) {
        let remedy = ": use one parameter of the collection for each field of `{}`, repeated where the field is repeated";
        return Some(message.add(remedy, &[entity]));
    }
    Some(message.add(
        ": all its access patterns must be in one partition. Name another access pattern of `{}` here, or write the \
         collection's `pk` as the entity's, with names of its own for the parameters",
        &[entity],
    ))
}

const fn holds_a_part(member: &PatternMeta) -> Message {
    name(Message::EMPTY, member).add(
        " holds a part of each item (`project(...)`), and a collection reads whole items: name an access pattern with \
         `project(all)`, or read this one alone and `hydrate` it",
        &[],
    )
}

const fn other_partition(first: &PatternMeta, member: &PatternMeta) -> Message {
    let message = name(Message::EMPTY, member).add(" has `pk = \"{}\"`, but ", &[member.meta().pk.text]);
    name(message, first).add(
        " has `pk = \"{}\"`: the access patterns of a collection must be in one partition. Name another access pattern \
         here, or remove the variant",
        &[first.meta().pk.text],
    )
}

const fn place_fault(first: &PatternMeta, member: &PatternMeta) -> Option<Message> {
    match (first.index_name(), member.index_name()) {
        (None, None) => return None,
        (Some(a), Some(b)) if same(a, b) => return None,
        _ => {}
    }
    let message = place(Message::EMPTY, member).add(", but ", &[]);
    let remedy = ": one query reads the table or one index. Name access patterns of one of them";
    Some(place(message, first).add(remedy, &[]))
}

/// `` `Issue`'s access pattern `by_repo` is read from the index `gsi1` ``
const fn place(message: Message, member: &PatternMeta) -> Message {
    let message = name(message, member);
    match member.index_name() {
        None => message.add(" is read from the table", &[]),
        Some(index) => message.add(" is read from the index `{}`", &[index]),
    }
}

/// `` `Issue`'s access pattern `by_repo` ``, or `` `Issue`'s primary key ``
const fn name(message: Message, member: &PatternMeta) -> Message {
    match member.meta().pattern {
        Some(pattern) => message.add("`{}`'s access pattern `{}`", &[member.entity.name, pattern]),
        None => message.add("`{}`'s primary key", &[member.entity.name]),
    }
}

/// Returns `true` if two partition templates differ in the names of their fields only.
const fn same_template(a: &Template, b: &Template) -> bool {
    if !same_literals(a, b) {
        return false;
    }
    const_for!(for (index, part) in a.parts {
        if matches!(part, Part::Segment(_)) && first_place(a, index) != first_place(b, index) {
            return false;
        }
    });
    true
}

/// Returns `true` if two partition templates have the same literals, and segments between them.
const fn same_literals(a: &Template, b: &Template) -> bool {
    if a.parts.len() != b.parts.len() {
        return false;
    }
    const_for!(for (index, part) in a.parts {
        match (part, &b.parts[index]) {
            (Part::Literal(x), Part::Literal(y)) if same(x, y) => {}
            (Part::Segment(_), Part::Segment(_)) => {}
            _ => return false,
        }
    });
    true
}

/// The first part with the field of the `index`-th part: a template may repeat a field.
const fn first_place(template: &Template, index: usize) -> usize {
    let Part::Segment(own) = &template.parts[index] else { return index };
    const_for!(for (earlier, part) in template.parts {
        if matches!(part, Part::Segment(other) if same(own.field, other.field)) {
            return earlier;
        }
    });
    index
}

const fn lie_together(a: &PatternMeta, b: &PatternMeta) -> bool {
    !b.is_faulty() && same_template(&a.meta().pk, &b.meta().pk) && place_fault(a, b).is_none()
}

const fn several_parents(parent: &PatternMeta) -> Option<Message> {
    let Some(field) = parent.open_field() else { return None };
    Some(name(Message::EMPTY, parent).add(
        " can have several items in one partition: its `sk = \"{}\"` has `{{}}`, which is not in its `pk = \"{}\"`. A \
         parent must be one item: read several into an enum of entities",
        &[parent.meta().sort().text, field, parent.meta().pk.text],
    ))
}

const fn edge_fault(parent: &PatternMeta, child: &PatternMeta, rev: bool) -> Option<Message> {
    let (relation, instead) = match (compare(parent, child), rev) {
        (Some(Ordering::Less), false) | (Some(Ordering::Greater), true) => return None,
        (Some(Ordering::Less), true) => (" sorts before ", Some("remove `rev`")),
        (Some(_), false) => (" sorts after ", Some("add `rev`")),
        _ => (" has keys on both sides of ", None),
    };
    let start = if rev { "the greatest sort key" } else { "the least sort key" };
    let message =
        name(Message::EMPTY, parent).add(", `sk = \"{}\"`,{}", &[parent.meta().sort().text, relation]);
    let message = name(message, child).add(
        ", `sk = \"{}\"`, so the query, which starts at {}, does not read the parent first: ",
        &[child.meta().sort().text, start],
    );
    Some(match instead {
        Some(instead) => message.add(instead, &[]),
        None => message.add(
            "start the `sk` of `{}` with a literal that sorts {} a parent, or read both into an enum of entities",
            &[child.entity.name, if rev { "before" } else { "after" }],
        ),
    })
}
