//! Reading one partition of an access pattern.

use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Kind as Failure;
use crate::expr::{Expr, Renderer};
use crate::item::{Item, Kind, Stored, StoredKey, decode, kind_of, stable};
use crate::key::{KeyPrefix, KeyRange, KeyValue, KeyWriter, Region, SortCondition};
use crate::page::{Issuer, Page};
use crate::read::{Arrived, Attributes, Extent, Items, Partition, Place, Reader, Source};
use crate::{Condition, DeleteAll, Entity, EntityMeta, Error, Holds, KeyMeta, TableClient, TableMeta};

type Types<E, Open, P> = PhantomData<fn() -> (E, Open, P)>;

/// Reads the items of one partition in the order of their sort keys: `Video::by_creator(3)`.
///
/// Every `name = "..."` of an entity's `#[key]` and `#[lookup]` attributes adds a function that makes one.
///
/// One `Query` request a page of at most 1 MB, eventually consistent unless
/// [`consistent`](Self::consistent): half a read capacity unit for each 4 KB read, or a whole one. It
/// never reads beyond the keys of its access pattern.
///
/// `Open` is the list of sort key segments that are still open, which [`prefix`](Self::prefix) and
/// [`range`](Self::range) take values for.
#[must_use = "an operation does nothing until it is sent"]
pub struct Query<E, Open = (), P = Base> {
    target: Target,
    pk: KeyWriter,
    sort: Sort,
    backward: bool,
    consistent: bool,
    strict: bool,
    expired: bool,
    filter: Option<Result<Expr, Error>>,
    extent: Extent,
    types: Types<E, Open, P>,
}

crate::debug::debug!(Query<E, Open, P> { target, pk, sort, backward, consistent, strict, expired, filter, extent });

/// Which of the entity's keys is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The primary key or that of a lookup.
    Key(usize),
    /// That of an index.
    Index(usize),
}

impl Target {
    fn meta<E: Entity>(self) -> &'static KeyMeta {
        self.of(E::META)
    }

    pub(crate) const fn of(self, entity: &'static EntityMeta) -> &'static KeyMeta {
        match self {
            Self::Key(at) => &entity.keys[at],
            Self::Index(at) => &entity.indexes[at].key,
        }
    }

    pub(crate) const fn at(self) -> usize {
        match self {
            Self::Key(at) | Self::Index(at) => at,
        }
    }

    /// The key that the items themselves have.
    pub(crate) const fn stored(self) -> usize {
        match self {
            Self::Key(at) => at,
            Self::Index(_) => 0,
        }
    }

    /// Whether items of other types can be where this reads.
    fn is_mixed<E: Entity, T: Holds<E>>(self) -> bool {
        match self {
            Self::Key(at) => T::MIXED & (1 << at) != 0,
            Self::Index(at) => T::MIXED_INDEXES & (1 << at) != 0,
        }
    }

    /// The key attributes of the place that is read.
    pub(super) fn place(self, entity: &EntityMeta, table: &TableMeta) -> Result<Attributes, Error> {
        match self {
            Self::Key(_) => Ok(Attributes::of_table(table)),
            Self::Index(at) => {
                let name = entity.indexes[at].index;
                let index = table.index(name).ok_or_else(|| Error::new(Failure::NoIndex { name }))?;
                Ok(Attributes::of_index(index))
            }
        }
    }
}

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
    note = "a global index follows the table a moment later; read the items by their keys, or use a lookup, which is written with its item"
)]
pub trait ConsistentRead {}
impl ConsistentRead for Base {}
impl ConsistentRead for Local {}

/// What is known of the sort key.
#[derive(Debug)]
enum Sort {
    Prefix(KeyWriter),
    Region(Result<Region, Error>),
}

impl<E: Entity, Open, P> Query<E, Open, P> {
    pub(crate) fn of_key(at: usize, pk: KeyWriter) -> Self {
        Self::new(Target::Key(at), pk)
    }

    pub(crate) fn of_index(at: usize, pk: KeyWriter) -> Self {
        Self::new(Target::Index(at), pk)
    }

    fn new(target: Target, pk: KeyWriter) -> Self {
        let sort = Sort::Prefix(KeyWriter::new(target.meta::<E>().sort()));
        let (backward, consistent, strict, expired) = (false, false, false, false);
        let (filter, extent) = (None, Extent::default());
        Self { target, pk, sort, backward, consistent, strict, expired, filter, extent, types: PhantomData }
    }

    fn opened<Rest>(self, sort: Sort) -> Query<E, Rest, P> {
        let Self { target, pk, backward, consistent, strict, expired, filter, extent, .. } = self;
        Query { target, pk, sort, backward, consistent, strict, expired, filter, extent, types: PhantomData }
    }

    /// Only items whose first sort segments have these values: one value, or a tuple.
    ///
    /// Whole segments are compared: `prefix("Eng")` does not find `Engineer`.
    #[expect(clippy::needless_pass_by_value, reason = "values are small, and `prefix(2024)` reads better")]
    pub fn prefix<V: KeyPrefix<Open>>(mut self, values: V) -> Query<E, V::Rest, P> {
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
    pub fn range<R: KeyRange<Open>>(self, range: R) -> Query<E, (), P> {
        let region = match &self.sort {
            Sort::Prefix(writer) => Region::range(writer, range).map_err(Error::from),
            Sort::Region(_) => Ok(Region::nothing()),
        };
        self.opened(Sort::Region(region))
    }

    /// Only items whose sort key, from the next segment on, starts with this text as it is stored. The
    /// escape from typed values: the text need not end where a segment does, and is not checked.
    pub fn starts_with_raw(self, text: &str) -> Query<E, (), P> {
        let region = match &self.sort {
            Sort::Prefix(writer) => Region::raw_prefix(writer.clone(), text).map_err(Error::from),
            Sort::Region(_) => Ok(Region::nothing()),
        };
        self.opened(Sort::Region(region))
    }

    /// Only items that meet this condition, and all earlier ones. `DynamoDB` reads the others too, and bills
    /// them: a key that finds the items is better where there is one.
    pub fn filter(mut self, condition: Condition<E>) -> Self {
        self.filter = Some(match self.filter {
            None => condition.expr,
            Some(earlier) => earlier.and_then(|earlier| Ok(Expr::And(vec![earlier, condition.expr?]))),
        });
        self
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

    super::options::reading!();
    super::options::expiring!();

    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, the cursor is not this query's, or no key can be in the range, so
    /// that nothing would be sent ([`Error::is_empty_range`]).
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<QueryInput, Error> {
        let request = self.reader(table)?.query()?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.caller().unbuilt("Query", error))
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
    ) -> impl Future<Output = Result<Page<E>, Error>> + Send + use<E, T, Open, P> {
        let reader = self.reader(table);
        async move { reader?.page().await }
    }

    /// All items, page after page.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn all<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Vec<E>, Error>> + Send + use<E, T, Open, P> {
        let reader = self.reader(table);
        async move { reader?.all().await }
    }

    /// The first item.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn first<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Option<E>, Error>> + Send + use<E, T, Open, P> {
        let reader = self.reader(table);
        async move { reader?.first().await }
    }

    /// The number of items. They are counted by `DynamoDB` where its conditions can say exactly what is
    /// asked for, and read otherwise; both cost as much as reading them.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn count<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<usize, Error>> + Send + use<E, T, Open, P> {
        let reader = self.reader(table);
        async move { reader?.count().await }
    }

    /// The items as a stream that reads page after page as they are wanted.
    pub fn stream<T: Holds<E>>(self, table: &TableClient<T>) -> Items<E> {
        Items::new(self.reader(table))
    }

    /// Removes all its items, however many there are.
    ///
    /// # Examples
    ///
    /// ```text
    /// let removed = Comment::of_video(7).delete_all().send(&table).await?;
    /// ```
    pub fn delete_all(self) -> DeleteAll<E, Open, P> {
        DeleteAll::new(self)
    }

    fn reader<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Reader<E>, Error> {
        let (target, strict) = (self.target, self.strict);
        let (key, attributes) = (target.meta::<E>(), target.place(E::META, T::META)?);
        let pk = self.pk.finish()?.attribute(&attributes.pk)?;
        let region = match self.sort {
            Sort::Prefix(writer) => Region::prefix(writer)?,
            Sort::Region(region) => region?,
        };
        let interval = region.interval(attributes.sk.as_ref())?;
        let filter = self.filter.transpose()?;
        let partition = Partition { attributes, pk, interval, forward: !self.backward };
        let identity = identity(T::META, key, &partition, filter.as_ref())?;
        let arrive = Arc::new(move |item| arrive::<E, T>(target.stored(), strict, item));
        let mut source = Source::new(table, Place::Partition(Box::new(partition)), arrive);
        source.consistent = self.consistent;
        source.filter = filter;
        source.alive = !self.expired && E::META.ttl().is_some();
        source.mixed = target.is_mixed::<E, T>();
        // A strict read has to see what it is to complain about.
        let exact = T::META.type_attribute.filter(|_| !strict).map(|name| type_is(name, key));
        source.types = exact.clone().filter(|_| source.mixed);
        source.exact = exact;
        Reader::new(source, Issuer::new(&identity, table.cursor_keys()), &self.extent)
    }
}

impl Sort {
    fn nothing() -> Self {
        Self::Region(Ok(Region::nothing()))
    }
}

pub(super) fn type_is(attribute: &'static str, key: &KeyMeta) -> Expr {
    Expr::equal(attribute, AttributeValue::S(key.type_value.to_owned()))
}

/// Everything that a cursor of this query is bound to, in words that do not change from one program to the
/// next.
fn identity(
    table: &TableMeta,
    key: &KeyMeta,
    partition: &Partition,
    filter: Option<&Expr>,
) -> Result<String, Error> {
    let (ident, bounds, forward) = (table.ident, bounds(partition)?, partition.forward);
    let filter = filter.map(Renderer::fingerprint);
    let KeyMeta { type_value, pattern, .. } = key;
    Ok(format!("query {ident} {type_value:?} {pattern:?} {bounds} {filter:?} {forward}"))
}

/// The partition and the range.
pub(super) fn bounds(partition: &Partition) -> Result<String, Error> {
    let Partition { attributes, pk, interval, .. } = partition;
    let (pk, sk) = (stable(pk), attributes.sk);
    let value = |key: &KeyValue| -> Result<String, Error> {
        Ok(stable(&sk.map_or(Ok(AttributeValue::Null(true)), |sk| key.attribute(&sk))?))
    };
    let range = match &interval.condition {
        SortCondition::All => "all".to_owned(),
        SortCondition::Nothing => "nothing".to_owned(),
        SortCondition::Equal(key) => format!("= {}", value(key)?),
        SortCondition::BeginsWith(prefix) => format!("starts {prefix:?}"),
        SortCondition::Between(least, most) => format!("{} to {}", value(least)?, value(most)?),
        SortCondition::AtLeast(least) => format!(">= {}", value(least)?),
        SortCondition::AtMost(most) => format!("<= {}", value(most)?),
    };
    let excluded = interval.excluded.iter().map(value).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{pk} {range} {excluded:?}"))
}

pub(super) fn arrive<E: Entity, T: Holds<E>>(
    index: usize,
    strict: bool,
    item: Item,
) -> Result<Arrived<E>, Error> {
    let expected = Kind::Known { entity: T::INDEX, key: index };
    let found = kind_of(T::META, &item);
    match found {
        found if found == expected => decode(Stored { item, table: T::META, key: index }).map(Arrived::Item),
        Kind::Known { .. } | Kind::Marker { .. } => Ok(Arrived::Other),
        Kind::Foreign(_) => foreign(T::META, strict, &item),
    }
}

/// What becomes of an item that the table has no entity for.
pub(super) fn foreign<I>(table: &TableMeta, strict: bool, item: &Item) -> Result<Arrived<I>, Error> {
    if !strict {
        return Ok(Arrived::Foreign);
    }
    let found = kind_of(table, item).name(table);
    let (pk, sk) = StoredKey::of(table, item)?.texts();
    Err(Error::new(Failure::UnknownType { found }).key_is(&pk, sk.as_deref()))
}
