//! Conditions on the attributes of an entity.

mod order;

use std::marker::PhantomData;
use std::ops::Not;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::is_set;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::{Field, FieldDef, Steps};
use crate::expr::keyed::{Named, With};
use crate::expr::operand::{Operand, OptionalAttribute};
use crate::expr::size::Size;
use crate::expr::{Comparison, Expr, Path};

/// The maximum number of values of `is_in`.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters>
const MAX_IN: usize = 100;

/// The maximum number of set elements in a condition, which may have 300 operators.
const MAX_ELEMENTS: usize = 100;

/// A condition on an item of entity `E`, made from the paths in `E::FIELDS`.
///
/// `K` lists its fields that are key attributes themselves, which cannot filter a query by that key. It is `()` if there
/// are none, and is inferred.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// let fields = Video::FIELDS;
/// let wanted = fields.views.gt(1_000).and(fields.title.begins_with("How to").or(fields.views.gt(9_000)));
/// let videos = Video::scan().filter(wanted).all(&table).await?;
/// assert!(videos.is_empty());
/// # Ok(()) });
/// ```
#[must_use = "a condition does nothing by itself"]
pub struct Condition<E, K = ()> {
    pub(crate) expr: Result<Expr, Error>,
    types: PhantomData<fn() -> (E, K)>,
}

crate::codec::debug::debug!(Condition < E, K > { expr });

impl<E, K> Condition<E, K> {
    /// Checks the values of the condition.
    pub(crate) fn new(expr: Result<Expr, Error>) -> Self {
        Self::checked(expr.and_then(|expr| expr.check().map(|()| expr)))
    }

    fn checked(expr: Result<Expr, Error>) -> Self {
        Self { expr, types: PhantomData }
    }

    fn joined<L>(self, other: Condition<E, L>, join: fn(Vec<Expr>) -> Expr) -> Condition<E, K::Both>
    where
        K: With<L>,
    {
        let both = self.expr.and_then(|this| Ok(join(vec![this, other.expr?])));
        Condition::checked(both)
    }

    /// Requires both conditions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let wanted = Video::FIELDS.views.ge(100).and(Video::FIELDS.title.begins_with("In"));
    /// assert_eq!(Video::scan().filter(wanted).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn and<L>(self, other: Condition<E, L>) -> Condition<E, K::Both>
    where
        K: With<L>,
    {
        self.joined(other, Expr::And)
    }

    /// Requires one of the conditions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let wanted = Video::FIELDS.views.gt(1_000).or(Video::FIELDS.category.is_some());
    /// assert_eq!(Video::scan().filter(wanted).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn or<L>(self, other: Condition<E, L>) -> Condition<E, K::Both>
    where
        K: With<L>,
    {
        self.joined(other, Expr::Or)
    }
}

/// Negates the condition.
impl<E, K> Not for Condition<E, K> {
    type Output = Self;

    fn not(self) -> Self {
        Self::checked(self.expr.map(|expr| Expr::Not(Box::new(expr))))
    }
}

impl<E, P: Steps, F: FieldDef> Field<E, P, F> {
    /// A condition on the path and the attribute of `value`.
    fn on_value(
        self,
        value: impl Operand<F::Value>,
        condition: impl FnOnce(Path, AttributeValue) -> Expr,
    ) -> Condition<E, Named<P, F>> {
        let attribute = F::encode(&value.into_value());
        Condition::new(attribute.map(|attribute| condition(self.path(), attribute)))
    }

    fn compared(self, how: Comparison, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>> {
        self.on_value(value, |path, attribute| Expr::compare(path, how, attribute))
    }

    /// Requires the attribute to equal `value`.
    ///
    /// A `HashSet` or `BTreeSet` that is stored as a list is compared in any order if it has at most 100 elements. A larger
    /// one must have the order in which this library stores it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let titled = Video::FIELDS.title.eq("Intro");
    /// assert_eq!(Video::scan().filter(titled).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn eq(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>> {
        self.on_value(value, equal::<F::Value>)
    }

    /// Requires the attribute to differ from `value` or to be absent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let others = Video::FIELDS.title.ne("Intro");
    /// assert_eq!(Video::scan().filter(others).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn ne(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>> {
        self.on_value(value, not_equal::<F::Value>)
    }

    /// Requires the attribute to be one of `values`, at most 100.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let wanted = Video::FIELDS.year.is_in([2024, 2025]);
    /// assert_eq!(Video::scan().filter(wanted).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn is_in<V: Operand<F::Value>>(
        self,
        values: impl IntoIterator<Item = V>,
    ) -> Condition<E, Named<P, F>> {
        let encoded = values.into_iter().map(|value| F::encode(&value.into_value()));
        let attributes = encoded.collect::<Result<Vec<_>, _>>();
        Condition::new(attributes.and_then(|attributes| match attributes.len() {
            1..=MAX_IN if is_set::<F::Value>() => Ok(Expr::any(
                attributes.into_iter().map(|attribute| equal::<F::Value>(self.path(), attribute)),
            )),
            1..=MAX_IN => Ok(Expr::is_in(self.path(), attributes)),
            count => Err(Error::new(Kind::InCount { count, limit: MAX_IN })),
        }))
    }

    /// Requires the attribute to be present.
    ///
    /// `None` is stored as NULL, which is present, unless the field has `#[serde(skip_serializing_if = "Option::is_none")]`.
    /// Use [`is_some`](Self::is_some) to require a value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let has_languages = Video::FIELDS.languages.exists();
    /// assert_eq!(Video::scan().filter(has_languages).count(&table).await?, 2);
    /// # Ok(()) });
    /// ```
    pub fn exists(self) -> Condition<E, Named<P, F>> {
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
    pub fn not_exists(self) -> Condition<E, Named<P, F>> {
        Condition::new(Ok(Expr::NotExists(self.path())))
    }

    /// Requires the `Option` to be `None`: the attribute is absent or NULL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).remove(Video::FIELDS.category).send(&table).await?;
    /// let uncategorized = Video::FIELDS.category.is_none();
    /// assert_eq!(Video::scan().filter(uncategorized).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn is_none(self) -> Condition<E, Named<P, F>>
    where
        F::Value: OptionalAttribute,
    {
        Condition::new(F::encode(&F::Value::none()).map(|none| Expr::without_value(self.path(), none)))
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
    pub fn size(self) -> Size<E, Named<P, F>> {
        Size { path: self.path(), types: PhantomData }
    }
}

/// Requires that an attribute has this value of type `V`.
pub(crate) fn equal<V>(path: Path, value: AttributeValue) -> Expr {
    match value {
        AttributeValue::L(elements) if is_set::<V>() && elements.len() <= MAX_ELEMENTS => {
            let size = AttributeValue::N(elements.len().to_string());
            let size = Expr::Size(path.clone(), Comparison::Equal, size);
            if elements.is_empty() {
                return size;
            }
            let contained = elements.into_iter().map(|element| Expr::Contains(path.clone(), element));
            Expr::And(std::iter::once(size).chain(contained).collect())
        }
        value => Expr::compare(path, Comparison::Equal, value),
    }
}

/// Requires that an attribute has another value or is absent.
pub(crate) fn not_equal<V>(path: Path, value: AttributeValue) -> Expr {
    match equal::<V>(path, value) {
        Expr::Compare(path, _, value) => Expr::Compare(path, Comparison::NotEqual, value),
        equal => Expr::Not(Box::new(equal)),
    }
}
