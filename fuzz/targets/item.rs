//! Items: one that is read is written again to items that are read as the same value.

use std::collections::{BTreeMap, HashMap, HashSet};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Error, Holds, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A member of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    city: String,
    zip: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{id}")]
#[lookup(name = "by_level", pk = "level-{level}", sk = "user#{id}", project(include(name)))]
struct User {
    id: u64,
    name: String,
    level: i8,
    #[entity(unique)]
    email: Option<String>,
    address: Address,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default, with = "dynamodel::string_set", skip_serializing_if = "HashSet::is_empty")]
    roles: HashSet<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum State {
    Draft,
    Live { since: u32 },
    Gone(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "post-{id}", sk = "{at}")]
struct Post {
    id: String,
    at: Timestamp,
    state: State,
    score: f64,
    draft: bool,
    counts: BTreeMap<String, i64>,
    #[entity(ttl)]
    until: Option<u64>,
    #[entity(version)]
    version: u64,
    #[serde(flatten)]
    more: HashMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "items", type_attribute = "kind", ttl_attribute = "expires_at")]
enum Items {
    User(User),
    Post(Post),
}

/// The names that the generator writes most: with each a value that fits.
const NAMES: [&str; 20] = [
    "pk",
    "sk",
    "kind",
    "id",
    "name",
    "level",
    "email",
    "address",
    "tags",
    "roles",
    "at",
    "state",
    "score",
    "draft",
    "counts",
    "until",
    "version",
    "expires_at",
    "_revision",
    "city",
];

/// The texts that the generator writes most.
const TEXTS: [&str; 20] = [
    "User",
    "User.by_name",
    "User.by_level",
    "User.unique.email",
    "Post",
    "user-00000000000000000007",
    "user-7",
    "_root",
    "name-ann",
    "post-a",
    "2020-01-01T00:00:00.000000000Z",
    "2020-01-01T00:00:00Z",
    "Draft",
    "Live",
    "Gone",
    "ann",
    "a#b",
    "",
    "7",
    "00000000000000000007",
];

/// The numbers that the generator writes most.
const NUMBERS: [&str; 12] = [
    "7",
    "0",
    "-1",
    "1.5",
    "1e3",
    "1E-130",
    "99999999999999999999",
    "18446744073709551615",
    "NaN",
    "",
    "1577836800",
    "007",
];

/// A good item of each entity, as bytes of the generator are made from nothing: they only have to be read.
pub const SEEDS: &[&[u8]] = &[
    b"\x00\x00\x06\x01\x00\x07\x02\x00\x00\x03\x01\x00\x04\x00\x0f\x05\x01\x00\x07\x07\x01\x13\x00\x0f",
    b"\x00\x00\x09\x01\x00\x0a\x02\x00\x04\x03\x00\x05\x0a\x00\x0b\x0b\x00\x0c\x0c\x01\x03\x0d\x02\x01\x0e\x07\x00",
];

/// Makes values of bytes.
struct Bytes<'d>(&'d [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn index(&mut self, count: usize) -> usize {
        self.byte().map_or(0, usize::from) % count
    }

    /// One of the known texts, or the bytes themselves.
    fn text(&mut self, known: &[&str]) -> String {
        match self.byte() {
            Some(byte) if usize::from(byte) < known.len() => known[usize::from(byte)].to_owned(),
            Some(byte) => {
                let (text, rest) = self.0.split_at(usize::from(byte % 8).min(self.0.len()));
                self.0 = rest;
                String::from_utf8_lossy(text).into_owned()
            }
            None => String::new(),
        }
    }

    fn value(&mut self, depth: u8) -> AttributeValue {
        match self.index(if depth < 4 { 10 } else { 6 }) {
            0 => AttributeValue::S(self.text(&TEXTS)),
            1 => AttributeValue::N(self.text(&NUMBERS)),
            2 => AttributeValue::Bool(self.index(2) == 1),
            3 => AttributeValue::Null(true),
            4 => AttributeValue::Ss((0..self.index(4)).map(|_| self.text(&TEXTS)).collect()),
            5 => AttributeValue::B(Blob::new(self.text(&TEXTS))),
            6 => AttributeValue::Ns((0..self.index(4)).map(|_| self.text(&NUMBERS)).collect()),
            7 => AttributeValue::M(self.map(depth)),
            8 => AttributeValue::L((0..self.index(4)).map(|_| self.value(depth + 1)).collect()),
            _ => AttributeValue::Bs((0..self.index(3)).map(|_| Blob::new(self.text(&TEXTS))).collect()),
        }
    }

    fn map(&mut self, depth: u8) -> HashMap<String, AttributeValue> {
        (0..self.index(5)).map(|_| (self.text(&NAMES), self.value(depth + 1))).collect()
    }
}

/// A good item, so that one changed attribute is enough to be interesting.
fn base(number: usize) -> HashMap<String, AttributeValue> {
    let user = User {
        id: 7,
        name: "ann".to_owned(),
        level: -3,
        email: Some("a@b".to_owned()),
        address: Address { city: "Bern".to_owned(), zip: None },
        tags: vec!["a".to_owned()],
        roles: HashSet::from(["x".to_owned()]),
    };
    let post = Post {
        id: "a".to_owned(),
        at: Timestamp::UNIX_EPOCH,
        state: State::Live { since: 1 },
        score: 1.5,
        draft: true,
        counts: BTreeMap::from([("x".to_owned(), -1)]),
        until: Some(1_577_836_800),
        version: 1,
        more: HashMap::new(),
    };
    let items = match number {
        0 => return HashMap::new(),
        1 => Items::to_items(&user),
        _ => Items::to_items(&post),
    };
    items.map_or_else(|_| HashMap::new(), |mut items| items.swap_remove(0))
}

/// Reads any bytes as an item: a good one, or none, with attributes of these bytes.
pub fn item(data: &[u8]) -> bool {
    let mut bytes = Bytes(data);
    let mut item = base(bytes.index(3));
    while !bytes.0.is_empty() {
        item.insert(bytes.text(&NAMES), bytes.value(0));
    }
    let Ok(read) = Items::from_item(item) else { return false };
    let items = match &read {
        Items::User(value) => items::<User>(value),
        Items::Post(value) => items::<Post>(value),
    };
    // A value can be read that cannot be written: an empty name, say. Then that is an error of its own.
    let Ok(items) = items else { return true };
    let written =
        Items::from_item(items).unwrap_or_else(|error| panic!("{read:?} is written, not read: {error}"));
    assert_eq!(written, read);
    true
}

fn items<E: Entity>(value: &E) -> Result<HashMap<String, AttributeValue>, Error>
where
    Items: Holds<E>,
{
    Ok(Items::to_items(value)?.swap_remove(0))
}
