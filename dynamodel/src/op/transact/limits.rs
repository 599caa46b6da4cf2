//! What `DynamoDB` would refuse, found before anything is sent.

use aws_sdk_dynamodb::types::TransactWriteItem;

use crate::codec::size::item_size;
use crate::error::Error;
use crate::error::Kind;

/// The most items of one transaction, and their most bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const MAX_ITEMS: usize = 100;
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Checks the items of a transaction.
pub(super) fn check(parts: &[TransactWriteItem]) -> Result<(), Error> {
    if parts.len() > MAX_ITEMS {
        return Err(Error::new(Kind::TooMany { count: parts.len(), limit: MAX_ITEMS }));
    }
    // Of what is changed or removed no more is known than what is sent.
    let puts = parts.iter().filter_map(TransactWriteItem::put);
    let bytes = puts.map(|put| item_size(put.item())).sum();
    if bytes > MAX_BYTES {
        return Err(Error::new(Kind::TransactionTooLarge { bytes, limit: MAX_BYTES }));
    }
    Ok(())
}
