//! Reading everything.

use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::types::AttributeValue;

use super::lenient::ReadMany;
use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind as Failure;
use crate::expr::Expr;
use crate::item::table::Table;
use crate::item::{Kind, StoredItem, StoredKey, kind_of};
use crate::page::Page;
use crate::read::{
    Arrived, Attributes, Extent, GiveMalformed, Items, LenientReader, Place, Segments, Source, Whole,
};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The most operands of `IN`.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters>
const MAX_IN: usize = 100;

/// Reads all items of a table, each as the variant it is: `YouTube::scan()`.
///
/// One `Scan` request a page of at most 1 MB, which costs the capacity of the whole table in the end.
/// Lookup copies are left out unless asked for [`with_copies`](Self::with_copies), the markers of unique fields
/// always: they are no values.
#[must_use = "an operation does nothing until it is sent"]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Scan<T> {
    copies: bool,
    consistent: bool,
    strict: bool,
    expired: bool,
    extent: Extent,
    segments: Segments,
    table: PhantomData<fn() -> T>,
}

crate::codec::debug::debug!(Scan<T> { copies, consistent, strict, expired, extent, segments });

impl<T: Table> Scan<T> {
    pub(crate) fn new() -> Self {
        let (copies, consistent, strict, expired) = (false, false, false, false);
        let (extent, segments) = (Extent::default(), Segments::default());
        Self { copies, consistent, strict, expired, extent, segments, table: PhantomData }
    }

    /// Lookup copies too. Those that hold a part of their item are no values of the table, as the markers of unique
    /// fields are none: they are not given, but [counted](Self::count).
    pub fn with_copies(mut self) -> Self {
        self.copies = true;
        self
    }

    /// Reads what every write before it has left, at twice the cost.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    crate::read::options::reading!();
    crate::read::options::expiring!();
    crate::read::options::segmented!();

    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The cursor is not this scan's.
    pub fn request(self, table: &TableClient<T>) -> Result<ScanInput, Error> {
        let request = self.reader(table, arrive::<T>, None)?.request()?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.connection().unbuilt("Scan", error))
    }

    /// One page: what one request brings, in segments one request for each of those that are read at the same
    /// time, or with [`take`](Self::take) that many items.
    ///
    /// # Errors
    ///
    /// The cursor is not this scan's ([`Error::is_invalid_cursor`]), an item is malformed
    /// ([`Error::is_malformed_item`]), or a request failed.
    pub fn page(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Page<T>, Error>> + Send + use<T> {
        let reader = self.reader(table, arrive::<T>, None);
        async move { reader?.page().await }
    }

    /// All items, page after page.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn all(self, table: &TableClient<T>) -> impl Future<Output = Result<Vec<T>, Error>> + Send + use<T> {
        let reader = self.reader(table, arrive::<T>, None);
        async move { reader?.all().await }
    }

    /// The first item.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn first(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Option<T>, Error>> + Send + use<T> {
        let reader = self.reader(table, arrive::<T>, None);
        async move { reader?.first().await }
    }

    /// The number of items, and [with copies](Self::with_copies) of all copies.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn count(self, table: &TableClient<T>) -> impl Future<Output = Result<usize, Error>> + Send + use<T> {
        let reader = self.reader(table, counted::<T>, None);
        async move { reader?.count().await }
    }

    /// The items as a stream that reads page after page as they are wanted.
    #[must_use = "nothing is read before it is asked for"]
    pub fn stream(self, table: &TableClient<T>) -> Items<T> {
        Whole::stream(self.reader(table, arrive::<T>, None))
    }

    fn reader<I: Send + 'static>(
        self,
        table: &TableClient<T>,
        arrive: fn(bool, bool, Item) -> Result<Arrived<I>, Error>,
        malformed: Option<GiveMalformed<I>>,
    ) -> Result<Whole<I>, Error> {
        let identity = format!("scan {} {}", T::META.ident, self.copies);
        let (copies, strict) = (self.copies, self.strict);
        let arrive = Arc::new(move |item| arrive(copies, strict, item));
        let mut source = Source::new(table, Place::Whole(Attributes::of_table(T::META)), arrive);
        source.malformed = malformed;
        source.consistent = self.consistent;
        source.alive = !self.expired && T::META.expires();
        // Types that the table does not know can be anywhere.
        source.mixed = true;
        source.types = unwanted(T::META, copies);
        source.exact = if strict { None } else { known(T::META, copies) };
        Whole::new(source, table, &identity, &self.extent, self.segments)
    }
}

impl<T: Table> ReadMany<T> for Scan<T> {
    type Item = T;

    fn lenient_reader(self, table: &TableClient<T>) -> Result<LenientReader<T>, Error> {
        self.reader(table, |copies, strict, item| Ok(arrive::<T>(copies, strict, item)?.map(Ok)), Some(Err))
            .map(LenientReader::from)
    }
}

/// Leaves markers, and lookup copies unless they are asked for, with the server.
fn unwanted(table: &TableMeta, copies: bool) -> Option<Expr> {
    let keys = table.entities.iter().flat_map(|entity| {
        let copies = entity.keys.iter().skip(if copies { entity.keys.len() } else { 1 });
        copies.chain(entity.markers.iter().map(|marker| &marker.key))
    });
    is_one_of(table, keys).map(|unwanted| Expr::Not(Box::new(unwanted)))
}

/// Only what the table knows.
fn known(table: &TableMeta, copies: bool) -> Option<Expr> {
    let keys = |entity: &EntityMeta| if copies { entity.keys } else { &entity.keys[..1] };
    is_one_of(table, table.entities.iter().flat_map(|entity| keys(entity)))
}

/// That an item's type is that of one of these keys; `None` where the server cannot tell.
pub(super) fn is_one_of<'m>(table: &TableMeta, keys: impl Iterator<Item = &'m KeyMeta>) -> Option<Expr> {
    let attribute = table.type_attribute?;
    let types: Vec<_> = keys.map(|key| AttributeValue::S(key.type_value.to_owned())).collect();
    (1..=MAX_IN).contains(&types.len()).then(|| Expr::In(attribute.into(), types))
}

/// What is only counted need not be a value.
fn counted<T: Table>(copies: bool, strict: bool, item: Item) -> Result<Arrived<()>, Error> {
    if copies && is_part(T::META, &item) {
        return Ok(Arrived::Item(()));
    }
    arrive::<T>(copies, strict, item).map(|arrived| arrived.map(drop))
}

/// Whether it is a copy that holds a part of its item, and so no value of the table.
fn is_part(table: &TableMeta, item: &Item) -> bool {
    match kind_of(table, item) {
        Kind::Known { entity, key } => !table.entities[entity].keys[key].project.is_all(),
        Kind::Marker { .. } | Kind::Foreign(_) => false,
    }
}

fn arrive<T: Table>(copies: bool, strict: bool, item: Item) -> Result<Arrived<T>, Error> {
    match kind_of(T::META, &item) {
        Kind::Known { key, .. } if key > 0 && !copies => Ok(Arrived::Other),
        Kind::Marker { .. } => Ok(Arrived::Other),
        Kind::Known { .. } if is_part(T::META, &item) => Ok(Arrived::Other),
        Kind::Known { entity, key } => {
            T::decode(entity, StoredItem { item, table: T::META, key }).map(Arrived::Item)
        }
        Kind::Foreign(_) if !strict => Ok(Arrived::Foreign),
        found @ Kind::Foreign(_) => {
            let found = found.name(T::META);
            let (pk, sk) = StoredKey::of(T::META, &item)?.texts();
            Err(Error::new(Failure::UnknownType { found }).key_is(&pk, sk.as_deref()))
        }
    }
}
