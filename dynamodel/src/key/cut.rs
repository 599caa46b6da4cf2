//! Cutting a key into the texts of its segments.

use super::{check_text, shard};
use crate::error::key::{KeyError, SegmentError};
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment, Template};

impl Template {
    /// The text of each segment in `key`.
    pub(crate) fn split<'k>(&self, key: &'k str) -> Result<Vec<&'k str>, KeyError> {
        let mut found = Vec::with_capacity(self.parts.len());
        let mut cut = Cut::new(self, key);
        while let Some((_, text)) = cut.next_segment().map_err(|FormMismatch| self.mismatch(key))? {
            found.push(text);
        }
        Ok(found)
    }

    /// Returns `true` if `key` has the form of this template.
    pub(crate) fn matches(&self, key: &str) -> bool {
        let Ok(texts) = self.split(key) else { return false };
        let placed = self.parts.iter().enumerate().filter_map(|(at, part)| match part {
            Part::Segment(segment) => Some((segment.shape, self.literal_at(at + 1))),
            Part::Literal(_) => None,
        });
        placed.zip(texts).all(|((shape, literal), text)| match shape {
            Shape::Text => check_text(text, self.delimiter, literal).is_ok(),
            _ => true,
        })
    }

    pub(crate) fn mismatch(&self, key: &str) -> KeyError {
        KeyError::new(self, None, SegmentError::Mismatch(key.to_owned()))
    }
}

/// A key that is being cut into the texts of its segments.
#[derive(Debug)]
pub(crate) struct Cut<'t, 'k> {
    template: &'t Template,
    rest: &'k str,
    /// The position of the next part.
    part: usize,
}

/// The key does not have the template's form.
#[derive(Debug)]
pub(crate) struct FormMismatch;

impl<'t, 'k> Cut<'t, 'k> {
    pub(crate) fn new(template: &'t Template, key: &'k str) -> Self {
        Self { template, rest: key, part: 0 }
    }

    /// The position of the next segment among the parts, and its text; `None` at the end of the key.
    pub(crate) fn next_segment(&mut self) -> Result<Option<(usize, &'k str)>, FormMismatch> {
        while let Some(part) = self.template.parts.get(self.part) {
            let place = self.part;
            self.part += 1;
            match part {
                Part::Literal(literal) => self.rest = self.rest.strip_prefix(literal).ok_or(FormMismatch)?,
                Part::Segment(segment) => return Ok(Some((place, self.take(segment)?))),
            }
        }
        if self.rest.is_empty() { Ok(None) } else { Err(FormMismatch) }
    }

    fn take(&mut self, segment: &Segment) -> Result<&'k str, FormMismatch> {
        let end =
            end_of(&segment.shape, self.template.literal_at(self.part), self.rest).ok_or(FormMismatch)?;
        let (text, behind) = self.rest.split_at_checked(end).ok_or(FormMismatch)?;
        if !segment.shards.is_none_or(|shards| shard::is_number(text, shards)) {
            return Err(FormMismatch);
        }
        self.rest = behind;
        Ok(text)
    }
}

/// The end of the segment of this shape at the start of `text`, before `literal`.
fn end_of(shape: &Shape, literal: &str, text: &str) -> Option<usize> {
    let end = match shape {
        Shape::Fixed(sets) => fixed_end(sets, text.as_bytes())?,
        Shape::Run { first, rest } => run_end(*first, *rest, text.as_bytes())?,
        Shape::Char => text.chars().next()?.len_utf8(),
        Shape::OneOf(texts) => one_of_end(texts, literal, text)?,
        Shape::Text | Shape::Escaped if !literal.is_empty() => text.find(literal)?,
        Shape::Text | Shape::Escaped | Shape::Any => text.len(),
    };
    (end > 0 || shape.may_be_empty()).then_some(end)
}

fn fixed_end(sets: &[ByteSet], text: &[u8]) -> Option<usize> {
    let fits = text.len() >= sets.len() && sets.iter().zip(text).all(|(set, byte)| set.has(*byte));
    fits.then_some(sets.len())
}

fn run_end(first: ByteSet, rest: ByteSet, text: &[u8]) -> Option<usize> {
    let (start, behind) = text.split_first()?;
    first.has(*start).then(|| 1 + behind.iter().take_while(|byte| rest.has(**byte)).count())
}

/// The longest variant that fits. A literal cannot continue a shorter one.
fn one_of_end(texts: &[&str], literal: &str, text: &str) -> Option<usize> {
    let fits = |variant: &&&str| {
        let behind = text.strip_prefix(**variant);
        behind.is_some_and(|behind| if literal.is_empty() { true } else { behind.starts_with(literal) })
    };
    texts.iter().filter(fits).map(|variant| variant.len()).max()
}
