//! The outputs of reads.

use crate::error::Error;
use crate::item::key::Key;
use crate::item::parts::Wanted;
use crate::item::projection::FromItem;
use crate::item::stored::Stored;
use crate::item::{Found, StoredItem, decode, decode_key, owner};
use crate::read::Malformed;
use crate::read::not_key::NotKey;
use crate::read::pattern::ReadSource;
use crate::schema::item::Item;

/// The output of a read of an index or lookup that holds a part of each item, until
/// [`project`](crate::op::Query::project), [`hydrate`](crate::op::Query::hydrate) or
/// [`keys`](crate::op::Query::keys) selects another.
#[derive(Clone, Copy, Debug)]
pub struct Unselected;

/// The output of [`hydrate`](crate::op::Query::hydrate): whole items, fetched from the table by their keys.
#[derive(Clone, Copy, Debug)]
pub struct Hydrated;

/// The output `O` of a read whose filter names the field `F`. The table has to prove that `F` is not a key attribute.
pub struct Unproven<O, F>(std::marker::PhantomData<fn() -> (O, F)>);

/// The output of a read: an entity, a projection, a key, [`Hydrated`], [`Unselected`], or one of them
/// [`Unproven`].
pub trait Output {
    /// The type of the items of entity `E`.
    type Item<E: Send + 'static>: Send + 'static;
    /// The output `O`, with the proof that this one needs.
    type As<O: Output>: Output;
    /// This output, with a proof needed for the field `F`.
    type Unproven<F>: Output;
}

impl<I: FromItem> Output for I {
    type Item<E: Send + 'static> = I;
    type As<O: Output> = O;
    type Unproven<F> = Unproven<I, F>;
}

impl Output for Unselected {
    type Item<E: Send + 'static> = E;
    type As<O: Output> = O;
    type Unproven<F> = Unproven<Self, F>;
}

impl Output for Hydrated {
    type Item<E: Send + 'static> = E;
    type As<O: Output> = O;
    type Unproven<F> = Unproven<Self, F>;
}

// A proof for one field is one for all that a query could name.
impl<I: Output, F> Output for Unproven<I, F> {
    type Item<E: Send + 'static> = I::Item<E>;
    type As<O: Output> = Unproven<O, F>;
    type Unproven<G> = Unproven<I, G>;
}

/// The filter of a read of `A` with this output names no key attribute of the table `T`.
pub trait Proven<A, T>: Output {}

impl<A, T, I: FromItem> Proven<A, T> for I {}
impl<A, T> Proven<A, T> for Unselected {}
impl<A, T> Proven<A, T> for Hydrated {}
impl<A, T: NotKey<F, A>, I: Output, F> Proven<A, T> for Unproven<I, F> {}

/// The output of a read of `A` in the table `T`.
#[diagnostic::on_unimplemented(
    message = "`{A}` holds a part of each item, and this asks for whole ones",
    label = "write `.project::<V>()` or `.hydrate()` before this",
    note = "`V` is a `#[derive(Projection)]` struct of what is there; `hydrate` fetches the items from the table"
)]
pub trait Selection<A: ReadSource, T>: Output {
    /// `true` if the items are fetched from the table.
    #[doc(hidden)]
    const HYDRATES: bool = false;

    /// The attributes that are needed besides the keys; `None` for all.
    #[doc(hidden)]
    fn attributes() -> Option<Wanted>;

    #[doc(hidden)]
    fn decode(found: Found<'_>) -> Result<Self::Item<A::Entity>, Error>;
}

#[diagnostic::do_not_recommend]
impl<A: ReadSource, T, I: FromItem<Of = A::Entity>> Selection<A, T> for I {
    fn attributes() -> Option<Wanted> {
        I::attributes()
    }

    fn decode(found: Found<'_>) -> Result<I, Error> {
        I::from_found(found)
    }
}

impl<A: ReadSource, T> Selection<A, T> for Hydrated {
    const HYDRATES: bool = true;

    fn attributes() -> Option<Wanted> {
        Some(Wanted::attributes(&[]))
    }

    fn decode(found: Found<'_>) -> Result<A::Entity, Error> {
        decode(found.stored)
    }
}

impl<A: ReadSource, T: NotKey<F, A>, I: Selection<A, T>, F> Selection<A, T> for Unproven<I, F> {
    const HYDRATES: bool = I::HYDRATES;

    fn attributes() -> Option<Wanted> {
        I::attributes()
    }

    fn decode(found: Found<'_>) -> Result<I::Item<A::Entity>, Error> {
        I::decode(found)
    }
}

/// Returns the key of the item to fetch.
type Owner = fn(StoredItem<'_>) -> Result<Item, Error>;

/// The output of a read, as data.
pub(crate) struct View<I> {
    /// The attributes that are needed besides the keys; `None` for all.
    pub(crate) attributes: Option<Wanted>,
    pub(crate) decode: fn(Found<'_>) -> Result<I, Error>,
    /// Set where the items are fetched from the table.
    pub(crate) owner: Option<Owner>,
    /// Returns a malformed item in place of an error.
    pub(crate) malformed: Option<fn(Malformed) -> I>,
}

impl<I> View<I> {
    pub(crate) fn new<A, T, O>() -> Self
    where
        A: ReadSource,
        O: Selection<A, T> + Output<Item<A::Entity> = I>,
    {
        Self {
            attributes: O::attributes(),
            decode: O::decode,
            owner: owner_of::<A::Entity>(O::HYDRATES),
            malformed: None,
        }
    }

    /// Returns malformed items too.
    pub(crate) fn lenient<A, T, O>() -> View<Result<I, Malformed>>
    where
        A: ReadSource,
        O: Selection<A, T> + Output<Item<A::Entity> = I>,
    {
        View {
            attributes: O::attributes(),
            decode: |found| O::decode(found).map(Ok),
            owner: owner_of::<A::Entity>(O::HYDRATES),
            malformed: Some(Err),
        }
    }
}

impl<E: Stored> View<(Key<E>, Option<Item>)> {
    /// Reads whole items with their keys, as they are stored.
    pub(crate) fn whole() -> Self {
        Self {
            attributes: None,
            decode: |found| {
                let item = found.stored.item.clone();
                decode_key(found.stored).map(|key| (key, Some(item.into_item())))
            },
            owner: None,
            malformed: None,
        }
    }
}

impl View<()> {
    /// Needs nothing of an item but its type.
    pub(crate) fn count() -> Self {
        Self { attributes: Some(Wanted::attributes(&[])), decode: |_| Ok(()), owner: None, malformed: None }
    }
}

fn owner_of<E: Stored>(hydrates: bool) -> Option<Owner> {
    hydrates.then_some(owner::<E>)
}
