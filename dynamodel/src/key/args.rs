//! Values for the leading segments of a sort key, and ranges between them.

use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use super::spec::{Direction, SameOrder, Uncut};
use super::{KeyWriter, OrderedSegment};

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

    /// The segments of these.
    #[doc(hidden)]
    type Edge;

    #[doc(hidden)]
    fn write(&self, writer: &mut KeyWriter);
}

/// Ordered segments, which ranges can be over.
#[diagnostic::on_unimplemented(
    message = "these values cannot be the ends of a range",
    label = "give the next value of the sort key at either end",
    note = "in an index over several attributes a range is over one of them, after `.prefix(..)` with the values before it"
)]
pub trait KeyEdge {}

impl KeyEdge for Closed {}

impl<T: OrderedSegment<S>, S> KeyEdge for Seg<T, S> {}

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
    type Edge = Closed;

    fn write(&self, _writer: &mut KeyWriter) {}
}

/// A Rust range over the next segments of a sort key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a range over this sort key",
    label = "write a range, such as `a..b`, `a..` or `..=b`",
    note = "items of one value are found by `.prefix(value)`"
)]
pub trait KeyRange<Open> {
    #[doc(hidden)]
    type Edge: KeyPrefix<Open>;

    #[doc(hidden)]
    fn into_bounds(self) -> (Bound<Self::Edge>, Bound<Self::Edge>);
}

/// Implements [`KeyPrefix`] for single values.
macro_rules! bare_argument {
    ($argument:ty => $type:ty, $spec:path, |$value:ident| $arg:expr) => {
        #[diagnostic::do_not_recommend]
        impl<S: $spec, R> $crate::key::KeyPrefix<($crate::key::Seg<$type, S>, R)> for $argument {
            type Rest = R;
            type Edge = $crate::key::Seg<$type, S>;

            fn write(&self, writer: &mut $crate::key::KeyWriter) {
                let $value = self;
                writer.write_value::<$type, S>(&$arg);
            }
        }
    };
}
pub(crate) use bare_argument;

/// Implements [`KeyPrefix`] for tuples of values, and [`KeyEdge`] for those of ordered segments of one direction.
macro_rules! tuples {
    ($open:ty; $($value:ident $head:ident $type:ident $spec:ident $position:tt),+; $($before:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($value, $head,)+ R> KeyPrefix<$open> for ($($value,)+)
        where
            $($value: KeyPrefix<($head, Closed)>,)+
        {
            type Rest = R;
            type Edge = ($($value::Edge,)+);

            fn write(&self, writer: &mut KeyWriter) {
                $(self.$position.write(writer);)+
            }
        }

        impl<$($type, $spec,)+> KeyEdge for ($(Seg<$type, $spec>,)+)
        where
            S1: Direction,
            $($type: OrderedSegment<$spec>, $spec: Direction<Order: SameOrder<<S1 as Direction>::Order>>,)+
            $($before: Uncut,)*
        {
        }
    };
}
tuples!(
    (H1, R);
    V1 H1 T1 S1 0;
);
tuples!(
    (H1, (H2, R));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1; S1
);
tuples!(
    (H1, (H2, (H3, R)));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2; S1, S2
);
tuples!(
    (H1, (H2, (H3, (H4, R))));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2, V4 H4 T4 S4 3; S1, S2, S3
);
tuples!(
    (H1, (H2, (H3, (H4, (H5, R)))));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2, V4 H4 T4 S4 3, V5 H5 T5 S5 4; S1, S2, S3, S4
);
tuples!(
    (H1, (H2, (H3, (H4, (H5, (H6, R))))));
    V1 H1 T1 S1 0, V2 H2 T2 S2 1, V3 H3 T3 S3 2, V4 H4 T4 S4 3, V5 H5 T5 S5 4, V6 H6 T6 S6 5; S1, S2, S3, S4, S5
);

impl<Open, V: KeyPrefix<Open, Edge: KeyEdge>> KeyRange<Open> for Range<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Included(self.start), Bound::Excluded(self.end))
    }
}

impl<Open, V: KeyPrefix<Open, Edge: KeyEdge>> KeyRange<Open> for RangeFrom<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Included(self.start), Bound::Unbounded)
    }
}

impl<Open, V: KeyPrefix<Open, Edge: KeyEdge>> KeyRange<Open> for RangeTo<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Unbounded, Bound::Excluded(self.end))
    }
}

impl<Open, V: KeyPrefix<Open, Edge: KeyEdge>> KeyRange<Open> for RangeToInclusive<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        (Bound::Unbounded, Bound::Included(self.end))
    }
}

impl<Open, V: KeyPrefix<Open, Edge: KeyEdge>> KeyRange<Open> for RangeInclusive<V> {
    type Edge = V;

    fn into_bounds(self) -> (Bound<V>, Bound<V>) {
        let (start, end) = self.into_inner();
        (Bound::Included(start), Bound::Included(end))
    }
}

impl<Open, V: KeyPrefix<Open, Edge: KeyEdge>> KeyRange<Open> for (Bound<V>, Bound<V>) {
    type Edge = V;

    fn into_bounds(self) -> Self {
        self
    }
}
