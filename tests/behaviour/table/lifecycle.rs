//! The table itself.

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::model::{User, Video, YouTube};
use crate::support::world::{client, name, table};
use crate::support::youtube::video;

fn absent() -> TableClient<YouTube> {
    YouTube::table(client()).named(name("entities"))
}

#[tokio::test]
async fn a_table_comes_and_goes() {
    let table = absent();
    assert!(!table.exists().await.unwrap());
    table.create().await.unwrap();
    assert!(table.exists().await.unwrap());
    video(1, 1, 10).create().send(&table).await.unwrap();

    let error = table.create().await.unwrap_err();
    assert!(error.is_table_exists(), "{error}");
    assert_eq!(error.table(), Some(table.name()));
    assert!(Video::get(1).send(&table).await.unwrap().is_some(), "it is still there");

    table.delete().await.unwrap();
    assert!(!table.exists().await.unwrap());
    assert!(table.delete().await.unwrap_err().is_table_not_found());
    table.create().await.unwrap();
    assert!(Video::get(1).send(&table).await.unwrap().is_none());
}

#[tokio::test]
async fn a_table_is_described_as_the_model_says() {
    let table = absent();
    table.create().provisioned(3, 2).await.unwrap();
    let described = table.client().describe_table().table_name(table.name()).send().await.unwrap();
    let described = described.table.unwrap();
    let throughput = described.provisioned_throughput().unwrap();
    assert_eq!((throughput.read_capacity_units(), throughput.write_capacity_units()), (Some(3), Some(2)));
    let keys: Vec<_> =
        described.key_schema().iter().map(|key| (key.attribute_name(), key.key_type().as_str())).collect();
    assert_eq!(keys, [("pk", "HASH"), ("sk", "RANGE")]);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_title", pk = "title-{title}")]
struct Task {
    id: u64,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type")]
#[index(name = "gsi1", pk = "gsi1pk")]
enum WithIndex {
    Task(Task),
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", pk = "PK", sk = "SK", type_attribute = "entity_type")]
enum OtherKeys {
    User(User),
}

#[tokio::test]
async fn a_table_that_is_not_as_the_enum_says_is_told_by_what_dynamodb_says() {
    let table = table::<YouTube>().await;
    let newer = WithIndex::table(table.client().clone()).named(table.name());
    let error = Task::by_title("x").all(&newer).await.unwrap_err().to_string();
    assert!(error.contains("ValidationException") && error.contains("index"), "{error}");
    assert!(error.contains("UpdateTable"), "{error}");
    let other = OtherKeys::table(table.client().clone()).named(table.name());
    let error = User::get(1).send(&other).await.unwrap_err().to_string();
    assert!(error.contains("ValidationException") && error.contains("`#[table(pk ="), "{error}");
}

#[tokio::test]
async fn without_a_table_every_operation_says_so() {
    let table = absent();
    let errors = [
        video(1, 1, 10).create().send(&table).await.unwrap_err(),
        video(1, 1, 10).put().send(&table).await.unwrap_err(),
        Video::delete(1).send(&table).await.unwrap_err(),
        Video::get(1).send(&table).await.unwrap_err(),
        User::delete(1).send(&table).await.unwrap_err(),
        Video::by_creator(1).all(&table).await.unwrap_err(),
        Video::by_creator(1).count(&table).await.unwrap_err(),
        YouTube::scan().page(&table).await.unwrap_err(),
        dynamodel::transact_get((User::get(1),)).send(&table).await.unwrap_err(),
        [User::get(1)]
            .into_iter()
            .collect::<dynamodel::BatchGet<_, YouTube>>()
            .send(&table)
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_table_not_found() && !error.is_outcome_unknown(), "{error}");
        assert_eq!(error.table(), Some(table.name()));
    }
}
