//! Operations, alone and as parts of a transaction.

use crate::client::TableClient;
use crate::error::Error;
use crate::item::{
    stored::Stored,
    table::{Holds, Table},
};
use crate::schema::item::Item;
use crate::write::{
    drive::Written,
    group::Group,
    member::{Member, OnTable, Write},
    returns::{ExactlyOnce, ReturnKind, Returns},
};

/// An operation that can be part of a transaction: it writes or checks an item, on any table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a transaction",
    label = "give a write, or a check such as `get(..).must_exist()`; reads go into `transact_get`",
    note = "a transaction takes `create`, `put`, `delete`, `update`, `upsert`, `move_to` and checks"
)]
pub trait TransactPart: Send + 'static {}

/// An operation that can be part of a transaction on the table `T`: it writes or checks an item of one of the table's
/// entities, or names another table (`.on(&other)`).
// It does not repeat the bounds of the other traits, so that one mistake is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a transaction",
    label = "give a write or a check of one of the table's entities; for another table's, write `.on(&table)` after it"
)]
pub trait TransactOperation<T: Table>: Send + 'static {
    #[doc(hidden)]
    fn bind(self, table: &TableClient<T>) -> Result<Bound, Error>;
}

/// A write that returns nothing, as each operation of a transaction must: `DynamoDB` returns no items from one.
#[diagnostic::on_unimplemented(
    message = "a transaction gives no items back, so no operation in it can ask for one",
    label = "remove `returning_old()` or what else asks for an item",
    note = "read what you need before, with a `must(condition)` that it is still so, or after it; or send this operation alone",
    note = "the item that has stopped a transaction is in the error: `error.met()`"
)]
pub trait NoOutput: Send + Sync + 'static {
    #[doc(hidden)]
    const KIND: ReturnKind;
}

impl NoOutput for () {
    const KIND: ReturnKind = ReturnKind::Nothing;
}

impl NoOutput for ExactlyOnce {
    const KIND: ReturnKind = ReturnKind::ExactlyOnce;
}

impl<E, N: NoOutput> Returns<E> for N {
    type Output = ();
    type Updated = ();
    const KIND: ReturnKind = N::KIND;

    fn output<T: Holds<E>>(_written: Written) -> Result<(), Error> {
        Ok(())
    }

    fn created(_item: Item) -> Result<(), Error> {
        Ok(())
    }

    fn updated((): ()) -> Result<(), Error> {
        Ok(())
    }
}

/// An operation with its table.
pub struct Bound(pub(crate) Box<dyn Member>);

impl Bound {
    pub(crate) fn new<E: Stored, T: Holds<E>>(table: &TableClient<T>, write: impl Write) -> Self {
        Self(Box::new(OnTable::<E, T, _>::new(table, write)))
    }

    /// Sends the operation without others.
    pub(crate) fn alone(self) -> Group {
        Group::single(self.0)
    }
}

/// An operation on a table of its own.
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct On<O, T> {
    operation: O,
    table: TableClient<T>,
}

impl<O, T> On<O, T> {
    pub(crate) fn new(operation: O, table: &TableClient<T>) -> Self {
        Self { operation, table: table.clone() }
    }
}

impl<O: TransactPart, T: Table> TransactPart for On<O, T> {}

impl<O: TransactOperation<U>, U: Table, T: Table> TransactOperation<T> for On<O, U> {
    fn bind(self, _: &TableClient<T>) -> Result<Bound, Error> {
        self.operation.bind(&self.table)
    }
}

/// Makes an operation part of transactions; a write that fills in times is given the current
/// time. `$example` makes one for the documentation.
macro_rules! operation {
    ($operation:ident<E $(, $returns:ident: $bound:path, $silent:path)? $(; $mode:ident)?>($($now:ident)?); $example:literal) => {
        impl<E: crate::item::stored::Stored $(, $returns: $bound)? $(, $mode: 'static)?> $operation<E $(, $returns)? $(, $mode)?> {
            /// Binds the operation to this table, as part of a [transaction](crate::op::transact()) on another.
            ///
            /// # Examples
            ///
            /// ```
            /// # use dynamodel_doc_model::*; example(async |table| {
            /// use dynamodel::transact;
            ///
            /// # let other = table.clone();
            #[doc = concat!("let operation = ", $example, ".on(&other);")]
            /// transact((operation, Video::get(8).must_exist())).send(&table).await?;
            /// # Ok(()) });
            /// ```
            pub fn on<T: crate::item::table::Holds<E>>(
                self,
                table: &crate::client::TableClient<T>,
            ) -> crate::write::operation::On<Self, T> {
                crate::write::operation::On::new(self, table)
            }
        }

        impl<E: crate::item::stored::Stored $(, $returns: $silent)? $(, $mode: 'static)?> crate::write::operation::TransactPart
            for $operation<E $(, $returns)? $(, $mode)?>
        {
        }

        impl<E: crate::item::stored::Stored, T: crate::item::table::Holds<E> $(, $returns: $bound)? $(, $mode: 'static)?>
            crate::write::operation::TransactOperation<T>
            for $operation<E $(, $returns)? $(, $mode)?>
        {
            fn bind(
                self,
                table: &crate::client::TableClient<T>,
            ) -> Result<crate::write::operation::Bound, crate::error::Error> {
                Ok(crate::write::operation::Bound::new::<E, T>(table, self.into_write($(table.$now())?)?))
            }
        }
    };
}
pub(crate) use operation;
