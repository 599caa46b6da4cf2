//! Keys and attribute values in a report.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

/// The most characters of a text that are shown.
const MAX_CHARS: usize = 80;

/// An attribute value, shortened.
pub(super) struct Shown<'v>(pub(super) Option<&'v AttributeValue>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("nothing"),
            Some(AttributeValue::S(text)) => write_text(f, text),
            Some(AttributeValue::N(number)) => f.write_str(number),
            Some(AttributeValue::Bool(value)) => write!(f, "{value}"),
            Some(AttributeValue::Null(_)) => f.write_str("NULL"),
            Some(AttributeValue::B(bytes)) => write!(f, "{} bytes", bytes.as_ref().len()),
            Some(AttributeValue::L(list)) => write!(f, "a list of {}", list.len()),
            Some(AttributeValue::M(map)) => write!(f, "a map of {}", map.len()),
            Some(AttributeValue::Ss(set)) => write!(f, "a string set of {}", set.len()),
            Some(AttributeValue::Ns(set)) => write!(f, "a number set of {}", set.len()),
            Some(AttributeValue::Bs(set)) => write!(f, "a binary set of {}", set.len()),
            Some(_) => f.write_str("a value of another type"),
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => write!(f, "{:?}..", text.get(..end).unwrap_or(text)),
        None => write!(f, "{text:?}"),
    }
}

/// The key of an item.
pub(super) struct ShownKey<'k>(pub(super) &'k HashMap<String, AttributeValue>);

impl fmt::Display for ShownKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut attributes: Vec<_> = self.0.iter().collect();
        attributes.sort_unstable_by_key(|(name, _)| *name);
        for (at, (name, value)) in attributes.into_iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{name} {}", Shown(Some(value)))?;
        }
        Ok(())
    }
}
