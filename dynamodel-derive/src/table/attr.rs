//! The syntax of `#[table(...)]`.

use syn::punctuated::Punctuated;
use syn::{DeriveInput, Expr, Ident, LitStr, Meta, Path, Token};

use super::index::Index;
use crate::ctxt::Ctxt;
use crate::meta;

/// The attributes of a table.
#[derive(Default)]
pub(super) struct Attributes {
    /// The first `#[table(...)]`.
    pub(super) at: Option<Meta>,
    pub(super) name: Option<LitStr>,
    pub(super) pk: Option<LitStr>,
    pub(super) sk: SortKey,
    pub(super) pk_type: Option<KeyType>,
    pub(super) sk_type: Option<KeyType>,
    pub(super) type_attribute: Option<LitStr>,
    pub(super) revision_attribute: Option<LitStr>,
    pub(super) owner_attribute: Option<LitStr>,
    pub(super) ttl_attribute: Option<LitStr>,
    pub(super) shared: Vec<Shared>,
    pub(super) krate: Option<Path>,
    pub(super) indexes: Vec<Index>,
    /// `true` if an argument could not be read, so that nothing is reported as missing.
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
        let mut attributes = Self::default();
        let indexes = input.attrs.iter().filter(|attribute| attribute.path().is_ident("index"));
        attributes.indexes = indexes.map(|attribute| Index::parse(ctxt, attribute)).collect();
        let mut seen: Vec<String> = Vec::new();
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("table")) {
            attributes.at.get_or_insert_with(|| attribute.meta.clone());
            for meta in attributes.metas(ctxt, &attribute.meta) {
                let word = meta::name_of(meta.path());
                if seen.contains(&word) && word != "shared" {
                    ctxt.error(
                        meta.path(),
                        format_args!("`{word}` is given twice in `#[table(...)]`: remove one"),
                    );
                    continue;
                }
                attributes.read(ctxt, &word, meta);
                seen.push(word);
            }
        }
        attributes
    }

    fn metas(&mut self, ctxt: &Ctxt, meta: &Meta) -> Punctuated<Meta, Token![,]> {
        let list = match meta {
            Meta::List(list) => list.parse_args_with(Punctuated::parse_terminated),
            _ => Err(syn::Error::new_spanned(
                meta,
                "expected arguments in parentheses: `#[table(name = \"...\")]`",
            )),
        };
        list.unwrap_or_else(|error| {
            self.unread = true;
            ctxt.push(error);
            Punctuated::new()
        })
    }

    fn read(&mut self, ctxt: &Ctxt, word: &str, meta: Meta) {
        match word {
            "name" => self.name = self.text(ctxt, &meta),
            "type_attribute" => self.type_attribute = self.text(ctxt, &meta),
            "revision_attribute" => self.revision_attribute = self.text(ctxt, &meta),
            "owner_attribute" => self.owner_attribute = self.text(ctxt, &meta),
            "ttl_attribute" => self.ttl_attribute = self.text(ctxt, &meta),
            "pk" => self.pk = self.text(ctxt, &meta),
            "sk" => self.sk = sort_key(ctxt, &meta),
            "pk_type" => self.pk_type = key_type(ctxt, meta),
            "sk_type" => self.sk_type = key_type(ctxt, meta),
            "shared" => self.shared.extend(shared(ctxt, meta)),
            "crate" => self.krate = meta::rust(ctxt, &meta, "a path to the crate `dynamodel`"),
            _ => {
                self.unread = true;
                ctxt.error(meta.path(), meta::unknown(word, "#[table(...)]", WORDS));
            }
        }
    }

    fn text(&mut self, ctxt: &Ctxt, meta: &Meta) -> Option<LitStr> {
        let text = meta::string(ctxt, meta);
        self.unread |= text.is_none();
        text
    }
}

fn sort_key(ctxt: &Ctxt, meta: &Meta) -> SortKey {
    if matches!(value_word(meta), Some(word) if word == "none") {
        return SortKey::None;
    }
    if let Meta::NameValue(pair) = meta
        && let Some(name) = meta::literal(&pair.value)
    {
        return SortKey::Named(name);
    }
    ctxt.error(
        meta,
        "expected the sort key attribute, `sk = \"...\"`, or `sk = none` for a table without a sort key",
    );
    SortKey::Default
}

pub(super) fn key_type(ctxt: &Ctxt, meta: Meta) -> Option<KeyType> {
    let kind = match &meta {
        Meta::NameValue(pair) => kind_of(&pair.value),
        _ => None,
    };
    let Some(kind) = kind else {
        let name = meta::name_of(meta.path());
        let message = "expected the type of a key attribute: `S` (string), `N` (number) or `B` (binary)";
        ctxt.error(&meta, format_args!("{message}, as in `{name} = N`"));
        return None;
    };
    Some(KeyType { at: meta, kind })
}

fn shared(ctxt: &Ctxt, meta: Meta) -> Option<Shared> {
    let members = match &meta {
        Meta::List(list) => list.parse_args_with(Punctuated::<Ident, Token![,]>::parse_terminated).ok(),
        _ => None,
    };
    let Some(members) = members else {
        ctxt.error(&meta, "expected the names of variants: `shared(User, Organization)`");
        return None;
    };
    Some(Shared { at: meta, members: members.into_iter().collect() })
}

/// Returns the identifier after the equals sign.
pub(super) fn value_word(meta: &Meta) -> Option<&Ident> {
    match meta {
        Meta::NameValue(pair) => word_of(&pair.value),
        _ => None,
    }
}

fn word_of(value: &Expr) -> Option<&Ident> {
    match value {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// `S`, `N` or `B`.
pub(super) fn kind_of(value: &Expr) -> Option<Kind> {
    match word_of(value)?.to_string().as_str() {
        "S" => Some(Kind::String),
        "N" => Some(Kind::Number),
        "B" => Some(Kind::Binary),
        _ => None,
    }
}
