//! Attribute values of any type.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::codec;
use crate::codec::same::stable;
use crate::codec::spare::Spare;

/// An attribute value of any type, as `DynamoDB` stores it: sets stay sets, and numbers keep all digits.
///
/// Use it for attributes whose form other programs decide. A `serde_json::Value` would turn sets into lists and
/// long numbers into floats, so it is refused as a field.
///
/// Values are compared as `DynamoDB` compares them: sets in any order, numbers by value.
///
/// It is read by this library only, and not in a field with `#[serde(flatten)]` or in an untagged enum, where serde keeps no
/// types.
///
/// # Examples
///
/// ```
/// use std::collections::HashMap;
///
/// use dynamodel::aws::types::AttributeValue;
/// use dynamodel::{AnyValue, Entity};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "device-{id}", sk = "_root")]
/// struct Device { id: u64, settings: HashMap<String, AnyValue> }
///
/// let labels = AnyValue::from(AttributeValue::Ss(vec!["red".to_owned()]));
/// assert_eq!(labels.as_attribute().as_ss().unwrap(), &["red"]);
/// ```
#[derive(Clone, Debug)]
pub struct AnyValue(AttributeValue);

impl AnyValue {
    /// Returns the value in the SDK's form.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::AnyValue;
    /// use dynamodel::aws::types::AttributeValue;
    ///
    /// let value = AnyValue::from(AttributeValue::Bool(true));
    /// assert_eq!(value.as_attribute().as_bool(), Ok(&true));
    /// ```
    #[must_use]
    pub fn as_attribute(&self) -> &AttributeValue {
        &self.0
    }
}

impl From<AttributeValue> for AnyValue {
    fn from(value: AttributeValue) -> Self {
        Self(value)
    }
}

impl From<AnyValue> for AttributeValue {
    fn from(value: AnyValue) -> Self {
        value.0
    }
}

impl PartialEq for AnyValue {
    fn eq(&self, other: &Self) -> bool {
        stable(&self.0) == stable(&other.0)
    }
}

impl Eq for AnyValue {}

impl Serialize for AnyValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Part(&self.0).serialize(serializer)
    }
}

/// A value, or a part of one.
struct Part<'v>(&'v AttributeValue);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            AttributeValue::S(text) => serializer.serialize_str(text),
            AttributeValue::N(number) => serializer.serialize_newtype_struct(codec::NUMBER, number),
            AttributeValue::B(bytes) => serializer.serialize_bytes(bytes.as_ref()),
            AttributeValue::Bool(value) => serializer.serialize_bool(*value),
            AttributeValue::Null(_) => serializer.serialize_unit(),
            AttributeValue::Ss(texts) => serializer.serialize_newtype_struct(codec::STRING_SET, texts),
            AttributeValue::Ns(numbers) => {
                let numbers: Vec<Number<'_>> = numbers.iter().map(|number| Number(number)).collect();
                serializer.serialize_newtype_struct(codec::NUMBER_SET, &numbers)
            }
            AttributeValue::Bs(all) => {
                let all: Vec<Bytes<'_>> = all.iter().map(|bytes| Bytes(bytes.as_ref())).collect();
                serializer.serialize_newtype_struct(codec::BINARY_SET, &all)
            }
            AttributeValue::L(list) => serializer.collect_seq(list.iter().map(Part)),
            AttributeValue::M(map) => {
                serializer.collect_map(map.iter().map(|(name, value)| (name, Part(value))))
            }
            _ => Err(S::Error::custom("the SDK does not know the type of the attribute value")),
        }
    }
}

struct Number<'v>(&'v str);

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(codec::NUMBER, self.0)
    }
}

struct Bytes<'v>(&'v [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for AnyValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(codec::ANY, AnyVisitor)
    }
}

struct AnyVisitor;

/// The codec gives the packed value. Other deserializers give what they have.
impl Visitor<'_> for AnyVisitor {
    type Value = AnyValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute in its stored form, which serde does not keep in flattened fields and untagged enums")
    }

    fn visit_byte_buf<E: de::Error>(self, packed: Vec<u8>) -> Result<AnyValue, E> {
        Ok(AnyValue(Spare::unpack(&packed)))
    }
}
