//! Writing keys from a template and values.

use std::ops::Bound;

use aws_sdk_dynamodb::types::AttributeValue;

use super::shard::ShardPosition;
use super::tick::End;
use super::{KeySegment, Tick, escape};
use crate::error::key::{KeyError, SegmentError};
use crate::schema::shape::Native;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment, Template};

/// One key attribute's value.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyValue {
    /// The key as a string.
    pub(crate) text: String,
    /// The key as a number or binary value, if the template is one bare segment of such a type.
    pub(crate) native: Option<Box<AttributeValue>>,
    /// The position of the shard's number until it is inserted.
    pub(crate) shard: Option<ShardPosition>,
}

impl KeyValue {
    /// The key as text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A key in the making. [`finish`](Self::finish) reports the first value that does not fit.
#[derive(Clone, Debug)]
pub struct KeyWriter {
    template: &'static Template,
    /// The number of written parts.
    written: usize,
    text: String,
    /// The tick of the last value, if it was truncated.
    tick: Option<Tick>,
    rare: Option<Box<Rare>>,
}

/// The parts of a key that most keys do not have.
#[derive(Clone, Debug, Default)]
struct Rare {
    native: Option<Box<AttributeValue>>,
    shard: Option<ShardPosition>,
    /// The values of a key that is a list of fields.
    listed: Option<Vec<KeyValue>>,
    /// The number of fields before the template, if it is behind a list of fields.
    before: Option<usize>,
    /// `true` if the attribute holds only a part of the last of them.
    is_cut: bool,
    error: Option<KeyError>,
}

impl KeyWriter {
    /// Starts at the beginning of the template.
    #[must_use]
    #[inline]
    pub fn new(template: &'static Template) -> Self {
        let text = String::with_capacity(template.text.len() + 16);
        let mut writer = Self { template, written: 0, text, tick: None, rare: None };
        writer.push_literal();
        writer
    }

    /// Starts a key that is a list of fields. `template` describes it in messages.
    #[must_use]
    pub fn listed(template: &'static Template) -> Self {
        let rare = Box::new(Rare { listed: Some(Vec::new()), ..Rare::default() });
        Self { template, written: 0, text: String::new(), tick: None, rare: Some(rare) }
    }

    /// Starts a key that is a list of this many fields, and the template behind them.
    pub(crate) fn behind_list(template: &'static Template, before: usize) -> Self {
        let mut writer = Self::new(template);
        let rare = writer.rare();
        (rare.listed, rare.before) = (Some(Vec::new()), Some(before));
        writer
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// The values so far, if the next one is in a list of fields.
    pub(crate) fn values(&self) -> Option<&[KeyValue]> {
        let rare = self.rare.as_ref()?;
        let values = rare.listed.as_deref()?;
        rare.before.is_none_or(|before| values.len() < before).then_some(values)
    }

    /// The values of the list of fields before the template.
    pub(crate) fn leading(&self) -> Vec<KeyValue> {
        self.rare.as_ref().and_then(|rare| rare.listed.clone()).unwrap_or_default()
    }

    /// Adds the attribute of a field, which may hold only a part of its value.
    pub(crate) fn push_listed(&mut self, value: AttributeValue, is_cut: bool) {
        self.rare().is_cut = is_cut;
        let limit = self.template.role.max_bytes();
        let (text, bytes) = match &value {
            AttributeValue::S(text) => (text.clone(), text.len()),
            AttributeValue::B(bytes) => (String::new(), bytes.as_ref().len()),
            // Other types are refused once the key attribute is known.
            _ => (String::new(), 1),
        };
        if bytes == 0 {
            self.fail(SegmentError::EmptyKey);
        } else if bytes > limit {
            self.fail(SegmentError::TooLong { bytes, limit });
        }
        self.rare().listed.get_or_insert_default().push(KeyValue {
            text,
            native: Some(Box::new(value)),
            shard: None,
        });
    }

    /// Checks that a range can end with the last value.
    pub(super) fn check_end(&mut self, end: End, bound: Bound<()>) {
        if let Some(Err(reason)) = self.tick.map(|tick| tick.check(end, bound)) {
            self.fail_at(self.written.saturating_sub(1), reason);
        }
    }

    /// Checks that a range over an attribute can end with the last value of a list.
    pub(super) fn check_listed_end(&mut self) {
        if self.rare().is_cut {
            self.fail(SegmentError::Cut);
        }
    }

    fn fail_at(&mut self, part: usize, reason: SegmentError) {
        let segment = match self.template.parts.get(part) {
            Some(Part::Segment(segment)) => Some(segment),
            _ => None,
        };
        let error = KeyError::new(self.template, segment, reason);
        self.rare().error.get_or_insert(error);
    }

    pub(crate) fn fail(&mut self, reason: SegmentError) {
        let error = KeyError::new(self.template, None, reason);
        self.rare().error.get_or_insert(error);
    }

    /// Writes the next segment and the literal behind it.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "generated functions pass on what they take")]
    pub fn segment<T: KeySegment<S>, S>(mut self, arg: T::Arg<'_>) -> Self {
        self.write_segment::<T, S>(&arg);
        self
    }

    /// Writes the next segment and the literal behind it.
    pub(crate) fn write_segment<T: KeySegment<S>, S>(&mut self, arg: &T::Arg<'_>) {
        self.write_value::<T, S>(arg);
        self.push_literal();
    }

    /// Writes the next segment without the literal behind it: the edge of a range.
    pub fn write_value<T: KeySegment<S>, S>(&mut self, arg: &T::Arg<'_>) {
        self.push_literal();
        let start = self.text.len();
        let written = T::encode(arg, &mut self.text)
            .and_then(|()| self.settle(start, &T::SHAPE))
            .and_then(|()| self.check_possible(start));
        if let Err(reason) = written {
            self.fail_at(self.written, reason);
        }
        self.tick = T::tick(arg);
        if self.template.native() != Native::None {
            self.rare().native = T::native(arg).map(Box::new);
        }
        self.written += 1;
    }

    /// Applies the rules for strings to the text from `start` on.
    fn settle(&mut self, start: usize, shape: &Shape) -> Result<(), SegmentError> {
        let literal = self.template.literal_at(self.written + 1);
        match shape {
            Shape::Text => check_text(&self.text[start..], self.template.delimiter, literal),
            Shape::Escaped => {
                let escaped = escape::escape(&self.text[start..], self.template.delimiter, literal);
                self.text.replace_range(start.., &escaped);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Refuses a value that no item under this key has.
    fn check_possible(&self, start: usize) -> Result<(), SegmentError> {
        match self.template.parts.get(self.written) {
            Some(Part::Segment(Segment { only, .. }))
                if !only.is_empty() && !only.contains(&&self.text[start..]) =>
            {
                Err(SegmentError::Excluded(only))
            }
            _ => Ok(()),
        }
    }

    /// Writes the next literal, if there is one. Leaves space for a shard's number.
    #[inline]
    pub(crate) fn push_literal(&mut self) {
        loop {
            match self.template.parts.get(self.written) {
                Some(Part::Literal(literal)) => self.text.push_str(literal),
                Some(Part::Segment(Segment { shards: Some(shards), .. })) => {
                    let at = self.text.len();
                    self.rare().shard = Some(ShardPosition::new(at, *shards));
                }
                Some(Part::Segment(_)) | None => return,
            }
            self.written += 1;
        }
    }

    /// The template.
    pub(crate) fn template(&self) -> &'static Template {
        self.template
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The parts of a template of this form that have been written.
    pub(super) fn written_parts(&self, of: &Template) -> &'static [Part] {
        of.parts.get(..self.written).unwrap_or(of.parts)
    }

    /// Continues by another template with as many parts, after this text.
    pub(super) fn continue_with(&mut self, template: &'static Template, text: Option<String>) {
        self.template = template;
        self.text = text.unwrap_or_else(|| std::mem::take(&mut self.text));
    }

    /// The last written part.
    pub(crate) fn last(&self) -> Option<&'static Part> {
        self.template.parts.get(self.written.checked_sub(1)?)
    }

    /// Returns `true` if the next part is that of a field.
    pub(crate) fn awaits_field(&self) -> bool {
        matches!(self.template.parts.get(self.written), Some(Part::Segment(_)))
    }

    /// The parts not yet written.
    pub(crate) fn rest(&self) -> &'static [Part] {
        self.template.parts.get(self.written..).unwrap_or_default()
    }

    /// The parts not yet written, behind the only value that every key starts with.
    pub(crate) fn rest_behind_head(&self) -> &'static [Part] {
        match self.rest() {
            [Part::Segment(_), rest @ ..] if self.written == 0 && !self.template.head().is_empty() => rest,
            rest => rest,
        }
    }

    /// The values of a list of fields.
    pub(crate) fn finish_listed(self) -> Result<Vec<KeyValue>, KeyError> {
        let Rare { listed, error, .. } = self.rare.map(|rare| *rare).unwrap_or_default();
        match error {
            Some(error) => Err(error),
            None => Ok(listed.unwrap_or_default()),
        }
    }

    /// Returns the written key or prefix.
    ///
    /// # Errors
    ///
    /// A value did not fit its segment, or the key is empty or too long.
    pub fn finish(self) -> Result<KeyValue, KeyError> {
        let (template, is_whole) = (self.template, self.rest().is_empty());
        let (native, shard) = match self.rare {
            None => (None, None),
            Some(rare) => match *rare {
                Rare { error: Some(error), .. } => return Err(error),
                Rare { native, shard, .. } => (native, shard),
            },
        };
        let limit = template.role.max_bytes();
        let reason = match self.text.len() + shard.map_or(0, ShardPosition::width) {
            bytes if bytes > limit => SegmentError::TooLong { bytes, limit },
            _ if self.text.is_empty() && is_whole => SegmentError::EmptyKey,
            _ => return Ok(KeyValue { text: self.text, native, shard }),
        };
        Err(KeyError::new(template, None, reason))
    }
}

/// Checks the rules that keep different keys apart.
pub(crate) fn check_text(value: &str, delimiter: &str, literal: &str) -> Result<(), SegmentError> {
    if value.is_empty() {
        return Err(SegmentError::Empty);
    }
    if value.contains(delimiter) {
        return Err(SegmentError::Holds(delimiter.to_owned()));
    }
    // A literal that starts early starts with a byte of the value.
    let may_join = |first: u8| value.as_bytes().contains(&first);
    let joined_early = || format!("{value}{literal}").find(literal) != Some(value.len());
    if literal.bytes().next().is_some_and(may_join) && joined_early() {
        return Err(SegmentError::Holds(literal.to_owned()));
    }
    Ok(())
}
