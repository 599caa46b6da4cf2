//! Calling the emulator's method for an operation.

use dynoxide::Database;

use super::wire::{Answer, answer, identities_of_streams};

/// Calls the method of the operation in `target`.
pub(super) fn dispatch(database: &Database, target: &str, body: &[u8]) -> Answer {
    let operation = match target.split_once('.') {
        Some(("DynamoDB_20120810" | "DynamoDBStreams_20120810", operation)) => operation,
        _ => target,
    };
    if operation == "GetRecords" {
        return answer(body, |request| identities_of_streams(&database.get_records(request)?));
    }
    match operation {
        "BatchExecuteStatement" => answer(body, |request| database.batch_execute_statement(request)),
        "BatchGetItem" => answer(body, |request| database.batch_get_item(request)),
        "BatchWriteItem" => answer(body, |request| database.batch_write_item(request)),
        "CreateTable" => answer(body, |request| database.create_table(request)),
        "DeleteItem" => answer(body, |request| database.delete_item(request)),
        "DeleteTable" => answer(body, |request| database.delete_table(request)),
        "DescribeStream" => answer(body, |request| database.describe_stream(request)),
        "DescribeTable" => answer(body, |request| database.describe_table(request)),
        "DescribeTimeToLive" => answer(body, |request| database.describe_time_to_live(request)),
        "ExecuteStatement" => answer(body, |request| database.execute_statement(request)),
        "ExecuteTransaction" => answer(body, |request| database.execute_transaction(request)),
        "GetItem" => answer(body, |request| database.get_item(request)),
        "GetShardIterator" => answer(body, |request| database.get_shard_iterator(request)),
        "ListStreams" => answer(body, |request| database.list_streams(request)),
        "ListTables" => answer(body, |request| database.list_tables(request)),
        "ListTagsOfResource" => answer(body, |request| database.list_tags_of_resource(request)),
        "PutItem" => answer(body, |request| database.put_item(request)),
        "Query" => answer(body, |request| database.query(request)),
        "Scan" => answer(body, |request| database.scan(request)),
        "SearchVectors" => answer(body, |request| database.search_vectors(request)),
        "TagResource" => answer(body, |request| database.tag_resource(request)),
        "TransactGetItems" => answer(body, |request| database.transact_get_items(request)),
        "TransactWriteItems" => answer(body, |request| database.transact_write_items(request)),
        "UntagResource" => answer(body, |request| database.untag_resource(request)),
        "UpdateItem" => answer(body, |request| database.update_item(request)),
        "UpdateTable" => answer(body, |request| database.update_table(request)),
        "UpdateTimeToLive" => answer(body, |request| database.update_time_to_live(request)),
        unknown => Answer::unknown_operation(unknown),
    }
}
