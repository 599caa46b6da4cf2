//! The contents of lists, sets, maps and variants.

use std::slice;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer as _, EnumAccess, IntoDeserializer as _};
use serde::de::{MapAccess, SeqAccess, VariantAccess, Visitor};

use super::key::KeyDeserializer;
use super::root::Root;
use super::source::{Map as _, Source, Text};
use super::{Context, Input, Reader};
use crate::codec::error::{CodecError, Result};

/// The elements of a list or set.
pub(super) struct Elements<'de, S: Source<'de>> {
    context: Context<'de>,
    left: S::Elements,
    position: usize,
}

impl<'de, S: Source<'de>> Elements<'de, S> {
    pub(super) fn new(context: Context<'de>, left: S::Elements) -> Self {
        Self { context, left, position: 0 }
    }
}

impl<'de, S: Source<'de>> SeqAccess<'de> for Elements<'de, S> {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(element) = self.left.next() else { return Ok(None) };
        let position = self.position;
        self.position += 1;
        let read = seed.deserialize(Reader::new(Input::Stored(element), self.context));
        read.map(Some).map_err(|error| error.in_element(position))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.size_hint().0)
    }
}

/// The attributes of a map, then those that are stored elsewhere, then those that it lacks.
pub(super) struct Entries<'de, S: Source<'de>, A> {
    context: Context<'de>,
    left: <S::Map as super::source::Map<'de, S>>::Entries,
    root: Option<&'de Root<'de>>,
    fields: slice::Iter<'de, (&'static str, AttributeValue)>,
    absent: A,
    current: Option<Current<S::Text, S>>,
}

/// The attribute whose name was read last, with its value until that is read.
type Current<T, S> = (Name<T>, Option<Input<S>>);

/// The name of an attribute.
enum Name<T> {
    Stored(T),
    Own(&'static str),
}

impl<'de, T: Text<'de>> Name<T> {
    fn as_str(&self) -> &str {
        match self {
            Self::Stored(name) => name.as_str(),
            Self::Own(name) => name,
        }
    }
}

impl<'de, S: Source<'de>, A: Iterator<Item = &'static str>> Entries<'de, S, A> {
    pub(super) fn new(context: Context<'de>, map: S::Map, root: Option<&'de Root<'de>>, absent: A) -> Self {
        let fields = root.map_or(&[][..], |root| root.fields).iter();
        Self { context, left: map.entries(), root, fields, absent, current: None }
    }

    #[inline]
    fn next(&mut self) -> Option<(Name<S::Text>, Input<S>)> {
        for (name, value) in self.left.by_ref() {
            if self.root.is_none_or(|root| root.shows(name.as_str())) {
                return Some((Name::Stored(name), Input::Stored(value)));
            }
        }
        self.next_elsewhere()
    }

    fn next_elsewhere(&mut self) -> Option<(Name<S::Text>, Input<S>)> {
        if let Some((name, value)) = self.fields.next() {
            return Some((Name::Own(name), Input::Stored(S::of_field(value))));
        }
        self.absent.next().map(|name| (Name::Own(name), Input::Absent(name)))
    }

    fn read<V: DeserializeSeed<'de>>(
        &self,
        name: &Name<S::Text>,
        value: Input<S>,
        seed: V,
    ) -> Result<V::Value> {
        let read = seed.deserialize(Reader::new(value, self.context));
        read.map_err(|error| error.in_name(name.as_str()))
    }
}

impl<'de, S: Source<'de>, A: Iterator<Item = &'static str>> MapAccess<'de> for Entries<'de, S, A> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.next() else { return Ok(None) };
        let (name, _) = self.current.insert((name, Some(value)));
        let read = match name {
            Name::Stored(name) => seed.deserialize(KeyDeserializer(name.lend())),
            Name::Own(name) => seed.deserialize(KeyDeserializer(*name)),
        };
        read.map(Some).map_err(|error| error.at_key(name.as_str()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        match self.current.take() {
            Some((name, Some(value))) => self.read(&name, value, seed),
            _ => Err(CodecError::new("a map must be read key by key")),
        }
    }

    /// Reads the value first, so that the key can be moved.
    fn next_entry_seed<K: DeserializeSeed<'de>, V: DeserializeSeed<'de>>(
        &mut self,
        key: K,
        value: V,
    ) -> Result<Option<(K::Value, V::Value)>> {
        let Some((name, input)) = self.next() else { return Ok(None) };
        let value = self.read(&name, input, value)?;
        let key = match name {
            Name::Stored(name) => key.deserialize(KeyDeserializer(name)),
            Name::Own(name) => key.deserialize(KeyDeserializer(name)),
        };
        key.map(|key| Some((key, value)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.size_hint().0)
    }
}

/// A variant with contents: a map with its name as the only key.
pub(super) struct VariantOf<'de, S: Source<'de>> {
    variant: S::Text,
    of: Reader<'de, S>,
}

impl<'de, S: Source<'de>> VariantOf<'de, S> {
    pub(super) fn new(context: Context<'de>, map: S::Map) -> Result<Self> {
        let mut entries = map.entries();
        match (entries.next(), entries.next()) {
            (Some((variant, value)), None) => {
                Ok(Self { variant, of: Reader::new(Input::Stored(value), context) })
            }
            _ => Err(CodecError::new("expected a variant of an enum, a map of its name alone")),
        }
    }
}

impl<'de, S: Source<'de>> EnumAccess<'de> for VariantOf<'de, S> {
    type Error = CodecError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        let name: StrDeserializer<'_, CodecError> = self.variant.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de, S: Source<'de>> VariantAccess<'de> for VariantOf<'de, S> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<V::Value> {
        seed.deserialize(self.of).map_err(|error| error.in_name(self.variant.as_str()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.of.deserialize_seq(visitor).map_err(|error| error.in_name(self.variant.as_str()))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.of.deserialize_map(visitor).map_err(|error| error.in_name(self.variant.as_str()))
    }
}
