//! The contents of lists, sets, maps and variants.

use std::collections::hash_map;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer as _, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess,
};
use serde::de::{VariantAccess, Visitor};

use super::key::KeyDeserializer;
use super::{Deserializer, Input};
use crate::codec::error::{CodecError, Result};
use crate::schema::item::Item;

/// The elements of a list or set.
pub(super) struct Elements<'i, V> {
    of: Deserializer<'i>,
    left: std::slice::Iter<'i, V>,
    input: fn(&'i V) -> Input<'i>,
}

impl<'i, V> Elements<'i, V> {
    pub(super) fn new(of: Deserializer<'i>, all: &'i [V], input: fn(&'i V) -> Input<'i>) -> Self {
        Self { of, left: all.iter(), input }
    }
}

impl<'i, V> SeqAccess<'i> for Elements<'i, V> {
    type Error = CodecError;

    fn next_element_seed<S: DeserializeSeed<'i>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let element = self.left.next().map(|element| self.of.with((self.input)(element)));
        element.map(|element| seed.deserialize(element)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// The attributes of a map, then those that it lacks.
pub(super) struct Entries<'i, A> {
    of: Deserializer<'i>,
    left: hash_map::Iter<'i, String, AttributeValue>,
    absent: A,
    value: Option<Input<'i>>,
}

impl<'i, A> Entries<'i, A> {
    pub(super) fn new(of: Deserializer<'i>, map: &'i Item, absent: A) -> Self {
        Self { of, left: map.iter(), absent, value: None }
    }
}

impl<'i, A: Iterator<Item = &'static str>> MapAccess<'i> for Entries<'i, A> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'i>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let stored = self.left.next().map(|(name, value)| (name.as_str(), Input::from(value)));
        let absent = || self.absent.next().map(|name| (name, Input::Absent(name)));
        let Some((name, value)) = stored.or_else(absent) else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(KeyDeserializer(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'i>>(&mut self, seed: V) -> Result<V::Value> {
        let value = self.value.take().ok_or_else(|| CodecError::new("a map must be read key by key"))?;
        seed.deserialize(self.of.with(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// A variant with contents: a map with its name as the only key.
pub(super) struct VariantOf<'i> {
    variant: &'i str,
    of: Deserializer<'i>,
}

impl<'i> VariantOf<'i> {
    pub(super) fn new(of: Deserializer<'i>, map: &'i Item) -> Result<Self> {
        let mut entries = map.iter();
        match (entries.next(), entries.next()) {
            (Some((variant, value)), None) => Ok(Self { variant, of: of.with(Input::from(value)) }),
            _ => Err(CodecError::new("expected a variant of an enum, a map of its name alone")),
        }
    }
}

impl<'i> EnumAccess<'i> for VariantOf<'i> {
    type Error = CodecError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'i>>(self, seed: S) -> Result<(S::Value, Self)> {
        let name: StrDeserializer<'_, CodecError> = self.variant.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'i> VariantAccess<'i> for VariantOf<'i> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'i>>(self, seed: S) -> Result<S::Value> {
        seed.deserialize(self.of)
    }

    fn tuple_variant<V: Visitor<'i>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.of.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'i>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.of.deserialize_map(visitor)
    }
}
