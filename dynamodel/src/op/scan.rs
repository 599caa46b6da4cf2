//! Reading everything.

use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::types::AttributeValue;

use super::lenient::ReadMany;
use crate::client::{Sending, TableClient};
use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::expr::Expr;
use crate::item::table::Table;
use crate::item::{ItemKind, StoredItem, kind_of};
use crate::page::Page;
use crate::read::finding::foreign;
use crate::read::options::ReadOptions;
use crate::read::prepared::Prepared;
use crate::read::{
    Decoded, Decoder, Filters, Items, KeyAttributes, Malformed, Operation, Pager, Requests, Source,
};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
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
pub struct Scan<T> {
    copies: bool,
    options: ReadOptions,
    table: PhantomData<fn() -> T>,
}

crate::codec::debug::debug!(Scan<T> { copies, options });

impl<T: Table> Scan<T> {
    pub(crate) fn new() -> Self {
        Self { copies: false, options: ReadOptions::default(), table: PhantomData }
    }

    /// Lookup copies too. Those that hold a part of their item are no values of the table, as the markers of unique
    /// fields are none: they are not given, but [counted](Self::count).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let items = YouTube::scan().with_copies().all(&table).await?;
    /// let users = items.iter().filter(|item| matches!(item, YouTube::User(_)));
    /// assert_eq!(users.count(), 2);
    /// # Ok(()) });
    /// ```
    pub fn with_copies(mut self) -> Self {
        self.copies = true;
        self
    }

    /// Makes the read strongly consistent. Costs twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let items = YouTube::scan().consistent().all(&table).await?;
    /// assert_eq!(items.len(), 6);
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self {
        self.options.consistent = true;
        self
    }

    /// Reads this many equal parts of the table side by side, each with requests of its own. The items come
    /// in no particular order.
    ///
    /// Use it for large tables with capacity to spare: it costs as much, and takes as much capacity a second as
    /// it is faster. A cursor holds the position in each segment, and resumes a scan in as many
    /// segments. 0 counts as 1; `DynamoDB` takes 1,000,000 at most.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let items = YouTube::scan().segments(4).all(&table).await?;
    /// assert_eq!(items.len(), 6);
    /// # Ok(()) });
    /// ```
    pub fn segments(mut self, segments: usize) -> Self {
        self.options.segments.count = Some(segments.max(1));
        self
    }

    /// Sets how many segments are read at the same time; 4 by default. 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let items = YouTube::scan().segments(16).concurrency(8).all(&table).await?;
    /// assert_eq!(items.len(), 6);
    /// # Ok(()) });
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.segments.concurrency = requests.max(1);
        self
    }

    crate::op::read_options::read_options!(options; "YouTube::scan()");

    /// The first request.
    ///
    /// # Errors
    ///
    /// The cursor is not this scan's.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = YouTube::scan().request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request(self, table: &TableClient<T>) -> Result<ScanInput, Error> {
        self.values(table).scan(table.connection())
    }

    /// Reads one page: the items of one request, in segments of one request for each of those that are read at the same
    /// time, or with [`take`](Self::take) that many items.
    ///
    /// # Errors
    ///
    /// The cursor is not this scan's ([`Error::is_invalid_cursor`]), an item is malformed
    /// ([`Error::is_malformed_item`]), or a request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = YouTube::scan().page_size(500).page(&table).await?;
    /// let second = YouTube::scan().page_size(500).after(first.cursor).page(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn page(self, table: &TableClient<T>) -> Sending<Page<T>> {
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
    /// for item in YouTube::scan().all(&table).await? {
    ///     match item {
    ///         YouTube::Video(video) => println!("{}", video.title),
    ///         YouTube::Comment(comment) => println!("{}", comment.text),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(()) });
    /// ```
    pub fn all(self, table: &TableClient<T>) -> Sending<Vec<T>> {
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
    /// let item = YouTube::scan().first(&table).await?;
    /// assert!(item.is_some());
    /// # Ok(()) });
    /// ```
    pub fn first(self, table: &TableClient<T>) -> Sending<Option<T>> {
        self.values(table).first()
    }

    /// Returns the number of items, and [with copies](Self::with_copies) of all copies.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(YouTube::scan().count(&table).await?, 6);
    /// assert_eq!(YouTube::scan().with_copies().count(&table).await?, 7);
    /// # Ok(()) });
    /// ```
    pub fn count(self, table: &TableClient<T>) -> Sending<usize> {
        self.prepared(table, counted::<T>, None).count()
    }

    /// Returns the items as a stream that reads page after page as they are wanted.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut items = YouTube::scan().stream(&table);
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{item:?}");
    /// }
    /// # Ok(()) });
    /// ```
    #[must_use = "nothing is read before it is asked for"]
    pub fn stream(self, table: &TableClient<T>) -> Items<T> {
        self.values(table).stream()
    }

    fn values(self, table: &TableClient<T>) -> Prepared<T> {
        self.prepared(table, decode::<T>, None)
    }

    fn prepared<I: Send + 'static>(
        self,
        table: &TableClient<T>,
        decode: fn(bool, bool, FetchedItem) -> Result<Decoded<I>, Error>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Prepared<I> {
        let Self { copies, options, .. } = self;
        let strict = options.strict;
        let identity = format!("scan {} {copies}", T::META.ident);
        let attributes = KeyAttributes::for_table(T::META);
        let requests = Requests {
            is_consistent: options.consistent,
            filters: Filters {
                types: unwanted(T::META, copies),
                exact: if strict { None } else { known(T::META, copies) },
                // Items of foreign types can be anywhere.
                is_mixed: true,
                skips_expired: !options.with_expired && T::META.expires(),
                ..Filters::default()
            },
            ..Requests::new(table, Operation::Scan { attributes, segments: options.segments })
        };
        let decode = Arc::new(move |item| decode(copies, strict, item));
        let decoder = Decoder { malformed, ..Decoder::new(decode) };
        Prepared::new(Pager::new(Source { requests, decoder }, table, &identity, &options.extent))
    }
}

impl<T: Table> ReadMany<T> for Scan<T> {
    type Item = T;

    fn prepare_lenient(self, table: &TableClient<T>) -> Prepared<Result<T, Malformed>> {
        self.prepared(table, |copies, strict, item| Ok(decode::<T>(copies, strict, item)?.map(Ok)), Some(Err))
    }
}

/// Filters out markers, and lookup copies unless they are wanted.
fn unwanted(table: &TableMeta, copies: bool) -> Option<Expr> {
    let keys = table.entities.iter().flat_map(|entity| {
        let copies = entity.keys.iter().skip(if copies { entity.keys.len() } else { 1 });
        copies.chain(entity.markers.iter().map(|marker| &marker.key))
    });
    is_one_of(table, keys).map(|unwanted| Expr::Not(Box::new(unwanted)))
}

/// Keeps only the types that the table knows.
fn known(table: &TableMeta, copies: bool) -> Option<Expr> {
    // The server does not tell versions of a model apart.
    if table.entities.iter().any(|entity| entity.model.is_some()) {
        return None;
    }
    let keys = |entity: &EntityMeta| if copies { entity.keys } else { &entity.keys[..1] };
    // Only the key tells whether an item without a type is known.
    let exact = is_one_of(table, table.entities.iter().flat_map(|entity| keys(entity)));
    exact.filter(|_| !table.untyped_by_key)
}

/// Requires the type of one of these keys; `None` where the server cannot tell.
pub(super) fn is_one_of<'m>(table: &TableMeta, keys: impl Iterator<Item = &'m KeyMeta>) -> Option<Expr> {
    let attribute = table.type_attribute?;
    let types: Vec<_> = keys.map(|key| AttributeValue::S(key.type_value.to_owned())).collect();
    (1..=MAX_IN).contains(&types.len()).then(|| Expr::In(attribute.into(), types))
}

/// Decodes an item that is only counted, and need not be a value.
fn counted<T: Table>(copies: bool, strict: bool, item: FetchedItem) -> Result<Decoded<()>, Error> {
    if copies && is_part(T::META, &item) {
        return Ok(Decoded::Item(()));
    }
    decode::<T>(copies, strict, item).map(|decoded| decoded.map(drop))
}

/// Returns `true` for a copy that holds a part of its item, and so is not a value of the table.
fn is_part(table: &TableMeta, item: &FetchedItem) -> bool {
    match kind_of(table, item) {
        ItemKind::Known { entity, key } => !table.entities[entity].keys[key].project.is_all(),
        ItemKind::Marker { .. } | ItemKind::Foreign(_) | ItemKind::Untyped(_) => false,
    }
}

fn decode<T: Table>(copies: bool, strict: bool, item: FetchedItem) -> Result<Decoded<T>, Error> {
    match kind_of(T::META, &item) {
        ItemKind::Known { key, .. } if key > 0 && !copies => Ok(Decoded::Other),
        ItemKind::Marker { .. } => Ok(Decoded::Other),
        ItemKind::Known { .. } if is_part(T::META, &item) => Ok(Decoded::Other),
        ItemKind::Known { entity, key } => {
            T::decode(entity, StoredItem { item, table: T::META, key }).map(Decoded::Item)
        }
        found @ (ItemKind::Foreign(_) | ItemKind::Untyped(_)) => foreign(T::META, strict, found, &item),
    }
}
