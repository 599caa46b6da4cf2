//! Rules of the TTL field.

use std::collections::HashSet;

use syn::GenericParam;

use crate::ctxt::Ctxt;
use crate::model::{self, Entity, Field, Plain, Segment};
use crate::spec::{Spec, Time, Unit};

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_one(ctxt, entity);
    if let Some(field) = entity.ttl() {
        check_stored(ctxt, field);
        check_concrete(ctxt, entity, field);
        check_key_segments(ctxt, entity);
    }
}

// #[entity(ttl)] expires_at: Timestamp, #[entity(ttl)] until: Timestamp
fn check_one(ctxt: &Ctxt, entity: &Entity) {
    for field in entity.fields.iter().filter(|field| field.ttl.is_some()).skip(1) {
        ctxt.at(&field.ttl).error(format_args!(
            "`ttl` is given twice in `{}`, on `{}` too: remove one",
            entity.ident,
            entity.ttl().map_or("", |first| &first.name)
        ));
    }
}

// #[entity(ttl)] #[serde(skip)] expires_at: Timestamp
// #[entity(ttl, in_key)] expires_at: Timestamp
fn check_stored(ctxt: &Ctxt, field: &Field) {
    let word = field.stored.kept_out.as_ref().or(field.in_key.as_ref());
    if let Some(word) = word {
        ctxt.at(word).error(super::not_stored(&field.name, "the `ttl` field", word));
    }
}

// struct Session<T> { #[entity(ttl)] expires_at: T }
fn check_concrete(ctxt: &Ctxt, entity: &Entity, field: &Field) {
    let params = entity.generics.params.iter().filter_map(|param| match param {
        GenericParam::Type(param) => Some(param.ident.to_string()),
        GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
    });
    if model::mentions(&field.ty, &params.collect::<Vec<_>>()) {
        ctxt.at(&field.ty).error(
            "the type of a `ttl` field cannot be a generic parameter: write a time, or an integer of seconds since \
             1970",
        );
    }
}

// #[key(pk = "session", sk = "{expires_at}")] with #[entity(ttl)] expires_at: Timestamp
fn check_key_segments(ctxt: &Ctxt, entity: &Entity) {
    let mut reported = HashSet::new();
    for template in entity.templates() {
        for segment in template.segments().filter(|segment| loses_fraction(segment)) {
            if reported.insert(&segment.text) {
                let (name, text) = (&segment.field.name, &segment.text);
                ctxt.at(&template.literal).error(format_args!(
                    "`{name}` is the `ttl` field, which is stored in whole seconds, so the key `{{{text}}}` would not match \
                     the stored time: write `{{{name}:s}}`"
                ));
            }
        }
    }
}

/// Returns `true` if the key holds a fraction of a second, which the TTL attribute loses.
fn loses_fraction(segment: &Segment) -> bool {
    let whole = match segment.spec {
        Spec::Time(Time { unit, .. }) => matches!(unit, Unit::Seconds | Unit::Hour | Unit::Unix(_)),
        spec => matches!(spec, Spec::Date(_)),
    };
    segment.field.ttl.is_some() && !whole && integer(&segment.field.ty) != Some(Plain::Integer)
}

fn integer(ty: &syn::Type) -> Option<Plain> {
    model::plain(model::optional(ty).unwrap_or(ty))
}
