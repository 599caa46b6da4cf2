//! Checks for values that `DynamoDB` does not store, for every write and condition.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::MAX_NAME_BYTES;
use crate::codec::digits::is_storable;
use crate::codec::size::{MAX_ITEM_BYTES, value_size};
use crate::error::Error;
use crate::error::Kind;
use crate::expr::{Path, Step};

/// The maximum levels of lists and maps, counting the attribute itself.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes>
pub(crate) const MAX_LEVELS: usize = 32;

/// Refuses attributes with a value that `DynamoDB` does not store.
pub(crate) fn check_attributes<'i>(
    attributes: impl IntoIterator<Item = (&'i String, &'i AttributeValue)>,
) -> Result<(), Error> {
    match fault_of_map(attributes, 0) {
        Some(fault) => Err(fault.at(&Path(Vec::new()))),
        None => Ok(()),
    }
}

/// Refuses a path with a name that `DynamoDB` does not store.
pub(crate) fn check_path(path: &Path) -> Result<(), Error> {
    let names = path.0.iter().filter_map(|step| match step {
        Step::Name(name) | Step::Ttl(name) => Some(name),
        Step::Element(_) => None,
    });
    match names.map(|name| name.len()).find(|bytes| !(1..=MAX_NAME_BYTES).contains(bytes)) {
        Some(bytes) => Err(Fault::new(What::Name { bytes }).at(path)),
        None => Ok(()),
    }
}

/// Refuses a value that `DynamoDB` does not store at this path.
pub(crate) fn check_value(path: &Path, value: &AttributeValue) -> Result<(), Error> {
    check_path(path)?;
    if let Some(fault) = fault_of(value, path.0.len()) {
        return Err(fault.at(path));
    }
    match value_size(value) {
        bytes if bytes > MAX_ITEM_BYTES => {
            let path = path.to_string();
            Err(Error::new(Kind::ValueTooLarge { path, bytes, limit: MAX_ITEM_BYTES }))
        }
        _ => Ok(()),
    }
}

/// A fault of a value, and its path.
struct Fault {
    what: What,
    /// The path inside the value, the last step first.
    steps: Vec<Step>,
}

enum What {
    Number,
    Name { bytes: usize },
    TooDeep,
}

impl Fault {
    fn new(what: What) -> Self {
        Self { what, steps: Vec::new() }
    }

    fn in_step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    fn at(self, path: &Path) -> Error {
        let steps = path.0.iter().cloned().chain(self.steps.into_iter().rev());
        let path = Path(steps.collect()).to_string();
        Error::new(match self.what {
            What::Number => Kind::Number { path },
            What::Name { bytes } => Kind::AttributeName { path, bytes, limit: MAX_NAME_BYTES },
            What::TooDeep => Kind::TooDeep { path, limit: MAX_LEVELS },
        })
    }
}

/// The fault of a value at this level.
fn fault_of(value: &AttributeValue, level: usize) -> Option<Fault> {
    let number = |number: &String| (!is_storable(number)).then(|| Fault::new(What::Number));
    match value {
        _ if level > MAX_LEVELS => Some(Fault::new(What::TooDeep)),
        AttributeValue::N(text) => number(text),
        AttributeValue::Ns(numbers) => numbers.iter().find_map(number),
        AttributeValue::L(list) => list
            .iter()
            .enumerate()
            .find_map(|(at, value)| fault_of(value, level + 1).map(|fault| fault.in_step(Step::Element(at)))),
        AttributeValue::M(map) => fault_of_map(map, level),
        _ => None,
    }
}

fn fault_of_map<'i>(
    map: impl IntoIterator<Item = (&'i String, &'i AttributeValue)>,
    level: usize,
) -> Option<Fault> {
    map.into_iter().find_map(|(name, value)| {
        let fault = match name.len() {
            1..=MAX_NAME_BYTES => fault_of(value, level + 1)?,
            bytes => return Some(Fault::new(What::Name { bytes })),
        };
        Some(fault.in_step(Step::Name(Cow::<str>::Owned(name.clone()).into())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::item::Item;

    fn nested(levels: usize) -> AttributeValue {
        (1..levels).fold(AttributeValue::L(Vec::new()), |value, _| AttributeValue::L(vec![value]))
    }

    #[test]
    fn a_value_has_32_levels_with_the_path_that_leads_to_it() {
        let path = Path::from("a");
        assert!(check_value(&path, &nested(32)).is_ok());
        let error = check_value(&path, &nested(33)).unwrap_err();
        assert_eq!(error.path(), Some(format!("a{}", "[0]".repeat(32)).as_str()));
        assert!(check_value(&path.clone().name("b"), &nested(31)).is_ok());
        assert!(check_value(&path.name("b"), &nested(32)).is_err());
    }

    #[test]
    fn names_have_from_1_byte_to_64_kilobytes() {
        let named = |name: String| AttributeValue::M(Item::from([(name, AttributeValue::Null(true))]));
        let path = Path::from("a");
        assert!(check_value(&path, &named("b".repeat(MAX_NAME_BYTES))).is_ok());
        for name in [String::new(), "b".repeat(MAX_NAME_BYTES + 1)] {
            assert_eq!(check_value(&path, &named(name)).unwrap_err().path(), Some("a"));
        }
    }

    #[test]
    fn a_number_is_named_by_its_path() {
        let number = |text: &str| AttributeValue::N(text.to_owned());
        let list = AttributeValue::L(vec![number("1"), number("NaN")]);
        let item = Item::from([("a".to_owned(), AttributeValue::M(Item::from([("b".to_owned(), list)])))]);
        assert_eq!(check_attributes(&item).unwrap_err().path(), Some("a.b[1]"));
    }
}
