//! Random values and random attributes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use fastrand::Rng;

use crate::schema::item::Item;

/// A type with random values.
pub(super) trait Any: Sized {
    fn any(rng: &mut Rng) -> Self;
}

/// Numbers that are close to a limit of some type more often than others.
macro_rules! numbers {
    ($($type:ident)*) => {$(
        impl Any for $type {
            fn any(rng: &mut Rng) -> Self {
                match rng.u8(..6) {
                    0 => $type::MIN,
                    1 => $type::MAX,
                    2 => 0,
                    _ => $type::from_le_bytes(std::array::from_fn(|_| rng.u8(..))) >> rng.u32(..$type::BITS),
                }
            }
        }
    )*};
}
numbers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl Any for f64 {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..5) {
            0 => rng.i32(..).into(),
            1 => 0.5,
            2 => -0.0,
            3 => f64::MAX,
            _ => (rng.f64() - 0.5) * 10_f64.powi(rng.i32(-20..20)),
        }
    }
}

impl Any for f32 {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..3) {
            0 => rng.i16(..).into(),
            1 => f32::MIN_POSITIVE,
            _ => rng.f32() - 0.5,
        }
    }
}

impl Any for bool {
    fn any(rng: &mut Rng) -> Self {
        rng.bool()
    }
}

impl Any for char {
    fn any(rng: &mut Rng) -> Self {
        *rng.choice(&['a', 'é', '0', '\u{10000}', ' ']).unwrap()
    }
}

impl Any for String {
    fn any(rng: &mut Rng) -> Self {
        let texts =
            ["", "a", "ab", "0", "1", "-7", "1.5", "true", "false", "kind", "One", "Two", "é", "text"];
        (*rng.choice(&texts).unwrap()).to_owned()
    }
}

impl Any for () {
    fn any(_rng: &mut Rng) -> Self {}
}

impl<T: Any> Any for Option<T> {
    fn any(rng: &mut Rng) -> Self {
        rng.bool().then(|| T::any(rng))
    }
}

impl<T: Any> Any for Box<T> {
    fn any(rng: &mut Rng) -> Self {
        Self::new(T::any(rng))
    }
}

impl<T: Any> Any for Vec<T> {
    fn any(rng: &mut Rng) -> Self {
        (0..rng.u8(..4)).map(|_| T::any(rng)).collect()
    }
}

impl<T: Any + Ord> Any for BTreeSet<T> {
    fn any(rng: &mut Rng) -> Self {
        Vec::any(rng).into_iter().collect()
    }
}

impl<K: Any + Eq + Hash, V: Any> Any for HashMap<K, V> {
    fn any(rng: &mut Rng) -> Self {
        Vec::<(K, V)>::any(rng).into_iter().collect()
    }
}

impl<K: Any + Ord, V: Any> Any for BTreeMap<K, V> {
    fn any(rng: &mut Rng) -> Self {
        Vec::<(K, V)>::any(rng).into_iter().collect()
    }
}

impl<A: Any, B: Any> Any for (A, B) {
    fn any(rng: &mut Rng) -> Self {
        (A::any(rng), B::any(rng))
    }
}

impl<T: Any, const LENGTH: usize> Any for [T; LENGTH] {
    fn any(rng: &mut Rng) -> Self {
        std::array::from_fn(|_| T::any(rng))
    }
}

impl Any for serde_json::Value {
    fn any(rng: &mut Rng) -> Self {
        match rng.u8(..8) {
            0 => Self::Null,
            1 => bool::any(rng).into(),
            2 => i64::any(rng).into(),
            3 => u64::any(rng).into(),
            4 => f64::from(f32::any(rng)).into(),
            5 => Vec::<Self>::any(rng).into(),
            6 => Self::Object(HashMap::<String, Self>::any(rng).into_iter().collect()),
            _ => String::any(rng).into(),
        }
    }
}

/// The text of a number, in some form that a number may have, or none.
pub(super) fn number(rng: &mut Rng) -> String {
    let forms = [
        "1.0",
        "1e2",
        "1E+2",
        "-1e-2",
        "+1",
        "01",
        "1.",
        ".5",
        "-0",
        "0.10",
        "1e400",
        "NaN",
        "inf",
        "",
        "a",
        " 1",
        "300",
        "-129",
        "65536",
        "9223372036854775808",
        "18446744073709551616",
        "0.1",
        "1e21",
        "99999999999999999999999999999999999999",
        "0.30000000000000000001",
        "1.5",
    ];
    match rng.u8(..3) {
        0 => i64::any(rng).to_string(),
        1 => u8::any(rng).to_string(),
        _ => (*rng.choice(&forms).unwrap()).to_owned(),
    }
}

/// A random attribute.
pub(super) fn attribute(rng: &mut Rng, depth: u8) -> AttributeValue {
    match rng.u8(..if depth == 0 { 8 } else { 12 }) {
        0 => AttributeValue::Bool(rng.bool()),
        1 => AttributeValue::Null(true),
        2 | 3 => AttributeValue::N(number(rng)),
        4 => AttributeValue::B(Blob::new(*rng.choice(&["", "a", "bytes"]).unwrap())),
        5 => AttributeValue::Ss(Vec::any(rng)),
        6 => AttributeValue::Ns((0..rng.u8(..3)).map(|_| number(rng)).collect()),
        7 => AttributeValue::S(String::any(rng)),
        8 | 9 => AttributeValue::L((0..rng.u8(..4)).map(|_| attribute(rng, depth - 1)).collect()),
        _ => AttributeValue::M(
            (0..rng.u8(..4)).map(|_| (String::any(rng), attribute(rng, depth - 1))).collect(),
        ),
    }
}

/// Changes one place of an attribute.
pub(super) fn damage(rng: &mut Rng, value: &mut AttributeValue) {
    match value {
        AttributeValue::M(map) if !map.is_empty() && rng.u8(..8) > 0 => damage_map(rng, map),
        AttributeValue::L(list) if !list.is_empty() && rng.u8(..8) > 0 => {
            let at = rng.usize(..list.len());
            match rng.u8(..6) {
                0 => drop(list.remove(at)),
                1 => list.insert(at, attribute(rng, 1)),
                _ => damage(rng, &mut list[at]),
            }
        }
        AttributeValue::N(text) if rng.bool() => *text = number(rng),
        AttributeValue::Ss(texts) if rng.bool() => {
            *value = AttributeValue::L(texts.drain(..).map(AttributeValue::S).collect());
        }
        AttributeValue::Ns(numbers) if rng.bool() => {
            *value = AttributeValue::L(numbers.drain(..).map(AttributeValue::N).collect());
        }
        _ => *value = attribute(rng, 2),
    }
}

fn damage_map(rng: &mut Rng, map: &mut Item) {
    let mut names: Vec<String> = map.keys().cloned().collect();
    names.sort();
    let name = rng.choice(&names).unwrap().clone();
    match rng.u8(..8) {
        0 => drop(map.remove(&name)),
        1 => drop(map.insert(String::any(rng), attribute(rng, 1))),
        2 => {
            let value = map.remove(&name).unwrap();
            map.insert(String::any(rng), value);
        }
        _ => damage(rng, map.get_mut(&name).unwrap()),
    }
}
