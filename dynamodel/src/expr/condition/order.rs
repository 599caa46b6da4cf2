//! Conditions on the order and on a part of an attribute.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use super::Condition;
use crate::expr::field::{Field, FieldDef, Steps};
use crate::expr::keyed::Named;
use crate::expr::operand::{Holding, Operand, OrderedAttribute, TextAttribute};
use crate::expr::{Comparison, Expr};

/// Comparisons by order.
impl<E, P: Steps, F: FieldDef> Field<E, P, F> {
    /// Requires the attribute to be less than `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let older = Video::FIELDS.year.lt(2026);
    /// assert_eq!(Video::scan().filter(older).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn lt(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Value: OrderedAttribute,
    {
        self.compared(Comparison::Less, value)
    }

    /// Requires the attribute to be at most `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let up_to_2026 = Video::FIELDS.year.le(2026);
    /// assert_eq!(Video::scan().filter(up_to_2026).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn le(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Value: OrderedAttribute,
    {
        self.compared(Comparison::AtMost, value)
    }

    /// Requires the attribute to be greater than `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let newer = Video::FIELDS.year.gt(2025);
    /// assert_eq!(Video::scan().filter(newer).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn gt(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Value: OrderedAttribute,
    {
        self.compared(Comparison::Greater, value)
    }

    /// Requires the attribute to be at least `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let since_2025 = Video::FIELDS.year.ge(2025);
    /// assert_eq!(Video::scan().filter(since_2025).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn ge(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Value: OrderedAttribute,
    {
        self.compared(Comparison::AtLeast, value)
    }

    /// Requires the attribute to be from `least` to `most`, both included.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let some_views = Video::FIELDS.views.between(50, 100);
    /// assert_eq!(Video::scan().filter(some_views).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn between(
        self,
        least: impl Operand<F::Value>,
        most: impl Operand<F::Value>,
    ) -> Condition<E, Named<P, F>>
    where
        F::Value: OrderedAttribute,
    {
        let edges =
            F::encode(&least.into_value()).and_then(|least| Ok((least, F::encode(&most.into_value())?)));
        Condition::new(edges.map(|(least, most)| Expr::Between(self.path(), least, most)))
    }
}

/// Conditions on a part of the attribute.
impl<E, P: Steps, F: FieldDef> Field<E, P, F> {
    /// Requires the string to start with `prefix`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let starts_with_in = Video::FIELDS.title.begins_with("In");
    /// assert_eq!(Video::scan().filter(starts_with_in).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn begins_with(self, prefix: impl Into<String>) -> Condition<E, Named<P, F>>
    where
        F::Value: TextAttribute,
    {
        Condition::new(Ok(Expr::BeginsWith(self.path(), AttributeValue::S(prefix.into()))))
    }

    /// Requires a string to contain the text `part`, or a list or set to contain the element `part`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let about_rust = Video::FIELDS.tags.contains("rust");
    /// assert_eq!(Video::scan().filter(about_rust).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn contains<Part: Serialize>(self, part: impl Operand<Part>) -> Condition<E, Named<P, F>>
    where
        F::Value: Holding<Part>,
    {
        let part = crate::expr::value::encode_value(&part.into_value());
        Condition::new(part.map(|part| Expr::Contains(self.path(), part)))
    }
}
