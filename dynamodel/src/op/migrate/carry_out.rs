//! Sending the transaction of one source item.

use std::collections::HashMap;

use super::Layouts;
use super::plan::{Planned, Work};
use super::report::{Outcome, Tally};
use super::source::Looked;
use super::steps::{Side, Steps};
use crate::client::{Attempts, Connection};
use crate::error::Error;
use crate::item::name_of;
use crate::item::table::Table;
use crate::op::paced_scan::fetch;
use crate::read::fetch_items;
use crate::schema::item::Item;
use crate::write::{Delivery, Effect, Plan};

impl<S: Table, D: Table> Layouts<S, D> {
    /// Plans and sends the transaction, and again after a pause if an item is not as it was read.
    pub(super) async fn carry_out(&self, mut work: Work) -> Result<Outcome, Error> {
        // A retried transaction must be the same as before.
        let layouts = self.at_one_time();
        let attempts = Attempts::default();
        let mark = |error: Error| attempts.mark(error);
        let mut pauses = layouts.target.retry.pauses();
        loop {
            let Planned { mut steps, outcome } = layouts.plan(&work, layouts.now()).map_err(mark)?;
            if steps.is_empty() {
                return Ok(self.without_change(outcome, &work, attempts.lost_an_answer()));
            }
            if layouts.send(&mut steps, &attempts).await.map_err(mark)? {
                return Ok(outcome);
            }
            let pause = pauses.next().ok_or_else(|| layouts.target.conflict()).map_err(mark)?;
            tokio::time::sleep(pause).await;
            work = layouts.read_again(work).await.map_err(mark)?;
        }
    }

    /// Returns the outcome of an item that needs no change. After an ambiguous attempt, its transaction has happened.
    fn without_change(&self, outcome: Outcome, work: &Work, lost_an_answer: bool) -> Outcome {
        if !lost_an_answer {
            return outcome;
        }
        let is_moved = self.remove_source && matches!(work.looked, Looked::Absent);
        Outcome { tally: Tally::Written, removed: outcome.removed + usize::from(is_moved) }
    }

    /// Sends the changes. Returns `false` if an item is not as it was read.
    async fn send(&self, steps: &mut Steps, attempts: &Attempts) -> Result<bool, Error> {
        loop {
            let mut alone = self.alone(steps);
            let mut delivery = match &mut alone {
                Some((connection, plan)) => Delivery::of_plan(connection, plan)?,
                None => self.transaction(steps)?,
            };
            if self.dry_run {
                return Ok(true);
            }
            let Err(refusal) = delivery.send(&self.target, attempts, true).await else { return Ok(true) };
            let position = refusal.position;
            refusal.why.into_met(&self.target)?;
            drop(delivery);
            if !position.is_some_and(|position| steps.leave(position)) {
                return Ok(false);
            }
        }
    }

    fn transaction(&self, steps: &Steps) -> Result<Delivery<'static>, Error> {
        let changes = steps.all.iter().map(|step| (self.connection(step.side), &step.change));
        Delivery::across(&changes.collect::<Vec<_>>())
    }

    /// Returns the plan of a change that needs no transaction.
    fn alone(&self, steps: &Steps) -> Option<(&Connection, Plan)> {
        let [step] = steps.all.as_slice() else { return None };
        let is_check = matches!(step.change.effect, Effect::Check);
        (!is_check).then(|| (self.connection(step.side), Plan::new(vec![step.change.clone()])))
    }

    fn connection(&self, side: Side) -> &Connection {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    async fn read_again(&self, work: Work) -> Result<Work, Error> {
        let work = self.read(work.key, work.former).await?;
        self.with_targets(work).await
    }

    /// Reads a source item by its key.
    pub(super) async fn read(
        &self,
        key: Item,
        former: Vec<crate::item::EncodedVariant>,
    ) -> Result<Work, Error> {
        let found = fetch_items(&self.source, S::META, vec![key.clone()], true).await?;
        let looked = match found.into_iter().flatten().next() {
            Some(item) => self.look_at(item, self.now())?,
            None => Looked::Absent,
        };
        Ok(Work { key, looked, former, found: HashMap::new() })
    }

    /// Reads the items of the target table that the plan depends on.
    pub(super) async fn with_targets(&self, work: Work) -> Result<Work, Error> {
        let keys = work.keys(self.tables())?;
        let found = fetch(&self.target, D::META, keys).await?;
        Ok(Work { found: by_name::<D>(found), ..work })
    }
}

/// Returns items by their names.
pub(super) fn by_name<D: Table>(found: Vec<Option<Item>>) -> HashMap<String, Item> {
    found.into_iter().flatten().map(|item| (name_of(D::META, &item), item)).collect()
}
