//! The derive macros of dynamodel: entry points only. Each runs in four stages: parse the
//! attributes, resolve them into a model, check the rules across attributes, expand.
#![doc(html_no_source)]

mod ctxt;

use proc_macro::TokenStream;

/// Derives `dynamodel::Entity` for a struct with named fields.
#[proc_macro_derive(Entity, attributes(key, lookup, entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let _ = (input, ctxt::Ctxt::new);
    TokenStream::new()
}
