//! The contents of lists, sets, maps and variants.

use std::slice;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer as _, EnumAccess, IntoDeserializer as _};
use serde::de::{MapAccess, SeqAccess, VariantAccess, Visitor};

use super::key::KeyDeserializer;
use super::root::Root;
use super::source::{Borrowed, Map as _, Source, Text as _};
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
    current: Option<Current<'de, S>>,
}

/// The attribute whose name was read last.
enum Current<'de, S: Source<'de>> {
    Stored(S::Name, S),
    Elsewhere(&'static str, &'de AttributeValue),
    Absent(&'static str),
}

impl<'de, S: Source<'de>> Current<'de, S> {
    #[inline]
    fn read_name<K: DeserializeSeed<'de>>(&self, seed: K) -> Result<K::Value> {
        match self {
            Self::Stored(name, _) => seed.deserialize(KeyDeserializer(name.lend())),
            Self::Elsewhere(name, _) | Self::Absent(name) => seed.deserialize(KeyDeserializer(*name)),
        }
        .map_err(|error| error.at_key(self.name()))
    }

    fn name(&self) -> &str {
        match self {
            Self::Stored(name, _) => name.as_str(),
            Self::Elsewhere(name, _) | Self::Absent(name) => name,
        }
    }

    #[inline]
    fn read_value<V: DeserializeSeed<'de>>(self, context: Context<'de>, seed: V) -> Result<V::Value> {
        match self {
            Self::Stored(name, value) => {
                let read = seed.deserialize(Reader::new(Input::Stored(value), context));
                read.map_err(|error| error.in_name(name.as_str()))
            }
            Self::Elsewhere(name, value) => {
                let read = seed.deserialize(Reader::new(Input::Stored(Borrowed::Value(value)), context));
                read.map_err(|error| error.in_name(name))
            }
            Self::Absent(name) => {
                let read = seed.deserialize(Reader::<S>::new(Input::Absent(name), context));
                read.map_err(|error| error.in_name(name))
            }
        }
    }
}

impl<'de, S: Source<'de>, A: Iterator<Item = &'static str>> Entries<'de, S, A> {
    #[inline]
    pub(super) fn new(context: Context<'de>, map: S::Map, absent: A) -> Self {
        let fields = context.root.map_or(&[][..], |root| root.fields).iter();
        let root = context.root.filter(|root| !root.shows_all());
        let context = context.inside();
        Self { context, left: map.entries(), root, fields, absent, current: None }
    }

    #[inline]
    fn next(&mut self) -> Option<Current<'de, S>> {
        for (name, value) in self.left.by_ref() {
            if self.root.is_none_or(|root| root.shows(name.as_str())) {
                return Some(Current::Stored(name, value));
            }
        }
        self.next_elsewhere()
    }

    #[cold]
    fn next_elsewhere(&mut self) -> Option<Current<'de, S>> {
        if let Some((name, value)) = self.fields.next() {
            return Some(Current::Elsewhere(name, value));
        }
        self.absent.next().map(Current::Absent)
    }
}

impl<'de, S: Source<'de>, A: Iterator<Item = &'static str>> MapAccess<'de> for Entries<'de, S, A> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        match self.next() {
            Some(next) => self.current.insert(next).read_name(seed).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        match self.current.take() {
            Some(current) => current.read_value(self.context, seed),
            None => Err(CodecError::new("a map must be read key by key")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.size_hint().0)
    }
}

/// A variant with contents: a map with its name as the only key.
pub(super) struct VariantOf<'de, S: Source<'de>> {
    variant: S::Name,
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
