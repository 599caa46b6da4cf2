//! Values for the leading segments of a sort key, and ranges between them.

use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use super::KeyWriter;
use super::spec::{Direction, SameOrder, Uncut};

/// A segment of type `T` with spec `S`, at the head of the list of open segments.
#[derive(Clone, Copy, Debug)]
pub struct Seg<T, S>(PhantomData<fn() -> (T, S)>);

/// The sort key of a query of which no further segment can be specified.
#[derive(Clone, Copy, Debug)]
pub struct Closed;

/// Values for the first segments of the list `Open`: one value bare, or a tuple of as many as wanted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the next value of this sort key",
    label = "give the next values of the sort key, each of the type of its field",
    note = "the rest of the sort key is `{Open}`, where `Seg<u64, _>` is a `u64` and `Attr<field_due>` the value of `due`",
    note = "write one value alone and several as a tuple; values are whole: for a year or a month write `.range(from..to)`, for the start of a text `.starts_with_raw(\"..\")`"
)]
pub trait KeyPrefix<Open> {
    /// The segments after these.
    type Rest;

    #[doc(hidden)]
    fn write(&self, writer: &mut KeyWriter);
}

/// Values for ordered segments, which can be edges of a range.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an end of a range over this sort key",
    label = "give the next value of the sort key at either end, of the type of its field, or tuples of one length",
    note = "the rest of the sort key is `{Open}`, where `Seg<u64, _>` is a `u64` and `Attr<field_due>` the value of `due`",
    note = "in an index over several attributes a range is over one of them, after `.prefix(..)` with the values before it"
)]
pub trait KeyEdge<Open>: KeyPrefix<Open> {}

/// At least one sort key segment is still open.
#[diagnostic::on_unimplemented(
    message = "nothing can follow here: the sort key has no further value, or a `range` has ended it",
    label = "give whole values first: `.prefix(1).range(4..)`",
    note = "a query goes down the sort key: values from its start, then one range"
)]
pub trait Follows<Open> {}
#[diagnostic::do_not_recommend]
impl<V, H, R> Follows<(H, R)> for V {}

impl<V: Follows<Closed>> KeyPrefix<Closed> for V {
    type Rest = Closed;

    fn write(&self, _writer: &mut KeyWriter) {}
}

impl<V: Follows<Closed>> KeyEdge<Closed> for V {}

/// A Rust range over the next segments of a sort key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a range over this sort key",
    label = "write a range, such as `a..b`, `a..` or `..=b`",
    note = "items of one value are found by `.prefix(value)`"
)]
pub trait KeyRange<Open> {
    #[doc(hidden)]
    type Edge: KeyEdge<Open>;

    #[doc(hidden)]
    fn into_bounds(self) -> (Bound<Self::Edge>, Bound<Self::Edge>);
}

/// Implements [`KeyPrefix`] and [`KeyEdge`] for single values.
macro_rules! bare_argument {
    ($argument:ty => $type:ty, $spec:path, $ordered:path, |$value:ident| $arg:expr) => {
        #[diagnostic::do_not_recommend]
        impl<S: $spec, R> $crate::key::KeyPrefix<($crate::key::Seg<$type, S>, R)> for $argument {
            type Rest = R;

            fn write(&self, writer: &mut $crate::key::KeyWriter) {
                let $value = self;
                writer.write_value::<$type, S>(&$arg);
            }
        }

        impl<S: $spec + $ordered, R> $crate::key::KeyEdge<($crate::key::Seg<$type, S>, R)> for $argument {}
    };
}
pub(crate) use bare_argument;

/// Implements [`KeyPrefix`] for tuples of values, and [`KeyEdge`] for those of ordered segments of one direction.
macro_rules! tuples {
    ($open:ty, $ordered:ty; $($value:ident $head:ident $type:ident $spec:ident $position:tt),+; $($before:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($value, $head,)+ R> KeyPrefix<$open> for ($($value,)+)
        where
            $($value: KeyPrefix<($head, Closed)>,)+
        {
            type Rest = R;

            fn write(&self, writer: &mut KeyWriter) {
                $(self.$position.write(writer);)+
            }
        }

        impl<$($value, $type, $spec,)+ R> KeyEdge<$ordered> for ($($value,)+)
        where
            S1: Direction,
            $($value: KeyEdge<(Seg<$type, $spec>, Closed)>, $spec: Direction<Order: SameOrder<<S1 as Direction>::Order>>,)+
            $($before: Uncut,)*
        {
        }
    };
}
tuples!(
    (H1, R), (Seg<T1, S1>, R);
    V1 H1 T1 S1 0;
);
tuples!(
    (H1, (H2, R)), (Seg<T1, S1>, (Seg<T2, S2>, R));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1; S1
);
tuples!(
    (H1, (H2, (H3, R))), (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, R)));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2; S1, S2
);
tuples!(
    (H1, (H2, (H3, (H4, R)))), (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, (Seg<T4, S4>, R))));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2, V4 H4 T4 S4 3; S1, S2, S3
);
tuples!(
    (H1, (H2, (H3, (H4, (H5, R))))), (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, (Seg<T4, S4>, (Seg<T5, S5>, R)))));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2, V4 H4 T4 S4 3, V5 H5 T5 S5 4; S1, S2, S3, S4
);
tuples!(
    (H1, (H2, (H3, (H4, (H5, (H6, R)))))), (Seg<T1, S1>, (Seg<T2, S2>, (Seg<T3, S3>, (Seg<T4, S4>, (Seg<T5, S5>, (Seg<T6, S6>, R))))));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2, V4 H4 T4 S4 3, V5 H5 T5 S5 4, V6 H6 T6 S6 5; S1, S2, S3, S4, S5
);

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for Range<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Included(self.start), Bound::Excluded(self.end))
    }
}

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for RangeFrom<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Included(self.start), Bound::Unbounded)
    }
}

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for RangeTo<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Unbounded, Bound::Excluded(self.end))
    }
}

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for RangeToInclusive<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Unbounded, Bound::Included(self.end))
    }
}

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for RangeInclusive<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        let (start, end) = self.into_inner();
        (Bound::Included(start), Bound::Included(end))
    }
}

impl<Open, V: KeyEdge<Open>> KeyRange<Open> for (Bound<V>, Bound<V>) {
    type Edge = V;

    fn into_bounds(self) -> Self {
        self
    }
}
