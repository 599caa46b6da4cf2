//! Specs: formats of segments, as types. The derives turn `{n:08:desc}` into `Desc<Width<8>>`, and a segment without a
//! spec into the default of its position.

use core::marker::PhantomData;

/// The default in a partition key: integers are plain decimal.
#[derive(Clone, Copy, Debug)]
pub struct Partition;

/// The default in a sort key before further text: ordered, so integers are zero-padded.
#[derive(Clone, Copy, Debug)]
pub struct Sort;

/// The default at the end of a sort key, the only position where strings are ordered.
#[derive(Clone, Copy, Debug)]
pub struct SortLast;

/// The default in the key of a unique marker: strings are escaped and integers plain, so that no value is refused.
#[derive(Clone, Copy, Debug)]
pub struct Marker;

/// `plain`: decimal without padding, in any position.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// `08`: zero-padded to this many digits.
#[derive(Clone, Copy, Debug)]
pub struct Width<const DIGITS: usize>;

/// `08:plain`: zero-padded to this many digits, without the shift of signed integers. Negative numbers are refused.
#[derive(Clone, Copy, Debug)]
pub struct PlainWidth<const DIGITS: usize>;

/// `desc`: complemented, so that greater numbers come first.
#[derive(Clone, Copy, Debug)]
pub struct Desc<S>(PhantomData<S>);

/// `10.2`: a decimal of 10 digits, 2 of them after the point.
#[derive(Clone, Copy, Debug)]
pub struct Decimal<const DIGITS: usize, const SCALE: u32>;

/// `escaped`: percent-escaped where the text could be misread.
#[derive(Clone, Copy, Debug)]
pub struct Escaped;

/// `any`: the rest of the key, any text.
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// `lower`: written in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Lower<S>(PhantomData<S>);

/// `upper`: written in upper case.
#[derive(Clone, Copy, Debug)]
pub struct Upper<S>(PhantomData<S>);

/// `ns`: a time with nine fraction digits, as without a spec.
#[derive(Clone, Copy, Debug)]
pub struct Nanos;

/// `us`: a time truncated to microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Micros;

/// `ms`: a time truncated to milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Millis;

/// `s`: a time truncated to seconds.
#[derive(Clone, Copy, Debug)]
pub struct Seconds;

/// `unix`: a time as whole seconds since 1970, in the number format `S`.
#[derive(Clone, Copy, Debug)]
pub struct Unix<S>(PhantomData<S>);

/// `unix:ms`: a time as whole milliseconds since 1970, in the number format `S`.
#[derive(Clone, Copy, Debug)]
pub struct UnixMillis<S>(PhantomData<S>);

/// `unix:float`: a time as seconds since 1970 with a fraction, in the position `P`.
#[derive(Clone, Copy, Debug)]
pub struct UnixFloat<P>(PhantomData<P>);

/// `unix:float:us`: a time as seconds since 1970 with a fraction, cut to microseconds, in the position `P`.
#[derive(Clone, Copy, Debug)]
pub struct UnixFloatMicros<P>(PhantomData<P>);

/// `offset` with a unit: a time with `+00:00` instead of `Z`.
#[derive(Clone, Copy, Debug)]
pub struct Offset<S>(PhantomData<S>);

/// `offset`: a time with `+00:00` and a fraction of 0, 3, 6 or 9 digits.
#[derive(Clone, Copy, Debug)]
pub struct ShortOffset;

/// `display`: a time as its type's `Display` writes it.
#[derive(Clone, Copy, Debug)]
pub struct Display;

/// `exact`: a time in units of `S`, which must be whole.
#[derive(Clone, Copy, Debug)]
pub struct Exact<S>(PhantomData<S>);

/// `hour`: a time truncated to hours.
#[derive(Clone, Copy, Debug)]
pub struct Hour;

/// `date`: the calendar date of a time, in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Date;

/// `month`: the month of a date, or of a time in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Month;

/// `year`: the year of a date, or of a time in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Year;

/// The default specs, for types with one format.
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

/// The sort direction of a segment.
pub trait Order {
    /// The opposite direction.
    type Reverse: Order;
    /// `true` if greater values come first.
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

/// A spec with a sort direction. In a range of descending values, the greater value is the lower edge of the key.
pub trait Direction {
    /// The direction.
    type Order: Order;
}

/// Implements [`Direction`] and [`Uncut`] for ascending specs that write different values as different texts.
macro_rules! plain_specs {
    ($([$($parameters:tt)*] $spec:ty),* $(,)?) => {$(
        impl<$($parameters)*> Direction for $spec {
            type Order = Ascending;
        }

        #[diagnostic::do_not_recommend]
        impl<$($parameters)*> Uncut for $spec {}
    )*};
}
plain_specs!([] Partition, [] Sort, [] SortLast, [] Marker, [] Plain, [] Escaped, [] Any, [] Date);
plain_specs!([] Nanos, [] ShortOffset, [] Display, [P] UnixFloat<P>);
plain_specs!([const DIGITS: usize] Width<DIGITS>, [const DIGITS: usize] PlainWidth<DIGITS>, [S] Upper<S>);
plain_specs!([const DIGITS: usize, const SCALE: u32] Decimal<DIGITS, SCALE>);

impl<P> Direction for UnixFloatMicros<P> {
    type Order = Ascending;
}
impl Direction for Micros {
    type Order = Ascending;
}
impl Direction for Millis {
    type Order = Ascending;
}
impl Direction for Seconds {
    type Order = Ascending;
}
impl Direction for Hour {
    type Order = Ascending;
}
impl Direction for Month {
    type Order = Ascending;
}
impl Direction for Year {
    type Order = Ascending;
}
impl<S> Direction for Lower<S> {
    type Order = Ascending;
}
impl<S> Direction for Offset<S> {
    type Order = Ascending;
}
impl<S: Direction> Direction for Desc<S> {
    type Order = <S::Order as Order>::Reverse;
}
impl<S: Direction> Direction for Unix<S> {
    type Order = S::Order;
}
impl<S: Direction> Direction for UnixMillis<S> {
    type Order = S::Order;
}
impl<S: Direction> Direction for Exact<S> {
    type Order = S::Order;
}

/// A spec that writes different values as different texts, so that a range can continue behind it.
#[diagnostic::on_unimplemented(
    message = "a range cannot continue behind a time that is cut, here with `{Self}`",
    label = "give the time by `.prefix(..)`, then a range over the rest; or a range over the time alone",
    note = "times of one millisecond or second are not in their order: with `exact`, as in `{{at:ms:exact}}`, the key holds whole ones only"
)]
pub trait Uncut {}
#[diagnostic::do_not_recommend]
impl<S> Uncut for Desc<S> {}
#[diagnostic::do_not_recommend]
impl<S> Uncut for Exact<S> {}
#[diagnostic::do_not_recommend]
impl<S: Uncut> Uncut for Lower<S> {}
#[diagnostic::do_not_recommend]
impl<S: Uncut> Uncut for Offset<S> {}

/// Both segments sort in the same direction.
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
