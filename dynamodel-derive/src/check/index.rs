//! Rules for the keys of indexes and for conditions on keys.

use std::collections::HashSet;

use crate::ctxt::Ctxt;
use crate::meta;
use crate::model::{Both, Entity, IndexKey, IndexPart, Listed};

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_condition_of_primary(ctxt, entity);
    check_listed_are_stored(ctxt, entity);
    check_conditions_are_stored(ctxt, entity);
    check_listed_once(ctxt, entity);
    check_missing_is_read(ctxt, entity);
    check_condition_has_effect(ctxt, entity);
    check_shapes_exclude(ctxt, entity);
    check_unread(ctxt, entity);
}

// #[entity(unread_index = "gsi1")] with #[key(index = "gsi1", ..)]
fn check_unread(ctxt: &Ctxt, entity: &Entity) {
    for name in &entity.unread {
        let mut keys = entity.indexes.iter().filter(|key| key.index.value() == name.value());
        if let Some(key) = keys.next() {
            ctxt.at(name).error(format_args!(
                "`{}` is read from the index `{}` by its key `{}`: remove `unread_index`, or the key",
                entity.ident,
                name.value(),
                key.name.ident
            ));
        }
    }
}

// #[key(pk = "user-{id}", sk = "_root", when(name = "x"))]
fn check_condition_of_primary(ctxt: &Ctxt, entity: &Entity) {
    if let Some(when) = entity.primary.when.first() {
        ctxt.at(&when.name).error(
            "each item needs a primary key, so it cannot have a condition: `when` is for lookups and the keys of \
             indexes",
        );
    }
}

// #[key(index = "gsi1", name = "by_x", pk = [x])] with #[serde(skip)] x: u64
fn check_listed_are_stored(ctxt: &Ctxt, entity: &Entity) {
    for listed in entity.listed() {
        let field = &listed.segment.field;
        let name = &field.name;
        if let Some(word) = &field.stored.kept_out {
            let word = meta::name_of(word);
            ctxt.at(&listed.name).error(format_args!(
                "`{name}` is not an attribute of its own (`#[serde({word})]`), so it cannot be a key attribute of an \
                 index: remove `{word}`"
            ));
        } else if field.in_key.is_some() {
            ctxt.at(&listed.name).error(format_args!(
                "`{name}` is stored in the key only (`#[entity(in_key)]`), so it cannot be a key attribute of an index: \
                 remove `in_key`, or write a template, `\"{{{name}}}\"`"
            ));
        }
    }
}

// when(note = some) with #[serde(skip)] note: Option<String>
fn check_conditions_are_stored(ctxt: &Ctxt, entity: &Entity) {
    let lookups = entity.lookups.iter().flat_map(|lookup| &lookup.when);
    for when in entity.indexes.iter().flat_map(|index| &index.when).chain(lookups) {
        if let Some(word) = &when.field.stored.kept_out {
            let (name, word) = (&when.field.name, meta::name_of(word));
            ctxt.at(&when.name).error(format_args!(
                "`{name}` is not an attribute of its own (`#[serde({word})]`), so a read would lose the value that `when` \
                 compares: remove `{word}`, or compare another field"
            ));
        }
    }
}

// pk = [x], sk = [x]
fn check_listed_once(ctxt: &Ctxt, entity: &Entity) {
    for index in &entity.indexes {
        let mut taken = HashSet::new();
        for listed in index.parts().flat_map(IndexPart::listed) {
            if !taken.insert(&listed.segment.field.name) {
                ctxt.at(&listed.name)
                    .error(format_args!("`{}` is given twice in this key: remove one", listed.name));
            }
        }
    }
}

// pk = [x] with #[serde(with = "hex")] x: Option<Vec<u8>>
fn check_missing_is_read(ctxt: &Ctxt, entity: &Entity) {
    for listed in entity.listed().filter(|listed| listed.is_optional() && listed.is_custom()) {
        let stored = &listed.segment.field.stored;
        // The compiler asks the form of a module.
        if !stored.has_default && stored.module.is_none() {
            ctxt.at(&listed.name).error(unread(listed));
        }
    }
}

/// Returns the message for an optional field in a list key whose serde function does not read a missing attribute.
pub(crate) fn unread(listed: &Listed) -> String {
    format!(
        "an item without `{0}` lacks the attribute, which a serde function does not read as `None`: add \
         `#[serde(default)]` to `{0}`",
        listed.segment.field.name
    )
}

// #[key(index = "gsi1", name = "by_x", pk = [x], when(done = false))]
fn check_condition_has_effect(ctxt: &Ctxt, entity: &Entity) {
    for index in &entity.indexes {
        let lists_only = index.parts().all(|part| part.template().is_none());
        if let Some(when) = index.when.first().filter(|_| lists_only) {
            let (word, part) = index.sk.as_ref().map_or(("pk", &index.pk), |sk| ("sk", sk));
            let template = part.listed().iter().map(|listed| format!("{{{}}}", listed.segment.path()));
            let template = template.collect::<Vec<_>>().join(&entity.delimiter);
            let optional = part.listed().first().map_or("", |listed| listed.segment.path());
            ctxt.at(&when.name).error(format_args!(
                "`when` cannot keep an item out of this index, because its key attributes are fields. Write one key as a \
                 template, `{word} = \"{template}\"`, with an attribute of its own in the table's `#[index(...)]`; or \
                 remove `when` and make a field of the key, such as `{optional}`, an `Option`"
            ));
        }
    }
}

// #[key(index = "gsi1", name = "by_status", ..)] and #[key(index = "gsi1", name = "by_owner", ..)]
fn check_shapes_exclude(ctxt: &Ctxt, entity: &Entity) {
    for (earlier, index) in entity.shapes() {
        let Both::Unless(values) = earlier.with(index) else { continue };
        // The compiler compares the values of paths.
        if values.is_empty() {
            ctxt.at(&index.attribute).error(both(entity, earlier, index));
        }
    }
}

/// Returns the message for two keys of one index that one item may have.
pub(crate) fn both(entity: &Entity, earlier: &IndexKey, index: &IndexKey) -> String {
    format!(
        "an item has one key in an index, but `{}` may have the keys `{}` and `{}` of the index `{}` at the same time: \
         compare a field in the `when(...)` of each, with different values (or `some` and `none`), or give one of them \
         another index",
        entity.ident,
        earlier.name.ident,
        index.name.ident,
        index.index.value()
    )
}
