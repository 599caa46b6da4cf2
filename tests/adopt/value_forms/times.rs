//! Times of all crates in all forms.

use crate::support::raw::{Item, item, n, s};
use crate::support::store::content;
use crate::support::store::{with, write};
use crate::support::world::table;
use aws_sdk_dynamodb::types::AttributeValue;

/// The item of 2020-02-10T00:00:00.5Z, or of another time, in each form.
fn foreign(id: i64, attributes: [(&str, AttributeValue); 14]) -> Item {
    let item = with(item(&format!("times-{id}"), "_root"), "entity_type", s("Times"));
    attributes.into_iter().fold(with(item, "id", n(id)), |item, (name, value)| with(item, name, value))
}

fn number(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

fn with_fraction() -> Item {
    foreign(
        1,
        [
            ("epoch_seconds", number("1581292800")),
            ("epoch_millis", number("1581292800500")),
            ("epoch_float", number("1581292800.5")),
            ("epoch_seconds_text", s("1581292800")),
            ("epoch_millis_text", s("1581292800500")),
            ("epoch_float_text", s("1581292800.5")),
            ("utc_seconds", s("2020-02-10T00:00:00Z")),
            ("utc_millis", s("2020-02-10T00:00:00.500Z")),
            ("utc_micros", s("2020-02-10T00:00:00.500000Z")),
            ("offset_seconds", s("2020-02-10T00:00:00+00:00")),
            ("offset_millis", s("2020-02-10T00:00:00.500+00:00")),
            ("offset_micros", s("2020-02-10T00:00:00.500000+00:00")),
            ("basic_offset_micros", s("2020-02-10T00:00:00.500000+0000")),
            ("isoformat", s("2020-02-10T00:00:00.500000+00:00")),
        ],
    )
}

fn before_1970() -> Item {
    foreign(
        1,
        [
            ("epoch_seconds", number("-2")),
            ("epoch_millis", number("-1500")),
            ("epoch_float", number("-1.5")),
            ("epoch_seconds_text", s("-2")),
            ("epoch_millis_text", s("-1500")),
            ("epoch_float_text", s("-1.5")),
            ("utc_seconds", s("1969-12-31T23:59:58Z")),
            ("utc_millis", s("1969-12-31T23:59:58.500Z")),
            ("utc_micros", s("1969-12-31T23:59:58.500000Z")),
            ("offset_seconds", s("1969-12-31T23:59:58+00:00")),
            ("offset_millis", s("1969-12-31T23:59:58.500+00:00")),
            ("offset_micros", s("1969-12-31T23:59:58.500000+00:00")),
            ("basic_offset_micros", s("1969-12-31T23:59:58.500000+0000")),
            ("isoformat", s("1969-12-31T23:59:58.500000+00:00")),
        ],
    )
}

fn whole() -> Item {
    foreign(
        2,
        [
            ("epoch_seconds", number("1580947200")),
            ("epoch_millis", number("1580947200000")),
            ("epoch_float", number("1580947200")),
            ("epoch_seconds_text", s("1580947200")),
            ("epoch_millis_text", s("1580947200000")),
            ("epoch_float_text", s("1580947200.0")),
            ("utc_seconds", s("2020-02-06T00:00:00Z")),
            ("utc_millis", s("2020-02-06T00:00:00.000Z")),
            ("utc_micros", s("2020-02-06T00:00:00.000000Z")),
            ("offset_seconds", s("2020-02-06T00:00:00+00:00")),
            ("offset_millis", s("2020-02-06T00:00:00.000+00:00")),
            ("offset_micros", s("2020-02-06T00:00:00.000000+00:00")),
            ("basic_offset_micros", s("2020-02-06T00:00:00.000000+0000")),
            ("isoformat", s("2020-02-06T00:00:00+00:00")),
        ],
    )
}

/// Declares the tests of one crate. `$at` makes a time of nanoseconds since 1970.
macro_rules! tests {
    ($module:ident, $at:expr) => {
        mod $module {
            use super::super::model::$module::{All, Times};
            use super::*;
            use dynamodel::Entity;

            const HALF: i64 = 1_581_292_800_500_000_000;

            fn times(id: u32, nanoseconds: i64) -> Times {
                let at = $at;
                let floor = |unit: i64| at(nanoseconds.div_euclid(unit) * unit);
                let (seconds, millis, micros) = (floor(1_000_000_000), floor(1_000_000), floor(1_000));
                Times {
                    id,
                    epoch_seconds: seconds,
                    epoch_millis: millis,
                    epoch_float: Some(at(nanoseconds)),
                    epoch_seconds_text: seconds,
                    epoch_millis_text: millis,
                    epoch_float_text: at(nanoseconds),
                    utc_seconds: seconds,
                    utc_millis: millis,
                    utc_micros: micros,
                    offset_seconds: seconds,
                    offset_millis: millis,
                    offset_micros: micros,
                    basic_offset_micros: micros,
                    isoformat: micros,
                    missing: None,
                }
            }

            fn all_of(at: i64) -> Times {
                let time = $at;
                let time = time(at);
                Times {
                    epoch_seconds: time,
                    epoch_millis: time,
                    epoch_seconds_text: time,
                    epoch_millis_text: time,
                    utc_seconds: time,
                    utc_millis: time,
                    utc_micros: time,
                    offset_seconds: time,
                    offset_millis: time,
                    offset_micros: time,
                    basic_offset_micros: time,
                    isoformat: time,
                    ..times(1, at)
                }
            }

            #[tokio::test]
            async fn foreign_items_are_read_and_written_back_as_they_were() {
                for (item, id, nanoseconds) in [
                    (with_fraction(), 1, HALF),
                    (whole(), 2, 1_580_947_200_000_000_000),
                    (before_1970(), 1, -1_500_000_000),
                ] {
                    let table = table::<All>().await;
                    write(&table, item.clone()).await;
                    let read = Times::get(id).required().send(&table).await.unwrap();
                    assert_eq!(read, times(id, nanoseconds));
                    let before = content(&table).await;
                    read.put().send(&table).await.unwrap();
                    assert_eq!(content(&table).await, before);
                    read.update().with(|times| times.missing = times.epoch_float).send(&table).await.unwrap();
                    Times::update(id).set(Times::FIELDS.missing, None).send(&table).await.unwrap();
                    assert_eq!(content(&table).await, before);
                }
            }

            #[tokio::test]
            async fn smaller_fractions_are_dropped() {
                for nanoseconds in [HALF + 1_234_567, -1_499_999_999] {
                    let table = table::<All>().await;
                    let stored = all_of(nanoseconds).create().returning_new().send(&table).await.unwrap();
                    assert_eq!(stored, times(1, nanoseconds));
                    assert_eq!(Times::get(1).send(&table).await.unwrap(), Some(stored));
                    // The value before the write is as good as the stored one.
                    let update = all_of(nanoseconds).update().with(|times| times.epoch_float = None);
                    update.send(&table).await.unwrap();
                }
            }

            #[tokio::test]
            async fn times_are_set_compared_and_ordered_in_their_form() {
                let table = table::<All>().await;
                let fields = Times::FIELDS;
                let at = $at;
                times(1, 0).create().send(&table).await.unwrap();
                let half = times(1, HALF);
                let update = Times::update(1)
                    .set(fields.epoch_seconds, half.epoch_seconds)
                    .set(fields.epoch_millis, half.epoch_millis)
                    .set(fields.epoch_float, half.epoch_float)
                    .set(fields.epoch_seconds_text, half.epoch_seconds_text)
                    .set(fields.epoch_millis_text, half.epoch_millis_text)
                    .set(fields.epoch_float_text, half.epoch_float_text)
                    .set(fields.utc_seconds, half.utc_seconds)
                    .set(fields.utc_millis, half.utc_millis)
                    .set(fields.utc_micros, half.utc_micros)
                    .set(fields.offset_seconds, half.offset_seconds)
                    .set(fields.offset_millis, half.offset_millis)
                    .set(fields.offset_micros, half.offset_micros)
                    .set(fields.basic_offset_micros, half.basic_offset_micros)
                    .set(fields.isoformat, half.isoformat);
                update.send(&table).await.unwrap();
                assert_eq!(content(&table).await.into_values().collect::<Vec<_>>(), [with_fraction()]);
                let matches =
                    fields.epoch_seconds.le(half.epoch_seconds).and(fields.isoformat.eq(half.isoformat));
                let matches = matches.and(fields.epoch_float_text.eq(half.epoch_float_text));
                let matches = matches.and(fields.utc_millis.between(at(0), half.utc_millis));
                Times::update(1).condition(matches).set(fields.missing, at(0)).send(&table).await.unwrap();
                let (from, to) = (at(1_581_292_800_000_000_000), at(1_581_292_801_000_000_000));
                assert_eq!(Times::by_seconds(1).range(from..to).count(&table).await.unwrap(), 1);
                assert_eq!(Times::by_millis(1).range(from..to).count(&table).await.unwrap(), 1);
                assert_eq!(Times::by_millis(1).range(to..).count(&table).await.unwrap(), 0);
                assert_eq!(Times::by_float(1).range(at(HALF)..).count(&table).await.unwrap(), 1);
                assert_eq!(Times::by_float(1).range(..at(HALF)).count(&table).await.unwrap(), 0);
                assert_eq!(Times::by_offset(1).range(from..to).count(&table).await.unwrap(), 1);
                assert_eq!(Times::by_iso(1).range(from..at(HALF)).count(&table).await.unwrap(), 0);
                assert_eq!(Times::by_js(1).range(from..=at(HALF)).count(&table).await.unwrap(), 1);
                let error = Times::by_js(1).range(at(HALF + 1)..).count(&table).await.unwrap_err();
                assert!(error.is_invalid_key(), "{error}");
            }
        }
    };
}
tests!(of_jiff, |nanoseconds: i64| jiff::Timestamp::from_nanosecond(nanoseconds.into()).unwrap());
tests!(of_chrono, chrono::DateTime::from_timestamp_nanos);
tests!(of_time, |nanoseconds: i64| time::OffsetDateTime::from_unix_timestamp_nanos(nanoseconds.into())
    .unwrap());
tests!(of_utc, |nanoseconds: i64| time::UtcDateTime::from_unix_timestamp_nanos(nanoseconds.into()).unwrap());
