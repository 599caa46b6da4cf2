//! One write, as its operation defines it and as the driver sees it.

use std::marker::PhantomData;

use crate::client::{Connection, TableClient};
use crate::error::Error;
use crate::item::{Encoded, ItemKey, stored::Stored, table::Holds};
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};
use crate::write::plan::Plan;

/// A write of one item, with everything that follows from it.
pub(crate) trait Write: Send + Sync + 'static {
    /// Returns the key of the item.
    fn key(&self) -> &ItemKey;

    /// Returns `true` if the plan depends on the stored item, which is then read before each plan.
    fn reads(&self, entity: &EntityMeta) -> bool {
        entity.has_satellites()
    }

    /// Returns the value that is stored whatever was there before.
    fn stores(&self) -> Option<&Encoded> {
        None
    }

    /// Makes the write part of a transaction.
    fn join(&mut self) {}

    /// Plans the write; an empty plan sends nothing. `before` is the stored item if the write
    /// [reads](Self::reads), of whatever type it is.
    ///
    /// # Errors
    ///
    /// The write is invalid, or the stored item rules it out.
    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error>;

    /// Plans the write for the first time, with what is seldom needed again moved into the plan.
    ///
    /// # Errors
    ///
    /// Those of [`plan`](Self::plan).
    fn plan_first<E: Stored, T: Holds<E>>(&mut self, before: Option<Item>) -> Result<Plan, Error> {
        self.plan::<E, T>(before)
    }

    /// Plans a write that [reads](Self::reads) without the read, on the condition that the item is as the write knows it.
    /// `None` if the item has to be read.
    ///
    /// # Errors
    ///
    /// The write is invalid.
    fn plan_unread<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        Ok(None)
    }

    /// Decides what follows from a failed condition of the plan.
    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict;
}

/// A condition that was not met.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The position of the change that it stopped.
    pub(crate) position: usize,
    /// The item that it met.
    pub(crate) met: Option<Item>,
    /// An earlier attempt is ambiguous, so the item may be its own.
    pub(crate) after_ambiguous: bool,
    /// The time, in seconds since 1970.
    pub(crate) now: i64,
}

/// The next step after a failed condition.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// The write has happened. If it returns something, it is this stored item.
    Done(Option<Item>),
    /// The write is planned again from the item as it is now.
    Again,
    /// This plan is sent instead: the one before has not happened.
    Instead(Box<Plan>),
    /// This plan is sent instead, made from the item that the condition met.
    Anew(Box<Plan>),
    Failed(Error),
}

/// A write on its table, of whatever type.
pub(crate) trait Member: Send + Sync {
    fn connection(&self) -> &Connection;
    fn table(&self) -> &'static TableMeta;
    fn key(&self) -> &ItemKey;
    fn reads(&self) -> bool;
    fn stores(&self) -> Option<&Encoded>;
    fn plan(&self, before: Option<Item>) -> Result<Plan, Error>;
    fn plan_first(&mut self, before: Option<Item>) -> Result<Plan, Error>;
    fn plan_unread(&self) -> Result<Option<Plan>, Error>;
    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict;
    /// Adds entity, key and table to an error.
    fn context(&self, error: Error) -> Error;
}

/// A write of an entity on a table. Its clock stands still: a retried transaction must be the same as before.
pub(crate) struct OnTable<E, T, W> {
    connection: Connection,
    write: W,
    types: PhantomData<fn() -> (E, T)>,
}

impl<E: Stored, T: Holds<E>, W: Write> OnTable<E, T, W> {
    pub(crate) fn new(table: &TableClient<T>, write: W) -> Self {
        Self { connection: table.connection().at_one_time(), write, types: PhantomData }
    }
}

impl<E: Stored, T: Holds<E>, W: Write> Member for OnTable<E, T, W> {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn table(&self) -> &'static TableMeta {
        T::META
    }

    fn key(&self) -> &ItemKey {
        self.write.key()
    }

    fn reads(&self) -> bool {
        self.write.reads(E::ENTITY)
    }

    fn stores(&self) -> Option<&Encoded> {
        self.write.stores()
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        self.write.plan::<E, T>(before)
    }

    fn plan_first(&mut self, before: Option<Item>) -> Result<Plan, Error> {
        self.write.plan_first::<E, T>(before)
    }

    fn plan_unread(&self) -> Result<Option<Plan>, Error> {
        self.write.plan_unread::<E, T>()
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict {
        self.write.refused::<E, T>(plan, failure)
    }

    fn context(&self, error: Error) -> Error {
        error.entity_is(E::ENTITY.name).item_key_is(self.write.key()).table_is(&self.connection.table)
    }
}
