//! Reading several access patterns of one partition.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::client::{Sending, TableClient};
use crate::collection::{Collection, HeldBy, Pattern};
use crate::error::Error;
use crate::item::StoredItem;
use crate::item::table::Table;
use crate::key::{Closed, KeyPrefix, KeyRange, KeyWriter, SortRange};
use crate::op::lenient::ReadMany;
use crate::op::multi_pattern::{Decode, Together, sorts};
use crate::page::Page;
use crate::read::options::ReadOptions;
use crate::read::pattern::ConsistentRead;
use crate::read::prepared::Prepared;
use crate::read::{Decoded, Items, Malformed};

/// Reads the items of several access patterns of one partition, in the order of their sort keys, each as the
/// variant it is: `RepositoryItem::repository_page("owner", "repo")`.
///
/// One `Query` request a page of at most 1 MB, over the smallest range of sort keys that covers all patterns:
/// half a read capacity unit for each 4 KB read, or a whole one if [`consistent`](Self::consistent). Where
/// items of other types can be in that range they are left out by a filter, and billed.
#[must_use = "an operation does nothing until it is sent"]
pub struct CollectionQuery<C: Collection, Sk = <C as Pattern>::SortKey> {
    pk: KeyWriter,
    /// The sort keys of the patterns, if a part of them is specified.
    sorts: Option<Vec<SortRange>>,
    options: ReadOptions,
    types: PhantomData<fn() -> (C, Sk)>,
}

impl<C: Collection, Sk> fmt::Debug for CollectionQuery<C, Sk> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pk, sorts, options, .. } = self;
        f.debug_struct("CollectionQuery")
            .field("pk", pk)
            .field("sorts", sorts)
            .field("options", options)
            .finish()
    }
}

impl<C: Collection> CollectionQuery<C> {
    pub(crate) fn new(pk: KeyWriter) -> Self {
        Self { pk, sorts: None, options: ReadOptions::default(), types: PhantomData }
    }
}

impl<C: Collection, Sk> CollectionQuery<C, Sk> {
    /// Selects the items whose first sort segments have these values: one value, or a tuple.
    ///
    /// All sort keys of the collection must start with these segments, with the same text between them and of the
    /// same type and spec. Whole segments are compared.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::activity::*; example(async |table| {
    /// let of_day = Activity::of_customer("ann").prefix(3).all(&table).await?;
    /// assert!(matches!(&of_day[..], [Activity::Order(_), Activity::Ticket(_)]));
    /// # Ok(()) });
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "values are small, and `prefix(2024)` reads better")]
    pub fn prefix<V: KeyPrefix<Sk>>(mut self, values: V) -> CollectionQuery<C, V::Rest> {
        self.specify(|sort| sort.prefix(&values));
        self.retyped()
    }

    /// Selects the items whose first sort segments have these values, if there are any.
    ///
    /// `Some` and `None` give one type, so the rest of the sort key is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::activity::*; example(async |table| {
    /// let day: Option<u32> = None;
    /// let activity = Activity::of_customer("ann").prefix_if(day).all(&table).await?;
    /// assert_eq!(activity.len(), 4);
    /// # Ok(()) });
    /// ```
    pub fn prefix_if<V: KeyPrefix<Sk>>(self, values: Option<V>) -> CollectionQuery<C, Closed> {
        match values {
            Some(values) => self.prefix(values).closed(),
            None => self.closed(),
        }
    }

    /// Selects the items whose next sort segments are in this range, from one value to another or from a tuple of
    /// values to one of the same length. The bounds are those of the Rust range: `a..b` excludes `b`.
    ///
    /// One request reads the range of all patterns, and nothing beside it. All sort keys of the collection must
    /// start with these segments, as for [`prefix`](Self::prefix).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::activity::*; example(async |table| {
    /// let before = Activity::of_customer("ann").range(..3).rev().all(&table).await?;
    /// assert!(matches!(&before[..], [Activity::Ticket(_), Activity::Order(_)]));
    /// # Ok(()) });
    /// ```
    pub fn range<B: KeyRange<Sk>>(mut self, range: B) -> CollectionQuery<C, Closed> {
        let bounds = range.into_bounds();
        self.specify(|sort| sort.range(&bounds));
        self.retyped()
    }

    /// Selects the items whose next sort segments are in this range, if there is one.
    ///
    /// `Some` and `None` give one type, so the rest of the sort key is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::activity::*; example(async |table| {
    /// let days: Option<std::ops::Range<u32>> = Some(1..3);
    /// let activity = Activity::of_customer("ann").range_if(days).all(&table).await?;
    /// assert_eq!(activity.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn range_if<B: KeyRange<Sk>>(self, range: Option<B>) -> CollectionQuery<C, Closed> {
        match range {
            Some(range) => self.range(range),
            None => self.closed(),
        }
    }

    /// Closes the sort key: no further segment can be specified, and queries with and without a prefix have one type.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::activity::*;
    /// use dynamodel::op::{Closed, CollectionQuery};
    ///
    /// fn activity(customer: &str, day: Option<u32>) -> CollectionQuery<Activity, Closed> {
    ///     let activity = Activity::of_customer(customer);
    ///     if let Some(day) = day { activity.prefix(day).closed() } else { activity.closed() }
    /// }
    /// # let _ = activity("ann", Some(3));
    /// ```
    pub fn closed(self) -> CollectionQuery<C, Closed> {
        self.retyped()
    }

    /// Specifies a further part of the sort keys of all patterns. A key that cannot be written is an error when the query
    /// is sent.
    fn specify(&mut self, specify: impl FnMut(&mut SortRange)) {
        let sorts = self.sorts.take().map_or_else(|| self.sorts(), Ok);
        self.sorts = sorts.ok().map(|mut sorts| {
            sorts.iter_mut().for_each(specify);
            sorts
        });
    }

    fn sorts(&self) -> Result<Vec<SortRange>, Error> {
        sorts(&[C::MEMBERS], &self.pk)
    }

    /// Changes the type parameters only.
    fn retyped<S>(self) -> CollectionQuery<C, S> {
        let Self { pk, sorts, options, .. } = self;
        CollectionQuery { pk, sorts, options, types: PhantomData }
    }

    /// Reads in descending sort key order. A second call restores the ascending order.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let last = VideoItem::on_page(7).rev().first(&table).await?;
    /// assert_eq!(last, Some(VideoItem::Comment(comment(7, 3))));
    /// # Ok(()) });
    /// ```
    pub fn rev(mut self) -> Self {
        self.options.backward = !self.options.backward;
        self
    }

    /// Makes the read strongly consistent. Costs twice the read capacity. A global index cannot.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let items = VideoItem::on_page(7).consistent().all(&table).await?;
    /// assert_eq!(items.len(), 4);
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self
    where
        C::Place: ConsistentRead,
    {
        self.options.consistent = true;
        self
    }

    crate::op::read_options::read_options!(options; "VideoItem::on_page(7)");
    crate::op::instead::instead!(Self: SaysLimit; limit(N));
    crate::op::instead::instead!(Self: SaysQuery; send(T));
    crate::op::instead::instead!(C: SaysCollect => Self; collect());
    crate::op::instead::instead!(Self: SaysRev; descending());
    crate::op::instead::instead!(C: SaysCollection => Self; filter(F));

    /// The first request.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, or the cursor is not this query's.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = VideoItem::on_page(7).request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Table>(self, table: &TableClient<T>) -> Result<QueryInput, Error>
    where
        C: HeldBy<T>,
    {
        self.values(table).query(table.connection())
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
    /// let first = VideoItem::on_page(7).take(3).page(&table).await?;
    /// let second = VideoItem::on_page(7).take(3).after(first.cursor).page(&table).await?;
    /// assert_eq!(second.items, [VideoItem::Comment(comment(7, 3))]);
    /// # Ok(()) });
    /// ```
    pub fn page<T: Table>(self, table: &TableClient<T>) -> Sending<Page<C>>
    where
        C: HeldBy<T>,
    {
        self.values(table).page()
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
    /// for item in VideoItem::on_page(7).all(&table).await? {
    ///     match item {
    ///         VideoItem::Video(video) => println!("{}", video.title),
    ///         VideoItem::Comment(comment) => println!("{}", comment.text),
    ///     }
    /// }
    /// # Ok(()) });
    /// ```
    pub fn all<T: Table>(self, table: &TableClient<T>) -> Sending<Vec<C>>
    where
        C: HeldBy<T>,
    {
        self.values(table).all()
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
    /// let first = VideoItem::on_page(7).first(&table).await?;
    /// assert!(matches!(first, Some(VideoItem::Video(_))));
    /// # Ok(()) });
    /// ```
    pub fn first<T: Table>(self, table: &TableClient<T>) -> Sending<Option<C>>
    where
        C: HeldBy<T>,
    {
        self.values(table).first()
    }

    /// Returns the number of items. They are read to be counted, which costs as much as counting them there.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(VideoItem::on_page(7).count(&table).await?, 4);
    /// # Ok(()) });
    /// ```
    pub fn count<T: Table>(self, table: &TableClient<T>) -> Sending<usize>
    where
        C: HeldBy<T>,
    {
        self.values(table).count()
    }

    /// Returns the items as a stream that reads page after page as they are wanted.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut items = VideoItem::on_page(7).stream(&table);
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{item:?}");
    /// }
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn stream<T: Table>(self, table: &TableClient<T>) -> Items<C>
    where
        C: HeldBy<T>,
    {
        self.values(table).stream()
    }

    fn values<T: Table>(self, table: &TableClient<T>) -> Prepared<C>
    where
        C: HeldBy<T>,
    {
        self.prepared(table, decode::<C>, None)
    }

    fn prepared<T: Table, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        decode: Decode<I>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Prepared<I>
    where
        C: HeldBy<T>,
    {
        let Self { pk, sorts, options, .. } = self;
        let entities: &[&[usize]] = &[C::INDEXES];
        let together = Together {
            name: C::NAME,
            members: &[C::MEMBERS],
            entities,
            is_mixed: C::is_mixed(T::META, entities),
            pk,
            sorts,
            parents: 0,
            options,
        };
        together.prepare(table, decode, malformed)
    }
}

impl<T: Table, C: Collection + HeldBy<T>, Sk> ReadMany<T> for CollectionQuery<C, Sk> {
    type Item = C;

    fn prepare_lenient(self, table: &TableClient<T>) -> Prepared<Result<C, Malformed>> {
        self.prepared(table, |member, stored| Ok(decode::<C>(member, stored)?.map(Ok)), Some(Err))
    }
}

fn decode<C: Collection>(member: usize, stored: StoredItem<'_>) -> Result<Decoded<C>, Error> {
    C::decode_member(member, stored).map(Decoded::Item)
}
