//! Comparing the key of a stored item with its fields.

use std::borrow::Cow;
use std::cell::Cell;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{KeySegment, escape};
use crate::codec::attribute::Attribute;
use crate::error::Error;
use crate::error::Kind;
use crate::error::key::Differing;
use crate::error::key::{KeyError, SegmentError};
use crate::key::cut::{Cut, FormMismatch};
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment, Template};

thread_local! {
    /// A string for the texts of fields, which most comparisons need.
    static WRITTEN: Cell<String> = const { Cell::new(String::new()) };
}

/// A stored key attribute that is compared segment by segment.
#[derive(Debug)]
pub struct KeyComparison<'k> {
    template: &'static Template,
    key: StoredForm<'k>,
    /// The text of a field.
    written: String,
    fault: Option<Box<KeyError>>,
}

#[derive(Debug)]
enum StoredForm<'k> {
    Text {
        key: &'k str,
        cut: Cut<'static, 'k>,
    },
    /// A number or binary, of one segment.
    Native(Cow<'k, AttributeValue>),
    /// No such key attribute.
    Absent,
}

impl<'k> KeyComparison<'k> {
    pub(crate) fn new(template: &'static Template, key: Option<Attribute<'k>>) -> Self {
        let key = match key {
            None => StoredForm::Absent,
            Some(attribute) => match attribute.text() {
                Some(key) => StoredForm::Text { key, cut: Cut::new(template, key) },
                None => StoredForm::Native(attribute.value()),
            },
        };
        Self { template, key, written: String::new(), fault: None }
    }

    /// Compares the next segment with the value of its field.
    pub(crate) fn segment<T: KeySegment<S>, S>(&mut self, arg: &T::Arg<'_>) {
        match &self.key {
            StoredForm::Native(stored) => {
                let stored = stored.clone();
                self.compare_native::<T, S>(&stored, arg);
            }
            StoredForm::Text { .. } => self.compare_text::<T, S>(arg),
            StoredForm::Absent => {}
        }
    }

    /// Compares the next segment with a field that has no value.
    pub(crate) fn absent(&mut self) {
        if let Some((part, key)) = self.next_segment() {
            self.differ(part, key, None);
        }
    }

    /// Skips the next segment, whose field is unknown.
    pub(crate) fn skip(&mut self) {
        let _ = self.next_segment();
    }

    /// The outcome.
    ///
    /// # Errors
    ///
    /// A segment differs from its field, or the key does not have the template's form.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        // Literals and a shard may follow the last field.
        while self.next_segment().is_some() {}
        // A key without fields has taken no string.
        if self.written.capacity() > 0 {
            WRITTEN.set(self.written);
        }
        self.fault.map_or(Ok(()), |fault| Err(Error::new(Kind::Misplaced(fault))))
    }

    fn compare_text<T: KeySegment<S>, S>(&mut self, arg: &T::Arg<'_>) {
        let Some((part, key)) = self.next_segment() else { return };
        if T::is_written_as(arg, key) {
            return;
        }
        if self.written.capacity() == 0 {
            self.written = WRITTEN.take();
        }
        self.written.clear();
        if let Err(reason) = T::encode(arg, &mut self.written) {
            return self.fail(part, reason);
        }
        if let Shape::Escaped = T::SHAPE {
            let literal = self.template.literal_at(part + 1);
            self.written = escape::escape(&self.written, self.template.delimiter, literal);
        }
        if self.written != key {
            let field = std::mem::take(&mut self.written);
            self.differ(part, key, Some(field));
        }
    }

    fn compare_native<T: KeySegment<S>, S>(&mut self, stored: &AttributeValue, arg: &T::Arg<'_>) {
        let value = T::native(arg);
        // A number has several texts.
        let is_same = || T::from_native(stored).is_ok_and(|stored| T::native(&stored.as_arg()) == value);
        if value.as_ref() == Some(stored) || is_same() {
            return;
        }
        let text = |value: &AttributeValue| value.as_n().map_or("binary", String::as_str).to_owned();
        let key = text(stored);
        self.differ(0, &key, value.as_ref().map(text));
    }

    /// The next segment that is a field.
    fn next_segment(&mut self) -> Option<(usize, &'k str)> {
        let StoredForm::Text { key, cut } = &mut self.key else { return None };
        loop {
            match cut.next_segment() {
                Ok(Some((part, _))) if self.template.shards_at(part).is_some() => {}
                Ok(found) => return found,
                Err(FormMismatch) => {
                    self.fault.get_or_insert_with(|| Box::new(self.template.mismatch(key)));
                    self.key = StoredForm::Absent;
                    return None;
                }
            }
        }
    }

    fn differ(&mut self, part: usize, key: &str, field: Option<String>) {
        let key = key.to_owned();
        self.fail(part, SegmentError::Differs(Differing { key, field }));
    }

    fn fail(&mut self, part: usize, reason: SegmentError) {
        let segment = match self.template.parts.get(part) {
            Some(Part::Segment(segment)) => Some(segment),
            _ => None,
        };
        self.fault.get_or_insert_with(|| Box::new(KeyError::new(self.template, segment, reason)));
    }
}

impl Template {
    /// The number of shards, if the part is a shard.
    fn shards_at(&self, part: usize) -> Option<u16> {
        match self.parts.get(part) {
            Some(Part::Segment(Segment { shards, .. })) => *shards,
            _ => None,
        }
    }
}
