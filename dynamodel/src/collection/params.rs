//! The parameters of a partition, as types.

use crate::key::unknown::Unknown;
use crate::key::{KeySegment, KeyWriter, Seg};

/// A list of parameters: `(Seg<u64, Partition>, ())`.
pub trait Params {
    /// Their values, nested as the list is.
    type Values<'a>;

    /// Writes a partition key that has these segments.
    fn write(values: Self::Values<'_>, writer: KeyWriter) -> KeyWriter;
}

impl Params for () {
    type Values<'a> = ();

    fn write((): (), writer: KeyWriter) -> KeyWriter {
        writer
    }
}

impl<T: KeySegment<S>, S, R: Params> Params for (Seg<T, S>, R) {
    type Values<'a> = (T::Arg<'a>, R::Values<'a>);

    fn write((first, rest): Self::Values<'_>, writer: KeyWriter) -> KeyWriter {
        R::write(rest, writer.segment::<T, S>(first))
    }
}

/// The parameters of an entity with errors.
impl Params for Unknown {
    type Values<'a> = Unknown;

    fn write(_values: Unknown, writer: KeyWriter) -> KeyWriter {
        writer
    }
}

/// The `N`-th parameter of a list.
pub trait Param<const N: usize> {
    /// The argument of a function.
    type Arg<'a>;
}

impl<T: KeySegment<S>, S, R> Param<0> for (Seg<T, S>, R) {
    type Arg<'a> = T::Arg<'a>;
}

macro_rules! further {
    ($($before:literal $at:literal),*) => {$(
        impl<H, R: Param<$before>> Param<$at> for (H, R) {
            type Arg<'a> = R::Arg<'a>;
        }
    )*};
}
further!(0 1, 1 2, 2 3, 3 4, 4 5, 5 6, 6 7, 7 8, 8 9, 9 10, 10 11, 11 12, 12 13, 13 14, 14 15);

/// Two patterns with the same parameters in the same order. If one has fewer, their templates have
/// been compared already.
pub trait SameParams<Other> {
    /// Evaluated by an expansion to require the trait.
    const SAME: bool = true;
}

impl<const N: usize> Param<N> for Unknown {
    type Arg<'a> = Unknown;
}

#[diagnostic::do_not_recommend]
impl<Other> SameParams<Other> for Unknown {}
#[diagnostic::do_not_recommend]
impl SameParams<Unknown> for () {}
#[diagnostic::do_not_recommend]
impl<H, R> SameParams<Unknown> for (H, R) {}
#[diagnostic::do_not_recommend]
impl SameParams<()> for () {}
#[diagnostic::do_not_recommend]
impl<H, R> SameParams<(H, R)> for () {}
#[diagnostic::do_not_recommend]
impl<H, R> SameParams<()> for (H, R) {}
impl<T1: SameType<T2>, S1: SameSpec<S2>, R1: SameParams<R2>, T2, S2, R2> SameParams<(Seg<T2, S2>, R2)>
    for (Seg<T1, S1>, R1)
{
}

/// Two parameters of one type.
#[diagnostic::on_unimplemented(
    message = "this pattern's partition takes a `{Self}` where that of the collection's first pattern takes a `{Other}`",
    label = "give the fields in the partition keys one type",
    note = "the patterns of a collection are read with the same values"
)]
pub trait SameType<Other> {}

impl<T> SameType<T> for T {}

/// Two parameters of one format.
#[diagnostic::on_unimplemented(
    message = "this pattern's partition key has another format than that of the collection's first pattern",
    label = "write the same spec after the colon in both `pk` templates: `lower`, for example, in both or in neither",
    note = "the patterns of a collection are read with the same values; here one is written with `{Self}`, in the first pattern with `{Other}`"
)]
pub trait SameSpec<Other> {}

impl<S> SameSpec<S> for S {}
