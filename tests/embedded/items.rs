//! Operations on items.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    ConditionCheck, KeysAndAttributes, Put, ReturnValue, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem,
};

use crate::support::raw::{TABLE, get, item, n, put, s, table, write};

#[tokio::test]
async fn items_are_written_read_and_updated() {
    let client = table().await;
    for sk in ["a#1", "a#2", "b#1"] {
        put(&client, item("p", sk)).await;
    }
    assert_eq!(get(&client, "p", "a#1").await, Some(item("p", "a#1")));
    assert_eq!(get(&client, "p", "c").await, None);

    let found = client
        .query()
        .table_name(TABLE)
        .key_condition_expression("pk = :p AND begins_with(sk, :a)")
        .expression_attribute_values(":p", s("p"))
        .expression_attribute_values(":a", s("a#"))
        .scan_index_forward(false)
        .send()
        .await
        .unwrap();
    assert_eq!(found.items(), [item("p", "a#2"), item("p", "a#1")]);

    let updated = client
        .update_item()
        .table_name(TABLE)
        .set_key(Some(item("p", "b#1")))
        .update_expression("ADD seen :one")
        .expression_attribute_values(":one", n(1))
        .return_values(ReturnValue::UpdatedNew)
        .send()
        .await
        .unwrap();
    assert_eq!(updated.attributes, Some(HashMap::from([("seen".to_owned(), n(1))])));
}

#[tokio::test]
async fn a_failed_condition_is_typed_and_carries_the_item() {
    let client = table().await;
    put(&client, item("p", "a")).await;
    let error = client
        .update_item()
        .table_name(TABLE)
        .set_key(Some(item("p", "a")))
        .update_expression("SET seen = :one")
        .condition_expression("attribute_exists(seen)")
        .expression_attribute_values(":one", n(1))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    let UpdateItemError::ConditionalCheckFailedException(failed) = error else {
        panic!("{error:?}");
    };
    assert_eq!(failed.item, Some(item("p", "a")));
}

#[tokio::test]
async fn a_cancelled_transaction_says_why_and_writes_nothing() {
    let client = table().await;
    put(&client, item("p", "a")).await;
    let write = Put::builder().table_name(TABLE).set_item(Some(item("p", "b"))).build().unwrap();
    let check = ConditionCheck::builder()
        .table_name(TABLE)
        .set_key(Some(item("p", "a")))
        .condition_expression("attribute_not_exists(pk)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build()
        .unwrap();
    let error = client
        .transact_write_items()
        .transact_items(TransactWriteItem::builder().put(write).build())
        .transact_items(TransactWriteItem::builder().condition_check(check).build())
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error else {
        panic!("{error:?}");
    };
    let reasons = cancelled.cancellation_reasons();
    let codes: Vec<_> = reasons.iter().filter_map(|reason| reason.code()).collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed"]);
    assert_eq!(reasons[1].item(), Some(&item("p", "a")));
    assert_eq!(get(&client, "p", "b").await, None);
}

#[tokio::test]
async fn batches_and_scan_pages_hold_every_item() {
    let client = table().await;
    let items: Vec<_> = (0..7).map(|i| item("p", &i.to_string())).collect();
    let writes = items.iter().cloned().map(write).collect();
    let written = client.batch_write_item().request_items(TABLE, writes).send().await.unwrap();
    assert!(written.unprocessed_items().is_none_or(HashMap::is_empty));

    let keys = KeysAndAttributes::builder().set_keys(Some(items.clone())).build().unwrap();
    let read = client.batch_get_item().request_items(TABLE, keys).send().await.unwrap();
    assert_eq!(read.responses().unwrap()[TABLE].len(), 7);

    let mut pages = client.scan().table_name(TABLE).limit(3).into_paginator().send();
    let mut scanned = Vec::new();
    while let Some(page) = pages.next().await {
        scanned.push(page.unwrap().count());
    }
    assert_eq!(scanned, [3, 3, 1]);
}
