//! Reading one partition of an access pattern.

mod output;

use std::marker::PhantomData;

use crate::client::{Sending, TableClient};
use crate::expr::condition::IntoCondition;
use crate::expr::listed::RawPrefix;
use crate::item::projection::{ProjectionOf, ServedBy};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::key::{Closed, KeyPrefix, KeyRange, KeyWriter};
use crate::read::finding::Member;
use crate::read::not_key::{FilterOf, FiltersAt};
use crate::read::pattern::{AccessPattern, ConsistentRead, ReadSource};
use crate::read::select::Select;
use crate::read::selection::{Output, Proven, Selection, View};

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
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let of_2026 = Video::by_creator(3).prefix(2026).all(&table).await?;
    /// assert_eq!(of_2026.len(), 1);
    /// let intro = Video::by_creator(3).prefix((2025, "Intro")).first(&table).await?;
    /// assert!(intro.is_some());
    /// # Ok(()) });
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "values are small, and `prefix(2024)` reads better")]
    pub fn prefix<V: KeyPrefix<Sk>>(mut self, values: V) -> Query<A, V::Rest, Out> {
        self.raw.sort(|sort| sort.prefix(&values));
        self.retyped()
    }

    /// Selects the items whose first sort segments have these values, if there are any.
    ///
    /// `Some` and `None` give one type, so the rest of the sort key is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let year: Option<u16> = None;
    /// let videos = Video::by_creator(3).prefix_if(year).all(&table).await?;
    /// assert_eq!(videos.len(), 2);
    /// # Ok(()) });
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let recent = Video::by_creator(3).range(2026..).all(&table).await?;
    /// assert_eq!(recent[0].title, "Keys");
    /// let early = Video::by_creator(3).range((2025, "A")..(2025, "J")).all(&table).await?;
    /// assert_eq!(early[0].title, "Intro");
    /// # Ok(()) });
    /// ```
    pub fn range<B: KeyRange<Sk>>(mut self, range: B) -> Query<A, Closed, Out> {
        let bounds = range.into_bounds();
        self.raw.sort(|sort| sort.range(&bounds));
        self.retyped()
    }

    /// Selects the items whose next sort segments are in this range, if there is one.
    ///
    /// `Some` and `None` give one type, so the rest of the sort key is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let years: Option<std::ops::Range<u16>> = Some(2020..2026);
    /// let videos = Video::by_creator(3).range_if(years).all(&table).await?;
    /// assert_eq!(videos.len(), 1);
    /// # Ok(()) });
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let titled = Video::by_creator(3).prefix(2026).starts_with_raw("Ke").all(&table).await?;
    /// assert_eq!(titled.len(), 1);
    /// # Ok(()) });
    /// ```
    pub fn starts_with_raw(mut self, text: impl AsRef<str>) -> Query<A, Closed, Out>
    where
        Sk: RawPrefix,
    {
        self.raw.sort(|sort| sort.starts_with_raw(text.as_ref()));
        self.retyped()
    }

    /// Closes the sort key: no further segment can be specified, and queries with and without a prefix have one type.
    ///
    /// # Examples
    ///
    /// A function can return either:
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::op::{Closed, Query};
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
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let newest = Video::by_creator(3).rev().first(&table).await?;
    /// assert_eq!(newest.map(|video| video.year), Some(2026));
    /// # Ok(()) });
    /// ```
    pub fn rev(mut self) -> Self {
        self.raw.options.backward = !self.raw.options.backward;
        self
    }

    /// Makes the read strongly consistent. Costs twice the read capacity. A global index cannot.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comments = Comment::of_video(7).consistent().all(&table).await?;
    /// assert_eq!(comments.len(), 3);
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self
    where
        A::Place: ConsistentRead,
    {
        self.raw.options.consistent = true;
        self
    }

    crate::op::read_options::read_options!(raw.options; "Video::by_creator(3)");
    super::instead::instead!(Self: SaysLimit; limit(N));
    super::instead::instead!(Self: SaysQuery; send(T));
    super::instead::instead!(A: SaysCollect => Self; collect());
    super::instead::instead!(Self: SaysRev; descending());
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
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let liked = Comment::of_video(7).filter(Comment::FIELDS.likes.gt(0)).all(&table).await?;
    /// assert!(liked.is_empty());
    /// # Ok(()) });
    /// ```
    pub fn filter<C, K>(mut self, condition: impl IntoCondition<C, K>) -> Query<A, Sk, K::Then<Out>>
    where
        C: FilterOf<A::Entity, A::Place>,
        K: FiltersAt<A::Place>,
    {
        self.raw.filter(condition.into_condition().expr);
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
}

impl<A: AccessPattern, Sk, Out> std::fmt::Debug for Query<A, Sk, Out> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query").field("raw", &self.raw).finish_non_exhaustive()
    }
}
