//! The messages for fields that an update by key cannot set.

use std::rc::Rc;

use proc_macro2::Ident;

use crate::model::{Entity, Field, Settable, meet, text_of};

/// The message for a field that an update by key cannot set.
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
            message: format!("`{name}` is part of the primary key, which an update cannot change"),
            label: format!("move the loaded value: `{value}.move_to(&changed)`"),
            note: "a move is one transaction, which moves copies and markers too".to_owned(),
        },
        Settable::Keeping => Refusal {
            message: format!(
                "the primary key holds a form of `{name}`, and an update by key cannot check that the key does not change"
            ),
            label: loaded,
            note: format!("for a value that changes the key, move the item: `{value}.move_to(&changed)`"),
        },
        Settable::Unique { markers } => Refusal {
            message: format!(
                "`{name}` is unique{}, and an update by key cannot release the marker of the old value",
                if markers.contains(name) {
                    String::new()
                } else {
                    format!(" in `{}`", markers.join("`, `"))
                }
            ),
            label: loaded,
            note: "it releases the old value and claims the new one".to_owned(),
        },
        Settable::Expires => Refusal {
            message: format!(
                "`{name}` is the expiry of the item, and an update by key cannot update the expiry of its markers"
            ),
            label: loaded,
            note: "it updates the markers too".to_owned(),
        },
        Settable::Managed => Refusal {
            message: format!("`{name}` is a managed field, so an update cannot set it"),
            label: "remove this".to_owned(),
            note: "each write sets it".to_owned(),
        },
        Settable::Copied { lookups } => Refusal {
            message: format!(
                "{} copies `{name}`, and an update by key cannot update the copies",
                lookup_names(lookups)
            ),
            label: loaded,
            note: "it updates the copies too".to_owned(),
        },
        Settable::Carrying { .. } | Settable::Raising { .. } | Settable::Touching { .. } => {
            by_others(entity, settable)?
        }
        Settable::Alone { .. } | Settable::Together { .. } | Settable::Loaded { .. } => {
            by_indexes(entity, field, settable)?
        }
    })
}

/// Returns the message if each update by key would leave a copy or an index key of another field stale.
fn by_others(entity: &Entity, settable: &Settable) -> Option<Refusal> {
    let loaded = loaded(entity);
    Some(match settable {
        Settable::Carrying { field: other, lookups } => Refusal {
            message: format!(
                "each update changes `{other}`, which {} copies, and an update by key cannot update the copies",
                lookup_names(lookups)
            ),
            label: loaded,
            note: format!("it updates the copies too; or do not copy `{other}`: `project(include(..))`"),
        },
        Settable::Raising { field: other, indexes } => Refusal {
            message: format!(
                "each update increments `{other}`, which is part of the key of {}, and an update by key does not know its old value",
                index_names(indexes)
            ),
            label: loaded,
            note: "it updates the index key too".to_owned(),
        },
        Settable::Touching { field: other, indexes } => Refusal {
            message: format!(
                "each update changes `{other}`, which is part of the key of {} together with fields that an update by \
                 key does not know",
                index_names(indexes)
            ),
            label: loaded,
            note: "it updates the index key too".to_owned(),
        },
        _ => return None,
    })
}

/// Returns the message for a field that is part of index keys.
fn by_indexes(entity: &Entity, field: &Field, settable: &Settable) -> Option<Refusal> {
    let (name, path, loaded) = (&field.name, path(entity, field), loaded(entity));
    Some(match settable {
        Settable::Alone { indexes } => Refusal {
            message: format!(
                "`{name}` is part of the key of {}, which an update by key can write only with the whole new value",
                index_names(indexes)
            ),
            label: format!("set the whole field: `.set({path}, ..)`"),
            note: format!("or {loaded}, which updates the index key"),
        },
        Settable::Together { fields, indexes } => {
            let others = fields.iter().filter(|other| other.name != field.name);
            let (beside, further): (Vec<_>, Vec<_>) = others.partition(|other| meet(entity, field, other));
            let further = match &*named(&further) {
                [] => String::new(),
                further => format!(", and of other indexes together with {}", listed(further)),
            };
            Refusal {
                message: format!(
                    "`{name}` is part of the key of {} together with {}{further}, so an update by key must set all of them",
                    index_names(indexes),
                    listed(&named(&beside))
                ),
                label: format!("write `{}`", set_all(entity, fields)),
                note: format!("or {loaded}, which updates the index keys"),
            }
        }
        Settable::Loaded { indexes, unknown } => Refusal {
            message: if unknown == name {
                format!(
                    "`{name}` is part of the key of {}, which an update by key cannot write",
                    index_names(indexes)
                )
            } else {
                format!(
                    "`{name}` is part of the key of {} together with `{unknown}`, which an update by key neither knows \
                     from the primary key nor can set",
                    index_names(indexes)
                )
            },
            label: loaded,
            note: "it updates the index key too".to_owned(),
        },
        _ => return None,
    })
}

/// The remedy that always exists: updating the loaded value.
fn loaded(entity: &Entity) -> String {
    let update = &entity.functions.update;
    format!(
        "load the value and write `{}.update()` in place of `{}::{update}(..)`",
        snake(&entity.ident),
        entity.ident
    )
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
