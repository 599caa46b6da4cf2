//! The predicates, by which kinds of failure are told apart.

use super::{Error, Kind, sdk};

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
