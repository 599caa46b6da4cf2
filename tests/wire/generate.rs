//! Random items of [`Things`](crate::thing::Things), most of them good.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use fastrand::Rng;

use crate::json::Members;

const LETTERS: [char; 12] = ['a', 'b', 'Z', '0', '"', '\\', '/', '\n', '\u{1}', 'é', '\u{FFFF}', '\u{1F600}'];

/// Generates an item with at most one fault, so that its error does not depend on the order of its attributes.
pub(crate) fn item(random: &mut Rng) -> Members {
    let mut item = if random.u8(..8) == 0 { part(random) } else { thing(random) };
    match random.u8(..10) {
        0 => drop(item.swap_remove(random.usize(..item.len()))),
        1 => {
            let member = random.usize(..item.len());
            item[member].1 = any(random, 3);
        }
        2 => {
            let (name, _) = random.choice(&item).cloned().unwrap();
            item.push((name + "2", any(random, 3)));
        }
        _ => {}
    }
    random.shuffle(&mut item);
    item
}

fn thing(random: &mut Rng) -> Members {
    let id = random.u32(..1000);
    let text_value = text(random) + "t";
    let optional = |random: &mut Rng, value: AttributeValue| {
        if random.bool() { value } else { AttributeValue::Null(true) }
    };
    let key_text = text_value.clone();
    let few = |random: &mut Rng| random.usize(..4);
    let mut item = vec![
        ("pk", s(&format!("thing-{id}"))),
        ("sk", s(&key_text)),
        ("type", s("Thing")),
        ("id", n(id)),
        ("text", s(&text_value)),
        ("letter", s(&random.choice(LETTERS).unwrap().to_string())),
        ("small", n(random.i8(..))),
        ("big", n(random.u64(..))),
        ("float", number(random)),
        ("single", n(random.i16(..))),
        ("flag", AttributeValue::Bool(random.bool())),
        ("unit", AttributeValue::Null(true)),
        ("pair", AttributeValue::L(vec![n(random.u8(..)), s(&text(random))])),
        ("list", AttributeValue::L((0..few(random)).map(|_| n(random.u16(..))).collect())),
        ("map", map((0..few(random)).map(|key| (key.to_string(), s("x"))))),
        ("flags", map([("true".to_owned(), n(1)), ("false".to_owned(), n(0))])),
        ("shape", shape(random)),
        ("shapes", AttributeValue::L((0..few(random)).map(|_| shape(random)).collect())),
        ("tagged", tagged(random)),
        ("loose", loose(random)),
        ("bytes", blob(random)),
        ("exact", number(random)),
        (*random.choice(&["inner", "inner", "inner", "older"]).unwrap(), inner(random, 2)),
    ];
    let text = s(&text(random));
    item.push(("maybe", optional(random, text)));
    item.push(("twice", optional(random, n(7))));
    if random.bool() {
        item.push(("words", AttributeValue::Ss(vec!["b".to_owned(), "a".to_owned()])));
    }
    if random.bool() {
        item.push(("numbers", AttributeValue::Ns(vec!["2".to_owned(), "1E+1".to_owned()])));
    }
    if random.bool() {
        item.push(("blobs", AttributeValue::Bs(vec![Blob::new([1, 2]), Blob::new([])])));
    }
    if random.bool() {
        item.push(("expires", n(*random.choice(&[1_u64, 99_999_999_999]).unwrap())));
    }
    if random.bool() {
        item.push(("_revision", n(3)));
    }
    item.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn part(random: &mut Rng) -> Members {
    let (id, rank) = (random.u32(..1000), random.u16(..));
    let copy = random.bool();
    let (pk, sk) = if copy {
        ("color-red".to_owned(), format!("{id:010}"))
    } else {
        (format!("part-{id}"), "_root".to_owned())
    };
    let mut item = vec![
        ("pk", s(&pk)),
        ("sk", s(&sk)),
        ("type", s(if copy { "Part.by_color" } else { "Part" })),
        ("rank", n(rank)),
        ("color", s("red")),
        ("_revision", n(1)),
    ];
    if !copy {
        item.push(("gsi1pk", s("parts")));
        item.push(("gsi1sk", s(&format!("{rank:05}#{id:010}"))));
    }
    item.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn shape(random: &mut Rng) -> AttributeValue {
    let of = |name: &str, value| map([(name.to_owned(), value)]);
    match random.u8(..4) {
        0 => s("Unit"),
        1 => of("Newtype", inner(random, 1)),
        2 => of("Tuple", AttributeValue::L(vec![n(1), AttributeValue::Bool(true)])),
        _ => of("Struct", map([("text".to_owned(), s(&text(random)))])),
    }
}

fn tagged(random: &mut Rng) -> AttributeValue {
    let words = AttributeValue::L(vec![s(&text(random))]);
    let full = [("kind", s("Full")), ("count", n(1)), ("words", words)];
    if random.bool() {
        map([("kind".to_owned(), s("Empty"))])
    } else {
        map(full.map(|(name, value)| (name.to_owned(), value)))
    }
}

fn loose(random: &mut Rng) -> AttributeValue {
    match random.u8(..4) {
        0 => s(&text(random)),
        1 => n(random.i64(..)),
        2 => AttributeValue::L(vec![n(random.i64(..)), s("")]),
        _ => map([("text".to_owned(), s(&text(random)))]),
    }
}

fn inner(random: &mut Rng, depth: u8) -> AttributeValue {
    let mut inner = vec![("text".to_owned(), s(&text(random)))];
    if random.bool() {
        inner.push(("numbers".to_owned(), AttributeValue::Ns(vec!["7".to_owned(), "7.0".to_owned()])));
    }
    if depth > 0 && random.bool() {
        inner.push(("inner".to_owned(), self::inner(random, depth - 1)));
    }
    map(inner)
}

/// Any attribute. A map has one member, so that its error does not depend on an order.
fn any(random: &mut Rng, depth: u8) -> AttributeValue {
    match random.u8(..if depth > 0 { 12 } else { 8 }) {
        0 | 1 => s(&text(random)),
        2 => number(random),
        3 => decimal(random.choice(["x", "", "1e400", "+1"]).unwrap()),
        4 => blob(random),
        5 => AttributeValue::Bool(random.bool()),
        6 => AttributeValue::Null(random.bool()),
        7 => AttributeValue::Ss(vec![text(random), "x".to_owned()]),
        8 => AttributeValue::Ns(vec!["1".to_owned()]),
        9 => AttributeValue::Bs(vec![Blob::new([0, 255])]),
        10 => AttributeValue::L((0..random.u8(..3)).map(|_| any(random, depth - 1)).collect()),
        _ => {
            let names = ["text", "Unit", "Tuple", "kind", "1", ""];
            map([((*random.choice(&names).unwrap()).to_owned(), any(random, depth - 1))])
        }
    }
}

fn text(random: &mut Rng) -> String {
    (0..random.usize(..9)).map(|_| *random.choice(&LETTERS).unwrap()).collect()
}

fn number(random: &mut Rng) -> AttributeValue {
    decimal(
        random.choice(["0", "-7", "1.50", "1E+2", "15e-1", "18446744073709551616", "0.1", "1e-130"]).unwrap(),
    )
}

fn blob(random: &mut Rng) -> AttributeValue {
    AttributeValue::B(Blob::new((0..random.usize(..5)).map(|_| random.u8(..)).collect::<Vec<_>>()))
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn n(number: impl Into<i128>) -> AttributeValue {
    decimal(&number.into().to_string())
}

fn decimal(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

fn map(members: impl IntoIterator<Item = (String, AttributeValue)>) -> AttributeValue {
    AttributeValue::M(members.into_iter().collect::<HashMap<_, _>>())
}
