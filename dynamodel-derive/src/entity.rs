//! `#[derive(Entity)]`, stage by stage.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::model::Entity;
use crate::{attr, check, expand, fallback};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let attributes = attr::parse(&ctxt, input);
    let entity = Entity::resolve(&ctxt, input, &attributes);
    if let Some(entity) = &entity {
        check::all(&ctxt, entity);
    }
    match (ctxt.check(), entity) {
        (Ok(()), Some(entity)) => expand::entity(&entity),
        (result, entity) => {
            let errors = result.err().map(syn::Error::into_compile_error);
            let inert = fallback::entity(input, &attributes, entity.as_ref());
            quote!(#errors #inert)
        }
    }
}
