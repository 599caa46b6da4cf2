//! Calling the emulator's method for an operation.

use dynoxide::Database;

use super::wire::{Reply, identities_of_streams, respond};

/// Calls the method of the operation in `target`.
pub(super) fn dispatch(database: &Database, target: &str, body: &[u8]) -> Reply {
    let operation = match target.split_once('.') {
        Some(("DynamoDB_20120810" | "DynamoDBStreams_20120810", operation)) => operation,
        _ => target,
    };
    if operation == "GetRecords" {
        return respond(body, |request| identities_of_streams(&database.get_records(request)?));
    }
    match operation {
        "BatchExecuteStatement" => respond(body, |request| database.batch_execute_statement(request)),
        "BatchGetItem" => respond(body, |request| database.batch_get_item(request)),
        "BatchWriteItem" => respond(body, |request| database.batch_write_item(request)),
        "CreateTable" => respond(body, |request| database.create_table(request)),
        "DeleteItem" => respond(body, |request| database.delete_item(request)),
        "DeleteTable" => respond(body, |request| database.delete_table(request)),
        "DescribeStream" => respond(body, |request| database.describe_stream(request)),
        "DescribeTable" => respond(body, |request| database.describe_table(request)),
        "DescribeTimeToLive" => respond(body, |request| database.describe_time_to_live(request)),
        "ExecuteStatement" => respond(body, |request| database.execute_statement(request)),
        "ExecuteTransaction" => respond(body, |request| database.execute_transaction(request)),
        "GetItem" => respond(body, |request| database.get_item(request)),
        "GetShardIterator" => respond(body, |request| database.get_shard_iterator(request)),
        "ListStreams" => respond(body, |request| database.list_streams(request)),
        "ListTables" => respond(body, |request| database.list_tables(request)),
        "ListTagsOfResource" => respond(body, |request| database.list_tags_of_resource(request)),
        "PutItem" => respond(body, |request| database.put_item(request)),
        "Query" => respond(body, |request| database.query(request)),
        "Scan" => respond(body, |request| database.scan(request)),
        "SearchVectors" => respond(body, |request| database.search_vectors(request)),
        "TagResource" => respond(body, |request| database.tag_resource(request)),
        "TransactGetItems" => respond(body, |request| database.transact_get_items(request)),
        "TransactWriteItems" => respond(body, |request| database.transact_write_items(request)),
        "UntagResource" => respond(body, |request| database.untag_resource(request)),
        "UpdateItem" => respond(body, |request| database.update_item(request)),
        "UpdateTable" => respond(body, |request| database.update_table(request)),
        "UpdateTimeToLive" => respond(body, |request| database.update_time_to_live(request)),
        unknown => Reply::unknown_operation(unknown),
    }
}
