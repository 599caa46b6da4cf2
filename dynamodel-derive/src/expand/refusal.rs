//! What the compiler says of fields that an update by key cannot set, or not like this.

use std::rc::Rc;

use proc_macro2::Ident;

use crate::model::{Entity, Field, Settable, Time, text_of};

/// What is said of a field that an update by key cannot set, or not like this.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) label: String,
    pub(super) note: String,
}

/// `None` where nothing is refused.
pub(super) fn refusal(entity: &Entity, field: &Rc<Field>, settable: &Settable) -> Option<Refusal> {
    let (name, value, loaded) = (&field.name, snake(&entity.ident), loaded(entity, field));
    Some(match settable {
        Settable::Freely => return None,
        Settable::Never => Refusal {
            message: format!("`{name}` is part of the primary key, which an update leaves as it is"),
            label: "part of the primary key".to_owned(),
            note: format!("an item gets another key by moving it: `{value}.move_to(&changed)`"),
        },
        Settable::Unique { markers } => Refusal {
            message: format!(
                "`{name}` is unique{}, and an update by key would leave the marker of the value before",
                if markers.contains(name) {
                    String::new()
                } else {
                    format!(" in `{}`", markers.join("`, `"))
                }
            ),
            label: "unique".to_owned(),
            note: format!("{loaded}, which releases the value before and claims the new one"),
        },
        Settable::Expires => Refusal {
            message: format!(
                "`{name}` is when the item expires, and an update by key would leave the markers of what is unique to \
                 expire as before"
            ),
            label: "markers expire with their item".to_owned(),
            note: format!("{loaded}, whose markers follow"),
        },
        Settable::Stamped => Refusal {
            message: format!("`{name}` is filled in by each write, so an update does not set it"),
            label: "filled in by the library".to_owned(),
            note: "leave it out; a `put` writes a whole item".to_owned(),
        },
        Settable::Copied { lookups } => Refusal {
            message: format!(
                "`{name}` is copied by {}, and an update by key would leave the copy as it was",
                lookup_names(lookups)
            ),
            label: format!("copied by {}", lookup_names(lookups)),
            note: format!("{loaded}, whose copies follow"),
        },
        Settable::Carrying { .. } | Settable::Raising { .. } | Settable::Touching { .. } => {
            by_others(entity, field, settable)?
        }
        Settable::Alone { .. } | Settable::Together { .. } | Settable::Loaded { .. } => {
            by_indexes(entity, field, settable)?
        }
    })
}

/// Where each update by key would leave something of another field behind.
fn by_others(entity: &Entity, field: &Rc<Field>, settable: &Settable) -> Option<Refusal> {
    let loaded = loaded(entity, field);
    Some(match settable {
        Settable::Carrying { field: other, lookups } => Refusal {
            message: format!(
                "each update changes `{other}`, which is copied by {}, and an update by key would leave the copy as it was",
                lookup_names(lookups)
            ),
            label: "a copy would be left as it was".to_owned(),
            note: format!(
                "{loaded}, whose copies follow, or let the lookup leave `{other}` out: `project(include(..))`{}",
                or_untouched(entity, field, other)
            ),
        },
        Settable::Raising { field: other, indexes } => Refusal {
            message: format!(
                "each update raises `{other}`, which makes the key of {}, and an update by key does not know what it was",
                index_names(indexes)
            ),
            label: "an index key would be left as it was".to_owned(),
            note: loaded,
        },
        Settable::Touching { field: other, indexes } => Refusal {
            message: format!(
                "each update changes `{other}`, which makes the key of {} together with fields that an update \
                 by key does not know",
                index_names(indexes)
            ),
            label: "an index key would be left as it was".to_owned(),
            note: format!("{loaded}{}", or_untouched(entity, field, other)),
        },
        _ => return None,
    })
}

/// Where the field makes keys of indexes.
fn by_indexes(entity: &Entity, field: &Field, settable: &Settable) -> Option<Refusal> {
    let (name, path, loaded) = (&field.name, path(entity, field), loaded(entity, field));
    Some(match settable {
        Settable::Alone { indexes } => Refusal {
            message: format!(
                "`{name}` makes the key of {}, which an update by key can write only if it knows the new value",
                index_names(indexes)
            ),
            label: "the new value depends on the stored one".to_owned(),
            note: format!("set the whole field, `.set({path}, ..)`, or {loaded}"),
        },
        Settable::Together { fields, indexes } => {
            let others: Vec<String> = others(fields, field);
            Refusal {
                message: format!(
                    "`{name}` makes the key of {} together with {}, so an update by key has to set all of them",
                    index_names(indexes),
                    listed(&others)
                ),
                label: format!("set without {}", listed(&others)),
                note: format!("set them together: `{}`, or {loaded}", set_all(entity, fields)),
            }
        }
        Settable::Loaded { indexes, unknown } => Refusal {
            message: if unknown == name {
                format!(
                    "`{name}` makes the key of {}, which an update by key cannot write",
                    index_names(indexes)
                )
            } else {
                format!(
                    "`{name}` makes the key of {} together with `{unknown}`, which an update by key neither knows from \
                     the primary key nor may set",
                    index_names(indexes)
                )
            },
            label: "an index key would be left as it was".to_owned(),
            note: loaded,
        },
        _ => return None,
    })
}

/// The remedy that helps wherever there is one.
fn loaded(entity: &Entity, field: &Field) -> String {
    format!("update the loaded value: `{}.update().set({}, ..)`", snake(&entity.ident), path(entity, field))
}

/// The remedy that is to leave the time of the last write, where it is one.
fn or_untouched(entity: &Entity, field: &Rc<Field>, time: &str) -> String {
    let settable = match Settable::of(entity, field, Time::Untouched) {
        Settable::Freely | Settable::Alone { .. } => format!(".set({}, ..)", path(entity, field)),
        Settable::Together { fields, .. } => set_all(entity, &fields),
        _ => return String::new(),
    };
    let update = &entity.functions.update;
    format!("; or leave `{time}` as it is: `{}::{update}(..).untouched(){settable}`", entity.ident)
}

/// `.set_all((Task::FIELDS.status, Task::FIELDS.due), (status, due))`
fn set_all(entity: &Entity, fields: &[Rc<Field>]) -> String {
    let paths: Vec<String> = fields.iter().map(|field| path(entity, field)).collect();
    let values: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    format!(".set_all(({}), ({}))", paths.join(", "), values.join(", "))
}

fn path(entity: &Entity, field: &Field) -> String {
    format!("{}::FIELDS.{}", entity.ident, field.ident)
}

fn others(fields: &[Rc<Field>], field: &Field) -> Vec<String> {
    let others = fields.iter().filter(|other| other.name != field.name);
    others.map(|other| format!("`{}`", other.name)).collect()
}

fn index_names(indexes: &[String]) -> String {
    let names: Vec<String> = indexes.iter().map(|name| format!("`{name}`")).collect();
    format!("{} {}", if names.len() == 1 { "the index" } else { "the indexes" }, listed(&names))
}

fn lookup_names(lookups: &[String]) -> String {
    let names: Vec<String> = lookups.iter().map(|name| format!("`{name}`")).collect();
    format!("{} {}", if names.len() == 1 { "the lookup" } else { "the lookups" }, listed(&names))
}

/// `a`, `b` and `c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

/// `my_task` of `MyTask`: how a user may call a value.
fn snake(ident: &Ident) -> String {
    let mut name = String::new();
    for character in text_of(ident).chars() {
        if character.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    name
}
