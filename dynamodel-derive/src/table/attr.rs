//! The syntax of `#[table(...)]`.

use syn::{DeriveInput, Expr, Ident, LitStr, Meta, Path};

use super::index::Index;
use crate::ctxt::Ctxt;
use crate::meta::{self, Args};

/// The attributes of a table.
pub(super) struct Attributes {
    /// The first `#[table(...)]`.
    pub(super) at: Option<Meta>,
    pub(super) name: Option<LitStr>,
    pub(super) pk: Option<LitStr>,
    pub(super) sk: SortKey,
    pub(super) pk_type: Option<KeyType>,
    pub(super) sk_type: Option<KeyType>,
    pub(super) type_attribute: Option<LitStr>,
    /// `untyped = by_key`
    pub(super) untyped: Option<Meta>,
    pub(super) revision_attribute: Option<LitStr>,
    pub(super) owner_attribute: Option<LitStr>,
    pub(super) ttl_attribute: Option<LitStr>,
    pub(super) shared: Vec<Shared>,
    pub(super) krate: Option<Path>,
    pub(super) indexes: Vec<Index>,
    /// `true` after an error in an argument, so that nothing is reported as missing.
    pub(super) unread: bool,
}

/// `sk = "..."` or `sk = none`.
#[derive(Default)]
pub(super) enum SortKey {
    #[default]
    Default,
    Named(LitStr),
    None,
}

/// `S`, `N` or `B`, and its argument.
pub(super) struct KeyType {
    pub(super) at: Meta,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    String,
    Number,
    Binary,
}

impl Kind {
    /// The name in messages.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Binary => "binary",
        }
    }
}

/// `shared(User, Organization)`
pub(super) struct Shared {
    pub(super) at: Meta,
    pub(super) members: Vec<Ident>,
}

const WORDS: &[&str] = &[
    "name",
    "type_attribute",
    "untyped",
    "pk",
    "sk",
    "pk_type",
    "sk_type",
    "revision_attribute",
    "owner_attribute",
    "ttl_attribute",
    "shared",
    "crate",
];

impl Attributes {
    pub(super) fn parse(ctxt: &Ctxt, input: &DeriveInput) -> Self {
        let indexes = input.attrs.iter().filter(|attribute| attribute.path().is_ident("index"));
        let indexes = indexes.map(|attribute| Index::parse(ctxt, attribute)).collect();
        let mut tables = input.attrs.iter().filter(|attribute| attribute.path().is_ident("table"));
        let (attributes, is_clean) = ctxt.is_clean_after(|| {
            let args = Args::of_attributes(ctxt, &input.attrs, "table", WORDS);
            Self {
                at: tables.next().map(|attribute| attribute.meta.clone()),
                name: args.string("name"),
                pk: args.string("pk"),
                sk: args.get("sk").map_or_else(SortKey::default, |meta| sort_key(ctxt, meta)),
                pk_type: args.get("pk_type").and_then(|meta| key_type(ctxt, meta)),
                sk_type: args.get("sk_type").and_then(|meta| key_type(ctxt, meta)),
                type_attribute: args.string("type_attribute"),
                untyped: args.get("untyped").and_then(|meta| untyped(ctxt, meta)),
                revision_attribute: args.string("revision_attribute"),
                owner_attribute: args.string("owner_attribute"),
                ttl_attribute: args.string("ttl_attribute"),
                shared: args.all("shared").filter_map(|meta| shared(ctxt, meta)).collect(),
                krate: args.rust("crate", "a path to the crate `dynamodel`"),
                indexes,
                unread: false,
            }
        });
        Self { unread: !is_clean, ..attributes }
    }
}

fn sort_key(ctxt: &Ctxt, meta: &Meta) -> SortKey {
    if matches!(meta::ident(meta), Some(word) if word == "none") {
        return SortKey::None;
    }
    if let Some(name) = meta::text(meta) {
        return SortKey::Named(name);
    }
    ctxt.at(meta).error(
        "expected the sort key attribute, `sk = \"...\"`, or `sk = none` for a table without a sort key",
    );
    SortKey::Default
}

fn key_type(ctxt: &Ctxt, meta: &Meta) -> Option<KeyType> {
    let Some(kind) = meta::value(meta).and_then(kind_of) else {
        let name = meta::name_of(meta.path());
        let message = "expected the type of a key attribute: `S` (string), `N` (number) or `B` (binary)";
        ctxt.at(meta).error(format_args!("{message}, as in `{name} = N`"));
        return None;
    };
    Some(KeyType { at: meta.clone(), kind })
}

/// `untyped = by_key`
fn untyped(ctxt: &Ctxt, meta: &Meta) -> Option<Meta> {
    if matches!(meta::ident(meta), Some(word) if word == "by_key") {
        return Some(meta.clone());
    }
    ctxt.at(meta)
        .error("expected `untyped = by_key`: the key decides the type of an item without the type attribute");
    None
}

fn shared(ctxt: &Ctxt, meta: &Meta) -> Option<Shared> {
    let Some(members) = meta::list(meta) else {
        ctxt.at(meta).error("expected the names of variants: `shared(User, Organization)`");
        return None;
    };
    Some(Shared { at: meta.clone(), members })
}

/// `S`, `N` or `B`.
pub(super) fn kind_of(value: &Expr) -> Option<Kind> {
    let Expr::Path(path) = value else { return None };
    match path.path.get_ident()?.to_string().as_str() {
        "S" => Some(Kind::String),
        "N" => Some(Kind::Number),
        "B" => Some(Kind::Binary),
        _ => None,
    }
}
