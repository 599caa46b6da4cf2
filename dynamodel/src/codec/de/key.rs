//! The keys of maps, which are strings.

use std::str::FromStr;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Visitor};
use serde::forward_to_deserialize_any;

use crate::codec::error::{CodecError, Result};

/// Reads the key of a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyDeserializer<'i>(pub(super) &'i str);

impl KeyDeserializer<'_> {
    fn parsed<T: FromStr>(self, expected: &str) -> Result<T> {
        self.0.parse().map_err(|_| CodecError::new(format!("expected {expected} for a key")))
    }

    fn integer<N: FromStr>(self) -> Result<N> {
        self.parsed("an integer")
    }
}

impl<'de> de::Deserializer<'de> for KeyDeserializer<'de> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.0)
    }

    super::deserialize_integers!('de);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.parsed("`true` or `false`")?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let text: BorrowedStrDeserializer<'de, CodecError> = BorrowedStrDeserializer::new(self.0);
        text.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
