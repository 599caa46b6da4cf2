//! A move takes along what another program has stored.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::testing::Fault;
use dynamodel::testing::When::First;
use dynamodel::{Document, Entity, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::{faulty, table};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Stats {
    views: u64,
    best: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "file-{path}", sk = "_root")]
#[key(index = "gsi1", name = "by_owner", pk = "owner-{owner}", sk = "{path}")]
struct File {
    path: String,
    owner: Option<u32>,
    #[serde(alias = "label")]
    note: Option<String>,
    stats: Stats,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_site", pk = "site-{site}", sk = "{id}")]
struct Page {
    id: u32,
    site: u32,
    #[entity(unique)]
    slug: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "doc-{id}", sk = "_root")]
struct Doc {
    id: u32,
    text: String,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "files", type_attribute = "type", ttl_attribute = "expires", untyped = by_key)]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Files {
    File(File),
    Page(Page),
    Doc(Doc),
}

fn file(path: &str) -> File {
    File {
        path: path.to_owned(),
        owner: Some(3),
        note: Some("a".to_owned()),
        stats: Stats { views: 1, best: Some(2) },
    }
}

fn page(id: u32) -> Page {
    Page { id, site: 1, slug: "a".to_owned() }
}

fn doc(id: u32) -> Doc {
    Doc { id, text: "a".to_owned(), version: 0 }
}

/// Returns the item with this partition key without its keys, type and revision.
async fn body(table: &TableClient<Files>, pk: &str) -> BTreeMap<String, AttributeValue> {
    let found = stored(table).await.into_values().find(|item| item["pk"] == s(pk));
    let found = found.unwrap_or_else(|| panic!("no item {pk}"));
    found.into_iter().filter(|(name, _)| !["pk", "sk", "_revision"].contains(&name.as_str())).collect()
}

async fn plant(table: &TableClient<Files>, pk: &str, foreign: &Item) -> Item {
    let mut planted = stored(table).await.into_values().find(|item| item["pk"] == s(pk)).unwrap();
    planted.extend(foreign.clone());
    write(table, planted.clone()).await;
    planted
}

/// A value of any type.
fn value(random: &mut fastrand::Rng, depth: u8) -> AttributeValue {
    let count = random.usize(1..4);
    let text = |random: &mut fastrand::Rng| {
        (0..random.usize(1..6)).map(|_| random.alphanumeric()).collect::<String>()
    };
    match random.u8(0..if depth < 3 { 10 } else { 7 }) {
        0 => s(&text(random)),
        1 => AttributeValue::N(format!("{}.{}5", random.i64(..), random.u32(1..))),
        2 => AttributeValue::B(Blob::new(text(random))),
        3 => AttributeValue::Bool(random.bool()),
        4 => AttributeValue::Null(true),
        5 => AttributeValue::Ss((0..count).map(|at| format!("{}{at}", text(random))).collect()),
        6 => AttributeValue::Ns((0..count).map(|at| at.to_string()).collect()),
        7 => AttributeValue::Bs((0..count).map(|at| Blob::new([u8::try_from(at).unwrap()])).collect()),
        8 => AttributeValue::L((0..count).map(|_| value(random, depth + 1)).collect()),
        _ => AttributeValue::M((0..count).map(|at| (format!("m{at}"), value(random, depth + 1))).collect()),
    }
}

fn sorted(value: &AttributeValue) -> AttributeValue {
    match value.clone() {
        AttributeValue::Ss(mut all) => {
            all.sort();
            AttributeValue::Ss(all)
        }
        AttributeValue::Ns(mut all) => {
            all.sort();
            AttributeValue::Ns(all)
        }
        AttributeValue::L(all) => AttributeValue::L(all.iter().map(sorted).collect()),
        AttributeValue::M(all) => {
            AttributeValue::M(all.iter().map(|(name, value)| (name.clone(), sorted(value))).collect())
        }
        other => other,
    }
}

#[tokio::test]
async fn random_foreign_attributes_move_along() {
    for seed in 0..60 {
        let mut random = fastrand::Rng::with_seed(seed);
        let table = table::<Files>().await;
        let foreign: Item =
            (0..random.usize(1..8)).map(|at| (format!("f#{at}"), value(&mut random, 0))).collect();
        file("a").create().send(&table).await.unwrap();
        page(1).create().send(&table).await.unwrap();
        let first = doc(1).create().returning_new().send(&table).await.unwrap();
        for pk in ["file-a", "page-1", "doc-1"] {
            plant(&table, pk, &foreign).await;
        }
        file("a").move_to(&file("b")).send(&table).await.unwrap();
        page(1).move_to(&Page { slug: "b".to_owned(), ..page(2) }).send(&table).await.unwrap();
        let moved =
            first.move_to(&Doc { id: 2, ..first.clone() }).returning_new().send(&table).await.unwrap();
        assert_eq!(moved, Doc { id: 2, version: 2, ..doc(2) });
        moved.update().with(|doc| doc.text = "b".to_owned()).send(&table).await.unwrap();
        for pk in ["file-b", "page-2", "doc-2"] {
            let moved = body(&table, pk).await;
            for (name, value) in &foreign {
                assert_eq!(moved.get(name).map(sorted), Some(sorted(value)), "{pk} {name} of seed {seed}");
            }
        }
    }
}

#[tokio::test]
async fn members_of_nested_structs_move_along() {
    let table = table::<Files>().await;
    file("a").create().send(&table).await.unwrap();
    let stats = [("views", n(1)), ("best", n(2)), ("foreign", AttributeValue::Ss(vec!["x".to_owned()]))];
    let stats = AttributeValue::M(stats.map(|(name, value)| (name.to_owned(), value)).into());
    plant(&table, "file-a", &Item::from([("stats".to_owned(), stats)])).await;
    let moved = File { stats: Stats { views: 5, best: None }, ..file("b") };
    file("a").move_to(&moved).send(&table).await.unwrap();
    let stats = body(&table, "file-b").await["stats"].as_m().unwrap().clone();
    assert_eq!(stats["views"], n(5));
    assert_eq!(stats["best"], AttributeValue::Null(true));
    assert_eq!(stats["foreign"], AttributeValue::Ss(vec!["x".to_owned()]));
}

#[tokio::test]
async fn what_the_value_leaves_out_does_not_move() {
    let table = table::<Files>().await;
    file("a").create().send(&table).await.unwrap();
    let moved = File { owner: None, note: None, ..file("b") };
    let returned = file("a").move_to(&moved).returning_new().send(&table).await.unwrap();
    assert_eq!(returned, moved);
    let left: Vec<String> = body(&table, "file-b").await.into_keys().collect();
    assert_eq!(left, ["path", "stats", "type"]);
    // The older name of a field.
    let mut older = item("file-c", "_root");
    for (name, value) in body(&table, "file-b").await {
        older.insert(name, value);
    }
    let older = with(with(older, "path", s("c")), "label", s("old"));
    write(&table, older).await;
    let loaded = File::get("c").required().send(&table).await.unwrap();
    assert_eq!(loaded.note.as_deref(), Some("old"));
    loaded.move_to(&File { path: "d".to_owned(), note: None, ..loaded.clone() }).send(&table).await.unwrap();
    let left: Vec<String> = body(&table, "file-d").await.into_keys().collect();
    assert_eq!(left, ["path", "stats", "type"]);
}

#[tokio::test]
async fn an_item_without_a_type_gets_one_and_keeps_the_rest() {
    let table = table::<Files>().await;
    file("a").create().send(&table).await.unwrap();
    let mut planted = plant(
        &table,
        "file-a",
        &Item::from([("foreign".to_owned(), n(7)), ("expires".to_owned(), n(9_999_999_999))]),
    )
    .await;
    planted.remove("type");
    write(&table, planted).await;
    file("a").move_to(&file("b")).send(&table).await.unwrap();
    let moved = body(&table, "file-b").await;
    assert_eq!(
        (&moved["type"], &moved["foreign"], &moved["expires"]),
        (&s("File"), &n(7), &n(9_999_999_999))
    );
}

/// Increments a foreign attribute of the item while it exists; returns how often.
async fn count(table: &TableClient<Files>, pk: &str) -> i64 {
    for done in 0.. {
        let update = table.client().update_item().table_name(table.name()).set_key(Some(item(pk, "_root")));
        let update = update.update_expression("ADD hits :one").expression_attribute_values(":one", n(1));
        let sent = update.condition_expression("attribute_exists(pk)").send().await;
        if let Err(error) = sent {
            assert!(error.into_service_error().is_conditional_check_failed_exception());
            return done;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    unreachable!("the item moves at last")
}

/// Moves the item by a function until no other writer comes between.
macro_rules! race {
    ($table:expr, $from:literal, $to:literal, $move:expr) => {{
        plant(&$table, $from, &Item::from([("hits".to_owned(), n(0))])).await;
        let writer = tokio::spawn({
            let table = $table.clone();
            async move { count(&table, $from).await }
        });
        while let Err(error) = $move.send(&$table).await {
            assert!(error.is_conflict(), "{error}");
        }
        let hits = writer.await.unwrap();
        assert_eq!(body(&$table, $to).await["hits"], n(hits));
        hits
    }};
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_racing_writer_loses_nothing() {
    let mut hits = 0;
    for _ in 0..12 {
        let table = table::<Files>().await;
        file("a").create().send(&table).await.unwrap();
        page(1).create().send(&table).await.unwrap();
        let first = doc(1).create().returning_new().send(&table).await.unwrap();
        hits += race!(table, "file-a", "file-b", file("a").move_to(&file("b")));
        hits += race!(table, "page-1", "page-2", page(1).move_to(&page(2)));
        hits += race!(table, "doc-1", "doc-2", first.move_to(&Doc { id: 2, ..first.clone() }));
    }
    assert!(hits > 0);
}

/// Another program writes the item between the read and the transaction.
#[tokio::test(start_paused = true)]
async fn a_move_is_planned_again_if_a_foreign_attribute_changes_meanwhile() {
    for entity in 0..3 {
        let (faults, plain) = faulty::<Files>().await;
        let slow = TableClient::<Files>::new(faults.client());
        file("a").create().send(&plain).await.unwrap();
        page(1).create().send(&plain).await.unwrap();
        let first = doc(1).create().returning_new().send(&plain).await.unwrap();
        let (from, to) = [("file-a", "file-b"), ("page-1", "page-2"), ("doc-1", "doc-2")][entity];
        let planted = plant(&plain, from, &Item::from([("hits".to_owned(), n(0))])).await;
        faults.on("TransactWriteItems", First(1), Fault::Delay(Duration::from_mins(1)));
        let sent = tokio::spawn(async move {
            match entity {
                0 => file("a").move_to(&file("b")).send(&slow).await,
                1 => page(1).move_to(&page(2)).send(&slow).await,
                _ => first.move_to(&Doc { id: 2, ..first.clone() }).send(&slow).await,
            }
        });
        tokio::time::sleep(Duration::from_secs(30)).await;
        // The index key is one that the table names and the item did not have.
        let (hits, gsi) = (with(planted, "hits", n(1)), ("gsi1sk".to_owned(), s("foreign")));
        let changed = if entity == 2 { hits.into_iter().chain([gsi]).collect() } else { hits };
        write(&plain, changed).await;
        sent.await.unwrap().unwrap();
        let moved = body(&plain, to).await;
        assert_eq!((&moved["hits"], moved.contains_key("gsi1sk")), (&n(1), entity != 1), "{from}: {moved:?}");
        let operations = ["GetItem", "TransactWriteItems", "GetItem", "TransactWriteItems"];
        assert_eq!(faults.operations(), operations, "{from}");
    }
}

#[tokio::test]
async fn a_condition_of_a_move_is_told_from_another_writer() {
    let table = table::<Files>().await;
    file("a").create().send(&table).await.unwrap();
    plant(&table, "file-a", &Item::from([("foreign".to_owned(), n(1))])).await;
    let moved = file("a").move_to(&file("b")).condition(File::FIELDS.stats.views.gt(1));
    let error = moved.send(&table).await.unwrap_err();
    assert!(error.is_condition_failed() && error.met::<File>().unwrap() == Some(file("a")), "{error}");
    let (moved, ()) = transact((file("a").move_to(&file("c")).returning_new(), doc(1).create()))
        .send(&table)
        .await
        .unwrap();
    assert_eq!((moved, &body(&table, "file-c").await["foreign"]), (file("c"), &n(1)));
}
