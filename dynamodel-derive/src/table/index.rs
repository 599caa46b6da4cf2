//! The syntax of `#[index(...)]`.

use syn::{Attribute, Expr, LitStr, Meta, Path};

use super::attr::{self, Kind};
use crate::ctxt::Ctxt;
use crate::meta::{self, Args};
use crate::project::{self, Project};

/// `#[index(name = "gsi1", pk = "gsi1pk", sk = ["round", "match"], local, copies = filter)]`
pub(super) struct Index {
    pub(super) at: Attribute,
    pub(super) name: Option<LitStr>,
    /// The partition key attributes; none without the argument.
    pub(super) pk: Vec<LitStr>,
    pub(super) sk: Vec<LitStr>,
    pub(super) pk_type: Option<KeyTypes>,
    pub(super) sk_type: Option<KeyTypes>,
    /// The argument `local`.
    pub(super) local: Option<Path>,
    /// `true` if the index may contain lookup copies.
    pub(super) copies: bool,
    pub(super) project: Option<Project<LitStr>>,
    /// `true` if all arguments were read, so that missing ones can be reported.
    pub(super) complete: bool,
}

/// `N`, or `[S, N]`, and its argument.
pub(super) struct KeyTypes {
    pub(super) at: Meta,
    pub(super) kinds: Vec<Kind>,
}

const INDEX: &[&str] = &["name", "pk", "sk", "pk_type", "sk_type", "local", "project", "copies"];

impl Index {
    pub(super) fn parse(ctxt: &Ctxt, attribute: &Attribute) -> Self {
        let (index, complete) = ctxt.is_clean_after(|| Self::parts(ctxt, attribute));
        Self { complete, ..index }
    }

    fn parts(ctxt: &Ctxt, attribute: &Attribute) -> Self {
        let args = Args::new(ctxt, &attribute.meta, "#[index(...)]", INDEX);
        let attributes = |word| args.get(word).map_or_else(Vec::new, |meta| attributes(ctxt, meta));
        let types = |word| args.get(word).and_then(|meta| key_types(ctxt, meta));
        Self {
            at: attribute.clone(),
            name: args.string("name"),
            pk: attributes("pk"),
            sk: attributes("sk"),
            pk_type: types("pk_type"),
            sk_type: types("sk_type"),
            local: args.flag("local"),
            copies: args.get("copies").is_some_and(|meta| copies_of(ctxt, meta)),
            project: args.get("project").and_then(|meta| project::parse(ctxt, meta)),
            complete: false,
        }
    }
}

/// `"gsi1pk"` or `["tournament", "region"]`
fn attributes(ctxt: &Ctxt, meta: &Meta) -> Vec<LitStr> {
    let Some(Expr::Array(array)) = meta::value(meta) else {
        return meta::string(ctxt, meta).into_iter().collect();
    };
    let names: Option<Vec<LitStr>> = array.elems.iter().map(meta::literal).collect();
    match names {
        Some(names) if !names.is_empty() => names,
        _ => {
            let word = meta::name_of(meta.path());
            ctxt.at(array)
                .error(format_args!("expected the names of attributes: `{word} = [\"...\", \"...\"]`"));
            Vec::new()
        }
    }
}

fn key_types(ctxt: &Ctxt, meta: &Meta) -> Option<KeyTypes> {
    let kinds: Option<Vec<Kind>> = match meta::value(meta) {
        Some(Expr::Array(array)) => array.elems.iter().map(attr::kind_of).collect(),
        Some(one) => attr::kind_of(one).map(|kind| vec![kind]),
        None => None,
    };
    if kinds.is_none() {
        let name = meta::name_of(meta.path());
        let message = "expected the types of key attributes: `S` (string), `N` (number) or `B` (binary)";
        ctxt.at(meta).error(format_args!("{message}, as in `{name} = N` or `{name} = [S, N]`"));
    }
    kinds.map(|kinds| KeyTypes { at: meta.clone(), kinds })
}

fn copies_of(ctxt: &Ctxt, meta: &Meta) -> bool {
    let filters = matches!(meta::ident(meta), Some(word) if word == "filter");
    if !filters {
        ctxt.at(meta).error("expected `copies = filter`: queries of the index then filter out lookup copies");
    }
    filters
}
