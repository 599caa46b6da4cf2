//! The fields of a condition that can be key attributes of a query.
//!
//! Each such field has a fixed position in the lists of its entity: `(Nothing, (Is<field_region>, ()))`. So conditions on
//! the same fields have one type, in any order of the fields.

use std::marker::PhantomData;

use crate::expr::field::{FieldDef, FieldKind, Steps};

/// The list of a condition on field `F` of the struct at `P`.
pub(crate) type Named<P, F> = <<<P as Steps>::First<F> as FieldDef>::Kind as FieldKind>::Key;

/// A position whose field is not in the condition.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

/// A position whose field is in the condition.
pub struct Is<F>(PhantomData<fn() -> F>);

/// The fields of two conditions together: two lists, or two positions of them.
pub trait With<K> {
    /// The fields of both.
    type Both;
}

impl<K> With<K> for () {
    type Both = K;
}

impl<A, R> With<()> for (A, R) {
    type Both = (A, R);
}

impl<A: With<B>, R: With<S>, B, S> With<(B, S)> for (A, R) {
    type Both = (A::Both, R::Both);
}

impl<B> With<B> for Nothing {
    type Both = B;
}

impl<F> With<Nothing> for Is<F> {
    type Both = Self;
}

impl<F> With<Is<F>> for Is<F> {
    type Both = Self;
}
