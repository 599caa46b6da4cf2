//! How a segment is written, as types: the derives turn `{n:08:desc}` into
//! `Desc<Width<8>>`, and a segment without a word into the default of its position.

use core::marker::PhantomData;

/// The default in a partition key: integers are plain decimal.
#[derive(Clone, Copy, Debug)]
pub struct Partition;

/// The default in a sort key before further text: ordered, so integers are zero-padded.
#[derive(Clone, Copy, Debug)]
pub struct Sort;

/// The default at the end of a sort key, the one place where strings are ordered.
#[derive(Clone, Copy, Debug)]
pub struct SortLast;

/// The default in the key of a unique marker: every value has a text of its own and none is refused, so strings
/// are escaped and integers plain.
#[derive(Clone, Copy, Debug)]
pub struct Marker;

/// `plain`: decimal without padding, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// `08`: zero-padded to this many digits.
#[derive(Clone, Copy, Debug)]
pub struct Width<const DIGITS: usize>;

/// `desc`: complemented, so that greater numbers come first.
#[derive(Clone, Copy, Debug)]
pub struct Desc<S>(PhantomData<S>);

/// `10.2`: a decimal of 10 digits, 2 of them after the point.
#[derive(Clone, Copy, Debug)]
pub struct Decimal<const DIGITS: usize, const SCALE: u32>;

/// `escaped`: awkward bytes are percent-escaped.
#[derive(Clone, Copy, Debug)]
pub struct Escaped;

/// `any`: the rest of the key, whatever it holds.
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// `lower`: written in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Lower<S>(PhantomData<S>);

/// `upper`: written in upper case.
#[derive(Clone, Copy, Debug)]
pub struct Upper<S>(PhantomData<S>);

/// `ms`: a time cut to milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Millis;

/// `s`: a time cut to seconds.
#[derive(Clone, Copy, Debug)]
pub struct Seconds;

/// `unix`: a time as whole seconds since 1970, written as the number format `S` says.
#[derive(Clone, Copy, Debug)]
pub struct Unix<S>(PhantomData<S>);

/// `exact`: a time in units of `S`, which must be whole.
#[derive(Clone, Copy, Debug)]
pub struct Exact<S>(PhantomData<S>);

/// `date`: the calendar date of a time, in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Date;

/// The default specs: what a type without options of its own is written with.
#[diagnostic::on_unimplemented(
    message = "a type with one form only cannot be written with `{Self}` in a key",
    label = "remove the word after the colon"
)]
pub trait Position {}
impl Position for Partition {}
impl Position for Sort {}
impl Position for SortLast {}
impl Position for Marker {}

/// The default specs of a sort key.
pub trait SortPosition: Position {}
impl SortPosition for Sort {}
impl SortPosition for SortLast {}

/// The default spec of a sort key's end.
#[diagnostic::on_unimplemented(
    message = "bytes in this place have no ranges",
    label = "give a whole value: `.prefix(value)`",
    note = "bytes are ordered only at the end of the sort key"
)]
pub trait LastPosition: SortPosition {}
impl LastPosition for SortLast {}

/// A way in which the texts of a segment sort.
pub trait Order {
    /// The other way.
    type Reverse: Order;
    /// Whether greater values come first.
    const DESCENDING: bool;
}

/// Lesser values come first.
#[derive(Clone, Copy, Debug)]
pub struct Ascending;

/// Greater values come first.
#[derive(Clone, Copy, Debug)]
pub struct Descending;

impl Order for Ascending {
    type Reverse = Descending;
    const DESCENDING: bool = false;
}
impl Order for Descending {
    type Reverse = Ascending;
    const DESCENDING: bool = true;
}

/// Which way a spec sorts. Ranges are ranges of values, so between descending edges the greater
/// value is the lower edge of the key.
pub trait Direction {
    /// The way, as a type.
    type Order: Order;
}

macro_rules! ascending {
    ($([$($parameters:tt)*] $spec:ty),* $(,)?) => {$(
        impl<$($parameters)*> Direction for $spec {
            type Order = Ascending;
        }
    )*};
}
macro_rules! uncut {
    ($([$($parameters:tt)*] $spec:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameters)*> Uncut for $spec {}
    )*};
}
ascending!([] Partition, [] Sort, [] SortLast, [] Marker, [] Plain, [] Escaped, [] Any, [] Millis, [] Seconds, [] Date);
ascending!([const DIGITS: usize] Width<DIGITS>, [S] Lower<S>, [S] Upper<S>);
ascending!([const DIGITS: usize, const SCALE: u32] Decimal<DIGITS, SCALE>);

impl<S: Direction> Direction for Desc<S> {
    type Order = <S::Order as Order>::Reverse;
}
impl<S: Direction> Direction for Unix<S> {
    type Order = S::Order;
}
impl<S: Direction> Direction for Exact<S> {
    type Order = S::Order;
}

/// A spec that writes different values differently, so that a range can continue behind it.
#[diagnostic::on_unimplemented(
    message = "a range cannot continue behind a time that is cut, here with `{Self}`",
    label = "give the time by `.prefix(..)`, then a range over the rest; or a range over the time alone",
    note = "times of one millisecond or second are not in their order: with `exact`, as in `{{at:ms:exact}}`, the key holds whole ones only"
)]
pub trait Uncut {}
uncut!([] Partition, [] Sort, [] SortLast, [] Marker, [] Plain, [] Escaped, [] Any, [] Date);
uncut!([const DIGITS: usize] Width<DIGITS>, [const DIGITS: usize, const SCALE: u32] Decimal<DIGITS, SCALE>);
uncut!([S] Desc<S>, [S] Lower<S>, [S] Upper<S>, [S] Exact<S>);

/// A spec that sorts the way `O`.
pub trait InOrder<O> {}
impl<S: Direction<Order: SameOrder<O>>, O> InOrder<O> for S {}

/// That both ways are one.
#[diagnostic::on_unimplemented(
    message = "a range over these segments would go up in one and down in the other",
    label = "give the first value by `.prefix(..)`, then a range over the rest",
    note = "`desc` turns a segment around"
)]
pub trait SameOrder<O> {}
#[diagnostic::do_not_recommend]
impl SameOrder<Self> for Ascending {}
#[diagnostic::do_not_recommend]
impl SameOrder<Self> for Descending {}
