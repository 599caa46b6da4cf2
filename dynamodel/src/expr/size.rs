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
    pub fn eq(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::Equal, size)
    }

    /// Requires the size to differ from `size`.
    pub fn ne(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::NotEqual, size)
    }

    /// Requires the size to be less than `size`.
    pub fn lt(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::Less, size)
    }

    /// Requires the size to be at most `size`.
    pub fn le(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::AtMost, size)
    }

    /// Requires the size to be greater than `size`.
    pub fn gt(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::Greater, size)
    }

    /// Requires the size to be at least `size`.
    pub fn ge(self, size: usize) -> Condition<E, K> {
        self.compared(Comparison::AtLeast, size)
    }
}
