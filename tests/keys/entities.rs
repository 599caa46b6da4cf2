//! Whole keys, as users write their templates: what is accepted is read back, no two values share
//! a key, and the part of a key starts the whole.

use dynamodel::__private as private;
use dynamodel::Entity;
use dynamodel::key::{Role, spec};
use dynamodel::schema::KeySlot;
use jiff::Timestamp;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::hostile::{cases, strings};

/// Tests a template of two strings around a literal.
macro_rules! string_pairs {
    ($($test:ident: $entity:ident { $(#[$attribute:meta])* $pk:literal around $literal:literal } $normal:expr;)*) => {$(
        #[derive(Debug, Serialize, Deserialize, Entity)]
        #[key(pk = $pk, sk = "_")]
        $(#[$attribute])*
        struct $entity {
            a: String,
            b: String,
        }

        #[test]
        fn $test() {
            let key = |(a, b): (&str, &str)| Some($entity::key(a, b).ok()?.pk().to_owned());
            let read = |key: &str| $entity::decode_key(key, "_").ok();
            pair_laws(key, read, $literal, $normal);
        }
    )*};
}

type Pair = (String, String);

fn same((a, b): (&str, &str)) -> Pair {
    (a.to_owned(), b.to_owned())
}

fn pair_laws(
    key: impl Fn((&str, &str)) -> Option<String>,
    read: impl Fn(&str) -> Option<Pair>,
    literal: &str,
    normal: impl Fn((&str, &str)) -> Pair,
) {
    let values = (strings(), strings(), strings(), strings());
    let outcome = proptest::test_runner::TestRunner::new(cases()).run(&values, |(a, b, c, d)| {
        let (x, y) = ((a.as_str(), b.as_str()), (c.as_str(), d.as_str()));
        let Some(own) = key(x) else { return Err(TestCaseError::reject("refused")) };
        prop_assert_eq!(read(&own), Some(normal(x)));
        if let Some(other) = key(y) {
            prop_assert_eq!(own == other, normal(x) == normal(y));
        }
        // The same text, cut elsewhere.
        for (at, _) in own.match_indices(literal) {
            let cut = (&own[..at], &own[at + literal.len()..]);
            if key(cut).is_some_and(|other| other == own) {
                prop_assert_eq!(normal(cut), normal(x), "{:?}", own);
            }
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

string_pairs! {
    hash: Hash { "{a}#{b}" around "#" } same;
    dashes: Dashes { "{a}--{b}" around "--" } same;
    letters: Letters { "{a}aba{b}" around "aba" } same;
    unicode: Unicode { "{a}é{b}" around "é" } same;
    delimiter_inside: DelimiterInside { "{a}~#~{b}" around "~#~" } same;
    own_delimiter: OwnDelimiter { #[entity(delimiter = "::")] "{a}::{b}" around "::" } same;
    escaped: EscapedPair { "{a:escaped}--{b:escaped}" around "--" } same;
    escaped_before_any: EscapedBeforeAny { "{a:escaped}#{b:any}" around "#" } same;
}

/// Lossy: the laws hold for what is written.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[key(pk = "{a:lower}--{b:lower:escaped}", sk = "{a}#{b}")]
struct Lowered {
    a: String,
    b: String,
}

#[test]
fn lowercase_keys_round_trip() {
    use spec::{Escaped, Lower, Partition};
    let key = |(a, b): (&str, &str)| {
        let writer = private::key_writer::<Lowered>(KeySlot::Primary, Role::Partition)
            .segment::<String, Lower<Partition>>(a);
        Some(writer.segment::<String, Lower<Escaped>>(b).finish().ok()?.text().to_owned())
    };
    let read = |key: &str| {
        let reader = private::key_reader::<Lowered>(KeySlot::Primary, Role::Partition, key).ok()?;
        let a = reader.value::<String, Lower<Partition>>(0).ok()?;
        Some((a, reader.value::<String, Lower<Escaped>>(2).ok()?))
    };
    pair_laws(key, read, "--", |(a, b)| (a.to_lowercase(), b.to_lowercase()));
}

/// Three strings, the last with text behind it.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[key(pk = "x#{a}#{b}--{c}#x", sk = "_")]
struct Three {
    a: String,
    b: String,
    c: String,
}

/// A character next to text, and numbers without padding.
#[derive(Debug, Serialize, Deserialize, Entity)]
#[key(pk = "{c}{s}-{n}#{m}", sk = "{k}{n}")]
struct Tight {
    c: char,
    s: String,
    n: i64,
    m: u8,
    k: char,
}

/// One of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "tenant#{owner}", sk = "{at}#{rank:08:desc}{active}#{price:10.2}#{name}#{note:any}")]
struct Mixed {
    owner: Uuid,
    at: Timestamp,
    rank: u32,
    active: bool,
    price: Decimal,
    name: String,
    note: String,
}

fn mixed() -> impl Strategy<Value = Mixed> {
    let second = (-62_167_219_200..253_402_207_200_i64, 0..1_000_000_000_i32)
        .prop_map(|(second, rest)| Timestamp::new(second, rest).unwrap_or_default());
    let price = (-9_999_999_999..=9_999_999_999_i64).prop_map(|cents| Decimal::new(cents, 2));
    let numbers = (any::<u128>(), 0..100_000_000_u32, any::<bool>());
    (numbers, second, price, strings(), strings()).prop_map(|(numbers, at, price, name, note)| {
        let (owner, rank, active) = numbers;
        Mixed { owner: Uuid::from_u128(owner), at, rank, active, price, name, note }
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn three_strings_never_share_a_key(a in strings(), b in strings(), c in strings(), d in strings()) {
        let key = |a: &str, b: &str, c: &str| Some(Three::key(a, b, c).ok()?.pk().to_owned());
        let Some(own) = key(&a, &b, &c) else { return Err(TestCaseError::reject("refused")) };
        let read = Three::decode_key(&own, "_").map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read, (a.clone(), b.clone(), c.clone()));
        for other in [(&b, &a, &c), (&a, &c, &b), (&d, &b, &c), (&a, &d, &c), (&a, &b, &d)] {
            let same = other == (&a, &b, &c);
            prop_assert_eq!(key(other.0, other.1, other.2) == Some(own.clone()), same);
        }
    }

    #[test]
    fn characters_and_plain_numbers(
        c in any::<char>(), s in strings(), n in -120..120_i64, m in any::<u8>(), k in any::<char>(),
    ) {
        let Ok(key) = Tight::key(c, &s, n, m, k) else { return Err(TestCaseError::reject("refused")) };
        let read = Tight::decode_key(key.pk(), key.sk().unwrap_or_default());
        prop_assert_eq!(read.map_err(|error| TestCaseError::fail(error.to_string()))?, (c, s, n, m, k));
    }

    #[test]
    fn key_of_a_value_is_the_key_by_its_fields(value in mixed()) {
        let Mixed { owner, at, rank, active, price, name, note } = value.clone();
        let Ok(key) = value.primary_key() else { return Err(TestCaseError::reject("refused")) };
        let fields = Mixed::key(&owner, &at, rank, active, &price, &name, &note);
        prop_assert_eq!(&fields.map_err(|error| TestCaseError::fail(error.to_string()))?, &key);
        let read = Mixed::decode_key(key.pk(), key.sk().unwrap_or_default());
        let read = read.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read, (owner, at, rank, active, price, name, note));
    }

    #[test]
    fn part_of_a_key_starts_it(value in mixed()) {
        let Ok(key) = value.primary_key() else { return Err(TestCaseError::reject("refused")) };
        let sk = key.sk().unwrap_or_default();
        let mut writer = private::key_writer::<Mixed>(KeySlot::Primary, Role::Sort);
        let mut parts = vec![writer.clone()];
        writer = writer.segment::<Timestamp, spec::Sort>(value.at);
        parts.push(writer.clone());
        writer = writer.segment::<u32, spec::Desc<spec::Width<8>>>(value.rank);
        parts.push(writer.clone());
        writer = writer.segment::<bool, spec::Sort>(value.active);
        parts.push(writer.clone());
        writer = writer.segment::<Decimal, spec::Decimal<10, 2>>(value.price);
        parts.push(writer.clone());
        parts.push(writer.segment::<String, spec::Sort>(&value.name));
        for part in parts {
            let part = part.finish().map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(sk.starts_with(part.text()), "{} of {}", part.text(), sk);
        }
    }

    /// Reading any foreign key is an error or gives the values that write it.
    #[test]
    fn foreign_keys_are_read_as_written_or_refused(value in mixed(), at in any::<prop::sample::Index>(), more in strings()) {
        let Ok(key) = value.primary_key() else { return Err(TestCaseError::reject("refused")) };
        let sk: Vec<_> = key.sk().unwrap_or_default().chars().collect();
        let at = at.index(sk.len());
        let foreign: String = sk[..at].iter().copied().chain(more.chars()).chain(sk[at + 1..].iter().copied()).collect();
        for foreign in [foreign, more] {
            let Ok(read) = Mixed::decode_key(key.pk(), &foreign) else { continue };
            if foreign.len() > 1024 {
                continue;
            }
            let (owner, at, rank, active, price, name, note) = read;
            let again = Mixed::key(&owner, &at, rank, active, &price, &name, &note);
            let again = again.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(again.sk(), Some(foreign.as_str()));
        }
    }
}
