//! Reading the values of a key.

use std::borrow::Cow;

use super::{KeySegment, check_text, escape};
use crate::error::key::{KeyError, SegmentError};
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment, Template};

/// A key cut into the texts of its segments.
#[derive(Debug)]
pub struct KeyReader<'k> {
    template: &'static Template,
    texts: Vec<&'k str>,
}

impl<'k> KeyReader<'k> {
    /// Cuts `key` at the literals of the template.
    ///
    /// # Errors
    ///
    /// The key does not have the template's form.
    pub fn new(template: &'static Template, key: &'k str) -> Result<Self, KeyError> {
        Ok(Self { template, texts: template.split(key)? })
    }

    /// Reads the segment at the `index`-th part of the template.
    ///
    /// # Errors
    ///
    /// The segment's type does not write this text.
    pub fn value<T: KeySegment<S>, S>(&self, index: usize) -> Result<T, KeyError> {
        let (segment, text, literal) = self.part(index)?;
        let read = match segment.shape {
            Shape::Text => check_text(text, self.template.delimiter, literal).map(|()| Cow::Borrowed(text)),
            Shape::Escaped => escape::unescape(text, self.template.delimiter, literal).map(Cow::Owned),
            _ => Ok(Cow::Borrowed(text)),
        };
        read.and_then(|text| T::decode(&text))
            .map_err(|reason| KeyError::new(self.template, Some(segment), reason))
    }

    fn part(&self, index: usize) -> Result<(&'static Segment, &'k str, &'static str), KeyError> {
        let before = self.template.parts.iter().take(index);
        let nth = before.filter(|part| matches!(part, Part::Segment(_))).count();
        match (self.template.parts.get(index), self.texts.get(nth)) {
            (Some(Part::Segment(segment)), Some(text)) => {
                Ok((segment, text, self.template.literal_at(index + 1)))
            }
            _ => Err(KeyError::new(self.template, None, SegmentError::Mismatch(String::new()))),
        }
    }
}
