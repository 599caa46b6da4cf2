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
        serialize_i8(value: i8) -> String = Ok(value.to_string());
        serialize_i16(value: i16) -> String = Ok(value.to_string());
        serialize_i32(value: i32) -> String = Ok(value.to_string());
        serialize_i64(value: i64) -> String = Ok(value.to_string());
        serialize_i128(value: i128) -> String = Ok(value.to_string());
        serialize_u8(value: u8) -> String = Ok(value.to_string());
        serialize_u16(value: u16) -> String = Ok(value.to_string());
        serialize_u32(value: u32) -> String = Ok(value.to_string());
        serialize_u64(value: u64) -> String = Ok(value.to_string());
        serialize_u128(value: u128) -> String = Ok(value.to_string());
        serialize_bool(value: bool) -> String = Ok(value.to_string());
        serialize_char(value: char) -> String = Ok(value.to_string());
        serialize_str(value: &str) -> String = Ok(value.to_owned());
        serialize_f32(_value: f32) -> String = refused();
        serialize_f64(_value: f64) -> String = refused();
        serialize_bytes(_value: &[u8]) -> String = refused();
        serialize_none() -> String = refused();
        serialize_unit() -> String = refused();
        serialize_unit_struct(_name: &'static str) -> String = refused();
        serialize_seq(_length: Option<usize>) -> No = refused();
        serialize_tuple(_length: usize) -> No = refused();
        serialize_tuple_struct(_name: &'static str, _length: usize) -> No = refused();
        serialize_tuple_variant(_name: &'static str, _index: u32, _variant: &'static str, _length: usize) -> No = refused();
        serialize_map(_length: Option<usize>) -> No = refused();
        serialize_struct(_name: &'static str, _length: usize) -> No = refused();
        serialize_struct_variant(_name: &'static str, _index: u32, _variant: &'static str, _length: usize) -> No = refused();
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
