//! Reading values from attributes.

mod absent;
mod access;
mod key;
mod number;
mod root;
mod source;
mod trace;

use std::any::type_name;
use std::iter;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::SeqDeserializer;
use serde::de::{self, IntoDeserializer as _, Visitor};

pub(super) use absent::Absent;
pub(crate) use root::{Root, Sketch};
pub(crate) use source::Borrowed;
pub(super) use source::Moved;
pub(crate) use trace::Traced;

use super::error::{CodecError, Result};
use super::symbol::{self, ANY, FORM, NUMBER};
use crate::codec::attribute::Attribute;
use crate::codec::spare::Spare;
use crate::codec::wire::WireItem;
use crate::schema::item::Item;
use access::{Elements, Entries, VariantOf};
use source::{Bytes as _, Form, Map as _, Source, Text as _};

/// Reads a value from an attribute that is kept.
pub type Deserializer<'i> = Reader<'i, Borrowed<'i>>;

/// Reads a value from an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'de, S> {
    input: Input<S>,
    context: Context<'de>,
}

/// An attribute, or its absence.
#[derive(Clone, Copy, Debug)]
enum Input<S> {
    Stored(S),
    /// A field that the item lacks. A set is read as empty.
    Absent(&'static str),
    EmptySet,
}

/// The rest of what a reader has to know.
#[derive(Clone, Copy, Debug)]
struct Context<'de> {
    /// The fields to offer as empty sets.
    absent: &'de Absent,
    /// Set for the item itself.
    root: Option<&'de Root<'de>>,
}

impl Context<'_> {
    /// The context of the values inside.
    fn inside(self) -> Self {
        Self { root: None, ..self }
    }
}

impl<'de> Deserializer<'de> {
    pub(super) fn of_item(item: &'de Item, root: &'de Root<'de>, absent: &'de Absent) -> Self {
        Self::new(Input::Stored(Borrowed::Map(item)), Context { absent, root: Some(root) })
    }

    pub(super) fn of_wire_item(item: &'de WireItem, root: &'de Root<'de>, absent: &'de Absent) -> Self {
        Self::new(Input::Stored(Borrowed::Wire(item.value())), Context { absent, root: Some(root) })
    }

    /// Reads an attribute that may be absent.
    pub(super) fn of_value(value: Option<Attribute<'de>>, absent: &'de Absent) -> Self {
        let input = value.map_or(Input::Absent(""), |value| Input::Stored(value.into()));
        Self::new(input, Context { absent, root: None })
    }
}

impl<'de, 'm> Reader<'de, Moved<'m>> {
    pub(super) fn moved(item: &'m mut Item, root: &'de Root<'de>) -> Self {
        Self::new(Input::Stored(Moved::Map(item)), Context { absent: Absent::NONE, root: Some(root) })
    }

    #[cfg(test)]
    pub(super) fn moved_value(value: &'m mut AttributeValue) -> Self {
        Self::new(Input::Stored(Moved::Value(value)), Context { absent: Absent::NONE, root: None })
    }
}

impl<'de, S: Source<'de>> Reader<'de, S> {
    #[inline]
    fn new(input: Input<S>, context: Context<'de>) -> Self {
        Self { input, context }
    }

    #[inline]
    fn form(self) -> Form<'de, S> {
        match self.input {
            Input::Stored(value) => value.form(),
            Input::Absent(field) => Form::Absent(field),
            Input::EmptySet => Form::EmptySet,
        }
    }

    #[inline]
    fn number<N>(self, parse: impl FnOnce(&str) -> Result<N>) -> Result<N> {
        if let Input::Stored(value) = &self.input
            && let Some(number) = value.number()
        {
            return parse(number);
        }
        self.form().expected("a number")
    }

    #[inline]
    fn integer<N: std::str::FromStr>(self) -> Result<N> {
        self.number(number::integer)
    }

    fn text(self) -> Result<S::Text> {
        match self.form() {
            Form::Text(text) => Ok(text),
            form => form.expected("a string"),
        }
    }

    fn read_map<V: Visitor<'de>>(context: Context<'de>, map: S::Map, visitor: V) -> Result<V::Value> {
        let reader = type_name::<V>();
        let lacks = |field: &&'static str| {
            !map.holds(field) && context.root.is_none_or(|root| root.field(field).is_none())
        };
        let absent: Vec<_> = context.absent.of(reader).filter(lacks).collect();
        let entries = Entries::<S, _>::new(context, map, absent.into_iter());
        visitor.visit_map(entries).map_err(|error| error.read_by(reader))
    }
}

fn read_elements<'de, S: Source<'de>, V: Visitor<'de>>(
    context: Context<'de>,
    form: Form<'de, S>,
    visitor: V,
) -> Result<V::Value> {
    match form {
        Form::List(elements) | Form::Set(elements) => {
            visitor.visit_seq(Elements::<S>::new(context.inside(), elements))
        }
        Form::EmptySet => visitor.visit_seq(SeqDeserializer::<_, CodecError>::new(iter::empty::<()>())),
        form => form.expected("a list"),
    }
}

/// Gives a value in its stored form.
fn visit_packed<'de, V: Visitor<'de>>(value: &AttributeValue, visitor: V) -> Result<V::Value> {
    let packed = Spare::pack(value);
    visitor
        .visit_byte_buf(packed.ok_or_else(|| CodecError::new("the SDK does not know the type of the value"))?)
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

impl<'de, S: Source<'de>> de::Deserializer<'de> for Reader<'de, S> {
    type Error = CodecError;

    deserialize_integers!('de);

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f32(self.number(number::single)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.number(number::double)?)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let context = self.context;
        let empty = Self::new(Input::EmptySet, context);
        match self.form() {
            Form::Text(text) => text.visit(visitor),
            Form::Number(number) => number::any(number.as_str(), visitor),
            Form::Bytes(bytes) => bytes.visit(visitor),
            Form::Bool(value) => visitor.visit_bool(value),
            Form::Null => visitor.visit_unit(),
            Form::Map(map) => Self::read_map(context, map, visitor),
            // A buffering deserializer distinguishes this set from a list.
            Form::Absent(_) => visitor.visit_newtype_struct(empty),
            form @ (Form::List(_) | Form::Set(_) | Form::EmptySet) => read_elements(context, form, visitor),
            form @ Form::Unknown => form.expected("an attribute"),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.form() {
            Form::Bool(value) => visitor.visit_bool(value),
            form => form.expected("a bool"),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let text = self.text()?;
        let mut letters = text.as_str().chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => visitor.visit_char(letter),
            _ => Form::<S>::Text(text).expected("one character"),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.text()?.visit(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.form() {
            Form::Bytes(bytes) => bytes.visit(visitor),
            form => form.expected("binary"),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.input {
            Input::Stored(value) if value.is_null() => visitor.visit_none(),
            Input::Stored(_) => visitor.visit_some(self),
            Input::Absent(_) => self.form().expected("an option"),
            Input::EmptySet => visitor.visit_none(),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.form() {
            Form::Null => visitor.visit_unit(),
            form => form.expected("NULL"),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match &self.input {
            Input::Stored(value) if name == NUMBER && value.number().is_some() => match self.form() {
                Form::Number(number) => number.visit(visitor),
                form => form.expected("a number"),
            },
            Input::Stored(_) if name == ANY => match self.input {
                Input::Stored(value) => visit_packed(&value.into_value(), visitor),
                _ => self.form().expected("a value"),
            },
            Input::Absent(_) if name == FORM => visitor.visit_none(),
            Input::Stored(value) if name == FORM && value.is_null() => visitor.visit_unit(),
            Input::Absent(_) if symbol::is_set(name) => {
                visitor.visit_newtype_struct(Self::new(Input::EmptySet, self.context))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let context = self.context;
        read_elements(context, self.form(), visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let context = self.context;
        match self.form() {
            Form::Map(map) => Self::read_map(context, map, visitor),
            form => form.expected("a map"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let context = self.context;
        match self.form() {
            form @ Form::List(_) => read_elements(context, form, visitor),
            Form::Map(map) => Self::read_map(context, map, visitor),
            form => form.expected("a map"),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let inside = self.context.inside();
        match self.form() {
            Form::Text(variant) => visitor.visit_enum(variant.as_str().into_deserializer()),
            Form::Map(map) => visitor.visit_enum(VariantOf::<S>::new(inside, map)?),
            form => form.expected("a variant of an enum, a string or a map"),
        }
    }

    /// Reads nothing, so that no fault is found.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}
