//! Types of every shape that serde knows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use fastrand::Rng;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::any::Any;

/// Defines structs with random values.
macro_rules! structs {
    ($($(#[$of:meta])* struct $name:ident { $($(#[$on:meta])* $field:ident: $type:ty,)* })*) => {$(
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        $(#[$of])*
        pub(super) struct $name { $($(#[$on])* $field: $type,)* }

        impl Any for $name {
            fn any(rng: &mut Rng) -> Self {
                Self { $($field: Any::any(rng),)* }
            }
        }
    )*};
}

/// Defines tuple structs with random values.
macro_rules! tuples {
    ($($name:ident($($field:ty),*);)*) => {$(
        #[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub(super) struct $name($($field),*);

        impl Any for $name {
            fn any(_rng: &mut Rng) -> Self {
                Self($(<$field as Any>::any(_rng)),*)
            }
        }
    )*};
}

tuples! {
    Id(u64);
    Pair(u8, String);
    Nothing();
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Unit;

impl Any for Unit {
    fn any(_rng: &mut Rng) -> Self {
        Self
    }
}

structs! {
    struct Scalars {
        a: i8, b: i16, c: i32, d: i64, e: u8, f: u16, g: u32, h: u64, i: f64, j: bool, k: char, text: String,
    }
    struct Single { single: f32, }
    struct Wide { signed: i128, unsigned: u128, }
    struct Options {
        a: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        b: Option<Box<Options>>,
        c: Option<Option<String>>,
        d: (),
        e: Option<()>,
        f: Unit,
        g: Option<Unit>,
    }
    struct Lists {
        a: Vec<u8>,
        b: Vec<Option<Vec<i16>>>,
        c: (u8, String),
        d: [bool; 3],
        e: Pair,
        f: Id,
        g: Nothing,
        h: (Id, Option<Pair>),
    }
    struct Maps {
        a: HashMap<String, String>,
        b: BTreeMap<u8, Vec<i64>>,
        c: BTreeMap<i64, bool>,
        d: BTreeMap<bool, char>,
        e: BTreeMap<char, u8>,
        f: BTreeMap<Word, Option<Word>>,
        g: HashMap<Id, Pair>,
        h: BTreeMap<u128, i8>,
    }
    struct Names {
        #[serde(rename = "kind")]
        a: u8,
        #[serde(alias = "text")]
        b: u8,
        #[serde(default)]
        c: String,
    }
    #[serde(deny_unknown_fields)]
    struct Strict { a: u8, b: Option<String>, }
    struct Inner { text: String, one: Option<u8>, }
    struct Flat {
        a: u8,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        more: HashMap<String, serde_json::Value>,
    }
    struct Dynamic { a: serde_json::Value, }
    struct Enums { a: External, b: Vec<Internal>, c: Adjacent, d: Untagged, e: Option<Word>, }
    struct Binary { a: Bytes, b: Vec<Bytes>, c: Option<Bytes>, }
    struct Sets {
        #[serde(with = "serde_dynamo::string_set")]
        a: BTreeSet<String>,
        #[serde(with = "serde_dynamo::number_set")]
        b: BTreeSet<u16>,
        #[serde(with = "serde_dynamo::number_set")]
        c: Vec<Id>,
    }
    struct Plain { a: BTreeSet<String>, b: BTreeSet<i8>, c: Vec<Option<u8>>, }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Word {
    One,
    #[serde(rename = "true")]
    Two,
}

impl Any for Word {
    fn any(rng: &mut Rng) -> Self {
        if rng.bool() { Self::One } else { Self::Two }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum External {
    One,
    Two(u8),
    Pair(u8, Option<String>),
    Named { text: String, a: Option<u8> },
    Unit(()),
}

impl Any for External {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..5) {
            0 => Self::One,
            1 => Self::Two(Any::any(rng)),
            2 => Self::Pair(Any::any(rng), Any::any(rng)),
            3 => Self::Named { text: Any::any(rng), a: Any::any(rng) },
            _ => Self::Unit(()),
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub(super) enum Internal {
    One,
    Two(Inner),
    Named { a: i32, b: Option<f64> },
}

impl Any for Internal {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..3) {
            0 => Self::One,
            1 => Self::Two(Any::any(rng)),
            _ => Self::Named { a: Any::any(rng), b: Any::any(rng) },
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "text")]
pub(super) enum Adjacent {
    One,
    Two(u8, bool),
    Named { a: i32 },
}

impl Any for Adjacent {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..3) {
            0 => Self::One,
            1 => Self::Two(Any::any(rng), Any::any(rng)),
            _ => Self::Named { a: Any::any(rng) },
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Untagged {
    Number(u16),
    Float(f64),
    Text(String),
    Named { a: i32 },
    Many(Vec<Untagged>),
    Nothing,
}

impl Any for Untagged {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..6) {
            0 => Self::Number(Any::any(rng)),
            1 => Self::Float(f64::from(f32::any(rng)) + 0.5),
            2 => Self::Text(Any::any(rng)),
            3 => Self::Named { a: Any::any(rng) },
            4 => Self::Many(Any::any(rng)),
            _ => Self::Nothing,
        }
    }
}

/// Bytes, as `serde_bytes` has them.
#[derive(Debug, PartialEq)]
pub(super) struct Bytes(Vec<u8>);

impl Any for Bytes {
    fn any(rng: &mut Rng) -> Self {
        Self(Any::any(rng))
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfBytes;
        impl Visitor<'_> for OfBytes {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }

            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(OfBytes)
    }
}
