//! The keys that a read goes on from.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attributes, Source};
use crate::codec::order::SortKey;
use crate::codec::same::stable;
use crate::error::cursor::CursorError;
use crate::key::{Interval, SortCondition};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::item::Item;

impl<I> Source<I> {
    /// The attributes that a read goes on from: the key of the table, and that of the index.
    fn key_attributes(&self) -> Vec<KeyAttribute> {
        let mut all: Vec<_> = Attributes::of_table(self.table).each().collect();
        for attribute in self.attributes().each() {
            if all.iter().all(|other| other.name != attribute.name) {
                all.push(attribute);
            }
        }
        all
    }

    /// By what the items of a partition are sorted.
    pub(crate) fn sort_key(&self, item: &Item) -> Vec<SortKey> {
        let attributes = self.attributes().sk.iter();
        attributes.map(|attribute| SortKey::of(item.get(attribute.name))).collect()
    }

    pub(crate) fn key_of(&self, item: &Item) -> Item {
        let attributes = self.key_attributes().into_iter();
        attributes.filter_map(|at| Some((at.name.to_owned(), item.get(at.name)?.clone()))).collect()
    }

    /// Refuses the key of a cursor that would lead out of what is read here.
    pub(crate) fn check_inside(&self, key: &Item) -> Result<(), CursorError> {
        let attributes = self.key_attributes();
        let fits = |at: &KeyAttribute| key.get(at.name).is_some_and(|value| holds(at.kind, value));
        if key.len() != attributes.len() || !attributes.iter().all(fits) {
            return Err(CursorError::Malformed);
        }
        let Some(partition) = self.partition() else { return Ok(()) };
        let sort_fits = match partition.open() {
            Some(attribute) => key.get(attribute.name).is_some_and(|sk| inside(&partition.interval, sk)),
            None => true,
        };
        let mut fixed = partition.fixed();
        let fixed_fit = fixed
            .all(|(attribute, value)| key.get(attribute.name).is_some_and(|at| stable(at) == stable(value)));
        if fixed_fit && sort_fits { Ok(()) } else { Err(CursorError::OtherQuery) }
    }
}

/// Whether a key attribute of this type can have this value.
fn holds(kind: KeyKind, value: &AttributeValue) -> bool {
    match (kind, value) {
        (KeyKind::String, AttributeValue::S(text)) => !text.is_empty(),
        (KeyKind::Number, AttributeValue::N(number)) => number.parse::<f64>().is_ok_and(f64::is_finite),
        (KeyKind::Binary, AttributeValue::B(bytes)) => !bytes.as_ref().is_empty(),
        _ => false,
    }
}

/// Whether a sort key is one that the interval's condition lets through.
pub(crate) fn inside(interval: &Interval, sk: &AttributeValue) -> bool {
    let AttributeValue::S(text) = sk else {
        // Numbers and bytes are not compared here: the condition goes with every request anyway.
        return true;
    };
    match &interval.condition {
        SortCondition::All => true,
        SortCondition::Nothing => false,
        SortCondition::Equal(value) => *text == value.text,
        SortCondition::BeginsWith(prefix) => text.starts_with(prefix),
        SortCondition::AtLeast(least) => *text >= least.text,
        SortCondition::AtMost(most) => *text <= most.text,
        SortCondition::Beyond(beyond) => *text > beyond.text,
        SortCondition::Below(below) => *text < below.text,
        SortCondition::Between(least, most) => least.text <= *text && *text <= most.text,
    }
}
