//! Collecting the operations of a transaction.

use std::fmt;
use std::sync::Arc;

use super::group::{self, Group};
use super::member::{Member, TransactOperation, TransactPart};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::write::request::Request;

/// Collects the operations of a transaction, of any types and as many as a loop brings; see
/// [`transact`](crate::op::transact()) for what it does.
///
/// ```
/// # use dynamodel::{Entity, Table, Transaction};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "order-{order_id}", sk = "_root")]
/// # struct Order { order_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "order-{order_id}", sk = "line-{line}")]
/// # struct Line { order_id: u64, line: u32 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "shop", type_attribute = "type")]
/// # enum Shop { Order(Order), Line(Line) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// # let table = Shop::table(dynamodel::embedded::client());
/// # table.create().await?;
/// let mut order = Transaction::new().and(Order { order_id: 1 }.create());
/// for line in 1..=3 {
///     order.push(Line { order_id: 1, line }.create());
/// }
/// order.send(&table).await?;
/// # assert_eq!(Line::get(1, 3).send(&table).await?, Some(Line { order_id: 1, line: 3 }));
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct Transaction<T> {
    operations: Vec<Box<dyn Unbound<T>>>,
}

/// An operation that waits for its table.
trait Unbound<T>: Send {
    fn member(self: Box<Self>, at: usize, table: &TableClient<T>) -> Result<Arc<dyn Member>, Error>;
}

impl<T: Table, O: TransactOperation<T>> Unbound<T> for O {
    fn member(self: Box<Self>, at: usize, table: &TableClient<T>) -> Result<Arc<dyn Member>, Error> {
        let bound = group::bound(*self, at, table)?;
        Ok(bound.0)
    }
}

impl<T> Default for Transaction<T> {
    fn default() -> Self {
        Self { operations: Vec::new() }
    }
}

impl<T> fmt::Debug for Transaction<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction").field("operations", &self.operations.len()).finish()
    }
}

impl<T: Table> Transaction<T> {
    /// Does nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one operation.
    pub fn and<O: TransactPart + TransactOperation<T>>(mut self, operation: O) -> Self {
        self.push(operation);
        self
    }

    /// Adds one operation.
    pub fn push<O: TransactPart + TransactOperation<T>>(&mut self, operation: O) {
        self.operations.push(Box::new(operation));
    }

    /// How many operations there are. They may change more items than that: copies count too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.operations.len()
    }

    /// Whether there are none; it sends nothing then.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// The first request, as it would be sent; see [`Transact::request`](crate::op::Transact::request).
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), as far as they are found before anything is sent.
    pub fn request(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.into_group(table)?.request(table.connection())
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// As for [`Transact::send`](crate::op::Transact::send).
    pub fn send(self, table: &TableClient<T>) -> impl Future<Output = Result<(), Error>> + Send + use<T> {
        let (group, connection) = (self.into_group(table), table.connection().clone());
        async move { group?.send(&connection).await }
    }

    fn into_group(self, table: &TableClient<T>) -> Result<Group<()>, Error> {
        let operations = self.operations.into_iter().enumerate();
        let members =
            operations.map(|(at, operation)| operation.member(at, table)).collect::<Result<_, _>>()?;
        Ok(Group::without_outputs(members))
    }
}

impl<T: Table, O: TransactPart + TransactOperation<T>> Extend<O> for Transaction<T> {
    fn extend<I: IntoIterator<Item = O>>(&mut self, operations: I) {
        operations.into_iter().for_each(|operation| self.push(operation));
    }
}

impl<T: Table, O: TransactPart + TransactOperation<T>> FromIterator<O> for Transaction<T> {
    fn from_iter<I: IntoIterator<Item = O>>(operations: I) -> Self {
        operations.into_iter().fold(Self::new(), Self::and)
    }
}
