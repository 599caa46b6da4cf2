//! Reading from attributes that are kept.

use std::collections::hash_map;
use std::slice;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::Visitor;

use super::{Bytes, Form, Map, Source, Text};
use crate::codec::attribute::Attribute;
use crate::codec::error::Result;
use crate::codec::wire::{self, Shape, Value, Values};
use crate::schema::item::Item;

/// An attribute that is kept, or an element of a set.
#[derive(Clone, Copy, Debug)]
pub enum Borrowed<'i> {
    Value(&'i AttributeValue),
    Text(&'i str),
    Number(&'i str),
    Bytes(&'i [u8]),
    Map(&'i Item),
    /// A part of a response.
    Wire(Value<'i>),
}

impl<'i> From<Attribute<'i>> for Borrowed<'i> {
    fn from(attribute: Attribute<'i>) -> Self {
        match attribute {
            Attribute::Sdk(value) => Self::Value(value),
            Attribute::Wire(value) => Self::Wire(value),
        }
    }
}

impl<'i> Source<'i> for Borrowed<'i> {
    type Name = &'i str;
    type Text = &'i str;
    type Bytes = &'i [u8];
    type Elements = Elements<'i>;
    type Map = Members<'i>;

    #[inline]
    fn form(self) -> Form<'i, Self> {
        match self {
            Self::Value(value) => form(value),
            Self::Text(text) => Form::Text(text),
            Self::Number(number) => Form::Number(number),
            Self::Bytes(bytes) => Form::Bytes(bytes),
            Self::Map(map) => Form::Map(Members::Sdk(map)),
            Self::Wire(value) => wire_form(value),
        }
    }

    fn into_value(self) -> AttributeValue {
        match self {
            Self::Value(value) => value.clone(),
            Self::Text(text) => AttributeValue::S(text.to_owned()),
            Self::Number(number) => AttributeValue::N(number.to_owned()),
            Self::Bytes(bytes) => AttributeValue::B(Blob::new(bytes)),
            Self::Map(map) => AttributeValue::M(map.clone()),
            Self::Wire(value) => value.to_attribute(),
        }
    }

    #[inline]
    fn is_null(&self) -> bool {
        match self {
            Self::Value(value) => value.is_null(),
            Self::Wire(value) => value.is_null(),
            _ => false,
        }
    }

    #[inline]
    fn number(&self) -> Option<&str> {
        match self {
            Self::Number(number) => Some(number),
            Self::Value(AttributeValue::N(number)) => Some(number),
            Self::Wire(value) => value.number(),
            _ => None,
        }
    }
}

#[inline]
fn form(value: &AttributeValue) -> Form<'_, Borrowed<'_>> {
    match value {
        AttributeValue::S(text) => Form::Text(text.as_str()),
        AttributeValue::N(number) => Form::Number(number.as_str()),
        AttributeValue::B(bytes) => Form::Bytes(bytes.as_ref()),
        AttributeValue::Bool(value) => Form::Bool(*value),
        AttributeValue::Null(_) => Form::Null,
        AttributeValue::L(list) => Form::List(Elements::List(list.iter())),
        AttributeValue::Ss(texts) => Form::Set(Elements::Texts(texts.iter())),
        AttributeValue::Ns(numbers) => Form::Set(Elements::Numbers(numbers.iter())),
        AttributeValue::Bs(all) => Form::Set(Elements::Blobs(all.iter())),
        AttributeValue::M(map) => Form::Map(Members::Sdk(map)),
        _ => Form::Unknown,
    }
}

#[inline]
fn wire_form(value: Value<'_>) -> Form<'_, Borrowed<'_>> {
    match value.shape() {
        Shape::Text(text) => Form::Text(text),
        Shape::Number(number) => Form::Number(number),
        Shape::Bytes(bytes) => Form::Bytes(bytes),
        Shape::Bool(value) => Form::Bool(value),
        Shape::Null(_) => Form::Null,
        Shape::List(values) => Form::List(Elements::Wire(values)),
        Shape::Texts(values) | Shape::Numbers(values) | Shape::Blobs(values) => {
            Form::Set(Elements::Wire(values))
        }
        Shape::Map(entries) => Form::Map(Members::Wire(entries)),
    }
}

impl<'i> Text<'i> for &'i str {
    type Lent<'t>
        = &'i str
    where
        Self: 't;

    fn as_str(&self) -> &str {
        self
    }

    #[inline]
    fn lend(&self) -> &'i str {
        self
    }

    #[inline]
    fn visit<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self)
    }
}

impl<'i> Bytes<'i> for &'i [u8] {
    #[inline]
    fn visit<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_bytes(self)
    }
}

/// The attributes of a map by name.
#[derive(Clone, Debug)]
pub enum Members<'i> {
    Sdk(&'i Item),
    Wire(wire::Entries<'i>),
}

impl<'i> Map<'i, Borrowed<'i>> for Members<'i> {
    type Entries = Entries<'i>;

    fn holds(&self, name: &str) -> bool {
        match self {
            Self::Sdk(map) => map.contains_key(name),
            Self::Wire(entries) => entries.clone().any(|(other, _)| other == name),
        }
    }

    #[inline]
    fn entries(self) -> Self::Entries {
        match self {
            Self::Sdk(map) => Entries::Sdk(map.iter()),
            Self::Wire(entries) => Entries::Wire(entries),
        }
    }
}

/// The attributes of a map.
#[derive(Clone, Debug)]
pub enum Entries<'i> {
    Sdk(hash_map::Iter<'i, String, AttributeValue>),
    Wire(wire::Entries<'i>),
}

impl<'i> Iterator for Entries<'i> {
    type Item = (&'i str, Borrowed<'i>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Sdk(entries) => entries.next().map(|(name, value)| (name.as_str(), Borrowed::Value(value))),
            Self::Wire(entries) => entries.next().map(|(name, value)| (name, Borrowed::Wire(value))),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Sdk(entries) => entries.size_hint(),
            Self::Wire(entries) => entries.size_hint(),
        }
    }
}

/// The elements of a list or set.
#[derive(Clone, Debug)]
pub enum Elements<'i> {
    List(slice::Iter<'i, AttributeValue>),
    Texts(slice::Iter<'i, String>),
    Numbers(slice::Iter<'i, String>),
    Blobs(slice::Iter<'i, Blob>),
    Wire(Values<'i>),
}

impl<'i> Iterator for Elements<'i> {
    type Item = Borrowed<'i>;

    fn next(&mut self) -> Option<Borrowed<'i>> {
        match self {
            Self::List(list) => list.next().map(Borrowed::Value),
            Self::Texts(texts) => texts.next().map(|text| Borrowed::Text(text)),
            Self::Numbers(numbers) => numbers.next().map(|number| Borrowed::Number(number)),
            Self::Blobs(all) => all.next().map(|bytes| Borrowed::Bytes(bytes.as_ref())),
            Self::Wire(values) => values.next().map(Borrowed::Wire),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::List(list) => list.size_hint(),
            Self::Texts(texts) | Self::Numbers(texts) => texts.size_hint(),
            Self::Blobs(all) => all.size_hint(),
            Self::Wire(values) => values.size_hint(),
        }
    }
}
