//! Changing an item, or storing it.

use super::Update;
use crate::op::Create;
use crate::op::write::{self, ATTEMPTS};
use crate::{Entity, Error, Holds, TableClient};

/// Changes an item, or stores one if there is none: `Video::update(7).add(Video::FIELDS.views, 1).upsert(&video)`.
/// One `UpdateItem` request if there is an item, otherwise that and the requests of a [`Create`]; both are
/// repeated (at most 10 times) while others remove and store the item in between.
#[must_use = "an operation does nothing until it is sent"]
pub struct Upsert<E> {
    update: Update<E>,
    create: Create<E>,
}

crate::debug::debug!(Upsert<E> { update, create });

impl<E: Entity> Upsert<E> {
    pub(super) fn new(update: Update<E>, value: &E) -> Self {
        Self { update, create: Create::new(value) }
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// Those of [`Update::send`], except that there is no item, and those of [`Create::send`], except that there
    /// is one; the value has another key than the update ([`Error::is_invalid_key`]).
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move {
            let (update, create) =
                (self.update.into_write(table.now())?, self.create.into_write(table.now())?);
            create.check_key(&update.key)?;
            for _ in 0..ATTEMPTS {
                match write::send(&table, &update).await {
                    Err(error) if error.is_not_found() => {}
                    sent => return sent,
                }
                match write::send(&table, &create).await {
                    Err(error) if error.is_already_exists() => {}
                    sent => return sent,
                }
            }
            Err(write::conflict().entity_is(E::META.name).item_key_is(&update.key).table_is(table.name()))
        }
    }
}
