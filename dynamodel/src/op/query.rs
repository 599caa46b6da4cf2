//! Reading one partition of an access pattern.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::expr::condition::Condition;
use crate::expr::listed::RawPrefix;
use crate::item::key::Key;
use crate::item::projection::{ProjectionOf, ServedBy};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::key::{Closed, KeyPrefix, KeyRange, KeyWriter};
use crate::op::{DeleteAll, ReadMany};
use crate::page::Page;
use crate::read::finding::Member;
use crate::read::not_key::{FilterOf, FiltersAt};
use crate::read::pattern::{AccessPattern, ConsistentRead, ReadSource};
use crate::read::prepared::Prepared;
use crate::read::select::Select;
use crate::read::selection::{Hydrated, Output, Proven, Selection, View};
use crate::read::{Items, Malformed};

/// Reads the items of one partition of the access pattern `A` in the order of their sort keys:
/// `Video::by_creator(3)` is a `Query<VideoByCreator>`.
///
/// `#[derive(Entity)]` generates a function that makes one for each `name = "..."` of an entity's keys and lookups.
///
/// A page is one `Query` request of at most 1 MB, eventually consistent unless
/// [`consistent`](Self::consistent): half a read capacity unit for each 4 KB read, or a whole one. A query
/// never reads beyond the keys of its access pattern.
///
/// With `shards = N` the partition is spread over N, and a page is a request of each that something is to be read of,
/// up to 16 at the same time. Their items come in the order of the sort keys, equal ones in the order of the
/// shards. A page ends where the next item could be one that is still to be read, so it costs up to N times what it
/// brings: `page_size` and `take` hold for each shard's request, and what was read ahead is read again by the next
/// page. [`all`](Self::all) and [`stream`](Self::stream) read nothing twice. The cursor holds the position in
/// each shard, so it grows with N.
///
/// `Sk` lists the open segments of the sort key, which [`prefix`](Self::prefix) and [`range`](Self::range)
/// specify. `Out` is the output: the entity, unless [`project`](Self::project) or another method selects one.
#[must_use = "an operation does nothing until it is sent"]
pub struct Query<A: AccessPattern, Sk = <A as AccessPattern>::SortKey, Out = <A as ReadSource>::Item> {
    raw: Select,
    types: Types<A, Sk, Out>,
}

type Types<A, Sk, Out> = PhantomData<fn() -> (A, Sk, Out)>;

impl<A: AccessPattern> Query<A> {
    pub(crate) fn new(pk: KeyWriter) -> Self {
        Self { raw: Select::query(A::Entity::ENTITY, A::KEY, pk), types: PhantomData }
    }
}

impl<A: AccessPattern, Sk, Out> Query<A, Sk, Out> {
    /// Changes the type parameters only.
    fn retyped<S, O>(self) -> Query<A, S, O> {
        Query { raw: self.raw, types: PhantomData }
    }

    /// Selects the items whose first sort segments have these values: one value, or a tuple.
    ///
    /// Whole segments are compared: `prefix("Eng")` does not find `Engineer`.
    #[expect(clippy::needless_pass_by_value, reason = "values are small, and `prefix(2024)` reads better")]
    pub fn prefix<V: KeyPrefix<Sk>>(mut self, values: V) -> Query<A, V::Rest, Out> {
        self.raw.prefix(|writer| values.write(writer));
        self.retyped()
    }

    /// Selects the items whose first sort segments have these values, if there are any.
    ///
    /// `Some` and `None` give one type, so the rest of the sort key is closed.
    pub fn prefix_if<V: KeyPrefix<Sk>>(self, values: Option<V>) -> Query<A, Closed, Out> {
        match values {
            Some(values) => self.prefix(values).closed(),
            None => self.closed(),
        }
    }

    /// Selects the items whose next sort segments are in this range, from one value to another or
    /// from a tuple of values to one of the same length. The bounds are those of the Rust range:
    /// `a..b` excludes `b`.
    ///
    /// A segment that cuts times, such as `{at:ms}`, does not divide a millisecond: a range over it starts at a whole
    /// one and ends before a whole one (`a..b`). Sending another range fails with
    /// [`Error::is_invalid_key`](crate::error::Error::is_invalid_key).
    pub fn range<B: KeyRange<Sk>>(mut self, range: B) -> Query<A, Closed, Out> {
        self.raw.range(range);
        self.retyped()
    }

    /// Selects the items whose next sort segments are in this range, if there is one.
    ///
    /// `Some` and `None` give one type, so the rest of the sort key is closed.
    pub fn range_if<B: KeyRange<Sk>>(self, range: Option<B>) -> Query<A, Closed, Out> {
        match range {
            Some(range) => self.range(range),
            None => self.closed(),
        }
    }

    /// Selects the items whose sort key, from the next segment on, starts with this text as it is stored.
    ///
    /// This is the escape from typed values: the text need not end where a segment does, and is not checked. In an index
    /// over several attributes it is the start of the next attribute.
    pub fn starts_with_raw(mut self, text: &str) -> Query<A, Closed, Out>
    where
        Sk: RawPrefix,
    {
        self.raw.starts_with_raw(text);
        self.retyped()
    }

    /// Closes the sort key: no further segment can be specified, and queries with and without a prefix have one type.
    ///
    /// # Examples
    ///
    /// A function can return either:
    ///
    /// ```
    /// use dynamodel::{Entity, op::Closed, op::Query};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[key(pk = "video-{video_id}", sk = "_root")]
    /// # #[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{year}#{video_id}")]
    /// # struct Video { video_id: u64, creator_id: u64, year: u16 }
    ///
    /// fn videos(creator_id: u64, newest: bool) -> Query<VideoByCreator, Closed> {
    ///     let videos = Video::by_creator(creator_id);
    ///     if newest { videos.prefix(2026).closed() } else { videos.closed() }
    /// }
    /// # let _ = videos(3, true);
    /// ```
    pub fn closed(self) -> Query<A, Closed, Out> {
        self.retyped()
    }

    /// Reads in descending sort key order. A second call restores the ascending order.
    pub fn rev(mut self) -> Self {
        self.raw.options.backward = !self.raw.options.backward;
        self
    }

    /// Makes the read strongly consistent. Costs twice the read capacity. A global index cannot.
    pub fn consistent(mut self) -> Self
    where
        A::Place: ConsistentRead,
    {
        self.raw.options.consistent = true;
        self
    }

    crate::op::read_options::read_options!(raw.options);
    super::instead::instead!(Self: SaysLimit; limit(N));
    super::instead::instead!(Self: SaysQuery; send(T));
}

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
    pub fn hydrate(self) -> Query<A, Sk, Out::As<Hydrated>> {
        self.retyped()
    }

    /// Reads only the keys: the primary key of each item, also where copies are read.
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
    pub fn first<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<Option<Out::Item<A::Entity>>>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).first()
    }

    /// Returns the items as a stream that reads page after page as they are wanted.
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

impl<A: AccessPattern, Sk, Out> std::fmt::Debug for Query<A, Sk, Out> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query").field("raw", &self.raw).finish_non_exhaustive()
    }
}
