//! The codec beside `serde_dynamo`: both write and read alike, failures included, except for [listed](LISTED) differences.
//!
//! `DYNAMODEL_DIFFERENTIAL_RUNS` sets the number of generated values.

mod any;
mod listed;
mod types;

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;
use fastrand::Rng;
use serde::{Serialize, de::DeserializeOwned};

use super::*;
use crate::codec::digits::is_storable;
use crate::codec::size::value_size;
use any::{Any, damage};
use listed::{Difference, LISTED};

const RUNS: u64 = 20_000;

/// The number of runs that meet each listed difference.
const MANY_RUNS: u64 = 500_000;

/// The differences that were met.
#[derive(Debug, Default)]
struct Met {
    listed: BTreeMap<&'static str, u64>,
    /// The first ones that are not listed.
    unlisted: Vec<String>,
}

/// Writes and reads random values of a type, and reads damaged ones.
fn compare<T: Any + Debug + PartialEq + Serialize + DeserializeOwned>(rng: &mut Rng, met: &mut Met) {
    let value = T::any(rng);
    let ours = write_value(&value);
    let theirs: Result<AttributeValue, _> = serde_dynamo::to_attribute_value(&value);
    note::<T, _, _>(&ours, &theirs, None, met);
    let Ok(mut stored) = ours else { return };
    check_findings(&value, &stored);
    for _ in 0..rng.u8(..4) {
        damage(rng, &mut stored);
    }
    let ours = T::deserialize(Deserializer::of_value(Some((&stored).into()), &Absent::default()));
    let moved = T::deserialize(de::Reader::moved_value(&mut stored.clone()));
    assert_eq!(ours, moved, "read from a copy and by moving: {stored:?}");
    let theirs: Result<T, _> = serde_dynamo::from_attribute_value(stored.clone());
    note::<T, _, _>(&ours, &theirs, Some(&stored), met);
}

/// The facts that are noted while a value is written are no better than the value.
fn check_findings<T: Serialize>(value: &T, stored: &AttributeValue) {
    let notes = Notes::default();
    assert_eq!(value.serialize(Serializer::of::<T>(&notes)).as_ref(), Ok(stored));
    let findings = notes.findings();
    assert!(findings.bytes >= value_size(stored), "{findings:?} {stored:?}");
    let in_doubt = holds(stored, 1, &|value, level| match value {
        AttributeValue::N(number) => !is_storable(number),
        AttributeValue::Ns(numbers) => numbers.iter().any(|number| !is_storable(number)),
        AttributeValue::M(map) => map.contains_key("") || level > 32,
        _ => level > 32,
    });
    assert!(!(findings.is_storable && in_doubt), "{stored:?}");
    let has_nulls = holds(stored, 1, &|value, _| value.is_null());
    assert!(findings.may_have_nulls || !has_nulls, "{stored:?}");
}

/// Returns `true` if the test does for a part of the value at its level.
fn holds(value: &AttributeValue, level: usize, test: &dyn Fn(&AttributeValue, usize) -> bool) -> bool {
    let is_inside = match value {
        AttributeValue::L(list) => list.iter().any(|value| holds(value, level + 1, test)),
        AttributeValue::M(map) => map.values().any(|value| holds(value, level + 1, test)),
        _ => false,
    };
    is_inside || test(value, level)
}

/// Counts a difference, which must be listed.
fn note<T, V: Debug + PartialEq, E: Debug>(
    ours: &Result<V>,
    theirs: &Result<V, E>,
    stored: Option<&AttributeValue>,
    met: &mut Met,
) {
    let is_equal = match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => ours == theirs,
        (Err(_), Err(_)) => true,
        _ => false,
    };
    if is_equal {
        return;
    }
    let difference = Difference {
        of: type_name::<T>().rsplit("::").next().unwrap_or_default(),
        stored,
        is_read: ours.is_ok(),
        is_read_by_theirs: theirs.is_ok(),
        ours: format!("{ours:?}"),
        theirs: format!("{theirs:?}"),
    };
    match LISTED.iter().find(|(_, explains)| explains(&difference)) {
        Some((name, _)) => *met.listed.entry(name).or_default() += 1,
        None if met.unlisted.len() < 5 => met.unlisted.push(format!("{difference:#?}")),
        None => {}
    }
}

#[test]
fn values_are_written_and_read_as_by_serde_dynamo() {
    let runs = std::env::var("DYNAMODEL_DIFFERENTIAL_RUNS").ok().and_then(|runs| runs.parse().ok());
    let seed = std::env::var("DYNAMODEL_DIFFERENTIAL_SEED").ok().and_then(|seed| seed.parse().ok());
    let mut rng = Rng::with_seed(seed.unwrap_or(7));
    let mut met = Met::default();
    let of_type: [fn(&mut Rng, &mut Met); 18] = [
        compare::<types::Scalars>,
        compare::<types::Single>,
        compare::<types::Wide>,
        compare::<types::Options>,
        compare::<types::Lists>,
        compare::<types::Maps>,
        compare::<types::Names>,
        compare::<types::Strict>,
        compare::<types::Flat>,
        compare::<types::Dynamic>,
        compare::<types::Enums>,
        compare::<types::Binary>,
        compare::<types::Sets>,
        compare::<types::Plain>,
        compare::<types::External>,
        compare::<types::Internal>,
        compare::<types::Adjacent>,
        compare::<types::Untagged>,
    ];
    let runs = runs.unwrap_or(RUNS);
    for run in 0..runs {
        of_type[usize::try_from(run).unwrap() % of_type.len()](&mut rng, &mut met);
    }
    assert!(met.unlisted.is_empty(), "differences that are not listed: {}", met.unlisted.join("\n"));
    let unmet: Vec<_> = LISTED.iter().filter(|(name, _)| !met.listed.contains_key(name)).collect();
    assert!(runs < MANY_RUNS || unmet.is_empty(), "listed, but not met: {unmet:?}");
}
