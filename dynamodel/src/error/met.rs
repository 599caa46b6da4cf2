//! The item that failed a condition.

use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// An item of a table. `Debug` does not show its attributes: errors end up in logs.
pub(crate) struct Met {
    pub(crate) item: Item,
    pub(crate) table: &'static TableMeta,
}

impl Met {
    pub(crate) fn new(item: Item, table: &'static TableMeta) -> Self {
        Self { item, table }
    }
}
