//! The expansion of an entity: calls into the runtime without logic. It cannot fail.

mod access;
mod batch;
mod docs;
mod draft;
mod fields;
mod functions;
mod index;
mod json;
mod key_fields;
mod keyed;
mod keys;
mod managed;
mod meta;
mod only;
mod param;
mod part;
mod patterns;
mod place;
mod precision;
mod refusal;
mod segment;
mod settable;
mod slot;
mod ttl;
mod types;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Generics, WherePredicate, parse_quote};

use crate::model::{self, Entity, Template};
pub(crate) use access::{Access, structs as pattern_types};
pub(crate) use fields::{PathField, Paths};
pub(crate) use managed::version;
pub(crate) use meta::{option, projected};
use slot::Slot;
pub(crate) use types::located;

/// ```text
/// const _: () = {
///     use ::dynamodel::__private as __p;
///     impl __p::Stored for Video { .. }
///     impl Video { pub fn key(..) .. }
///     const _: () = __p::check_key::<Video>(__s::KeySlot::Primary, __k::Role::Partition);
/// };
/// ```
pub(crate) fn entity(entity: &Entity) -> TokenStream {
    let krate = &entity.krate;
    let draft = draft::declaration(entity);
    let pattern_types = access::structs(entity);
    let paths = paths(entity);
    let items = [
        types::aliases(entity),
        stored(entity),
        batch::batchable(entity),
        managed::versioned(entity),
        draft::conversion(entity),
        inherent(entity, &paths),
        access::implementations(entity),
        patterns::all(entity),
        paths.types(),
        part::fields(entity, &paths),
        key_fields::accessors(entity, &paths),
        place::types(entity),
        keyed::rules(entity),
        settable::rules(entity),
        checks(entity),
        json::checks(entity),
        index::checks(entity),
        if entity.is_concrete() { precision::checks(entity) } else { TokenStream::new() },
    ];
    let imports = crate::model::imports(krate);
    quote! {
        #draft

        #pattern_types

        #[allow(dead_code, missing_docs, non_camel_case_types, non_snake_case, private_interfaces)]
        const _: () = {
            #imports
            #(#items)*
        };
    }
}

/// `impl __p::Stored for Video { .. }`
fn stored(entity: &Entity) -> TokenStream {
    let ident = &entity.ident;
    let generics = bounded(entity);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let meta = meta::entity(entity);
    let members = [key_fields::table(entity), ttl::functions(entity), managed::functions(entity)];
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Stored for #ident #type_generics #where_clause {
            const ENTITY: &'static __s::EntityMeta = #meta;
            #(#members)*
        }
    }
}

/// `impl Video { pub fn key(..) .. }`
fn inherent(entity: &Entity, paths: &Paths<'_>) -> TokenStream {
    let ident = &entity.ident;
    let generics = bounded(entity);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let members = [functions::all(entity), paths.constant(), place::constants(entity)];
    quote! {
        #[automatically_derived]
        #[allow(dead_code, non_snake_case, clippy::too_many_arguments)]
        impl #impl_generics #ident #type_generics #where_clause {
            #(#members)*
        }
    }
}

/// Returns the fields that have paths: those that are attributes of their own.
fn paths(entity: &Entity) -> Paths<'_> {
    let fields = entity.fields.iter().filter(|field| entity.has_path(field));
    let fields = fields.map(|field| {
        let key = keyed::list(entity, &field.ident);
        PathField { field, key, in_index: entity.index_of(field).is_some() }
    });
    Paths {
        ident: &entity.ident,
        vis: entity.vis.clone(),
        generics: &entity.generics,
        krate: &entity.krate,
        fields: fields.collect(),
        omits_none: true,
    }
}

/// Returns the struct's generics with the bounds of an entity.
pub(crate) fn bounded(entity: &Entity) -> Generics {
    bounded_for(entity, &quote!(Self))
}

/// Returns the bounds for an implementation for another type. `of` is the struct.
fn bounded_for(entity: &Entity, of: &TokenStream) -> Generics {
    let mut generics = entity.generics.clone();
    if entity.is_concrete() {
        return generics;
    }
    let params: Vec<String> = entity.generics.type_params().map(|param| param.ident.to_string()).collect();
    let markers = entity.markers.iter().flat_map(|marker| marker.key.segments());
    let segments = entity.key_segments().chain(markers);
    let generic = segments.filter(|segment| model::mentions(&segment.field.ty, &params));
    let bounds = generic.map(segment::bound);
    let listed = entity.listed().filter(|listed| model::mentions(&listed.segment.field.ty, &params));
    let operands =
        listed.filter(|listed| !listed.is_custom()).map(|listed| segment::operand(&listed.segment));
    let clause = generics.make_where_clause();
    clause.predicates.push(self_bound(of));
    clause.predicates.extend(bounds.chain(operands));
    generics
}

/// Returns the bounds of the struct, if it has parameters.
pub(crate) fn self_bound(of: &TokenStream) -> WherePredicate {
    parse_quote! {
        #of: __p::Serialize + __p::DeserializeOwned + ::core::marker::Send + ::core::marker::Sync + 'static
    }
}

/// Emits the functions of an entity that has errors.
pub(crate) fn inert_functions(entity: &Entity) -> TokenStream {
    functions::inert(entity)
}

/// Emits the draft of an entity that has errors, and the conversion from it.
pub(crate) fn inert_draft(entity: &Entity) -> (TokenStream, TokenStream) {
    let is_clash = entity.draft.as_ref().is_some_and(|draft| draft.name == entity.ident);
    if is_clash { Default::default() } else { (draft::declaration(entity), draft::conversion(entity)) }
}

/// Emits the fields of an entity that has errors.
pub(crate) fn inert_fields(input: &syn::DeriveInput) -> TokenStream {
    part::inert(input)
}

/// Emits the access patterns of an entity that has errors.
pub(crate) fn inert_patterns(entity: &Entity) -> TokenStream {
    let (accesses, patterns) = (access::inert(entity), patterns::inert(entity));
    quote!(#accesses #patterns)
}

/// Emits the aliases of an entity that has errors.
pub(crate) fn inert_aliases(entity: &Entity) -> TokenStream {
    types::aliases(entity)
}

/// `const _: () = __p::check_key::<Video>(__s::KeySlot::Primary, __k::Role::Partition);` for each template, under its literal. Only types
/// without parameters can be checked before they are used.
fn checks(entity: &Entity) -> TokenStream {
    if !entity.is_concrete() {
        return TokenStream::new();
    }
    let keys = entity.keys().enumerate().map(|(index, key)| (Slot::of_key(index), key));
    let markers = entity.markers.iter().enumerate().map(|(slot, marker)| (Slot::Marker(slot), &marker.key));
    keys.chain(markers)
        .flat_map(|(slot, key)| key.templates().map(move |template| check(entity, slot, template)))
        .collect()
}

fn check(entity: &Entity, slot: Slot, template: &Template) -> TokenStream {
    let (ident, role) = (&entity.ident, segment::role(template.role));
    quote_spanned! {types::located(template.literal.span())=>
        const _: () = __p::check_key::<#ident>(#slot, #role);
    }
}
