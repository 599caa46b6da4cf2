//! Why `DynamoDB` has refused a write.

use std::fmt;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::CancellationReason;

use crate::client::Connection;
use crate::error::Error;
use crate::schema::item::Item;

/// A request that was refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The position of the change that was refused, if the response names one.
    pub(crate) position: Option<usize>,
    pub(crate) why: Why,
}

#[derive(Debug)]
pub(crate) enum Why {
    /// The condition of the change was not met by this item.
    Condition(Option<Item>),
    /// Another transaction was in flight on an item.
    Conflict,
    /// `DynamoDB` throttled one of the changes of a transaction.
    Throttled(Error),
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { position: None, why: Why::Failed(error) }
    }
}

impl Refusal {
    /// Tells a conflict from other errors by the code.
    pub(super) fn of_code(error: Error) -> Self {
        let why = match error.code() {
            Some("TransactionConflictException" | "TransactionInProgressException") => Why::Conflict,
            _ => Why::Failed(error),
        };
        Self { position: None, why }
    }

    /// Returns `true` if `DynamoDB` cannot make the change.
    pub(super) fn is_of_change(&self) -> bool {
        matches!(&self.why, Why::Failed(error) if error.is_invalid_request() || error.is_invalid_update())
    }

    /// Reads why a transaction was refused: conditions first, then conflicts, then the first change with a reason.
    pub(super) fn of_transaction<R: fmt::Debug + Send + Sync + 'static>(
        connection: &Connection,
        error: SdkError<TransactWriteItemsError, R>,
    ) -> Self {
        let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.as_service_error()
        else {
            return Self::of_code(connection.error("TransactWriteItems", error));
        };
        let reasons = canceled.cancellation_reasons();
        let first_with = |codes: &[&str]| reasons.iter().position(|reason| has_code(reason, codes));
        if let Some(position) = first_with(&["ConditionalCheckFailed"]) {
            let why = Why::Condition(reasons[position].item.clone());
            return Self { position: Some(position), why };
        }
        let position = reasons.iter().position(|reason| reason.code().is_some_and(|code| code != "None"));
        if first_with(&["TransactionConflict"]).is_some() {
            return Self { position, why: Why::Conflict };
        }
        let is_throttled = first_with(&["ThrottlingError", "ProvisionedThroughputExceeded"]).is_some();
        let blamed = position.map(|position| reasons[position].clone());
        let mut error = connection.error("TransactWriteItems", error);
        if let Some(CancellationReason { code, message, .. }) = blamed {
            error = error.canceled_by(code.unwrap_or_default(), &message.unwrap_or_default());
        }
        Self { position, why: if is_throttled { Why::Throttled(error) } else { Why::Failed(error) } }
    }
}

impl Why {
    /// Returns the item that a failed condition met, or the error.
    pub(crate) fn into_met(self, connection: &Connection) -> Result<Option<Item>, Error> {
        match self {
            Self::Condition(met) => Ok(met),
            Self::Conflict => Err(connection.conflict()),
            Self::Throttled(error) | Self::Failed(error) => Err(error),
        }
    }
}

fn has_code(reason: &CancellationReason, codes: &[&str]) -> bool {
    reason.code().is_some_and(|code| codes.contains(&code))
}
