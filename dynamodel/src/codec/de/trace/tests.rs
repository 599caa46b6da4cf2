use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Deserialize;

use super::*;
use crate::codec::{Result, Sketch, read_item};

/// Without a set anywhere.
#[derive(Debug, PartialEq, Deserialize)]
struct Plain {
    id: u64,
    #[serde(rename = "kind")]
    shape: Shape,
    note: Option<Box<Plain2>>,
    counts: HashMap<u8, Vec<Plain2>>,
    by_shape: BTreeMap<Key, bool>,
    wrapped: Wrapped,
    #[serde(default)]
    number: crate::codec::numeric::Number,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Plain2 {
    text: String,
    of: (u8,),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Wrapped(Vec<Option<f64>>);

#[derive(Debug, PartialEq, Deserialize)]
enum Shape {
    Point,
    Of(Plain2),
    Named { plain: Plain2 },
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum Key {
    A,
    B,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Labels {
    #[serde(with = "crate::codec::sets::string_set")]
    words: BTreeSet<String>,
    text: String,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Event {
    Opened,
    Labelled(Labels),
}

/// With sets and types that buffer in some fields.
#[derive(Debug, PartialEq, Deserialize)]
struct Mixed {
    id: u64,
    #[serde(with = "crate::codec::sets::number_set")]
    ranks: BTreeSet<u8>,
    #[serde(default)]
    labels: Vec<Labels>,
    #[serde(default)]
    event: Option<Event>,
    #[serde(default)]
    any: serde_json::Value,
    #[serde(default)]
    pair: (u8, String),
    #[serde(default)]
    tree: Tree,
    text: String,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct Tree {
    #[serde(default)]
    trees: Vec<Tree>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flattened {
    id: u64,
    #[serde(flatten)]
    labels: Labels,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Around(Plain2);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    text: String,
    of: (u8,),
}

fn read_moved<V: DeserializeOwned + 'static>(item: &mut Item, root: &Root<'_>) -> Result<V> {
    crate::codec::read_moved(item, root, &Traced::of::<V>(|_| true))
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn item(attributes: impl IntoIterator<Item = (&'static str, AttributeValue)>) -> Item {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[test]
fn fields_that_lead_to_sets_are_in_doubt() {
    assert_eq!(doubts::<Plain>(), Some(vec![]));
    assert_eq!(doubts::<Around>(), Some(vec![]));
    assert_eq!(doubts::<Labels>(), Some(vec!["words"]));
    assert_eq!(doubts::<Mixed>(), Some(vec!["ranks", "labels", "event", "any", "pair", "tree"]));
}

#[test]
fn a_struct_sees_only_fields_unless_it_notices_others() {
    let is_field = |name: &str| ["text", "of", "words", "id"].contains(&name);
    assert!(sees_only_fields::<Plain2>(is_field));
    assert!(sees_only_fields::<Labels>(is_field));
    // An unknown attribute is an error, a part of another struct or an entry.
    assert!(!sees_only_fields::<Strict>(is_field));
    assert!(!sees_only_fields::<Flattened>(is_field));
    assert!(!sees_only_fields::<HashMap<String, String>>(is_field));
    assert!(!sees_only_fields::<Around>(is_field));
    // It asks for names that are no fields.
    assert!(!sees_only_fields::<Mixed>(is_field));
}

#[test]
fn a_type_that_is_not_a_struct_is_in_doubt() {
    assert_eq!(doubts::<Flattened>(), None);
    assert_eq!(doubts::<Event>(), None);
    assert_eq!(doubts::<serde_json::Value>(), None);
    assert_eq!(doubts::<HashMap<String, Labels>>(), None);
}

#[test]
fn an_item_is_moved_if_all_sets_are_there() {
    let set = || AttributeValue::Ns(vec!["1".to_owned()]);
    let mixed = |ranks: Option<AttributeValue>, labels: AttributeValue| {
        let others = ["event", "any", "pair", "tree"].map(|name| (name, AttributeValue::Null(true)));
        let mut mixed = item(others.into_iter().chain([("labels", labels)]));
        mixed.extend(ranks.map(|ranks| ("ranks".to_owned(), ranks)));
        mixed
    };
    let list = |of: Option<AttributeValue>| AttributeValue::L(of.into_iter().collect());
    let moved = |item: &Item| Traced::of::<Mixed>(|_| true).may_be_moved(item, Root::ALL);
    assert!(moved(&mixed(Some(set()), list(None))));
    assert!(!moved(&mixed(None, list(None))));
    assert!(!moved(&mixed(Some(set()), list(Some(AttributeValue::M(Item::new()))))));
}

#[test]
fn a_set_that_is_absent_is_found_in_each_place() {
    let labels = || AttributeValue::M(item([("text", text("a"))]));
    let expected = || Labels { words: BTreeSet::new(), text: "a".to_owned() };
    let mixed = item([
        ("id", AttributeValue::N("7".to_owned())),
        ("labels", AttributeValue::L(vec![labels(), labels()])),
        ("event", AttributeValue::M(item([("Labelled", labels())]))),
        ("text", text("b")),
    ]);
    let read: Mixed = read_moved(&mut mixed.clone(), Root::ALL).unwrap();
    assert_eq!(read, read_item(&mixed).unwrap());
    assert_eq!((read.ranks, read.labels), (BTreeSet::new(), vec![expected(), expected()]));
    assert_eq!(read.event, Some(Event::Labelled(expected())));
    let mut flattened = item([("id", AttributeValue::N("7".to_owned())), ("text", text("a"))]);
    let read: Flattened = read_moved(&mut flattened, Root::ALL).unwrap();
    assert_eq!(read, Flattened { id: 7, labels: expected() });
}

#[test]
fn hidden_attributes_are_not_seen_and_fields_from_elsewhere_are() {
    let mut own = item([("id", text("hidden")), ("text", text("own")), ("of", text("hidden"))]);
    let fields = [("of", AttributeValue::L(vec![AttributeValue::N("1".to_owned())]))];
    let sketch = Sketch::NONE.with("id");
    let root = Root { sketch, is_hidden: &|name| name == "id", fields: &fields };
    let read: Strict = read_moved(&mut own, &root).unwrap();
    assert_eq!(read, Strict { text: "own".to_owned(), of: (1,) });
    assert_eq!((&own["id"], &own["of"]), (&text("hidden"), &text("hidden")));
    let unknown = [("id", text("hidden")), ("text", text("own")), ("more", text("unknown"))];
    let mut unknown = item(unknown);
    let error = read_moved::<Strict>(&mut unknown, &root).unwrap_err();
    assert!(error.path() == "more" && error.to_string().contains("unknown field"), "{error}");
    assert!(unknown.contains_key("id"));
}

#[test]
fn an_error_names_the_path_to_the_value() {
    let path = |of: AttributeValue| {
        let plain2 = item([("text", text("a")), ("of", of)]);
        let counts = AttributeValue::M(item([("1", AttributeValue::L(vec![AttributeValue::M(plain2)]))]));
        let found = item([("counts", counts)]);
        let error = read_moved::<Plain>(&mut found.clone(), Root::ALL).unwrap_err();
        assert_eq!(read_item::<Plain>(&found).unwrap_err(), error);
        error.path()
    };
    assert_eq!(path(AttributeValue::L(vec![text("a")])), "counts.1[0].of[0]");
    assert_eq!(path(text("a")), "counts.1[0].of");
    assert_eq!(path(AttributeValue::L(vec![AttributeValue::N("1".to_owned())])), ".");
    let mut variant = item([("kind", AttributeValue::M(item([("Named", AttributeValue::M(Item::new()))])))]);
    assert_eq!(read_moved::<Plain>(&mut variant, Root::ALL).unwrap_err().path(), "kind.Named");
}
