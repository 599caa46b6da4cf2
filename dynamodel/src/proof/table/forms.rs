//! Templates that write the same text.

use crate::message::{const_for, same};
use crate::schema::shape::{Native, Shape};
use crate::schema::template::{Part, Segment, Template};

/// Returns `true` if both templates have the same literals, and the same fields with the same specs. A number without a
/// spec is plain in a partition key and padded in a sort key.
pub(crate) const fn are_written_alike(a: &Template, b: &Template) -> bool {
    are_equal(a, b, false)
}

/// Returns `true` if both templates always write the same text.
pub(crate) const fn are_the_same(a: &Template, b: &Template) -> bool {
    are_equal(a, b, true)
}

const fn are_equal(a: &Template, b: &Template, in_one_form: bool) -> bool {
    if a.parts.len() != b.parts.len() {
        return false;
    }
    let mut nth = 0;
    const_for!(for (index, part) in a.parts {
        match (part, &b.parts[index]) {
            (Part::Literal(x), Part::Literal(y)) if same(x, y) => {}
            (Part::Segment(x), Part::Segment(y)) => {
                let is_as_written = equal(placeholder(a.text, nth), placeholder(b.text, nth));
                if !(is_as_written && (!in_one_form || same_form(x, y)) || are_plain(x, y)) {
                    return false;
                }
                nth += 1;
            }
            _ => return false,
        }
    });
    true
}

/// Returns `true` if both segments are one number in decimal without padding. In a partition key, `plain` says nothing
/// new.
const fn are_plain(a: &Segment, b: &Segment) -> bool {
    is_plain(a) && is_plain(b) && same(a.field, b.field) && a.shards.is_none() && b.shards.is_none()
}

const fn is_plain(segment: &Segment) -> bool {
    matches!((&segment.shape, segment.native), (Shape::Run { .. }, Native::Number))
}

/// Returns `true` if two segments with one spec are written in one form.
const fn same_form(a: &Segment, b: &Segment) -> bool {
    match (a.shards, b.shards) {
        (None, None) => {}
        (Some(a), Some(b)) if a == b => {}
        _ => return false,
    }
    match (&a.shape, &b.shape) {
        (Shape::Fixed(a), Shape::Fixed(b)) => a.len() == b.len(),
        (Shape::Fixed(_), _) | (_, Shape::Fixed(_)) => false,
        _ => true,
    }
}

/// The text of the `nth` placeholder of a template, between its braces.
const fn placeholder(text: &str, nth: usize) -> &[u8] {
    let mut rest = text.as_bytes();
    let mut before = nth;
    loop {
        rest = match rest {
            [b'{', b'{', behind @ ..] | [b'}', b'}', behind @ ..] => behind,
            [b'{', behind @ ..] if before == 0 => return up_to_brace(behind),
            [b'{', behind @ ..] => {
                before -= 1;
                behind
            }
            [_, behind @ ..] => behind,
            [] => return &[],
        }
    }
}

const fn up_to_brace(text: &[u8]) -> &[u8] {
    let mut at = 0;
    while at < text.len() && text[at] != b'}' {
        at += 1;
    }
    text.split_at(at).0
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    const_for!(for (at, byte) in a {
        if *byte != b[at] {
            return false;
        }
    });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::spec::{Partition, Plain, SortLast};
    use crate::schema::template::Role;

    fn template(text: &'static str, role: Role, segment: Part) -> Template {
        let parts = vec![Part::Literal("a{"), segment].leak();
        Template { role, ..Template::pk("Test", text, parts) }
    }

    #[test]
    fn plain_is_the_form_of_a_partition_key() {
        let unmarked = template("a{{{n}", Role::Partition, Part::segment::<u32, Partition>("n"));
        let plain = template("a{{{n:plain}", Role::Sort, Part::segment::<u32, Plain>("n"));
        let padded = template("a{{{n}", Role::Sort, Part::segment::<u32, SortLast>("n"));
        let other = template("a{{{m}", Role::Partition, Part::segment::<u32, Partition>("m"));
        assert!(are_the_same(&unmarked, &plain));
        assert!(!are_the_same(&unmarked, &padded));
        assert!(are_written_alike(&unmarked, &padded));
        assert!(!are_written_alike(&plain, &padded));
        assert!(!are_written_alike(&unmarked, &other));
    }
}
