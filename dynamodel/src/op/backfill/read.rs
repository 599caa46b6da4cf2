//! Reading a page of the table, and what its items need.

use std::sync::Arc;

use super::Options;
use super::item::Subject;
use super::progress::{LeftItem, is_of_all};
use super::rewrite::Work;
use super::stray::{Place as Satellite, Stray};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Kind, kind_of};
use crate::op::batch_get::fetch_all;
use crate::op::scan::is_one_of;
use crate::read::{Answer, Arrived, Attributes, Place, Segment, Source};
use crate::schema::entity::KeyMeta;
use crate::schema::item::Item;
use crate::write::drive::retry;

/// What one request has brought.
pub(super) struct Page {
    pub(super) works: Vec<Work>,
    pub(super) left: Vec<LeftItem>,
    pub(super) scanned: usize,
    pub(super) last: Option<Item>,
}

/// Whether an item is one of the entity, and not a copy or marker.
pub(super) fn is_item<E: Stored, T: Holds<E>>(item: &Item) -> bool {
    kind_of(T::META, item) == Kind::Known { entity: T::INDEX, key: 0 }
}

/// The scan of the table, for what is to be looked at.
pub(super) fn source<E: Stored, T: Holds<E>>(table: &TableClient<T>, options: &Options) -> Source<Item> {
    let place = Place::Whole(Attributes::of_table(T::META));
    let mut source = Source::new(table, place, Arc::new(|item| Ok(Arrived::Item(item))));
    // The last write of a program from before must not be missed: no other one will heal its item.
    source.consistent = true;
    source.alive = E::ENTITY.ttl().is_some();
    source.mixed = true;
    source.types = is_one_of(T::META, keys::<E>(options.strays));
    source
}

/// The keys under which there is something to look at.
fn keys<E: Stored>(strays: bool) -> impl Iterator<Item = &'static KeyMeta> {
    (0..if strays { E::ENTITY.stored() } else { 1 }).map(|at| E::ENTITY.stored_key(at))
}

/// Reads a page and what belongs to its items.
pub(super) async fn page<E: Stored, T: Holds<E>>(
    source: &Source<Item>,
    options: &Options,
    segment: Option<Segment>,
    start: Option<Item>,
) -> Result<Page, Error> {
    let limit = i32::try_from(options.limit()).unwrap_or(i32::MAX);
    let scan = || source.fetch_scan(segment, start.clone(), Some(limit));
    let Answer { items, scanned, last, .. } = retry(scan, Error::is_throttled).await?;
    let mut page = Page { works: Vec::new(), left: Vec::new(), scanned, last };
    let (mut wanted, mut keys) = (Vec::new(), Vec::new());
    for item in items {
        match look_at::<E, T>(&item, options.strays) {
            Ok(Some((work, further))) => {
                wanted.push((work, further.len()));
                keys.extend(further);
            }
            Ok(None) => {}
            Err(error) if is_of_all(&error) => return Err(error),
            Err(error) => {
                let error = error.table_is(&source.connection.table);
                page.left.push(LeftItem { key: T::META.key_of(&item), error });
            }
        }
    }
    let found = || fetch_all(&source.connection, T::META, keys.clone(), true);
    let mut found = retry(found, Error::is_throttled).await?.into_iter();
    for (work, count) in wanted {
        page.works.push(work.with(found.by_ref().take(count).collect()));
    }
    Ok(page)
}

/// What is to be done with an item, and the keys of what has to be known for it.
fn look_at<E: Stored, T: Holds<E>>(item: &Item, strays: bool) -> Result<Option<(Work, Vec<Item>)>, Error> {
    let satellite = match kind_of(T::META, item) {
        Kind::Known { entity, key: 0 } if entity == T::INDEX => {
            let subject = Subject::of::<E>(item.clone(), T::META)?;
            let keys = subject.satellite_keys()?;
            return Ok(Some((Work::Item(Box::new(subject), Vec::new()), keys)));
        }
        Kind::Known { entity, key } if strays && entity == T::INDEX => Satellite::Copy(key),
        Kind::Marker { entity, marker } if strays && entity == T::INDEX => Satellite::Marker(marker),
        _ => return Ok(None),
    };
    let stray = Stray::of::<E>(item.clone(), satellite, T::META);
    Ok(stray.map(|stray| {
        let key = stray.owner_key().cloned();
        (Work::Stray(stray), key.into_iter().collect())
    }))
}

impl Work {
    /// The same with what is stored under the keys that it asked for.
    fn with(self, found: Vec<Option<Item>>) -> Self {
        match self {
            Self::Item(subject, _) => Self::Item(subject, found),
            Self::Stray(stray) => Self::Stray(stray.with_owner(found.into_iter().flatten().next())),
        }
    }
}
