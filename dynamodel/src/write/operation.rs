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
    member::{Member, OnTable, Write},
    plan::Plan,
    returns::{ExactlyOnce, NewItem, ReturnKind, Returns},
};

/// An operation that can be part of a transaction: it writes or checks an item, on any table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a transaction",
    label = "give a write such as `value.put()`, or a check such as `get(..).must_exist()`; a `get` goes into `transact_get`, and a query is sent alone",
    note = "a transaction takes `create`, `put`, `delete`, `update`, `upsert`, `move_to` and checks"
)]
pub trait TransactPart<In = Typed>: Send + 'static {
    /// `Self`. A type that is not an operation has none, so that the compiler reports nothing about calls that follow.
    type Part;

    #[doc(hidden)]
    fn into_part(self) -> Self::Part;
}

/// A transaction of [`transact`](crate::op::transact()), which returns a value for each operation.
#[derive(Clone, Copy, Debug)]
pub struct Typed;

/// A [`Transaction`](crate::op::Transaction), which returns nothing.
#[derive(Clone, Copy, Debug)]
pub struct Untyped;

/// An operation that can be part of a transaction on the table `T`: it writes or checks an item of one of the table's
/// entities, or names another table (`.on(&other)`).
// It does not repeat the bounds of the other traits, so that one mistake is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into a transaction",
    label = "give a write or a check of one of the table's entities; for another table's, write `.on(&table)` after it"
)]
pub trait TransactOperation<T: Table>: Send + 'static {
    /// The value that the transaction returns for this operation: the stored value of a `create`, `put` or `move_to` that asks for
    /// it, otherwise `()`.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn bind(self, table: &TableClient<T>) -> Result<Bound<Self::Output>, Error>;
}

/// A write that returns nothing. `DynamoDB` returns no items from a transaction.
#[diagnostic::on_unimplemented(
    message = "a transaction returns no items, so this operation cannot ask for one",
    label = "remove `returning_old()` or what else asks for an item",
    note = "only `create`, `put` and `move_to` with `returning_new()` can be part of `transact(..)`; a `Transaction` returns nothing",
    note = "read what you need before, with a `condition` that it is still so, or after it; or send this operation alone",
    note = "the item that has stopped a transaction is in the error: `error.met()`"
)]
pub trait NoOutput: Send + Sync + 'static {
    #[doc(hidden)]
    const KIND: ReturnKind;
}

/// The value that a transaction returns for a `create`, `put` or `move_to`: nothing, or the new item, which is known before it is
/// sent.
#[diagnostic::on_unimplemented(
    message = "a transaction returns no items, so this operation cannot ask for one",
    label = "remove `returning_old()` or what else asks for the item before",
    note = "read what you need before, with a `condition` that it is still so, or after it; or send this operation alone",
    note = "the item that has stopped a transaction is in the error: `error.met()`"
)]
pub trait KnownOutput: Send + Sync + 'static {}

impl<N: NoOutput> KnownOutput for N {}
impl KnownOutput for NewItem {}

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

/// Operations with their tables, and the values that they return once they are carried out.
pub struct Bound<V> {
    pub(crate) members: Vec<Box<dyn Member>>,
    pub(crate) output: V,
}

/// Binds a write of a transaction. The value that it stores is known: the managed fields are set, and stay as they are if the
/// transaction is planned again.
pub(crate) fn bind<E: Stored, T: Holds<E>, R: Returns<E>>(
    table: &TableClient<T>,
    mut write: impl Write,
) -> Result<Bound<R::Output>, Error> {
    write.join();
    let stored = write.stores().filter(|_| R::KIND == ReturnKind::New);
    let after = stored.map(|value| value.item(T::META, 0, None)).transpose()?;
    let plan = Plan { after, ..Plan::default() };
    let member = OnTable::<E, T, _>::new(table, write);
    let output = R::output::<T>(Written { plan, returned: None }).map_err(|error| member.context(error))?;
    Ok(Bound { members: vec![Box::new(member)], output })
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

impl<O: TransactPart<In>, In, T: Table> TransactPart<In> for On<O, T> {
    type Part = Self;

    fn into_part(self) -> Self {
        self
    }
}

impl<O: TransactOperation<U>, U: Table, T: Table> TransactOperation<T> for On<O, U> {
    type Output = O::Output;

    fn bind(self, _: &TableClient<T>) -> Result<Bound<O::Output>, Error> {
        self.operation.bind(&self.table)
    }
}

/// Makes an operation part of transactions; a write that fills in times is given the current
/// time. `$example` makes one for the documentation.
macro_rules! operation {
    ($operation:ident<E $(, $returns:ident: $bound:path, $known:path)? $(; $mode:ident)?>($($now:ident)?); $example:literal) => {
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

            /// Binds the operation to be sent without others.
            pub(crate) fn alone<T: crate::item::table::Holds<E>>(
                self,
                table: &crate::client::TableClient<T>,
            ) -> Result<crate::write::Group, crate::error::Error> {
                Ok(crate::write::Group::alone::<E, T>(table, self.into_write($(table.$now())?)?))
            }
        }

        impl<E: crate::item::stored::Stored $(, $returns: $known)? $(, $mode: 'static)?> crate::write::operation::TransactPart
            for $operation<E $(, $returns)? $(, $mode)?>
        {
            type Part = Self;

            fn into_part(self) -> Self {
                self
            }
        }

        impl<E: crate::item::stored::Stored $(, $returns: crate::write::NoOutput)? $(, $mode: 'static)?>
            crate::write::operation::TransactPart<crate::write::operation::Untyped>
            for $operation<E $(, $returns)? $(, $mode)?>
        {
            type Part = Self;

            fn into_part(self) -> Self {
                self
            }
        }

        #[allow(unused_parens, reason = "an operation that cannot return anything returns `()`")]
        impl<E: crate::item::stored::Stored, T: crate::item::table::Holds<E> $(, $returns: $bound)? $(, $mode: 'static)?>
            crate::write::operation::TransactOperation<T>
            for $operation<E $(, $returns)? $(, $mode)?>
        {
            type Output = <($($returns)?) as crate::write::Returns<E>>::Output;

            fn bind(
                self,
                table: &crate::client::TableClient<T>,
            ) -> Result<crate::write::Bound<Self::Output>, crate::error::Error> {
                let write = self.into_write($(table.$now())?)?;
                crate::write::operation::bind::<E, T, ($($returns)?)>(table, write)
            }
        }
    };
}
pub(crate) use operation;
