//! The cost of operations.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::types::{Capacity, ConsumedCapacity};

/// A meter that adds up the requests and the capacity of all operations on its table clients.
///
/// Capacity is counted in read and write capacity units, as `DynamoDB` reports it
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html>).
/// Clones share one count.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::Meter;
///
/// let meter = Meter::new();
/// let table = table.metered(&meter);
/// comment(8, 1).create().send(&table).await?;
/// let cost = meter.take();
/// assert_eq!((cost.requests, cost.capacity), (1, 1.0));
/// # Ok(()) });
/// ```
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Mutex<Cost>>);

/// The cost that a [`Meter`] has counted.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cost {
    /// The number of requests that read and write items, without the retries of the SDK.
    pub requests: u64,
    /// All capacity units.
    pub capacity: f64,
    /// The capacity units of each table itself.
    pub tables: BTreeMap<String, f64>,
    /// The capacity units of each index, by table and index.
    pub indexes: BTreeMap<(String, String), f64>,
}

impl Meter {
    /// Creates a meter at zero.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let meter = dynamodel::Meter::new();
    /// let table = table.metered(&meter);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the cost so far.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let meter = dynamodel::Meter::new();
    /// Video::get(7).send(&table.metered(&meter)).await?;
    /// assert_eq!((meter.read().requests, meter.read().capacity), (1, 0.5));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn read(&self) -> Cost {
        self.cost(|cost| cost.clone())
    }

    /// Returns the cost so far, and starts again at zero.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let meter = dynamodel::Meter::new();
    /// Video::get(7).send(&table.metered(&meter)).await?;
    /// assert_eq!(meter.take().requests, 1);
    /// assert_eq!(meter.take().requests, 0);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn take(&self) -> Cost {
        self.cost(std::mem::take)
    }

    pub(crate) fn add(&self, consumed: &[ConsumedCapacity]) {
        self.cost(|cost| {
            cost.requests += 1;
            for consumed in consumed {
                cost.add(consumed);
            }
        });
    }

    fn cost<R>(&self, change: impl FnOnce(&mut Cost) -> R) -> R {
        // A count that panicked between two additions is still a count.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Cost {
    fn add(&mut self, consumed: &ConsumedCapacity) {
        self.capacity += consumed.capacity_units().unwrap_or_default();
        let table = consumed.table_name().unwrap_or_default();
        let units = consumed.table().and_then(Capacity::capacity_units).unwrap_or_default();
        *self.tables.entry(table.to_owned()).or_default() += units;
        let indexes = [consumed.global_secondary_indexes(), consumed.local_secondary_indexes()];
        for (index, capacity) in indexes.into_iter().flatten().flatten() {
            let units = capacity.capacity_units().unwrap_or_default();
            *self.indexes.entry((table.to_owned(), index.clone())).or_default() += units;
        }
    }
}
