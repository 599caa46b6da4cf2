//! The queries of collections and groups: one request over all of their patterns.

use std::sync::Arc;

use crate::client::TableClient;
use crate::codec::attribute::{Attribute, Attributes, FetchedItem};
use crate::codec::same::stable;
use crate::collection::PatternMeta;
use crate::error::Error;
use crate::item::table::Table;
use crate::item::{ItemKind, StoredItem, kind_of};
use crate::key::{Cover, Interval, KeyValue, KeyWriter, SortRange};
use crate::read::forms::Forms;
use crate::read::options::ReadOptions;
use crate::read::prepared::Prepared;
use crate::read::{
    Decoded, Decoder, Filters, KeyAttributes, Malformed, Operation, Pager, Partition, Requests, Source,
    is_inside, or_untyped,
};
use crate::schema::table::TableMeta;
use crate::schema::template::Role;

/// The patterns that are read, and how.
pub(crate) struct Together<'m> {
    /// The name of the enum or struct.
    pub(crate) name: &'static str,
    /// The patterns, part by part.
    pub(crate) members: &'m [&'m [PatternMeta]],
    /// The positions of their entities in the table.
    pub(crate) entities: &'m [&'m [usize]],
    /// `true` if other items can be in the range.
    pub(crate) is_mixed: bool,
    pub(crate) pk: KeyWriter,
    /// The sort keys of the patterns, if a part of them is specified.
    pub(crate) sorts: Option<Vec<SortRange>>,
    /// The most items that can come before the counted ones.
    pub(crate) parents: usize,
    pub(crate) options: ReadOptions,
}

/// A pattern of this table.
struct Known {
    member: PatternMeta,
    entity: usize,
    interval: Interval,
}

/// Decides what an item under one of the patterns is.
pub(crate) type Decode<I> = fn(usize, StoredItem<'_>) -> Result<Decoded<I>, Error>;

impl Together<'_> {
    pub(crate) fn prepare<T: Table, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        decode: Decode<I>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Prepared<I> {
        Prepared::new(self.pager(table, decode, malformed))
    }

    fn pager<T: Table, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        decode: Decode<I>,
        malformed: Option<fn(Malformed) -> I>,
    ) -> Result<Pager<I>, Error> {
        let ReadOptions { strict, backward, .. } = self.options;
        let first = &self.members[0][0];
        let attributes = first.target.place(first.entity, T::META)?;
        let forms = |member: &PatternMeta| Forms {
            table: T::META,
            entity: member.entity,
            target: member.target,
            attributes,
        };
        let is_narrowed = self.sorts.is_some();
        let sorts = match self.sorts {
            Some(sorts) => sorts,
            None => sorts(self.members, &self.pk)?,
        };
        let members = self.members.iter().flat_map(|part| part.iter());
        let stored = members.zip(sorts).map(|(member, sort)| forms(member).stored_range(sort));
        let cover = Cover::of(stored.collect::<Result<_, _>>()?, attributes.sk.first())?;
        let Cover { condition, beyond, each } = cover;
        let pk = forms(first).stored(self.pk, Role::Partition).finish()?;
        let interval = Interval { condition, excluded: Vec::new() };
        let pk = attributes.pk.iter().map(|attribute| pk.attribute(attribute)).collect::<Result<_, _>>()?;
        let forward = !backward;
        let partition = Partition { attributes, shards: vec![pk], leading: Vec::new(), interval, forward };
        let narrowed: &[Interval] = if is_narrowed { &each } else { &[] };
        let bounds = crate::read::identity::bounds(&partition, narrowed)?;
        let identity =
            format!("collection {} {} {:?} {bounds} {forward}", T::META.ident, self.name, attributes.index);
        let patterns =
            Patterns { known: known(self.members, self.entities, each), beyond, strict, attributes };
        let types = self.members.iter().flat_map(|part| part.iter().map(PatternMeta::meta));
        // A strict read must see foreign items to report them.
        let types = crate::op::scan::is_one_of(T::META, types).filter(|_| self.is_mixed && !strict);
        let types = types.map(|types| or_untyped(T::META, types));
        let can_expire = self.members.iter().any(|part| can_expire(part));
        let decode = Arc::new(move |item| patterns.decode(T::META, item, decode));
        let requests = Requests {
            is_consistent: self.options.consistent,
            filters: Filters {
                types,
                is_mixed: self.is_mixed,
                skips_expired: !self.options.with_expired && can_expire,
                ..Filters::default()
            },
            ..Requests::new(table, Operation::Query(Box::new(partition)))
        };
        let decoder = Decoder { parents: self.parents, malformed, ..Decoder::new(decode) };
        Pager::new(Source { requests, decoder }, table, &identity, &self.options.extent)
    }
}

fn can_expire(members: &[PatternMeta]) -> bool {
    members.iter().any(|member| member.entity.ttl().is_some())
}

/// Returns the leading part of each pattern's sort key that the partition determines.
pub(crate) fn sorts(members: &[&[PatternMeta]], pk: &KeyWriter) -> Result<Vec<SortRange>, Error> {
    let pk = pk.clone().finish()?;
    let members = members.iter().flat_map(|part| part.iter());
    members.map(|member| Ok(member.target.sort_range(member.entity, member.sort(pk.text())?))).collect()
}

fn known(members: &[&[PatternMeta]], entities: &[&[usize]], each: Vec<Interval>) -> Vec<Known> {
    let members = members.iter().flat_map(|part| part.iter());
    let entities = entities.iter().flat_map(|part| part.iter());
    let all = members.zip(entities).zip(each);
    all.map(|((member, entity), interval)| Known { member: *member, entity: *entity, interval }).collect()
}

/// Finds the patterns of items.
struct Patterns {
    known: Vec<Known>,
    beyond: Vec<KeyValue>,
    strict: bool,
    attributes: KeyAttributes,
}

impl Patterns {
    fn decode<I>(
        &self,
        table: &'static TableMeta,
        item: FetchedItem,
        decode: Decode<I>,
    ) -> Result<Decoded<I>, Error> {
        if self.is_beyond(&item)? {
            return Ok(Decoded::Other);
        }
        match kind_of(table, &item) {
            ItemKind::Known { entity, key } => match self.find(entity, key, &item) {
                Some(member) => decode(member, StoredItem { item, table, key }),
                None => Ok(Decoded::Other),
            },
            ItemKind::Marker { .. } => Ok(Decoded::Other),
            found @ (ItemKind::Foreign(_) | ItemKind::Untyped(_)) => {
                crate::read::finding::foreign(table, self.strict, found, &item)
            }
        }
    }

    /// Returns `true` for a key at the edge of the range that belongs to no pattern.
    fn is_beyond(&self, item: &FetchedItem) -> Result<bool, Error> {
        let Some(sk) = self.attributes.sk.first() else { return Ok(false) };
        for beyond in &self.beyond {
            let beyond = stable(&beyond.attribute(sk)?);
            if item.attribute(sk.name).is_some_and(|value| stable(&value.value()) == beyond) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The pattern of an item of this entity under this of its keys.
    fn find(&self, entity: usize, key: usize, item: &FetchedItem) -> Option<usize> {
        let sk = self.attributes.sk.first().and_then(|sk| item.attribute(sk.name));
        self.known.iter().position(|known| {
            known.entity == entity
                && known.member.target.stored() == key
                && sk.is_none_or(|sk| is_inside(&known.interval, sk) && !is_excluded(&known.interval, sk))
        })
    }
}

/// Returns `true` if the interval leaves out this text, which its condition lets through. Numbers and bytes at the edges are
/// those of all patterns.
fn is_excluded(interval: &Interval, sk: Attribute<'_>) -> bool {
    sk.text().is_some_and(|text| interval.excluded.iter().any(|excluded| excluded.text == text))
}
