mod differential;
mod foreign;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::*;
use crate::codec::same::stable;

#[derive(Serialize)]
struct Tags(HashSet<String>);

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
enum Shape {
    Unit,
    Of(HashSet<u8>),
    Pair(u8, HashSet<u8>),
    Named { set: HashSet<u8> },
}

#[derive(Serialize)]
struct Everything {
    text: String,
    letter: char,
    number: i64,
    float: f64,
    yes: bool,
    nothing: Option<u8>,
    something: Option<u8>,
    unit: (),
    unit_struct: Unit,
    pair: (u8, String),
    list: Vec<u8>,
    map: BTreeMap<u8, Vec<String>>,
    shapes: Vec<Shape>,
    #[serde(with = "serde_dynamo::string_set")]
    strings: HashSet<String>,
}

fn set<T: std::hash::Hash + Eq>(elements: impl IntoIterator<Item = T>) -> HashSet<T> {
    elements.into_iter().collect()
}

#[test]
fn attributes_are_those_of_serde_dynamo() {
    let value = Everything {
        text: "a".to_owned(),
        letter: 'b',
        number: -3,
        float: 1e21,
        yes: true,
        nothing: None,
        something: Some(1),
        unit: (),
        unit_struct: Unit,
        pair: (1, "c".to_owned()),
        list: vec![3, 1, 2],
        map: BTreeMap::from([(1, vec!["z".to_owned(), "a".to_owned()])]),
        shapes: vec![
            Shape::Unit,
            Shape::Of(set([1])),
            Shape::Pair(1, set([2])),
            Shape::Named { set: set([3]) },
        ],
        strings: set(["x".to_owned()]),
    };
    let theirs: AttributeValue = serde_dynamo::to_attribute_value(&value).unwrap();
    assert_eq!(write_value(&value).unwrap(), theirs);
}

#[test]
fn hash_sets_are_sorted_wherever_they_are() {
    let numbers = || set([10_u64, 9, 100, 1]);
    let sorted =
        || AttributeValue::L(["1", "9", "10", "100"].map(|n| AttributeValue::N(n.to_owned())).into());
    let texts = |texts: &[&str]| {
        AttributeValue::L(texts.iter().map(|text| AttributeValue::S((*text).to_owned())).collect())
    };
    for _ in 0..10 {
        assert_eq!(write_value(&numbers()).unwrap(), sorted());
        assert_eq!(write_value(&Some(Box::new(numbers()))).unwrap(), sorted());
        assert_eq!(write_value(&vec![numbers()]).unwrap(), AttributeValue::L(vec![sorted()]));
        let map = BTreeMap::from([("a", numbers())]);
        assert_eq!(
            write_value(&map).unwrap(),
            AttributeValue::M(HashMap::from([("a".to_owned(), sorted())]))
        );
        let tags = Tags(set(["b", "a", "é", "Z"].map(str::to_owned)));
        assert_eq!(write_value(&tags).unwrap(), texts(&["Z", "a", "b", "é"]));
        let Ok(AttributeValue::M(variant)) = write_value(&Shape::Of(set([2, 1, 3]))) else { panic!() };
        let Some(AttributeValue::L(elements)) = variant.get("Of") else { panic!() };
        assert_eq!(elements.len(), 3);
        assert!(elements.is_sorted_by_key(stable));
    }
    assert_eq!(write_value(&vec!["b", "a"]).unwrap(), texts(&["b", "a"]));
}
