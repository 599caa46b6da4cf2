//! Modules for `#[serde(with = "...")]`, by which fields are stored as sets.

macro_rules! sets {
    ($($module:ident $symbol:ident $of:literal $example:literal;)*) => {$(
        #[doc = concat!("Stores a field as a set of ", $of, ": `#[serde(with = \"dynamodel::", stringify!($module), "\")]`.")]
        ///
        #[doc = concat!("The field is a `HashSet`, a `BTreeSet` or a `Vec` of ", $of, ", such as `", $example, "`.")]
        ///
        /// `DynamoDB` has no empty set, so an empty set is stored as an absent attribute. A missing attribute is read as
        /// an empty set; `#[serde(default)]` is not needed. Elements are stored in order and without duplicates.
        ///
        /// The field may be an `Option` of a set. `None` is stored as an absent attribute too, so `Some` of an empty set is
        /// read as `None`.
        ///
        /// In an internally tagged or untagged enum, serde reads fields without the library. A set that may be empty needs
        /// `#[serde(default)]` there.
        pub mod $module {
            use serde::{Deserialize, Deserializer, Serialize, Serializer};

            /// Writes a sequence as a set.
            ///
            /// # Errors
            ///
            #[doc = concat!("The value is not a sequence of ", $of, ".")]
            pub fn serialize<T: Serialize + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_newtype_struct(crate::codec::$symbol, value)
            }

            /// Reads a set.
            ///
            /// # Errors
            ///
            /// The attribute is not a set or list of the elements of `T`.
            pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
                crate::codec::sets::read(crate::codec::$symbol, deserializer)
            }
        }
    )*};
}
sets! {
    string_set STRING_SET "strings" "BTreeSet<String>";
    number_set NUMBER_SET "numbers" "HashSet<u64>";
    binary_set BINARY_SET "binary values" "Vec<serde_bytes::ByteBuf>";
}

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Visitor};

/// Requests a set by the name of a newtype, which distinguishes an absent set from an absent list.
fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    symbol: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(symbol, SetVisitor(PhantomData))
}

struct SetVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SetVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a set")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}
