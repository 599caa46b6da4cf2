//! The predicates, by which kinds of failure are told apart.

use super::{Error, ErrorKind};

/// Which kind of failure it is.
impl Error {
    /// A value does not fit its place in a key, or a key does not fit its template. Found before
    /// anything is sent.
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        self.is(ErrorKind::InvalidKey)
    }

    /// `create` met an item that has the key already. Nothing was written.
    #[must_use]
    pub fn is_already_exists(&self) -> bool {
        self.is(ErrorKind::AlreadyExists)
    }

    /// The item that is there does not fulfil a condition of the write; [`met`](Self::met) is that item. Nothing was
    /// written.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        self.is(ErrorKind::ConditionFailed)
    }

    /// The item has a field under an older name, `#[serde(alias = "...")]`, and the write depends on its value: it adds
    /// to it, appends to it or has a condition on it. [`path`](Self::path) is that name, [`met`](Self::met) the item.
    /// Nothing was written. A [backfill](crate::guide::backfill) stores the field under its own name.
    #[must_use]
    pub fn is_alias_stored(&self) -> bool {
        self.is(ErrorKind::AliasStored)
    }

    /// There is no item with the key, and the write was for one that is there, so nothing was written; or the read was
    /// [`required`](crate::op::Required) to find one.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is(ErrorKind::NotFound)
    }

    /// Another item has the value of a unique field, or the key of a unique lookup, that was to be written, or another
    /// operation of the transaction writes it too;
    /// [`unique_field`](Self::unique_field) says which. Nothing was written.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.is(ErrorKind::UniqueViolation)
    }

    /// The item has another version than the value that was to be written: somebody has written it since it was
    /// loaded. Nothing was written.
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        self.is(ErrorKind::VersionConflict)
    }

    /// An update contradicts itself or the value: it changes one path twice, changes as a set what is not stored as one, or
    /// follows a path that leads nowhere. An update of a loaded value names no change. These are found before anything is
    /// sent.
    ///
    /// Or the update does not fit the stored item: it sets an element of a list that the item lacks, or adds to a set that
    /// is stored as a list. Only `DynamoDB` can know that; [`path`](Self::path) names what it may be about, and nothing was
    /// written.
    ///
    /// Or [`Updated::get`](crate::op::Updated::get) asks for more than came back.
    #[must_use]
    pub fn is_invalid_update(&self) -> bool {
        self.is(ErrorKind::InvalidUpdate)
    }

    /// `DynamoDB` kept leaving a part of the batch unprocessed.
    #[must_use]
    pub fn is_unprocessed(&self) -> bool {
        self.is(ErrorKind::Unprocessed)
    }

    /// An operation with a condition was given to a [`BatchWrite`](crate::op::BatchWrite), which checks none. Found before
    /// anything is sent.
    #[must_use]
    pub fn is_condition_in_batch(&self) -> bool {
        self.is(ErrorKind::ConditionInBatch)
    }

    /// The key is held by an item of another type, so `put` or `delete` left it alone.
    #[must_use]
    pub fn is_held_by_other(&self) -> bool {
        self.is(ErrorKind::HeldByOther)
    }

    /// Other writers came between in every attempt, or the item has changed since it was loaded. Nothing was
    /// written.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.is(ErrorKind::Conflict)
    }

    /// The item that was read is of another type than the one asked for.
    #[must_use]
    pub fn is_type_mismatch(&self) -> bool {
        self.is(ErrorKind::TypeMismatch)
    }

    /// A strict read met an item of a type the table does not know.
    #[must_use]
    pub fn is_unknown_type(&self) -> bool {
        self.is(ErrorKind::UnknownType)
    }

    /// An item that was read, or a value to be written, does not have the shape of its entity. Or a value is not one that
    /// `DynamoDB` stores: a number of over 38 digits, NaN, an infinity, an empty name in a map; every write and every
    /// condition refuses it before anything is sent.
    #[must_use]
    pub fn is_malformed_item(&self) -> bool {
        self.is(ErrorKind::MalformedItem)
    }

    /// The item is over the 400 KB that `DynamoDB` stores, or one value of a write or condition is, or the values of an
    /// update are together. Found before anything is sent. An update by key does not know the rest of the item: what makes
    /// an item too large together with that, `DynamoDB` refuses.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.is(ErrorKind::TooLarge)
    }

    /// The cursor is not one that this query on this table issued.
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {
        self.is(ErrorKind::InvalidCursor)
    }

    /// A secret that is to sign cursors is empty or short, or none is given.
    #[must_use]
    pub fn is_invalid_cursor_secret(&self) -> bool {
        self.is(ErrorKind::InvalidCursorSecret)
    }

    /// The table, or an index of it, does not exist.
    #[must_use]
    pub fn is_table_not_found(&self) -> bool {
        self.is(ErrorKind::TableNotFound)
    }

    /// `table.create()` found a table of this name.
    #[must_use]
    pub fn is_table_exists(&self) -> bool {
        self.is(ErrorKind::TableExists)
    }

    /// `DynamoDB` asked to slow down, and still did after the SDK's retries.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.is(ErrorKind::Throttled)
    }

    /// The request may have been carried out or not: its answer was lost.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        self.is(ErrorKind::OutcomeUnknown)
    }

    /// A request is beyond `DynamoDB`'s limits: `is_in` with over 100 values, a transaction of over 100 items
    /// or 4 MB, an expression of over 4 KB, a scan in over 1,000,000 segments, an item with too many attributes for a
    /// [`Backfill`](crate::op::Backfill) to compare. Found before anything is sent.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.is(ErrorKind::OverLimit)
    }

    /// Two operations of a transaction write the same item. Found before anything is sent.
    #[must_use]
    pub fn is_item_twice(&self) -> bool {
        self.is(ErrorKind::ItemTwice)
    }

    /// [`Query::request`](crate::op::Query::request) on a range that no key can be in, such as `5..3`: sending it
    /// finds nothing without a request.
    #[must_use]
    pub fn is_empty_range(&self) -> bool {
        self.is(ErrorKind::EmptyRange)
    }

    /// The table was not active, or not gone, within the time that was waited for.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is(ErrorKind::Timeout)
    }

    /// No request left the process: no region or endpoint is configured, its name is not resolved, or the
    /// connection was refused.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.is(ErrorKind::Unreachable)
    }

    /// There are no credentials, or `DynamoDB` does not accept them.
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        self.is(ErrorKind::Credentials)
    }

    /// The credentials do not permit the operation.
    #[must_use]
    pub fn is_access_denied(&self) -> bool {
        self.is(ErrorKind::AccessDenied)
    }

    /// `DynamoDB` refuses the request as invalid, for a reason that no other predicate names.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.is(ErrorKind::InvalidRequest)
    }

    /// Items of the table expire by another attribute than the one of its `#[table(ttl_attribute = "...")]`.
    #[must_use]
    pub fn is_ttl_mismatch(&self) -> bool {
        self.is(ErrorKind::TtlMismatch)
    }

    /// The answer to a read was lost.
    #[must_use]
    pub fn is_no_answer(&self) -> bool {
        self.is(ErrorKind::NoAnswer)
    }

    /// `DynamoDB` answered with an error that no other predicate names; [`code`](Self::code) names it.
    #[must_use]
    pub fn is_service(&self) -> bool {
        self.is(ErrorKind::Service)
    }

    /// Returns `true` if the write happened although this error came back: its answer could not be read, as of
    /// `returning_new` where the item is of another type, or a later step failed, as the wait of `table.create()`.
    ///
    /// The kind tells what failed. Sending the write again repeats it.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.0.context.written || self.facts().context.written
    }
}
