//! Keys that are lists of fields, whose attributes are the key attributes.
//!
//! `DynamoDB` accepts values for the first sort attributes and one condition on the next, so tuples have no ranges here.

use crate::error::key::SegmentError;
use crate::expr::field::FieldDef;
use crate::expr::form::{FormOf, OrdersListed, StoredAsType};
use crate::expr::operand::{Operand, OrderedAttribute, TextAttribute};
use crate::key::args::{KeyEdge, KeyPrefix};
use crate::key::{KeyWriter, Seg};

/// The attribute of field `F`, at the head of the list of open sort attributes.
#[derive(Clone, Copy, Debug)]
pub struct Attr<F>(std::marker::PhantomData<fn() -> F>);

/// A sort key whose next part can start with a raw text.
#[diagnostic::on_unimplemented(
    message = "no text can start here: the sort key does not go on with a string",
    label = "write `.prefix(value)` or `.range(a..b)` after this",
    note = "`starts_with_raw` goes on after the last whole value that `prefix` was given; for a newtype that is serialized as a string, implement `dynamodel::expr::TextAttribute`, which has no functions"
)]
pub trait RawPrefix {}
impl<T, S, R> RawPrefix for (Seg<T, S>, R) {}
#[diagnostic::do_not_recommend]
impl<F: FieldDef, R> RawPrefix for (Attr<F>, R)
where
    F::Value: TextAttribute,
    FormOf<F>: StoredAsType,
{
}

/// A field whose attribute sorts like its values, so that ranges over it are exact.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` does not sort as its values do, so it has no ranges",
    label = "a range needs a number, a string or a date: write the sort key as a template, `sk = \"{{at}}\"`, in an attribute of its own",
    note = "serializers drop the trailing zeros of a time; `#[serde(with = \"dynamodel::form::utc_micros\")]` keeps them, and so does a template, in `#[key(index = ...)]` with an attribute of its own such as `sk = \"gsi1sk\"` in `#[index(...)]`",
    note = "for a newtype that is serialized as a number or string, implement `dynamodel::expr::OrderedAttribute`, which has no functions"
)]
pub trait OrderedListed {}
#[diagnostic::do_not_recommend]
impl<V: OrderedAttribute> OrderedListed for V {}
impl OrderedListed for Vec<u8> {}
impl OrderedListed for Option<Vec<u8>> {}

/// Implements [`KeyPrefix`] for single values.
macro_rules! values {
    ($([$($generics:tt)*] $argument:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)* F: FieldDef, R> KeyPrefix<(Attr<F>, R)> for $argument
        where
            $argument: Operand<F::Value> + Clone,
        {
            type Rest = R;
            type Edge = Attr<F>;

            fn write(&self, writer: &mut KeyWriter) {
                writer.write_attribute::<F>(&self.clone().into_value());
            }
        }

    )*};
}
values! {
    ['a, T,] &'a T;
    ['a,] &'a str; [] String;
    ['a,] &'a [u8];
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
    [] f32; [] f64; [] char;
}
#[cfg(feature = "jiff")]
values! { [] jiff::Timestamp; [] jiff::civil::Date; [] jiff::civil::DateTime; }
#[cfg(feature = "chrono")]
values! { [] chrono::DateTime<chrono::Utc>; [] chrono::NaiveDate; [] chrono::NaiveDateTime; }
#[cfg(feature = "time")]
values! { [] time::UtcDateTime; [] time::OffsetDateTime; [] time::Date; [] time::PrimitiveDateTime; }
#[cfg(feature = "uuid")]
values! { [] uuid::Uuid; }
#[cfg(feature = "ulid")]
values! { [] ulid::Ulid; }
#[cfg(feature = "rust_decimal")]
values! { [] rust_decimal::Decimal; }

impl<F: FieldDef> KeyEdge for Attr<F> where FormOf<F>: OrdersListed<F::Value> {}
impl<F: FieldDef> KeyEdge for (Attr<F>,) where FormOf<F>: OrdersListed<F::Value> {}

impl KeyWriter {
    /// Writes the next field of a list.
    #[must_use]
    pub fn attribute<F: FieldDef, A: Operand<F::Value>>(mut self, arg: A) -> Self {
        self.write_attribute::<F>(&arg.into_value());
        self
    }

    /// Writes the next field of a list.
    pub fn write_attribute<F: FieldDef>(&mut self, value: &F::Value) {
        match F::encode(value) {
            Ok(attribute) => self.push_listed(attribute, F::is_cut(value)),
            Err(error) => self.fail(SegmentError::Unwritten(error.to_string())),
        }
    }
}
