//! Conditions on a sort key that is a list of fields: values for the first attributes, one condition on the next.

use std::cmp::Ordering;
use std::mem::discriminant;
use std::ops::Bound;

use super::{Interval, Region, SortCondition};
use crate::codec::order::SortKey;
use crate::error::key::KeyError;
use crate::key::{KeyPrefix, KeyValue, KeyWriter};

/// The items with these values.
pub(super) fn prefix(leading: Vec<KeyValue>) -> Region {
    region(leading, Interval::all_of(SortCondition::All))
}

/// The items with these values whose next attribute starts with `text`.
pub(super) fn raw_prefix(leading: Vec<KeyValue>, text: &str) -> Region {
    let condition =
        if text.is_empty() { SortCondition::All } else { SortCondition::BeginsWith(text.to_owned()) };
    region(leading, Interval::all_of(condition))
}

/// The items with the written values whose next attribute is in the range.
pub(super) fn range<Open, E: KeyPrefix<Open>>(
    writer: &KeyWriter,
    start: Bound<&E>,
    end: Bound<&E>,
) -> Result<Region, KeyError> {
    let interval = interval(edge(writer, start)?, edge(writer, end)?);
    Ok(region(writer.clone().finish_listed()?, interval))
}

fn region(leading: Vec<KeyValue>, interval: Interval) -> Region {
    Region { leading, listed: true, text: interval.clone(), native: Some(interval) }
}

fn edge<Open, E: KeyPrefix<Open>>(writer: &KeyWriter, bound: Bound<&E>) -> Result<Bound<KeyValue>, KeyError> {
    let write = |value: &E| {
        let mut writer = writer.clone();
        value.write(&mut writer);
        writer.check_listed_end();
        writer.finish_listed().map(|values| values.into_iter().next_back())
    };
    Ok(match bound {
        Bound::Included(value) => write(value)?.map_or(Bound::Unbounded, Bound::Included),
        Bound::Excluded(value) => write(value)?.map_or(Bound::Unbounded, Bound::Excluded),
        Bound::Unbounded => Bound::Unbounded,
    })
}

fn interval(start: Bound<KeyValue>, end: Bound<KeyValue>) -> Interval {
    use Bound::{Excluded, Included, Unbounded};
    let (least, most, excluded) = match (start, end) {
        (Unbounded, Unbounded) => return Interval::all_of(SortCondition::All),
        (Included(least), Unbounded) => return Interval::all_of(SortCondition::AtLeast(least)),
        (Excluded(least), Unbounded) => return Interval::all_of(SortCondition::Beyond(least)),
        (Unbounded, Included(most)) => return Interval::all_of(SortCondition::AtMost(most)),
        (Unbounded, Excluded(most)) => return Interval::all_of(SortCondition::Below(most)),
        (Included(least), Included(most)) => (least, most, Vec::new()),
        (Included(least), Excluded(most)) => (least, most.clone(), vec![most]),
        (Excluded(least), Included(most)) => (least.clone(), most, vec![least]),
        (Excluded(least), Excluded(most)) => (least.clone(), most.clone(), vec![least, most]),
    };
    let condition = match order(&least, &most) {
        Some(Ordering::Equal) if excluded.is_empty() => SortCondition::Equal(least),
        Some(Ordering::Greater | Ordering::Equal) => SortCondition::Nothing,
        // Values of different types are refused when the attribute's is known.
        Some(Ordering::Less) | None => SortCondition::Between(least, most),
    };
    Interval { condition, excluded }
}

/// `None` if the types differ.
fn order(one: &KeyValue, other: &KeyValue) -> Option<Ordering> {
    let one = SortKey::new(one.native.as_deref());
    let other = SortKey::new(other.native.as_deref());
    (discriminant(&one) == discriminant(&other)).then(|| one.cmp(&other))
}
