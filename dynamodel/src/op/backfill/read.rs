//! Reading a page of the table, and the items that its own depend on.

use super::Options;
use super::item::Subject;
use super::rewrite::Work;
use super::stray::{Place as Satellite, Stray};
use crate::client::TableClient;
use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::expr::Expr;
use crate::item::{
    EntityFunctions, ItemKind, StoredKey, fits, kind_of,
    stored::Stored,
    table::{Holds, Table},
};
use crate::op::paced_scan::{LeftItem, fetch, is_of_all, scan_page};
use crate::op::scan::is_one_of;
use crate::read::{Filters, KeyAttributes, Operation, PageRequest, Requests, Response};
use crate::schema::{entity::KeyMeta, item::Item};

/// A page of the table.
pub(super) struct Page {
    pub(super) works: Vec<Work>,
    pub(super) left: Vec<LeftItem>,
    pub(super) scanned: usize,
    pub(super) last_key: Option<Item>,
}

/// The requests of the scan for the items to look at.
pub(super) fn requests<E: Stored, T: Holds<E>>(table: &TableClient<T>, options: &Options) -> Requests {
    let attributes = KeyAttributes::for_table(T::META);
    Requests {
        // The last write of an older program must not be missed: no later one repairs its item.
        is_consistent: true,
        filters: Filters {
            types: types::<T>(keys::<E>(options.strays)),
            is_mixed: true,
            skips_expired: E::ENTITY.ttl().is_some(),
            ..Filters::default()
        },
        ..Requests::new(table, Operation::Scan { attributes, segments: options.scan.segments() })
    }
}

/// Returns the filter for the items under these keys. Those without a type are recognized or reported.
fn types<T: Table>(keys: impl Iterator<Item = &'static KeyMeta>) -> Option<Expr> {
    let untyped = Expr::absent(T::META.type_attribute?);
    Some(Expr::Or(vec![is_one_of(T::META, keys)?, untyped]))
}

/// Returns the keys of the items to look at.
fn keys<E: Stored>(strays: bool) -> impl Iterator<Item = &'static KeyMeta> {
    (0..if strays { E::ENTITY.stored() } else { 1 }).map(|at| E::ENTITY.stored_key(at))
}

/// Reads a page and the copies, markers and owners of its items.
pub(super) async fn page<E: Stored, T: Holds<E>>(
    requests: &Requests,
    strays: bool,
    request: PageRequest,
) -> Result<Page, Error> {
    let Response { items, scanned, last_key, .. } = scan_page(requests, request).await?;
    let mut page = Page { works: Vec::new(), left: Vec::new(), scanned, last_key };
    let (mut wanted, mut keys) = (Vec::new(), Vec::new());
    for item in items.into_iter().map(FetchedItem::into_item) {
        match look_at::<E, T>(&item, strays) {
            Ok(Some((work, further))) => {
                wanted.push((work, further.len()));
                keys.extend(further);
            }
            Ok(None) => {}
            Err(error) if is_of_all(&error) => return Err(error),
            Err(error) => {
                let error = error.table_is(&requests.connection.table);
                page.left.push(LeftItem { key: T::META.key_of(&item), error });
            }
        }
    }
    let mut found = fetch(&requests.connection, T::META, keys).await?.into_iter();
    for (work, count) in wanted {
        page.works.push(work.with(found.by_ref().take(count).collect()));
    }
    Ok(page)
}

/// Returns the work that an item needs, and the keys of the items that the work depends on.
fn look_at<E: Stored, T: Holds<E>>(item: &Item, strays: bool) -> Result<Option<(Work, Vec<Item>)>, Error> {
    let satellite = match kind_of(T::META, item) {
        ItemKind::Known { entity, key: 0 } if entity == T::INDEX => {
            let subject = Subject::of::<E>(item.clone(), T::META)?;
            let keys = subject.satellite_keys()?;
            return Ok(Some((Work::Item(Box::new(subject), Vec::new()), keys)));
        }
        ItemKind::Known { entity, key } if strays && entity == T::INDEX => Satellite::Copy(key),
        ItemKind::Marker { entity, marker } if strays && entity == T::INDEX => Satellite::Marker(marker),
        untyped @ ItemKind::Untyped(_) => return left_untyped::<E, T>(untyped, item).map_or(Ok(None), Err),
        _ => return Ok(None),
    };
    let stray = Stray::of(item.clone(), satellite, (T::INDEX, EntityFunctions::of::<E>()), T::META);
    Ok(stray.map(|stray| {
        let key = stray.owner_key().cloned();
        (Work::Stray(stray), key.into_iter().collect())
    }))
}

/// Returns the error for an item without a type that has a key of the entity.
fn left_untyped<E: Stored, T: Holds<E>>(kind: ItemKind<'_>, item: &Item) -> Option<Error> {
    let key = StoredKey::of(T::META, item).ok().filter(|key| fits(E::ENTITY.primary(), key))?;
    let (pk, sk) = key.texts();
    Some(kind.held(T::META).entity_is(E::ENTITY.name).key_is(&pk, sk.as_deref()))
}

impl Work {
    /// Adds the items that it depends on.
    fn with(self, found: Vec<Option<Item>>) -> Self {
        match self {
            Self::Item(subject, _) => Self::Item(subject, found),
            Self::Stray(stray) => Self::Stray(stray.with_owner(found.into_iter().flatten().next())),
        }
    }
}
