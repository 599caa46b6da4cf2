//! A stream of items.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};

use crate::error::Error;
use crate::page::Page;
use crate::read::pager::Pager;

/// The items of a query or scan, read page by page as they are wanted. It owns everything it needs, so it can be kept
/// and returned.
///
/// A [`Stream`](futures_core::Stream) for the adapters of the `futures` crates; without them,
/// [`try_next`](Self::try_next).
pub struct Items<I>(BoxStream<'static, Result<I, Error>>);

impl<I: Send + 'static> Items<I> {
    /// Streams the items of a pager, or only the error of making one.
    pub(crate) fn new(pager: Result<Pager<I>, Error>) -> Self {
        Self(stream::unfold(Some(pager), read_on).flat_map(stream::iter).fuse().boxed())
    }

    /// Returns the next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// A request failed or an item is malformed. The error comes behind the items that were read before, and nothing
    /// comes after it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut comments = Comment::of_video(7).stream(&table);
    /// let mut count = 0;
    /// while let Some(_comment) = comments.try_next().await? {
    ///     count += 1;
    /// }
    /// assert_eq!(count, 3);
    /// # Ok(()) });
    /// ```
    pub async fn try_next(&mut self) -> Result<Option<I>, Error> {
        self.0.try_next().await
    }
}

/// The rest of a stream: a pager, the error of making one, or nothing.
type Rest<I> = Option<Result<Pager<I>, Error>>;

/// Returns the items of the next requests and the error that ends them, with the rest of the stream.
async fn read_on<I: Send + 'static>(pager: Rest<I>) -> Option<(Vec<Result<I, Error>>, Rest<I>)> {
    let mut pager = match pager? {
        Ok(pager) if pager.is_done() => return None,
        Ok(pager) => pager,
        Err(error) => return Some((vec![Err(error)], None)),
    };
    let mut page = Page::empty();
    let read = pager.read_on(&mut page).await;
    let mut items: Vec<_> = page.items.into_iter().map(Ok).collect();
    let pager = match read {
        Ok(()) => Some(Ok(pager)),
        Err(error) => {
            items.push(Err(error));
            None
        }
    };
    Some((items, pager))
}

impl<I> Stream for Items<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<I> fmt::Debug for Items<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
