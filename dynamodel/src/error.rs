//! What can go wrong at run time.

mod kind;
mod met;
mod sdk;

use std::fmt;

pub(crate) use kind::Kind;
pub(crate) use met::Met;
pub(crate) use sdk::{code_of, of_sdk, unbuilt};

use crate::item::ItemKey;
use crate::key::KeyError;
use crate::page::CursorError;
use crate::table::{KeyAttribute, KeyKind};

/// A failed operation: what happened, to which entity and key, and why.
///
/// The kinds are told apart by the `is_*` functions; the rest of the facts are in the accessors
/// and in the text. Whatever error comes back, nothing is half-written.
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    context: Context,
}

/// Where it happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub(crate) entity: Option<&'static str>,
    pub(crate) table: Option<String>,
    pub(crate) key: Option<(String, Option<String>)>,
    /// The place of the operation in its transaction.
    pub(crate) operation: Option<usize>,
    /// An earlier request of the same write may have been carried out unseen.
    pub(crate) in_doubt: bool,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { kind, context: Context::default() }))
    }

    /// A value, or a range, that a key attribute of this type cannot hold.
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

    /// An earlier request of the same write got no answer.
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

    pub(crate) fn item_key_is(self, key: &ItemKey) -> Self {
        self.key_is(&key.pk.text, key.sk.as_ref().map(|sk| sk.text.as_str()))
    }

    /// The reason with which one operation made a transaction fail, in the place of the transaction's.
    pub(crate) fn canceled_by(mut self, by: String, message: &str) -> Self {
        if let Kind::Sdk { code, reason, .. } = &mut self.0.kind {
            *reason = format!("{by}: {message}");
            *code = Some(by);
        }
        self
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }
}

/// Which kind of failure it is.
impl Error {
    /// A value does not fit its place in a key, or a key does not fit its template. Found before
    /// anything is sent.
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        let kind = self.kind();
        matches!(kind, Kind::Key(_) | Kind::NoNative { .. } | Kind::OtherKey)
            || matches!(kind, Kind::KeyChanged | Kind::KeyUnchanged)
    }

    /// `create` met an item that has the key already. Nothing was written.
    #[must_use]
    pub fn is_already_exists(&self) -> bool {
        matches!(self.kind(), Kind::AlreadyExists { .. })
    }

    /// The item that is there does not fulfil a condition of the write; [`met`](Self::met) is that item. Nothing was
    /// written.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        matches!(self.kind(), Kind::ConditionFailed { .. })
    }

    /// There is no item with the key, and the write was for one that is there, so nothing was written; or the read was
    /// [`required`](crate::Required) to find one.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self.kind(), Kind::NotFound | Kind::Absent)
    }

    /// Another item has the value of a unique field, or the key of a unique lookup, that was to be written;
    /// [`unique_field`](Self::unique_field) says which. Nothing was written.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.unique_field().is_some()
    }

    /// The item has another version than the value that was to be written: somebody has written it since it was
    /// loaded. Nothing was written.
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        matches!(self.kind(), Kind::VersionConflict { .. })
    }

    /// What an update is told to do contradicts itself or the value: one path changed twice, a set operation on
    /// what is no set, a path that leads nowhere. Or an update of a loaded value is told nothing at all. Found before anything is sent. Or what an update has changed is
    /// [asked](crate::Updated::get) for more than came back.
    #[must_use]
    pub fn is_invalid_update(&self) -> bool {
        matches!(self.kind(), Kind::SetTwice { .. } | Kind::NoSet { .. } | Kind::NoPath { .. })
            || matches!(self.kind(), Kind::PartChanged { .. } | Kind::NoChange)
    }

    /// `DynamoDB` kept leaving a part of the batch unprocessed.
    #[must_use]
    pub fn is_unprocessed(&self) -> bool {
        matches!(self.kind(), Kind::Unprocessed { .. })
    }

    /// An operation with a condition was given to a [`BatchWrite`](crate::BatchWrite), which checks none. Found before
    /// anything is sent.
    #[must_use]
    pub fn is_condition_in_batch(&self) -> bool {
        matches!(self.kind(), Kind::ConditionInBatch)
    }

    /// The key is held by an item of another type, so `put` or `delete` left it alone.
    #[must_use]
    pub fn is_held_by_other(&self) -> bool {
        matches!(self.kind(), Kind::HeldByOther { .. })
    }

    /// Other writers came between in every attempt, or the item has changed since it was loaded. Nothing was
    /// written.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self.kind(), Kind::Conflict { .. } | Kind::Changed)
    }

    /// The item that was read is of another type than the one asked for.
    #[must_use]
    pub fn is_type_mismatch(&self) -> bool {
        matches!(self.kind(), Kind::WrongType { .. } | Kind::IsMarker { .. })
    }

    /// A strict read met an item of a type the table does not know.
    #[must_use]
    pub fn is_unknown_type(&self) -> bool {
        matches!(self.kind(), Kind::UnknownType { .. })
    }

    /// An item that was read, or a value to be written, does not have the shape of its entity.
    #[must_use]
    pub fn is_malformed_item(&self) -> bool {
        let kind = self.kind();
        matches!(kind, Kind::Decode { .. } | Kind::NoKey { .. } | Kind::PartOfItem { .. })
            || matches!(
                kind,
                Kind::Encode(_)
                    | Kind::Number { .. }
                    | Kind::FarTtl { .. }
                    | Kind::Taken { .. }
                    | Kind::Misplaced
            )
            || self.is_malformed_record()
    }

    #[cfg(feature = "streams")]
    fn is_malformed_record(&self) -> bool {
        matches!(self.kind(), Kind::Record { .. })
    }

    #[cfg(not(feature = "streams"))]
    #[expect(clippy::unused_self, reason = "there are no records")]
    fn is_malformed_record(&self) -> bool {
        false
    }

    /// The item is over the 400 KB that `DynamoDB` stores. Found before anything is sent.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.kind(), Kind::TooLarge { .. })
    }

    /// The cursor is not one that this query on this table issued.
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {
        matches!(self.kind(), Kind::Cursor(_))
    }

    /// The table, or an index of it, does not exist.
    #[must_use]
    pub fn is_table_not_found(&self) -> bool {
        self.code() == Some("ResourceNotFoundException") || matches!(self.kind(), Kind::NoIndex { .. })
    }

    /// `table.create()` found a table of this name.
    #[must_use]
    pub fn is_table_exists(&self) -> bool {
        matches!(self.kind(), Kind::Sdk { operation: "CreateTable", code: Some(code), .. } if code == "ResourceInUseException")
    }

    /// `DynamoDB` asked to slow down, and still did after the SDK's retries.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.code().is_some_and(sdk::is_throttle)
    }

    /// The request may have been carried out or not: its answer was lost.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.context.in_doubt || matches!(self.kind(), Kind::Sdk { unknown: true, .. } | Kind::Unknown)
    }

    /// A request is beyond `DynamoDB`'s limits: `is_in` with over 100 values, a transaction of over 100 items
    /// or 4 MB, an expression of over 4 KB, a scan in over 1,000,000 segments, an item with too many attributes for a
    /// [`Backfill`](crate::Backfill) to compare. Found before anything is sent.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        matches!(self.kind(), Kind::InCount { .. } | Kind::TooMany { .. } | Kind::Segments { .. })
            || matches!(self.kind(), Kind::TransactionTooLarge { .. } | Kind::ExpressionTooLong { .. })
            || matches!(self.kind(), Kind::TooManyCompared { .. })
    }

    /// Two operations of a transaction write the same item. Found before anything is sent.
    #[must_use]
    pub fn is_item_twice(&self) -> bool {
        matches!(self.kind(), Kind::ItemTwice { .. })
    }

    /// [`Query::request`](crate::Query::request) on a range that no key can be in, such as `5..3`: sending it
    /// finds nothing without a request.
    #[must_use]
    pub fn is_empty_range(&self) -> bool {
        matches!(self.kind(), Kind::EmptyRange)
    }

    /// The table was not active, or not gone, within the time that was waited for.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), Kind::NotReady { .. })
    }
}

/// What is known of it.
impl Error {
    /// The name of the entity.
    #[must_use]
    pub fn entity(&self) -> Option<&str> {
        match self.kind() {
            Kind::Key(error) => Some(error.entity),
            _ => self.0.context.entity,
        }
    }

    /// The name of the table.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.0.context.table.as_deref()
    }

    /// The partition key and, where the table has one, the sort key of the item.
    #[must_use]
    pub fn key(&self) -> Option<(&str, Option<&str>)> {
        self.0.context.key.as_ref().map(|(pk, sk)| (pk.as_str(), sk.as_deref()))
    }

    /// The place in its transaction, counted from 0, of the operation that has failed.
    #[must_use]
    pub fn operation(&self) -> Option<usize> {
        self.0.context.operation
    }

    /// The path of the attribute, or of the field of a key, that is to blame.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self.kind() {
            Kind::Key(error) => error.field,
            Kind::Decode { path, .. }
            | Kind::Number { path, .. }
            | Kind::SetTwice { path }
            | Kind::NoSet { path }
            | Kind::NoPath { path } => Some(path),
            Kind::FarTtl { field, .. } => Some(field),
            Kind::Taken { attribute } | Kind::NoKey { attribute } => Some(attribute),
            _ => None,
        }
    }

    /// The unique field whose value another item has: the field's name, those of fields that are unique
    /// together joined by `+`, or the name of a unique lookup.
    ///
    /// ```text
    /// match user.create().send(&table).await {
    ///     Err(error) if error.unique_field() == Some("user_name") => show("this name is taken"),
    ///     other => other?,
    /// }
    /// ```
    #[must_use]
    pub fn unique_field(&self) -> Option<&str> {
        match self.kind() {
            Kind::NotUnique { field } => Some(field),
            Kind::NotUniqueLookup { lookup } => Some(lookup),
            _ => None,
        }
    }

    /// `DynamoDB`'s error code, such as `ThrottlingException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self.kind() {
            Kind::Sdk { code, .. } => code.as_deref(),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = &self.0.context;
        // The error of a key names its entity itself.
        let entity = context.entity.filter(|_| !matches!(self.kind(), Kind::Key(_)));
        if let Some(operation) = context.operation {
            write!(f, "operation {operation} of the transaction: ")?;
        }
        if let Some(entity) = entity {
            write!(f, "{entity}: ")?;
        }
        write!(f, "{}", self.kind())?;
        match &context.key {
            Some((pk, Some(sk))) => write!(f, " (key {pk:?}, {sk:?})")?,
            Some((pk, None)) => write!(f, " (key {pk:?})")?,
            None => {}
        }
        if let Some(table) = &context.table {
            write!(f, " in table {table:?}")?;
        }
        if context.in_doubt {
            f.write_str("; an earlier answer was lost, so the write may have happened")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", self.kind()).field("context", &self.0.context).finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self.kind())
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
