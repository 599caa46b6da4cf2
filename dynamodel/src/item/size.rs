//! The size of an item as `DynamoDB` counts it.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>

use aws_sdk_dynamodb::types::AttributeValue;

use super::Item;

/// The most bytes of one item.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items>
pub(crate) const MAX_ITEM_BYTES: usize = 400 * 1024;

/// What a list or map costs besides its members, and what each member costs besides itself.
const CONTAINER: usize = 3;
const MEMBER: usize = 1;

pub(super) fn of_item(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + of_value(value)).sum()
}

fn of_value(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => of_number(number),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| of_number(number)).sum(),
        AttributeValue::Bs(all) => all.iter().map(|bytes| bytes.as_ref().len()).sum(),
        AttributeValue::L(list) => {
            CONTAINER + list.iter().map(|value| MEMBER + of_value(value)).sum::<usize>()
        }
        AttributeValue::M(map) => CONTAINER + map.len() * MEMBER + of_item(map),
        _ => 1,
    }
}

/// A byte for each two significant digits, one more, and one for a sign.
fn of_number(number: &str) -> usize {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_start_matches('0').trim_end_matches('0').len();
    significant.div_ceil(2) + 1 + usize::from(number.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_capacity_page() {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let number = |text: &str| AttributeValue::N(text.to_owned());
        assert_eq!(of_value(&text("é")), 2);
        assert_eq!(of_value(&number("27")), 2);
        assert_eq!(of_value(&number("-2700")), 3);
        assert_eq!(of_value(&number("0")), 1);
        assert_eq!(of_value(&AttributeValue::Null(true)), 1);
        assert_eq!(of_value(&AttributeValue::L(vec![text("ab")])), 3 + 1 + 2);
        let map = Item::from([("k".to_owned(), text("v"))]);
        assert_eq!(of_value(&AttributeValue::M(map)), 3 + 1 + 2);
    }
}
