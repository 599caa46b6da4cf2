//! The keys of maps, which are strings.

use std::str::FromStr;

use serde::de::value::StrDeserializer;
use serde::de::{self, IntoDeserializer as _, Visitor};
use serde::forward_to_deserialize_any;

use super::source::Text;
use crate::codec::error::{CodecError, Result};

/// Reads the key of a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyDeserializer<T>(pub(super) T);

impl<T> KeyDeserializer<T> {
    fn parsed<'de, N: FromStr>(self, expected: &str) -> Result<N>
    where
        T: Text<'de>,
    {
        let key = self.0.as_str();
        key.parse().map_err(|_| CodecError::new(format!("expected {expected} for a key")).at_key(key))
    }

    fn integer<'de, N: FromStr>(self) -> Result<N>
    where
        T: Text<'de>,
    {
        self.parsed("an integer")
    }
}

impl<'de, T: Text<'de>> de::Deserializer<'de> for KeyDeserializer<T> {
    type Error = CodecError;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.0.visit(visitor)
    }

    super::deserialize_integers!('de);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.parsed("`true` or `false`")?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let key = self.0.as_str();
        let text: StrDeserializer<'_, CodecError> = key.into_deserializer();
        visitor.visit_enum(text).map_err(|error| error.at_key(key))
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
