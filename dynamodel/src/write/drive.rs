//! What every write has in common: what it reads, what it changes, and what an answer means to it.
//!
//! Sending one write and a transaction of many ask the same of it.

use std::future::Future;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder, Retryable};

use crate::client::TableClient;
use crate::client::{Attempts, Connection};
use crate::error::Error;
use crate::error::Kind;
use crate::item::table::Table;
use crate::item::{Encoded, ItemKey};
use crate::read::item;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::plan::Plan;
use crate::write::refusal::Refusal;
use crate::write::request;
use crate::write::request::Request;
use crate::write::send::send_all;

/// How often a write starts again when others come between.
pub(crate) const ATTEMPTS: usize = 10;

/// A write of one item of table `T`, with what follows from it.
pub(crate) trait Write<T: Table>: Send + Sync {
    /// What the caller gets when it is done.
    type Output: Send;

    fn entity(&self) -> &'static EntityMeta;

    /// The item that is written, and read before if [`reads`](Self::reads).
    fn key(&self) -> &ItemKey;

    /// Whether it has to know the item before. If so it is planned anew in each attempt.
    fn reads(&self) -> bool;

    /// The value that it stores whatever was there before. It claims its unique values before anything is read.
    fn stores(&self) -> Option<&Encoded> {
        None
    }

    /// What it changes; nothing is sent if that is nothing. `before` is the item with its key where it
    /// [`reads`](Self::reads), whatever that item is.
    fn plan(&self, before: Option<Item>) -> Result<Plan, Error>;

    /// What it gives back; `returned` is what the request was told to return.
    fn output(&self, plan: &Plan, returned: Option<Item>) -> Result<Self::Output, Error>;

    /// What it means that a condition of the plan was not met.
    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<Self::Output>;
}

/// A condition that was not met.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Which of the plan's changes it stopped.
    pub(crate) at: usize,
    /// The item that it met.
    pub(crate) met: Option<Item>,
    /// An earlier request of this write got no answer, so the item may be its own.
    pub(crate) lost_answer: bool,
    /// The time, in seconds since 1970.
    pub(crate) now: i64,
}

/// What a refusal means.
#[derive(Debug)]
pub(crate) enum Verdict<O> {
    /// The write has happened all the same.
    Done(O),
    /// It is to be planned again from what is there now.
    Again,
    /// This is to be sent instead.
    Instead(Box<Plan>),
    /// This is to be sent instead, planned from the item that the condition has met.
    Anew(Box<Plan>),
    Failed(Error),
}

/// Why an attempt has ended without success.
#[derive(Debug)]
enum Stop {
    /// The next attempt may succeed, planned from what is there then.
    Again(Error),
    /// The same request may succeed a moment later.
    Passing(Error),
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The error after the last attempt at a write that others came between.
pub(crate) fn conflict() -> Error {
    Error::new(Kind::Conflict { attempts: ATTEMPTS })
}

/// Repeats `attempt` while `again` says so, with jittered exponential pauses, at most [`ATTEMPTS`] times.
pub(crate) async fn retry<R, S, F>(attempt: impl FnMut() -> F, again: impl FnMut(&S) -> bool) -> Result<R, S>
where
    F: Future<Output = Result<R, S>>,
{
    attempt.retry(pauses()).when(again).await
}

/// The pauses between the attempts.
pub(crate) fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(20))
        .with_max_delay(Duration::from_secs(2))
        .with_max_times(ATTEMPTS - 1)
        .with_jitter()
        .build()
}

/// A token for one transaction.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken>
pub(crate) fn token() -> String {
    format!("{:032x}", fastrand::u128(..))
}

/// Carries a write out: reads if it has to, plans, sends, and starts again where others came between.
pub(crate) async fn send<T: Table, W: Write<T>>(
    table: &TableClient<T>,
    write: &W,
) -> Result<W::Output, Error> {
    let attempts = Attempts::default();
    let connection = table.connection().at_one_time();
    let sent = repeat(&connection, write, &attempts).await;
    let context =
        |error: Error| error.entity_is(write.entity().name).item_key_is(write.key()).table_is(table.name());
    sent.map_err(|stop| context(stop.into_error(attempts.lost_an_answer())))
}

/// [`send`] where many are under way: throttling is to be expected, and waited out longer than the SDK does.
pub(crate) async fn patiently<T: Table, W: Write<T>>(
    table: &TableClient<T>,
    write: &W,
) -> Result<W::Output, Error> {
    // After an answer that was lost, another attempt could take the item of the first for another's.
    let again = |error: &Error| error.is_throttled() && !error.is_outcome_unknown();
    retry(|| send(table, write), again).await
}

async fn repeat<T: Table, W: Write<T>>(
    connection: &Connection,
    write: &W,
    attempts: &Attempts,
) -> Result<W::Output, Stop> {
    if write.reads() {
        // What may have been carried out unseen is asked for again with its token: planned anew, it could count twice.
        let in_doubt = |stop: &Stop| matches!(stop, Stop::Passing(_)) && attempts.lost_an_answer();
        let attempt = || async {
            let before = item::fetch(connection, T::META, write.key(), true).await?;
            carry_out(connection, write, write.plan(before)?, attempts, in_doubt).await
        };
        return retry(attempt, |stop| !matches!(stop, Stop::Failed(_)) && !in_doubt(stop)).await;
    }
    carry_out(connection, write, write.plan(None)?, attempts, |stop| !matches!(stop, Stop::Failed(_))).await
}

/// Sends the plan, and again with the same token while `again` says so; then whatever is to be sent instead.
async fn carry_out<T: Table, W: Write<T>>(
    connection: &Connection,
    write: &W,
    mut plan: Plan,
    attempts: &Attempts,
    again: impl Fn(&Stop) -> bool,
) -> Result<W::Output, Stop> {
    if plan.changes.is_empty() {
        return Ok(write.output(&plan, None)?);
    }
    let mut planned = 1;
    loop {
        let token = token();
        match retry(|| send_plan(connection, write, &plan, &token, attempts), &again).await? {
            Sent::Done(output) => return Ok(output),
            Sent::Instead(instead) => plan = *instead,
            Sent::Anew(_) if planned == ATTEMPTS => return Err(Stop::Failed(conflict())),
            Sent::Anew(anew) => (plan, planned) = (*anew, planned + 1),
        }
    }
}

/// What became of a plan that was sent.
enum Sent<O> {
    Done(O),
    /// This is to be sent instead.
    Instead(Box<Plan>),
    /// The write, planned from the stored item, as often as others come between.
    Anew(Box<Plan>),
}

async fn send_plan<T: Table, W: Write<T>>(
    connection: &Connection,
    write: &W,
    plan: &Plan,
    token: &str,
    attempts: &Attempts,
) -> Result<Sent<W::Output>, Stop> {
    match send_all(connection, plan, token, attempts).await {
        Ok(returned) => match write.output(plan, returned) {
            Ok(output) => Ok(Sent::Done(output)),
            Err(error) => Err(Stop::Failed(error.written())),
        },
        Err(Refusal::Condition { at, met }) => {
            // The token makes a repeated transaction the same one: had it been carried out, this had succeeded.
            let lost_answer = attempts.lost_an_answer() && !plan.is_transaction();
            match write.refused(plan, Failure { at, met, lost_answer, now: connection.clock.epoch_seconds() })
            {
                Verdict::Done(output) => Ok(Sent::Done(output)),
                Verdict::Instead(plan) => Ok(Sent::Instead(plan)),
                Verdict::Anew(plan) => Ok(Sent::Anew(plan)),
                Verdict::Again => Err(Stop::Again(conflict())),
                Verdict::Failed(error) => Err(Stop::Failed(error)),
            }
        }
        Err(Refusal::Conflict) => Err(Stop::Passing(conflict())),
        Err(Refusal::Throttled(error)) => Err(Stop::Passing(error)),
        Err(Refusal::Failed(error)) => Err(Stop::Failed(error)),
    }
}

impl Stop {
    /// As the caller sees it. After a lost answer the write may have happened, whatever came then, unless the
    /// error says what is there.
    fn into_error(self, lost_an_answer: bool) -> Error {
        let (Self::Again(error) | Self::Passing(error) | Self::Failed(error)) = self;
        match error.cause() {
            _ if !lost_an_answer => error,
            Kind::Conflict { .. } => Error::new(Kind::Unknown),
            kind if kind.proves_outcome() => error,
            _ => error.outcome_unknown(),
        }
    }
}

/// The first request of a write, as it would be sent.
pub(crate) fn first_request<T: Table, W: Write<T>>(
    table: &TableClient<T>,
    write: &W,
) -> Result<Request, Error> {
    if write.reads() {
        return item::request(table.connection(), T::META, write.key(), true, None).map(Request::GetItem);
    }
    request::first(table.connection(), &write.plan(None)?)
}
