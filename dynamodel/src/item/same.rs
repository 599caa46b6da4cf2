//! Whether two items are the same one, and a text that says so across programs.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Item;

/// Whether `stored` is what was written as `written`: `DynamoDB` rewrites numbers and orders sets anew.
pub(crate) fn same(stored: &Item, written: &Item) -> bool {
    let all_same = |(name, value): (&String, &AttributeValue)| {
        stored.get(name).is_some_and(|other| stable(other) == stable(value))
    };
    stored.len() == written.len() && written.iter().all(all_same)
}

/// A value as a text that equal values share, whatever the order of their maps and sets and however their
/// numbers are written.
pub(crate) fn stable(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("S{text:?}"),
        AttributeValue::N(number) => format!("N{}", decimal(number)),
        AttributeValue::B(bytes) => format!("B{}", hex(bytes.as_ref())),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::Null(_) => "null".to_owned(),
        AttributeValue::Ss(texts) => sorted("SS", texts.iter().map(|text| format!("{text:?}"))),
        AttributeValue::Ns(numbers) => sorted("NS", numbers.iter().map(|number| decimal(number))),
        AttributeValue::Bs(all) => sorted("BS", all.iter().map(|bytes| hex(bytes.as_ref()))),
        AttributeValue::L(list) => format!("[{}]", list.iter().map(stable).collect::<Vec<_>>().join(",")),
        AttributeValue::M(map) => {
            sorted("M", map.iter().map(|(name, value)| format!("{name:?}:{}", stable(value))))
        }
        other => format!("{other:?}"),
    }
}

fn sorted(kind: &str, members: impl Iterator<Item = String>) -> String {
    let mut members: Vec<_> = members.collect();
    members.sort();
    format!("{kind}{{{}}}", members.join(","))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The most significant digits of a number, and the exponents of the least and the greatest.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
const MAX_DIGITS: usize = 38;
const EXPONENTS: std::ops::RangeInclusive<i128> = -130..=125;

/// Whether `DynamoDB` stores this number.
pub(super) fn is_storable(number: &str) -> bool {
    let Some((_, digits, exponent)) = parts(number) else { return false };
    digits.is_empty()
        || digits.len() <= MAX_DIGITS && EXPONENTS.contains(&(exponent + digits.len() as i128 - 1))
}

/// `1.50`, `15e-1` and `1.5` are all `15e-1`.
fn decimal(number: &str) -> String {
    match parts(number) {
        Some((_, digits, _)) if digits.is_empty() => "0".to_owned(),
        Some((sign, digits, exponent)) => format!("{sign}{digits}e{exponent}"),
        None => number.to_owned(),
    }
}

/// Sign, significant digits and exponent; `None` if it is no number.
pub(super) fn parts(number: &str) -> Option<(&'static str, String, i128)> {
    let (sign, magnitude) = match number.strip_prefix('-') {
        Some(magnitude) => ("-", magnitude),
        None => ("", number.trim_start_matches('+')),
    };
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_end_matches('0');
    let trailing = digits.len() - significant.len();
    let exponent = i128::from(exponent) - fraction.len() as i128 + trailing as i128;
    Some((sign, significant.trim_start_matches('0').to_owned(), exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        for (one, other) in
            [("1.50", "15e-1"), ("0", "-0.00"), ("100", "1E+2"), ("007", "7"), ("0.10", "1e-1")]
        {
            assert_eq!(decimal(one), decimal(other));
        }
        for (one, other) in [("1", "-1"), ("1", "10"), ("1.5", "15"), ("12", "1.2")] {
            assert_ne!(decimal(one), decimal(other));
        }
    }

    #[test]
    fn a_number_has_38_digits_and_no_more() {
        let longest = "9".repeat(38);
        for number in [&longest, &format!("-0.{longest}"), &format!("{longest}000"), "0", "1e125", "1E-130"] {
            assert!(is_storable(number), "{number}");
        }
        for number in [&format!("{longest}9"), "1e126", "1e-131", "NaN", "inf", "-inf", "", "1e", "0x1"] {
            assert!(!is_storable(number), "{number}");
        }
    }

    #[test]
    fn maps_and_sets_are_compared_in_any_order() {
        let set = |texts: [&str; 2]| AttributeValue::Ss(texts.map(str::to_owned).into());
        assert_eq!(stable(&set(["a", "b"])), stable(&set(["b", "a"])));
        assert_ne!(stable(&set(["a", "b"])), stable(&set(["a", "a,b"])));
        let n = |text: &str| AttributeValue::N(text.to_owned());
        let stored = Item::from([("x".to_owned(), n("1"))]);
        assert!(same(&stored, &Item::from([("x".to_owned(), n("1.0"))])));
        assert!(!same(&stored, &Item::from([("y".to_owned(), n("1"))])));
    }
}
