//! A deserializer without contents, which notes where a type asks for sets.

use std::any::type_name;
use std::cell::Cell;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::plan::Plan;
use crate::codec::error::{CodecError, Result};
use crate::codec::symbol::{self, NUMBER};

/// The maximum depth. A type that goes deeper, such as a tree, is in doubt.
const MAX_LEVELS: usize = 16;

/// Reads one path of the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tracer<'p> {
    plan: &'p Plan,
    level: usize,
    /// `true` for the item itself.
    is_item: bool,
}

impl<'p> Tracer<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { plan, level: 0, is_item: true }
    }

    fn inner(self) -> Self {
        Self { level: self.level + 1, is_item: false, ..self }
    }

    fn is_too_deep(self) -> bool {
        self.level >= MAX_LEVELS
    }

    /// Ends a path that may ask for sets.
    fn end_in_doubt<T>(self) -> Result<T> {
        self.plan.doubt();
        end()
    }

    /// Reads one part. A type that does not read it is not understood.
    fn read_part<'de, K, T>(self, key: K, read: impl FnOnce(Part<'_, 'p, K>) -> Result<T>) -> Result<T>
    where
        K: de::Deserializer<'de, Error = CodecError>,
    {
        if self.is_too_deep() {
            return self.end_in_doubt();
        }
        let is_read = Cell::new(false);
        let result = read(Part { key: Some(key), value: Some(self.inner()), is_read: &is_read });
        if !is_read.get() {
            self.plan.doubt();
        }
        result
    }

    fn read_struct<'de, V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.plan.choose_field(fields, self.is_item) {
            Some(field) => self.read_part(name(field), |part| visitor.visit_map(part)),
            None => end(),
        }
    }

    /// Reads a tuple of at most one element: the first of several cannot be left out.
    fn read_tuple<'de, V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        match length {
            0 => end(),
            1 => de::Deserializer::deserialize_seq(self, visitor),
            _ => self.end_in_doubt(),
        }
    }
}

/// Ends the path.
fn end<T>() -> Result<T> {
    Err(CodecError::new("there is no more of this value"))
}

fn name(name: &'static str) -> StrDeserializer<'static, CodecError> {
    name.into_deserializer()
}

/// The only entry of a map, or the only element of a list.
struct Part<'r, 'p, K> {
    key: Option<K>,
    value: Option<Tracer<'p>>,
    is_read: &'r Cell<bool>,
}

impl<'p, K> Part<'_, 'p, K> {
    fn take(&mut self) -> Option<Tracer<'p>> {
        self.is_read.set(true);
        self.value.take()
    }
}

impl<'de, K: de::Deserializer<'de, Error = CodecError>> MapAccess<'de> for Part<'_, '_, K> {
    type Error = CodecError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.key.take().map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        match self.take() {
            Some(value) => seed.deserialize(value),
            None => Err(CodecError::new("a map must be read key by key")),
        }
    }
}

impl<'de, K> SeqAccess<'de> for Part<'_, '_, K> {
    type Error = CodecError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.take().map(|value| seed.deserialize(value)).transpose()
    }
}

/// Ends the path at values without sets.
macro_rules! end_at {
    ($($function:ident)*) => {$(
        fn $function<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value> {
            end()
        }
    )*};
}

macro_rules! zeros {
    ($($function:ident $visit:ident;)*) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(0)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Tracer<'_> {
    type Error = CodecError;

    end_at! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
        deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit deserialize_identifier deserialize_ignored_any
    }

    /// A buffering type may read sets later.
    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value> {
        self.end_in_doubt()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, _visitor: V) -> Result<V::Value> {
        end()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match name {
            NUMBER => end(),
            name if symbol::reads_absence(name) => self.end_in_doubt(),
            _ if self.is_too_deep() => self.end_in_doubt(),
            _ => visitor.visit_newtype_struct(Self { level: self.level + 1, ..self }),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read_part(name(""), |part| visitor.visit_seq(part))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read_tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.read_tuple(length, visitor)
    }

    /// A map of the standard library has no fields that may be missing. Others may be structs with flattened fields.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let read = type_name::<V::Value>();
        if read.starts_with("std::collections::hash::map::HashMap<")
            || read.starts_with("alloc::collections::btree::map::BTreeMap<")
        {
            self.read_part(AnyKey, |part| visitor.visit_map(part))
        } else {
            self.end_in_doubt()
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.read_struct(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.plan.choose(variants.len()).and_then(|chosen| variants.get(chosen)) {
            Some(_) if self.is_too_deep() => self.end_in_doubt(),
            Some(variant) => visitor.visit_enum(Variant { name: variant, of: self.inner() }),
            None => end(),
        }
    }
}

/// A key that any type of key reads.
#[derive(Clone, Copy, Debug)]
struct AnyKey;

impl<'de> de::Deserializer<'de> for AnyKey {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_str("0")
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(false)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(name(variants.first().copied().unwrap_or_default()))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    zeros! {
        deserialize_i8 visit_i8; deserialize_i16 visit_i16; deserialize_i32 visit_i32; deserialize_i64 visit_i64;
        deserialize_i128 visit_i128; deserialize_u8 visit_u8; deserialize_u16 visit_u16;
        deserialize_u32 visit_u32; deserialize_u64 visit_u64; deserialize_u128 visit_u128;
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// A variant of an enum.
struct Variant<'p> {
    name: &'static str,
    of: Tracer<'p>,
}

impl<'de> de::EnumAccess<'de> for Variant<'_> {
    type Error = CodecError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self)> {
        Ok((seed.deserialize(name(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<()> {
        end()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        seed.deserialize(self.of)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.of.read_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.of.read_struct(fields, visitor)
    }
}
