//! Sending planned changes: one change alone, or a transaction.

use std::sync::Arc;

use aws_sdk_dynamodb::types::{ReturnValue, TransactWriteItem};

use crate::client::{Attempts, Connection};
use crate::codec::size::item_size;
use crate::codec::spare::Spare;
use crate::error::{Error, Kind};
use crate::schema::item::Item;
use crate::write::{
    fold::{self, Line, Owner},
    group::Group,
    misfit::explain,
    plan::{Change, Plan},
    refusal::{Refusal, Why},
    request::{self, Request},
};

/// The most items of one transaction, and their most bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const MAX_ITEMS: usize = 100;
const MAX_BYTES: usize = 4 * 1024 * 1024;

const TRANSACTION: &str = "TransactWriteItems";

/// One request, which may be sent several times.
pub(crate) enum Delivery<'p> {
    Nothing,
    Single(Single<'p>),
    Transaction {
        lines: Vec<Line>,
        items: Vec<TransactWriteItem>,
        /// Tells `DynamoDB` that a retried transaction is the same one.
        token: String,
    },
}

/// A request that makes one change.
pub(crate) struct Single<'p> {
    change: &'p mut Change,
    returns: Option<ReturnValue>,
    is_sent_once: bool,
    /// The item of the change, once it was moved into a request.
    spare: Option<Arc<Spare>>,
}

impl<'p> Single<'p> {
    /// Takes the change of a plan that is sent as a request of its own.
    pub(super) fn of_plan(plan: &'p mut Plan) -> Option<Self> {
        let (returns, is_sent_once) = (plan.returns.clone(), plan.is_sent_once());
        let change = plan.alone_mut()?;
        Some(Self { change, returns, is_sent_once, spare: None })
    }

    /// The item for the next request. The first request takes that of the change.
    fn item(&mut self) -> Item {
        if let Some(spare) = &self.spare {
            return spare.item();
        }
        let spare = self.change.spare.take().unwrap_or_else(|| Arc::new(Spare::new(&self.change.item)));
        self.spare = Some(spare);
        std::mem::take(&mut self.change.item)
    }

    /// Gives the change its item back.
    fn restore(&mut self) {
        if let Some(spare) = self.spare.take() {
            self.change.item = spare.item();
            self.change.spare = Some(spare);
        }
    }
}

impl<'p> Delivery<'p> {
    /// Builds the transaction of all members.
    pub(super) fn transaction(group: &Group, plans: &[Plan]) -> Result<Self, Error> {
        let lines = fold::lines(group, plans)?;
        let items = lines.iter().map(|line| {
            let member = line.owners[0].member;
            let connection = group.members[member].connection();
            request::transact_item(connection, &line.change).map_err(|error| group.blame(Some(member), error))
        });
        let items = items.collect::<Result<Vec<_>, _>>()?;
        check_limits(&items)?;
        Ok(if items.is_empty() { Self::Nothing } else { Self::of_transaction(lines, items) })
    }

    /// Makes all changes of a plan, without a group.
    pub(crate) fn of_plan(connection: &Connection, plan: &'p mut Plan) -> Result<Self, Error> {
        if !plan.is_transaction() {
            return Ok(Single::of_plan(plan).map_or(Self::Nothing, Self::Single));
        }
        let items = plan.changes.iter().map(|change| request::transact_item(connection, change));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        let lines = plan.changes.iter().enumerate();
        let lines =
            lines.map(|(position, change)| Line::new(change.clone(), Owner { member: 0, change: position }));
        Ok(Self::of_transaction(lines.collect(), items))
    }

    /// Makes the changes of several tables in one transaction, each through the connection of its table.
    pub(crate) fn across(changes: &[(&Connection, &Change)]) -> Result<Self, Error> {
        let items = changes.iter().map(|(connection, change)| request::transact_item(connection, change));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        check_limits(&items)?;
        let lines = changes.iter().enumerate().map(|(position, (_, change))| {
            Line::new(Change::clone(change), Owner { member: 0, change: position })
        });
        Ok(Self::of_transaction(lines.collect(), items))
    }

    fn of_transaction(lines: Vec<Line>, items: Vec<TransactWriteItem>) -> Self {
        // <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken>
        Self::Transaction { lines, items, token: format!("{:032x}", fastrand::u128(..)) }
    }

    /// Gives the plan back the item that was moved into a request.
    pub(super) fn restore(&mut self) {
        if let Self::Single(single) = self {
            single.restore();
        }
    }

    pub(super) fn is_transaction(&self) -> bool {
        matches!(self, Self::Transaction { .. })
    }

    /// Returns the changes that the one at this position was made for.
    pub(super) fn owners(&self, position: usize) -> Vec<Owner> {
        match self {
            Self::Transaction { lines, .. } => {
                lines.get(position).map(|line| line.owners.clone()).unwrap_or_default()
            }
            _ => vec![Owner { member: 0, change: 0 }],
        }
    }

    /// Returns the request, as it would be sent.
    pub(super) fn request(self, connection: &Connection) -> Result<Request, Error> {
        match self {
            Self::Nothing => request::show_transaction(connection, Vec::new()),
            Self::Single(single) => request::show_single(connection, single.returns, single.change),
            Self::Transaction { items, .. } => request::show_transaction(connection, items),
        }
    }

    /// Sends the request, and again while other transactions are in flight on an item or a transaction is throttled;
    /// with `retries_throttled`, also while any request is. What is left is a failed condition or an error.
    pub(crate) async fn send(
        &mut self,
        connection: &Connection,
        attempts: &Attempts,
        retries_throttled: bool,
    ) -> Result<Option<Item>, Refusal> {
        let mut pauses = connection.retry.pauses();
        loop {
            let refusal = match self.send_once(connection, attempts).await {
                Ok(returned) => return Ok(returned),
                Err(refusal) => refusal,
            };
            let is_transient = match &refusal.why {
                Why::Conflict | Why::Throttled(_) => true,
                Why::Failed(error) => retries_throttled && error.is_throttled() && self.may_repeat(attempts),
                Why::Condition(_) => false,
            };
            let pause = pauses.next().filter(|_| is_transient);
            let Some(pause) = pause else { return Err(refusal) };
            tokio::time::sleep(pause).await;
        }
    }

    /// Returns `true` if it does no harm to send the request again.
    fn may_repeat(&self, attempts: &Attempts) -> bool {
        match self {
            Self::Single(single) => !single.is_sent_once || !attempts.lost_an_answer(),
            _ => true,
        }
    }

    async fn send_once(
        &mut self,
        connection: &Connection,
        attempts: &Attempts,
    ) -> Result<Option<Item>, Refusal> {
        let sent = match self {
            Self::Nothing => Ok(None),
            Self::Single(single) => {
                let (item, returns) = (single.item(), single.returns.clone());
                let once = single.is_sent_once;
                request::send_single(connection, returns, single.change, item, once, attempts).await
            }
            Self::Transaction { items, token, .. } => {
                let request = request::transaction(connection, items.clone()).client_request_token(&*token);
                let sent = if connection.is_tracking() {
                    attempts.watch(connection.send(TRANSACTION, request.send())).await
                } else {
                    let request = request.customize().interceptor(attempts.clone());
                    connection.send(TRANSACTION, request.send()).await
                };
                match sent {
                    Ok(output) => {
                        connection.count(output.consumed_capacity());
                        Ok(None)
                    }
                    Err(error) => Err(Refusal::of_transaction(connection, error)),
                }
            }
        };
        sent.map_err(|refusal| self.explain(refusal))
    }

    /// Adds the paths of an update that `DynamoDB` refuses because of the stored item.
    fn explain(&self, refusal: Refusal) -> Refusal {
        let actions = match (self, refusal.position) {
            (Self::Single(single), _) => single.change.actions(),
            (Self::Transaction { lines, .. }, Some(position)) => {
                lines.get(position).map(|line| line.change.actions()).unwrap_or_default()
            }
            _ => &[],
        };
        let why = match refusal.why {
            Why::Failed(error) => Why::Failed(explain(actions, error)),
            why => why,
        };
        Refusal { why, ..refusal }
    }
}

/// Refuses a transaction that `DynamoDB` would refuse for its size.
fn check_limits(items: &[TransactWriteItem]) -> Result<(), Error> {
    if items.len() > MAX_ITEMS {
        return Err(Error::new(Kind::TooMany { count: items.len(), limit: MAX_ITEMS }));
    }
    // The sizes of updated and deleted items are unknown.
    let puts = items.iter().filter_map(TransactWriteItem::put);
    let bytes = puts.map(|put| item_size(put.item())).sum();
    if bytes > MAX_BYTES {
        return Err(Error::new(Kind::TransactionTooLarge { bytes, limit: MAX_BYTES }));
    }
    Ok(())
}
