//! Writing values as attributes.

mod compound;
mod findings;
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
use super::symbol::{self, CUT, NUMBER};
use crate::codec::digits::is_number;
pub(crate) use compound::of_element;
use compound::{List, Map, Variant};
pub(crate) use findings::{Findings, MAX_NAME_BYTES, Notes};

/// Writes a value as an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Serializer<'n> {
    /// The name of the type, by which a sequence is recognized as a hash set.
    of: fn() -> &'static str,
    notes: &'n Notes,
}

impl<'n> Serializer<'n> {
    /// The serializer of a value of this type.
    #[inline]
    pub(super) fn of<T: ?Sized>(notes: &'n Notes) -> Self {
        Self { of: type_name::<T>, notes }
    }

    /// The serializer of a function of its own, which may write any type.
    pub(crate) fn of_any(notes: &'n Notes) -> Self {
        Self { of: || "", notes }
    }

    /// Writes a part of the value.
    #[inline]
    fn part<T: Serialize + ?Sized>(self, value: &T) -> Result<AttributeValue> {
        value.serialize(Serializer::of::<T>(self.notes))
    }

    #[inline]
    fn text(self, text: String) -> AttributeValue {
        self.notes.value(text.len());
        AttributeValue::S(text)
    }

    /// Numbers are stored as their text.
    #[inline]
    fn number(self, value: impl fmt::Display) -> AttributeValue {
        let text = value.to_string();
        self.notes.value(text.len());
        AttributeValue::N(text)
    }

    /// A number that may have too many digits, or be none.
    fn wide(self, value: impl fmt::Display) -> AttributeValue {
        self.notes.doubt();
        self.number(value)
    }
}

/// Writes short methods of a serializer.
macro_rules! methods {
    ($($function:ident($self:ident $(, $argument:ident: $type:ty)*) -> $output:ty = $result:expr;)*) => {$(
        #[inline]
        fn $function($self, $($argument: $type),*) -> Result<$output> {
            $result
        }
    )*};
}
use methods;

impl<'n> ser::Serializer for Serializer<'n> {
    type Ok = AttributeValue;
    type Error = CodecError;
    type SerializeSeq = List<'n>;
    type SerializeTuple = List<'n>;
    type SerializeTupleStruct = List<'n>;
    type SerializeTupleVariant = Variant<List<'n>>;
    type SerializeMap = Map<'n>;
    type SerializeStruct = Map<'n>;
    type SerializeStructVariant = Variant<Map<'n>>;

    methods! {
        serialize_i8(self, value: i8) -> AttributeValue = Ok(self.number(value));
        serialize_i16(self, value: i16) -> AttributeValue = Ok(self.number(value));
        serialize_i32(self, value: i32) -> AttributeValue = Ok(self.number(value));
        serialize_i64(self, value: i64) -> AttributeValue = Ok(self.number(value));
        serialize_i128(self, value: i128) -> AttributeValue = Ok(self.wide(value));
        serialize_u8(self, value: u8) -> AttributeValue = Ok(self.number(value));
        serialize_u16(self, value: u16) -> AttributeValue = Ok(self.number(value));
        serialize_u32(self, value: u32) -> AttributeValue = Ok(self.number(value));
        serialize_u64(self, value: u64) -> AttributeValue = Ok(self.number(value));
        serialize_u128(self, value: u128) -> AttributeValue = Ok(self.wide(value));
        serialize_f32(self, value: f32) -> AttributeValue = Ok(self.wide(value));
        serialize_f64(self, value: f64) -> AttributeValue = Ok(self.wide(value));
    }

    fn serialize_bool(self, value: bool) -> Result<AttributeValue> {
        self.notes.value(1);
        Ok(AttributeValue::Bool(value))
    }

    fn serialize_char(self, value: char) -> Result<AttributeValue> {
        Ok(self.text(value.to_string()))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<AttributeValue> {
        Ok(self.text(value.to_owned()))
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<AttributeValue> {
        Ok(self.text(value.to_string()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<AttributeValue> {
        self.notes.value(value.len());
        Ok(AttributeValue::B(Blob::new(value)))
    }

    fn serialize_none(self) -> Result<AttributeValue> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<AttributeValue> {
        self.part(value)
    }

    fn serialize_unit(self) -> Result<AttributeValue> {
        self.notes.null();
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
        let value = self.part(value)?;
        match name {
            NUMBER => {
                self.notes.doubt();
                number(value)
            }
            CUT => {
                self.notes.cut();
                Ok(value)
            }
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
        self.notes.enter();
        let value = of_element(self.part(value)?);
        self.notes.leave();
        Ok(self.notes.variant(variant, value))
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<List<'n>> {
        let mut list = List::with_capacity(length.unwrap_or_default(), self.notes);
        list.of_set = is_hash_set((self.of)());
        Ok(list)
    }

    fn serialize_tuple(self, length: usize) -> Result<List<'n>> {
        Ok(List::with_capacity(length, self.notes))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<List<'n>> {
        Ok(List::with_capacity(length, self.notes))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Variant<List<'n>>> {
        Ok(Variant { variant, of: List::with_capacity(length, self.notes) })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Map<'n>> {
        Ok(Map::with_capacity(length.unwrap_or_default(), self.notes))
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Map<'n>> {
        Ok(Map::with_capacity(length, self.notes))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Variant<Map<'n>>> {
        Ok(Variant { variant, of: Map::with_capacity(length, self.notes) })
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
