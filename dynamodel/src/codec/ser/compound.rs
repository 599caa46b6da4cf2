//! Lists, maps and what is in the variants of enums.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::ser;

use super::key::KeySerializer;
use crate::codec::error::{CodecError, Result};
use crate::codec::hash_set::sort;
use crate::codec::{is_empty_set, write_value};
use crate::schema::item::Item;

/// A value in a list or variant, which cannot be absent: an empty set becomes an empty list.
pub(crate) fn of_element(value: AttributeValue) -> AttributeValue {
    if is_empty_set(&value) { AttributeValue::L(Vec::new()) } else { value }
}

/// A list being written.
#[derive(Debug)]
pub struct List {
    elements: Vec<AttributeValue>,
    pub(super) of_set: bool,
}

impl List {
    /// Values report their length themselves, so the capacity is limited.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self { elements: Vec::with_capacity(length.min(1024)), of_set: false }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.elements.push(of_element(write_value(value)?));
        Ok(())
    }

    fn finish(mut self) -> AttributeValue {
        if self.of_set {
            sort(&mut self.elements);
        }
        AttributeValue::L(self.elements)
    }
}

/// A map being written, or a struct.
#[derive(Debug)]
pub struct Map {
    item: Item,
    key: Option<String>,
}

impl Map {
    pub(super) fn with_capacity(length: usize, room: usize) -> Self {
        Self { item: Item::with_capacity(length.min(1024) + room), key: None }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<()> {
        let value = write_value(value)?;
        if !is_empty_set(&value) {
            self.item.insert(name, value);
        }
        Ok(())
    }
}

/// The contents of a variant of an enum: a map with the name of the variant.
#[derive(Debug)]
pub struct Variant<C> {
    pub(super) variant: &'static str,
    pub(super) of: C,
}

impl<C> Variant<C> {
    fn named(variant: &'static str, value: AttributeValue) -> AttributeValue {
        AttributeValue::M(Item::from([(variant.to_owned(), value)]))
    }
}

impl ser::SerializeSeq for List {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeTuple for List {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleStruct for List {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleVariant for Variant<List> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.of.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(Self::named(self.variant, self.of.finish()))
    }
}

impl ser::SerializeMap for Map {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = Some(key.serialize(KeySerializer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        match self.key.take() {
            Some(key) => self.insert(key, value),
            None => Err(CodecError::new("a map must write each key before its value")),
        }
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(AttributeValue::M(self.item))
    }
}

impl ser::SerializeStruct for Map {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.insert(name.to_owned(), value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(AttributeValue::M(self.item))
    }
}

impl ser::SerializeStructVariant for Variant<Map> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.of.insert(name.to_owned(), value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(Self::named(self.variant, AttributeValue::M(self.of.item)))
    }
}
