//! What the compiler says of fields that an update by key cannot set, or not like this.

use std::rc::Rc;

use proc_macro2::Ident;

use crate::model::{Entity, Field, Settable, Time, meet, text_of};

/// What is said of a field that an update by key cannot set, or not like this.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) label: String,
    pub(super) note: String,
}

/// `None` where nothing is refused.
pub(super) fn refusal(entity: &Entity, field: &Rc<Field>, settable: &Settable) -> Option<Refusal> {
    let (name, value, loaded) = (&field.name, snake(&entity.ident), loaded(entity));
    Some(match settable {
        Settable::Freely => return None,
        Settable::Never => Refusal {
            message: format!("`{name}` is part of the primary key, which an update leaves as it is"),
            label: format!("move the loaded value: `{value}.move_to(&changed)`"),
            note: "a move is one transaction, and all that follows from the item goes with it".to_owned(),
        },
        Settable::Keeping => Refusal {
            message: format!(
                "`{name}` makes a part of the primary key, and an update by key does not know whether the key stays"
            ),
            label: loaded,
            note: format!(
                "it takes a value that keeps the key; one that changes the key is moved: `{value}.move_to(&changed)`"
            ),
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
            label: loaded,
            note: "it releases the value before and claims the new one".to_owned(),
        },
        Settable::Expires => Refusal {
            message: format!(
                "`{name}` is when the item expires, and an update by key would leave the markers of what is unique to \
                 expire as before"
            ),
            label: loaded,
            note: "the markers of its unique fields follow".to_owned(),
        },
        Settable::Stamped => Refusal {
            message: format!("`{name}` is filled in by each write, so an update does not set it"),
            label: "remove this".to_owned(),
            note: "the library fills it in, whatever the value has".to_owned(),
        },
        Settable::Copied { lookups } => Refusal {
            message: format!(
                "`{name}` is copied by {}, and an update by key would leave the copy as it was",
                lookup_names(lookups)
            ),
            label: loaded,
            note: "the copies follow".to_owned(),
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
    let loaded = loaded(entity);
    Some(match settable {
        Settable::Carrying { field: other, lookups } => Refusal {
            message: format!(
                "each update changes `{other}`, which is copied by {}, and an update by key would leave the copy as it was",
                lookup_names(lookups)
            ),
            label: loaded,
            note: format!(
                "the copies follow; or let the lookup leave `{other}` out: `project(include(..))`{}",
                or_untouched(entity, field, other)
            ),
        },
        Settable::Raising { field: other, indexes } => Refusal {
            message: format!(
                "each update raises `{other}`, which makes the key of {}, and an update by key does not know what it was",
                index_names(indexes)
            ),
            label: loaded,
            note: "the index key follows".to_owned(),
        },
        Settable::Touching { field: other, indexes } => Refusal {
            message: format!(
                "each update changes `{other}`, which makes the key of {} together with fields that an update \
                 by key does not know",
                index_names(indexes)
            ),
            label: loaded,
            note: format!("the index key follows{}", or_untouched(entity, field, other)),
        },
        _ => return None,
    })
}

/// Where the field makes keys of indexes.
fn by_indexes(entity: &Entity, field: &Field, settable: &Settable) -> Option<Refusal> {
    let (name, path, loaded) = (&field.name, path(entity, field), loaded(entity));
    Some(match settable {
        Settable::Alone { indexes } => Refusal {
            message: format!(
                "`{name}` makes the key of {}, which an update by key can write only if it knows the new value",
                index_names(indexes)
            ),
            label: format!("set the whole field: `.set({path}, ..)`"),
            note: format!("or {loaded}, whose index key follows"),
        },
        Settable::Together { fields, indexes } => {
            let others = fields.iter().filter(|other| other.name != field.name);
            let (beside, further): (Vec<_>, Vec<_>) = others.partition(|other| meet(entity, field, other));
            let further = match &*named(&further) {
                [] => String::new(),
                further => format!(", and through other indexes with {}", listed(further)),
            };
            Refusal {
                message: format!(
                    "`{name}` makes the key of {} together with {}{further}, so an update by key has to set all of them",
                    index_names(indexes),
                    listed(&named(&beside))
                ),
                label: format!("write `{}`", set_all(entity, fields)),
                note: format!("or {loaded}, whose index keys follow"),
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
            label: loaded,
            note: "the index key follows".to_owned(),
        },
        _ => return None,
    })
}

/// The remedy that helps wherever there is one.
fn loaded(entity: &Entity) -> String {
    let update = &entity.functions.update;
    format!(
        "load the value and write `{}.update()` in place of `{}::{update}(..)`",
        snake(&entity.ident),
        entity.ident
    )
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

fn named(fields: &[&Rc<Field>]) -> Vec<String> {
    fields.iter().map(|field| format!("`{}`", field.name)).collect()
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
