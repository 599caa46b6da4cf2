//! What the patterns of a collection must have in common.
#![expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]

use std::cmp::Ordering;

use crate::collection::PatternMeta;
use crate::message::{self, Message, same, starts_with};
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment, Template};

/// Checks the `at`-th pattern against the partition of its collection, and against the first one; the error
/// stands where this is called.
#[must_use]
#[track_caller]
pub const fn check_member(members: &[PatternMeta], at: usize, collection: Option<&Template>) -> bool {
    if let Some(message) = member_fault(members, at, collection) {
        message.panic();
    }
    true
}

/// Checks all patterns of a part of a group.
#[must_use]
#[track_caller]
pub const fn check_part(members: &[PatternMeta], first: &[PatternMeta], collection: &Template) -> bool {
    let mut at = 0;
    while at < members.len() {
        if members[at].is_faulty() || first[0].is_faulty() {
            return true;
        }
        if let Some(message) = partition_fault(&members[at], collection) {
            message.panic();
        }
        if let Some(message) = place_fault(&first[0], &members[at]) {
            message.panic();
        }
        at += 1;
    }
    true
}

/// Checks that each parent is one item, and lies before all children where reading starts.
#[must_use]
#[track_caller]
pub const fn check_parent(parents: &[PatternMeta], children: &[PatternMeta], rev: bool) -> bool {
    let mut parent = 0;
    while parent < parents.len() {
        if parents[parent].is_faulty() {
            return true;
        }
        if let Some(message) = several_parents(&parents[parent]) {
            message.panic();
        }
        let mut child = 0;
        while child < children.len() {
            // What lies elsewhere has been reported.
            if lie_together(&parents[parent], &children[child])
                && let Some(message) = edge_fault(&parents[parent], &children[child], rev)
            {
                message.panic();
            }
            child += 1;
        }
        parent += 1;
    }
    true
}

const fn member_fault(members: &[PatternMeta], at: usize, collection: Option<&Template>) -> Option<Message> {
    if members[at].is_faulty() || members[0].is_faulty() {
        return None;
    }
    if is_spread(&members[at].meta().pk) {
        return Some(spread(&members[at]));
    }
    match collection {
        Some(template) => {
            if let Some(message) = partition_fault(&members[at], template) {
                return Some(message);
            }
        }
        None if !same_template(&members[0].meta().pk, &members[at].meta().pk) => {
            return Some(other_partition(&members[0], &members[at]));
        }
        None => {}
    }
    place_fault(&members[0], &members[at])
}

/// Whether it has the number of a shard.
const fn is_spread(template: &Template) -> bool {
    let mut at = 0;
    while at < template.parts.len() {
        if matches!(&template.parts[at], Part::Segment(segment) if segment.shards.is_some()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn spread(member: &PatternMeta) -> Message {
    let message = name(Message::new(), member).add(" has ").pair("pk", member.meta().pk.text);
    let message = message
        .add(", which is spread over shards, and a collection reads one partition: name another access pattern of ");
    message.code(member.entity.name).add(
        " here, or remove its `shards`, and `{shard}` from its `pk` (items that are stored already have to be moved)",
    )
}

/// `Issue (by its primary key) has pk "issue-{id}", ...`
const fn partition_fault(member: &PatternMeta, collection: &Template) -> Option<Message> {
    if !member.meta().project.is_all() {
        return Some(holds_a_part(member));
    }
    let own = &member.meta().pk;
    if same_template(collection, own) {
        return None;
    }
    let message = name(Message::new(), member).add(" has ").pair("pk", own.text);
    let message = message.add(", but the collection reads the partition ").pair("pk", collection.text);
    if same_literals(collection, own) {
        let message = message.add(". Where ").code(member.entity.name);
        return Some(message.add(
            " writes one field twice, the collection has one parameter twice, and where it writes two fields, two: \
             name them alike",
        ));
    }
    let message =
        message.add(": all its access patterns lie in one partition. Name another access pattern of ");
    let message =
        message.code(member.entity.name).add(" here, or write the collection's `pk` as the entity's");
    Some(message.add(", with names of its own for the parameters"))
}

const fn holds_a_part(member: &PatternMeta) -> Message {
    let message =
        name(Message::new(), member).add(" holds a part of each item (`project(...)`), and a collection ");
    message.add(
        "reads whole ones: name an access pattern with `project(all)`, or read this one alone and `hydrate` it",
    )
}

const fn other_partition(first: &PatternMeta, member: &PatternMeta) -> Message {
    let message = name(Message::new(), member).add(" has ").pair("pk", member.meta().pk.text);
    let message = name(message.add(", but "), first).add(" has ").pair("pk", first.meta().pk.text);
    message.add(
        ": the access patterns of a collection lie in one partition. Name another access pattern here, or remove the \
         variant",
    )
}

const fn place_fault(first: &PatternMeta, member: &PatternMeta) -> Option<Message> {
    let message = match (first.index_name(), member.index_name()) {
        (None, None) => return None,
        (Some(a), Some(b)) if same(a, b) => return None,
        _ => place(name(Message::new(), member), member).add(", but "),
    };
    let message = place(name(message, first), first);
    Some(message.add(": one query reads one place. Name access patterns of the table, or of one index"))
}

const fn place(message: Message, member: &PatternMeta) -> Message {
    match member.index_name() {
        None => message.add(" is read from the table"),
        Some(index) => message.add(" is read from the index ").code(index),
    }
}

/// `` `Issue`'s access pattern `by_repo` ``, or `` `Issue`'s primary key ``.
const fn name(message: Message, member: &PatternMeta) -> Message {
    let message = message.code(member.entity.name);
    match member.meta().pattern {
        Some(pattern) => message.add("'s access pattern ").code(pattern),
        None => message.add("'s primary key"),
    }
}

/// Whether two partition templates are alike but for the names of their fields.
const fn same_template(a: &Template, b: &Template) -> bool {
    if a.parts.len() != b.parts.len() {
        return false;
    }
    let mut at = 0;
    while at < a.parts.len() {
        let alike = match (&a.parts[at], &b.parts[at]) {
            (Part::Literal(x), Part::Literal(y)) => same(x, y),
            (Part::Segment(_), Part::Segment(_)) => first_place(a, at) == first_place(b, at),
            _ => false,
        };
        if !alike {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether two partition templates are alike but for which of their fields are one.
const fn same_literals(a: &Template, b: &Template) -> bool {
    let mut at = 0;
    while at < a.parts.len() && at < b.parts.len() {
        match (&a.parts[at], &b.parts[at]) {
            (Part::Literal(x), Part::Literal(y)) if same(x, y) => {}
            (Part::Segment(_), Part::Segment(_)) => {}
            _ => return false,
        }
        at += 1;
    }
    a.parts.len() == b.parts.len()
}

/// Where the field of the `at`-th part stands first: a field can be repeated.
const fn first_place(template: &Template, at: usize) -> usize {
    let mut earlier = 0;
    while earlier < at {
        if let (Part::Segment(own), Part::Segment(other)) = (&template.parts[at], &template.parts[earlier])
            && same(own.field, other.field)
        {
            return earlier;
        }
        earlier += 1;
    }
    at
}

const fn lie_together(a: &PatternMeta, b: &PatternMeta) -> bool {
    !b.is_faulty() && same_template(&a.meta().pk, &b.meta().pk) && place_fault(a, b).is_none()
}

const fn several_parents(parent: &PatternMeta) -> Option<Message> {
    let Some(field) = parent.open_field() else { return None };
    let message = name(Message::new(), parent).add(" can have several items in one partition: its ");
    let message = message.pair("sk", parent.meta().sort().text).add(" has `{").add(field);
    let message = message.add("}`, which its ").pair("pk", parent.meta().pk.text);
    Some(message.add(" does not give. A parent is one item: read several into an enum of entities"))
}

const fn edge_fault(parent: &PatternMeta, child: &PatternMeta, rev: bool) -> Option<Message> {
    let (found, instead) = match (compare(parent, child), rev) {
        (Some(Ordering::Less), false) | (Some(Ordering::Greater), true) => return None,
        (Some(Ordering::Less), true) => (" sorts before ", Some("remove `rev`")),
        (Some(_), false) => (" sorts after ", Some("add `rev`")),
        _ => (" does not lie on one side of ", None),
    };
    let message =
        name(Message::new(), parent).add(", ").pair("sk", parent.meta().sort().text).add(",").add(found);
    let message = name(message, child).add(", ").pair("sk", child.meta().sort().text);
    let message = message.add(", so a parent is not where reading starts (");
    let message = message.add(if rev { "at the greatest sort key" } else { "at the least sort key" });
    if let Some(instead) = instead {
        return Some(message.add("): ").add(instead));
    }
    let message = message.add("): start the `sk` of ").code(child.entity.name);
    let message = message.add(" with a literal by which it sorts ").add(if rev { "before" } else { "after" });
    Some(message.add(" a parent, or read both into an enum of entities"))
}

/// How the key of a parent compares with all keys of a child; `None` if that differs from key to key.
const fn compare(parent: &PatternMeta, child: &PatternMeta) -> Option<Ordering> {
    let (a, b) = (parent.meta().sort().parts, child.meta().sort().parts);
    let (mut at, mut segments) = (0, 0);
    while at < a.len() && at < b.len() {
        match (&a[at], &b[at]) {
            (Part::Literal(x), Part::Literal(y)) if same(x, y) => {}
            (Part::Literal(x), Part::Literal(y)) => {
                // Where one is the start of the other, a segment behind it could decide.
                let open = (starts_with(x, y) && at + 1 < b.len()) || (starts_with(y, x) && at + 1 < a.len());
                return if open { None } else { Some(message::compare(x, y)) };
            }
            (Part::Segment(x), Part::Segment(y)) if are_given_alike(parent, child, segments, x, y) => {
                segments += 1;
            }
            _ => return None,
        }
        at += 1;
    }
    if a.len() < b.len() {
        Some(Ordering::Less)
    } else if a.len() > b.len() {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// Whether the `nth` segments are one parameter of the partition, written alike.
const fn are_given_alike(
    parent: &PatternMeta,
    child: &PatternMeta,
    nth: usize,
    x: &Segment,
    y: &Segment,
) -> bool {
    nth < parent.given.len()
        && nth < child.given.len()
        && parent.given[nth] == child.given[nth]
        && x.lossless
        && y.lossless
        && x.descending == y.descending
        && same_shape(&x.shape, &y.shape)
}

const fn same_shape(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Fixed(x), Shape::Fixed(y)) => x.len() == y.len(),
        (Shape::Run { .. }, Shape::Run { .. })
        | (Shape::OneOf(_), Shape::OneOf(_))
        | (Shape::Char, Shape::Char)
        | (Shape::Text, Shape::Text)
        | (Shape::Escaped, Shape::Escaped)
        | (Shape::Any, Shape::Any) => true,
        _ => false,
    }
}
