//! What an update can change, and which of it.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::is_empty_set;
use crate::error::Error;
use crate::expr::condition::Condition;
use crate::expr::condition::{equal, not_equal};
use crate::expr::field::{Field, FieldDef, Steps};
use crate::expr::keyed::Named;
use crate::expr::{Expr, Path};

/// A path of entity `E` that an update can change: a field, or an element of a list.
pub trait Target<E>: Copy {
    /// Its type.
    type Value;
    /// The field of the entity that it is, or lies in.
    #[doc(hidden)]
    type First;
    /// [`WholeField`] or [`Inside`] of that field.
    #[doc(hidden)]
    type How;
    /// [`Removed`] or [`Inside`] of that field.
    #[doc(hidden)]
    type Removal;

    #[doc(hidden)]
    fn assigned(self, value: &Self::Value) -> Result<Assigned, Error>;
}

/// A path and what it is to hold.
#[derive(Debug)]
pub struct Assigned {
    pub(crate) path: Path,
    /// `None` where the item does without the attribute.
    pub(crate) value: Option<AttributeValue>,
}

/// A whole field is set to a value that is known.
#[derive(Clone, Copy, Debug)]
pub struct WholeField;

/// A whole field is set to `None`.
#[derive(Clone, Copy, Debug)]
pub struct Removed;

/// A part of a field is set.
#[derive(Clone, Copy, Debug)]
pub struct Inside;

/// A field is set to what depends on the value that is there.
#[derive(Clone, Copy, Debug)]
pub struct Relative;

/// That an update by key can change a field in this way. The derive says so for each field, or says by what
/// the update would go wrong.
#[diagnostic::on_unimplemented(
    message = "an update by key cannot set this",
    note = "update the loaded value: `value.update().set(..)`"
)]
pub trait ByKey<How, Time = Raised> {}

/// An update that fills in the time of the last write.
#[derive(Clone, Copy, Debug)]
pub struct Raised;

/// An update that leaves the time of the last write as it is.
#[derive(Clone, Copy, Debug)]
pub struct Untouched;

/// That an update of a loaded value can change a field. The derive says so for each field, or says why not.
#[diagnostic::on_unimplemented(message = "an update cannot set this")]
pub trait OfLoaded<How> {}

/// Fields that an update by key sets together, since a key of an index is made of them:
/// `(Task::FIELDS.status, Task::FIELDS.due)`.
#[diagnostic::on_unimplemented(
    message = "these are not the fields that make a key of an index of `{E}` together",
    label = "not set together",
    note = "other fields are set one by one: `.set(field, value)`",
    note = "the error for `.set` on one field of a key names all of them, in their order"
)]
pub trait FieldGroup<E, Time = Raised> {
    /// A value for each.
    type Values;

    #[doc(hidden)]
    fn assigned(self, values: Self::Values) -> Result<Vec<Assigned>, Error>;
}

/// One field of a [`FieldGroup`].
#[doc(hidden)]
pub fn assigned<F: FieldDef>(value: &F::Value) -> Result<Assigned, Error> {
    Ok(Assigned { path: crate::expr::field::path_of::<F>(), value: attribute::<F>(value)? })
}

/// The attribute of a field; `None` where the item does without it, as it does for an empty set.
fn attribute<F: FieldDef>(value: &F::Value) -> Result<Option<AttributeValue>, Error> {
    let value = (!F::is_left_out(value)).then(|| F::encode(value)).transpose()?;
    Ok(value.filter(|value| !is_empty_set(value)))
}

impl<E, P: Steps, F: FieldDef> Target<E> for Field<E, P, F> {
    type Value = F::Value;
    type First = P::First<F>;
    type How = P::How;
    type Removal = P::Removal;

    fn assigned(self, value: &F::Value) -> Result<Assigned, Error> {
        Ok(Assigned { path: self.path(), value: attribute::<F>(value)? })
    }
}

/// A type whose attribute is a list.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is no list",
    note = "this is for lists, `Vec<T>`"
)]
pub trait ListAttribute {
    /// What is in it.
    type Element: serde::Serialize;

    #[doc(hidden)]
    fn from_elements(elements: Vec<Self::Element>) -> Self;
}

impl<V: serde::Serialize> ListAttribute for Vec<V> {
    type Element = V;

    fn from_elements(elements: Vec<V>) -> Self {
        elements
    }
}

/// The path to an element of a list: `Video::FIELDS.tags.at(0)`.
pub struct Element<E, P, F> {
    list: Field<E, P, F>,
    at: usize,
}

impl<E, P, F> Clone for Element<E, P, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, P, F> Copy for Element<E, P, F> {}

impl<E, P: Steps, F: FieldDef> fmt::Debug for Element<E, P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({}[{}])", self.list, self.at)
    }
}

impl<E, P: Steps, F: FieldDef> Field<E, P, F>
where
    F::Value: ListAttribute,
{
    /// The `at`-th element of the list, from 0. Setting an element behind the end appends it.
    #[must_use]
    pub const fn at(self, at: usize) -> Element<E, P, F> {
        Element { list: self, at }
    }
}

impl<E, P: Steps, F: FieldDef> Target<E> for Element<E, P, F>
where
    F::Value: ListAttribute,
{
    type Value = <F::Value as ListAttribute>::Element;
    type First = P::First<F>;
    type How = Inside;
    type Removal = Inside;

    fn assigned(self, value: &Self::Value) -> Result<Assigned, Error> {
        Ok(Assigned { path: self.path(), value: Some(crate::expr::value::encode_element(value)?) })
    }
}

impl<E, P: Steps, F: FieldDef> Element<E, P, F>
where
    F::Value: ListAttribute,
{
    pub(crate) fn path(self) -> Path {
        self.list.path().element(self.at)
    }

    fn compared(
        self,
        how: fn(Path, AttributeValue) -> Expr,
        value: impl crate::expr::operand::Operand<<F::Value as ListAttribute>::Element>,
    ) -> Condition<E, Named<P, F>> {
        let value = crate::expr::value::encode_element(&value.into_value());
        Condition::new(value.map(|value| how(self.path(), value)))
    }

    /// The element is equal to `value`.
    pub fn eq(
        self,
        value: impl crate::expr::operand::Operand<<F::Value as ListAttribute>::Element>,
    ) -> Condition<E, Named<P, F>> {
        self.compared(equal::<<F::Value as ListAttribute>::Element>, value)
    }

    /// The element is another than `value`, or is not there.
    pub fn ne(
        self,
        value: impl crate::expr::operand::Operand<<F::Value as ListAttribute>::Element>,
    ) -> Condition<E, Named<P, F>> {
        self.compared(not_equal::<<F::Value as ListAttribute>::Element>, value)
    }

    /// The list has this element.
    pub fn exists(self) -> Condition<E, Named<P, F>> {
        Condition::new(Ok(Expr::Exists(self.path())))
    }

    /// The list ends before this element.
    pub fn not_exists(self) -> Condition<E, Named<P, F>> {
        Condition::new(Ok(Expr::NotExists(self.path())))
    }

    /// The list has no such element, or it is `None`.
    pub fn is_none(self) -> Condition<E, Named<P, F>>
    where
        <F::Value as ListAttribute>::Element: OptionalAttribute,
    {
        let none = crate::expr::value::encode_value(&<F::Value as ListAttribute>::Element::none());
        Condition::new(none.map(|none| Expr::without_value(self.path(), none)))
    }

    /// The list has this element, and it has a value.
    pub fn is_some(self) -> Condition<E, Named<P, F>>
    where
        <F::Value as ListAttribute>::Element: OptionalAttribute,
    {
        let none = crate::expr::value::encode_value(&<F::Value as ListAttribute>::Element::none());
        Condition::new(none.map(|none| Expr::with_value(self.path(), none)))
    }
}

/// A type that can do without a value.
#[diagnostic::on_unimplemented(
    message = "this always has a value: `{Self}` is not an `Option`",
    label = "make the field an `Option<{Self}>`",
    note = "to empty it, set it to an empty value, such as `.set(.., String::new())`"
)]
pub trait OptionalAttribute {
    #[doc(hidden)]
    fn none() -> Self;
}

impl<V> OptionalAttribute for Option<V> {
    fn none() -> Self {
        None
    }
}

/// A type whose attribute is a number. Implement it for a newtype that is serialized as one:
/// `impl NumberAttribute for Cents {}`, with `const UNSIGNED: bool = true;` in it where it cannot be negative.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is not a number",
    label = "`add` and `subtract` are for numbers: to replace the value write `.set(field, value)`",
    note = "a newtype that is serialized as a number implements `dynamodel::NumberAttribute`"
)]
pub trait NumberAttribute {
    /// Whether it cannot be negative. [`subtract`](crate::op::Update::subtract) is then only of what is great enough.
    const UNSIGNED: bool = false;
}

macro_rules! numbers {
    ($unsigned:literal: $($type:ty),*) => {$(
        impl NumberAttribute for $type {
            const UNSIGNED: bool = $unsigned;
        }
    )*};
}
numbers!(true: u8, u16, u32, u64, u128, usize);
numbers!(false: i8, i16, i32, i64, i128, isize, f32, f64, crate::codec::numeric::Number);

/// A type that can be stored as a set: `HashSet` and `BTreeSet`, with
/// `#[serde(with = "dynamodel::string_set")]` or its kin on the field.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is no set",
    note = "this is for `HashSet` and `BTreeSet` fields with `#[serde(with = \"dynamodel::string_set\")]` or its kin"
)]
pub trait SetAttribute {
    /// What is in it.
    type Element;

    #[doc(hidden)]
    fn from_elements(elements: Vec<Self::Element>) -> Self;
}

impl<V: std::hash::Hash + Eq, S: std::hash::BuildHasher + Default> SetAttribute
    for std::collections::HashSet<V, S>
{
    type Element = V;

    fn from_elements(elements: Vec<V>) -> Self {
        elements.into_iter().collect()
    }
}

impl<V: Ord> SetAttribute for std::collections::BTreeSet<V> {
    type Element = V;

    fn from_elements(elements: Vec<V>) -> Self {
        elements.into_iter().collect()
    }
}
