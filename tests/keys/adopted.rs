//! Formats of keys that hand-written code stores: the laws of segments, and the texts of `format!`.

use std::fmt::{Debug, Display};

use dynamodel::key::{KeySegment, Part, Template, spec};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use spec::{
    Desc, Exact, Lower, Micros, Millis, Nanos, Offset, PlainWidth, Seconds, ShortOffset, UnixMillis, Width,
};

use crate::hostile::cases;
use crate::segments::{Down, Order, Up, floor, laws, nanoseconds, template};

const US: i128 = 1_000;
const MS: i128 = 1_000_000;
const S: i128 = 1_000_000_000;

/// The key is the text of `format`, if the key accepts the value.
fn is_written_like<T, S>(values: impl Strategy<Value = T>, format: impl Fn(&T) -> String)
where
    T: KeySegment<S> + Debug,
{
    let outcome = TestRunner::new(cases()).run(&values, |value| {
        let mut text = String::new();
        if T::encode(&value.as_arg(), &mut text).is_err() {
            return Err(TestCaseError::reject("refused"));
        }
        prop_assert_eq!(text, format(&value));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

fn display<T: Display>(value: &T) -> String {
    value.to_string()
}

#[test]
fn padded_without_a_shift() {
    let signed = || prop_oneof![0..i64::MAX, (0..i64::MAX).prop_map(|value| value % 1_000), Just(-1_i64)];
    segment_laws! {
        i64 as PlainWidth<19>, signed(), Clone::clone, Up;
        i64 as Desc<PlainWidth<19>>, signed(), Clone::clone, Down;
        u8 as PlainWidth<2>, 0..120_u8, Clone::clone, Up;
        i128 as PlainWidth<38>, any::<i128>().prop_map(|value| value.saturating_abs() >> 2), Clone::clone, Up;
    }
    is_written_like::<i64, PlainWidth<19>>(signed(), |value| format!("{value:019}"));
    is_written_like::<i32, PlainWidth<8>>(-5..100_000_i32, |value| format!("{value:08}"));
}

/// Times with every length of a fraction.
fn short() -> impl Strategy<Value = i128> {
    (nanoseconds(), 0..10_u32).prop_map(|(time, digits)| floor(time, 10_i128.pow(digits)))
}

fn whole(unit: i128) -> impl Strategy<Value = i128> {
    nanoseconds().prop_map(move |time| floor(time, unit))
}

macro_rules! adopted_instant_laws {
    ($type:ty, $of:expr, $cut:expr) => {
        segment_laws! {
            $type as Micros, nanoseconds().prop_map($of), |time| $cut(time, US), Up;
            $type as Lower<Nanos>, nanoseconds().prop_map($of), Clone::clone, Up;
            $type as Exact<Lower<Millis>>, whole(MS).prop_map($of), Clone::clone, Up;
            $type as Offset<Seconds>, nanoseconds().prop_map($of), |time| $cut(time, S), Up;
            $type as ShortOffset, short().prop_map($of), Clone::clone, Up;
            $type as spec::Display, short().prop_map($of), Clone::clone, Order::None;
            $type as UnixMillis<Width<15>>, nanoseconds().prop_map($of), |time| $cut(time, MS), Up;
            $type as Exact<UnixMillis<Desc<Width<13>>>>, whole(MS).prop_map($of), Clone::clone, Down;
        }
        last_segment_laws! {
            $type as Lower<spec::SortLast>, nanoseconds().prop_map($of), Clone::clone, Up;
            $type as Lower<Micros>, nanoseconds().prop_map($of), |time| $cut(time, US), Up;
            $type as Exact<Micros>, whole(US).prop_map($of), Clone::clone, Up;
            $type as Exact<Lower<Offset<Micros>>>, whole(US).prop_map($of), Clone::clone, Up;
            $type as Lower<ShortOffset>, short().prop_map($of), Clone::clone, Up;
        }
    };
}

macro_rules! adopted_civil_laws {
    ($type:ty, $of:expr) => {
        segment_laws! {
            $type as Lower<Nanos>, nanoseconds().prop_map($of), Clone::clone, Up;
            $type as spec::Display, short().prop_map($of), Clone::clone, Order::None;
        }
        is_written_like::<$type, spec::Display>(short().prop_map($of), display);
    };
}

mod jiffs {
    use jiff::civil::DateTime;
    use jiff::{Timestamp, tz::Offset as Zone};

    use super::*;

    fn timestamp(nanoseconds: i128) -> Timestamp {
        Timestamp::from_nanosecond(nanoseconds).unwrap_or(Timestamp::MAX)
    }

    fn datetime(nanoseconds: i128) -> DateTime {
        Zone::UTC.to_datetime(timestamp(nanoseconds))
    }

    fn cut(time: &Timestamp, unit: i128) -> Timestamp {
        timestamp(floor(time.as_nanosecond(), unit))
    }

    #[test]
    fn jiff_times() {
        adopted_instant_laws!(Timestamp, timestamp, cut);
        is_written_like::<Timestamp, spec::Display>(short().prop_map(timestamp), display);
        is_written_like::<Timestamp, Micros>(nanoseconds().prop_map(timestamp), |time| {
            format!("{:.6}", cut(time, US))
        });
    }

    #[test]
    fn jiff_civil() {
        adopted_civil_laws!(DateTime, datetime);
    }
}

mod chronos {
    use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};

    use super::*;

    fn utc(nanoseconds: i128) -> DateTime<Utc> {
        let (seconds, rest) = (nanoseconds.div_euclid(S), nanoseconds.rem_euclid(S));
        let time =
            DateTime::from_timestamp(seconds.try_into().expect("few"), rest.try_into().expect("fewer"));
        time.expect("a time that chrono has")
    }

    fn naive(nanoseconds: i128) -> NaiveDateTime {
        utc(nanoseconds).naive_utc()
    }

    fn cut(time: &DateTime<Utc>, unit: i128) -> DateTime<Utc> {
        utc(floor(i128::from(time.timestamp()) * S + i128::from(time.timestamp_subsec_nanos()), unit))
    }

    #[test]
    fn chrono_times() {
        adopted_instant_laws!(DateTime<Utc>, utc, cut);
        is_written_like::<DateTime<Utc>, ShortOffset>(short().prop_map(utc), DateTime::to_rfc3339);
        is_written_like::<DateTime<Utc>, spec::Display>(short().prop_map(utc), display);
        is_written_like::<DateTime<Utc>, UnixMillis<Width<15>>>(nanoseconds().prop_map(utc), |time| {
            format!("{:015}", time.timestamp_millis())
        });
        is_written_like::<DateTime<Utc>, Micros>(nanoseconds().prop_map(utc), |time| {
            time.to_rfc3339_opts(SecondsFormat::Micros, true)
        });
        is_written_like::<DateTime<Utc>, Offset<Millis>>(nanoseconds().prop_map(utc), |time| {
            time.to_rfc3339_opts(SecondsFormat::Millis, false)
        });
    }

    #[test]
    fn chrono_naive() {
        adopted_civil_laws!(NaiveDateTime, naive);
    }
}

mod times {
    use time::{OffsetDateTime, PrimitiveDateTime, UtcDateTime};

    use super::*;

    fn utc(nanoseconds: i128) -> UtcDateTime {
        UtcDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap_or(UtcDateTime::MAX)
    }

    fn offset(nanoseconds: i128) -> OffsetDateTime {
        utc(nanoseconds).into()
    }

    fn civil(nanoseconds: i128) -> PrimitiveDateTime {
        let utc = utc(nanoseconds);
        PrimitiveDateTime::new(utc.date(), utc.time())
    }

    fn cut(time: &UtcDateTime, unit: i128) -> UtcDateTime {
        utc(floor(time.unix_timestamp_nanos(), unit))
    }

    fn cut_offset(time: &OffsetDateTime, unit: i128) -> OffsetDateTime {
        utc(floor(time.unix_timestamp_nanos(), unit)).into()
    }

    #[test]
    fn time_utc() {
        adopted_instant_laws!(UtcDateTime, utc, cut);
        is_written_like::<UtcDateTime, spec::Display>(short().prop_map(utc), display);
    }

    #[test]
    fn time_offset() {
        adopted_instant_laws!(OffsetDateTime, offset, cut_offset);
        is_written_like::<OffsetDateTime, spec::Display>(short().prop_map(offset), display);
    }

    #[test]
    fn time_primitive() {
        adopted_civil_laws!(PrimitiveDateTime, civil);
    }
}
