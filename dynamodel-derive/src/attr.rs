//! The syntax of the attributes of an entity.

mod draft;
mod name;
pub(crate) mod pattern;
mod unique;

use proc_macro2::Span;
use syn::{Attribute, DeriveInput, Field, Ident, LitStr, Meta, Path};

use crate::ctxt::Ctxt;
use crate::meta::{self, Args};
pub(crate) use draft::Draft;
pub(crate) use name::PatternName;
pub(crate) use pattern::{Fields, Pattern, Test, When, Written};
pub(crate) use unique::Unique;

/// The attributes of the struct.
#[derive(Default)]
pub(crate) struct Attributes {
    /// Every `#[key(...)]` of the primary key; only one is allowed.
    pub(crate) keys: Vec<Pattern>,
    pub(crate) lookups: Vec<Pattern>,
    /// Every `#[key(index = "...", ...)]`.
    pub(crate) indexes: Vec<Pattern>,
    pub(crate) entity: Entity,
}

/// `#[entity(...)]` on the struct.
#[derive(Default)]
pub(crate) struct Entity {
    pub(crate) delimiter: Option<LitStr>,
    pub(crate) type_name: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) functions: Functions,
    pub(crate) unique: Vec<Unique>,
    pub(crate) draft: Option<Draft>,
    /// Every `unread_index`.
    pub(crate) unread: Vec<LitStr>,
}

/// `#[entity(...)]` on a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    /// The argument `in_key`.
    pub(crate) in_key: Option<Path>,
    /// The argument `ttl`.
    pub(crate) ttl: Option<Path>,
    /// The argument `null`.
    pub(crate) null: Option<Path>,
    /// The argument `model_version`.
    pub(crate) model_version: Option<Path>,
    pub(crate) unique: Option<Unique>,
    pub(crate) managed: Option<ManagedField>,
}

/// The names of the generated functions, which `methods(...)` changes.
#[derive(Clone)]
pub(crate) struct Functions {
    pub(crate) key: Ident,
    pub(crate) decode_key: Ident,
    pub(crate) get: Ident,
    pub(crate) update: Ident,
    pub(crate) delete: Ident,
    pub(crate) scan: Ident,
}

impl Default for Functions {
    fn default() -> Self {
        let name = |name| Ident::new(name, Span::call_site());
        Self {
            key: name("key"),
            decode_key: name("decode_key"),
            get: name("get"),
            update: name("update"),
            delete: name("delete"),
            scan: name("scan"),
        }
    }
}

const KEY: &[&str] = &["pk", "sk", "name", "index", "shards", "project", "when"];
const LOOKUP: &[&str] = &["pk", "sk", "name", "shards", "project", "when", "unique"];
const ENTITY: &[&str] = &["delimiter", "type_name", "crate", "methods", "unique", "draft", "unread_index"];
const METHODS: &[&str] = &["key", "decode_key", "get", "update", "delete", "scan"];
const FIELD: &[&str] =
    &["in_key", "ttl", "null", "model_version", "unique", "version", "created_at", "updated_at"];

/// Reads the attributes of the struct.
pub(crate) fn parse(ctxt: &Ctxt, input: &DeriveInput) -> Attributes {
    let mut all = Attributes::default();
    for attribute in &input.attrs {
        if attribute.path().is_ident("key") {
            let key = pattern::parse(ctxt, attribute, "#[key(...)]", KEY);
            let keys = if key.index.is_some() { &mut all.indexes } else { &mut all.keys };
            keys.push(key);
        } else if attribute.path().is_ident("lookup") {
            all.lookups.push(pattern::parse(ctxt, attribute, "#[lookup(...)]", LOOKUP));
        }
    }
    all.entity = entity(ctxt, input);
    all
}

fn entity(ctxt: &Ctxt, input: &DeriveInput) -> Entity {
    let args = Args::of_attributes(ctxt, &input.attrs, "entity", ENTITY);
    Entity {
        delimiter: args.string("delimiter"),
        type_name: args.string("type_name"),
        krate: args.rust("crate", "the path of a crate"),
        functions: args.get("methods").map_or_else(Functions::default, |meta| functions(ctxt, meta)),
        unique: args.all("unique").filter_map(|meta| unique::parse(ctxt, meta)).collect(),
        unread: args.all("unread_index").filter_map(|meta| meta::string(ctxt, meta)).collect(),
        draft: args.get("draft").and_then(|meta| draft::parse(ctxt, meta, &input.ident)),
    }
}

fn functions(ctxt: &Ctxt, meta: &Meta) -> Functions {
    let args = Args::new(ctxt, meta, "methods(...)", METHODS);
    let default = Functions::default();
    let name = |word, default| args.rust(word, "a name for a function").unwrap_or(default);
    Functions {
        key: name("key", default.key),
        decode_key: name("decode_key", default.decode_key),
        get: name("get", default.get),
        update: name("update", default.update),
        delete: name("delete", default.delete),
        scan: name("scan", default.scan),
    }
}

/// The argument of a managed field.
#[derive(Clone)]
pub(crate) struct ManagedField {
    pub(crate) word: Path,
    pub(crate) kind: Managed,
}

/// The kind of a managed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Managed {
    Version,
    CreatedAt,
    UpdatedAt,
}

/// Reads the `#[entity(...)]` of a field.
pub(crate) fn field(ctxt: &Ctxt, field: &Field) -> FieldAttrs {
    let mut found = FieldAttrs::default();
    for attribute in &field.attrs {
        if attribute.path().is_ident("key") || attribute.path().is_ident("lookup") {
            let name = meta::name_of(attribute.path());
            let field = field.ident.as_ref().map_or_else(String::new, crate::model::text_of);
            ctxt.at(attribute).error(format_args!(
                "`#[{name}(...)]` must be on the struct, where its templates refer to this field as `{{{field}}}`"
            ));
        } else if attribute.path().is_ident("entity") {
            for (word, meta) in Args::new(ctxt, &attribute.meta, "#[entity(...)]", FIELD).into_list() {
                if word == "unique" && found.unique.is_some() {
                    ctxt.at(meta).error("`unique` is given twice on this field: remove one");
                } else if word == "unique" {
                    found.unique = unique::parse(ctxt, &meta);
                } else {
                    meta::flag(ctxt, &meta);
                    field_word(ctxt, &word, meta.path(), &mut found);
                }
            }
        }
    }
    found
}

fn field_word(ctxt: &Ctxt, word: &str, path: &Path, found: &mut FieldAttrs) {
    let kind = match word {
        "version" => Managed::Version,
        "created_at" => Managed::CreatedAt,
        "updated_at" => Managed::UpdatedAt,
        word => {
            let place = match word {
                "ttl" => &mut found.ttl,
                "null" => &mut found.null,
                "model_version" => &mut found.model_version,
                _ => &mut found.in_key,
            };
            *place = Some(path.clone());
            return;
        }
    };
    match &found.managed {
        Some(_) => {
            ctxt.at(path)
                .error("a field is managed as one of `version`, `created_at` and `updated_at`: remove one");
        }
        None => found.managed = Some(ManagedField { word: path.clone(), kind }),
    }
}

/// Returns the path of `#[name(crate = "...")]`.
pub(crate) fn krate(ctxt: &Ctxt, attributes: &[Attribute], name: &str) -> Option<Path> {
    Args::of_attributes(ctxt, attributes, name, &["crate"]).rust("crate", "the path of a crate")
}
