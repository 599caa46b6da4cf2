//! The function that reads a collection: its name, its partition and the parameters of that.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, LitStr};

use super::attr::Attributes;
use crate::ctxt::Ctxt;
use crate::model::ident_of;
use crate::template::{self, Placeholder};

/// As many parameters as the runtime has places for.
const MAX_PARAMS: usize = 15;

pub(super) struct Partition {
    pub(super) function: Ident,
    pub(super) pk: LitStr,
    pub(super) parts: Vec<Part>,
    /// Each once.
    pub(super) params: Vec<Ident>,
}

pub(super) enum Part {
    Literal(String),
    Param(String),
}

impl Partition {
    /// `None` if there is none, or it has mistakes.
    pub(super) fn resolve(ctxt: &Ctxt, input: &DeriveInput, attributes: &Attributes) -> Option<Self> {
        match (&attributes.name, &attributes.pk) {
            (Some(name), Some(pk)) => {
                let (function, partition) = (function(ctxt, name), parts(ctxt, pk));
                let (parts, params) = partition?;
                Some(Self { function: function?, pk: pk.clone(), parts, params })
            }
            (Some(name), None) if attributes.complete => {
                let message = "a collection reads one partition: add `pk = \"...\"`, as its entities have it; its \
                               placeholders name the parameters of the function";
                ctxt.error(name, message);
                None
            }
            (None, Some(pk)) if attributes.complete => {
                let message =
                    "a collection is read by its name: add `name = \"...\"`, which becomes a function";
                ctxt.error(pk, message);
                None
            }
            (None, None) if attributes.complete && matches!(input.data, syn::Data::Struct(_)) => {
                let message = "a collection in a struct is read by a function: write \
                               `#[collection(name = \"...\", pk = \"...\")]`";
                ctxt.error(&input.ident, message);
                None
            }
            _ => None,
        }
    }

    /// ```text
    /// __p::partition("RepositoryItem", "REPO#{owner}", &[__p::literal("REPO#"), __p::parameter("owner")])
    /// ```
    pub(super) fn template(&self, collection: &str) -> TokenStream {
        let text = &self.pk;
        let parts = self.parts.iter().map(|part| match part {
            Part::Literal(text) => quote!(__p::literal(#text)),
            Part::Param(name) => quote!(__p::parameter(#name)),
        });
        quote!(__p::partition(#collection, #text, &[#(#parts),*]))
    }

    /// `owner: <__Params as __p::Param<0>>::Arg<'_>, ..`
    pub(super) fn declared(&self) -> TokenStream {
        let params = self.params.iter().enumerate();
        let params = params.map(|(nth, name)| quote!(#name: <__Params as __p::Param<#nth>>::Arg<'_>));
        quote!(#(#params),*)
    }

    /// `(owner, (repo, ()))`
    pub(super) fn values(&self) -> TokenStream {
        self.params.iter().rev().fold(quote!(()), |rest, name| quote!((#name, #rest)))
    }
}

fn function(ctxt: &Ctxt, name: &LitStr) -> Option<Ident> {
    let ident = name.parse().ok();
    if ident.is_none() {
        let text = name.value();
        ctxt.error(name, format_args!("`{text}` cannot name a function: write a name such as `of_owner`"));
    }
    ident
}

fn parts(ctxt: &Ctxt, pk: &LitStr) -> Option<(Vec<Part>, Vec<Ident>)> {
    let parsed = template::parse(&pk.value());
    let parsed = parsed.map_err(|errors| errors.iter().for_each(|error| ctxt.error(pk, error))).ok()?;
    let (mut parts, mut params, mut clean) = (Vec::new(), Vec::<Ident>::new(), true);
    for part in parsed {
        match part {
            template::Part::Literal(text) => parts.push(Part::Literal(text)),
            template::Part::Placeholder(placeholder) => match param(pk, &placeholder) {
                Ok(ident) => {
                    parts.push(Part::Param(placeholder.text));
                    if !params.contains(&ident) {
                        params.push(ident);
                    }
                }
                Err(message) => {
                    clean = false;
                    ctxt.error(pk, message);
                }
            },
        }
    }
    if params.len() > MAX_PARAMS {
        ctxt.error(
            pk,
            format_args!("the partition of a collection has at most {MAX_PARAMS} parameters: remove some"),
        );
    }
    (clean && params.len() <= MAX_PARAMS).then_some((parts, params))
}

fn param(pk: &LitStr, placeholder: &Placeholder) -> Result<Ident, String> {
    let text = &placeholder.text;
    let bare = placeholder.words.is_empty() && placeholder.path.len() == 1;
    let ident = bare.then(|| ident_of(text, pk.span())).flatten();
    ident.ok_or_else(|| {
        let name = placeholder.path.last().map_or("owner", String::as_str);
        format!(
            "`{{{text}}}` has to name a parameter and nothing else, as the entities say how it is written: write \
             `{{{name}}}`"
        )
    })
}
