//! The smallest interval over several patterns of one partition.

use super::{Interval, Region, SortCondition, ceiling};
use crate::error::Error;
use crate::key::{KeyValue, KeyWriter};
use crate::schema::attribute::KeyAttribute;
use crate::schema::template::Part;

/// The interval of a query of several patterns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cover {
    /// The condition of all patterns together.
    pub(crate) condition: SortCondition,
    /// A key that the condition lets through although no pattern has it.
    pub(crate) beyond: Option<KeyValue>,
    /// The interval of each pattern.
    pub(crate) each: Vec<Interval>,
}

/// An upper bound of a pattern's keys, and the bound itself if no key can equal it.
type Top = (Option<KeyValue>, Option<KeyValue>);

impl Cover {
    /// `sorts` have written the segments of each pattern's sort key that the partition key determines.
    pub(crate) fn of(sorts: Vec<KeyWriter>, attribute: Option<&KeyAttribute>) -> Result<Self, Error> {
        let mut each = Vec::with_capacity(sorts.len());
        let mut rests: Vec<&[Part]> = Vec::with_capacity(sorts.len());
        for mut writer in sorts {
            writer.push_literal();
            rests.push(writer.rest());
            each.push(Region::prefix(writer)?.interval(attribute)?);
        }
        let (condition, beyond) = match widest(&each) {
            Some(widest) => (widest.clone(), None),
            None => between(&each, &rests),
        };
        Ok(Self { condition, beyond, each })
    }
}

/// The condition of one pattern, where it covers the others.
fn widest(each: &[Interval]) -> Option<&SortCondition> {
    each.iter().map(|interval| &interval.condition).find(|condition| match condition {
        SortCondition::All => true,
        SortCondition::BeginsWith(prefix) => each.iter().all(|other| starts_with(&other.condition, prefix)),
        condition => each.iter().all(|other| other.condition == **condition),
    })
}

/// From the least key of the first pattern to the greatest of the last.
fn between(each: &[Interval], rests: &[&'static [Part]]) -> (SortCondition, Option<KeyValue>) {
    let least = each.iter().filter_map(|interval| least(&interval.condition));
    let Some(least) = least.min_by(|a, b| a.text.cmp(&b.text)) else { return (SortCondition::All, None) };
    let tops: Vec<Top> =
        each.iter().zip(rests).map(|(interval, rest)| top(&interval.condition, rest)).collect();
    let mut most: Option<(KeyValue, Option<KeyValue>)> = None;
    for (top, beyond) in tops {
        // A pattern without an upper bound has the greatest keys.
        let Some(top) = top else { return (SortCondition::AtLeast(least), None) };
        most = Some(match most {
            Some(most) if most.0.text > top.text => most,
            // A key of one pattern must not be dropped for another.
            Some(most) if most.0.text == top.text && most.1.is_none() => most,
            _ => (top, beyond),
        });
    }
    match most {
        Some((most, beyond)) => (SortCondition::Between(least, most), beyond),
        None => (SortCondition::All, None),
    }
}

/// Returns `true` if all keys of the condition start with `prefix`.
fn starts_with(condition: &SortCondition, prefix: &str) -> bool {
    match condition {
        SortCondition::Equal(key) => key.text.starts_with(prefix),
        SortCondition::BeginsWith(start) => start.starts_with(prefix),
        _ => false,
    }
}

/// The least key of one pattern. A pattern that starts with a segment has a range of first bytes.
fn least(condition: &SortCondition) -> Option<KeyValue> {
    match condition {
        SortCondition::Equal(key) | SortCondition::Between(key, _) => Some(key.clone()),
        SortCondition::BeginsWith(prefix) => Some(KeyValue::from_text(prefix.clone())),
        _ => None,
    }
}

fn top(condition: &SortCondition, rest: &'static [Part]) -> Top {
    match condition {
        SortCondition::BeginsWith(prefix) => {
            let (above, _) = ceiling(prefix.clone(), rest);
            (above.clone(), above)
        }
        SortCondition::Between(_, above) => (Some(above.clone()), Some(above.clone())),
        condition => (least(condition), None),
    }
}

#[cfg(test)]
mod tests;
