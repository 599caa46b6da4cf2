//! Targets of updates.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::is_empty_set;
use crate::error::Error;
use crate::expr::condition::Condition;
use crate::expr::condition::{equal, not_equal};
use crate::expr::field::{Field, FieldDef, Inside, Steps};
use crate::expr::keyed::Named;
use crate::expr::operand::{Operand, OptionalAttribute, OrderedAttribute};
use crate::expr::value::{encode_element, encode_value};
use crate::expr::{Expr, Path};

/// A path of entity `E` that an update can change: a field, or an element of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a field of `{E}`",
    label = "give a path of `{E}`, such as `{E}::FIELDS.name`"
)]
pub trait Target<E>: Copy {
    /// The type of the value.
    type Value;
    /// The field of the entity that the path starts with.
    #[doc(hidden)]
    type First;
    /// [`WholeField`](crate::expr::field::WholeField) or [`Inside`] of that field.
    #[doc(hidden)]
    type How;
    /// [`Removed`](crate::expr::field::Removed) or [`Inside`] of that field.
    #[doc(hidden)]
    type Removal;

    #[doc(hidden)]
    fn assigned(self, value: &Self::Value) -> Result<Assigned, Error>;
}

/// A path and its new value.
#[derive(Debug)]
pub struct Assigned {
    pub(crate) path: Path,
    /// `None` if the item omits the attribute.
    pub(crate) value: Option<AttributeValue>,
}

/// A field is set relative to its stored value.
#[derive(Clone, Copy, Debug)]
pub struct Relative;

/// A field that an update of this mode, [`ByKey`] or [`Loaded`], can change in this way. The derive implements it, or
/// requires a trait whose message gives the reason against it.
#[diagnostic::on_unimplemented(
    message = "an update cannot set this",
    note = "update the loaded value: `value.update().set(..)`"
)]
pub trait CanSet<Mode, How> {}

/// An update that knows only the key.
#[derive(Clone, Copy, Debug)]
pub struct ByKey;

/// An update of a loaded value.
#[derive(Clone, Copy, Debug)]
pub struct Loaded;

/// The fields of an index key, which an update by key sets together to these values:
/// `(Task::FIELDS.status, Task::FIELDS.due)`.
#[diagnostic::on_unimplemented(
    message = "these are not the fields that make a key of an index of `{E}` together",
    label = "not set together",
    note = "other fields are set one by one: `.set(field, value)`",
    note = "the error for `.set` on one field of a key names all of them, in their order"
)]
pub trait FieldGroup<E, Values> {
    #[doc(hidden)]
    fn assigned(self, values: Values) -> Result<Vec<Assigned>, Error>;
}

impl Assigned {
    /// Assigns one field of a [`FieldGroup`].
    ///
    /// # Errors
    ///
    /// The field's serializer failed.
    pub fn of<F: FieldDef, V: Operand<F::Value>>(value: V) -> Result<Self, Error> {
        Ok(Self { path: crate::expr::field::path_of::<F>(), value: attribute::<F>(&value.into_value())? })
    }
}

/// The attribute of a field; `None` if the item omits it, as for an empty set.
fn attribute<F: FieldDef>(value: &F::Value) -> Result<Option<AttributeValue>, Error> {
    if F::is_left_out(value) {
        return Ok(None);
    }
    Ok(Some(F::encode(value)?).filter(|attribute| !is_empty_set(attribute)))
}

#[diagnostic::do_not_recommend]
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
    /// The type of its elements.
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

type ElementOf<F> = <<F as FieldDef>::Value as ListAttribute>::Element;

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
    /// The path to the element at this index. Setting an element behind the end appends it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).set(Video::FIELDS.tags.at(0), "async").send(&table).await?;
    /// assert_eq!(Video::get(7).required().send(&table).await?.tags, ["async"]);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub const fn at(self, at: usize) -> Element<E, P, F> {
        Element { list: self, at }
    }
}

#[diagnostic::do_not_recommend]
impl<E, P: Steps, F: FieldDef> Target<E> for Element<E, P, F>
where
    F::Value: ListAttribute,
{
    type Value = ElementOf<F>;
    type First = P::First<F>;
    type How = Inside;
    type Removal = Inside;

    fn assigned(self, value: &Self::Value) -> Result<Assigned, Error> {
        Ok(Assigned { path: self.path(), value: Some(encode_element(value)?) })
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
        value: impl Operand<ElementOf<F>>,
    ) -> Condition<E, Named<P, F>> {
        let element = encode_element(&value.into_value());
        Condition::new(element.map(|element| how(self.path(), element)))
    }

    /// Requires the element to equal `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let rust_first = Video::FIELDS.tags.at(0).eq("rust");
    /// assert_eq!(Video::scan().filter(rust_first).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn eq(self, value: impl Operand<ElementOf<F>>) -> Condition<E, Named<P, F>> {
        self.compared(equal::<ElementOf<F>>, value)
    }

    /// Requires the element to differ from `value` or to be absent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let other_first = Video::FIELDS.tags.at(0).ne("rust");
    /// assert_eq!(Video::scan().filter(other_first).count(&table).await?, 0);
    /// # Ok(()) });
    /// ```
    pub fn ne(self, value: impl Operand<ElementOf<F>>) -> Condition<E, Named<P, F>> {
        self.compared(not_equal::<ElementOf<F>>, value)
    }

    /// Requires the list to have this element.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let tagged = Video::FIELDS.tags.at(0).exists();
    /// assert_eq!(Video::scan().filter(tagged).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn exists(self) -> Condition<E, Named<P, F>> {
        Condition::new(Ok(Expr::Exists(self.path())))
    }

    /// Requires the list to end before this element.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let one_tag = Video::FIELDS.tags.at(1).not_exists();
    /// assert_eq!(Video::scan().filter(one_tag).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn not_exists(self) -> Condition<E, Named<P, F>> {
        Condition::new(Ok(Expr::NotExists(self.path())))
    }

    /// Requires the element to be absent or `None`.
    pub fn is_none(self) -> Condition<E, Named<P, F>>
    where
        ElementOf<F>: OptionalAttribute,
    {
        let none = encode_value(&ElementOf::<F>::none());
        Condition::new(none.map(|none| Expr::without_value(self.path(), none)))
    }

    /// Requires the element to be present and not `None`.
    pub fn is_some(self) -> Condition<E, Named<P, F>>
    where
        ElementOf<F>: OptionalAttribute,
    {
        let none = encode_value(&ElementOf::<F>::none());
        Condition::new(none.map(|none| Expr::with_value(self.path(), none)))
    }
}

/// A type whose attribute is a number. Implement it for a newtype that is serialized as one:
/// `impl NumberAttribute for Cents {}`.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is not a number",
    label = "`add` and `subtract` are for numbers: to replace the value write `.set(field, value)`",
    note = "a newtype that is serialized as a number implements `dynamodel::expr::NumberAttribute`"
)]
pub trait NumberAttribute {
    /// `true` if it cannot be negative. [`subtract`](crate::op::Update::subtract) then requires a stored value that is great
    /// enough.
    const UNSIGNED: bool = false;
}

macro_rules! numbers {
    ($unsigned:literal: $($type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl NumberAttribute for $type {
            const UNSIGNED: bool = $unsigned;
        }

        impl OrderedAttribute for $type {}
    )*};
}
numbers!(true: u8, u16, u32, u64, u128, usize);
numbers!(false: i8, i16, i32, i64, i128, isize, f32, f64, crate::codec::numeric::Number);

/// A type that can be stored as a set: `HashSet` and `BTreeSet`, with
/// `#[serde(with = "dynamodel::string_set")]` or its kin on the field.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is not a set",
    note = "this is for `HashSet` and `BTreeSet` fields with `#[serde(with = \"dynamodel::string_set\")]` or its kin"
)]
pub trait SetAttribute {
    /// The type of its elements.
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
