//! Reading from attributes that are taken apart in their place: strings and bytes are moved into the value.

use std::collections::hash_map;
use std::{mem, slice};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::Visitor;

use super::{Bytes, Form, Map, Source, Text};
use crate::codec::error::Result;
use crate::schema::item::Item;

/// An attribute whose contents are taken, or an element of a set.
#[derive(Debug)]
pub enum Moved<'m> {
    Value(&'m mut AttributeValue),
    Text(&'m mut String),
    Number(&'m mut String),
    Bytes(&'m mut Blob),
    Map(&'m mut Item),
}

impl<'de, 'm> Source<'de> for Moved<'m> {
    type Name = Lent<'m>;
    type Text = String;
    type Bytes = Blob;
    type Elements = Elements<'m>;
    type Map = &'m mut Item;

    #[inline]
    fn form(self) -> Form<'de, Self> {
        match self {
            Self::Value(value) => form(value),
            Self::Text(text) => Form::Text(mem::take(text)),
            Self::Number(number) => Form::Number(mem::take(number)),
            Self::Bytes(bytes) => Form::Bytes(take(bytes)),
            Self::Map(map) => Form::Map(map),
        }
    }

    fn into_value(self) -> AttributeValue {
        match self {
            Self::Value(value) => mem::replace(value, AttributeValue::Null(true)),
            Self::Text(text) => AttributeValue::S(mem::take(text)),
            Self::Number(number) => AttributeValue::N(mem::take(number)),
            Self::Bytes(bytes) => AttributeValue::B(mem::replace(bytes, Blob::new([]))),
            Self::Map(map) => AttributeValue::M(mem::take(map)),
        }
    }

    #[inline]
    fn is_null(&self) -> bool {
        matches!(self, Self::Value(AttributeValue::Null(_)))
    }

    #[inline]
    fn number(&self) -> Option<&str> {
        match self {
            Self::Value(AttributeValue::N(number)) => Some(number),
            Self::Number(number) => Some(number),
            _ => None,
        }
    }
}

#[inline]
fn form<'de>(value: &mut AttributeValue) -> Form<'de, Moved<'_>> {
    match value {
        AttributeValue::S(text) => Form::Text(mem::take(text)),
        AttributeValue::N(number) => Form::Number(mem::take(number)),
        AttributeValue::B(bytes) => Form::Bytes(take(bytes)),
        AttributeValue::Bool(value) => Form::Bool(*value),
        AttributeValue::Null(_) => Form::Null,
        AttributeValue::L(list) => Form::List(Elements::List(list.iter_mut())),
        AttributeValue::Ss(texts) => Form::Set(Elements::Texts(texts.iter_mut())),
        AttributeValue::Ns(numbers) => Form::Set(Elements::Numbers(numbers.iter_mut())),
        AttributeValue::Bs(all) => Form::Set(Elements::Blobs(all.iter_mut())),
        AttributeValue::M(map) => Form::Map(map),
        _ => Form::Unknown,
    }
}

fn take(bytes: &mut Blob) -> Blob {
    mem::replace(bytes, Blob::new(Vec::new()))
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

impl<'m> Map<'_, Moved<'m>> for &'m mut Item {
    type Entries = Entries<'m>;

    fn holds(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    #[inline]
    fn entries(self) -> Self::Entries {
        Entries(self.iter_mut())
    }
}

/// The attributes of a map. Those that are not read stay in it.
#[derive(Debug)]
pub struct Entries<'m>(hash_map::IterMut<'m, String, AttributeValue>);

impl<'m> Iterator for Entries<'m> {
    type Item = (Lent<'m>, Moved<'m>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (Lent(name), Moved::Value(value)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The elements of a list or set.
#[derive(Debug)]
pub enum Elements<'m> {
    List(slice::IterMut<'m, AttributeValue>),
    Texts(slice::IterMut<'m, String>),
    Numbers(slice::IterMut<'m, String>),
    Blobs(slice::IterMut<'m, Blob>),
}

impl<'m> Iterator for Elements<'m> {
    type Item = Moved<'m>;

    #[inline]
    fn next(&mut self) -> Option<Moved<'m>> {
        match self {
            Self::List(list) => list.next().map(Moved::Value),
            Self::Texts(texts) => texts.next().map(Moved::Text),
            Self::Numbers(numbers) => numbers.next().map(Moved::Number),
            Self::Blobs(all) => all.next().map(Moved::Bytes),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::List(list) => list.size_hint(),
            Self::Texts(texts) | Self::Numbers(texts) => texts.size_hint(),
            Self::Blobs(all) => all.size_hint(),
        }
    }
}
