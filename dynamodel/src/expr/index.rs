//! The message of `Video::FIELDS.tags[0]`.

use std::marker::PhantomData;
use std::ops::Index;

use crate::expr::field::{Field, Steps};

/// A path with square brackets. It is a type of its own, so that the compiler shows the message of its trait.
#[derive(Clone, Copy, Debug)]
pub struct Indexed<F>(PhantomData<fn() -> F>);

/// The trait whose absence is the message.
#[diagnostic::on_unimplemented(
    message = "a path has no square brackets",
    label = "write `.at(0)` after this for an element of a list, or `.key(\"home\")` for the value of a key in a map"
)]
pub trait SaysPart {
    /// The type that the expression would have.
    type Part;

    /// The expression.
    fn part() -> &'static Self::Part;
}

#[doc(hidden)]
impl<E, P: Steps, F, I> Index<I> for Field<E, P, F>
where
    Indexed<Self>: SaysPart,
    <Indexed<Self> as SaysPart>::Part: 'static,
{
    type Output = <Indexed<Self> as SaysPart>::Part;

    fn index(&self, _: I) -> &Self::Output {
        Indexed::<Self>::part()
    }
}
