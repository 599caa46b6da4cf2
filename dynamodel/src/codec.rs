//! The serde format of items.
//!
//! Numbers keep their digits, sets and hash sets are sorted, and an empty set is an absent attribute.

pub(crate) mod any;
pub(crate) mod attribute;
mod de;
pub(crate) mod debug;
pub(crate) mod digits;
mod error;
pub(crate) mod form;
mod hash_set;
pub(crate) mod numeric;
pub(crate) mod order;
pub(crate) mod same;
mod ser;
pub(crate) mod sets;
pub(crate) mod size;
pub(crate) mod spare;
mod symbol;
#[cfg(test)]
mod tests;
pub(crate) mod ttl;
pub(crate) mod wire;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

pub use de::Deserializer;
pub(crate) use de::{Root, Sketch, Traced};
pub(crate) use error::CodecError;
pub use error::Result;
pub(crate) use hash_set::is_set;
pub(crate) use ser::{Findings, MAX_NAME_BYTES, Notes, Serializer, of_element};
pub(crate) use symbol::{ANY, BINARY_SET, NUMBER, NUMBER_SET, STRING_SET};

use crate::schema::item::Item;
use attribute::{Attribute, FetchedItem};
use de::{Absent, Reader};

/// Reads a value from the attributes of an item.
pub(crate) fn read_item<V: DeserializeOwned>(item: &Item) -> Result<V> {
    read_in_trials(item, Root::ALL)
}

/// Reads a value from an item. The attributes that the type sees are taken out of it, as far as no second attempt may need
/// them. Hidden attributes stay.
pub(crate) fn read_moved<V: DeserializeOwned + 'static>(
    item: &mut Item,
    root: &Root<'_>,
    traced: &Traced,
) -> Result<V> {
    if traced.may_be_moved(item, root) {
        V::deserialize(Reader::moved(item, root))
    } else {
        read_in_trials(item, root)
    }
}

/// Reads a value from an item of a response, as [`read_moved`] does.
pub(crate) fn read_fetched<V: DeserializeOwned + 'static>(
    item: &mut FetchedItem,
    root: &Root<'_>,
    traced: &Traced,
) -> Result<V> {
    match item {
        FetchedItem::Sdk(item) => read_moved(item, root, traced),
        FetchedItem::Wire(item) => {
            read_with(|absent| V::deserialize(Deserializer::of_wire_item(item, root, absent)))
        }
    }
}

fn read_in_trials<V: DeserializeOwned>(item: &Item, root: &Root<'_>) -> Result<V> {
    read_with(|absent| V::deserialize(Deserializer::of_item(item, root, absent)))
}

/// Reads a value from one attribute. `read` is called again for each set that the attribute lacks.
pub(crate) fn read_value<'i, V>(
    value: Option<impl Into<Attribute<'i>>>,
    read: impl Fn(Deserializer<'_>) -> Result<V>,
) -> Result<V> {
    let value = value.map(Into::into);
    read_with(|absent| read(Deserializer::of_value(value, absent)))
}

/// Finds absent sets by trial: after the error of a missing field, the field is offered an empty set.
fn read_with<V>(read: impl Fn(&Absent) -> Result<V>) -> Result<V> {
    let mut absent = Absent::default();
    let mut missing = None;
    loop {
        match read(&absent) {
            Err(error) if absent.learn(&error) => missing = Some(error),
            Err(error) if error.is_missing() => return Err(missing.unwrap_or(error)),
            result => return result,
        }
    }
}

/// Writes a value as one attribute. An empty set is still an attribute here; [`is_empty_set`] recognizes it.
pub(crate) fn write_value<V: serde::Serialize + ?Sized>(value: &V) -> Result<AttributeValue> {
    value.serialize(Serializer::of::<V>(&Notes::default()))
}

/// Writes a value as the attributes of an item, with room for more.
pub(crate) fn write_item<V: serde::Serialize + ?Sized>(value: &V, room: usize) -> Result<(Item, Findings)> {
    let notes = Notes::with_room(room);
    match value.serialize(Serializer::of::<V>(&notes))? {
        AttributeValue::M(item) => Ok((item, notes.findings())),
        _ => Err(CodecError::new("expected a struct or a map, whose fields are attributes")),
    }
}

/// Returns `true` if the value is a set without elements, which `DynamoDB` does not store.
pub(crate) fn is_empty_set(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::Ss(texts) => texts.is_empty(),
        AttributeValue::Ns(numbers) => numbers.is_empty(),
        AttributeValue::Bs(all) => all.is_empty(),
        _ => false,
    }
}
