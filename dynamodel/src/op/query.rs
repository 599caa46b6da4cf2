//! Reading one partition of an access pattern.

use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Kind as Failure;
use crate::expr::Expr;
use crate::item::{Item, Kind, Stored, StoredKey, decode, kind_of};
use crate::key::{Interval, KeyPrefix, KeyRange, KeyWriter, Region};
use crate::page::{Cursor, Issuer, Page};
use crate::read::{Arrived, Extent, Items, Place, Reader, Source};
use crate::{Condition, Entity, Error, Holds, KeyMeta, TableClient, TableMeta};

/// Reads the items of one partition in the order of their sort keys: `Video::by_creator(3)`.
///
/// One `Query` request a page of at most 1 MB, eventually consistent unless
/// [`consistent`](Self::consistent): half a read capacity unit for each 4 KB read, or a whole one. It
/// never reads beyond the keys of its access pattern.
///
/// `Open` is the list of sort key segments that are still open, which [`prefix`](Self::prefix) and
/// [`range`](Self::range) take values for.
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Query<E, Open = ()> {
    index: usize,
    pk: KeyWriter,
    sort: Sort,
    backward: bool,
    consistent: bool,
    strict: bool,
    filter: Option<Result<Expr, Error>>,
    extent: Extent,
    types: PhantomData<fn() -> (E, Open)>,
}

/// What is known of the sort key.
#[derive(Debug)]
enum Sort {
    Prefix(KeyWriter),
    Region(Result<Region, Error>),
}

impl<E: Entity, Open> Query<E, Open> {
    pub(crate) fn new(index: usize, pk: KeyWriter) -> Self {
        let sort = Sort::Prefix(KeyWriter::new(E::META.keys[index].sort()));
        let (backward, consistent, strict) = (false, false, false);
        let (filter, extent) = (None, Extent::default());
        Self { index, pk, sort, backward, consistent, strict, filter, extent, types: PhantomData }
    }

    fn opened<Rest>(self, sort: Sort) -> Query<E, Rest> {
        let Self { index, pk, backward, consistent, strict, filter, extent, .. } = self;
        Query { index, pk, sort, backward, consistent, strict, filter, extent, types: PhantomData }
    }

    /// Only items whose first sort segments have these values: one value, or a tuple.
    ///
    /// Whole segments are compared: `prefix("Eng")` does not find `Engineer`.
    pub fn prefix<P: KeyPrefix<Open>>(mut self, values: P) -> Query<E, P::Rest> {
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
    pub fn range<R: KeyRange<Open>>(self, range: R) -> Query<E> {
        let region = match &self.sort {
            Sort::Prefix(writer) => Region::range(writer, range).map_err(Error::from),
            Sort::Region(_) => Ok(Region::nothing()),
        };
        self.opened(Sort::Region(region))
    }

    /// Only items whose sort key, from the next segment on, starts with this text as it is stored. The
    /// escape from typed values: the text need not end where a segment does, and is not checked.
    pub fn starts_with_raw(self, text: &str) -> Query<E> {
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

    /// Reads what every write before it has left, at twice the cost.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Makes an item of a type that the table does not know an error; without, it is left out and
    /// counted in [`Page::skipped`].
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// At most this many items, however many requests they take.
    pub fn take(mut self, items: usize) -> Self {
        self.extent.take = Some(items);
        self
    }

    /// How many items one request reads at the most; without, as many as fit into 1 MB.
    ///
    /// 0 counts as 1.
    pub fn page_size(mut self, items: u32) -> Self {
        self.extent.page_size = Some(items.max(1));
        self
    }

    /// Goes on where the page ended that this cursor is from.
    pub fn after(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.extent.after = cursor.into();
        self
    }

    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, or the cursor is not this query's.
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
    ) -> impl Future<Output = Result<Page<E>, Error>> + Send + use<E, T, Open> {
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
    ) -> impl Future<Output = Result<Vec<E>, Error>> + Send + use<E, T, Open> {
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
    ) -> impl Future<Output = Result<Option<E>, Error>> + Send + use<E, T, Open> {
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
    ) -> impl Future<Output = Result<usize, Error>> + Send + use<E, T, Open> {
        let reader = self.reader(table);
        async move { reader?.count().await }
    }

    /// The items as a stream that reads page after page as they are wanted.
    pub fn stream<T: Holds<E>>(self, table: &TableClient<T>) -> Items<E> {
        Items::new(self.reader(table))
    }

    fn reader<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Reader<E>, Error> {
        let key = &E::META.keys[self.index];
        let pk = self.pk.finish()?.attribute(&T::META.pk)?;
        let region = match self.sort {
            Sort::Prefix(writer) => Region::prefix(writer)?,
            Sort::Region(region) => region?,
        };
        let interval = region.interval(T::META.sk.as_ref())?;
        let filter = self.filter.transpose()?;
        let identity = identity(T::META, E::META.name, key, &pk, &interval, &filter, self.backward);
        let place = Place::Partition { pk, interval, forward: !self.backward };
        let (index, strict) = (self.index, self.strict);
        let arrive = Arc::new(move |item| arrive::<E, T>(index, strict, item));
        let mut source = Source::new(table, place, arrive);
        source.consistent = self.consistent;
        source.filter = filter;
        source.mixed = T::MIXED & (1 << index) != 0;
        source.types = T::META.type_attribute.map(|name| type_is(name, key));
        Reader::new(source, Issuer::new(&identity, table.cursor_keys()), self.extent)
    }
}

impl Sort {
    fn nothing() -> Self {
        Self::Region(Ok(Region::nothing()))
    }
}

fn type_is(attribute: &'static str, key: &KeyMeta) -> Expr {
    Expr::equal(attribute, AttributeValue::S(key.type_value.to_owned()))
}

/// Everything that a cursor of this query is bound to.
fn identity(
    table: &TableMeta,
    entity: &str,
    key: &KeyMeta,
    pk: &AttributeValue,
    interval: &Interval,
    filter: &Option<Expr>,
    backward: bool,
) -> String {
    let table = table.ident;
    format!("query {table} {entity} {:?} {pk:?} {interval:?} {filter:?} {backward}", key.pattern)
}

fn arrive<E: Entity, T: Holds<E>>(index: usize, strict: bool, item: Item) -> Result<Arrived<E>, Error> {
    let expected = Kind::Known { entity: T::INDEX, key: index };
    let found = kind_of(T::META, &item);
    match found {
        found if found == expected => decode(Stored { item, table: T::META, key: index }).map(Arrived::Item),
        Kind::Known { .. } => Ok(Arrived::Other),
        Kind::Foreign(_) if !strict => Ok(Arrived::Foreign),
        Kind::Foreign(_) => {
            let found = found.name(T::META);
            let (pk, sk) = StoredKey::of(T::META, &item)?.texts();
            Err(Error::new(Failure::UnknownType { found }).key_is(&pk, sk.as_deref()))
        }
    }
}
