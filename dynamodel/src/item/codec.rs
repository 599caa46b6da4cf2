//! Values as attributes, with hash sets in one order.
//!
//! It writes the attributes that `serde_dynamo` writes. A `HashSet` is iterated in another order each time, so two
//! encodings of one value would differ: its elements are sorted. `serde` does not say of a sequence what it is of; the name of
//! its type does, wherever a value is handed over with its type.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::ser::{self, SerializeMap as _, Serializer as _};
use serde_dynamo::{Error, Result};

use super::Item;
use super::same::{parts, stable};

/// Serializes to attributes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Codec {
    /// Whether a sequence at this place is a hash set.
    of_set: bool,
}

/// One value as its serializer writes it.
pub(crate) fn attribute_of<T: Serialize + ?Sized>(value: &T) -> Result<AttributeValue> {
    value.serialize(Codec { of_set: is_hash_set::<T>() })
}

/// The attributes of a struct.
pub(super) fn item_of<T: Serialize>(value: &T) -> Result<Item> {
    match attribute_of(value)? {
        AttributeValue::M(attributes) => Ok(attributes),
        _ => Err(ser::Error::custom("an entity is serialized as a struct or a map")),
    }
}

/// Whether the type is a hash set, or a pointer to one, or may be `None`.
fn is_hash_set<T: ?Sized>() -> bool {
    let name = bare_name::<T>();
    ["std::collections::hash::set::HashSet<", "hashbrown::set::HashSet<"]
        .iter()
        .any(|set| name.starts_with(set))
}

/// Whether the type is a set, or a pointer to one, or may be `None`.
pub(crate) fn is_set<T: ?Sized>() -> bool {
    is_hash_set::<T>() || bare_name::<T>().starts_with("alloc::collections::btree::set::BTreeSet<")
}

/// The name of the type behind pointers and `Option`s.
fn bare_name<T: ?Sized>() -> &'static str {
    const AROUND: [&str; 6] =
        ["&", "mut ", "core::option::Option<", "alloc::boxed::Box<", "alloc::rc::Rc<", "alloc::sync::Arc<"];
    let mut name = std::any::type_name::<T>();
    while let Some(inner) = AROUND.iter().find_map(|around| name.strip_prefix(around)) {
        name = inner;
    }
    name
}

/// Sorts the elements of a set: strings by their bytes, numbers by their value.
fn sort(elements: &mut [AttributeValue]) {
    elements.sort_by_cached_key(|element| match element {
        AttributeValue::N(number) => (order(number), stable(element)),
        element => (Vec::new(), stable(element)),
    });
}

/// Bytes that sort as numbers do: the sign, the magnitude, the digits; those of a negative number the other way round.
fn order(number: &str) -> Vec<u8> {
    let Some((sign, digits, exponent)) = parts(number) else { return Vec::new() };
    if digits.is_empty() {
        return vec![1];
    }
    let magnitude = exponent.saturating_add(digits.len() as i128) ^ i128::MIN;
    let bytes = magnitude.to_be_bytes().into_iter().chain(digits.bytes());
    if sign.is_empty() {
        std::iter::once(2).chain(bytes).collect()
    } else {
        // Of two magnitudes with the same start the shorter one is less, so its opposite is greater.
        std::iter::once(0).chain(bytes.map(|byte| !byte)).chain([u8::MAX]).collect()
    }
}

/// The name of a map's key.
fn name_of<K: Serialize + ?Sized>(key: &K) -> Result<String> {
    let mut map = serde_dynamo::Serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, &())?;
    let name = match map.end()? {
        serde_dynamo::AttributeValue::M(map) => map.into_keys().next(),
        _ => None,
    };
    name.ok_or_else(|| ser::Error::custom("a map key must be a string"))
}

/// Scalars, which are written by `serde_dynamo`.
macro_rules! scalars {
    ($($name:ident($type:ty))*) => {$(
        fn $name(self, value: $type) -> Result<AttributeValue> {
            serde_dynamo::Serializer.$name(value).map(AttributeValue::from)
        }
    )*};
}

impl ser::Serializer for Codec {
    type Ok = AttributeValue;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Map;
    type SerializeStruct = Map;
    type SerializeStructVariant = Map;

    scalars! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
        serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_unit_struct(&'static str)
    }

    fn serialize_none(self) -> Result<AttributeValue> {
        Ok(AttributeValue::Null(true))
    }

    fn serialize_unit(self) -> Result<AttributeValue> {
        Ok(AttributeValue::Null(true))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<AttributeValue> {
        attribute_of(value)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<AttributeValue> {
        Ok(AttributeValue::S(variant.to_owned()))
    }

    /// By their names, the newtypes of `string_set` and its kin are sets, whose order means nothing.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<AttributeValue> {
        if name.starts_with('\u{037E}') {
            return serde_dynamo::Serializer.serialize_newtype_struct(name, value).map(AttributeValue::from);
        }
        attribute_of(value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<AttributeValue> {
        Ok(in_variant(Some(variant), attribute_of(value)?))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<List> {
        Ok(List { of_set: self.of_set, ..List::with_capacity(len.unwrap_or_default()) })
    }

    fn serialize_tuple(self, len: usize) -> Result<List> {
        Ok(List::with_capacity(len))
    }

    fn serialize_tuple_struct(self, _name: &'static str, len: usize) -> Result<List> {
        Ok(List::with_capacity(len))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<List> {
        Ok(List { variant: Some(variant), ..List::with_capacity(len) })
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Map> {
        Ok(Map::with_capacity(len.unwrap_or_default()))
    }

    fn serialize_struct(self, _name: &'static str, len: usize) -> Result<Map> {
        Ok(Map::with_capacity(len))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Map> {
        Ok(Map { variant: Some(variant), ..Map::with_capacity(len) })
    }
}

fn in_variant(variant: Option<&'static str>, value: AttributeValue) -> AttributeValue {
    match variant {
        Some(variant) => AttributeValue::M(HashMap::from([(variant.to_owned(), value)])),
        None => value,
    }
}

/// The elements of a sequence.
#[derive(Debug)]
pub struct List {
    elements: Vec<AttributeValue>,
    variant: Option<&'static str>,
    of_set: bool,
}

impl List {
    /// Bounds what a wrong length would reserve.
    fn with_capacity(len: usize) -> Self {
        Self { elements: Vec::with_capacity(len.min(1_024)), variant: None, of_set: false }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.elements.push(attribute_of(value)?);
        Ok(())
    }

    fn finish(mut self) -> AttributeValue {
        if self.of_set {
            sort(&mut self.elements);
        }
        in_variant(self.variant, AttributeValue::L(self.elements))
    }
}

macro_rules! lists {
    ($($name:ident $push:ident)*) => {$(
        impl ser::$name for List {
            type Ok = AttributeValue;
            type Error = Error;

            fn $push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.push(value)
            }

            fn end(self) -> Result<AttributeValue> {
                Ok(self.finish())
            }
        }
    )*};
}
lists! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

/// The members of a map or struct.
#[derive(Debug)]
pub struct Map {
    members: HashMap<String, AttributeValue>,
    /// The key whose value comes next.
    key: Option<String>,
    variant: Option<&'static str>,
}

impl Map {
    fn with_capacity(len: usize) -> Self {
        Self { members: HashMap::with_capacity(len.min(1_024)), key: None, variant: None }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        self.members.insert(name.to_owned(), attribute_of(value)?);
        Ok(())
    }

    fn finish(self) -> AttributeValue {
        in_variant(self.variant, AttributeValue::M(self.members))
    }
}

impl ser::SerializeMap for Map {
    type Ok = AttributeValue;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = Some(name_of(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key =
            self.key.take().ok_or_else(|| <Error as ser::Error>::custom("a value of a map has no key"))?;
        self.insert(&key, value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

macro_rules! structs {
    ($($name:ident)*) => {$(
        impl ser::$name for Map {
            type Ok = AttributeValue;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.insert(name, value)
            }

            fn end(self) -> Result<AttributeValue> {
                Ok(self.finish())
            }
        }
    )*};
}
structs! { SerializeStruct SerializeStructVariant }

#[cfg(test)]
mod tests;
