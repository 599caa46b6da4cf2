//! What a write does to the table, and sending it: one item alone, several in one transaction.

use std::future::Future;
use std::time::Duration;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use backon::{BackoffBuilder, ExponentialBuilder, Retryable};

use super::request::{self, Request};
use crate::Error;
use crate::client::{Attempts, Caller};
use crate::error::Kind;
use crate::expr::Expr;
use crate::item::Item;

/// One item's part of a write.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    Put { item: Item, condition: Option<Expr> },
    Delete { key: Item, condition: Option<Expr> },
}

/// How often a write starts again when others come between.
pub(crate) const ATTEMPTS: usize = 10;

/// Why a write did not happen.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A condition was not met by the item that is there. `lost_answer`: an earlier request of this
    /// write got no answer, so the item may be its own.
    Condition { met: Option<Item>, lost_answer: bool },
    /// Another transaction was at work on an item.
    Conflict,
    /// `DynamoDB` asked to slow down.
    Throttled(Error),
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Refusal {
    /// Whether the same write may succeed a moment later.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Conflict | Self::Throttled(_))
    }

    /// As the caller sees it after the last attempt.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Condition { lost_answer: true, .. } => Error::new(Kind::Unknown),
            Self::Condition { .. } | Self::Conflict => Error::new(Kind::Conflict { attempts: ATTEMPTS }),
            Self::Throttled(error) | Self::Failed(error) => error,
        }
    }

    /// The same, where an earlier request of the write may have been carried out unseen.
    fn in_doubt(self) -> Self {
        match self {
            Self::Condition { met, .. } => Self::Condition { met, lost_answer: true },
            Self::Conflict => Self::Failed(Error::new(Kind::Unknown)),
            Self::Throttled(error) | Self::Failed(error) => Self::Failed(error.outcome_unknown()),
        }
    }
}

/// Repeats `write` while `again` says so, with jittered exponential pauses, at most [`ATTEMPTS`] times.
pub(crate) async fn retry<R, F>(
    write: impl FnMut() -> F,
    again: impl FnMut(&Refusal) -> bool,
) -> Result<R, Refusal>
where
    F: Future<Output = Result<R, Refusal>>,
{
    let pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(20))
        .with_max_delay(Duration::from_secs(2))
        .with_max_times(ATTEMPTS - 1)
        .with_jitter();
    write.retry(pauses.build()).when(again).await
}

/// Repeats a write as [`retry`] does. What it fails with is in doubt if the answer to any of its requests
/// was lost.
pub(crate) async fn write<F>(
    mut write: impl FnMut(Attempts) -> F,
    again: impl FnMut(&Refusal) -> bool,
) -> Result<(), Refusal>
where
    F: Future<Output = Result<(), Refusal>>,
{
    let attempts = Attempts::default();
    let written = retry(|| write(attempts.clone()), again).await;
    written.map_err(|refusal| if attempts.lost_an_answer() { refusal.in_doubt() } else { refusal })
}

/// Makes all changes or none. The token tells `DynamoDB` that a repeated transaction is the same one.
pub(crate) async fn send(
    caller: &Caller,
    changes: &[Change],
    token: &str,
    attempts: Attempts,
) -> Result<(), Refusal> {
    match changes {
        [change] => send_one(caller, change, attempts).await,
        changes => send_all(caller, changes, token, attempts).await,
    }
}

/// A token for one transaction.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken>
pub(crate) fn token() -> String {
    format!("{:032x}", fastrand::u128(..))
}

async fn send_one(caller: &Caller, change: &Change, attempts: Attempts) -> Result<(), Refusal> {
    match change {
        Change::Put { item, condition } => {
            let request = request::put(caller, item, condition.as_ref());
            let sent = request.customize().interceptor(attempts).send();
            let answer = caller.send("PutItem", sent).await.map_err(|error| refused_put(caller, error))?;
            caller.count(answer.consumed_capacity.as_slice());
        }
        Change::Delete { key, condition } => {
            let request = request::delete(caller, key, condition.as_ref());
            let sent = request.customize().interceptor(attempts).send();
            let answer = caller.send("DeleteItem", sent).await;
            let answer = answer.map_err(|error| refused_delete(caller, error))?;
            caller.count(answer.consumed_capacity.as_slice());
        }
    }
    Ok(())
}

fn refused_put<R>(caller: &Caller, error: SdkError<PutItemError, R>) -> Refusal
where
    R: std::fmt::Debug + Send + Sync + 'static,
{
    if let Some(PutItemError::ConditionalCheckFailedException(failed)) = error.as_service_error() {
        return Refusal::Condition { met: failed.item.clone(), lost_answer: false };
    }
    of_code(caller.error("PutItem", true, error))
}

fn refused_delete<R>(caller: &Caller, error: SdkError<DeleteItemError, R>) -> Refusal
where
    R: std::fmt::Debug + Send + Sync + 'static,
{
    if let Some(DeleteItemError::ConditionalCheckFailedException(failed)) = error.as_service_error() {
        return Refusal::Condition { met: failed.item.clone(), lost_answer: false };
    }
    of_code(caller.error("DeleteItem", true, error))
}

fn of_code(error: Error) -> Refusal {
    match error.code() {
        Some("TransactionConflictException" | "TransactionInProgressException") => Refusal::Conflict,
        _ => Refusal::Failed(error),
    }
}

async fn send_all(
    caller: &Caller,
    changes: &[Change],
    token: &str,
    attempts: Attempts,
) -> Result<(), Refusal> {
    let request = request::transaction(caller, changes)?.client_request_token(token);
    let sent = request.customize().interceptor(attempts).send();
    let answer = caller.send("TransactWriteItems", sent).await;
    let answer = answer.map_err(|error| refused_transaction(caller, error))?;
    caller.count(answer.consumed_capacity());
    Ok(())
}

fn refused_transaction<R>(caller: &Caller, error: SdkError<TransactWriteItemsError, R>) -> Refusal
where
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.as_service_error()
    else {
        return of_code(caller.error("TransactWriteItems", true, error));
    };
    let reasons = canceled.cancellation_reasons();
    let with = |codes: &[&str]| {
        let mut reasons = reasons.iter();
        reasons.find(|reason| reason.code().is_some_and(|code| codes.contains(&code)))
    };
    if let Some(reason) = with(&["ConditionalCheckFailed"]) {
        return Refusal::Condition { met: reason.item.clone(), lost_answer: false };
    }
    if with(&["TransactionConflict"]).is_some() {
        return Refusal::Conflict;
    }
    let throttled = with(&["ThrottlingError", "ProvisionedThroughputExceeded"]).is_some();
    let reason = reasons.iter().find_map(|reason| {
        let code = reason.code().filter(|code| *code != "None")?;
        Some((code.to_owned(), reason.message().unwrap_or_default().to_owned()))
    });
    let error = caller.error("TransactWriteItems", true, error);
    let error = match reason {
        Some((code, message)) => error.canceled_by(code, &message),
        None => error,
    };
    if throttled { Refusal::Throttled(error) } else { Refusal::Failed(error) }
}

/// The first request of a plan, for [`Request`].
pub(crate) fn first_request(caller: &Caller, changes: &[Change]) -> Result<Request, Error> {
    match changes {
        [Change::Put { item, condition }] => request::put(caller, item, condition.as_ref())
            .as_input()
            .clone()
            .build()
            .map(Request::PutItem)
            .map_err(|error| caller.unbuilt("PutItem", error)),
        [Change::Delete { key, condition }] => request::delete(caller, key, condition.as_ref())
            .as_input()
            .clone()
            .build()
            .map(Request::DeleteItem)
            .map_err(|error| caller.unbuilt("DeleteItem", error)),
        changes => request::transaction(caller, changes)?
            .as_input()
            .clone()
            .build()
            .map(Request::TransactWriteItems)
            .map_err(|error| caller.unbuilt("TransactWriteItems", error)),
    }
}
