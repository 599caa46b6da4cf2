//! Writing values as attributes.

mod compound;
mod key;
mod set;

use std::any::type_name;
use std::fmt;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::ser;

use super::error::{CodecError, Result};
use super::hash_set::is_hash_set;
use super::symbol::{self, NUMBER};
use super::write_value;
use crate::codec::digits::is_number;
use crate::schema::item::Item;
pub(crate) use compound::of_element;
use compound::{List, Map, Variant};

/// Writes a value as an attribute.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serializer {
    /// The name of the type, by which a sequence is recognized as a hash set.
    of: &'static str,
    /// The number of attributes that are added to the map.
    room: usize,
}

impl Serializer {
    /// The serializer of a value of this type.
    #[inline]
    pub(super) fn of<T: ?Sized>() -> Self {
        Self { of: type_name::<T>(), room: 0 }
    }

    /// Leaves room for attributes that are added to the map.
    pub(super) fn with_room(self, room: usize) -> Self {
        Self { room, ..self }
    }
}

/// Writes short methods of a serializer.
macro_rules! methods {
    ($($function:ident($($argument:ident: $type:ty),*) -> $output:ty = $result:expr;)*) => {$(
        fn $function(self, $($argument: $type),*) -> Result<$output> {
            $result
        }
    )*};
}
use methods;

/// Numbers are stored as their text.
fn number_of(value: impl fmt::Display) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

impl ser::Serializer for Serializer {
    type Ok = AttributeValue;
    type Error = CodecError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Variant<List>;
    type SerializeMap = Map;
    type SerializeStruct = Map;
    type SerializeStructVariant = Variant<Map>;

    methods! {
        serialize_i8(value: i8) -> AttributeValue = Ok(number_of(value));
        serialize_i16(value: i16) -> AttributeValue = Ok(number_of(value));
        serialize_i32(value: i32) -> AttributeValue = Ok(number_of(value));
        serialize_i64(value: i64) -> AttributeValue = Ok(number_of(value));
        serialize_i128(value: i128) -> AttributeValue = Ok(number_of(value));
        serialize_u8(value: u8) -> AttributeValue = Ok(number_of(value));
        serialize_u16(value: u16) -> AttributeValue = Ok(number_of(value));
        serialize_u32(value: u32) -> AttributeValue = Ok(number_of(value));
        serialize_u64(value: u64) -> AttributeValue = Ok(number_of(value));
        serialize_u128(value: u128) -> AttributeValue = Ok(number_of(value));
        serialize_f32(value: f32) -> AttributeValue = Ok(number_of(value));
        serialize_f64(value: f64) -> AttributeValue = Ok(number_of(value));
    }

    fn serialize_bool(self, value: bool) -> Result<AttributeValue> {
        Ok(AttributeValue::Bool(value))
    }

    fn serialize_char(self, value: char) -> Result<AttributeValue> {
        Ok(AttributeValue::S(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<AttributeValue> {
        Ok(AttributeValue::S(value.to_owned()))
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<AttributeValue> {
        Ok(AttributeValue::S(value.to_string()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<AttributeValue> {
        Ok(AttributeValue::B(Blob::new(value)))
    }

    fn serialize_none(self) -> Result<AttributeValue> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<AttributeValue> {
        write_value(value)
    }

    fn serialize_unit(self) -> Result<AttributeValue> {
        Ok(AttributeValue::Null(true))
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<AttributeValue> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<AttributeValue> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<AttributeValue> {
        let value = write_value(value)?;
        match name {
            NUMBER => number(value),
            name if symbol::is_set(name) => set::of_list(name, value),
            _ => Ok(value),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<AttributeValue> {
        let value = of_element(write_value(value)?);
        Ok(AttributeValue::M(Item::from([(variant.to_owned(), value)])))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List> {
        let mut list = List::with_capacity(length.unwrap_or_default());
        list.of_set = is_hash_set(self.of);
        Ok(list)
    }

    fn serialize_tuple(self, length: usize) -> Result<List> {
        Ok(List::with_capacity(length))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<List> {
        Ok(List::with_capacity(length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Variant<List>> {
        Ok(Variant { variant, of: List::with_capacity(length) })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Map> {
        Ok(Map::with_capacity(length.unwrap_or_default(), self.room))
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Map> {
        Ok(Map::with_capacity(length, self.room))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Variant<Map>> {
        Ok(Variant { variant, of: Map::with_capacity(length, 0) })
    }
}

/// A text that is a number. NULL is `None`, and stays.
fn number(value: AttributeValue) -> Result<AttributeValue> {
    match value {
        AttributeValue::S(text) if is_number(&text) => Ok(AttributeValue::N(text)),
        AttributeValue::Null(_) | AttributeValue::N(_) => Ok(value),
        _ => Err(CodecError::new("expected a number in decimal digits")),
    }
}
