//! Which conditions filter a query: those on attributes that are no keys of what it reads.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>: a scan takes
//! others too, and so does a query of an index whose key they are not.

use std::marker::PhantomData;
use std::pin::Pin;

use aws_sdk_dynamodb::operation::query::QueryInput;

use super::Query;
use crate::client::TableClient;
use crate::error::Error;
use crate::expr::keyed::{Is, Nothing};
use crate::item::stored::Stored;
use crate::item::table::HasIndex;
use crate::item::table::Holds;
use crate::op::DeleteAll;
use crate::page::Page;
use crate::read::Items;
use crate::read::view::{Said, Yields};

/// What a field is where a query reads at `P`.
pub trait KeyedAt<P> {
    /// [`IsKey`], [`Perhaps`] or [`Beside`].
    type Standing: Standing;
}

/// A key attribute.
#[derive(Clone, Copy, Debug)]
pub struct IsKey;

/// A key attribute if the table names it like the field: a template writes the field alone. `W` is whose key.
pub struct Perhaps<W>(PhantomData<fn() -> W>);

/// An attribute beside the key.
#[derive(Clone, Copy, Debug)]
pub struct Beside;

/// One of these.
pub trait Standing {
    /// What is to be shown of the table after a filter by `F`, if it was `U` before.
    type Then<F, U>;
}

impl Standing for IsKey {
    type Then<F, U> = U;
}

impl<W> Standing for Perhaps<W> {
    // What shows it of one field shows it of all that the same query could name.
    type Then<F, U> = Unproven<F, W>;
}

impl Standing for Beside {
    type Then<F, U> = U;
}

/// That a condition on these fields filters a query which reads at `P`.
pub trait FiltersAt<P>: NamedAt<P> {}
impl<P> FiltersAt<P> for () {}
impl<P> FiltersAt<P> for Nothing {}
impl<P, A: FiltersAt<P>, R: FiltersAt<P>> FiltersAt<P> for (A, R) {}
impl<P, F: KeyedAt<P>> FiltersAt<P> for Is<F> where F::Standing: NoKey<F, P> {}

/// That what `F` is at `P` is no key attribute, for all that the entity knows.
#[diagnostic::on_unimplemented(
    message = "`{F}` is a key attribute of what `{P}` reads, and a query is filtered by others only",
    label = "say this in the key: by the arguments of the pattern's function, `.prefix(..)` or `.range(..)`",
    note = "the same condition filters a scan, and queries of which the field is no key"
)]
pub trait NoKey<F, P> {}
impl<F, P, W> NoKey<F, P> for Perhaps<W> {}
impl<F, P> NoKey<F, P> for Beside {}

/// What is to be shown of the table after a filter by these fields.
pub trait NamedAt<P> {
    /// If it was `U` before.
    type Then<U>;
}

impl<P> NamedAt<P> for () {
    type Then<U> = U;
}

impl<P> NamedAt<P> for Nothing {
    type Then<U> = U;
}

impl<P, A: NamedAt<P>, R: NamedAt<P>> NamedAt<P> for (A, R) {
    type Then<U> = R::Then<A::Then<U>>;
}

impl<P, F: KeyedAt<P>> NamedAt<P> for Is<F> {
    type Then<U> = <F::Standing as Standing>::Then<F, U>;
}

/// Of a query that is filtered by `F`: this is no key attribute unless the table names it like the field.
pub struct Unproven<F, W>(PhantomData<fn() -> (F, W)>);

/// The keys of the table itself.
#[derive(Clone, Copy, Debug)]
pub struct InTable;

/// The keys of the index of this name, by its hash.
#[derive(Clone, Copy, Debug)]
pub struct InIndex<const NAME: u64>;

/// Whether fields are key attributes though templates write the keys.
#[derive(Clone, Copy, Debug)]
pub struct Natural<const YES: bool>;

/// Where the key attributes of an entity are in table `T`.
pub trait Within<T, E> {
    /// [`Natural`].
    type Natural;
}

impl<T: Holds<E>, E> Within<T, E> for InTable {
    type Natural = T::Natural;
}

impl<T: HasIndex<NAME>, E, const NAME: u64> Within<T, E> for InIndex<NAME> {
    type Natural = T::Natural;
}

/// That the key attributes of table `T` are others than the field `F`.
#[diagnostic::on_unimplemented(
    message = "`{F}` is itself a key attribute of `{T}`, and a query is filtered by others only",
    label = "reads a table of which `{F}` is a key attribute",
    note = "say it in the key: by the arguments of the pattern's function, then `.prefix(..)` and `.range(..)`",
    note = "the same condition filters a scan, and queries of which the field is no key"
)]
pub trait Apart<F, T> {}
impl<F, T> Apart<F, T> for Natural<false> {}

type Answer<A> = Pin<Box<dyn Future<Output = Result<A, Error>> + Send>>;

/// The same where the table has to show that the filter names no key of it.
///
/// The futures are boxed because an opaque one would repeat the refusal wherever its type is mentioned.
#[doc(hidden)]
impl<E: Stored, Open: 'static, P: 'static, R: 'static, F, W> Query<E, Open, P, R, Unproven<F, W>> {
    pub fn count<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<usize>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        Box::pin(self.retyped::<Open, R, ()>().count(table))
    }
}

#[doc(hidden)]
impl<E: Stored, Open: 'static, P: 'static, R: Said + Yields<E> + 'static, F, W>
    Query<E, Open, P, R, Unproven<F, W>>
{
    fn proven(self) -> Query<E, Open, P, R> {
        self.retyped()
    }

    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<QueryInput, Error>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        self.proven().request(table)
    }

    pub fn requests<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Vec<QueryInput>, Error>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        self.proven().requests(table)
    }

    pub fn page<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<Page<R::Item>>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        Box::pin(self.proven().page(table))
    }

    pub fn all<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<Vec<R::Item>>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        Box::pin(self.proven().all(table))
    }

    pub fn first<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<Option<R::Item>>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        Box::pin(self.proven().first(table))
    }

    pub fn stream<T: Holds<E>>(self, table: &TableClient<T>) -> Items<R::Item>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        self.proven().stream(table)
    }
}

#[doc(hidden)]
impl<E: Stored, Open: 'static, P: 'static, F, W> DeleteAll<E, Open, P, Unproven<F, W>> {
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<usize>
    where
        W: Within<T, E, Natural: Apart<F, T>>,
    {
        Box::pin(self.proven().send(table))
    }
}
