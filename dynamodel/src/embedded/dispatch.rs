//! Calling the emulator's method for an operation.

use dynoxide::Database;

use super::wire::{Answer, answer, identities_of_streams};

/// Expands to a `match` with one arm for each operation:
///
/// ```text
/// "PutItem" => answer(body, |request| database.put_item(request)),
/// ```
macro_rules! operations {
    ($database:ident, $operation:ident, $body:ident; $($name:literal => $method:ident,)+) => {
        match $operation {
            $($name => answer($body, |request| $database.$method(request)),)+
            unknown => Answer::unknown_operation(unknown),
        }
    };
}

pub(super) fn dispatch(database: &Database, target: &str, body: &[u8]) -> Answer {
    let operation = match target.split_once('.') {
        Some(("DynamoDB_20120810" | "DynamoDBStreams_20120810", operation)) => operation,
        _ => target,
    };
    if operation == "GetRecords" {
        return answer(body, |request| identities_of_streams(&database.get_records(request)?));
    }
    operations! { database, operation, body;
        "BatchExecuteStatement" => batch_execute_statement,
        "BatchGetItem" => batch_get_item,
        "BatchWriteItem" => batch_write_item,
        "CreateTable" => create_table,
        "DeleteItem" => delete_item,
        "DeleteTable" => delete_table,
        "DescribeStream" => describe_stream,
        "DescribeTable" => describe_table,
        "DescribeTimeToLive" => describe_time_to_live,
        "ExecuteStatement" => execute_statement,
        "ExecuteTransaction" => execute_transaction,
        "GetItem" => get_item,
        "GetShardIterator" => get_shard_iterator,
        "ListStreams" => list_streams,
        "ListTables" => list_tables,
        "ListTagsOfResource" => list_tags_of_resource,
        "PutItem" => put_item,
        "Query" => query,
        "Scan" => scan,
        "SearchVectors" => search_vectors,
        "TagResource" => tag_resource,
        "TransactGetItems" => transact_get_items,
        "TransactWriteItems" => transact_write_items,
        "UntagResource" => untag_resource,
        "UpdateItem" => update_item,
        "UpdateTable" => update_table,
        "UpdateTimeToLive" => update_time_to_live,
    }
}
