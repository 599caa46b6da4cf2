//! Pages and the cursors between them.

mod cursor;
mod into;
mod secret;

pub use cursor::Cursor;
pub(crate) use cursor::Issuer;
pub use into::IntoCursor;
pub(crate) use secret::{CursorKey, cursor_keys};

use serde::Serialize;

/// Some items, and where to go on. It serializes as it is, with the cursor as text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Page<I> {
    /// The items.
    pub items: Vec<I>,
    /// Where the next page starts: pass it to `.after(cursor)` of the same query. `None` when there
    /// is nothing more. `DynamoDB` does not look ahead, so without `take` the last page may be empty.
    pub cursor: Option<Cursor>,
    /// How many items of types that the table does not know were left out.
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
