//! The intended differences from `serde_dynamo`.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::digits::Digits;

/// A result that differs from that of `serde_dynamo`.
#[derive(Debug)]
pub(super) struct Difference<'d> {
    pub(super) of: &'static str,
    /// The attribute that was read; `None` if a value was written.
    pub(super) stored: Option<&'d AttributeValue>,
    pub(super) is_read: bool,
    pub(super) is_read_by_theirs: bool,
    pub(super) ours: String,
    pub(super) theirs: String,
}

type Explains = fn(&Difference<'_>) -> bool;

/// The content of an adjacently tagged enum is buffered if it comes before the tag, and maps have no order. Only what is
/// buffered has a length that is checked, and numbers of one form.
fn is_of_buffered_content(difference: &Difference<'_>) -> bool {
    let errors = [&difference.ours, &difference.theirs];
    let has = |reason: &str| errors.iter().any(|error| error.contains(reason));
    matches!(difference.of, "Adjacent" | "Enums")
        && (has("invalid length") || has("invalid type: floating point"))
}

/// Returns `true` if one of the numbers is like this.
fn holds(value: &AttributeValue, is_like: fn(&str) -> bool) -> bool {
    match value {
        AttributeValue::N(number) => is_like(number),
        AttributeValue::Ns(numbers) => numbers.iter().any(|number| is_like(number)),
        AttributeValue::L(list) => list.iter().any(|value| holds(value, is_like)),
        AttributeValue::M(map) => map.values().any(|value| holds(value, is_like)),
        _ => false,
    }
}

/// Returns `true` if `f64` has other digits than the number.
fn is_rounded(number: &str) -> bool {
    let float = number.parse::<f64>().ok().map(|float| float.to_string());
    float.is_none_or(|float| Digits::parse(&float) != Digits::parse(number))
}

/// Only ours reads or writes the value, and theirs has this error.
fn only_ours(difference: &Difference<'_>, error: &str) -> bool {
    difference.is_read && !difference.is_read_by_theirs && difference.theirs.contains(error)
}

pub(super) const LISTED: &[(&str, Explains)] = &[
    ("integers of 128 bits are numbers", |difference| only_ours(difference, "128 is not supported")),
    ("sets are sorted, have no duplicates and are absent if empty", |difference| {
        difference.of == "Sets" && difference.stored.is_none()
    }),
    ("elements of sets may be newtypes and options", |difference| {
        only_ours(difference, "expected tuple struct Id") || only_ours(difference, "expected option")
    }),
    ("`NaN` and `inf` are not numbers", |difference| {
        let is_none = |number: &str| matches!(number, "NaN" | "inf");
        !difference.is_read && difference.stored.is_some_and(|stored| holds(stored, is_none))
    }),
    ("a number is not rounded to be any value", |difference| {
        !difference.is_read && difference.stored.is_some_and(|stored| holds(stored, is_rounded))
    }),
    ("the content of an adjacently tagged enum may come first", is_of_buffered_content),
    ("an integer may have another form, and ignored attributes are not read", |difference| {
        only_ours(difference, "FailedToParse")
    }),
];
