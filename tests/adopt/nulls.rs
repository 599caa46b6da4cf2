//! `None` has no attribute, unless its field asks for NULL.

use dynamodel::{Document, Entity, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{content, stored, with, write};
use crate::support::world::table;
use aws_sdk_dynamodb::types::AttributeValue;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Address {
    city: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "P#{id}", sk = "P")]
struct Person {
    id: u64,
    nick: Option<String>,
    #[serde(rename = "shoe size")]
    size: Option<u8>,
    #[serde(default, with = "jiff::fmt::serde::timestamp::second::optional")]
    born: Option<Timestamp>,
    /// A function does not read a missing attribute without a default.
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    died: Option<Timestamp>,
    #[allow(clippy::option_option, reason = "serde reads NULL as the outer `None`")]
    nested: Option<Option<u8>>,
    #[serde(skip_serializing_if = "is_blank")]
    note: Option<String>,
    #[entity(null)]
    flag: Option<bool>,
    unit: (),
    address: Address,
}

#[allow(clippy::ref_option, reason = "serde passes fields by reference")]
fn is_blank(note: &Option<String>) -> bool {
    note.as_ref().is_some_and(String::is_empty)
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "people", type_attribute = "type")]
enum People {
    Person(Person),
}

fn empty() -> Person {
    Person {
        id: 1,
        nick: None,
        size: None,
        born: None,
        died: None,
        nested: None,
        note: None,
        flag: None,
        unit: (),
        address: Address { city: None },
    }
}

fn full() -> Person {
    Person {
        nick: Some("a".to_owned()),
        size: Some(40),
        born: Some(Timestamp::UNIX_EPOCH),
        nested: Some(Some(1)),
        note: Some("b".to_owned()),
        flag: Some(true),
        address: Address { city: Some("c".to_owned()) },
        ..empty()
    }
}

async fn only(table: &TableClient<People>) -> Item {
    stored(table).await.into_values().next().unwrap()
}

fn null() -> AttributeValue {
    AttributeValue::Null(true)
}

/// The item of a value without any `Some`.
fn empty_item() -> Item {
    let item = with(with(item("P#1", "P"), "type", s("Person")), "id", n(1));
    let address = AttributeValue::M([("city".to_owned(), null())].into());
    with(with(with(with(item, "flag", null()), "unit", null()), "died", null()), "address", address)
}

#[tokio::test]
async fn none_has_no_attribute_unless_null_is_asked_for() {
    let table = table::<People>().await;
    empty().put().send(&table).await.unwrap();
    assert_eq!(only(&table).await, empty_item());
    assert_eq!(Person::get(1).send(&table).await.unwrap(), Some(empty()));
    full().put().send(&table).await.unwrap();
    assert_eq!(Person::get(1).send(&table).await.unwrap(), Some(full()));
}

#[tokio::test]
async fn updates_leave_what_a_put_leaves() {
    let fields = Person::FIELDS;
    let table = table::<People>().await;
    let wanted = with(empty_item(), "address", AttributeValue::M([("city".to_owned(), s("c"))].into()));
    full().put().send(&table).await.unwrap();
    let update = Person::update(1).set(fields.nick, None).set(fields.size, None).set(fields.born, None);
    let update = update.set(fields.nested, Some(None)).set(fields.note, None).set(fields.flag, None);
    update.send(&table).await.unwrap();
    assert_eq!(only(&table).await, wanted);

    full().put().send(&table).await.unwrap();
    let update = full().update().set(fields.nick, None).set(fields.size, None).set(fields.born, None);
    let update = update.set(fields.nested, Some(None)).set(fields.note, None).set(fields.flag, None);
    update.send(&table).await.unwrap();
    assert_eq!(only(&table).await, wanted);

    full().put().send(&table).await.unwrap();
    let address = full().address;
    full().update().with(|person| *person = Person { address, ..empty() }).send(&table).await.unwrap();
    assert_eq!(only(&table).await, wanted);

    Person::update(1).set_if_not_exists(fields.nick, None).send(&table).await.unwrap();
    assert_eq!(only(&table).await, wanted);
}

#[tokio::test]
async fn absent_attributes_and_null_are_both_none() {
    let table = table::<People>().await;
    let nulls = ["nick", "shoe size", "born", "nested", "note"];
    let nulls = nulls.into_iter().fold(empty_item(), |item, name| with(item, name, null()));
    for item in [empty_item(), nulls] {
        write(&table, item.clone()).await;
        let fields = Person::FIELDS;
        for (is_none, is_some) in [
            (fields.nick.is_none(), fields.nick.is_some()),
            (fields.nick.eq(None), fields.nick.ne(None)),
            (fields.nick.is_in([None, Some("x".to_owned())]), fields.nick.eq("a")),
            (fields.born.eq(None), fields.born.ne(None)),
            (fields.flag.eq(None), fields.flag.ne(None)),
        ] {
            assert_eq!(Person::scan().filter(is_none).count(&table).await.unwrap(), 1);
            assert_eq!(Person::scan().filter(is_some).count(&table).await.unwrap(), 0);
        }
        let loaded = Person::get(1).send(&table).await.unwrap().unwrap();
        assert_eq!(loaded, empty());
        // An update leaves the other attributes as they are, and a backfill all.
        loaded.update().set(fields.address.city, "c").send(&table).await.unwrap();
        let after = with(item, "address", AttributeValue::M([("city".to_owned(), s("c"))].into()));
        assert_eq!(only(&table).await, after);
        assert_eq!(table.backfill::<Person>().send().await.unwrap().rewritten, 0);
        assert_eq!(only(&table).await, after);
    }
}

#[tokio::test]
async fn backfill_adds_no_null_that_is_not_asked_for() {
    let table = table::<People>().await;
    let mut older = empty_item();
    older.remove("flag");
    write(&table, older).await;
    assert_eq!(table.backfill::<Person>().send().await.unwrap().rewritten, 1);
    assert_eq!(only(&table).await, empty_item());
}

/// Copies and flattened parts: a copy is as its item, and serde writes what is flattened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "T#{id}", sk = "T")]
#[lookup(name = "by_tag", pk = "TAG#{tag}", sk = "{id}")]
struct Tagged {
    id: u64,
    tag: String,
    nick: Option<String>,
    #[serde(default, with = "jiff::fmt::serde::timestamp::second::optional")]
    born: Option<Timestamp>,
    #[entity(updated_at)]
    changed: Timestamp,
    #[serde(flatten)]
    more: More,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct More {
    color: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tags", type_attribute = "type")]
enum Tags {
    Tagged(Tagged),
}

async fn tagged(table: &TableClient<Tags>) -> Tagged {
    Tagged::get(1).send(table).await.unwrap().unwrap()
}

#[tokio::test]
async fn copies_have_the_attributes_of_their_item() {
    let table = table::<Tags>().await;
    let more = More { color: None };
    let changed = Timestamp::UNIX_EPOCH;
    let value = Tagged { id: 1, tag: "a".to_owned(), nick: None, born: None, changed, more };
    value.create().send(&table).await.unwrap();
    let check = async |has_nick: bool| {
        for item in content(&table).await.values() {
            assert_eq!((item.contains_key("nick"), item.contains_key("born")), (has_nick, false));
            assert_eq!(item["color"], null());
        }
        let copies = Tagged::by_tag("a").all(&table).await.unwrap();
        assert_eq!(copies, [tagged(&table).await]);
    };
    check(false).await;
    tagged(&table).await.update().set(Tagged::FIELDS.nick, "b").send(&table).await.unwrap();
    check(true).await;
    tagged(&table).await.update().set(Tagged::FIELDS.nick, None).send(&table).await.unwrap();
    check(false).await;
    assert_eq!(table.backfill::<Tagged>().send().await.unwrap().unchanged, 1);
}
