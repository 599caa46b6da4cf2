//! The leading segments of the sort keys that all patterns of a collection share, so that one prefix or range is over all.

use crate::collection::{CLOSED, NO_SEGMENT, OTHER_SEGMENT, OTHER_TEXT, PatternMeta, UNKNOWN};
use crate::message::{const_for, same};
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment};

/// The most segments that can be shared.
pub(crate) const MAX_SHARED: usize = 6;

/// The segments that all sort keys share.
#[derive(Clone, Copy, Debug)]
pub struct SharedSort {
    /// Their number.
    pub segments: usize,
    /// The reason why there are not more.
    pub end: usize,
    /// The position of the pattern that differs from the first.
    pub member: usize,
}

/// Nothing is known of the sort key of an entity with errors.
const UNKNOWN_SORT: SharedSort = SharedSort { segments: 0, end: UNKNOWN, member: 0 };

/// Compares the sort keys of all patterns with that of the first. `types` tell for each pattern which of the open segments
/// have the type and spec of those of the first.
#[must_use]
pub const fn shared_sort(members: &[PatternMeta], types: &[[bool; MAX_SHARED]]) -> SharedSort {
    if members[0].is_faulty() {
        return UNKNOWN_SORT;
    }
    let mut shared = SharedSort { segments: open_segments(&members[0]), end: CLOSED, member: 0 };
    const_for!(for (index, member) in members {
        if member.is_faulty() {
            return UNKNOWN_SORT;
        }
        let (segments, end) = compare(&members[0], member, types[index]);
        if segments < shared.segments || (segments == shared.segments && shared.end == CLOSED) {
            shared = SharedSort { segments, end, member: index };
        }
    });
    shared
}

/// The number of segments that are not given, as far as they can be shared.
const fn open_segments(member: &PatternMeta) -> usize {
    let mut segments = 0;
    const_for!(for part in member.meta().sort().parts {
        if matches!(part, Part::Segment(_)) {
            segments += 1;
        }
    });
    let open = segments - member.given.len();
    if open < MAX_SHARED { open } else { MAX_SHARED }
}

/// Returns the number of shared open segments, and why there are not more.
const fn compare(first: &PatternMeta, member: &PatternMeta, types: [bool; MAX_SHARED]) -> (usize, usize) {
    let (a, b) = (first.meta().sort().parts, member.meta().sort().parts);
    let (mut index, mut given, mut open) = (0, 0, 0);
    while index < a.len() && index < b.len() {
        match (&a[index], &b[index]) {
            (Part::Literal(x), Part::Literal(y)) if same(x, y) => {}
            (Part::Segment(x), Part::Segment(y)) if are_given_alike(first, member, given, x, y) => given += 1,
            (Part::Segment(_), Part::Segment(_))
                if given < first.given.len() || given < member.given.len() =>
            {
                return (open, OTHER_SEGMENT);
            }
            (Part::Segment(_), Part::Segment(_)) if open == MAX_SHARED => return (open, CLOSED),
            (Part::Segment(_), Part::Segment(_)) if types[open] => open += 1,
            (Part::Segment(_), Part::Segment(_)) => return (open, OTHER_SEGMENT),
            _ => return (open, if ends(a, index) && ends(b, index) { CLOSED } else { OTHER_TEXT }),
        }
        index += 1;
    }
    (open, if ends(a, index) && ends(b, index) { CLOSED } else { NO_SEGMENT })
}

/// Returns `true` if no segment is at this position or behind it.
const fn ends(parts: &[Part], index: usize) -> bool {
    let mut index = index;
    while index < parts.len() {
        if matches!(parts[index], Part::Segment(_)) {
            return false;
        }
        index += 1;
    }
    true
}

/// Returns `true` if the `nth` segments are one parameter of the partition, written alike.
const fn are_given_alike(
    first: &PatternMeta,
    member: &PatternMeta,
    nth: usize,
    x: &Segment,
    y: &Segment,
) -> bool {
    let same_width = match (&x.shape, &y.shape) {
        (Shape::Fixed(x), Shape::Fixed(y)) => x.len() == y.len(),
        (Shape::Fixed(_), _) | (_, Shape::Fixed(_)) => false,
        _ => true,
    };
    nth < first.given.len()
        && nth < member.given.len()
        && first.given[nth] == member.given[nth]
        && x.descending == y.descending
        && same_width
}
