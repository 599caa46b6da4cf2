//! The messages of `.await` and `for` on an operation that was not sent.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::collection::Collection;
use crate::op::{
    BatchGet, BatchWrite, CollectionQuery, Create, CreateMany, Delete, EntityScan, Find, Get, Move, Put,
    Query, Required, Scan, Transact, TransactGet, Transaction, Update, Upsert,
};
use crate::read::pattern::{AccessPattern, ReadSource};

/// An operation that was not sent. It is a type of its own, so that the compiler shows the messages of its traits and not
/// those of `Future` and `Iterator`.
#[derive(Clone, Copy, Debug)]
pub struct Unsent<O>(PhantomData<fn() -> O>);

/// The message of `.await`.
#[diagnostic::on_unimplemented(
    message = "this operation is not sent yet, so there is nothing to await",
    label = "write `.send(&table).await`"
)]
pub trait SaysSend {
    /// The output of the future.
    type Output;
}

/// The message of `.await` on the read of many items.
#[diagnostic::on_unimplemented(
    message = "this read is not sent yet, so there is nothing to await",
    label = "write `.all(&table).await`, or `first`, `page` or `count` in place of `all`"
)]
pub trait SaysAll {
    /// The output of the future.
    type Output;
}

/// The message of `for`.
#[diagnostic::on_unimplemented(
    message = "a read of many items is not an iterator",
    label = "write `.all(&table).await?` after it for a `Vec` of the items",
    note = "`.stream(&table)` reads one page after the other: `items.try_next().await?`"
)]
pub trait SaysItems {
    /// The type of the items.
    type Item;
}

/// Refuses `.await` by the message of `$say`.
macro_rules! not_a_future {
    ($say:ident; $($operation:ident<$($type:ident $(: $bound:path)?),+>),+) => {$(
        #[doc(hidden)]
        impl<$($type $(: $bound)?),+> Future for $operation<$($type),+>
        where
            Unsent<Self>: $say,
        {
            type Output = <Unsent<Self> as $say>::Output;

            fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
                Poll::Pending
            }
        }
    )+};
}
not_a_future!(
    SaysSend;
    Get<E, Out>, Find<E>, Required<O>, BatchGet<I, T>, TransactGet<G>,
    Create<E, R>, Put<E, R>, Delete<E, R>, Update<E, R, M>, Upsert<E, R>, Move<E, R>,
    BatchWrite<T>, CreateMany<E>, Transact<O>, Transaction<T>
);
not_a_future!(
    SaysAll;
    Query<A: AccessPattern, Sk, Out>, EntityScan<A: ReadSource, Out>, Scan<T>, CollectionQuery<C: Collection, Sk>
);

/// Refuses `for`.
macro_rules! not_an_iterator {
    ($($operation:ident<$($type:ident $(: $bound:path)?),+>),+) => {$(
        #[doc(hidden)]
        impl<$($type $(: $bound)?),+> Iterator for $operation<$($type),+>
        where
            Unsent<Self>: SaysItems,
        {
            type Item = <Unsent<Self> as SaysItems>::Item;

            fn next(&mut self) -> Option<Self::Item> {
                None
            }
        }
    )+};
}
not_an_iterator!(Query<A: AccessPattern, Sk, Out>, EntityScan<A: ReadSource, Out>, Scan<T>, CollectionQuery<C: Collection, Sk>);
