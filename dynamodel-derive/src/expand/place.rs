//! Patterns that read at a place of their own: a type for each, which says what is there.
//!
//! Those are the ones that hold a part of each item, and those whose key attributes are fields, or can be.

use std::collections::HashSet;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::docs::doc;
use super::fields::{bounded, marker};
use super::{field_hash, keyed, keys};
use crate::model::{Entity, Field, IndexKey, IndexPart, Name, Standing, Template, text_of};
use crate::project::Project;

/// A lookup or an index.
struct Place<'m> {
    name: &'m Name,
    project: &'m Project<Rc<Field>>,
    /// The templates that give fields back.
    templates: Vec<&'m Template>,
    /// The key of the index, if it is one.
    index: Option<&'m IndexKey>,
    ident: Ident,
}

fn all(entity: &Entity) -> impl Iterator<Item = Place<'_>> {
    let lookups = entity.lookups.iter().filter(|key| !key.project.is_all()).filter_map(|key| {
        let (name, templates) = (key.name.as_ref()?, key.templates().collect());
        Some(Place { name, project: &key.project, templates, index: None, ident: ident(entity, name) })
    });
    let indexes = entity.indexes.iter().filter(|key| is_own(entity, key)).map(|key| {
        // What an index finds has the primary key besides; a lookup's key holds it.
        let templates = entity.primary.templates().chain(keys::index_templates(key)).collect();
        let (name, project) = (&key.name, &key.project);
        Place { name, project, templates, index: Some(key), ident: ident(entity, name) }
    });
    lookups.chain(indexes)
}

fn is_own(entity: &Entity, key: &IndexKey) -> bool {
    !key.project.is_all() || entity.is_keyed(key)
}

/// `Video_by_creator`
fn ident(entity: &Entity, name: &Name) -> Ident {
    format_ident!("{}_{}", text_of(&entity.ident), text_of(&name.ident))
}

/// Where a query of this lookup reads, if that is a place of its own.
pub(super) fn of_lookup(entity: &Entity, name: &Name, project: &Project<Rc<Field>>) -> Option<TokenStream> {
    let ident = ident(entity, name);
    (!project.is_all()).then(|| quote!(#ident, __p::Partial))
}

/// Where a query of this index reads, if that is a place of its own.
pub(super) fn of_index(entity: &Entity, key: &IndexKey) -> Option<TokenStream> {
    let ident = ident(entity, &key.name);
    let part = (!key.project.is_all()).then(|| quote!(, __p::Partial));
    is_own(entity, key).then(|| quote!(#ident #part))
}

/// ```text
/// pub struct Video_by_creator;
/// impl __p::Serves<field_video_title> for Video_by_creator {}
/// impl __p::ConsistentRead for Video_by_creator {}
/// pub struct Video_by_creatorFields { pub video_title: ::dynamodel::expr::Field<..> }
/// impl __p::FilterOf<Video, Video_by_creator> for Video_by_creator {}
/// impl __p::KeyedAt<Video_by_creator> for field_video_title { type Standing = __p::Beside; }
/// ```
pub(super) fn types(entity: &Entity) -> TokenStream {
    all(entity).map(|place| place.types(entity)).collect()
}

/// `pub const BY_CREATOR_FIELDS: Video_by_creatorFields = ..;`
pub(super) fn constants(entity: &Entity) -> TokenStream {
    all(entity).map(|place| place.constant(entity)).collect()
}

impl Place<'_> {
    fn types(&self, entity: &Entity) -> TokenStream {
        let (ident, vis) = (&self.ident, &entity.vis);
        let consistent = self.index.is_none_or(|index| index.local);
        let consistent = consistent.then(|| quote!(impl __p::ConsistentRead for #ident {}));
        let held = if self.project.is_all() { self.whole(entity) } else { self.part(entity) };
        let filtering = self.filtering(entity);
        quote! {
            #[doc(hidden)]
            #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
            #[allow(non_camel_case_types)]
            #vis struct #ident;

            #consistent

            #held
            #filtering
        }
    }

    fn filtering(&self, entity: &Entity) -> TokenStream {
        let ident = self.ident.to_token_stream();
        let Some(key) = self.index else {
            return keyed::at(entity, &ident, &quote!(__p::InTable), |field| entity.standing_in_table(field));
        };
        let index = field_hash(&key.index.value());
        keyed::at(entity, &ident, &quote!(__p::InIndex<#index>), |field| entity.standing_in(key, field))
    }

    /// What is said of whole items.
    fn whole(&self, entity: &Entity) -> TokenStream {
        let (ident, name) = (&self.ident, &entity.ident);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl __p::HoldsAll for #ident {}

            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl<__F> __p::Serves<__F> for #ident {}

            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #impl_generics __p::FilterOf<#name #own, #ident> for #name #own #where_clause {}
        }
    }

    /// What is said of a part.
    fn part(&self, entity: &Entity) -> TokenStream {
        let (ident, name) = (&self.ident, &entity.ident);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let served = self.served().into_iter().map(|field| {
            let marker = marker(&field.ident);
            quote! {
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl #impl_generics __p::Serves<#marker #own> for #ident #where_clause {}
            }
        });
        let fields = self.fields(entity);
        quote! {
            #(#served)*

            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #impl_generics __p::FilterOf<#name #own, #ident> for #ident #where_clause {}

            #fields
        }
    }

    /// The fields that are there: those of the keys, and those that are included.
    fn served(&self) -> Vec<Rc<Field>> {
        let keys = keys::given_back(self.templates.iter().copied()).map(|(_, _, segment)| &segment.field);
        let listed = self.index.into_iter().flat_map(IndexKey::parts).flat_map(IndexPart::listed);
        let listed = listed.map(|listed| &listed.segment.field);
        let fields = keys.chain(listed).chain(self.project.included());
        let mut taken = HashSet::new();
        fields.filter(|field| taken.insert(&field.name)).cloned().collect()
    }

    fn fields_name(&self) -> Ident {
        format_ident!("{}Fields", self.ident)
    }

    /// The fields that a filter can name: those that are attributes there, and no keys.
    fn filterable(&self, entity: &Entity) -> Vec<&Rc<Field>> {
        let is_key =
            |field: &Field| self.index.is_some_and(|key| entity.standing_in(key, field) == Standing::Key);
        let stored = self.project.included().iter().filter(|field| field.in_key.is_none());
        stored.filter(|field| !is_key(field)).collect()
    }

    fn fields(&self, entity: &Entity) -> TokenStream {
        let filterable = self.filterable(entity);
        if filterable.is_empty() {
            return TokenStream::new();
        }
        let (name, ident, vis, krate) = (self.fields_name(), &self.ident, &entity.vis, &entity.krate);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let fields = filterable.iter().map(|field| {
            let (field, marker) = (&field.ident, marker(&field.ident));
            let docs = doc(&format!("The path to `{}`.", text_of(field)));
            quote!(#docs pub #field: #krate::expr::Field<#ident, __p::Root, #marker #own>)
        });
        let names = filterable.iter().map(|field| &field.ident);
        let docs = doc("A path to each field that this pattern holds besides the keys.");
        quote! {
            #docs
            #[allow(dead_code, non_camel_case_types)]
            #vis struct #name #impl_generics #where_clause {
                #(#fields,)*
            }

            #[allow(dead_code)]
            impl #impl_generics #name #own #where_clause {
                const ALL: Self = Self {
                    #(#names: #krate::expr::Field::new(),)*
                };
            }
        }
    }

    fn constant(&self, entity: &Entity) -> TokenStream {
        let filterable = self.filterable(entity);
        if filterable.is_empty() {
            return TokenStream::new();
        }
        let (name, vis) = (self.fields_name(), &entity.vis);
        let pattern = text_of(&self.name.ident);
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
