//! Failed writes of an entity with a version, times, a lookup, unique fields, an index and a counter.

use std::time::UNIX_EPOCH;

use dynamodel::{Entity, Table, TableClient, transact};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::faults::case;
use crate::support::crash::Overcomes::{Conflicts, NoLostAnswer, Throttling};
use crate::support::crash::{World, Write};
use crate::support::raw::{Item, item, s};
use crate::support::store::{Stored, astray, with};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "paper-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_state", pk = "state-{state}", sk = "{id}")]
#[lookup(name = "of_owner", pk = "owner-{owner}", sk = "{id}", project(include(title)))]
struct Paper {
    id: u64,
    owner: u64,
    #[entity(unique)]
    title: String,
    state: u8,
    reads: u64,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    made: Option<Timestamp>,
    #[entity(updated_at)]
    changed: Timestamp,
}

/// An entity with a version and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "count-{id}", sk = "_root")]
struct Counter {
    id: u64,
    count: u64,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "papers", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Papers {
    Paper(Paper),
    Counter(Counter),
}

/// As it is stored before the writes, or as it was never stored.
fn paper(id: u64, title: &str) -> Paper {
    let version = u64::from(id < 5);
    let made = (version > 0).then_some(Timestamp::UNIX_EPOCH);
    let (title, changed) = (title.to_owned(), Timestamp::UNIX_EPOCH);
    Paper { id, owner: 1, title, state: 0, reads: 0, version, made, changed }
}

fn counter(id: u64) -> Counter {
    Counter { id, count: 5, version: u64::from(id < 5) }
}

const WORLD: World<Papers> = World {
    fill: |table: TableClient<Papers>| {
        Box::pin(async move {
            let table = table.with_clock(|| UNIX_EPOCH);
            for value in [paper(1, "a"), paper(2, "b")] {
                Paper { version: 0, ..value }.create().send(&table).await.unwrap();
            }
            Counter { version: 0, ..counter(1) }.create().send(&table).await.unwrap();
        })
    },
    astray: |stored: &Stored| astray(stored, satellites),
};

/// The copy and the marker of a paper.
fn satellites(stored: &Item) -> Option<Vec<Item>> {
    if stored.get("type") == Some(&s("Counter")) {
        return Some(Vec::new());
    }
    if stored.get("type") != Some(&s("Paper")) {
        return None;
    }
    let Papers::Paper(paper) = Papers::from_item(stored.clone()).unwrap() else { panic!("a paper") };
    let owner = aws_sdk_dynamodb::types::AttributeValue::M(item(&format!("paper-{}", paper.id), "_root"));
    let copy = item(&format!("owner-{}", paper.owner), &format!("{:020}", paper.id));
    let copy = with(with(copy, "type", s("Paper.of_owner")), "title", s(&paper.title));
    let marker = item(&format!("Paper.unique.title#{}", paper.title), "_unique");
    let marker = with(with(marker, "type", s("Paper.unique.title")), "_owner", owner);
    Some(vec![copy, marker])
}

#[tokio::test(start_paused = true)]
async fn failed_writes_with_everything_write_all_or_nothing() {
    WORLD
        .crash(&[
            case!("create", 1, Conflicts, paper(9, "new").create()),
            case!("put of a new item", 2, Conflicts, paper(9, "new").put()),
            case!("put", 2, Conflicts, Paper { owner: 3, title: "c".to_owned(), ..paper(1, "a") }.put()),
            case!(
                "update",
                1,
                Conflicts,
                paper(1, "a").update().set(Paper::FIELDS.title, "c").add(Paper::FIELDS.reads, 1)
            ),
            case!("update by key", 1, Conflicts, Paper::update(1).set(Paper::FIELDS.state, 4).exactly_once()),
            case!("count by key", 1, NoLostAnswer, Paper::update(1).add(Paper::FIELDS.reads, 1)),
            case!(
                "count once",
                1,
                Conflicts,
                Paper::update(1).keep_updated_at().add(Paper::FIELDS.reads, 1).exactly_once()
            ),
            case!(
                "upsert of what is there",
                1,
                Conflicts,
                Paper::update(1).add(Paper::FIELDS.reads, 1).exactly_once().upsert(&paper(1, "a"))
            ),
            case!(
                "upsert of what is not there",
                2,
                Conflicts,
                Paper::update(9).set(Paper::FIELDS.state, 4).upsert(&paper(9, "new"))
            ),
            case!("move", 2, Conflicts, paper(1, "a").move_to(&Paper { id: 3, ..paper(1, "a") })),
            case!("delete", 2, Conflicts, Paper::delete(1)),
            case!("delete of a value", 1, Conflicts, paper(1, "a").delete()),
        ])
        .await;
}

#[tokio::test(start_paused = true)]
async fn failed_writes_with_a_version_write_all_or_nothing() {
    WORLD
        .crash(&[
            case!("create", 1, Conflicts, counter(9).create()),
            case!("put of a new item", 1, Conflicts, counter(9).put()),
            case!("put", 1, Conflicts, Counter { count: 6, ..counter(1) }.put()),
            case!("update", 1, NoLostAnswer, counter(1).update().add(Counter::FIELDS.count, 1)),
            case!(
                "update by a function",
                1,
                Conflicts,
                counter(1).update().with(|counter| counter.count += 1)
            ),
            case!("move", 2, Conflicts, counter(1).move_to(&Counter { id: 3, ..counter(1) })),
            case!("delete of a value", 1, Conflicts, counter(1).delete()),
        ])
        .await;
}

#[tokio::test(start_paused = true)]
async fn failed_transactions_with_versions_write_all_or_nothing() {
    WORLD
        .crash(&[
            case!(
                "of all kinds",
                3,
                Throttling,
                transact((
                    Paper { title: "c".to_owned(), ..paper(1, "a") }.put(),
                    paper(2, "b").delete(),
                    paper(9, "b").create(),
                    Counter { count: 6, ..counter(1) }.put(),
                    Counter::update(7).add(Counter::FIELDS.count, 1).upsert(&counter(7)),
                ))
            ),
            case!(
                "counts",
                2,
                Throttling,
                transact((
                    paper(1, "a").update().add(Paper::FIELDS.reads, 1),
                    Paper::update(2).add(Paper::FIELDS.reads, 1).exactly_once(),
                    Counter::update(1).add(Counter::FIELDS.count, 1).upsert(&counter(1)),
                ))
            ),
        ])
        .await;
}
