//! Carrying a transaction out.

use std::collections::BTreeSet;
use std::sync::Arc;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::TransactWriteItem;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::claims;
use super::fold::{self, Line};
use super::limits;
use super::member::Member;
use crate::client::{Attempts, Connection};
use crate::codec::same::same;
use crate::error::Error;
use crate::error::Kind;
use crate::read::item;
use crate::schema::item::Item;
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, conflict};
use crate::write::plan::Plan;
use crate::write::refusal;
use crate::write::refusal::Refusal;
use crate::write::request::{Request, part};

type Members = [Arc<dyn Member>];

/// The request of operations that need not read.
pub(super) fn request(connection: &Connection, members: &Members) -> Result<Request, Error> {
    let attempt = Attempt::of(connection, members, vec![None; members.len()])?;
    let request = connection.client.transact_write_items().set_transact_items(Some(attempt.parts));
    let request = request.set_return_consumed_capacity(connection.return_capacity());
    let input = request.as_input().clone().build().map(Request::TransactWriteItems);
    input.map_err(|error| connection.build_error("TransactWriteItems", error))
}

/// Reads, plans and sends until all has happened, or cannot: what was carried out.
pub(super) async fn send(connection: &Connection, members: &Members) -> Result<Vec<Plan>, Error> {
    claims::check(members)?;
    let mut pauses = write::pauses();
    let mut attempt = Attempt::prepare(connection, members).await?;
    loop {
        if attempt.parts.is_empty() {
            return Ok(attempt.plans);
        }
        let (error, anew) = match attempt.send(connection).await {
            Ok(()) => return Ok(attempt.plans),
            Err(Stop::Failed(error)) => return Err(attempt.in_doubt(error)),
            // The same request with the same token: had an earlier one been carried out unseen, it is not
            // carried out again.
            Err(Stop::Passing(error)) => (error, false),
            Err(Stop::Refused { at, met }) => match attempt.refused(members, at, met.as_ref()) {
                Refused::Failed(error) => return Err(error),
                Refused::Again => (conflict().table_is(&connection.table), true),
                Refused::Instead { member, plan } => {
                    attempt = attempt.instead(connection, members, member, *plan)?;
                    continue;
                }
            },
        };
        let Some(pause) = pauses.next() else { return Err(attempt.in_doubt(error)) };
        tokio::time::sleep(pause).await;
        if anew {
            attempt = Attempt::prepare(connection, members).await?;
        }
    }
}

/// Why an attempt has ended without success.
enum Stop {
    /// The condition of the `at`-th change was not met.
    Refused {
        at: usize,
        met: Option<Item>,
    },
    /// The same request may succeed a moment later.
    Passing(Error),
    Failed(Error),
}

/// What a condition that was not met means to the whole.
enum Refused {
    Failed(Error),
    /// All is to be read and planned again.
    Again,
    /// This is one operation's plan instead.
    Instead {
        member: usize,
        plan: Box<Plan>,
    },
}

/// One transaction as it is sent, once or again.
struct Attempt {
    plans: Vec<Plan>,
    lines: Vec<Line>,
    parts: Vec<TransactWriteItem>,
    token: String,
    attempts: Attempts,
    /// The operations that were planned anew from the items that they have met.
    anew: BTreeSet<usize>,
}

impl Attempt {
    async fn prepare(connection: &Connection, members: &Members) -> Result<Self, Error> {
        Self::of(connection, members, read(members).await?)
    }

    fn of(connection: &Connection, members: &Members, before: Vec<Option<Item>>) -> Result<Self, Error> {
        let planned = members.iter().zip(before).enumerate().map(|(at, (member, before))| {
            member.plan(before).map_err(|error| member.context(error).operation_is(at))
        });
        Self::of_plans(connection, members, planned.collect::<Result<Vec<_>, _>>()?)
    }

    /// The same with another plan of one operation.
    fn instead(
        mut self,
        connection: &Connection,
        members: &Members,
        member: usize,
        plan: Plan,
    ) -> Result<Self, Error> {
        if let Some(replaced) = self.plans.get_mut(member) {
            *replaced = plan;
        }
        let (attempts, anew) = (self.attempts, self.anew);
        Ok(Self { attempts, anew, ..Self::of_plans(connection, members, self.plans)? })
    }

    fn of_plans(connection: &Connection, members: &Members, plans: Vec<Plan>) -> Result<Self, Error> {
        let lines = fold::lines(members, &plans)?;
        let parts = lines.iter().map(|line| {
            let owner =
                line.first().and_then(|at| members.get(at)).map_or(connection, |member| member.connection());
            let of_owner = |error| line.first().into_iter().fold(error, Error::operation_is);
            part(owner, &line.change).map_err(of_owner)
        });
        let context = |error: Error| error.table_is(&connection.table);
        let parts = parts.collect::<Result<Vec<_>, _>>().map_err(context)?;
        limits::check(&parts).map_err(context)?;
        Ok(Self {
            plans,
            lines,
            parts,
            token: write::token(),
            attempts: Attempts::default(),
            anew: BTreeSet::new(),
        })
    }

    async fn send(&self, connection: &Connection) -> Result<(), Stop> {
        let request = connection.client.transact_write_items().set_transact_items(Some(self.parts.clone()));
        let request = request.set_return_consumed_capacity(connection.return_capacity());
        let request = request.client_request_token(&self.token);
        let sent = request.customize().interceptor(self.attempts.clone()).send();
        match connection.send("TransactWriteItems", sent).await {
            Ok(answer) => {
                connection.count(answer.consumed_capacity());
                Ok(())
            }
            Err(error) => Err(self.stop(connection, error)),
        }
    }

    fn stop<R>(&self, connection: &Connection, error: SdkError<TransactWriteItemsError, R>) -> Stop
    where
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        let owner = blamed(&error).and_then(|at| self.lines.get(at)?.first());
        let of_owner = |error: Error| owner.into_iter().fold(error, Error::operation_is);
        match refusal::of_transaction(connection, self.lines.iter().map(|line| &line.change), error) {
            Refusal::Condition { at, met } => Stop::Refused { at, met },
            Refusal::Conflict => Stop::Passing(of_owner(conflict().table_is(&connection.table))),
            Refusal::Throttled(error) => Stop::Passing(of_owner(error)),
            Refusal::Failed(error) if error.is_throttled() => Stop::Passing(error),
            Refusal::Failed(error) => Stop::Failed(of_owner(error)),
        }
    }

    /// Whose condition it was, and what that means.
    fn refused(&mut self, members: &Members, at: usize, met: Option<&Item>) -> Refused {
        let owners = self.lines.get(at).map(|line| line.owners.as_slice()).unwrap_or_default().iter();
        let owners = owners
            .filter_map(|owner| Some((owner, members.get(owner.member)?, self.plans.get(owner.member)?)));
        // Another writer has come between the read and this request: what else there is to say may be out of
        // date.
        let is_stale = |member: &dyn Member, plan: &Plan| {
            member.reads()
                && match (&plan.before, met) {
                    (Some(before), Some(met)) => !same(met, before),
                    (None, None) => false,
                    _ => true,
                }
        };
        // Only the first change is of the item that was read.
        if owners.clone().any(|(owner, member, plan)| owner.change == 0 && is_stale(member.as_ref(), plan)) {
            return Refused::Again;
        }
        for (owner, member, plan) in owners {
            let now = member.connection().clock.epoch_seconds();
            let failure = Failure { at: owner.change, met: met.cloned(), lost_answer: false, now };
            match member.refused(plan, failure) {
                Verdict::Failed(error) => {
                    return Refused::Failed(member.context(error).operation_is(owner.member));
                }
                Verdict::Instead(plan) => return Refused::Instead { member: owner.member, plan },
                // Once each: were it to go on, many operations would be sent very often.
                Verdict::Anew(plan) if self.anew.insert(owner.member) => {
                    return Refused::Instead { member: owner.member, plan };
                }
                Verdict::Anew(_) => {
                    let error = member.context(Error::new(Kind::Changed));
                    return Refused::Failed(error.operation_is(owner.member));
                }
                Verdict::Again | Verdict::Done(()) => {}
            }
        }
        Refused::Again
    }

    /// After a lost answer it may have happened, whatever came then.
    fn in_doubt(&self, error: Error) -> Error {
        match error.cause() {
            _ if !self.attempts.lost_an_answer() => error,
            Kind::Conflict { .. } => Error::new(Kind::Unknown),
            _ => error.outcome_unknown(),
        }
    }
}

/// Which change has made the transaction fail.
fn blamed<R>(error: &SdkError<TransactWriteItemsError, R>) -> Option<usize> {
    let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) = error.as_service_error()
    else {
        return None;
    };
    canceled.cancellation_reasons().iter().position(|reason| reason.code().is_some_and(|code| code != "None"))
}

/// The items before, where operations have to know them.
async fn read(members: &Members) -> Result<Vec<Option<Item>>, Error> {
    let mut before = vec![None; members.len()];
    let mut running = FuturesUnordered::new();
    for (at, member) in members.iter().enumerate().filter(|(_, member)| member.reads()) {
        let member = member.clone();
        running.push(async move {
            let item = item::fetch(member.connection(), member.table(), member.key(), true).await;
            (at, item.map_err(|error| member.context(error).operation_is(at)))
        });
    }
    while let Some((at, item)) = running.next().await {
        before[at] = item?;
    }
    Ok(before)
}
