//! Reading many items by their keys.

mod partial;

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;

use aws_sdk_dynamodb::types::KeysAndAttributes;

pub use self::partial::PartialBatch;
use crate::client::Connection;
use crate::client::bisection::{Bisection, Group, is_of_entry};
use crate::codec::attribute::FetchedItem;
use crate::codec::wire::Layout;
use crate::error::{Error, Kind, RefusedOperation};
use crate::expr::ProjectedPath;
use crate::item::{ItemKey, key_context, name_of};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The most keys of one request.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
pub(super) const MAX_KEYS: usize = 100;

/// Decodes the item with a key, at this second since 1970.
pub(crate) type DecodeKeyed<I> = Arc<dyn Fn(FetchedItem, i64) -> Result<Option<I>, Error> + Send + Sync>;

/// Reads items by their keys.
pub(crate) struct Fetch<I> {
    table: &'static TableMeta,
    /// The attributes that are read; `None` for all.
    attributes: Option<Vec<ProjectedPath>>,
    is_consistent: bool,
    slots: Vec<Slot<I>>,
    /// The keys that are still to be read.
    queue: VecDeque<Key>,
    /// The index of each key in the queue, by its name.
    indexes: HashMap<String, usize>,
    bisection: Bisection,
    refused: Vec<RefusedOperation>,
}

/// The item of a key that was asked for.
struct Slot<I> {
    item: Option<I>,
    decode: DecodeKeyed<I>,
}

/// A key to read.
struct Key {
    name: String,
    attributes: Item,
    /// The slots that ask for it.
    slots: Vec<usize>,
    /// The keys that it is sent with.
    group: Group,
}

/// Reads the items with these keys, of whatever type they are, in the order of the keys.
pub(super) async fn fetch_all(
    connection: &Connection,
    table: &'static TableMeta,
    keys: Vec<Item>,
    is_consistent: bool,
) -> Result<Vec<Option<FetchedItem>>, Error> {
    let mut fetch = Fetch::new(table, None, is_consistent);
    let decode: DecodeKeyed<FetchedItem> = Arc::new(|item, _| Ok(Some(item)));
    for key in keys {
        fetch.add_key(key, Arc::clone(&decode));
    }
    fetch.run(connection).await
}

/// Reads the items with these keys in the SDK's form.
pub(crate) async fn fetch_items(
    connection: &Connection,
    table: &'static TableMeta,
    keys: Vec<Item>,
    is_consistent: bool,
) -> Result<Vec<Option<Item>>, Error> {
    let items = fetch_all(connection, table, keys, is_consistent).await?;
    Ok(items.into_iter().map(|item| item.map(FetchedItem::into_item)).collect())
}

impl<I> Fetch<I> {
    pub(crate) fn new(
        table: &'static TableMeta,
        attributes: Option<Vec<ProjectedPath>>,
        is_consistent: bool,
    ) -> Self {
        Self {
            table,
            attributes,
            is_consistent,
            slots: Vec::new(),
            queue: VecDeque::new(),
            indexes: HashMap::new(),
            bisection: Bisection::default(),
            refused: Vec::new(),
        }
    }

    /// Adds the next key.
    pub(crate) fn add(&mut self, key: Result<ItemKey, Error>, decode: DecodeKeyed<I>) {
        match key.and_then(|key| key.attributes(self.table)) {
            Ok(key) => self.add_key(key, decode),
            Err(error) => {
                self.refuse(self.slots.len(), error);
                self.slots.push(Slot { item: None, decode });
            }
        }
    }

    fn add_key(&mut self, attributes: Item, decode: DecodeKeyed<I>) {
        let slot = self.slots.len();
        let name = name_of(self.table, &attributes);
        let index = *self.indexes.entry(name.clone()).or_insert(self.queue.len());
        match self.queue.get_mut(index) {
            Some(key) => key.slots.push(slot),
            None => self.queue.push_back(Key { name, attributes, slots: vec![slot], group: 0 }),
        }
        self.slots.push(Slot { item: None, decode });
    }

    fn refuse(&mut self, slot: usize, error: Error) {
        self.refused.push(RefusedOperation { index: slot, error });
    }

    /// Reads all keys.
    ///
    /// # Errors
    ///
    /// Some items are not known: the error has a [`PartialBatch`].
    pub(crate) async fn run(mut self, connection: &Connection) -> Result<Vec<Option<I>>, Error>
    where
        I: Send + Sync + 'static,
    {
        let stopped = self.read_all(connection).await.err();
        let items = self.slots.into_iter().map(|slot| slot.item).collect();
        if stopped.is_none() && self.refused.is_empty() {
            return Ok(items);
        }
        let mut refused = self.refused;
        refused.sort_by_key(|refused| refused.index);
        let unread = self.queue.into_iter().flat_map(|key| key.slots);
        let mut unprocessed: Vec<_> = unread.chain(refused.iter().map(|refused| refused.index)).collect();
        unprocessed.sort_unstable();
        let of_table = |error: Error| error.table_is(&connection.table);
        let refused = refused
            .into_iter()
            .map(|RefusedOperation { index, error }| RefusedOperation { index, error: of_table(error) });
        let partial = PartialBatch { items, unprocessed, refused: refused.collect() };
        Err(Error::of_parts(stopped.map(of_table), partial))
    }

    async fn read_all(&mut self, connection: &Connection) -> Result<(), Error> {
        let mut pause = connection.retry.batch_pauses();
        while !self.queue.is_empty() {
            let before = self.queue.len();
            let is_complete = self.read_some(connection).await?;
            if self.queue.len() < before {
                pause = connection.retry.batch_pauses();
            }
            if is_complete {
                continue;
            }
            let Some(pause) = pause.next() else {
                return Err(Error::new(Kind::Unprocessed { left: self.queue.len() }));
            };
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    /// Reads the next keys. Returns `false` if some of them are unprocessed.
    async fn read_some(&mut self, connection: &Connection) -> Result<bool, Error> {
        let mut keys = self.take_keys();
        match self.send(connection, &keys).await {
            Ok(unprocessed) => {
                self.bisection.succeeded();
                keys.retain(|key| unprocessed.contains(&key.name));
                self.put_back(keys);
                Ok(unprocessed.is_empty())
            }
            Err(error) if is_of_entry(&error) => self.halve(keys, error).map(|()| true),
            Err(error) => {
                self.put_back(keys);
                Err(error)
            }
        }
    }

    /// Takes the keys of the next request off the queue.
    fn take_keys(&mut self) -> Vec<Key> {
        let group = self.queue.front().map(|key| key.group);
        let together = self.queue.iter().take_while(|key| Some(key.group) == group);
        let count = together.take(MAX_KEYS).count();
        self.queue.drain(..count).collect()
    }

    fn put_back(&mut self, keys: Vec<Key>) {
        keys.into_iter().rev().for_each(|key| self.queue.push_front(key));
    }

    /// Asks for each half of the keys alone, because `DynamoDB` refuses one of them.
    fn halve(&mut self, mut keys: Vec<Key>, error: Error) -> Result<(), Error> {
        if let [key] = keys.as_mut_slice() {
            let error = key_context(self.table, &key.attributes, error);
            // Each slot gets an error of its own, by one request each.
            let slot = key.slots.pop();
            keys.retain(|key| !key.slots.is_empty());
            self.put_back(keys);
            self.refused.extend(slot.map(|index| RefusedOperation { index, error }));
            return self.bisection.refused();
        }
        let groups = self.bisection.halves(keys.len());
        keys.iter_mut().zip(groups).for_each(|(key, group)| key.group = group);
        self.put_back(keys);
        Ok(())
    }

    /// Sends one request. Returns the names of the keys that were not processed.
    async fn send(&mut self, connection: &Connection, keys: &[Key]) -> Result<Vec<String>, Error> {
        let mut renderer = connection.renderer();
        let projection = self.attributes.as_ref().map(|names| renderer.projection(names));
        let request = KeysAndAttributes::builder()
            .set_keys(Some(keys.iter().map(|key| key.attributes.clone()).collect()))
            .set_projection_expression(projection)
            .set_expression_attribute_names(renderer.finish().0)
            .set_consistent_read(self.is_consistent.then_some(true))
            .build()
            .map_err(|error| connection.build_error("BatchGetItem", error))?;
        let request = connection.client.batch_get_item().request_items(&*connection.table, request);
        let request = request.set_return_consumed_capacity(connection.return_capacity());
        let pages = connection.pages(Layout::Tables);
        let request = request.customize().interceptor(pages.clone());
        let output = connection.send("BatchGetItem", request.send()).await;
        let output = output.map_err(|error| connection.error("BatchGetItem", error))?;
        connection.count(output.consumed_capacity());
        let now = connection.clock.epoch_seconds();
        let read = output.responses.unwrap_or_default().into_values().flatten().collect();
        for item in pages.items(read) {
            self.receive(keys, &item, now);
        }
        let unprocessed = output.unprocessed_keys.unwrap_or_default();
        let unprocessed = unprocessed.values().flat_map(KeysAndAttributes::keys);
        Ok(unprocessed.map(|key| name_of(self.table, key)).collect())
    }

    fn receive(&mut self, keys: &[Key], item: &FetchedItem, now: i64) {
        let name = name_of(self.table, item);
        let Some(key) = keys.iter().find(|key| key.name == name) else { return };
        for slot in &key.slots {
            let Some(Slot { item: slot_item, decode }) = self.slots.get_mut(*slot) else { continue };
            match decode(item.clone(), now) {
                Ok(item) => *slot_item = item,
                Err(error) => self.refuse(*slot, error),
            }
        }
    }
}
