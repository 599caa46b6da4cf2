//! Pages and the cursors between them.

mod cursor;
mod into;
mod secret;

pub use cursor::Cursor;
pub(crate) use cursor::Issuer;
pub use into::IntoCursor;
pub(crate) use secret::{CursorKey, cursor_keys};

use serde::Serialize;

/// A page of items and the cursor for the next one. It serializes with the cursor as text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Page<I> {
    /// The items.
    pub items: Vec<I>,
    /// The start of the next page: pass it to `.after(cursor)` of the same query. `None` on the last page. `DynamoDB` does
    /// not look ahead, so without `take` the last page may be empty.
    pub cursor: Option<Cursor>,
    /// The number of items that were left out because the table does not know their type.
    pub skipped: usize,
}

impl<I> Page<I> {
    pub(crate) fn empty() -> Self {
        Self { items: Vec::new(), cursor: None, skipped: 0 }
    }
}

impl<I> IntoIterator for Page<I> {
    type Item = I;
    type IntoIter = std::vec::IntoIter<I>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
