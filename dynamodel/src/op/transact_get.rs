//! Reading several items as they are at one moment.

mod parts;

pub use parts::{ReadPart, ReadParts};

use aws_sdk_dynamodb::operation::transact_get_items::builders::TransactGetItemsFluentBuilder;
use aws_sdk_dynamodb::types::{Get as GetPart, TransactGetItem};

use crate::client::Connection;
use crate::error::{Kind, code_of};
use crate::read::names::{add_names, with_keys};
use crate::read::one::{Arrive, ReadOne, ReadOperation};

use crate::client::{Sending, TableClient};
use crate::codec::attribute::FetchedItem;
use crate::codec::wire::Layout;
use crate::error::Error;
use crate::expr::ProjectedPath;
use crate::item::ItemKey;
use crate::item::parts::Lists;
use crate::item::table::Table;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The most items of one request.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>
const MAX_ITEMS: usize = 100;

/// Reads several items of one table as they are at one moment: a tuple of `get`s and reads of unique lookups
/// (`User::by_email("a@b")`), or a `Vec` of them.
///
/// One `TransactGetItems` request of at most 100 items, at twice the cost of a consistent read;
/// repeated (at most 10 times) while a transaction is at work on one of the items. A key that is asked for
/// twice is read once.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::transact_get;
///
/// let (user, video) = transact_get((User::get(4), Video::get(7))).send(&table).await?;
/// assert_eq!((user, video), (None, Some(dynamodel_doc_model::video(7, 2025, "Intro"))));
/// # Ok(()) });
/// ```
pub fn transact_get<G: ReadParts<Parts = P>, P>(gets: G) -> TransactGet<P> {
    TransactGet { gets: gets.into_parts() }
}

/// Reads several items as they are at one moment; see [`transact_get`].
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct TransactGet<G> {
    gets: G,
}

/// The reads of a [`transact_get`] of entities of the table `T`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a group of reads from the table `{T}`")]
pub trait Gets<T>: Send {
    /// The items, each an `Option`.
    type Items;

    #[doc(hidden)]
    fn into_reading(self) -> Result<Reading<Self::Items>, Error>;
}

/// The keys to read, and the function that makes the output of the items at a second since 1970.
pub struct Reading<I> {
    parts: Vec<Part>,
    decode: Decode<I>,
}

type Decode<I> = Box<dyn FnOnce(Vec<Option<FetchedItem>>, i64) -> Result<I, Error> + Send>;

/// One of the reads.
#[derive(Debug)]
struct Part {
    key: ItemKey,
    /// The attributes it asks for; `None` for all.
    names: Option<Vec<ProjectedPath>>,
}

impl<O: ReadOperation<T>, T: Table> Gets<T> for Vec<O> {
    type Items = Vec<Option<O::Item>>;

    fn into_reading(self) -> Result<Reading<Self::Items>, Error> {
        let gets = self.into_iter().enumerate();
        let all = gets.map(|(at, get)| part(at, get.into_one())).collect::<Result<Vec<_>, _>>()?;
        let (parts, arrive): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        let decode = move |items: Vec<Option<FetchedItem>>, now| {
            let arrived = arrive.iter().zip(items).enumerate();
            arrived.map(|(at, (arrive, item))| decode_one::<T, _>(at, arrive, item, now)).collect()
        };
        Ok(Reading { parts, decode: Box::new(decode) })
    }
}

fn part<I>(at: usize, one: ReadOne<I>) -> Result<(Part, Arrive<I>), Error> {
    let ReadOne { key, names, arrive, entity, .. } = one;
    let key = key.map_err(|error| error.entity_is(entity).operation_is(at))?;
    Ok((Part { key, names }, arrive))
}

fn decode_one<T: Table, I>(
    at: usize,
    arrive: &Arrive<I>,
    item: Option<FetchedItem>,
    now: i64,
) -> Result<Option<I>, Error> {
    let decoded = item.map_or(Ok(None), |item| arrive.decode(T::META, item, Lists::Whole, now));
    decoded.map_err(|error| error.operation_is(at))
}

macro_rules! tuples {
    ($($get:ident $at:tt),+) => {
        impl<$($get: ReadPart),+> ReadParts for ($($get,)+) {
            type Parts = ($($get::Part,)+);

            fn into_parts(self) -> Self::Parts {
                ($(self.$at.into_part(),)+)
            }
        }

        impl<T: Table, $($get: ReadOperation<T>),+> Gets<T> for ($($get,)+) {
            type Items = ($(Option<$get::Item>,)+);

            fn into_reading(self) -> Result<Reading<Self::Items>, Error> {
                let all = ($(part($at, self.$at.into_one())?,)+);
                let arrive = ($(all.$at.1,)+);
                let decode = move |items: Vec<Option<FetchedItem>>, now| {
                    let mut items = items.into_iter();
                    Ok(($(decode_one::<T, _>($at, &arrive.$at, items.next().flatten(), now)?,)+))
                };
                Ok(Reading { parts: vec![$(all.$at.0),+], decode: Box::new(decode) })
            }
        }
    };
}
tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

impl<G> TransactGet<G> {
    /// Sends it: each item, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// A key is invalid ([`Error::is_invalid_key`]), there are more than 100
    /// ([`Error::is_over_limit`]), an item is malformed or of another type, transactions were at
    /// work on the items in every attempt ([`Error::is_conflict`]), or the request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact_get;
    ///
    /// let (user, video) = transact_get((User::get(3), Video::get(7))).send(&table).await?;
    /// assert!(user.is_some() && video.is_some());
    /// # Ok(()) });
    /// ```
    pub fn send<T: Table, I: Send + 'static>(self, table: &TableClient<T>) -> Sending<I>
    where
        G: Gets<T, Items = I>,
    {
        let (connection, reading) = (table.connection().clone(), self.gets.into_reading());
        Sending::new(async move {
            let Reading { parts, decode } = reading?;
            let context = |error: Error| error.table_is(&connection.table);
            let items = fetch(&connection, T::META, &parts).await.map_err(context)?;
            decode(items, connection.clock.epoch_seconds()).map_err(context)
        })
    }
}

async fn fetch(
    connection: &Connection,
    table: &TableMeta,
    parts: &[Part],
) -> Result<Vec<Option<FetchedItem>>, Error> {
    // `DynamoDB` refuses a key that stands twice; one reading, of what both ask for, is as good for both.
    let mut once: Vec<Wanted> = Vec::new();
    let mut places = Vec::with_capacity(parts.len());
    for Part { key, names } in parts {
        let (key, names) = (key.attributes(table)?, with_keys(table, names.clone()));
        let known = once.iter().position(|(other, _)| *other == key);
        places.push(known.unwrap_or(once.len()));
        match known.and_then(|place| once.get_mut(place)) {
            None => once.push((key, names)),
            Some((_, wanted)) => match (wanted.as_mut(), names) {
                (Some(wanted), Some(names)) => add_names(wanted, names),
                _ => *wanted = None,
            },
        }
    }
    let items = fetch_once(connection, once).await?;
    Ok(places.into_iter().map(|place| items.get(place).cloned().flatten()).collect())
}

/// A key, and the attributes that are asked for; `None` for all.
type Wanted = (Item, Option<Vec<ProjectedPath>>);

async fn fetch_once(connection: &Connection, wanted: Vec<Wanted>) -> Result<Vec<Option<FetchedItem>>, Error> {
    match wanted.len() {
        0 => return Ok(Vec::new()),
        1..=MAX_ITEMS => {}
        count => return Err(Error::new(Kind::TooMany { count, limit: MAX_ITEMS })),
    }
    let request = build(connection, wanted)?;
    let pages = connection.pages(Layout::Positions);
    let attempt = || async {
        let request = request.clone().customize().interceptor(pages.clone());
        let answer = connection.send("TransactGetItems", request.send()).await;
        answer.map_err(|error| match code_of(&error) {
            Some("TransactionCanceledException" | "TransactionConflictException") if is_conflict(&error) => {
                connection.conflict()
            }
            _ => connection.error("TransactGetItems", error),
        })
    };
    let again = |error: &Error| matches!(error.cause(), Kind::Conflict { .. });
    let answer = connection.retry(attempt, again).await?;
    connection.count(answer.consumed_capacity());
    let read = answer.responses.unwrap_or_default().into_iter();
    let items = pages.items(read.map(|response| response.item.unwrap_or_default()).collect());
    // A missing item is an empty one.
    Ok(items.into_iter().map(|item| Some(item).filter(|item| !item.is_empty())).collect())
}

fn is_conflict<R>(
    error: &aws_sdk_dynamodb::error::SdkError<
        aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError,
        R,
    >,
) -> bool {
    use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError::TransactionCanceledException;
    match error.as_service_error() {
        Some(TransactionCanceledException(canceled)) => {
            canceled.cancellation_reasons().iter().any(|reason| reason.code() == Some("TransactionConflict"))
        }
        _ => true,
    }
}

fn build(connection: &Connection, wanted: Vec<Wanted>) -> Result<TransactGetItemsFluentBuilder, Error> {
    let mut request = connection.client.transact_get_items();
    for (key, names) in wanted {
        let mut renderer = connection.renderer();
        let projection = names.map(|names| renderer.projection(&names));
        let part = GetPart::builder().table_name(&*connection.table).set_key(Some(key));
        let part = part.set_projection_expression(projection);
        let part = part.set_expression_attribute_names(renderer.finish().0);
        let part = part.build().map_err(|error| connection.build_error("TransactGetItems", error))?;
        request = request.transact_items(TransactGetItem::builder().get(part).build());
    }
    Ok(request.set_return_consumed_capacity(connection.return_capacity()))
}
