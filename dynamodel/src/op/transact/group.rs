//! The operations of one transaction.

use std::sync::Arc;

use super::claims;
use super::member::{Bound, Member, TransactOperation, TransactPart};
use super::run;
use crate::client::Connection;
use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::read::item;
use crate::write::plan::Plan;
use crate::write::request::Request;

/// What [`transact`](crate::op::transact()) takes: a tuple of up to twelve operations, or a `Vec` or an array of
/// operations of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of operations for a transaction",
    label = "give a tuple of up to twelve operations, or a `Vec` or an array of operations of one type",
    note = "more are collected by `Transaction::new().and(operation)`; one alone is sent without a transaction, `.send(&table)`"
)]
pub trait TransactParts {}

impl<O: TransactPart> TransactParts for Vec<O> {}
impl<O: TransactPart, const N: usize> TransactParts for [O; N] {}

/// The operations of a transaction on the table `T`, all of which are of its entities or say on which table they are.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a group of operations for a transaction")]
pub trait Operations<T: Table>: Send + 'static {
    /// What the operations give back, in their order.
    type Outputs: Send + 'static;

    #[doc(hidden)]
    fn into_group(self, table: &TableClient<T>) -> Result<Group<Self::Outputs>, Error>;
}

/// Makes the results of what was carried out.
type Outputs<O> = Box<dyn FnOnce(&[Plan]) -> Result<O, Error> + Send>;

/// Operations, each with its table.
pub struct Group<O> {
    members: Vec<Arc<dyn Member>>,
    outputs: Outputs<O>,
}

impl Group<()> {
    pub(super) fn without_outputs(members: Vec<Arc<dyn Member>>) -> Self {
        Self { members, outputs: Box::new(|_| Ok(())) }
    }
}

impl<O> Group<O> {
    pub(super) fn request(self, connection: &Connection) -> Result<Request, Error> {
        claims::check(&self.members)?;
        if let Some(member) = self.members.iter().find(|member| member.reads()) {
            let request = item::request(member.connection(), member.table(), member.key(), true, None);
            return request.map(Request::GetItem);
        }
        run::request(connection, &self.members)
    }

    pub(super) async fn send(self, connection: &Connection) -> Result<O, Error> {
        let plans = run::send(connection, &self.members).await?;
        (self.outputs)(&plans).map_err(Error::written)
    }
}

/// An operation that is not even one says which it is.
pub(super) fn bound<T: Table, O: TransactOperation<T>>(
    operation: O,
    at: usize,
    table: &TableClient<T>,
) -> Result<Bound<O::Output>, Error> {
    operation.bind(table).map_err(|error| error.table_is(table.name()).operation_is(at))
}

impl<T: Table, O: TransactOperation<T>> Operations<T> for Vec<O> {
    type Outputs = Vec<O::Output>;

    fn into_group(self, table: &TableClient<T>) -> Result<Group<Self::Outputs>, Error> {
        let operations = self.into_iter().enumerate();
        let parts: Vec<Bound<O::Output>> =
            operations.map(|(at, operation)| bound(operation, at, table)).collect::<Result<_, _>>()?;
        let members = parts.iter().map(|part| part.0.clone() as Arc<dyn Member>).collect();
        let outputs = move |plans: &[Plan]| {
            parts.iter().zip(plans).map(|(part, plan)| part.0.output(plan)).collect::<Result<_, _>>()
        };
        Ok(Group { members, outputs: Box::new(outputs) })
    }
}

impl<T: Table, O: TransactOperation<T>, const N: usize> Operations<T> for [O; N] {
    type Outputs = Vec<O::Output>;

    fn into_group(self, table: &TableClient<T>) -> Result<Group<Self::Outputs>, Error> {
        Vec::from(self).into_group(table)
    }
}

macro_rules! tuples {
    ($($operation:ident $at:tt),+) => {
        impl<$($operation: TransactPart),+> TransactParts for ($($operation,)+) {}

        impl<T: Table, $($operation: TransactOperation<T>),+> Operations<T> for ($($operation,)+) {
            type Outputs = ($($operation::Output,)+);

            fn into_group(self, table: &TableClient<T>) -> Result<Group<Self::Outputs>, Error> {
                let parts = ($(bound(self.$at, $at, table)?,)+);
                let members: Vec<Arc<dyn Member>> = vec![$(parts.$at.0.clone()),+];
                // There is a plan for each member.
                let outputs = move |plans: &[Plan]| Ok(($(parts.$at.0.output(&plans[$at])?,)+));
                Ok(Group { members, outputs: Box::new(outputs) })
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
