//! Reading one partition of an access pattern.

mod filtered;
mod lenient;
mod part;
mod partial;

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::types::AttributeValue;

pub use self::filtered::{
    Apart, Beside, FiltersAt, InIndex, InTable, IsKey, KeyedAt, NamedAt, Natural, NoKey, Perhaps, Standing,
    Unproven, Within,
};
pub use self::part::FilterOf;
use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::Expr;
use crate::expr::condition::Condition;
use crate::expr::listed::RawPrefix;
use crate::item::stored::Stored;
use crate::item::{Found, owner};
use crate::key::{KeyPrefix, KeyRange, KeyValue, KeyWriter, Region};
use crate::page::Page;
use crate::read::finding::{Finding, Target};

use crate::item::table::Holds;
use crate::read::identity::identity;
use crate::read::view::{Said, Whole, Yields, names};
use crate::read::{
    DecodeItem, Decoder, Extent, Filters, Hydration, Items, KeyAttributes, Malformed, Operation, Pager,
    Partition, Requests, Source,
};
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::KeyMeta;

type Types<E, Open, P, R, U> = PhantomData<fn() -> (E, Open, P, R, U)>;

/// Reads the items of one partition in the order of their sort keys: `Video::by_creator(3)`.
///
/// Every `name = "..."` of an entity's `#[key]` and `#[lookup]` attributes adds a function that makes one.
///
/// One `Query` request a page of at most 1 MB, eventually consistent unless
/// [`consistent`](Self::consistent): half a read capacity unit for each 4 KB read, or a whole one. It
/// never reads beyond the keys of its access pattern.
///
/// With `shards = N` the partition is spread over N, and a page is a request of each that something is to be read of,
/// up to 16 at the same time. Their items come in the order of the sort keys, equal ones in the order of the
/// shards. A page ends where the next item could be one that is still to be read, so it costs up to N times what it
/// brings: `page_size` and `take` hold for each shard's request, and what was read ahead is read again by the next
/// page. [`all`](Self::all) and [`stream`](Self::stream) read nothing twice. The cursor holds the position in
/// each shard, so it grows with N.
///
/// `Open` is the list of sort key segments that are still open, which [`prefix`](Self::prefix) and
/// [`range`](Self::range) take values for. `P` is where it reads, `R` what it gives of each item, `U` what the table
/// has to show of its filter, which is `()` for most.
#[must_use = "an operation does nothing until it is sent"]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Query<E, Open = (), P = Base, R = Whole, U = ()> {
    target: Target,
    pk: KeyWriter,
    sort: Sort,
    backward: bool,
    consistent: bool,
    strict: bool,
    expired: bool,
    filter: Option<Result<Expr, Error>>,
    extent: Extent,
    types: Types<E, Open, P, R, U>,
}

crate::codec::debug::debug!(Query<E, Open, P, R, U> {
    target, pk, sort, backward, consistent, strict, expired, filter, extent
});

/// Reads the table itself.
#[derive(Clone, Copy, Debug)]
pub struct Base;

/// Reads a local index, which can be read consistently.
#[derive(Clone, Copy, Debug)]
pub struct Local;

/// Reads a global index, which follows the table a moment later.
#[derive(Clone, Copy, Debug)]
pub struct Global;

/// What can be read consistently: the table and its local indexes.
#[diagnostic::on_unimplemented(
    message = "a global index cannot be read consistently",
    label = "remove `.consistent()`",
    note = "a global index follows the table a moment later; read the items by their keys, or use a lookup, which is written with its item"
)]
pub trait ConsistentRead {}
impl ConsistentRead for Base {}
impl ConsistentRead for Local {}

/// What is known of the sort key.
#[derive(Debug)]
enum Sort {
    Prefix(Box<KeyWriter>),
    Region(Box<Result<Region, Error>>),
}

impl<E: Stored, Open, P, R> Query<E, Open, P, R> {
    pub(crate) fn of_key(at: usize, pk: KeyWriter) -> Self {
        Self::new(Target::Key(at), pk)
    }

    pub(crate) fn of_index(at: usize, pk: KeyWriter) -> Self {
        Self::new(Target::Index(at), pk)
    }

    fn new(target: Target, pk: KeyWriter) -> Self {
        let sort = Sort::Prefix(Box::new(target.sort::<E>()));
        let (backward, consistent, strict, expired) = (false, false, false, false);
        let (filter, extent) = (None, Extent::default());
        Self { target, pk, sort, backward, consistent, strict, expired, filter, extent, types: PhantomData }
    }
}

impl<E: Stored, Open, P, R, U> Query<E, Open, P, R, U> {
    fn opened<Rest>(mut self, sort: Sort) -> Query<E, Rest, P, R, U> {
        self.sort = sort;
        self.retyped()
    }

    pub(super) fn retyped<Rest, V, N>(self) -> Query<E, Rest, P, V, N> {
        let Self { target, pk, sort, backward, consistent, strict, expired, filter, extent, .. } = self;
        Query { target, pk, sort, backward, consistent, strict, expired, filter, extent, types: PhantomData }
    }

    /// Only items whose first sort segments have these values: one value, or a tuple.
    ///
    /// Whole segments are compared: `prefix("Eng")` does not find `Engineer`.
    #[expect(clippy::needless_pass_by_value, reason = "values are small, and `prefix(2024)` reads better")]
    pub fn prefix<V: KeyPrefix<Open>>(mut self, values: V) -> Query<E, V::Rest, P, R, U> {
        if let Sort::Prefix(writer) = &mut self.sort {
            values.write(writer);
            writer.push_literal();
        }
        let sort = std::mem::replace(&mut self.sort, Sort::nothing());
        self.opened(sort)
    }

    /// Only items whose next sort segments are in this range, which goes from one value to another or
    /// from a tuple of values to one of the same length. Exactly what the Rust range says:
    /// `a..b` leaves out `b`.
    ///
    /// A segment that cuts times, such as `{at:ms}`, does not divide a millisecond: a range over it starts at a whole
    /// one and ends before a whole one (`a..b`). Sending another range fails with
    /// [`Error::is_invalid_key`](crate::error::Error::is_invalid_key).
    pub fn range<B: KeyRange<Open>>(self, range: B) -> Query<E, (), P, R, U> {
        let region = match &self.sort {
            Sort::Prefix(writer) => Region::range(writer, range).map_err(Error::from),
            Sort::Region(_) => Ok(Region::nothing()),
        };
        self.opened(Sort::Region(Box::new(region)))
    }

    /// Only items whose sort key, from the next segment on, starts with this text as it is stored. The
    /// escape from typed values: the text need not end where a segment does, and is not checked. In an index
    /// over several attributes it is the start of the next attribute.
    pub fn starts_with_raw(self, text: &str) -> Query<E, (), P, R, U>
    where
        Open: RawPrefix,
    {
        let region = match &self.sort {
            Sort::Prefix(writer) => Region::raw_prefix((**writer).clone(), text).map_err(Error::from),
            Sort::Region(_) => Ok(Region::nothing()),
        };
        self.opened(Sort::Region(Box::new(region)))
    }

    /// Only items that meet this condition, and all earlier ones. `DynamoDB` reads the others too, and bills
    /// them: a key that finds the items is better where there is one.
    ///
    /// A condition on a key attribute of the table or index that is read does not compile: it is said in the key,
    /// by the arguments of the pattern's function, [`prefix`](Self::prefix) and [`range`](Self::range)
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>).
    ///
    /// Where the index or lookup of the query holds a part of each item, the condition names what is there: it is
    /// made from the pattern's own fields (`Video::BY_CREATOR_FIELDS`).
    pub fn filter<C, K>(mut self, condition: Condition<C, K>) -> Query<E, Open, P, R, K::Then<U>>
    where
        C: FilterOf<E, P>,
        K: FiltersAt<P>,
    {
        self.filter = Some(match self.filter {
            None => condition.expr,
            Some(earlier) => earlier.and_then(|earlier| Ok(Expr::And(vec![earlier, condition.expr?]))),
        });
        self.retyped()
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
    super::instead::instead!(Self: SaysLimit; limit(N));
    super::instead::instead!(Self: SaysQuery; send(T));
}

impl<E: Stored, Open, P, R> Query<E, Open, P, R> {
    /// The number of items. They are counted by `DynamoDB` where its conditions can say exactly what is
    /// asked for, and read otherwise; both cost as much as reading them. After [`hydrate`](Query::hydrate) too
    /// it counts what the index or lookup has.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn count<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<usize, Error>> + Send + use<E, T, Open, P, R> {
        let pager = self.counter(table);
        async move { pager?.count().await }
    }

    /// Counts what is found, of which nothing is needed but to know what it is.
    fn counter<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Pager<()>, Error> {
        let finding = Finding::of::<E, T>(self.target, self.strict)?;
        self.reading(table, finding, Some(&[]), finding.arrive::<E, T, _>(|_| Ok(())), None, None)
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
        let target = self.target;
        let key = target.meta::<E>();
        let attributes =
            finding.index.map_or_else(|| KeyAttributes::for_table(T::META), KeyAttributes::for_index);
        let shards = shards(self.pk, attributes.pk)?;
        let region = match self.sort {
            Sort::Prefix(writer) => Region::prefix(*writer)?,
            Sort::Region(region) => (*region)?,
        };
        let leading = listed(&region.leading, attributes.sk)?;
        let open = attributes.sk.get(leading.len());
        let interval = region.interval(open)?;
        let filter = self.filter.transpose()?;
        let partition = Partition { attributes, shards, leading, interval, forward: !self.backward };
        let identity = identity(T::META, key, &partition, filter.as_ref())?;
        // A strict read has to see what it is to complain about, and some indexes do not have the type.
        let carries_type = !self.strict && T::META.carries_type(finding.index);
        let exact = T::META.type_attribute.filter(|_| carries_type).map(|name| type_is(name, key));
        let is_mixed = target.is_mixed::<E, T>();
        let requests = Requests {
            entity: Some(E::ENTITY.name),
            is_consistent: self.consistent,
            attributes: wanted.map(|wanted| names(T::META, E::ENTITY, key, finding.index, wanted)),
            filters: Filters {
                types: exact.clone().filter(|_| is_mixed),
                exact,
                condition: filter,
                is_mixed,
                skips_expired: !self.expired && E::ENTITY.ttl().is_some(),
            },
            ..Requests::new(table, Operation::Query(Box::new(partition)))
        };
        let decoder = Decoder { hydration, malformed, ..Decoder::new(arrive) };
        Pager::new(Source { requests, decoder }, table, &identity, &self.extent)
    }
}

impl<E: Stored, Open, P, R: Said + Yields<E>> Query<E, Open, P, R> {
    /// The first request, as it would be sent; of a key that is spread over shards, that to the first of them.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, the cursor is not this query's, or no key can be in the range, so
    /// that nothing would be sent ([`Error::is_empty_range`]).
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<QueryInput, Error> {
        let first = self.requests(table)?.into_iter().next();
        first.ok_or_else(|| Error::new(Kind::EmptyRange))
    }

    /// The first request to each shard, as it would be sent; without shards there is one.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    pub fn requests<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Vec<QueryInput>, Error> {
        let queries = self.pager(table)?.queries()?.into_iter();
        let inputs = queries.map(|query| query.as_input().clone().build());
        inputs.collect::<Result<_, _>>().map_err(|error| table.connection().build_error("Query", error))
    }

    /// One page: what one request brings, or with [`take`](Self::take) that many items.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment ([`Error::is_invalid_key`]), the cursor is not this query's
    /// ([`Error::is_invalid_cursor`]), an item is malformed ([`Error::is_malformed_item`]), or a request
    /// failed.
    pub fn page<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Page<R::Item>, Error>> + Send + use<E, T, Open, P, R> {
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
    ) -> impl Future<Output = Result<Vec<R::Item>, Error>> + Send + use<E, T, Open, P, R> {
        let pager = self.pager(table);
        async move { pager?.all().await }
    }

    /// The first item.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn first<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Option<R::Item>, Error>> + Send + use<E, T, Open, P, R> {
        let pager = self.pager(table);
        async move { pager?.first().await }
    }

    /// The items as a stream that reads page after page as they are wanted.
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
        let finding = Finding::of::<E, T>(self.target, self.strict)?;
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

/// The values of the partition key's attributes, in each shard.
fn shards(pk: KeyWriter, attributes: &[KeyAttribute]) -> Result<Vec<Vec<AttributeValue>>, Error> {
    if pk.values().is_some() {
        return Ok(vec![listed(&pk.finish_listed()?, attributes)?]);
    }
    let keys = pk.finish()?.in_each_shard();
    keys.iter().map(|key| attributes.iter().map(|attribute| key.attribute(attribute)).collect()).collect()
}

fn listed(values: &[KeyValue], attributes: &[KeyAttribute]) -> Result<Vec<AttributeValue>, Error> {
    values.iter().zip(attributes).map(|(value, attribute)| value.listed(attribute)).collect()
}

impl Sort {
    fn nothing() -> Self {
        Self::Region(Box::new(Ok(Region::nothing())))
    }
}

pub(super) fn type_is(attribute: &'static str, key: &KeyMeta) -> Expr {
    Expr::equal(attribute, AttributeValue::S(key.type_value.to_owned()))
}
