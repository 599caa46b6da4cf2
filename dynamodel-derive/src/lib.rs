//! The derive macros of dynamodel: entry points only. Each runs in four stages: parse the
//! attributes, resolve them into a model, check the rules across attributes, expand. The references in `docs/` are
//! tested as a part of dynamodel.
#![doc(html_no_source)]

mod attr;
mod check;
mod collection;
mod ctxt;
mod document;
mod entity;
mod expand;
mod fallback;
mod meta;
mod model;
mod project;
mod projection;
mod rename;
mod segment;
mod serde;
mod shards;
mod spec;
mod suggest;
mod table;
mod template;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[doc = include_str!("../docs/entity.md")]
#[proc_macro_derive(Entity, attributes(key, lookup, entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    entity::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[doc = include_str!("../docs/table.md")]
#[proc_macro_derive(Table, attributes(table, index))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    table::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[doc = include_str!("../docs/key_segment.md")]
#[proc_macro_derive(KeySegment, attributes(key_segment))]
pub fn derive_key_segment(input: TokenStream) -> TokenStream {
    segment::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[doc = include_str!("../docs/document.md")]
#[proc_macro_derive(Document, attributes(document))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    document::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[doc = include_str!("../docs/projection.md")]
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    projection::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[doc = include_str!("../docs/collection.md")]
#[proc_macro_derive(Collection, attributes(collection, pattern))]
pub fn derive_collection(input: TokenStream) -> TokenStream {
    collection::derive(&parse_macro_input!(input as DeriveInput)).into()
}
