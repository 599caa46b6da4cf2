//! The keys of maps, which are strings.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Visitor};
use serde::forward_to_deserialize_any;

use crate::codec::error::{CodecError, Result};

/// Reads the key of a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyDeserializer<'i>(pub(super) &'i str);

macro_rules! parsed {
    ($($function:ident $visit:ident $what:literal;)*) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            let parsed = self.0.parse().map_err(|_| CodecError::new(concat!("expected ", $what, " for a key")))?;
            visitor.$visit(parsed)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for KeyDeserializer<'de> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.0)
    }

    parsed! {
        deserialize_i8 visit_i8 "an integer";
        deserialize_i16 visit_i16 "an integer";
        deserialize_i32 visit_i32 "an integer";
        deserialize_i64 visit_i64 "an integer";
        deserialize_i128 visit_i128 "an integer";
        deserialize_u8 visit_u8 "an integer";
        deserialize_u16 visit_u16 "an integer";
        deserialize_u32 visit_u32 "an integer";
        deserialize_u64 visit_u64 "an integer";
        deserialize_u128 visit_u128 "an integer";
        deserialize_bool visit_bool "`true` or `false`";
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
