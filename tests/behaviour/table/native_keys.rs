//! Key attributes that are numbers or binary, tables without a sort key, and natural names.

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{n, s};
use crate::support::store::stored;
use crate::support::world::table;

/// The sort key is a number, and negative ones come first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_sensor", pk = "{sensor}", sk = "{degrees}")]
struct Reading {
    sensor: String,
    degrees: i32,
}

/// Both attributes have the names of the fields, which therefore stand in the item once.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "readings", pk = "sensor", sk = "degrees", sk_type = N)]
enum Readings {
    Reading(Reading),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_number", pk = "{number}", sk = "{digest}")]
struct Blob {
    number: u64,
    #[serde(with = "bytes")]
    digest: Vec<u8>,
    label: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "blobs", type_attribute = "type", pk_type = N, sk_type = B)]
enum Blobs {
    Blob(Blob),
}

/// As text, so that only the key is binary.
mod bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        Vec::deserialize(deserializer)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "session-{token}")]
#[lookup(name = "of_user", pk = "user-{user}-token-{token}")]
struct Session {
    token: String,
    user: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "type", pk = "id", sk = none)]
enum Sessions {
    Session(Session),
}

fn reading(degrees: i32) -> Reading {
    Reading { sensor: "roof".to_owned(), degrees }
}

async fn readings() -> TableClient<Readings> {
    let table = table::<Readings>().await;
    for degrees in [5, -40, 0, 100, -1, i32::MIN, 9, i32::MAX, 10] {
        reading(degrees).create().send(&table).await.unwrap();
    }
    Reading { sensor: "cellar".to_owned(), degrees: 7 }.create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn numbers_are_in_the_order_of_numbers() {
    let table = readings().await;
    let sorted = [i32::MIN, -40, -1, 0, 5, 9, 10, 100, i32::MAX];
    let degrees =
        |readings: Vec<Reading>| readings.into_iter().map(|reading| reading.degrees).collect::<Vec<_>>();
    assert_eq!(degrees(Reading::of_sensor("roof").all(&table).await.unwrap()), sorted);
    for from in [-41, -40, -1, 0, 9, 100, i32::MAX] {
        for to in [i32::MIN, -40, 0, 10, i32::MAX] {
            let of =
                |keep: &dyn Fn(i32) -> bool| sorted.into_iter().filter(|at| keep(*at)).collect::<Vec<_>>();
            let half = || Reading::of_sensor("roof").range(from..to);
            let expected = of(&|at| (from..to).contains(&at));
            assert_eq!(half().count(&table).await.unwrap(), expected.len(), "{from}..{to}");
            assert_eq!(degrees(half().page_size(1).all(&table).await.unwrap()), expected);
            let closed = Reading::of_sensor("roof").range(from..=to).rev();
            let mut expected = of(&|at| (from..=to).contains(&at));
            expected.reverse();
            assert_eq!(degrees(closed.all(&table).await.unwrap()), expected, "{from}..={to}");
            assert_eq!(
                degrees(Reading::of_sensor("roof").range(..to).all(&table).await.unwrap()),
                of(&|at| at < to)
            );
        }
        let rest = Reading::of_sensor("roof").range(from..);
        assert_eq!(
            rest.take(2).all(&table).await.unwrap().len(),
            sorted.iter().filter(|at| **at >= from).count().min(2)
        );
        let one = Reading::of_sensor("roof").prefix(from).all(&table).await.unwrap();
        assert_eq!(degrees(one), sorted.into_iter().filter(|at| *at == from).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_natural_name_stands_in_the_item_once() {
    let table = readings().await;
    assert_eq!(Reading::get("roof", -40).send(&table).await.unwrap(), Some(reading(-40)));
    let stored = stored(&table).await;
    let cold = stored.values().find(|item| item["degrees"] == n(-40)).unwrap();
    assert_eq!((cold.len(), &cold["sensor"]), (2, &s("roof")));
    reading(-40).put().send(&table).await.unwrap();
    Reading::delete("roof", -40).send(&table).await.unwrap();
    assert_eq!(Reading::get("roof", -40).send(&table).await.unwrap(), None);
    let page = Reading::of_sensor("roof").take(3).page(&table).await.unwrap();
    let rest = Reading::of_sensor("roof").after(page.cursor).all(&table).await.unwrap();
    assert_eq!((page.items.len(), rest.len()), (3, 5));
}

#[tokio::test]
async fn numbers_and_bytes_as_keys() {
    let table = table::<Blobs>().await;
    let blob = |digest: &[u8]| Blob { number: 7, digest: digest.into(), label: None };
    let sorted: [&[u8]; 6] = [&[0], &[0, 0], &[0, 1], &[9], &[9, 255], &[255]];
    for digest in sorted.iter().rev() {
        blob(digest).create().send(&table).await.unwrap();
    }
    assert!(blob(&[9]).create().send(&table).await.unwrap_err().is_already_exists());
    let all: Vec<_> = sorted.iter().map(|digest| blob(digest)).collect();
    assert_eq!(Blob::of_number(7).all(&table).await.unwrap(), all);
    assert_eq!(Blob::of_number(70).all(&table).await.unwrap(), []);
    assert_eq!(Blob::get(7, &[0, 1]).send(&table).await.unwrap(), Some(blob(&[0, 1])));
    let (from, to): (&[u8], &[u8]) = (&[0, 0], &[9]);
    assert_eq!(Blob::of_number(7).range(from..to).all(&table).await.unwrap(), all[1..3]);
    assert_eq!(Blob::of_number(7).range(from..=to).count(&table).await.unwrap(), 3);
    assert_eq!(Blob::of_number(7).range(..to).rev().first(&table).await.unwrap(), Some(blob(&[0, 1])));
    let pages = Blob::of_number(7).take(2).page(&table).await.unwrap();
    assert_eq!(Blob::of_number(7).after(pages.cursor).count(&table).await.unwrap(), 4);
    assert!(blob(&[]).create().send(&table).await.unwrap_err().is_invalid_key());
    assert_eq!(Blobs::scan().count(&table).await.unwrap(), 6);
}

#[tokio::test]
async fn a_table_without_a_sort_key() {
    let table = table::<Sessions>().await;
    let session = Session { token: "abc".to_owned(), user: 1 };
    session.create().send(&table).await.unwrap();
    let error = session.create().send(&table).await.unwrap_err();
    assert!(error.is_already_exists());
    assert_eq!(error.key(), Some(("session-abc", None)));
    assert_eq!(Session::get("abc").send(&table).await.unwrap(), Some(session.clone()));
    assert_eq!(Session::of_user(1, "abc").all(&table).await.unwrap(), std::slice::from_ref(&session));
    let moved = Session { user: 2, ..session };
    moved.put().send(&table).await.unwrap();
    assert_eq!(Session::of_user(1, "abc").first(&table).await.unwrap(), None);
    assert_eq!(stored(&table).await.len(), 2);
    let page = Sessions::scan().with_copies().take(1).page(&table).await.unwrap();
    assert_eq!(Sessions::scan().with_copies().after(page.cursor).all(&table).await.unwrap().len(), 1);
    moved.delete().send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}
