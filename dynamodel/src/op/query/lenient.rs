//! Lenient queries.

use super::{Apart, Query, Unproven, Within};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::op::ReadMany;
use crate::read::LenientReader;
use crate::read::view::{Said, Yields};

impl<T: Holds<E>, E: Stored, Open, P, R: Said + Yields<E>> ReadMany<T> for Query<E, Open, P, R> {
    type Item = R::Item;

    fn lenient_reader(self, table: &TableClient<T>) -> Result<LenientReader<R::Item>, Error> {
        self.decoding(table, |found| R::decode(found).map(Ok), Some(Err)).map(LenientReader::from)
    }
}

impl<T: Holds<E>, E: Stored, Open, P, R: Said + Yields<E>, F, W> ReadMany<T>
    for Query<E, Open, P, R, Unproven<F, W>>
where
    W: Within<T, E, Natural: Apart<F, T>>,
{
    type Item = R::Item;

    fn lenient_reader(self, table: &TableClient<T>) -> Result<LenientReader<R::Item>, Error> {
        self.retyped::<Open, R, ()>().lenient_reader(table)
    }
}
