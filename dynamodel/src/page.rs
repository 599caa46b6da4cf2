//! Pages and the cursors between them.

/// Why a cursor was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not a cursor.
    #[error("the text is no cursor of this version")]
    Malformed,
    /// The signature is missing or wrong.
    #[error("the cursor is not signed with a key of this table client")]
    Unsigned,
    /// Another query issued it.
    #[error(
        "the cursor was issued by another query: pattern, partition, range and direction must be the same"
    )]
    OtherQuery,
}
