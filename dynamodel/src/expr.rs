//! Field paths and conditions: `Video::FIELDS.views.gt(1_000)`.
//!
//! Expressions are one tree with one renderer, the only writer of expression text. The examples use the entities and the
//! table of [`guide::model`](crate::guide::model).

mod alias;
mod check;
pub(crate) mod condition;
pub(crate) mod field;
pub(crate) mod form;
mod index;
pub(crate) mod keyed;
mod limit;
pub(crate) mod listed;
mod name;
pub(crate) mod operand;
pub(crate) mod part;
mod path;
mod projected;
pub(crate) mod read;
mod render;
pub(crate) mod size;
pub(crate) mod storable;
pub(crate) mod target;
mod update;
pub(crate) mod value;

pub(crate) use check::check_actions;
pub use condition::{Condition, IntoCondition};
pub use field::{Field, Parts};
pub(crate) use limit::within_limit;
#[doc(hidden)]
pub use name::Name;
pub use operand::{Elements, Holding, Operand, OptionalAttribute, OrderedAttribute, TextAttribute};
pub use part::{Removable, Within};
pub(crate) use path::{Path, Step};
pub(crate) use projected::ProjectedPath;
pub use read::ReadTarget;
pub(crate) use render::{Renderer, Scope};
pub use size::Size;
pub use target::{
    ByKey, FieldGroup, Indexable, ListAttribute, Loaded, MapAttribute, NumberAttribute, SetAttribute, Target,
};
pub(crate) use update::{Action, Source};

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::debug::{Redacted, tuple};
use crate::codec::is_empty_set;

/// A condition on an item: of a write, of a query's key, or of a filter.
#[derive(Clone, PartialEq)]
pub(crate) enum Expr {
    Exists(Path),
    NotExists(Path),
    Compare(Path, Comparison, AttributeValue),
    Size(Path, Comparison, AttributeValue),
    Between(Path, AttributeValue, AttributeValue),
    BeginsWith(Path, AttributeValue),
    Contains(Path, AttributeValue),
    In(Path, Vec<AttributeValue>),
    /// The time in this attribute, in seconds since 1970, is not after that of the request.
    Expired(&'static str),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Comparison {
    fn operator(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

impl Expr {
    pub(crate) fn equal(path: impl Into<Path>, value: AttributeValue) -> Self {
        Self::Compare(path.into(), Comparison::Equal, value)
    }

    pub(crate) fn absent(path: impl Into<Path>) -> Self {
        Self::NotExists(path.into())
    }

    /// Compares an attribute with a value. An empty set is an absent attribute.
    pub(crate) fn compare(path: Path, how: Comparison, value: AttributeValue) -> Self {
        match how {
            Comparison::Equal if is_empty_set(&value) => Self::NotExists(path),
            Comparison::NotEqual if is_empty_set(&value) => Self::Exists(path),
            _ => Self::Compare(path, how, value),
        }
    }

    /// Requires the attribute to be one of the values.
    pub(crate) fn is_in(path: Path, mut values: Vec<AttributeValue>) -> Self {
        let count = values.len();
        values.retain(|value| !is_empty_set(value));
        let absent = (values.len() < count).then(|| Self::NotExists(path.clone()));
        match (absent, values.is_empty()) {
            (Some(absent), true) => absent,
            (Some(absent), false) => Self::Or(vec![absent, Self::In(path, values)]),
            (None, _) => Self::In(path, values),
        }
    }

    /// Requires the attribute to be absent or equal to the stored `none`.
    pub(crate) fn without_value(path: Path, none: AttributeValue) -> Self {
        match Self::compare(path.clone(), Comparison::Equal, none) {
            absent @ Self::NotExists(_) => absent,
            none => Self::Or(vec![Self::NotExists(path), none]),
        }
    }

    /// Requires the attribute to be present and other than the stored `none`.
    pub(crate) fn with_value(path: Path, none: AttributeValue) -> Self {
        match Self::compare(path.clone(), Comparison::NotEqual, none) {
            exists @ Self::Exists(_) => exists,
            some => Self::And(vec![Self::Exists(path), some]),
        }
    }

    /// Joins conditions by `OR`, including the alternatives of each.
    pub(crate) fn any(conditions: impl IntoIterator<Item = Expr>) -> Expr {
        let flat = conditions.into_iter().flat_map(|condition| match condition {
            Self::Or(alternatives) => alternatives,
            other => vec![other],
        });
        let mut flat: Vec<_> = flat.collect();
        if flat.len() == 1 { flat.remove(0) } else { Self::Or(flat) }
    }

    /// Joins conditions by `AND`; `None` if there are none.
    pub(crate) fn all(conditions: impl IntoIterator<Item = Option<Expr>>) -> Option<Expr> {
        let mut conditions: Vec<_> = conditions.into_iter().flatten().collect();
        match conditions.len() {
            0 => None,
            1 => conditions.pop(),
            _ => Some(Self::And(conditions)),
        }
    }
}

/// The values are not shown.
impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => tuple(f, "Exists", &[path]),
            Self::NotExists(path) => tuple(f, "NotExists", &[path]),
            Self::Compare(path, how, value) => tuple(f, "Compare", &[path, how, &Redacted(value)]),
            Self::Size(path, how, value) => tuple(f, "Size", &[path, how, &Redacted(value)]),
            Self::Between(path, least, greatest) => {
                tuple(f, "Between", &[path, &Redacted(least), &Redacted(greatest)])
            }
            Self::BeginsWith(path, value) => tuple(f, "BeginsWith", &[path, &Redacted(value)]),
            Self::Contains(path, value) => tuple(f, "Contains", &[path, &Redacted(value)]),
            Self::In(path, values) => tuple(f, "In", &[path, &values.len()]),
            Self::Expired(attribute) => tuple(f, "Expired", &[attribute]),
            Self::Not(condition) => tuple(f, "Not", &[condition]),
            Self::And(conditions) => tuple(f, "And", &[conditions]),
            Self::Or(conditions) => tuple(f, "Or", &[conditions]),
        }
    }
}
