//! The argument of `filter` and `condition`.

use super::Condition;

/// A [`Condition`] on an item of entity `E`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on this entity",
    label = "write a condition such as `Video::FIELDS.year.ge(2020)`, and join two by `a.and(b)` or `a.or(b)`, not by `&&` or `||`",
    note = "the constant `FIELDS` of the entity that this reads or writes has its fields, with `eq`, `gt` and the like in place of `==` and `>`"
)]
pub trait IntoCondition<E, K> {
    #[doc(hidden)]
    fn into_condition(self) -> Condition<E, K>;
}

#[diagnostic::do_not_recommend]
impl<E, K> IntoCondition<E, K> for Condition<E, K> {
    fn into_condition(self) -> Self {
        self
    }
}
