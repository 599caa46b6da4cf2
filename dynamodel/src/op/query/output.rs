//! Selecting and reading the items of a query.

use aws_sdk_dynamodb::operation::query::QueryInput;

use super::Query;
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::key::Key;
use crate::item::table::Holds;
use crate::op::{DeleteAll, ReadMany};
use crate::page::Page;
use crate::read::finding::Member;
use crate::read::pattern::AccessPattern;
use crate::read::prepared::Prepared;
use crate::read::selection::{Hydrated, Output, Selection, View};
use crate::read::{Items, Malformed};

impl<A: AccessPattern, Sk, Out: Output> Query<A, Sk, Out> {
    /// Fetches each item from the table, in the order of the query: whole items where an index or
    /// lookup holds a part of them.
    ///
    /// Sends one `BatchGetItem` request for each 100 items beside the requests of the query, and fetches none beyond
    /// those wanted. Unprocessed keys are retried, as in [`BatchGet`](crate::op::BatchGet). An item that
    /// was removed since, or that is of another entity by now, is left out. Eventually consistent unless the
    /// query is [`consistent`](Self::consistent).
    ///
    /// The items are as the table has them, which may be later than what the query found: one may no longer meet
    /// its filter.
    ///
    /// # Examples
    ///
    /// The index `by_category` holds keys only:
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let videos = Video::by_category("tech").hydrate().all(&table).await?;
    /// assert_eq!(videos[0].title, "Intro");
    /// # Ok(()) });
    /// ```
    pub fn hydrate(self) -> Query<A, Sk, Out::As<Hydrated>> {
        self.retyped()
    }

    /// Reads only the keys: the primary key of each item, also where copies are read.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for key in Video::by_category("tech").keys().all(&table).await? {
    ///     key.update().add(Video::FIELDS.views, 1).send(&table).await?;
    /// }
    /// # Ok(()) });
    /// ```
    pub fn keys(self) -> Query<A, Sk, Out::As<Key<A::Entity>>> {
        self.retyped()
    }

    /// Removes all its items, however many there are.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let removed = Comment::of_video(7).delete_all().send(&table).await?;
    /// assert_eq!(removed, 3);
    /// # Ok(()) });
    /// ```
    pub fn delete_all(self) -> DeleteAll<A, Out::As<Key<A::Entity>>> {
        DeleteAll::new(self.raw)
    }

    /// The first request. With shards, that to the first of them.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, the cursor is not this query's, or no key can be in the range, so
    /// that nothing would be sent ([`Error::is_empty_range`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = Comment::of_video(7).request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Result<QueryInput, Error>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).query(table.connection())
    }

    /// The first request to each shard. Without shards there is one.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let requests = Comment::of_video(7).requests(&table)?;
    /// assert_eq!(requests.len(), 1);
    /// # Ok(()) });
    /// ```
    pub fn requests<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Result<Vec<QueryInput>, Error>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).queries(table.connection())
    }

    /// Reads one page: the items of one request, or with [`take`](Self::take) that many items.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment ([`Error::is_invalid_key`]), the cursor is not this query's
    /// ([`Error::is_invalid_cursor`]), an item is malformed ([`Error::is_malformed_item`]), or a request
    /// failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = Comment::of_video(7).take(2).page(&table).await?;
    /// assert_eq!(first.items.len(), 2);
    /// let second = Comment::of_video(7).take(2).after(first.cursor).page(&table).await?;
    /// assert_eq!(second.items.len(), 1);
    /// # Ok(()) });
    /// ```
    pub fn page<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<Page<Out::Item<A::Entity>>>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).page()
    }

    /// Returns the items as a stream that reads page after page as they are wanted.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut comments = Comment::of_video(7).stream(&table);
    /// while let Some(comment) = comments.try_next().await? {
    ///     println!("{}", comment.text);
    /// }
    /// # Ok(()) });
    /// ```
    pub fn stream<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Items<Out::Item<A::Entity>>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).stream()
    }

    pub(super) fn prepared<T: Holds<A::Entity>>(
        self,
        table: &TableClient<T>,
    ) -> Prepared<Out::Item<A::Entity>>
    where
        Out: Selection<A, T>,
    {
        self.raw.prepare(table, Member::new::<A::Entity, T>(), &View::new::<A, T, Out>())
    }
}

impl<T, A, Sk, Out> ReadMany<T> for Query<A, Sk, Out>
where
    T: Holds<A::Entity>,
    A: AccessPattern,
    Out: Selection<A, T>,
{
    type Item = Out::Item<A::Entity>;

    fn prepare_lenient(self, table: &TableClient<T>) -> Prepared<Result<Out::Item<A::Entity>, Malformed>> {
        self.raw.prepare(table, Member::new::<A::Entity, T>(), &View::lenient::<A, T, Out>())
    }
}
