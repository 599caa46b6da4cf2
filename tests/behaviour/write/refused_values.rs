//! Values that `put` refuses: every other write, and every condition, refuses them too.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{
    BatchWrite, Document, Entity, Error, ErrorKind, Table, TableClient, expr::Condition, transact,
};
use serde::{Deserialize, Serialize};

use crate::support::raw::{n, s};
use crate::support::store::{content, with, write};
use crate::support::world::table;

/// A value of any shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Number(f64),
    Text(String),
    List(Vec<Any>),
    Map(HashMap<String, Any>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Part {
    value: Any,
    ratio: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "thing-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_owner", pk = [owner], sk = [rank])]
struct Thing {
    id: u64,
    owner: String,
    rank: String,
    value: Any,
    list: Vec<Any>,
    ratio: f64,
    text: String,
    part: Part,
    #[serde(with = "dynamodel::string_set")]
    tags: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "things", type_attribute = "kind")]
#[index(name = "gsi1", pk = "owner", sk = "rank")]
enum Things {
    Thing(Thing),
}

fn thing() -> Thing {
    Thing {
        id: 7,
        owner: "ann".to_owned(),
        rank: "1".to_owned(),
        value: Any::Number(1.0),
        list: vec![Any::Number(1.0)],
        ratio: 1.0,
        text: "text".to_owned(),
        part: Part { value: Any::Number(1.0), ratio: 1.0 },
        tags: BTreeSet::new(),
    }
}

fn nested(levels: usize) -> Any {
    (1..levels).fold(Any::List(Vec::new()), |value, _| Any::List(vec![value]))
}

fn named(name: String) -> Any {
    Any::Map(HashMap::from([(name, Any::Number(1.0))]))
}

/// Refused values, each with the kind of its error and the path in the value.
fn bad_values() -> Vec<(Any, ErrorKind, &'static str)> {
    let in_list = Any::List(vec![Any::Number(1.0), Any::Number(f64::NAN)]);
    let malformed = ErrorKind::MalformedItem;
    vec![
        (Any::Number(f64::NAN), malformed, ""),
        (Any::Number(f64::INFINITY), malformed, ""),
        (Any::Number(f64::MAX), malformed, ""),
        (in_list, malformed, "[1]"),
        (named(String::new()), malformed, ""),
        (named("a".repeat(64 * 1024)), malformed, ""),
        (nested(40), ErrorKind::OverLimit, ""),
        (Any::Text("a".repeat(400 * 1024 + 1)), ErrorKind::TooLarge, ""),
    ]
}

type Outcome = Result<(), Error>;

/// Every way to write a value, with the path that it goes to.
async fn writes(table: &TableClient<Things>, bad: &Any) -> Vec<(&'static str, &'static str, Outcome)> {
    let fields = Thing::FIELDS;
    let of_value = Thing { value: bad.clone(), ..thing() };
    let of_part = Thing { part: Part { value: bad.clone(), ratio: 1.0 }, ..thing() };
    let by_key = || Thing::update(7);
    let fine = || by_key().set(fields.text, "new");
    let set = || by_key().set(fields.value, bad);
    vec![
        ("create", "value", of_value.create().send(table).await),
        ("put", "value", of_value.put().send(table).await),
        ("put in a part", "part.value", of_part.put().send(table).await),
        ("batch", "value", BatchWrite::new().and(of_value.put()).send(table).await.map(drop)),
        ("transaction put", "value", transact((of_value.put(),)).send(table).await.map(drop)),
        ("set", "value", set().send(table).await),
        ("set in a part", "part.value", by_key().set(fields.part.value, bad).send(table).await),
        ("set an element", "list[0]", by_key().set(fields.list.at(0), bad).send(table).await),
        ("set a part", "part.value", by_key().set(fields.part, of_part.part.clone()).send(table).await),
        ("set if not exists", "value", by_key().set_if_not_exists(fields.value, bad).send(table).await),
        ("append", "list[0]", by_key().append(fields.list, [bad]).send(table).await),
        ("prepend", "list[0]", by_key().prepend(fields.list, [bad]).send(table).await),
        ("transaction update", "value", transact((set(),)).send(table).await.map(drop)),
        ("upsert", "value", set().upsert(&thing()).send(table).await),
        ("upsert the value", "value", fine().upsert(&of_value).send(table).await),
        ("transaction upsert", "value", transact((set().upsert(&thing()),)).send(table).await.map(drop)),
        ("exactly once", "value", set().exactly_once().send(table).await),
        ("set loaded", "value", thing().update().set(fields.value, bad).send(table).await),
        ("append loaded", "list[0]", thing().update().append(fields.list, [bad]).send(table).await),
        ("with", "value", thing().update().with(|thing| thing.value = bad.clone()).send(table).await),
        ("move", "value", thing().move_to(&Thing { id: 8, ..of_value.clone() }).send(table).await),
    ]
}

/// Every condition with a value, with the path that it names.
fn conditions(bad: &Any) -> Vec<(&'static str, Condition<Thing>)> {
    let fields = Thing::FIELDS;
    vec![
        ("value", fields.value.eq(bad)),
        ("value", fields.value.ne(bad)),
        ("value", fields.value.is_in([&Any::Number(1.0), bad])),
        ("part.value", fields.part.value.eq(bad)),
        ("list[0]", fields.list.at(0).eq(bad)),
        ("list", fields.list.contains(bad)),
        ("value", !fields.ratio.eq(1.0).and(fields.ratio.gt(0.0).or(fields.value.eq(bad)))),
    ]
}

/// Levels of lists and maps that the attribute at this path is deep.
fn levels(path: &str) -> usize {
    1 + path.matches(['.', '[']).count()
}

fn assert_refused(outcome: Outcome, of: &str, path: &str, (_, kind, within): &(Any, ErrorKind, &str)) {
    let error = outcome.expect_err(of);
    assert_eq!(error.kind(), *kind, "{of}: {error}");
    let path = match kind {
        ErrorKind::OverLimit => format!("{path}{}", "[0]".repeat(33 - levels(path))),
        _ => format!("{path}{within}"),
    };
    match kind {
        // What is too large is the value, one that holds it, or the whole item.
        ErrorKind::TooLarge => assert!(path.starts_with(error.path().unwrap_or_default()), "{of}: {error}"),
        _ => assert_eq!(error.path(), Some(path.as_str()), "{of}: {error}"),
    }
}

#[tokio::test]
async fn a_value_that_put_refuses_every_write_refuses() {
    let table = table::<Things>().await;
    thing().put().send(&table).await.unwrap();
    let before = content(&table).await;
    for bad in bad_values() {
        for (of, path, outcome) in writes(&table, &bad.0).await {
            assert_refused(outcome, of, path, &bad);
        }
    }
    assert_eq!(content(&table).await, before);
}

#[tokio::test]
async fn a_value_that_put_refuses_every_condition_refuses() {
    let table = table::<Things>().await;
    thing().put().send(&table).await.unwrap();
    for bad in bad_values() {
        for (path, condition) in conditions(&bad.0) {
            let update = Thing::update(7).set(Thing::FIELDS.text, "new").condition(condition);
            assert_refused(update.send(&table).await, "update", path, &bad);
        }
        for (path, condition) in conditions(&bad.0) {
            let scan = Thing::scan().filter(condition).all(&table).await;
            assert_refused(scan.map(drop), "scan", path, &bad);
        }
        for (path, condition) in conditions(&bad.0) {
            let check = transact((Thing::get(7).must_exist().condition(condition),)).send(&table).await;
            assert_refused(check.map(drop), "check", path, &bad);
        }
        for (path, condition) in conditions(&bad.0) {
            assert_refused(thing().put().condition(condition).send(&table).await, "put", path, &bad);
        }
    }
}

#[tokio::test]
async fn a_number_that_is_none_is_not_added_or_compared() {
    let fields = Thing::FIELDS;
    let table = table::<Things>().await;
    thing().put().send(&table).await.unwrap();
    let before = content(&table).await;
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
        let update = || Thing::update(7);
        let only_if = |condition| update().set(fields.text, "new").condition(condition);
        for (path, refused) in [
            ("ratio", update().set(fields.ratio, bad)),
            ("ratio", update().add(fields.ratio, bad)),
            ("ratio", update().subtract(fields.ratio, bad)),
            ("part.ratio", update().add(fields.part.ratio, bad)),
            ("ratio", only_if(fields.ratio.lt(bad))),
            ("ratio", only_if(fields.ratio.le(bad))),
            ("ratio", only_if(fields.ratio.gt(bad))),
            ("part.ratio", only_if(fields.part.ratio.ge(bad))),
            ("ratio", only_if(fields.ratio.between(0.0, bad))),
        ] {
            let error = refused.send(&table).await.unwrap_err();
            assert!(error.is_malformed_item(), "{error}");
            assert_eq!(error.path(), Some(path), "{error}");
        }
        let error = thing().update().add(fields.ratio, bad).send(&table).await.unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
    }
    assert_eq!(content(&table).await, before);
}

#[tokio::test]
async fn every_write_refuses_values_that_an_index_key_cannot_hold() {
    let fields = Thing::FIELDS;
    let table = table::<Things>().await;
    thing().put().send(&table).await.unwrap();
    let before = content(&table).await;
    let update = || Thing::update(7);
    for owner in [String::new(), "a".repeat(2049)] {
        let bad = Thing { owner: owner.clone(), ..thing() };
        for refused in [
            bad.put().send(&table).await,
            bad.create().send(&table).await,
            update().set(fields.owner, &owner).send(&table).await,
            update().set(fields.owner, &owner).upsert(&thing()).send(&table).await,
            update().set(fields.text, "new").upsert(&bad).send(&table).await,
            transact((update().set(fields.owner, &owner),)).send(&table).await.map(drop),
            transact((update().set(fields.owner, &owner).upsert(&thing()),)).send(&table).await.map(drop),
            thing().update().set(fields.owner, &owner).send(&table).await,
            thing().update().with(|thing| thing.owner.clone_from(&owner)).send(&table).await,
        ] {
            assert!(refused.as_ref().unwrap_err().is_invalid_key(), "{refused:?}");
        }
    }
    for rank in [String::new(), "a".repeat(1025)] {
        let refused = update().set(fields.rank, &rank).send(&table).await.unwrap_err();
        assert!(refused.is_invalid_key(), "{refused}");
    }
    assert_eq!(content(&table).await, before);
}

#[tokio::test]
async fn an_item_that_its_update_alone_makes_too_large_is_not_sent() {
    let fields = Thing::FIELDS;
    let table = table::<Things>().await;
    let half = "a".repeat(250 * 1024);
    let update = Thing::update(7).set(fields.text, &half).set(fields.value, Any::Text(half.clone()));
    assert!(update.request(&table).unwrap_err().is_too_large());
    let update = Thing::update(7).append(fields.list, [Any::Text(half.clone()), Any::Text(half)]);
    assert!(update.request(&table).unwrap_err().is_too_large());
}

/// The item of `thing()` without this attribute, or with another.
async fn with_stored(name: &str, value: Option<AttributeValue>) -> TableClient<Things> {
    let table = table::<Things>().await;
    thing().put().send(&table).await.unwrap();
    let mut item = content(&table).await.into_values().next().unwrap();
    item.remove(name);
    write(&table, value.into_iter().fold(item, |item, value| with(item, name, value))).await;
    table
}

fn assert_misfit(outcome: Outcome, path: &str) {
    let error = outcome.unwrap_err();
    assert!(error.is_invalid_update(), "{error}");
    assert_eq!((error.path(), error.code().is_some()), (Some(path), true), "{error}");
}

#[tokio::test]
async fn an_update_into_what_the_item_lacks_is_a_typed_error() {
    let fields = Thing::FIELDS;
    let table = with_stored("list", None).await;
    let set = || Thing::update(7).set(fields.list.at(0), Any::Number(1.0)).set(fields.text, "new");
    assert_misfit(set().send(&table).await, "list[0]");
    let error = transact((Thing { id: 8, ..thing() }.put(), set())).send(&table).await.unwrap_err();
    assert_eq!(error.operation(), Some(1));
    assert_misfit(Err(error), "list[0]");

    let table = with_stored("part", None).await;
    assert_misfit(Thing::update(7).set(fields.part.ratio, 1.0).send(&table).await, "part.ratio");
}

#[tokio::test]
async fn an_amount_is_added_to_zero_where_the_item_lacks_the_member() {
    let fields = Thing::FIELDS;
    let table = with_stored("part", Some(AttributeValue::M(HashMap::new()))).await;
    Thing::update(7).add(fields.part.ratio, 1.5).send(&table).await.unwrap();
    Thing::update(7).subtract(fields.part.ratio, 0.5).send(&table).await.unwrap();
    let item = content(&table).await.into_values().next().unwrap();
    assert_eq!(item["part"], AttributeValue::M([("ratio".to_owned(), n(1))].into()));
}

#[tokio::test]
async fn an_update_of_what_is_stored_as_another_type_is_a_typed_error() {
    let fields = Thing::FIELDS;
    let list = AttributeValue::L(vec![s("a")]);
    let table = with_stored("tags", Some(list)).await;
    let insert = || Thing::update(7).insert_into(fields.tags, ["b"]).set(fields.text, "new");
    assert_misfit(insert().send(&table).await, "tags");
    assert_misfit(transact((insert(),)).send(&table).await.map(drop), "tags");
    assert_misfit(Thing::update(7).delete_from(fields.tags, ["a"]).send(&table).await, "tags");
    let table = with_stored("ratio", Some(s("1"))).await;
    assert_misfit(Thing::update(7).add(fields.ratio, 1.0).send(&table).await, "ratio");
    let table = with_stored("list", Some(n(1))).await;
    assert_misfit(Thing::update(7).append(fields.list, [Any::Number(1.0)]).send(&table).await, "list");
}
