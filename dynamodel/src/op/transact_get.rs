//! Reading several items as they are at one moment.

use aws_sdk_dynamodb::operation::transact_get_items::builders::TransactGetItemsFluentBuilder;
use aws_sdk_dynamodb::types::{Get as GetPart, TransactGetItem};

use super::get::{Get, names_of, of_type};
use super::refusal::Refusal;
use super::view::{Yields, add_names};
use super::write::{conflict, retry};
use crate::client::Caller;
use crate::error::{Kind, code_of};

use crate::item::{Item, ItemKey};
use crate::ttl::is_expired;
use crate::{Entity, Error, Holds, TableClient, TableMeta};

/// The most items of one request.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>
const MAX_ITEMS: usize = 100;

/// Reads several items of one table as they are at one moment: a tuple of `get`s, or a `Vec` of them.
///
/// One `TransactGetItems` request of at most 100 items, at twice the cost of a consistent read;
/// repeated (at most 10 times) while a transaction is at work on one of the items. A key that is asked for
/// twice is read once.
///
/// ```
/// # use dynamodel::{Entity, Table, transact_get};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "user-{user_id}", sk = "_root")]
/// # struct User { user_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "video-{video_id}", sk = "_root")]
/// # struct Video { video_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "entities", type_attribute = "entity_type")]
/// # enum YouTube { User(User), Video(Video) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// # let table = YouTube::table(dynamodel::embedded::client());
/// # table.create().await?;
/// # Video { video_id: 5 }.create().send(&table).await?;
/// let (user, video) = transact_get((User::get(3), Video::get(5))).send(&table).await?;
/// assert_eq!((user, video), (None, Some(Video { video_id: 5 })));
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub fn transact_get<G>(gets: G) -> TransactGet<G> {
    TransactGet { gets }
}

/// Reads several items as they are at one moment; see [`transact_get`].
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct TransactGet<G> {
    gets: G,
}

/// What [`transact_get`] takes: a tuple of up to eight `get`s, or a `Vec` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the table `{T}` in one transaction",
    note = "give a tuple of up to eight `get`s of the table's entities, or a `Vec` of `get`s of one entity"
)]
pub trait Gets<T>: Send {
    /// The items, each an `Option`.
    type Items;

    /// For each, whether it is wanted although it has expired.
    #[doc(hidden)]
    fn into_parts(self) -> Vec<Result<Part, Error>>;

    #[doc(hidden)]
    fn decode(items: Vec<Option<Item>>) -> Result<Self::Items, Error>;
}

impl<E: Entity, R: Yields<E>, T: Holds<E>> Gets<T> for Vec<Get<E, R>> {
    type Items = Vec<Option<R::Item>>;

    fn into_parts(self) -> Vec<Result<Part, Error>> {
        self.into_iter().map(Part::of::<E, R, T>).collect()
    }

    fn decode(items: Vec<Option<Item>>) -> Result<Self::Items, Error> {
        items.into_iter().map(decode_one::<E, T, R>).collect()
    }
}

fn decode_one<E: Entity, T: Holds<E>, R: Yields<E>>(item: Option<Item>) -> Result<Option<R::Item>, Error> {
    item.map_or(Ok(None), of_type::<E, T, R>)
}

/// One of the `get`s.
#[derive(Debug)]
pub struct Part {
    key: ItemKey,
    /// The attributes it asks for; `None` for all.
    names: Option<Vec<&'static str>>,
    /// Whether it counts if its time is over.
    expired: bool,
}

impl Part {
    fn of<E: Entity, R: Yields<E>, T: Holds<E>>(get: Get<E, R>) -> Result<Self, Error> {
        let expired = get.wants_expired();
        Ok(Self { key: get.into_key()?, names: names_of::<E, R>(T::META), expired })
    }
}

macro_rules! tuples {
    ($($entity:ident $view:ident $at:tt),+) => {
        impl<T, $($entity: Entity, $view: Yields<$entity>),+> Gets<T> for ($(Get<$entity, $view>,)+)
        where
            $(T: Holds<$entity>,)+
        {
            type Items = ($(Option<$view::Item>,)+);

            fn into_parts(self) -> Vec<Result<Part, Error>> {
                vec![$(Part::of::<$entity, $view, T>(self.$at)),+]
            }

            fn decode(items: Vec<Option<Item>>) -> Result<Self::Items, Error> {
                let mut items = items.into_iter();
                Ok(($(decode_one::<$entity, T, $view>(items.next().flatten())?,)+))
            }
        }
    };
}
tuples!(A AView 0);
tuples!(A AView 0, B BView 1);
tuples!(A AView 0, B BView 1, C CView 2);
tuples!(A AView 0, B BView 1, C CView 2, D DView 3);
tuples!(A AView 0, B BView 1, C CView 2, D DView 3, E EView 4);
tuples!(A AView 0, B BView 1, C CView 2, D DView 3, E EView 4, F FView 5);
tuples!(A AView 0, B BView 1, C CView 2, D DView 3, E EView 4, F FView 5, G GView 6);
tuples!(A AView 0, B BView 1, C CView 2, D DView 3, E EView 4, F FView 5, G GView 6, H HView 7);

impl<G> TransactGet<G> {
    /// Sends it: each item, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// A key is invalid ([`Error::is_invalid_key`]), there are more than 100
    /// ([`Error::is_over_limit`]), an item is malformed or of another type, transactions were at
    /// work on the items in every attempt ([`Error::is_conflict`]), or the request failed.
    pub fn send<T>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<G::Items, Error>> + Send + use<G, T>
    where
        T: crate::Table,
        G: Gets<T>,
    {
        let caller = table.caller().clone();
        async move {
            let parts = self.gets.into_parts().into_iter().collect::<Result<Vec<_>, _>>()?;
            let items =
                fetch(&caller, T::META, &parts).await.map_err(|error| error.table_is(&caller.table))?;
            let now = caller.clock.epoch_seconds();
            let there = |(item, part): (Option<Item>, &Part)| {
                item.filter(|item| part.expired || !is_expired(T::META, item, now))
            };
            let items = items.into_iter().zip(&parts).map(there).collect();
            G::decode(items).map_err(|error| error.table_is(&caller.table))
        }
    }
}

async fn fetch(caller: &Caller, table: &TableMeta, parts: &[Part]) -> Result<Vec<Option<Item>>, Error> {
    // `DynamoDB` refuses a key that stands twice; one reading, of what both ask for, is as good for both.
    let mut once: Vec<Wanted> = Vec::new();
    let mut places = Vec::with_capacity(parts.len());
    for Part { key, names, .. } in parts {
        let (key, names) = (key.attributes(table)?, names.clone());
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
    let items = fetch_once(caller, once).await?;
    Ok(places.into_iter().map(|place| items.get(place).cloned().flatten()).collect())
}

/// A key, and the attributes that are asked for; `None` for all.
type Wanted = (Item, Option<Vec<&'static str>>);

async fn fetch_once(caller: &Caller, wanted: Vec<Wanted>) -> Result<Vec<Option<Item>>, Error> {
    match wanted.len() {
        0 => return Ok(Vec::new()),
        1..=MAX_ITEMS => {}
        count => return Err(Error::new(Kind::TooMany { count, limit: MAX_ITEMS })),
    }
    let request = build(caller, wanted)?;
    let attempt = || async {
        let answer = caller.send("TransactGetItems", request.clone().send()).await;
        answer.map_err(|error| match code_of(&error) {
            Some("TransactionCanceledException" | "TransactionConflictException") if is_conflict(&error) => {
                Refusal::Conflict
            }
            _ => Refusal::Failed(caller.error("TransactGetItems", false, error)),
        })
    };
    let again = |refusal: &Refusal| matches!(refusal, Refusal::Conflict);
    let answer = retry(attempt, again).await.map_err(|refusal| match refusal {
        Refusal::Throttled(error) | Refusal::Failed(error) => error,
        Refusal::Conflict | Refusal::Condition { .. } => conflict(),
    })?;
    caller.count(answer.consumed_capacity());
    let items = answer.responses.unwrap_or_default().into_iter();
    Ok(items.map(|response| response.item.filter(|item| !item.is_empty())).collect())
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

fn build(caller: &Caller, wanted: Vec<Wanted>) -> Result<TransactGetItemsFluentBuilder, Error> {
    let mut request = caller.client.transact_get_items();
    for (key, names) in wanted {
        let mut renderer = caller.renderer();
        let projection = names.map(|names| renderer.projection(&names));
        let part = GetPart::builder().table_name(&*caller.table).set_key(Some(key));
        let part = part.set_projection_expression(projection);
        let part = part.set_expression_attribute_names(renderer.finish().0);
        let part = part.build().map_err(|error| caller.unbuilt("TransactGetItems", error))?;
        request = request.transact_items(TransactGetItem::builder().get(part).build());
    }
    Ok(request.set_return_consumed_capacity(caller.return_capacity()))
}
