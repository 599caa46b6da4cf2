//! The table under test, and what the model knows of it.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Error, TableClient, Transaction};
use fastrand::Rng;

use crate::compare;
use crate::expect::{Expected, Want};
use crate::kind::{Kind, Pools, type_of};
use crate::matrix::Matrix;
use crate::plant::Shape;
use crate::record::{Key, Raw, Snapshot};
use crate::zoo::Zoo;

/// The loaded values that are kept of each entity.
const POOL: usize = 12;

pub(crate) type Sending<R> = Pin<Box<dyn Future<Output = Result<R, Error>>>>;

/// A write that was not sent yet, with its expected outcome.
pub(crate) struct Write {
    pub(crate) name: &'static str,
    pub(crate) text: String,
    pub(crate) expected: Expected,
    pub(crate) send: Box<dyn FnOnce(TableClient<Zoo>) -> Sending<()>>,
    pub(crate) join: Box<dyn FnOnce(Transaction<Zoo>) -> Transaction<Zoo>>,
}

/// `planned!("create", text, expected, operation)`, where the operation is made from clones.
macro_rules! planned {
    ($name:expr, $text:expr, $expected:expr, $operation:expr) => {{
        let (text, expected) = ($text, $expected);
        let operation = std::rc::Rc::new(move || $operation);
        let joined = operation.clone();
        $crate::world::Write {
            name: $name,
            text,
            expected,
            send: Box::new(move |table| Box::pin(async move { operation().send(&table).await.map(drop) })),
            join: Box::new(move |transaction| transaction.and(joined())),
        }
    }};
}
pub(crate) use planned;

pub(crate) struct World {
    pub(crate) table: TableClient<Zoo>,
    clock: Arc<AtomicU64>,
    pub(crate) snapshot: Snapshot,
    /// The shapes that items have because others wrote them.
    pub(crate) shapes: BTreeMap<Key, BTreeSet<Shape>>,
    pub(crate) pools: Pools,
    pub(crate) matrix: Matrix,
    /// The steps so far.
    pub(crate) log: Vec<String>,
}

impl World {
    pub(crate) async fn new() -> Self {
        let clock = Arc::new(AtomicU64::new(1_500));
        let time = clock.clone();
        let now = move || UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed));
        let table = TableClient::<Zoo>::new(dynamodel::embedded::client()).with_clock(now);
        table.create().await.expect("the table is created");
        Self {
            table,
            clock,
            snapshot: Snapshot::new(),
            shapes: BTreeMap::new(),
            pools: Pools::default(),
            matrix: Matrix::default(),
            log: Vec::new(),
        }
    }

    pub(crate) fn now(&self) -> u64 {
        self.clock.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The whole table, through the bare SDK.
    pub(crate) async fn scan(&self) -> Snapshot {
        let scan = self.table.client().scan().table_name(self.table.name()).consistent_read(true);
        let mut items = scan.into_paginator().items().send();
        let mut snapshot = Snapshot::new();
        while let Some(item) = items.try_next().await.expect("the table is read") {
            let text = |name: &str| item[name].as_s().cloned().expect("keys are strings");
            snapshot.insert((text("pk"), text("sk")), item.into_iter().collect());
        }
        snapshot
    }

    pub(crate) async fn put_raw(&self, item: &Raw) {
        let item = item.clone().into_iter().collect();
        let put = self.table.client().put_item().table_name(self.table.name()).set_item(Some(item));
        put.send().await.expect("a raw item is stored");
    }

    pub(crate) async fn delete_raw(&self, (pk, sk): &Key) {
        let delete = self.table.client().delete_item().table_name(self.table.name());
        let delete = delete.key("pk", crate::record::s(pk)).key("sk", crate::record::s(sk));
        delete.send().await.expect("a raw item is removed");
    }

    /// Takes what is stored now for the state before the next step.
    pub(crate) async fn refresh(&mut self) {
        self.snapshot = self.scan().await;
        let snapshot = &self.snapshot;
        self.shapes.retain(|key, _| snapshot.contains_key(key));
    }

    pub(crate) async fn send(&mut self, write: Write) -> Result<(), String> {
        let Write { name, text, expected, send, .. } = write;
        self.log.push(text);
        let sent = send(self.table.clone()).await;
        self.check(name, &expected, &sent).await
    }

    /// Compares the table with the expectation, then goes on from what is stored.
    pub(crate) async fn check(
        &mut self,
        name: &'static str,
        expected: &Expected,
        sent: &Result<(), Error>,
    ) -> Result<(), String> {
        let after = self.scan().await;
        let touched: Vec<Key> = expected.wants.keys().cloned().collect();
        self.matrix.count(name, touched.iter().filter_map(|key| self.shapes.get(key)).flatten());
        if let (Err(error), Some(last)) = (sent, self.log.last_mut()) {
            *last = format!("{last} -> {error}");
        }
        compare::difference(expected, sent, &self.snapshot, &after)?;
        self.snapshot = after;
        for key in touched.iter().filter(|_| sent.is_ok()) {
            let replaced = match expected.wants.get(key) {
                Some(Want::Item(want)) => want.replaces,
                Some(Want::Gone | Want::Satellite(_)) => true,
                _ => false,
            };
            if replaced {
                self.shapes.remove(key);
            }
        }
        Ok(())
    }

    /// The items of an entity, not its copies.
    pub(crate) fn keys_of<K: Kind>(&self) -> Vec<Key> {
        let own = self.snapshot.iter().filter(|(_, item)| type_of(item) == Some(K::NAME));
        own.map(|(key, _)| key.clone()).collect()
    }

    /// A value that was loaded at some time, if there is one.
    pub(crate) fn loaded<K: Kind>(&mut self, rng: &mut Rng) -> Option<K> {
        let pool = K::pool(&mut self.pools);
        (!pool.is_empty()).then(|| pool[rng.usize(..pool.len())].clone())
    }

    /// Keeps a value for later.
    pub(crate) fn keep<K: Kind>(&mut self, value: K, rng: &mut Rng) {
        let pool = K::pool(&mut self.pools);
        if pool.len() < POOL {
            pool.push(value);
        } else {
            let place = rng.usize(..POOL);
            pool[place] = value;
        }
    }
}
