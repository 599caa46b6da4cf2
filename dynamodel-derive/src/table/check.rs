//! Rules across the attributes of a table.

use quote::ToTokens;
use syn::LitStr;

use super::attr::{Attributes, SortKey};
use super::model::Table;
use crate::ctxt::Ctxt;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules>
const TABLE_NAME: std::ops::RangeInclusive<usize> = 3..=255;
/// The same page: key attributes, in bytes.
const KEY_NAME: std::ops::RangeInclusive<usize> = 1..=255;

pub(super) fn check(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    check_table_name(ctxt, attributes);
    check_attribute_names(ctxt, attributes);
    check_distinct_names(ctxt, attributes, table);
    check_sort_key_type(ctxt, attributes);
    check_shared_have_types(ctxt, attributes);
    check_index_names(ctxt, attributes);
    check_index_attributes(ctxt, attributes, table);
    check_attribute_counts(ctxt, attributes);
    check_index_types(ctxt, attributes);
    check_types_agree(ctxt, attributes, table);
    check_index_counts(ctxt, attributes);
}

/// `name = "a table"`
fn check_table_name(ctxt: &Ctxt, attributes: &Attributes) {
    let Some(literal) = &attributes.name else { return };
    let name = literal.value();
    let is_valid = |character: char| character.is_ascii_alphanumeric() || "_.-".contains(character);
    if let Some(wrong) = name.chars().find(|character| !is_valid(*character)) {
        ctxt.error(
            literal,
            format_args!("`{wrong}` cannot stand in a table name: use letters, digits, `_`, `.` and `-`"),
        );
    } else if !TABLE_NAME.contains(&name.len()) {
        ctxt.error(literal, "a table name has 3 to 255 characters");
    }
}

/// `pk = ""`
fn check_attribute_names(ctxt: &Ctxt, attributes: &Attributes) {
    let sk = match &attributes.sk {
        SortKey::Named(name) => Some(name),
        SortKey::Default | SortKey::None => None,
    };
    let of_writes = [&attributes.revision_attribute, &attributes.owner_attribute];
    let own = [&attributes.type_attribute, &attributes.ttl_attribute].into_iter().chain(of_writes);
    let names = std::iter::once(&attributes.pk).chain(own);
    for name in names.filter_map(Option::as_ref).chain(sk) {
        if !KEY_NAME.contains(&name.value().len()) {
            ctxt.error(name, "the name of such an attribute has 1 to 255 bytes");
        }
    }
}

/// `pk = "id", type_attribute = "id"`
fn check_distinct_names(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    let sk_literal = match &attributes.sk {
        SortKey::Named(name) => Some(name),
        SortKey::Default | SortKey::None => None,
    };
    let names: [(&str, Option<&str>, Option<&LitStr>); 6] = [
        ("pk", Some(&table.pk.name), attributes.pk.as_ref()),
        ("sk", table.sk.as_ref().map(|sk| sk.name.as_str()), sk_literal),
        ("type_attribute", table.type_attribute.as_deref(), attributes.type_attribute.as_ref()),
        ("revision_attribute", Some(&table.revision_attribute), attributes.revision_attribute.as_ref()),
        ("owner_attribute", Some(&table.owner_attribute), attributes.owner_attribute.as_ref()),
        ("ttl_attribute", table.ttl_attribute.as_deref(), attributes.ttl_attribute.as_ref()),
    ];
    for (at, (word, name, literal)) in names.iter().enumerate() {
        let earlier = names.iter().take(at).find(|(_, earlier, _)| name.is_some() && earlier == name);
        if let (Some((other, _, other_literal)), Some(name)) = (earlier, name) {
            let here = literal.or(*other_literal).map(ToTokens::to_token_stream);
            let here = here.unwrap_or_else(|| table.ident.to_token_stream());
            let message = format!("`{other}` and `{word}` would both be the attribute \"{name}\"");
            ctxt.error(here, format_args!("{message}: give one of them another name"));
        }
    }
}

/// `sk = none, sk_type = N`
fn check_sort_key_type(ctxt: &Ctxt, attributes: &Attributes) {
    if let (SortKey::None, Some(word)) = (&attributes.sk, &attributes.sk_type) {
        ctxt.error(&word.at, "the table has no sort key that could have a type: remove this or `sk = none`");
    }
}

/// `shared(User, Organization)` without `type_attribute`
fn check_shared_have_types(ctxt: &Ctxt, attributes: &Attributes) {
    if attributes.type_attribute.is_none()
        && !attributes.unread
        && let Some(group) = attributes.shared.first()
    {
        ctxt.error(
            &group.at,
            "entities that share keys are told apart by an attribute: add `type_attribute = \"...\"`",
        );
    }
}

/// `#[index(name = "gsi1", ...)]` twice
fn check_index_names(ctxt: &Ctxt, attributes: &Attributes) {
    let mut taken: Vec<String> = Vec::new();
    for literal in attributes.indexes.iter().filter_map(|index| index.name.as_ref()) {
        let name = literal.value();
        let is_valid = |character: char| character.is_ascii_alphanumeric() || "_.-".contains(character);
        if !name.chars().all(is_valid) || !TABLE_NAME.contains(&name.len()) {
            ctxt.error(literal, "an index name has 3 to 255 letters, digits, `_`, `.` and `-`");
        } else if taken.contains(&name) {
            ctxt.error(
                literal,
                format_args!("the table has an index `{name}` already: give this another name"),
            );
        }
        taken.push(name);
    }
}

/// `#[index(name = "gsi1", pk = "entity_type")]`: what the table itself writes is no key.
fn check_index_attributes(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    for index in &attributes.indexes {
        let mut taken: Vec<String> = Vec::new();
        for literal in index.pk.iter().chain(&index.sk) {
            let name = literal.value();
            if !KEY_NAME.contains(&name.len()) {
                ctxt.error(literal, "the name of a key attribute has 1 to 255 bytes");
            } else if [&table.type_attribute, &table.ttl_attribute].contains(&&Some(name.clone()))
                || [&table.revision_attribute, &table.owner_attribute].contains(&&name)
            {
                let message = format_args!(
                    "the table itself writes the attribute `{name}`, so that a key of this index would overwrite it; \
                     give the index an attribute of its own, such as `{name}_index`"
                );
                ctxt.error(literal, message);
            } else if taken.contains(&name) {
                ctxt.error(literal, format_args!("`{name}` is an attribute of this index already"));
            }
            taken.push(name);
        }
    }
}

/// `sk = ["round", "match"], local`; five attributes
fn check_attribute_counts(ctxt: &Ctxt, attributes: &Attributes) {
    for index in &attributes.indexes {
        for names in [&index.pk, &index.sk] {
            if let (Some(second), Some(_)) = (names.get(1), &index.local) {
                let message = "a local index has one sort key attribute: leave the others away, or make the index global \
                               with a `pk` of its own";
                ctxt.error(second, message);
            } else if let Some(further) = names.get(MAX_ATTRIBUTES) {
                let message = format_args!("each key of an index has {MAX_ATTRIBUTES} attributes at most");
                ctxt.error(further, message);
            }
        }
    }
}

/// `#[index(name = "gsi1", pk = "gsi1pk", sk_type = N)]`
fn check_index_types(ctxt: &Ctxt, attributes: &Attributes) {
    for index in &attributes.indexes {
        let types = [(&index.pk, &index.pk_type, "pk"), (&index.sk, &index.sk_type, "sk")];
        for (names, types, word) in types {
            let Some(types) = types else { continue };
            if names.is_empty() {
                let message =
                    format_args!("there is no `{word}` here that could have a type: add it, or remove this");
                ctxt.error(&types.at, message);
            } else if names.len() != types.kinds.len() {
                let message = format_args!(
                    "`{word}` has {} attributes: give each its type, as in `{word}_type = [S, N]`",
                    names.len()
                );
                ctxt.error(&types.at, message);
            }
        }
    }
}

/// `pk = "pk", pk_type = N` where the table's `pk` is a string
fn check_types_agree(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    let resolved = table.indexes.iter().flat_map(|index| index.pk.iter().chain(&index.sk));
    let resolved: Vec<_> =
        resolved.filter_map(|attribute| Some((&attribute.name, attribute.kind?))).collect();
    for index in &attributes.indexes {
        for (names, types) in [(&index.pk, &index.pk_type), (&index.sk, &index.sk_type)] {
            let Some(types) = types else { continue };
            for (name, kind) in names.iter().zip(&types.kinds) {
                if resolved.iter().any(|(other, found)| **other == name.value() && found != kind) {
                    let message =
                        format_args!("`{}` has another type in the table or another index", name.value());
                    ctxt.error(&types.at, message);
                }
            }
        }
    }
}

/// The most attributes of each key of an index.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>
const MAX_ATTRIBUTES: usize = 4;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes>
const MAX_GLOBAL: usize = 20;
const MAX_LOCAL: usize = 5;

/// Six times `#[index(..., local)]`
fn check_index_counts(ctxt: &Ctxt, attributes: &Attributes) {
    let (local, global): (Vec<_>, Vec<_>) =
        attributes.indexes.iter().partition(|index| index.local.is_some());
    for index in local.iter().skip(MAX_LOCAL) {
        ctxt.error(&index.at, format_args!("a table has {MAX_LOCAL} local indexes at most"));
    }
    for index in global.iter().skip(MAX_GLOBAL) {
        ctxt.error(&index.at, format_args!("a table has {MAX_GLOBAL} global indexes at most"));
    }
}
