//! Foreign items with lookup copies and markers.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Holds, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::foreign::{item_of, stored_at};
use crate::support::raw::{Item, n, s};
use crate::support::store::{content, stored, write};
use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
#[serde(default)]
struct Address {
    city: String,
    floor: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "person-{id}", sk = "_root")]
#[lookup(name = "by_team", pk = "team-{team}", sk = "{created_at}#{id}")]
struct Person {
    id: u64,
    team: String,
    #[entity(unique)]
    email: String,
    created_at: Timestamp,
    #[serde(default)]
    logins: u64,
    #[serde(default)]
    nick: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(default)]
    address: Address,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "people", type_attribute = "type")]
enum People {
    Person(Person),
}

fn person() -> Person {
    Person {
        id: 1,
        team: "red".to_owned(),
        email: "a@b".to_owned(),
        created_at: "2024-01-01T00:00:00Z".parse().unwrap(),
        logins: 0,
        nick: None,
        phone: None,
        address: Address::default(),
    }
}

fn forms() -> Vec<Item> {
    let own = item_of::<Person, People>(&person());
    let map = |member: &str| AttributeValue::M(HashMap::from([(member.to_owned(), s("8001"))]));
    let mut older = own.clone();
    for name in ["logins", "nick", "address", "_revision"] {
        older.remove(name);
    }
    let mut other = own.clone();
    other.extend([
        ("phone".to_owned(), AttributeValue::Null(true)),
        ("address".to_owned(), map("zip")),
        ("created_at".to_owned(), s("2024-01-01T02:00:00+02:00")),
        ("legacy".to_owned(), n(1)),
        ("_revision".to_owned(), n(5)),
    ]);
    vec![own, older, other]
}

fn changes() -> [fn(&mut Person); 7] {
    [
        |person| person.logins += 1,
        |person| person.nick = Some("a".to_owned()),
        |person| person.phone = Some("1".to_owned()),
        |person| person.address.city.push('a'),
        |person| "blue".clone_into(&mut person.team),
        |person| "c@d".clone_into(&mut person.email),
        |person| person.created_at = Timestamp::UNIX_EPOCH,
    ]
}

async fn plant(table: &TableClient<People>, item: &Item) -> Person {
    for old in stored(table).await.into_values() {
        let key = [("pk", &old["pk"]), ("sk", &old["sk"])].map(|(name, key)| (name.to_owned(), key.clone()));
        let delete = table.client().delete_item().table_name(table.name()).set_key(Some(key.into()));
        delete.send().await.unwrap();
    }
    person().create().send(table).await.unwrap();
    write(table, item.clone()).await;
    Person::get(1).send(table).await.unwrap().unwrap()
}

/// The copies and markers that belong to a value, and no more.
async fn assert_satellites<T: Holds<Person>>(table: &TableClient<T>, wanted: &Person) {
    let other = self::table::<People>().await;
    wanted.create().send(&other).await.unwrap();
    let of = |item: &Item| item["type"] != s("Person");
    let [is, should] = [content(table).await, content(&other).await];
    let is: Vec<_> = is.into_values().filter(of).collect();
    let should: Vec<_> = should.into_values().filter(of).collect();
    assert_eq!(is, should);
}

#[tokio::test]
async fn copies_and_markers_of_a_foreign_item_follow() {
    let table = table::<People>().await;
    for item in forms() {
        for change in changes() {
            let loaded = plant(&table, &item).await;
            let mut wanted = loaded.clone();
            change(&mut wanted);
            loaded.update().with(change).send(&table).await.unwrap();
            assert_eq!(Person::get(1).send(&table).await.unwrap().as_ref(), Some(&wanted));
            assert_satellites(&table, &wanted).await;
            let after = stored_at(&table, "person-1").await;
            assert_eq!(after.get("legacy"), item.get("legacy"));
            let zip = |item: &Item| item.get("address")?.as_m().ok()?.get("zip").cloned();
            assert_eq!(zip(&after), zip(&item));
        }
    }
}

#[tokio::test]
async fn a_foreign_item_moves_with_its_copies_and_markers() {
    let table = table::<People>().await;
    for item in forms() {
        let loaded = plant(&table, &item).await;
        let moved = Person { id: 2, email: "c@d".to_owned(), ..loaded.clone() };
        loaded.move_to(&moved).send(&table).await.unwrap();
        assert_satellites(&table, &moved).await;
        moved.delete().send(&table).await.unwrap();
        assert!(stored(&table).await.is_empty());
    }
}

#[tokio::test]
async fn concurrent_write_of_an_item_with_copies_is_a_conflict() {
    let table = table::<People>().await;
    for item in forms() {
        let loaded = plant(&table, &item).await;
        let mut other = item.clone();
        other.insert("logins".to_owned(), n(7));
        write(&table, other).await;
        let before = stored(&table).await;
        let error = loaded.update().with(|person| person.logins += 1).send(&table).await.unwrap_err();
        assert!(error.is_conflict(), "{error}");
        let error = loaded.move_to(&Person { id: 2, ..loaded.clone() }).send(&table).await.unwrap_err();
        assert!(error.is_conflict(), "{error}");
        assert_eq!(stored(&table).await, before);
        loaded.update().with(|person| person.nick = Some("a".to_owned())).send(&table).await.unwrap();
        assert_eq!(Person::get(1).send(&table).await.unwrap().unwrap().logins, 7);
    }
}

#[tokio::test]
async fn a_backfill_of_foreign_items_loses_nothing_and_ends() {
    let table = table::<People>().await;
    for item in forms() {
        let loaded = plant(&table, &item).await;
        let done = table.backfill::<Person>().remove_strays().send().await.unwrap();
        assert_eq!((done.removed, done.left.len()), (0, 0));
        assert_eq!(Person::get(1).send(&table).await.unwrap().as_ref(), Some(&loaded));
        let after = stored_at(&table, "person-1").await;
        for (name, value) in &item {
            assert!(name == "_revision" || after.get(name) == Some(value), "{name}");
        }
        let again = table.backfill::<Person>().remove_strays().send().await.unwrap();
        assert_eq!((again.rewritten, again.unchanged), (0, 1));
        loaded.update().with(|person| person.logins += 1).send(&table).await.unwrap();
        assert_satellites(&table, &Person { logins: 1, ..loaded }).await;
    }
}
