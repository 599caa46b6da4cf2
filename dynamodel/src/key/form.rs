//! The forms of numbers in the text of a key: plain, or padded to the digits of their type.

use super::KeyWriter;
use super::cut::Cut;
use super::integer::padded;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Template};

impl KeyWriter {
    /// Gives a key that was written in the form of `from` the form of `to`, a template with the same parts.
    pub(crate) fn in_form(mut self, from: &Template, to: &'static Template) -> Self {
        if from.pads_in(to) {
            let written = Template { parts: self.written_parts(from), ..*from };
            // The text of a value that does not fit has been reported.
            let text = in_form(self.text(), &written, to);
            self.continue_with(to, text);
        }
        self
    }
}

impl Template {
    /// Returns `true` if a number that is plain here is padded in `to`.
    fn pads_in(&self, to: &Self) -> bool {
        self.parts.iter().zip(to.parts).any(|(from, to)| pads(from, to).is_some())
    }
}

/// The digits, if the first part is a plain number and the second one is padded, and whether it is signed.
fn pads(from: &Part, to: &Part) -> Option<(usize, bool)> {
    match (from, to) {
        (Part::Segment(from), Part::Segment(to)) => match (&from.shape, &to.shape) {
            (Shape::Run { first, .. }, Shape::Fixed(digits)) => {
                Some((digits.len(), first.meets(ByteSet::from_byte(b'-'))))
            }
            _ => None,
        },
        _ => None,
    }
}

fn in_form(text: &str, from: &Template, to: &Template) -> Option<String> {
    let mut cut = Cut::new(from, text);
    let mut written = String::with_capacity(text.len() + 16);
    for (from, to) in from.parts.iter().zip(to.parts) {
        match from {
            Part::Literal(literal) => written.push_str(literal),
            Part::Segment(_) => {
                let (_, value) = cut.next_segment().ok()??;
                match pads(from, to) {
                    Some((digits, is_signed)) => padded(value, digits, is_signed, &mut written)?,
                    None => written.push_str(value),
                }
            }
        }
    }
    Some(written)
}
