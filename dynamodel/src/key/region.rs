//! The part of a partition that a query reads: at most the keys of its pattern.
//!
//! `DynamoDB` accepts one condition on the sort key, and `BETWEEN` includes both edges. The query drops the keys that the
//! condition cannot exclude: [`Interval::excluded`].

mod cover;
mod listed;
mod sort_range;

use std::cmp::Ordering;
use std::ops::Bound;

pub(crate) use cover::Cover;
pub(crate) use sort_range::{SortRange, StoredRange};

use crate::error::Error;
use crate::schema::attribute::{KeyAttribute, KeyKind};

use super::tick::End;
use super::{KeyPrefix, KeyValue, KeyWriter};
use crate::error::key::{KeyError, SegmentError};
use crate::schema::shape::Native;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Template};

/// The sort keys that a query reads. A template of one bare segment may be a number or binary attribute, which only the
/// table knows. Then `native` is the interval for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Region {
    /// The values of the first sort attributes, where there are several.
    pub(crate) leading: Vec<KeyValue>,
    /// `true` if the values are those of fields, which a user-defined serializer may have written.
    pub(crate) listed: bool,
    pub(crate) text: Interval,
    pub(crate) native: Option<Interval>,
}

/// A condition on the sort key, and the keys that it lets through although the range excludes them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) condition: SortCondition,
    pub(crate) excluded: Vec<KeyValue>,
}

/// A condition on the sort key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SortCondition {
    /// None: the whole partition.
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
    /// `sk > beyond`, for a list of fields, where many items share a value.
    Beyond(KeyValue),
    /// `sk < below`, for a list of fields, where many items share a value.
    Below(KeyValue),
    /// No key can match, so no request is sent.
    Nothing,
}

impl KeyValue {
    pub(crate) fn from_text(text: String) -> Self {
        Self { text, native: None, shard: None }
    }
}

impl Interval {
    fn all_of(condition: SortCondition) -> Self {
        Self { condition, excluded: Vec::new() }
    }

    fn between(lower: Option<Edges>, upper: Edges) -> Self {
        let Some(lower) = lower else { return Self::all_of(SortCondition::Nothing) };
        let excluded: Vec<_> = lower.1.into_iter().chain(upper.1).collect();
        Self { condition: condition(lower.0, upper.0, &excluded), excluded }
    }
}

impl Region {
    /// No key at all.
    pub(crate) fn nothing() -> Self {
        let nothing = Interval::all_of(SortCondition::Nothing);
        Self::from_text(nothing.clone(), Some(nothing))
    }

    fn from_text(text: Interval, native: Option<Interval>) -> Self {
        Self { leading: Vec::new(), listed: false, text, native }
    }

    /// The interval of the sort key attribute behind the leading ones.
    pub(crate) fn interval(self, attribute: Option<&KeyAttribute>) -> Result<Interval, Error> {
        let Some(attribute) = attribute else { return Ok(Interval::all_of(SortCondition::All)) };
        if self.listed {
            self.text.condition.edges().try_for_each(|edge| edge.listed(attribute).map(drop))?;
        }
        match attribute.kind {
            KeyKind::String => Ok(self.text),
            _ => self.native.ok_or_else(|| Error::no_native(attribute)),
        }
    }

    /// The keys that start with the written text and the literal behind it.
    pub(crate) fn prefix(writer: KeyWriter) -> Result<Self, KeyError> {
        if writer.values().is_some() {
            return Ok(listed::prefix(writer.finish_listed()?));
        }
        let leading = writer.leading();
        Ok(Self { leading, ..Self::template_prefix(writer)? })
    }

    fn template_prefix(mut writer: KeyWriter) -> Result<Self, KeyError> {
        writer.push_literal();
        if writer.template().parts.is_empty() {
            return Ok(Self::everything());
        }
        let (template, complete) = (writer.template(), writer.rest().is_empty());
        let key = writer.finish()?;
        let (is_native, is_unwritten) = (key.native.is_some(), key.text.is_empty());
        let text = Interval::all_of(if complete {
            SortCondition::Equal(key)
        } else {
            SortCondition::begins_with(template, key.text)
        });
        // Without a value there is no condition on a number either.
        let native = if is_unwritten {
            Some(Interval::all_of(SortCondition::All))
        } else {
            is_native.then(|| text.clone())
        };
        Ok(Self::from_text(text, native))
    }

    /// The keys that start with the written text and `text`, which may end within a segment.
    pub(crate) fn raw_prefix(mut writer: KeyWriter, text: &str) -> Result<Self, KeyError> {
        if writer.values().is_some() {
            check_length(writer.template(), text)?;
            return Ok(listed::raw_prefix(writer.finish_listed()?, text));
        }
        writer.push_literal();
        let leading = writer.leading();
        let template = writer.template();
        let written = if template.parts.is_empty() { String::new() } else { writer.finish()?.text };
        let prefix = written + text;
        check_length(template, &prefix)?;
        let text = Interval::all_of(SortCondition::begins_with(template, prefix));
        Ok(Self { leading, ..Self::from_text(text, None) })
    }

    /// The keys in a range over the next segments.
    pub(crate) fn range<Open, E: KeyPrefix<Open>>(
        writer: &KeyWriter,
        start: Bound<&E>,
        end: Bound<&E>,
    ) -> Result<Self, KeyError> {
        if writer.values().is_some() {
            return listed::range(writer, start, end);
        }
        let leading = writer.leading();
        let mut writer = writer.clone();
        writer.push_literal();
        let mut lower = write_edge(&writer, start, End::Start)?;
        let mut upper = write_edge(&writer, end, End::Stop)?;
        if descends(&writer) {
            std::mem::swap(&mut lower, &mut upper);
        }
        let native = is_native(&writer, &lower, &upper)
            .then(|| Interval::between(Some(native_edge(lower.clone())), native_edge(upper.clone())));
        let template = writer.template();
        let rest = writer.rest_behind_head();
        let prefix = match writer.finish()?.text {
            text if text.is_empty() => template.head().to_owned(),
            text => text,
        };
        let (lowest, highest) = template.first_bytes().filter(|_| prefix.is_empty()).map(edges).unzip();
        let lower = match lower {
            Bound::Unbounded if lowest.is_some() => Some((lowest, None)),
            lower => lower_edge(lower, &prefix),
        };
        let upper = match upper {
            Bound::Unbounded if highest.is_some() => (highest, None),
            upper => upper_edge(upper, prefix, rest),
        };
        let text = Interval::between(lower, upper);
        for edge in text.condition.edges() {
            check_length(template, &edge.text)?;
        }
        Ok(Self { leading, ..Self::from_text(text, native) })
    }

    fn everything() -> Self {
        let all = Interval::all_of(SortCondition::All);
        Self::from_text(all.clone(), Some(all))
    }
}

/// The edges of the texts that start with one of these bytes of ASCII.
fn edges((least, greatest): (u8, u8)) -> (KeyValue, KeyValue) {
    let edge = |byte| KeyValue::from_text(char::from(byte).to_string());
    (edge(least), edge(greatest + 1))
}

impl SortCondition {
    /// The keys of the template that start with `prefix`.
    fn begins_with(template: &Template, prefix: String) -> Self {
        let head = template.head();
        match (template.first_bytes(), prefix.bytes().next()) {
            // The only value of the first field is not written yet.
            _ if !head.is_empty() && head.starts_with(&prefix) => Self::BeginsWith(head.to_owned()),
            _ if !prefix.starts_with(head) => Self::Nothing,
            (None, None) => Self::All,
            (Some(bytes), None) => {
                let (least, most) = edges(bytes);
                Self::Between(least, most)
            }
            (Some((least, greatest)), Some(first)) if first < least || first > greatest => Self::Nothing,
            (_, Some(_)) => Self::BeginsWith(prefix),
        }
    }

    pub(crate) fn edges(&self) -> impl Iterator<Item = &KeyValue> {
        let (first, second) = match self {
            Self::Between(least, most) => (Some(least), Some(most)),
            Self::Equal(edge)
            | Self::AtLeast(edge)
            | Self::AtMost(edge)
            | Self::Beyond(edge)
            | Self::Below(edge) => (Some(edge), None),
            Self::All | Self::BeginsWith(_) | Self::Nothing => (None, None),
        };
        first.into_iter().chain(second)
    }
}

/// Refuses a text that is too long for a key, as `DynamoDB` would.
fn check_length(template: &'static Template, text: &str) -> Result<(), KeyError> {
    let limit = template.role.max_bytes();
    if text.len() <= limit {
        return Ok(());
    }
    Err(KeyError::new(template, None, SegmentError::TooLong { bytes: text.len(), limit }))
}

/// The key of a condition, and a key to drop.
type Edges = (Option<KeyValue>, Option<KeyValue>);

/// A written edge of a range, with the parts of the template behind it.
#[derive(Clone, Debug)]
struct WrittenEdge {
    key: KeyValue,
    last: Option<&'static Part>,
    rest: &'static [Part],
}

impl WrittenEdge {
    /// The start of every key with this value, and the parts behind it.
    fn closed(&self) -> (String, &'static [Part]) {
        match self.rest {
            [Part::Literal(literal), rest @ ..] => (format!("{}{literal}", self.key.text), rest),
            rest => (self.key.text.clone(), rest),
        }
    }
}

fn write_edge<Open, E: KeyPrefix<Open>>(
    writer: &KeyWriter,
    bound: Bound<&E>,
    end: End,
) -> Result<Bound<WrittenEdge>, KeyError> {
    let kind = bound.map(|_| ());
    let write = |value: &E| -> Result<WrittenEdge, KeyError> {
        let mut writer = writer.clone();
        value.write(&mut writer);
        writer.check_end(end, kind);
        let last = writer.last();
        let rest = writer.rest();
        Ok(WrittenEdge { key: writer.finish()?, last, rest })
    };
    Ok(match bound {
        Bound::Included(value) => Bound::Included(write(value)?),
        Bound::Excluded(value) => Bound::Excluded(write(value)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

/// Returns `true` if greater values of the next segment come first. All segments of a range have one direction.
fn descends(writer: &KeyWriter) -> bool {
    matches!(writer.rest().first(), Some(Part::Segment(segment)) if segment.descending)
}

/// Returns `true` if both edges are values of a number or binary attribute.
fn is_native(writer: &KeyWriter, lower: &Bound<WrittenEdge>, upper: &Bound<WrittenEdge>) -> bool {
    let fits = |bound: &Bound<WrittenEdge>| match bound {
        Bound::Included(edge) | Bound::Excluded(edge) => edge.key.native.is_some(),
        Bound::Unbounded => true,
    };
    writer.template().native() != Native::None && fits(lower) && fits(upper)
}

fn native_edge(bound: Bound<WrittenEdge>) -> Edges {
    match bound {
        Bound::Unbounded => (None, None),
        Bound::Included(edge) => (Some(edge.key), None),
        Bound::Excluded(edge) => (Some(edge.key.clone()), Some(edge.key)),
    }
}

/// The least key of the condition, and a key to drop. `None` if no key is great enough.
fn lower_edge(bound: Bound<WrittenEdge>, prefix: &str) -> Option<Edges> {
    Some(match bound {
        Bound::Unbounded if prefix.is_empty() => (None, None),
        Bound::Unbounded => (Some(KeyValue::from_text(prefix.to_owned())), None),
        Bound::Included(edge) => (Some(edge.key), None),
        Bound::Excluded(edge) if edge.rest.is_empty() => (Some(edge.key.clone()), Some(edge.key)),
        // All keys of this value continue behind it: skip those that start with it.
        Bound::Excluded(edge) => (Some(KeyValue::from_text(successor(&edge.closed().0)?)), None),
    })
}

/// The greatest key of the condition, and a key to drop.
fn upper_edge(bound: Bound<WrittenEdge>, prefix: String, rest: &'static [Part]) -> Edges {
    match bound {
        Bound::Unbounded if prefix.is_empty() => (None, None),
        Bound::Unbounded => ceiling(prefix, rest),
        Bound::Included(edge) if edge.rest.is_empty() => (Some(edge.key), None),
        Bound::Included(edge) => {
            let (start, rest) = edge.closed();
            ceiling(start, rest)
        }
        Bound::Excluded(edge) => below(&edge),
    }
}

/// The greatest key below this edge, and a key to drop.
fn below(edge: &WrittenEdge) -> Edges {
    if edge.rest.is_empty() {
        return match before_fixed(edge) {
            Some(before) => (Some(KeyValue::from_text(before)), None),
            None => (Some(edge.key.clone()), Some(edge.key.clone())),
        };
    }
    // Every key of this value continues behind it, so no key equals the value alone.
    let dropped = if never_empty(edge.rest) { None } else { Some(edge.key.clone()) };
    (Some(edge.key.clone()), dropped)
}

fn condition(least: Option<KeyValue>, most: Option<KeyValue>, excluded: &[KeyValue]) -> SortCondition {
    match (least, most) {
        (None, None) => SortCondition::All,
        (Some(least), None) => SortCondition::AtLeast(least),
        (None, Some(most)) => SortCondition::AtMost(most),
        (Some(least), Some(most)) if is_empty(&least, &most, excluded) => SortCondition::Nothing,
        (Some(least), Some(most)) if least == most => SortCondition::Equal(least),
        (Some(least), Some(most)) => SortCondition::Between(least, most),
    }
}

/// Returns `true` if no key is between the edges. `DynamoDB` refuses a reversed `BETWEEN`.
fn is_empty(least: &KeyValue, most: &KeyValue, excluded: &[KeyValue]) -> bool {
    // Numbers are ordered like their padded texts.
    match least.text.cmp(&most.text) {
        Ordering::Greater => true,
        Ordering::Equal => excluded.contains(most),
        Ordering::Less => false,
    }
}

/// An upper bound of the pattern's keys with this start, and the bound itself if it must be dropped.
fn ceiling(start: String, rest: &[Part]) -> Edges {
    if rest.is_empty() {
        return (Some(KeyValue::from_text(start)), None);
    }
    if let Some(above) = above_first_byte(rest) {
        return (Some(KeyValue::from_text(format!("{start}{above}"))), None);
    }
    let above = successor(&start).map(KeyValue::from_text);
    (above.clone(), above)
}

/// The character after every possible first byte of the next segment, if these are ASCII.
fn above_first_byte(rest: &[Part]) -> Option<char> {
    match rest.first()? {
        Part::Segment(segment) => segment.shape.first_bytes().map(|(_, greatest)| char::from(greatest + 1)),
        Part::Literal(_) => None,
    }
}

fn never_empty(rest: &[Part]) -> bool {
    rest.iter().any(|part| match part {
        Part::Literal(literal) => !literal.is_empty(),
        Part::Segment(segment) => !segment.shape.may_be_empty(),
    })
}

/// The least text that is greater than every text with this prefix: its last code point incremented, with a carry if
/// needed. `None` if there is none.
pub(crate) fn successor(prefix: &str) -> Option<String> {
    let mut characters = prefix.chars();
    while let Some(last) = characters.next_back() {
        let next = match last {
            // The code points between these are surrogates, which no string contains.
            '\u{D7FF}' => Some('\u{E000}'),
            last => char::from_u32(u32::from(last) + 1),
        };
        if let Some(next) = next {
            return Some(format!("{}{next}", characters.as_str()));
        }
    }
    None
}

/// The text just below a last segment of fixed width: its last byte decremented.
fn before_fixed(edge: &WrittenEdge) -> Option<String> {
    let Some(Part::Segment(segment)) = edge.last else { return None };
    let Shape::Fixed(_) = segment.shape else { return None };
    let (start, last) = edge.key.text.split_at_checked(edge.key.text.len().checked_sub(1)?)?;
    let before = last.bytes().next()?.checked_sub(1)?;
    Some(format!("{start}{}", char::from(before)))
}

#[cfg(all(test, feature = "jiff"))]
pub(crate) mod tests;
