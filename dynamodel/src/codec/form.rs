//! Stored forms of single values, for the modules of `#[serde(with = "...")]`.

mod number;
mod text;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::{Serialize, Serializer, ser};

use super::symbol;
pub(crate) use number::{Digits, ZeroOne};
pub(crate) use text::AsText;
pub use text::{Prefix, Prefixed};

/// A form in which values of type `V` are stored.
pub trait Form<V> {
    /// The form in messages, with its article.
    const NAME: &'static str;

    /// Writes a value, or returns the reason why the form cannot hold it.
    ///
    /// # Errors
    ///
    /// The form cannot hold the value.
    fn write(value: &V) -> Result<Written, String>;

    /// Reads a value. `None` if it is stored in another form.
    fn read(stored: Scalar<'_>) -> Option<V>;
}

/// A stored string or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar<'s> {
    /// A string.
    Text(&'s str),
    /// A number in decimal digits.
    Number(&'s str),
}

/// A value in its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    value: Owned,
    /// `true` if the form does not hold all of the value.
    is_cut: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Owned {
    Text(String),
    Integer(i64),
    /// A number in decimal digits.
    Number(String),
}

impl Written {
    /// A string.
    #[must_use]
    pub fn text(text: String) -> Self {
        Self { value: Owned::Text(text), is_cut: false }
    }

    pub(crate) fn integer(number: i64) -> Self {
        Self { value: Owned::Integer(number), is_cut: false }
    }

    pub(crate) fn number(digits: String) -> Self {
        Self { value: Owned::Number(digits), is_cut: false }
    }

    /// Marks a value of which the form holds only a part.
    #[cfg_attr(
        not(any(feature = "jiff", feature = "chrono", feature = "time")),
        allow(dead_code, reason = "only times are cut")
    )]
    pub(crate) fn cut_if(self, is_cut: bool) -> Self {
        Self { is_cut, ..self }
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            value if self.is_cut => serializer.serialize_newtype_struct(symbol::CUT, value),
            value => value.serialize(serializer),
        }
    }
}

impl Serialize for Owned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(digits) => serializer.serialize_newtype_struct(symbol::NUMBER, digits),
        }
    }
}

/// A type that form `F` stores (`Plain`), or an `Option` of one (`Optional`).
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has no such form",
    label = "the `#[serde(with = \"...\")]` of this field is for another type",
    note = "the table of `dynamodel::guide::types` lists the types of each form"
)]
pub trait InForm<F, How>: Sized {
    #[doc(hidden)]
    const NAME: &'static str;

    #[doc(hidden)]
    fn write(&self) -> Result<Option<Written>, String>;

    #[doc(hidden)]
    fn read(stored: Scalar<'_>) -> Option<Self>;

    /// The value of a missing attribute.
    #[doc(hidden)]
    fn absent() -> Option<Self>;
}

/// A type that a form stores.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// An `Option` of such a type.
#[derive(Clone, Copy, Debug)]
pub struct Optional;

#[diagnostic::do_not_recommend]
impl<F: Form<V>, V> InForm<F, Plain> for V {
    const NAME: &'static str = F::NAME;

    fn write(&self) -> Result<Option<Written>, String> {
        F::write(self).map(Some)
    }

    fn read(stored: Scalar<'_>) -> Option<V> {
        F::read(stored)
    }

    fn absent() -> Option<V> {
        None
    }
}

#[diagnostic::do_not_recommend]
impl<F: Form<V>, V> InForm<F, Optional> for Option<V> {
    const NAME: &'static str = F::NAME;

    fn write(&self) -> Result<Option<Written>, String> {
        self.as_ref().map(F::write).transpose()
    }

    fn read(stored: Scalar<'_>) -> Option<Self> {
        F::read(stored).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// Writes a value in a form.
///
/// # Errors
///
/// The form cannot hold the value.
pub fn serialize<F, How, V: InForm<F, How>, S: Serializer>(
    value: &V,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value.write().map_err(ser::Error::custom)? {
        Some(written) => written.serialize(serializer),
        None => serializer.serialize_none(),
    }
}

/// Reads a value from a form.
///
/// # Errors
///
/// The value is stored in another form.
pub fn deserialize<'de, F, How, V: InForm<F, How>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<V, D::Error> {
    deserializer.deserialize_newtype_struct(
        symbol::FORM,
        ValueVisitor { form: PhantomData::<(F, How)>, value: PhantomData },
    )
}

struct ValueVisitor<F, How, V> {
    form: PhantomData<(F, How)>,
    value: PhantomData<fn() -> V>,
}

impl<'de, F, How, V: InForm<F, How>> Visitor<'de> for ValueVisitor<F, How, V> {
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(V::NAME)
    }

    fn visit_none<E: de::Error>(self) -> Result<V, E> {
        V::absent().ok_or_else(|| E::missing_field(""))
    }

    fn visit_unit<E: de::Error>(self) -> Result<V, E> {
        V::absent().ok_or_else(|| E::invalid_type(de::Unexpected::Other("NULL"), &V::NAME))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V, D::Error> {
        let read = deserializer.deserialize_any(ScalarVisitor { expected: V::NAME, read: V::read })?;
        match read {
            Read::Value(value) => Ok(value),
            Read::Null => self.visit_unit(),
            Read::Other(found) => Err(de::Error::invalid_value(de::Unexpected::Other(found), &V::NAME)),
        }
    }
}

enum Read<V> {
    Value(V),
    Null,
    /// A string or a number that the form does not have.
    Other(&'static str),
}

struct ScalarVisitor<V> {
    expected: &'static str,
    read: fn(Scalar<'_>) -> Option<V>,
}

impl<V> ScalarVisitor<V> {
    fn text(self, text: &str) -> Read<V> {
        (self.read)(Scalar::Text(text)).map_or(Read::Other("another string"), Read::Value)
    }

    fn number(self, digits: &str) -> Read<V> {
        (self.read)(Scalar::Number(digits)).map_or(Read::Other("another number"), Read::Value)
    }
}

impl<'de, V> Visitor<'de> for ScalarVisitor<V> {
    type Value = Read<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Read<V>, E> {
        Ok(self.text(text))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Read<V>, E> {
        Ok(self.number(&number.to_string()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Read<V>, E> {
        Ok(self.number(&number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Read<V>, E> {
        Ok(self.number(&number.to_string()))
    }

    /// A number with more digits than a float holds, or a value that another deserializer keeps in a newtype.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read<V>, D::Error> {
        deserializer.deserialize_str(DigitsVisitor(self))
    }

    fn visit_none<E: de::Error>(self) -> Result<Read<V>, E> {
        Ok(Read::Null)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Read<V>, E> {
        Ok(Read::Null)
    }
}

/// The digits of a long number.
struct DigitsVisitor<V>(ScalarVisitor<V>);

impl<V> Visitor<'_> for DigitsVisitor<V> {
    type Value = Read<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected)
    }

    fn visit_str<E: de::Error>(self, digits: &str) -> Result<Read<V>, E> {
        Ok(self.0.number(digits))
    }
}

/// How the attribute of a form relates to its values.
pub trait FormFacts {
    /// `true` if a missing attribute is read as `None`.
    const READS_ABSENCE: bool = true;
    /// The nanoseconds of the smallest unit of a time that the form holds.
    const UNIT: u64 = 1;
}

/// The form of the field's type, or of a function that declares none. The type decides.
#[derive(Clone, Copy, Debug)]
pub struct Undeclared;

impl FormFacts for Undeclared {
    const READS_ABSENCE: bool = false;
}

/// A form that sorts as its values do.
#[derive(Clone, Copy, Debug)]
pub struct Sorted;

impl FormFacts for Sorted {}

/// A time in whole units of so many nanoseconds, which sorts as the time does.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(any(feature = "jiff", feature = "chrono", feature = "time")),
    allow(dead_code, unreachable_pub, reason = "only times are cut")
)]
pub struct SortedUnits<const NANOSECONDS: u64>;

impl<const NANOSECONDS: u64> FormFacts for SortedUnits<NANOSECONDS> {
    const UNIT: u64 = NANOSECONDS;
}

/// A time in whole units of so many nanoseconds, which does not sort as the time does.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(any(feature = "jiff", feature = "chrono", feature = "time")),
    allow(dead_code, unreachable_pub, reason = "only times are cut")
)]
pub struct UnsortedUnits<const NANOSECONDS: u64>;

impl<const NANOSECONDS: u64> FormFacts for UnsortedUnits<NANOSECONDS> {
    const UNIT: u64 = NANOSECONDS;
}

/// A number that sorts as its values do, and can be added to.
#[derive(Clone, Copy, Debug)]
pub struct SortedNumber;

impl FormFacts for SortedNumber {}

/// A form that does not sort as its values do.
#[derive(Clone, Copy, Debug)]
pub struct Unsorted;

impl FormFacts for Unsorted {}

/// A text behind a prefix, which sorts as the text does.
#[derive(Clone, Copy, Debug)]
pub struct SortedAsText;

impl FormFacts for SortedAsText {}

/// Declares a module for `#[serde(with = "...")]`.
macro_rules! form_module {
    ($(#[doc = $doc:expr])* $name:ident = $form:ty, $facts:ty;) => {
        $(#[doc = $doc])*
        pub mod $name {
            use serde::{Deserializer, Serializer};

            use crate::codec::form::{self, InForm};

            #[doc(hidden)]
            pub type __DynamodelForm = $facts;

            /// Writes a value.
            ///
            /// # Errors
            ///
            /// The form cannot hold the value.
            pub fn serialize<How, V: InForm<$form, How>, S: Serializer>(
                value: &V,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                form::serialize::<$form, How, V, S>(value, serializer)
            }

            /// Reads a value.
            ///
            /// # Errors
            ///
            /// The attribute has another form.
            pub fn deserialize<'de, How, V: InForm<$form, How>, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<V, D::Error> {
                form::deserialize::<$form, How, V, D>(deserializer)
            }
        }
    };
}
pub(crate) use form_module;
