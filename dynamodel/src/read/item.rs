//! Reading one item by its key: the request, and the item as its entity.

use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::get_item::builders::GetItemInputBuilder;

use crate::client::Connection;
use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::expr::ProjectedPath;
use crate::item::parts::Lists;
use crate::item::projection::FromItem;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Found, ItemKey, ItemKind, StoredItem, StoredKey, decode, kind_of};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

fn build(
    connection: &Connection,
    key: Item,
    consistent: bool,
    names: Option<Vec<ProjectedPath>>,
) -> GetItemInputBuilder {
    // Each call copies the builder.
    let mut request = GetItemInput::builder().table_name(&*connection.table).set_key(Some(key));
    if consistent {
        request = request.consistent_read(true);
    }
    if let Some(names) = names {
        let mut renderer = connection.renderer();
        request = request.projection_expression(renderer.projection(&names));
        request = request.set_expression_attribute_names(renderer.finish().0);
    }
    match connection.return_capacity() {
        Some(capacity) => request.return_consumed_capacity(capacity),
        None => request,
    }
}

/// Returns the `GetItem` request, as it would be sent.
pub(crate) fn request(
    connection: &Connection,
    key: Item,
    consistent: bool,
    names: Option<Vec<ProjectedPath>>,
) -> Result<GetItemInput, Error> {
    let input = build(connection, key, consistent, names).build();
    input.map_err(|error| connection.build_error("GetItem", error))
}

/// Reads the item with this key, of whatever type it is.
pub(crate) async fn fetch(
    connection: &Connection,
    table: &TableMeta,
    key: &ItemKey,
    consistent: bool,
) -> Result<Option<Item>, Error> {
    fetch_names(connection, table, key, consistent, None).await
}

/// Reads these attributes of an item; `None` for all.
pub(crate) async fn fetch_names(
    connection: &Connection,
    table: &TableMeta,
    key: &ItemKey,
    consistent: bool,
    names: Option<Vec<ProjectedPath>>,
) -> Result<Option<Item>, Error> {
    let request = build(connection, key.attributes(table)?, consistent, names);
    let output = connection.send("GetItem", request.send_with(&connection.client)).await;
    let output = output.map_err(|error| connection.error("GetItem", error).item_key_is(key))?;
    connection.count(output.consumed_capacity.as_slice());
    Ok(output.item)
}

/// Decodes an item; returns `None` if it is of another entity that shares the key.
pub(crate) fn of_type<T: Holds<I::Of>, I: FromItem>(
    item: FetchedItem,
    lists: Lists,
) -> Result<Option<I>, Error> {
    let expected = ItemKind::Known { entity: T::INDEX, key: 0 };
    let found = if T::META.type_attribute.is_some() { kind_of(T::META, &item) } else { expected };
    match found {
        found if found == expected => {
            let stored = StoredItem { item, table: T::META, key: 0 };
            I::from_found(Found { stored, index: None, lists }).map(Some)
        }
        ItemKind::Known { .. } if T::SHARED => Ok(None),
        found => Err(other_type::<I::Of, T>(expected, found, &item)),
    }
}

/// Decodes the item under the entity's `key`-th key.
pub(crate) fn of_key<E: Stored, T: Holds<E>>(item: FetchedItem, key: usize) -> Result<E, Error> {
    let expected = ItemKind::Known { entity: T::INDEX, key };
    let found = if T::META.type_attribute.is_some() { kind_of(T::META, &item) } else { expected };
    match found {
        found if found == expected => decode(StoredItem { item, table: T::META, key }),
        found => Err(other_type::<E, T>(expected, found, &item)),
    }
}

/// Decodes an item or a whole copy of the entity.
pub(crate) fn of_any_key<E: Stored, T: Holds<E>>(item: Item) -> Result<E, Error> {
    let item = FetchedItem::from(item);
    match kind_of(T::META, &item) {
        ItemKind::Known { entity, key } if entity == T::INDEX => {
            decode(StoredItem { item, table: T::META, key })
        }
        found => Err(other_type::<E, T>(ItemKind::Known { entity: T::INDEX, key: 0 }, found, &item)),
    }
}

fn other_type<E: Stored, T: Holds<E>>(
    expected: ItemKind<'_>,
    found: ItemKind<'_>,
    item: &FetchedItem,
) -> Error {
    let error = found.mismatch(T::META, expected.name(T::META)).entity_is(E::ENTITY.name);
    match StoredKey::of(T::META, item).map(|key| key.texts()) {
        Ok((pk, sk)) => error.key_is(&pk, sk.as_deref()),
        Err(error) => error,
    }
}
