//! The public kind of each failure.

use super::{Error, ErrorKind, Kind};

impl Error {
    /// The kind of failure.
    ///
    /// An unknown outcome comes before every other kind. The predicates also match the failure that followed the lost
    /// response.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// use dynamodel::ErrorKind;
    ///
    /// let is_final = !matches!(error.kind(), ErrorKind::Throttled | ErrorKind::Unreachable);
    /// # let _ = is_final;
    /// # }
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        if self.is_in_doubt() { ErrorKind::OutcomeUnknown } else { self.cause().public() }
    }

    /// Returns `true` if a response to the write was lost.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.0.context.in_doubt || self.facts().context.in_doubt
    }

    /// Returns `true` if `kind` is the kind of the failure, or of the one that followed a lost response.
    pub(super) fn is(&self, kind: ErrorKind) -> bool {
        self.kind() == kind || self.cause().public() == kind
    }
}

impl Kind {
    /// The public kind of this failure.
    pub(super) fn public(&self) -> ErrorKind {
        match self {
            Self::Key(_) | Self::NoNative { .. } | Self::OtherKey | Self::NoShard => ErrorKind::InvalidKey,
            Self::KeyChanged | Self::KeyUnchanged => ErrorKind::InvalidKey,
            Self::AlreadyExists { .. } => ErrorKind::AlreadyExists,
            Self::ConditionFailed { .. } => ErrorKind::ConditionFailed,
            Self::AliasStored { .. } => ErrorKind::AliasStored,
            Self::UnknownIndexKey { .. } => ErrorKind::UnknownIndexKey,
            Self::NotFound | Self::Absent => ErrorKind::NotFound,
            Self::HeldByOther { .. } => ErrorKind::HeldByOther,
            Self::Untyped { .. } => ErrorKind::Untyped,
            Self::Conflict { .. } | Self::Changed => ErrorKind::Conflict,
            Self::VersionConflict { .. } => ErrorKind::VersionConflict,
            Self::NoChange | Self::SetTwice { .. } | Self::NoSet { .. } => ErrorKind::InvalidUpdate,
            Self::NoPath { .. } | Self::PartChanged { .. } | Self::Misfit { .. } => ErrorKind::InvalidUpdate,
            Self::WrongType { .. } | Self::IsMarker { .. } => ErrorKind::TypeMismatch,
            Self::NotUnique { .. } | Self::NotUniqueLookup { .. } | Self::ClaimedTwice { .. } => {
                ErrorKind::UniqueViolation
            }
            Self::UnknownType { .. } => ErrorKind::UnknownType,
            Self::Decode { .. }
            | Self::OnlyInIndexKey { .. }
            | Self::Misplaced(_)
            | Self::PartOfItem { .. } => ErrorKind::MalformedItem,
            Self::Encode(_) | Self::Number { .. } | Self::FarTtl { .. } => ErrorKind::MalformedItem,
            Self::AttributeName { .. } => ErrorKind::MalformedItem,
            Self::Taken { .. } | Self::TakenAlias { .. } | Self::NoKey { .. } => ErrorKind::MalformedItem,
            #[cfg(feature = "streams")]
            Self::Record { .. } | Self::EventName { .. } => ErrorKind::MalformedItem,
            Self::TooLarge { .. } | Self::ValueTooLarge { .. } => ErrorKind::TooLarge,
            Self::Cursor(_) => ErrorKind::InvalidCursor,
            Self::ShortCursorSecret { .. } | Self::NoCursorSecret => ErrorKind::InvalidCursorSecret,
            Self::Sdk { kind, .. } => *kind,
            Self::EmptyRange => ErrorKind::EmptyRange,
            Self::InCount { .. } | Self::TooManyCompared { .. } | Self::TooMany { .. } => {
                ErrorKind::OverLimit
            }
            Self::Segments { .. } | Self::TransactionTooLarge { .. } => ErrorKind::OverLimit,
            Self::ExpressionTooLong { .. } | Self::TooDeep { .. } => ErrorKind::OverLimit,
            // Without a first failure, parts are left.
            Self::Unprocessed { .. } | Self::Parts => ErrorKind::Unprocessed,
            Self::RefusedInARow { .. } | Self::CutEdge { .. } => ErrorKind::InvalidRequest,
            Self::ConditionInBatch => ErrorKind::ConditionInBatch,
            Self::OtherTtl { .. } => ErrorKind::TtlMismatch,
            Self::ItemTwice { .. } => ErrorKind::ItemTwice,
            Self::NotConverted { .. } => ErrorKind::NotConverted,
            Self::NoIndex { .. } => ErrorKind::TableNotFound,
            Self::Unknown => ErrorKind::OutcomeUnknown,
            Self::NotReady { .. } => ErrorKind::Timeout,
        }
    }
}
