//! The smallest interval over several patterns of one partition.

use super::{Interval, SortCondition, StoredRange, ceiling, successor};
use crate::error::Error;
use crate::key::KeyValue;
use crate::schema::attribute::KeyAttribute;
use crate::schema::template::Part;

/// The interval of a query of several patterns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cover {
    /// The condition of all patterns together.
    pub(crate) condition: SortCondition,
    /// Keys that the condition lets through although no pattern has them.
    pub(crate) beyond: Vec<KeyValue>,
    /// The interval of each pattern.
    pub(crate) each: Vec<Interval>,
}

/// The first or last key of an interval.
#[derive(Clone, Debug)]
struct Edge {
    key: KeyValue,
    /// `true` if the interval does not contain the key itself.
    is_dropped: bool,
}

/// The edges of a pattern's interval; `None` if it has no end there.
#[derive(Clone, Debug)]
struct Edges {
    lower: Option<Edge>,
    upper: Option<Edge>,
}

impl Cover {
    /// `sorts` are the sort keys of the patterns, as far as they are specified.
    pub(crate) fn of(sorts: Vec<StoredRange>, attribute: Option<&KeyAttribute>) -> Result<Self, Error> {
        let mut each = Vec::with_capacity(sorts.len());
        let mut edges = Vec::with_capacity(sorts.len());
        for sort in sorts {
            let (interval, rest) = sort.interval(attribute)?;
            if interval.condition != SortCondition::Nothing {
                edges.push(Edges::new(&interval, rest));
            }
            each.push(interval);
        }
        let (condition, beyond) = match widest(&each) {
            Some(widest) => (widest.condition.clone(), widest.excluded.clone()),
            None => between(&edges),
        };
        Ok(Self { condition, beyond, each })
    }
}

/// The interval of one pattern, where it covers the others.
fn widest(each: &[Interval]) -> Option<&Interval> {
    each.iter().find(|interval| match &interval.condition {
        SortCondition::All => true,
        SortCondition::BeginsWith(prefix) => each.iter().all(|other| starts_with(&other.condition, prefix)),
        _ => each.iter().all(|other| other == *interval),
    })
}

/// From the least key of the first pattern to the greatest of the last.
fn between(edges: &[Edges]) -> (SortCondition, Vec<KeyValue>) {
    let least = outermost(edges.iter().map(|edges| &edges.lower), |one, other| one < other);
    let most = outermost(edges.iter().map(|edges| &edges.upper), |one, other| one > other);
    let dropped = [&least, &most].into_iter().flatten().filter(|edge| edge.is_dropped);
    let beyond: Vec<KeyValue> = dropped.map(|edge| edge.key.clone()).collect();
    let key = |edge: Option<Edge>| edge.map(|edge| edge.key);
    (super::condition(key(least), key(most), &beyond), beyond)
}

/// The edge that is outside of the others. `None` if one pattern has none.
fn outermost<'e>(
    mut edges: impl Iterator<Item = &'e Option<Edge>>,
    is_outside: fn(&str, &str) -> bool,
) -> Option<Edge> {
    let first = edges.next()?.clone()?;
    edges.try_fold(first, |outer, edge| {
        let edge = edge.as_ref()?;
        Some(match (edge.key.text.as_str(), outer.key.text.as_str()) {
            (own, other) if is_outside(own, other) => edge.clone(),
            // A key of one pattern must not be dropped for another.
            (own, other) if own == other && !edge.is_dropped => edge.clone(),
            _ => outer,
        })
    })
}

/// Returns `true` if all keys of the condition start with `prefix`.
fn starts_with(condition: &SortCondition, prefix: &str) -> bool {
    match condition {
        SortCondition::Equal(key) => key.text.starts_with(prefix),
        SortCondition::BeginsWith(start) => start.starts_with(prefix),
        SortCondition::Nothing => true,
        _ => false,
    }
}

impl Edges {
    /// `rest` are the parts of the template behind the prefix, if the interval is that of a prefix.
    fn new(interval: &Interval, rest: Option<&'static [Part]>) -> Self {
        let kept = |key: &KeyValue| Edge { key: key.clone(), is_dropped: interval.excluded.contains(key) };
        match (&interval.condition, rest) {
            (SortCondition::BeginsWith(only), Some([])) => {
                let edge = Edge { key: KeyValue::from_text(only.clone()), is_dropped: false };
                Self { lower: Some(edge.clone()), upper: Some(edge) }
            }
            (SortCondition::BeginsWith(prefix), rest) => {
                let lower = Edge { key: KeyValue::from_text(prefix.clone()), is_dropped: false };
                let above = match rest {
                    Some(rest) => ceiling(prefix.clone(), rest).0,
                    None => successor(prefix).map(KeyValue::from_text),
                };
                let upper = above.map(|key| Edge { key, is_dropped: true });
                Self { lower: Some(lower), upper }
            }
            // A pattern that starts with a segment has a range of first bytes.
            (SortCondition::Between(least, above), Some(_)) => {
                let upper = Edge { key: above.clone(), is_dropped: true };
                Self { lower: Some(kept(least)), upper: Some(upper) }
            }
            (SortCondition::Between(least, most), None) => {
                Self { lower: Some(kept(least)), upper: Some(kept(most)) }
            }
            (SortCondition::Equal(key), _) => Self { lower: Some(kept(key)), upper: Some(kept(key)) },
            (SortCondition::AtLeast(least) | SortCondition::Beyond(least), _) => {
                Self { lower: Some(kept(least)), upper: None }
            }
            (SortCondition::AtMost(most) | SortCondition::Below(most), _) => {
                Self { lower: None, upper: Some(kept(most)) }
            }
            (SortCondition::All | SortCondition::Nothing, _) => Self { lower: None, upper: None },
        }
    }
}

#[cfg(test)]
mod tests;
