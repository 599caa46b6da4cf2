//! Selecting and reading the items of a query.

use aws_sdk_dynamodb::operation::query::QueryInput;

use super::Query;
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::expr::condition::Condition;
use crate::item::key::Key;
use crate::item::projection::{ProjectionOf, ServedBy};
use crate::item::table::Holds;
use crate::op::{DeleteAll, ReadMany};
use crate::page::Page;
use crate::read::finding::Member;
use crate::read::not_key::{FilterOf, FiltersAt};
use crate::read::pattern::AccessPattern;
use crate::read::prepared::Prepared;
use crate::read::selection::{Hydrated, Output, Proven, Selection, View};
use crate::read::{Items, Malformed};

impl<A: AccessPattern, Sk, Out: Output> Query<A, Sk, Out> {
    /// Returns only items that meet this condition, and all earlier ones. `DynamoDB` reads the others too, and bills
    /// them: a key that finds the items is better where there is one.
    ///
    /// A condition on a key attribute of the table or index that is read does not compile: specify it in the key,
    /// by the arguments of the pattern's function, [`prefix`](Self::prefix) and [`range`](Self::range)
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>).
    ///
    /// If the index or lookup of the query holds a part of each item, make the condition from the pattern's own
    /// fields (`Video::BY_CREATOR_FIELDS`).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let liked = Comment::of_video(7).filter(Comment::FIELDS.likes.gt(0)).all(&table).await?;
    /// assert!(liked.is_empty());
    /// # Ok(()) });
    /// ```
    pub fn filter<C, K>(mut self, condition: Condition<C, K>) -> Query<A, Sk, K::Then<Out>>
    where
        C: FilterOf<A::Entity, A::Place>,
        K: FiltersAt<A::Place>,
    {
        self.raw.filter(condition.expr);
        self.retyped()
    }

    /// Reads only the attributes that the projection `V` names: `Video::by_creator(3).project::<VideoCard>()`.
    ///
    /// The responses get smaller. `DynamoDB` bills what it reads, which is as much as there is of each item in the table,
    /// index or lookup of this query. A cursor does not depend on the projection.
    ///
    /// An index or lookup that does not hold a field of `V` is a compile error.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let cards = Video::by_creator(3).project::<VideoCard>().all(&table).await?;
    /// assert_eq!(cards[1], VideoCard { video_id: 8, title: "Keys".to_owned() });
    /// # Ok(()) });
    /// ```
    pub fn project<V>(self) -> Query<A, Sk, Out::As<V>>
    where
        V: ProjectionOf<A::Entity> + ServedBy<A::Place>,
    {
        self.retyped()
    }

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

    /// Removes all its items, however many there are. Only their keys are read.
    ///
    /// # Examples
    ///
    /// ```text
    /// let removed = Comment::of_video(7).delete_all().send(&table).await?;
    /// ```
    pub fn delete_all(self) -> DeleteAll<A, Out::As<Key<A::Entity>>> {
        DeleteAll::new(self.raw)
    }

    /// Returns the number of items. `DynamoDB` counts them where its conditions can tell exactly the wanted ones;
    /// otherwise they are read. Both cost as much as reading them. After [`hydrate`](Query::hydrate) too
    /// it counts the items of the index or lookup.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(Comment::of_video(7).count(&table).await?, 3);
    /// # Ok(()) });
    /// ```
    pub fn count<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<usize>
    where
        Out: Proven<A, T>,
    {
        self.raw.prepare(table, Member::new::<A::Entity, T>(), &View::count()).count()
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

    /// Reads all items, page after page.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comments = Comment::of_video(7).all(&table).await?;
    /// assert_eq!(comments.len(), 3);
    /// # Ok(()) });
    /// ```
    pub fn all<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<Vec<Out::Item<A::Entity>>>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).all()
    }

    /// Reads the first item.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = Comment::of_video(7).first(&table).await?;
    /// assert_eq!(first, Some(comment(7, 1)));
    /// # Ok(()) });
    /// ```
    pub fn first<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<Option<Out::Item<A::Entity>>>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).first()
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

    fn prepared<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Prepared<Out::Item<A::Entity>>
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
