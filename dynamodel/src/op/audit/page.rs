//! Auditing a page of the table.

use super::finding::{Divergence, Finding};
use super::look::Look;
use crate::client::Connection;
use crate::codec::attribute::FetchedItem;
use crate::codec::same::same;
use crate::error::Error;
use crate::item::table::Table;
use crate::op::paced_scan::{fetch, scan_page};
use crate::read::{PageRequest, Requests, Response};
use crate::schema::item::Item;

/// How often an item is looked at that others change meanwhile.
const ROUNDS: usize = 10;

/// A page of the table.
#[derive(Default)]
pub(super) struct Page {
    pub(super) scanned: usize,
    pub(super) last_key: Option<Item>,
    pub(super) fits: usize,
    pub(super) differs: usize,
    pub(super) expired: usize,
    pub(super) changed: usize,
    pub(super) findings: Vec<Finding>,
    /// The paths that no field has, with their entities.
    pub(super) kept: Vec<(&'static str, String)>,
}

/// Reads a page, and the copies, markers and owners of its items.
pub(super) async fn page<T: Table>(requests: &Requests, request: PageRequest) -> Result<Page, Error> {
    let connection = &requests.connection;
    let Response { items, scanned, last_key, .. } = scan_page(requests, request).await?;
    let mut page = Page { scanned, last_key, ..Page::default() };
    let mut items: Vec<Item> = items.into_iter().map(FetchedItem::into_item).collect();
    for _ in 0..ROUNDS {
        items = page.look_at::<T>(connection, items).await?;
        if items.is_empty() {
            break;
        }
    }
    page.changed += items.len();
    Ok(page)
}

impl Page {
    /// Looks at items. Returns those that have changed since they were read, as they are now.
    async fn look_at<T: Table>(
        &mut self,
        connection: &Connection,
        items: Vec<Item>,
    ) -> Result<Vec<Item>, Error> {
        let now = connection.clock.epoch_seconds();
        let (mut looks, mut keys, mut read) = (Vec::new(), Vec::new(), items.len());
        for look in items.into_iter().filter_map(|item| Look::at::<T>(item, now)) {
            let further = look.keys()?;
            looks.push((look, further.len()));
            keys.extend(further);
        }
        read -= looks.len();
        self.expired += read;
        let mut found = fetch(connection, T::META, keys).await?.into_iter();
        let mut doubtful = Vec::new();
        for (look, count) in looks {
            match look.compare_further(found.by_ref().take(count).collect(), now) {
                none if none.is_empty() => self.add::<T>(look, none),
                further => doubtful.push((look, further)),
            }
        }
        self.confirm::<T>(connection, doubtful).await
    }

    /// Adds the findings about several items if the item is still as it was read before the others. Returns the items that
    /// have changed.
    async fn confirm<T: Table>(
        &mut self,
        connection: &Connection,
        doubtful: Vec<(Look, Vec<Divergence>)>,
    ) -> Result<Vec<Item>, Error> {
        let keys = doubtful.iter().map(|(look, _)| T::META.key_of(&look.item)).collect();
        let mut changed = Vec::new();
        for ((look, further), now) in doubtful.into_iter().zip(fetch(connection, T::META, keys).await?) {
            match now {
                Some(now) if same(&now, &look.item) => self.add::<T>(look, further),
                Some(now) => changed.push(now),
                None => self.changed += 1,
            }
        }
        Ok(changed)
    }

    fn add<T: Table>(&mut self, look: Look, further: Vec<Divergence>) {
        let Look { item, entity, divergences, kept, .. } = look;
        let entity = entity.map(|entity| entity.name);
        let key = T::META.key_of(&item);
        let before = self.findings.len();
        for divergence in divergences.into_iter().chain(further) {
            self.findings.push(Finding { entity, key: key.clone(), divergence });
        }
        let count = if self.findings.len() == before { &mut self.fits } else { &mut self.differs };
        *count += 1;
        let kept = kept.into_iter().filter_map(|path| Some((entity?, path)));
        self.kept.extend(kept);
    }
}
