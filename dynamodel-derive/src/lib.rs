//! The derive macros of dynamodel: entry points only. Each runs in four stages: parse the
//! attributes, resolve them into a model, check the rules across attributes, expand.
#![doc(html_no_source)]

mod attr;
mod check;
mod ctxt;
mod entity;
mod expand;
mod fallback;
mod model;
mod rename;
mod serde;
mod spec;
mod suggest;
mod table;
mod template;
mod words;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `dynamodel::Entity` for a struct with named fields.
#[proc_macro_derive(Entity, attributes(key, lookup, entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    entity::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Table` for the enum of all entities of one table.
#[proc_macro_derive(Table, attributes(table))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    table::derive(&parse_macro_input!(input as DeriveInput)).into()
}
