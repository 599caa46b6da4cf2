//! Scanning for something else than whole items.
//!
//! The futures of what is refused are boxed because an opaque one would repeat the refusal wherever its type is
//! mentioned.

use std::marker::PhantomData;
use std::pin::Pin;

use aws_sdk_dynamodb::operation::scan::ScanInput;

use super::EntityScan;
use crate::client::TableClient;
use crate::error::Error;
use crate::item::projection::{HoldsAll, ProjectionOf, ServedBy};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::page::Page;
use crate::read::Items;
use crate::read::view::{Hydrated, Keys, Only, Partial, Whole};

impl<E: Stored, P, R> EntityScan<E, P, R> {
    /// Reads only the attributes that the projection `V` names, as [`Query::project`](crate::op::Query::project) does.
    pub fn project<V>(self) -> EntityScan<E, P, Only<V>>
    where
        V: ProjectionOf<E> + ServedBy<P>,
    {
        self.giving()
    }

    /// Fetches each item that is found from the table, as [`Query::hydrate`](crate::op::Query::hydrate) does.
    pub fn hydrate(self) -> EntityScan<E, P, Hydrated> {
        self.giving()
    }

    /// Reads only the primary keys.
    pub fn keys(self) -> EntityScan<E, P, Keys> {
        self.giving()
    }

    fn giving<V>(self) -> EntityScan<E, P, V> {
        let Self { index, consistent, strict, expired, filter, extent, segments, .. } = self;
        EntityScan { index, consistent, strict, expired, filter, extent, segments, types: PhantomData }
    }
}

type Answer<A> = Pin<Box<dyn Future<Output = Result<A, Error>> + Send>>;

#[doc(hidden)]
impl<E: Stored, P: 'static> EntityScan<E, P, Partial> {
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<ScanInput, Error>
    where
        P: HoldsAll,
    {
        self.giving::<Whole>().request(table)
    }

    pub fn page<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<Page<E>>
    where
        P: HoldsAll,
    {
        let pager = self.giving::<Whole>().pager(table);
        Box::pin(async move { pager?.page().await })
    }

    pub fn all<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<Vec<E>>
    where
        P: HoldsAll,
    {
        let pager = self.giving::<Whole>().pager(table);
        Box::pin(async move { pager?.all().await })
    }

    pub fn first<T: Holds<E>>(self, table: &TableClient<T>) -> Answer<Option<E>>
    where
        P: HoldsAll,
    {
        let pager = self.giving::<Whole>().pager(table);
        Box::pin(async move { pager?.first().await })
    }

    #[must_use]
    pub fn stream<T: Holds<E>>(self, table: &TableClient<T>) -> Items<E>
    where
        P: HoldsAll,
    {
        self.giving::<Whole>().stream(table)
    }
}
