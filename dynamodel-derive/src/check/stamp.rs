//! Rules of the fields that the library fills in.

use crate::attr::Stamp;
use crate::ctxt::Ctxt;
use crate::model::{Entity, Field};

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_once(ctxt, entity);
    check_not_in_primary_key(ctxt, entity);
    check_stored(ctxt, entity);
}

fn stamped(entity: &Entity) -> impl Iterator<Item = (&Field, Stamp)> {
    entity.fields.iter().filter_map(|field| Some((&**field, field.stamped.as_ref()?.kind)))
}

// #[entity(version)] a: u64, #[entity(version)] b: u64
fn check_once(ctxt: &Ctxt, entity: &Entity) {
    for (at, (field, stamp)) in stamped(entity).enumerate() {
        let earlier = stamped(entity).take(at).find(|(_, other)| *other == stamp);
        if let (Some((earlier, _)), Some(word)) = (earlier, &field.stamped) {
            let message = format_args!("an entity has one such field, and `{}` is it", earlier.name);
            ctxt.error(&word.word, message);
        }
    }
}

// #[key(pk = "{id}-{version}")] with #[entity(version)] version: u64
fn check_not_in_primary_key(ctxt: &Ctxt, entity: &Entity) {
    for (field, stamp) in stamped(entity).filter(|(_, stamp)| *stamp != Stamp::CreatedAt) {
        let named = entity.primary.segments().find(|segment| segment.field.name == field.name);
        if let (Some(segment), Some(word)) = (named, &field.stamped) {
            let what = if stamp == Stamp::Version { "the version" } else { "the time of the last write" };
            let message = format_args!(
                "each write changes {what}, and with it the primary key (`{{{}}}`), so that it would be another item; \
                 leave it out of the key",
                segment.text
            );
            ctxt.error(&word.word, message);
        }
    }
}

// #[entity(version)] #[serde(skip)] version: u64
fn check_stored(ctxt: &Ctxt, entity: &Entity) {
    for (field, _) in stamped(entity) {
        if let Some(word) = &field.stored.kept_out {
            let message = format_args!(
                "`{}` is filled in when the item is written, so it must be an attribute that is written and read",
                field.name
            );
            ctxt.error(word, message);
        } else if let (Some(in_key), Some(Stamp::Version | Stamp::UpdatedAt)) =
            (&field.in_key, field.stamped.as_ref().map(|stamped| stamped.kind))
        {
            ctxt.error(in_key, "what each write changes is an attribute of its own, not a part of the key");
        }
    }
}
