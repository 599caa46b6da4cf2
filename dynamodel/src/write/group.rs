//! Writes that are carried out together.

use crate::client::{Connection, TableClient};
use crate::error::Error;
use crate::item::{stored::Stored, table::Holds};
use crate::write::member::{Member, OnTable, Write};

/// Writes that happen together or not at all.
pub(crate) struct Group {
    pub(super) connection: Connection,
    pub(super) members: Vec<Box<dyn Member>>,
    /// An operation of its own, and not part of a transaction of the user.
    pub(super) is_single: bool,
    /// Retries requests that `DynamoDB` throttles, longer than the SDK does.
    pub(crate) retries_throttled: bool,
}

impl Group {
    /// One operation alone.
    pub(crate) fn single(member: Box<dyn Member>) -> Self {
        let connection = member.connection().clone();
        Self { connection, members: vec![member], is_single: true, retries_throttled: false }
    }

    /// One write of an entity alone.
    pub(crate) fn alone<E: Stored, T: Holds<E>>(table: &TableClient<T>, write: impl Write) -> Self {
        Self::single(Box::new(OnTable::<E, T, _>::new(table, write)))
    }

    /// The operations of a transaction.
    pub(crate) fn transaction(connection: &Connection, members: Vec<Box<dyn Member>>) -> Self {
        Self { connection: connection.clone(), members, is_single: false, retries_throttled: true }
    }

    /// Adds the operation that an error is about.
    pub(super) fn blame(&self, member: Option<usize>, error: Error) -> Error {
        match member {
            Some(index) if !self.is_single => self.members[index].context(error).operation_is(index),
            _ => error,
        }
    }

    /// Adds what all operations have in common to an error.
    pub(crate) fn context(&self, error: Error) -> Error {
        match self.members.first() {
            Some(member) if self.is_single => member.context(error),
            _ => error.table_is(&self.connection.table),
        }
    }
}
