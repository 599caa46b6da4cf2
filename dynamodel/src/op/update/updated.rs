//! What an update has changed.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::debug::RedactedItem;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::Path;
use crate::item::stored::Stored;
use crate::item::{find, restore_ttl};
use crate::op::update::read_target::ReadTarget;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::returns::Written;

/// What an update has changed, as it is afterwards: what
/// [`returning_updated`](crate::op::Update::returning_updated) gives back. Its values have the types of their fields.
///
/// ```
/// # use dynamodel::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "video-{video_id}", sk = "_root")]
/// # struct Video { video_id: u64, title: String, views: u64 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "entities", type_attribute = "entity_type")]
/// # enum YouTube { Video(Video) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// # let table = YouTube::table(dynamodel::embedded::client());
/// # table.create().await?;
/// # Video { video_id: 7, title: "a".to_owned(), views: 41 }.create().send(&table).await?;
/// let updated = Video::update(7).add(Video::FIELDS.views, 1).returning_updated().send(&table).await?;
/// assert_eq!(updated.get(Video::FIELDS.views)?, Some(42));
/// assert_eq!(updated.get(Video::FIELDS.title)?, None); // it was not changed
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub struct Updated<E> {
    /// What came back, as the entity's serializer writes it.
    item: Item,
    /// Whether that is the whole item.
    whole: bool,
    /// The paths that were changed.
    changed: Vec<Path>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Clone for Updated<E> {
    fn clone(&self) -> Self {
        let Self { item, whole, changed, entity } = self;
        Self { item: item.clone(), whole: *whole, changed: changed.clone(), entity: *entity }
    }
}

impl<E> fmt::Debug for Updated<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed: Vec<String> = self.changed.iter().map(Path::to_string).collect();
        let Self { item, whole, .. } = self;
        f.debug_struct("Updated")
            .field("changed", &changed)
            .field("whole", whole)
            .field("item", &RedactedItem(item))
            .finish()
    }
}

impl<E: Stored> Updated<E> {
    pub(crate) fn of(table: &TableMeta, item: Option<Item>, written: Written<'_>) -> Result<Self, Error> {
        let mut item = item.unwrap_or_default();
        restore_ttl::<E>(table, &mut item).map_err(|error| error.entity_is(E::ENTITY.name))?;
        let actions = written.told.iter().chain(written.sent);
        let changed = actions.map(|action| action.path().clone()).collect();
        Ok(Self { item, whole: written.whole, changed, entity: PhantomData })
    }

    /// An item that was not there before: all of it has changed.
    pub(crate) fn of_new(item: Item) -> Self {
        Self { item, whole: true, changed: vec![Path(Vec::new())], entity: PhantomData }
    }

    /// What is at this path now, if the update has changed that: `None` if it has not, or has removed it. An
    /// `Option` that was set to `None` is `Some(None)` where the item has NULL for that, and `None` where it has no
    /// attribute.
    ///
    /// Also what the library itself has changed is there: the version, the time of the last write.
    ///
    /// # Errors
    ///
    /// Only a part of what is at the path was changed and came back ([`Error::is_invalid_update`]): ask for that
    /// part, or for the item by [`returning_new`](crate::op::Update::returning_new). What is stored does not have the
    /// field's type ([`Error::is_malformed_item`]).
    pub fn get<F: ReadTarget<E>>(&self, field: F) -> Result<Option<F::Read>, Error> {
        field.read(self).map_err(|error| error.entity_is(E::ENTITY.name))
    }
}

impl<E> Updated<E> {
    /// Reads the attribute at this path, which may be absent; `None` if the update has not changed it.
    pub(crate) fn read<V>(
        &self,
        path: &Path,
        read: impl FnOnce(Option<&AttributeValue>) -> Result<Option<V>, Error>,
    ) -> Result<Option<V>, Error> {
        let in_path = |changed: &&Path| changed.starts_with(path);
        if self.changed.iter().any(|changed| path.starts_with(changed)) {
            return read(find(&self.item, path));
        }
        match self.changed.iter().find(in_path) {
            Some(_) if self.whole => read(find(&self.item, path)),
            Some(part) => {
                Err(Error::new(Kind::PartChanged { path: path.to_string(), part: part.to_string() }))
            }
            None => Ok(None),
        }
    }
}
