//! An entity with values of all shapes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dynamodel::{Entity, Number, Table};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Deserialize as Derived, Serialize, Serializer};

/// A name that keeps the derive from refusing it: the test compares two ways of reading, not the exact types.
type Json = serde_json::Value;

#[allow(clippy::option_option, reason = "serde reads NULL as the outer `None`")]
#[derive(Clone, Debug, PartialEq, Serialize, Derived, Entity)]
#[key(pk = "thing-{id}", sk = "{text}")]
pub(crate) struct Thing {
    pub(crate) id: u32,
    pub(crate) text: String,
    pub(crate) letter: char,
    pub(crate) small: i8,
    pub(crate) big: u64,
    pub(crate) float: f64,
    pub(crate) single: f32,
    pub(crate) flag: bool,
    pub(crate) maybe: Option<String>,
    pub(crate) twice: Option<Option<u8>>,
    pub(crate) unit: (),
    pub(crate) pair: (u8, String),
    pub(crate) list: Vec<u16>,
    pub(crate) map: BTreeMap<u8, String>,
    pub(crate) flags: BTreeMap<bool, u8>,
    pub(crate) shape: Shape,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) tagged: Tagged,
    pub(crate) loose: Loose,
    #[serde(with = "dynamodel::string_set")]
    pub(crate) words: BTreeSet<String>,
    #[serde(with = "dynamodel::number_set")]
    pub(crate) numbers: BTreeSet<i64>,
    #[serde(with = "dynamodel::binary_set")]
    pub(crate) blobs: BTreeSet<Bytes>,
    pub(crate) bytes: Bytes,
    pub(crate) exact: Number,
    #[serde(alias = "older")]
    pub(crate) inner: Inner,
    #[entity(ttl)]
    pub(crate) expires: Option<u64>,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, Json>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Derived)]
pub(crate) enum Shape {
    Unit,
    Newtype(Box<Inner>),
    Tuple(u8, bool),
    Struct { text: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Derived)]
#[serde(tag = "kind")]
pub(crate) enum Tagged {
    Empty,
    Full { count: u32, words: Vec<String> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Derived)]
#[serde(untagged)]
pub(crate) enum Loose {
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Loose>),
    Struct { text: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Derived)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inner {
    pub(crate) text: String,
    #[serde(with = "dynamodel::number_set")]
    pub(crate) numbers: Vec<u8>,
    #[serde(default)]
    pub(crate) inner: Option<Box<Inner>>,
}

/// Binary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(BytesVisitor)
    }
}

struct BytesVisitor;

impl Visitor<'_> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("binary")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(Bytes(bytes.to_vec()))
    }
}

/// An entity with an index, a copy and a field in the key only.
#[derive(Clone, Debug, PartialEq, Serialize, Derived, Entity)]
#[key(pk = "part-{part_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_rank", pk = "parts", sk = "{rank}#{part_id}")]
#[lookup(name = "by_color", pk = "color-{color}", sk = "{part_id}")]
pub(crate) struct Part {
    #[entity(in_key)]
    pub(crate) part_id: u32,
    pub(crate) rank: u16,
    pub(crate) color: String,
}

#[allow(clippy::large_enum_variant, reason = "few values exist at once")]
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "things", type_attribute = "type", ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
pub(crate) enum Things {
    Thing(Thing),
    Part(Part),
}
