//! Reading something else than the whole items of a query.

use super::{Base, Beside, Global, KeyedAt, Local, Query};
use crate::item::projection::{HoldsAll, ProjectionOf, ServedBy, Serves};
use crate::item::stored::Stored;
use crate::op::DeleteAll;
use crate::read::view::{Hydrated, Keys, Only};

/// Where whole items are.
macro_rules! whole {
    ($($place:ident)*) => {$(
        impl HoldsAll for $place {}
        #[diagnostic::do_not_recommend]
        impl<F> Serves<F> for $place {}
        #[diagnostic::do_not_recommend]
        impl<E: Stored> FilterOf<E, $place> for E {}
    )*};
}
whole!(Base Local Global);

// Where a field is the key of an index, that is a place of its own.
impl<F> KeyedAt<Local> for F {
    type Standing = Beside;
}

impl<F> KeyedAt<Global> for F {
    type Standing = Beside;
}

/// That a condition made for `Self` can be met where a query of entity `E` reads.
#[diagnostic::on_unimplemented(
    message = "a condition on `{Self}` cannot filter what is read here",
    label = "make it from the fields of `{E}`, or of the index or lookup if that holds a part of each item",
    note = "that is `{E}::FIELDS`, or, where an access pattern `by_name` holds a part of each item, `{E}::BY_NAME_FIELDS`"
)]
pub trait FilterOf<E, P> {}

impl<E: Stored, Open, P, R, U> Query<E, Open, P, R, U> {
    /// Reads only the attributes that the projection `V` names: `Video::by_creator(3).project::<VideoCard>()`.
    ///
    /// Less is sent back; `DynamoDB` bills what it reads, which is as much as there is of each item in the table,
    /// index or lookup of this query. A cursor does not depend on the projection.
    ///
    /// An index or lookup that does not hold a field of `V` is a compile error.
    pub fn project<V>(self) -> Query<E, Open, P, Only<V>, U>
    where
        V: ProjectionOf<E> + ServedBy<P>,
    {
        self.giving()
    }

    /// Fetches each item that is found from the table, in the order of the query: whole items where an index or
    /// lookup holds a part of them.
    ///
    /// Besides the requests of the query one `BatchGetItem` request for each 100 items, none beyond those
    /// asked for; what it leaves unprocessed is asked for again, as in [`BatchGet`](crate::op::BatchGet). An item that
    /// was removed since, or that is of another entity by now, is left out. Eventually consistent unless the
    /// query is [`consistent`](Self::consistent).
    ///
    /// The items are as the table has them, which may be later than what the query found: one may no longer meet
    /// its filter.
    pub fn hydrate(self) -> Query<E, Open, P, Hydrated, U> {
        self.giving()
    }

    /// Reads only the keys: the primary key of each item, also where copies are read.
    pub fn keys(self) -> Query<E, Open, P, Keys, U> {
        self.giving()
    }

    /// Removes all its items, however many there are. Only their keys are sent back.
    ///
    /// # Examples
    ///
    /// ```text
    /// let removed = Comment::of_video(7).delete_all().send(&table).await?;
    /// ```
    pub fn delete_all(self) -> DeleteAll<E, Open, P, U> {
        DeleteAll::new(self.keys())
    }

    pub(super) fn giving<V>(self) -> Query<E, Open, P, V, U> {
        self.retyped()
    }
}
