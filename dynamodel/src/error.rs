//! Run-time errors.

mod classify;
pub(crate) mod cursor;
mod error_kind;
mod facts;
mod is;
pub(crate) mod key;
mod kind;
mod met;
mod partial;
mod reason;
mod sdk;
mod transport;

use std::fmt;

pub use error_kind::ErrorKind;
pub(crate) use kind::{Kind, Misfit};
pub(crate) use met::Met;
pub(crate) use partial::PartialOutcome;
pub use partial::RefusedOperation;
pub(crate) use sdk::{build_error, code_of, of_sdk};
pub(crate) use transport::is_unconnected;

use crate::error::cursor::CursorError;
use crate::error::key::KeyError;
use crate::schema::attribute::{KeyAttribute, KeyKind};

/// A failed operation: what happened, to which entity and key, and why.
///
/// [`kind`](Self::kind) and the `is_*` predicates tell failures apart; the accessors give the facts. Nothing is
/// half-written, whatever the error.
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    context: Context,
    partial: Option<Box<dyn PartialOutcome>>,
}

/// The place of a failure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub(crate) entity: Option<&'static str>,
    pub(crate) table: Option<String>,
    pub(crate) key: Option<(String, Option<String>)>,
    /// The position of the operation in its transaction.
    pub(crate) operation: Option<usize>,
    /// A response to the write was lost, so it may have happened.
    pub(crate) in_doubt: bool,
    /// The write has happened.
    pub(crate) written: bool,
    /// The sequence number of the stream record.
    #[cfg(feature = "streams")]
    pub(crate) sequence_number: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { kind, context: Context::default(), partial: None }))
    }

    /// The error of a value or range that a key attribute of this type cannot hold.
    pub(crate) fn no_native(attribute: &KeyAttribute) -> Self {
        let kind = match attribute.kind {
            KeyKind::String => "string",
            KeyKind::Number => "number",
            KeyKind::Binary => "binary",
        };
        Self::new(Kind::NoNative { attribute: attribute.name, kind })
    }

    pub(crate) fn entity_is(mut self, entity: &'static str) -> Self {
        self.0.context.entity.get_or_insert(entity);
        self
    }

    pub(crate) fn operation_is(mut self, operation: usize) -> Self {
        self.0.context.operation.get_or_insert(operation);
        self
    }

    #[cfg(feature = "streams")]
    pub(crate) fn sequence_number_is(mut self, number: Option<String>) -> Self {
        self.0.context.sequence_number = number;
        self
    }

    /// Marks the outcome of the write as unknown: a response was lost.
    pub(crate) fn outcome_unknown(mut self) -> Self {
        self.0.context.in_doubt = true;
        self
    }

    pub(crate) fn table_is(mut self, table: &str) -> Self {
        self.0.context.table.get_or_insert_with(|| table.to_owned());
        self
    }

    pub(crate) fn key_is(mut self, pk: &str, sk: Option<&str>) -> Self {
        let key = || (pk.to_owned(), sk.map(str::to_owned));
        self.0.context.key.get_or_insert_with(key);
        self
    }

    /// Replaces the transaction's reason by that of the operation that made it fail.
    pub(crate) fn canceled_by(mut self, by: String, message: &str) -> Self {
        if let Kind::Sdk { kind, code, reason, .. } = &mut self.0.kind {
            *kind = sdk::kind_of(&by, message);
            *reason = format!("{by}: {message}");
            *code = Some(by);
        }
        self
    }

    /// Marks the write as done: only its response could not be read.
    pub(crate) fn written(mut self) -> Self {
        self.0.context.written = true;
        self
    }

    pub(crate) fn cause(&self) -> &Kind {
        &self.facts().kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, context, .. } = self.facts();
        if let Some(partial) = &self.0.partial {
            write!(f, "{partial}: ")?;
        }
        if let Some(operation) = context.operation {
            write!(f, "operation {operation} of the transaction: ")?;
        }
        // The error of a key already names its entity.
        if let Some(entity) = context.entity.filter(|_| !matches!(kind, Kind::Key(_) | Kind::Misplaced(_))) {
            write!(f, "{entity}: ")?;
        }
        write!(f, "{kind}{context}")?;
        if self.is_written() {
            f.write_str("; the write happened")?;
        }
        if self.is_in_doubt() {
            f.write_str("; a response was lost, so the write may have happened")?;
        }
        Ok(())
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some((pk, Some(sk))) => write!(f, " (key {pk:?}, {sk:?})")?,
            Some((pk, None)) => write!(f, " (key {pk:?})")?,
            None => {}
        }
        if let Some(table) = &self.table {
            write!(f, " in table {table:?}")?;
        }
        #[cfg(feature = "streams")]
        if let Some(number) = &self.sequence_number {
            write!(f, " in the stream record {number}")?;
        }
        Ok(())
    }
}

/// Shows the kind and the message. The SDK's error is left out: its `Debug` shows requests and responses with the values
/// of items.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = f.debug_struct("Error");
        error.field("kind", &self.kind()).field("message", &self.to_string()).finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self.cause())
    }
}

impl From<KeyError> for Error {
    fn from(error: KeyError) -> Self {
        Self::new(Kind::Key(error))
    }
}

impl From<CursorError> for Error {
    fn from(error: CursorError) -> Self {
        Self::new(Kind::Cursor(error))
    }
}
