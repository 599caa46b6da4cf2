//! Reading several access patterns of one partition.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::client::{Sending, TableClient};
use crate::collection::{Collection, HeldBy};
use crate::error::Error;
use crate::item::StoredItem;
use crate::item::table::Table;
use crate::key::KeyWriter;
use crate::op::lenient::ReadMany;
use crate::op::multi_pattern::{Decode, Together};
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
pub struct CollectionQuery<C> {
    pk: KeyWriter,
    options: ReadOptions,
    collection: PhantomData<fn() -> C>,
}

crate::codec::debug::debug!(CollectionQuery<C> { pk, options });

impl<C: Collection> CollectionQuery<C> {
    pub(crate) fn new(pk: KeyWriter) -> Self {
        Self { pk, options: ReadOptions::default(), collection: PhantomData }
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
    crate::op::instead::instead!(C: SaysCollection => Self; filter(F), prefix(V), range(B));

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
        let Self { pk, options, .. } = self;
        let entities: &[&[usize]] = &[C::INDEXES];
        let together = Together {
            name: C::NAME,
            members: &[C::MEMBERS],
            entities,
            is_mixed: C::is_mixed(T::META, entities),
            pk,
            parents: 0,
            options,
        };
        together.prepare(table, decode, malformed)
    }
}

impl<T: Table, C: Collection + HeldBy<T>> ReadMany<T> for CollectionQuery<C> {
    type Item = C;

    fn prepare_lenient(self, table: &TableClient<T>) -> Prepared<Result<C, Malformed>> {
        self.prepared(table, |member, stored| Ok(decode::<C>(member, stored)?.map(Ok)), Some(Err))
    }
}

fn decode<C: Collection>(member: usize, stored: StoredItem<'_>) -> Result<Decoded<C>, Error> {
    C::decode_member(member, stored).map(Decoded::Item)
}
