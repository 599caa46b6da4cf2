//! The leading segments that all sort keys of a collection share, as types.
//!
//! `proof::collection::shared` decides how many there are, and why there are not more.

use std::marker::PhantomData;

use crate::key::spec::{Sort, SortLast};
use crate::key::unknown::Unknown;
use crate::key::{Closed, KeyPrefix, KeySegment, KeyWriter, Seg, Shape};

/// Two segments, which [`SAME`](Self::SAME) compares by their type and spec: `SameSegment::<A, B>::SAME` is the constant of
/// this type if they are one, and that of [`DifferentSegment`] otherwise.
#[derive(Clone, Copy, Debug)]
pub struct SameSegment<A, B>(PhantomData<fn() -> (A, B)>);

impl<S> SameSegment<S, S> {
    /// The segments are the same.
    pub const SAME: bool = true;
}

/// A string, and a name of a length of its own, is written or ordered in another way at the end of a sort key.
macro_rules! same_anywhere {
    ($(($one:ty, $other:ty)),*) => {$(
        impl<T: KeySegment<$one> + KeySegment<$other>> SameSegment<Seg<T, $one>, Seg<T, $other>> {
            /// The segments are the same if their texts do not start with each other.
            pub const SAME: bool = sorts_anywhere(&<T as KeySegment<$one>>::SHAPE)
                && sorts_anywhere(&<T as KeySegment<$other>>::SHAPE);
        }
    )*};
}
same_anywhere!((Sort, SortLast), (SortLast, Sort));

/// Returns `true` if the texts have one order, whatever follows them.
const fn sorts_anywhere(shape: &Shape) -> bool {
    shape.width().is_some() || matches!(shape, Shape::Char)
}

/// See [`SameSegment`].
pub trait DifferentSegment {
    /// The segments are different.
    const SAME: bool = false;
}

impl<A, B> DifferentSegment for SameSegment<A, B> {}

/// The `N`-th open segment of the sort key of `E`, whose type may be private to the module of the entity. It is shared with
/// no other.
#[derive(Clone, Copy, Debug)]
pub struct PrivateSegment<E, const N: usize>(PhantomData<fn() -> E>);

/// The `N`-th segment of a list.
pub trait Nth<const N: usize> {
    /// The segment, or the end of the list.
    type Type;
}

impl<const N: usize> Nth<N> for Closed {
    type Type = Self;
}

impl<const N: usize> Nth<N> for Unknown {
    type Type = Self;
}

impl<H, R> Nth<0> for (H, R) {
    type Type = H;
}

/// The first `N` segments of a list, and `End` behind them.
pub trait First<const N: usize, End> {
    /// The list.
    type Type;
}

impl<L, End> First<0, End> for L {
    type Type = End;
}

macro_rules! further {
    ($($before:literal $at:literal),*) => {$(
        impl<H, R: Nth<$before>> Nth<$at> for (H, R) {
            type Type = R::Type;
        }

        impl<H, R: First<$before, End>, End> First<$at, End> for (H, R) {
            type Type = (H, R::Type);
        }
    )*};
}
further!(0 1, 1 2, 2 3, 3 4, 4 5, 5 6);

/// `A` if `YES`, otherwise `B`.
#[derive(Clone, Copy, Debug)]
pub struct If<const YES: bool>;

/// See [`If`].
pub trait Choose<A, B> {
    /// The type.
    type Type;
}

impl<A, B> Choose<A, B> for If<true> {
    type Type = A;
}

impl<A, B> Choose<A, B> for If<false> {
    type Type = B;
}

/// The reason why the shared segments end: see [`SharedSort::end`](crate::proof::collection::shared::SharedSort).
#[derive(Clone, Copy, Debug)]
pub struct EndOf<const REASON: usize>;

/// The type behind the shared segments, where the sort keys of the patterns `A` and `B` part.
pub trait Between<A, B> {
    /// It takes no value, and says why.
    type Type;
}

/// No sort key has a further segment.
pub(crate) const CLOSED: usize = 0;
/// The texts differ.
pub(crate) const OTHER_TEXT: usize = 1;
/// The segments differ in type or spec.
pub(crate) const OTHER_SEGMENT: usize = 2;
/// One sort key has no further segment.
pub(crate) const NO_SEGMENT: usize = 3;
/// An entity has errors.
pub(crate) const UNKNOWN: usize = 4;

impl<A, B> Between<A, B> for EndOf<CLOSED> {
    type Type = Closed;
}

impl<A, B> Between<A, B> for EndOf<OTHER_TEXT> {
    type Type = OtherText<A, B>;
}

impl<A, B> Between<A, B> for EndOf<OTHER_SEGMENT> {
    type Type = OtherSegment<A, B>;
}

impl<A, B> Between<A, B> for EndOf<NO_SEGMENT> {
    type Type = NoSegment<A, B>;
}

impl<A, B> Between<A, B> for EndOf<UNKNOWN> {
    type Type = Unknown;
}

/// Declares what follows the shared segments, and the trait whose absence is the message.
macro_rules! ends {
    ($($(#[$text:meta])+ $end:ident $says:ident;)*) => {$(
        /// The end of the shared segments of the patterns `A` and `B`.
        #[derive(Clone, Copy, Debug)]
        pub struct $end<A, B>(PhantomData<fn() -> (A, B)>);

        $(#[$text])+
        pub trait $says<First> {}

        impl<V, A, B: $says<A>> KeyPrefix<$end<A, B>> for V {
            type Rest = Closed;
            type Edge = Closed;

            fn write(&self, _writer: &mut KeyWriter) {}
        }
    )*};
}
ends! {
    /// The message where literals differ.
    #[diagnostic::on_unimplemented(
        message = "the sort keys of `{First}` and `{Self}` have different text here, and a collection is narrowed by what all its sort keys start with",
        label = "remove this, or query `{First}` and `{Self}` by their own access patterns",
        note = "write the same text and field at the start of each `sk`: `sk = \"AT#{{at}}#ORDER\"` and `sk = \"AT#{{at}}#TICKET\"`, for example, have a range over `at`"
    )]
    OtherText SharesText;
    /// The message where segments differ.
    #[diagnostic::on_unimplemented(
        message = "the sort keys of `{First}` and `{Self}` have different fields here, and a collection is narrowed by what all its sort keys start with",
        label = "give the fields of `{First}` and `{Self}` one type, and their placeholders one spec after the colon, or remove this",
        note = "the names of the fields may differ; a string at the end of one sort key is not written as one in the middle of another; \
                a field of a type of your own must be `pub`"
    )]
    OtherSegment SharesSegment;
    /// The message where one sort key ends.
    #[diagnostic::on_unimplemented(
        message = "one of the sort keys of `{First}` and `{Self}` ends here, and a collection is narrowed by what all its sort keys start with",
        label = "remove this, or query the longer one by its own access pattern"
    )]
    NoSegment SharesEnd;
}
