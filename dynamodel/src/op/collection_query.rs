//! Reading several access patterns of one partition.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::client::TableClient;
use crate::collection::{Collection, HeldBy};
use crate::error::Error;
use crate::item::StoredItem;
use crate::item::table::Table;
use crate::key::KeyWriter;
use crate::op::lenient::ReadMany;
use crate::op::multi_pattern::{Decode, Together};
use crate::op::query::{Base, ConsistentRead};
use crate::page::Page;
use crate::proof::overlap::together::Parts;
use crate::read::{Decoded, Extent, Items, Malformed, Pager};

/// Reads the items of several access patterns of one partition, in the order of their sort keys, each as the
/// variant it is: `RepositoryItem::repository_page("owner", "repo")`.
///
/// One `Query` request a page of at most 1 MB, over the smallest range of sort keys that covers all patterns:
/// half a read capacity unit for each 4 KB read, or a whole one if [`consistent`](Self::consistent). Where
/// items of other types can be in that range they are left out by a filter, and billed.
#[must_use = "an operation does nothing until it is sent"]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct CollectionQuery<C, P = Base> {
    pk: KeyWriter,
    backward: bool,
    consistent: bool,
    strict: bool,
    expired: bool,
    extent: Extent,
    types: PhantomData<fn() -> (C, P)>,
}

crate::codec::debug::debug!(CollectionQuery<C, P> { pk, backward, consistent, strict, expired, extent });

impl<C: Collection, P> CollectionQuery<C, P> {
    pub(crate) fn new(pk: KeyWriter) -> Self {
        let (backward, consistent, strict, expired) = (false, false, false, false);
        Self { pk, backward, consistent, strict, expired, extent: Extent::default(), types: PhantomData }
    }

    /// From the greatest sort key down.
    pub fn rev(mut self) -> Self {
        self.backward = !self.backward;
        self
    }

    /// Reads what every write before it has left, at twice the cost. A global index cannot.
    pub fn consistent(mut self) -> Self
    where
        P: ConsistentRead,
    {
        self.consistent = true;
        self
    }

    crate::read::options::reading!();
    crate::read::options::expiring!();
    crate::op::instead::instead!(Self: SaysLimit; limit(N));
    crate::op::instead::instead!(Self: SaysQuery; send(T));

    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, or the cursor is not this query's.
    pub fn request<T: Table>(self, table: &TableClient<T>) -> Result<QueryInput, Error>
    where
        C: HeldBy<T>,
    {
        let request = self.pager(table)?.query()?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.connection().build_error("Query", error))
    }

    /// One page: what one request brings, or with [`take`](Self::take) that many items.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment ([`Error::is_invalid_key`]), the cursor is not this query's
    /// ([`Error::is_invalid_cursor`]), an item is malformed ([`Error::is_malformed_item`]), or a request
    /// failed.
    pub fn page<T: Table>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Page<C>, Error>> + Send + use<C, T, P>
    where
        C: HeldBy<T>,
    {
        let pager = self.pager(table);
        async move { pager?.page().await }
    }

    /// All items, page after page.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn all<T: Table>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Vec<C>, Error>> + Send + use<C, T, P>
    where
        C: HeldBy<T>,
    {
        let pager = self.pager(table);
        async move { Ok(pager?.read_all().await?.items) }
    }

    /// The first item.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn first<T: Table>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Option<C>, Error>> + Send + use<C, T, P>
    where
        C: HeldBy<T>,
    {
        let pager = self.pager(table);
        async move { pager?.first().await }
    }

    /// The number of items. They are read to be counted, which costs as much as counting them there.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn count<T: Table>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<usize, Error>> + Send + use<C, T, P>
    where
        C: HeldBy<T>,
    {
        let pager = self.pager(table);
        async move { pager?.count().await }
    }

    /// The items as a stream that reads page after page as they are wanted.
    pub fn stream<T: Table>(self, table: &TableClient<T>) -> Items<C>
    where
        C: HeldBy<T>,
    {
        Items::new(self.pager(table))
    }

    fn pager<T: Table>(self, table: &TableClient<T>) -> Result<Pager<C>, Error>
    where
        C: HeldBy<T>,
    {
        self.decoding(table, decode::<C>, None)
    }

    /// Gives of each item what `decode` makes of it.
    fn decoding<T: Table, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        decode: Decode<I>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Result<Pager<I>, Error>
    where
        C: HeldBy<T>,
    {
        let Self { pk, backward, consistent, strict, expired, extent, .. } = self;
        let parts = Parts { members: &[C::MEMBERS], entities: &[C::INDEXES] };
        let (name, forward, parents) = (C::NAME, !backward, 0);
        let together = Together { name, parts, pk, forward, consistent, strict, expired, parents };
        together.pager(table, &extent, decode, malformed)
    }
}

impl<T: Table, C: Collection + HeldBy<T>, P> ReadMany<T> for CollectionQuery<C, P> {
    type Item = C;

    fn lenient_pager(self, table: &TableClient<T>) -> Result<Pager<Result<C, Malformed>>, Error> {
        let decode: Decode<Result<C, Malformed>> = |member, stored| Ok(decode::<C>(member, stored)?.map(Ok));
        self.decoding(table, decode, Some(Err))
    }
}

fn decode<C: Collection>(member: usize, stored: StoredItem<'_>) -> Result<Decoded<C>, Error> {
    C::decode(member, stored).map(Decoded::Item)
}
