//! Methods that other clients have: here each says what to call in its place.

mod unsent;

use crate::client::TableClient;

/// Redacted methods that cannot be called, since nothing implements `$say`.
///
/// Each gives what only an implementation could name, so that the message is at the method and nothing that follows
/// says more. That is not looked at where an iterator takes itself in a method of that name, beside which the
/// compiler would show no message: there `=> Self`, or `=> Output` if nothing would follow on `Self`.
macro_rules! instead {
    ($who:ident: $say:ident; $($name:ident($($argument:ident),*)),+) => {$(
        #[doc(hidden)]
        pub fn $name<$($argument),*>(self, $(_: $argument),*) -> <$who as $crate::op::instead::$say>::Instead
        where
            $who: $crate::op::instead::$say,
        {
            <$who as $crate::op::instead::$say>::instead()
        }
    )+};
    ($who:ident: $say:ident => Output; $($name:ident($($argument:ident),*)),+) => {$(
        #[doc(hidden)]
        pub fn $name<$($argument,)* Output>(self, $(_: $argument),*) -> Output
        where
            $who: $crate::op::instead::$say<Instead = Output>,
        {
            <$who as $crate::op::instead::$say>::instead()
        }
    )+};
    ($who:ident: $say:ident => Self; $($name:ident($($argument:ident),*)),+) => {$(
        #[doc(hidden)]
        pub fn $name<$($argument),*>(self, $(_: $argument),*) -> Self
        where
            $who: $crate::op::instead::$say,
        {
            self
        }
    )+};
}
pub(super) use instead;

/// The trait whose absence is the message.
macro_rules! says {
    ($($(#[$text:meta])+ $say:ident;)*) => {$(
        $(#[$text])+
        pub trait $say: Sized {
            /// The type that the call would return.
            type Instead;

            /// The call.
            fn instead() -> Self::Instead;
        }
    )*};
}
says! {
    /// The message of `get`, `put` and others on a table.
    #[diagnostic::on_unimplemented(
        message = "a table client has no reads and writes of its own: they start at the entity",
        label = "write `User::get(3).send(&table)`, `user.put().send(&table)` or `Video::by_creator(3).all(&table)`"
    )]
    SaysEntity;
    /// The message of `limit`.
    #[diagnostic::on_unimplemented(
        message = "a query has no `limit`",
        label = "write `take(n)` for at most `n` items, or `page_size(n)` for how many one request reads",
        note = "DynamoDB's `Limit` counts what is read, before it is filtered"
    )]
    SaysLimit;
    /// The message of `send` on a query.
    #[diagnostic::on_unimplemented(
        message = "a query is not sent as one request",
        label = "write `all(&table)`, `first(&table)`, `page(&table)` or `stream(&table)`"
    )]
    SaysQuery;
    /// The message of `collect` on a query.
    #[diagnostic::on_unimplemented(
        message = "a query is not an iterator",
        label = "write `all(&table)` for a `Vec` of the items, or `stream(&table)` for one item after the other"
    )]
    SaysCollect;
    /// The message of `descending` on a query.
    #[diagnostic::on_unimplemented(
        message = "a query reads in ascending order of the sort key",
        label = "write `rev()` for descending order"
    )]
    SaysRev;
    /// The message of `filter` on a collection.
    #[diagnostic::on_unimplemented(
        message = "a collection is read without a filter, because its entities have different fields",
        label = "remove this and filter the items that come back, or query one entity by its own access pattern"
    )]
    SaysCollection;
    /// The message of `condition` on a `create`.
    #[diagnostic::on_unimplemented(
        message = "`create` has a condition already: the item does not exist",
        label = "remove this, or write `put().condition(..)` to replace an item that meets a condition"
    )]
    SaysCreate;
    /// The message of `all` and `send` on a parent with children.
    #[diagnostic::on_unimplemented(
        message = "this reads one parent with its children",
        label = "write `one(&table)`, or `page(&table)` for a part of the children"
    )]
    SaysGroup;
    /// The message of a query's methods on the read of one item.
    #[diagnostic::on_unimplemented(
        message = "this reads one item, by the key of a unique lookup: there is nothing to narrow, sort or page",
        label = "write `.send(&table)` in place of this: it gives an `Option` of the item"
    )]
    SaysOne;
}

impl<T> TableClient<T> {
    instead!(T: SaysEntity => Output; get(K), put(V), update(V), query(K), scan(K), send(O));
}
