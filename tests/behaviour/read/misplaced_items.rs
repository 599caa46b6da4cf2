//! Items whose attributes are those of another key: no read takes one for either.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::streams::Change;
use dynamodel::{BatchGet, Collection, Entity, Error, Projection, Table, TableClient, transact_get};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

/// A segment of each kind: cut, lower-cased, padded, escaped, optional.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_team", pk = "team-{team:lower}", sk = "user#{id}#{joined:ms}#{tag:escaped}")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{team:lower}#{id}#{joined:ms}#{tag:escaped}")]
#[lookup(unique, name = "by_email", pk = "mail-{email}", sk = "_")]
#[key(index = "gsi1", name = "by_rank", pk = "rank", sk = "{rank}")]
struct Member {
    team: String,
    id: u32,
    joined: Timestamp,
    tag: String,
    name: Option<String>,
    email: String,
    rank: u8,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Member)]
struct Badge {
    team: String,
    id: u32,
    joined: Timestamp,
    tag: String,
}

/// The part of a key alone.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Member)]
struct Rank {
    rank: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "latest", pk = "SNAP", sk = "SNAP#{id:019}")]
struct Snap {
    id: i64,
}

/// Its number is in the key alone, twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "seat-{id}", sk = "{id}")]
struct Seat {
    #[entity(in_key)]
    id: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "members", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Members {
    Member(Member),
    Snap(Snap),
    Seat(Seat),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "in_team", pk = "team-{team}")]
enum InTeam {
    #[pattern(MemberOfTeam)]
    Member(Member),
}

const TEAM: &str = "team-red";
const USER: &str = "user#0000000007#2024-01-01T00:00:00.000Z#a%23b";

fn joined() -> Timestamp {
    "2024-01-01T00:00:00.0004Z".parse().unwrap()
}

fn member() -> Member {
    let (team, tag, name) = ("Red".to_owned(), "a#b".to_owned(), Some("ann".to_owned()));
    Member { team, id: 7, joined: joined(), tag, name, email: "a@b".to_owned(), rank: 1 }
}

/// The attributes of the member, as another program writes them, under some key.
fn written(pk: &str, sk: &str, kind: &str) -> Item {
    let attributes = [
        ("team", s("RED")),
        ("id", n(7)),
        ("joined", s("2024-01-01T02:00:00.00040+02:00")),
        ("tag", s("a#b")),
        ("name", s("ann")),
        ("email", s("a@b")),
        ("rank", n(1)),
        ("type", s(kind)),
    ];
    attributes.into_iter().fold(item(pk, sk), |item, (name, value)| with(item, name, value))
}

fn own(kind: &str) -> Item {
    let item = written(TEAM, USER, kind);
    with(with(item, "gsi1pk", s("rank")), "gsi1sk", s("001"))
}

fn found<V: std::fmt::Debug>(what: Result<Option<V>, Error>) -> Result<String, Error> {
    what.map(|found| format!("{:?}", found.expect("an item")))
}

fn first<V: std::fmt::Debug>(what: Result<Vec<V>, Error>) -> Result<String, Error> {
    found(what.map(|found| found.into_iter().next()))
}

fn image(item: &Item) -> serde_json::Value {
    let value = |value: &AttributeValue| match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        _ => json!({ "NULL": true }),
    };
    item.iter().map(|(name, attribute)| (name.clone(), value(attribute))).collect()
}

fn record(item: &Item) -> aws_lambda_events::event::dynamodb::EventRecord {
    let keys: Item = ["pk", "sk"].map(|name| (name.to_owned(), item[name].clone())).into();
    let record = json!({
        "eventID": "1", "eventName": "INSERT", "awsRegion": "eu-west-1", "eventSource": "aws:dynamodb",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_700_000_000, "Keys": image(&keys), "NewImage": image(item),
            "SequenceNumber": "1", "SizeBytes": 1, "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    });
    serde_json::from_value(record).unwrap()
}

/// Reads the item under the member's key in every way, each with its name.
async fn reads(table: &TableClient<Members>, item: &Item) -> Vec<(&'static str, Result<String, Error>)> {
    let get = || Member::get("red", 7, &joined(), "a#b");
    let batch: BatchGet<Member, Members> = [get()].into_iter().collect();
    let badges: BatchGet<Badge, Members> = [get().project::<Badge>()].into_iter().collect();
    vec![
        ("get", found(get().send(table).await)),
        ("get consistent", found(get().consistent().send(table).await)),
        ("get required", get().required().send(table).await.map(|found| format!("{found:?}"))),
        ("get a projection", found(get().project::<Badge>().send(table).await)),
        ("query", first(Member::of_team("red").all(table).await)),
        ("query first", found(Member::of_team("red").first(table).await)),
        ("query page", first(Member::of_team("red").page(table).await.map(|page| page.items))),
        ("query stream", found(Member::of_team("red").stream(table).try_next().await)),
        ("query a projection", first(Member::of_team("red").project::<Badge>().all(table).await)),
        ("index", first(Member::by_rank().all(table).await)),
        ("index a projection", first(Member::by_rank().project::<Badge>().all(table).await)),
        ("index hydrated", first(Member::by_rank().hydrate().all(table).await)),
        ("collection", first(InTeam::in_team("red").all(table).await)),
        ("scan", first(Member::scan().all(table).await)),
        ("scan a projection", first(Member::scan().project::<Badge>().all(table).await)),
        ("scan an index", first(Member::scan_by_rank().all(table).await)),
        ("scan the table", first(Members::scan().all(table).await)),
        ("scan in segments", first(Members::scan().segments(2).all(table).await)),
        ("batch", first(batch.send(table).await.map(flat))),
        ("batch of projections", first(badges.send(table).await.map(flat))),
        ("transaction", found(transact_get((get(),)).send(table).await.map(|(found,)| found))),
        ("from_item", Members::from_item(item.clone()).map(|found| format!("{found:?}"))),
        (
            "stream record",
            found(Change::<Members>::read(record(item)).map(|change| change.map(|change| change.event))),
        ),
    ]
}

fn flat<V>(found: Vec<Option<V>>) -> Vec<V> {
    found.into_iter().flatten().collect()
}

/// An attribute of another key, the text of its segment in the key, and of the field.
fn misplaced() -> Vec<(&'static str, AttributeValue, &'static str, &'static str)> {
    vec![
        ("team", s("blue"), "red", "blue"),
        ("id", n(8), "0000000007", "0000000008"),
        ("joined", s("2024-01-01T00:00:00.001Z"), "2024-01-01T00:00:00.000Z", "2024-01-01T00:00:00.001Z"),
        ("tag", s("a b"), "a%23b", "a b"),
    ]
}

fn assert_says(error: &Error, (segment, key, field): (&str, &str, &str), way: &str) {
    assert!(error.is_malformed_item() && error.path() == Some(segment), "{way}: {error}");
    let text = error.to_string();
    let differ = format!("the key has {key:?} and the attribute {field:?}");
    assert!(text.contains(&differ) && text.contains("belong to another key"), "{way}: {text}");
    assert!(!format!("{error:?}").contains(&format!("field: {field:?}")), "{way}: {error:?}");
}

#[tokio::test]
async fn no_read_takes_an_item_of_another_key() {
    for (attribute, value, key, field) in misplaced() {
        let table = table::<Members>().await;
        let item = with(own("Member"), attribute, value);
        write(&table, item.clone()).await;
        for (way, read) in reads(&table, &item).await {
            assert_says(&read.expect_err(way), (attribute, key, field), way);
        }
        // A part that has nothing of the key has nothing to compare.
        assert_eq!(Member::of_team("red").project::<Rank>().all(&table).await.unwrap(), [Rank { rank: 1 }]);
        assert_eq!(Member::of_team("red").count(&table).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn forms_of_another_program_and_of_the_template_are_no_other_key() {
    let table = table::<Members>().await;
    write(&table, own("Member")).await;
    for (way, read) in reads(&table, &own("Member")).await {
        let text = read.expect(way);
        assert!(text.contains("RED") && text.contains("00:00:00.0004"), "{way}: {text}");
    }
}

#[tokio::test]
async fn no_write_takes_an_item_of_another_key() {
    let table = table::<Members>().await;
    write(&table, with(own("Member"), "id", n(8))).await;
    let before = stored(&table).await;
    let expected = ("id", "0000000007", "0000000008");
    assert_says(&member().put().send(&table).await.unwrap_err(), expected, "put");
    assert_says(&member().delete().send(&table).await.unwrap_err(), expected, "delete");
    let update = member().update().set(Member::FIELDS.rank, 2).send(&table).await;
    assert_says(&update.unwrap_err(), expected, "update");
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn no_lookup_takes_a_copy_of_another_key() {
    let sk = "red#0000000007#2024-01-01T00:00:00.000Z#a%23b";
    for (attribute, value, field) in [
        ("id", n(8), "\"0000000008\""),
        ("name", s("bea"), "\"bea\""),
        ("name", AttributeValue::Null(true), "no value"),
    ] {
        let table = table::<Members>().await;
        write(&table, with(written("name-ann", sk, "Member.by_name"), attribute, value)).await;
        let ways = [
            first(Member::by_name("ann").all(&table).await),
            first(Member::by_name("ann").project::<Badge>().all(&table).await),
        ];
        // The projection has no name that could differ.
        for found in ways.into_iter().take(if attribute == "id" { 2 } else { 1 }) {
            let error = found.unwrap_err();
            assert!(error.is_malformed_item() && error.path() == Some(attribute), "{error}");
            assert!(error.to_string().contains(&format!("and the attribute {field}")), "{error}");
        }
    }
    let table = table::<Members>().await;
    write(&table, written("name-ann", sk, "Member.by_name")).await;
    assert_eq!(Member::by_name("ann").all(&table).await.unwrap().len(), 1);
    write(&table, with(written("mail-a@b", "_", "Member.by_email"), "email", s("x@y"))).await;
    let error = Member::by_email("a@b").send(&table).await.unwrap_err();
    assert_says(&error, ("email", "a@b", "x@y"), "unique lookup");
}

#[tokio::test]
async fn a_key_of_another_form_than_the_template_writes_is_malformed() {
    let table = table::<Members>().await;
    let snap = Snap { id: 10 };
    snap.create().send(&table).await.unwrap();
    assert_eq!(Snap::get(10).send(&table).await.unwrap(), Some(snap.clone()));
    for (id, sk) in [(10, "SNAP#0000000000000000010"), (11, "SNAP#11"), (12, "SNAP#5000000000000000012#more")]
    {
        let planted = with(with(item("SNAP", sk), "type", s("Snap")), "id", n(id));
        write(&table, planted.clone()).await;
        let error = Members::from_item(planted).unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
        assert!(Snap::latest().all(&table).await.unwrap_err().is_malformed_item());
        table
            .client()
            .delete_item()
            .table_name(table.name())
            .set_key(Some(item("SNAP", sk)))
            .send()
            .await
            .unwrap();
    }
    assert_eq!(Snap::latest().all(&table).await.unwrap(), [snap]);
}

#[tokio::test]
async fn a_key_that_contradicts_itself_is_malformed() {
    let table = table::<Members>().await;
    Seat { id: 3 }.create().send(&table).await.unwrap();
    assert_eq!(Seat::get(3).send(&table).await.unwrap(), Some(Seat { id: 3 }));
    write(&table, with(item("seat-4", "0000000005"), "type", s("Seat"))).await;
    assert_says(&Seat::scan().all(&table).await.unwrap_err(), ("id", "0000000005", "0000000004"), "scan");
}
