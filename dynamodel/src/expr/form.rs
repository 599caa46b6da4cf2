//! The operators that the stored form of a field allows.

use crate::codec::form::{Sorted, SortedAsText, SortedNumber, SortedUnits, Undeclared};
use crate::expr::field::{FieldDef, FieldKind};
use crate::expr::listed::OrderedListed;
use crate::expr::operand::OrderedAttribute;

/// A form whose attributes sort as values of type `V` do.
#[diagnostic::on_unimplemented(
    message = "the stored form of this field does not sort as its values do",
    label = "the `#[serde(with = \"...\")]` of the field has no order: compare by `.eq(..)` or `.is_in(..)`",
    note = "the table in `dynamodel::guide::types` shows the forms that are ordered"
)]
pub trait Orders<V> {}
impl<V: OrderedAttribute> Orders<V> for Undeclared {}
#[diagnostic::do_not_recommend]
impl<V> Orders<V> for Sorted {}
#[diagnostic::do_not_recommend]
impl<V, const NANOSECONDS: u64> Orders<V> for SortedUnits<NANOSECONDS> {}
#[diagnostic::do_not_recommend]
impl<V> Orders<V> for SortedNumber {}
#[diagnostic::do_not_recommend]
impl<V: OrderedText> Orders<V> for SortedAsText {}

/// A form whose attributes sort as values of type `V` do, in a key that is a list of fields.
#[diagnostic::on_unimplemented(
    message = "the stored form of this field does not sort as its values do, so it has no ranges",
    label = "the `#[serde(with = \"...\")]` of the field has no order: give a whole value, `.prefix(value)`",
    note = "the table in `dynamodel::guide::types` shows the forms that are ordered; a template, in `#[key(index = ...)]` with an attribute of its own such as `sk = \"gsi1sk\"` in `#[index(...)]`, is ordered without them"
)]
pub trait OrdersListed<V> {}
impl<V: OrderedListed> OrdersListed<V> for Undeclared {}
#[diagnostic::do_not_recommend]
impl<V> OrdersListed<V> for Sorted {}
#[diagnostic::do_not_recommend]
impl<V, const NANOSECONDS: u64> OrdersListed<V> for SortedUnits<NANOSECONDS> {}
#[diagnostic::do_not_recommend]
impl<V> OrdersListed<V> for SortedNumber {}
#[diagnostic::do_not_recommend]
impl<V: OrderedText> OrdersListed<V> for SortedAsText {}

/// A type whose text sorts as its values do.
pub trait OrderedText {}
impl OrderedText for char {}
impl OrderedText for String {}
impl OrderedText for Box<str> {}
impl OrderedText for std::sync::Arc<str> {}
impl<V: OrderedText> OrderedText for Option<V> {}
#[cfg(feature = "jiff")]
impl OrderedText for jiff::civil::Date {}
#[cfg(feature = "chrono")]
impl OrderedText for chrono::NaiveDate {}
#[cfg(feature = "uuid")]
impl OrderedText for uuid::Uuid {}
#[cfg(feature = "ulid")]
impl OrderedText for ulid::Ulid {}

/// The form of the field's type, which operators on parts of a value rely on.
#[diagnostic::on_unimplemented(
    message = "the `#[serde(with = \"...\")]` of this field stores another form than its type",
    label = "this operator is for fields that are stored as their type: set or compare the whole value, `.set(..)`, `.eq(..)`"
)]
pub trait StoredAsType {}
impl StoredAsType for Undeclared {}
#[diagnostic::do_not_recommend]
impl StoredAsType for SortedNumber {}

/// The stored form of a field.
pub(crate) type FormOf<F> = <<F as FieldDef>::Kind as FieldKind>::Form;
