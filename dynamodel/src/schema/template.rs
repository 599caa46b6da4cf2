//! A parsed template: the one description of a key that writing, reading, ranges and the
//! checks share.

use crate::error::key::{KeyError, SegmentError};
use crate::key::shard;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Native;
use crate::schema::shape::Shape;

/// Which of the two key attributes a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The partition key.
    Partition,
    /// The sort key.
    Sort,
}

impl Role {
    /// The word of an attribute that gives it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Partition => "pk",
            Self::Sort => "sk",
        }
    }

    /// The most bytes a key of this role may have.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys>
    #[must_use]
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::Partition => 2048,
            Self::Sort => 1024,
        }
    }
}

/// A key template: `user-{user_id}` as an alternation of literals and segments.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The entity it belongs to.
    pub entity: &'static str,
    /// The template as it was written.
    pub text: &'static str,
    /// Which key attribute it is for.
    pub role: Role,
    /// What no unescaped string segment may hold.
    pub delimiter: &'static str,
    /// Its parts, literals never adjacent to one another.
    pub parts: &'static [Part],
}

/// A literal or a segment of a template.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Text that stands in every key.
    Literal(&'static str),
    /// The place of a field.
    Segment(Segment),
}

/// The place of a field in a template.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The field, with dots where it is nested.
    pub field: &'static str,
    /// What its text can look like.
    pub shape: Shape,
    /// Whether the field can be read back from the key.
    pub lossless: bool,
    /// Whether greater values come first.
    pub descending: bool,
    /// The attribute type, besides a string, that this segment alone can fill.
    pub native: Native,
    /// Of how many shards it is the number, where it is that and no field.
    pub shards: Option<u16>,
}

impl Template {
    /// The number or binary type this template can have: that of its only segment, if nothing
    /// stands beside it.
    #[must_use]
    pub const fn native(&self) -> Native {
        match self.parts {
            [Part::Segment(segment)] => segment.native,
            _ => Native::None,
        }
    }

    /// The literal that every key of this template starts with; empty if it starts with a segment.
    #[must_use]
    pub const fn head(&self) -> &'static str {
        match self.parts {
            [Part::Literal(literal), ..] => literal,
            _ => "",
        }
    }

    /// The segments, in order.
    pub fn segments(&self) -> impl Iterator<Item = &'static Segment> {
        self.parts.iter().filter_map(|part| match part {
            Part::Segment(segment) => Some(segment),
            Part::Literal(_) => None,
        })
    }

    /// The text of each segment in `key`.
    pub(crate) fn split<'k>(&self, key: &'k str) -> Result<Vec<&'k str>, KeyError> {
        let mut found = Vec::with_capacity(self.parts.len());
        let mut cut = Cut::new(self, key);
        while let Some((_, text)) = cut.next_segment().map_err(|OtherForm| self.mismatch(key))? {
            found.push(text);
        }
        Ok(found)
    }

    /// Whether `key` has the form of this template.
    pub(crate) fn matches(&self, key: &str) -> bool {
        let Ok(texts) = self.split(key) else { return false };
        let placed = self.parts.iter().enumerate().filter_map(|(at, part)| match part {
            Part::Segment(segment) => Some((segment.shape, self.literal_at(at + 1))),
            Part::Literal(_) => None,
        });
        placed.zip(texts).all(|((shape, literal), text)| match shape {
            Shape::Text => crate::key::check_text(text, self.delimiter, literal).is_ok(),
            _ => true,
        })
    }

    /// The literal at this place among the parts; empty where there is none.
    pub(crate) fn literal_at(&self, at: usize) -> &'static str {
        match self.parts.get(at) {
            Some(Part::Literal(literal)) => literal,
            _ => "",
        }
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
    /// The place of the next part.
    part: usize,
}

/// The key does not have the template's form.
#[derive(Debug)]
pub(crate) struct OtherForm;

impl<'t, 'k> Cut<'t, 'k> {
    pub(crate) fn new(template: &'t Template, key: &'k str) -> Self {
        Self { template, rest: key, part: 0 }
    }

    /// The next segment's place among the parts, and its text; `None` at the end of the key.
    pub(crate) fn next_segment(&mut self) -> Result<Option<(usize, &'k str)>, OtherForm> {
        while let Some(part) = self.template.parts.get(self.part) {
            let place = self.part;
            self.part += 1;
            match part {
                Part::Literal(literal) => self.rest = self.rest.strip_prefix(literal).ok_or(OtherForm)?,
                Part::Segment(segment) => return Ok(Some((place, self.take(segment)?))),
            }
        }
        if self.rest.is_empty() { Ok(None) } else { Err(OtherForm) }
    }

    fn take(&mut self, segment: &Segment) -> Result<&'k str, OtherForm> {
        let end = end_of(&segment.shape, self.template.literal_at(self.part), self.rest).ok_or(OtherForm)?;
        let (text, behind) = self.rest.split_at_checked(end).ok_or(OtherForm)?;
        if !segment.shards.is_none_or(|shards| shard::is_number(text, shards)) {
            return Err(OtherForm);
        }
        self.rest = behind;
        Ok(text)
    }
}

/// Where a segment of this shape ends that `text` starts with and that `literal` follows.
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

/// The longest variant that fits: its literal cannot continue a shorter one.
fn one_of_end(texts: &[&str], literal: &str, text: &str) -> Option<usize> {
    let fits = |variant: &&&str| {
        let behind = text.strip_prefix(**variant);
        behind.is_some_and(|behind| if literal.is_empty() { true } else { behind.starts_with(literal) })
    };
    texts.iter().filter(fits).map(|variant| variant.len()).max()
}
