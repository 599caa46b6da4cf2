//! The serde attributes of structs and enums: stored names, and the attributes that
//! an entity cannot have.

use quote::format_ident;
use syn::ext::IdentExt as _;
use syn::{Attribute, Meta, Path};

use crate::ctxt::Ctxt;
use crate::meta;
use crate::rename::Rule;

/// The names in both directions.
struct Both {
    serialize: Option<String>,
    deserialize: Option<String>,
}

/// The stored form of a field.
pub(crate) struct Field {
    /// The name of its attribute, if it has one.
    pub(crate) attribute: Option<String>,
    /// The serde argument that renames it.
    pub(crate) renamed: Option<Meta>,
    /// The aliases under which older items have it.
    pub(crate) aliases: Vec<Alias>,
    /// The serde argument that keeps it from being an attribute of its own, always or in one direction.
    pub(crate) kept_out: Option<Path>,
    /// The serde argument with a function that writes or reads it.
    pub(crate) custom: Option<Path>,
    /// The serde function that writes it.
    pub(crate) writer: Option<Path>,
    /// The serde function that reads it.
    pub(crate) reader: Option<Path>,
    /// The module of `with = "..."`, which may declare its form. A type has no such declaration.
    pub(crate) module: Option<Path>,
    /// `true` if a missing attribute is read as the default.
    pub(crate) has_default: bool,
    /// The function of `skip_serializing_if`.
    pub(crate) left_out: Option<Path>,
}

/// An alias of a field or a variant.
pub(crate) struct Alias {
    pub(crate) name: String,
    /// The serde argument.
    pub(crate) at: Meta,
}

/// The arguments of all serde attributes. Serde itself reports those that it cannot parse.
pub(crate) fn metas(attributes: &[Attribute]) -> Vec<Meta> {
    let ours = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    let lists = ours.filter_map(|attribute| meta::list::<Meta>(&attribute.meta));
    lists.flatten().collect()
}

const ANOTHER_SHAPE: &str = "the item would have the attributes of another type: derive `Entity` for that type, and \
                             convert it in your code";
const TYPE_ATTRIBUTE: &str = "the table writes the type of each item: remove it, and write \
                              `#[table(type_attribute = \"...\")]` on the table";

/// The serde arguments of a struct that an entity cannot have, with the reason and the remedy.
const REFUSED: &[(&str, &str)] = &[
    ("from", ANOTHER_SHAPE),
    ("try_from", ANOTHER_SHAPE),
    ("into", ANOTHER_SHAPE),
    ("transparent", "an item is a map of attributes, not a single value: remove it"),
    ("tag", TYPE_ATTRIBUTE),
    ("content", TYPE_ATTRIBUTE),
    ("untagged", TYPE_ATTRIBUTE),
    ("remote", "the struct would not implement `Serialize`, which an entity must: remove it"),
];

/// Returns the rule of `rename_all`, and reports arguments that an entity cannot have.
pub(crate) fn container(ctxt: &Ctxt, attributes: &[Attribute]) -> Rule {
    let metas = metas(attributes);
    for meta in &metas {
        let word = meta::name_of(meta.path());
        if let Some((_, reason)) = REFUSED.iter().find(|(refused, _)| *refused == word) {
            ctxt.at(meta).error(format_args!("an entity cannot be `#[serde({word})]`: {reason}"));
        }
    }
    rename_rule(ctxt, &metas)
}

/// Returns the rule of `rename_all`, and reports one that differs between the directions.
pub(crate) fn rename_rule(ctxt: &Ctxt, metas: &[Meta]) -> Rule {
    let Some(meta) = metas.iter().find(|meta| meta.path().is_ident("rename_all")) else { return Rule::None };
    let names = both(meta);
    let rule = |name: Option<String>| name.map(|name| Rule::named(&name)).unwrap_or_default();
    let (serialize, deserialize) = (rule(names.serialize), rule(names.deserialize));
    if serialize != deserialize {
        ctxt.at(meta).error(
            "an attribute has one name: rename it the same in both directions, `rename_all = \"...\"`",
        );
    }
    serialize
}

/// Returns the stored form of a field, and reports names that differ between the directions.
pub(crate) fn field(ctxt: &Ctxt, attributes: &[Attribute], name: &str, rule: Rule) -> Field {
    let metas = metas(attributes);
    let find = |valid: &[&str]| {
        let found = metas.iter().find(|meta| valid.iter().any(|word| meta.path().is_ident(word)));
        found.map(|meta| meta.path().clone())
    };
    let stored_name = renamed(ctxt, &metas, || rule.field(name));
    let no_attribute = find(&["skip", "skip_serializing", "flatten"]).is_some();
    let mut aliases = aliases(&metas);
    aliases.retain(|alias| alias.name != stored_name);
    Field {
        attribute: (!no_attribute).then_some(stored_name),
        aliases,
        renamed: metas.iter().find(|meta| meta.path().is_ident("rename")).cloned(),
        kept_out: find(&["skip", "skip_serializing", "skip_deserializing", "flatten"]),
        custom: find(&["with", "serialize_with", "deserialize_with"]),
        writer: custom(&metas, "serialize"),
        reader: custom(&metas, "deserialize"),
        module: function(&metas, "with").filter(is_module),
        has_default: find(&["default"]).is_some(),
        left_out: function(&metas, "skip_serializing_if"),
    }
}

/// Returns every `alias = "..."`.
pub(crate) fn aliases(metas: &[Meta]) -> Vec<Alias> {
    let aliases = metas.iter().filter(|meta| meta.path().is_ident("alias"));
    aliases.filter_map(|at| Some(Alias { name: meta::text(at)?.value(), at: at.clone() })).collect()
}

/// Returns the function or the module of `word = "..."`. Other strings are not parsed, because the lexer would report them.
fn function(metas: &[Meta], word: &str) -> Option<Path> {
    metas.iter().find(|meta| meta.path().is_ident(word)).and_then(|meta| meta::text(meta)?.parse().ok())
}

/// Returns `true` if the names of a path are those of modules, not of types.
fn is_module(path: &Path) -> bool {
    let is_type = |name: &syn::Ident| name.unraw().to_string().starts_with(char::is_uppercase);
    path.segments.iter().all(|segment| segment.arguments.is_none() && !is_type(&segment.ident))
}

/// Returns the function of `serialize_with = "..."`, or the `serialize` of the module of `with = "..."`. `direction` is
/// `serialize` or `deserialize`.
fn custom(metas: &[Meta], direction: &str) -> Option<Path> {
    let own = function(metas, &format!("{direction}_with"));
    own.or_else(|| {
        let (module, function) = (function(metas, "with")?, format_ident!("{direction}"));
        Some(syn::parse_quote!(#module::#function))
    })
}

/// Returns the name of `rename`, or else the default.
pub(crate) fn renamed(ctxt: &Ctxt, metas: &[Meta], default: impl Fn() -> String) -> String {
    let Some(meta) = metas.iter().find(|meta| meta.path().is_ident("rename")) else { return default() };
    let names = both(meta);
    let serialize = names.serialize.unwrap_or_else(&default);
    let deserialize = names.deserialize.unwrap_or_else(&default);
    if serialize != deserialize {
        ctxt.at(meta).error(format_args!(
            "written as `{serialize}` and read as `{deserialize}`: \
             an attribute has one name: write `rename = \"{serialize}\"` (and `alias` to read older items)"
        ));
    }
    serialize
}

/// Returns the strings of `word = "..."` or `word(serialize = "...", deserialize = "...")`.
fn both(meta: &Meta) -> Both {
    let value = |meta: &Meta| meta::text(meta).map(|text| text.value());
    if !matches!(meta, Meta::List(_)) {
        return Both { serialize: value(meta), deserialize: value(meta) };
    }
    let inner: Vec<Meta> = meta::list(meta).unwrap_or_default();
    let of = |word: &str| inner.iter().find(|meta| meta.path().is_ident(word)).and_then(value);
    Both { serialize: of("serialize"), deserialize: of("deserialize") }
}
