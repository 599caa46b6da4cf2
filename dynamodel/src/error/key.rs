//! Faults of keys.

use std::fmt;

use crate::schema::template::{Segment, Template};

/// A value that does not fit a key, or a key that does not fit its template.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{entity}: {reason}, in {place} of the key template \"{template}\"")]
pub struct KeyError {
    /// The entity whose key it is.
    pub(crate) entity: &'static str,
    /// The template as it was written.
    pub(crate) template: &'static str,
    /// The field that caused the fault, if it was one.
    pub(crate) field: Option<&'static str>,
    place: String,
    pub(crate) reason: SegmentError,
}

impl KeyError {
    pub(crate) fn new(template: &Template, segment: Option<&Segment>, reason: SegmentError) -> Self {
        let field = segment.map(|segment| segment.field);
        Self {
            entity: template.entity,
            template: template.text,
            field,
            place: field.map_or_else(|| "the whole".to_owned(), |field| format!("`{{{field}}}`")),
            reason,
        }
    }
}

/// The fault of a segment or a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// An empty string.
    #[error("a key segment must not be empty (`:any` at the end of the key and `:escaped` allow it)")]
    Empty,
    /// The whole key is empty.
    #[error("the key must not be empty")]
    EmptyKey,
    /// A string that contains the text that ends the segment.
    #[error(
        "the value contains {0:?}, which ends the segment: write `:any` if the segment is at the end of the key, or another \
         `#[entity(delimiter = \"...\")]`; or `:escaped`, which writes other keys than stored items may have"
    )]
    Holds(String),
    /// The field's own serializer failed.
    #[error("the value cannot be written: {0}")]
    Unwritten(String),
    /// A number with more digits than the segment.
    #[error("the number does not fit the segment's {digits} digits")]
    TooWide {
        /// The width of the segment.
        digits: usize,
    },
    /// A negative number, for a segment without a shift.
    #[error(
        "a negative number does not sort by its text, so `0{digits}:plain` refuses it (`0{digits}` shifts all numbers, \
         which makes other keys)"
    )]
    Negative {
        /// The width of the segment.
        digits: usize,
    },
    /// A number with more digits after the point than the segment.
    #[error("the number has more than the segment's {scale} digits after the point and must not be rounded")]
    TooPrecise {
        /// The digits after the point.
        scale: u32,
    },
    /// A time with a fraction that the segment must not truncate.
    #[error("the time is not a whole {unit} and must not be truncated (`exact`)")]
    NotWhole {
        /// The unit of the segment.
        unit: &'static str,
    },
    /// A string in another case, which the segment must not change.
    #[error("the value is not in {0} case and must not be changed (`exact`)")]
    OtherCase(&'static str),
    /// A range that starts within a unit of the segment.
    #[error(
        "the range starts within {}, and the key holds whole ones: start it with {}, included{}",
        one(.unit), start(.unit), exact(.unit)
    )]
    StartsWithin {
        /// The unit of the segment.
        unit: &'static str,
    },
    /// A range that ends within a unit of the segment.
    #[error(
        "the range ends within {}, and the key holds whole ones: end it before {}, as in `..end`{}",
        one(.unit), start(.unit), exact(.unit)
    )]
    EndsWithin {
        /// The unit of the segment.
        unit: &'static str,
    },
    /// A range that starts or ends with a value of which the attribute holds only a part.
    #[error(
        "the attribute holds only a part of this value (a form such as whole seconds), so a range with it is not exact: start \
         and end the range with a whole second, or what the form holds"
    )]
    Cut,
    /// A value that the segment cannot write.
    #[error("the value is outside {0}")]
    OutOfRange(&'static str),
    /// A value that the key's condition on the field excludes.
    #[error("no item under this key has the value, because its `when(...)` requires {}", one_of(.0))]
    Excluded(&'static [&'static str]),
    /// A key over the limit.
    #[error("the key has {bytes} bytes, DynamoDB allows {limit}")]
    TooLong {
        /// The size of the key.
        bytes: usize,
        /// The size it may have.
        limit: usize,
    },
    /// A text that the segment's type does not write.
    #[error("the text is not {0}")]
    Malformed(&'static str),
    /// The key and the field have different values.
    #[error("{0}")]
    Differs(Differing),
    /// The key has the number of another shard.
    #[error("the key is in another shard than its values")]
    OtherShard,
    /// The key has another form.
    #[error("the key {0:?} has another form")]
    Mismatch(String),
}

/// `"open" or "blocked"`
fn one_of(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(" or ")
}

/// The unit with its article.
fn one(unit: &str) -> String {
    format!("{} {unit}", if unit == "hour" { "an" } else { "a" })
}

/// The value at which a unit starts.
fn start(unit: &str) -> String {
    if has_days(unit) { format!("the first day of a {unit}") } else { format!("a whole {unit}") }
}

/// The other remedy, which dates do not have.
fn exact(unit: &str) -> &'static str {
    if has_days(unit) { "" } else { "; or write `exact` in the template, which refuses other times" }
}

fn has_days(unit: &str) -> bool {
    matches!(unit, "month" | "year")
}

/// The different values of a key segment and its field.
#[derive(Clone, PartialEq, Eq)]
pub struct Differing {
    pub(crate) key: String,
    /// The text of the field; `None` if it has no value.
    pub(crate) field: Option<String>,
}

impl fmt::Display for Differing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key has {:?} and the attribute ", self.key)?;
        match &self.field {
            Some(field) => write!(f, "{field:?}"),
            None => f.write_str("no value"),
        }
    }
}

/// Shows no value of an attribute.
impl fmt::Debug for Differing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Differing").field("key", &self.key).finish_non_exhaustive()
    }
}
