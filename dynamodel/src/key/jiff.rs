//! The dates and times of `jiff`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::instant::{Civil, Clock, Day, Fraction, Instant, Layout, Zone, time_segment};

impl Day for Date {
    const LEAST: Self = Self::MIN;

    fn ymd(self) -> (i32, u8, u8) {
        (self.year().into(), self.month().unsigned_abs(), self.day().unsigned_abs())
    }

    fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }
}

impl Civil for DateTime {
    type Day = Date;
    const ZONE: Zone = Zone::None;
    const DISPLAY: Layout = Layout::display('T', Fraction::AtLeast(0), "");

    fn split(self) -> Option<(Date, Clock)> {
        let clock = Clock {
            hour: self.hour().unsigned_abs(),
            minute: self.minute().unsigned_abs(),
            second: self.second().unsigned_abs(),
            nanosecond: self.subsec_nanosecond().unsigned_abs(),
        };
        Some((self.date(), clock))
    }

    fn join(day: Date, clock: Clock) -> Option<Self> {
        let Clock { hour, minute, second, nanosecond } = clock;
        let time = Time::new(
            hour.try_into().ok()?,
            minute.try_into().ok()?,
            second.try_into().ok()?,
            nanosecond.try_into().ok()?,
        );
        Some(day.to_datetime(time.ok()?))
    }
}

impl Civil for Timestamp {
    type Day = Date;
    const ZONE: Zone = Zone::Utc;
    const DISPLAY: Layout = Layout::display('T', Fraction::AtLeast(0), "Z");

    fn split(self) -> Option<(Date, Clock)> {
        Offset::UTC.to_datetime(self).split()
    }

    fn join(day: Date, clock: Clock) -> Option<Self> {
        Offset::UTC.to_timestamp(DateTime::join(day, clock)?).ok()
    }
}

impl Instant for Timestamp {
    const EPOCH: Self = Self::UNIX_EPOCH;

    fn unix(self) -> i64 {
        // Before 1970 `as_second` would cut towards it.
        self.as_second() - i64::from(self.subsec_nanosecond() < 0)
    }

    fn from_unix(seconds: i64, nanosecond: u32) -> Option<Self> {
        Self::new(seconds, nanosecond.try_into().ok()?).ok()
    }
}

time_segment!(day Date, STRING);
time_segment!(civil DateTime => Date, STRING);
time_segment!(instant Timestamp => Date, STRING);
