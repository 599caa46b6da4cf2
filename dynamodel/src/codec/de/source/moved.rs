//! Reading from attributes that are taken apart: strings, bytes and names are moved into the value.

use std::collections::hash_map;
use std::vec;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::Visitor;

use super::{Bytes, Form, Map, Source, Text};
use crate::codec::error::Result;
use crate::schema::item::Item;

/// An attribute that is taken apart.
#[derive(Debug)]
pub struct Moved(pub(in crate::codec) AttributeValue);

impl<'de> Source<'de> for Moved {
    type Text = String;
    type Bytes = Blob;
    type Elements = Elements;
    type Map = Item;

    #[inline]
    fn form(self) -> Form<'de, Self> {
        match self.0 {
            AttributeValue::S(text) => Form::Text(text),
            AttributeValue::N(number) => Form::Number(number),
            AttributeValue::B(bytes) => Form::Bytes(bytes),
            AttributeValue::Bool(value) => Form::Bool(value),
            AttributeValue::Null(_) => Form::Null,
            AttributeValue::L(list) => Form::List(Elements::List(list.into_iter())),
            AttributeValue::Ss(texts) => Form::Set(Elements::Texts(texts.into_iter())),
            AttributeValue::Ns(numbers) => Form::Set(Elements::Numbers(numbers.into_iter())),
            AttributeValue::Bs(all) => Form::Set(Elements::Blobs(all.into_iter())),
            AttributeValue::M(map) => Form::Map(map),
            _ => Form::Unknown,
        }
    }

    #[inline]
    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    #[inline]
    fn is_number(&self) -> bool {
        self.0.is_n()
    }

    fn of_field(value: &'de AttributeValue) -> Self {
        Self(value.clone())
    }
}

impl<'de> Text<'de> for String {
    type Lent<'t> = Lent<'t>;

    fn as_str(&self) -> &str {
        self
    }

    #[inline]
    fn lend(&self) -> Lent<'_> {
        Lent(self)
    }

    #[inline]
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_string(self)
    }
}

/// A string that its owner keeps.
#[derive(Clone, Copy, Debug)]
pub struct Lent<'t>(&'t str);

impl<'de> Text<'de> for Lent<'_> {
    type Lent<'l>
        = Lent<'l>
    where
        Self: 'l;

    fn as_str(&self) -> &str {
        self.0
    }

    fn lend(&self) -> Lent<'_> {
        *self
    }

    #[inline]
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_str(self.0)
    }
}

impl<'de> Bytes<'de> for Blob {
    #[inline]
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_byte_buf(self.into_inner())
    }
}

impl Map<'_, Moved> for Item {
    type Entries = Entries;

    fn holds(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    #[inline]
    fn entries(self) -> Self::Entries {
        Entries(self.into_iter())
    }
}

/// The attributes of a map.
#[derive(Debug)]
pub struct Entries(hash_map::IntoIter<String, AttributeValue>);

impl Iterator for Entries {
    type Item = (String, Moved);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name, Moved(value)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The elements of a list or set.
#[derive(Debug)]
pub enum Elements {
    List(vec::IntoIter<AttributeValue>),
    Texts(vec::IntoIter<String>),
    Numbers(vec::IntoIter<String>),
    Blobs(vec::IntoIter<Blob>),
}

impl Iterator for Elements {
    type Item = Moved;

    #[inline]
    fn next(&mut self) -> Option<Moved> {
        let element = match self {
            Self::List(list) => list.next(),
            Self::Texts(texts) => texts.next().map(AttributeValue::S),
            Self::Numbers(numbers) => numbers.next().map(AttributeValue::N),
            Self::Blobs(all) => all.next().map(AttributeValue::B),
        };
        element.map(Moved)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::List(list) => list.size_hint(),
            Self::Texts(texts) | Self::Numbers(texts) => texts.size_hint(),
            Self::Blobs(all) => all.size_hint(),
        }
    }
}
