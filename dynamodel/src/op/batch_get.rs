//! Reading many items by their keys.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::types::KeysAndAttributes;
use backon::{BackoffBuilder, ExponentialBuilder};

use super::read_one::{ReadOne, ReadOperation};
use super::view::add_names;
use crate::client::Caller;
use crate::error::Kind;

use crate::item::{Item, ItemKey, name_of};
use crate::{Error, Table, TableClient, TableMeta};

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
/// unprocessed is asked for again after a pause, which grows with each request that brings nothing.
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
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialBatch<I> {
    /// What came, in the order of the keys.
    pub items: Vec<Option<I>>,
    /// The places of the keys whose items are not known: those not read, and those that made the error.
    pub unprocessed: Vec<usize>,
    /// Why.
    pub error: Error,
}

impl<I> fmt::Display for PartialBatch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} keys were not read: {}", self.unprocessed.len(), self.items.len(), self.error)
    }
}

impl<I: fmt::Debug> std::error::Error for PartialBatch<I> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl<I> From<PartialBatch<I>> for Error {
    fn from(partial: PartialBatch<I>) -> Self {
        partial.error
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
        let ReadOne { key, names, consistent, arrive } = get.into_one();
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

impl<I: Send + 'static, T: Table> BatchGet<I, T> {
    /// Sends it: for each key in turn its item, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// [`PartialBatch`] says what came, for which keys it is not known, and why: a key is invalid, an item
    /// malformed or of another type, a request failed, or `DynamoDB` kept leaving keys unprocessed.
    pub fn send(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Vec<Option<I>>, PartialBatch<I>>> + Send + use<I, T> {
        let caller = table.caller().clone();
        async move {
            let names = (!self.reads_all).then_some(self.names);
            let mut batch = Batch::new(self.wanted, T::META, names);
            match batch.run(&caller, self.consistent).await {
                Ok(()) => Ok(batch.items),
                Err(error) => Err(batch.partial(error.table_is(&caller.table))),
            }
        }
    }
}

/// Fetches the items with these keys, whatever they are, in their order.
pub(crate) async fn fetch_all(
    caller: &Caller,
    table: &'static TableMeta,
    keys: Vec<Item>,
    consistent: bool,
) -> Result<Vec<Option<Item>>, Error> {
    let mut batch = Batch::new(Vec::new(), table, None);
    let decode: Decode<Item> = Arc::new(|item, _| Ok(Some(item)));
    for (place, key) in keys.into_iter().enumerate() {
        batch.items.push(None);
        batch.decode.push(Arc::clone(&decode));
        batch.add(place, key);
    }
    batch.run(caller, consistent).await.map_err(|error| error.table_is(&caller.table))?;
    Ok(batch.items)
}

/// A batch that is under way.
struct Batch<I> {
    items: Vec<Option<I>>,
    decode: Vec<Decode<I>>,
    table: &'static TableMeta,
    /// The attributes that are asked for; `None` for all.
    names: Option<Vec<&'static str>>,
    /// The keys that are still to be read, each with the places that asked for it.
    open: HashMap<String, (Item, Vec<usize>)>,
    /// Their order.
    queue: Vec<String>,
    /// The places whose key or item is no good.
    failed: Vec<usize>,
    invalid: Option<Error>,
}

impl<I> Batch<I> {
    fn new(
        wanted: Vec<(Result<ItemKey, Error>, Decode<I>)>,
        table: &'static TableMeta,
        names: Option<Vec<&'static str>>,
    ) -> Self {
        let items = wanted.iter().map(|_| None).collect();
        let (open, queue, failed) = (HashMap::new(), Vec::new(), Vec::new());
        let mut batch = Self { items, decode: Vec::new(), table, names, open, queue, failed, invalid: None };
        for (place, (key, decode)) in wanted.into_iter().enumerate() {
            batch.decode.push(decode);
            match key.and_then(|key| key.attributes(table)) {
                Ok(key) => batch.add(place, key),
                Err(error) => {
                    batch.failed.push(place);
                    batch.invalid.get_or_insert(error);
                }
            }
        }
        batch
    }

    fn add(&mut self, place: usize, key: Item) {
        let name = name_of(self.table, &key);
        let open = self.open.entry(name.clone()).or_insert_with(|| (key, Vec::new()));
        open.1.push(place);
        if open.1.len() == 1 {
            self.queue.push(name);
        }
    }

    async fn run(&mut self, caller: &Caller, consistent: bool) -> Result<(), Error> {
        if let Some(error) = self.invalid.take() {
            return Err(error);
        }
        let mut pauses = pauses();
        while !self.queue.is_empty() {
            let before = self.queue.len();
            let complete = self.request(caller, consistent).await?;
            if self.queue.len() < before {
                pauses = self::pauses();
            }
            if complete {
                continue;
            }
            let Some(pause) = pauses.next() else {
                return Err(Error::new(Kind::Unprocessed { left: self.queue.len() }));
            };
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    /// Asks for the next keys. True if nothing of that came back unprocessed.
    async fn request(&mut self, caller: &Caller, consistent: bool) -> Result<bool, Error> {
        let asked: Vec<_> = self.queue.iter().take(MAX_KEYS).cloned().collect();
        let keys = asked.iter().filter_map(|name| self.open.get(name)).map(|(key, _)| key.clone()).collect();
        let mut renderer = caller.renderer();
        let projection = self.names.as_ref().map(|names| renderer.projection(names));
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).set_projection_expression(projection);
        let keys = keys.set_expression_attribute_names(renderer.finish().0);
        let keys = if consistent { keys.consistent_read(true) } else { keys };
        let keys = keys.build().map_err(|error| caller.unbuilt("BatchGetItem", error))?;
        let request = caller.client.batch_get_item().request_items(&*caller.table, keys);
        let request = request.set_return_consumed_capacity(caller.return_capacity());
        let answer = caller.send("BatchGetItem", request.send()).await;
        let answer = answer.map_err(|error| caller.error("BatchGetItem", error))?;
        caller.count(answer.consumed_capacity());
        let unprocessed = answer.unprocessed_keys.unwrap_or_default();
        let unprocessed = unprocessed.values().flat_map(KeysAndAttributes::keys);
        let unprocessed: Vec<_> = unprocessed.map(|key| name_of(self.table, key)).collect();
        let (mut found, now) = (Ok(()), caller.clock.epoch_seconds());
        for item in answer.responses.unwrap_or_default().into_values().flatten() {
            found = found.and(self.receive(&item, now));
        }
        self.queue.retain(|name| !asked.contains(name) || unprocessed.contains(name));
        found.map(|()| unprocessed.is_empty())
    }

    fn receive(&mut self, item: &Item, now: i64) -> Result<(), Error> {
        let Some((_, places)) = self.open.get(&name_of(self.table, item)) else { return Ok(()) };
        let mut result = Ok(());
        for place in places {
            if let (Some(slot), Some(decode)) = (self.items.get_mut(*place), self.decode.get(*place)) {
                match decode(item.clone(), now) {
                    Ok(item) => *slot = item,
                    Err(error) => {
                        self.failed.push(*place);
                        result = result.and(Err(error));
                    }
                }
            }
        }
        result
    }

    fn partial(self, error: Error) -> PartialBatch<I> {
        let places = self.queue.iter().filter_map(|name| self.open.get(name)).flat_map(|(_, places)| places);
        let mut unprocessed: Vec<_> = places.copied().chain(self.failed).collect();
        unprocessed.sort_unstable();
        PartialBatch { items: self.items, unprocessed, error }
    }
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
