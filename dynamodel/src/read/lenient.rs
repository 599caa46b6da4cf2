//! Pages with the malformed items beside the good ones.

use crate::error::Error;
use crate::page::{Cursor, Page};
use crate::read::malformed::Malformed;
use crate::read::pager::Pager;

/// The items of a [lenient](crate::op::Lenient) read, and the malformed ones.
#[derive(Debug)]
#[non_exhaustive]
pub struct LenientPage<I> {
    /// The good items.
    pub items: Vec<I>,
    /// The malformed items between them, in the order of reading. [`take`](crate::op::Query::take) does not count them.
    pub malformed: Vec<Malformed>,
    /// Where the next page starts, behind the malformed items of this one; `None` when there is nothing more.
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

impl<I: Send + 'static> Pager<Result<I, Malformed>> {
    pub(crate) async fn lenient_page(self) -> Result<LenientPage<I>, Error> {
        self.page().await.map(LenientPage::from)
    }

    pub(crate) async fn lenient_all(self) -> Result<LenientPage<I>, Error> {
        self.read_all().await.map(LenientPage::from)
    }

    /// Returns the first good item. A malformed one comes last only if no good one follows it.
    pub(crate) async fn lenient_first(self) -> Result<Option<I>, Error> {
        Ok(self.first().await?.and_then(Result::ok))
    }
}
