//! Targets of updates.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::is_empty_set;
use crate::error::Error;
use crate::expr::Path;
use crate::expr::field::{Field, FieldDef, Steps};
use crate::expr::form::FormOf;
use crate::expr::operand::{Operand, OrderedAttribute};

/// A path of entity `E` that an update can change: a field, an element of a list, or the value of a key in a map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a field of `{E}`",
    label = "give a path of `{E}`, such as `{E}::FIELDS.name`"
)]
pub trait Target<E> {
    /// The type of the value.
    type Value;
    /// The field of the entity that the path starts with.
    #[doc(hidden)]
    type First;
    /// [`WholeField`](crate::expr::field::WholeField) or [`Inside`](crate::expr::field::Inside) of that field.
    #[doc(hidden)]
    type How;
    /// [`Removed`](crate::expr::field::Removed) or [`Inside`](crate::expr::field::Inside) of that field.
    #[doc(hidden)]
    type Removal;
    /// The stored form of the value.
    #[doc(hidden)]
    type Form;

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
    type Form = FormOf<F>;

    fn assigned(self, value: &F::Value) -> Result<Assigned, Error> {
        Ok(Assigned { path: self.path(), value: attribute::<F>(value)? })
    }
}

/// A type whose attribute is a list.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is no list",
    note = "this is for lists, `Vec<T>`; an `Option` of one may be NULL, which nothing can be appended to: make it a `Vec<T>` with `#[serde(default)]`, or set the whole list"
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

/// A list, also in an `Option`, whose elements have paths.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has no elements with paths",
    note = "`.at(0)` is for lists, `Vec<T>` and `Option<Vec<T>>`"
)]
pub trait Indexable {
    /// The type of its elements.
    type Element: serde::Serialize;
}

impl<V: serde::Serialize> Indexable for Vec<V> {
    type Element = V;
}

impl<L: Indexable> Indexable for Option<L> {
    type Element = L::Element;
}

/// A map, also in an `Option`, whose values have paths.
#[diagnostic::on_unimplemented(
    message = "the attribute of a `{Self}` is not a map",
    note = "this is for maps, `BTreeMap<String, T>` and `HashMap<String, T>`; the fields of a struct with `#[derive(dynamodel::Document)]` have paths of their own"
)]
pub trait MapAttribute {
    /// The type of its values.
    type Element: serde::Serialize;
}

impl<K, V: serde::Serialize> MapAttribute for std::collections::BTreeMap<K, V> {
    type Element = V;
}

impl<K, V: serde::Serialize, S> MapAttribute for std::collections::HashMap<K, V, S> {
    type Element = V;
}

impl<M: MapAttribute> MapAttribute for Option<M> {
    type Element = M::Element;
}

/// A type whose attribute is a number, also in an `Option`. Implement it for a newtype that is serialized as one:
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

#[diagnostic::do_not_recommend]
impl<N: NumberAttribute> NumberAttribute for Option<N> {
    const UNSIGNED: bool = N::UNSIGNED;
}

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
