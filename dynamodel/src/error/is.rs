//! Predicates of the kinds of failure.

use super::{Error, ErrorKind};

/// Predicates.
impl Error {
    /// Returns `true` if a value does not fit its place in a key, or a key does not fit its template. Nothing was sent.
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        self.is(ErrorKind::InvalidKey)
    }

    /// Returns `true` if `create` found an item with the key. Nothing was written.
    #[must_use]
    pub fn is_already_exists(&self) -> bool {
        self.is(ErrorKind::AlreadyExists)
    }

    /// Returns `true` if the stored item does not fulfil a condition of the write. [`met`](Self::met) returns that item.
    /// Nothing was written.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        self.is(ErrorKind::ConditionFailed)
    }

    /// Returns `true` if the item has a field under an older name, `#[serde(alias = "...")]`, and the write depends on its
    /// value: it adds to it, appends to it or has a condition on it. [`path`](Self::path) is that name,
    /// [`met`](Self::met) the item. Nothing was written. A [backfill](crate::guide::backfill) renames the field.
    #[must_use]
    pub fn is_alias_stored(&self) -> bool {
        self.is(ErrorKind::AliasStored)
    }

    /// Returns `true` if there is no item with the key, but the write needs one or the read is
    /// [`required`](crate::op::Required). Nothing was written.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is(ErrorKind::NotFound)
    }

    /// Returns `true` if another item, or another operation of the transaction, has the value of a unique field or the key of
    /// a unique lookup. [`unique_field`](Self::unique_field) names it. Nothing was written.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.is(ErrorKind::UniqueViolation)
    }

    /// Returns `true` if the stored version differs from that of the value: the item was written since it was loaded. Nothing
    /// was written.
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        self.is(ErrorKind::VersionConflict)
    }

    /// Returns `true` if an update contradicts itself or the value: it changes one path twice, changes a list as a set, or
    /// follows a path that leads nowhere. Or an update of a loaded value changes nothing. These are found before anything is
    /// sent.
    ///
    /// Also if the update does not fit the stored item: it sets an element of a list that the item lacks, or adds to a set
    /// that is stored as a list. Only `DynamoDB` knows that. [`path`](Self::path) names the paths in question, and nothing
    /// was written.
    ///
    /// Also if [`Updated::get`](crate::op::Updated::get) asks for a value that was not returned.
    #[must_use]
    pub fn is_invalid_update(&self) -> bool {
        self.is(ErrorKind::InvalidUpdate)
    }

    /// Returns `true` if `DynamoDB` left a part of the batch unprocessed in every attempt.
    #[must_use]
    pub fn is_unprocessed(&self) -> bool {
        self.is(ErrorKind::Unprocessed)
    }

    /// Returns `true` if an operation of a [`BatchWrite`](crate::op::BatchWrite) has a condition, which a batch cannot check.
    /// It was not sent.
    #[must_use]
    pub fn is_condition_in_batch(&self) -> bool {
        self.is(ErrorKind::ConditionInBatch)
    }

    /// Returns `true` if an item of another type has the key, so `put` or `delete` did nothing.
    #[must_use]
    pub fn is_held_by_other(&self) -> bool {
        self.is(ErrorKind::HeldByOther)
    }

    /// Returns `true` if other writers changed the item in every attempt, or since it was loaded. Nothing was written.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.is(ErrorKind::Conflict)
    }

    /// Returns `true` if the item is of another entity than requested.
    #[must_use]
    pub fn is_type_mismatch(&self) -> bool {
        self.is(ErrorKind::TypeMismatch)
    }

    /// Returns `true` if a strict read found an item of a type that the table does not know.
    #[must_use]
    pub fn is_unknown_type(&self) -> bool {
        self.is(ErrorKind::UnknownType)
    }

    /// Returns `true` if an item or a value does not have the shape of its entity. Also if `DynamoDB` cannot store a value: a
    /// number of over 38 digits, NaN, an infinity, an empty name in a map. Writes and conditions refuse it before anything is
    /// sent.
    #[must_use]
    pub fn is_malformed_item(&self) -> bool {
        self.is(ErrorKind::MalformedItem)
    }

    /// Returns `true` if the item, a value of a write or condition, or all values of an update together are over the 400 KB
    /// that `DynamoDB` stores. Nothing was sent. An update by key does not know the rest of the item, so `DynamoDB` may still
    /// refuse it.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.is(ErrorKind::TooLarge)
    }

    /// Returns `true` if the cursor was not issued by this query on this table.
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {
        self.is(ErrorKind::InvalidCursor)
    }

    /// Returns `true` if a secret for signing cursors is empty or too short, or the list of secrets is empty.
    #[must_use]
    pub fn is_invalid_cursor_secret(&self) -> bool {
        self.is(ErrorKind::InvalidCursorSecret)
    }

    /// Returns `true` if the table or one of its indexes does not exist.
    #[must_use]
    pub fn is_table_not_found(&self) -> bool {
        self.is(ErrorKind::TableNotFound)
    }

    /// Returns `true` if `table.create()` found a table of this name.
    #[must_use]
    pub fn is_table_exists(&self) -> bool {
        self.is(ErrorKind::TableExists)
    }

    /// Returns `true` if `DynamoDB` still throttled the request after the SDK's retries.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.is(ErrorKind::Throttled)
    }

    /// Returns `true` if nobody knows whether the write happened: its response was lost.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        self.is(ErrorKind::OutcomeUnknown)
    }

    /// Returns `true` if a request is beyond `DynamoDB`'s limits: `is_in` with over 100 values, a transaction of over 100
    /// items or 4 MB, an expression of over 4 KB, a scan in over 1,000,000 segments, an item with too many attributes for a
    /// [`Backfill`](crate::op::Backfill) to compare. Nothing was sent.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.is(ErrorKind::OverLimit)
    }

    /// Returns `true` if two operations of a transaction write the same item. Nothing was sent.
    #[must_use]
    pub fn is_item_twice(&self) -> bool {
        self.is(ErrorKind::ItemTwice)
    }

    /// Returns `true` if [`Query::request`](crate::op::Query::request) was called on a range without keys, such as `5..3`.
    /// Sending such a query returns no items and sends no request.
    #[must_use]
    pub fn is_empty_range(&self) -> bool {
        self.is(ErrorKind::EmptyRange)
    }

    /// Returns `true` if a table did not become active, or did not go, within the time limit.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is(ErrorKind::Timeout)
    }

    /// Returns `true` if no request left the process: no region or endpoint is configured, its name is not resolved, or the
    /// connection was refused.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.is(ErrorKind::Unreachable)
    }

    /// Returns `true` if there are no credentials, or `DynamoDB` does not accept them.
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        self.is(ErrorKind::Credentials)
    }

    /// Returns `true` if the credentials do not permit the operation.
    #[must_use]
    pub fn is_access_denied(&self) -> bool {
        self.is(ErrorKind::AccessDenied)
    }

    /// Returns `true` if `DynamoDB` refuses the request as invalid, for a reason that no other predicate covers.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.is(ErrorKind::InvalidRequest)
    }

    /// Returns `true` if items of the table expire by another attribute than that of `#[table(ttl_attribute = "...")]`.
    #[must_use]
    pub fn is_ttl_mismatch(&self) -> bool {
        self.is(ErrorKind::TtlMismatch)
    }

    /// Returns `true` if the response to a read was lost.
    #[must_use]
    pub fn is_no_answer(&self) -> bool {
        self.is(ErrorKind::NoAnswer)
    }

    /// Returns `true` if `DynamoDB` returned an error that no other predicate covers. [`code`](Self::code) names it.
    #[must_use]
    pub fn is_service(&self) -> bool {
        self.is(ErrorKind::Service)
    }

    /// Returns `true` if the write happened despite this error. Its response could not be read, such as that of
    /// `returning_new` for an item of another type, or a later step failed, such as the wait of `table.create()`.
    ///
    /// The kind names the failure. Sending the write again repeats it.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.0.context.written || self.facts().context.written
    }
}
