//! What `DynamoDB` would refuse, found before anything is sent.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::fold::Line;
use crate::Error;
use crate::error::Kind;
use crate::item::item_size;

/// The most items of one transaction, and their most bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const MAX_ITEMS: usize = 100;
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The most bytes of an expression.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters>
const MAX_EXPRESSION: usize = 4 * 1024;

/// Checks the items and expressions of a transaction.
pub(super) fn check(lines: &[Line], parts: &[TransactWriteItem]) -> Result<(), Error> {
    if parts.len() > MAX_ITEMS {
        return Err(Error::new(Kind::TooMany { count: parts.len(), limit: MAX_ITEMS }));
    }
    for (line, part) in lines.iter().zip(parts) {
        if let Some(bytes) = expressions(part).map(str::len).find(|bytes| *bytes > MAX_EXPRESSION) {
            let error = Error::new(Kind::ExpressionTooLong { bytes, limit: MAX_EXPRESSION });
            return Err(line.first().into_iter().fold(error, Error::operation_is));
        }
    }
    // Of what is changed or removed no more is known than what is sent.
    let puts = parts.iter().filter_map(TransactWriteItem::put);
    let bytes = puts.map(|put| item_size(put.item())).sum();
    if bytes > MAX_BYTES {
        return Err(Error::new(Kind::TransactionTooLarge { bytes, limit: MAX_BYTES }));
    }
    Ok(())
}

fn expressions(part: &TransactWriteItem) -> impl Iterator<Item = &str> {
    let put = part.put().and_then(|put| put.condition_expression());
    let delete = part.delete().and_then(|delete| delete.condition_expression());
    let check = part.condition_check().map(|check| check.condition_expression());
    let update = part.update();
    let updates = update.map(|update| update.update_expression());
    let update = update.and_then(|update| update.condition_expression());
    [put, delete, check, update, updates].into_iter().flatten()
}
