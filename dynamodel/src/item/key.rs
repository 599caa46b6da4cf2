//! The primary key of one entity.

use std::fmt;
use std::marker::PhantomData;

use crate::error::Error;
use crate::item::ItemKey;
use crate::item::stored::Stored;
use crate::key::KeyWriter;

/// The encoded primary key of an item of entity `E`.
///
/// [`Entity::primary_key`](crate::entity::Entity::primary_key) and [`keys`](crate::op::Query::keys) return keys. A key has
/// the operations of the entity's functions by key:
///
/// ```
/// # use dynamodel::{Entity, Table, TableClient, Transaction};
/// # use serde::{Deserialize, Serialize};
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "task-{task_id}", sk = "_root")]
/// #[key(index = "gsi1", name = "of_project", pk = "project-{project_id}", sk = "{task_id}", project(keys_only))]
/// struct Task {
///     task_id: u64,
///     project_id: u64,
///     closed: bool,
/// }
/// # #[derive(Table)]
/// # #[table(name = "work", type_attribute = "type")]
/// # #[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(keys_only))]
/// # enum Work { Task(Task) }
///
/// # async fn example(table: TableClient<Work>) -> Result<(), dynamodel::Error> {
/// let mut transaction = Transaction::new();
/// for task in Task::of_project(7).keys().all(&table).await? {
///     transaction.push(task.update().set(Task::FIELDS.closed, true));
/// }
/// transaction.send(&table).await?;
/// # Ok(()) }
/// ```
pub struct Key<E> {
    pub(crate) item: ItemKey,
    entity: PhantomData<fn() -> E>,
}

impl<E: Stored> Key<E> {
    #[doc(hidden)]
    pub fn new(pk: KeyWriter, sk: Option<KeyWriter>) -> Result<Self, Error> {
        let mut item = ItemKey::new(pk, sk)?;
        item.fill_shard();
        Ok(Self { item, entity: PhantomData })
    }

    pub(crate) fn from_item(item: ItemKey) -> Self {
        Self { item: item.with_shard(), entity: PhantomData }
    }

    pub(crate) fn of(value: &E) -> Result<Self, Error> {
        Ok(Self { item: value.write_keys()?.0.with_shard(), entity: PhantomData })
    }
}

impl<E> Key<E> {
    /// The partition key as text.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert_eq!(Comment::key(7, 1)?.pk(), "video-7");
    /// # Ok::<(), dynamodel::Error>(())
    /// ```
    #[must_use]
    pub fn pk(&self) -> &str {
        &self.item.pk.text
    }

    /// The sort key as text, if the entity has one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert_eq!(Comment::key(7, 1)?.sk(), Some("comment-0000000001"));
    /// # Ok::<(), dynamodel::Error>(())
    /// ```
    #[must_use]
    pub fn sk(&self) -> Option<&str> {
        self.item.sk.as_ref().map(|sk| sk.text.as_str())
    }
}

impl<E> Clone for Key<E> {
    fn clone(&self) -> Self {
        Self { item: self.item.clone(), entity: PhantomData }
    }
}

impl<E> PartialEq for Key<E> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item
    }
}

impl<E> fmt::Debug for Key<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("pk", &self.pk()).field("sk", &self.sk()).finish()
    }
}
