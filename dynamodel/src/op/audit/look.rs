//! Looking at one item.

use std::collections::BTreeSet;

use super::attributes::{self, Differences};
use super::finding::Divergence;
use super::{keys, satellites};
use crate::error::{Error, Kind};
use crate::item::{ItemKind, Restored, Unrestored, kind_by_key, kind_of, table::Table, ttl};
use crate::op::backfill::item::Subject;
use crate::op::backfill::stray::{Place, Stray};
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};
use crate::write::UnknownKey;

/// An item, and the findings that need no other item.
pub(super) struct Look {
    pub(super) item: Item,
    pub(super) entity: Option<&'static EntityMeta>,
    pub(super) divergences: Vec<Divergence>,
    pub(super) kept: Vec<String>,
    further: Further,
}

/// The further items that it is compared with.
enum Further {
    None,
    /// Its copies and markers.
    Satellites(Box<Subject>),
    /// The item that it belongs to.
    Owner(Box<Stray>, Place),
}

impl Look {
    /// Returns `None` if the item has expired at this second since 1970.
    pub(super) fn at<T: Table>(item: Item, now: i64) -> Option<Self> {
        let kind = match kind_of(T::META, &item) {
            // The marker of another program has a type of its own, or none. It is compared where its item is read.
            foreign @ (ItemKind::Foreign(_) | ItemKind::Untyped(_)) => match kind_by_key(T::META, &item) {
                marker @ ItemKind::Marker { .. } => marker,
                _ => foreign,
            },
            known => known,
        };
        let entity = match kind {
            ItemKind::Known { entity, .. } | ItemKind::Marker { entity, .. } => Some(entity),
            ItemKind::Foreign(_) | ItemKind::Untyped(_) => None,
        };
        let meta = entity.map(|entity| T::META.entities[entity]);
        if meta.is_some_and(|meta| meta.ttl().is_some()) && ttl::is_expired(T::META, &item, now) {
            return None;
        }
        let place = match kind {
            ItemKind::Known { key: 0, .. } => None,
            ItemKind::Known { key, .. } => Some(Place::Copy(key)),
            ItemKind::Marker { marker, .. } => Some(Place::Marker(marker)),
            foreign @ (ItemKind::Foreign(_) | ItemKind::Untyped(_)) => {
                let divergence = unknown(T::META, &item, foreign);
                return Some(Self::new(item, None, vec![divergence]));
            }
        };
        let mut look = Self::new(item, meta, Vec::new());
        if let (Some(entity), None) = (entity, place) {
            look.add_no_type(T::META);
            look.compare::<T>(entity);
        } else if let (Some(entity), Some(place)) = (entity, place) {
            let of = (entity, T::ENTITIES[entity]);
            let stray = Stray::of(look.item.clone(), place, of, T::META);
            look.further = stray.map_or(Further::None, |stray| Further::Owner(Box::new(stray), place));
        }
        Some(look)
    }

    fn new(item: Item, entity: Option<&'static EntityMeta>, divergences: Vec<Divergence>) -> Self {
        Self { item, entity, divergences, kept: Vec::new(), further: Further::None }
    }

    /// Adds that an item whose entity its key decides has no type attribute.
    fn add_no_type(&mut self, table: &TableMeta) {
        if table.type_attribute.is_some_and(|attribute| !self.item.contains_key(attribute)) {
            self.divergences.push(Divergence::NoType { fits: type_by_key(table, &self.item) });
        }
    }

    /// Compares the item with the one that a write of its value would store.
    fn compare<T: Table>(&mut self, entity: usize) {
        let restored = (T::ENTITIES[entity].restore)(self.item.clone(), T::META);
        let compared = match restored {
            Ok(restored) => self.compare_restored(T::META.entities[entity], T::META, restored),
            Err(Unrestored::Unread(error)) => {
                self.divergences.push(malformed(error));
                Ok(())
            }
            Err(Unrestored::Unwritten(error)) => Err(error),
        };
        self.divergences.extend(compared.err().map(|error| Divergence::Unwritable { error }));
    }

    fn compare_restored(
        &mut self,
        entity: &'static EntityMeta,
        table: &'static TableMeta,
        restored: Restored,
    ) -> Result<(), Error> {
        let written = restored.value.item(table, 0, None)?;
        let stored = &restored.stored;
        self.divergences.extend(keys::compare_primary(entity, table, stored, &written));
        let unknown = UnknownKey::all(stored, &restored.value, table)?.into_iter().map(UnknownKey::error);
        let unknown: Vec<Error> = unknown.collect();
        self.divergences.extend(keys::compare_indexes(entity, table, stored, &written, &unknown));
        self.divergences.extend(unknown.into_iter().map(|error| Divergence::UnknownIndexKey { error }));
        let old_names = old_names(entity, &restored).into_iter();
        self.divergences.extend(old_names.map(|path| Divergence::OldName { path }));
        let named = named(entity, &restored);
        let Differences { divergences, kept, .. } = attributes::compare(entity, table, &named, &written);
        self.divergences.extend(divergences);
        self.kept.extend(kept);
        if let Some((field, attribute)) = entity.ttl().zip(table.ttl_attribute)
            && let Some(value) = written.get(attribute)
        {
            ttl::check(field.attribute, value)?;
        }
        match Subject::new(restored, table) {
            Ok(subject) if entity.has_satellites() => self.further = Further::Satellites(Box::new(subject)),
            Err(error) if self.divergences.is_empty() => self.divergences.push(malformed(error)),
            Ok(_) | Err(_) => {}
        }
        Ok(())
    }

    /// Returns the keys of the further items.
    pub(super) fn keys(&self) -> Result<Vec<Item>, Error> {
        match &self.further {
            Further::None => Ok(Vec::new()),
            Further::Satellites(subject) => subject.satellite_keys(),
            Further::Owner(stray, _) => Ok(stray.owner_key().cloned().into_iter().collect()),
        }
    }

    /// Returns the findings by the items that are stored under these keys.
    pub(super) fn compare_further(&self, found: Vec<Option<Item>>, now: i64) -> Vec<Divergence> {
        let compared = match &self.further {
            Further::None => Ok(Vec::new()),
            Further::Satellites(subject) => {
                let is_alive =
                    |item: &Item| !(subject.table.expires() && ttl::is_expired(subject.table, item, now));
                let alive: Vec<_> = found.into_iter().map(|item| item.filter(is_alive)).collect();
                satellites::compare(subject, &alive)
            }
            Further::Owner(stray, place) => self.compare_owner(stray, *place, found, now),
        };
        compared.unwrap_or_else(|error| vec![Divergence::Unwritable { error }])
    }

    fn compare_owner(
        &self,
        stray: &Stray,
        place: Place,
        found: Vec<Option<Item>>,
        now: i64,
    ) -> Result<Vec<Divergence>, Error> {
        let Some(entity) = self.entity else { return Ok(Vec::new()) };
        let owner = stray.owner_key().cloned();
        if !stray.clone().with_owner(found.into_iter().flatten().next()).is_orphan(now)? {
            return Ok(Vec::new());
        }
        Ok(vec![match place {
            Place::Copy(key) => Divergence::OrphanCopy { lookup: satellites::name(entity, key), owner },
            Place::Marker(marker) => {
                let field = satellites::name(entity, entity.keys.len() + marker);
                Divergence::OrphanMarker { field, owner }
            }
        }])
    }
}

fn malformed(error: Error) -> Divergence {
    let missing = match error.cause() {
        Kind::Decode { source, .. } => source.missing_path(),
        _ => None,
    };
    let path = missing.or_else(|| error.path().filter(|path| *path != ".").map(str::to_owned));
    Divergence::Malformed { path, error }
}

/// Returns the paths of an item that are older names of fields.
fn old_names(entity: &EntityMeta, restored: &Restored) -> BTreeSet<String> {
    let aliases = entity.fields.iter().flat_map(|field| field.aliases).copied();
    let stored = aliases.filter(|alias| restored.stored.contains_key(*alias)).map(str::to_owned);
    stored.chain(restored.aliases.iter().map(ToString::to_string)).collect()
}

/// Returns the item with each field under its own name, as it is stored.
fn named(entity: &EntityMeta, restored: &Restored) -> Item {
    let mut named = restored.named.clone();
    for field in entity.fields.iter().filter(|field| !field.aliases.is_empty()) {
        let value = field.aliases.iter().find_map(|alias| restored.stored.get(*alias));
        if let Some(value) = value.filter(|_| !named.contains_key(field.attribute)) {
            named.insert(field.attribute.to_owned(), value.clone());
        }
    }
    named
}

/// Returns the finding for an item of no entity.
fn unknown(table: &TableMeta, item: &Item, kind: ItemKind<'_>) -> Divergence {
    let has_types = table.type_attribute.is_some();
    match kind {
        ItemKind::Foreign(Some(found)) => Divergence::UnknownType { found: Some(found.to_owned()) },
        _ if has_types => Divergence::NoType { fits: type_by_key(table, item) },
        _ => Divergence::UnknownType { found: None },
    }
}

/// Returns the type that the key of an item fits.
fn type_by_key(table: &TableMeta, item: &Item) -> Option<&'static str> {
    match kind_by_key(table, item) {
        ItemKind::Known { entity, key } => Some(table.entities[entity].keys[key].type_value),
        ItemKind::Marker { entity, marker } => Some(table.entities[entity].markers[marker].key.type_value),
        ItemKind::Foreign(_) | ItemKind::Untyped(_) => None,
    }
}
