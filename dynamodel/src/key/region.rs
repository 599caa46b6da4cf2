//! The part of a partition that a query reads: never more than its pattern's keys.
//!
//! `DynamoDB` takes one condition on the sort key, and `BETWEEN` includes both edges. What it cannot
//! exclude, the query drops on arrival: [`Interval::excluded`].

use std::cmp::Ordering;
use std::ops::Bound;

use crate::error::Error;
use crate::table::{KeyAttribute, KeyKind};

use super::{ByteSet, KeyEdge, KeyError, KeyRange, KeyValue, KeyWriter, Part, Shape};

/// What a query reads of its partition. A template of one bare segment can be a number or binary
/// attribute, which only the table knows: then there is a second interval for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Region {
    pub(crate) text: Interval,
    pub(crate) native: Option<Interval>,
}

/// A condition on the sort key, and the keys inside it that are outside of the range.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) condition: SortCondition,
    pub(crate) excluded: Vec<KeyValue>,
}

/// What is asked of the sort key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SortCondition {
    /// Nothing: the whole partition.
    All,
    /// `sk = value`
    Equal(KeyValue),
    /// `begins_with(sk, prefix)`
    BeginsWith(String),
    /// `sk BETWEEN least AND most`
    Between(KeyValue, KeyValue),
    /// `sk >= least`
    AtLeast(KeyValue),
    /// `sk <= most`
    AtMost(KeyValue),
    /// No key can match: there is nothing to ask.
    Nothing,
}

impl KeyValue {
    pub(crate) fn of_text(text: String) -> Self {
        Self { text, native: None }
    }
}

impl Interval {
    fn all_of(condition: SortCondition) -> Self {
        Self { condition, excluded: Vec::new() }
    }

    fn between(lower: Edges, upper: Edges) -> Self {
        let excluded: Vec<_> = lower.1.into_iter().chain(upper.1).collect();
        Self { condition: condition(lower.0, upper.0, &excluded), excluded }
    }
}

impl Region {
    /// No key at all.
    pub(crate) fn nothing() -> Self {
        let nothing = Interval::all_of(SortCondition::Nothing);
        Self { text: nothing.clone(), native: Some(nothing) }
    }

    /// What to ask of this sort key attribute; without one, nothing.
    pub(crate) fn interval(self, attribute: Option<&KeyAttribute>) -> Result<Interval, Error> {
        let Some(attribute) = attribute else { return Ok(Interval::all_of(SortCondition::All)) };
        match attribute.kind {
            KeyKind::String => Ok(self.text),
            _ => self.native.ok_or_else(|| Error::no_native(attribute)),
        }
    }

    /// Everything that starts with what `writer` has written.
    pub(crate) fn prefix(writer: KeyWriter) -> Result<Self, KeyError> {
        let complete = writer.rest().is_empty();
        let key = writer.finish()?;
        let native = key.native.is_some();
        let text = Interval::all_of(match complete {
            true => SortCondition::Equal(key),
            false if key.text.is_empty() => SortCondition::All,
            false => SortCondition::BeginsWith(key.text),
        });
        // Without a value there is nothing to ask of a number either.
        let native = (native || text.condition == SortCondition::All).then(|| text.clone());
        Ok(Self { text, native })
    }

    /// Everything that starts with `text`, which need not end where a segment does.
    pub(crate) fn raw_prefix(writer: KeyWriter, text: &str) -> Result<Self, KeyError> {
        let mut key = writer.finish()?;
        key.text.push_str(text);
        let text = match key.text.is_empty() {
            true => SortCondition::All,
            false => SortCondition::BeginsWith(key.text),
        };
        Ok(Self { text: Interval::all_of(text), native: None })
    }

    /// The range over the next segments behind what `writer` has written.
    pub(crate) fn range<Open, R: KeyRange<Open>>(writer: &KeyWriter, range: R) -> Result<Self, KeyError> {
        let (start, end) = range.into_bounds();
        let lower = write_edge(writer, start)?;
        let upper = write_edge(writer, end)?;
        let native = is_native(&lower) || is_native(&upper);
        let native =
            native.then(|| Interval::between(native_edge(lower.clone()), native_edge(upper.clone())));
        let prefix = writer.clone().finish()?.text;
        let text = Interval::between(lower_edge(lower, &prefix), upper_edge(upper, prefix, writer.rest()));
        Ok(Self { text, native })
    }
}

/// A key to ask for, and one to drop.
type Edges = (Option<KeyValue>, Option<KeyValue>);

/// An edge of a range as it is written, with the parts of the template around its end.
#[derive(Clone, Debug)]
struct Written {
    key: KeyValue,
    last: Option<&'static Part>,
    rest: &'static [Part],
}

fn write_edge<Open, E: KeyEdge<Open>>(
    writer: &KeyWriter,
    bound: Bound<E>,
) -> Result<Bound<Written>, KeyError> {
    let write = |value: E| {
        let mut writer = writer.clone();
        value.write(&mut writer);
        let (last, rest) = (writer.last(), writer.rest());
        writer.finish().map(|key| Written { key, last, rest })
    };
    Ok(match bound {
        Bound::Included(value) => Bound::Included(write(value)?),
        Bound::Excluded(value) => Bound::Excluded(write(value)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

fn is_native(bound: &Bound<Written>) -> bool {
    matches!(bound, Bound::Included(edge) | Bound::Excluded(edge) if edge.key.native.is_some())
}

fn native_edge(bound: Bound<Written>) -> Edges {
    match bound {
        Bound::Unbounded => (None, None),
        Bound::Included(edge) => (Some(edge.key), None),
        Bound::Excluded(edge) => (Some(edge.key.clone()), Some(edge.key)),
    }
}

/// The least key to ask for, and one to drop.
fn lower_edge(bound: Bound<Written>, prefix: &str) -> Edges {
    match bound {
        Bound::Unbounded if prefix.is_empty() => (None, None),
        Bound::Unbounded => (Some(KeyValue::of_text(prefix.to_owned())), None),
        Bound::Included(edge) => (Some(edge.key), None),
        Bound::Excluded(edge) if edge.rest.is_empty() => (Some(edge.key.clone()), Some(edge.key)),
        // More text follows every key of this value: step over all that start with it.
        Bound::Excluded(edge) => (successor(&edge.key.text).map(KeyValue::of_text), None),
    }
}

/// The greatest key to ask for, and one to drop.
fn upper_edge(bound: Bound<Written>, prefix: String, rest: &'static [Part]) -> Edges {
    match bound {
        Bound::Unbounded if prefix.is_empty() => (None, None),
        Bound::Unbounded => ceiling(prefix, rest),
        Bound::Included(edge) if edge.rest.is_empty() => (Some(edge.key), None),
        Bound::Included(edge) => {
            let (literal, rest) = split_literal(edge.rest);
            ceiling(edge.key.text + literal, rest)
        }
        Bound::Excluded(edge) => below(edge),
    }
}

/// Everything less than this edge.
fn below(edge: Written) -> Edges {
    if edge.rest.is_empty() {
        if let Some(before) = before_fixed(&edge) {
            return (Some(KeyValue::of_text(before)), None);
        }
    } else if never_empty(edge.rest) {
        // A key of this value goes on behind it, so none is equal to the value alone.
        return (Some(KeyValue::of_text(edge.key.text)), None);
    }
    (Some(edge.key.clone()), Some(edge.key))
}

fn condition(least: Option<KeyValue>, most: Option<KeyValue>, excluded: &[KeyValue]) -> SortCondition {
    match (least, most) {
        (None, None) => SortCondition::All,
        (Some(least), None) => SortCondition::AtLeast(least),
        (None, Some(most)) => SortCondition::AtMost(most),
        (Some(least), Some(most)) if is_empty(&least, &most, excluded) => SortCondition::Nothing,
        (Some(least), Some(most)) => SortCondition::Between(least, most),
    }
}

/// Whether no key can lie between the edges; `DynamoDB` refuses a `BETWEEN` that goes backwards.
fn is_empty(least: &KeyValue, most: &KeyValue, excluded: &[KeyValue]) -> bool {
    // The edges of a number are ordered as their padded texts are.
    match least.text.cmp(&most.text) {
        Ordering::Greater => true,
        Ordering::Equal => excluded.contains(most),
        Ordering::Less => false,
    }
}

/// A text greater than every key of the pattern that starts with `prefix`, and whether it has to
/// be dropped should an item have it as its key.
fn ceiling(prefix: String, rest: &[Part]) -> Edges {
    if let Some(above) = above_first_byte(rest) {
        return (Some(KeyValue::of_text(format!("{prefix}{above}"))), None);
    }
    let above = successor(&prefix).map(KeyValue::of_text);
    (above.clone(), above)
}

/// The character after every first byte that the next segment can have, if they are ASCII.
fn above_first_byte(rest: &[Part]) -> Option<char> {
    let first = match rest.first()? {
        Part::Segment(segment) => match segment.shape {
            Shape::Fixed(sets) => *sets.first()?,
            Shape::Run { first, .. } => first,
            _ => return None,
        },
        Part::Literal(_) => return None,
    };
    let greatest = (0..0x7F).rev().find(|byte| first.has(*byte))?;
    let ascii = !first.meets(ByteSet::range(0x7F, 0xFF));
    ascii.then(|| char::from(greatest + 1))
}

fn split_literal(rest: &'static [Part]) -> (&'static str, &'static [Part]) {
    match rest {
        [Part::Literal(literal), rest @ ..] => (literal, rest),
        rest => ("", rest),
    }
}

fn never_empty(rest: &[Part]) -> bool {
    rest.iter().any(|part| match part {
        Part::Literal(literal) => !literal.is_empty(),
        Part::Segment(segment) => !segment.shape.may_be_empty(),
    })
}

/// The least text greater than every text that starts with `prefix`: its last code point
/// incremented, where need be with a carry. `None` if there is nothing to increment.
pub(crate) fn successor(prefix: &str) -> Option<String> {
    let mut characters = prefix.chars();
    while let Some(last) = characters.next_back() {
        let next = match last {
            // The code points between these are surrogates, which no string holds.
            '\u{D7FF}' => Some('\u{E000}'),
            last => char::from_u32(u32::from(last) + 1),
        };
        if let Some(next) = next {
            return Some(format!("{}{next}", characters.as_str()));
        }
    }
    None
}

/// Where the last segment has a fixed width: a text that is less than this one and greater than
/// all lesser ones of the width, which is this one with its last byte decremented.
fn before_fixed(edge: &Written) -> Option<String> {
    let Some(Part::Segment(segment)) = edge.last else { return None };
    let Shape::Fixed(_) = segment.shape else { return None };
    let (start, last) = edge.key.text.split_at_checked(edge.key.text.len().checked_sub(1)?)?;
    let before = last.bytes().next()?.checked_sub(1)?;
    Some(format!("{start}{}", char::from(before)))
}
