//! The actions of an update on single fields.

use super::Update;
use crate::expr::Action;
use crate::expr::field::{FieldDef, Steps};
use crate::expr::operand::{Operand, OptionalAttribute};
use crate::expr::target::{CanSet, Element, ListAttribute, NumberAttribute, Relative, SetAttribute, Target};
use crate::item::stored::Stored;
use crate::write::Returns;

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

    /// Sets a field unless its attribute exists. NULL, which stands for `None`, exists.
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

    /// Removes an element of a list; those behind it move up.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).remove_at(Video::FIELDS.tags.at(0)).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn remove_at<P: Steps, F: FieldDef>(mut self, element: Element<E, P, F>) -> Self
    where
        F::Value: ListAttribute,
        P::First<F>: CanSet<M, Relative>,
    {
        self.raw.act(Action::Remove(element.path()));
        self
    }

    /// Adds to a number. A missing attribute counts as 0.
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
        F::First: CanSet<M, Relative>,
    {
        self.raw.add(field.assigned(&amount.into_value()));
        self
    }

    /// Subtracts from a number.
    ///
    /// An unsigned number must be at least as great as `amount`, so that it does not become negative. Otherwise the error is a
    /// [failed condition](Error::is_condition_failed), which has the [item](Error::met).
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
        F::First: CanSet<M, Relative>,
    {
        self.raw.subtract(field.assigned(&amount.into_value()), F::Value::UNSIGNED);
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
    pub fn append<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
    where
        F::Value: ListAttribute,
        V: Operand<<F::Value as ListAttribute>::Element>,
        F::First: CanSet<M, Relative>,
    {
        let elements = elements.into_iter().map(Operand::into_value).collect();
        self.raw.append(field.assigned(&F::Value::from_elements(elements)));
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
    pub fn prepend<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
    where
        F::Value: ListAttribute,
        V: Operand<<F::Value as ListAttribute>::Element>,
        F::First: CanSet<M, Relative>,
    {
        let elements = elements.into_iter().map(Operand::into_value).collect();
        self.raw.prepend(field.assigned(&F::Value::from_elements(elements)));
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
    pub fn insert_into<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
    where
        F::Value: SetAttribute,
        V: Operand<<F::Value as SetAttribute>::Element>,
        F::First: CanSet<M, Relative>,
    {
        let elements = elements.into_iter().map(Operand::into_value).collect();
        self.raw.change_set(field.assigned(&F::Value::from_elements(elements)), Action::Add);
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
    pub fn delete_from<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
    where
        F::Value: SetAttribute,
        V: Operand<<F::Value as SetAttribute>::Element>,
        F::First: CanSet<M, Relative>,
    {
        let elements = elements.into_iter().map(Operand::into_value).collect();
        self.raw.change_set(field.assigned(&F::Value::from_elements(elements)), Action::Delete);
        self
    }
}
