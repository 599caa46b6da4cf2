//! Rules for the keys of indexes and for conditions on keys.

use std::collections::HashSet;

use crate::ctxt::Ctxt;
use crate::model::{Both, Entity, IndexKey, IndexPart};

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_condition_of_primary(ctxt, entity);
    check_listed_are_stored(ctxt, entity);
    check_listed_once(ctxt, entity);
    check_missing_is_read(ctxt, entity);
    check_condition_has_effect(ctxt, entity);
    check_shapes_exclude(ctxt, entity);
}

// #[key(pk = "user-{id}", sk = "_root", when(name = "x"))]
fn check_condition_of_primary(ctxt: &Ctxt, entity: &Entity) {
    if let Some(when) = entity.primary.when.first() {
        let message = "an item always has its primary key: `when` is for lookups and for the keys of indexes";
        ctxt.error(&when.name, message);
    }
}

// #[key(index = "gsi1", name = "by_x", pk = [x])] with #[serde(skip)] x: u64
fn check_listed_are_stored(ctxt: &Ctxt, entity: &Entity) {
    for listed in entity.listed() {
        let field = &listed.segment.field;
        if field.stored.kept_out.is_some() || field.in_key.is_some() {
            let message = format_args!(
                "`{0}` is not an attribute of its own that could be a key attribute: store it, or write a template, \
                 `\"{{{0}}}\"`",
                field.name
            );
            ctxt.error(&listed.name, message);
        }
    }
}

// pk = [x], sk = [x]
fn check_listed_once(ctxt: &Ctxt, entity: &Entity) {
    for index in &entity.indexes {
        let mut taken = HashSet::new();
        for listed in index.parts().flat_map(IndexPart::listed) {
            if !taken.insert(&listed.segment.field.name) {
                let message = format_args!("`{}` is an attribute of this key already", listed.name);
                ctxt.error(&listed.name, message);
            }
        }
    }
}

// pk = [x] with #[serde(with = "hex")] x: Option<Vec<u8>>
fn check_missing_is_read(ctxt: &Ctxt, entity: &Entity) {
    for listed in entity.listed().filter(|listed| listed.is_optional() && listed.is_custom()) {
        let field = &listed.segment.field;
        if !field.stored.has_default {
            let message = format_args!(
                "an attribute of an index is left out where `{}` is `None`, which serde with a function of its own \
                 does not read back: add `#[serde(default)]` to the field",
                field.name
            );
            ctxt.error(&listed.name, message);
        }
    }
}

// #[key(index = "gsi1", name = "by_x", pk = [x], when(done = false))]
fn check_condition_has_effect(ctxt: &Ctxt, entity: &Entity) {
    for index in &entity.indexes {
        let lists_only = index.parts().all(|part| part.template().is_none());
        if let Some(when) = index.when.first().filter(|_| lists_only) {
            let message = "the attributes of this key are fields, which stay in the item whatever `when` says, and the \
                           item in the index with them: write a template for one of the keys, such as \
                           `sk = \"{field}\"`, or make a field an `Option`";
            ctxt.error(&when.name, message);
        }
    }
}

// #[key(index = "gsi1", name = "by_status", ..)] and #[key(index = "gsi1", name = "by_owner", ..)]
fn check_shapes_exclude(ctxt: &Ctxt, entity: &Entity) {
    for (earlier, index) in entity.shapes() {
        let Both::Unless(values) = earlier.with(index) else { continue };
        // What paths stand for, the compiler knows.
        if values.is_empty() {
            ctxt.error(&index.attribute, both(entity, earlier, index));
        }
    }
}

/// What is said of two keys of one index that may both be there.
pub(crate) fn both(entity: &Entity, earlier: &IndexKey, index: &IndexKey) -> String {
    format!(
        "an item stands in an index once, but `{}` may have the keys `{}` and `{}` of the index \"{}\" at the same \
         time: tell them apart by a field, as in `when(status = Status::Open)` and `when(status = Status::Done)` or \
         `some` and `none`, or give one of them another index",
        entity.ident,
        earlier.name.ident,
        index.name.ident,
        index.index.value()
    )
}
