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
    check_index_types(ctxt, attributes);
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

/// `#[index(name = "inverted", pk = "sk", sk = "pk")]`: the attributes of an index are written from its
/// own templates, so that nothing else may be in them.
fn check_index_attributes(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    let mut taken =
        vec![table.pk.name.clone(), table.revision_attribute.clone(), table.owner_attribute.clone()];
    taken.extend(table.sk.iter().map(|sk| sk.name.clone()));
    taken.extend(table.type_attribute.iter().chain(&table.ttl_attribute).cloned());
    for literal in attributes.indexes.iter().flat_map(|index| index.pk.iter().chain(&index.sk)) {
        let name = literal.value();
        if !KEY_NAME.contains(&name.len()) {
            ctxt.error(literal, "the name of a key attribute has 1 to 255 bytes");
        } else if taken.contains(&name) {
            let message = format_args!(
                "the attribute `{name}` is taken by the table or another index: a key of this index would overwrite \
                 it; give the index an attribute of its own, such as `{name}_index`"
            );
            ctxt.error(literal, message);
        }
        taken.push(name);
    }
}

/// `#[index(name = "gsi1", pk = "gsi1pk", sk_type = N)]`
fn check_index_types(ctxt: &Ctxt, attributes: &Attributes) {
    for index in &attributes.indexes {
        let types = [(&index.pk, &index.pk_type, "pk"), (&index.sk, &index.sk_type, "sk")];
        for (attribute, kind, word) in types {
            if let (None, Some(kind)) = (attribute, kind) {
                let message =
                    format_args!("there is no `{word}` here that could have a type: add it, or remove this");
                ctxt.error(&kind.at, message);
            }
        }
    }
}

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
