//! The keys of maps, which are strings.

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

macro_rules! texts {
    ($($function:ident $type:ty;)*) => {$(
        fn $function(self, value: $type) -> Result<String> {
            Ok(value.to_string())
        }
    )*};
}

macro_rules! refused {
    ($($function:ident($($type:ty),*) $output:ty;)*) => {$(
        fn $function(self, $(_: $type),*) -> Result<$output> {
            refused()
        }
    )*};
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

    texts! {
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; serialize_u128 u128;
        serialize_bool bool; serialize_char char; serialize_str &str;
    }

    refused! {
        serialize_f32(f32) String;
        serialize_f64(f64) String;
        serialize_bytes(&[u8]) String;
        serialize_none() String;
        serialize_unit() String;
        serialize_unit_struct(&'static str) String;
        serialize_seq(Option<usize>) No;
        serialize_tuple(usize) No;
        serialize_tuple_struct(&'static str, usize) No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) No;
        serialize_map(Option<usize>) No;
        serialize_struct(&'static str, usize) No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) No;
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
