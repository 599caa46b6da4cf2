//! The conditions that can filter a query: those on attributes that are not keys of what it reads.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>: a scan takes
//! others too, and so does a query of an index whose key they are not.

use std::marker::PhantomData;

use crate::expr::keyed::{Is, Nothing};
use crate::item::projection::{Serves, ServesInside};
use crate::item::stored::Stored;
use crate::item::table::{HasIndex, Holds};
use crate::read::pattern::{Base, Global, Local, ReadSource};
use crate::read::selection::Output;

/// A condition made for `Self` can filter a read of entity `E` at `P`.
#[diagnostic::on_unimplemented(
    message = "a condition on `{Self}` cannot filter what is read here",
    label = "make it from the fields of `{E}`, or of the index or lookup if that holds a part of each item",
    note = "that is `{E}::FIELDS`, or, where an access pattern `by_name` holds a part of each item, `{E}::BY_NAME_FIELDS`"
)]
pub trait FilterOf<E, P> {}

/// A location that holds whole items.
pub trait HoldsAll {}

impl HoldsAll for Base {}
impl HoldsAll for Local {}
impl HoldsAll for Global {}

#[diagnostic::do_not_recommend]
impl<F, P: HoldsAll> Serves<F> for P {}

#[diagnostic::do_not_recommend]
impl<const FIELD: usize, N, P: HoldsAll> ServesInside<FIELD, N> for P {}

#[diagnostic::do_not_recommend]
impl<E: Stored, P: HoldsAll> FilterOf<E, P> for E {}

/// The role of a field where a query reads at `P`.
pub trait KeyedAt<P> {
    /// [`IsKey`], [`Perhaps`] or [`Beside`].
    type Standing: Standing;
}

// An index of which a field is the key is a location of its own.
impl<F> KeyedAt<Local> for F {
    type Standing = Beside;
}

impl<F> KeyedAt<Global> for F {
    type Standing = Beside;
}

/// A key attribute.
#[derive(Clone, Copy, Debug)]
pub struct IsKey;

/// A key attribute if the table names it like the field, since a template writes the field alone.
#[derive(Clone, Copy, Debug)]
pub struct Perhaps;

/// An attribute beside the key.
#[derive(Clone, Copy, Debug)]
pub struct Beside;

/// [`IsKey`], [`Perhaps`] or [`Beside`].
pub trait Standing {
    /// The output of a read after a filter by `F`, if it was `O` before.
    type Then<F, O: Output>: Output;
}

impl Standing for IsKey {
    type Then<F, O: Output> = O;
}

impl Standing for Perhaps {
    type Then<F, O: Output> = O::Unproven<F>;
}

impl Standing for Beside {
    type Then<F, O: Output> = O;
}

/// A condition on these fields filters a query that reads at `P`.
pub trait FiltersAt<P>: NamedAt<P> {}
impl<P> FiltersAt<P> for () {}
impl<P> FiltersAt<P> for Nothing {}
impl<P, A: FiltersAt<P>, R: FiltersAt<P>> FiltersAt<P> for (A, R) {}
impl<P, F: KeyedAt<P>> FiltersAt<P> for Is<F> where F::Standing: NoKey<F, P> {}

/// The field `F` is not a key attribute at `P`, as far as the entity tells.
#[diagnostic::on_unimplemented(
    message = "`{F}` is a key attribute of what `{P}` reads, and a query is filtered by others only",
    label = "specify it in the key: by the arguments of the pattern's function, `.prefix(..)` or `.range(..)`",
    note = "the same condition filters a scan, and queries of which the field is no key"
)]
pub trait NoKey<F, P> {}
impl<F, P> NoKey<F, P> for Perhaps {}
impl<F, P> NoKey<F, P> for Beside {}

/// The output of a read after a filter by these fields.
pub trait NamedAt<P> {
    /// The output, if it was `O` before.
    type Then<O: Output>: Output;
}

impl<P> NamedAt<P> for () {
    type Then<O: Output> = O;
}

impl<P> NamedAt<P> for Nothing {
    type Then<O: Output> = O;
}

impl<P, A: NamedAt<P>, R: NamedAt<P>> NamedAt<P> for (A, R) {
    type Then<O: Output> = R::Then<A::Then<O>>;
}

impl<P, F: KeyedAt<P>> NamedAt<P> for Is<F> {
    type Then<O: Output> = <F::Standing as Standing>::Then<F, O>;
}

/// The keys of the entity `E` in the table itself.
pub struct InTable<E>(PhantomData<fn() -> E>);

/// The keys of the index of this name.
pub struct InIndex<N>(PhantomData<fn() -> N>);

/// `YES` if fields are key attributes though templates write the keys.
#[derive(Clone, Copy, Debug)]
pub struct Natural<const YES: bool>;

/// The keys in the table `T`.
pub trait Within<T> {
    /// [`Natural`].
    type Natural;
}

impl<T: Holds<E>, E> Within<T> for InTable<E> {
    type Natural = T::Natural;
}

impl<T: HasIndex<N>, N> Within<T> for InIndex<N> {
    type Natural = T::Natural;
}

/// The field `F` is not a key attribute of this table where `A` reads.
#[diagnostic::on_unimplemented(
    message = "`{F}` is itself a key attribute of `{Self}`, and a query is filtered by others only",
    label = "reads a table of which `{F}` is a key attribute",
    note = "specify it in the key: by the arguments of the pattern's function, then `.prefix(..)` and `.range(..)`",
    note = "the same condition filters a scan, and queries of which the field is no key"
)]
pub trait NotKey<F, A> {}

#[diagnostic::do_not_recommend]
impl<T, F, A: ReadSource<Keys: Within<T, Natural = Natural<false>>>> NotKey<F, A> for T {}
