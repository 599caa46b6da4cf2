//! Asking for whole items where there are parts: refused by the compiler, with what to write instead.
//!
//! The futures are boxed because an opaque one would repeat the refusal wherever its type is mentioned.

use std::pin::Pin;

use aws_sdk_dynamodb::operation::query::QueryInput;

use super::Query;
use crate::client::TableClient;
use crate::error::Error;
use crate::item::projection::HoldsAll;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::page::Page;
use crate::read::Items;
use crate::read::view::{Partial, Whole};

type Answer<A> = Pin<Box<dyn Future<Output = Result<A, Error>> + Send>>;

#[doc(hidden)]
impl<E: Stored, Open, P: 'static> Query<E, Open, P, Partial> {
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<QueryInput, Error>
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

    pub fn stream<T: Holds<E>>(self, table: &TableClient<T>) -> Items<E>
    where
        P: HoldsAll,
    {
        self.giving::<Whole>().stream(table)
    }
}
