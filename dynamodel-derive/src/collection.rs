//! `#[derive(Collection)]`: access patterns read together, as the variants of an enum or in a struct.

mod attr;
mod expand;
mod group;
mod model;
mod partition;
mod shared;

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

use crate::ctxt::Ctxt;

use self::attr::Attributes;
use self::model::{Collection, Content};

/// Parses, resolves, checks and expands. Errors have an inert implementation beside them, so that one mistake is one
/// error.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let attributes = Attributes::parse(&ctxt, input);
    let collection = Collection::resolve(&ctxt, input, &attributes);
    match (ctxt.check(), collection) {
        (Ok(()), Some(collection)) => match &collection.content {
            Content::Variants(variants) => expand::collection(&collection, variants),
            Content::Group(group) => group::expand(&collection, group),
        },
        (result, _) => {
            let errors = result.err().map(syn::Error::into_compile_error);
            let inert = expand::inert(input, &attributes, matches!(input.data, Data::Struct(_)));
            quote::quote!(#errors #inert)
        }
    }
}
