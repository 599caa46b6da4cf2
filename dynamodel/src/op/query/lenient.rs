//! Lenient queries.

use super::{Apart, Query, Unproven, Within};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::op::ReadMany;
use crate::read::view::{Said, Yields};
use crate::read::{Malformed, Pager};

impl<T: Holds<E>, E: Stored, Open, P, R: Said + Yields<E>> ReadMany<T> for Query<E, Open, P, R> {
    type Item = R::Item;

    fn lenient_pager(self, table: &TableClient<T>) -> Result<Pager<Result<R::Item, Malformed>>, Error> {
        self.decoding(table, |found| R::decode(found).map(Ok), Some(Err))
    }
}

impl<T: Holds<E>, E: Stored, Open, P, R: Said + Yields<E>, F, W> ReadMany<T>
    for Query<E, Open, P, R, Unproven<F, W>>
where
    W: Within<T, E, Natural: Apart<F, T>>,
{
    type Item = R::Item;

    fn lenient_pager(self, table: &TableClient<T>) -> Result<Pager<Result<R::Item, Malformed>>, Error> {
        self.retyped::<Open, R, ()>().lenient_pager(table)
    }
}
