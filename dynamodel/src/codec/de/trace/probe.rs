//! A deserializer of one attribute that no type knows.

use std::cell::Cell;

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer as _, MapAccess, Visitor};

use crate::codec::error::{CodecError, Result};

/// A name that no attribute has.
const UNKNOWN: &str = "\0";

/// Offers a struct an unknown attribute.
#[derive(Debug, Default)]
pub(super) struct Probe {
    /// The names that the struct asks for.
    fields: Cell<&'static [&'static str]>,
    is_ignored: Cell<bool>,
}

impl Probe {
    /// The names that the struct asks for, if it ignores all others.
    pub(super) fn only_fields(&self) -> Option<&'static [&'static str]> {
        self.is_ignored.get().then(|| self.fields.get())
    }
}

fn end<T>() -> Result<T> {
    Err(CodecError::new("there is no more of this value"))
}

impl<'de> Deserializer<'de> for &Probe {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value> {
        end()
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.fields.set(fields);
        visitor.visit_map(Unknown { name: Some(UNKNOWN), is_ignored: &self.is_ignored })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The unknown attribute.
struct Unknown<'p> {
    name: Option<&'static str>,
    is_ignored: &'p Cell<bool>,
}

impl<'de> MapAccess<'de> for Unknown<'_> {
    type Error = CodecError;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some(name) = self.name.take() else { return Ok(None) };
        let name: StrDeserializer<'_, CodecError> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: serde::de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(Value { is_ignored: self.is_ignored })
    }
}

/// The value of the unknown attribute, which may only be ignored.
struct Value<'p> {
    is_ignored: &'p Cell<bool>,
}

impl<'de> Deserializer<'de> for Value<'_> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value> {
        end()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.is_ignored.set(true);
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}
