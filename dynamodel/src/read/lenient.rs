//! Pages with the malformed items beside the good ones.

use crate::page::{Cursor, Page};
use crate::read::malformed::Malformed;

/// The items of a [lenient](crate::op::Lenient) read, and the malformed ones.
#[derive(Debug)]
#[non_exhaustive]
pub struct LenientPage<I> {
    /// The good items.
    pub items: Vec<I>,
    /// The malformed items between them, in the order of reading. [`take`](crate::op::Query::take) does not count them.
    pub malformed: Vec<Malformed>,
    /// The start of the next page, behind the malformed items of this one; `None` when there is nothing more.
    pub cursor: Option<Cursor>,
    /// The number of items that were left out because the table does not know their type.
    pub skipped: usize,
}

impl<I> From<Page<Result<I, Malformed>>> for LenientPage<I> {
    fn from(page: Page<Result<I, Malformed>>) -> Self {
        let mut items = Vec::with_capacity(page.items.len());
        let mut malformed = Vec::new();
        for item in page.items {
            match item {
                Ok(item) => items.push(item),
                Err(item) => malformed.push(item),
            }
        }
        Self { items, malformed, cursor: page.cursor, skipped: page.skipped }
    }
}
