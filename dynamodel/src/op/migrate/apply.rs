//! Migrating the item of a change, so that the target keeps up with writes to the source.

use std::sync::Arc;

use super::report::{MigrationReport, Outcome};
use super::source::Looked;
use super::{Layouts, Migration};
use crate::error::Error;
use crate::item::table::Table;
use crate::item::{EncodedVariant, ItemKind, kind_of};
use crate::op::paced_scan::is_of_all;
use crate::schema::item::Item;

/// A change of an item of the source.
#[derive(Debug)]
pub(crate) struct ChangedItem {
    pub(crate) key: Item,
    /// The item before the change, and after it.
    pub(crate) old: Option<Item>,
    pub(crate) new: Option<Item>,
}

impl<S: Table, D: Table> Migration<S, D> {
    /// Migrates the item of a change as it is now.
    pub(crate) fn migrate_changed(
        &self,
        changed: ChangedItem,
    ) -> impl Future<Output = Result<MigrationReport, Error>> + Send + use<S, D> {
        let layouts = Arc::clone(&self.layouts);
        async move {
            let applied = layouts.apply(changed).await;
            applied.map_err(|error| error.table_is(&layouts.source.table))
        }
    }
}

impl<S: Table, D: Table> Layouts<S, D> {
    async fn apply(&self, ChangedItem { key, old, new }: ChangedItem) -> Result<MigrationReport, Error> {
        let mut report = MigrationReport::default();
        if is_other::<S>(&[old.as_ref(), new.as_ref()]) {
            return Ok(report);
        }
        report.scanned = 1;
        let former = self.former(old).unwrap_or_else(|error| {
            report.left.push(self.left(key.clone(), error));
            Vec::new()
        });
        match self.migrate_key(key.clone(), former).await {
            Ok(outcome) => report.add(outcome),
            Err(error) if is_of_all(&error) || error.is_conflict() || error.is_outcome_unknown() => {
                return Err(error);
            }
            Err(error) => report.left.push(self.left(key, error)),
        }
        Ok(report)
    }

    /// Returns the values that an item became when it was as in its old image.
    fn former(&self, old: Option<Item>) -> Result<Vec<EncodedVariant>, Error> {
        let Some(old) = old.filter(|old| is_item::<S>(old)) else { return Ok(Vec::new()) };
        // An item that has expired meanwhile has targets too.
        match self.look_at(old, i64::MIN) {
            Ok(Looked::Source(source)) => Ok(source.targets),
            Ok(Looked::Absent | Looked::Passed(_)) => Ok(Vec::new()),
            // An item that did not fit has no targets.
            Err(error) if error.is_not_converted() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    async fn migrate_key(&self, key: Item, former: Vec<EncodedVariant>) -> Result<Outcome, Error> {
        let work = self.read(key, former).await?;
        match work.looked {
            Looked::Passed(tally) => Ok(tally.into()),
            Looked::Source(_) | Looked::Absent => self.carry_out(self.with_targets(work).await?).await,
        }
    }
}

/// Returns `true` if there are images, and none is of an item of an entity.
fn is_other<S: Table>(images: &[Option<&Item>]) -> bool {
    let mut images = images.iter().flatten().peekable();
    images.peek().is_some() && !images.any(|image| is_item::<S>(image))
}

/// Returns `true` for an item of an entity, which is no copy and no marker.
fn is_item<S: Table>(item: &Item) -> bool {
    matches!(kind_of(S::META, item), ItemKind::Known { key: 0, .. })
}
