//! Rules across the attributes of a table.

use quote::ToTokens;
use syn::LitStr;

use super::attr::{Attributes, Kind, SortKey};
use super::index::Index;
use super::model::Table;
use crate::ctxt::Ctxt;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules>
const TABLE_NAME: std::ops::RangeInclusive<usize> = 3..=255;
/// The length of key attribute names in bytes, from this page too.
const KEY_NAME: std::ops::RangeInclusive<usize> = 1..=255;

pub(super) fn check(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    check_table_name(ctxt, attributes);
    check_attribute_names(ctxt, attributes);
    check_distinct_names(ctxt, attributes, table);
    check_sort_key_type(ctxt, attributes);
    check_shared_have_types(ctxt, attributes);
    check_untyped(ctxt, attributes);
    check_index_names(ctxt, attributes);
    check_index_attributes(ctxt, attributes, table);
    check_attribute_counts(ctxt, attributes);
    check_index_types(ctxt, attributes);
    check_types_agree(ctxt, attributes, table);
    check_index_counts(ctxt, attributes);
    check_local_indexes_sort(ctxt, attributes);
}

/// "a table name has 3 to 255 characters, and this one 2".
pub(super) fn length(
    what: &str,
    unit: &str,
    valid: &std::ops::RangeInclusive<usize>,
    found: usize,
) -> String {
    format!("{what} must have {} to {} {unit}, and this one has {found}", valid.start(), valid.end())
}

/// `sk = none` and `#[index(name = "lsi1", sk = "at", local)]`
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html>
fn check_local_indexes_sort(ctxt: &Ctxt, attributes: &Attributes) {
    if let SortKey::None = attributes.sk {
        for local in attributes.indexes.iter().filter_map(|index| index.local.as_ref()) {
            ctxt.at(local).error(
                "a table without a sort key cannot have local indexes: write a `pk` in place of `local`, or \
                 remove `sk = none`",
            );
        }
    }
}

/// `name = "a table"`
fn check_table_name(ctxt: &Ctxt, attributes: &Attributes) {
    if let Some(literal) = &attributes.name {
        check_name(ctxt, "a table name", literal);
    }
}

fn check_name(ctxt: &Ctxt, what: &str, literal: &LitStr) {
    let name = literal.value();
    let is_valid = |character: char| character.is_ascii_alphanumeric() || "_.-".contains(character);
    if let Some(wrong) = name.chars().find(|character| !is_valid(*character)) {
        ctxt.at(literal)
            .error(format_args!("{what} cannot contain `{wrong}`: use letters, digits, `_`, `.` and `-`"));
    } else if !TABLE_NAME.contains(&name.len()) {
        ctxt.at(literal).error(length(what, "characters", &TABLE_NAME, name.len()));
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
            ctxt.at(name).error(length("the name of this attribute", "bytes", &KEY_NAME, name.value().len()));
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
    for (position, (word, name, literal)) in names.iter().enumerate() {
        let earlier = names.iter().take(position).find(|(_, earlier, _)| name.is_some() && earlier == name);
        if let (Some((other, _, other_literal)), Some(name)) = (earlier, name) {
            let here = literal.or(*other_literal).map(ToTokens::to_token_stream);
            let here = here.unwrap_or_else(|| table.ident.to_token_stream());
            let message = format!("`{other}` and `{word}` would both be the attribute `{name}`");
            ctxt.at(here).error(format_args!("{message}: give one of them another name"));
        }
    }
}

/// `sk = none, sk_type = N`
fn check_sort_key_type(ctxt: &Ctxt, attributes: &Attributes) {
    if let (SortKey::None, Some(word)) = (&attributes.sk, &attributes.sk_type) {
        ctxt.at(&word.at).error("the table has no sort key: remove `sk_type`, or `sk = none`");
    }
}

/// `shared(User, Organization)` without `type_attribute`
fn check_shared_have_types(ctxt: &Ctxt, attributes: &Attributes) {
    if attributes.type_attribute.is_none()
        && !attributes.unread
        && let Some(group) = attributes.shared.first()
    {
        ctxt.at(&group.at)
            .error("entities that share keys need a type attribute: add `type_attribute = \"...\"`");
    }
}

/// `untyped = by_key` without `type_attribute`, or with `shared(User, Organization)`
fn check_untyped(ctxt: &Ctxt, attributes: &Attributes) {
    let Some(untyped) = attributes.untyped.as_ref().filter(|_| !attributes.unread) else { return };
    if attributes.type_attribute.is_none() {
        ctxt.at(untyped).error(
            "a table without a type attribute recognizes every item by its key: remove `untyped = by_key`, or add \
             `type_attribute = \"...\"`",
        );
    } else if !attributes.shared.is_empty() {
        ctxt.at(untyped).error(
            "entities that share keys cannot be recognized by their keys: remove `untyped = by_key` and let the other \
             program write the type attribute, or give each entity a key of its own and remove `shared(...)`",
        );
    }
}

/// `#[index(name = "gsi1", ...)]` twice
fn check_index_names(ctxt: &Ctxt, attributes: &Attributes) {
    let mut taken: Vec<String> = Vec::new();
    for literal in attributes.indexes.iter().filter_map(|index| index.name.as_ref()) {
        check_name(ctxt, "an index name", literal);
        let name = literal.value();
        if taken.contains(&name) {
            ctxt.at(literal).error(format_args!("two indexes have the name `{name}`: rename one of them"));
        }
        taken.push(name);
    }
}

/// `#[index(name = "gsi1", pk = "entity_type")]`
fn check_index_attributes(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    for index in &attributes.indexes {
        let mut taken: Vec<String> = Vec::new();
        for literal in index.pk.iter().chain(&index.sk) {
            let name = literal.value();
            if !KEY_NAME.contains(&name.len()) {
                ctxt.at(literal).error(length("the name of a key attribute", "bytes", &KEY_NAME, name.len()));
            } else if [&table.type_attribute, &table.ttl_attribute].contains(&&Some(name.clone()))
                || [&table.revision_attribute, &table.owner_attribute].contains(&&name)
            {
                ctxt.at(literal).error(written_by_table(table, index, &name));
            } else if taken.contains(&name) {
                ctxt.at(literal).error(format_args!("`{name}` is given twice in this index: remove one"));
            }
            taken.push(name);
        }
    }
}

fn written_by_table(table: &Table, index: &Index, name: &str) -> String {
    let message = format!(
        "the table writes the attribute `{name}`, which a key of this index would overwrite: give the index an \
         attribute of its own, such as `{name}_index`"
    );
    match (&table.type_attribute, &index.name) {
        (Some(attribute), Some(index)) if attribute == name => format!(
            "{message}; to list the items of an entity, write a literal as its key: `#[key(index = \"{}\", name = \
             \"all\", pk = \"ALL\", ...)]`",
            index.value()
        ),
        _ => message,
    }
}

/// `sk = ["round", "match"], local`; five attributes
fn check_attribute_counts(ctxt: &Ctxt, attributes: &Attributes) {
    for index in &attributes.indexes {
        for names in [&index.pk, &index.sk] {
            if let (Some(second), Some(_)) = (names.get(1), &index.local) {
                ctxt.at(second).error(
                    "a local index can have one sort key attribute: remove the others, or write a `pk` in place of \
                     `local`",
                );
            } else if let Some(further) = names.get(MAX_ATTRIBUTES) {
                ctxt.at(further).error(format_args!(
                    "each key of an index can have at most {MAX_ATTRIBUTES} attributes: remove some"
                ));
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
                ctxt.at(&types.at)
                    .error(format_args!("this index has no `{word}`: add it, or remove `{word}_type`"));
            } else if names.len() != types.kinds.len() {
                ctxt.at(&types.at).error(format_args!(
                    "`{word}` has {} attributes: write a type for each, as in `{word}_type = [S, N]`",
                    names.len()
                ));
            }
        }
    }
}

/// `pk = "pk", pk_type = N` where the table's `pk` is a string
fn check_types_agree(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    let mut known: Vec<(String, Kind, String)> = Vec::new();
    for base in std::iter::once(&table.pk).chain(&table.sk) {
        known.push((base.name.clone(), base.kind, "the table".to_owned()));
    }
    for index in &attributes.indexes {
        let place = index.name.as_ref().map_or_else(String::new, LitStr::value);
        for (names, types) in [(&index.pk, &index.pk_type), (&index.sk, &index.sk_type)] {
            let Some(types) = types else { continue };
            for (name, kind) in names.iter().zip(&types.kinds) {
                let name = name.value();
                match known.iter().find(|(other, _, _)| *other == name) {
                    Some((_, found, place)) if found != kind => {
                        ctxt.at(&types.at).error(format_args!(
                            "`{name}` is {} here and {} in {place}, and an attribute has one type: write the same type in \
                             both, or give one of them another attribute",
                            kind.text(),
                            found.text()
                        ));
                    }
                    Some(_) => {}
                    None => known.push((name, *kind, format!("the index `{place}`"))),
                }
            }
        }
    }
}

/// The maximum number of attributes in a partition or sort key of an index.
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
        ctxt.at(&index.at).error(format_args!(
            "a table can have at most {MAX_LOCAL} local indexes: make some global, with a `pk`"
        ));
    }
    for index in global.iter().skip(MAX_GLOBAL) {
        ctxt.at(&index.at).error(format_args!(
            "a table can have at most {MAX_GLOBAL} global indexes: let access patterns share indexes"
        ));
    }
}
