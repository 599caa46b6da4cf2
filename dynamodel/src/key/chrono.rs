//! The dates and times of `chrono`.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use super::instant::{Civil, Clock, Day, Fraction, Instant, Layout, Zone, time_segment};

impl Day for NaiveDate {
    const LEAST: Self = Self::MIN;

    fn ymd(self) -> (i32, u8, u8) {
        (self.year(), small(self.month()), small(self.day()))
    }

    fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::from_ymd_opt(year, month.into(), day.into())
    }
}

impl Civil for NaiveDateTime {
    type Day = NaiveDate;
    const ZONE: Zone = Zone::None;
    const DISPLAY: Layout = Layout::display(' ', Fraction::Thousands, "");

    fn split(self) -> Option<(NaiveDate, Clock)> {
        let clock = Clock {
            hour: small(self.hour()),
            minute: small(self.minute()),
            second: small(self.second()),
            nanosecond: self.nanosecond(),
        };
        Some((self.date(), clock))
    }

    fn join(day: NaiveDate, clock: Clock) -> Option<Self> {
        let Clock { hour, minute, second, nanosecond } = clock;
        day.and_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
    }
}

impl Civil for DateTime<Utc> {
    type Day = NaiveDate;
    const ZONE: Zone = Zone::Utc;
    const DISPLAY: Layout = Layout::display(' ', Fraction::Thousands, " UTC");

    fn split(self) -> Option<(NaiveDate, Clock)> {
        self.naive_utc().split()
    }

    fn join(day: NaiveDate, clock: Clock) -> Option<Self> {
        Some(NaiveDateTime::join(day, clock)?.and_utc())
    }
}

impl Instant for DateTime<Utc> {
    const EPOCH: Self = Self::UNIX_EPOCH;

    fn unix(self) -> i64 {
        self.timestamp()
    }

    fn from_unix(seconds: i64, nanosecond: u32) -> Option<Self> {
        Self::from_timestamp(seconds, nanosecond)
    }
}

/// Months, days, hours, minutes and seconds all fit.
fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

time_segment!(day NaiveDate, STRING);
time_segment!(civil NaiveDateTime => NaiveDate, STRING);
time_segment!(instant DateTime<Utc> => NaiveDate, STRING);
