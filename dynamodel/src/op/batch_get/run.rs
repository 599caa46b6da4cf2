//! A batch of reads in flight.

use std::collections::{HashMap, VecDeque};

use aws_sdk_dynamodb::types::KeysAndAttributes;

use super::{Decode, MAX_KEYS, PartialBatch, pauses};
use crate::client::Connection;
use crate::error::Error;
use crate::error::Kind;
use crate::item::{ItemKey, key_context, name_of};
use crate::op::batch_write::RefusedOperation;
use crate::op::bisect::{self, Bisection, Group};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

pub(super) struct Batch<I> {
    pub(super) items: Vec<Option<I>>,
    decode: Vec<Decode<I>>,
    table: &'static TableMeta,
    /// The attributes that are read; `None` for all.
    names: Option<Vec<&'static str>>,
    /// The keys that are still to be read, each with the places that asked for it.
    open: HashMap<String, (Item, Vec<usize>)>,
    /// Their order, and the keys that each is sent with.
    queue: VecDeque<(String, Group)>,
    bisection: Bisection,
    refused: Vec<RefusedOperation>,
}

impl<I> Batch<I> {
    pub(super) fn new(table: &'static TableMeta, names: Option<Vec<&'static str>>) -> Self {
        Self {
            items: Vec::new(),
            decode: Vec::new(),
            table,
            names,
            open: HashMap::new(),
            queue: VecDeque::new(),
            bisection: Bisection::default(),
            refused: Vec::new(),
        }
    }

    /// Adds the next key.
    pub(super) fn add(&mut self, key: Result<ItemKey, Error>, decode: Decode<I>) {
        match key.and_then(|key| key.attributes(self.table)) {
            Ok(key) => self.add_key(key, decode),
            Err(error) => {
                self.refuse(self.items.len(), error);
                self.items.push(None);
                self.decode.push(decode);
            }
        }
    }

    /// Adds the next key, by its attributes.
    pub(super) fn add_key(&mut self, key: Item, decode: Decode<I>) {
        let name = name_of(self.table, &key);
        let open = self.open.entry(name.clone()).or_insert_with(|| (key, Vec::new()));
        open.1.push(self.items.len());
        if open.1.len() == 1 {
            self.queue.push_back((name, 0));
        }
        self.items.push(None);
        self.decode.push(decode);
    }

    /// Reads all keys.
    ///
    /// # Errors
    ///
    /// Some are not known: the [`PartialBatch`] in the error says which.
    pub(super) async fn run(
        mut self,
        connection: &Connection,
        consistent: bool,
    ) -> Result<Vec<Option<I>>, Error>
    where
        I: Send + Sync + 'static,
    {
        let stopped = self.read(connection, consistent).await.err();
        if stopped.is_none() && self.refused.is_empty() {
            return Ok(self.items);
        }
        let left = self.queue.iter().filter_map(|(name, _)| self.open.get(name)).flat_map(|open| &open.1);
        let refused = self.refused.iter().map(|refused| refused.place);
        let mut unprocessed: Vec<_> = left.copied().chain(refused).collect();
        unprocessed.sort_unstable();
        let of_table = |error: Error| error.table_is(&connection.table);
        let mut refused = self.refused;
        refused.sort_by_key(|refused| refused.place);
        let refused = refused.into_iter().map(|refused| refused.map(of_table)).collect();
        let partial = PartialBatch { items: self.items, unprocessed, refused };
        Err(Error::of_parts(stopped.map(of_table), partial))
    }

    async fn read(&mut self, connection: &Connection, consistent: bool) -> Result<(), Error> {
        let mut pauses = pauses();
        while !self.queue.is_empty() {
            let before = self.queue.len();
            let complete = self.read_some(connection, consistent).await?;
            if self.queue.len() < before {
                pauses = super::pauses();
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

    /// Reads the next keys. `false` if some of them came back unprocessed.
    async fn read_some(&mut self, connection: &Connection, consistent: bool) -> Result<bool, Error> {
        let group = self.queue.front().map(|(_, group)| *group);
        let together = self.queue.iter().take_while(|(_, other)| Some(*other) == group);
        let count = together.take(MAX_KEYS).count();
        let asked: Vec<String> = self.queue.iter().take(count).map(|(name, _)| name.clone()).collect();
        match self.request(connection, &asked, consistent).await {
            Ok(unprocessed) => {
                self.bisection.succeeded();
                self.queue.retain(|(name, _)| !asked.contains(name) || unprocessed.contains(name));
                Ok(unprocessed.is_empty())
            }
            Err(error) if bisect::is_of_entry(&error) => self.halve(&asked, error).map(|()| true),
            Err(error) => Err(error),
        }
    }

    /// `DynamoDB` refuses one of the keys that were asked for: each half is asked for alone.
    fn halve(&mut self, asked: &[String], error: Error) -> Result<(), Error> {
        if asked.len() > 1 {
            let groups = self.bisection.halves(asked.len());
            self.queue.iter_mut().zip(groups).for_each(|(key, group)| key.1 = group);
            return Ok(());
        }
        // A key that was asked for several times is refused as often, so that each place has its reason.
        let Some((name, _)) = self.queue.front() else { return Ok(()) };
        if let Some((key, places)) = self.open.get_mut(name) {
            let error = key_context(self.table, key, error);
            let place = places.pop();
            if places.is_empty() {
                self.queue.pop_front();
            }
            self.refused.extend(place.map(|place| RefusedOperation { place, error }));
        }
        self.bisection.refused()
    }

    /// Sends one request. Returns the keys that were not processed.
    async fn request(
        &mut self,
        connection: &Connection,
        asked: &[String],
        consistent: bool,
    ) -> Result<Vec<String>, Error> {
        let keys = asked.iter().filter_map(|name| self.open.get(name)).map(|(key, _)| key.clone()).collect();
        let mut renderer = connection.renderer();
        let projection = self.names.as_ref().map(|names| renderer.projection(names));
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).set_projection_expression(projection);
        let keys = keys.set_expression_attribute_names(renderer.finish().0);
        let keys = if consistent { keys.consistent_read(true) } else { keys };
        let keys = keys.build().map_err(|error| connection.unbuilt("BatchGetItem", error))?;
        let request = connection.client.batch_get_item().request_items(&*connection.table, keys);
        let request = request.set_return_consumed_capacity(connection.return_capacity());
        let answer = connection.send("BatchGetItem", request.send()).await;
        let answer = answer.map_err(|error| connection.error("BatchGetItem", error))?;
        connection.count(answer.consumed_capacity());
        let now = connection.clock.epoch_seconds();
        for item in answer.responses.unwrap_or_default().into_values().flatten() {
            self.receive(&item, now);
        }
        let unprocessed = answer.unprocessed_keys.unwrap_or_default();
        let unprocessed = unprocessed.values().flat_map(KeysAndAttributes::keys);
        Ok(unprocessed.map(|key| name_of(self.table, key)).collect())
    }

    fn receive(&mut self, item: &Item, now: i64) {
        let Some((_, places)) = self.open.get(&name_of(self.table, item)) else { return };
        for place in places.clone() {
            let Some(decode) = self.decode.get(place) else { continue };
            match (decode(item.clone(), now), self.items.get_mut(place)) {
                (Ok(item), Some(slot)) => *slot = item,
                (Err(error), _) => self.refuse(place, error),
                (Ok(_), None) => {}
            }
        }
    }

    fn refuse(&mut self, place: usize, error: Error) {
        self.refused.push(RefusedOperation { place, error });
    }
}
