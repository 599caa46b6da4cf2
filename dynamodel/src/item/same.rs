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

/// Sign, significant digits and exponent: `1.50`, `15e-1` and `1.5` are all `15e-1`.
fn decimal(number: &str) -> String {
    let (sign, magnitude) = match number.strip_prefix('-') {
        Some(magnitude) => ("-", magnitude),
        None => ("", number.trim_start_matches('+')),
    };
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let Ok(exponent) = exponent.trim_start_matches('+').parse::<i64>() else { return number.to_owned() };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let exponent = i128::from(exponent) - fraction.len() as i128 + trailing as i128;
    format!("{sign}{significant}e{exponent}")
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
