//! Reading all items of one entity.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::scan::ScanInput;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::expr::condition::IntoCondition;
use crate::item::key::Key;
use crate::item::projection::{ProjectionOf, ServedBy};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::op::ReadMany;
use crate::page::Page;
use crate::read::finding::Member;
use crate::read::not_key::FilterOf;
use crate::read::pattern::{ConsistentRead, ReadSource};
use crate::read::prepared::Prepared;
use crate::read::select::Select;
use crate::read::selection::{Hydrated, Output, Selection, View};
use crate::read::{Items, Malformed};

/// Reads all items of an entity: `Video::scan()` is an `EntityScan<Video>`. `Task::scan_by_status()`, an
/// `EntityScan<TaskByStatus>`, reads those in an index.
///
/// A page is one `Scan` request of at most 1 MB. `DynamoDB` reads the items of all types, and bills them; it filters
/// out the others. A query of an access pattern is better where there is one, and an
/// index that has only these items is cheaper to scan than the table. Lookup copies are left out.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// let popular = Video::scan().filter(Video::FIELDS.views.gt(50)).segments(8).all(&table).await?;
/// assert_eq!(popular.len(), 2);
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct EntityScan<A: ReadSource, Out = <A as ReadSource>::Item> {
    raw: Select,
    types: PhantomData<fn() -> (A, Out)>,
}

impl<A: ReadSource> EntityScan<A> {
    pub(crate) fn new() -> Self {
        Self { raw: Select::scan(A::Entity::ENTITY, A::KEY), types: PhantomData }
    }
}

impl<A: ReadSource, Out> EntityScan<A, Out> {
    /// Changes the type parameters only.
    fn retyped<O>(self) -> EntityScan<A, O> {
        EntityScan { raw: self.raw, types: PhantomData }
    }

    /// Returns only items that meet this condition, and all earlier ones. `DynamoDB` reads the others too, and bills
    /// them. If an index holds a part of each item, make the condition from the pattern's own fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let popular = Video::scan().filter(Video::FIELDS.views.gt(1_000)).all(&table).await?;
    /// assert!(popular.is_empty());
    /// # Ok(()) });
    /// ```
    pub fn filter<C, K>(mut self, condition: impl IntoCondition<C, K>) -> Self
    where
        C: FilterOf<A::Entity, A::Place>,
    {
        self.raw.filter(condition.into_condition().expr);
        self
    }

    /// Makes the read strongly consistent. Costs twice the read capacity. A global index cannot.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let videos = Video::scan().consistent().all(&table).await?;
    /// assert_eq!(videos.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self
    where
        A::Place: ConsistentRead,
    {
        self.raw.options.consistent = true;
        self
    }

    /// Reads this many equal parts of the table side by side, as [`Scan::segments`](crate::op::Scan::segments) does.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let videos = Video::scan().segments(4).all(&table).await?;
    /// assert_eq!(videos.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn segments(mut self, segments: usize) -> Self {
        self.raw.options.segments.count = Some(segments.max(1));
        self
    }

    /// Sets how many segments are read at the same time; 4 by default. 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let videos = Video::scan().segments(16).concurrency(8).all(&table).await?;
    /// assert_eq!(videos.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.raw.options.segments.concurrency = requests.max(1);
        self
    }

    crate::op::read_options::read_options!(raw.options; "Video::scan()");

    /// Returns the number of items. `DynamoDB` counts them if the table has a type attribute. It costs as much as
    /// reading them.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(Video::scan().count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn count<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<usize> {
        self.raw.prepare(table, Member::new::<A::Entity, T>(), &View::count()).count()
    }
}

impl<A: ReadSource, Out: Output> EntityScan<A, Out> {
    /// Reads only the attributes that the projection `V` names, as [`Query::project`](crate::op::Query::project) does.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let cards = Video::scan().project::<VideoCard>().all(&table).await?;
    /// assert_eq!(cards.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn project<V>(self) -> EntityScan<A, Out::As<V>>
    where
        V: ProjectionOf<A::Entity> + ServedBy<A::Place>,
    {
        self.retyped()
    }

    /// Fetches each item from the table, as [`Query::hydrate`](crate::op::Query::hydrate) does.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let videos = Video::scan_by_category().hydrate().all(&table).await?;
    /// assert_eq!(videos.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn hydrate(self) -> EntityScan<A, Out::As<Hydrated>> {
        self.retyped()
    }

    /// Reads only the primary keys.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for key in Comment::scan().keys().all(&table).await? {
    ///     key.delete().send(&table).await?;
    /// }
    /// # Ok(()) });
    /// ```
    pub fn keys(self) -> EntityScan<A, Out::As<Key<A::Entity>>> {
        self.retyped()
    }

    /// The first request.
    ///
    /// # Errors
    ///
    /// A value of the filter cannot be written, or the cursor is not this scan's.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = Video::scan().request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Result<ScanInput, Error>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).scan(table.connection())
    }

    /// Reads one page: the items of one request, in segments of one request for each of those that are read at the same
    /// time, or with [`take`](Self::take) that many items. It may be empty although there are more.
    ///
    /// # Errors
    ///
    /// The cursor is not this scan's ([`Error::is_invalid_cursor`]), an item is malformed
    /// ([`Error::is_malformed_item`]), there are too many segments ([`Error::is_over_limit`]), or a request
    /// failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = Video::scan().page_size(500).page(&table).await?;
    /// let second = Video::scan().page_size(500).after(first.cursor).page(&table).await?;
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
    /// let videos = Video::scan().all(&table).await?;
    /// assert_eq!(videos.len(), 2);
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
    /// let video = Video::scan().first(&table).await?;
    /// assert!(video.is_some());
    /// # Ok(()) });
    /// ```
    pub fn first<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<Option<Out::Item<A::Entity>>>
    where
        Out: Selection<A, T>,
    {
        self.prepared(table).first()
    }

    /// Returns the items as a stream that reads page after page as they are wanted. A request that fails ends it,
    /// after the items that came before.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut videos = Video::scan().stream(&table);
    /// while let Some(video) = videos.try_next().await? {
    ///     println!("{}", video.title);
    /// }
    /// # Ok(()) });
    /// ```
    #[must_use = "nothing is read before it is asked for"]
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

impl<T, A, Out> ReadMany<T> for EntityScan<A, Out>
where
    T: Holds<A::Entity>,
    A: ReadSource,
    Out: Selection<A, T>,
{
    type Item = Out::Item<A::Entity>;

    fn prepare_lenient(self, table: &TableClient<T>) -> Prepared<Result<Out::Item<A::Entity>, Malformed>> {
        self.raw.prepare(table, Member::new::<A::Entity, T>(), &View::lenient::<A, T, Out>())
    }
}

impl<A: ReadSource, Out> std::fmt::Debug for EntityScan<A, Out> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EntityScan").field("raw", &self.raw).finish()
    }
}
