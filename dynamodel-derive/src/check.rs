//! Rules across attributes, one function each, below the code that violates it.

mod alias;
mod index;
mod managed;
mod stored;
mod ttl;
mod unique;

use std::collections::HashSet;

use quote::ToTokens;

use crate::ctxt::Ctxt;
use crate::model::{Entity, Key, Part, Plain, Segment, Template};
use crate::shards::{self, Shards};
pub(crate) use alias::all as aliases;
pub(crate) use index::{both, unread};
use stored::not_stored;

/// The copies of an item and the item itself fit in one transaction with room for other operations.
const MAX_LOOKUPS: usize = 20;

/// The functions of the trait `Entity`, which an access pattern with such a name would hide.
const TRAIT_FUNCTIONS: &[&str] = &["primary_key", "create", "put", "update", "move_to", "delete"];

pub(crate) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_function_names(ctxt, entity);
    check_lookup_count(ctxt, entity);
    check_sort_keys_alike(ctxt, entity);
    check_lookups_hold_primary_key(ctxt, entity);
    check_shards(ctxt, entity);
    check_segment_types(ctxt, entity);
    stored::all(ctxt, entity);
    alias::all(ctxt, &entity.fields);
    managed::all(ctxt, entity);
    index::all(ctxt, entity);
    ttl::all(ctxt, entity);
    unique::all(ctxt, entity);
    for template in entity.templates().chain(entity.markers.iter().flat_map(|marker| marker.key.templates()))
    {
        check_words_fit(ctxt, template);
        check_any_is_last(ctxt, template);
        check_neighbours(ctxt, template, &entity.delimiter);
    }
}

// #[key(name = "get", ...)]
// #[lookup(name = "by_owner", ...)] twice
// #[entity(methods(get = "delete"))]
fn check_function_names(ctxt: &Ctxt, entity: &Entity) {
    let mut taken = HashSet::new();
    for function in entity.functions.all() {
        if !taken.insert(function.to_string()) {
            ctxt.at(function).error(format_args!(
                "two generated functions have the name `{function}`: rename one of them"
            ));
        }
    }
    taken.extend(TRAIT_FUNCTIONS.iter().map(|name| (*name).to_owned()));
    let indexes = entity.indexes.iter().map(|index| &index.name);
    taken.extend(indexes.map(|name| entity.functions.index_scan(&name.ident).to_string()));
    for name in entity.names() {
        let text = name.ident.to_string();
        if !taken.insert(text.clone()) {
            ctxt.at(&name.at).error(format_args!(
                "`{}` already has a generated function `{text}`: rename this access pattern",
                entity.ident
            ));
        }
    }
}

// 21 times #[lookup(...)]
fn check_lookup_count(ctxt: &Ctxt, entity: &Entity) {
    for lookup in entity.lookups.iter().skip(MAX_LOOKUPS) {
        ctxt.at(&lookup.attribute).error(format_args!(
            "an entity can have at most {MAX_LOOKUPS} lookups, because each write writes all copies in one transaction: \
             replace some by keys of an index, `#[key(index = \"...\", ...)]`"
        ));
    }
}

// #[key(pk = "user-{id}", sk = "_root")]
// #[lookup(name = "by_email", pk = "email-{email}-{id}")]
fn check_sort_keys_alike(ctxt: &Ctxt, entity: &Entity) {
    for lookup in &entity.lookups {
        report_sort_key(ctxt, entity, lookup, &lookup.attribute, "a copy");
    }
}

fn report_sort_key(ctxt: &Ctxt, entity: &Entity, key: &Key, at: &impl ToTokens, what: &str) {
    match (&entity.primary.sk, &key.sk) {
        (Some(_), None) => {
            ctxt.at(at).error(format_args!(
                "{what} is stored in the table of the item, which has a sort key: add `sk = \"...\"`"
            ));
        }
        (None, Some(sk)) => {
            ctxt.at(&sk.literal).error(format_args!(
                "{what} is stored in the table of the item, which has no sort key: remove `sk`, or add one to `#[key(...)]`"
            ));
        }
        _ => {}
    }
}

// #[key(pk = "video-{video_id}", sk = "_root")]
// #[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{created_at}")]
fn check_lookups_hold_primary_key(ctxt: &Ctxt, entity: &Entity) {
    for lookup in entity.lookups.iter().filter(|lookup| lookup.unique.is_none()) {
        let mut reported = HashSet::new();
        for needed in entity.primary.segments() {
            let held = lookup.segments().any(|found| found.holds(needed));
            if !held && reported.insert(needed.path()) {
                report_missing(ctxt, entity, lookup, needed);
            }
        }
    }
}

/// Returns `true` if items with different primary keys have different keys of this kind.
fn holds_primary_key(entity: &Entity, key: &Key) -> bool {
    entity.primary.segments().all(|needed| key.segments().any(|found| found.holds(needed)))
}

fn report_missing(ctxt: &Ctxt, entity: &Entity, lookup: &Key, needed: &Segment) {
    let template = lookup.sk.as_ref().unwrap_or(&lookup.pk);
    let path = needed.path();
    let lossy = lookup.segments().find(|found| found.path() == path);
    let lack = match lossy {
        Some(found) => {
            format!("holds `{path}` as `{{{}}}` only, which is equal for different values", found.text)
        }
        None => format!("lacks the field `{path}` of the primary key"),
    };
    let text = template.literal.value();
    let needed = &needed.text;
    ctxt.at(&template.literal).error(format_args!(
        "the key of this lookup {lack}, so two items of `{}` could overwrite each other's copies: add `{{{needed}}}`, as \
         in \"{text}{}{{{needed}}}\", or write `#[lookup(unique, ...)]` if the key is unique",
        entity.ident, entity.delimiter
    ));
}

fn check_shards(ctxt: &Ctxt, entity: &Entity) {
    // A local index has the shards of the primary key.
    let indexes = entity.indexes.iter().filter(|index| !index.local);
    let indexes = indexes.filter_map(|index| Some((index.pk.template()?, index.shards.as_ref()?)));
    let keys = entity.keys().filter_map(|key| Some((&key.pk, key.shards.as_ref()?)));
    for (pk, shards) in keys.chain(indexes) {
        check_shard_has_place(ctxt, entity, pk, shards);
    }
    for key in entity.keys().filter(|key| key.sk.is_none() && entity.primary.sk.is_none()) {
        if let Some(shards) = &key.shards {
            check_shards_hold_several(ctxt, shards);
        }
    }
}

// #[key(pk = "DAY#{day}", sk = "{id}", shards = 8)]
// #[key(pk = "{shard}#{day}#{shard}", sk = "{id}", shards = 8)]
fn check_shard_has_place(ctxt: &Ctxt, entity: &Entity, pk: &Template, shards: &Shards) {
    let text = pk.literal.value();
    match pk.parts.iter().filter(|part| matches!(part, Part::Shard(_))).count() {
        0 => {
            ctxt.at(&shards.meta).error(format_args!(
                "the partition key must contain the shard number: add `{{shard}}`, as in `pk = \"{text}{}{{shard}}\"`",
                entity.delimiter
            ));
        }
        1 => {}
        _ => ctxt.at(&pk.literal).error("`{shard}` is given twice in this template: remove one"),
    }
}

// #[key(pk = "user-{id}-{shard}", shards = 8)]
fn check_shards_hold_several(ctxt: &Ctxt, shards: &Shards) {
    ctxt.at(&shards.meta).error(
        "a partition without a sort key has one item, so it cannot have shards: remove `shards`, and `{shard}` from \
         `pk`",
    );
}

// #[key(pk = "sensor-{temperature}")] with temperature: f64
fn check_segment_types(ctxt: &Ctxt, entity: &Entity) {
    check_always_there(ctxt, entity);
    let mut reported = HashSet::new();
    for segment in entity.templates().flat_map(Template::segments) {
        if segment.field.plain() == Some(Plain::Float) && reported.insert(&segment.field.name) {
            ctxt.at(&segment.field.ty).error(format_args!(
                "a float cannot be a key segment (`{{{}}}`), because `0.1 + 0.2` and `0.3` are different keys: store an integer unit \
                 (cents, millimetres) or use a decimal type",
                segment.text
            ));
        }
    }
}

// #[key(pk = "user-{name}")] with name: Option<String>
fn check_always_there(ctxt: &Ctxt, entity: &Entity) {
    let mut reported = HashSet::new();
    for segment in entity.keys().flat_map(Key::segments) {
        let field = &segment.field;
        if segment.is_misplaced_option() && reported.insert(&field.name) {
            ctxt.at(&field.ty).error(format_args!(
                "`{0}` is optional, but each item needs a primary key (`{{{1}}}`): make the field required, or use it in a \
                 `#[lookup(...)]` or in the key of an index, `#[key(index = \"...\", ...)]`, which items without it do \
                 not have",
                field.name, segment.text
            ));
        }
    }
}

// sk = "{id:lower}" with id: u64
fn check_words_fit(ctxt: &Ctxt, template: &Template) {
    for segment in template.segments() {
        if let Some(takes) = segment.misfit() {
            let ty = segment.field.ty.to_token_stream();
            ctxt.at(&template.literal).error(format_args!(
                "`{{{}}}` has a spec that `{ty}` does not support: {takes}",
                segment.text
            ));
        }
    }
}

// sk = "{path:any}#{id}"
fn check_any_is_last(ctxt: &Ctxt, template: &Template) {
    let mut parts = template.parts.iter().rev();
    parts.next();
    for part in parts {
        if let Part::Segment(segment) = part
            && segment.spec.is_any()
        {
            ctxt.at(&template.literal).error(format_args!(
                "`{{{}}}` matches the rest of the key, so it must be at the end: write `escaped` here",
                segment.text
            ));
        }
    }
}

// sk = "{name}{id}"
fn check_neighbours(ctxt: &Ctxt, template: &Template, delimiter: &str) {
    for pair in template.parts.windows(2) {
        let second = match &pair[1] {
            Part::Segment(second) => second.text.as_str(),
            Part::Shard(_) => shards::NAME,
            Part::Literal(_) => continue,
        };
        if let Part::Segment(first) = &pair[0]
            && first.has_open_end()
            && !first.spec.is_any()
        {
            ctxt.at(&template.literal).error(format_args!(
                "the end of `{{{0}}}` and the start of `{{{1}}}` cannot be found: write a literal between them, as in \
                 `{{{0}}}{delimiter}{{{1}}}`",
                first.text, second
            ));
        }
    }
}
