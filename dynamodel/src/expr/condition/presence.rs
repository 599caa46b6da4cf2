//! Conditions on the presence and the size of an attribute.

use std::marker::PhantomData;

use super::Condition;
use crate::expr::Expr;
use crate::expr::field::{Field, FieldDef, HasAttribute, Steps};
use crate::expr::keyed::Named;
use crate::expr::operand::OptionalAttribute;
use crate::expr::size::Size;

impl<E, P: Steps, F: FieldDef> Field<E, P, F> {
    /// Requires the attribute to be present.
    ///
    /// An item has no attribute for `None`. NULL is present: it is stored for `#[entity(null)]`, in nested structs, and by
    /// other programs. Use [`is_some`](Self::is_some) to require a value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let has_languages = Video::FIELDS.languages.exists();
    /// assert_eq!(Video::scan().filter(has_languages).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn exists(self) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        Condition::new(Ok(Expr::Exists(self.path())))
    }

    /// Requires the attribute to be absent. `None` may be stored as NULL, which is present: use [`is_none`](Self::is_none).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let no_languages = Video::FIELDS.languages.not_exists();
    /// assert_eq!(Video::scan().filter(no_languages).count(&table).await?, 0);
    /// # Ok(()) });
    /// ```
    pub fn not_exists(self) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        Condition::new(Ok(Expr::NotExists(self.path())))
    }

    /// Requires the `Option` to have a value: the attribute is present and not NULL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let categorized = Video::FIELDS.category.is_some();
    /// assert_eq!(Video::scan().filter(categorized).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn is_some(self) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
        F::Value: OptionalAttribute,
    {
        Condition::new(F::encode(&F::Value::none()).map(|none| Expr::with_value(self.path(), none)))
    }

    /// The size of the attribute: bytes of a string or binary value, elements of a list, map or set.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let few_tags = Video::FIELDS.tags.size().le(10);
    /// Video::update(7).append(Video::FIELDS.tags, ["async"]).condition(few_tags).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn size(self) -> Size<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        Size { path: self.path(), types: PhantomData }
    }
}
