//! Reading everything.

use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::types::AttributeValue;

use super::lenient::ReadMany;
use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::Expr;
use crate::item::table::Table;
use crate::item::{ItemKind, StoredItem, StoredKey, kind_of};
use crate::page::Page;
use crate::read::{
    Decoded, Decoder, Extent, Filters, Items, KeyAttributes, Malformed, Operation, Pager, Requests, Segments,
    Source,
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
        let request = self.pager(table, arrive::<T>, None)?.scan()?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.connection().build_error("Scan", error))
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
        let pager = self.pager(table, arrive::<T>, None);
        async move { pager?.page().await }
    }

    /// All items, page after page.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn all(self, table: &TableClient<T>) -> impl Future<Output = Result<Vec<T>, Error>> + Send + use<T> {
        let pager = self.pager(table, arrive::<T>, None);
        async move { pager?.all().await }
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
        let pager = self.pager(table, arrive::<T>, None);
        async move { pager?.first().await }
    }

    /// The number of items, and [with copies](Self::with_copies) of all copies.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn count(self, table: &TableClient<T>) -> impl Future<Output = Result<usize, Error>> + Send + use<T> {
        let pager = self.pager(table, counted::<T>, None);
        async move { pager?.count().await }
    }

    /// The items as a stream that reads page after page as they are wanted.
    #[must_use = "nothing is read before it is asked for"]
    pub fn stream(self, table: &TableClient<T>) -> Items<T> {
        Items::new(self.pager(table, arrive::<T>, None))
    }

    fn pager<I: Send + 'static>(
        self,
        table: &TableClient<T>,
        arrive: fn(bool, bool, Item) -> Result<Decoded<I>, Error>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Result<Pager<I>, Error> {
        let identity = format!("scan {} {}", T::META.ident, self.copies);
        let (copies, strict) = (self.copies, self.strict);
        let arrive = Arc::new(move |item| arrive(copies, strict, item));
        let attributes = KeyAttributes::for_table(T::META);
        let requests = Requests {
            is_consistent: self.consistent,
            filters: Filters {
                types: unwanted(T::META, copies),
                exact: if strict { None } else { known(T::META, copies) },
                // Items of foreign types can be anywhere.
                is_mixed: true,
                skips_expired: !self.expired && T::META.expires(),
                ..Filters::default()
            },
            ..Requests::new(table, Operation::Scan { attributes, segments: self.segments })
        };
        let decoder = Decoder { malformed, ..Decoder::new(arrive) };
        Pager::new(Source { requests, decoder }, table, &identity, &self.extent)
    }
}

impl<T: Table> ReadMany<T> for Scan<T> {
    type Item = T;

    fn lenient_pager(self, table: &TableClient<T>) -> Result<Pager<Result<T, Malformed>>, Error> {
        self.pager(table, |copies, strict, item| Ok(arrive::<T>(copies, strict, item)?.map(Ok)), Some(Err))
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
fn counted<T: Table>(copies: bool, strict: bool, item: Item) -> Result<Decoded<()>, Error> {
    if copies && is_part(T::META, &item) {
        return Ok(Decoded::Item(()));
    }
    arrive::<T>(copies, strict, item).map(|arrived| arrived.map(drop))
}

/// Whether it is a copy that holds a part of its item, and so no value of the table.
fn is_part(table: &TableMeta, item: &Item) -> bool {
    match kind_of(table, item) {
        ItemKind::Known { entity, key } => !table.entities[entity].keys[key].project.is_all(),
        ItemKind::Marker { .. } | ItemKind::Foreign(_) => false,
    }
}

fn arrive<T: Table>(copies: bool, strict: bool, item: Item) -> Result<Decoded<T>, Error> {
    match kind_of(T::META, &item) {
        ItemKind::Known { key, .. } if key > 0 && !copies => Ok(Decoded::Other),
        ItemKind::Marker { .. } => Ok(Decoded::Other),
        ItemKind::Known { .. } if is_part(T::META, &item) => Ok(Decoded::Other),
        ItemKind::Known { entity, key } => {
            T::decode(entity, StoredItem { item, table: T::META, key }).map(Decoded::Item)
        }
        ItemKind::Foreign(_) if !strict => Ok(Decoded::Foreign),
        found @ ItemKind::Foreign(_) => {
            let found = found.name(T::META);
            let (pk, sk) = StoredKey::of(T::META, &item)?.texts();
            Err(Error::new(Kind::UnknownType { found }).key_is(&pk, sk.as_deref()))
        }
    }
}
