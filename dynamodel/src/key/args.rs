//! Values for the leading segments of a sort key, and ranges between them.

use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use super::KeyWriter;
use super::spec::{Direction, InOrder};

/// A segment of type `T` written as `S` says, at the head of a list of the segments still open.
#[derive(Clone, Copy, Debug)]
pub struct Seg<T, S>(PhantomData<fn() -> (T, S)>);

/// Values for the first segments of the list `Open`: one value bare, or a tuple of as many as wanted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit the next segments of this sort key",
    label = "expected a value of the type that `{Open}` starts with, or a tuple of its types",
    note = "give one value as it is or a tuple of values, in the order of the sort key's segments and of their types; strings as `&str`"
)]
pub trait KeyPrefix<Open> {
    /// The segments behind these.
    type Rest;

    #[doc(hidden)]
    fn write(&self, writer: &mut KeyWriter);
}

/// Values for segments that are all ordered, so that there are ranges between them.
#[diagnostic::on_unimplemented(
    message = "a range over the next segments of this sort key cannot begin or end with `{Self}`",
    label = "expected a value of the type that `{Open}` starts with, or a tuple of its types",
    note = "a range goes from one value to another, or from a tuple of values to one of the same length; in an index over several attributes it is over one of them, behind `.prefix((value,))`"
)]
pub trait KeyEdge<Open>: KeyPrefix<Open> {}

/// A Rust range over the next segments of a sort key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no range over the next segments of this sort key",
    label = "expected a range such as `a..b`, `a..` or `..=b`"
)]
pub trait KeyRange<Open> {
    #[doc(hidden)]
    type Edge: KeyEdge<Open>;

    #[doc(hidden)]
    fn into_bounds(self) -> (Bound<Self::Edge>, Bound<Self::Edge>);
}

/// Implements [`KeyPrefix`] and [`KeyEdge`] for one value standing for itself.
macro_rules! bare_argument {
    ($argument:ty => $type:ty, $spec:path, $ordered:path, |$value:ident| $arg:expr) => {
        impl<S: $spec, R> $crate::key::KeyPrefix<($crate::key::Seg<$type, S>, R)> for $argument {
            type Rest = R;

            fn write(&self, writer: &mut $crate::key::KeyWriter) {
                let $value = self;
                writer.write_value::<$type, S>(&$arg);
            }
        }

        impl<S: $ordered, R> $crate::key::KeyEdge<($crate::key::Seg<$type, S>, R)> for $argument {}
    };
}
pub(crate) use bare_argument;

macro_rules! tuples {
    ($open:ty, $rest:ident; $($value:ident $type:ident $spec:ident $at:tt),+) => {
        impl<$($value, $type, $spec,)+ $rest> KeyPrefix<$open> for ($($value,)+)
        where
            $($value: KeyPrefix<(Seg<$type, $spec>, ())>,)+
        {
            type Rest = $rest;

            fn write(&self, writer: &mut KeyWriter) {
                $(self.$at.write(writer);)+
            }
        }

        impl<$($value, $type, $spec,)+ $rest> KeyEdge<$open> for ($($value,)+)
        where
            S1: Direction,
            $($value: KeyEdge<(Seg<$type, $spec>, ())>, $spec: InOrder<<S1 as Direction>::Order>,)+
        {
        }
    };
}
tuples!((Seg<T1, S1>, R), R; V1 T1 S1 0);
tuples!((Seg<T1, S1>, (Seg<T2, S2>, R)), R; V1 T1 S1 0, V2 T2 S2 1);
tuples!((Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, R))), R; V1 T1 S1 0, V2 T2 S2 1, V3 T3 S3 2);
tuples!(
    (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, (Seg<T4, S4>, R)))), R;
    V1 T1 S1 0, V2 T2 S2 1, V3 T3 S3 2, V4 T4 S4 3
);
tuples!(
    (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, (Seg<T4, S4>, (Seg<T5, S5>, R))))), R;
    V1 T1 S1 0, V2 T2 S2 1, V3 T3 S3 2, V4 T4 S4 3, V5 T5 S5 4
);
tuples!(
    (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, (Seg<T4, S4>, (Seg<T5, S5>, (Seg<T6, S6>, R)))))), R;
    V1 T1 S1 0, V2 T2 S2 1, V3 T3 S3 2, V4 T4 S4 3, V5 T5 S5 4, V6 T6 S6 5
);

macro_rules! ranges {
    ($($range:ty: |$value:ident| $bounds:expr;)*) => {$(
        impl<Open, V: KeyEdge<Open>> KeyRange<Open> for $range {
            type Edge = V;

            fn into_bounds(self) -> (Bound<V>, Bound<V>) {
                let $value = self;
                $bounds
            }
        }
    )*};
}
ranges! {
    Range<V>: |range| (Bound::Included(range.start), Bound::Excluded(range.end));
    RangeFrom<V>: |range| (Bound::Included(range.start), Bound::Unbounded);
    RangeTo<V>: |range| (Bound::Unbounded, Bound::Excluded(range.end));
    RangeToInclusive<V>: |range| (Bound::Unbounded, Bound::Included(range.end));
    (Bound<V>, Bound<V>): |bounds| bounds;
}

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for RangeInclusive<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        let (start, end) = self.into_inner();
        (Bound::Included(start), Bound::Included(end))
    }
}
