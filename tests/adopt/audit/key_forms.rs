//! Tables without types, shards, numbers as keys and fields that only the key holds.

use dynamodel::op::{Divergence, DivergenceKind as Kind};
use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use super::{audit, groups};
use crate::planted::plant;
use crate::support::raw::{item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "log-{shard}-{day}", sk = "{id}", shards = 4)]
#[key(index = "by_level", name = "by_level", pk = [level], sk = [at])]
struct Line {
    #[entity(in_key)]
    day: u32,
    id: u64,
    level: String,
    at: u64,
    text: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "logs")]
#[index(name = "by_level", pk = "level", sk = "at", sk_type = N)]
enum Logs {
    Line(Line),
}

fn line(id: u64) -> Line {
    Line { day: 7, id, level: "warn".to_owned(), at: 5, text: None }
}

#[tokio::test]
async fn items_of_a_table_without_types_are_known_by_their_keys() {
    let table = table::<Logs>().await;
    for id in 1..=9 {
        line(id).put().send(&table).await.unwrap();
    }
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
    plant(&table, [item("metric-1", "1")]).await;
    assert_eq!(groups(&audit(&table).await), [(None, Kind::UnknownType, "", 1)]);
}

#[tokio::test]
async fn item_in_another_shard_has_another_key() {
    let table = table::<Logs>().await;
    line(1).put().send(&table).await.unwrap();
    let mut moved = stored(&table).await.into_values().next().unwrap();
    let shard = moved["pk"].as_s().unwrap().split('-').nth(1).unwrap().parse::<u8>().unwrap();
    let other = format!("log-{}-7", (shard + 1) % 4);
    moved.insert("pk".to_owned(), s(&other));
    write(&table, moved.clone()).await;
    let report = audit(&table).await;
    assert_eq!(groups(&report), [(Some("Line"), Kind::KeyDiffers, "pk", 1)]);
    let finding = report.findings().next().unwrap();
    assert_eq!(finding.key["pk"], s(&other));
    assert!(matches!(&finding.divergence, Divergence::Key { segment: None, .. }), "{finding}");
    // A key that the template cannot write is none of the entity.
    write(&table, with(moved, "sk", s("1"))).await;
    assert_eq!(audit(&table).await.count(Kind::UnknownType), 1);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{id}")]
struct Reading {
    id: u64,
    value: f64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "readings", pk = "id", pk_type = N, sk = none, type_attribute = "kind")]
enum Readings {
    Reading(Reading),
}

#[tokio::test]
async fn numbers_are_equal_in_every_form() {
    let table = table::<Readings>().await;
    for value in [1.0, 1e21, -0.5] {
        Reading { id: 1, value }.put().send(&table).await.unwrap();
        let report = audit(&table).await;
        assert!(report.is_clean(), "{report}");
    }
    let text = [("id".to_owned(), n(2)), ("kind".to_owned(), s("Reading")), ("value".to_owned(), s("1.0"))];
    write(&table, text.into()).await;
    let report = audit(&table).await;
    assert_eq!(groups(&report), [(Some("Reading"), Kind::Malformed, "value", 1)]);
}
