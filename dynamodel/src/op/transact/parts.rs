//! Groups of operations for one transaction.

use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::write::{Bound, TransactOperation, TransactPart, member::Member};

/// The operations that [`transact`](crate::op::transact()) takes: a tuple of up to twelve, or a `Vec` or an array of
/// operations of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of operations for a transaction",
    label = "give a tuple of up to twelve operations, or a `Vec` or an array of operations of one type",
    note = "more operations, or those of a loop, are collected by `Transaction::new().and(operation)`, those of an iterator by `.collect::<Vec<_>>()`",
    note = "one alone is sent without a transaction: `.send(&table)`"
)]
pub trait TransactParts {
    /// `Self`, made of the [parts](TransactPart::Part).
    type Parts;

    #[doc(hidden)]
    fn into_parts(self) -> Self::Parts;
}

impl<O: TransactPart> TransactParts for Vec<O> {
    type Parts = Vec<O::Part>;

    fn into_parts(self) -> Self::Parts {
        self.into_iter().map(O::into_part).collect()
    }
}

impl<O: TransactPart, const N: usize> TransactParts for [O; N] {
    type Parts = [O::Part; N];

    fn into_parts(self) -> Self::Parts {
        self.map(O::into_part)
    }
}

/// The operations of a transaction on the table `T`: all are of its entities, or name their table.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a group of operations for a transaction")]
pub trait Operations<T: Table>: Send + 'static {
    /// The value that each operation returns: a tuple for a tuple, a `Vec` for a `Vec` or an array.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn bind_all(self, table: &TableClient<T>) -> Result<Bound<Self::Output>, Error>;
}

/// Adds an operation to the members; an error says which operation it is about.
pub(super) fn bind<T: Table, O: TransactOperation<T>>(
    operation: O,
    members: &mut Vec<Box<dyn Member>>,
    table: &TableClient<T>,
) -> Result<O::Output, Error> {
    let index = members.len();
    let bound = operation.bind(table).map_err(|error| error.table_is(table.name()).operation_is(index))?;
    members.extend(bound.members);
    Ok(bound.output)
}

impl<T: Table, O: TransactOperation<T>> Operations<T> for Vec<O> {
    type Output = Vec<O::Output>;

    fn bind_all(self, table: &TableClient<T>) -> Result<Bound<Self::Output>, Error> {
        let mut members = Vec::with_capacity(self.len());
        let output = self.into_iter().map(|operation| bind(operation, &mut members, table));
        let output = output.collect::<Result<_, _>>()?;
        Ok(Bound { members, output })
    }
}

impl<T: Table, O: TransactOperation<T>, const N: usize> Operations<T> for [O; N] {
    type Output = Vec<O::Output>;

    fn bind_all(self, table: &TableClient<T>) -> Result<Bound<Self::Output>, Error> {
        Vec::from(self).bind_all(table)
    }
}

macro_rules! tuples {
    ($($operation:ident $index:tt),+) => {
        impl<$($operation: TransactPart),+> TransactParts for ($($operation,)+) {
            type Parts = ($($operation::Part,)+);

            fn into_parts(self) -> Self::Parts {
                ($(self.$index.into_part(),)+)
            }
        }

        impl<T: Table, $($operation: TransactOperation<T>),+> Operations<T> for ($($operation,)+) {
            type Output = ($($operation::Output,)+);

            fn bind_all(self, table: &TableClient<T>) -> Result<Bound<Self::Output>, Error> {
                let mut members = Vec::new();
                let output = ($(bind(self.$index, &mut members, table)?,)+);
                Ok(Bound { members, output })
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
