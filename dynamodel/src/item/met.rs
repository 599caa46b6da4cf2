//! Reading the item that failed a condition.

use std::fmt;

use crate::error::{Error, Kind, Met};
use crate::item::stored::Stored;
use crate::item::{ItemKey, ItemKind, StoredItem, decode, kind_of};

impl Met {
    fn decode<E: Stored>(&self) -> Result<E, Error> {
        let found = kind_of(self.table, &self.item);
        if let ItemKind::Known { entity, key } = found {
            let meta = self.table.entities[entity];
            if (meta.name, meta.type_name) == (E::ENTITY.name, E::ENTITY.type_name) {
                return decode(StoredItem { item: self.item.clone().into(), table: self.table, key });
            }
        }
        let expected = format!("{:?}", E::ENTITY.type_name);
        Err(found.mismatch(self.table, expected).entity_is(E::ENTITY.name))
    }
}

impl Error {
    /// The item that stopped the write: it did not fulfil the condition, or has the key already. `None` if there was no item.
    ///
    /// # Errors
    ///
    /// The item is of another entity ([`is_type_mismatch`](Self::is_type_mismatch)), has no type
    /// ([`is_untyped`](Self::is_untyped)) or is malformed
    /// ([`is_malformed_item`](Self::is_malformed_item)).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let liked = Comment::FIELDS.likes.gt(0);
    /// let error = Comment::delete(7, 1).condition(liked).send(&table).await.unwrap_err();
    /// assert!(error.is_condition_failed());
    /// assert_eq!(error.met::<Comment>()?.map(|comment| comment.likes), Some(0));
    /// # Ok(()) });
    /// ```
    pub fn met<E: Stored>(&self) -> Result<Option<E>, Error> {
        match self.cause() {
            Kind::ConditionFailed { met } | Kind::AlreadyExists { met } => {
                met.as_ref().map(|met| met.decode()).transpose()
            }
            Kind::AliasStored { met, .. } => met.decode().map(Some),
            _ => Ok(None),
        }
    }

    pub(crate) fn item_key_is(self, key: &ItemKey) -> Self {
        self.key_is(&key.pk.text, key.sk.as_ref().map(|sk| sk.text.as_str()))
    }
}

impl fmt::Debug for Met {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Met").field(&kind_of(self.table, &self.item)).finish()
    }
}
