//! The requests of a batch.

use aws_sdk_dynamodb::operation::batch_write_item::builders::BatchWriteItemFluentBuilder;

use super::entry::{Entry, name_of_request};
use crate::client::{Attempts, Connection};
use crate::error::Error;
use crate::schema::table::TableMeta;

const OPERATION: &str = "BatchWriteItem";

/// The response to a request of a batch.
pub(super) struct Response {
    pub(super) entries: Vec<Entry>,
    /// The round in which the request was sent.
    pub(super) round: usize,
    /// The names of the unprocessed entries.
    pub(super) unprocessed: Result<Vec<String>, Error>,
}

pub(super) fn build(
    connection: &Connection,
    entries: &mut [Entry],
) -> Result<BatchWriteItemFluentBuilder, Error> {
    let requests = entries.iter_mut().map(Entry::request).collect::<Result<Vec<_>, _>>();
    let requests = requests.map_err(|error| connection.build_error(OPERATION, error))?;
    let request = connection.client.batch_write_item().request_items(&*connection.table, requests);
    Ok(request.set_return_consumed_capacity(connection.return_capacity()))
}

/// Sends a request.
pub(super) async fn send(
    connection: Connection,
    table: &'static TableMeta,
    mut entries: Vec<Entry>,
    round: usize,
) -> Response {
    let attempts = Attempts::default();
    let unprocessed = send_entries(&connection, table, &mut entries, attempts.clone()).await;
    if attempts.lost_an_answer() {
        for entry in &mut entries {
            entry.is_ambiguous = true;
        }
    }
    Response { entries, round, unprocessed }
}

async fn send_entries(
    connection: &Connection,
    table: &'static TableMeta,
    entries: &mut [Entry],
    attempts: Attempts,
) -> Result<Vec<String>, Error> {
    let request = build(connection, entries)?;
    let sent = if connection.is_tracking() {
        attempts.watch(connection.send(OPERATION, request.send())).await
    } else {
        connection.send(OPERATION, request.customize().interceptor(attempts).send()).await
    };
    let output = sent.map_err(|error| connection.error(OPERATION, error))?;
    connection.count(output.consumed_capacity());
    let unprocessed = output.unprocessed_items.unwrap_or_default();
    Ok(unprocessed.values().flatten().filter_map(|request| name_of_request(table, request)).collect())
}
