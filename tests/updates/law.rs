//! The law itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_dynamodb::types::{DeleteRequest, WriteRequest};
use dynamodel::{Error, Table, TableClient, op::LoadedUpdate, op::Update, schema::ManagedField};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

use crate::case::{Case, Change, How};
use crate::support::raw::Item;
use crate::support::store::{content, stored};

/// Walks of each entity, and changes in each walk. Forty entities make over 10,000 changes.
const WALKS: u32 = 26;
const CHANGES: usize = 10;
const MOVES: u32 = 20;

type Outcome = Result<(), TestCaseError>;

/// Asserts the law for random values of an entity and random changes of its fields, one after the other.
pub(crate) fn holds<C: Case>() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::<C>::new());
    let moved = |change: &&Change<C>| matches!(change.how, How::Key);
    let updated = |change: &&Change<C>| !matches!(change.how, How::Key | How::Filled);
    let run = |walks: u32, steps: usize, changes: Vec<&Change<C>>| {
        if changes.is_empty() {
            return;
        }
        let config = ProptestConfig { cases: walks, failure_persistence: None, ..ProptestConfig::default() };
        let steps = vec((C::any(), any::<Index>(), any::<bool>()), steps);
        let outcome = TestRunner::new(config).run(&(C::any(), steps), |(value, steps)| {
            let steps = steps.iter().map(|(from, which, with)| Step {
                change: *which.get(&changes),
                from,
                with: *with,
            });
            runtime.block_on(world.walk(&value, steps))
        });
        outcome.unwrap_or_else(|error| panic!("{}: {error}", C::META.name));
    };
    run(WALKS, CHANGES, C::CHANGES.iter().filter(updated).collect());
    run(MOVES, 1, C::CHANGES.iter().filter(moved).collect());
}

/// A field of a value becomes that of another.
struct Step<'a, C> {
    change: &'a Change<C>,
    from: &'a C,
    /// Changes a loaded value by a function rather than by `set`.
    with: bool,
}

impl<C: Case> Step<'_, C> {
    fn after(&self, value: &C) -> C {
        let mut after = value.clone();
        (self.change.take)(&mut after, self.from);
        after
    }

    fn update(&self, value: &C) -> LoadedUpdate<C> {
        match &self.change.how {
            How::Set { loaded: set, .. } if !self.with => set(value.update(), self.from),
            _ => value.update().with(|value| (self.change.take)(value, self.from)),
        }
    }

    fn by_key(&self, value: &C) -> Option<Update<C>> {
        match &self.change.how {
            How::Set { by_key: Some(set), .. } => set(value.by_key(), self.from),
            _ => None,
        }
    }
}

/// Three tables in which the same should be stored, and their time. In one values are put, in one they are updated as
/// they were loaded, and in one by key, if the entity has a field that can be.
struct World<C: Case> {
    put: TableClient<C::Table>,
    loaded: TableClient<C::Table>,
    by_key: Option<TableClient<C::Table>>,
    seconds: Arc<AtomicU64>,
}

impl<C: Case> World<C> {
    async fn new() -> Self {
        let seconds = Arc::new(AtomicU64::new(0));
        let time = seconds.clone();
        let now = move || UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed));
        let table = TableClient::<C::Table>::new(dynamodel::embedded::client()).with_clock(now);
        let [put, loaded, by_key] = ["put", "loaded", "by_key"].map(|name| table.clone().named(name));
        let by_key = C::CHANGES.iter().any(|change| change.how.is_by_key()).then_some(by_key);
        let world = Self { put, loaded, by_key, seconds };
        for table in world.tables() {
            table.create().await.unwrap();
        }
        world
    }

    fn tables(&self) -> impl Iterator<Item = &TableClient<C::Table>> {
        [&self.put, &self.loaded].into_iter().chain(&self.by_key)
    }

    async fn walk<'s>(&self, value: &C, steps: impl Iterator<Item = Step<'s, C>>) -> Outcome {
        self.seconds.store(1_000, Ordering::Relaxed);
        for table in self.tables() {
            clear(table).await;
            sent(value.put().send(table).await)?;
        }
        for step in steps {
            let loaded = sent(C::get(value).consistent().send(&self.loaded).await)?.expect("it was put");
            // So that the times that are filled in differ.
            self.seconds.fetch_add(1, Ordering::Relaxed);
            let outcome = match &step.change.how {
                How::Key => self.moves(&loaded, &step).await,
                _ => self.updates(&loaded, &step).await,
            };
            outcome.map_err(|error| TestCaseError::fail(format!("{}: {error}", step.change.field)))?;
        }
        Ok(())
    }

    async fn updates(&self, value: &C, step: &Step<'_, C>) -> Outcome {
        sent(step.after(value).put().send(&self.put).await)?;
        let expected = content(&self.put).await;
        sent(step.update(value).send(&self.loaded).await)?;
        prop_assert_eq!(&content(&self.loaded).await, &expected, "of a loaded value");
        let Some(table) = &self.by_key else { return Ok(()) };
        match step.by_key(value) {
            Some(update) => {
                sent(update.send(table).await)?;
                prop_assert_eq!(&content(table).await, &expected, "by key");
            }
            None => sent(step.update(value).send(table).await)?,
        }
        Ok(())
    }

    /// A moved item is stored as a new one at its new place, apart from its version.
    async fn moves(&self, value: &C, step: &Step<'_, C>) -> Outcome {
        let after = step.after(value);
        if value.primary_key().ok() == after.primary_key().ok() {
            return Ok(());
        }
        clear(&self.put).await;
        sent(after.create().send(&self.put).await)?;
        sent(value.move_to(&after).send(&self.loaded).await)?;
        let (mut expected, mut found) = (content(&self.put).await, content(&self.loaded).await);
        let version = C::META.fields.iter().find(|field| field.managed == Some(ManagedField::Version));
        for item in expected.values_mut().chain(found.values_mut()) {
            version.map(|version| item.remove(version.attribute));
        }
        prop_assert_eq!(&found, &expected);
        Ok(())
    }
}

/// The output of a write, or the failure of the case.
fn sent<R>(result: Result<R, Error>) -> Result<R, TestCaseError> {
    result.map_err(|error| TestCaseError::fail(error.to_string()))
}

/// Removes whatever is stored.
async fn clear<T: Table>(table: &TableClient<T>) {
    let stored = stored(table).await;
    let requests: Vec<_> = stored.values().map(remove::<T>).collect();
    if !requests.is_empty() {
        let batch = table.client().batch_write_item().request_items(table.name(), requests);
        let left = batch.send().await.unwrap().unprocessed_items;
        assert!(left.is_none_or(|left| left.is_empty()));
    }
}

fn remove<T: Table>(item: &Item) -> WriteRequest {
    let names = [Some(T::META.pk.name), T::META.sk.map(|sk| sk.name)].into_iter().flatten();
    let key = names.map(|name| (name.to_owned(), item[name].clone())).collect();
    let remove = DeleteRequest::builder().set_key(Some(key)).build().unwrap();
    WriteRequest::builder().delete_request(remove).build()
}
