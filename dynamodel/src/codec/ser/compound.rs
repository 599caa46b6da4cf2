//! Lists, maps and what is in the variants of enums.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::ser;

use super::Serializer;
use super::findings::Notes;
use super::key::KeySerializer;
use crate::codec::error::{CodecError, Result};
use crate::codec::hash_set::sort;
use crate::codec::is_empty_set;
use crate::schema::item::Item;

/// A value in a list or variant, which cannot be absent: an empty set becomes an empty list.
pub(crate) fn of_element(value: AttributeValue) -> AttributeValue {
    if is_empty_set(&value) { AttributeValue::L(Vec::new()) } else { value }
}

/// A list being written.
#[derive(Debug)]
pub struct List<'n> {
    elements: Vec<AttributeValue>,
    pub(super) of_set: bool,
    notes: &'n Notes,
}

impl<'n> List<'n> {
    /// Values report their length themselves, so the capacity is limited.
    #[inline]
    pub(super) fn with_capacity(length: usize, notes: &'n Notes) -> Self {
        notes.enter();
        Self { elements: Vec::with_capacity(length.min(1024)), of_set: false, notes }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.elements.push(of_element(value.serialize(Serializer::of::<T>(self.notes))?));
        Ok(())
    }

    fn finish(mut self) -> AttributeValue {
        self.notes.leave();
        if self.of_set {
            sort(&mut self.elements);
        }
        AttributeValue::L(self.elements)
    }
}

/// A map being written, or a struct.
#[derive(Debug)]
pub struct Map<'n> {
    item: Item,
    key: Option<String>,
    notes: &'n Notes,
}

impl<'n> Map<'n> {
    #[inline]
    pub(super) fn with_capacity(length: usize, notes: &'n Notes) -> Self {
        notes.enter();
        Self { item: Item::with_capacity(length.min(1024) + notes.take_room()), key: None, notes }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<()> {
        let value = value.serialize(Serializer::of::<T>(self.notes))?;
        if !is_empty_set(&value) {
            self.notes.name(&name);
            self.item.insert(name, value);
        }
        Ok(())
    }

    fn finish(self) -> AttributeValue {
        self.notes.leave();
        AttributeValue::M(self.item)
    }
}

/// The contents of a variant of an enum: a map with the name of the variant.
#[derive(Debug)]
pub struct Variant<C> {
    pub(super) variant: &'static str,
    pub(super) of: C,
}

impl ser::SerializeSeq for List<'_> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeTuple for List<'_> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleStruct for List<'_> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleVariant for Variant<List<'_>> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.of.push(value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.of.notes.variant(self.variant, self.of.finish()))
    }
}

impl ser::SerializeMap for Map<'_> {
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
        Ok(self.finish())
    }
}

impl ser::SerializeStruct for Map<'_> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.insert(name.to_owned(), value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.finish())
    }
}

impl ser::SerializeStructVariant for Variant<Map<'_>> {
    type Ok = AttributeValue;
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.of.insert(name.to_owned(), value)
    }

    fn end(self) -> Result<AttributeValue> {
        Ok(self.of.notes.variant(self.variant, self.of.finish()))
    }
}
