//! The texts of values as they stand in tables, and the values and texts that are refused.

use dynamodel::key::{KeyReader, KeySegment, KeyWriter, Part, Role, SegmentError, Template, spec};
use spec::{Desc, Escaped, Exact, Lower, Millis, Partition, Seconds, Sort, SortLast, Unix, Width};

fn encode<T: KeySegment<S>, S>(value: &T) -> Result<String, SegmentError> {
    let mut out = String::new();
    T::encode(&value.as_arg(), &mut out).map(|()| out)
}

fn decode<T: KeySegment<S>, S>(text: &str) -> Result<T, SegmentError> {
    T::decode(text)
}

/// Asserts how values are written, and that they are read back.
macro_rules! written {
    ($($type:ty as $spec:ty: $value:expr => $text:expr;)*) => {$(
        let text = encode::<$type, $spec>(&$value).expect(stringify!($value));
        assert_eq!(text, $text, "{} as {}", stringify!($value), stringify!($spec));
        assert!(decode::<$type, $spec>($text).is_ok(), "{}", $text);
    )*};
}

macro_rules! refused {
    ($($type:ty as $spec:ty: $value:expr => $error:pat),* $(,)?) => {$(
        let refused = encode::<$type, $spec>(&$value);
        assert!(matches!(refused, Err($error)), "{} as {}: {refused:?}", stringify!($value), stringify!($spec));
    )*};
}

/// Asserts that texts which no value is written as are not read.
macro_rules! unread {
    ($($type:ty as $spec:ty: $($text:expr),+;)*) => {$($(
        let read = decode::<$type, $spec>($text);
        assert!(matches!(read, Err(SegmentError::Malformed(_))), "{} as {}: {read:?}", $text, stringify!($type));
    )+)*};
}

#[test]
fn numbers() {
    written! {
        u64 as Partition: 7 => "7";
        i64 as Partition: -7 => "-7";
        u32 as Sort: 7 => "0000000007";
        u64 as SortLast: u64::MAX => "18446744073709551615";
        i8 as Sort: -128 => "000";
        i8 as Sort: 0 => "128";
        i32 as Width<4>: -5000 => "0000";
        i32 as Width<4>: 4999 => "9999";
        u32 as Width<8>: 42 => "00000042";
        u32 as Desc<Width<8>>: 42 => "99999957";
        u8 as Desc<Sort>: 255 => "000";
    }
    refused! {
        u32 as Width<2>: 100 => SegmentError::TooWide { digits: 2 },
        i32 as Width<2>: 50 => SegmentError::TooWide { digits: 2 },
        i32 as Width<2>: -51 => SegmentError::TooWide { digits: 2 },
        u128 as Width<38>: u128::MAX => SegmentError::TooWide { digits: 38 },
    }
    unread! {
        u64 as Partition: "", "+7", "07", "-0", " 7", "7 ", "18446744073709551616";
        i64 as Partition: "-0", "--1", "+1", "-";
        u8 as Sort: "256", "7", "0007", "+07", "-07";
        u8 as Width<8>: "00000256", "0000025";
    }
}

#[test]
fn times() {
    use jiff::Timestamp;
    use jiff::civil::{Date, DateTime, date};
    let time = |text: &str| text.parse::<Timestamp>().expect("a time");
    written! {
        Timestamp as Sort: time("2020-02-01T00:00:00Z") => "2020-02-01T00:00:00.000000000Z";
        Timestamp as Sort: time("0000-01-01T00:00:00.000000001Z") => "0000-01-01T00:00:00.000000001Z";
        Timestamp as Millis: time("1969-12-31T23:59:59.9999Z") => "1969-12-31T23:59:59.999Z";
        Timestamp as Seconds: time("1969-12-31T23:59:59.9999Z") => "1969-12-31T23:59:59Z";
        Timestamp as Unix<Width<12>>: time("2020-02-01T00:00:00.9Z") => "001580515200";
        Timestamp as Unix<Desc<Width<12>>>: time("1970-01-01T00:00:00Z") => "999999999999";
        DateTime as Sort: date(2020, 2, 1).at(1, 2, 3, 4) => "2020-02-01T01:02:03.000000004";
        DateTime as Millis: date(2020, 2, 1).at(1, 2, 3, 4) => "2020-02-01T01:02:03.000";
        Date as Partition: date(2020, 2, 1) => "2020-02-01";
    }
    refused! {
        Timestamp as Sort: time("-000001-12-31T23:59:59Z") => SegmentError::OutOfRange(_),
        Timestamp as Unix<Width<12>>: time("1969-12-31T23:59:59.5Z") => SegmentError::OutOfRange(_),
        Timestamp as Unix<Width<9>>: time("2020-02-01T00:00:00Z") => SegmentError::TooWide { digits: 9 },
        Timestamp as Exact<Millis>: time("2020-02-01T00:00:00.0009Z") => SegmentError::NotWhole { unit: "millisecond" },
        Timestamp as Exact<Unix<Width<12>>>: time("2020-02-01T00:00:00.9Z") => SegmentError::NotWhole { unit: "second" },
        DateTime as Exact<Seconds>: date(2020, 2, 1).at(1, 2, 3, 4) => SegmentError::NotWhole { unit: "second" },
        Date as Sort: date(-1, 1, 1) => SegmentError::OutOfRange(_),
    }
    unread! {
        Timestamp as Sort: "2020-02-01T00:00:00Z", "2020-02-30T00:00:00.000000000Z", "2020-02-01T24:00:00.000000000Z",
            "2020-02-01T23:59:60.000000000Z", "2020-02-01t00:00:00.000000000z", "2020-02-01T00:00:00.000000000é",
            "+020-02-01T00:00:00.000000000Z", "";
        Timestamp as Unix<Width<12>>: "999999999999";
        DateTime as Sort: "2020-02-01T00:00:00.000000000Z";
        Date as Sort: "2020-2-1", "2020-13-01", "2021-02-29", "+020-02-01";
    }
}

#[test]
fn times_of_other_crates() {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
    use time::{OffsetDateTime, PrimitiveDateTime, UtcDateTime, UtcOffset};
    let leap =
        NaiveDate::from_ymd_opt(2016, 12, 31).and_then(|day| day.and_hms_nano_opt(23, 59, 59, 1_500_000_000));
    let leap = leap.expect("a leap second");
    let east = UtcOffset::from_hms(1, 0, 0).expect("an offset");
    let last = PrimitiveDateTime::MAX.assume_offset(UtcOffset::from_hms(-1, 0, 0).expect("an offset"));
    written! {
        DateTime<Utc> as Sort: DateTime::UNIX_EPOCH => "1970-01-01T00:00:00.000000000Z";
        NaiveDateTime as Seconds: DateTime::UNIX_EPOCH.naive_utc() => "1970-01-01T00:00:00";
        OffsetDateTime as Sort: OffsetDateTime::UNIX_EPOCH.to_offset(east) => "1970-01-01T00:00:00.000000000Z";
        UtcDateTime as Unix<Width<12>>: UtcDateTime::UNIX_EPOCH => "000000000000";
    }
    refused! {
        NaiveDateTime as Sort: leap => SegmentError::OutOfRange(_),
        DateTime<Utc> as Seconds: leap.and_utc() => SegmentError::OutOfRange(_),
        DateTime<Utc> as Unix<Width<12>>: leap.and_utc() => SegmentError::OutOfRange(_),
        DateTime<Utc> as Sort: DateTime::<Utc>::MAX_UTC => SegmentError::OutOfRange(_),
        NaiveDate as Sort: NaiveDate::MIN => SegmentError::OutOfRange(_),
        OffsetDateTime as Sort: last => SegmentError::OutOfRange(_),
    }
}

#[test]
fn times_are_cut_to_dates() {
    use dynamodel::key::Truncate;
    use time::{Date, PrimitiveDateTime, UtcOffset};
    let time: jiff::Timestamp = "2020-02-01T23:59:59.9Z".parse().expect("a time");
    assert_eq!(Truncate::<spec::Date>::truncate(&time).to_string(), "2020-02-01");
    let late = PrimitiveDateTime::MAX.assume_offset(UtcOffset::from_hms(-1, 0, 0).expect("an offset"));
    let cut = Truncate::<spec::Date>::truncate(&late);
    assert!(encode::<Date, Sort>(&cut).is_err(), "{cut} is not the date of {late} in UTC");
}

type D = spec::Decimal<10, 2>;

#[test]
fn decimals() {
    use rust_decimal::Decimal;
    let dec = |text: &str| text.parse::<Decimal>().expect("a decimal");
    written! {
        Decimal as D: dec("0") => "100000000.00";
        Decimal as D: dec("-0.00") => "100000000.00";
        Decimal as D: dec("1.5") => "100000001.50";
        Decimal as D: dec("1.500") => "100000001.50";
        Decimal as D: dec("99999999.99") => "199999999.99";
        Decimal as D: dec("-0.01") => "099999999.99";
        Decimal as D: dec("-99999999.99") => "000000000.01";
        Decimal as spec::Decimal<3, 0>: dec("7") => "1007";
        Decimal as spec::Decimal<2, 2>: dec("0.07") => "1.07";
    }
    assert_eq!(decode::<Decimal, D>("100000001.50").expect("a decimal").to_string(), "1.50");
    refused! {
        Decimal as D: dec("0.001") => SegmentError::TooPrecise { scale: 2 },
        Decimal as D: dec("100000000") => SegmentError::TooWide { digits: 10 },
        Decimal as D: Decimal::MIN => SegmentError::TooWide { digits: 10 },
    }
    unread! { Decimal as D: "000000000.00", "10000000.000", "200000000.00", "1000000000.0", "+00000001.50", "1.5", ""; }
}

#[test]
fn ids() {
    use ulid::Ulid;
    use uuid::Uuid;
    written! {
        Uuid as Sort: Uuid::from_u128(0xABC) => "00000000-0000-0000-0000-000000000abc";
        Ulid as Sort: Ulid::max() => "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
    }
    unread! {
        Uuid as Sort: "00000000-0000-0000-0000-000000000ABC", "00000000000000000000000000000abc",
            "{00000000-0000-0000-0000-000000000abc}", "";
        Ulid as Sort: "7zzzzzzzzzzzzzzzzzzzzzzzzz", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "7ZZZZZZZZZZZZZZZZZZZZZZZZU", "";
    }
}

#[test]
fn others() {
    written! {
        bool as Sort: true => "true";
        Vec<u8> as SortLast: vec![0, 0xAB] => "00ab";
        String as Lower<Sort>: "ÄB".to_owned() => "äb";
    }
    refused! { Vec<u8> as SortLast: Vec::new() => SegmentError::Empty }
    unread! {
        bool as Sort: "True", "";
        char as Sort: "ab", "";
        Vec<u8> as SortLast: "0", "0G", "AB", "+1", "é";
        String as Lower<Sort>: "Ab";
    }
}

const fn of(role: Role, text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: "Test", text, role, delimiter: "#", parts, bounded: false }
}

#[test]
fn keys_over_the_limit() {
    static PK: Template = of(Role::Partition, "{s}", &[Part::segment::<String, Partition>("s")]);
    static SK: Template =
        of(Role::Sort, "x{s}", &[Part::Literal("x"), Part::segment::<String, SortLast>("s")]);
    let fits = |template, size: usize| {
        let key = KeyWriter::new(template).segment::<String, SortLast>(&"a".repeat(size)).finish();
        key.map(|key| key.text().len()).map_err(|error| error.to_string())
    };
    assert_eq!(fits(&PK, 2048), Ok(2048));
    let error =
        "Test: the key has 2049 bytes, DynamoDB allows 2048, in the whole of the key template \"{s}\"";
    assert_eq!(fits(&PK, 2049), Err(error.to_owned()));
    assert_eq!(fits(&SK, 1023), Ok(1024));
    assert!(fits(&SK, 1024).is_err());
}

#[test]
fn words_that_keep_stored_keys_are_proposed_first() {
    let messages = [SegmentError::Holds("#".to_owned()), SegmentError::Empty].map(|error| error.to_string());
    for message in messages {
        assert!(message.find(":any") < message.find(":escaped"), "{message}");
        assert!(message.contains(":any"), "{message}");
    }
}

#[test]
fn strings_that_would_end_early() {
    static DASHES: Template = of(
        Role::Sort,
        "{a}--{b:escaped}",
        &[Part::segment::<String, Sort>("a"), Part::Literal("--"), Part::segment::<String, Escaped>("b")],
    );
    let key = |a: &str, b: &str| {
        let key = KeyWriter::new(&DASHES).segment::<String, Sort>(a).segment::<String, Escaped>(b).finish();
        key.map(|key| key.text().to_owned()).map_err(|error| error.to_string())
    };
    assert_eq!(key("x", "--#%"), Ok("x----%23%25".to_owned()));
    assert_eq!(key("-x", ""), Ok("-x--".to_owned()));
    for a in ["x-", "x--y", "x--", "-", "", "x#"] {
        assert!(key(a, "b").is_err(), "{a}");
    }
    for text in ["x---", "--b", "x#--b", "x--#", "x--%2", "x--%2d", "x--%61", "x--%FF", "x"] {
        let a = KeyReader::new(&DASHES, text).and_then(|reader| reader.value::<String, Sort>(0));
        let b = KeyReader::new(&DASHES, text).and_then(|reader| reader.value::<String, Escaped>(2));
        let again = a.and_then(|a| b.map(|b| key(&a, &b)));
        assert!(
            again.is_err() || again.as_ref().is_ok_and(|again| again.as_deref() == Ok(text)),
            "{text}: {again:?}"
        );
    }
}
