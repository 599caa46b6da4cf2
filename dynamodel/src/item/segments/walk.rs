//! The keys of values, of attributes and of other keys.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{KeyFields, SegmentOf};
use crate::codec::attribute::{Attribute, ItemView};
use crate::error::Error;
use crate::error::key::{KeyError, SegmentError};
use crate::item::stored::Stored;
use crate::item::{IndexEntry, ItemKey, StoredKey};
use crate::key::{KeyComparison, KeyValue, KeyWriter};
use crate::schema::entity::{FieldMeta, KeyMeta, KeySlot};
use crate::schema::item::Item;
use crate::schema::template::{Part, Role, Segment, Template};

/// The attributes of a key. A list of fields has none, and neither has a missing sort key.
#[derive(Default)]
struct Written {
    pk: Option<Result<KeyValue, KeyError>>,
    sk: Option<Result<KeyValue, KeyError>>,
}

impl Written {
    fn item_key(self, template: &'static Template) -> Result<ItemKey, KeyError> {
        let pk = self.pk.ok_or_else(|| KeyError::new(template, None, SegmentError::EmptyKey))?;
        Ok(ItemKey { pk: pk?, sk: self.sk.transpose()? })
    }

    fn index_entry(self) -> Result<IndexEntry, KeyError> {
        Ok(IndexEntry { pk: self.pk.transpose()?, sk: self.sk.transpose()? })
    }
}

fn fields<E: Stored>(slot: KeySlot) -> &'static KeyFields<E> {
    let position = match slot {
        KeySlot::Primary => 0,
        KeySlot::Lookup(position) => 1 + position,
        KeySlot::Index(position) => E::ENTITY.keys.len() + position,
        KeySlot::Marker(position) => E::ENTITY.keys.len() + E::ENTITY.indexes.len() + position,
    };
    &E::KEYS[position]
}

/// The key attributes that templates write.
fn templates<E: Stored>(slot: KeySlot) -> impl Iterator<Item = &'static Template> {
    let KeyMeta { pk, sk, .. } = E::ENTITY.key(slot);
    [Some(pk), sk.as_ref()]
        .into_iter()
        .flatten()
        .filter(move |template| !E::ENTITY.is_listed(slot, template.role))
}

/// The positions of fields among the parts of a template.
fn places(template: &'static Template) -> impl Iterator<Item = usize> {
    let parts = template.parts.iter().enumerate();
    parts.filter_map(|(at, part)| matches!(part, Part::Segment(Segment { shards: None, .. })).then_some(at))
}

/// The segments of a key with their templates and positions.
fn segments<E: Stored>(
    slot: KeySlot,
) -> impl Iterator<Item = (&'static dyn SegmentOf<E>, &'static Template, usize)> {
    let places = templates::<E>(slot).flat_map(|template| places(template).map(move |part| (template, part)));
    let segments = fields::<E>(slot).segments.iter().copied();
    segments.zip(places).map(|(segment, (template, part))| (segment, template, part))
}

/// A segment of the template of an index key.
pub(crate) struct Place<E: 'static> {
    pub(crate) segment: &'static dyn SegmentOf<E>,
    pub(crate) template: &'static Template,
    /// The position among the parts of the template.
    pub(crate) part: usize,
}

impl<E: 'static> Place<E> {
    pub(crate) fn attribute(&self) -> &'static str {
        self.segment.attribute()
    }
}

/// The segments of an index key.
pub(crate) fn places_of<E: Stored>(at: usize) -> impl Iterator<Item = Place<E>> {
    let segments = segments::<E>(KeySlot::Index(at));
    segments.map(|(segment, template, part)| Place { segment, template, part })
}

/// Writes a key, segment by segment. Returns `None` if an optional field has no value, for which `segment` returns `false`.
fn write<E: Stored, X>(
    slot: KeySlot,
    mut segment: impl FnMut(usize, &'static dyn SegmentOf<E>, &mut KeyWriter) -> Result<bool, X>,
) -> Result<Option<Written>, X> {
    let mut segments = fields::<E>(slot).segments.iter().copied().enumerate();
    let mut written = Written::default();
    for template in templates::<E>(slot) {
        let mut writer = KeyWriter::new(template);
        while writer.awaits_field()
            && let Some((position, of)) = segments.next()
        {
            if !segment(position, of, &mut writer)? {
                return Ok(None);
            }
        }
        let key = match template.role {
            Role::Partition => &mut written.pk,
            Role::Sort => &mut written.sk,
        };
        *key = Some(writer.finish());
    }
    Ok(Some(written))
}

/// Writes the key of a value; returns `None` if the value has no such key.
fn of_value<E: Stored>(value: &E, slot: KeySlot) -> Option<Written> {
    if !fields::<E>(slot).when.iter().all(|condition| condition.holds(value)) {
        return None;
    }
    let written = write::<E, KeyError>(slot, |_, segment, writer| Ok(segment.write(value, writer)));
    written.ok().flatten()
}

fn item_key<E: Stored>(value: &E, slot: KeySlot) -> Option<Result<ItemKey, KeyError>> {
    of_value(value, slot).map(|written| written.item_key(&E::ENTITY.key(slot).pk))
}

/// See [`Stored::write_keys`].
pub(crate) fn write_keys<E: Stored>(value: &E) -> Result<(ItemKey, Vec<Option<ItemKey>>), KeyError> {
    let missing = || KeyError::new(&E::ENTITY.primary().pk, None, SegmentError::EmptyKey);
    let primary = item_key(value, KeySlot::Primary).ok_or_else(missing)??;
    let mut copies = Vec::with_capacity(E::ENTITY.keys.len().saturating_sub(1));
    for at in 1..E::ENTITY.keys.len() {
        copies.push(item_key(value, KeySlot::of_key(at)).transpose()?);
    }
    Ok((primary, copies))
}

/// See [`Stored::write_index_keys`].
pub(crate) fn write_index_keys<E: Stored>(value: &E) -> Result<Vec<Option<IndexEntry>>, KeyError> {
    let mut keys = Vec::with_capacity(E::ENTITY.indexes.len());
    for at in 0..E::ENTITY.indexes.len() {
        keys.push(of_value(value, KeySlot::Index(at)).map(Written::index_entry).transpose()?);
    }
    Ok(keys)
}

/// See [`Stored::write_markers`].
pub(crate) fn write_markers<E: Stored>(value: &E) -> Vec<Option<Result<ItemKey, KeyError>>> {
    (0..E::ENTITY.markers.len()).map(|at| item_key(value, KeySlot::Marker(at))).collect()
}

/// See [`Stored::read_key`].
pub(crate) fn read_key<E: Stored>(
    slot: KeySlot,
    key: &StoredKey<'_>,
) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
    let mut restored: Vec<(&'static str, AttributeValue)> = Vec::new();
    for (segment, template, part) in segments::<E>(slot) {
        let attribute = segment.attribute();
        if restored.iter().any(|(known, _)| *known == attribute) {
            continue;
        }
        restored.extend(segment.restore(key, template, part)?.map(|value| (attribute, value)));
    }
    Ok(restored)
}

/// Compares each key attribute, segment by segment.
fn compare<'k, E: Stored>(
    slot: KeySlot,
    key: &StoredKey<'k>,
    segment: impl Fn(&'static dyn SegmentOf<E>, &mut KeyComparison<'k>) -> Result<(), Error>,
) -> Result<(), Error> {
    if !matches!(slot, KeySlot::Primary | KeySlot::Lookup(_)) {
        return Ok(());
    }
    let mut segments = fields::<E>(slot).segments.iter().copied();
    for template in templates::<E>(slot) {
        let stored = key.attribute(template.role);
        if template.literal().is_some_and(|literal| stored.and_then(Attribute::text) == Some(literal)) {
            continue;
        }
        let mut comparison = KeyComparison::new(template, stored);
        for of in segments.by_ref().take(places(template).count()) {
            segment(of, &mut comparison)?;
        }
        comparison.finish()?;
    }
    Ok(())
}

/// See [`Stored::check_key`].
pub(crate) fn check_key<E: Stored>(value: &E, slot: KeySlot, key: &StoredKey<'_>) -> Result<(), Error> {
    compare::<E>(slot, key, |segment, comparison| {
        segment.compare(value, comparison);
        Ok(())
    })
}

/// See [`Stored::check_attributes`].
pub(crate) fn check_attributes<E: Stored>(
    slot: KeySlot,
    key: &StoredKey<'_>,
    attributes: &ItemView<'_>,
) -> Result<(), Error> {
    compare::<E>(slot, key, |segment, comparison| {
        let is_stored = field_of::<E>(segment.attribute()).is_some_and(|field| !field.in_key);
        if is_stored {
            return segment.compare_stored(attributes, comparison);
        }
        comparison.skip();
        Ok(())
    })
}

fn field_of<E: Stored>(attribute: &str) -> Option<&'static FieldMeta> {
    E::ENTITY.fields.iter().find(|field| field.attribute == attribute)
}

/// See [`Stored::owner_key`].
pub(crate) fn owner_key<E: Stored>(slot: KeySlot, key: &StoredKey<'_>) -> Result<Option<ItemKey>, Error> {
    let holds_owner = matches!(slot, KeySlot::Primary | KeySlot::Lookup(_));
    if !holds_owner || E::ENTITY.key(slot).unique {
        return Ok(None);
    }
    let owner = fields::<E>(slot).owner;
    let written = write::<E, Error>(KeySlot::Primary, |position, needed, writer| {
        let position = if slot == KeySlot::Primary { Some(&position) } else { owner.get(position) };
        carry(slot, key, position, needed, writer)
    })?;
    written.map(|written| Ok(written.item_key(&E::ENTITY.primary().pk)?)).transpose()
}

/// Writes a segment with the value of the segment at this position of another key.
fn carry<E: Stored>(
    slot: KeySlot,
    key: &StoredKey<'_>,
    position: Option<&usize>,
    needed: &'static dyn SegmentOf<E>,
    writer: &mut KeyWriter,
) -> Result<bool, Error> {
    let Some((found, template, part)) = position.and_then(|position| segments::<E>(slot).nth(*position))
    else {
        return Ok(false);
    };
    let held = found.held(key, template, part)?;
    needed.write_held(&*held, writer).map(|()| true)
}

/// See [`Stored::satellite_key_of`].
#[expect(clippy::option_option, reason = "an unknown key and no key are two answers")]
pub(crate) fn satellite_key_of<E: Stored>(place: usize, attributes: &Item) -> Option<Option<ItemKey>> {
    let slot = match place.checked_sub(E::ENTITY.keys.len()) {
        Some(marker) => KeySlot::Marker(marker),
        None => KeySlot::of_key(place),
    };
    let KeyFields { segments, when, .. } = fields::<E>(slot);
    let is_plain =
        |attribute| field_of::<E>(attribute).is_some_and(|field: &FieldMeta| !field.custom && !field.ttl);
    let is_determined = segments.iter().all(|segment| segment.is_readable() && is_plain(segment.attribute()))
        && when.iter().all(|condition| condition.is_readable() && is_plain(condition.attribute()));
    if !is_determined {
        return None;
    }
    let written =
        of_attributes::<E>(slot, attributes, |_, segment, writer| segment.write_stored(attributes, writer));
    let written = written.ok()?.map(|written| written.item_key(&E::ENTITY.key(slot).pk));
    written.transpose().ok()
}

/// Writes a key from attributes; returns `None` if an item with them has no such key.
fn of_attributes<E: Stored>(
    slot: KeySlot,
    attributes: &Item,
    segment: impl FnMut(usize, &'static dyn SegmentOf<E>, &mut KeyWriter) -> Result<bool, Error>,
) -> Result<Option<Written>, Error> {
    for condition in fields::<E>(slot).when {
        if !condition.holds_stored(attributes)? {
            return Ok(None);
        }
    }
    write::<E, Error>(slot, segment)
}

/// See [`Stored::index_key_of`].
pub(crate) fn index_key_of<E: Stored>(
    at: usize,
    attributes: &Item,
    key: &StoredKey<'_>,
) -> Result<Option<IndexEntry>, Error> {
    let slot = KeySlot::Index(at);
    let KeyFields { segments, when, by_key, .. } = fields::<E>(slot);
    let Some(by_key) = by_key else { return Ok(None) };
    let optional = segments.iter().filter(|segment| segment.is_optional()).map(|segment| segment.attribute());
    let required =
        when.iter().filter(|condition| condition.requires_value()).map(|condition| condition.attribute());
    let is_none = |attribute| attributes.get(attribute).is_none_or(AttributeValue::is_null);
    if optional.chain(required).any(is_none) {
        return Ok(None);
    }
    let written = of_attributes::<E>(slot, attributes, |position, segment, writer| {
        match by_key.iter().find(|(needed, _)| *needed == position) {
            Some((_, found)) => carry(KeySlot::Primary, key, Some(found), segment, writer),
            None => segment.write_stored(attributes, writer),
        }
    })?;
    written.map(|written| Ok(written.index_entry()?)).transpose()
}
