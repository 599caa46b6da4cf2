//! The dates and times of `time`.

use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

use super::instant::{Civil, Clock, Day, Fraction, Instant, Layout, Zone, time_segment};

impl Day for Date {
    const LEAST: Self = Self::MIN;

    fn ymd(self) -> (i32, u8, u8) {
        let (year, month, day) = self.to_calendar_date();
        (year, month.into(), day)
    }

    fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::from_calendar_date(year, month.try_into().ok()?, day).ok()
    }
}

impl Civil for PrimitiveDateTime {
    type Day = Date;
    const ZONE: Zone = Zone::None;
    const DISPLAY: Layout = Layout::display(' ', Fraction::AtLeast(1), "").unpadded();

    fn split(self) -> Option<(Date, Clock)> {
        let (hour, minute, second, nanosecond) = self.as_hms_nano();
        Some((self.date(), Clock { hour, minute, second, nanosecond }))
    }

    fn join(day: Date, clock: Clock) -> Option<Self> {
        let Clock { hour, minute, second, nanosecond } = clock;
        Some(Self::new(day, Time::from_hms_nano(hour, minute, second, nanosecond).ok()?))
    }
}

impl Civil for UtcDateTime {
    type Day = Date;
    const ZONE: Zone = Zone::Utc;
    const DISPLAY: Layout = Layout::display(' ', Fraction::AtLeast(1), " +00").unpadded();

    fn split(self) -> Option<(Date, Clock)> {
        PrimitiveDateTime::new(self.date(), self.time()).split()
    }

    fn join(day: Date, clock: Clock) -> Option<Self> {
        Some(PrimitiveDateTime::join(day, clock)?.as_utc())
    }
}

impl Instant for UtcDateTime {
    const EPOCH: Self = Self::UNIX_EPOCH;

    fn unix(self) -> i64 {
        self.unix_timestamp()
    }

    fn from_unix(seconds: i64, nanosecond: u32) -> Option<Self> {
        Self::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanosecond).ok()
    }
}

impl Civil for OffsetDateTime {
    type Day = Date;
    const ZONE: Zone = Zone::Utc;
    const DISPLAY: Layout = Layout::display(' ', Fraction::AtLeast(1), " +00:00:00").unpadded();

    fn split(self) -> Option<(Date, Clock)> {
        self.checked_to_utc()?.split()
    }

    fn join(day: Date, clock: Clock) -> Option<Self> {
        Some(UtcDateTime::join(day, clock)?.into())
    }
}

impl Instant for OffsetDateTime {
    const EPOCH: Self = Self::UNIX_EPOCH;

    fn unix(self) -> i64 {
        self.unix_timestamp()
    }

    fn from_unix(seconds: i64, nanosecond: u32) -> Option<Self> {
        Self::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanosecond).ok()
    }
}

time_segment!(day Date, Other);
time_segment!(civil PrimitiveDateTime => Date, Other);
time_segment!(instant UtcDateTime => Date, Other);
time_segment!(instant OffsetDateTime => Date, Other);
