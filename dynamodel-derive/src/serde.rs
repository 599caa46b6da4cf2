//! What the serde attributes mean for items and keys: names as they are stored, and the shapes
//! that an entity cannot have.

use quote::format_ident;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

use crate::ctxt::Ctxt;
use crate::rename::Rule;
use crate::words;

/// A name for each direction.
struct Both {
    serialize: Option<String>,
    deserialize: Option<String>,
}

/// How a field is stored.
pub(crate) struct Field {
    /// The name of its attribute, unless it has none.
    pub(crate) attribute: Option<String>,
    /// The serde word that gives it this name.
    pub(crate) renamed: Option<Meta>,
    /// The further names under which it is read.
    pub(crate) aliases: Vec<Alias>,
    /// The serde word by which it is not, or not always, an attribute of its own.
    pub(crate) kept_out: Option<Path>,
    /// The serde word by which a function of the user's writes or reads it.
    pub(crate) custom: Option<Path>,
    /// The function of the user's that writes it.
    pub(crate) writer: Option<Path>,
    /// The function of the user's that reads it.
    pub(crate) reader: Option<Path>,
    /// Whether it is read where it is missing.
    pub(crate) has_default: bool,
    /// The function of the user's that says when it is not written.
    pub(crate) left_out: Option<Path>,
}

/// A further name under which a field or a variant is read.
pub(crate) struct Alias {
    pub(crate) name: String,
    /// The serde word that gives it.
    pub(crate) at: Meta,
}

/// The words of all serde attributes. What serde cannot parse, serde reports.
pub(crate) fn metas(attributes: &[Attribute]) -> Vec<Meta> {
    let ours = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    let lists = ours.filter_map(|attribute| {
        attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
    });
    lists.flatten().collect()
}

const ANOTHER_SHAPE: &str = "the item would have the shape of another type, whose attributes the entity does not know: \
                             derive `Entity` for that type, and convert it in your code";
const TYPE_ATTRIBUTE: &str = "the table writes the type of each item: remove it, and write \
                              `#[table(type_attribute = \"...\")]` on the table";

/// What serde's words on the struct would do to an entity that cannot be had.
const REFUSED: &[(&str, &str)] = &[
    ("from", ANOTHER_SHAPE),
    ("try_from", ANOTHER_SHAPE),
    ("into", ANOTHER_SHAPE),
    ("transparent", "an item is a map of attributes, not a single value: remove it"),
    ("tag", TYPE_ATTRIBUTE),
    ("content", TYPE_ATTRIBUTE),
    ("untagged", TYPE_ATTRIBUTE),
    ("remote", "this struct would not implement `Serialize`, which an entity needs: remove it"),
];

/// The rule by which the fields of an entity are renamed; reports what an entity cannot have.
pub(crate) fn container(ctxt: &Ctxt, attributes: &[Attribute]) -> Rule {
    let metas = metas(attributes);
    for meta in &metas {
        let word = words::name_of(meta.path());
        if let Some((_, reason)) = REFUSED.iter().find(|(refused, _)| *refused == word) {
            ctxt.error(meta, format_args!("an entity cannot be `#[serde({word})]`: {reason}"));
        }
    }
    rename_rule(ctxt, &metas)
}

/// The rule of `rename_all`; reports one that differs between the directions.
pub(crate) fn rename_rule(ctxt: &Ctxt, metas: &[Meta]) -> Rule {
    let Some(meta) = metas.iter().find(|meta| meta.path().is_ident("rename_all")) else { return Rule::None };
    let names = both(meta);
    let rule = |name: Option<String>| name.map(|name| Rule::named(&name)).unwrap_or_default();
    let (serialize, deserialize) = (rule(names.serialize), rule(names.deserialize));
    if serialize != deserialize {
        ctxt.error(
            meta,
            "what is stored has one name: rename alike in both directions, `rename_all = \"...\"`",
        );
    }
    serialize
}

/// How a field of this name is stored; reports names that differ between the directions.
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
        has_default: find(&["default"]).is_some(),
        left_out: function(&metas, "skip_serializing_if"),
    }
}

/// Every `alias = "..."`.
pub(crate) fn aliases(metas: &[Meta]) -> Vec<Alias> {
    let aliases = metas.iter().filter_map(|meta| match meta {
        Meta::NameValue(pair) if pair.path.is_ident("alias") => {
            Some(Alias { name: words::literal(&pair.value)?.value(), at: meta.clone() })
        }
        _ => None,
    });
    aliases.collect()
}

/// The function, or the module, of `word = "..."`. No other text is parsed: the lexer would report it.
fn function(metas: &[Meta], word: &str) -> Option<Path> {
    metas.iter().find_map(|meta| match meta {
        Meta::NameValue(pair) if pair.path.is_ident(word) => words::literal(&pair.value)?.parse().ok(),
        _ => None,
    })
}

/// The function of `serialize_with = "..."`, or the `serialize` of the module of `with = "..."`; the same for
/// `deserialize`.
fn custom(metas: &[Meta], direction: &str) -> Option<Path> {
    let own = function(metas, &format!("{direction}_with"));
    own.or_else(|| {
        let (module, function) = (function(metas, "with")?, format_ident!("{direction}"));
        Some(syn::parse_quote!(#module::#function))
    })
}

/// The name that `rename` gives, or else the default.
pub(crate) fn renamed(ctxt: &Ctxt, metas: &[Meta], default: impl Fn() -> String) -> String {
    let Some(meta) = metas.iter().find(|meta| meta.path().is_ident("rename")) else { return default() };
    let names = both(meta);
    let serialize = names.serialize.unwrap_or_else(&default);
    let deserialize = names.deserialize.unwrap_or_else(&default);
    if serialize != deserialize {
        let message = format_args!(
            "written as `{serialize}` and read as `{deserialize}`: \
             an attribute has one name, use `rename = \"{serialize}\"` (and `alias` to read older items)"
        );
        ctxt.error(meta, message);
    }
    serialize
}

/// The strings of `word = "..."` or `word(serialize = "...", deserialize = "...")`.
fn both(meta: &Meta) -> Both {
    let value = |meta: &Meta| match meta {
        Meta::NameValue(pair) => words::literal(&pair.value).map(|text| text.value()),
        _ => None,
    };
    let Meta::List(list) = meta else {
        return Both { serialize: value(meta), deserialize: value(meta) };
    };
    let inner = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    let inner = inner.unwrap_or_default();
    let of = |word: &str| inner.iter().find(|meta| meta.path().is_ident(word)).and_then(value);
    Both { serialize: of("serialize"), deserialize: of("deserialize") }
}
