//! One operation of a transaction.

use std::sync::Arc;

use crate::client::Connection;
use crate::client::TableClient;
use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::{Holds, Table};
use crate::item::{Encoded, ItemKey};
use crate::op::move_item::Move;
use crate::op::{Check, CheckAbsent, Create, Delete, LoadedUpdate, Put, Update, Upsert};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::plan::Plan;
use crate::write::returns::{ExactlyOnce, Returns};

/// What can be in a transaction: an operation that writes or checks an item, on whatever table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a transaction",
    label = "give a write, or a check such as `get(..).must_exist()`; reads go into `transact_get`",
    note = "a transaction takes `create`, `put`, `delete`, `update`, `upsert`, `move_to` and checks"
)]
pub trait TransactPart: Send + 'static {}

/// What a transaction on the table `T` takes: the operations that write or check an item of one of its entities, and
/// those on another table, once they say so (`.on(&other)`).
// It does not ask again for what the other traits ask for, so that one mistake is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a transaction",
    label = "give a write or a check of one of the table's entities; for another table's, write `.on(&table)` after it"
)]
pub trait TransactOperation<T: Table>: Send + 'static {
    /// What it gives back.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn bind(self, table: &TableClient<T>) -> Result<Bound<Self::Output>, Error>;
}

/// That an operation asks for nothing back: `DynamoDB` answers a transaction that was carried out with nothing.
#[diagnostic::on_unimplemented(
    message = "a transaction gives no items back, so no operation in it can ask for one",
    label = "remove `returning_old()` or what else asks for an item",
    note = "read what you need before, with a `must(condition)` that it is still so, or after it; or send this operation alone",
    note = "the item that has stopped a transaction is in the error: `error.met()`"
)]
pub trait Silent<E>: Returns<E, Output = ()> {}
impl<E> Silent<E> for () {}
impl<E> Silent<E> for ExactlyOnce {}

/// An operation and its table.
#[derive(Clone)]
pub struct Bound<O>(pub(super) Arc<dyn Part<Output = O>>);

/// An operation and its table, whatever they are.
pub(super) trait Member: Send + Sync {
    fn connection(&self) -> &Connection;
    fn table(&self) -> &'static TableMeta;
    fn key(&self) -> &ItemKey;
    fn reads(&self) -> bool;
    /// The value that is stored whatever was there before.
    fn stores(&self) -> Option<&Encoded>;
    fn plan(&self, before: Option<Item>) -> Result<Plan, Error>;
    /// What it means that a condition of the plan was not met.
    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<()>;
    /// Says where an error comes from.
    fn context(&self, error: Error) -> Error;
}

/// A member that gives something back.
pub(super) trait Part: Member {
    type Output;
    fn output(&self, plan: &Plan) -> Result<Self::Output, Error>;
}

struct OnTable<T, W> {
    table: TableClient<T>,
    write: W,
}

impl<T: Table, W: Write<T>> Member for OnTable<T, W> {
    fn connection(&self) -> &Connection {
        self.table.connection()
    }

    fn table(&self) -> &'static TableMeta {
        T::META
    }

    fn key(&self) -> &ItemKey {
        self.write.key()
    }

    fn reads(&self) -> bool {
        self.write.reads()
    }

    fn stores(&self) -> Option<&Encoded> {
        self.write.stores()
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        self.write.plan(before)
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<()> {
        match self.write.refused(plan, failure) {
            Verdict::Failed(error) => Verdict::Failed(error),
            Verdict::Instead(plan) => Verdict::Instead(plan),
            Verdict::Anew(plan) => Verdict::Anew(plan),
            // A transaction that was carried out is never refused: its token tells.
            Verdict::Again | Verdict::Done(_) => Verdict::Again,
        }
    }

    fn context(&self, error: Error) -> Error {
        let error = error.entity_is(self.write.entity().name).item_key_is(self.write.key());
        error.table_is(self.table.name())
    }
}

impl<T: Table, W: Write<T>> Part for OnTable<T, W> {
    type Output = ();

    fn output(&self, plan: &Plan) -> Result<(), Error> {
        self.write.output(plan, None).map(drop)
    }
}

fn bind<T: Table, W: Write<T> + 'static>(table: &TableClient<T>, write: W) -> Bound<()> {
    Bound(Arc::new(OnTable { table: table.clone(), write }))
}

/// An operation on a table of its own.
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct On<O, T> {
    operation: O,
    table: TableClient<T>,
}

impl<O: TransactPart, T: Table> TransactPart for On<O, T> {}

impl<O: TransactOperation<U>, U: Table, T: Table> TransactOperation<T> for On<O, U> {
    type Output = O::Output;

    fn bind(self, _: &TableClient<T>) -> Result<Bound<O::Output>, Error> {
        self.operation.bind(&self.table)
    }
}

/// Lets an operation into transactions; those that depend on the time are given it.
macro_rules! operation {
    ($operation:ident<E $(, $returns:ident)? $(; $time:ident)?>($($argument:ident)?)) => {
        impl<E: Stored $(, $returns: Returns<E>)? $(, $time)?> $operation<E $(, $returns)? $(, $time)?> {
            /// The operation on this table, as part of a [transaction](crate::op::transact) on another.
            pub fn on<T: Holds<E>>(self, table: &TableClient<T>) -> On<Self, T> {
                On { operation: self, table: table.clone() }
            }
        }

        impl<E: Stored $(, $returns: Silent<E>)? $(, $time: 'static)?> TransactPart
            for $operation<E $(, $returns)? $(, $time)?>
        {
        }

        impl<E: Stored, T: Holds<E> $(, $returns: Returns<E>)? $(, $time: 'static)?> TransactOperation<T>
            for $operation<E $(, $returns)? $(, $time)?>
        {
            type Output = ();

            fn bind(self, table: &TableClient<T>) -> Result<Bound<()>, Error> {
                Ok(bind(table, self.into_write($(table.$argument())?)?))
            }
        }
    };
}
operation!(Create < E, R > (now));
operation!(Put < E, R > (now));
operation!(Update<E, R; Time>(now));
operation!(LoadedUpdate < E, R > (now));
operation!(Upsert < E, R > (now));
operation!(Move<E>(now));
operation!(Delete < E, R > ());
operation!(Check<E>());
operation!(CheckAbsent<E>());
