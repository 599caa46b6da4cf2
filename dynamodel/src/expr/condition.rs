//! Conditions on the attributes of an entity.

mod into;
mod presence;

use std::marker::PhantomData;
use std::ops::Not;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

pub use into::IntoCondition;

use crate::codec::is_set;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::{Field, FieldDef, HasAttribute, Steps};
use crate::expr::form::{FormOf, Orders, StoredAsType};
use crate::expr::keyed::{Named, With};
use crate::expr::operand::{Holding, Operand, OptionalAttribute, TextAttribute};
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
        let attribute = self.edge(&value.into_value());
        Condition::new(attribute.map(|attribute| Expr::compare(self.path(), how, attribute)))
    }

    /// The attribute of a value that others are compared with by order.
    fn edge(self, value: &F::Value) -> Result<AttributeValue, Error> {
        if F::is_cut(value) {
            return Err(Error::new(Kind::CutEdge { path: self.path().to_string() }));
        }
        F::encode(value)
    }

    /// Requires the attribute to equal `value`. `None` is an absent attribute or NULL.
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
    pub fn eq(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        self.on_value(value, equal::<F::Value>)
    }

    /// Requires the attribute to differ from `value` or to be absent. With `None` it requires a value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let others = Video::FIELDS.title.ne("Intro");
    /// assert_eq!(Video::scan().filter(others).count(&table).await?, 1);
    /// # Ok(()) });
    /// ```
    pub fn ne(self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
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
    pub fn is_in<V: Operand<F::Value>>(self, values: impl IntoIterator<Item = V>) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        let encoded = values.into_iter().map(|value| F::encode(&value.into_value()));
        let attributes = encoded.collect::<Result<Vec<_>, _>>();
        let is_apart = |attribute: &AttributeValue| is_set::<F::Value>() || attribute.is_null();
        Condition::new(attributes.and_then(|attributes| match attributes.len() {
            1..=MAX_IN if attributes.iter().any(is_apart) => Ok(Expr::any(
                attributes.into_iter().map(|attribute| equal::<F::Value>(self.path(), attribute)),
            )),
            1..=MAX_IN => Ok(Expr::is_in(self.path(), attributes)),
            count => Err(Error::new(Kind::InCount { count, limit: MAX_IN })),
        }))
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
        F::Kind: HasAttribute,
        F::Value: OptionalAttribute,
    {
        Condition::new(F::encode(&F::Value::none()).map(|none| Expr::without_value(self.path(), none)))
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
        // An absent attribute is read as `None` too.
        value if value.is_null() => Expr::without_value(path, value),
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
        F::Kind: HasAttribute,
        FormOf<F>: Orders<F::Value>,
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
        F::Kind: HasAttribute,
        FormOf<F>: Orders<F::Value>,
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
        F::Kind: HasAttribute,
        FormOf<F>: Orders<F::Value>,
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
        F::Kind: HasAttribute,
        FormOf<F>: Orders<F::Value>,
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
        F::Kind: HasAttribute,
        FormOf<F>: Orders<F::Value>,
    {
        let edges =
            self.edge(&least.into_value()).and_then(|least| Ok((least, self.edge(&most.into_value())?)));
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
        F::Kind: HasAttribute,
        F::Value: TextAttribute,
        FormOf<F>: StoredAsType,
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
        F::Kind: HasAttribute,
        F::Value: Holding<Part>,
        FormOf<F>: StoredAsType,
    {
        let part = crate::expr::value::encode_value(&part.into_value());
        Condition::new(part.map(|part| Expr::Contains(self.path(), part)))
    }
}
