//! Reading many items by their keys.

mod run;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use run::Batch;

use super::batch_write::RefusedOperation;
use crate::client::Connection;
use crate::client::TableClient;
use crate::error::Error;
use crate::error::PartialOutcome;
use crate::item::ItemKey;
use crate::item::table::Table;
use crate::read::one::{ReadOne, ReadOperation};
use crate::read::view::add_names;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The most keys of one request.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
pub(crate) const MAX_KEYS: usize = 100;

/// How many requests in a row may bring nothing at all.
const ROUNDS: usize = 8;

/// Decodes an item that was asked for as some entity, at this second since 1970.
type Decode<I> = Arc<dyn Fn(Item, i64) -> Result<Option<I>, Error> + Send + Sync>;

/// Reads many items of one table by their keys, of one entity or of several: `get`s, and reads of unique lookups
/// (`User::by_email("a@b")`).
///
/// One `BatchGetItem` request for each 100 keys, at half the read capacity when it is not
/// [`consistent`](Self::consistent). A key that is asked for twice is read once. What `DynamoDB` leaves
/// unprocessed is asked for again after a pause, which grows with each request that brings nothing. A key or an item that
/// is refused does not keep the others from being read.
///
/// ```
/// # use dynamodel::{BatchGet, Entity, Table};
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
/// # Video { video_id: 2 }.create().send(&table).await?;
/// // Of one entity:
/// let videos = (1..=3).map(Video::get).collect::<BatchGet<Video, YouTube>>().send(&table).await?;
/// assert_eq!(videos, [None, Some(Video { video_id: 2 }), None]);
/// // Of several:
/// let both = BatchGet::<YouTube, YouTube>::new().and(User::get(1)).and(Video::get(2)).send(&table).await?;
/// assert_eq!(both, [None, Some(YouTube::Video(Video { video_id: 2 }))]);
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchGet<I, T> {
    wanted: Vec<(Result<ItemKey, Error>, Decode<I>)>,
    consistent: bool,
    /// The attributes that the `get`s read, unless one of them reads all.
    names: Vec<&'static str>,
    reads_all: bool,
    table: std::marker::PhantomData<fn() -> T>,
}

/// A batch that brought some of its items and not the others.
#[non_exhaustive]
pub struct PartialBatch<I> {
    /// What came, in the order of the keys.
    pub items: Vec<Option<I>>,
    /// The places of the keys whose items are not known: those not read, and those refused.
    pub unprocessed: Vec<usize>,
    /// The keys whose items cannot be read, each with the reason. To ask for them again is of no use.
    pub refused: Vec<RefusedOperation>,
}

/// The items are counted, not shown: errors end up in logs.
impl<I> fmt::Debug for PartialBatch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { items, unprocessed, refused } = self;
        let items = items.iter().flatten().count();
        let mut partial = f.debug_struct("PartialBatch");
        partial.field("items", &items).field("unprocessed", unprocessed).field("refused", refused).finish()
    }
}

impl<I> fmt::Display for PartialBatch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} keys were not read", self.unprocessed.len(), self.items.len())
    }
}

impl<I: Send + Sync + 'static> PartialOutcome for PartialBatch<I> {
    fn first_failure(&self) -> Option<&Error> {
        self.refused.first().map(|refused| &refused.error)
    }
}

impl<I, T> Default for BatchGet<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, T> BatchGet<I, T> {
    /// Reads nothing yet.
    pub fn new() -> Self {
        let (wanted, names) = (Vec::new(), Vec::new());
        Self { wanted, consistent: false, names, reads_all: false, table: std::marker::PhantomData }
    }

    /// Reads what every write before it has left, at twice the cost.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Reads one more item.
    pub fn and<O: ReadOperation<T>>(mut self, get: O) -> Self
    where
        T: Table,
        I: From<O::Item>,
    {
        let ReadOne { key, names, consistent, arrive, .. } = get.into_one();
        let decode = move |item, now| Ok(arrive.decode(T::META, item, now)?.map(I::from));
        self.consistent |= consistent;
        match names {
            Some(names) => add_names(&mut self.names, names),
            None => self.reads_all = true,
        }
        self.wanted.push((key, Arc::new(decode)));
        self
    }
}

impl<O: ReadOperation<T>, T: Table> FromIterator<O> for BatchGet<O::Item, T> {
    fn from_iter<G: IntoIterator<Item = O>>(gets: G) -> Self {
        gets.into_iter().fold(Self::new(), Self::and)
    }
}

impl<I: Send + Sync + 'static, T: Table> BatchGet<I, T> {
    /// Sends it: for each key in turn its item, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// A key is invalid, `DynamoDB` refuses it, or its item is malformed or of another type. Or it stopped: a request
    /// failed, or `DynamoDB` kept leaving keys unprocessed. [`Error::partial`] is a [`PartialBatch`]: what came, and
    /// which keys were refused.
    pub fn send(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Vec<Option<I>>, Error>> + Send + use<I, T> {
        let connection = table.connection().clone();
        async move {
            let names = (!self.reads_all).then_some(self.names);
            let mut batch = Batch::new(T::META, names);
            self.wanted.into_iter().for_each(|(key, decode)| batch.add(key, decode));
            batch.run(&connection, self.consistent).await
        }
    }
}

/// Fetches the items with these keys, whatever they are, in their order.
pub(crate) async fn fetch_all(
    connection: &Connection,
    table: &'static TableMeta,
    keys: Vec<Item>,
    consistent: bool,
) -> Result<Vec<Option<Item>>, Error> {
    let mut batch = Batch::new(table, None);
    let decode: Decode<Item> = Arc::new(|item, _| Ok(Some(item)));
    for key in keys {
        batch.add_key(key, Arc::clone(&decode));
    }
    batch.run(connection, consistent).await
}

/// The pauses between requests that bring nothing.
pub(super) fn pauses() -> impl Iterator<Item = Duration> + Send {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(50))
        .with_max_delay(Duration::from_secs(5))
        .with_max_times(ROUNDS)
        .with_jitter()
        .build()
}
