//! Every type with every spec: what is written is read back, different values have different
//! keys, and where a segment is ordered, keys sort as values do.

use std::fmt::Debug;

use dynamodel::key::{KeyError, KeyReader, KeySegment, KeyWriter, Part, Role, Template, spec};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use spec::{
    Any, Desc, Escaped, Exact, Hour, Lower, Millis, Month, Partition, Plain, Seconds, Sort, SortLast, Unix,
    Upper, Width, Year,
};

use crate::hostile::{cases, strings};

pub(crate) const fn template(text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: "Test", text, role: Role::Sort, delimiter: "#", parts, bounded: false }
}

/// The order of the keys of a segment.
#[derive(Clone, Copy)]
pub(crate) enum Order {
    None,
    Up,
    Down,
}
pub(crate) use Order::{Down, Up};

/// The part of a value that is in the key, or all of it.
pub(crate) type Normal<T> = fn(&T) -> T;

pub(crate) fn encode<T: KeySegment<S>, S>(
    template: &'static Template,
    value: &T,
) -> Result<String, KeyError> {
    let key = KeyWriter::new(template).segment::<T, S>(value.as_arg()).finish()?;
    Ok(key.text().to_owned())
}

pub(crate) fn laws<T, S>(
    template: &'static Template,
    values: impl Strategy<Value = T>,
    normal: Normal<T>,
    order: Order,
) where
    T: KeySegment<S> + Clone + Debug + PartialOrd,
{
    let pairs =
        (&values, &values, any::<bool>()).prop_map(|(x, y, same)| if same { (x.clone(), x) } else { (x, y) });
    let outcome = TestRunner::new(cases()).run(&pairs, |(x, y)| {
        let (Ok(a), Ok(b)) = (encode::<T, S>(template, &x), encode::<T, S>(template, &y)) else {
            return Err(TestCaseError::reject("refused"));
        };
        one_value::<T, S>(template, &a, &normal(&x))?;
        two_values((&a, &normal(&x)), (&b, &normal(&y)), order)
    });
    if let Err(failure) = outcome {
        panic!("{}: {failure}", template.text);
    }
}

fn one_value<T, S>(template: &'static Template, key: &str, normal: &T) -> TestCaseResult
where
    T: KeySegment<S> + Debug + PartialEq,
{
    let start = KeyWriter::new(template).finish().expect("a prefix");
    prop_assert!(key.starts_with(start.text()));
    let read = KeyReader::new(template, key).and_then(|reader| reader.value::<T, S>(1));
    let read = read.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&read, normal);
    let again = encode::<T, S>(template, &read).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(again, key);
    Ok(())
}

fn two_values<T: Debug + PartialOrd>((a, x): (&str, &T), (b, y): (&str, &T), order: Order) -> TestCaseResult {
    prop_assert_eq!(a == b, x == y, "{:?} of {:?}, {:?} of {:?}", a, x, b, y);
    let expected = match order {
        Order::None => return Ok(()),
        Order::Up => x.partial_cmp(y),
        Order::Down => y.partial_cmp(x),
    };
    prop_assert_eq!(Some(a.cmp(b)), expected, "{:?} of {:?}, {:?} of {:?}", a, x, b, y);
    Ok(())
}

/// Tests a segment before a literal and at the end of a key.
macro_rules! segment_laws {
    ($($type:ty as $spec:ty, $values:expr, $normal:expr, $order:expr;)*) => {$({
        static INNER: Template = template(
            concat!("k#{", stringify!($type), " as ", stringify!($spec), "}#tail"),
            &[Part::Literal("k#"), Part::segment::<$type, $spec>("value"), Part::Literal("#tail")],
        );
        laws::<$type, $spec>(&INNER, $values, $normal, $order);
        last_segment_laws!($type as $spec, $values, $normal, $order;);
    })*};
}

/// Tests a segment at the end of a key.
macro_rules! last_segment_laws {
    ($($type:ty as $spec:ty, $values:expr, $normal:expr, $order:expr;)*) => {$({
        static LAST: Template = template(
            concat!("k#{", stringify!($type), " as ", stringify!($spec), "}"),
            &[Part::Literal("k#"), Part::segment::<$type, $spec>("value")],
        );
        laws::<$type, $spec>(&LAST, $values, $normal, $order);
    })*};
}

macro_rules! integer_laws {
    ($($type:ident),*) => {$(
        #[test]
        fn $type() {
            let near = -2..3_i8;
            let edges = (prop::sample::select(&[$type::MIN, 0, $type::MAX][..]), near)
                .prop_map(|(edge, by)| edge.wrapping_add(by as $type));
            let values = || prop_oneof![
                edges.clone(),
                (any::<$type>(), 0..$type::BITS).prop_map(|(value, by)| value >> by),
            ];
            let few = || values().prop_map(|value| value % 50);
            segment_laws! {
                $type as Plain, values(), Clone::clone, Order::None;
                $type as Sort, values(), Clone::clone, Up;
            }
            last_segment_laws! {
                $type as Desc<Sort>, values(), Clone::clone, Down;
                $type as Width<2>, few(), Clone::clone, Up;
                $type as Width<38>, values(), Clone::clone, Up;
                $type as Desc<Width<8>>, few(), Clone::clone, Down;
                $type as Desc<Desc<Width<8>>>, few(), Clone::clone, Up;
            }
        }
    )*};
}

#[allow(trivial_numeric_casts, clippy::cast_sign_loss, clippy::cast_lossless, clippy::unnecessary_cast)]
mod integers {
    use super::*;
    integer_laws!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
}

#[test]
fn bool_and_char() {
    let characters = || {
        let edges =
            ['\0', '#', 't', '\u{7F}', '\u{80}', '\u{7FF}', '\u{800}', '\u{D7FF}', '\u{E000}', char::MAX];
        prop_oneof![prop::sample::select(edges.to_vec()), any::<char>()]
    };
    segment_laws! {
        bool as Sort, any::<bool>(), Clone::clone, Up;
        char as Sort, characters(), Clone::clone, Up;
        char as SortLast, characters(), Clone::clone, Up;
    }
}

#[test]
fn text() {
    segment_laws! {
        String as Partition, strings(), Clone::clone, Order::None;
        String as Escaped, strings(), Clone::clone, Order::None;
        String as Lower<Sort>, strings(), |text| text.to_lowercase(), Order::None;
        String as Upper<Escaped>, strings(), |text| text.to_uppercase(), Order::None;
    }
    last_segment_laws! {
        String as SortLast, strings(), Clone::clone, Up;
        String as Any, strings(), Clone::clone, Up;
        String as Lower<SortLast>, strings(), |text| text.to_lowercase(), Up;
        String as Upper<Any>, strings(), |text| text.to_uppercase(), Up;
    }
}

#[test]
fn bytes() {
    let values = || prop::collection::vec(prop_oneof![Just(0), Just(255), any::<u8>()], 0..6);
    segment_laws! { Vec<u8> as Partition, values(), Clone::clone, Order::None; }
    last_segment_laws! { Vec<u8> as SortLast, values(), Clone::clone, Up; }
}

#[test]
fn ids() {
    let universal = || any::<u128>().prop_map(uuid::Uuid::from_u128);
    let sortable = || any::<u128>().prop_map(|bits| ulid::Ulid::from_bytes(bits.to_be_bytes()));
    segment_laws! {
        uuid::Uuid as Sort, universal(), Clone::clone, Up;
        uuid::Uuid as Partition, universal(), Clone::clone, Order::None;
        ulid::Ulid as Sort, sortable(), Clone::clone, Up;
    }
}

#[test]
fn decimals() {
    use rust_decimal::Decimal;
    let values = || {
        let mantissa = (any::<i128>(), 80..128_u32).prop_map(|(value, by)| value >> by);
        (mantissa, 0..5_u32).prop_map(|(value, scale)| Decimal::from_i128_with_scale(value, scale))
    };
    let fine = || {
        (any::<i64>(), 0..29_u32)
            .prop_map(|(value, scale)| Decimal::from_i128_with_scale(value.into(), scale))
    };
    segment_laws! {
        Decimal as spec::Decimal<10, 2>, values(), Clone::clone, Up;
        Decimal as spec::Decimal<18, 4>, values(), Clone::clone, Up;
        Decimal as spec::Decimal<28, 4>, values(), Clone::clone, Up;
        Decimal as spec::Decimal<28, 28>, fine(), Clone::clone, Up;
        Decimal as spec::Decimal<20, 0>, values(), Clone::clone, Up;
    }
}

/// Nanoseconds since 1970, most of them in the years 0000 to 9999.
pub(crate) fn nanoseconds() -> impl Strategy<Value = i128> {
    const SECOND: i128 = 1_000_000_000;
    const FIRST: i128 = -62_167_219_200 * SECOND;
    const END: i128 = 253_402_300_800 * SECOND;
    let edges = (prop::sample::select(&[FIRST, 0, END, END - 93_600 * SECOND][..]), -3 * SECOND..3 * SECOND);
    let whole = (FIRST / SECOND..END / SECOND).prop_map(|second| second * SECOND);
    let near = (0..10_i128, 0..4_i128).prop_map(|(a, b)| a * SECOND + b * 500_000_000);
    prop_oneof![edges.prop_map(|(edge, by)| edge + by), FIRST..END, whole, near]
}

pub(crate) const fn floor(nanoseconds: i128, unit: i128) -> i128 {
    nanoseconds.div_euclid(unit) * unit
}

const MS: i128 = 1_000_000;
const S: i128 = 1_000_000_000;
const H: i128 = 3_600 * S;

macro_rules! instant_laws {
    ($type:ty, $of:expr, $cut:ident) => {
        segment_laws! {
            $type as Sort, nanoseconds().prop_map($of), Clone::clone, Up;
            $type as Hour, nanoseconds().prop_map($of), |time| $cut(time, H), Up;
        }
        last_segment_laws! {
            $type as Millis, nanoseconds().prop_map($of), |time| $cut(time, MS), Up;
            $type as Seconds, nanoseconds().prop_map($of), |time| $cut(time, S), Up;
            $type as Unix<Width<12>>, nanoseconds().prop_map($of), |time| $cut(time, S), Up;
            $type as Unix<Desc<Width<12>>>, nanoseconds().prop_map($of), |time| $cut(time, S), Down;
            $type as Unix<Sort>, nanoseconds().prop_map($of), |time| $cut(time, S), Up;
            $type as Unix<Plain>, nanoseconds().prop_map($of), |time| $cut(time, S), Order::None;
            $type as Exact<Millis>, nanoseconds().prop_map($of).prop_map(|time| $cut(&time, MS)), Clone::clone, Up;
            $type as Exact<Unix<Desc<Width<12>>>>, nanoseconds().prop_map($of).prop_map(|time| $cut(&time, S)), Clone::clone, Down;
        }
    };
}

macro_rules! civil_laws {
    ($type:ty, $of:expr, $cut:ident) => {
        last_segment_laws! {
            $type as SortLast, nanoseconds().prop_map($of), Clone::clone, Up;
            $type as Millis, nanoseconds().prop_map($of), |time| $cut(time, MS), Up;
            $type as Seconds, nanoseconds().prop_map($of), |time| $cut(time, S), Up;
            $type as Hour, nanoseconds().prop_map($of), |time| $cut(time, H), Up;
            $type as Exact<Seconds>, nanoseconds().prop_map($of).prop_map(|time| $cut(&time, S)), Clone::clone, Up;
        }
    };
}

macro_rules! day_laws {
    ($type:ty, $of:expr, $first:expr, $january:expr) => {
        segment_laws! {
            $type as Sort, nanoseconds().prop_map($of), Clone::clone, Up;
            $type as Month, nanoseconds().prop_map($of), |day| $first(day.year(), day.month()), Up;
            $type as Year, nanoseconds().prop_map($of), |day| $first(day.year(), $january), Up;
        }
    };
}

mod jiffs {
    use jiff::civil::{Date, DateTime};
    use jiff::{Timestamp, tz::Offset};

    use super::*;

    fn timestamp(nanoseconds: i128) -> Timestamp {
        Timestamp::from_nanosecond(nanoseconds).unwrap_or(Timestamp::MAX)
    }

    fn datetime(nanoseconds: i128) -> DateTime {
        Offset::UTC.to_datetime(timestamp(nanoseconds))
    }

    fn cut(time: &Timestamp, unit: i128) -> Timestamp {
        timestamp(floor(time.as_nanosecond(), unit))
    }

    fn cut_civil(time: &DateTime, unit: i128) -> DateTime {
        Offset::UTC.to_datetime(cut(&Offset::UTC.to_timestamp(*time).expect("one of ours"), unit))
    }

    #[test]
    fn jiff_timestamp() {
        instant_laws!(Timestamp, timestamp, cut);
    }

    #[test]
    fn jiff_civil() {
        fn first(year: i16, month: i8) -> Date {
            Date::constant(year, month, 1)
        }

        civil_laws!(DateTime, datetime, cut_civil);
        day_laws!(Date, |nanoseconds| datetime(nanoseconds).date(), first, 1);
    }
}

mod chronos {
    use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

    use super::*;

    fn utc(nanoseconds: i128) -> DateTime<Utc> {
        let (seconds, rest) = (nanoseconds.div_euclid(S), nanoseconds.rem_euclid(S));
        let time =
            DateTime::from_timestamp(seconds.try_into().expect("few"), rest.try_into().expect("fewer"));
        time.expect("a time that chrono has")
    }

    fn cut(time: &DateTime<Utc>, unit: i128) -> DateTime<Utc> {
        utc(floor(i128::from(time.timestamp()) * S + i128::from(time.timestamp_subsec_nanos()), unit))
    }

    fn cut_naive(time: &NaiveDateTime, unit: i128) -> NaiveDateTime {
        cut(&time.and_utc(), unit).naive_utc()
    }

    #[test]
    fn chrono_utc() {
        instant_laws!(DateTime<Utc>, utc, cut);
    }

    #[test]
    fn chrono_naive() {
        fn first(year: i32, month: u32) -> NaiveDate {
            NaiveDate::from_ymd_opt(year, month, 1).expect("a month")
        }

        civil_laws!(NaiveDateTime, |nanoseconds| utc(nanoseconds).naive_utc(), cut_naive);
        day_laws!(NaiveDate, |nanoseconds| utc(nanoseconds).date_naive(), first, 1);
    }
}

mod times {
    use time::{Date, OffsetDateTime, PrimitiveDateTime, UtcDateTime, UtcOffset};

    use super::*;

    fn utc(nanoseconds: i128) -> UtcDateTime {
        UtcDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap_or(UtcDateTime::MAX)
    }

    /// In some zone, another for every second.
    fn offset(nanoseconds: i128) -> OffsetDateTime {
        let hours = i8::try_from(nanoseconds.div_euclid(S).rem_euclid(47) - 23).expect("less than a day");
        let zone = UtcOffset::from_hms(hours, 0, 0).expect("less than a day");
        utc(nanoseconds).checked_to_offset(zone).unwrap_or_else(|| utc(nanoseconds).into())
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

    fn cut_civil(time: &PrimitiveDateTime, unit: i128) -> PrimitiveDateTime {
        civil(floor(time.as_utc().unix_timestamp_nanos(), unit))
    }

    #[test]
    fn time_utc() {
        instant_laws!(UtcDateTime, utc, cut);
    }

    #[test]
    fn time_offset() {
        instant_laws!(OffsetDateTime, offset, cut_offset);
    }

    #[test]
    fn time_primitive() {
        fn first(year: i32, month: time::Month) -> Date {
            Date::from_calendar_date(year, month, 1).expect("a month")
        }

        civil_laws!(PrimitiveDateTime, civil, cut_civil);
        day_laws!(Date, |nanoseconds| utc(nanoseconds).date(), first, time::Month::January);
    }
}
