//! Rewriting one item, or removing a copy or marker without one.

use super::item::{Subject, is_item};
use super::stray::Stray;
use crate::client::{Attempts, Connection};
use crate::error::Error;
use crate::item::{ItemKey, stored::Stored, table::Holds, ttl::is_expired};
use crate::read::{fetch_items, item};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{Delivery, Plan};

/// An item to look at.
pub(super) enum Work {
    /// An item, with the items under the keys of its copies and markers.
    Item(Box<Subject>, Vec<Option<Item>>),
    /// A copy or marker, with the item that it belongs to.
    Stray(Stray),
}

/// The outcome of looking at it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Rewritten,
    Unchanged,
    Removed,
    /// A copy or marker whose item exists.
    Kept,
}

/// Plans and sends the changes, and again after a pause if the item is not as it was read.
pub(super) async fn carry_out<E: Stored, T: Holds<E>>(
    connection: &Connection,
    mut work: Work,
    dry_run: bool,
) -> Result<Outcome, Error> {
    // A retried transaction must be the same as before.
    let connection = &connection.at_one_time();
    let attempts = Attempts::default();
    let mut pauses = connection.retry.pauses();
    let mark = |error: Error| attempts.mark(error);
    loop {
        let Some((mut plan, done)) = plan(connection, &work)? else {
            // After an ambiguous attempt, the request has left the item like this.
            return Ok(work.unchanged(attempts.lost_an_answer()));
        };
        if dry_run {
            return Ok(done);
        }
        let sent = Delivery::of_plan(connection, &mut plan)?.send(connection, &attempts, true).await;
        match sent.map_err(|refusal| refusal.why.into_met(connection)) {
            Ok(_) => return Ok(done),
            Err(met) => drop(met.map_err(mark)?),
        }
        tokio::time::sleep(pauses.next().ok_or_else(|| connection.conflict()).map_err(mark)?).await;
        let gone = work.gone(attempts.lost_an_answer());
        let again = match work {
            Work::Item(subject, _) => read_again::<E, T>(connection, subject.value.key()).await,
            Work::Stray(stray) => stray.read_again(connection).await.map(|stray| stray.map(Work::Stray)),
        };
        match again.map_err(mark)? {
            Some(again) => work = again,
            None => return Ok(gone),
        }
    }
}

fn plan(connection: &Connection, work: &Work) -> Result<Option<(Plan, Outcome)>, Error> {
    let now = connection.clock.epoch_seconds();
    Ok(match work {
        Work::Item(subject, satellites) => {
            subject.plan(satellites, now)?.map(|plan| (plan, Outcome::Rewritten))
        }
        Work::Stray(stray) => stray.plan(now)?.map(|plan| (plan, Outcome::Removed)),
    })
}

impl Work {
    /// Returns the key of the item.
    pub(super) fn key(&self, table: &TableMeta) -> Item {
        match self {
            Self::Item(subject, _) => table.key_of(&subject.stored),
            Self::Stray(stray) => stray.key(),
        }
    }

    /// Returns the outcome if it needs no change.
    fn unchanged(&self, lost_an_answer: bool) -> Outcome {
        match self {
            Self::Item(..) if lost_an_answer => Outcome::Rewritten,
            Self::Item(..) => Outcome::Unchanged,
            Self::Stray(_) => Outcome::Kept,
        }
    }

    /// Returns the outcome if it does not exist any more.
    fn gone(&self, lost_an_answer: bool) -> Outcome {
        match self {
            Self::Item(..) => Outcome::Unchanged,
            Self::Stray(_) if lost_an_answer => Outcome::Removed,
            Self::Stray(_) => Outcome::Kept,
        }
    }
}

/// Reads the item again, with its copies and markers. Returns `None` if it does not exist any more.
async fn read_again<E: Stored, T: Holds<E>>(
    connection: &Connection,
    key: &ItemKey,
) -> Result<Option<Work>, Error> {
    let stored = item::fetch(connection, T::META, key, true).await?;
    let Some(stored) = stored.filter(|item| is_item::<E, T>(item)) else { return Ok(None) };
    if E::ENTITY.ttl().is_some() && is_expired(T::META, &stored, connection.clock.epoch_seconds()) {
        return Ok(None);
    }
    let subject = Subject::of::<E>(stored, T::META)?;
    let satellites = fetch_items(connection, T::META, subject.satellite_keys()?, true).await?;
    Ok(Some(Work::Item(Box::new(subject), satellites)))
}
