//! `#[projection(path = address.city)]` on a field: the part of the entity that it reads.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, ExprMethodCall, Lit, Member, Token};

use super::value;
use crate::ctxt::Ctxt;
use crate::meta;
use crate::model::text_of;

const WORDS: &[&str] = &["path"];

/// The path to a part of a field of the entity.
pub(super) struct PartPath {
    /// The field of the entity.
    pub(super) root: Ident,
    /// The path as it is written behind `FIELDS.`.
    pub(super) steps: TokenStream,
}

/// Reads the path of a field, if it has one.
pub(super) fn of_field(ctxt: &Ctxt, field: &syn::Field) -> Option<PartPath> {
    let mut path = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("projection")) {
        let read = attribute.parse_args_with(|stream: ParseStream<'_>| {
            while !stream.is_empty() {
                word(stream, path.is_some())?;
                path = Some(value::<Expr>(stream, "a path, as in `path = address.city`")?);
                if !stream.is_empty() {
                    stream.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        if let Err(error) = read {
            ctxt.push(error);
            return None;
        }
    }
    match resolve(&path?) {
        Ok(path) => Some(path),
        Err(error) => {
            ctxt.push(error);
            None
        }
    }
}

fn word(stream: ParseStream<'_>, is_given: bool) -> syn::Result<()> {
    let word = stream.call(Ident::parse_any)?;
    let name = word.to_string();
    if !WORDS.contains(&name.as_str()) {
        let message = match name.as_str() {
            "of" | "crate" => format!("`{name}` is given once for the struct: move it above the struct"),
            _ => meta::unknown(&name, "#[projection(...)]", WORDS),
        };
        return Err(syn::Error::new_spanned(word, message));
    }
    if is_given {
        return Err(syn::Error::new_spanned(word, "`path` is given twice for this field: remove one"));
    }
    stream.parse::<Token![=]>().map(drop)
}

fn resolve(path: &Expr) -> syn::Result<PartPath> {
    let chain = chain(path)?;
    if chain.is_whole {
        let name = text_of(&chain.root);
        let message = format!("`{name}` is a whole field: name this field `{name}`, and remove `path`");
        return Err(syn::Error::new_spanned(path, message));
    }
    Ok(PartPath { root: chain.root, steps: chain.steps })
}

/// The steps of a path up to some point.
struct Chain {
    root: Ident,
    steps: TokenStream,
    /// `true` if there is no further step.
    is_whole: bool,
    /// `true` if the path leads through a list or map.
    is_behind: bool,
    /// `true` if the last step is a field of a nested struct.
    is_field: bool,
}

fn chain(path: &Expr) -> syn::Result<Chain> {
    match path {
        Expr::Path(root) if root.attrs.is_empty() && root.path.get_ident().is_some() => {
            let root = root.path.require_ident()?.clone();
            let steps = quote!(#root);
            Ok(Chain { root, steps, is_whole: true, is_behind: false, is_field: false })
        }
        Expr::Field(field) => match &field.member {
            Member::Named(name) => chain(&field.base).map(|base| base.field(name)),
            Member::Unnamed(_) => Err(no_path(path)),
        },
        Expr::MethodCall(call) if is_step(call) => {
            check_key(call)?;
            chain(&call.receiver).map(|base| base.call(call))
        }
        Expr::Index(index) => Err(syn::Error::new(index.bracket_token.span.join(), indexed(&index.index))),
        _ => Err(no_path(path)),
    }
}

fn is_step(call: &ExprMethodCall) -> bool {
    let (count, is_plain) = (call.args.len(), call.turbofish.is_none());
    is_plain
        && (call.method == "fields" && count == 0
            || count == 1 && (call.method == "at" || call.method == "key"))
}

// path = homes.key("").city
fn check_key(call: &ExprMethodCall) -> syn::Result<()> {
    match call.args.first() {
        Some(Expr::Lit(literal)) if matches!(&literal.lit, Lit::Str(key) if key.value().is_empty()) => {
            Err(syn::Error::new_spanned(literal, "a key of a map must not be empty"))
        }
        _ => Ok(()),
    }
}

impl Chain {
    fn field(self, name: &Ident) -> Self {
        let Self { steps, is_behind, is_field, .. } = &self;
        // A dot alone does not lead from there into a struct.
        let fields = (*is_behind && *is_field).then(|| {
            let fields = format_ident!("fields", span = name.span());
            quote!(.#fields())
        });
        Self { steps: quote!(#steps #fields.#name), is_whole: false, is_field: true, ..self }
    }

    fn call(self, call: &ExprMethodCall) -> Self {
        let (Self { steps, .. }, method, args) = (&self, &call.method, &call.args);
        let is_behind = self.is_behind || method != "fields";
        let step = quote_spanned!(call.method.span()=> .#method(#args));
        Self { steps: quote!(#steps #step), is_whole: false, is_behind, is_field: false, ..self }
    }
}

fn no_path(path: &Expr) -> syn::Error {
    syn::Error::new_spanned(
        path,
        "this is no path: write it as behind `FIELDS`, as in `path = address.city`, `path = deals.at(0).title` or \
         `path = addresses.key(\"home\").city`",
    )
}

// path = deals[0].title
fn indexed(index: &Expr) -> String {
    let shown = quote!(#index).to_string();
    let step = match index {
        Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)) => format!("key({shown})"),
        _ => format!("at({shown})"),
    };
    format!("a path has no brackets: write `.{step}`")
}
