//! Expressions: one tree, one renderer. No expression text is written anywhere else.

mod render;

pub(crate) use render::Renderer;

use aws_sdk_dynamodb::types::AttributeValue;

/// The name of a top-level attribute.
pub(crate) type Name = &'static str;

/// A condition on an item: of a write, of a query's key, or of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Exists(Name),
    NotExists(Name),
    Equal(Name, AttributeValue),
    AtLeast(Name, AttributeValue),
    AtMost(Name, AttributeValue),
    Between(Name, AttributeValue, AttributeValue),
    BeginsWith(Name, AttributeValue),
    In(Name, Vec<AttributeValue>),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
}

impl Expr {
    /// Both, leaving out what is not there.
    pub(crate) fn all(conditions: impl IntoIterator<Item = Option<Expr>>) -> Option<Expr> {
        let mut conditions: Vec<_> = conditions.into_iter().flatten().collect();
        match conditions.len() {
            0 => None,
            1 => conditions.pop(),
            _ => Some(Self::And(conditions)),
        }
    }
}
