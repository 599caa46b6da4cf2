//! Which fields of a condition can be keys of what is queried.
//!
//! Each field that may be a key attribute itself has a place in a list, the same in all lists of its entity:
//! `(Nothing, (Is<field_region>, ()))`. So conditions on the same fields are of one type, in whatever order they
//! name them.

use std::marker::PhantomData;

use crate::expr::field::{FieldDef, Steps};

/// What a condition names by a path to `F` from `P`.
pub type Named<P, F> = <<P as Steps>::First<F> as FieldDef>::Key;

/// A place in the list whose field is not named.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

/// The field that `F` stands for.
pub struct Is<F>(PhantomData<fn() -> F>);

/// The fields of two conditions together.
pub trait With<K> {
    /// Those of both.
    type Both;
}

impl<K> With<K> for () {
    type Both = K;
}

impl<A, R> With<()> for (A, R) {
    type Both = (A, R);
}

impl<A: Either<B>, R: With<S>, B, S> With<(B, S)> for (A, R) {
    type Both = (A::Which, R::Both);
}

/// One place of two lists.
pub trait Either<B> {
    /// What stands there in either.
    type Which;
}

impl<B> Either<B> for Nothing {
    type Which = B;
}

impl<F> Either<Nothing> for Is<F> {
    type Which = Self;
}

impl<F> Either<Is<F>> for Is<F> {
    type Which = Self;
}
