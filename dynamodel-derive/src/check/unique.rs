//! Rules of unique fields.

use std::collections::HashSet;

use super::{holds_primary_key, report_sort_key};
use quote::ToTokens;
use syn::{LitStr, Type};

use crate::ctxt::Ctxt;
use crate::model::{Entity, Marker, Plain, Segment, Template};

/// A write that changes all of them releases and claims each in one transaction.
const MAX_MARKERS: usize = 20;

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_marker_count(ctxt, entity);
    check_names(ctxt, entity);
    check_sort_keys(ctxt, entity);
    check_fields_of_templates(ctxt, entity);
    check_segment_types(ctxt, entity);
    check_fields_are_stored(ctxt, entity);
    check_not_always_unique(ctxt, entity);
    check_unique_lookups(ctxt, entity);
}

// 21 times #[entity(unique)]
fn check_marker_count(ctxt: &Ctxt, entity: &Entity) {
    for marker in entity.markers.iter().skip(MAX_MARKERS) {
        ctxt.at(&marker.unique.at).error(format_args!(
            "an entity can have at most {MAX_MARKERS} unique fields, because each write writes all markers in one \
             transaction: remove some"
        ));
    }
}

// #[entity(unique(email))] on the struct and #[entity(unique)] on `email`
fn check_names(ctxt: &Ctxt, entity: &Entity) {
    let mut taken = HashSet::new();
    for marker in &entity.markers {
        if !taken.insert(&marker.stored) {
            ctxt.at(&marker.unique.at)
                .error(format_args!("`{}` is unique twice in `{}`: remove one", marker.name, entity.ident));
        }
    }
}

// #[key(pk = "user-{id}", sk = "_root")] and #[entity(unique(pk = "NAME#{name}"))]
fn check_sort_keys(ctxt: &Ctxt, entity: &Entity) {
    let written = entity.markers.iter().filter(|marker| marker.unique.pk.is_some());
    written.for_each(|marker| report_sort_key(ctxt, entity, &marker.key, &marker.unique.at, "a marker"));
}

// #[entity(unique(tenant_id, email, pk = "EMAIL#{email}", sk = "MARKER"))]
fn check_fields_of_templates(ctxt: &Ctxt, entity: &Entity) {
    for marker in &entity.markers {
        let Some(pk) = &marker.unique.pk else { continue };
        let named = |name: &str| marker.key.segments().any(|segment| segment.field.name == name);
        let listed: Vec<String> = match &marker.on {
            Some(field) => {
                [&field.ident].into_iter().chain(&marker.unique.scope).map(crate::model::text_of).collect()
            }
            None => marker.unique.fields.iter().map(crate::model::text_of).collect(),
        };
        if let Some(missing) = listed.iter().find(|name| !named(name)) {
            ctxt.at(pk).error(format_args!(
                "the marker key of the unique `{}` lacks `{missing}`, so items with different values of it would conflict: \
                 add `{{{missing}}}`",
                marker.name
            ));
        } else if marker.key.segments().next().is_none() {
            ctxt.at(pk).error(
                "the key of this marker must contain a field, or only one item could exist: add the unique \
                 field, as in `\"EMAIL#{email}\"`",
            );
        } else if !listed.is_empty()
            && let Some((literal, segment)) = further(marker, &listed)
        {
            ctxt.at(literal).error(also_holds(marker, &segment.field.name, &segment.text));
        }
    }
}

/// Returns the first segment of the marker's key that is not one of these fields, and its template.
fn further<'m>(marker: &'m Marker, listed: &[String]) -> Option<(&'m LitStr, &'m Segment)> {
    let each = |template: &'m Template| template.segments().map(|segment| (&template.literal, segment));
    marker.key.templates().flat_map(each).find(|(_, segment)| !listed.contains(&segment.field.name))
}

fn also_holds(marker: &Marker, other: &str, text: &str) -> String {
    match &marker.on {
        None => format!(
            "the key of this marker also contains `{other}`: add `{other}` to the list, or remove `{{{text}}}`"
        ),
        Some(field) if marker.unique.scope.is_none() => format!(
            "with `{{{text}}}` in its key, `{}` is unique only within each `{other}`: remove `{{{text}}}`, or add \
             `scope = {other}` to mean that",
            field.name
        ),
        Some(field) => format!(
            "the key of this marker also contains `{other}`: remove `{{{text}}}`, or list all fields on the struct, \
             `#[entity(unique({other}, {}, pk = \"...\"))]`",
            field.name
        ),
    }
}

// #[entity(unique)] temperature: f64
// #[entity(unique)] emails: Vec<String>
fn check_segment_types(ctxt: &Ctxt, entity: &Entity) {
    let elsewhere = || entity.segments();
    let mut reported = HashSet::new();
    for segment in entity.markers.iter().flat_map(|marker| marker.key.segments()) {
        let name = &segment.field.name;
        let is_new = !elsewhere().any(|other| other.field.name == *name) && reported.insert(name);
        if segment.plain() == Some(Plain::Float) && is_new {
            ctxt.at(&segment.field.ty).error(format_args!(
                "`{name}` is a float, which cannot be unique, because `0.1 + 0.2` and `0.3` are different values: store an \
                 integer unit (cents, millimetres) or use a decimal type"
            ));
        } else if segment.is_several() && is_new {
            ctxt.at(&segment.field.ty).error(format_args!(
                "`{name}` is a `{}`, which cannot be unique: store the unique values as items of their own, or make another \
                 field unique",
                shown(&segment.field.ty)
            ));
        }
    }
}

/// Returns a type without the spaces between its tokens.
fn shown(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "").replace(',', ", ")
}

// #[entity(unique)] #[serde(skip)] email: String
fn check_fields_are_stored(ctxt: &Ctxt, entity: &Entity) {
    let mut reported = HashSet::new();
    for segment in entity.markers.iter().flat_map(|marker| marker.key.segments()) {
        let field = &segment.field;
        if let Some(word) = field.stored.kept_out.as_ref().filter(|_| reported.insert(&field.name)) {
            ctxt.at(word).error(super::not_stored(&field.name, "a unique field", word));
        }
    }
}

// #[key(pk = "user-{user_id}")] and #[entity(unique)] user_id: u64
fn check_not_always_unique(ctxt: &Ctxt, entity: &Entity) {
    let pointless =
        |marker: &&Marker| marker.key.segments().next().is_some() && holds_primary_key(entity, &marker.key);
    for marker in entity.markers.iter().filter(pointless) {
        let (name, entity) = (&marker.name, &entity.ident);
        ctxt.at(&marker.unique.at).error(format_args!(
            "`{name}` identifies an item of `{entity}` already, because it contains the primary key: remove `unique`"
        ));
    }
}

// #[lookup(unique, name = "by_email", pk = "email-{email}-{user_id}", sk = "_root")]
fn check_unique_lookups(ctxt: &Ctxt, entity: &Entity) {
    for lookup in &entity.lookups {
        let Some(word) = &lookup.unique else { continue };
        if lookup.shards.is_some() {
            ctxt.at(word).error(
                "a unique lookup cannot have shards, because two items could have the key in two shards: remove \
                 `shards`, and `{shard}` from `pk`, or remove `unique`",
            );
        }
        if !lookup.project.is_all() {
            ctxt.at(word).error("a unique lookup reads the whole item: remove `project`, or remove `unique`");
        }
        if holds_primary_key(entity, lookup) {
            ctxt.at(word).error(
                "this lookup contains the primary key, so its key is always unique: remove `unique`, and read it as \
                 a query",
            );
        }
    }
}
