//! Reading, and again after a pause while requests are throttled.

use crate::client::Connection;
use crate::error::Error;
use crate::read::{PageRequest, Requests, Response, fetch_items};
use crate::schema::{item::Item, table::TableMeta};

/// Reads a page.
pub(in crate::op) async fn scan_page(requests: &Requests, request: PageRequest) -> Result<Response, Error> {
    let scan = || requests.send(request.clone());
    requests.connection.retry(scan, Error::is_throttled).await
}

/// Reads items by their keys, consistently, in the order of the keys.
pub(in crate::op) async fn fetch(
    connection: &Connection,
    table: &'static TableMeta,
    keys: Vec<Item>,
) -> Result<Vec<Option<Item>>, Error> {
    let found = || fetch_items(connection, table, keys.clone(), true);
    connection.retry(found, Error::is_throttled).await
}
