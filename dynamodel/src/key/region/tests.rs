//! Law 5: a range selects exactly the keys whose values are in it, for all values and all other items of the partition.

pub(crate) mod judge;
pub(crate) mod templates;
mod values;

use proptest::prelude::*;
use proptest::sample::select;

use self::judge::*;
use self::templates::*;
use self::values::*;
use super::{Region, SortCondition, successor};
use crate::key::spec::{Any, Desc, Plain, Sort, SortLast, Unix, Width};
use crate::key::{KeyError, KeyPrefix, KeyRange, KeyValue, KeyWriter};

/// The keys in a Rust range.
fn range<Open, R: KeyRange<Open>>(writer: &KeyWriter, range: R) -> Result<Region, KeyError> {
    let (start, end) = range.into_bounds();
    Region::range(writer, start.as_ref(), end.as_ref())
}

fn text(writer: KeyWriter) -> String {
    writer.finish().expect("an accepted value").text
}

fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn string_behind_string(
        values in several((accepted(), accepted())), a in accepted(), edges in (accepted(), accepted()), choice in choice(),
    ) {
        let values: Vec<_> = values.into_iter().enumerate()
            .map(|(at, (own, b))| (if at % 2 == 0 { a.clone() } else { own }, b)).collect();
        let key = |(a, b): &(String, String)| {
            KeyWriter::new(&STRINGS).segment::<String, Sort>(a).segment::<String, SortLast>(b)
        };
        let items: Vec<_> = values.iter()
            .filter_map(|value| Some((key(value).finish().ok()?.text, (value.0 == a).then_some(value.1.as_str()))))
            .collect();
        let mut writer = KeyWriter::new(&STRINGS);
        KeyPrefix::<Two<String, Sort, String, SortLast>>::write(&a.as_str(), &mut writer);
        check::<One<String, SortLast>, &str>(&writer, &choice, &items, &edges.0, &edges.1)?;
    }

    #[test]
    fn sole_string(values in several(accepted()), a in accepted(), b in accepted(), choice in choice()) {
        let key = |value: &String| text(KeyWriter::new(&STRING).segment::<String, SortLast>(value));
        let items: Vec<_> = values.iter().map(|value| (key(value), Some(value.as_str()))).collect();
        check::<One<String, SortLast>, &str>(&KeyWriter::new(&STRING), &choice, &items, &a, &b)?;
    }

    #[test]
    fn any_string(values in several(hostile()), a in hostile(), b in hostile(), choice in choice()) {
        let key = |value: &String| KeyWriter::new(&ANY).segment::<String, Any>(value).finish().ok();
        let items: Vec<_> =
            values.iter().filter_map(|value| Some((key(value)?.text, Some(value.as_str())))).collect();
        check::<One<String, Any>, &str>(&KeyWriter::new(&ANY), &choice, &items, &a, &b)?;
    }

    #[test]
    fn numbers(
        values in several((number(), number())), a in (number(), number()), b in (number(), number()), choice in choice(),
    ) {
        let key = |(t, id): (u32, u32)| {
            text(KeyWriter::new(&NUMBERS).segment::<u32, Sort>(t).segment::<u32, SortLast>(id))
        };
        let writer = KeyWriter::new(&NUMBERS);
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Two<u32, Sort, u32, SortLast>, (u32, u32)>(&writer, &choice, &pairs, a, b)?;
        let firsts: Vec<_> = values.iter().map(|value| (key(*value), Some(value.0))).collect();
        check::<Two<u32, Sort, u32, SortLast>, u32>(&writer, &choice, &firsts, a.0, b.0)?;
        let seconds: Vec<_> = values.iter().map(|value| (key(*value), (value.0 == a.0).then_some(value.1))).collect();
        let mut writer = writer;
        KeyPrefix::<Two<u32, Sort, u32, SortLast>>::write(&a.0, &mut writer);
        check::<One<u32, SortLast>, u32>(&writer, &choice, &seconds, a.1, b.1)?;
    }

    #[test]
    fn descending_before_string(
        values in several((number(), accepted())), a in (number(), accepted()), b in (number(), accepted()), choice in choice(),
    ) {
        type Open = Two<u32, Desc<Width<8>>, String, SortLast>;
        let key = |(n, s): &(u32, String)| {
            text(KeyWriter::new(&DESCENDING).segment::<u32, Desc<Width<8>>>(*n).segment::<String, SortLast>(s))
        };
        let mut writer = KeyWriter::new(&DESCENDING);
        let firsts: Vec<_> = values.iter().map(|value| (key(value), Some(value.0))).collect();
        check::<Open, u32>(&writer, &choice, &firsts, a.0, b.0)?;
        let seconds: Vec<_> =
            values.iter().map(|value| (key(value), (value.0 == a.0).then_some(value.1.as_str()))).collect();
        KeyPrefix::<Open>::write(&a.0, &mut writer);
        check::<One<String, SortLast>, &str>(&writer, &choice, &seconds, &a.1, &b.1)?;
    }

    #[test]
    fn descending_pair(
        values in several(any::<(i8, i16)>()), a in any::<(i8, i16)>(), b in any::<(i8, i16)>(), choice in choice(),
    ) {
        type Open = Two<i8, Desc<Sort>, i16, Desc<SortLast>>;
        let key = |(n, m): (i8, i16)| {
            text(KeyWriter::new(&LATEST).segment::<i8, Desc<Sort>>(n).segment::<i16, Desc<SortLast>>(m))
        };
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Open, (i8, i16)>(&KeyWriter::new(&LATEST), &choice, &pairs, a, b)?;
    }

    #[test]
    fn adjacent(
        values in several((0..3_u8, any::<i16>())), a in (0..3_u8, any::<i16>()), b in (0..3_u8, any::<i16>()), choice in choice(),
    ) {
        type Open = Two<u8, Sort, i16, SortLast>;
        let key = |(n, m): (u8, i16)| {
            text(KeyWriter::new(&ADJACENT).segment::<u8, Sort>(n).segment::<i16, SortLast>(m))
        };
        let mut writer = KeyWriter::new(&ADJACENT);
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Open, (u8, i16)>(&writer, &choice, &pairs, a, b)?;
        let firsts: Vec<_> = values.iter().map(|value| (key(*value), Some(value.0))).collect();
        check::<Open, u8>(&writer, &choice, &firsts, a.0, b.0)?;
        let seconds: Vec<_> = values.iter().map(|value| (key(*value), (value.0 == a.0).then_some(value.1))).collect();
        KeyPrefix::<Open>::write(&a.0, &mut writer);
        check::<One<i16, SortLast>, i16>(&writer, &choice, &seconds, a.1, b.1)?;
    }

    #[test]
    fn before_a_literal_tail(values in several(any::<i8>()), a in any::<i8>(), b in any::<i8>(), choice in choice()) {
        let key = |value: i8| text(KeyWriter::new(&TAILED).segment::<i8, Sort>(value));
        let items: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<One<i8, Sort>, i8>(&KeyWriter::new(&TAILED), &choice, &items, a, b)?;
    }

    #[test]
    fn character_before_anything(
        values in several((awkward_char(), hostile())), a in awkward_char(), b in awkward_char(), choice in choice(),
    ) {
        let key = |(c, s): &(char, String)| {
            KeyWriter::new(&CHARACTER).segment::<char, Sort>(*c).segment::<String, Any>(s).finish().ok()
        };
        let items: Vec<_> =
            values.iter().filter_map(|value| Some((key(value)?.text, Some(value.0)))).collect();
        check::<Two<char, Sort, String, Any>, char>(&KeyWriter::new(&CHARACTER), &choice, &items, a, b)?;
    }

    #[test]
    fn variants_that_start_others(
        values in several((select(&State::ALL[..]), any::<u8>())), a in (select(&State::ALL[..]), any::<u8>()),
        b in (select(&State::ALL[..]), any::<u8>()), choice in choice(),
    ) {
        type Open = Two<State, Sort, u8, SortLast>;
        let key = |(state, n): (State, u8)| {
            text(KeyWriter::new(&STATES).segment::<State, Sort>(state).segment::<u8, SortLast>(n))
        };
        let writer = KeyWriter::new(&STATES);
        let pairs: Vec<_> = values.iter().map(|value| (key(*value), Some(*value))).collect();
        check::<Open, (State, u8)>(&writer, &choice, &pairs, a, b)?;
        let firsts: Vec<_> = values.iter().map(|value| (key(*value), Some(value.0))).collect();
        check::<Open, State>(&writer, &choice, &firsts, a.0, b.0)?;
    }

    #[test]
    fn bytes(values in several(some_bytes()), a in some_bytes(), b in some_bytes(), choice in choice()) {
        let key = |value: &Vec<u8>| text(KeyWriter::new(&BYTES).segment::<Vec<u8>, SortLast>(value));
        let items: Vec<_> = values.iter().map(|value| (key(value), Some(value.as_slice()))).collect();
        check::<One<Vec<u8>, SortLast>, &[u8]>(&KeyWriter::new(&BYTES), &choice, &items, &a, &b)?;
    }

    #[test]
    fn prefix_is_no_longer_sibling(values in several((0..200_u32, accepted())), n in 0..200_u32, choice in choice()) {
        let key = |(n, s): &(u32, String)| {
            text(KeyWriter::new(&PLAIN).segment::<u32, Plain>(*n).segment::<String, SortLast>(s))
        };
        let mut writer = KeyWriter::new(&PLAIN);
        KeyPrefix::<Two<u32, Plain, String, SortLast>>::write(&n, &mut writer);
        let region = Region::prefix(writer).expect("a number");
        let keys: Vec<_> = values.iter().map(key).collect();
        for (key, value) in keys.iter().zip(&values) {
            prop_assert_eq!(region.text.selects(key), value.0 == n);
        }
        let start = format!("p{n}#");
        for key in choice.foreign_keys(&keys) {
            prop_assert!(!region.text.selects(&key) || key.starts_with(&start));
        }
    }

    #[test]
    fn string_prefix_is_no_longer_sibling(values in several((accepted(), accepted())), a in accepted()) {
        let region = Region::prefix(KeyWriter::new(&STRINGS).segment::<String, Sort>(&a)).expect("a string");
        let mut bare = KeyWriter::new(&STRINGS);
        KeyPrefix::<Two<String, Sort, String, SortLast>>::write(&a.as_str(), &mut bare);
        prop_assert_eq!(&Region::prefix(bare).expect("a string"), &region);
        for (own, b) in &values {
            for own in [own.clone(), format!("{a}{own}")] {
                let key = KeyWriter::new(&STRINGS).segment::<String, Sort>(&own).segment::<String, SortLast>(b);
                let Ok(key) = key.finish() else { continue };
                prop_assert_eq!(region.text.selects(&key.text), own == a);
            }
        }
    }

    #[test]
    fn numbers_as_numbers(values in several(any::<i32>()), a in any::<i32>(), b in any::<i32>(), way in 0..18_usize) {
        let (region, bounds) = ranged::<One<i32, SortLast>, i32>(&KeyWriter::new(&NUMBER), way, a, b);
        let native = region.expect("numbers").native.expect("a number attribute");
        let as_number = |value: &KeyValue| -> i32 {
            value.native.as_ref().unwrap().as_n().unwrap().parse().unwrap()
        };
        for value in values.iter().chain([&a, &b]) {
            let inside = inside(value, &bounds);
            let within = match &native.condition {
                SortCondition::All => true,
                SortCondition::Equal(edge) => *value == as_number(edge),
                SortCondition::Between(least, most) => {
                    prop_assert!(as_number(least) < as_number(most));
                    (as_number(least)..=as_number(most)).contains(value)
                }
                SortCondition::AtLeast(least) => *value >= as_number(least),
                SortCondition::AtMost(most) => *value <= as_number(most),
                SortCondition::Nothing => false,
                SortCondition::BeginsWith(_) => return Err(TestCaseError::fail("a number has no prefix")),
                SortCondition::Beyond(_) | SortCondition::Below(_) => {
                    return Err(TestCaseError::fail("only lists of fields need these"));
                }
            };
            let dropped = native.excluded.iter().any(|edge| as_number(edge) == *value);
            prop_assert_eq!(within && !dropped, inside, "{} of {:?} in {:?}", value, bounds, native);
        }
    }

    #[test]
    fn successor_is_the_next_text_that_starts_otherwise(prefix in hostile(), more in hostile(), other in hostile()) {
        let inside = format!("{prefix}{more}");
        match successor(&prefix) {
            Some(above) => {
                prop_assert!(inside < above);
                let starts = other.starts_with(&prefix);
                prop_assert_eq!(other >= above, other > prefix && !starts);
            }
            None => prop_assert!(prefix.chars().all(|last| last == char::MAX)),
        }
    }
}

#[test]
fn successor_steps_over_surrogates_and_carries() {
    assert_eq!(successor("a").as_deref(), Some("b"));
    assert_eq!(successor("x\u{D7FF}").as_deref(), Some("x\u{E000}"));
    assert_eq!(successor("x\u{10FFFF}").as_deref(), Some("y"));
    assert_eq!(successor("x\u{D7FF}\u{10FFFF}\u{10FFFF}").as_deref(), Some("x\u{E000}"));
    assert_eq!(successor("\u{10FFFF}"), None);
    assert_eq!(successor(""), None);
}

#[test]
fn seconds_are_numbers() {
    let at = |seconds| jiff::Timestamp::from_second(seconds).expect("a second");
    let region = range::<One<jiff::Timestamp, Unix<Width<12>>>, _>(&KeyWriter::new(&SECONDS), at(5)..at(9));
    let Ok(Region { text, native: Some(native), .. }) = region else { panic!("{region:?}") };
    assert_eq!(
        text.condition,
        SortCondition::Between(value("000000000005", Some("5")), value("000000000008", None))
    );
    assert_eq!(
        native.condition,
        SortCondition::Between(value("000000000005", Some("5")), value("000000000009", Some("9")))
    );
    assert_eq!(native.excluded, [value("000000000009", Some("9"))]);
}

fn value(text: &str, number: Option<&str>) -> KeyValue {
    let native = number.map(|number| aws_sdk_dynamodb::types::AttributeValue::N(number.to_owned()));
    KeyValue { text: text.to_owned(), native: native.map(Box::new), shard: None }
}
