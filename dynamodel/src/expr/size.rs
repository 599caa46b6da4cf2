//! Conditions on the sizes of attributes.

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::condition::Condition;
use crate::expr::{Comparison, Expr, Path};

/// The size of an attribute, for a condition.
#[must_use = "a size does nothing until it is compared"]
pub struct Size<E, K = ()> {
    pub(super) path: Path,
    pub(super) types: PhantomData<fn() -> (E, K)>,
}

crate::codec::debug::debug!(Size < E, K > { path });

impl<E, K> Size<E, K> {
    fn compared(self, how: Comparison, size: usize) -> Condition<E, K> {
        Condition::new(Ok(Expr::Size(self.path, how, AttributeValue::N(size.to_string()))))
    }

    /// Requires the size to equal `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let one_tag = Video::FIELDS.tags.size().eq(1);
    /// assert_eq!(Video::scan().filter(one_tag).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn eq(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::Equal, size)
    }

    /// Requires the size to differ from `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let not_four_bytes = Video::FIELDS.title.size().ne(4);
    /// assert_eq!(Video::scan().filter(not_four_bytes).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn ne(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::NotEqual, size)
    }

    /// Requires the size to be less than `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let short_title = Video::FIELDS.title.size().lt(5);
    /// assert_eq!(Video::scan().filter(short_title).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn lt(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::Less, size)
    }

    /// Requires the size to be at most `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let few_tags = Video::FIELDS.tags.size().le(10);
    /// assert_eq!(Video::scan().filter(few_tags).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn le(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::AtMost, size)
    }

    /// Requires the size to be greater than `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let many_tags = Video::FIELDS.tags.size().gt(10);
    /// assert_eq!(Video::scan().filter(many_tags).count(&table).await?, 0);
    /// # Ok(()) });
    /// ```
    pub fn gt(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::Greater, size)
    }

    /// Requires the size to be at least `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let tagged = Video::FIELDS.tags.size().ge(1);
    /// assert_eq!(Video::scan().filter(tagged).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn ge(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::AtLeast, size)
    }
}
