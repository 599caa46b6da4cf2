//! A value as the items it is stored as.

use aws_sdk_dynamodb::types::AttributeValue;

use super::size::{MAX_ITEM_BYTES, of_item};
use super::{Item, ItemKey};
use crate::error::Kind;
use crate::table::TableMeta;
use crate::{Entity, EntityMeta, Error};

/// A value's attributes and keys, before it is known which table it goes to.
#[derive(Clone, Debug)]
pub(crate) struct Encoded {
    pub(crate) entity: &'static EntityMeta,
    attributes: Item,
    keys: Vec<ItemKey>,
    /// One for each index key of the entity.
    indexes: Vec<Option<ItemKey>>,
}

impl Encoded {
    pub(crate) fn of<E: Entity>(value: &E) -> Result<Self, Error> {
        let attributes = serde_dynamo::to_item(value)
            .map_err(|error| Error::new(Kind::Encode(error)).entity_is(E::META.name))?;
        let (keys, indexes) = (value.write_keys()?, value.write_index_keys()?);
        Ok(Self { entity: E::META, attributes, keys, indexes })
    }

    /// The item's own key.
    pub(crate) fn key(&self) -> &ItemKey {
        &self.keys[0]
    }

    /// The keys of the lookup copies, with their place among the entity's keys.
    pub(crate) fn copies(&self) -> impl Iterator<Item = (usize, &ItemKey)> {
        self.keys.iter().enumerate().skip(1)
    }

    /// The attributes by which indexes find the item. Copies have none: they are in no index.
    fn write_index_keys(&self, table: &TableMeta, item: &mut Item) -> Result<(), Error> {
        for (meta, key) in self.entity.indexes.iter().zip(&self.indexes) {
            let Some(index) = table.index(meta.index) else { continue };
            let Some(key) = key else {
                // A field that is itself the key attribute is left out rather than NULL.
                let own = [Some(index.pk.name).filter(|_| !index.local), index.sk.map(|sk| sk.name)];
                own.into_iter().flatten().for_each(|name| drop(item.remove(name)));
                continue;
            };
            // The partition key of a local index is the table's, and written already.
            key.write_into(&index.pk, index.sk.as_ref(), item)?;
        }
        Ok(())
    }

    /// The item under the `index`-th key.
    pub(crate) fn item(&self, table: &TableMeta, index: usize, revision: Option<u64>) -> Result<Item, Error> {
        let mut item = self.attributes.clone();
        for field in self.entity.fields.iter().filter(|field| field.in_key) {
            item.remove(field.attribute);
        }
        if let Some(attribute) = table.type_attribute {
            let value = self.entity.keys[index].type_value.to_owned();
            item.insert(attribute.to_owned(), AttributeValue::S(value));
        }
        if let Some(revision) = revision {
            item.insert(table.revision_attribute.to_owned(), AttributeValue::N(revision.to_string()));
        }
        let key = &self.keys[index];
        let context = |error: Error| error.entity_is(self.entity.name).item_key_is(key);
        key.write_into(&table.pk, table.sk.as_ref(), &mut item).map_err(context)?;
        if index == 0 {
            self.write_index_keys(table, &mut item).map_err(context)?;
        }
        match of_item(&item) {
            bytes if bytes > MAX_ITEM_BYTES => {
                Err(context(Error::new(Kind::TooLarge { bytes, limit: MAX_ITEM_BYTES })))
            }
            _ => Ok(item),
        }
    }
}
