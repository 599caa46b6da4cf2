//! Items of older structs, of other programs and of other languages, and values that are stale: what is written over them.

mod copies_and_markers;
mod hash_sets;
mod models;
mod moves;
mod stale_values;
mod transactions;
mod updates;

use dynamodel::{Entity, Holds, TableClient};

use crate::support::raw::{Item, item};

/// The item of a value, as the library stores it.
pub(super) fn item_of<E: Entity, T: Holds<E>>(value: &E) -> Item {
    T::to_items(value).unwrap().swap_remove(0)
}

/// Reads the item under this key.
pub(super) async fn stored_at<T: dynamodel::Table>(table: &TableClient<T>, pk: &str) -> Item {
    let request = table.client().get_item().table_name(table.name()).consistent_read(true);
    request.set_key(Some(item(pk, "_root"))).send().await.unwrap().item.unwrap_or_default()
}
