//! Positions: where a read continues.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::{Attribute, Attributes, FetchedItem};
use crate::codec::order::SortKey;
use crate::codec::same::stable;
use crate::error::cursor::CursorError;
use crate::key::{Interval, SortCondition};
use crate::page::{Cursor, Issuer};
use crate::read::operation::KeyAttributes;
use crate::read::request::Requests;
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::item::Item;

/// A position in a partition or a segment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Position {
    Start,
    /// Behind the item with this key.
    After(Item),
    End,
}

impl Position {
    /// Returns the position behind a response.
    pub(crate) fn after_response(last_key: Option<Item>) -> Self {
        last_key.map_or(Self::End, Self::After)
    }

    pub(crate) fn key(&self) -> Option<&Item> {
        match self {
            Self::After(key) => Some(key),
            Self::Start | Self::End => None,
        }
    }

    pub(crate) fn is_end(&self) -> bool {
        matches!(self, Self::End)
    }

    fn from_cursor(requests: &Requests, lane: usize, key: Option<Item>) -> Result<Self, CursorError> {
        match key {
            None => Ok(Self::End),
            Some(key) if key.is_empty() => Ok(Self::Start),
            Some(key) => requests.check_key(lane, &key).map(|()| Self::After(key)),
        }
    }
}

/// Returns the position in the cursor of a read without shards and segments.
pub(super) fn resume(requests: &Requests, issuer: &Issuer, cursor: &Cursor) -> Result<Position, CursorError> {
    let key = issuer.accept(cursor)?;
    requests.check_key(0, &key).map(|()| Position::After(key))
}

/// Returns the positions in a cursor, one for each of so many shards or segments.
pub(crate) fn resume_each(
    requests: &Requests,
    issuer: &Issuer,
    cursor: &Cursor,
    count: usize,
) -> Result<Vec<Position>, CursorError> {
    let keys = issuer.accept_segments(cursor)?;
    if keys.len() != count {
        return Err(CursorError::Malformed);
    }
    let keys = keys.into_iter().enumerate();
    keys.map(|(lane, key)| Position::from_cursor(requests, lane, key)).collect()
}

/// Returns the cursor of these positions, unless nothing or everything was read.
pub(crate) fn issue_cursor<'p>(
    issuer: &Issuer,
    positions: impl Iterator<Item = &'p Position> + Clone,
) -> Option<Cursor> {
    let is_new = positions.clone().all(|position| *position == Position::Start);
    let is_read = positions.clone().all(Position::is_end);
    if is_new || is_read {
        return None;
    }
    let start = Item::new();
    let keys = positions.map(|position| match position {
        Position::Start => Some(&start),
        Position::After(key) => Some(key),
        Position::End => None,
    });
    Some(issuer.issue_segments(keys))
}

impl Requests {
    /// Returns the attributes that a key to continue from has: the keys of the table and of the index.
    pub(super) fn start_key_attributes(&self) -> Vec<KeyAttribute> {
        let mut attributes: Vec<_> = KeyAttributes::for_table(self.table).each().collect();
        for attribute in self.key_attributes().each() {
            if attributes.iter().all(|other| other.name != attribute.name) {
                attributes.push(attribute);
            }
        }
        attributes
    }

    /// Returns the key to continue from behind an item.
    pub(super) fn key_of(&self, item: &FetchedItem) -> Item {
        item.select(self.start_key_attributes().into_iter().map(|attribute| attribute.name))
    }

    /// Returns the values that the items of a partition are sorted by.
    pub(super) fn sort_key(&self, item: &impl Attributes) -> Vec<SortKey> {
        let attributes = self.key_attributes().sk.iter();
        attributes.map(|attribute| SortKey::new(item.attribute(attribute.name))).collect()
    }

    /// Checks a key in a cursor.
    ///
    /// # Errors
    ///
    /// The key lies outside of the range, or is not one.
    fn check_key(&self, lane: usize, key: &Item) -> Result<(), CursorError> {
        let attributes = self.start_key_attributes();
        let has_kind = |attribute: &KeyAttribute| {
            key.get(attribute.name).is_some_and(|value| fits(attribute.kind, value))
        };
        if key.len() != attributes.len() || !attributes.iter().all(has_kind) {
            return Err(CursorError::Malformed);
        }
        let Some(partition) = self.partition() else { return Ok(()) };
        let is_in_interval = partition.ranged().is_none_or(|attribute| {
            key.get(attribute.name).is_some_and(|sk| is_inside(&partition.interval, sk.into()))
        });
        let is_in_shard = partition.fixed(lane).all(|(attribute, fixed)| {
            key.get(attribute.name).is_some_and(|value| stable(value) == stable(fixed))
        });
        if is_in_shard && is_in_interval { Ok(()) } else { Err(CursorError::OtherQuery) }
    }
}

/// Returns `true` if a key attribute of this type can have this value.
fn fits(kind: KeyKind, value: &AttributeValue) -> bool {
    match (kind, value) {
        (KeyKind::String, AttributeValue::S(text)) => !text.is_empty(),
        (KeyKind::Number, AttributeValue::N(number)) => number.parse::<f64>().is_ok_and(f64::is_finite),
        (KeyKind::Binary, AttributeValue::B(bytes)) => !bytes.as_ref().is_empty(),
        _ => false,
    }
}

/// Returns `true` if a sort key meets the condition of the interval.
pub(crate) fn is_inside(interval: &Interval, sk: Attribute<'_>) -> bool {
    let Some(text) = sk.text() else {
        // Numbers and bytes are not compared here: every request has the condition.
        return true;
    };
    match &interval.condition {
        SortCondition::All => true,
        SortCondition::Nothing => false,
        SortCondition::Equal(value) => text == value.text,
        SortCondition::BeginsWith(prefix) => text.starts_with(prefix),
        SortCondition::AtLeast(least) => text >= &*least.text,
        SortCondition::AtMost(most) => text <= &*most.text,
        SortCondition::Beyond(beyond) => text > &*beyond.text,
        SortCondition::Below(below) => text < &*below.text,
        SortCondition::Between(least, most) => &*least.text <= text && text <= &*most.text,
    }
}
