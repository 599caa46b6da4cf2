//! Reading everything of one entity.

mod part;

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::scan::ScanInput;

use super::lenient::ReadMany;
use super::query::{Base, ConsistentRead, FilterOf, type_is};
use crate::client::TableClient;
use crate::error::Error;
use crate::expr::condition::Condition;
use crate::expr::{Expr, Renderer};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Found, owner};
use crate::page::Page;
use crate::read::finding::{Finding, Target};
use crate::read::view;
use crate::read::view::{Said, Yields, names};
use crate::read::{
    DecodeItem, Decoder, Extent, Filters, Hydration, Items, KeyAttributes, Malformed, Operation, Pager,
    Requests, Segments, Source,
};

type Types<E, P, R> = PhantomData<fn() -> (E, P, R)>;

/// Reads all items of an entity: `Video::scan()`, or those that stand in an index: `Task::scan_by_status()`.
///
/// One `Scan` request a page of at most 1 MB. `DynamoDB` reads the items of all types, and bills them; the
/// others are left with the server. A query of an access pattern is better where there is one, and an
/// index in which only these items stand is cheaper to scan than the table. Lookup copies are left out.
///
/// ```
/// # use dynamodel::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "video-{video_id}", sk = "_root")]
/// # struct Video { video_id: u64, views: u64 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "entities", type_attribute = "entity_type")]
/// # enum YouTube { Video(Video) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// # let table = YouTube::table(dynamodel::embedded::client());
/// # table.create().await?;
/// # for video_id in 0..9 { Video { video_id, views: video_id }.create().send(&table).await?; }
/// let popular = Video::scan().filter(Video::FIELDS.views.gt(5)).segments(8).all(&table).await?;
/// assert_eq!(popular.len(), 3);
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct EntityScan<E, P = Base, R = view::Whole> {
    /// The entity's index key, for a scan of that index.
    index: Option<usize>,
    consistent: bool,
    strict: bool,
    expired: bool,
    filter: Option<Result<Expr, Error>>,
    extent: Extent,
    segments: Segments,
    types: Types<E, P, R>,
}

crate::codec::debug::debug!(EntityScan<E, P, R> { index, consistent, strict, expired, filter, extent, segments });

impl<E: Stored> EntityScan<E> {
    pub(crate) fn of_table() -> Self {
        Self::new(None)
    }
}

impl<E: Stored, P, R> EntityScan<E, P, R> {
    pub(crate) fn of_index(at: usize) -> Self {
        Self::new(Some(at))
    }

    fn new(index: Option<usize>) -> Self {
        let (consistent, strict, expired, filter) = (false, false, false, None);
        let (extent, segments) = (Extent::default(), Segments::default());
        Self { index, consistent, strict, expired, filter, extent, segments, types: PhantomData }
    }

    /// Only items that meet this condition, and all earlier ones. `DynamoDB` reads the others too, and bills
    /// them. Where an index holds a part of each item, the condition names what is there, as for a query.
    pub fn filter<C: FilterOf<E, P>, K>(mut self, condition: Condition<C, K>) -> Self {
        self.filter = Some(match self.filter {
            None => condition.expr,
            Some(earlier) => earlier.and_then(|earlier| Ok(Expr::And(vec![earlier, condition.expr?]))),
        });
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
    crate::read::options::segmented!();

    /// The number of items, counted by `DynamoDB` where the table has a type attribute; it costs as much as
    /// reading them.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn count<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<usize, Error>> + Send + use<E, T, P, R> {
        let pager = self.counter(table);
        async move { pager?.count().await }
    }

    /// Counts what is found, of which nothing is needed but to know what it is.
    fn counter<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Pager<()>, Error> {
        let finding = Finding::of::<E, T>(self.target(), self.strict)?;
        self.reading(table, finding, Some(&[]), finding.arrive::<E, T, _>(|_| Ok(())), None, None)
    }

    fn target(&self) -> Target {
        self.index.map_or(Target::Key(0), Target::Index)
    }

    fn reading<T: Holds<E>, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        finding: Finding,
        wanted: Option<&'static [&'static str]>,
        arrive: DecodeItem<I>,
        hydration: Option<Hydration>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Result<Pager<I>, Error> {
        let attributes =
            finding.index.map_or_else(|| KeyAttributes::for_table(T::META), KeyAttributes::for_index);
        let filter = self.filter.transpose()?;
        let (ident, type_value, index) = (T::META.ident, E::ENTITY.type_name, attributes.index);
        let conditions = filter.as_ref().map(Renderer::fingerprint);
        let identity = format!("scan {ident} {type_value:?} {index:?} {conditions:?}");
        let key = self.index.map_or(E::ENTITY.primary(), |at| &E::ENTITY.indexes[at].key);
        // A strict read has to see what it is to complain about, and some indexes do not have the type.
        let carries_type = !self.strict && T::META.carries_type(finding.index);
        let types = T::META.type_attribute.filter(|_| carries_type).map(|name| type_is(name, key));
        // The server does not tell the keys of one index apart.
        let is_exact = self.index.is_none_or(|at| !E::ENTITY.has_several_keys_in_index(at));
        let requests = Requests {
            entity: Some(E::ENTITY.name),
            is_consistent: self.consistent,
            attributes: wanted.map(|wanted| names(T::META, E::ENTITY, key, finding.index, wanted)),
            filters: Filters {
                exact: types.clone().filter(|_| is_exact),
                types,
                condition: filter,
                is_mixed: true,
                skips_expired: !self.expired && E::ENTITY.ttl().is_some(),
            },
            ..Requests::new(table, Operation::Scan { attributes, segments: self.segments })
        };
        let decoder = Decoder { hydration, malformed, ..Decoder::new(arrive) };
        Pager::new(Source { requests, decoder }, table, &identity, &self.extent)
    }
}

impl<E: Stored, P, R: Said + Yields<E>> EntityScan<E, P, R> {
    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A value of the filter cannot be written, or the cursor is not this scan's.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<ScanInput, Error> {
        let request = self.pager(table)?.scan()?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.connection().build_error("Scan", error))
    }

    /// One page: what one request brings, in segments one request for each of those that are read at the same
    /// time, or with [`take`](Self::take) that many items. It may be empty although there are more.
    ///
    /// # Errors
    ///
    /// The cursor is not this scan's ([`Error::is_invalid_cursor`]), an item is malformed
    /// ([`Error::is_malformed_item`]), there are too many segments ([`Error::is_over_limit`]), or a request
    /// failed.
    pub fn page<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Page<R::Item>, Error>> + Send + use<E, T, P, R> {
        let pager = self.pager(table);
        async move { pager?.page().await }
    }

    /// All items, page after page.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn all<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Vec<R::Item>, Error>> + Send + use<E, T, P, R> {
        let pager = self.pager(table);
        async move { pager?.all().await }
    }

    /// The first item that is found.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn first<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Option<R::Item>, Error>> + Send + use<E, T, P, R> {
        let pager = self.pager(table);
        async move { pager?.first().await }
    }

    /// The items as a stream that reads page after page as they are wanted. A request that fails ends it,
    /// behind the items that came before.
    #[must_use = "nothing is read before it is asked for"]
    pub fn stream<T: Holds<E>>(self, table: &TableClient<T>) -> Items<R::Item> {
        Items::new(self.pager(table))
    }

    fn pager<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Pager<R::Item>, Error> {
        self.decoding(table, R::decode, None)
    }

    /// Gives of each item what `decode` makes of it.
    fn decoding<T: Holds<E>, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        decode: fn(Found<'_>) -> Result<I, Error>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Result<Pager<I>, Error> {
        let finding = Finding::of::<E, T>(self.target(), self.strict)?;
        // What was fetched is the table's own, wherever it was found.
        let arriving = if R::HYDRATES { Finding::whole(self.strict) } else { finding };
        let hydration = R::HYDRATES.then(|| {
            let row = finding.arrive::<E, T, _>(|found| owner::<E>(found.stored));
            Hydration { key: row, is_consistent: self.consistent }
        });
        let arrive = arriving.arrive::<E, T, _>(decode);
        self.reading(table, finding, R::attributes(), arrive, hydration, malformed)
    }
}

impl<T: Holds<E>, E: Stored, P, R: Said + Yields<E>> ReadMany<T> for EntityScan<E, P, R> {
    type Item = R::Item;

    fn lenient_pager(self, table: &TableClient<T>) -> Result<Pager<Result<R::Item, Malformed>>, Error> {
        self.decoding(table, |found| R::decode(found).map(Ok), Some(Err))
    }
}
