//! The derive macros of dynamodel: entry points only. Each runs in four stages: parse the
//! attributes, resolve them into a model, check the rules across attributes, expand.
#![doc(html_no_source)]

mod attr;
mod check;
mod ctxt;
mod document;
mod entity;
mod expand;
mod fallback;
mod model;
mod rename;
mod segment;
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
#[proc_macro_derive(Table, attributes(table, index))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    table::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::KeySegment` for a newtype around a key segment or an enum without fields.
#[proc_macro_derive(KeySegment, attributes(key_segment))]
pub fn derive_key_segment(input: TokenStream) -> TokenStream {
    segment::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes the fields of a nested struct known to the key templates of the entities that hold it.
#[proc_macro_derive(Document, attributes(document))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    document::derive(&parse_macro_input!(input as DeriveInput)).into()
}
