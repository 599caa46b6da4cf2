//! The public kinds of failure.

use std::fmt;

/// Defines the kinds, their codes and the list of all from one table.
macro_rules! error_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $code:literal),* $(,)?) => {
        /// A kind of failure: [`Error::kind`](crate::error::Error::kind).
        ///
        /// More kinds may be added. A kind keeps its [`code`](Self::code), so logs and metrics can rely on it.
        ///
        /// # Examples
        ///
        /// ```
        /// use dynamodel::{Error, ErrorKind};
        ///
        /// fn status(error: &Error) -> u16 {
        ///     match error.kind() {
        ///         ErrorKind::NotFound => 404,
        ///         ErrorKind::AlreadyExists | ErrorKind::UniqueViolation | ErrorKind::Conflict => 409,
        ///         ErrorKind::Throttled | ErrorKind::Unreachable => 503,
        ///         _ => 500,
        ///     }
        /// }
        /// # assert_eq!(ErrorKind::NotFound.to_string(), "not_found");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[doc = $doc])+ $kind,)*
        }

        impl ErrorKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// A short name for logs and metrics, which does not change between releases: `not_found` for
            /// [`NotFound`](Self::NotFound).
            ///
            /// # Examples
            ///
            /// ```
            /// use dynamodel::ErrorKind;
            ///
            /// assert_eq!(ErrorKind::NotFound.code(), "not_found");
            /// ```
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code,)*
                }
            }
        }
    };
}

error_kinds! {
    /// A value does not fit its place in a key, or a key does not fit its template. Nothing was sent.
    InvalidKey = "invalid_key",
    /// The item is over the 400 KB that `DynamoDB` stores. Nothing was sent.
    TooLarge = "too_large",
    /// Two operations of a transaction write one item. Nothing was sent.
    ItemTwice = "item_twice",
    /// The function of a [`Migration`](crate::op::Migration) has refused the item. Nothing was written.
    NotConverted = "not_converted",
    /// An operation of a [`BatchWrite`](crate::op::BatchWrite) has a condition. The operation was not sent.
    ConditionInBatch = "condition_in_batch",
    /// A request is beyond one of `DynamoDB`'s limits. Nothing was sent.
    OverLimit = "over_limit",
    /// The cursor is not one that this query on this table issued. Nothing was sent.
    InvalidCursor = "invalid_cursor",
    /// A secret for signing cursors is empty or too short, or the list of secrets is empty. Nothing was sent.
    InvalidCursorSecret = "invalid_cursor_secret",
    /// The actions of an update contradict each other or the value. Nothing was sent.
    InvalidUpdate = "invalid_update",
    /// `request` was called on a query whose range contains no key. Nothing was sent.
    EmptyRange = "empty_range",
    /// The item does not fulfil a condition of the write. Nothing was written.
    ConditionFailed = "condition_failed",
    /// The item has a field under an older name, and the write depends on its value. Nothing was written.
    AliasStored = "alias_stored",
    /// The item has an index key, but not the attribute of a field that is part of it. Nothing was written.
    UnknownIndexKey = "unknown_index_key",
    /// There is no item with the key. Nothing was written.
    NotFound = "not_found",
    /// The stored version differs from that of the written value. Nothing was written.
    VersionConflict = "version_conflict",
    /// `create` met an item with its key. Nothing was written.
    AlreadyExists = "already_exists",
    /// Another item, or another operation of the transaction, has the value of a unique field or the key of a unique lookup.
    /// Nothing was written.
    UniqueViolation = "unique_violation",
    /// An item of another type has the key. Nothing was written.
    HeldByOther = "held_by_other",
    /// The item does not have the type attribute of its table. Nothing was written.
    Untyped = "untyped",
    /// Other writers changed the item concurrently. Nothing was written.
    Conflict = "conflict",
    /// The response to a write was lost: the write may have happened or not.
    OutcomeUnknown = "outcome_unknown",
    /// The item is of another entity.
    TypeMismatch = "type_mismatch",
    /// A strict read found an item of a type that the table does not know.
    UnknownType = "unknown_type",
    /// An item or a value does not have the shape of its entity.
    MalformedItem = "malformed_item",
    /// `DynamoDB` kept leaving a part of a batch unprocessed.
    Unprocessed = "unprocessed",
    /// The table, or an index of it, does not exist.
    TableNotFound = "table_not_found",
    /// `table.create()` found a table of this name.
    TableExists = "table_exists",
    /// Items of the table expire by another attribute. Nothing was changed.
    TtlMismatch = "ttl_mismatch",
    /// `DynamoDB` still throttled the request after all retries.
    Throttled = "throttled",
    /// A table did not become active, or did not go, within the time limit.
    Timeout = "timeout",
    /// No request left the process: no region or endpoint is configured, its name is not resolved, or the
    /// connection was refused.
    Unreachable = "unreachable",
    /// There are no credentials, or `DynamoDB` does not accept them.
    Credentials = "credentials",
    /// The credentials do not permit the operation (`AccessDeniedException`).
    AccessDenied = "access_denied",
    /// `DynamoDB` refuses the request as invalid (`ValidationException`), for a reason that no other kind names.
    InvalidRequest = "invalid_request",
    /// The response to a read was lost.
    NoAnswer = "no_answer",
    /// `DynamoDB` answered with another error; [`code`](crate::error::Error::code) names it.
    Service = "service",
}

impl fmt::Display for ErrorKind {
    /// Writes the [`code`](Self::code).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
