//! Groups of operations for one transaction.

use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::write::{Bound, TransactOperation, TransactPart};

/// The operations that [`transact`](crate::op::transact()) takes: a tuple of up to twelve, or a `Vec` or an array of
/// operations of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of operations for a transaction",
    label = "give a tuple of up to twelve operations, or a `Vec` or an array of operations of one type",
    note = "more are collected by `Transaction::new().and(operation)`; one alone is sent without a transaction, `.send(&table)`"
)]
pub trait TransactParts {}

impl<O: TransactPart> TransactParts for Vec<O> {}
impl<O: TransactPart, const N: usize> TransactParts for [O; N] {}

/// The operations of a transaction on the table `T`: all are of its entities, or name their table.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a group of operations for a transaction")]
pub trait Operations<T: Table>: Send + 'static {
    #[doc(hidden)]
    fn bind_all(self, table: &TableClient<T>) -> Result<Vec<Bound>, Error>;
}

/// Binds an operation; an error says which operation it is about.
pub(super) fn bind<T: Table>(
    operation: impl TransactOperation<T>,
    index: usize,
    table: &TableClient<T>,
) -> Result<Bound, Error> {
    operation.bind(table).map_err(|error| error.table_is(table.name()).operation_is(index))
}

impl<T: Table, O: TransactOperation<T>> Operations<T> for Vec<O> {
    fn bind_all(self, table: &TableClient<T>) -> Result<Vec<Bound>, Error> {
        self.into_iter().enumerate().map(|(index, operation)| bind(operation, index, table)).collect()
    }
}

impl<T: Table, O: TransactOperation<T>, const N: usize> Operations<T> for [O; N] {
    fn bind_all(self, table: &TableClient<T>) -> Result<Vec<Bound>, Error> {
        Vec::from(self).bind_all(table)
    }
}

macro_rules! tuples {
    ($($operation:ident $index:tt),+) => {
        impl<$($operation: TransactPart),+> TransactParts for ($($operation,)+) {}

        impl<T: Table, $($operation: TransactOperation<T>),+> Operations<T> for ($($operation,)+) {
            fn bind_all(self, table: &TableClient<T>) -> Result<Vec<Bound>, Error> {
                Ok(vec![$(bind(self.$index, $index, table)?),+])
            }
        }
    };
}
tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
