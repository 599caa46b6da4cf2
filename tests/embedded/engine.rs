//! The engine beside items: errors, files, capacity, expiry.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, TimeToLiveSpecification};
use dynamodel::embedded::{self, Engine};

use crate::support::raw::{TABLE, create, get, item, n, put, s, table};

#[tokio::test]
async fn errors_have_the_codes_of_dynamodb() {
    let client = table().await;
    let unkeyed = client.put_item().table_name(TABLE).item("pk", s("p")).send().await;
    assert_eq!(unkeyed.unwrap_err().code(), Some("ValidationException"));

    let key = Some(item("p", "a"));
    let missing = client.get_item().table_name("missing").set_key(key).send().await;
    assert!(missing.unwrap_err().into_service_error().is_resource_not_found_exception());

    let value = AttributeValue::N("ten".to_owned());
    let number = client.put_item().table_name(TABLE).set_item(Some(item("p", "a")));
    let number = number.item("n", value).send().await;
    assert_eq!(number.unwrap_err().code(), Some("ValidationException"));

    let nested = (0..80).fold(n(1), |inner, _| AttributeValue::L(vec![inner]));
    let deep = client.put_item().table_name(TABLE).set_item(Some(item("p", "a")));
    let deep = deep.item("deep", nested).send().await;
    assert_eq!(deep.unwrap_err().code(), Some("ValidationException"));

    let unknown = client.describe_limits().send().await;
    assert_eq!(unknown.unwrap_err().code(), Some("UnknownOperationException"));
}

#[tokio::test]
async fn a_file_outlives_its_client_and_is_shared() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("entities.db");
    let first = embedded::open(&path).unwrap();
    create(&first).await;
    put(&first, item("p", "a")).await;
    let second = embedded::open(&path).unwrap();
    assert_eq!(get(&second, "p", "a").await, Some(item("p", "a")));
    put(&second, item("p", "b")).await;
    assert_eq!(get(&first, "p", "b").await, Some(item("p", "b")));

    drop((first, second));
    assert!(get(&embedded::open(&path).unwrap(), "p", "b").await.is_some());
}

#[test]
fn a_path_that_is_no_file_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let error = embedded::open(directory.path()).unwrap_err();
    assert_eq!(error.path(), directory.path());
    assert!(std::error::Error::source(&error).is_some());
    assert!(embedded::open("").is_err());
}

#[tokio::test]
async fn capacity_is_reported_for_the_table_and_each_index() {
    let client = table().await;
    let mut kinded = item("p", "a");
    kinded.insert("kind".to_owned(), s("user"));
    let indexes = ReturnConsumedCapacity::Indexes;
    let put = client.put_item().table_name(TABLE).set_item(Some(kinded));
    let put = put.return_consumed_capacity(indexes.clone()).send().await.unwrap();
    let used = put.consumed_capacity.unwrap();
    assert_eq!(used.capacity_units(), Some(2.0));
    assert_eq!(used.table().unwrap().capacity_units(), Some(1.0));
    assert_eq!(used.global_secondary_indexes().unwrap()["by_kind"].capacity_units(), Some(1.0));

    let read = client
        .query()
        .table_name(TABLE)
        .index_name("by_kind")
        .key_condition_expression("kind = :kind")
        .expression_attribute_values(":kind", s("user"))
        .return_consumed_capacity(indexes)
        .send()
        .await
        .unwrap();
    assert_eq!(read.consumed_capacity.unwrap().capacity_units(), Some(0.5));
    let silent = client.get_item().table_name(TABLE).set_key(Some(item("p", "a")));
    assert!(silent.send().await.unwrap().consumed_capacity.is_none());
}

#[tokio::test]
async fn expired_items_are_removed_when_asked() {
    let engine = Engine::memory();
    let client = engine.client();
    create(&client).await;
    let ttl = TimeToLiveSpecification::builder().enabled(true).attribute_name("expires");
    let ttl = ttl.build().unwrap();
    let enable = client.update_time_to_live().table_name(TABLE);
    enable.time_to_live_specification(ttl).send().await.unwrap();
    for (sk, at) in [("old", 1_700_000_000), ("new", 4_000_000_000)] {
        let mut item = item("p", sk);
        item.insert("expires".to_owned(), n(at));
        put(&client, item).await;
    }
    assert!(get(&client, "p", "old").await.is_some());
    assert_eq!(engine.sweep_ttl().await.unwrap(), 1);
    assert!(get(&client, "p", "old").await.is_none());
    assert!(get(&client, "p", "new").await.is_some());
}
