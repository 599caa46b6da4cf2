//! Patterns that hold a part of each item: a type for each, which says what that is.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::doc;
use super::fields::{bounded, marker};
use super::keys;
use crate::model::{Entity, Field, Key, text_of};

/// A lookup or an index that holds a part of each item.
struct Partial<'m> {
    key: &'m Key,
    /// Whether it can be read consistently.
    consistent: bool,
    ident: Ident,
}

fn all(entity: &Entity) -> impl Iterator<Item = Partial<'_>> {
    let lookups = entity.lookups.iter().map(|key| (key, true));
    let indexes = entity.indexes.iter().map(|index| (&index.key, index.local));
    let partial = lookups.chain(indexes).filter(|(key, _)| !key.project.is_all());
    partial.filter_map(|(key, consistent)| Some(Partial { key, consistent, ident: ident(entity, key)? }))
}

/// `Video_by_creator`
fn ident(entity: &Entity, key: &Key) -> Option<Ident> {
    let name = text_of(&key.name.as_ref()?.ident);
    Some(format_ident!("{}_{name}", text_of(&entity.ident)))
}

/// Where a query of this key reads, if it holds a part of each item.
pub(super) fn place(entity: &Entity, key: &Key) -> Option<TokenStream> {
    let ident = ident(entity, key).filter(|_| !key.project.is_all())?;
    Some(quote!(#ident, __p::Partial))
}

/// ```text
/// pub struct Video_by_creator;
/// impl __p::Serves<field_video_title> for Video_by_creator {}
/// impl __p::ConsistentRead for Video_by_creator {}
/// pub struct Video_by_creatorFields { pub video_title: ::dynamodel::Field<..> }
/// impl __p::FilterOf<Video, Video_by_creator> for Video_by_creator {}
/// ```
pub(super) fn types(entity: &Entity) -> TokenStream {
    all(entity).map(|partial| partial.types(entity)).collect()
}

/// `pub const BY_CREATOR_FIELDS: Video_by_creatorFields = ..;`
pub(super) fn constants(entity: &Entity) -> TokenStream {
    all(entity).map(|partial| partial.constant(entity)).collect()
}

impl Partial<'_> {
    fn types(&self, entity: &Entity) -> TokenStream {
        let (ident, vis, name) = (&self.ident, &entity.vis, &entity.ident);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let served = self.served(entity).into_iter().map(|field| {
            let marker = marker(&field.ident);
            quote! {
                #[automatically_derived]
                impl #impl_generics __p::Serves<#marker #own> for #ident #where_clause {}
            }
        });
        let consistent = self.consistent.then(|| quote!(impl __p::ConsistentRead for #ident {}));
        let fields = self.fields(entity);
        quote! {
            #[doc(hidden)]
            #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
            #[allow(non_camel_case_types)]
            #vis struct #ident;

            #(#served)*
            #consistent

            #[automatically_derived]
            impl #impl_generics __p::FilterOf<#name #own, #ident> for #ident #where_clause {}

            #fields
        }
    }

    /// The fields that are there: those of the keys, and those that are included.
    fn served(&self, entity: &Entity) -> Vec<std::rc::Rc<Field>> {
        // What an index finds has the primary key besides; a lookup's key holds it.
        let primary = Some(&entity.primary).filter(|_| !self.key.is_lookup());
        let keys = primary.into_iter().chain([self.key]).flat_map(keys::given_back);
        let fields = keys.map(|(_, _, segment)| &segment.field).chain(self.key.project.included());
        let mut taken = HashSet::new();
        fields.filter(|field| taken.insert(&field.name)).cloned().collect()
    }

    fn fields_name(&self) -> Ident {
        format_ident!("{}Fields", self.ident)
    }

    /// The fields that a filter can name: those that are attributes there.
    fn filterable(&self) -> impl Iterator<Item = &std::rc::Rc<Field>> {
        self.key.project.included().iter().filter(|field| field.in_key.is_none())
    }

    fn fields(&self, entity: &Entity) -> TokenStream {
        if self.filterable().next().is_none() {
            return TokenStream::new();
        }
        let (name, ident, vis, krate) = (self.fields_name(), &self.ident, &entity.vis, &entity.krate);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let fields = self.filterable().map(|field| {
            let (field, marker) = (&field.ident, marker(&field.ident));
            let docs = doc(&format!("The path to `{}`.", text_of(field)));
            quote!(#docs pub #field: #krate::Field<#ident, __p::Root, #marker #own>)
        });
        let names = self.filterable().map(|field| &field.ident);
        let docs = doc("A path to each field that this pattern holds besides the keys.");
        quote! {
            #docs
            #[allow(dead_code, non_camel_case_types)]
            #vis struct #name #impl_generics #where_clause {
                #(#fields,)*
                #[doc(hidden)]
                pub __of: ::core::marker::PhantomData<fn() -> #ident>,
            }

            #[allow(dead_code)]
            impl #impl_generics #name #own #where_clause {
                const ALL: Self = Self {
                    #(#names: #krate::Field::new(),)*
                    __of: ::core::marker::PhantomData,
                };
            }
        }
    }

    fn constant(&self, entity: &Entity) -> TokenStream {
        if self.filterable().next().is_none() {
            return TokenStream::new();
        }
        let (name, vis) = (self.fields_name(), &entity.vis);
        let pattern = self.key.name.as_ref().map(|name| text_of(&name.ident)).unwrap_or_default();
        let constant = format_ident!("{}_FIELDS", pattern.to_uppercase());
        let (_, own, _) = entity.generics.split_for_impl();
        let turbofish = own.as_turbofish();
        let docs = doc(&format!(
            "A path to each field that `{pattern}` holds besides the keys, for the filters of its queries."
        ));
        quote! {
            #docs
            #vis const #constant: #name #own = #name #turbofish::ALL;
        }
    }
}
