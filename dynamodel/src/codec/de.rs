//! Reading values from attributes.

mod absent;
mod access;
mod key;
mod number;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::{self, IntoDeserializer as _, Unexpected, Visitor};

pub(super) use absent::Absent;

use super::error::{CodecError, Result};
use super::symbol::{self, NUMBER};
use crate::schema::item::Item;
use access::{Elements, Entries, VariantOf};

/// Reads a value from an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Deserializer<'i> {
    input: Input<'i>,
    absent: &'i Absent,
}

/// An attribute, or a part of one.
#[derive(Clone, Copy, Debug)]
enum Input<'i> {
    Text(&'i str),
    Number(&'i str),
    Bytes(&'i [u8]),
    Bool(bool),
    Null,
    List(&'i [AttributeValue]),
    Texts(&'i [String]),
    Numbers(&'i [String]),
    Blobs(&'i [Blob]),
    Map(&'i Item),
    /// A field that the item lacks. A set is read as empty.
    Absent(&'static str),
    EmptySet,
    /// A type of attribute that the SDK does not know.
    Unknown,
}

impl<'i> From<&'i AttributeValue> for Input<'i> {
    fn from(value: &'i AttributeValue) -> Self {
        match value {
            AttributeValue::S(text) => Self::Text(text),
            AttributeValue::N(number) => Self::Number(number),
            AttributeValue::B(bytes) => Self::Bytes(bytes.as_ref()),
            AttributeValue::Bool(value) => Self::Bool(*value),
            AttributeValue::Null(_) => Self::Null,
            AttributeValue::L(list) => Self::List(list),
            AttributeValue::Ss(texts) => Self::Texts(texts),
            AttributeValue::Ns(numbers) => Self::Numbers(numbers),
            AttributeValue::Bs(all) => Self::Blobs(all),
            AttributeValue::M(map) => Self::Map(map),
            _ => Self::Unknown,
        }
    }
}

impl<'i> Deserializer<'i> {
    pub(super) fn of_item(item: &'i Item, absent: &'i Absent) -> Self {
        Self { input: Input::Map(item), absent }
    }

    /// Reads an attribute that may be absent.
    pub(super) fn of_value(value: Option<&'i AttributeValue>, absent: &'i Absent) -> Self {
        Self { input: value.map_or(Input::Absent(""), Input::from), absent }
    }

    fn with(self, input: Input<'i>) -> Self {
        Self { input, ..self }
    }

    /// The error where another type is stored.
    fn expected<T>(self, what: &str) -> Result<T> {
        match self.input {
            Input::Absent(field) => Err(de::Error::missing_field(field)),
            _ => Err(de::Error::invalid_type(Unexpected::Other(self.found()), &what)),
        }
    }

    fn found(self) -> &'static str {
        match self.input {
            Input::Text(_) => "a string",
            Input::Number(_) => "a number",
            Input::Bytes(_) => "binary",
            Input::Bool(_) => "a bool",
            Input::Null => "NULL",
            Input::List(_) => "a list",
            Input::Texts(_) | Input::Numbers(_) | Input::Blobs(_) | Input::EmptySet => "a set",
            Input::Map(_) => "a map",
            Input::Absent(_) => "nothing",
            Input::Unknown => "an attribute of an unknown type",
        }
    }

    fn number(self) -> Result<&'i str> {
        match self.input {
            Input::Number(number) => Ok(number),
            _ => self.expected("a number"),
        }
    }

    fn integer<N: std::str::FromStr>(self) -> Result<N> {
        number::integer(self.number()?)
    }

    fn text(self) -> Result<&'i str> {
        match self.input {
            Input::Text(text) => Ok(text),
            _ => self.expected("a string"),
        }
    }
}

/// Reads integers by the method `integer` of the deserializer.
macro_rules! deserialize_integers {
    ($lifetime:lifetime) => {
        $crate::codec::de::deserialize_integers! { $lifetime;
            deserialize_i8 visit_i8; deserialize_i16 visit_i16; deserialize_i32 visit_i32; deserialize_i64 visit_i64;
            deserialize_i128 visit_i128; deserialize_u8 visit_u8; deserialize_u16 visit_u16;
            deserialize_u32 visit_u32; deserialize_u64 visit_u64; deserialize_u128 visit_u128;
        }
    };
    ($lifetime:lifetime; $($function:ident $visit:ident;)*) => {$(
        fn $function<V: Visitor<$lifetime>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(self.integer()?)
        }
    )*};
}
use deserialize_integers;

impl<'i> de::Deserializer<'i> for Deserializer<'i> {
    type Error = CodecError;

    deserialize_integers!('i);

    fn deserialize_f32<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f32(number::single(self.number()?)?)
    }

    fn deserialize_f64<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(number::double(self.number()?)?)
    }

    fn deserialize_any<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::Text(text) => visitor.visit_borrowed_str(text),
            Input::Number(number) => number::any(number, visitor),
            Input::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Input::Bool(value) => visitor.visit_bool(value),
            Input::Null => visitor.visit_unit(),
            Input::Map(_) => self.deserialize_map(visitor),
            // A buffering deserializer distinguishes this set from a list.
            Input::Absent(_) => visitor.visit_newtype_struct(self.with(Input::EmptySet)),
            Input::Unknown => self.expected("an attribute"),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::Bool(value) => visitor.visit_bool(value),
            _ => self.expected("a bool"),
        }
    }

    fn deserialize_char<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        let mut letters = self.text()?.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => visitor.visit_char(letter),
            _ => self.expected("one character"),
        }
    }

    fn deserialize_str<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            _ => self.expected("binary"),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::Null | Input::EmptySet => visitor.visit_none(),
            Input::Absent(_) => self.expected("an option"),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::Null => visitor.visit_unit(),
            _ => self.expected("NULL"),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'i>>(self, _name: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'i>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::Number(number) if name == NUMBER => visitor.visit_borrowed_str(number),
            Input::Absent(_) if symbol::is_set(name) => {
                visitor.visit_newtype_struct(self.with(Input::EmptySet))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        match self.input {
            Input::List(list) => visitor.visit_seq(Elements::new(self, list, Input::from)),
            Input::Texts(texts) => visitor.visit_seq(Elements::new(self, texts, |text| Input::Text(text))),
            Input::Numbers(all) => {
                visitor.visit_seq(Elements::new(self, all, |number| Input::Number(number)))
            }
            Input::Blobs(all) => {
                visitor.visit_seq(Elements::new(self, all, |all| Input::Bytes(all.as_ref())))
            }
            Input::EmptySet => visitor.visit_seq(Elements::new(self, &[], Input::from)),
            _ => self.expected("a list"),
        }
    }

    fn deserialize_tuple<V: Visitor<'i>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'i>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        let Input::Map(map) = self.input else { return self.expected("a map") };
        let reader = std::any::type_name::<V>();
        let absent = self.absent.of(reader).filter(|field| !map.contains_key(*field));
        let read = visitor.visit_map(Entries::new(self, map, absent));
        read.map_err(|error| error.read_by(reader))
    }

    fn deserialize_struct<V: Visitor<'i>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.input {
            Input::List(_) => self.deserialize_seq(visitor),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'i>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.input {
            Input::Text(variant) => visitor.visit_enum(variant.into_deserializer()),
            Input::Map(map) => visitor.visit_enum(VariantOf::new(self, map)?),
            _ => self.expected("a variant of an enum, a string or a map"),
        }
    }

    /// Reads nothing, so that no fault is found.
    fn deserialize_ignored_any<V: Visitor<'i>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}
