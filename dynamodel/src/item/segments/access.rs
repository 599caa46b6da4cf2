//! The part of a field that a segment of a key holds.

use std::any::Any;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::error::Error;
use crate::expr::value::encode_value;
use crate::item::nested::NestedField;
use crate::key::Truncate;

/// See [`Access::RESTORE`].
type Restore<T> = fn(&T) -> Result<AttributeValue, Error>;

/// The way from a field of type `V` to the value of a segment.
pub trait Access<V>: 'static {
    /// The type of the segment.
    type Part: 'static;

    /// `true` if an item may lack the field.
    const IS_OPTIONAL: bool = false;

    /// Writes the field as the item's serializer does, if the segment holds all of it.
    const RESTORE: Option<Restore<Self::Part>> = None;

    /// Passes the value of the segment on; `None` if the optional field has none.
    fn with<T>(value: &V, then: impl FnOnce(Option<&Self::Part>) -> T) -> T;

    /// Keeps a value that was read from a key.
    #[must_use]
    fn boxed(part: Self::Part) -> Box<dyn Any> {
        Box::new(part)
    }

    /// Passes on the value of another segment of the same field.
    fn with_held<T>(held: &dyn Any, then: impl FnOnce(&Self::Part) -> T) -> Option<T> {
        held.downcast_ref().map(then)
    }
}

/// The whole field.
#[derive(Clone, Copy, Debug)]
pub struct Whole;

impl<V: Serialize + 'static> Access<V> for Whole {
    type Part = V;

    const RESTORE: Option<Restore<V>> = Some(encode_value);

    fn with<T>(value: &V, then: impl FnOnce(Option<&V>) -> T) -> T {
        then(Some(value))
    }
}

/// The value of an optional field.
#[derive(Clone, Copy, Debug)]
pub struct Inner;

impl<V: Serialize + 'static> Access<Option<V>> for Inner {
    type Part = V;

    const IS_OPTIONAL: bool = true;
    const RESTORE: Option<Restore<V>> = Some(encode_value);

    fn with<T>(value: &Option<V>, then: impl FnOnce(Option<&V>) -> T) -> T {
        then(value.as_ref())
    }
}

/// The whole field, which a function of its own serializes.
#[derive(Clone, Copy, Debug)]
pub struct CustomWhole;

impl<V: 'static> Access<V> for CustomWhole {
    type Part = V;

    fn with<T>(value: &V, then: impl FnOnce(Option<&V>) -> T) -> T {
        then(Some(value))
    }
}

/// The value of an optional field, which a function of its own serializes.
#[derive(Clone, Copy, Debug)]
pub struct CustomInner;

impl<V: 'static> Access<Option<V>> for CustomInner {
    type Part = V;

    const IS_OPTIONAL: bool = true;

    fn with<T>(value: &Option<V>, then: impl FnOnce(Option<&V>) -> T) -> T {
        then(value.as_ref())
    }
}

/// The field of the name `N` of the struct at `A`.
pub struct At<A, N>(PhantomData<fn() -> (A, N)>);

impl<V, A, N: 'static> Access<V> for At<A, N>
where
    A: Access<V, Part: NestedField<N, Type: 'static>>,
{
    type Part = <A::Part as NestedField<N>>::Type;

    const IS_OPTIONAL: bool = A::IS_OPTIONAL;

    fn with<T>(value: &V, then: impl FnOnce(Option<&Self::Part>) -> T) -> T {
        A::with(value, |outer| then(outer.map(NestedField::field)))
    }
}

/// The date of the date or time at `A`, as the spec `S` truncates it.
pub struct Day<A, S>(PhantomData<fn() -> (A, S)>);

impl<V, A, S: 'static> Access<V> for Day<A, S>
where
    A: Access<V, Part: Truncate<S, Output: 'static>>,
{
    type Part = <A::Part as Truncate<S>>::Output;

    const IS_OPTIONAL: bool = A::IS_OPTIONAL;

    fn with<T>(value: &V, then: impl FnOnce(Option<&Self::Part>) -> T) -> T {
        A::with(value, |time| then(time.map(Truncate::<S>::truncate).as_ref()))
    }

    fn with_held<T>(held: &dyn Any, then: impl FnOnce(&Self::Part) -> T) -> Option<T> {
        if let Some(date) = held.downcast_ref() {
            return Some(then(date));
        }
        A::with_held(held, |time| then(&Truncate::<S>::truncate(time)))
    }
}
