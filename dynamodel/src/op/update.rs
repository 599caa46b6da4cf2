//! Updating an item.

mod actions;
mod by_key;
mod changes;
mod columns;
mod loaded;
#[cfg(test)]
mod tests;
mod write;

use std::marker::PhantomData;
use std::time::SystemTime;

use by_key::Updating;
use loaded::Editing;
pub(crate) use write::UpdateWrite;

use crate::client::{Sending, TableClient};
use crate::error::{Error, Kind};
use crate::expr::Action;
use crate::expr::form::StoredAsType;
use crate::expr::operand::{Elements, Operand, OptionalAttribute};
use crate::expr::target::{
    ByKey, CanSet, FieldGroup, ListAttribute, Loaded, NumberAttribute, Relative, SetAttribute, Target,
};
use crate::item::{Encoded, difference, key::Key, stored::Stored, table::Holds};
use crate::write::{
    Draft, ExactlyOnce, NewItem, NoOutput, OldItem, Request, Returns, Subject, UpdatedAttributes, send,
};

type Typed<E, R, M> = PhantomData<fn() -> (E, R, M)>;

/// Updates an item: by its key, `Video::update(7).set(Video::FIELDS.video_title, "new")`, or a loaded value,
/// `video.update().set(..)`. A missing item is an [error](Error::is_not_found).
///
/// One `UpdateItem` request. It costs the write capacity of the larger of the item before and after.
///
/// # By key
///
/// Nothing is read, and [`upsert`](Self::upsert) stores a value if there is no item.
///
/// An attribute that other stored attributes depend on cannot be set by key, because the update could not keep them: the
/// compile error names them and the remedy. The components of an index key are set together, by
/// [`set_all`](Self::set_all). A field that lookups copy, or that is unique, is set through the loaded value.
///
/// # Loaded
///
/// `set`, `add` and the others are always sent. [`with`](Self::with) sends only the fields that the closure changed. So
/// attributes that this program's struct does not have are kept.
///
/// Do not change the value before `update()`: it is the state that the update starts from. An update without a change is
/// refused ([`Error::is_invalid_update`]); to store a changed value write [`put`](crate::entity::Entity::put).
///
/// Since the value is known, index keys follow. If another component of the key has changed in the meantime, nothing is
/// written and the error [is a conflict](Error::is_conflict); with a version, so it is if any field has. A second request is
/// sent if the item is stored in another form than this program's ([the guide](crate::guide::updates)).
///
/// With lookups or unique fields, one `TransactWriteItems` request that also writes the copies and markers. If an attribute
/// that these hold is not stored as in the value, the update is planned again from the stored item and sent once more, and
/// repeated (at most 10 times) if another writer comes between. To return an item or its changes, a consistent `GetItem`
/// comes first.
///
/// # Retries
///
/// `add`, `append` and the like are not retried after an ambiguous attempt, since they would count twice: the outcome is then
/// [unknown](Error::is_outcome_unknown). [`exactly_once`](Self::exactly_once) is retried.
#[must_use = "an operation does nothing until it is sent"]
pub struct Update<E, R = (), M = ByKey> {
    raw: Draft<Subject>,
    typed: Typed<E, R, M>,
}

/// An update of a loaded value: `video.update()`.
pub type LoadedUpdate<E, R = ()> = Update<E, R, Loaded>;

crate::codec::debug::debug!(Update < E, R, M > { raw });
crate::write::operation::operation!(Update<E, R: Returns<E>, NoOutput; M>(now); "Video::update(7).add(Video::FIELDS.views, 1)");

impl<E: Stored> Update<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { raw: Draft::by_key(key), typed: PhantomData }
    }
}

impl<E: Stored> Update<E, (), Loaded> {
    pub(crate) fn of_value(value: &E) -> Self {
        Self { raw: Draft::loaded(value), typed: PhantomData }
    }
}

impl<E: Stored, M> Update<E, (), M> {
    /// Returns the item before the update. The request is not retried after an ambiguous attempt.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let before = Video::update(7).add(Video::FIELDS.views, 1).returning_old().send(&table).await?;
    /// assert_eq!(before.views, 100);
    /// # Ok(()) });
    /// ```
    pub fn returning_old(self) -> Update<E, OldItem, M> {
        self.returning()
    }

    /// Returns the item after the update.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let after = Video::update(7).add(Video::FIELDS.views, 1).returning_new().send(&table).await?;
    /// assert_eq!(after.views, 101);
    /// # Ok(()) });
    /// ```
    pub fn returning_new(self) -> Update<E, NewItem, M> {
        self.returning()
    }

    /// Returns the [attributes that the update has changed](crate::op::Updated), as they are afterwards: less than the item,
    /// and at no cost.
    ///
    /// An update of list elements requests the whole item, since `DynamoDB` does not tell the positions of the elements it
    /// returns.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let updated = Video::update(7).add(Video::FIELDS.views, 1).returning_updated().send(&table).await?;
    /// assert_eq!(updated.get(Video::FIELDS.views)?, Some(101));
    /// # Ok(()) });
    /// ```
    pub fn returning_updated(self) -> Update<E, UpdatedAttributes, M> {
        self.returning()
    }

    /// Sends the update as a transaction with a token, so that a retry does not count twice. One `TransactWriteItems`
    /// request, at twice the write capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).add(Video::FIELDS.views, 1).exactly_once().send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn exactly_once(self) -> Update<E, ExactlyOnce, M> {
        self.returning()
    }

    fn returning<R>(self) -> Update<E, R, M> {
        Update { raw: self.raw, typed: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Update<E, R> {
    /// Sets the fields that make an index key together:
    /// `.set_all((Task::FIELDS.status, Task::FIELDS.due), (Status::Done, due))`. Each value is given as to
    /// [`set`](Self::set).
    ///
    /// # Examples
    ///
    /// The fields `creator_id`, `year` and `title` are the key of an index:
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let fields = (Video::FIELDS.creator_id, Video::FIELDS.year, Video::FIELDS.title);
    /// Video::update(7).set_all(fields, (4, 2025, "Introduction")).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn set_all<G: FieldGroup<E, V>, V>(mut self, fields: G, values: V) -> Self {
        self.raw.assign_all(fields.assigned(values));
        self
    }
}

impl<E: Stored, R: Returns<E>> Update<E, R, Loaded> {
    /// Changes the loaded value by a function: `.with(|video| video.views += 1)`. The fields that it changes must still be
    /// stored as they were loaded; otherwise nothing is written and the error [is a conflict](Error::is_conflict).
    ///
    /// Fields that the function only reads are not checked. If it changes nothing, only managed fields are written, and the
    /// item must still exist.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).required().send(&table).await?;
    /// video.update().with(|video| video.tags.retain(|tag| tag != "rust")).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn with(mut self, change: impl FnOnce(&mut E)) -> Self {
        self.raw.changes.is_specified = true;
        let changed = match self.raw.subject() {
            Some(Subject::Loaded(value)) => changed(value, change),
            _ => return self,
        };
        for action in self.raw.accept(changed).into_iter().flatten() {
            self.raw.changes.expected.extend(action.path().root().map(str::to_owned));
            self.raw.changes.computed.push(action);
        }
        self
    }
}

/// Returns the actions that make of a loaded value what the function makes of it.
fn changed<E: Stored>(value: &Encoded, change: impl FnOnce(&mut E)) -> Result<Vec<Action>, Error> {
    let mut after: E = Encoded::decode(value.attributes())?;
    change(&mut after);
    let after = Encoded::of(&after)?;
    if after.key() != value.key() {
        return Err(Error::new(Kind::KeyChanged));
    }
    Ok(difference(value.attributes(), after.attributes()))
}

impl<E: Stored, R: Returns<E>, M: 'static> Update<E, R, M> {
    /// Sets a field, or an element of a list, to `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).set(Video::FIELDS.category, "music").send(&table).await?;
    /// Video::update(7).set(Video::FIELDS.tags.at(0), "guitar").send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn set<F: Target<E>>(mut self, field: F, value: impl Operand<F::Value>) -> Self
    where
        F::First: CanSet<M, F::How>,
    {
        self.raw.assign(field.assigned(&value.into_value()));
        self
    }

    /// Sets an optional field to `None`, as a `put` would store it: NULL, or no attribute if the field has
    /// `#[serde(skip_serializing_if = "Option::is_none")]`. The item leaves the indexes whose keys need the value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).remove(Video::FIELDS.category).send(&table).await?;
    /// assert!(Video::by_category("tech").keys().all(&table).await?.len() == 1);
    /// # Ok(()) });
    /// ```
    pub fn remove<F: Target<E>>(mut self, field: F) -> Self
    where
        F::Value: OptionalAttribute,
        F::First: CanSet<M, F::Removal>,
    {
        self.raw.assign(field.assigned(&F::Value::none()));
        self
    }

    /// Adds to a number, also to that of an `Option`. A missing attribute counts as 0, so that `None` becomes `amount`. To add
    /// `None` changes nothing.
    ///
    /// A stored NULL is not a number: it makes the update [invalid](crate::error::Error::is_invalid_update).
    ///
    /// `DynamoDB` knows no bounds of types: a sum that the type of the field cannot hold is stored, and makes the item
    /// malformed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).add(Video::FIELDS.views, 1).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn add<F: Target<E>>(mut self, field: F, amount: impl Operand<F::Value>) -> Self
    where
        F::Value: NumberAttribute,
        F::Form: StoredAsType,
        F::First: CanSet<M, Relative>,
    {
        self.raw.add(field.assigned(&amount.into_value()));
        self
    }

    /// Appends elements to a list.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).append(Video::FIELDS.tags, ["async"]).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn append<F: Target<E>>(
        mut self,
        field: F,
        elements: impl Elements<<F::Value as ListAttribute>::Element>,
    ) -> Self
    where
        F::Value: ListAttribute,
        F::First: CanSet<M, Relative>,
    {
        self.raw.append(field.assigned(&F::Value::from_elements(elements.into_values())));
        self
    }

    /// Inserts elements into a set, for fields that are stored as one:
    /// `#[serde(with = "dynamodel::string_set")]`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).insert_into(Video::FIELDS.languages, ["fr", "de"]).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn insert_into<F: Target<E>>(
        mut self,
        field: F,
        elements: impl Elements<<F::Value as SetAttribute>::Element>,
    ) -> Self
    where
        F::Value: SetAttribute,
        F::First: CanSet<M, Relative>,
    {
        self.raw.change_set(field.assigned(&F::Value::from_elements(elements.into_values())), Action::Add);
        self
    }

    /// Returns the first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A key, a value or a condition is invalid, or a loaded update has no change ([`Error::is_invalid_update`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = Video::update(7).add(Video::FIELDS.views, 1).request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    /// Sends the requests.
    ///
    /// # Errors
    ///
    /// - There is no item ([`Error::is_not_found`]), or one of another entity ([`Error::is_held_by_other`])
    ///   or without a type ([`Error::is_untyped`]).
    /// - The item does not meet the conditions ([`Error::is_condition_failed`]), or stores an attribute that they or the changes
    ///   depend on under an older name ([`Error::is_alias_stored`]), or an index key without the attributes that it is made
    ///   of ([`Error::is_unknown_index_key`]).
    /// - The item has changed since it was loaded ([`Error::is_conflict`], [`Error::is_version_conflict`]).
    /// - Another item has the value of a unique field or lookup ([`Error::is_unique_violation`]).
    /// - A key, a value or a condition is invalid, a loaded update has no change ([`Error::is_invalid_update`]), or a request
    ///   failed.
    ///
    /// Nothing was written then, unless the outcome is unknown ([`Error::is_outcome_unknown`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).add(Video::FIELDS.views, 1).send(&table).await?;
    /// let error = Video::update(9).add(Video::FIELDS.views, 1).send(&table).await.unwrap_err();
    /// assert!(error.is_not_found());
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<R::Updated> {
        let table = table.clone();
        Sending::new(async move { R::updated(send::<E, T, R>(self.alone(&table)?).await?) })
    }

    pub(super) fn into_write(self, now: SystemTime) -> Result<UpdateWrite, Error> {
        let (subject, options, changes) = self.raw.finish()?;
        Ok(match subject {
            Subject::Key(key) => {
                UpdateWrite::ByKey(Box::new(Updating::new::<E>(key, options, changes, R::KIND, now)?))
            }
            Subject::Loaded(value) => {
                UpdateWrite::Loaded(Box::new(Editing::new::<E>(*value, options, changes, R::KIND, now)?))
            }
        })
    }
}
