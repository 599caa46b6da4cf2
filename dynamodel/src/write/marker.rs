//! Markers that another program may have stored: a claim adds what the library needs and leaves the rest.

use crate::expr::{Action, Expr, Source};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::plan::Change;

/// Returns the change that stores a marker, or adds its owner to the stored one. A stored type stays.
///
/// The expiry time is that of the item, or the value would be free before the item is gone.
pub(crate) fn claim(mut marker: Item, condition: Option<Expr>, table: &TableMeta) -> Change {
    let key = table.key_of(&marker);
    let mut actions = Vec::new();
    if let Some((name, value)) = table.type_attribute.and_then(|name| Some((name, marker.remove(name)?))) {
        actions.push(Action::Set(name.into(), Source::IfNotExists(name.into(), value)));
    }
    for name in table.ttl_attribute.into_iter().chain([table.owner_attribute]) {
        actions.push(match marker.remove(name) {
            Some(value) => Action::set(name, value),
            None => Action::Remove(name.into()),
        });
    }
    Change::update(key, actions, condition)
}
