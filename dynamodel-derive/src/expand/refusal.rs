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

/// Returns the message for a field, or `None` if an update by key can set it.
pub(super) fn refusal(entity: &Entity, field: &Rc<Field>, settable: &Settable) -> Option<Refusal> {
    let name = &field.name;
    let value = snake(&entity.ident);
    let by_loaded = |message, note: &str| by_loaded(entity, message, note);
    Some(match settable {
        Settable::Freely => return None,
        Settable::Never => Refusal {
            message: format!("`{name}` is part of the primary key, which an update cannot change"),
            label: format!("move the loaded value: `{value}.move_to(&changed)`"),
            note: "a move is one transaction, which moves copies and markers too".to_owned(),
        },
        Settable::Keeping => by_loaded(
            format!(
                "the primary key holds a form of `{name}`, and an update by key cannot check that the key does not change"
            ),
            &format!("for a value that changes the key, move the item: `{value}.move_to(&changed)`"),
        ),
        Settable::Unique { markers } => {
            let scope =
                if markers.contains(name) { String::new() } else { format!(" in {}", listed(markers)) };
            by_loaded(
                format!(
                    "`{name}` is unique{scope}, and an update by key cannot release the marker of the old value"
                ),
                "it releases the old value and claims the new one",
            )
        }
        Settable::Expires => by_loaded(
            format!(
                "`{name}` is the expiry of the item, and an update by key cannot update the expiry of its markers"
            ),
            "it updates the markers too",
        ),
        Settable::Managed => Refusal {
            message: format!("`{name}` is a managed field, so an update cannot set it"),
            label: "remove this".to_owned(),
            note: "each write sets it".to_owned(),
        },
        settable => return by_copies(entity, name, settable).or_else(|| by_indexes(entity, field, settable)),
    })
}

/// Returns the message for a field that lookups copy, or that each update changes together with a copied field.
fn by_copies(entity: &Entity, name: &str, settable: &Settable) -> Option<Refusal> {
    let by_loaded = |message, note: &str| by_loaded(entity, message, note);
    Some(match settable {
        Settable::Copied { lookups } => by_loaded(
            format!(
                "`{name}` is copied by {}, and an update by key cannot update the copies",
                counted("lookup", "lookups", lookups)
            ),
            "it updates the copies too",
        ),
        Settable::Carrying { field: other, lookups } => by_loaded(
            format!(
                "each update changes `{other}`, which is copied by {}, and an update by key cannot update the copies",
                counted("lookup", "lookups", lookups)
            ),
            &format!("it updates the copies too; or do not copy `{other}`: `project(include(..))`"),
        ),
        _ => return None,
    })
}

/// Returns the message for a field that is part of index keys, or that each update changes together with such a field.
fn by_indexes(entity: &Entity, field: &Field, settable: &Settable) -> Option<Refusal> {
    let name = &field.name;
    let by_loaded = |message, note: &str| by_loaded(entity, message, note);
    Some(match settable {
        Settable::Raising { field: other, indexes } => by_loaded(
            format!(
                "each update increments `{other}`, which is part of the key of {}, and an update by key does not know its \
                 old value",
                index_names(indexes)
            ),
            "it updates the index key too",
        ),
        Settable::Touching { field: other, indexes } => by_loaded(
            format!(
                "each update changes `{other}`, which is part of the key of {} together with fields that an update by \
                 key does not know",
                index_names(indexes)
            ),
            "it updates the index key too",
        ),
        Settable::Alone { indexes } => Refusal {
            message: format!(
                "`{name}` is part of the key of {}, which an update by key can write only with the whole new value",
                index_names(indexes)
            ),
            label: format!("set the whole field: `.set({}, ..)`", path(entity, field)),
            note: format!("or {}, which updates the index key", loaded(entity)),
        },
        Settable::Together { fields, indexes } => together(entity, field, fields, indexes),
        Settable::Loaded { indexes, unknown } if unknown == name => by_loaded(
            format!(
                "`{name}` is part of the key of {}, which an update by key cannot write",
                index_names(indexes)
            ),
            "it updates the index key too",
        ),
        Settable::Loaded { indexes, unknown } => by_loaded(
            format!(
                "`{name}` is part of the key of {} together with `{unknown}`, which an update by key neither knows from \
                 the primary key nor can set",
                index_names(indexes)
            ),
            "it updates the index key too",
        ),
        _ => return None,
    })
}

/// Returns the message for a change of a field that is stored in the key of an index only, other than setting it.
pub(super) fn only_whole(entity: &Entity, field: &Field) -> Refusal {
    Refusal {
        message: format!(
            "`{}` is stored in the key of an index only (`in_key`), so an update can only set the whole value",
            field.name
        ),
        label: format!("set the whole field: `.set({}, ..)`", path(entity, field)),
        note: "`add`, `set_if_not_exists` and the like change an attribute, which the item does not have"
            .to_owned(),
    }
}

/// Refers to an update of the loaded value.
fn by_loaded(entity: &Entity, message: String, note: &str) -> Refusal {
    Refusal { message, label: loaded(entity), note: note.to_owned() }
}

/// Returns the message for a field that is part of index keys with others, which the update must set too.
fn together(entity: &Entity, field: &Field, fields: &[Rc<Field>], indexes: &[String]) -> Refusal {
    let names =
        |fields: Vec<&Rc<Field>>| -> Vec<String> { fields.iter().map(|field| field.name.clone()).collect() };
    let others = fields.iter().filter(|other| other.name != field.name);
    let (beside, further): (Vec<_>, Vec<_>) = others.partition(|other| meet(entity, field, other));
    let further = match &*names(further) {
        [] => String::new(),
        further => format!(", and of other indexes together with {}", listed(further)),
    };
    Refusal {
        message: format!(
            "`{}` is part of the key of {} together with {}{further}, so an update by key must set all of them",
            field.name,
            index_names(indexes),
            listed(&names(beside))
        ),
        label: format!("write `{}`", set_all(entity, fields)),
        note: format!("or {}, which updates the index keys", loaded(entity)),
    }
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

/// Names each index once, also if several keys are in it.
fn index_names(indexes: &[String]) -> String {
    let mut names: Vec<String> = Vec::new();
    for index in indexes {
        if !names.contains(index) {
            names.push(index.clone());
        }
    }
    counted("index", "indexes", &names)
}

/// "the index `a`", "the indexes `a` and `b`"
fn counted(one: &str, several: &str, names: &[String]) -> String {
    format!("the {} {}", if names.len() == 1 { one } else { several }, listed(names))
}

/// "`a`, `b` and `c`"
fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
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
