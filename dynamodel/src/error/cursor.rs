//! Refused cursors.

/// The reason why a cursor was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not a cursor.
    #[error("the text is not a cursor of this version")]
    Malformed,
    /// The signature is missing or wrong.
    #[error("the cursor is not signed with a secret of this table client")]
    Signature,
    /// Another query issued it.
    #[error(
        "another query issued the cursor: its table, pattern, partition, range, filter, direction, segments and shards must \
         be the same"
    )]
    OtherQuery,
}
