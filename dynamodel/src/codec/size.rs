//! The size of an item as `DynamoDB` counts it.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>

use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// The maximum bytes of an item.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items>
pub(crate) const MAX_ITEM_BYTES: usize = 400 * 1024;

/// The overhead of a list or map, and of each member.
const CONTAINER: usize = 3;
const MEMBER: usize = 1;

pub(crate) fn item_size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + value_size(value)).sum()
}

pub(crate) fn value_size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => of_number(number),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| of_number(number)).sum(),
        AttributeValue::Bs(all) => all.iter().map(|bytes| bytes.as_ref().len()).sum(),
        AttributeValue::L(list) => {
            CONTAINER + list.iter().map(|value| MEMBER + value_size(value)).sum::<usize>()
        }
        AttributeValue::M(map) => CONTAINER + map.len() * MEMBER + item_size(map),
        _ => 1,
    }
}

/// A byte for each two significant digits, one more, and one for a sign.
fn of_number(number: &str) -> usize {
    let mantissa = number.bytes().take_while(|byte| !matches!(byte, b'e' | b'E'));
    let (mut significant, mut zeros) = (0_usize, 0);
    for digit in mantissa.filter(u8::is_ascii_digit) {
        if digit != b'0' {
            significant += zeros + 1;
            zeros = 0;
        } else if significant > 0 {
            zeros += 1;
        }
    }
    significant.div_ceil(2) + 1 + usize::from(number.starts_with('-'))
}

/// The maximum bytes of an item in a JSON request.
pub(crate) fn wire_size(item: &Item) -> usize {
    2 + item.iter().map(|(name, value)| of_json(name) + 2 + wire_size_of(value)).sum::<usize>()
}

/// `{"S":"text"}`, the longest type's name, and a comma.
const TYPED: usize = r#"{"NULL":true},"#.len();

fn wire_size_of(value: &AttributeValue) -> usize {
    TYPED
        + match value {
            AttributeValue::S(text) | AttributeValue::N(text) => of_json(text),
            AttributeValue::B(bytes) => of_base64(bytes.as_ref()),
            AttributeValue::Ss(texts) | AttributeValue::Ns(texts) => {
                2 + texts.iter().map(|text| of_json(text) + 1).sum::<usize>()
            }
            AttributeValue::Bs(all) => {
                2 + all.iter().map(|bytes| of_base64(bytes.as_ref()) + 1).sum::<usize>()
            }
            AttributeValue::L(list) => 2 + list.iter().map(wire_size_of).sum::<usize>(),
            AttributeValue::M(map) => wire_size(map),
            _ => 0,
        }
}

/// A text in quotes; escapes are at most six bytes for one.
fn of_json(text: &str) -> usize {
    let of_byte = |byte: u8| match byte {
        b'"' | b'\\' => 2,
        0..0x20 | 0x7f => 6,
        _ => 1,
    };
    2 + text.bytes().map(of_byte).sum::<usize>()
}

fn of_base64(bytes: &[u8]) -> usize {
    2 + bytes.len().div_ceil(3) * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_capacity_page() {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let number = |text: &str| AttributeValue::N(text.to_owned());
        assert_eq!(value_size(&text("é")), 2);
        assert_eq!(value_size(&number("27")), 2);
        assert_eq!(value_size(&number("-2700")), 3);
        assert_eq!(value_size(&number("0")), 1);
        assert_eq!(value_size(&number("-0.0012030e7")), 4);
        assert_eq!(value_size(&number("10001")), 4);
        assert_eq!(value_size(&AttributeValue::Null(true)), 1);
        assert_eq!(value_size(&AttributeValue::L(vec![text("ab")])), 3 + 1 + 2);
        let map = Item::from([("k".to_owned(), text("v"))]);
        assert_eq!(value_size(&AttributeValue::M(map)), 3 + 1 + 2);
    }

    #[test]
    fn no_item_takes_more_of_a_request_than_is_counted() {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        assert!(wire_size_of(&text("a\"b\u{1}é")) >= r#"{"S":"a\"b\u0001é"},"#.len());
        assert!(wire_size_of(&AttributeValue::N("1".to_owned())) >= r#"{"N":"1"},"#.len());
        let null = AttributeValue::Null(true);
        let list = AttributeValue::L(vec![null; 3]);
        assert!(wire_size_of(&list) >= r#"{"L":[{"NULL":true},{"NULL":true},{"NULL":true}]},"#.len());
        let bytes = AttributeValue::Bs(vec![vec![1, 2, 3, 4].into()]);
        assert!(wire_size_of(&bytes) >= r#"{"BS":["AQIDBA=="]},"#.len());
        let map = Item::from([("k".to_owned(), text("v"))]);
        assert!(wire_size(&map) >= r#"{"k":{"S":"v"},}"#.len());
    }
}
