//! The attributes that a request asks for.

use crate::item::projection::FromItem;
use crate::item::stored::Stored;
use crate::schema::entity::{EntityMeta, KeyMeta};
use crate::schema::table::{IndexMeta, TableMeta};

/// Returns the attributes to ask for where only some are wanted: those that exist, the keys and the type.
pub(crate) fn names(
    table: &TableMeta,
    entity: &EntityMeta,
    key: &KeyMeta,
    index: Option<&IndexMeta>,
    wanted: &[&'static str],
) -> Vec<&'static str> {
    let in_key = |name: &str| entity.fields.iter().any(|field| field.in_key && field.attribute == name);
    let own = wanted.iter().copied().filter(|name| key.project.holds(name) && !in_key(name));
    // The time of expiry is an attribute of the table.
    let is_ttl = |name: &str| entity.ttl().is_some_and(|field| field.attribute == name);
    let own = own.filter(|name| !is_ttl(name));
    let is_there = |name: &&str| index.is_none_or(|index| index.project.holds(name));
    let own = own.flat_map(|name| {
        let aliases = entity.aliases_of(name).iter().copied().filter(is_there);
        std::iter::once(name).chain(aliases)
    });
    let ttl = table.ttl_attribute.filter(|_| entity.ttl().is_some() && table.carries_ttl(index));
    let of_index = index.into_iter().flat_map(IndexMeta::attributes).copied();
    let keys = [Some(table.pk), table.sk].into_iter().flatten().chain(of_index);
    let keys = keys.map(|attribute| attribute.name);
    let kind = table.type_attribute.filter(|_| table.carries_type(index));
    let mut names = Vec::new();
    add_names(&mut names, keys.chain(kind).chain(ttl).chain(own));
    names
}

/// Adds the missing names.
pub(crate) fn add_names(names: &mut Vec<&'static str>, more: impl IntoIterator<Item = &'static str>) {
    for name in more {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}

/// The attributes that a `get` asks for; `None` for all.
pub(crate) fn names_of<I: FromItem>(table: &TableMeta) -> Option<Vec<&'static str>> {
    let entity = I::Of::ENTITY;
    I::attributes().map(|wanted| names(table, entity, entity.primary(), None, wanted))
}
