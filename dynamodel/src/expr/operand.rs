//! Values that fields are compared with.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// A value for a field of type `V`: the value itself, a reference to it, `&str` for a `String`, and
/// the bare value for an `Option`. A `Box<str>` or `Arc<str>` takes every form of string.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for a field of type `{V}`",
    label = "expected `{V}` or a reference to it"
)]
pub trait Operand<V> {
    /// The value.
    fn into_value(self) -> V;
}

#[diagnostic::do_not_recommend]
impl<V> Operand<V> for V {
    fn into_value(self) -> V {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<V: Clone> Operand<V> for &V {
    fn into_value(self) -> V {
        self.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<V> Operand<Option<V>> for V {
    fn into_value(self) -> Option<V> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Clone> Operand<Option<V>> for &V {
    fn into_value(self) -> Option<V> {
        Some(self.clone())
    }
}

#[diagnostic::do_not_recommend]
impl Operand<String> for &str {
    fn into_value(self) -> String {
        self.to_owned()
    }
}

#[diagnostic::do_not_recommend]
impl Operand<Option<String>> for &str {
    fn into_value(self) -> Option<String> {
        Some(self.to_owned())
    }
}

/// Takes all forms of strings for a type of shared or boxed ones.
macro_rules! texts {
    ($($text:ty => $type:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl Operand<$type> for $text {
            fn into_value(self) -> $type {
                <$type>::from(AsRef::<str>::as_ref(&self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl Operand<Option<$type>> for $text {
            fn into_value(self) -> Option<$type> {
                Some(<$type>::from(AsRef::<str>::as_ref(&self)))
            }
        }
    )*};
}
texts!(&str => Box<str>, String => Box<str>, &String => Box<str>);
texts!(&str => Arc<str>, String => Arc<str>, &String => Arc<str>);

#[diagnostic::do_not_recommend]
impl Operand<Vec<u8>> for &[u8] {
    fn into_value(self) -> Vec<u8> {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl Operand<Option<Vec<u8>>> for &[u8] {
    fn into_value(self) -> Option<Vec<u8>> {
        Some(self.into())
    }
}

/// Values for the elements of a list or set: an array, a `Vec` or another iterator of [operands](Operand).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no elements of type `{V}`",
    label = "write an array or a `Vec` of elements, also of one: `[value]`"
)]
pub trait Elements<V> {
    /// The values.
    fn into_values(self) -> Vec<V>;
}

#[diagnostic::do_not_recommend]
impl<V, I: IntoIterator<Item: Operand<V>>> Elements<V> for I {
    fn into_values(self) -> Vec<V> {
        self.into_iter().map(Operand::into_value).collect()
    }
}

/// A type whose attribute sorts like its values: numbers, strings, dates. Implement it for a newtype that is serialized as
/// one of them.
///
/// Times do not sort: serializers drop trailing zeros, so `00:00:00.5Z` sorts before `00:00:00Z`.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` does not sort as its values do",
    note = "numbers and strings have an order in DynamoDB; for a time, use a range over a key, which is written with a fixed width, or store it in a form that sorts, such as `#[serde(with = \"dynamodel::form::utc_millis\")]`",
    note = "for a newtype that is serialized as a number or string, implement `dynamodel::expr::OrderedAttribute`, which has no functions"
)]
pub trait OrderedAttribute {}

// Numbers implement it beside `NumberAttribute`.
impl OrderedAttribute for char {}
impl OrderedAttribute for String {}
impl OrderedAttribute for Box<str> {}
impl OrderedAttribute for Arc<str> {}
impl<V: OrderedAttribute> OrderedAttribute for Option<V> {}
// These have a fixed width.
#[cfg(feature = "jiff")]
impl OrderedAttribute for jiff::civil::Date {}
#[cfg(feature = "chrono")]
impl OrderedAttribute for chrono::NaiveDate {}
#[cfg(feature = "uuid")]
impl OrderedAttribute for uuid::Uuid {}
#[cfg(feature = "ulid")]
impl OrderedAttribute for ulid::Ulid {}

/// A type whose attribute is a string.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is not a string",
    label = "this is for strings: compare others by `.eq(..)`, `.ge(..)` or `.between(..)`",
    note = "`begins_with` is for strings; for a newtype that is serialized as one, implement `dynamodel::expr::TextAttribute`, which has no functions"
)]
pub trait TextAttribute {}
#[diagnostic::do_not_recommend]
impl TextAttribute for String {}
#[diagnostic::do_not_recommend]
impl TextAttribute for Box<str> {}
#[diagnostic::do_not_recommend]
impl TextAttribute for Arc<str> {}
#[diagnostic::do_not_recommend]
impl<V: TextAttribute> TextAttribute for Option<V> {}

/// A type that can contain a `Part`: text in a string, an element in a list or set.
#[diagnostic::on_unimplemented(
    message = "`contains` is for strings, lists and sets, and this attribute is a `{Self}`",
    label = "use `.eq(..)`, `.between(..)` or `.is_in(..)`",
    note = "a string contains a `String`, a list or a set an element of its own type"
)]
pub trait Holding<Part> {}
impl Holding<String> for String {}
impl Holding<String> for Box<str> {}
impl Holding<String> for Arc<str> {}
impl<V> Holding<V> for Vec<V> {}
impl<V, S: std::hash::BuildHasher> Holding<V> for HashSet<V, S> {}
impl<V> Holding<V> for BTreeSet<V> {}
impl<V: Holding<Part>, Part> Holding<Part> for Option<V> {}

/// An optional type.
#[diagnostic::on_unimplemented(
    message = "this always has a value: `{Self}` is not an `Option`",
    label = "make the field an `Option<{Self}>`",
    note = "to empty it, set it to an empty value, such as `.set(.., String::new())`"
)]
pub trait OptionalAttribute {
    #[doc(hidden)]
    fn none() -> Self;
}

#[diagnostic::do_not_recommend]
impl<V> OptionalAttribute for Option<V> {
    fn none() -> Self {
        None
    }
}
