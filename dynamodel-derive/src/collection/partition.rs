//! The function that reads a collection: its name, its partition and its parameters.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, LitStr};

use super::attr::Attributes;
use crate::ctxt::Ctxt;
use crate::model::ident_of;
use crate::template::{self, Placeholder};

/// The maximum number of parameters that the runtime supports.
const MAX_PARAMS: usize = 15;

pub(super) struct Partition {
    pub(super) function: Ident,
    pub(super) pk: LitStr,
    pub(super) parts: Vec<Part>,
    /// The parameters, each once.
    pub(super) params: Vec<Ident>,
}

pub(super) enum Part {
    Literal(String),
    Param(String),
}

impl Partition {
    /// Resolves the partition; returns `None` without one, or after an error.
    pub(super) fn resolve(ctxt: &Ctxt, input: &DeriveInput, attributes: &Attributes) -> Option<Self> {
        match (&attributes.name, &attributes.pk) {
            (Some(name), Some(pk)) => {
                let (function, partition) = (function(ctxt, name), parts(ctxt, pk));
                let (parts, params) = partition?;
                Some(Self { function: function?, pk: pk.clone(), parts, params })
            }
            (Some(name), None) if attributes.complete => {
                ctxt.at(name).error(
                    "a collection needs its partition: add the `pk = \"...\"` of its entities, whose placeholders \
                     are the parameters of the function",
                );
                None
            }
            (None, Some(pk)) if attributes.complete => {
                ctxt.at(pk).error(
                    "a collection needs a name, which is the function that reads it: add `name = \"...\"`",
                );
                None
            }
            (None, None) if attributes.complete && matches!(input.data, syn::Data::Struct(_)) => {
                ctxt.at(&input.ident).error(
                    "a collection struct needs a function that reads it: write \
                               `#[collection(name = \"...\", pk = \"...\")]`",
                );
                None
            }
            _ => None,
        }
    }

    /// ```text
    /// __k::Template::pk("RepositoryItem", "REPO#{owner}", &[__k::Part::Literal("REPO#"), __p::parameter("owner")])
    /// ```
    pub(super) fn template(&self, collection: &str) -> TokenStream {
        let text = &self.pk;
        let parts = self.parts.iter().map(|part| match part {
            Part::Literal(text) => quote!(__k::Part::Literal(#text)),
            Part::Param(name) => quote!(__k::Part::parameter(#name)),
        });
        quote!(__k::Template::pk(#collection, #text, &[#(#parts),*]))
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
        ctxt.at(name).error(format_args!("`{text}` is not a function name: write a name such as `of_owner`"));
    }
    ident
}

fn parts(ctxt: &Ctxt, pk: &LitStr) -> Option<(Vec<Part>, Vec<Ident>)> {
    let parsed = template::parse(&pk.value());
    let parsed = parsed.map_err(|errors| errors.iter().for_each(|error| ctxt.at(pk).error(error))).ok()?;
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
                    ctxt.at(pk).error(message);
                }
            },
        }
    }
    if params.len() > MAX_PARAMS {
        ctxt.at(pk).error(format_args!(
            "the partition of a collection can have at most {MAX_PARAMS} parameters: remove some"
        ));
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
            "`{{{text}}}` must be a parameter name only, because the entities determine its format: write `{{{name}}}`"
        )
    })
}
