//! Rules for the stored form of fields: key fields, managed fields and unique fields must be attributes.

use std::collections::{HashMap, HashSet};

use syn::Path;

use crate::attr::Managed;
use crate::ctxt::Ctxt;
use crate::meta;
use crate::model::{Entity, Field, Segment, Template, Unfit, optional};
use crate::spec::Spec;

pub(super) fn all(ctxt: &Ctxt, entity: &Entity) {
    check_key_fields_are_stored(ctxt, entity);
    check_in_key(ctxt, entity);
    check_included(ctxt, entity);
    check_null(ctxt, entity);
    check_model_version(ctxt, entity);
    check_attribute_names(ctxt, entity);
}

// #[key(pk = "user-{user_id}")] with #[serde(skip)] user_id: u64
fn check_key_fields_are_stored(ctxt: &Ctxt, entity: &Entity) {
    let mut reported = HashSet::new();
    for segment in entity.templates().flat_map(Template::segments) {
        let field = &segment.field;
        if let Some(word) = field.stored.kept_out.as_ref().filter(|_| reported.insert(&field.name)) {
            ctxt.at(word).error(not_an_attribute(entity, segment, word));
        }
    }
}

fn not_an_attribute(entity: &Entity, segment: &Segment, word: &Path) -> String {
    let (name, text) = (&segment.field.name, &segment.text);
    let whole =
        |segment: &Segment| segment.field.name == *name && segment.path() == name && !segment.spec.is_lossy();
    let remedy = match (meta::name_of(word).as_str(), segment.nested.last()) {
        ("flatten", Some(nested)) => {
            format!("remove `flatten`, or move `{nested}` from `{name}` into `{}`", entity.ident)
        }
        ("flatten", None) => "remove `flatten`".to_owned(),
        (word, _) if segment.field.in_key.is_some() => {
            format!("remove `#[serde({word})]`, which `in_key` implies")
        }
        (word, _) if entity.primary.segments().any(whole) => {
            format!(
                "write `#[entity(in_key)]` in place of `#[serde({word})]` to store `{name}` in the key only, or remove it"
            )
        }
        (word, _) => format!("remove `#[serde({word})]`"),
    };
    format!("`{name}` is part of a key (`{{{text}}}`), so it must be an attribute of its own: {remedy}")
}

/// Returns the message for a field that must be an attribute but is kept out of the item by this argument.
pub(super) fn not_stored(name: &str, role: &str, word: &Path) -> String {
    let word = meta::name_of(word);
    let word = if word == "in_key" { word } else { format!("#[serde({word})]") };
    format!("`{name}` is {role}, so it must be an attribute that is written and read: remove `{word}`")
}

// #[entity(in_key)] title: String, where no key names `title`
fn check_in_key(ctxt: &Ctxt, entity: &Entity) {
    for field in &entity.fields {
        // Another rule reports a field that each write changes.
        let changes = field.managed.as_ref().is_some_and(|managed| managed.kind != Managed::CreatedAt);
        let Some(word) = field.in_key.as_ref().filter(|_| !changes) else { continue };
        let name = &field.name;
        if let Some(custom) = &field.stored.custom {
            ctxt.at(custom).error(format_args!(
                    "`{name}` is stored in the key only (`in_key`), and this function does not write the key: remove the \
                     function, or `in_key`"
                ));
            continue;
        }
        // A lookup without the fields of the primary key is reported itself.
        let restored = |segment: &Segment| segment.field.name == *name && segment.restores_field();
        let is_held = entity.primary.segments().any(restored) || entity.index_of(field).is_some();
        if field.stored.kept_out.is_none() && !is_held {
            ctxt.at(word).error(lost(entity, field));
        }
    }
}

/// Returns the message for a field that neither the primary key nor that of an index gives back.
fn lost(entity: &Entity, field: &Field) -> String {
    let name = &field.name;
    let reasons = entity.indexes.iter().filter_map(|index| Some((index, entity.unfit(index, field)??)));
    let Some((index, unfit)) = reasons.min_by_key(|(_, unfit)| matches!(unfit, Unfit::Lossy(_))) else {
        if let Some(cased) = entity.primary.segments().find_map(|segment| exact_case(segment, field)) {
            return format!(
                "`{name}` would be lost, because the primary key holds it in one case: write `{cased}`, which refuses \
                 values in another case, or remove `in_key`"
            );
        }
        return format!(
            "`{name}` would be lost, because the primary key does not hold the whole value: add `{{{name}}}` to its \
             templates or to those of an index key, or remove `in_key`"
        );
    };
    let key = format!("the key `{}` of the index `{}`", index.name.ident, index.index.value());
    match unfit {
        Unfit::Lossy(segment) => match exact_case(segment, field) {
            Some(cased) => format!(
                "`{name}` would be lost, because {key} holds it in one case: write `{cased}` there, which refuses values \
                 in another case, or remove `in_key`"
            ),
            None => format!(
                "`{name}` would be lost, because no key holds the whole value: {key} holds only `{{{}}}`: write \
                 `{{{name}}}` there, or remove `in_key`",
                segment.text
            ),
        },
        Unfit::Conditional(tested) => format!(
            "`{name}` would be lost in an item without {key}, which has a condition on `{}`: remove the `when`, or \
             `in_key`",
            tested.name
        ),
        Unfit::Optional(other) => format!(
            "`{name}` would be lost in an item without `{}`, which has no key in the index `{}`: remove `in_key`, or the \
             `Option` of `{}`",
            other.name,
            index.index.value(),
            other.name
        ),
        Unfit::OtherKey(other) => format!(
            "`{name}` would be lost in an item whose key in the index `{}` is `{}` in place of `{}`: remove `in_key`, or \
             give one of the keys another index",
            index.index.value(),
            other.name.ident,
            index.name.ident
        ),
    }
}

/// `{email:lower:exact}`, for the segment `{email:lower}` of the field.
fn exact_case(segment: &Segment, field: &Field) -> Option<String> {
    let is_cased =
        segment.nested.is_empty() && matches!(segment.spec, Spec::Text(_)) && segment.spec.is_lossy();
    (is_cased && segment.field.name == field.name).then(|| format!("{{{}:exact}}", segment.text))
}

// #[entity(in_key)] warehouse: u64, in the key of `gsi2` only, and `project(include(warehouse))` on `gsi1`
fn check_included(ctxt: &Ctxt, entity: &Entity) {
    for (position, index) in entity.indexes.iter().enumerate() {
        for field in index.project.included() {
            let holder = entity.index_of(field).filter(|holder| *holder != position);
            if let Some(holder) = holder.and_then(|holder| entity.indexes.get(holder)) {
                ctxt.at(&index.attribute).error(format_args!(
                    "`{0}` is stored in the key of the index `{1}` only (`in_key`), so the index `{2}` cannot include it: \
                     remove it from this `project(include(...))`, or remove `in_key`",
                    field.name,
                    holder.index.value(),
                    index.index.value()
                ));
            }
        }
    }
}

// #[entity(null)] title: String
// #[entity(null)] #[serde(skip_serializing_if = "Option::is_none")] title: Option<String>
fn check_null(ctxt: &Ctxt, entity: &Entity) {
    for field in &entity.fields {
        let Some(word) = &field.null else { continue };
        let name = &field.name;
        if optional(&field.ty).is_none() {
            ctxt.at(word).error(format_args!(
                "`null` stores `None` as NULL, and the type of `{name}` is not an `Option`: remove `null`"
            ));
        } else if field.stored.left_out.is_some() {
            ctxt.at(word).error(format_args!(
                "`{name}` is stored as NULL by `null` and left out by `skip_serializing_if`: remove one of them"
            ));
        } else if let Some(other) =
            field.ttl.as_ref().or(field.in_key.as_ref()).or(field.stored.kept_out.as_ref())
        {
            let other = meta::name_of(other);
            ctxt.at(word).error(format_args!(
                "`{name}` has no attribute that could be NULL (`{other}`): remove `null`"
            ));
        }
    }
}

// #[entity(model_version)] a: V1, #[entity(model_version)] b: V1
// #[entity(model_version)] #[serde(skip)] model: V1
fn check_model_version(ctxt: &Ctxt, entity: &Entity) {
    let fields = entity.fields.iter().filter_map(|field| Some((field, field.model_version.as_ref()?)));
    for (position, (field, word)) in fields.enumerate() {
        let other = field.stored.custom.as_ref().or(field.in_key.as_ref()).or(field.stored.kept_out.as_ref());
        if position > 0 {
            ctxt.at(word).error("`model_version` is given twice: remove one");
        } else if let Some(other) = other {
            ctxt.at(other).error(not_stored(&field.name, "the `model_version` field", other));
        }
    }
}

// #[serde(rename = "name")] title: String, name: String
fn check_attribute_names(ctxt: &Ctxt, entity: &Entity) {
    let mut taken: HashMap<&String, &Field> = HashMap::new();
    for field in &entity.fields {
        let Some(attribute) = &field.stored.attribute else { continue };
        let Some(earlier) = taken.insert(attribute, field) else { continue };
        let message = format_args!(
            "`{}` and `{}` are both stored as `{attribute}`: rename one of them",
            earlier.name, field.name
        );
        match field.stored.renamed.as_ref().or(earlier.stored.renamed.as_ref()) {
            Some(rename) => ctxt.at(rename).error(message),
            None => ctxt.at(&field.ident).error(message),
        }
    }
}
