//! Why a write did not happen.

use std::iter;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::CancellationReason;
use aws_sdk_dynamodb::types::error::ConditionalCheckFailedException;

use crate::client::Connection;
use crate::error::Error;
use crate::schema::item::Item;
use crate::write::plan::Change;
use crate::write::refused_update::explain;

/// How a request was refused.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The condition of the `at`-th change was not met by the item that is there.
    Condition { at: usize, met: Option<Item> },
    /// Another transaction was at work on an item.
    Conflict,
    /// `DynamoDB` asked to slow down.
    Throttled(Error),
    /// Anything else.
    Failed(Error),
}

impl Refusal {
    /// Replaces an error that says nothing but that the request failed.
    pub(crate) fn map_failed(self, explain: impl FnOnce(Error) -> Error) -> Self {
        match self {
            Self::Failed(error) => Self::Failed(explain(error)),
            other => other,
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The errors of requests that write one item.
pub(crate) trait OfOneItem: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static {
    fn condition_failed(&self) -> Option<&ConditionalCheckFailedException>;
}

macro_rules! of_one_item {
    ($($error:ident)*) => {$(
        impl OfOneItem for $error {
            fn condition_failed(&self) -> Option<&ConditionalCheckFailedException> {
                match self {
                    Self::ConditionalCheckFailedException(failed) => Some(failed),
                    _ => None,
                }
            }
        }
    )*};
}
of_one_item!(PutItemError DeleteItemError UpdateItemError);

pub(crate) fn of_one<E: OfOneItem, R>(
    connection: &Connection,
    operation: &'static str,
    error: SdkError<E, R>,
) -> Refusal
where
    R: std::fmt::Debug + Send + Sync + 'static,
{
    match error.as_service_error().and_then(OfOneItem::condition_failed) {
        Some(failed) => Refusal::Condition { at: 0, met: failed.item.clone() },
        None => of_code(connection.error(operation, error)),
    }
}

fn of_code(error: Error) -> Refusal {
    match error.code() {
        Some("TransactionConflictException" | "TransactionInProgressException") => Refusal::Conflict,
        _ => Refusal::Failed(error),
    }
}

/// `changes` are those of the transaction, in its order.
pub(crate) fn of_transaction<'c, R>(
    connection: &Connection,
    changes: impl IntoIterator<Item = &'c Change>,
    error: SdkError<TransactWriteItemsError, R>,
) -> Refusal
where
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.as_service_error()
    else {
        return of_code(connection.error("TransactWriteItems", error));
    };
    let reasons = canceled.cancellation_reasons();
    let with = |codes: &[&str]| {
        let coded = |reason: &CancellationReason| reason.code().is_some_and(|code| codes.contains(&code));
        reasons.iter().position(coded)
    };
    if let Some(at) = with(&["ConditionalCheckFailed"]) {
        return Refusal::Condition { at, met: reasons[at].item.clone() };
    }
    if with(&["TransactionConflict"]).is_some() {
        return Refusal::Conflict;
    }
    let throttled = with(&["ThrottlingError", "ProvisionedThroughputExceeded"]).is_some();
    let mut blamed = reasons.iter().zip(changes.into_iter().map(Some).chain(iter::repeat(None)));
    let reason = blamed.find_map(|(reason, change)| {
        let code = reason.code().filter(|code| *code != "None")?;
        Some((code.to_owned(), reason.message().unwrap_or_default().to_owned(), change))
    });
    let error = connection.error("TransactWriteItems", error);
    let error = match reason {
        Some((code, message, change)) => {
            let error = error.canceled_by(code, &message);
            change.into_iter().fold(error, |error, change| explain(change.actions(), error))
        }
        None => error,
    };
    if throttled { Refusal::Throttled(error) } else { Refusal::Failed(error) }
}
