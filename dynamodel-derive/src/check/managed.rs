//! Rules of managed fields.

use crate::attr::Managed;
use crate::ctxt::Ctxt;
use crate::meta;
use crate::model::{Entity, Field};

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_once(ctxt, entity);
    check_not_in_primary_key(ctxt, entity);
    check_stored(ctxt, entity);
    check_not_exact(ctxt, entity);
    check_draft(ctxt, entity);
}

fn managed(entity: &Entity) -> impl Iterator<Item = (&Field, Managed)> {
    entity.fields.iter().filter_map(|field| Some((&**field, field.managed.as_ref()?.kind)))
}

// #[entity(version)] a: u64, #[entity(version)] b: u64
fn check_once(ctxt: &Ctxt, entity: &Entity) {
    for (position, (field, kind)) in managed(entity).enumerate() {
        let earlier = managed(entity).take(position).find(|(_, other)| *other == kind);
        if let (Some((earlier, _)), Some(word)) = (earlier, &field.managed) {
            let (entity, earlier, name) = (&entity.ident, &earlier.name, meta::name_of(&word.word));
            ctxt.at(&word.word)
                .error(format_args!("`{name}` is given twice in `{entity}`, on `{earlier}` too: remove one"));
        }
    }
}

// #[key(pk = "{id}-{version}")] with #[entity(version)] version: u64
fn check_not_in_primary_key(ctxt: &Ctxt, entity: &Entity) {
    for (field, kind) in managed(entity).filter(|(_, kind)| *kind != Managed::CreatedAt) {
        let named = entity.primary.segments().find(|segment| segment.field.name == field.name);
        if let (Some(segment), Some(word)) = (named, &field.managed) {
            let what = if kind == Managed::Version { "the version" } else { "the time of the last write" };
            ctxt.at(&word.word).error(format_args!(
                "each write changes {what}, which cannot be part of the primary key (`{{{}}}`): remove it from the key",
                segment.text
            ));
        }
    }
}

// #[entity(version)] #[serde(skip)] version: u64
fn check_stored(ctxt: &Ctxt, entity: &Entity) {
    for (field, _) in managed(entity) {
        let Some(managed) = &field.managed else { continue };
        let in_key = field.in_key.as_ref().filter(|_| managed.kind != Managed::CreatedAt);
        if let Some(word) = field.stored.kept_out.as_ref().or(in_key) {
            let role = format!("the `{}` field", meta::name_of(&managed.word));
            ctxt.at(word).error(super::not_stored(&field.name, &role, word));
        }
    }
}

// sk = "{changed:ms:exact}" with #[entity(updated_at)] changed: Timestamp
fn check_not_exact(ctxt: &Ctxt, entity: &Entity) {
    for template in entity.templates() {
        let exact =
            template.segments().find(|segment| segment.spec.is_exact() && segment.field.managed.is_some());
        if let Some(segment) = exact {
            let (name, text) = (&segment.field.name, &segment.text);
            ctxt.at(&template.literal).error(format_args!(
                "`{name}` is set with nanoseconds, which `{{{text}}}` refuses, so no item could be written: remove `exact`"
            ));
        }
    }
}

// #[entity(draft = "NewUser")] on a struct without managed fields
// #[entity(draft = "User")] struct User
fn check_draft(ctxt: &Ctxt, entity: &Entity) {
    let Some(draft) = &entity.draft else { return };
    let ident = &entity.ident;
    if managed(entity).next().is_none() {
        ctxt.at(&draft.word).error(format_args!(
            "`{ident}` has no managed field, so its draft would have all of its fields: remove `draft` and write \
             `{ident}` itself, or add a managed field, such as `#[entity(version)] version: u64`"
        ));
    }
    if draft.name == *ident {
        ctxt.at(&draft.name).error(format_args!(
            "the draft is a struct beside `{ident}`, which needs another name: write `draft = \"New{ident}\"`"
        ));
    }
}
