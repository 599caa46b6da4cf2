//! Judges the selection of a range.

use std::fmt::Debug;
use std::ops::Bound;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;

use super::range;
use super::values::hostile;
use crate::error::key::{KeyError, SegmentError};
use crate::key::region::{Interval, Region, SortCondition, successor};
use crate::key::{KeyEdge, KeyPrefix, KeyWriter};

impl Interval {
    /// Returns `true` if the query with this condition returns the item with this key.
    pub(crate) fn selects(&self, key: &str) -> bool {
        let inside = match &self.condition {
            SortCondition::All => true,
            SortCondition::Nothing => false,
            SortCondition::Equal(value) => key == value.text,
            SortCondition::BeginsWith(prefix) => key.starts_with(prefix),
            SortCondition::Between(least, most) => (least.text.as_str()..=&most.text).contains(&key),
            SortCondition::AtLeast(least) => key >= least.text.as_str(),
            SortCondition::AtMost(most) => key <= most.text.as_str(),
            SortCondition::Beyond(_) | SortCondition::Below(_) => panic!("only lists of fields need these"),
        };
        inside && self.excluded.iter().all(|dropped| dropped.text != key)
    }
}

pub(crate) type Bounds<E> = (Bound<E>, Bound<E>);

/// The region of one of the ways to write a range from `a` to `b`, and its bounds.
pub(crate) fn ranged<Open, E: KeyPrefix<Open, Edge: KeyEdge> + Clone>(
    writer: &KeyWriter,
    way: usize,
    a: E,
    b: E,
) -> (Result<Region, KeyError>, Bounds<E>) {
    let bound = |way: usize, edge: E| match way {
        0 => Bound::Included(edge),
        1 => Bound::Excluded(edge),
        _ => Bound::Unbounded,
    };
    let (low, high) = (Bound::Included(a.clone()), Bound::Excluded(b.clone()));
    let until = Bound::Included(b.clone());
    match way {
        0 => (range(writer, a..b), (low, high)),
        1 => (range(writer, a..), (low, Bound::Unbounded)),
        2 => (range(writer, ..b), (Bound::Unbounded, high)),
        3 => (range(writer, ..=b), (Bound::Unbounded, until)),
        4 => (range(writer, a..=b), (low, until)),
        way => {
            let bounds = (bound(way % 3, a), bound(way / 3 % 3, b));
            (range(writer, bounds.clone()), bounds)
        }
    }
}

pub(crate) fn inside<E: Ord>(value: &E, (start, end): &Bounds<E>) -> bool {
    let above = match start {
        Bound::Included(start) => value >= start,
        Bound::Excluded(start) => value > start,
        Bound::Unbounded => true,
    };
    let below = match end {
        Bound::Included(end) => value <= end,
        Bound::Excluded(end) => value < end,
        Bound::Unbounded => true,
    };
    above && below
}

pub(super) fn runs_forward(interval: &Interval) -> TestCaseResult {
    if let SortCondition::Between(least, most) = &interval.condition {
        prop_assert!(least.text < most.text, "{interval:?}");
    }
    Ok(())
}

/// How a case chooses its range and what else is in the partition.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    way: usize,
    foreign: Vec<(Index, usize, String)>,
}

pub(super) fn choice() -> impl Strategy<Value = Choice> {
    let foreign = prop::collection::vec((any::<Index>(), 0..5_usize, hostile()), 0..8);
    (0..18_usize, foreign).prop_map(|(way, foreign)| Choice { way, foreign })
}

impl Choice {
    /// Keys that some other kind of item could have, most of them close to ours.
    pub(super) fn foreign_keys(&self, keys: &[String]) -> Vec<String> {
        let key = |(index, how, text): &(Index, usize, String)| {
            let near = if keys.is_empty() { "" } else { index.get(keys).as_str() };
            let cut = (0..=near.len().min(index.index(64))).rev().find(|at| near.is_char_boundary(*at));
            let start = &near[..cut.unwrap_or_default()];
            match how {
                0 => text.clone(),
                1 => format!("{near}{text}"),
                2 => format!("{start}{text}"),
                3 => successor(start).unwrap_or_default(),
                _ => start.to_owned(),
            }
        };
        self.foreign.iter().map(key).collect()
    }
}

/// Items are keys with the value that the range is over, or none where they do not have the prefix.
pub(super) fn check<Open, E: KeyPrefix<Open, Edge: KeyEdge> + Ord + Clone + Debug>(
    writer: &KeyWriter,
    choice: &Choice,
    items: &[(String, Option<E>)],
    a: E,
    b: E,
) -> TestCaseResult {
    let (region, bounds) = ranged::<Open, E>(writer, choice.way, a, b);
    let region = match region {
        Err(error) if matches!(error.reason, SegmentError::TooLong { .. }) => return Ok(()),
        region => region.map_err(|error| TestCaseError::fail(error.to_string()))?,
    };
    runs_forward(&region.text)?;
    for (key, value) in items {
        let expected = value.as_ref().is_some_and(|value| inside(value, &bounds));
        prop_assert_eq!(region.text.selects(key), expected, "{:?} of {:?} in {:?}", key, bounds, region);
    }
    let prefix = Region::prefix(writer.clone()).expect("what was written");
    let keys: Vec<_> = items.iter().map(|(key, _)| key.clone()).collect();
    for key in choice.foreign_keys(&keys) {
        let within = prefix.text.selects(&key) || !region.text.selects(&key);
        prop_assert!(within, "foreign {key:?} of {bounds:?} in {region:?}");
    }
    Ok(())
}
