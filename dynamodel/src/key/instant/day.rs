//! The specs of dates in keys.

use super::Day;
use super::layout::DAY_SETS;
use crate::key::{Tick, spec};
use crate::schema::shape::Shape;

/// The format of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFormat {
    /// `2020-02-01`
    Date,
    /// `2020-02`
    Month,
    /// `2020`
    Year,
}

/// A spec for a date.
#[diagnostic::on_unimplemented(
    message = "a date cannot be written with `{Self}` in a key",
    label = "a date takes `month` or `year`"
)]
pub trait DaySpec {
    #[doc(hidden)]
    const FORMAT: DayFormat = DayFormat::Date;
}

/// A spec under which the bytes of a date sort like dates.
#[diagnostic::on_unimplemented(message = "a date written with `{Self}` has no ranges")]
pub trait OrderedDaySpec: DaySpec {}

impl DaySpec for spec::Partition {}
impl DaySpec for spec::Sort {}
impl DaySpec for spec::SortLast {}
impl DaySpec for spec::Marker {}
impl DaySpec for spec::Display {}
impl DaySpec for spec::Month {
    const FORMAT: DayFormat = DayFormat::Month;
}
impl DaySpec for spec::Year {
    const FORMAT: DayFormat = DayFormat::Year;
}

impl OrderedDaySpec for spec::Sort {}
impl OrderedDaySpec for spec::Display {}
impl OrderedDaySpec for spec::SortLast {}
impl OrderedDaySpec for spec::Month {}
impl OrderedDaySpec for spec::Year {}

impl DayFormat {
    pub(in crate::key) const fn shape(self) -> Shape {
        let width = match self {
            Self::Date => 10,
            Self::Month => 7,
            Self::Year => 4,
        };
        Shape::Fixed(DAY_SETS.split_at(width).0)
    }

    pub(in crate::key) const fn is_lossless(self) -> bool {
        matches!(self, Self::Date)
    }

    /// The name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Date => "a date",
            Self::Month => "a month, such as `2020-02`",
            Self::Year => "a year of four digits",
        }
    }

    /// The position of a date among those that truncation makes equal; `None` if the key has all of it.
    pub(in crate::key) fn tick<D: Day>(self, date: D) -> Option<Tick> {
        let (year, month, day) = date.ymd();
        match self {
            Self::Date => None,
            Self::Month => {
                Some(Tick::new("month", day == 1, D::from_ymd(year, month, day.saturating_add(1)).is_none()))
            }
            Self::Year => Some(Tick::new("year", (month, day) == (1, 1), (month, day) == (12, 31))),
        }
    }
}
