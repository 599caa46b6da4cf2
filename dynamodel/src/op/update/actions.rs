//! Further actions and the conditions of an update.

use super::Update;
use crate::expr::Action;
use crate::expr::condition::IntoCondition;
use crate::expr::form::StoredAsType;
use crate::expr::operand::{Elements, Operand};
use crate::expr::part::Removable;
use crate::expr::target::{CanSet, ListAttribute, NumberAttribute, Relative, SetAttribute, Target};
use crate::item::stored::{Stored, Versioned};
use crate::write::Returns;

impl<E: Stored, R: Returns<E>, M: 'static> Update<E, R, M> {
    /// Sets a field unless its attribute exists. NULL exists. `None` sets nothing, unless the field is stored as NULL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Comment::update(7, 1).set_if_not_exists(Comment::FIELDS.likes, 0).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn set_if_not_exists<F: Target<E>>(mut self, field: F, value: impl Operand<F::Value>) -> Self
    where
        F::First: CanSet<M, Relative>,
    {
        self.raw.set_if_not_exists(field.assigned(&value.into_value()));
        self
    }

    /// Removes an element of a list, so that those behind it move up, or a key of a map.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).remove_at(Video::FIELDS.tags.at(0)).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn remove_at<F: Removable<E>>(mut self, part: F) -> Self
    where
        F::First: CanSet<M, Relative>,
    {
        self.raw.act(Action::Remove(part.removed()));
        self
    }

    /// Subtracts from a number.
    ///
    /// An unsigned number must be at least as great as `amount`, so that it does not become negative. Otherwise the error is a
    /// [failed condition](crate::error::Error::is_condition_failed), which has the [item](crate::error::Error::met).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = Comment::update(7, 1).subtract(Comment::FIELDS.likes, 1).send(&table).await.unwrap_err();
    /// assert!(error.is_condition_failed());
    /// # Ok(()) });
    /// ```
    pub fn subtract<F: Target<E>>(mut self, field: F, amount: impl Operand<F::Value>) -> Self
    where
        F::Value: NumberAttribute,
        F::Form: StoredAsType,
        F::First: CanSet<M, Relative>,
    {
        self.raw.subtract(field.assigned(&amount.into_value()), F::Value::UNSIGNED);
        self
    }

    /// Prepends elements to a list.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).prepend(Video::FIELDS.tags, ["async"]).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn prepend<F: Target<E>>(
        mut self,
        field: F,
        elements: impl Elements<<F::Value as ListAttribute>::Element>,
    ) -> Self
    where
        F::Value: ListAttribute,
        F::First: CanSet<M, Relative>,
    {
        self.raw.prepend(field.assigned(&F::Value::from_elements(elements.into_values())));
        self
    }

    /// Deletes elements from a set. An emptied set has no attribute, and is read as an empty set.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).delete_from(Video::FIELDS.languages, ["en"]).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn delete_from<F: Target<E>>(
        mut self,
        field: F,
        elements: impl Elements<<F::Value as SetAttribute>::Element>,
    ) -> Self
    where
        F::Value: SetAttribute,
        F::First: CanSet<M, Relative>,
    {
        self.raw.change_set(field.assigned(&F::Value::from_elements(elements.into_values())), Action::Delete);
        self
    }

    /// Requires the stored item to meet this condition as well. Otherwise the error is a
    /// [failed condition](crate::error::Error::is_condition_failed), which has the [item](crate::error::Error::met).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let few_views = Video::FIELDS.views.lt(1_000);
    /// Video::update(7).set(Video::FIELDS.category, "new").condition(few_views).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn condition<K>(mut self, condition: impl IntoCondition<E, K>) -> Self {
        self.raw.require(condition.into_condition());
        self
    }

    /// Requires the stored item to have this version, such as that of an `If-Match` header. Otherwise the error is a
    /// [version conflict](crate::error::Error::is_version_conflict); a missing item is still
    /// [not found](crate::error::Error::is_not_found).
    ///
    /// An update of a loaded value already requires the loaded version. If the two differ, the conflict is reported before
    /// anything is sent, so load the value with [`consistent`](crate::op::Get::consistent).
    ///
    /// An [`upsert`](Update::upsert) then stores its value only if this version is 0, that of an item never written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// note.create().send(&table).await?;
    ///
    /// let edit = || Note::update(1).set(Note::FIELDS.text, "b").expect_version(1);
    /// edit().send(&table).await?;
    /// assert!(edit().send(&table).await.unwrap_err().is_version_conflict());
    /// # Ok(()) });
    /// ```
    pub fn expect_version(mut self, version: E::Version) -> Self
    where
        E: Versioned,
    {
        self.raw.expect_version(version);
        self
    }

    /// Keeps the `#[entity(updated_at)]` field as it is stored.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// let note = note.create().returning_new().send(&table).await?;
    /// let edited = note.update().set(Note::FIELDS.text, "b").keep_updated_at();
    /// assert_eq!(edited.returning_new().send(&table).await?.updated_at, note.updated_at);
    /// # Ok(()) });
    /// ```
    pub fn keep_updated_at(mut self) -> Self {
        self.raw.options.keep_updated_at = true;
        self
    }
}
