//! The keys of maps, which are strings.

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible};

use crate::codec::error::{CodecError, Result};

type No = Impossible<String, CodecError>;

/// Writes the key of a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeySerializer;

fn refused<T>() -> Result<T> {
    Err(CodecError::new(
        "the key of a map must be a string, an integer, a `bool` or a variant without fields",
    ))
}

impl ser::Serializer for KeySerializer {
    type Ok = String;
    type Error = CodecError;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    super::methods! {
        serialize_i8(self, value: i8) -> String = Ok(value.to_string());
        serialize_i16(self, value: i16) -> String = Ok(value.to_string());
        serialize_i32(self, value: i32) -> String = Ok(value.to_string());
        serialize_i64(self, value: i64) -> String = Ok(value.to_string());
        serialize_i128(self, value: i128) -> String = Ok(value.to_string());
        serialize_u8(self, value: u8) -> String = Ok(value.to_string());
        serialize_u16(self, value: u16) -> String = Ok(value.to_string());
        serialize_u32(self, value: u32) -> String = Ok(value.to_string());
        serialize_u64(self, value: u64) -> String = Ok(value.to_string());
        serialize_u128(self, value: u128) -> String = Ok(value.to_string());
        serialize_bool(self, value: bool) -> String = Ok(value.to_string());
        serialize_char(self, value: char) -> String = Ok(value.to_string());
        serialize_str(self, value: &str) -> String = Ok(value.to_owned());
        serialize_f32(self, _value: f32) -> String = refused();
        serialize_f64(self, _value: f64) -> String = refused();
        serialize_bytes(self, _value: &[u8]) -> String = refused();
        serialize_none(self) -> String = refused();
        serialize_unit(self) -> String = refused();
        serialize_unit_struct(self, _name: &'static str) -> String = refused();
        serialize_seq(self, _length: Option<usize>) -> No = refused();
        serialize_tuple(self, _length: usize) -> No = refused();
        serialize_tuple_struct(self, _name: &'static str, _length: usize) -> No = refused();
        serialize_tuple_variant(self, _name: &'static str, _index: u32, _variant: &'static str, _length: usize) -> No = refused();
        serialize_map(self, _length: Option<usize>) -> No = refused();
        serialize_struct(self, _name: &'static str, _length: usize) -> No = refused();
        serialize_struct_variant(self, _name: &'static str, _index: u32, _variant: &'static str, _length: usize) -> No = refused();
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<String> {
        Ok(value.to_string())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _value: &T) -> Result<String> {
        refused()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<String> {
        Ok(variant.to_owned())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<String> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<String> {
        refused()
    }
}
